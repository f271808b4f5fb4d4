"""The studies that a search found."""

from __future__ import annotations

from typing import Any

from PyQt6.QtCore import QAbstractTableModel, QModelIndex, QSortFilterProxyModel, Qt, pyqtSignal
from PyQt6.QtWidgets import QAbstractItemView, QHeaderView, QLabel, QTableView, QVBoxLayout, QWidget

from iodeep_viewer.core.records import StudyRecord
from iodeep_viewer.gui.session import Session
from iodeep_viewer.gui.wording import count, date_for_screen

_COLUMNS = ("Patient", "ID", "Date", "Mod.", "Description", "Images", "Accession")


class StudyModel(QAbstractTableModel):
    """Studies as rows of a table."""

    def __init__(self, studies: tuple[StudyRecord, ...] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studies = studies

    def set_studies(self, studies: tuple[StudyRecord, ...]) -> None:
        """Show other studies."""
        self.beginResetModel()
        self._studies = studies
        self.endResetModel()

    def study(self, row: int) -> StudyRecord:
        """Return the study of a row."""
        return self._studies[row]

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the number of studies."""
        return 0 if parent.isValid() else len(self._studies)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the number of columns."""
        return 0 if parent.isValid() else len(_COLUMNS)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell."""
        study = self._studies[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return (
                study.patient.display_name,
                study.patient.patient_id,
                date_for_screen(study.study_date),
                "/".join(study.modalities_in_study),
                study.study_description,
                "" if study.number_of_study_related_instances is None else study.number_of_study_related_instances,
                study.accession_number,
            )[index.column()]
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the name of a column."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return _COLUMNS[section]
        return None


class StudyTable(QWidget):
    """A sortable table of studies; choosing one lists its series."""

    study_chosen = pyqtSignal(object)
    """A :class:`~iodeep_viewer.core.records.StudyRecord`."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._model = StudyModel()
        self._sorted = QSortFilterProxyModel(self)
        self._sorted.setSourceModel(self._model)
        self._sorted.setSortCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.view = QTableView()
        self.view.setModel(self._sorted)
        self.view.setSortingEnabled(True)
        self.view.sortByColumn(2, Qt.SortOrder.DescendingOrder)
        self.view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.view.setAlternatingRowColors(True)
        self.view.setShowGrid(False)
        self.view.setWordWrap(False)
        self.view.setAccessibleName("Studies")
        self.view.setToolTip("Choose a study to list its series")
        header, rows = self.view.horizontalHeader(), self.view.verticalHeader()
        if header is not None and rows is not None:
            header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
            header.setStretchLastSection(True)
            rows.hide()
            rows.setDefaultSectionSize(24)
        self.caption = QLabel("No search yet")
        self.caption.setObjectName("faint")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.caption)
        layout.addWidget(self.view)
        session.studies_changed.connect(self._show)
        selection = self.view.selectionModel()
        if selection is not None:
            selection.currentRowChanged.connect(self._choose)

    def _show(self) -> None:
        studies = self._session.studies
        self._model.set_studies(studies)
        for column, width in enumerate((150, 98, 90, 48, 170, 64, 100)):
            self.view.setColumnWidth(column, width)
        found = count(len(studies), "study", "studies")
        if not studies:
            self.caption.setText("Nothing found: loosen the search, e.g. with the wildcard *")
        elif self._session.more_studies:
            self.caption.setText(f"The first {found}: narrow the search to see the others")
        else:
            self.caption.setText(found)

    def _choose(self, current: QModelIndex) -> None:
        if current.isValid():
            self.study_chosen.emit(self._model.study(self._sorted.mapToSource(current).row()))
