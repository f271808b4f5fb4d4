"""Move, add and remove single vertices of an outline.

Outlines are closed point lists, ``(column, row)`` in pixels, holes joined by channels
(:mod:`~iodeep_viewer.core.polygons`). Each result bounds an area and nowhere crosses itself.
"""

from __future__ import annotations

import numpy as np
from shapely import Polygon

from iodeep_viewer.core.geometry import Points, clipped_to_slice
from iodeep_viewer.core.polygons import keyhole, nearest_on_edge, rings
from iodeep_viewer.errors import EditingError


def move_vertex(points: Points, index: int, to: Points, size: tuple[int, int]) -> Points:
    """Move one vertex.

    Parameters
    ----------
    points
        Shape (n, 2), the closed outline.
    index
        Of the vertex in `points`.
    to
        Shape (2,); what lies outside of the slice is taken to its edge.
    size
        (rows, columns) of the slice.

    Returns
    -------
    Points
        The outline with the vertex moved.

    Raises
    ------
    EditingError
        If the outline would cross itself.
    """
    place = clipped_to_slice(to, *size)
    vertex = points[index]
    moved = [np.where((ring == vertex).all(axis=1)[:, None], place, ring) for ring in rings(points)]
    return _rejoined(moved, "Move the point less far.")


def insert_vertex(points: Points, at: Points) -> Points:
    """Add a vertex on the edge nearest to a point, at the nearest place of that edge.

    Parameters
    ----------
    points
        Shape (n, 2), the closed outline.
    at
        Shape (2,), where the vertex is wanted.

    Returns
    -------
    Points
        Shape (n + 1, 2), the outline with the vertex.
    """
    found = rings(points)
    places = [nearest_on_edge(ring, np.asarray(at, dtype=np.float64)) for ring in found]
    which = int(np.argmin([np.linalg.norm(place - at) for _, place in places]))
    edge, place = places[which]
    found[which] = np.insert(found[which], edge + 1, place, axis=0)
    return _rejoined(found, "Choose another place.")


def remove_vertex(points: Points, index: int) -> Points:
    """Remove one vertex; a hole that is left with two goes.

    Parameters
    ----------
    points
        Shape (n, 2), the closed outline.
    index
        Of the vertex in `points`.

    Returns
    -------
    Points
        The outline without the vertex.

    Raises
    ------
    EditingError
        If a triangle would lose a corner, or the outline would cross itself.
    """
    kept = [ring[(ring != points[index]).any(axis=1)] for ring in rings(points)]
    if len(kept[0]) < 3:
        raise EditingError("A region needs at least three points.", "Reject it instead.")
    return _rejoined([ring for ring in kept if len(ring) >= 3], "Move the points next to it first.")


def _rejoined(found: list[Points], hint: str) -> Points:
    """Return one point list of rings, the first around the others, if they cross nowhere."""
    distinct = all(len(np.unique(ring, axis=0)) == len(ring) for ring in found)
    if not distinct or not Polygon(found[0], found[1:]).is_valid:
        raise EditingError("The outline would cross itself.", hint)
    return keyhole(found[0], found[1:])
