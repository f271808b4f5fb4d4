"""Measuring: points are placed by clicks, or by dragging from one to the next."""

from __future__ import annotations

import numpy as np
from PyQt6.QtCore import QT_TRANSLATE_NOOP, QObject, QPointF, Qt
from PyQt6.QtGui import QPainter, QPen

from iodeep_viewer.core.image_key import ImageKey
from iodeep_viewer.core.measurements import Measurement, MeasurementKind, new_measurement_id
from iodeep_viewer.gui.canvas.tools.canvas import Canvas
from iodeep_viewer.gui.canvas.tools.shape_drawing import MEASUREMENT_COLOR, Drawn, draw_measurements
from iodeep_viewer.gui.canvas.tools.shapes import handle_at, on_image
from iodeep_viewer.gui.canvas.tools.tool import Tool, ToolSpec
from iodeep_viewer.gui.commands.command import Group
from iodeep_viewer.gui.controllers.measuring import MeasuringController
from iodeep_viewer.gui.state.open_series import OpenSeries

_LEAST_DISTANCE = 4.0
"""Points nearer to each other on the screen are one point: a click, not a drag."""


class MeasureTool(Tool):
    """Makes measurements of one kind."""

    def __init__(self, kind: MeasurementKind, controller: MeasuringController, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        self._controller = controller
        self._view: Canvas | None = None
        self._image: ImageKey | None = None
        self._points: list[QPointF] = []
        self._next = QPointF()

    def press(self, view: Canvas, point: QPointF, modifiers: Qt.KeyboardModifier) -> bool:
        """Place the first point, or the next one."""
        if view.image is None or view.state.opened is None or view.state.opened.storing:
            return False
        if not self._is_begun(view):
            # The latest measurement can be corrected without putting the tool down.
            if _over_handle_of_selected(view, point):
                return False
            self.cancel()  # one that is begun in another view
            self._view, self._image = view, view.image.key
            self._points = [on_image(point, view.image)]
            self._next = self._points[0]
            return True
        self._follow(view, point, modifiers)
        self._place(view)
        return True

    def drag(self, view: Canvas, point: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """Let the next point follow the pointer."""
        if self._is_begun(view):
            self._follow(view, point, modifiers)

    def release(self, view: Canvas, point: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """Place the next point if the button was held on the way to it."""
        if self._is_begun(view):
            self._follow(view, point, modifiers)
            self._place(view)

    def hover(self, view: Canvas, point: QPointF, modifiers: Qt.KeyboardModifier) -> Qt.CursorShape | None:
        """Let the next point follow the pointer; a press places a point."""
        if self._is_begun(view):
            self._follow(view, point, modifiers)
        elif _over_handle_of_selected(view, point):
            return None
        return Qt.CursorShape.CrossCursor

    def double_click(self, view: Canvas, point: QPointF, modifiers: Qt.KeyboardModifier) -> bool:
        """Take it for two clicks on one point, unless it is on a handle of the selected measurement."""
        return not _over_handle_of_selected(view, point)

    def cancel(self) -> bool:
        """Cancel the measurement that is begun."""
        begun, self._points = bool(self._points), []
        if self._view is not None:
            self._view.viewport_update()
        return begun

    def step_back(self) -> bool:
        """Take the last point back."""
        if len(self._points) < 2:
            return self.cancel()
        self._points.pop()
        if self._view is not None:
            self._view.viewport_update()
        return True

    def paint(self, painter: QPainter, view: Canvas) -> None:
        """Draw the measurement that is begun, with its value."""
        if not self._is_begun(view) or view.image is None:
            return
        points = [*self._points, self._next]
        if len(points) < self._kind.point_count:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(MEASUREMENT_COLOR, 1.5, Qt.PenStyle.DashLine))
            painter.drawLine(*(view.to_viewport(point.x(), point.y()) for point in points))
            painter.restore()
            return
        measurement = self._measurement("", points)
        draw_measurements(painter, [Drawn(measurement, selected=True)], view.image, view.to_viewport, view.area)

    def _is_begun(self, view: Canvas) -> bool:
        """Return whether a measurement is begun in this view; cancel one on a slice that is no longer shown."""
        if view is not self._view:
            return False
        if self._points and (view.image is None or view.image.key != self._image):
            self.cancel()
        return bool(self._points)

    def _follow(self, view: Canvas, point: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        if view.image is None:
            return
        self._next = on_image(point, view.image)
        if modifiers & Qt.KeyboardModifier.ShiftModifier:
            self._next = on_image(self._straightened(view, self._next), view.image)
        view.viewport_update()

    def _straightened(self, view: Canvas, point: QPointF) -> QPointF:
        """Shift: a line along a row, a column or a diagonal in the patient; a square, a circle."""
        row, column = view.image.spacing if view.image is not None else (1.0, 1.0)
        last = self._points[-1]
        x, y = (point.x() - last.x()) * column, (point.y() - last.y()) * row
        length = max(abs(x), abs(y))
        if not self._kind.is_closed and min(abs(x), abs(y)) < length / 2:
            x, y = (x, 0.0) if abs(x) == length else (0.0, y)
        else:
            x, y = np.copysign(length, x), np.copysign(length, y)
        return QPointF(last.x() + float(x) / column, last.y() + float(y) / row)

    def _place(self, view: Canvas) -> None:
        """Keep the next point, unless it is where the last one is; with the last of them the measurement is made."""
        last, here = self._points[-1], self._next
        apart = view.to_viewport(here.x(), here.y()) - view.to_viewport(last.x(), last.y())
        if apart.manhattanLength() < _LEAST_DISTANCE:
            return
        self._points.append(here)
        if len(self._points) < self._kind.point_count:
            return
        points, self._points = self._points, []
        if view.state.opened is not None:
            self.finish(view, view.state.opened, self._measurement(new_measurement_id(), points))

    def finish(self, view: Canvas, opened: OpenSeries, measurement: Measurement) -> None:
        """Keep a measurement whose points are all placed."""
        self._controller.measure(opened, measurement)

    def _measurement(self, measurement_id: str, points: list[QPointF]) -> Measurement:
        assert self._image is not None  # it was set with the first point
        return Measurement(
            measurement_id, self._kind, *self._image, np.array([[point.x(), point.y()] for point in points])
        )


def _over_handle_of_selected(view: Canvas, point: QPointF) -> bool:
    opened, image = view.state.opened, view.image
    selected = opened.selected_measurement if opened is not None else None
    if selected is None or image is None or selected.image != image.key:
        return False
    return handle_at(selected, view.to_viewport(point.x(), point.y()), view.to_viewport) is not None


LENGTH = ToolSpec(
    "length",
    QT_TRANSLATE_NOOP("Commands", "Measure a length"),
    lambda _session, controllers: MeasureTool(MeasurementKind.LENGTH, controllers.measuring),
    keys=("M",),
    icon="ruler",
    group=Group.MEASURE,
)
ANGLE = ToolSpec(
    "angle",
    QT_TRANSLATE_NOOP("Commands", "Measure an angle"),
    lambda _session, controllers: MeasureTool(MeasurementKind.ANGLE, controllers.measuring),
    keys=("Shift+M",),
    icon="angle-acute",
    group=Group.MEASURE,
)
RECTANGLE = ToolSpec(
    "rectangle",
    QT_TRANSLATE_NOOP("Commands", "Values in a rectangle"),
    lambda _session, controllers: MeasureTool(MeasurementKind.RECTANGLE, controllers.measuring),
    keys=("Ctrl+M",),
    icon="rectangle-outline",
    group=Group.MEASURE,
)
ELLIPSE = ToolSpec(
    "ellipse",
    QT_TRANSLATE_NOOP("Commands", "Values in an ellipse"),
    lambda _session, controllers: MeasureTool(MeasurementKind.ELLIPSE, controllers.measuring),
    keys=("Ctrl+Shift+M",),
    icon="ellipse-outline",
    group=Group.MEASURE,
)
