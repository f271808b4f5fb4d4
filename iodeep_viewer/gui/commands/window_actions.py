"""The commands as actions of the window: their keys, states and menus."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtGui import QAction, QKeySequence
from PyQt6.QtWidgets import QMainWindow, QMenu

from iodeep_viewer.gui.commands.keys import keys_in_force
from iodeep_viewer.gui.commands.run import checked, enabled
from iodeep_viewer.gui.commands.table import COMMANDS, MENUS, command_text, menu_text
from iodeep_viewer.gui.state.session import Session
from iodeep_viewer.settings import MOST_PRESETS

_NATIVE = QKeySequence.SequenceFormat.NativeText


class WindowActions:
    """One action for each command; they follow the session.

    Parameters
    ----------
    functions
        What carries out each command, by its name.

    Attributes
    ----------
    by_name
        The actions, by the names of their commands.
    """

    def __init__(self, window: QMainWindow, session: Session, functions: Mapping[str, Callable[[], object]]) -> None:
        self._window, self._session = window, session
        self.by_name = {command.name: QAction(command_text(command), window) for command in COMMANDS}
        for name, action in self.by_name.items():
            action.setObjectName(name)
            action.triggered.connect(lambda _checked=False, function=functions[name]: self._run(function))
            window.addAction(action)
        for name in checked(session):
            self.by_name[name].setCheckable(True)
        for signals, follow in (
            ((session.settings_changed,), self._name),
            (
                (session.review_changed, session.selection_changed, session.stored_changed, session.index_changed),
                self._show_enabled,
            ),
            (
                (
                    session.tool_changed,
                    session.options_changed,
                    session.layout_changed,
                    session.display_changed,
                    session.index_changed,
                    session.review_changed,
                ),
                self._show_checked,
            ),
        ):
            for signal in signals:
                signal.connect(follow)
            follow()

    def fill_menu_bar(self) -> None:
        """Put every command that has a menu into the menu bar."""
        bar = self._window.menuBar()
        assert bar is not None  # a QMainWindow makes one
        for title in MENUS:
            menu = self.menu(command.name for command in COMMANDS if command.menu == title)
            menu.setTitle(menu_text(title))
            bar.addMenu(menu)

    def menu(self, names: Iterable[str]) -> QMenu:
        """Make a menu of commands; an empty name stands for a line between them."""
        menu = QMenu(self._window)
        for name in names:
            if name:
                menu.addAction(self.by_name[name])
            else:
                menu.addSeparator()
        return menu

    def pop_up(self, names: Iterable[str], position: QPoint) -> None:
        """Show a menu of commands at a point of the screen."""
        menu = self.menu(names)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(position)

    def _name(self) -> None:
        """Give the actions the keys that are set, and presets their names."""
        settings = self._session.settings
        for number in range(MOST_PRESETS):
            action = self.by_name[f"preset_{number + 1}"]
            action.setVisible(number < len(settings.reading.window_presets))
            if number < len(settings.reading.window_presets):
                preset = settings.reading.window_presets[number]
                figures = f"{preset.width:g}/{preset.center:g}".replace("-", "−")
                action.setText(f"{preset.name} {figures}" + (f" ({preset.modality})" if preset.modality else ""))
        for name, keys in keys_in_force(settings.controls.keys).items():
            action = self.by_name[name]
            action.setShortcuts([QKeySequence(key) for key in keys])
            tip = action.text().replace("&", "")
            action.setToolTip(f"{tip} ({action.shortcut().toString(_NATIVE)})" if keys else tip)

    def _run(self, function: Callable[[], object]) -> None:
        self._session.active.hold()
        function()
        # Qt has toggled the action by itself, whatever came of it.
        self._show_checked()

    def _show_checked(self) -> None:
        for name, on in checked(self._session).items():
            self.by_name[name].setChecked(on)

    def _show_enabled(self) -> None:
        for name, on in enabled(self._session).items():
            self.by_name[name].setEnabled(on)
