"""The tools that draw and change regions."""

from __future__ import annotations

from iodeep_viewer.gui.editing_intents import EditingIntents
from iodeep_viewer.gui.session import Session
from iodeep_viewer.gui.state import ToolName
from iodeep_viewer.gui.tools.brush import BrushTool
from iodeep_viewer.gui.tools.cut import CutTool
from iodeep_viewer.gui.tools.draw import DrawTool
from iodeep_viewer.gui.tools.edit import EditTool
from iodeep_viewer.gui.tools.tool import Tool


def editing_tools(session: Session, intents: EditingIntents) -> dict[ToolName, Tool]:
    """Make the tools; the one for vertices also stands ready while another is chosen."""
    return {
        ToolName.EDIT: EditTool(session, intents),
        ToolName.DRAW: DrawTool(session, intents),
        ToolName.BRUSH: BrushTool(session, intents),
        ToolName.CUT: CutTool(session, intents),
    }
