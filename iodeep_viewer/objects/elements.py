"""All elements of a DICOM file as text, whatever is in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydicom.datadict import keyword_for_tag
from pydicom.dataelem import DataElement, RawDataElement
from pydicom.dataset import Dataset
from pydicom.multival import MultiValue
from pydicom.sequence import Sequence
from pydicom.tag import BaseTag
from pydicom.uid import UID

from iodeep_viewer.core.elements import Element
from iodeep_viewer.objects.header import read_file

_MAX_CHARACTERS = 20_000
_MAX_VALUES = 2_000
_MAX_BYTES = 16
_MAX_DEPTH = 40


def read_elements(path: Path) -> tuple[Element, ...]:
    """Read all elements of a file in the order of their tags, those of the file meta information first.

    An element that is damaged says so in the place of its value.

    Parameters
    ----------
    path
        Any DICOM file.

    Returns
    -------
    tuple of Element
        With the items of sequences as children.

    Raises
    ------
    DicomDataError
        If the file as a whole cannot be read.
    """
    ds = read_file(path)
    return (*_elements(ds.file_meta, 0), *_elements(ds, 0))


def _elements(ds: Dataset, depth: int) -> Iterator[Element]:
    for tag in sorted(ds.keys()):
        raw = None
        try:
            raw = ds.get_item(tag)
            yield _element(ds[tag], depth)
        except Exception:  # the conversion of a damaged value raises anything
            yield Element(_tag(tag), _vr(raw), keyword_for_tag(tag) or _private_name(tag, None), _unreadable(raw))


def _element(element: DataElement, depth: int) -> Element:
    tag = element.tag
    name = _private_name(tag, element) if tag.is_private else element.keyword or "Unknown"
    vr, value = str(element.VR), element.value
    if not isinstance(value, Sequence):
        return Element(_tag(tag), vr, name, _text(value, vr))
    count = f"{len(value)} item" + ("" if len(value) == 1 else "s")
    if depth >= _MAX_DEPTH:
        return Element(_tag(tag), vr, name, f"{count}; nested too deeply to be shown")
    items = tuple(
        Element("", "", f"Item {number}", "", tuple(_elements(item, depth + 1))) for number, item in enumerate(value, 1)
    )
    return Element(_tag(tag), vr, name, count, items)


def _tag(tag: BaseTag) -> str:
    return f"({tag.group:04X},{tag.element:04X})"


def _vr(raw: object) -> str:
    return str(getattr(raw, "VR", None) or "?")


def _private_name(tag: BaseTag, element: DataElement | None) -> str:
    if not tag.is_private:
        return "Unknown"
    if tag.is_private_creator:
        return "Private Creator"
    creator = getattr(element, "private_creator", None)
    known = "" if element is None or "[" not in element.name else " " + element.name
    return f"Private: {creator or 'creator not stated'}{known}"


def _unreadable(raw: object) -> str:
    value = raw.value if isinstance(raw, RawDataElement) else None
    size = f", {len(value)} bytes" if isinstance(value, bytes) else ""
    return f"Damaged: the value cannot be read{size}"


def _text(value: object, vr: str) -> str:
    if value is None:
        return ""
    if isinstance(value, bytes):
        size = f"{len(value)} byte" + ("" if len(value) == 1 else "s")
        return f"{value.hex(' ')} ({size})" if 0 < len(value) <= _MAX_BYTES else size
    if isinstance(value, (MultiValue, list, tuple)):
        text = "\\".join(_text(part, vr) for part in list(value)[:_MAX_VALUES])
        more = f" … ({len(value)} values)" if len(value) > _MAX_VALUES else ""
        return _shortened(text) + more
    if isinstance(value, BaseTag):
        return _tag(value)
    if vr == "UI":
        name = UID(str(value)).name
        return f"{value} = {name}" if name != str(value) else str(value)
    return _shortened(str(value).rstrip("\0"))


def _shortened(text: str) -> str:
    return text if len(text) <= _MAX_CHARACTERS else f"{text[:_MAX_CHARACTERS]} … ({len(text)} characters)"
