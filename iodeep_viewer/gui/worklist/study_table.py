"""The studies that a search found, or that files of this computer hold."""

from __future__ import annotations

from PyQt6.QtCore import (
    QByteArray,
    QModelIndex,
    QPoint,
    QSortFilterProxyModel,
    Qt,
    pyqtSignal,
)
from PyQt6.QtGui import QAction
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

from iodeep_viewer.core.image_key import study_key
from iodeep_viewer.gui.state.bridge import signal_of
from iodeep_viewer.gui.state.session import Session
from iodeep_viewer.gui.style.elided_label import ElidedLabel
from iodeep_viewer.gui.worklist.study_model import DATE, SORT_ROLE, TIME, StudyModel

_WIDTHS = (150, 90, 96, 70, 56, 170, 100, 56, 60)


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
        self._sorted.setSortRole(SORT_ROLE)
        self.view = QTableView()
        self.view.setModel(self._sorted)
        self.view.setSortingEnabled(True)
        self.view.sortByColumn(DATE, Qt.SortOrder.DescendingOrder)
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
        header.setSectionHidden(TIME, True)
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
