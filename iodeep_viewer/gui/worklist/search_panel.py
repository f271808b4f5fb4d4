"""The search form."""

from __future__ import annotations

from datetime import date

from PyQt6.QtCore import QDate, Qt, pyqtSignal
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QDateEdit,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QWidget,
)

from iodeep_viewer.core.search import SearchForm, StudyDates
from iodeep_viewer.gui.commands.tips import set_tip
from iodeep_viewer.gui.state.session import Session
from iodeep_viewer.gui.worklist.modality_field import ModalityField
from iodeep_viewer.gui.worklist.saved_searches import SavedSearches


class SearchPanel(QFrame):
    """Matching keys of a study search; Enter in any field searches."""

    search_requested = pyqtSignal(object)
    """A :class:`~iodeep_viewer.core.records.StudyQuery`."""
    results_requested = pyqtSignal()
    """Down in a field: on to what was found."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setAccessibleName(self.tr("Search"))
        wildcards = self.tr("Whole, or with the wildcards * (anything) and ? (one character)")
        self.saved = SavedSearches(session, self.form)
        self.patient_name = _field(
            self.tr("Patient name"),
            self.tr("Family name or its beginning, then a comma and the given name; or with wildcards: *ARIA, R?SSI"),
        )
        self.patient_id = _field(self.tr("Patient ID"), wildcards)
        self.accession_number = _field(self.tr("Accession number"), wildcards)
        self.study_description = _field(self.tr("Study description"), self.tr("Any part of it; wildcards * and ?"))
        self.modality = ModalityField()
        self.dates = QComboBox()
        for dates, text in (
            (StudyDates.ANY, self.tr("Any date")),
            (StudyDates.TODAY, self.tr("Today")),
            (StudyDates.YESTERDAY, self.tr("Yesterday")),
            (StudyDates.WEEK, self.tr("Last 7 days")),
            (StudyDates.MONTH, self.tr("Last 30 days")),
            (StudyDates.RANGE, self.tr("From – to")),
        ):
            self.dates.addItem(text, dates)
        self.dates.setAccessibleName(self.tr("Study date"))
        self.dates.setToolTip(self.tr("Study date"))
        self.first_date, self.last_date = _date_field(self.tr("First date")), _date_field(self.tr("Last date"))
        self.button = QPushButton(self.tr("Search"))
        self.button.setObjectName("primary")
        set_tip(self.button, (self.tr("Search the PACS (Enter)"),), (self.tr("repeat the last search"), "search_again"))
        self.clear_button = QPushButton(self.tr("Clear"))
        self.clear_button.setToolTip(self.tr("Empty all fields"))
        self._lay_out()
        self.dates.currentIndexChanged.connect(self._show_range)
        self.button.clicked.connect(self.search)
        self.clear_button.clicked.connect(self.clear)
        self.saved.form_chosen.connect(self._search_saved)
        self._show_range()

    def form(self) -> SearchForm:
        """Return what is written in the form."""
        dates = self.dates.currentData()
        ranged = dates is StudyDates.RANGE
        return SearchForm(
            patient_name=self.patient_name.text().strip(),
            patient_id=self.patient_id.text().strip(),
            accession_number=self.accession_number.text().strip(),
            study_description=self.study_description.text().strip(),
            modalities=self.modality.modalities(),
            dates=dates,
            first_date=self.first_date.date().toString("yyyyMMdd") if ranged else "",
            last_date=self.last_date.date().toString("yyyyMMdd") if ranged else "",
        )

    def set_form(self, form: SearchForm) -> None:
        """Write a search into the form."""
        self.patient_name.setText(form.patient_name)
        self.patient_id.setText(form.patient_id)
        self.accession_number.setText(form.accession_number)
        self.study_description.setText(form.study_description)
        self.modality.set_modalities(form.modalities)
        self.dates.setCurrentIndex(self.dates.findData(form.dates))
        for edit, text in ((self.first_date, form.first_date), (self.last_date, form.last_date)):
            day = QDate.fromString(text, "yyyyMMdd")
            edit.setDate(day if day.isValid() else QDate.currentDate())

    def search(self) -> None:
        """Emit what the form asks for."""
        self.search_requested.emit(self.form().query(date.today()))

    def clear(self) -> None:
        """Empty all fields."""
        self.set_form(SearchForm())
        self.patient_name.setFocus()

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Search on Enter in any field; on a button it is that button that is meant. Down leads to what was found."""
        if event is not None and event.key() == Qt.Key.Key_Down and isinstance(self.focusWidget(), QLineEdit):
            self.results_requested.emit()
            return
        if event is None or event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        focused = self.focusWidget()
        if isinstance(focused, QAbstractButton):
            focused.click()
        else:
            self.search()

    def _search_saved(self, form: SearchForm) -> None:
        self.set_form(form)
        self.search()

    def _lay_out(self) -> None:
        layout = QGridLayout(self)
        layout.setContentsMargins(10, 8, 10, 8)
        layout.setSpacing(6)
        self._range = QWidget()
        row = QHBoxLayout(self._range)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.first_date)
        row.addWidget(self.last_date)
        buttons = QHBoxLayout()
        buttons.addWidget(self.button, 2)
        buttons.addWidget(self.clear_button, 1)
        layout.addWidget(self.patient_name, 0, 0, 1, 2)
        layout.addWidget(self.patient_id, 1, 0)
        layout.addWidget(self.accession_number, 1, 1)
        layout.addWidget(self.dates, 2, 0)
        layout.addWidget(self.modality, 2, 1)
        layout.addWidget(self._range, 3, 0, 1, 2)
        layout.addWidget(self.study_description, 4, 0, 1, 2)
        layout.addLayout(buttons, 5, 0, 1, 2)
        layout.addWidget(self.saved, 6, 0, 1, 2)
        layout.setColumnStretch(0, 1)
        layout.setColumnStretch(1, 1)

    def _show_range(self) -> None:
        self._range.setVisible(self.dates.currentData() is StudyDates.RANGE)


def _field(name: str, hint: str) -> QLineEdit:
    edit = QLineEdit()
    edit.setPlaceholderText(name)
    edit.setAccessibleName(name)
    edit.setToolTip(f"{name}. {hint}")
    edit.setClearButtonEnabled(True)
    # A file that is dropped here is meant for the window.
    edit.setAcceptDrops(False)
    return edit


def _date_field(name: str) -> QDateEdit:
    edit = QDateEdit(QDate.currentDate())
    edit.setCalendarPopup(True)
    edit.setDisplayFormat("yyyy-MM-dd")
    edit.setAccessibleName(name)
    edit.setToolTip(name)
    edit.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return edit
