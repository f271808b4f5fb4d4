"""Draw a region: around it by dragging, or by its points."""

from __future__ import annotations

from PyQt6.QtCore import Qt

from iodeep_viewer.core import editing
from iodeep_viewer.core.geometry import Points
from iodeep_viewer.core.image_series import Slice
from iodeep_viewer.core.region_edits import outline_on, with_outline
from iodeep_viewer.core.regions import Roi
from iodeep_viewer.gui.open_series import OpenSeries
from iodeep_viewer.gui.tools.line import LineTool


class DrawTool(LineTool):
    """Makes a region of a line, or adds what it encloses to the selected one while Shift is held."""

    closes = True

    def finish(self, opened: OpenSeries, image: Slice, line: Points, modifiers: Qt.KeyboardModifier) -> None:
        """Close the line to a region."""
        size = (image.rows, image.columns)
        points = self._intents.attempt(opened, lambda: editing.drawn(line, size))
        if points is None:
            return
        selected = opened.selected_roi
        if selected is None or not modifiers & Qt.KeyboardModifier.ShiftModifier:
            self._intents.add_drawn(opened, image.key, [points])
            return

        def larger(roi: Roi) -> Roi:
            return with_outline(roi, image.key, editing.join([outline_on(roi, image.key), [points]]))

        self._intents.put(opened, (larger(selected),))

    def hint(self, begun: bool) -> str:
        """Return what the mouse does."""
        if begun:
            return self.tr("Click the next point · double click or Enter: close · Backspace: back · Esc: give up")
        return self.tr("Drag around a region, or click its points · Shift: add to the selected one")
