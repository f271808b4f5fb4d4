"""The commands that are always at hand, as icons."""

from __future__ import annotations

from PyQt6.QtCore import QSize, Qt
from PyQt6.QtWidgets import QToolBar, QToolButton, QWidget

from iodeep_viewer.gui.commands.command import TOOLBAR_GROUPS
from iodeep_viewer.gui.commands.window_actions import WindowActions


class ViewToolbar(QToolBar):
    """Buttons for the actions of the window, group by group."""

    def __init__(self, actions: WindowActions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("view-toolbar")
        self.setWindowTitle(self.tr("Tools"))
        self.setMovable(False)
        self.setIconSize(QSize(20, 20))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        for group in TOOLBAR_GROUPS:
            for action in actions.in_group(group):
                self.addAction(action)
                button = self.widgetForAction(action)
                if isinstance(button, QToolButton):
                    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
                    button.setAccessibleName(action.text())
            if group is not TOOLBAR_GROUPS[-1]:
                self.addSeparator()
