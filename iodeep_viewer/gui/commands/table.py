"""Every command of the viewer in one table: name, text, keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PyQt6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from iodeep_viewer.settings import MOST_PRESETS


@dataclass(frozen=True, slots=True)
class Command:
    """One command.

    Attributes
    ----------
    name
        By which :mod:`~iodeep_viewer.gui.commands.run` finds what carries it out.
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


MENUS = (
    QT_TRANSLATE_NOOP("Menus", "File"),
    QT_TRANSLATE_NOOP("Menus", "Regions"),
    QT_TRANSLATE_NOOP("Menus", "Image"),
    QT_TRANSLATE_NOOP("Menus", "Window"),
    QT_TRANSLATE_NOOP("Menus", "Tools"),
    QT_TRANSLATE_NOOP("Menus", "View"),
    QT_TRANSLATE_NOOP("Menus", "Help"),
)
"""Titles of the menu bar, in its order."""

_PRESET = QT_TRANSLATE_NOOP("Commands", "Window preset {}")

COMMANDS = (
    Command("find", QT_TRANSLATE_NOOP("Commands", "Go to the search"), ("Ctrl+F",), "File"),
    Command("search_again", QT_TRANSLATE_NOOP("Commands", "Search again"), ("F5",), "File"),
    Command("open_folder", QT_TRANSLATE_NOOP("Commands", "Open a folder …"), ("Ctrl+O",), "File"),
    Command("open_files", QT_TRANSLATE_NOOP("Commands", "Open files or a ZIP …"), ("Ctrl+Shift+O",), "File"),
    Command("open_dicomdir", QT_TRANSLATE_NOOP("Commands", "Open a DICOMDIR …"), (), "File"),
    Command("close_files", QT_TRANSLATE_NOOP("Commands", "Back from files to the PACS"), (), "File"),
    Command("store", QT_TRANSLATE_NOOP("Commands", "Store the review …"), ("Ctrl+S",), "File"),
    Command("export", QT_TRANSLATE_NOOP("Commands", "Save picture or video …"), ("Ctrl+E",), "File"),
    Command("copy_view", QT_TRANSLATE_NOOP("Commands", "Copy the picture"), ("Ctrl+C",), "File"),
    Command("send_outbox", QT_TRANSLATE_NOOP("Commands", "Send the outbox"), (), "File"),
    Command("close_series", QT_TRANSLATE_NOOP("Commands", "Close the series"), ("Ctrl+W",), "File"),
    Command("preferences", QT_TRANSLATE_NOOP("Commands", "Preferences …"), ("Ctrl+,",), "File"),
    Command("quit", QT_TRANSLATE_NOOP("Commands", "Quit"), ("Ctrl+Q",), "File"),
    Command("propose", QT_TRANSLATE_NOOP("Commands", "AI ROI"), ("A",), "Regions"),
    Command("propose_series", QT_TRANSLATE_NOOP("Commands", "AI ROI on the whole series"), ("Shift+A",), "Regions"),
    Command(
        "validate",
        QT_TRANSLATE_NOOP("Commands", "Validate the selected region; finish a drawing"),
        ("Return", "Enter"),
        "Regions",
    ),
    Command("reject", QT_TRANSLATE_NOOP("Commands", "Reject the selected region"), ("Delete",), "Regions"),
    Command("validate_all", QT_TRANSLATE_NOOP("Commands", "Validate all on this slice"), (), "Regions"),
    Command("next_roi", QT_TRANSLATE_NOOP("Commands", "Next region"), ("N",), "Regions"),
    Command("previous_roi", QT_TRANSLATE_NOOP("Commands", "Previous region"), ("P",), "Regions"),
    Command("join", QT_TRANSLATE_NOOP("Commands", "Join the selected regions"), ("J",), "Regions"),
    Command("smooth", QT_TRANSLATE_NOOP("Commands", "Smooth the outline"), ("Shift+S",), "Regions"),
    Command("simplify", QT_TRANSLATE_NOOP("Commands", "Leave out vertices"), ("Shift+D",), "Regions"),
    Command("copy_previous", QT_TRANSLATE_NOOP("Commands", "Copy to the previous slice"), ("Ctrl+Up",), "Regions"),
    Command("copy_next", QT_TRANSLATE_NOOP("Commands", "Copy to the next slice"), ("Ctrl+Down",), "Regions"),
    Command("interpolate", QT_TRANSLATE_NOOP("Commands", "Fill the slices between"), ("Ctrl+I",), "Regions"),
    Command(
        "copy_stored", QT_TRANSLATE_NOOP("Commands", "Copy stored regions of this slice into the review"), (), "Regions"
    ),
    Command("undo", QT_TRANSLATE_NOOP("Commands", "Undo"), ("Ctrl+Z",), "Regions"),
    Command("redo", QT_TRANSLATE_NOOP("Commands", "Redo"), ("Ctrl+Shift+Z",), "Regions"),
    Command("why", QT_TRANSLATE_NOOP("Commands", "Why this network?"), (), "Regions"),
    Command("next_slice", QT_TRANSLATE_NOOP("Commands", "Next slice"), ("Down",), "Image"),
    Command("previous_slice", QT_TRANSLATE_NOOP("Commands", "Previous slice"), ("Up",), "Image"),
    Command("forward_10", QT_TRANSLATE_NOOP("Commands", "10 slices on"), ("Shift+Down",), "Image"),
    Command("back_10", QT_TRANSLATE_NOOP("Commands", "10 slices back"), ("Shift+Up",), "Image"),
    Command("first_slice", QT_TRANSLATE_NOOP("Commands", "First slice"), ("Home",), "Image"),
    Command("last_slice", QT_TRANSLATE_NOOP("Commands", "Last slice"), ("End",), "Image"),
    Command("next_series", QT_TRANSLATE_NOOP("Commands", "Next series"), ("PgDown",), "Image"),
    Command("previous_series", QT_TRANSLATE_NOOP("Commands", "Previous series"), ("PgUp",), "Image"),
    Command("key_image", QT_TRANSLATE_NOOP("Commands", "Key image on, off"), ("K",), "Image"),
    Command("tags", QT_TRANSLATE_NOOP("Commands", "DICOM elements …"), ("T",), "Image"),
    Command("autoplay", QT_TRANSLATE_NOOP("Commands", "Autoplay"), ("C",), "Image"),
    Command("faster", QT_TRANSLATE_NOOP("Commands", "Faster"), ("+",), "Image"),
    Command("slower", QT_TRANSLATE_NOOP("Commands", "Slower"), ("-",), "Image"),
    Command("auto_window", QT_TRANSLATE_NOOP("Commands", "Window from the values"), ("0",), "Window"),
    Command("dicom_window", QT_TRANSLATE_NOOP("Commands", "Window of the image"), ("1",), "Window"),
    *(Command(f"preset_{number}", _PRESET, (str(number + 1),), "Window") for number in range(1, MOST_PRESETS + 1)),
    Command("invert", QT_TRANSLATE_NOOP("Commands", "Invert"), ("I",), "Window"),
    Command("select_tool", QT_TRANSLATE_NOOP("Commands", "Select and window"), ("S",), "Tools"),
    Command("edit", QT_TRANSLATE_NOOP("Commands", "Edit vertices"), ("E",), "Tools"),
    Command("draw", QT_TRANSLATE_NOOP("Commands", "Draw a region"), ("D",), "Tools"),
    Command("brush", QT_TRANSLATE_NOOP("Commands", "Brush: grow or shrink a region"), ("B",), "Tools"),
    Command("cut", QT_TRANSLATE_NOOP("Commands", "Cut a region in two"), ("X",), "Tools"),
    Command("brush_smaller", QT_TRANSLATE_NOOP("Commands", "Smaller brush"), ("[",), "Tools"),
    Command("brush_larger", QT_TRANSLATE_NOOP("Commands", "Larger brush"), ("]",), "Tools"),
    Command("length", QT_TRANSLATE_NOOP("Commands", "Measure a length"), ("M",), "Tools"),
    Command("angle", QT_TRANSLATE_NOOP("Commands", "Measure an angle"), ("Shift+M",), "Tools"),
    Command("rectangle", QT_TRANSLATE_NOOP("Commands", "Values in a rectangle"), ("Ctrl+M",), "Tools"),
    Command("ellipse", QT_TRANSLATE_NOOP("Commands", "Values in an ellipse"), ("Ctrl+Shift+M",), "Tools"),
    Command("magnifier", QT_TRANSLATE_NOOP("Commands", "Magnifier"), ("G",), "Tools"),
    Command("turn_right", QT_TRANSLATE_NOOP("Commands", "Rotate clockwise"), ("R",), "View"),
    Command("turn_left", QT_TRANSLATE_NOOP("Commands", "Rotate counterclockwise"), ("Shift+R",), "View"),
    Command("flip_sideways", QT_TRANSLATE_NOOP("Commands", "Flip left and right"), ("H",), "View"),
    Command("flip_upside_down", QT_TRANSLATE_NOOP("Commands", "Flip top and bottom"), ("V",), "View"),
    Command("reset", QT_TRANSLATE_NOOP("Commands", "Reset window, zoom and rotation"), ("Space",), "View"),
    Command("fit", QT_TRANSLATE_NOOP("Commands", "Fit to the window"), ("F",), "View"),
    Command("heat_map", QT_TRANSLATE_NOOP("Commands", "Heat map of the network on, off"), ("O",), "View"),
    Command("labels", QT_TRANSLATE_NOOP("Commands", "Labels on, off"), ("L",), "View"),
    Command("corner_text", QT_TRANSLATE_NOOP("Commands", "Corner text on, off"), ("Shift+L",), "View"),
    Command("layout_1", QT_TRANSLATE_NOOP("Commands", "One viewport"), ("Ctrl+1",), "View"),
    Command("layout_2", QT_TRANSLATE_NOOP("Commands", "Two viewports"), ("Ctrl+2",), "View"),
    Command("layout_4", QT_TRANSLATE_NOOP("Commands", "Four viewports"), ("Ctrl+4",), "View"),
    Command("next_viewport", QT_TRANSLATE_NOOP("Commands", "Next viewport"), ("Ctrl+Tab", "F6"), "View"),
    Command("linked", QT_TRANSLATE_NOOP("Commands", "Linked scrolling on, off"), ("Ctrl+L",), "View"),
    Command("reference_lines", QT_TRANSLATE_NOOP("Commands", "Reference lines on, off"), ("Ctrl+R",), "View"),
    Command("full_screen", QT_TRANSLATE_NOOP("Commands", "Full screen"), ("F11",), "View"),
    Command("cancel", QT_TRANSLATE_NOOP("Commands", "Cancel what is being done"), ("Esc",), ""),
    Command("step_back", QT_TRANSLATE_NOOP("Commands", "Take back the last point"), ("Backspace",), ""),
    Command("help", QT_TRANSLATE_NOOP("Commands", "Keys and mouse"), ("F1",), "Help"),
    Command("about", QT_TRANSLATE_NOOP("Commands", "About IODeep Viewer"), (), "Help"),
)


