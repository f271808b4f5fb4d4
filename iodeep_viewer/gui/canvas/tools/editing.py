"""The tools that draw and change regions."""

from __future__ import annotations

from iodeep_viewer.gui.canvas.tools.brush import BrushTool
from iodeep_viewer.gui.canvas.tools.cut import CutTool
from iodeep_viewer.gui.canvas.tools.draw import DrawTool
from iodeep_viewer.gui.canvas.tools.edit import EditTool
from iodeep_viewer.gui.canvas.tools.tool import Tool
from iodeep_viewer.gui.controllers.editing import EditingController
from iodeep_viewer.gui.state.session import Session
from iodeep_viewer.gui.state.values import ToolName


def editing_tools(session: Session, controller: EditingController) -> dict[ToolName, Tool]:
    """Make the tools; the one for vertices also stands ready while another is chosen."""
    return {
        ToolName.EDIT: EditTool(session, controller),
        ToolName.DRAW: DrawTool(session, controller),
        ToolName.BRUSH: BrushTool(session, controller),
        ToolName.CUT: CutTool(session, controller),
    }
