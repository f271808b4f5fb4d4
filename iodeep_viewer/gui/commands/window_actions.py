"""The commands as actions of the window: their keys, states and menus."""

from __future__ import annotations

from collections.abc import Iterable

from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtGui import QAction, QKeySequence
from PyQt6.QtWidgets import QMainWindow, QMenu

from iodeep_viewer.gui.commands.command import Command, Group, Menu, command_text, in_group
from iodeep_viewer.gui.commands.context import CommandContext
from iodeep_viewer.gui.commands.keys import keys_in_force
from iodeep_viewer.gui.state.bridge import signal_of
from iodeep_viewer.gui.style.icons import icon

_NATIVE = QKeySequence.SequenceFormat.NativeText


class WindowActions:
    """One action for each command; they follow the session.

    Attributes
    ----------
    by_id
        The actions, by the ids of their commands.
    """

    def __init__(self, window: QMainWindow, commands: Iterable[Command], context: CommandContext) -> None:
        self._window, self._context, self._session = window, context, context.session
        self._commands = tuple(commands)
        self.by_id = {command.id: QAction(command_text(command), window) for command in self._commands}
        for command in self._commands:
            action = self.by_id[command.id]
            action.setObjectName(command.id)
            action.setCheckable(command.checked is not None)
            action.triggered.connect(lambda _checked=False, command=command: self._run(command))
            window.addAction(action)
        session = self._session
        for events, follow in (
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
            for event in events:
                signal_of(event).connect(follow)
            follow()

    def fill_menu_bar(self) -> None:
        """Put every command that has a menu into the menu bar."""
        bar = self._window.menuBar()
        assert bar is not None  # a QMainWindow makes one
        for title in Menu:
            menu = self.menu(command.id for command in self._commands if command.menu is title)
            menu.setTitle(title.title)
            bar.addMenu(menu)

    def in_group(self, group: Group) -> tuple[QAction, ...]:
        """Return the actions whose icons stand together, in their order."""
        return tuple(self.by_id[command.id] for command in in_group(self._commands, group))

    def menu(self, ids: Iterable[str]) -> QMenu:
        """Make a menu of commands; an empty id stands for a line between them."""
        menu = QMenu(self._window)
        for command_id in ids:
            if command_id:
                menu.addAction(self.by_id[command_id])
            else:
                menu.addSeparator()
        return menu

    def pop_up(self, ids: Iterable[str], position: QPoint) -> None:
        """Show a menu of commands at a point of the screen."""
        menu = self.menu(ids)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(position)

    def _name(self) -> None:
        """Give the actions the texts, icons and keys that follow the settings."""
        settings = self._session.settings
        keys = keys_in_force(self._commands, settings.controls.keys)
        for command in self._commands:
            action = self.by_id[command.id]
            if command.label is not None:
                label = command.label(settings)
                action.setVisible(label is not None)
                action.setText(label or command_text(command))
            action.setIcon(icon(command.icon, settings.appearance.theme))
            action.setShortcuts([QKeySequence(key) for key in keys[command.id]])
            tip = action.text().replace("&", "")
            action.setToolTip(f"{tip} ({action.shortcut().toString(_NATIVE)})" if keys[command.id] else tip)

    def _run(self, command: Command) -> None:
        self._context.controllers.viewing.hold()
        command.run(self._context)
        # Qt has toggled the action by itself, whatever came of it.
        self._show_checked()

    def _show_checked(self) -> None:
        for command in self._commands:
            if command.checked is not None:
                self.by_id[command.id].setChecked(command.checked(self._session))

    def _show_enabled(self) -> None:
        for command in self._commands:
            if command.enabled is not None:
                self.by_id[command.id].setEnabled(command.enabled(self._session))
