"""No tool in hand: the left button selects regions and changes the window."""

from __future__ import annotations

from PyQt6.QtCore import QT_TRANSLATE_NOOP

from iodeep_viewer.gui.canvas.tools.tool import Tool, ToolSpec
from iodeep_viewer.gui.commands.command import Group
from iodeep_viewer.gui.state.values import SELECT_TOOL

SELECT = ToolSpec(
    SELECT_TOOL,
    QT_TRANSLATE_NOOP("Commands", "Select and window"),
    lambda _session, _controllers: Tool(),
    keys=("S",),
    icon="cursor-default-outline",
    group=Group.CHANGE,
)
