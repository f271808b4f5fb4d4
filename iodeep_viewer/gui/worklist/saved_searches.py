"""Searches under names, and the studies opened last."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import QComboBox, QHBoxLayout, QInputDialog, QMenu, QToolButton, QWidget

from iodeep_viewer.core.search import SearchForm
from iodeep_viewer.gui.state.bridge import signal_of
from iodeep_viewer.gui.state.session import Session
from iodeep_viewer.gui.style.wording import date_for_screen, name_for_screen
from iodeep_viewer.gui.worklist.modality_field import NO_INDICATOR

_LONGEST_NAME = 60


class SavedSearches(QWidget):
    """A list of saved searches, of which choosing one searches; menus to keep them and for recent studies.

    Parameters
    ----------
    form
        Returns what is written in the search form now.
    """

    form_chosen = pyqtSignal(object)
    """A :class:`~iodeep_viewer.core.search.SearchForm`."""
    study_chosen = pyqtSignal(object)
    """A :class:`~iodeep_viewer.workflows.recent.RecentStudy`."""
    save_requested = pyqtSignal(str, object)
    rename_requested = pyqtSignal(str, str)
    delete_requested = pyqtSignal(str)
    forget_requested = pyqtSignal()

    def __init__(self, session: Session, form: Callable[[], SearchForm], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._form = session, form
        self.combo = QComboBox()
        self.combo.setAccessibleName(self.tr("Saved searches"))
        self.combo.setToolTip(self.tr("Choose a saved search to search for it"))
        self.combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.edit_menu, self.recent_menu = QMenu(self), QMenu(self)
        self.edit_button = _button(self.edit_menu, "…", self.tr("Save, rename or delete a search"))
        self.recent_button = _button(self.recent_menu, self.tr("Recent ▾"), self.tr("Studies opened last"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.combo, 1)
        layout.addWidget(self.edit_button)
        layout.addWidget(self.recent_button)
        self.combo.activated.connect(self._choose)
        self.edit_menu.aboutToShow.connect(self._fill_edit_menu)
        self.recent_menu.aboutToShow.connect(self._fill_recent_menu)
        signal_of(session.recent_changed).connect(self._show)
        self._show()

    @property
    def chosen(self) -> str:
        """Name of the saved search that is chosen; empty for none."""
        return self.combo.currentData() or ""

    def _show(self) -> None:
        before = self.chosen
        self.combo.clear()
        self.combo.addItem(self.tr("Saved searches"), "")
        for name in self._session.recent.searches:
            self.combo.addItem(name, name)
        self.combo.setCurrentIndex(max(0, self.combo.findData(before)))

    def _choose(self) -> None:
        form = self._session.recent.searches.get(self.chosen)
        if form is not None:
            self.form_chosen.emit(form)

    def _fill_edit_menu(self) -> None:
        self.edit_menu.clear()
        name = self.chosen
        self.edit_menu.addAction(self.tr("Save this search …"), self._save)
        rename = self.edit_menu.addAction(self.tr("Rename “{}” …").format(name or "–"), self._rename)
        delete = self.edit_menu.addAction(
            self.tr("Delete “{}”").format(name or "–"), lambda: self.delete_requested.emit(name)
        )
        for action in (rename, delete):
            if action is not None:
                action.setEnabled(bool(name))

    def _fill_recent_menu(self) -> None:
        self.recent_menu.clear()
        node = self._session.node
        studies = [item for item in self._session.recent.studies if node is not None and item.node == node.name]
        for study in studies:
            parts = (name_for_screen(study.patient_name), date_for_screen(study.study_date), study.study_description)
            text = " · ".join(part for part in parts if part) or study.study_instance_uid
            self.recent_menu.addAction(text.replace("&", "&&"), partial(self.study_chosen.emit, study))
        if not studies:
            none = self.recent_menu.addAction(self.tr("No study was opened yet"))
            if none is not None:
                none.setEnabled(False)
        self.recent_menu.addSeparator()
        forget = self.recent_menu.addAction(self.tr("Forget recent studies"), self.forget_requested.emit)
        if forget is not None:
            forget.setEnabled(bool(self._session.recent.studies))

    def _save(self) -> None:
        def save(name: str) -> None:
            form = self._form()
            self.save_requested.emit(name, form)
            self.combo.setCurrentIndex(max(0, self.combo.findData(name)))

        self._ask(self.tr("Save this search"), self.chosen, save)

    def _rename(self) -> None:
        name = self.chosen

        def rename(to: str) -> None:
            self.rename_requested.emit(name, to)
            self.combo.setCurrentIndex(max(0, self.combo.findData(to)))

        self._ask(self.tr("Rename the search"), name, rename)

    def _ask(self, title: str, name: str, take: Callable[[str], None]) -> None:
        """Ask for a name; one that is taken already stands for what is replaced."""
        dialog = QInputDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(title)
        dialog.setLabelText(self.tr("Name:"))
        dialog.setTextValue(name)

        def accept(text: str) -> None:
            text = " ".join(text.split())[:_LONGEST_NAME]
            if text:
                take(text)

        dialog.textValueSelected.connect(accept)
        dialog.open()


def _button(menu: QMenu, text: str, hint: str) -> QToolButton:
    button = QToolButton()
    button.setText(text)
    button.setMenu(menu)
    button.setStyleSheet(NO_INDICATOR)
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setAccessibleName(hint)
    button.setToolTip(hint)
    return button
