"""A small picture of a series: of its middle image, which alone is fetched for it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from iodeep_viewer.core.image_series import Slice
from iodeep_viewer.core.pacs_node import PacsNode
from iodeep_viewer.core.records import SeriesRecord
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.errors import DicomDataError
from iodeep_viewer.objects.header import integer, read_file
from iodeep_viewer.objects.image.reader import read_slices
from iodeep_viewer.pacs.query import find_instances
from iodeep_viewer.pacs.retrieve import retrieve_instance
from iodeep_viewer.workflows.local_files import LocalFiles, Source
from iodeep_viewer.workflows.workstation import Workstation

SIDE = 128
"""Pixels of the longer side of a thumbnail."""
_MOST_FRAMES = 64
"""Frames beyond which an image is too much to fetch and decode for a picture of it."""


def fetch_thumbnail(
    workstation: Workstation, source: Source, record: SeriesRecord, task: TaskControl
) -> NDArray[np.uint8] | None:
    """Fetch the middle image of a series into the cache and draw it small.

    Returns
    -------
    ndarray or None
        As :func:`draw_thumbnail`; None where the series has no image that can be drawn, or one of very many frames.

    Raises
    ------
    PacsError
        If the PACS cannot be asked, or does not send the image.
    Cancelled
        If the task was cancelled.
    """
    if not record.has_images:
        return None
    try:
        with workstation.cache.hold(record.series_instance_uid):
            if isinstance(source, LocalFiles):
                path = _middle_file(source, record)
            else:
                path = _middle_instance(workstation, source, record, task)
            if path is None or integer(read_file(path, with_pixels=False, only=_FRAMES), *_FRAMES) > _MOST_FRAMES:
                return None
            slices = read_slices(path)
    except DicomDataError:
        return None
    return draw_thumbnail(slices[len(slices) // 2]) if slices else None


def draw_thumbnail(image: Slice) -> NDArray[np.uint8]:
    """Draw a slice with its default window and its true proportions.

    Returns
    -------
    ndarray
        (rows, columns) grey or (rows, columns, 3) RGB, uint8; the longer side is :data:`SIDE`.
    """
    # A spacing may be any number above 0: of the proportions only what can be seen is kept.
    height = image.rows * min(max(image.spacing[0] / image.spacing[1], 1 / SIDE), SIDE)
    scale = SIDE / max(height, image.columns)
    size = max(1, round(image.columns * scale)), max(1, round(height * scale))
    small = replace(image, values=cv2.resize(np.ascontiguousarray(image.values), size, interpolation=cv2.INTER_AREA))
    return np.ascontiguousarray(small.grey(small.default_window))


_FRAMES = ("NumberOfFrames",)


def _middle_file(source: LocalFiles, record: SeriesRecord) -> Path | None:
    paths = source.paths.get(record, ())
    return paths[len(paths) // 2] if paths else None


def _middle_instance(workstation: Workstation, node: PacsNode, record: SeriesRecord, task: TaskControl) -> Path | None:
    study_uid, series_uid = record.study_instance_uid, record.series_instance_uid
    instances = find_instances(node, study_uid, series_uid, task)
    if not instances:
        return None
    middle = instances[len(instances) // 2]
    if (middle.number_of_frames or 1) > _MOST_FRAMES:
        return None
    return retrieve_instance(node, workstation.cache, study_uid, series_uid, middle.sop_instance_uid, task)
