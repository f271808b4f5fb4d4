"""Which stored network fits a slice, and why the others do not (paper, algorithm 1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from iodeep_viewer.core.image_series import Slice
from iodeep_viewer.core.iodeep import NetworkRecord, successors


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
    """The verdict of one tag.

    Attributes
    ----------
    keyword
        The attribute of the slice that was compared.
    slice_value, network_value
        Values of both sides.
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
    """A network and the verdict of each tag on it.

    Attributes
    ----------
    superseded_by
        The network that replaces it, if the PACS holds one.
    """

    network: NetworkRecord
    verdicts: tuple[TagVerdict, ...]
    superseded_by: NetworkRecord | None = None

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
        The tags of the slice.
    candidates
        Every network of the catalogue, in its order, with reasons.
    preferences
        DnnUID that the user chose, by :attr:`~iodeep_viewer.core.iodeep.NetworkRecord.tag_key`.
    """

    tags: SliceTags
    candidates: tuple[Candidate, ...]
    preferences: Mapping[str, str] = field(default_factory=dict)

    @property
    def matching(self) -> tuple[Candidate, ...]:
        """All candidates that may be chosen, in order: they match and are not superseded."""
        matching = tuple(candidate for candidate in self.candidates if candidate.matches)
        current = tuple(candidate for candidate in matching if candidate.superseded_by is None)
        return current or matching  # networks that name each other in a circle rule nobody out

    @property
    def preferred(self) -> Candidate | None:
        """The match that the user prefers, or None; a preference for another network counts for nothing."""
        matching = self.matching
        wanted = (self.preferences.get(candidate.network.tag_key) for candidate in matching)
        by_uid = {candidate.network.dnn_uid: candidate for candidate in reversed(matching)}
        return next((by_uid[uid] for uid in wanted if uid in by_uid), None)

    @property
    def chosen(self) -> Candidate | None:
        """The preferred match, else the first one, or None."""
        return self.preferred or next(iter(self.matching), None)

    def explain(self, candidate: Candidate) -> str:
        """Say in a sentence why a candidate was chosen or not.

        Parameters
        ----------
        candidate
            One of the networks that were compared.

        Returns
        -------
        str
            A sentence for the user.
        """
        if not candidate.matches:
            return "Its tags do not agree with the slice."
        if candidate is self.chosen:
            return "Chosen: the user prefers it." if candidate is self.preferred else "Chosen: the newest that matches."
        if candidate.superseded_by is not None:
            return f"It matches, but “{candidate.superseded_by.dnn_name}” replaces it."
        return "It matches too."

    def explain_no_match(self) -> str:
        """Say in one or two sentences which tags were compared and which networks the PACS holds.

        Returns
        -------
        str
            Sentences for the user.
        """
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
    """Return the attributes of a slice that the selection compares.

    Parameters
    ----------
    image
        The slice.

    Returns
    -------
    SliceTags
        Free text without spaces around it.
    """
    return SliceTags(
        image.modality, image.samples_per_pixel, image.body_part_examined.strip(), image.study_description.strip()
    )


def select_network(
    tags: SliceTags, networks: Iterable[NetworkRecord], preferences: Mapping[str, str] | None = None
) -> Selection:
    """Compare a slice with every network of the catalogue (paper, algorithm 1).

    A network matches when Modality and SamplesPerPixel are equal and the last tag agrees: BodyPartExamined
    equal or, where the slice has none, the network's BodyPartExamined a substring of its StudyDescription.
    StudyDescription is free text, so that letter case is ignored; CS values are upper case by PS3.5. An empty
    value agrees with nothing. A network that another one replaces is not chosen.

    Parameters
    ----------
    tags
        Of the slice.
    networks
        The newest first: of several that match the first one is chosen.
    preferences
        DnnUID that the user chose, by the networks' ``tag_key``; used where it is among the matches.

    Returns
    -------
    Selection
        Every network with its verdicts, in the order of ``networks``.
    """
    known = tuple(networks)
    replaced = successors(known)
    candidates = (Candidate(network, _verdicts(tags, network), replaced.get(network.dnn_uid)) for network in known)
    return Selection(tags, tuple(candidates), preferences or {})


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
