"""Preferences: one page for each subject; nothing changes before OK."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from iodeep_viewer.errors import IODeepError
from iodeep_viewer.gui.commands.command import Command
from iodeep_viewer.gui.jobs import Jobs
from iodeep_viewer.gui.preferences.general import GeneralPage
from iodeep_viewer.gui.preferences.keys import KeysPage
from iodeep_viewer.gui.preferences.networks import NetworksPage
from iodeep_viewer.gui.preferences.pacs import PacsPage
from iodeep_viewer.gui.preferences.reading import ReadingPage
from iodeep_viewer.settings import Settings


class PreferencesDialog(QDialog):
    """Edits a copy of the settings, page by page."""

    accepted_settings = pyqtSignal(object)
    """The new :class:`~iodeep_viewer.settings.Settings`."""

    def __init__(
        self, settings: Settings, jobs: Jobs, commands: tuple[Command, ...], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Preferences"))
        self.resize(820, 560)
        self._settings = settings
        self.pacs = PacsPage(settings, jobs)
        self.networks = NetworksPage(settings)
        self.reading = ReadingPage(settings)
        self.keys = KeysPage(settings, commands)
        self.general = GeneralPage(settings)
        self._pages: dict[QWidget, Callable[[Settings], Settings]] = {
            page: page.changed for page in (self.pacs, self.networks, self.reading, self.keys, self.general)
        }
        self.page_list = QListWidget()
        self.page_list.setAccessibleName(self.tr("Subjects"))
        self.page_list.setFixedWidth(160)
        self.page_list.setSpacing(3)
        subjects = [self.tr("PACS"), self.tr("Networks"), self.tr("Mouse and windows"), self.tr("Keys")]
        self.page_list.addItems([*subjects, self.tr("General")])
        self._stack = QStackedWidget()
        for page in self._pages:
            self._stack.addWidget(page)
        self.problem = QLabel()
        self.problem.setObjectName("bad")
        self.problem.setWordWrap(True)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        row = QHBoxLayout()
        row.addWidget(self.page_list)
        row.addWidget(self._stack, 1)
        layout = QVBoxLayout(self)
        layout.addLayout(row, 1)
        layout.addWidget(self.problem)
        layout.addWidget(self.buttons)
        self.page_list.currentRowChanged.connect(self._stack.setCurrentIndex)
        self.page_list.setCurrentRow(0)
        self.buttons.accepted.connect(self._accept)
        self.buttons.rejected.connect(self.reject)

    def done(self, result: int) -> None:
        """Give up a check that still runs, and close."""
        self.pacs.stop()
        super().done(result)

    def _accept(self) -> None:
        settings = self._settings
        for row, changed in enumerate(self._pages.values()):
            try:
                settings = changed(settings)
            except IODeepError as error:
                self.page_list.setCurrentRow(row)
                self.problem.setText(str(error))
                return
        self.accepted_settings.emit(settings)
        self.accept()
