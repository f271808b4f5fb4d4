"""Measurements on a slice and their values. Points are ``(column, row)`` in pixels of the slice, float64."""

from __future__ import annotations

import math
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from iodeep_viewer.core.geometry import polygon_mask
from iodeep_viewer.core.image_key import ImageKey
from iodeep_viewer.core.image_series import Slice
from iodeep_viewer.core.regions import Roi


class MeasurementKind(Enum):
    """Kinds of measurements."""

    LENGTH = "LENGTH"
    """Between two points."""
    ANGLE = "ANGLE"
    """At the second of three points."""
    RECTANGLE = "RECTANGLE"
    """Values inside; two opposite corners."""
    ELLIPSE = "ELLIPSE"
    """Values inside; two opposite corners of the rectangle around it."""
    ARROW = "ARROW"
    """No measure but a mark: an arrow with a text; its head, then its end, where the text stands."""

    @property
    def point_count(self) -> int:
        """Number of points that define it."""
        return 3 if self is MeasurementKind.ANGLE else 2

    @property
    def is_closed(self) -> bool:
        """Whether it has an inside, and two opposite corners for points; else it is the line through its points."""
        return self in (MeasurementKind.RECTANGLE, MeasurementKind.ELLIPSE)

    @property
    def has_text(self) -> bool:
        """Whether its text is written by the user; else it says its value."""
        return self is MeasurementKind.ARROW


@dataclass(frozen=True, slots=True, eq=False)
class Measurement:
    """One measurement on one image.

    Attributes
    ----------
    measurement_id
        Unique within the review.
    sop_instance_uid, frame_number
        The image; the frame is 1-based, None for single-frame images.
    points
        Shape (n, 2), (column, row) in pixels, float64, read-only; n by :attr:`MeasurementKind.point_count`.
    text
        Written by the user, one line; empty for kinds that have none.
    """

    measurement_id: str
    kind: MeasurementKind
    sop_instance_uid: str
    frame_number: int | None
    points: NDArray[np.float64]
    text: str = ""

    def __post_init__(self) -> None:
        if self.text and not self.kind.has_text:
            raise ValueError(f"{self.kind.value} has no text")
        points = np.array(self.points, dtype=np.float64)
        if points.shape != (self.kind.point_count, 2):
            raise ValueError(f"{self.kind.value} needs {self.kind.point_count} points of (column, row)")
        points.flags.writeable = False
        object.__setattr__(self, "points", points)

    @property
    def image(self) -> ImageKey:
        """The image that this measurement lies on."""
        return self.sop_instance_uid, self.frame_number


def new_measurement_id() -> str:
    """Return an identifier for a new measurement.

    Returns
    -------
    str
        Unique without any register.
    """
    return uuid.uuid4().hex


@dataclass(frozen=True, slots=True)
class Statistics:
    """Values of the pixels whose centres lie inside a shape.

    Attributes
    ----------
    count
        How many pixels; those without a finite value are not counted.
    mean, sd, minimum, maximum
        In the unit of the slice; `sd` is that of exactly these pixels (divided by their number).
    """

    count: int
    mean: float
    sd: float
    minimum: float
    maximum: float


def main_value(measurement: Measurement, image: Slice) -> tuple[float | None, str]:
    """Length, angle or area of a measurement and its unit: ``mm``, ``°``, ``mm²``; ``px`` without a pixel size.

    Parameters
    ----------
    measurement
        On `image`.
    image
        The slice.

    Returns
    -------
    value : float or None
    unit : str
        The value is None where there is none.
    """
    if measurement.kind.has_text:
        return None, ""
    if measurement.kind is MeasurementKind.LENGTH:
        return length_mm(measurement.points, image), "mm" if image.spacing_known else "px"
    if measurement.kind is MeasurementKind.ANGLE:
        return angle_degrees(measurement.points, image), "°"
    return area_mm2(measurement, image), "mm²" if image.spacing_known else "px"


def length_mm(points: NDArray[np.float64], image: Slice) -> float:
    """Length of a line through points, shape (n, 2), in mm; in pixels where the size of a pixel is not known.

    Parameters
    ----------
    points
        Shape (n, 2), (column, row) in pixels.
    image
        The slice.

    Returns
    -------
    float
        mm, or pixels.
    """
    return float(np.linalg.norm(np.diff(_scaled(points, image), axis=0), axis=1).sum())


