"""The contents of a study: which type of objects each of its series holds, and which of them cannot be shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from iodeep_viewer.core.records import SeriesRecord
from iodeep_viewer.core.stored_objects import Shows
from iodeep_viewer.objects.registry import object_type


@dataclass(frozen=True, slots=True)
class SeriesContents:
    """The type of the objects of one series.

    Attributes
    ----------
    record
        The series.
    type_name
        Of one of its objects, e.g. ``RT Structure Set``.
    content
        In the plural: ``regions``, ``segmentations``.
    shows
        Their content as the viewer shows it.
    """

    record: SeriesRecord
    type_name: str
    content: str
    shows: Shows


@dataclass(frozen=True, slots=True)
class NotShown:
    """Series of one study that hold the same and are not shown.

    Attributes
    ----------
    count
        How many series.
    modality
        Theirs; empty where the archive does not say.
    content
        In the plural: ``segmentations``.
    """

    count: int
    modality: str
    content: str


def study_contents(records: Iterable[SeriesRecord]) -> tuple[SeriesContents, ...]:
    """List the series of a study with the type of their objects.

    Parameters
    ----------
    records
        As an archive lists them.

    Returns
    -------
    tuple of SeriesContents
        In the same order.
    """
    types = ((record, object_type(record)) for record in records)
    return tuple(SeriesContents(record, kind.name, kind.content, kind.shows) for record, kind in types)


def not_shown(contents: Sequence[SeriesContents]) -> tuple[NotShown, ...]:
    """Count the series that a study holds and the viewer shows nowhere.

    Parameters
    ----------
    contents
        Of one study.

    Returns
    -------
    tuple of NotShown
        One for each modality and content, in the order of the study.
    """
    hidden = (item for item in contents if item.shows not in (Shows.IMAGES, Shows.FINDINGS))
    counted = Counter((item.record.modality, item.content) for item in hidden)
    return tuple(NotShown(count, modality, content) for (modality, content), count in counted.items())
