"""Shapes between two shapes: interpolation of signed distances (Raya and Udupa 1990).

Each shape is brought to the centre that is due between the two first, so that one that moves from slice to slice
keeps its size on the way.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import cast

import contourpy
import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Polygon
from shapely.geometry.base import BaseGeometry

from iodeep_viewer.core.geometry import Points
from iodeep_viewer.core.polygons import scaled, to_points, union

_GRID_POINTS = 128
"""Along the longer side of the field of distances."""
_TOLERANCE = 0.05
"""Vertices this close to the line between their neighbours are left out, pixels."""


def shapes_between(
    before: Sequence[Points], after: Sequence[Points], shares: Sequence[float], spacing: tuple[float, float]
) -> list[tuple[Points, ...]]:
    """Return the outlines between two outlines.

    Parameters
    ----------
    before
        Closed point lists, shape (n, 2), (column, row), pixels of the same grid; each with an area.
    after
        Closed point lists, shape (n, 2), (column, row), pixels of the same grid; each with an area.
    shares
        How far each wanted one is on the way: 0 gives `before`, 1 gives `after`.
    spacing
        (row, column), mm: distances are millimetres.

    Returns
    -------
    list[tuple[Points, ...]]
        One outline for each share, in their order; empty where nothing is left between.
    """
    row, column = spacing
    shapes = [scaled(union(outline), (column, row)) for outline in (before, after)]
    start, end = (shapely.get_coordinates(shape.centroid)[0] for shape in shapes)
    first, second = (_moved(shape, -center) for shape, center in zip(shapes, (start, end), strict=True))
    left, top, right, bottom = shapely.union(first, second).bounds
    step = max(right - left, bottom - top) / _GRID_POINTS
    # One step of margin: the outline never runs along the edge of the field.
    x, y = np.arange(left - step, right + 2 * step, step), np.arange(top - step, bottom + 2 * step, step)
    # What is finer than the grid would only cost time.
    near, far = (_signed_distance(shape.simplify(step / 8), x, y) for shape in (first, second))
    outlines = []
    for share in shares:
        shape = _moved(_above_zero(x, y, (1 - share) * near + share * far), (1 - share) * start + share * end)
        outlines.append(to_points(scaled(shape, (1 / column, 1 / row)).simplify(_TOLERANCE)))
    return outlines


def _signed_distance(shape: BaseGeometry, x: Points, y: Points) -> Points:
    """Distance from the edge of a shape at each point of a grid, positive inside, shape (len(y), len(x))."""
    columns, rows = np.meshgrid(x, y)
    edge = shape.boundary
    shapely.prepare([shape, edge])
    distance = shapely.distance(shapely.points(columns, rows), edge)
    return np.where(shapely.contains_xy(shape, columns, rows), distance, -distance)


def _above_zero(x: Points, y: Points, field: Points) -> BaseGeometry:
    generator = contourpy.contour_generator(x=x, y=y, z=field, fill_type=contourpy.FillType.OuterOffset)
    # The return type follows from fill_type, which the type checker cannot see.
    polygons, offsets = cast(tuple[list[Points], list[NDArray[np.uint32]]], generator.filled(0, np.inf))
    parts = []
    for points, offset in zip(polygons, offsets, strict=True):
        outer, *holes = (points[start:stop] for start, stop in pairwise(offset))
        parts.append(shapely.make_valid(Polygon(outer, holes)))
    return shapely.union_all(parts)


def _moved(shape: BaseGeometry, by: Points) -> BaseGeometry:
    return shapely.transform(shape, lambda points: points + by)
