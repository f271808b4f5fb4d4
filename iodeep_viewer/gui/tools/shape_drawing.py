"""How measurements look: a crisp line at any zoom, handles, and a label that leaves the ends free."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from PyQt6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PyQt6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen

from iodeep_viewer.core.image_series import Slice
from iodeep_viewer.core.measurements import (
    Measurement,
    MeasurementKind,
    Statistics,
    main_value,
    measurement_statistics,
)
from iodeep_viewer.gui.tools.shapes import Place, handles, outline

MEASUREMENT_COLOR = QColor(255, 214, 10)
STORED_COLOR = QColor(120, 214, 240)
"""Of measurements that are in the PACS: they cannot be changed."""
_HANDLE_RADIUS = 4.0
_HALO = QColor(0, 0, 0, 170)
_LABEL_GROUND = QColor(0, 0, 0, 150)
_MOST_KNOWN = 100
_KNOWN: WeakKeyDictionary[Slice, dict[Measurement, Statistics | None]] = WeakKeyDictionary()
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


def value_text(measurement: Measurement, image: Slice) -> str:
    """Write length, angle or area."""
    value, unit = main_value(measurement, image)
    if value is None:
        return "–"
    if unit == "°":
        return f"{value:.1f}°"
    digits = 0 if abs(value) >= 1000 else 1 if abs(value) >= 1 else 2
    return f"{value:.{digits}f} {unit}"


def label_lines(measurement: Measurement, image: Slice, *, full: bool = False) -> tuple[str, ...]:
    """Lines beside a measurement: its value, and of a shape mean and standard deviation of the pixels inside.

    Parameters
    ----------
    full
        With minimum, maximum and number of pixels.
    """
    lines = [value_text(measurement, image)]
    statistics = _statistics(measurement, image)
    if statistics is not None:
        translate = QCoreApplication.translate
        spread = translate("Measurements", "{} ± {} {}")
        lines.append(spread.format(number(statistics.mean), number(statistics.sd), image.unit).rstrip())
        if full:
            ends = translate("Measurements", "{} to {} {}")
            lines.append(ends.format(number(statistics.minimum), number(statistics.maximum), image.unit).rstrip())
            lines.append(translate("Measurements", "{} pixels").format(statistics.count))
    return tuple(lines)


def number(value: float) -> str:
    """Write a pixel value: one digit after the point, or four significant ones where it is small or large."""
    return f"{value:.1f}" if value == 0 or 0.1 <= abs(value) < 100_000 else f"{value:.4g}"


def draw_measurements(
    painter: QPainter, drawn: Sequence[Drawn], image: Slice, place: Place, area: QRectF, *, full: bool = False
) -> None:
    """Draw measurements with their labels.

    Parameters
    ----------
    place
        Gives coordinates of the painter.
    area
        What can be seen, in the same coordinates.
    full
        Labels with all statistics.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for item in drawn:
        _draw_line(painter, item, place)
    taken: list[QRectF] = []
    for item in drawn:
        lines = label_lines(item.measurement, image, full=full)
        taken.append(label_rect(item.measurement, lines, place, QFontMetricsF(painter.font()), area, taken))
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
) -> QRectF:
    """Find room for the label beside a measurement.

    It never covers a handle where there is any room; nor, if that is possible, the line, another label of
    `taken`, or the edge of `area`.
    """
    path, ends = outline(measurement, place), [place(column, row) for column, row in handles(measurement).tolist()]
    width = max(metrics.horizontalAdvance(line) for line in lines) + 8
    height = metrics.lineSpacing() * len(lines) + 4
    bounds = path.boundingRect()
    middle = bounds.center() - QPointF(width / 2, height / 2)
    corners = [
        QPointF(bounds.right() + _GAP, middle.y()),
        QPointF(bounds.left() - _GAP - width, middle.y()),
        QPointF(middle.x(), bounds.bottom() + _GAP),
        QPointF(middle.x(), bounds.top() - _GAP - height),
        *(
            end + QPointF(across, down)
            for end in ends
            for across in (_GAP, -_GAP - width)
            for down in (_GAP, -_GAP - height)
        ),
        middle,
        QPointF(area.left() + _GAP, area.top() + area.height() / 4),
        QPointF(area.right() - _GAP - width, area.bottom() - area.height() / 4),
    ]
    rects = [QRectF(corner.x(), corner.y(), width, height) for corner in corners]
    return min(rects, key=lambda rect: _cost(rect, path, ends, area, taken))


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
    if item.measurement.kind is MeasurementKind.LENGTH:
        path.addPath(_end_strokes(path))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for pen in (QPen(_HALO, 4.0), QPen(item.color, 2.0 if item.selected else 1.5)):
        painter.setPen(pen)
        painter.drawPath(path)
    if item.selected:
        painter.setPen(QPen(_HALO, 1.5))
        painter.setBrush(item.color)
        for column, row in handles(item.measurement).tolist():
            painter.drawEllipse(place(column, row), _HANDLE_RADIUS, _HANDLE_RADIUS)


def _cost(rect: QRectF, path: QPainterPath, ends: list[QPointF], area: QRectF, taken: Sequence[QRectF]) -> float:
    around = rect.adjusted(-_GAP / 2, -_GAP / 2, _GAP / 2, _GAP / 2)
    covered = sum(around.contains(end) for end in ends)
    outside = not area.contains(rect)
    return 100 * covered + 20 * outside + 4 * sum(rect.intersects(other) for other in taken) + path.intersects(rect)


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
