"""Key images of a series: store the marked ones, find those that are stored."""

from __future__ import annotations

from collections.abc import Collection

from iodeep_viewer.archives.archive import Archive
from iodeep_viewer.core.image_key import ImageKey, SeriesReference, series_reference
from iodeep_viewer.core.image_series import ImageSeries
from iodeep_viewer.core.key_objects import KeyObject
from iodeep_viewer.core.records import StudyRecord
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.errors import DicomDataError, IODeepError, PacsError
from iodeep_viewer.objects.key_object.reader import read_key_object
from iodeep_viewer.objects.key_object.writer import write_key_object
from iodeep_viewer.workflows.destination import Destination
from iodeep_viewer.workflows.journal import Journal


def put_key_images(
    journal: Journal,
    destination: Destination,
    reference: SeriesReference,
    series: ImageSeries,
    key_images: Collection[ImageKey],
    observer_name: str,
) -> KeyObject:
    """Write marked slices as a Key Object Selection Document to where it goes, and take them off the journal.

    Parameters
    ----------
    journal
        Holds the marks until they are written.
    destination
        Where they go.
    reference, series
        The series under review, by its name and with its slices.
    key_images
        The slices that are marked.
    observer_name
        Who marked them, as a person name.

    Returns
    -------
    KeyObject
        As it is read back from what was written.

    Raises
    ------
    DicomDataError
        If nothing is marked, or the images are gone from the cache.
    StructureSetError
        If the images name no study.
    IODeepError
        If it cannot be written to this computer's disk.
    """
    try:
        dataset = write_key_object(key_images, series, observer_name=observer_name)
    except DicomDataError as error:
        raise DicomDataError(
            f"The key images cannot be stored. {error.sentence}", "Open the series again: your marks are kept."
        ) from error
    try:
        destination.put(dataset)
    except OSError as error:
        raise IODeepError(
            f"The key images cannot be written: {error.strerror}.",
            "Free some space, then store again: your marks are kept.",
        ) from error
    journal.remove(reference, (), key_images)
    return read_key_object(dataset)


def find_key_objects(
    archive: Archive, study: StudyRecord, series: ImageSeries, task: TaskControl
) -> tuple[tuple[KeyObject, ...], tuple[str, ...]]:
    """Read the Key Object Selection Documents of the study that mark slices of a series, from where it came.

    Parameters
    ----------
    archive
        Where the series came from.
    study
        The study of the series, with its patient.
    series
        The series, complete.
    task
        Reports series of key images fetched of all.

    Returns
    -------
    key_objects
        Newest first.
    problems
        A sentence for each one that cannot be read.

    Raises
    ------
    PacsError
        If the PACS cannot be asked.
    """
    found: list[KeyObject] = []
    problems: list[str] = []
    stored = [item for item in archive.list_series(study, task) if item.modality == "KO"]
    for done, item in enumerate(stored):
        task.report(done, len(stored), "Fetching key images")
        name = item.series_description or item.series_number or item.series_instance_uid
        try:
            paths = archive.retrieve(series_reference(archive.key, study.patient, item), task).paths
        except (PacsError, DicomDataError) as error:
            problems.append(f"Key images “{name}” are not shown: {error}")
            continue
        for path in paths:
            try:
                found.append(read_key_object(path))
            except DicomDataError as error:
                problems.append(f"Key images “{name}” are not all shown: {error}")
    on_series = [item for item in found if any(item.marks(image.key) for image in series.slices)]
    return tuple(sorted(on_series, key=lambda item: (item.date, item.time), reverse=True)), tuple(problems)