def command_text(command: Command) -> str:
    """Return the text of a command in the language of the windows."""
    return QCoreApplication.translate("Commands", command.text).format(command.name.removeprefix("preset_"))


def menu_text(menu: str) -> str:
    """Return the title of a menu in the language of the windows."""
    return QCoreApplication.translate("Menus", menu)


def mouse_rows(mouse: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return what the mouse does on a slice, for the help window.

    Parameters
    ----------
    mouse
        As in :attr:`iodeep_viewer.settings.ControlSettings.mouse`.
    """
    translate = QCoreApplication.translate
    drags = {
        "window": translate("Mouse", "window: sideways width, up and down center"),
        "pan": translate("Mouse", "pan"),
        "zoom": translate("Mouse", "zoom"),
    }
    wheels = (translate("Mouse", "next, previous slice"), translate("Mouse", "zoom at the pointer"))
    bare, with_ctrl = wheels if mouse["wheel"] == "slices" else wheels[::-1]
    return (
        (translate("Mouse", "Wheel"), bare),
        (translate("Mouse", "Ctrl + wheel"), with_ctrl),
        (translate("Mouse", "Left drag"), drags[mouse["left"]]),
        (translate("Mouse", "Middle drag"), drags[mouse["middle"]]),
        (translate("Mouse", "Right drag"), drags[mouse["right"]]),
        (translate("Mouse", "Left click"), translate("Mouse", "select a region")),
        (translate("Mouse", "Right click"), translate("Mouse", "menu")),
        (translate("Mouse", "Double click"), translate("Mouse", "fit, actual size")),
        (translate("Mouse", "Drag a vertex"), translate("Mouse", "move it, on the selected region")),
        (translate("Mouse", "Double click an edge"), translate("Mouse", "add a vertex")),
        (translate("Mouse", "Alt + click a vertex"), translate("Mouse", "remove it")),
        (translate("Mouse", "Drag inside the selected region"), translate("Mouse", "move it")),
    )
