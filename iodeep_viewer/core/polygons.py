"""Polygons with holes <-> the closed point lists of contours.

Points are ``(column, row)``, shape (n, 2), float64, closed without repeating the first. A polygon with holes is one
list of points: outer edge, a channel of no width, inner edge, and back (keyhole, PS3.3 section C.8.8.6.3). The
arithmetic on areas is that of GEOS, through shapely.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import shapely
from shapely import LinearRing, Polygon
from shapely.geometry.base import BaseGeometry

from iodeep_viewer.core.geometry import Points, polygon_area

_GRID = 2.0**-13
"""Coordinates of computed polygons are multiples of this, pixels: no two vertices differ by rounding alone."""
_SMALLEST_AREA = 0.01
"""Parts below this are by-products of the arithmetic, square pixels."""


_FARTHEST = 1e6
"""Contours with points beyond it are damaged, pixels: no slice is that large."""


def rings(points: Points) -> list[Points]:
    """Take a closed point list apart at its channels: the rings, largest first.

    Where the walk comes to a point that it has passed, what lies between is a ring of its own, or a channel or a
    spike if that has fewer than three points.

    Parameters
    ----------
    points
        Shape (n, 2).

    Returns
    -------
    list of Points
        Each of shape (m, 2), m >= 3.
    """
    found: list[list[tuple[float, float]]] = []
    path: list[tuple[float, float]] = []
    place: dict[tuple[float, float], int] = {}
    for column, row in points.tolist():
        at = place.setdefault((column, row), len(path))
        if at == len(path):
            path.append((column, row))
            continue
        found.append(path[at:])
        for point in path[at + 1 :]:
            del place[point]
        del path[at + 1 :]
    found.append(path)
    arrays = [np.array(ring) for ring in found if len(ring) >= 3]
    return sorted(arrays, key=lambda ring: -polygon_area(ring))


def is_simple(points: Points) -> bool:
    """Whether a closed point list bounds one area, with holes or without, and nowhere crosses itself.

    Parameters
    ----------
    points
        Shape (n, 2).

    Returns
    -------
    bool
        Whether it can be edited as it is.
    """
    found = rings(points) if _is_sane(points) else []
    return bool(found) and polygon_area(found[0]) > 0 and Polygon(found[0], found[1:]).is_valid


def to_shape(points: Points) -> BaseGeometry:
    """Return the area inside a closed point list (even-odd rule); empty where it has none.

    Parameters
    ----------
    points
        Shape (n, 2).

    Returns
    -------
    Polygon or MultiPolygon
        Valid in any case: a list that crosses itself gives several polygons.
    """
    found = rings(points) if _is_sane(points) else []
    if not found:
        return Polygon()
    polygon = Polygon(found[0], found[1:])
    return polygon if polygon.is_valid else _areas(shapely.make_valid(Polygon(points)))


def union(contours: Iterable[Points]) -> BaseGeometry:
    """Return the area inside any of several closed point lists.

    Parameters
    ----------
    contours
        Closed point lists, each of shape (n, 2).

    Returns
    -------
    BaseGeometry
        Polygon or MultiPolygon; empty where none has an area.
    """
    return shapely.union_all([to_shape(points) for points in contours])


def exclusive(contours: Iterable[Points]) -> tuple[Points, ...]:
    """Return the outlines of the area inside an odd number of several closed point lists.

    Parameters
    ----------
    contours
        Closed point lists, each of shape (n, 2).

    Returns
    -------
    tuple of Points
        One point list for each part, largest first.
    """
    area: BaseGeometry = Polygon()
    for points in contours:
        area = shapely.symmetric_difference(area, to_shape(points))
    return to_points(area)


def to_points(shape: BaseGeometry) -> tuple[Points, ...]:
    """Return one closed point list for each part of an area, largest first; none for parts too small to see.

    Parameters
    ----------
    shape
        Polygons, in pixels.

    Returns
    -------
    tuple of Points
        Each of shape (n, 2), holes joined by channels.
    """
    snapped = _areas(shapely.set_precision(shape, _GRID))
    parts = [part for part in shapely.get_parts(snapped) if part.area >= _SMALLEST_AREA]
    parts.sort(key=lambda part: -part.area)
    return tuple(_points(part) for part in parts)


def keyhole(outer: Points, holes: Sequence[Points]) -> Points:
    """Join holes to the outer ring through channels of no width: one closed point list.

    The hole that is nearest to what is joined already comes next, by the shortest way: so no channel crosses a ring
    or another channel. Holes run against the outer ring: the shoelace formula gives the area without them.

    Parameters
    ----------
    outer
        Shape (n, 2).
    holes
        Each of shape (m, 2), inside `outer` and apart from each other.

    Returns
    -------
    Points
        Shape (k, 2).
    """
    joined = outer
    waiting = [hole[::-1] if (_signed_area(hole) > 0) == (_signed_area(outer) > 0) else hole for hole in holes]
    edges = np.array([LinearRing(hole) for hole in waiting], dtype=object)
    ways = shapely.shortest_line(LinearRing(outer), edges) if waiting else edges
    while waiting:
        nearest = int(shapely.length(ways).argmin())
        start, end = shapely.get_coordinates(ways[nearest])
        joined, at = _with_vertex(joined, start)
        ring, to = _with_vertex(waiting.pop(nearest), end)
        turned = np.roll(ring, -to, axis=0)
        reached, edges, ways = edges[nearest], np.delete(edges, nearest), np.delete(ways, nearest)
        if np.abs(turned[0] - joined[at]).max() < _GRID / 2:  # it touches: no channel
            joined = np.concatenate([joined[: at + 1], turned[1:], joined[at:]])
        else:
            joined = np.concatenate([joined[: at + 1], turned, turned[:1], joined[at:]])
        closer = shapely.shortest_line(reached, edges)
        ways = np.where(shapely.length(closer) < shapely.length(ways), closer, ways)
    return joined


def polygon_rings(polygon: Polygon) -> list[Points]:
    """Return the rings of a polygon, the outer one first.

    Parameters
    ----------
    polygon
        May have holes.

    Returns
    -------
    list of Points
        Each of shape (n, 2), closed without a repeated point.
    """
    return [shapely.get_coordinates(ring)[:-1] for ring in (polygon.exterior, *polygon.interiors)]


def simplified(ring: Points, tolerance: float) -> Points:
    """Leave out vertices of a ring within a tolerance of the line (Douglas and Peucker).

    Parameters
    ----------
    ring
        Shape (n, 2), n >= 3, in any unit.
    tolerance
        In the same unit.

    Returns
    -------
    Points
        Shape (m, 2), 3 <= m <= n, a subset of the vertices; it crosses itself only where the ring does.
    """
    # From an end of its longest extent, so that where the list happens to begin does not decide what goes.
    start = 0
    for _ in range(3):
        start = int(((ring - ring[start]) ** 2).sum(axis=1).argmax())
    return shapely.get_coordinates(shapely.simplify(LinearRing(np.roll(ring, -start, axis=0)), tolerance))[:-1]


def scaled(shape: BaseGeometry, factors: tuple[float, float]) -> BaseGeometry:
    """Multiply the coordinates of a shape by (column, row) factors.

    Parameters
    ----------
    shape
        Any.
    factors
        (column, row).

    Returns
    -------
    BaseGeometry
        The same kind of shape.
    """
    return shapely.transform(shape, lambda points: points * np.asarray(factors))


def nearest_on_edge(ring: Points, point: Points) -> tuple[int, Points]:
    """Return the edge of a ring that is nearest to a point, by its first vertex, and the nearest point on it.

    Parameters
    ----------
    ring
        Shape (n, 2).
    point
        Shape (2,).

    Returns
    -------
    edge : int
    place : Points
        The place has the shape (2,).
    """
    ends = np.roll(ring, -1, axis=0)
    along = ends - ring
    squared = np.maximum((along**2).sum(axis=1), np.finfo(np.float64).tiny)
    share = np.clip(((point - ring) * along).sum(axis=1) / squared, 0, 1)
    places = ring + share[:, None] * along
    edge = int(((places - point) ** 2).sum(axis=1).argmin())
    return edge, places[edge]


def snapped(line: Points) -> Points:
    """Put the points of a line on the grid of computed polygons, and drop those that equal the one before.

    Parameters
    ----------
    line
        Shape (n, 2).

    Returns
    -------
    Points
        Shape (m, 2), 1 <= m <= n.
    """
    points = np.round(np.asarray(line, dtype=np.float64) / _GRID) * _GRID
    return points[[True, *(points[1:] != points[:-1]).any(axis=1)]]


def _is_sane(points: Points) -> bool:
    return bool((np.abs(points) < _FARTHEST).all())


def _areas(shape: BaseGeometry) -> BaseGeometry:
    """Drop the lines and points of a shape."""
    return shapely.union_all([part for part in shapely.get_parts(shape) if part.geom_type.endswith("Polygon")])


def _points(polygon: Polygon) -> Points:
    outer, *holes = polygon_rings(polygon)
    return keyhole(outer, holes)


def _with_vertex(ring: Points, point: Points) -> tuple[Points, int]:
    """Return a ring that has a vertex at a point on its edge, and the index of that vertex."""
    edge, place = nearest_on_edge(ring, point)
    for vertex in (edge, (edge + 1) % len(ring)):
        if np.abs(ring[vertex] - place).max() < _GRID / 2:
            return ring, vertex
    return np.insert(ring, edge + 1, place, axis=0), edge + 1


def _signed_area(points: Points) -> float:
    x, y = points[:, 0], points[:, 1]
    return float(x @ np.roll(y, -1) - y @ np.roll(x, -1)) / 2
