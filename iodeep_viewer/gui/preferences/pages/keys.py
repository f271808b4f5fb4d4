"""Preferences: the keys of every command."""

from __future__ import annotations

from dataclasses import replace

from PyQt6.QtCore import QT_TRANSLATE_NOOP, Qt
from PyQt6.QtGui import QKeySequence
from PyQt6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from iodeep_viewer.errors import SettingsError
from iodeep_viewer.gui.commands.command import Command, command_text
from iodeep_viewer.gui.commands.keys import changes, conflicts, keys_in_force
from iodeep_viewer.gui.preferences.page import Page, PageSpec
from iodeep_viewer.settings import Settings

_NAME_ROLE = Qt.ItemDataRole.UserRole


class KeysPage(Page):
    """A table of commands; the key of the chosen one is pressed into a field."""

    def __init__(self, settings: Settings, commands: tuple[Command, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._commands = commands
        self._keys = keys_in_force(commands, settings.controls.keys)
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(self.tr("Find a command or key"))
        self.filter.setAccessibleName(self.tr("Find a command or key"))
        self.filter.setClearButtonEnabled(True)
        self.table = QTableWidget(len(commands), 2)
        self.table.setTabKeyNavigation(False)
        self.table.setHorizontalHeaderLabels([self.tr("Command"), self.tr("Keys")])
        self.table.setAccessibleName(self.tr("Keys of the commands"))
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        for header, mode in ((0, QHeaderView.ResizeMode.Stretch), (1, QHeaderView.ResizeMode.ResizeToContents)):
            horizontal, vertical = self.table.horizontalHeader(), self.table.verticalHeader()
            assert horizontal is not None
            assert vertical is not None
            horizontal.setSectionResizeMode(header, mode)
            vertical.hide()
        self.edit = QKeySequenceEdit()
        self.edit.setMaximumSequenceLength(1)
        self.edit.setClearButtonEnabled(True)
        self.edit.setAccessibleName(self.tr("New key of the chosen command"))
        self.usual_button = QPushButton(self.tr("Usual key"))
        self.usual_button.setToolTip(self.tr("Give the chosen command its usual keys again"))
        self.all_usual_button = QPushButton(self.tr("All usual keys"))
        self.problem = QLabel()
        self.problem.setObjectName("bad")
        self.problem.setWordWrap(True)
        self._lay_out()
        self._fill()
        self.filter.textChanged.connect(self._filter)
        self.table.currentCellChanged.connect(lambda row, *_: self._show_key(row))
        self.edit.keySequenceChanged.connect(self._take_key)
        self.usual_button.clicked.connect(self._make_usual)
        self.all_usual_button.clicked.connect(self._make_all_usual)
        self.table.setCurrentCell(0, 0)

    def changed(self, settings: Settings) -> Settings:
        """Return settings with the keys of this page.

        Raises
        ------
        SettingsError
            If two commands have the same key.
        """
        if found := self._conflict():
            raise SettingsError(found, self.tr("Give one of them another key."))
        return replace(settings, controls=replace(settings.controls, keys=changes(self._commands, self._keys)))

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(QLabel(self.tr("Press a key:")))
        row.addWidget(self.edit, 1)
        row.addWidget(self.usual_button)
        row.addWidget(self.all_usual_button)
        layout = QVBoxLayout(self)
        layout.addWidget(self.filter)
        layout.addWidget(self.table, 1)
        layout.addLayout(row)
        layout.addWidget(self.problem)

    def _fill(self) -> None:
        clashing = {name for names in conflicts(self._keys).values() for name in names}
        for row, command in enumerate(self._commands):
            text, keys = command_text(command), ", ".join(_native(self._keys[command.id]))
            if command.id in clashing:
                keys += "  ⚠"
            for column, value in enumerate((text, keys)):
                item = QTableWidgetItem(value)
                item.setData(_NAME_ROLE, command.id)
                self.table.setItem(row, column, item)
        self.problem.setText(self._conflict())

    def _conflict(self) -> str:
        by_name = {command.id: command_text(command) for command in self._commands}
        for key, names in conflicts(self._keys).items():
            listed = ", ".join(f"“{by_name[name]}”" for name in names)
            return self.tr("{} is the key of {}.").format(_native((key,))[0], listed)
        return ""

    def _filter(self, text: str) -> None:
        for row in range(self.table.rowCount()):
            items = (self.table.item(row, column) for column in range(2))
            found = any(item is not None and text.casefold() in item.text().casefold() for item in items)
            self.table.setRowHidden(row, not found)

    def _name(self) -> str:
        return self._commands[max(0, self.table.currentRow())].id

    def _show_key(self, row: int) -> None:
        if row >= 0:
            keys = self._keys[self._commands[row].id]
            blocked = self.edit.blockSignals(True)
            self.edit.setKeySequence(QKeySequence(keys[0]) if keys else QKeySequence())
            self.edit.blockSignals(blocked)

    def _take_key(self) -> None:
        sequence, name = self.edit.keySequence().toString(), self._name()
        before = self._keys[name]
        if sequence != (before[0] if before else ""):
            self._keys[name] = (sequence,) if sequence else ()
            self._fill()

    def _make_usual(self) -> None:
        self._keys[self._name()] = keys_in_force(self._commands, {})[self._name()]
        self._fill()
        self._show_key(self.table.currentRow())

    def _make_all_usual(self) -> None:
        self._keys = keys_in_force(self._commands, {})
        self._fill()
        self._show_key(self.table.currentRow())


def _native(keys: tuple[str, ...]) -> list[str]:
    return [QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) for key in keys]


PAGE = PageSpec(
    QT_TRANSLATE_NOOP("PreferencePages", "Keys"), 50, lambda context: KeysPage(context.settings, context.commands)
)
