"""Names and drawing of measurements: a crisp line at any zoom, handles, and a label that leaves the ends free."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import QCoreApplication, QPointF, QRectF, QSizeF, Qt
from PyQt6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen

from iodeep_viewer.core.image_series import Slice
from iodeep_viewer.core.measurement_text import pixel_value_text, value_text
from iodeep_viewer.core.measurements import (
    Measurement,
    MeasurementKind,
    Statistics,
    measurement_statistics,
)
from iodeep_viewer.gui.canvas.tools.shapes import Place, handles, outline

MEASUREMENT_COLOR = QColor(255, 214, 10)
STORED_COLOR = QColor(120, 214, 240)
"""Of measurements that are in the PACS: they cannot be changed."""
_HANDLE_RADIUS = 4.0
_HALO = QColor(0, 0, 0, 170)
_LABEL_GROUND = QColor(0, 0, 0, 150)
_MOST_KNOWN = 100
_KNOWN: WeakKeyDictionary[Slice, dict[Measurement, Statistics | None]] = WeakKeyDictionary()
_MOST_CHARACTERS = 40
"""In one line of a label."""
_ARROW_HEAD = 12.0
_GAP = 12.0
"""Between a line and its label; the ends keep this distance to it as well."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A measurement and how it is drawn; one that is selected has its handles."""

    measurement: Measurement
    stored: bool = False
    selected: bool = False

    @property
    def color(self) -> QColor:
        """Of line and label."""
        return STORED_COLOR if self.stored else MEASUREMENT_COLOR


def kind_name(kind: MeasurementKind) -> str:
    """Name a kind of measurement."""
    translate = QCoreApplication.translate
    return {
        MeasurementKind.LENGTH: translate("Measurements", "Length"),
        MeasurementKind.ANGLE: translate("Measurements", "Angle"),
        MeasurementKind.RECTANGLE: translate("Measurements", "Rectangle"),
        MeasurementKind.ELLIPSE: translate("Measurements", "Ellipse"),
        MeasurementKind.ARROW: translate("Measurements", "Arrow"),
    }[kind]


def label_lines(measurement: Measurement, image: Slice, *, full: bool = False) -> tuple[str, ...]:
    """Return the lines beside a measurement: its value or its text, and for a shape the statistics inside.

    Parameters
    ----------
    full
        With minimum, maximum and number of pixels.
    """
    value = textwrap.wrap(value_text(measurement, image), _MOST_CHARACTERS)
    return (*value, *statistics_lines(measurement, image, full=full))


def statistics_lines(measurement: Measurement, image: Slice, *, full: bool = False) -> tuple[str, ...]:
    """Return mean and standard deviation of the pixels inside a shape; nothing for other measurements.

    Parameters
    ----------
    full
        With minimum, maximum and number of pixels.
    """
    lines = []
    statistics = _statistics(measurement, image)
    if statistics is not None:
        translate = QCoreApplication.translate
        mean, deviation = pixel_value_text(statistics.mean), pixel_value_text(statistics.sd)
        lines.append(translate("Measurements", "{} ± {} {}").format(mean, deviation, image.unit).rstrip())
        if full:
            least, most = pixel_value_text(statistics.minimum), pixel_value_text(statistics.maximum)
            lines.append(translate("Measurements", "{} to {} {}").format(least, most, image.unit).rstrip())
            lines.append(translate("Measurements", "{} pixels").format(statistics.count))
    return tuple(lines)


