"""A line drawn by dragging or by clicking point after point: the common part of drawing and cutting."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from PyQt6.QtCore import QPointF, Qt
from PyQt6.QtGui import QColor, QPainter, QPen, QPolygonF

from iodeep_viewer.core.geometry import Points
from iodeep_viewer.core.image_series import Slice
from iodeep_viewer.gui.canvas.tools.canvas import Canvas
from iodeep_viewer.gui.canvas.tools.outlines import REACH, draw_hint, on_screen
from iodeep_viewer.gui.canvas.tools.tool import Tool
from iodeep_viewer.gui.controllers.editing import EditingController
from iodeep_viewer.gui.state.open_series import OpenSeries
from iodeep_viewer.gui.state.session import Session
from iodeep_viewer.gui.style.theme import ATTENTION_COLOR

_STEP = 2.0
"""A dragged line takes a point each time the pointer has gone this far, pixels of the screen."""
_LEAST_DRAG = 12.0
"""A drag shorter than this is a click, pixels of the screen."""


@dataclass(frozen=True, slots=True, eq=False)
class BegunLine:
    """A line that is begun.

    Attributes
    ----------
    points
        (column, row) each.
    starts
        Index of the first point of each part: a click, or a drag.
    down
        Whether the button is held.
    pointer
        Where the pointer is.
    """

    view: Canvas
    opened: OpenSeries
    image: Slice
    points: tuple[tuple[float, float], ...]
    starts: tuple[int, ...]
    down: bool
    pointer: tuple[float, float]
    modifiers: Qt.KeyboardModifier

    @property
    def array(self) -> Points:
        """The points, shape (n, 2)."""
        return np.array(self.points)


class LineTool(Tool):
    """Gathers a line; :meth:`finish` makes something of it.

    A drag is a whole line. A click is a point, and more clicks go on from it until a double click, Enter, or a click
    on the first point of a line that is to be closed.
    """

    closes = False
    """Whether the line goes back to its beginning."""

    def __init__(self, session: Session, controller: EditingController) -> None:
        super().__init__()
        self._session = session
        self._controller = controller
        self._line: BegunLine | None = None

    def finish(self, begun: BegunLine) -> None:
        """Make something of a line of at least two points."""
        raise NotImplementedError

    def hint(self, begun: bool) -> str:
        """Return the hint for the mouse, before a line is begun or after."""
        raise NotImplementedError

    def press(self, view: Canvas, point: QPointF, modifiers: Qt.KeyboardModifier) -> bool:
        """Begin a line, or go on with one."""
        opened, image = view.state.opened, view.image
        if opened is None or image is None or not self._controller.may_edit(opened):
            return True
        place = (point.x(), point.y())
        if self._begun_on(view) is None:
            self._line = BegunLine(view, opened, image, (place,), (0,), True, place, modifiers)
        elif self._line is not None:
            if self.closes and len(self._line.points) > 2 and self._near(self._line.points[0], place):
                self.accept()
            else:
                line = self._line
                starts = (*line.starts, len(line.points))
                self._line = replace(
                    line, points=(*line.points, place), starts=starts, down=True, pointer=place, modifiers=modifiers
                )
        return True

    def drag(self, view: Canvas, point: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """Draw on."""
        line, place = self._begun_on(view), (point.x(), point.y())
        if line is not None and line.down:
            far = self._distance(line.points[-1], place) >= _STEP
            self._line = replace(line, points=(*line.points, place) if far else line.points, pointer=place)

    def release(self, view: Canvas, point: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """End a line that was dragged from its beginning; wait for more points of another."""
        line = self._line
        if line is None or not line.down:
            return
        if self._begun_on(view) is None:
            # It waits on its own slice.
            self._line = replace(line, down=False)
            return
        start = line.starts[-1]
        dragged = np.linalg.norm(np.ptp(on_screen(view, line.array[start:]), axis=0)) >= _LEAST_DRAG
        if not dragged:
            self._line = replace(line, points=line.points[: start + 1], down=False)
        else:
            self._line = replace(line, points=(*line.points, (point.x(), point.y())), down=False)
            if start == 0:
                self.accept()

    def double_click(self, view: Canvas, point: QPointF, modifiers: Qt.KeyboardModifier) -> bool:
        """End the line; its last point is that of the first click."""
        self.accept()
        return True

    def hover(self, view: Canvas, point: QPointF, modifiers: Qt.KeyboardModifier) -> Qt.CursorShape | None:
        """Let the line follow the pointer."""
        if self._line is not None and self._line.view is view:
            self._line = replace(self._line, pointer=(point.x(), point.y()))
        return Qt.CursorShape.CrossCursor

    def accept(self) -> bool:
        """Make something of the line, if it can be seen."""
        line = None if self._line is None else self._begun_on(self._line.view)
        if line is None:
            return False
        # While its regions are stored it waits.
        if self._controller.may_edit(line.opened):
            self._line = None
            if len(line.points) > 1:
                self.finish(line)
            line.view.viewport_update()
        return True

    def cancel(self) -> bool:
        """Give the line up."""
        line, self._line = self._line, None
        if line is not None:
            line.view.viewport_update()
        return line is not None

    def step_back(self) -> bool:
        """Take back the last point, or the part that was dragged last."""
        line = self._line
        if line is None:
            return False
        kept = line.points[: line.starts[-1]]
        self._line = replace(line, points=kept, starts=line.starts[:-1], down=False) if kept else None
        line.view.viewport_update()
        return True

    def paint(self, painter: QPainter, view: Canvas) -> None:
        """Draw the line up to the pointer, its points, and the hint."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = self._begun_on(view)
        if line is not None:
            self._draw(painter, view, line)
        dragging = line is not None and line.down
        if view.state is self._session.active and not dragging:
            draw_hint(painter, view, self.hint(line is not None))
        painter.restore()

    def _draw(self, painter: QPainter, view: Canvas, line: BegunLine) -> None:
        places = [QPointF(*place) for place in on_screen(view, np.array([*line.points, line.pointer])).tolist()]
        painter.setPen(QPen(QColor(0, 0, 0, 160), 4))
        painter.drawPolyline(QPolygonF(places))
        painter.setPen(QPen(ATTENTION_COLOR, 2))
        painter.drawPolyline(QPolygonF(places))
        if self.closes:
            painter.setPen(QPen(ATTENTION_COLOR, 1, Qt.PenStyle.DotLine))
            painter.drawLine(places[-1], places[0])
        painter.setPen(QPen(QColor(0, 0, 0), 1))
        painter.setBrush(ATTENTION_COLOR)
        for start in line.starts[1:]:
            painter.drawEllipse(places[start], 3, 3)
        painter.drawEllipse(places[0], 5, 5)

    def _begun_on(self, view: Canvas) -> BegunLine | None:
        """Return the line if it lies on the slice that a view shows."""
        line = self._line
        if line is None or line.view is not view or line.opened is not view.state.opened:
            return None
        return line if line.image.key == view.state.image_key else None

    def _near(self, first: tuple[float, float], second: tuple[float, float]) -> bool:
        return self._distance(first, second) <= REACH

    def _distance(self, first: tuple[float, float], second: tuple[float, float]) -> float:
        """Distance of two points of the slice on the screen."""
        assert self._line is not None
        ends = on_screen(self._line.view, np.array([first, second]))
        return float(np.linalg.norm(ends[1] - ends[0]))
