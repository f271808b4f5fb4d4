"""Change the outline of a region on one slice.

Outlines are lists of closed point lists, ``(column, row)`` in pixels, holes joined by channels
(:mod:`~iodeep_viewer.core.polygons`). Lengths are millimetres and spacing is ``(row, column)`` in mm, so that a disk is
round and a tolerance the same in both directions also where pixels are not square; spacing (1, 1) makes them pixels.
What comes out bounds an area and nowhere crosses itself; what cannot be done raises
:class:`~iodeep_viewer.errors.EditingError` with a sentence.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from shapely import LineString, Polygon
from shapely.geometry.base import BaseGeometry

from iodeep_viewer.core.geometry import Points, polygon_area, shift_within_slice, slice_edges
from iodeep_viewer.core.polygons import (
    polygon_rings,
    scaled,
    snapped,
    to_points,
    to_shape,
    union,
)
from iodeep_viewer.errors import EditingError

_OFF_THE_LINE = 0.05
"""Vertices that lie this close to the line between their neighbours add nothing, pixels."""
_SECOND_LOOP = 0.2
"""A drawn line whose second largest loop has this share of its area went round two areas."""


def move(outline: Sequence[Points], by: Points, size: tuple[int, int]) -> tuple[Points, ...]:
    """Move an outline by (columns, rows), as far as the slice, (rows, columns) in size, reaches.

    Parameters
    ----------
    outline
        Closed point lists, each of shape (n, 2).
    by
        Shape (2,), (columns, rows).
    size
        (rows, columns) of the slice.

    Returns
    -------
    tuple of Points
        The outline moved.
    """
    shift = shift_within_slice(np.concatenate(outline), by, *size)
    return tuple(points + shift for points in outline)


def smooth(outline: Sequence[Points], spacing: tuple[float, float], sigma: float) -> tuple[Points, ...]:
    """Round off an outline: a Gaussian along its length, each ring keeping its area.

    Parameters
    ----------
    outline
        Closed point lists, each of shape (n, 2).
    spacing
        (row, column) spacing, mm.
    sigma
        Standard deviation along the line, mm.

    Returns
    -------
    tuple of Points
        The outline rounded off.
    """
    step = min(spacing) / 2
    parts = []
    for part in shapely.get_parts(scaled(union(outline), _factors(spacing))):
        outer, *holes = (_smooth_ring(ring, step, sigma) for ring in polygon_rings(part))
        parts.append(shapely.difference(to_shape(outer), union(holes)))
    return _in_pixels(shapely.union_all(parts), spacing)


def simplify(outline: Sequence[Points], spacing: tuple[float, float], tolerance: float) -> tuple[Points, ...]:
    """Leave out vertices within `tolerance`, mm, of the line (Douglas and Peucker), and never let it cross itself.

    Parameters
    ----------
    outline
        Closed point lists, each of shape (n, 2).
    spacing
        (row, column) spacing, mm.
    tolerance
        mm.

    Returns
    -------
    tuple of Points
        The outline with fewer vertices.
    """
    shape = scaled(union(outline), _factors(spacing))
    return _checked(to_points(scaled(shapely.simplify(shape, tolerance), _factors(spacing, back=True))))


def cut(outline: Sequence[Points], line: Points) -> tuple[tuple[Points, ...], tuple[Points, ...]]:
    """Cut an outline along a line, shape (n, 2).

    Parameters
    ----------
    outline
        Closed point lists, each of shape (n, 2).
    line
        Shape (n, 2).

    Returns
    -------
    pieces, whole
        Those of the parts that the line divides, largest first, and the parts that it does not divide.

    Raises
    ------
    EditingError
        If the line divides none.
    """
    path = snapped(line)
    pieces: list[Points] = []
    whole: list[Points] = []
    for part in shapely.get_parts(union(outline)):
        points, divided = to_points(part), _divided(part, path)
        if len(divided) > len(points):
            pieces += divided
        else:
            whole += points
    if not pieces:
        raise EditingError("The line does not divide the region.", "Draw it across, from outside to outside.")
    return tuple(sorted(pieces, key=lambda points: -polygon_area(points))), tuple(whole)


def join(outlines: Sequence[Sequence[Points]]) -> tuple[Points, ...]:
    """Return the area that lies in any of several outlines.

    Parameters
    ----------
    outlines
        Several outlines of closed point lists, each of shape (n, 2).

    Returns
    -------
    tuple of Points
        One point list for each part of the area, largest first.
    """
    return _checked(to_points(union(points for outline in outlines for points in outline)))


def brush(
    outline: Sequence[Points],
    path: Points,
    radius: float,
    spacing: tuple[float, float],
    size: tuple[int, int],
    *,
    grow: bool,
) -> tuple[Points, ...]:
    """Add the area that a disk sweeps over to an outline, or take it away.

    Parameters
    ----------
    outline
        May be empty.
    path
        Shape (n, 2), n >= 1: where the middle of the disk went.
    radius
        mm.
    spacing
        (row, column) spacing, mm.
    size
        (rows, columns) of the slice, which nothing goes beyond.
    grow
        Whether the disk adds or takes away.

    Returns
    -------
    tuple of Points
        Empty where all of it is taken away.

    Raises
    ------
    EditingError
        If there was nothing and nothing came to it.
    """
    way = snapped(path) * _factors(spacing)
    swept = LineString(way) if len(way) > 1 else shapely.Point(way[0])
    disk = scaled(shapely.buffer(swept, radius, quad_segs=12), _factors(spacing, back=True))
    before = union(outline)
    after = shapely.union(before, disk) if grow else shapely.difference(before, disk)
    result = _clipped(to_points(after.simplify(_OFF_THE_LINE)), size)
    if grow and not result:
        raise EditingError("Nothing was painted on the slice.", "Paint on the image.")
    return result


def drawn(line: Points, size: tuple[int, int], tolerance: float = _OFF_THE_LINE) -> Points:
    """Close a drawn line, shape (n, 2), to an outline; small loops where it crosses itself are dropped.

    Parameters
    ----------
    line
        Shape (n, 2), where the pointer went.
    size
        (rows, columns) of the slice, which nothing goes beyond.
    tolerance
        Vertices within it of the line are left out, pixels.

    Returns
    -------
    Points
        Shape (m, 2), the closed outline.

    Raises
    ------
    EditingError
        If the line goes round nothing, or round two areas.
    """
    path = snapped(line)
    if len(path) < 3:
        raise EditingError("Two points enclose nothing.", "Draw around the region, or click at least three points.")
    crossings = shapely.node(LineString([*path, path[0]]))
    loops = shapely.union_all(shapely.get_parts(shapely.polygonize([crossings]))).simplify(tolerance)
    found = to_points(shapely.intersection(loops, _area_of_slice(size)))
    if not found:
        raise EditingError("The line encloses nothing on the slice.", "Draw around the region.")
    if len(found) > 1 and polygon_area(found[1]) > _SECOND_LOOP * polygon_area(found[0]):
        raise EditingError("The line crosses itself.", "Draw around one region at a time.")
    return found[0]


def on_slice(outline: Sequence[Points], size: tuple[int, int]) -> tuple[Points, ...]:
    """Cut off the parts outside of a slice, (rows, columns) in size.

    Parameters
    ----------
    outline
        Closed point lists, each of shape (n, 2).
    size
        (rows, columns) of the slice.

    Returns
    -------
    tuple of Points
        What of the outline lies on the slice.

    Raises
    ------
    EditingError
        If nothing is left.
    """
    return _checked(_clipped(outline, size))


def _clipped(outline: Sequence[Points], size: tuple[int, int]) -> tuple[Points, ...]:
    first, last = slice_edges(*size)
    if all((points >= first).all() and (points <= last).all() for points in outline):
        return tuple(outline)
    return to_points(shapely.intersection(union(outline), _area_of_slice(size)))


def _divided(part: BaseGeometry, path: Points) -> list[Points]:
    """Return the pieces of one part of an outline; without any the path is too short to divide it."""
    if len(path) < 2:
        return []
    faces = shapely.get_parts(shapely.polygonize([shapely.union_all([part.boundary, LineString(path)])]))
    inside = shapely.contains(part, shapely.point_on_surface(faces))
    # Each by itself: together they would grow into one again.
    return [points for face in faces[inside] for points in to_points(face)]


def _area_of_slice(size: tuple[int, int]) -> Polygon:
    first, last = slice_edges(*size)
    return shapely.box(*first, *last)


def _checked(outline: tuple[Points, ...]) -> tuple[Points, ...]:
    if not outline:
        raise EditingError("Nothing would be left of the region.", "Reject it instead.")
    return outline


def _smooth_ring(ring: Points, step: float, sigma: float) -> Points:
    """Gaussian along a closed line, then enlarged about its centre to the area that it had."""
    lengths = np.linalg.norm(np.roll(ring, -1, axis=0) - ring, axis=1)
    at = np.concatenate([[0.0], np.cumsum(lengths)])
    count = max(int(np.ceil(at[-1] / step)), 16)
    samples = np.linspace(0, at[-1], count, endpoint=False)
    closed = np.vstack([ring, ring[:1]])
    line = np.interp(samples, at, closed[:, 0]) + 1j * np.interp(samples, at, closed[:, 1])
    # Convolution with a Gaussian on a circle, through its Fourier series.
    frequencies = np.fft.fftfreq(count, d=at[-1] / count)
    line = np.fft.ifft(np.fft.fft(line) * np.exp(-2 * (np.pi * frequencies * sigma) ** 2))
    soft = np.column_stack([line.real, line.imag])
    area, center = polygon_area(soft), soft.mean(axis=0)
    if area <= 0:
        return ring
    return np.asarray(center + (soft - center) * np.sqrt(polygon_area(ring) / area), dtype=np.float64)


def _factors(spacing: tuple[float, float], *, back: bool = False) -> tuple[float, float]:
    """(column, row) factors from pixels to mm, or back."""
    row, column = spacing
    return (1 / column, 1 / row) if back else (column, row)


def _in_pixels(shape: BaseGeometry, spacing: tuple[float, float]) -> tuple[Points, ...]:
    return _checked(to_points(scaled(shape, _factors(spacing, back=True)).simplify(_OFF_THE_LINE)))