def draw_measurements(
    painter: QPainter, drawn: Sequence[Drawn], image: Slice, place: Place, area: QRectF, *, full: bool = False
) -> None:
    """Draw measurements with their labels.

    Parameters
    ----------
    place
        Gives coordinates of the painter.
    area
        The visible part, in the same coordinates.
    full
        Labels with all statistics.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for item in drawn:
        _draw_line(painter, item, place)
    taken: list[QRectF] = []
    along = [_along(item.measurement, place) for item in drawn]
    for number, item in enumerate(drawn):
        lines = label_lines(item.measurement, image, full=full)
        if not lines:
            continue
        others = np.concatenate([np.empty((0, 2)), *along[:number], *along[number + 1 :]])
        taken.append(label_rect(item.measurement, lines, place, QFontMetricsF(painter.font()), area, taken, others))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_LABEL_GROUND)
        painter.drawRoundedRect(taken[-1], 3, 3)
        painter.setPen(item.color)
        painter.drawText(taken[-1].adjusted(4, 2, -4, -2), int(Qt.AlignmentFlag.AlignLeft), "\n".join(lines))
    painter.restore()


def label_rect(
    measurement: Measurement,
    lines: tuple[str, ...],
    place: Place,
    metrics: QFontMetricsF,
    area: QRectF,
    taken: Sequence[QRectF] = (),
    others: NDArray[np.float64] | None = None,
) -> QRectF:
    """Find room for the label beside a measurement.

    It never covers a handle where there is any room; nor, if that is possible, the line, another label of
    `taken`, or points of other lines, shape (n, 2). It stays in `area`, which begins at (0, 0).
    """
    own = _along(measurement, place)
    ends = np.array([[place(*end).x(), place(*end).y()] for end in handles(measurement).tolist()])
    width = max(metrics.horizontalAdvance(line) for line in lines) + 8
    height = metrics.lineSpacing() * len(lines) + 4
    bounds = outline(measurement, place).boundingRect()
    if measurement.kind.has_text:
        # The text stands at the end of the arrow, wherever the head is.
        bounds = QRectF(QPointF(*ends[-1].tolist()), QSizeF())
    middle = bounds.center() - QPointF(width / 2, height / 2)
    columns = (middle.x(), bounds.left(), bounds.right() - width)
    corners = [
        (bounds.right() + _GAP, middle.y()),
        (bounds.left() - _GAP - width, middle.y()),
        *((column, bounds.bottom() + _GAP) for column in columns),
        *((column, bounds.top() - _GAP - height) for column in columns),
        *(
            (x + across, y + down)
            for x, y in ends.tolist()
            for across in (_GAP, -_GAP - width)
            for down in (_GAP, -_GAP - height)
        ),
        *((column, row) for column in (0.0, area.right()) for row in np.linspace(0.0, area.bottom(), 9).tolist()),
    ]
    most = np.maximum((area.width() - width - 2, area.height() - height - 2), 2)
    low = np.clip(np.array(corners), 2, most)
    high = low + np.array([width, height])
    away = np.abs((low + high) / 2 - (bounds.center().x(), bounds.center().y())).sum(axis=1)
    costs = 100.0 * _count_in(low - _GAP / 2, high + _GAP / 2, ends) + 3.0 * _count_in(low, high, own) + away / 200
    for other in taken:
        costs += 8.0 * ((low < (other.right(), other.bottom())) & (high > (other.left(), other.top()))).all(axis=1)
    if others is not None:
        costs += _count_in(low - _GAP / 2, high + _GAP / 2, others)
    x, y = low[int(np.argmin(costs))].tolist()
    return QRectF(x, y, width, height)


def _along(measurement: Measurement, place: Place) -> NDArray[np.float64]:
    """Points along the line of a measurement on the screen, shape (n, 2)."""
    path = outline(measurement, place)
    points = [path.pointAtPercent(share) for share in np.linspace(0.0, 1.0, 25).tolist()]
    return np.array([[point.x(), point.y()] for point in points])


def _count_in(low: NDArray[np.float64], high: NDArray[np.float64], points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Count the points, shape (n, 2), in each rectangle from `low` to `high`, both of shape (m, 2)."""
    within = (points[None] >= low[:, None]) & (points[None] <= high[:, None])
    return np.asarray(within.all(axis=2).sum(axis=1), dtype=np.float64)


def _statistics(measurement: Measurement, image: Slice) -> Statistics | None:
    """Statistics of a shape, kept as long as its slice: labels are drawn again with each move of the mouse."""
    known = _KNOWN.setdefault(image, {})
    if measurement not in known:
        if len(known) >= _MOST_KNOWN:
            known.clear()
        known[measurement] = measurement_statistics(measurement, image)
    return known[measurement]


def _draw_line(painter: QPainter, item: Drawn, place: Place) -> None:
    path = outline(item.measurement, place)
    ends = _ENDS.get(item.measurement.kind)
    if ends is not None:
        path.addPath(ends(path))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for pen in (QPen(_HALO, 4.0), QPen(item.color, 2.0 if item.selected else 1.5)):
        painter.setPen(pen)
        painter.drawPath(path)
    if item.selected:
        painter.setPen(QPen(_HALO, 1.5))
        painter.setBrush(item.color)
        for column, row in handles(item.measurement).tolist():
            painter.drawEllipse(place(column, row), _HANDLE_RADIUS, _HANDLE_RADIUS)


def _end_strokes(path: QPainterPath) -> QPainterPath:
    """Short strokes across both ends of a line."""
    first, last = path.elementAt(0), path.elementAt(path.elementCount() - 1)
    start, end = QPointF(first.x, first.y), QPointF(last.x, last.y)
    along = end - start
    length = (along.x() ** 2 + along.y() ** 2) ** 0.5
    strokes = QPainterPath()
    if length > 0:
        across = QPointF(-along.y(), along.x()) * (5.0 / length)
        for point in (start, end):
            strokes.moveTo(point - across)
            strokes.lineTo(point + across)
    return strokes


def _arrow_head(path: QPainterPath) -> QPainterPath:
    """Two strokes back from the first point of a line."""
    first, last = path.elementAt(0), path.elementAt(path.elementCount() - 1)
    tip = QPointF(first.x, first.y)
    back = QPointF(last.x, last.y) - tip
    length = (back.x() ** 2 + back.y() ** 2) ** 0.5
    head = QPainterPath()
    if length > 0:
        along = back * (min(_ARROW_HEAD, length) / length)
        across = QPointF(-along.y(), along.x()) * 0.45
        head.moveTo(tip + along + across)
        head.lineTo(tip)
        head.lineTo(tip + along - across)
    return head


_ENDS = {MeasurementKind.LENGTH: _end_strokes, MeasurementKind.ARROW: _arrow_head}
"""Lines that are drawn beside the outline, by kind."""
