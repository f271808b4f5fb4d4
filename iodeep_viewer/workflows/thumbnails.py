"""A small picture of a series: of its middle image, which alone is fetched for it."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from iodeep_viewer.archives.archive import Archive
from iodeep_viewer.core.image_key import SeriesReference
from iodeep_viewer.core.image_series import Slice
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.errors import DicomDataError
from iodeep_viewer.objects.header import integer, read_file
from iodeep_viewer.objects.image.reader import read_slices
from iodeep_viewer.workflows.workstation import Workstation

SIDE = 128
"""Pixels of the longer side of a thumbnail."""
_MOST_FRAMES = 64
"""Frames beyond which an image is too much to fetch and decode for a picture of it."""


def fetch_thumbnail(
    workstation: Workstation, archive: Archive, reference: SeriesReference, task: TaskControl
) -> NDArray[np.uint8] | None:
    """Bring the middle image of a series onto this computer and draw it small.

    Parameters
    ----------
    workstation
        Its cache is where the image stays while it is drawn.
    archive
        Where the series lies.
    reference
        The series.
    task
        Reports the query and the retrieve.

    Returns
    -------
    ndarray or None
        As :func:`draw_thumbnail`; None where the series has no image that can be drawn, or one of very many frames.

    Raises
    ------
    PacsError
        If the archive cannot be asked, or does not send the image.
    Cancelled
        If the task was cancelled.
    """
    try:
        with workstation.archives.cache.hold(reference):
            instances = archive.list_instances(reference, task)
            if not instances:
                return None
            middle = instances[len(instances) // 2]
            if (middle.number_of_frames or 1) > _MOST_FRAMES:
                return None
            (path,) = archive.retrieve(reference, task, sop_instance_uid=middle.sop_instance_uid).paths
            if integer(read_file(path, with_pixels=False, only=_FRAMES), *_FRAMES) > _MOST_FRAMES:
                return None
            slices = read_slices(path)
    except DicomDataError:
        return None
    return draw_thumbnail(slices[len(slices) // 2]) if slices else None


def draw_thumbnail(image: Slice) -> NDArray[np.uint8]:
    """Draw a slice with its default window and its true proportions.

    Parameters
    ----------
    image
        A slice with pixels.

    Returns
    -------
    ndarray
        (rows, columns) grey or (rows, columns, 3) RGB, uint8; the longer side is :data:`SIDE`.
    """
    # A spacing may be any number above 0: extreme proportions are limited.
    height = image.rows * min(max(image.spacing[0] / image.spacing[1], 1 / SIDE), SIDE)
    scale = SIDE / max(height, image.columns)
    size = max(1, round(image.columns * scale)), max(1, round(height * scale))
    small = replace(image, values=cv2.resize(np.ascontiguousarray(image.values), size, interpolation=cv2.INTER_AREA))
    return np.ascontiguousarray(small.grey(small.default_window))


_FRAMES = ("NumberOfFrames",)
