"""Studies as rows of a table."""

from __future__ import annotations

from typing import Any

from PyQt6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    Qt,
)
from PyQt6.QtGui import QFont
from PyQt6.QtWidgets import (
    QWidget,
)

from iodeep_viewer.core.image_key import StudyKey, study_key
from iodeep_viewer.core.records import StudyRecord
from iodeep_viewer.gui.style.wording import date_for_screen, time_for_screen

PATIENT, ID, DATE, TIME, MODALITY, DESCRIPTION, ACCESSION, SERIES, IMAGES = range(9)
SORT_ROLE = Qt.ItemDataRole.UserRole


class StudyModel(QAbstractTableModel):
    """Studies as rows of a table; those that are open are marked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studies: tuple[StudyRecord, ...] = ()
        self._open: frozenset[StudyKey] = frozenset()
        self._headings = (
            self.tr("Patient"),
            self.tr("ID"),
            self.tr("Date"),
            self.tr("Time"),
            self.tr("Mod."),
            self.tr("Description"),
            self.tr("Accession"),
            self.tr("Series"),
            self.tr("Images"),
        )

    def set_studies(self, studies: tuple[StudyRecord, ...]) -> None:
        """Show other studies."""
        self.beginResetModel()
        self._studies = studies
        self.endResetModel()

    def set_open(self, studies: frozenset[StudyKey]) -> None:
        """Mark the studies of which a series is open."""
        if studies == self._open:
            return
        self._open = studies
        if self._studies:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._studies) - 1, len(self._headings) - 1))

    def study(self, row: int) -> StudyRecord:
        """Return the study of a row."""
        return self._studies[row]

    def row_of(self, study: StudyRecord) -> int | None:
        """Return the row of a study, or None."""
        keys = [study_key(item) for item in self._studies]
        return keys.index(study_key(study)) if study_key(study) in keys else None

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the number of studies."""
        return 0 if parent.isValid() else len(self._studies)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self._headings)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell."""
        study = self._studies[index.row()]
        is_open = study_key(study) in self._open
        if role == Qt.ItemDataRole.DisplayRole:
            text = _cells(study)[index.column()]
            return f"● {text}" if is_open and index.column() == PATIENT else text
        if role == Qt.ItemDataRole.ToolTipRole:
            text = str(_cells(study)[index.column()])
            return self.tr("{} (open)").format(text) if is_open else text
        if role == SORT_ROLE:
            return _keys(study)[index.column()]
        if role == Qt.ItemDataRole.FontRole and is_open:
            font = QFont()
            font.setBold(True)
            return font
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in (SERIES, IMAGES):
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the name of a column."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self._headings[section]
        return None


def _cells(study: StudyRecord) -> tuple[str, ...]:
    series, images = study.number_of_study_related_series, study.number_of_study_related_instances
    return (
        study.patient.display_name,
        study.patient.patient_id,
        date_for_screen(study.study_date),
        time_for_screen(study.study_time),
        "/".join(study.modalities_in_study),
        study.study_description,
        study.accession_number,
        "" if series is None else str(series),
        "" if images is None else str(images),
    )


def _keys(study: StudyRecord) -> tuple[str | int, ...]:
    """Return the sort key of each column: a date with its time, counts as numbers, names in any case."""
    cells: tuple[str | int, ...] = tuple(text.casefold() for text in _cells(study))
    series, images = study.number_of_study_related_series, study.number_of_study_related_instances
    return (
        *cells[:DATE],
        study.study_date + study.study_time,
        *cells[TIME:SERIES],
        -1 if series is None else series,
        -1 if images is None else images,
    )
