"""Findings that an archive holds for the images of a series, in whatever type of object they are."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from iodeep_viewer.archives.archive import Archive
from iodeep_viewer.core.image_key import series_reference
from iodeep_viewer.core.image_series import ImageSeries
from iodeep_viewer.core.records import StudyRecord
from iodeep_viewer.core.stored_objects import StoredObject
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.errors import DicomDataError, PacsError, StructureSetError
from iodeep_viewer.objects.registry import OBJECT_TYPES, ObjectType, object_type


@dataclass(frozen=True, slots=True)
class StoredFindings:
    """Findings of a study that lie on one of its series.

    Attributes
    ----------
    objects
        Newest first.
    problems
        A sentence for each object that is not shown, or not all of it.
    """

    objects: tuple[StoredObject, ...]
    problems: tuple[str, ...]


def find_stored_findings(
    archive: Archive,
    study: StudyRecord,
    series: ImageSeries,
    task: TaskControl,
    types: Collection[ObjectType] = OBJECT_TYPES,
) -> StoredFindings:
    """Read the objects of a study that hold findings on the slices of a series, from where the series came.

    Parameters
    ----------
    archive
        Where the series came from.
    study
        The study of the series, with its patient.
    series
        The series, complete.
    task
        Reports series of findings fetched of all.
    types
        Those that are wanted; one without a reader brings nothing.

    Returns
    -------
    StoredFindings
        As read, and sentences about objects that could not be.

    Raises
    ------
    PacsError
        If the archive cannot be asked for the series of the study.
    Cancelled
        If the task was cancelled.
    """
    found: list[StoredObject] = []
    problems: list[str] = []
    listed = [(record, object_type(record)) for record in archive.list_series(study, task)]
    readable = [(record, kind, kind.reader) for record, kind in listed if kind.reader is not None and kind in types]
    for done, (record, kind, read) in enumerate(readable):
        task.report(done, len(readable), "Fetching stored findings")
        name = f"{kind.name} “{record.series_description or record.series_number or record.series_instance_uid}”"
        try:
            paths = archive.retrieve(series_reference(archive.key, study.patient, record), task).paths
        except (PacsError, DicomDataError) as error:
            problems.append(f"{name} cannot be fetched: {error}")
            continue
        for path in paths:
            try:
                item = read(path, series)
            except (StructureSetError, DicomDataError) as error:
                problems.append(f"{name} is not shown: {error}")
                continue
            problems += [f"{item.name}: {note}" for note in item.notes]
            if item.lies_on(series):
                found.append(item)
    newest_first = sorted(found, key=lambda item: (item.date, item.time), reverse=True)
    return StoredFindings(tuple(newest_first), tuple(problems))
