"""Draw a region: around it by dragging, or by its points."""

from __future__ import annotations

from PyQt6.QtCore import QT_TRANSLATE_NOOP, Qt

from iodeep_viewer.core import editing
from iodeep_viewer.core.region_edits import outline_on, with_outline
from iodeep_viewer.gui.canvas.tools.line import BegunLine, LineTool
from iodeep_viewer.gui.canvas.tools.tool import ToolSpec
from iodeep_viewer.gui.commands.command import Group

_TREMOR = 0.75
"""Vertices that lie this close to the line between their neighbours are left out, pixels of the screen."""


class DrawTool(LineTool):
    """Makes a region of a line, or adds the area that it encloses to the selected one while Shift is held."""

    closes = True

    def finish(self, begun: BegunLine) -> None:
        """Close the line to a region."""
        opened, image = begun.opened, begun.image
        size, tolerance = (image.rows, image.columns), _TREMOR / begun.view.zoom
        points = self._controller.attempt(opened, lambda: editing.drawn(begun.array, size, tolerance))
        if points is None:
            return
        selected = opened.selected_roi
        if selected is None or not begun.modifiers & Qt.KeyboardModifier.ShiftModifier:
            self._controller.add_drawn(opened, image.key, [points])
            return
        larger = editing.join([outline_on(selected, image.key), [points]])
        self._controller.put(opened, (with_outline(selected, image.key, larger),))

    def hint(self, begun: bool) -> str:
        """Return the hint for the mouse."""
        if begun:
            return self.tr("Click the next point · double click or Enter: close · Backspace: back · Esc: cancel")
        return self.tr("Drag around a region, or click its points · Shift: add to the selected one")


DRAW = ToolSpec(
    "draw",
    QT_TRANSLATE_NOOP("Commands", "Draw a region"),
    lambda session, controllers: DrawTool(session, controllers.editing),
    keys=("D",),
    icon="draw",
    group=Group.CHANGE,
)
