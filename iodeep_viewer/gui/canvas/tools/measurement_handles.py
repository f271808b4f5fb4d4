"""Measurements on the slice, always there: drawn, selected, moved by their ends or as a whole."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PyQt6.QtCore import QObject, QPointF, Qt
from PyQt6.QtGui import QPainter

from iodeep_viewer.core.measurements import Measurement
from iodeep_viewer.gui.canvas.tools.canvas import Canvas
from iodeep_viewer.gui.canvas.tools.shape_drawing import Drawn, draw_measurements
from iodeep_viewer.gui.canvas.tools.shapes import handle_at, handles, is_on_line, moved_by, on_image, with_handle_at
from iodeep_viewer.gui.canvas.tools.tool import Tool
from iodeep_viewer.gui.controllers.measuring import MeasuringController
from iodeep_viewer.gui.state.open_series import OpenSeries
from iodeep_viewer.gui.state.session import Session

_CLICK_DISTANCE = 4.0


@dataclass(frozen=True, slots=True)
class _Drag:
    """A measurement that follows the pointer: one of its handles, or all of it.

    Attributes
    ----------
    handle
        None while all of it is moved.
    start
        Where the button was pressed, (column, row).
    moved
        Whether it is more than a click.
    """

    view: Canvas
    opened: OpenSeries
    before: Measurement
    after: Measurement
    handle: int | None
    start: QPointF
    moved: bool = False


class MeasurementHandles(Tool):
    """Stands ready whatever tool is chosen."""

    def __init__(self, session: Session, controller: MeasuringController, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._controller = controller
        self._drag: _Drag | None = None

    def press(self, view: Canvas, point: QPointF, modifiers: Qt.KeyboardModifier) -> bool:
        """Take hold of a handle, or of a line; a press beside all of them lets go of the selected one."""
        opened = view.state.opened
        found = self._at(view, point)
        if opened is None:
            return False
        if found is None:
            self._controller.take_hold(opened, None)
            return False
        measurement, handle = found
        self._controller.take_hold(opened, measurement.measurement_id)
        self._drag = _Drag(view, opened, measurement, measurement, handle, point)
        return True

    def drag(self, view: Canvas, point: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """Let it follow the pointer."""
        drag = self._drag
        if drag is None or view.image is None or view.image.key != drag.before.image:
            return
        by = point - drag.start
        way = view.to_viewport(point.x(), point.y()) - view.to_viewport(drag.start.x(), drag.start.y())
        if not drag.moved and way.manhattanLength() < _CLICK_DISTANCE:
            return
        if drag.handle is None:
            after = moved_by(drag.before, by, view.image)
        else:
            # The handle keeps its distance from the pointer: it does not jump when it is taken hold of.
            to = QPointF(*handles(drag.before)[drag.handle].tolist()) + by
            after = with_handle_at(drag.before, drag.handle, on_image(to, view.image))
        self._drag = replace(drag, after=after, moved=True)
        view.viewport_update()

    def release(self, view: Canvas, point: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """Keep where it is now, as one step."""
        drag, self._drag = self._drag, None
        # An undo during the drag has taken away what was dragged.
        if drag is not None and drag.moved and drag.before in drag.opened.review.measurements:
            self._controller.measure(drag.opened, drag.after)

    def double_click(self, view: Canvas, point: QPointF, modifiers: Qt.KeyboardModifier) -> bool:
        """Change the text of an arrow; leave the zoom alone where a measurement was meant."""
        opened, found = view.state.opened, self._at(view, point)
        if opened is None or found is None:
            return False
        item = found[0]

        def done(text: str | None) -> None:
            if text is not None and text != item.text and item in opened.review.measurements:
                self._controller.measure(opened, replace(item, text=text))

        if item.kind.has_text:
            view.ask_text(view.to_viewport(*item.points[-1].tolist()), item.text, done)
        return True

    def hover(self, view: Canvas, point: QPointF, modifiers: Qt.KeyboardModifier) -> Qt.CursorShape | None:
        """Show by the cursor whether a press would take hold of a handle or of a whole measurement."""
        found = self._at(view, point)
        if found is None:
            return None
        return Qt.CursorShape.SizeAllCursor if found[1] is None else Qt.CursorShape.PointingHandCursor

    def cancel(self) -> bool:
        """Let go: it stays where it was; else take the selection away."""
        drag, self._drag = self._drag, None
        if drag is not None:
            drag.view.viewport_update()
            return True
        opened = self._session.opened
        if opened is None or opened.selected_measurement_id is None:
            return False
        self._controller.take_hold(opened, None)
        return True

    def paint(self, painter: QPainter, view: Canvas) -> None:
        """Draw the measurements of the slice, the stored ones included, each with its label."""
        opened, image = view.state.opened, view.image
        if opened is None or image is None:
            return
        stored = [
            Drawn(item, stored=True)
            for structure_set in opened.stored
            for item in structure_set.measurements
            if item.image == image.key
        ]
        own = [
            Drawn(item, selected=item.measurement_id == opened.selected_measurement_id) for item in self._on_slice(view)
        ]
        area, full = view.area, self._session.options.labels
        draw_measurements(painter, [*stored, *own], image, view.to_viewport, area, full=full)

    def _on_slice(self, view: Canvas) -> list[Measurement]:
        """Measurements under review on the slice that a view shows, the dragged one where the pointer has it."""
        if view.state.opened is None or view.image is None:
            return []
        found = [item for item in view.state.opened.review.measurements if item.image == view.image.key]
        drag = self._drag
        if drag is None:
            return found
        return [drag.after if item.measurement_id == drag.before.measurement_id else item for item in found]

    def _at(self, view: Canvas, point: QPointF) -> tuple[Measurement, int | None] | None:
        """Measurement and handle at a point; the selected one first, the newest before older ones."""
        opened = view.state.opened
        if opened is None or opened.storing:
            return None
        at = view.to_viewport(point.x(), point.y())
        found = self._on_slice(view)[::-1]
        found.sort(key=lambda item: item.measurement_id != opened.selected_measurement_id)
        for item in found:
            handle = handle_at(item, at, view.to_viewport)
            if handle is not None:
                return item, handle
        return next(((item, None) for item in found if is_on_line(item, at, view.to_viewport)), None)
