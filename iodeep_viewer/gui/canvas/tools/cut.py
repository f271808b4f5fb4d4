"""Cut a region in two."""

from __future__ import annotations

from PyQt6.QtCore import QT_TRANSLATE_NOOP

from iodeep_viewer.gui.canvas.tools.line import BegunLine, LineTool
from iodeep_viewer.gui.canvas.tools.tool import ToolSpec
from iodeep_viewer.gui.commands.command import Group


class CutTool(LineTool):
    """Cuts along a line that is drawn across a region."""

    def finish(self, begun: BegunLine) -> None:
        """Cut the selected region, or the one that the line divides."""
        self._controller.cut(begun.opened, begun.image, begun.array)

    def hint(self, begun: bool) -> str:
        """Return the hint for the mouse."""
        if begun:
            return self.tr("Click the next point · double click or Enter: cut · Backspace: back · Esc: cancel")
        return self.tr("Drag a line across a region, from outside to outside")


CUT = ToolSpec(
    "cut",
    QT_TRANSLATE_NOOP("Commands", "Cut a region in two"),
    lambda session, controllers: CutTool(session, controllers.editing),
    keys=("X",),
    icon="content-cut",
    group=Group.CHANGE,
)
