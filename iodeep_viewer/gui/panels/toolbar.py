"""The commands that are always at hand, as icons."""

from __future__ import annotations

from collections.abc import Mapping

from PyQt6.QtCore import QSize, Qt
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import QToolBar, QToolButton, QWidget

from iodeep_viewer.gui.state.session import Session
from iodeep_viewer.gui.style.icons import icon

GROUPS = (
    ("select_tool", "edit", "draw", "brush", "cut"),
    ("length", "angle", "rectangle", "ellipse", "magnifier"),
    ("turn_right", "flip_sideways", "flip_upside_down", "invert", "fit", "reset"),
    ("labels", "heat_map", "key_image", "tags", "export"),
    ("layout_1", "layout_2", "layout_4", "linked", "reference_lines"),
)
"""Names of commands, group by group."""


class ViewToolbar(QToolBar):
    """Buttons for the actions of the window; their icons follow the theme."""

    def __init__(self, session: Session, actions: Mapping[str, QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._actions = session, actions
        self.setObjectName("view-toolbar")
        self.setWindowTitle(self.tr("Tools"))
        self.setMovable(False)
        self.setIconSize(QSize(20, 20))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        for group in GROUPS:
            for name in (name for name in group if name in actions):
                self.addAction(actions[name])
                button = self.widgetForAction(actions[name])
                if isinstance(button, QToolButton):
                    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
                    button.setAccessibleName(actions[name].text())
            if group is not GROUPS[-1]:
                self.addSeparator()
        session.settings_changed.connect(self._paint)
        self._paint()

    def _paint(self) -> None:
        for name, action in self._actions.items():
            action.setIcon(icon(name, self._session.settings.appearance.theme))
