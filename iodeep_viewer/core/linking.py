"""One slice in another viewport: the slice at the same position, and the line where the two cut."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from iodeep_viewer.core.geometry import slice_edges
from iodeep_viewer.core.image_series import ImageSeries, Slice

_PARALLEL = 0.98
"""Cosine of the angle up to which two planes count as parallel."""


def linked_index(image: Slice, series: ImageSeries) -> int | None:
    """Index of the slice of `series` nearest to the position of `image`.

    Parameters
    ----------
    image
        The slice that is shown.
    series
        Series of the nearest slice.

    Returns
    -------
    int or None
        None where the two are not parallel or do not share a frame of reference.
    """
    if image.plane is None or not image.frame_of_reference_uid:
        return None
    center = image.plane.to_patient(np.array([[(image.columns - 1) / 2, (image.rows - 1) / 2]]))
    nearest: tuple[float, int] | None = None
    for index, item in enumerate(series.slices):
        if item.plane is None or item.frame_of_reference_uid != image.frame_of_reference_uid:
            continue
        if abs(float(item.plane.normal @ image.plane.normal)) < _PARALLEL:
            return None
        distance = abs(float(item.plane.distance(center)[0]))
        if nearest is None or distance < nearest[0]:
            nearest = (distance, index)
    return nearest[1] if nearest else None


def cut_line(image: Slice, other: Slice) -> NDArray[np.float64] | None:
    """Where the area of `other` cuts the plane of `image`.

    Parameters
    ----------
    image
        The slice that the line is drawn on.
    other
        The slice that cuts it.

    Returns
    -------
    numpy.ndarray or None
        Two points of ``image``, shape (2, 2), (column, row); None where the planes are nearly parallel, `other`
        does not reach the plane, the line passes beside the image, or the two do not share a frame of reference.
    """
    if image.plane is None or other.plane is None or image is other:
        return None
    if not image.frame_of_reference_uid or image.frame_of_reference_uid != other.frame_of_reference_uid:
        return None
    if abs(float(image.plane.normal @ other.plane.normal)) > _PARALLEL:
        return None
    (left, top), (right, bottom) = slice_edges(other.rows, other.columns)
    corners = other.plane.to_patient(np.array([[left, top], [right, top], [right, bottom], [left, bottom]]))
    heights = image.plane.distance(corners)
    crossings = []
    for start in range(4):
        end = (start + 1) % 4
        if (heights[start] < 0) != (heights[end] < 0):
            share = heights[start] / (heights[start] - heights[end])
            crossings.append(corners[start] + share * (corners[end] - corners[start]))
    if len(crossings) != 2:
        return None
    line = image.plane.to_pixel(np.array(crossings))
    low, high = line.min(axis=0), line.max(axis=0)
    first, last = slice_edges(image.rows, image.columns)
    beside = (high < first).any() or (low > last).any()
    return None if beside else line
