"""The list of regions: those under review, then those that are stored."""

from __future__ import annotations

from PyQt6.QtCore import QItemSelectionModel, QPoint, Qt, pyqtSignal
from PyQt6.QtGui import QColor, QIcon, QPainter, QPixmap
from PyQt6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from iodeep_viewer.core.regions import Roi, RoiState
from iodeep_viewer.core.structure_set import ApprovalStatus, StructureSet
from iodeep_viewer.gui.commands.tips import plain_tip, set_tip
from iodeep_viewer.gui.panels.proposal_text import origin_text, probability_tip
from iodeep_viewer.gui.state.session import Session
from iodeep_viewer.gui.style.theme import FAINT_COLOR, PROPOSED_COLOR, VALIDATED_COLOR
from iodeep_viewer.gui.style.wording import area, date_for_screen, name_for_screen, probability_for_screen

_STORED_COLORS = {
    ApprovalStatus.APPROVED: VALIDATED_COLOR,
    ApprovalStatus.UNAPPROVED: PROPOSED_COLOR,
    ApprovalStatus.REJECTED: FAINT_COLOR,
}
_NUMBERS = (2, 3, 4)
"""Columns of numbers, which stand on the right."""


class RoiTable(QTableWidget):
    """One row a region; several can be selected. Stored ones are read-only."""

    rois_selected = pyqtSignal(object)
    """Identifiers of the selected regions."""
    menu_requested = pyqtSignal(QPoint)
    """Right click on a region under review, in global coordinates."""
    stored_menu_requested = pyqtSignal(object, QPoint)
    """Right click on a stored region: the Roi, and where."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(0, 7, parent)
        self._session = session
        self._filling = False
        self._stored: list[Roi] = []
        self.setHorizontalHeaderLabels(
            [
                "",
                self.tr("Label"),
                self.tr("Slice"),
                self.tr("Prob."),
                self.tr("Area"),
                self.tr("State"),
                self.tr("By"),
            ]
        )
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
            header.setMinimumSectionSize(24)
            header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
            # A label is read before everything else: in a narrow panel the rest is scrolled to.
            header.setMaximumSectionSize(240)
            header.setStretchLastSection(True)
        self.itemSelectionChanged.connect(self._tell_selection)
        self.customContextMenuRequested.connect(self._ask_for_menu)
        for signal in (session.review_changed, session.stored_changed, session.series_changed):
            signal.connect(self.show_regions)
        session.selection_changed.connect(self._show_selection)
        self.show_regions()

    def show_regions(self) -> None:
        """Fill the table anew."""
        session = self._session
        shown = [roi for roi in session.review.rois if roi.state is not RoiState.REJECTED]
        stored = [(item, roi) for item in session.stored for roi in item.rois]
        revised = frozenset(uid for item in session.stored for uid in item.predecessors)
        self._stored = [roi for _, roi in stored]
        self._filling = True
        self.setRowCount(len(shown) + len(stored))
        for row, roi in enumerate(shown):
            validated = roi.state is RoiState.VALIDATED
            color = VALIDATED_COLOR if validated else PROPOSED_COLOR
            self._fill(row, roi, self.tr("Validated") if validated else self.tr("Proposed"), color)
        for row, (structure_set, roi) in enumerate(stored, len(shown)):
            self._fill_stored(row, structure_set, roi, revised=structure_set.sop_instance_uid in revised)
        self._filling = False
        self._show_selection()

    def _show_selection(self) -> None:
        self._filling = True
        self.clearSelection()
        model, selection = self.model(), self.selectionModel()
        opened = self._session.opened
        if opened is not None and model is not None and selection is not None:
            both = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
            for row in range(self.rowCount()):
                if self._roi_id(row) in opened.selected_roi_ids:
                    selection.select(model.index(row, 0), both)
        self._filling = False

    def _tell_selection(self) -> None:
        selection, opened = self.selectionModel(), self._session.opened
        if self._filling or selection is None or opened is None:
            return
        chosen = [self._roi_id(index.row()) for index in selection.selectedRows()]
        before = [roi_id for roi_id in opened.selected_roi_ids if roi_id in chosen]
        self.rois_selected.emit([*before, *(roi_id for roi_id in chosen if roi_id and roi_id not in before)])

    def _ask_for_menu(self, position: QPoint) -> None:
        row = self.rowAt(position.y())
        viewport = self.viewport()
        if row < 0 or viewport is None:
            return
        place = viewport.mapToGlobal(position)
        first_stored = self.rowCount() - len(self._stored)
        if row >= first_stored:
            self.stored_menu_requested.emit(self._stored[row - first_stored], place)
        else:
            self.menu_requested.emit(place)

    def _roi_id(self, row: int) -> str | None:
        item = self.item(row, 0)
        value = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        return value if isinstance(value, str) else None

    def _fill_stored(self, row: int, structure_set: StructureSet, roi: Roi, *, revised: bool) -> None:
        approval = structure_set.approval
        states = {
            ApprovalStatus.APPROVED: self.tr("Approved"),
            ApprovalStatus.UNAPPROVED: self.tr("Unapproved"),
            ApprovalStatus.REJECTED: self.tr("Rejected"),
        }
        state = states[approval.status]
        if revised:
            state = self.tr("{}, revised").format(state)
        self._fill(row, roi, state, _STORED_COLORS[approval.status], stored=True)
        tip = self.tr("{}: {} by {} on {}. Right click copies it into the review.").format(
            structure_set.label,
            approval.status.value,
            name_for_screen(approval.reviewer_name) or "?",
            date_for_screen(approval.review_date) or date_for_screen(structure_set.date),
        )
        if revised:
            tip += "\n" + self.tr("A structure set that was stored later revises it.")
        for column in range(self.columnCount()):
            item = self.item(row, column)
            if item is not None:
                item.setToolTip(plain_tip(tip))

    def _fill(self, row: int, roi: Roi, state: str, color: QColor, *, stored: bool = False) -> None:
        texts = (
            "",
            roi.label,
            self._slices(roi),
            "" if roi.probability is None else probability_for_screen(roi.probability),
            area(self._session.series, roi),
            state,
            origin_text(roi),
        )
        for column, text in enumerate(texts):
            item = QTableWidgetItem(text)
            item.setData(Qt.ItemDataRole.UserRole, None if stored else roi.roi_id)
            flags = Qt.ItemFlag.ItemIsEnabled
            item.setFlags(flags if stored else flags | Qt.ItemFlag.ItemIsSelectable)
            if column == 1:
                item.setToolTip(plain_tip(text))
            if column == 3:
                item.setToolTip(plain_tip(probability_tip(roi)))
            if column == 0:
                item.setIcon(_dot(color))
            elif stored:
                item.setForeground(FAINT_COLOR)
            if column in _NUMBERS:
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.setItem(row, column, item)

    def _slices(self, roi: Roi) -> str:
        series = self._session.series
        if series is None:
            return ""
        found = sorted(index + 1 for image in roi.images if (index := series.index_of(image)) is not None)
        if len(found) > 2:
            return f"{found[0]}–{found[-1]}"
        return ", ".join(map(str, found))


def _dot(color: QColor) -> QIcon:
    pixmap = QPixmap(20, 20)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(color)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawEllipse(4, 4, 12, 12)
    painter.end()
    icon = QIcon(pixmap)
    icon.addPixmap(pixmap, QIcon.Mode.Selected)
    return icon
