"""Every command of the viewer, in the order of the menus, the help window and the preferences."""

from __future__ import annotations

from iodeep_viewer.gui.canvas.tools.all_tools import TOOL_COMMANDS
from iodeep_viewer.gui.commands.command import Group, collect, in_group
from iodeep_viewer.gui.commands.files import FILE_COMMANDS
from iodeep_viewer.gui.commands.images import IMAGE_COMMANDS, WINDOW_COMMANDS
from iodeep_viewer.gui.commands.regions import REGION_COMMANDS
from iodeep_viewer.gui.commands.views import HELP_COMMANDS, VIEW_COMMANDS

COMMANDS = collect(
    FILE_COMMANDS, REGION_COMMANDS, IMAGE_COMMANDS, WINDOW_COMMANDS, TOOL_COMMANDS, VIEW_COMMANDS, HELP_COMMANDS
)

AI_ROI_MENU = ("propose", "propose_series", "", "heat_map", "why")
"""Ids of commands beside the button of AI ROI; an empty one is a line."""

SLICE_MENU = (
    "propose",
    "validate",
    "reject",
    "validate_all",
    "",
    *(command.id for command in in_group(COMMANDS, Group.REGION)),
    "copy_stored",
    "",
    "fit",
    "turn_right",
    "flip_sideways",
    "invert",
    "dicom_window",
    "auto_window",
)
"""Ids of commands for what is under the pointer."""
