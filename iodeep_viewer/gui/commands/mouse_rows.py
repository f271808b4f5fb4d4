"""The actions of the mouse on a slice, for the help window."""

from __future__ import annotations

from collections.abc import Mapping

from PyQt6.QtCore import QCoreApplication


def mouse_rows(mouse: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return the actions of the mouse on a slice, for the help window: gesture and action.

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
        (translate("Mouse", "Double click an arrow"), translate("Mouse", "change its text")),
        (translate("Mouse", "Drag a vertex"), translate("Mouse", "move it, on the selected region")),
        (translate("Mouse", "Double click an edge"), translate("Mouse", "add a vertex")),
        (translate("Mouse", "Alt + click a vertex"), translate("Mouse", "remove it")),
        (translate("Mouse", "Drag inside the selected region"), translate("Mouse", "move it")),
    )
