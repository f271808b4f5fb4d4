"""What every tool is."""

from __future__ import annotations

from PyQt6.QtCore import QObject, QPointF, Qt
from PyQt6.QtGui import QPainter

from iodeep_viewer.gui.canvas.tools.canvas import Canvas


class Tool(QObject):
    """A tool that does nothing; each one overrides what it needs.

    Points are ``(column, row)`` in pixels of the slice that the view shows. All events are of the left button.
    """

    def press(self, view: Canvas, point: QPointF, modifiers: Qt.KeyboardModifier) -> bool:
        """Begin; True if this tool takes the mouse until the button is let go."""
        return False

    def drag(self, view: Canvas, point: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """Go on, after :meth:`press` took the mouse."""

    def release(self, view: Canvas, point: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """End, after :meth:`press` took the mouse."""

    def double_click(self, view: Canvas, point: QPointF, modifiers: Qt.KeyboardModifier) -> bool:
        """Answer a double click; True if it meant this tool."""
        return False

    def hover(self, view: Canvas, point: QPointF, modifiers: Qt.KeyboardModifier) -> Qt.CursorShape | None:
        """Take note of the pointer without a button; return the cursor if a press here would mean this tool."""
        return None

    def wheel(self, view: Canvas, steps: int, modifiers: Qt.KeyboardModifier) -> bool:
        """Answer the wheel; True if it meant this tool."""
        return False

    def paint(self, painter: QPainter, view: Canvas) -> None:
        """Draw over image and regions, in coordinates of the widget: ``view.to_viewport`` converts."""

    def accept(self) -> bool:
        """Enter: finish what is begun; True if something was."""
        return False

    def cancel(self) -> bool:
        """Esc: give up what is begun; True if something was."""
        return False

    def step_back(self) -> bool:
        """Backspace: take back the last part of what is begun; True if something was."""
        return False
