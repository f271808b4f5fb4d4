"""A lens that follows the pointer."""

from __future__ import annotations

from PyQt6.QtCore import QT_TRANSLATE_NOOP, QObject, QPointF, QRectF, Qt
from PyQt6.QtGui import QColor, QPainter, QPainterPath, QPen

from iodeep_viewer.gui.canvas.tools.canvas import Canvas
from iodeep_viewer.gui.canvas.tools.tool import Tool, ToolSpec
from iodeep_viewer.gui.commands.command import Group

FACTORS = (2.0, 3.0, 4.0)
_RADIUS = 110.0
_RIM = QColor(226, 232, 240)


class Magnifier(Tool):
    """Shows image and regions enlarged; Shift and the wheel change how much."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._factor = 0

    @property
    def factor(self) -> float:
        """Magnification against the slice around it."""
        return FACTORS[self._factor]

    def hover(self, view: Canvas, point: QPointF, modifiers: Qt.KeyboardModifier) -> Qt.CursorShape | None:
        """Hide the pointer: the centre of the lens is where it is."""
        return Qt.CursorShape.BlankCursor

    def wheel(self, view: Canvas, steps: int, modifiers: Qt.KeyboardModifier) -> bool:
        """Shift: enlarge more or less."""
        if not modifiers & Qt.KeyboardModifier.ShiftModifier:
            return False
        self._factor = min(max(self._factor + steps, 0), len(FACTORS) - 1)
        view.viewport_update()
        return True

    def paint(self, painter: QPainter, view: Canvas) -> None:
        """Draw the lens where the pointer is over the slice."""
        center = view.pointer
        if center is None:
            return
        lens = QRectF(center.x() - _RADIUS, center.y() - _RADIUS, 2 * _RADIUS, 2 * _RADIUS)
        seen = QRectF(0, 0, lens.width() / self.factor, lens.height() / self.factor)
        seen.moveCenter(center)
        circle = QPainterPath()
        circle.addEllipse(lens)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipPath(circle)
        painter.fillRect(lens, QColor(0, 0, 0))
        view.draw_content(painter, lens, seen)
        painter.setClipping(False)
        painter.setPen(QPen(_RIM, 2.0))
        painter.drawEllipse(lens)
        painter.setPen(QPen(_RIM, 1.0))
        painter.drawLine(center - QPointF(5, 0), center + QPointF(5, 0))
        painter.drawLine(center - QPointF(0, 5), center + QPointF(0, 5))
        painter.restore()


MAGNIFIER = ToolSpec(
    "magnifier",
    QT_TRANSLATE_NOOP("Commands", "Magnifier"),
    lambda _session, _controllers: Magnifier(),
    keys=("G",),
    icon="magnify",
    group=Group.MEASURE,
)
