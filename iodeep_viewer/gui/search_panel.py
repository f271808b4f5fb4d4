"""The search form."""

from __future__ import annotations

from datetime import date, timedelta

from PyQt6.QtCore import QDate, pyqtSignal
from PyQt6.QtWidgets import QComboBox, QDateEdit, QFormLayout, QFrame, QHBoxLayout, QLineEdit, QPushButton, QWidget

from iodeep_viewer.core.records import StudyQuery
from iodeep_viewer.gui.reading_intents import date_range

_MODALITIES = ("", "CR", "CT", "DX", "MG", "MR", "NM", "OT", "PT", "RF", "US", "XA")
_ANY, _TODAY, _YESTERDAY, _WEEK, _MONTH, _RANGE = range(6)
_DATES = ("Any date", "Today", "Yesterday", "Last 7 days", "Last 30 days", "From – to")


class SearchPanel(QFrame):
    """Matching keys of a study search; Enter in any field searches."""

    search_requested = pyqtSignal(object)
    """A :class:`~iodeep_viewer.core.records.StudyQuery`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setAccessibleName("Search")
        self.patient_name = _field("Patient name", "Family name, or with wildcards: RO*, *ARIA, R?SSI")
        self.patient_id = _field("Patient ID", "Whole, or with the wildcards * and ?")
        self.accession_number = _field("Accession number", "Whole, or with the wildcards * and ?")
        self.study_description = _field("Study description", "Any part of it")
        self.modality = QComboBox()
        self.modality.setEditable(True)
        self.modality.addItems(_MODALITIES)
        self.modality.setAccessibleName("Modality")
        self.modality.setToolTip("Modality in the study; empty means any")
        self.dates = QComboBox()
        self.dates.addItems(_DATES)
        self.dates.setAccessibleName("Study date")
        self.first_date, self.last_date = _date_field("First date"), _date_field("Last date")
        self.button = QPushButton("Search")
        self.button.setObjectName("primary")
        self.button.setToolTip("Search the PACS (Enter; F5 repeats the last search)")
        self._lay_out()
        self.dates.currentIndexChanged.connect(self._show_range)
        self.button.clicked.connect(self.search)
        modality_edit = self.modality.lineEdit()
        edits = [self.patient_name, self.patient_id, self.accession_number, self.study_description, modality_edit]
        for edit in edits:
            if edit is not None:
                edit.returnPressed.connect(self.search)
        self._show_range()

    def query(self) -> StudyQuery:
        """Return what the form asks for: names match from their beginning, descriptions as a part."""
        return StudyQuery(
            patient_name=_starts(self.patient_name.text()),
            patient_id=_key(self.patient_id.text()),
            accession_number=_key(self.accession_number.text()),
            study_date=self._study_date(),
            modalities=tuple(filter(None, (_key(self.modality.currentText()).upper(),))),
            study_description=_contains(self.study_description.text()),
        )

    def search(self) -> None:
        """Emit what the form asks for."""
        self.search_requested.emit(self.query())

    def _lay_out(self) -> None:
        layout = QFormLayout(self)
        layout.setContentsMargins(10, 8, 10, 8)
        layout.setVerticalSpacing(5)
        layout.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        layout.addRow("Name", self.patient_name)
        layout.addRow("ID", self.patient_id)
        layout.addRow("Accession", self.accession_number)
        layout.addRow("Date", self.dates)
        self._range = QWidget()
        row = QHBoxLayout(self._range)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.first_date)
        row.addWidget(self.last_date)
        layout.addRow("", self._range)
        layout.addRow("Modality", self.modality)
        layout.addRow("Description", self.study_description)
        layout.addRow(self.button)
        self._form = layout

    def _show_range(self) -> None:
        self._form.setRowVisible(self._range, self.dates.currentIndex() == _RANGE)

    def _study_date(self) -> str:
        today = date.today()
        chosen = self.dates.currentIndex()
        if chosen == _RANGE:
            first, last = self.first_date.date().toPyDate(), self.last_date.date().toPyDate()
            return date_range(min(first, last), max(first, last))
        if chosen == _YESTERDAY:
            return date_range(today - timedelta(1), today - timedelta(1))
        days = {_TODAY: 0, _WEEK: 6, _MONTH: 29}.get(chosen)
        return "" if days is None else date_range(today - timedelta(days), today)


def _starts(text: str) -> str:
    """A name as the table shows it, ``Rossi, Anna``, becomes ``Rossi^Anna*``."""
    text = "^".join(part.strip() for part in _key(text).split(","))
    return text if not text or "*" in text or "?" in text else f"{text}*"


def _key(text: str) -> str:
    # A backslash would make a list of values of it (PS3.5 section 6.4).
    return text.replace("\\", " ").strip()


def _contains(text: str) -> str:
    text = _key(text)
    return text if not text or "*" in text or "?" in text else f"*{text}*"


def _field(name: str, hint: str) -> QLineEdit:
    edit = QLineEdit()
    edit.setAccessibleName(name)
    edit.setToolTip(hint)
    edit.setClearButtonEnabled(True)
    return edit


def _date_field(name: str) -> QDateEdit:
    edit = QDateEdit(QDate.currentDate())
    edit.setCalendarPopup(True)
    edit.setDisplayFormat("yyyy-MM-dd")
    edit.setAccessibleName(name)
    return edit
