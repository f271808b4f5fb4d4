"""Pixel index <-> patient millimetres: the only place that converts.

Conventions, used everywhere:

- a point in the image is ``(column, row)`` in pixels, float64; the centre of the first pixel is ``(0, 0)``;
- a point in the patient is ``(x, y, z)`` in mm, LPS (x towards the left, y towards the back, z towards the head);
- spacing is ``(row spacing, column spacing)`` in mm as in PixelSpacing: first between rows, then between columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]

_ORTHONORMAL_TOLERANCE = 1e-3


@dataclass(frozen=True, slots=True)
class Plane:
    """The image plane of one slice (PS3.3 section C.7.6.2.1.1).

    Attributes
    ----------
    position
        ImagePositionPatient: centre of the first pixel, mm.
    row_direction, column_direction
        Unit vectors of ImageOrientationPatient: along a row (column index grows), along a column (row index grows).
    spacing
        (row spacing, column spacing), mm.

    Examples
    --------
    >>> plane = Plane((10.0, 20.0, 30.0), (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.5, 2.0))
    >>> plane.to_patient(np.array([[3.0, 4.0]]))
    array([[16., 22., 30.]])
    >>> plane.to_pixel(np.array([[16.0, 22.0, 30.0]]))
    array([[3., 4.]])
    """

    position: tuple[float, float, float]
    row_direction: tuple[float, float, float]
    column_direction: tuple[float, float, float]
    spacing: tuple[float, float]

    @property
    def normal(self) -> Points:
        """Unit normal, shape (3,): row direction x column direction."""
        normal = np.cross(self.row_direction, self.column_direction)
        return np.asarray(normal / np.linalg.norm(normal), dtype=np.float64)

    @property
    def offset(self) -> float:
        """Signed distance of the plane from the origin along its normal, mm."""
        return float(self.normal @ np.asarray(self.position))

    def to_patient(self, points: Points) -> Points:
        """Convert image points, shape (n, 2) as (column, row), to patient points, shape (n, 3), mm.

        Parameters
        ----------
        points
            Shape (n, 2), (column, row) in pixels.

        Returns
        -------
        Points
            Shape (n, 3), mm, LPS.
        """
        points = np.asarray(points, dtype=np.float64)
        row_spacing, column_spacing = self.spacing
        along_row = np.outer(points[:, 0] * column_spacing, self.row_direction)
        along_column = np.outer(points[:, 1] * row_spacing, self.column_direction)
        return np.asarray(self.position) + along_row + along_column

    def to_pixel(self, points: Points) -> Points:
        """Project patient points, shape (n, 3), mm, on the plane: (n, 2) as (column, row).

        Parameters
        ----------
        points
            Shape (n, 3), mm, LPS.

        Returns
        -------
        Points
            Shape (n, 2), (column, row) in pixels.
        """
        relative = np.asarray(points, dtype=np.float64) - np.asarray(self.position)
        row_spacing, column_spacing = self.spacing
        directions = np.array([self.row_direction, self.column_direction])
        # Rounded cosines are not quite orthonormal: without their products there and back would drift.
        along = np.linalg.solve(directions @ directions.T, directions @ relative.T)
        return np.asarray(along.T / (column_spacing, row_spacing), dtype=np.float64)

    def distance(self, points: Points) -> Points:
        """Signed distance of patient points, shape (n, 3), from the plane, shape (n,), mm.

        Parameters
        ----------
        points
            Shape (n, 3), mm, LPS.

        Returns
        -------
        Points
            Shape (n,), mm, positive on the side of the normal.
        """
        relative = np.asarray(points, dtype=np.float64) - np.asarray(self.position)
        return np.asarray(relative @ self.normal, dtype=np.float64)


def plane_from_attributes(
    image_position: Sequence[float], image_orientation: Sequence[float], spacing: tuple[float, float]
) -> Plane | None:
    """Make the plane of ImagePositionPatient and ImageOrientationPatient.

    Parameters
    ----------
    image_position
        Three coordinates of ImagePositionPatient, mm.
    image_orientation
        Six cosines of ImageOrientationPatient.
    spacing
        (row, column) spacing, mm.

    Returns
    -------
    Plane or None
        None where the six cosines are not two orthogonal unit vectors or a value is not finite: such
        an image has no usable patient geometry.
    """
    if len(image_position) != 3 or len(image_orientation) != 6:
        return None
    position = np.asarray(image_position, dtype=np.float64)
    row = np.asarray(image_orientation[:3], dtype=np.float64)
    column = np.asarray(image_orientation[3:], dtype=np.float64)
    values = np.concatenate([position, row, column, spacing])
    if not np.isfinite(values).all() or min(spacing) <= 0:
        return None
    errors = (float(np.linalg.norm(row)) - 1, float(np.linalg.norm(column)) - 1, float(row @ column))
    if max(abs(error) for error in errors) > _ORTHONORMAL_TOLERANCE:
        return None
    return Plane(_triple(position), _triple(row), _triple(column), spacing)


def slice_edges(rows: int, columns: int) -> tuple[Points, Points]:
    """Return the first and the last corner of a slice: the outer edges of its pixels, whose centres are at integers.

    Parameters
    ----------
    rows
        Size of the slice.
    columns
        Size of the slice.

    Returns
    -------
    first, last
        Shape (2,) each, (column, row) in pixels: -0.5, and half a pixel beyond the last centre.
    """
    return np.full(2, -0.5), np.array([columns, rows]) - 0.5


def clipped_to_slice(points: Points, rows: int, columns: int) -> Points:
    """Take points to the nearest place on a slice.

    Parameters
    ----------
    points
        Shape (..., 2), (column, row) in pixels.
    rows
        Size of the slice.
    columns
        Size of the slice.

    Returns
    -------
    Points
        Shape as `points`.
    """
    first, last = slice_edges(rows, columns)
    return np.asarray(np.clip(points, first, last), dtype=np.float64)


def shift_within_slice(points: Points, by: Points, rows: int, columns: int) -> Points:
    """Limit a shift so that it moves no point off a slice; a point that is off already is not moved further.

    Parameters
    ----------
    points
        Shape (n, 2), (column, row) in pixels.
    by
        Shape (2,), the shift that is wanted.
    rows
        Size of the slice.
    columns
        Size of the slice.

    Returns
    -------
    Points
        Shape (2,), the shift that is possible.
    """
    first, last = slice_edges(rows, columns)
    least, most = np.minimum(first - points.min(axis=0), 0), np.maximum(last - points.max(axis=0), 0)
    return np.asarray(np.clip(by, least, most), dtype=np.float64)


def polygon_area(points: Points) -> float:
    """Area of a closed polygon, shape (n, 2), in square units of its points (shoelace formula).

    Parameters
    ----------
    points
        Shape (n, 2), closed without a repeated point.

    Returns
    -------
    float
        In square units of the points; never negative.
    """
    column, row = points[:, 0], points[:, 1]
    return float(abs(column @ np.roll(row, -1) - row @ np.roll(column, -1)) / 2)


def polygon_mask(points: Points, rows: int, columns: int) -> NDArray[np.bool_]:
    """Mark the pixels whose centres lie in a closed polygon, by the even-odd rule.

    A centre on a left or upper edge is inside, one on a right or lower edge outside: shapes side by side share no
    pixel, and the channel of a keyhole polygon holds none.

    Parameters
    ----------
    points
        Shape (n, 2), (column, row) in pixels; may cross itself and may reach beyond the mask.
    rows
        Size of the mask.
    columns
        Size of the mask.

    Returns
    -------
    numpy.ndarray
        Shape (rows, columns), bool.

    Examples
    --------
    >>> polygon_mask(np.array([[0.0, 0.0], [2.0, 0.0], [2.0, 1.0], [0.0, 1.0]]), 2, 3).astype(int)
    array([[1, 1, 0],
           [0, 0, 0]])
    """
    starts, ends = points, np.roll(points, -1, axis=0)
    swapped = (starts[:, 1] > ends[:, 1])[:, None]  # the same edge gives the same numbers in both directions
    low, high = np.where(swapped, ends, starts), np.where(swapped, starts, ends)
    first = np.clip(np.ceil(low[:, 1]), 0, rows).astype(int)
    count = np.maximum(np.clip(np.ceil(high[:, 1]), 0, rows).astype(int) - first, 0)
    edge = np.repeat(np.arange(len(points)), count)
    row = first[edge] + np.arange(len(edge)) - np.repeat(np.cumsum(count) - count, count)
    across, down = (high - low)[edge].T
    # Multiplied before it is divided: exact for corners on a binary grid, also where an edge passes through a centre.
    column = np.ceil(low[edge, 0] + (row - low[edge, 1]) * across / down)
    # A row is crossed an even number of times, so sorted crossings are pairs of the first pixel in and the first out.
    crossings = np.sort(row * (columns + 1) + np.clip(column, 0, columns).astype(int))
    mask = np.zeros((rows, columns), dtype=bool)
    for start, stop in crossings.reshape(-1, 2).tolist():
        at, enters = divmod(start, columns + 1)
        mask[at, enters : stop - at * (columns + 1)] = True
    return mask


def _triple(vector: Points) -> tuple[float, float, float]:
    return float(vector[0]), float(vector[1]), float(vector[2])
