"""A round brush: it pushes the edge of a region out from inside, and in from outside."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import shapely
from PyQt6.QtCore import QT_TRANSLATE_NOOP, QPointF, Qt
from PyQt6.QtGui import QColor, QPainter, QPen

from iodeep_viewer.core import editing
from iodeep_viewer.core.image_series import Slice
from iodeep_viewer.core.polygons import union
from iodeep_viewer.core.region_edits import outline_on, with_outline
from iodeep_viewer.core.regions import Roi
from iodeep_viewer.errors import EditingError
from iodeep_viewer.gui.canvas.tools.canvas import Canvas
from iodeep_viewer.gui.canvas.tools.outlines import draw_hint, on_screen
from iodeep_viewer.gui.canvas.tools.tool import Tool, ToolSpec
from iodeep_viewer.gui.commands.command import Command, Group, Menu
from iodeep_viewer.gui.controllers.editing import EditingController
from iodeep_viewer.gui.state.open_series import OpenSeries
from iodeep_viewer.gui.state.session import Session

_STEP = 2.0
"""The stroke takes a point each time the pointer has gone this far, pixels of the screen."""


@dataclass(frozen=True, slots=True, eq=False)
class _Stroke:
    """A stroke that is under way.

    Attributes
    ----------
    roi
        The region as it was; None for a new one.
    path
        Where the middle of the brush went, (column, row).
    result
        The region after the stroke so far.
    """

    view: Canvas
    opened: OpenSeries
    image: Slice
    roi: Roi | None
    grow: bool
    path: tuple[tuple[float, float], ...]
    result: Roi | None = None


class BrushTool(Tool):
    """Changes the selected region, or paints a new one where none is selected or while Ctrl is held."""

    def __init__(self, session: Session, controller: EditingController) -> None:
        super().__init__()
        self._session = session
        self._controller = controller
        self._stroke: _Stroke | None = None
        self._pointer: tuple[Canvas, QPointF] | None = None
        controller.brush_changed.connect(self._show)

    def press(self, view: Canvas, point: QPointF, modifiers: Qt.KeyboardModifier) -> bool:
        """Begin a stroke: inside it grows the region, outside it shrinks it."""
        opened, image = view.state.opened, view.image
        if opened is None or image is None or not self._controller.may_edit(opened):
            return True
        new = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        roi = None if new else opened.selected_roi
        grow = roi is None or _grows(roi, image, point)
        self._go_on(_Stroke(view, opened, image, roi, grow, ()), point)
        return True

    def drag(self, view: Canvas, point: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """Go on with the stroke."""
        self._pointer = (view, point)
        stroke = self._stroke
        # Scrolling with the button held leads to a slice that the stroke is not on.
        if stroke is None or view.state.image_key != stroke.image.key:
            return
        ends = on_screen(view, np.array([stroke.path[-1], (point.x(), point.y())]))
        if np.linalg.norm(ends[1] - ends[0]) >= _STEP:
            self._go_on(stroke, point)

    def release(self, view: Canvas, point: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """Keep the result of the stroke."""
        stroke, self._stroke = self._stroke, None
        view.preview()
        if stroke is None:
            return
        result = self._controller.attempt(stroke.opened, lambda: self._painted(stroke))
        if result is None:
            return
        if stroke.roi is None:
            self._controller.put(stroke.opened, (), added=(result,))
            self._controller.select(stroke.opened, (result.roi_id,))
        elif stroke.opened.review.get(stroke.roi.roi_id) is stroke.roi:
            self._controller.put(stroke.opened, (result,))

    def double_click(self, view: Canvas, point: QPointF, modifiers: Qt.KeyboardModifier) -> bool:
        """Leave the zoom alone."""
        return True

    def hover(self, view: Canvas, point: QPointF, modifiers: Qt.KeyboardModifier) -> Qt.CursorShape | None:
        """Let the circle follow the pointer."""
        self._pointer = (view, point)
        return Qt.CursorShape.CrossCursor

    def wheel(self, view: Canvas, steps: int, modifiers: Qt.KeyboardModifier) -> bool:
        """Change the radius with Shift."""
        if not modifiers & Qt.KeyboardModifier.ShiftModifier:
            return False
        self._controller.change_brush(steps)
        return True

    def cancel(self) -> bool:
        """Give the stroke up."""
        stroke, self._stroke = self._stroke, None
        if stroke is not None:
            stroke.view.preview()
        return stroke is not None

    def paint(self, painter: QPainter, view: Canvas) -> None:
        """Draw the brush, with plus where it would grow the region, minus where it would shrink it."""
        image, opened = view.image, view.state.opened
        if image is None or opened is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._pointer is not None and self._pointer[0] is view:
            self._draw_brush(painter, view, opened, image, self._pointer[1])
        if view.state is self._session.active:
            unit = self.tr("mm") if image.spacing_known else self.tr("px")
            hint = self.tr("Inside grows, outside shrinks · Ctrl: new region · Shift+wheel or [ ]: radius {:.1f} {}")
            draw_hint(painter, view, hint.format(self._controller.brush_radius, unit))
        painter.restore()

    def _draw_brush(self, painter: QPainter, view: Canvas, opened: OpenSeries, image: Slice, point: QPointF) -> None:
        center, radius = view.to_viewport(point.x(), point.y()), self._controller.brush_radius * view.pixels_per_mm
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for color, width in ((QColor(0, 0, 0, 160), 3), (QColor(255, 255, 255), 1)):
            painter.setPen(QPen(color, width))
            painter.drawEllipse(center, radius, radius)
        roi = opened.selected_roi
        grow = self._stroke.grow if self._stroke else roi is None or _grows(roi, image, point)
        corner = center + QPointF(radius, -radius) * 0.72 + QPointF(7, -7)
        painter.setPen(QPen(QColor(255, 255, 255), 2))
        painter.drawLine(corner - QPointF(4, 0), corner + QPointF(4, 0))
        if grow:
            painter.drawLine(corner - QPointF(0, 4), corner + QPointF(0, 4))

    def _show(self) -> None:
        if self._pointer is not None:
            self._pointer[0].viewport_update()

    def _go_on(self, stroke: _Stroke, point: QPointF) -> None:
        longer = replace(stroke, path=(*stroke.path, (point.x(), point.y())))
        try:
            result = self._painted(longer)
        except EditingError:
            # Nothing is left for the moment: shown as it was, and reported at the end.
            result = None
        self._stroke = replace(longer, result=result)
        stroke.view.preview(() if result is None else (result,))

    def _painted(self, stroke: _Stroke) -> Roi:
        """Return the region with the whole stroke: not step by step, which would wear the outline away."""
        image, roi = stroke.image, stroke.roi
        before = outline_on(roi, image.key) if roi is not None else ()
        size = (image.rows, image.columns)
        path = np.array(stroke.path)
        outline = editing.brush(before, path, self._controller.brush_radius, image.spacing, size, grow=stroke.grow)
        if roi is not None:
            return with_outline(roi, image.key, outline)
        if stroke.result is not None:
            return with_outline(stroke.result, image.key, outline)
        return self._controller.drawn(stroke.opened, image.key, outline)


def _grows(roi: Roi, image: Slice, point: QPointF) -> bool:
    """Return whether a stroke that begins here would make a region larger."""
    outline = outline_on(roi, image.key)
    return not outline or bool(shapely.contains_xy(union(outline), point.x(), point.y()))


BRUSH = ToolSpec(
    "brush",
    QT_TRANSLATE_NOOP("Commands", "Brush: grow or shrink a region"),
    lambda session, controllers: BrushTool(session, controllers.editing),
    keys=("B",),
    icon="brush-outline",
    group=Group.CHANGE,
    commands=(
        Command(
            "brush_smaller",
            QT_TRANSLATE_NOOP("Commands", "Smaller brush"),
            lambda at: at.controllers.editing.change_brush(-1),
            keys=("[",),
            menu=Menu.TOOLS,
        ),
        Command(
            "brush_larger",
            QT_TRANSLATE_NOOP("Commands", "Larger brush"),
            lambda at: at.controllers.editing.change_brush(1),
            keys=("]",),
            menu=Menu.TOOLS,
        ),
    ),
)
