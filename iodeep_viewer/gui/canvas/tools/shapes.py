"""The geometry of measurements: their handles, and the effect of moving one of these."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import QPointF, QRectF
from PyQt6.QtGui import QPainterPath, QPainterPathStroker

from iodeep_viewer.core.geometry import clipped_to_slice, shift_within_slice
from iodeep_viewer.core.image_series import Slice
from iodeep_viewer.core.measurements import Measurement, MeasurementKind

Place = Callable[[float, float], QPointF]
"""From (column, row) of the slice to the screen."""

_HANDLE_REACH = 9.0
_LINE_REACH = 6.0


def handles(measurement: Measurement) -> NDArray[np.float64]:
    """Points that can be dragged, shape (n, 2), (column, row).

    The points of a line, an angle or an arrow, the corners of a rectangle, the ends of the axes of an ellipse.
    """
    if not measurement.kind.is_closed:
        return measurement.points
    (left, top), (right, bottom) = measurement.points
    if measurement.kind is MeasurementKind.RECTANGLE:
        return np.array([[left, top], [right, top], [right, bottom], [left, bottom]])
    column, row = measurement.points.mean(axis=0)
    return np.array([[column, top], [right, row], [column, bottom], [left, row]])


def with_handle_at(measurement: Measurement, handle: int, point: QPointF) -> Measurement:
    """Return the measurement with one of its handles moved to a point, (column, row)."""
    points = measurement.points.copy()
    if not measurement.kind.is_closed:
        points[handle] = point.x(), point.y()
    elif measurement.kind is MeasurementKind.RECTANGLE:
        points[(0, 1, 1, 0)[handle], 0] = point.x()
        points[(0, 0, 1, 1)[handle], 1] = point.y()
    elif handle in (0, 2):
        points[handle // 2, 1] = point.y()
    else:
        points[1 if handle == 1 else 0, 0] = point.x()
    return replace(measurement, points=points)


def moved_by(measurement: Measurement, by: QPointF, image: Slice) -> Measurement:
    """Return the measurement moved by columns and rows, as far as all of it stays on the image."""
    shift = shift_within_slice(measurement.points, np.array([by.x(), by.y()]), image.rows, image.columns)
    return replace(measurement, points=measurement.points + shift)


def on_image(point: QPointF, image: Slice) -> QPointF:
    """Return the point of the image nearest to a point."""
    column, row = clipped_to_slice(np.array([point.x(), point.y()]), image.rows, image.columns).tolist()
    return QPointF(column, row)


def outline(measurement: Measurement, place: Place) -> QPainterPath:
    """Return the line to draw, on the screen; the slice may be turned by quarter turns and mirrored."""
    path = QPainterPath()
    points = [place(column, row) for column, row in measurement.points.tolist()]
    if measurement.kind is MeasurementKind.RECTANGLE:
        path.addRect(QRectF(*points).normalized())
    elif measurement.kind is MeasurementKind.ELLIPSE:
        path.addEllipse(QRectF(*points).normalized())
    else:
        path.moveTo(points[0])
        for point in points[1:]:
            path.lineTo(point)
    return path


def handle_at(measurement: Measurement, at: QPointF, place: Place) -> int | None:
    """Return the handle under a point of the screen, or None."""
    for handle, (column, row) in enumerate(handles(measurement).tolist()):
        if (place(column, row) - at).manhattanLength() <= _HANDLE_REACH:
            return handle
    return None


def is_on_line(measurement: Measurement, at: QPointF, place: Place) -> bool:
    """Return whether a point of the screen is on the line of a measurement."""
    stroker = QPainterPathStroker()
    stroker.setWidth(2 * _LINE_REACH)
    return stroker.createStroke(outline(measurement, place)).contains(at)
