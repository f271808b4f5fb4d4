"""The mouse on a slice: tools first, then window, pan, zoom and scrolling."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

from PyQt6.QtCore import QPoint, QPointF, Qt, pyqtBoundSignal
from PyQt6.QtGui import QMouseEvent, QWheelEvent

from iodeep_viewer.core.display import Window
from iodeep_viewer.gui.canvas.tools.canvas import Canvas
from iodeep_viewer.gui.canvas.tools.tool import Tool
from iodeep_viewer.gui.canvas.tools.toolbox import Toolbox
from iodeep_viewer.settings import Settings

_CLICK_DISTANCE = 4
_WHEEL_STEP = 120


_BUTTONS = {
    Qt.MouseButton.LeftButton: "left",
    Qt.MouseButton.MiddleButton: "middle",
    Qt.MouseButton.RightButton: "right",
}
"""Names of the buttons in :attr:`iodeep_viewer.settings.ControlSettings.mouse`."""


class MouseCanvas(Canvas, Protocol):
    """The view, with everything that the mouse asks of it beyond the tools."""

    @property
    def settings(self) -> Settings:
        """The preferences."""

    @property
    def activated(self) -> pyqtBoundSignal:
        """The mouse was used here."""

    @property
    def scrolled(self) -> pyqtBoundSignal:
        """Slices to go on (positive) or back."""

    @property
    def window_dragged(self) -> pyqtBoundSignal:
        """Change of center and width, in modality units."""

    @property
    def menu_requested(self) -> pyqtBoundSignal:
        """Right click without a drag, in global coordinates."""

    def shown_window(self) -> Window | None:
        """Return the window in force."""

    def toggle_fit(self, at: QPointF) -> None:
        """Change between the fitted slice and its actual size around a point of the viewport."""

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Zoom, keeping the point `at` of the viewport where it is."""

    def pan_by(self, by: QPoint) -> None:
        """Move the slice by pixels of the screen."""


@dataclass(frozen=True, slots=True)
class _Drag:
    """A mouse button held down, and where it was pressed."""

    button: Qt.MouseButton
    start: QPoint
    last: QPoint
    moved: bool
    window_step: float
    tool: Tool | None


class Mouse:
    """Turns the mouse events of one view into actions."""

    def __init__(self, view: MouseCanvas, toolbox: Toolbox) -> None:
        self._view = view
        self._toolbox = toolbox
        self._drag: _Drag | None = None
        self._wheel = 0

    def press(self, event: QMouseEvent) -> None:
        """Begin a drag, or a click."""
        view = self._view
        view.activated.emit()
        if view.image is None or self._is_held_beside(event):
            return
        position = event.position().toPoint()
        tool = None
        if event.button() == Qt.MouseButton.LeftButton:
            point = view.to_slice(event.position())
            tool = next((tool for tool in self._toolbox.asked() if tool.press(view, point, event.modifiers())), None)
        window = view.shown_window()
        step = window.width / 200 if window else 1.0
        self._drag = _Drag(event.button(), position, position, False, step, tool)

    def move(self, event: QMouseEvent) -> None:
        """Go on with the drag; without one, show by the cursor whether a press would mean a tool."""
        view, drag = self._view, self._drag
        point = view.to_slice(event.position())
        if drag is None:
            if view.image is not None:
                cursors = (tool.hover(view, point, event.modifiers()) for tool in self._toolbox.asked())
                view.set_cursor(next((cursor for cursor in cursors if cursor is not None), None))
            return
        if drag.tool is not None:
            drag.tool.drag(view, point, event.modifiers())
            return
        position = event.position().toPoint()
        moved = drag.moved or (position - drag.start).manhattanLength() >= _CLICK_DISTANCE
        self._drag = replace(drag, last=position if moved else drag.last, moved=moved)
        if moved:
            self._drag_by(drag, position - drag.last)

    def release(self, event: QMouseEvent) -> None:
        """End a drag; a click selects a region or opens the menu."""
        drag = self._drag
        if drag is None or event.button() != drag.button:
            return
        self._drag = None
        if drag.tool is not None:
            drag.tool.release(self._view, self._view.to_slice(event.position()), event.modifiers())
        elif drag.moved:
            return
        elif drag.button == Qt.MouseButton.LeftButton:
            self._view.click_roi(self._view.roi_at(drag.start))
        elif drag.button == Qt.MouseButton.RightButton:
            self._view.menu_requested.emit(event.globalPosition().toPoint())

    def double_click(self, event: QMouseEvent) -> None:
        """Ask the tools, else change between the fitted slice and its actual size."""
        if event.button() != Qt.MouseButton.LeftButton or self._view.image is None:
            return
        point = self._view.to_slice(event.position())
        if not any(tool.double_click(self._view, point, event.modifiers()) for tool in self._toolbox.asked()):
            self._view.toggle_fit(event.position())

    def wheel(self, event: QWheelEvent) -> None:
        """Slices or zoom, with Ctrl the other; a tool may have another use for it."""
        view = self._view
        view.activated.emit()
        # Shift turns the wheel sideways on some systems.
        delta = event.angleDelta().y() or event.angleDelta().x()
        with_ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if with_ctrl == (view.settings.controls.mouse["wheel"] == "slices"):
            view.zoom_by(1.0015**delta, event.position())
            return
        # Fine wheels and touch pads send parts of a step.
        self._wheel += delta
        steps = int(self._wheel / _WHEEL_STEP)
        self._wheel -= steps * _WHEEL_STEP
        if steps and not any(tool.wheel(view, steps, event.modifiers()) for tool in self._toolbox.asked()):
            view.scrolled.emit(-steps)

    def _is_held_beside(self, event: QMouseEvent) -> bool:
        """Return whether a drag is under way with another button than the one that was pressed."""
        drag = self._drag
        # A button that was let go over another window holds nothing any more.
        return drag is not None and drag.button != event.button() and bool(event.buttons() & drag.button)

    def _drag_by(self, drag: _Drag, by: QPoint) -> None:
        view = self._view
        action = view.settings.controls.mouse.get(_BUTTONS.get(drag.button, ""))
        if action == "window" and view.image is not None and not view.image.is_color:
            view.window_dragged.emit(by.y() * drag.window_step, by.x() * drag.window_step)
        elif action == "pan":
            view.pan_by(by)
        elif action == "zoom":
            view.zoom_by(1.01 ** -by.y(), QPointF(drag.start))
