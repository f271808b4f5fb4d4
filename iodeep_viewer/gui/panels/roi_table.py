"""The list of regions: those under review, then those that are stored."""

from __future__ import annotations

from PyQt6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, Qt, pyqtSignal
from PyQt6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from iodeep_viewer.core.findings import ReviewChange
from iodeep_viewer.core.regions import Roi, RoiState
from iodeep_viewer.gui.commands.tips import set_tip
from iodeep_viewer.gui.panels.roi_model import DOT, LABEL, ORIGIN, RoiModel, StoredRoi
from iodeep_viewer.gui.state.bridge import signal_of, signal_with
from iodeep_viewer.gui.state.session import Session

_PADDING = 14
_LABEL_WIDTHS = (70, 240)
_LABEL_PADDING = 24
_ORIGIN_WIDTH = 40
_SAMPLE = 200
"""Rows whose labels decide on the width of their column."""


class RoiTable(QTableView):
    """One row a region; several can be selected. Stored ones are read-only."""

    rois_selected = pyqtSignal(object)
    """Identifiers of the selected regions."""
    menu_requested = pyqtSignal(QPoint)
    """Right click on a region under review, in global coordinates."""
    stored_menu_requested = pyqtSignal(object, QPoint)
    """Right click on a stored region: the Roi, and where."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._following = False
        self.regions = RoiModel(self)
        self.setModel(self.regions)
        self.setAccessibleName(self.tr("Regions of interest"))
        set_tip(
            self,
            (self.tr("Choose regions, several with Ctrl+click"),),
            (self.tr("step through them"), "next_roi", "previous_roi"),
        )
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        header, rows = self.horizontalHeader(), self.verticalHeader()
        if header is not None and rows is not None:
            rows.hide()
            rows.setDefaultSectionSize(24)
            rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setMinimumSectionSize(24)
            header.setStretchLastSection(True)
        selection = self.selectionModel()
        assert selection is not None  # a view with a model has one
        self._selection = selection
        selection.selectionChanged.connect(self._emit_selection)
        self.customContextMenuRequested.connect(self._ask_for_menu)
        signal_with(session.review_changed).connect(self._follow_review)
        signal_of(session.stored_changed).connect(self._show_rows)
        signal_of(session.series_changed).connect(self._follow_series)
        signal_of(session.selection_changed).connect(self._show_selection)
        self._follow_series()
        self._show_rows()

    def _follow_series(self) -> None:
        self.regions.set_series(self._session.series)

    def _follow_review(self, change: ReviewChange) -> None:
        """Draw the rows anew that changed; a region that comes, goes or is rejected moves the others."""
        review = self._session.review
        changed = {roi_id: roi for roi_id in change.changed if (roi := review.get(roi_id)) is not None}
        stay = all(_is_listed(roi) and self.regions.place(key) is not None for key, roi in changed.items())
        if stay and not (change.added or change.removed):
            self.regions.change_rows(changed)
        else:
            self._show_rows()

    def _show_rows(self) -> None:
        session = self._session
        revised = frozenset(uid for item in session.stored for uid in item.predecessors)
        rows: dict[str, Roi | StoredRoi] = {roi.roi_id: roi for roi in session.review.rois if _is_listed(roi)}
        for item in session.stored:
            for number, roi in enumerate(item.rois):
                rows[f"{item.sop_instance_uid} {number}"] = StoredRoi(item, roi, item.sop_instance_uid in revised)
        self._following = True
        self.regions.set_rows(rows)
        self._following = False
        self._fit_columns()
        self._show_selection()

    def _fit_columns(self) -> None:
        """Give the columns room for what they hold; a label is read before everything else, the rest is scrolled to."""
        model, metrics = self.regions, self.fontMetrics()
        labels = {str(model.index(row, LABEL).data()) for row in range(min(_SAMPLE, model.rowCount()))}
        for column, text in enumerate(model.widest()):
            heading = str(model.headerData(column, Qt.Orientation.Horizontal))
            width = _PADDING + max(metrics.horizontalAdvance(each) for each in (text, heading))
            if column == LABEL:
                wanted = max((metrics.horizontalAdvance(label) for label in labels), default=0) + _LABEL_PADDING
                width = min(max(width, wanted, _LABEL_WIDTHS[0]), _LABEL_WIDTHS[1])
            # The last column takes the room that is left, but no less than this.
            self.setColumnWidth(column, 24 if column == DOT else _ORIGIN_WIDTH if column == ORIGIN else width)

    def _show_selection(self) -> None:
        opened, model = self._session.opened, self.regions
        chosen = opened.selected_roi_ids if opened is not None else ()
        rows = sorted(row for roi_id in chosen if (row := model.place(roi_id)) is not None)
        wanted, start = QItemSelection(), 0
        for at, row in enumerate(rows, 1):
            if at == len(rows) or rows[at] != row + 1:
                wanted.select(model.index(rows[start], DOT), model.index(row, ORIGIN))
                start = at
        self._following = True
        self._selection.select(wanted, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._following = False

    def _emit_selection(self) -> None:
        opened = self._session.opened
        if self._following or opened is None:
            return
        chosen = dict.fromkeys(self.regions.key(index.row()) for index in self._selection.selectedRows())
        before = [roi_id for roi_id in opened.selected_roi_ids if roi_id in chosen]
        self.rois_selected.emit(list(dict.fromkeys([*before, *chosen])))

    def _ask_for_menu(self, position: QPoint) -> None:
        index: QModelIndex = self.indexAt(position)
        viewport = self.viewport()
        if not index.isValid() or viewport is None:
            return
        place, row = viewport.mapToGlobal(position), self.regions.row(index.row())
        if isinstance(row, StoredRoi):
            self.stored_menu_requested.emit(row.roi, place)
        else:
            self.menu_requested.emit(place)


def _is_listed(roi: Roi) -> bool:
    return roi.state is not RoiState.REJECTED
