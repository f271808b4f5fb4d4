"""Regions of a segmentation network: the parts of each label's map above the threshold, outlined."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from iodeep_viewer.core.geometry import clipped_to_slice, polygon_area, polygon_mask
from iodeep_viewer.core.image_series import Slice
from iodeep_viewer.core.polygons import keyhole, simplified
from iodeep_viewer.core.prediction import Placement
from iodeep_viewer.inference.contours import Outline, outlines
from iodeep_viewer.inference.maps import Finding, Float32, Float64, cut_to_slice

SIMPLIFY_TOLERANCE = 0.3
"""Vertices nearer than this to the line of their neighbours are left out, in pixels of the slice."""


def find_regions(
    image: Slice,
    probabilities: Float32,
    placement: Placement,
    *,
    threshold: float,
    smallest_area: float,
    background: bool,
) -> tuple[Finding, ...]:
    """Outline the parts of maps that lie above a threshold.

    Regions smaller than the smallest area are dropped, and so are holes smaller than that.

    Parameters
    ----------
    image
        The slice.
    probabilities
        Shape (maps, rows, columns), float32, 0 to 1.
    placement
        From their grid to the slice.
    threshold
        Probability, 0 to 1.
    smallest_area
        In mm².
    background
        Whether the first map is that of the background, so that the labels exclude each other: of several maps
        above the threshold the most probable one counts.

    Returns
    -------
    tuple of Finding
        By label, largest first; keyhole polygons in pixels of the slice.
    """
    probabilities, placement = cut_to_slice(image, probabilities, placement)
    found = []
    for index in range(int(background), len(probabilities)):
        field = _field(probabilities, index, threshold, exclusive=background)
        for outline in outlines(field, 0.0):
            points = _on_slice(outline, image, placement, smallest_area)
            if points is not None:
                found.append(Finding(index - background, points, _mean_inside(outline, probabilities[index])))
    return tuple(found)


def _field(probabilities: Float32, index: int, threshold: float, *, exclusive: bool) -> Float32:
    """Positive where the map is above the threshold and, if exclusive, above all other maps.

    In log-odds, which change evenly across an edge where probabilities jump: the outline becomes smooth.
    """
    # Beyond 99 % nothing is gained, and a very sure side would pull the outline to the other.
    low, high = max(1e-6, min(0.01, threshold / 2)), min(1 - 1e-6, max(0.99, (1 + threshold) / 2))
    odds = _log_odds(np.clip(probabilities.astype(np.float64), low, high))
    field = odds[index] - _log_odds(np.clip(np.asarray(threshold, dtype=np.float64), low, high))
    if exclusive:
        field = np.minimum(field, odds[index] - np.delete(odds, index, axis=0).max(axis=0))
    return np.asarray(field, dtype=np.float32)


def _log_odds(probability: NDArray[np.float64]) -> Float64:
    return np.asarray(np.log(probability / (1 - probability)), dtype=np.float64)


def _on_slice(outline: Outline, image: Slice, placement: Placement, smallest_area: float) -> Float64 | None:
    pixel_area = image.spacing[0] * image.spacing[1]

    def mapped(ring: Float64) -> Float64:
        return simplified(clipped_to_slice(placement.to_slice(ring), image.rows, image.columns), SIMPLIFY_TOLERANCE)

    outer = mapped(outline.outer)
    holes = tuple(hole for hole in map(mapped, outline.holes) if polygon_area(hole) * pixel_area >= smallest_area)
    points = keyhole(outer, holes)
    area = polygon_area(points) * pixel_area
    return points if area > 0 and area >= smallest_area else None


def _mean_inside(outline: Outline, chance: Float32) -> float:
    rows, columns = chance.shape
    inside = polygon_mask(keyhole(outline.outer, outline.holes), rows, columns)
    if inside.any():
        return float(chance[inside].mean())
    column, row = np.round(outline.outer.mean(axis=0)).astype(int)
    return float(chance[min(max(row, 0), rows - 1), min(max(column, 0), columns - 1)])
