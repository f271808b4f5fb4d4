"""Store the key images of a series."""

from __future__ import annotations

from collections.abc import Collection

from iodeep_viewer.core.image_key import ImageKey, SeriesReference
from iodeep_viewer.core.image_series import ImageSeries
from iodeep_viewer.core.key_objects import KeyObject
from iodeep_viewer.errors import DicomDataError, IODeepError
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
    reference
        The series under review.
    series
        Its slices.
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
