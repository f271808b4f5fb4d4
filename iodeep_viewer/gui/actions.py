"""Every command of the viewer in one table: name, text, keys."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """One command.

    Attributes
    ----------
    name
        By which :mod:`~iodeep_viewer.gui.commands` finds what carries it out.
    text
        For menus and the help window.
    keys
        Key sequences, the first is shown in the menu.
    menu
        The menu that it stands in; empty for none.
    """

    name: str
    text: str
    keys: tuple[str, ...] = ()
    menu: str = ""


COMMANDS = (
    Command("search_again", "Search again", ("F5",), "File"),
    Command("store", "Store validated regions …", ("Ctrl+S",), "File"),
    Command("send_outbox", "Send the outbox", (), "File"),
    Command("close_series", "Close the series", ("Ctrl+W",), "File"),
    Command("preferences", "Preferences …", ("Ctrl+,",), "File"),
    Command("quit", "Quit", ("Ctrl+Q",), "File"),
    Command("propose", "AI ROI", ("A",), "Regions"),
    Command("validate", "Validate the selected region; finish a drawing", ("Return", "Enter"), "Regions"),
    Command("reject", "Reject the selected region", ("Delete",), "Regions"),
    Command("validate_all", "Validate all on this slice", (), "Regions"),
    Command("next_roi", "Next region", ("N",), "Regions"),
    Command("previous_roi", "Previous region", ("P",), "Regions"),
    Command("undo", "Undo", ("Ctrl+Z",), "Regions"),
    Command("redo", "Redo", ("Ctrl+Shift+Z",), "Regions"),
    Command("why", "Why this network?", (), "Regions"),
    Command("next_slice", "Next slice", ("Down",), "Image"),
    Command("previous_slice", "Previous slice", ("Up",), "Image"),
    Command("forward_10", "10 slices on", ("Shift+Down",), "Image"),
    Command("back_10", "10 slices back", ("Shift+Up",), "Image"),
    Command("first_slice", "First slice", ("Home",), "Image"),
    Command("last_slice", "Last slice", ("End",), "Image"),
    Command("next_series", "Next series", ("PgDown",), "Image"),
    Command("previous_series", "Previous series", ("PgUp",), "Image"),
    Command("autoplay", "Autoplay", ("C",), "Image"),
    Command("faster", "Faster", ("+",), "Image"),
    Command("slower", "Slower", ("-",), "Image"),
    Command("auto_window", "Window from the values", ("0",), "Window"),
    Command("dicom_window", "Window of the image", ("1",), "Window"),
    Command("preset_1", "Soft tissue 400/40 (CT)", ("2",), "Window"),
    Command("preset_2", "Lung 1500/−600 (CT)", ("3",), "Window"),
    Command("preset_3", "Bone 2500/480 (CT)", ("4",), "Window"),
    Command("preset_4", "Brain 80/40 (CT)", ("5",), "Window"),
    Command("preset_5", "Liver 150/90 (CT)", ("6",), "Window"),
    Command("invert", "Invert", ("I",), "Window"),
    Command("select_tool", "Select and window", ("S",), "Tools"),
    Command("edit", "Edit vertices", ("E",), "Tools"),
    Command("draw", "Draw a region", ("D",), "Tools"),
    Command("brush", "Brush: grow or shrink a region", ("B",), "Tools"),
    Command("cut", "Cut a region in two", ("X",), "Tools"),
    Command("length", "Measure a length", ("M",), "Tools"),
    Command("angle", "Measure an angle", ("Shift+M",), "Tools"),
    Command("rectangle", "Values in a rectangle", ("Ctrl+M",), "Tools"),
    Command("ellipse", "Values in an ellipse", ("Ctrl+Shift+M",), "Tools"),
    Command("magnifier", "Magnifier", ("G",), "Tools"),
    Command("turn_right", "Rotate clockwise", ("R",), "View"),
    Command("turn_left", "Rotate counterclockwise", ("Shift+R",), "View"),
    Command("flip_sideways", "Flip left and right", ("H",), "View"),
    Command("flip_upside_down", "Flip top and bottom", ("V",), "View"),
    Command("reset", "Reset window, zoom and rotation", ("Space",), "View"),
    Command("fit", "Fit to the window", ("F",), "View"),
    Command("labels", "Labels on, off", ("L",), "View"),
    Command("corner_text", "Corner text on, off", ("Shift+L",), "View"),
    Command("layout_1", "One viewport", ("Ctrl+1",), "View"),
    Command("layout_2", "Two viewports", ("Ctrl+2",), "View"),
    Command("layout_4", "Four viewports", ("Ctrl+4",), "View"),
    Command("next_viewport", "Next viewport", ("Ctrl+Tab", "F6"), "View"),
    Command("linked", "Linked scrolling on, off", ("Ctrl+L",), "View"),
    Command("reference_lines", "Reference lines on, off", ("Ctrl+R",), "View"),
    Command("full_screen", "Full screen", ("F11",), "View"),
    Command("cancel", "Cancel what is being done", ("Esc",), ""),
    Command("step_back", "Take back the last point", ("Backspace",), ""),
    Command("help", "Keys and mouse", ("F1",), "Help"),
    Command("about", "About IODeep Viewer", (), "Help"),
)

MOUSE = (
    ("Wheel", "next, previous slice"),
    ("Ctrl + wheel", "zoom at the pointer"),
    ("Left drag", "window: sideways width, up and down center"),
    ("Middle drag", "pan"),
    ("Right drag", "zoom"),
    ("Left click", "select a region"),
    ("Right click", "menu"),
    ("Double click", "fit, actual size"),
)
"""What the mouse does on the slice."""
