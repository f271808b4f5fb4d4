"""The studies that a search found, or that files of this computer hold."""

from __future__ import annotations

from typing import Any

from PyQt6.QtCore import (
    QAbstractTableModel,
    QByteArray,
    QModelIndex,
    QPoint,
    QSortFilterProxyModel,
    Qt,
    pyqtSignal,
)
from PyQt6.QtGui import QAction, QFont
from PyQt6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from iodeep_viewer.core.image_key import StudyKey, study_key
from iodeep_viewer.core.records import StudyRecord
from iodeep_viewer.gui.state.bridge import signal_of
from iodeep_viewer.gui.state.session import Session
from iodeep_viewer.gui.style.elided_label import ElidedLabel
from iodeep_viewer.gui.style.wording import date_for_screen, time_for_screen

_PATIENT, _ID, _DATE, _TIME, _MODALITY, _DESCRIPTION, _ACCESSION, _SERIES, _IMAGES = range(9)
_WIDTHS = (150, 90, 96, 70, 56, 170, 100, 56, 60)
_SORT_ROLE = Qt.ItemDataRole.UserRole


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
            return f"● {text}" if is_open and index.column() == _PATIENT else text
        if role == Qt.ItemDataRole.ToolTipRole:
            text = str(_cells(study)[index.column()])
            return self.tr("{} (open)").format(text) if is_open else text
        if role == _SORT_ROLE:
            return _keys(study)[index.column()]
        if role == Qt.ItemDataRole.FontRole and is_open:
            font = QFont()
            font.setBold(True)
            return font
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in (_SERIES, _IMAGES):
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
        *cells[:_DATE],
        study.study_date + study.study_time,
        *cells[_TIME:_SERIES],
        -1 if series is None else series,
        -1 if images is None else images,
    )


