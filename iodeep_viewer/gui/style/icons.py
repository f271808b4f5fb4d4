"""Icons, all from Material Design Icons 6 by way of QtAwesome."""

from __future__ import annotations

import qtawesome
from PyQt6.QtGui import QIcon

from iodeep_viewer.gui.style.theme import THEMES


def icon(name: str, theme: str) -> QIcon:
    """Return an icon of Material Design Icons in the colours of a theme; an empty one for no name."""
    if not name:
        return QIcon()
    colors = THEMES[theme]
    return qtawesome.icon(f"mdi6.{name}", color=colors.text, color_on=colors.accent_text, color_disabled=colors.border)
