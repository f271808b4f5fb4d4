"""Cut a region in two."""

from __future__ import annotations

from PyQt6.QtCore import Qt

from iodeep_viewer.core.geometry import Points
from iodeep_viewer.core.image_series import Slice
from iodeep_viewer.gui.open_series import OpenSeries
from iodeep_viewer.gui.tools.line import LineTool


class CutTool(LineTool):
    """Cuts along a line that is drawn across a region."""

    def finish(self, opened: OpenSeries, image: Slice, line: Points, modifiers: Qt.KeyboardModifier) -> None:
        """Cut the selected region, or the one that the line divides."""
        self._intents.cut(opened, image, line)

    def hint(self, begun: bool) -> str:
        """Return what the mouse does."""
        if begun:
            return self.tr("Click the next point · double click or Enter: cut · Backspace: back · Esc: give up")
        return self.tr("Drag a line across a region, from outside to outside")