class StudyTable(QWidget):
    """A table of studies to sort and arrange; choosing one lists its series."""

    study_chosen = pyqtSignal(object)
    """A :class:`~iodeep_viewer.core.records.StudyRecord`."""
    more_requested = pyqtSignal()
    close_requested = pyqtSignal()
    """Back from files of this computer to the PACS."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._model = StudyModel(self)
        self._sorted = QSortFilterProxyModel(self)
        self._sorted.setSourceModel(self._model)
        self._sorted.setSortRole(_SORT_ROLE)
        self.view = QTableView()
        self.view.setModel(self._sorted)
        self.view.setSortingEnabled(True)
        self.view.sortByColumn(_DATE, Qt.SortOrder.DescendingOrder)
        self.view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.view.setAlternatingRowColors(True)
        self.view.setShowGrid(False)
        self.view.setWordWrap(False)
        self.view.setTabKeyNavigation(False)
        self.view.setAccessibleName(self.tr("Studies"))
        self.view.setToolTip(
            self.tr("Choose a study to list its series; right-click the headings to choose the columns")
        )
        self._set_up_header()
        self.source = ElidedLabel()
        self.source.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.source.setObjectName("attention")
        self.source.setTextFormat(Qt.TextFormat.PlainText)
        self.caption = QLabel(self.tr("No search yet"))
        self.caption.setObjectName("faint")
        self.caption.setWordWrap(True)
        self.more_button = QPushButton(self.tr("More"))
        self.more_button.setToolTip(self.tr("Ask the PACS for twice as many studies"))
        self.close_button = QPushButton()
        self.close_button.setToolTip(self.tr("Close these files and list the studies of the PACS again"))
        self._lay_out()
        self.more_button.clicked.connect(self.more_requested)
        self.close_button.clicked.connect(self.close_requested)
        signal_of(session.studies_changed).connect(self._show)
        signal_of(session.source_changed).connect(self._show_source)
        signal_of(session.settings_changed).connect(self._name_source)
        signal_of(session.opened_changed).connect(self._mark_open)
        signal_of(session.study_changed).connect(self._select)
        selection = self.view.selectionModel()
        if selection is not None:
            selection.currentRowChanged.connect(self._choose)
        self.view.clicked.connect(self._choose_again)
        self._show_source()

    def state(self) -> QByteArray:
        """Return widths, order, sorting and visibility of the columns."""
        return self._header().saveState()

    def restore(self, state: object) -> None:
        """Arrange the columns as :meth:`state` says; anything else is ignored."""
        if isinstance(state, QByteArray) and self._header().restoreState(state):
            header = self._header()
            self.view.sortByColumn(header.sortIndicatorSection(), header.sortIndicatorOrder())

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.addWidget(self.caption, 1)
        above.addWidget(self.more_button)
        above.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.source)
        layout.addLayout(above)
        layout.addWidget(self.view)
        self.more_button.hide()

    def _header(self) -> QHeaderView:
        header = self.view.horizontalHeader()
        assert header is not None  # a QTableView always has one
        return header

    def _set_up_header(self) -> None:
        header, rows = self._header(), self.view.verticalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionsMovable(True)
        header.setMinimumSectionSize(36)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._show_columns_menu)
        header.setSectionHidden(_TIME, True)
        for column, width in enumerate(_WIDTHS):
            self.view.setColumnWidth(column, width)
        if rows is not None:
            rows.hide()
            rows.setDefaultSectionSize(rows.fontMetrics().height() + 8)

    def columns_menu(self) -> QMenu:
        """Return a menu that shows and hides columns; the patient's name stays."""
        menu, header = QMenu(self), self._header()
        for column in range(1, self._model.columnCount()):
            action = QAction(self._model.headerData(column, Qt.Orientation.Horizontal), menu)
            action.setCheckable(True)
            action.setChecked(not header.isSectionHidden(column))
            action.toggled.connect(lambda shown, column=column: header.setSectionHidden(column, not shown))
            menu.addAction(action)
        return menu

    def _show_columns_menu(self, position: QPoint) -> None:
        menu = self.columns_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._header().mapToGlobal(position))

    def _show_source(self) -> None:
        self._name_source()
        if self._session.files is None:
            self.caption.setText(self.tr("No search yet"))

    def _name_source(self) -> None:
        files, node = self._session.files, self._session.node
        for widget in (self.source, self.close_button):
            widget.setVisible(files is not None)
        if files is not None:
            self.source.setText(self.tr("On this computer: {}").format(files.name))
            self.source.setToolTip(self.source.text())
            self.close_button.setText(self.tr("Back to {}").format(node.name) if node else self.tr("Close"))

    def _show(self) -> None:
        session, studies = self._session, self._session.studies
        self._model.set_studies(studies)
        self._mark_open()
        self._select()
        number = len(studies)
        found = (self.tr("{} study") if number == 1 else self.tr("{} studies")).format(number)
        if not studies:
            found = self.tr("Nothing found: loosen the search, e.g. with the wildcard *")
        elif session.cut_off:
            found = self.tr("{}; the PACS gives no more at once: narrow the search").format(found)
        elif session.more_studies:
            found = self.tr("The first {}; there are more").format(found)
        self.caption.setText(found)
        self.more_button.setVisible(session.more_studies and not session.cut_off)

    def _mark_open(self) -> None:
        """Mark open studies of the source that is listed."""
        archive = self._session.archive
        self._model.set_open(
            frozenset(
                study_key(opened.study)
                for opened in self._session.all_opened()
                if opened.study is not None and opened.archive == archive
            )
        )

    def _select(self) -> None:
        """Keep the selection on the study that is chosen, wherever it was chosen."""
        study = self._session.study
        row = None if study is None else self._model.row_of(study)
        selection = self.view.selectionModel()
        if selection is None:
            return
        if row is None:
            self.view.clearSelection()
            self.view.setCurrentIndex(QModelIndex())
        elif self._sorted.mapToSource(self.view.currentIndex()).row() != row:
            blocked = selection.blockSignals(True)
            self.view.selectRow(self._sorted.mapFromSource(self._model.index(row, 0)).row())
            selection.blockSignals(blocked)
            self.view.viewport().update()  # type: ignore[union-attr]  # every view has one

    def _choose(self, current: QModelIndex) -> None:
        if current.isValid():
            self.study_chosen.emit(self._model.study(self._sorted.mapToSource(current).row()))

    def _choose_again(self, clicked: QModelIndex) -> None:
        """List the series of the current row again after those of another study were listed in between."""
        study = self._model.study(self._sorted.mapToSource(clicked).row())
        if self._session.study != study:
            self.study_chosen.emit(study)
