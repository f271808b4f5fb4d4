"""Every tool, in the order of the menu and the toolbar."""

from __future__ import annotations

from iodeep_viewer.gui.canvas.tools.brush import BRUSH
from iodeep_viewer.gui.canvas.tools.cut import CUT
from iodeep_viewer.gui.canvas.tools.draw import DRAW
from iodeep_viewer.gui.canvas.tools.edit import EDIT
from iodeep_viewer.gui.canvas.tools.magnifier import MAGNIFIER
from iodeep_viewer.gui.canvas.tools.measure import ANGLE, ELLIPSE, LENGTH, RECTANGLE
from iodeep_viewer.gui.canvas.tools.measurement_handles import MeasurementHandles
from iodeep_viewer.gui.canvas.tools.select import SELECT
from iodeep_viewer.gui.canvas.tools.text_arrow import TEXT_ARROW
from iodeep_viewer.gui.canvas.tools.toolbox import Toolbox
from iodeep_viewer.gui.controllers.controllers import Controllers
from iodeep_viewer.gui.state.session import Session

TOOLS = (SELECT, EDIT, DRAW, BRUSH, CUT, LENGTH, ANGLE, RECTANGLE, ELLIPSE, TEXT_ARROW, MAGNIFIER)

TOOL_COMMANDS = tuple(command for spec in TOOLS for command in (spec.command(), *spec.commands))
"""The commands that choose a tool, each followed by those that belong to it."""


def make_toolbox(session: Session, controllers: Controllers) -> Toolbox:
    """Make all tools; those that stand ready are asked whatever tool is chosen, measurements first."""
    tools = {spec.id: spec.make(session, controllers) for spec in TOOLS}
    handles = MeasurementHandles(session, controllers.measuring)
    return Toolbox(session, tools, (handles, *(tools[spec.id] for spec in TOOLS if spec.stands_ready)))
