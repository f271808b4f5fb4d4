"""The left side of the window: search, studies, other studies of the patient, series."""

from __future__ import annotations

from PyQt6.QtCore import QSettings, Qt, pyqtSignal
from PyQt6.QtWidgets import QSplitter, QWidget

from iodeep_viewer.gui.commands.focus_keys import FocusKeys
from iodeep_viewer.gui.controllers.controllers import Controllers
from iodeep_viewer.gui.state.session import Session
from iodeep_viewer.gui.worklist.prior_list import PriorList
from iodeep_viewer.gui.worklist.search_panel import SearchPanel
from iodeep_viewer.gui.worklist.series_list import SeriesList
from iodeep_viewer.gui.worklist.study_table import StudyTable


class Worklist(QSplitter):
    """Search of studies, and the list of series to open."""

    series_opened = pyqtSignal()
    """A series was asked for: from now on the keys are those of the slice."""

    def __init__(self, session: Session, controllers: Controllers, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.search_panel = SearchPanel(session)
        self.study_table = StudyTable(session)
        self.prior_list = PriorList(session)
        self.series_list = SeriesList(session)
        for widget in (self.search_panel, self.study_table, self.prior_list, self.series_list):
            self.addWidget(widget)
        self.setStretchFactor(1, 3)
        self.setStretchFactor(3, 2)
        self.setChildrenCollapsible(False)
        search, recent, saved = controllers.search, controllers.recent, self.search_panel.saved
        self.search_panel.search_requested.connect(search.search)
        saved.study_chosen.connect(search.choose_recent)
        saved.save_requested.connect(recent.save_search)
        saved.rename_requested.connect(recent.rename_search)
        saved.delete_requested.connect(recent.delete_search)
        saved.forget_requested.connect(recent.forget_studies)
        self.study_table.study_chosen.connect(search.choose_study)
        self.study_table.more_requested.connect(search.search_more)
        self.study_table.close_requested.connect(search.close_files)
        self.prior_list.study_chosen.connect(search.choose_study)
        self.series_list.series_chosen.connect(controllers.reading.open_series)
        self.series_list.series_chosen.connect(lambda _record: self.series_opened.emit())
        self.search_panel.results_requested.connect(self.study_table.view.setFocus)
        self._focus_keys = FocusKeys(self)
        for view in (self.study_table.view, self.prior_list.view, self.series_list.view):
            self._focus_keys.keep_navigation(view)
        self._focus_keys.keep_form(self.search_panel)

    def restore(self, store: QSettings) -> None:
        """Take up sizes and columns as they were left."""
        self.study_table.restore(store.value("study_columns"))
        state = store.value("worklist")
        if state is not None:
            self.restoreState(state)

    def save(self, store: QSettings) -> None:
        """Remember sizes and columns."""
        store.setValue("study_columns", self.study_table.state())
        store.setValue("worklist", self.saveState())
