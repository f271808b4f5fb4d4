"""Which stored network fits a slice, and why the others do not (paper, algorithm 1)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from iodeep_viewer.core.image_series import Slice
from iodeep_viewer.core.iodeep import NetworkRecord


@dataclass(frozen=True, slots=True)
class SliceTags:
    """The attributes of a slice that the selection compares."""

    modality: str
    samples_per_pixel: int
    body_part_examined: str
    study_description: str

    @property
    def last_tag(self) -> tuple[str, str]:
        """Keyword and value compared with the network's BodyPartExamined.

        StudyDescription takes the place of an empty BodyPartExamined; else it is dropped.
        """
        if self.body_part_examined:
            return "BodyPartExamined", self.body_part_examined
        return "StudyDescription", self.study_description


@dataclass(frozen=True, slots=True)
class TagVerdict:
    """What one tag said.

    Attributes
    ----------
    keyword
        The attribute of the slice that was compared.
    slice_value, network_value
        What the slice and the network hold.
    agrees
        Whether they agree.
    """

    keyword: str
    slice_value: str
    network_value: str
    agrees: bool

    def __str__(self) -> str:
        slice_value, network_value = self.slice_value or "(empty)", self.network_value or "(empty)"
        if not self.agrees:
            return f"{self.keyword}: slice {slice_value}, network {network_value}"
        if slice_value.casefold() != network_value.casefold():
            return f"{self.keyword}: {network_value} occurs in “{slice_value}”"
        return f"{self.keyword}: {slice_value} on both sides"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A network and what each tag said of it."""

    network: NetworkRecord
    verdicts: tuple[TagVerdict, ...]

    @property
    def matches(self) -> bool:
        """Whether all tags agree."""
        return all(verdict.agrees for verdict in self.verdicts)


@dataclass(frozen=True, slots=True)
class Selection:
    """The outcome of algorithm 1 for one slice.

    Attributes
    ----------
    tags
        What was compared.
    candidates
        Every network of the catalogue, in its order, with reasons.
    """

    tags: SliceTags
    candidates: tuple[Candidate, ...]

    @property
    def matching(self) -> tuple[Candidate, ...]:
        """All candidates that match; the first one is chosen."""
        return tuple(candidate for candidate in self.candidates if candidate.matches)

    @property
    def chosen(self) -> Candidate | None:
        """The first match, or None."""
        return next(iter(self.matching), None)

    def explain_no_match(self) -> str:
        """Say which tags were compared and what the PACS holds, in one or two sentences."""
        keyword, value = self.tags.last_tag
        compared = (
            f"Modality {self.tags.modality or '(empty)'}, SamplesPerPixel {self.tags.samples_per_pixel}, "
            f"{keyword} {value or '(empty)'}"
        )
        if not self.candidates:
            return f"This slice has {compared}. The PACS holds no networks."
        held = sorted(
            {
                f"{item.network.modality or '(no modality)'} {item.network.body_part_examined or '(no body part)'}"
                for item in self.candidates
            }
        )
        return f"This slice has {compared}. The PACS holds networks for: {', '.join(held)}."


def slice_tags(image: Slice) -> SliceTags:
    """Return what the selection compares of a slice."""
    return SliceTags(
        image.modality, image.samples_per_pixel, image.body_part_examined.strip(), image.study_description.strip()
    )


def select_network(tags: SliceTags, networks: Iterable[NetworkRecord]) -> Selection:
    """Compare a slice with every network of the catalogue (paper, algorithm 1).

    A network matches when Modality and SamplesPerPixel are equal and the last tag agrees: BodyPartExamined
    equal or, where the slice has none, the network's BodyPartExamined a substring of its StudyDescription.
    StudyDescription is free text, so that letter case is ignored; CS values are upper case by PS3.5. An empty
    value agrees with nothing.
    """
    return Selection(tags, tuple(Candidate(network, _verdicts(tags, network)) for network in networks))


def _verdicts(tags: SliceTags, network: NetworkRecord) -> tuple[TagVerdict, ...]:
    keyword, value = tags.last_tag
    part = network.body_part_examined.strip()
    if keyword == "BodyPartExamined":
        last_agrees = bool(part) and value.upper() == part.upper()
    else:
        last_agrees = bool(part) and part.casefold() in value.casefold()
    samples = network.samples_per_pixel
    return (
        TagVerdict(
            "Modality", tags.modality, network.modality, bool(tags.modality) and tags.modality == network.modality
        ),
        TagVerdict(
            "SamplesPerPixel",
            str(tags.samples_per_pixel),
            "" if samples is None else str(samples),
            tags.samples_per_pixel == samples,
        ),
        TagVerdict(keyword, value, part, last_agrees),
    )
