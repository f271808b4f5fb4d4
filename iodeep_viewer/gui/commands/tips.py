"""Tool tips: the action of a widget with its keys, as they are set; and texts that are not ours."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from PyQt6.QtWidgets import QWidget

from iodeep_viewer.gui.commands.keys import with_keys

_PARTS = "tip_parts"


def set_tip(widget: QWidget, *parts: tuple[str, ...]) -> None:
    """Make a tool tip of parts, each a text and the ids of the commands whose keys stand behind it.

    It shows no keys until :func:`show_keys` is called for a widget that holds this one.
    """
    widget.setProperty(_PARTS, parts)
    widget.setToolTip("; ".join(text for text, *_ in parts))


def plain_tip(text: str) -> str:
    """Return a tool tip that shows a text letter by letter, where Qt would take it for HTML too.

    For texts from a file or a PACS: names and labels may hold anything.
    """
    escaped = escape(text, quote=False)
    return text if escaped == text else "<qt>" + escaped.replace("\n", "<br>") + "</qt>"


def show_keys(window: QWidget, keys: Mapping[str, tuple[str, ...]]) -> None:
    """Bring the keys in the tool tips of a window up to date.

    Parameters
    ----------
    keys
        Those in force, by the ids of the commands.
    """
    for widget in window.findChildren(QWidget):
        parts = widget.property(_PARTS)
        if parts:
            widget.setToolTip("; ".join(with_keys(text, keys, *ids) for text, *ids in parts))