def angle_degrees(points: NDArray[np.float64], image: Slice) -> float | None:
    """Angle in the patient at the second of three points, 0 to 180; None where two points are the same.

    The lines are measured in mm: where pixels are not square, the angle on the grid is another one.

    Parameters
    ----------
    points
        Shape (3, 2), (column, row) in pixels.
    image
        The slice.

    Returns
    -------
    float or None
        Degrees.
    """
    first, vertex, last = _scaled(points, image)
    a, b = first - vertex, last - vertex
    if not (a.any() and b.any()):
        return None
    # The arc tangent keeps its precision near 0 and 180 degrees, where the arc cosine loses it.
    return math.degrees(math.atan2(abs(a[0] * b[1] - a[1] * b[0]), float(a @ b)))


def area_mm2(measurement: Measurement, image: Slice) -> float:
    """Area of a rectangle or an ellipse in mm²; in pixels where the size of a pixel is not known.

    Parameters
    ----------
    measurement
        On `image`.
    image
        The slice.

    Returns
    -------
    float
        mm², or square pixels.
    """
    width, height = np.abs(np.diff(_scaled(measurement.points, image), axis=0)[0])
    return float(width * height * (math.pi / 4 if measurement.kind is MeasurementKind.ELLIPSE else 1.0))


def measurement_statistics(measurement: Measurement, image: Slice) -> Statistics | None:
    """Statistics inside a rectangle or an ellipse, its edge included; None for other kinds and for colour.

    Parameters
    ----------
    measurement
        On `image`.
    image
        The slice.

    Returns
    -------
    Statistics or None
        In the unit of the slice.
    """
    if not measurement.kind.is_closed or image.is_color:
        return None
    low, high = measurement.points.min(axis=0), measurement.points.max(axis=0)
    first = np.maximum(np.ceil(low), 0).astype(int)
    last = np.minimum(np.floor(high), (image.columns - 1, image.rows - 1)).astype(int)
    columns, rows = np.arange(first[0], last[0] + 1), np.arange(first[1], last[1] + 1)
    values = image.values[first[1] : max(last[1] + 1, 0), first[0] : max(last[0] + 1, 0)]
    if measurement.kind is MeasurementKind.RECTANGLE or not values.size:
        return _statistics(values)
    center, half = (low + high) / 2, np.maximum((high - low) / 2, np.finfo(np.float64).tiny)
    across, down = (columns - center[0]) / half[0], (rows - center[1]) / half[1]
    # A rounding error must not take the four outermost pixels away.
    return _statistics(values[across[None, :] ** 2 + down[:, None] ** 2 <= 1 + 1e-12])


def roi_statistics(roi: Roi, images: Iterable[Slice]) -> Statistics | None:
    """Statistics inside a region on the images given; None where there is no grey value in it.

    A pixel counts once however many contours hold it. The channel of a keyhole contour encloses nothing, and
    its hole is outside.

    Parameters
    ----------
    roi
        The region.
    images
        Slices that it may lie on.

    Returns
    -------
    Statistics or None
        In the unit of the slices.
    """
    inside = []
    for image in images:
        contours = () if image.is_color else roi.contours_on(image.key)
        if not contours:
            continue
        low = np.floor(np.min([contour.points.min(axis=0) for contour in contours], axis=0))
        high = np.ceil(np.max([contour.points.max(axis=0) for contour in contours], axis=0)) + 1
        left, top = np.clip(low, 0, (image.columns, image.rows)).astype(int)
        right, bottom = np.clip(high, 0, (image.columns, image.rows)).astype(int)
        mask = np.zeros((bottom - top, right - left), dtype=bool)
        for contour in contours:
            mask |= polygon_mask(contour.points - (left, top), *mask.shape)
        inside.append(np.asarray(image.values[top:bottom, left:right][mask], dtype=np.float64))
    return _statistics(np.concatenate(inside)) if inside else None


def _scaled(points: NDArray[np.float64], image: Slice) -> NDArray[np.float64]:
    row_spacing, column_spacing = image.spacing
    return np.asarray(points, dtype=np.float64) * (column_spacing, row_spacing)


def _statistics(values: NDArray[np.generic]) -> Statistics | None:
    finite = np.asarray(values, dtype=np.float64)
    finite = finite[np.isfinite(finite)]
    if not finite.size:
        return None
    return Statistics(finite.size, float(finite.mean()), float(finite.std()), float(finite.min()), float(finite.max()))
