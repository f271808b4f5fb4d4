"""An arrow that points at something, with a text at its end."""

from __future__ import annotations

from dataclasses import replace

from PyQt6.QtCore import QT_TRANSLATE_NOOP, QObject
from PyQt6.QtGui import QPainter

from iodeep_viewer.core.measurements import Measurement, MeasurementKind
from iodeep_viewer.gui.canvas.tools.canvas import Canvas
from iodeep_viewer.gui.canvas.tools.measure import MeasureTool
from iodeep_viewer.gui.canvas.tools.shape_drawing import Drawn, draw_measurements
from iodeep_viewer.gui.canvas.tools.tool import ToolSpec
from iodeep_viewer.gui.commands.command import Group
from iodeep_viewer.gui.controllers.measuring import MeasuringController
from iodeep_viewer.gui.state.open_series import OpenSeries


class TextArrowTool(MeasureTool):
    """Draws from the head to the end, then asks for the text; without one it is an arrow alone."""

    def __init__(self, controller: MeasuringController, parent: QObject | None = None) -> None:
        super().__init__(MeasurementKind.ARROW, controller, parent)
        self._asked: tuple[Canvas, Measurement] | None = None

    def finish(self, view: Canvas, opened: OpenSeries, measurement: Measurement) -> None:
        """Ask for the text at the end of the arrow, and keep both."""
        self._asked = (view, measurement)

        def done(text: str | None) -> None:
            self._asked = None
            if text is not None:
                self._controller.measure(opened, replace(measurement, text=text))
            view.viewport_update()

        end = view.to_viewport(*measurement.points[-1].tolist())
        view.ask_text(end, "", done)

    def paint(self, painter: QPainter, view: Canvas) -> None:
        """Draw the arrow that is begun, or that waits for its text."""
        super().paint(painter, view)
        if self._asked is None or view.image is None:
            return
        asking, measurement = self._asked
        if asking is view and measurement.image == view.image.key:
            draw_measurements(painter, [Drawn(measurement)], view.image, view.to_viewport, view.area)


TEXT_ARROW = ToolSpec(
    "text_arrow",
    QT_TRANSLATE_NOOP("Commands", "Arrow with a text"),
    lambda _session, controllers: TextArrowTool(controllers.measuring),
    keys=("Shift+T",),
    icon="arrow-top-left",
    group=Group.MEASURE,
)
