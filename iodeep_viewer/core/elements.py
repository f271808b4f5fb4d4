"""The elements of a DICOM file as text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Element:
    """One data element, or one item of a sequence.

    Attributes
    ----------
    tag
        As ``(0010,0020)``; empty for an item.
    vr
        Value representation; empty for an item.
    keyword
        ``PatientID``, or what stands in for it: the creator of a private element, the number of an item.
    value
        As text; what is not text is described.
    children
        Items of a sequence, or elements of an item.
    """

    tag: str
    vr: str
    keyword: str
    value: str
    children: tuple[Element, ...] = ()

    @property
    def row(self) -> str:
        """The element in one line, its columns separated by tabs."""
        return "\t".join((self.tag, self.vr, self.keyword, " ".join(self.value.split())))


def matching(elements: Iterable[Element], text: str) -> tuple[Element, ...]:
    """Return the elements whose tag, keyword or value contains a text, with all around and inside them.

    Upper and lower case are the same; a tag may be written with or without its signs: ``0010,0020``,
    ``00100020``.

    Parameters
    ----------
    elements
        Of a file, or inside another.
    text
        Text to search; empty finds all.

    Returns
    -------
    tuple of Element
        In their order.

    Examples
    --------
    >>> patient = Element("(0010,0020)", "LO", "PatientID", "A1")
    >>> [matching([patient], text) == (patient,) for text in ("patid", "tientid", "00100020", "a1", "")]
    [False, True, True, True, True]
    """
    wanted = text.strip().casefold()
    return tuple(_matching(elements, wanted)) if wanted else tuple(elements)


def as_lines(elements: Iterable[Element], depth: int = 0) -> Iterator[str]:
    """Write elements one per line, those inside others indented.

    Parameters
    ----------
    elements
        Of a file, or inside another.
    depth
        How far the lines are indented.

    Yields
    ------
    str
        Lines without a line break.
    """
    for element in elements:
        yield "  " * depth + element.row
        yield from as_lines(element.children, depth + 1)


def _matching(elements: Iterable[Element], wanted: str) -> Iterator[Element]:
    for element in elements:
        plain_tag = element.tag[1:5] + element.tag[6:10]
        if any(wanted in part.casefold() for part in (element.tag, plain_tag, element.keyword, element.value)):
            yield element
        elif children := tuple(_matching(element.children, wanted)):
            yield replace(element, children=children)
