"""Handles of the selected regions: drag a vertex, add one, remove one, move the region."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from PyQt6.QtCore import QT_TRANSLATE_NOOP, QPointF, QRectF, Qt
from PyQt6.QtGui import QColor, QPainter, QPen

from iodeep_viewer.core import editing, vertices
from iodeep_viewer.core.geometry import Points
from iodeep_viewer.core.image_series import Slice
from iodeep_viewer.core.region_edits import outline_on, with_outline
from iodeep_viewer.core.regions import Roi
from iodeep_viewer.errors import EditingError
from iodeep_viewer.gui.canvas.roi_item import spread
from iodeep_viewer.gui.canvas.tools.canvas import Canvas
from iodeep_viewer.gui.canvas.tools.outlines import REACH, Grip, Part, draw_hint, grip_at, on_screen, to_array
from iodeep_viewer.gui.canvas.tools.tool import Tool, ToolSpec
from iodeep_viewer.gui.commands.command import Group
from iodeep_viewer.gui.controllers.editing import EditingController
from iodeep_viewer.gui.state.open_series import OpenSeries
from iodeep_viewer.gui.state.session import Session
from iodeep_viewer.gui.state.values import SELECT_TOOL

_CLICK_DISTANCE = 4.0
_HANDLE = 8.0
_EDIT_TOOL = "edit"
_FREE = (SELECT_TOOL, _EDIT_TOOL)
"""Tools beside which the pointer means the handles."""
_CURSORS = {
    Part.VERTEX: Qt.CursorShape.CrossCursor,
    Part.EDGE: Qt.CursorShape.PointingHandCursor,
    Part.INSIDE: Qt.CursorShape.SizeAllCursor,
}


@dataclass(frozen=True, slots=True, eq=False)
class _Gesture:
    """A drag that is under way, and the region as it has changed so far."""

    view: Canvas
    opened: OpenSeries
    grip: Grip
    start: QPointF
    changed: Roi | None = None
    moved: bool = False


class EditTool(Tool):
    """Stands ready whatever tool is chosen; chosen itself, it draws the vertices as handles."""

    def __init__(self, session: Session, controller: EditingController) -> None:
        super().__init__()
        self._session = session
        self._controller = controller
        self._gesture: _Gesture | None = None
        self._hovered: tuple[Canvas, Grip] | None = None

    def press(self, view: Canvas, point: QPointF, modifiers: Qt.KeyboardModifier) -> bool:
        """Take hold of a vertex or of the region; Alt removes the vertex, Ctrl selects several regions."""
        opened, image = view.state.opened, view.image
        if opened is None or image is None:
            return False
        if modifiers & Qt.KeyboardModifier.ControlModifier:
            return self._select_too(view, opened, point)
        grip = grip_at(view, point)
        if grip is None:
            return False
        if modifiers & Qt.KeyboardModifier.AltModifier and grip.part is Part.VERTEX:
            self._change(opened, grip, lambda points: vertices.remove_vertex(points, grip.index))
            return True
        self._gesture = _Gesture(view, opened, grip, point)
        return True

    def drag(self, view: Canvas, point: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """Let the vertex or the region follow the pointer as far as it may."""
        gesture = self._gesture
        # Scrolling with the button held leads to a slice that the gesture is not on.
        if gesture is None or view.state.image_key != gesture.grip.image.key:
            return
        path = on_screen(view, np.array([to_array(gesture.start), to_array(point)]))
        if not gesture.moved and np.linalg.norm(path[1] - path[0]) < _CLICK_DISTANCE:
            return
        try:
            gesture = replace(gesture, changed=_dragged(gesture, point))
            view.set_cursor(_CURSORS[gesture.grip.part])
        except EditingError:
            # It stays where it could last be.
            view.set_cursor(Qt.CursorShape.ForbiddenCursor)
        self._gesture = replace(gesture, moved=True)
        view.preview(() if gesture.changed is None else (gesture.changed,))

    def release(self, view: Canvas, point: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """Keep the result of the drag; a click selects the smallest region there."""
        gesture, self._gesture, self._hovered = self._gesture, None, None
        view.preview()
        if gesture is None:
            return
        if not gesture.moved:
            hit = view.roi_at(view.to_viewport(point.x(), point.y()).toPoint())
            if gesture.grip.part is Part.INSIDE and hit is not None:
                view.click_roi(hit)
        # An undo during the drag has taken away what was dragged.
        elif gesture.changed is not None and gesture.opened.review.get(gesture.grip.roi.roi_id) is gesture.grip.roi:
            self._controller.put(gesture.opened, (gesture.changed,))

    def double_click(self, view: Canvas, point: QPointF, modifiers: Qt.KeyboardModifier) -> bool:
        """Add a vertex on the edge under the pointer."""
        grip, opened, image = grip_at(view, point), view.state.opened, view.image
        if grip is None or opened is None or image is None:
            return False
        if grip.part is Part.EDGE:
            self._change(opened, grip, lambda points: vertices.insert_vertex(points, to_array(point)))
        return grip.part is not Part.INSIDE

    def hover(self, view: Canvas, point: QPointF, modifiers: Qt.KeyboardModifier) -> Qt.CursorShape | None:
        """Mark the vertex under the pointer."""
        grip = grip_at(view, point)
        self._hovered = None if grip is None else (view, grip)
        return None if grip is None else _CURSORS[grip.part]

    def paint(self, painter: QPainter, view: Canvas) -> None:
        """Draw handles on the vertices while the tool is chosen, and a larger one under the pointer."""
        image, opened = view.image, view.state.opened
        if image is None or opened is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(0, 0, 0), 1))
        painter.setBrush(QColor(255, 255, 255))
        chosen = self._session.tool == _EDIT_TOOL
        if chosen:
            for roi in opened.selected_rois:
                self._draw_handles(painter, view, roi, image)
        grip = self._shown_grip(view) if self._gesture is None else None
        if grip is not None:
            at = on_screen(view, grip.outline[grip.number][grip.index][None])[0]
            painter.drawEllipse(QPointF(*at), REACH - 2, REACH - 2)
        if chosen and view.state is self._session.active:
            draw_hint(painter, view, self._hint(opened))
        painter.restore()

    def cancel(self) -> bool:
        """Let the region go back to where it was."""
        gesture, self._gesture = self._gesture, None
        if gesture is None or not gesture.moved:
            return False
        gesture.view.preview()
        return True

    def step_back(self) -> bool:
        """Remove the vertex under the pointer: where the window manager keeps Alt+click to itself."""
        hovered = self._shown_grip(self._hovered[0]) if self._hovered else None
        opened = self._hovered[0].state.opened if self._hovered else None
        if hovered is None or opened is None or not self._controller.may_edit(opened):
            return False
        self._hovered = None
        self._change(opened, hovered, lambda points: vertices.remove_vertex(points, hovered.index))
        return True

    def _shown_grip(self, view: Canvas) -> Grip | None:
        """Return the vertex under the pointer, unless it has changed or is out of sight meanwhile."""
        if self._hovered is None or self._hovered[0] is not view or self._session.tool not in _FREE:
            return None
        grip, opened = self._hovered[1], view.state.opened
        there = opened is not None and grip.image is view.image and grip.roi in opened.selected_rois
        return grip if there and grip.part is Part.VERTEX else None

    def _hint(self, opened: OpenSeries) -> str:
        if not opened.selected_rois:
            return self.tr("Click a region to change it")
        return self.tr("Drag a vertex · double click an edge: add · Alt+click or Backspace: remove · drag inside: move")

    def _draw_handles(self, painter: QPainter, view: Canvas, roi: Roi, image: Slice) -> None:
        shown = roi
        if self._gesture is not None and self._gesture.changed is not None and self._gesture.grip.roi is roi:
            shown = self._gesture.changed
        if image.key not in shown.images:
            return
        for points in outline_on(shown, image.key):
            places = on_screen(view, points)
            for x, y in places[spread(places, 1.6 * _HANDLE)].tolist():
                painter.drawRect(QRectF(x - _HANDLE / 2, y - _HANDLE / 2, _HANDLE, _HANDLE))

    def _change(self, opened: OpenSeries, grip: Grip, change: Callable[[Points], Points]) -> None:
        """Change the point list that was gripped, as one step."""
        changed = self._controller.attempt(opened, lambda: _with_points(grip, change))
        if changed is not None:
            self._controller.put(opened, (changed,))

    def _select_too(self, view: Canvas, opened: OpenSeries, point: QPointF) -> bool:
        hit = view.roi_at(view.to_viewport(point.x(), point.y()).toPoint())
        if hit is None:
            return False
        before = opened.selected_roi_ids
        chosen = [item for item in before if item != hit] if hit in before else [*before, hit]
        self._controller.select(opened, chosen)
        return True


def _dragged(gesture: _Gesture, point: QPointF) -> Roi:
    grip = gesture.grip
    size = (grip.image.rows, grip.image.columns)
    if grip.part is not Part.VERTEX:
        outline = editing.move(grip.outline, to_array(point) - to_array(gesture.start), size)
        return with_outline(grip.roi, grip.image.key, outline)
    # The vertex keeps its distance from the pointer: it does not jump when it is taken hold of.
    to = grip.outline[grip.number][grip.index] + to_array(point) - to_array(gesture.start)
    return _with_points(grip, lambda points: vertices.move_vertex(points, grip.index, to, size))


def _with_points(grip: Grip, change: Callable[[Points], Points]) -> Roi:
    outline = [change(points) if at == grip.number else points for at, points in enumerate(grip.outline)]
    return with_outline(grip.roi, grip.image.key, outline)


EDIT = ToolSpec(
    _EDIT_TOOL,
    QT_TRANSLATE_NOOP("Commands", "Edit vertices"),
    lambda session, controllers: EditTool(session, controllers.editing),
    keys=("E",),
    icon="vector-polyline-edit",
    group=Group.CHANGE,
    stands_ready=True,
)
