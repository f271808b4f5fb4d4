"""Preferences: one page for each subject; nothing changes before OK."""

from __future__ import annotations

from typing import TypeVar

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
from iodeep_viewer.gui.preferences.page import Page, PageContext
from iodeep_viewer.gui.preferences.pages import all_pages
from iodeep_viewer.settings import Settings

_Page = TypeVar("_Page", bound=Page)


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
        self.page_list = QListWidget()
        self.page_list.setAccessibleName(self.tr("Subjects"))
        self.page_list.setFixedWidth(160)
        self.page_list.setSpacing(3)
        self._stack = QStackedWidget()
        context = PageContext(settings, jobs, commands)
        self._pages: list[Page] = []
        for spec in all_pages():
            page = spec.make(context)
            self._pages.append(page)
            self._stack.addWidget(page)
            self.page_list.addItem(spec.shown_title)
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

    def page(self, kind: type[_Page]) -> _Page:
        """Return the page of a class."""
        return next(page for page in self._pages if isinstance(page, kind))

    def done(self, result: int) -> None:
        """Stop the pages' jobs, and close."""
        for page in self._pages:
            page.stop()
        super().done(result)

    def _accept(self) -> None:
        settings = self._settings
        for row, page in enumerate(self._pages):
            try:
                settings = page.changed(settings)
            except IODeepError as error:
                self.page_list.setCurrentRow(row)
                self.problem.setText(str(error))
                return
        self.accepted_settings.emit(settings)
        self.accept()
