"""Icons of the commands, all from Material Design Icons 6 by way of QtAwesome."""

from __future__ import annotations

import qtawesome
from PyQt6.QtGui import QIcon

from iodeep_viewer.gui.style.theme import THEMES

_NAMES = {
    "preferences": "cog-outline",
    "store": "content-save-check-outline",
    "propose": "brain",
    "propose_series": "layers-search-outline",
    "validate": "check",
    "reject": "close",
    "undo": "undo",
    "redo": "redo",
    "why": "help-circle-outline",
    "heat_map": "thermometer",
    "select_tool": "cursor-default-outline",
    "edit": "vector-polyline-edit",
    "draw": "draw",
    "brush": "brush-outline",
    "cut": "content-cut",
    "join": "vector-union",
    "smooth": "vector-curve",
    "simplify": "vector-polygon",
    "copy_previous": "arrow-up-bold-box-outline",
    "copy_next": "arrow-down-bold-box-outline",
    "interpolate": "layers-plus",
    "length": "ruler",
    "angle": "angle-acute",
    "rectangle": "rectangle-outline",
    "ellipse": "ellipse-outline",
    "magnifier": "magnify",
    "turn_right": "rotate-right",
    "turn_left": "rotate-left",
    "flip_sideways": "flip-horizontal",
    "flip_upside_down": "flip-vertical",
    "invert": "invert-colors",
    "fit": "fit-to-screen-outline",
    "reset": "backup-restore",
    "layout_1": "square-outline",
    "layout_2": "view-split-vertical",
    "layout_4": "view-grid-outline",
    "linked": "link-variant",
    "reference_lines": "vector-line",
    "labels": "label-outline",
    "tags": "tag-text-outline",
    "key_image": "star-outline",
    "export": "export-variant",
    "copy_view": "content-copy",
    "open_folder": "folder-open-outline",
    "help": "keyboard-outline",
    "first": "skip-backward",
    "previous": "skip-previous",
    "play": "play",
    "pause": "pause",
    "next": "skip-next",
}


def icon(name: str, theme: str, *, on_accent: bool = False) -> QIcon:
    """Return the icon of a command in the colours of a theme; an empty one where it has none.

    Parameters
    ----------
    on_accent
        For a control that is filled with the accent colour.
    """
    if name not in _NAMES:
        return QIcon()
    colors = THEMES[theme]
    return qtawesome.icon(
        f"mdi6.{_NAMES[name]}",
        color=colors.accent_text if on_accent else colors.text,
        color_on=colors.accent_text,
        color_disabled=colors.border,
    )
