"""Boxes of an anchor-free detection network (Tian et al. 2019, FCOS, without its centre-ness).

Each cell of the output says for each label whether a finding is there, and how far its four edges are from the
centre of the cell.
"""

from __future__ import annotations

import numpy as np

from iodeep_viewer.core.geometry import clipped_to_slice
from iodeep_viewer.core.image_series import Slice
from iodeep_viewer.core.prediction import Placement
from iodeep_viewer.inference.maps import Finding, Float32, Float64, cut_to_slice

EDGES = 4
"""Maps behind those of the labels: distances to the left, top, right and bottom edge."""

LARGEST_OVERLAP = 0.5
"""A box that overlaps a more probable one of its label by more (intersection over union) is the same finding."""

MOST_CANDIDATES = 1000
"""Of the cells above the threshold the most probable ones of each label are used (as in FCOS)."""


def edge_distances(raw: Float32) -> Float64:
    """Turn the last four maps of a detection network into distances (softplus).

    Parameters
    ----------
    raw
        Any shape, float32.

    Returns
    -------
    ndarray
        Same shape, float64, in cells; times the stride they are input pixels.
    """
    return np.logaddexp(0.0, raw.astype(np.float64))


def find_boxes(
    image: Slice,
    probabilities: Float32,
    distances: Float32,
    placement: Placement,
    *,
    threshold: float,
    smallest_area: float,
) -> tuple[Finding, ...]:
    """Return the boxes of each label that are not the same finding, the most probable first.

    Boxes are clipped to the slice; cells in the padding propose nothing.

    Parameters
    ----------
    image
        The slice.
    probabilities
        Objectness after sigmoid and temperature, shape (labels, rows, columns).
    distances
        Left, top, right and bottom in cells, shape (4, rows, columns).
    placement
        From the grid of the maps to the slice.
    threshold
        Probability from which a cell proposes a box.
    smallest_area
        In mm²; smaller boxes are dropped.

    Returns
    -------
    tuple of Finding
        By label; corners in pixels of the slice, from left top clockwise.
    """
    both, placement = cut_to_slice(image, np.concatenate([probabilities, distances]), placement)
    found = []
    for label, chance in enumerate(both[:-EDGES]):
        likely = np.flatnonzero(chance.ravel() >= threshold)
        order = likely[np.argsort(-chance.ravel()[likely], kind="stable")][:MOST_CANDIDATES]
        row, column = np.unravel_index(order, chance.shape)
        left, top, right, bottom = both[-EDGES:, row, column].astype(np.float64)
        corners = np.stack([column - left, row - top, column + right, row + bottom], axis=1)
        boxes = _on_slice(corners, image, placement)
        areas = _areas(boxes)
        large = (areas > 0) & (areas * image.spacing[0] * image.spacing[1] >= smallest_area)
        boxes, chances = boxes[large], chance[row, column][large]
        found += [Finding(label, _polygon(boxes[kept]), float(chances[kept])) for kept in distinct(boxes)]
    return tuple(found)


def distinct(boxes: Float64) -> list[int]:
    """Pick the boxes that outline different findings: non-maximum suppression with :data:`LARGEST_OVERLAP`.

    Parameters
    ----------
    boxes
        Shape (n, 4) as left, top, right, bottom in any unit, most probable first.

    Returns
    -------
    list of int
        Their indices, most probable first.
    """
    areas = _areas(boxes)
    remaining = np.arange(len(boxes))
    picked = []
    while len(remaining):
        best, others = int(remaining[0]), remaining[1:]
        picked.append(best)
        low = np.maximum(boxes[best, :2], boxes[others, :2])
        high = np.minimum(boxes[best, 2:], boxes[others, 2:])
        shared = np.prod(np.clip(high - low, 0, None), axis=1)
        remaining = others[shared <= LARGEST_OVERLAP * (areas[best] + areas[others] - shared)]
    return picked


def _on_slice(corners: Float64, image: Slice, placement: Placement) -> Float64:
    mapped = placement.to_slice(corners.reshape(-1, 2))
    return clipped_to_slice(mapped, image.rows, image.columns).reshape(-1, 4)


def _areas(boxes: Float64) -> Float64:
    return np.asarray((boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1]), dtype=np.float64)


def _polygon(box: Float64) -> Float64:
    left, top, right, bottom = box
    return np.array([[left, top], [right, top], [right, bottom], [left, bottom]])
