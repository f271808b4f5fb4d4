"""From a map of probabilities to polylines.

The outline is the line where the map, interpolated linearly between pixel centres, crosses the threshold: it
is exact below a pixel and independent of any mask. A hole becomes part of the polygon through a channel of no
width (keyhole, PS3.3 section C.8.8.6.3), because every reader of RT Structure Sets understands that.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import cast

import contourpy
import numpy as np
from numpy.typing import NDArray

from iodeep_viewer.core.geometry import polygon_area

Float64 = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Outline:
    """One connected region of a map.

    Attributes
    ----------
    outer
        Shape (n, 2), (column, row), not closed by a repeated point.
    holes
        Same form, each inside ``outer``.
    """

    outer: Float64
    holes: tuple[Float64, ...]


def outlines(field: NDArray[np.floating], level: float) -> tuple[Outline, ...]:
    """Find the regions of a map that lie above a level.

    Parameters
    ----------
    field
        Shape (rows, columns), floating point.
    level
        The outline runs where the interpolated field equals it. A region that reaches the border of the
        map is closed along the outer edge of its pixels.

    Returns
    -------
    tuple of Outline
        Largest first.
    """
    rows, columns = field.shape
    # The border gets values as far below the level as its neighbours are above: the line falls on the pixel edge.
    padded = np.pad(np.asarray(field, dtype=np.float64), 1, mode="edge")
    border = np.ones(padded.shape, dtype=bool)
    border[1:-1, 1:-1] = False
    padded[border] = np.minimum(2 * level - padded[border], np.nextafter(level, -np.inf))
    generator = contourpy.contour_generator(
        x=np.arange(-1, columns + 1), y=np.arange(-1, rows + 1), z=padded, fill_type=contourpy.FillType.OuterOffset
    )
    found = []
    # The return type follows from fill_type, which the type checker cannot see.
    polygons, offsets = cast(tuple[list[Float64], list[NDArray[np.uint32]]], generator.filled(level, np.inf))
    for points, offset in zip(polygons, offsets, strict=True):
        rings = [_clean(points[start:stop]) for start, stop in pairwise(offset)]
        if len(rings[0]) >= 3:
            found.append(Outline(rings[0], tuple(ring for ring in rings[1:] if len(ring) >= 3)))
    return tuple(sorted(found, key=lambda outline: -polygon_area(outline.outer)))


def _clean(points: NDArray[np.floating]) -> Float64:
    """Drop the repeated last point and points that fall on their neighbour."""
    ring = np.asarray(points, dtype=np.float64)
    if len(ring) > 1 and np.array_equal(ring[0], ring[-1]):
        ring = ring[:-1]
    keep = np.linalg.norm(ring - np.roll(ring, 1, axis=0), axis=1) > 1e-9
    return ring[keep]
