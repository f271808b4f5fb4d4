"""The regions of the series: list, decisions, and the network that proposes them."""

from __future__ import annotations

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtGui import QColor, QIcon, QPainter, QPixmap
from PyQt6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from iodeep_viewer.core.regions import ApprovalStatus, Roi, RoiOrigin, RoiState
from iodeep_viewer.gui.open_series import NetworkStatus
from iodeep_viewer.gui.session import Session
from iodeep_viewer.gui.theme import FAINT_COLOR, PROPOSED_COLOR, VALIDATED_COLOR
from iodeep_viewer.gui.wording import area, date_for_screen, name_for_screen

_COLUMNS = ("", "Label", "Slice", "Prob.", "Area", "State", "By")
_STORED_STATES = {
    ApprovalStatus.APPROVED: ("Approved", VALIDATED_COLOR),
    ApprovalStatus.UNAPPROVED: ("Unapproved", PROPOSED_COLOR),
    ApprovalStatus.REJECTED: ("Rejected", FAINT_COLOR),
}
"""State of regions that are stored in the PACS, by the approval of their structure set."""
_ORIGINS = {RoiOrigin.AUTOMATIC: "AI", RoiOrigin.SEMIAUTOMATIC: "AI, edited", RoiOrigin.MANUAL: "Drawn"}


class RoiPanel(QFrame):
    """Regions under review and stored ones; buttons for what can be done with them."""

    roi_selected = pyqtSignal(object)
    """Identifier of the region, or None."""
    validate_requested = pyqtSignal()
    reject_requested = pyqtSignal()
    validate_all_requested = pyqtSignal()
    store_requested = pyqtSignal()
    why_requested = pyqtSignal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self._session = session
        self._filling = False
        self.table = _table()
        self.validate_button = _button("Validate", "Accept the selected region (Enter)")
        self.reject_button = _button("Reject", "Refuse the selected region (Delete); Ctrl+Z brings it back")
        self.validate_all_button = _button("Validate all on slice", "Accept every proposed region on this slice")
        self.store_button = _button("Store validated …", "Store the validated regions in the PACS (Ctrl+S)")
        self.store_button.setObjectName("primary")
        self.network_label = QLabel()
        self.network_label.setWordWrap(True)
        self.network_label.setTextFormat(Qt.TextFormat.PlainText)
        self.why_button = _button("Why?", "Show why this network was chosen, and what else the PACS holds")
        self._lay_out()
        self._connect()
        self._show()
        self._show_network()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 8)
        layout.addWidget(_heading("Regions of interest"))
        layout.addWidget(self.table, 1)
        buttons = QGridLayout()
        buttons.addWidget(self.validate_button, 0, 0)
        buttons.addWidget(self.reject_button, 0, 1)
        buttons.addWidget(self.validate_all_button, 1, 0, 1, 2)
        buttons.addWidget(self.store_button, 2, 0, 1, 2)
        layout.addLayout(buttons)
        layout.addWidget(_heading("Network"))
        row = QHBoxLayout()
        row.addWidget(self.network_label, 1)
        row.addWidget(self.why_button, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(row)

    def _connect(self) -> None:
        session = self._session
        for signal in (
            session.review_changed,
            session.stored_changed,
            session.series_changed,
            session.index_changed,
            session.selection_changed,
        ):
            signal.connect(self._show)
        session.network_changed.connect(self._show_network)
        self.table.itemSelectionChanged.connect(self._selected)
        self.validate_button.clicked.connect(self.validate_requested)
        self.reject_button.clicked.connect(self.reject_requested)
        self.validate_all_button.clicked.connect(self.validate_all_requested)
        self.store_button.clicked.connect(self.store_requested)
        self.why_button.clicked.connect(self.why_requested)

    def _show(self) -> None:
        session = self._session
        shown = [roi for roi in session.review.rois if roi.state is not RoiState.REJECTED]
        stored = [(item, roi) for item in session.stored for roi in item.rois]
        self._filling = True
        self.table.setRowCount(len(shown) + len(stored))
        for row, roi in enumerate(shown):
            validated = roi.state is RoiState.VALIDATED
            color = VALIDATED_COLOR if validated else PROPOSED_COLOR
            self._fill(row, roi, "Validated" if validated else "Proposed", color)
            if roi.roi_id == session.selected_roi_id:
                self.table.selectRow(row)
        for row, (structure_set, roi) in enumerate(stored, len(shown)):
            approval = structure_set.approval
            state, color = _STORED_STATES[approval.status]
            self._fill(row, roi, state, color, can_select=False)
            tip = (
                f"{structure_set.label}: {approval.status.value} by {name_for_screen(approval.reviewer_name) or '?'} "
                f"on {date_for_screen(approval.review_date) or date_for_screen(structure_set.date)}"
            )
            for column in range(len(_COLUMNS)):
                item = self.table.item(row, column)
                if item is not None:
                    item.setToolTip(tip)
        if session.selected_roi_id is None:
            self.table.clearSelection()
        self._filling = False
        selected = session.selected_roi
        free = not session.storing
        self.validate_button.setEnabled(free and selected is not None and selected.state is RoiState.PROPOSED)
        self.reject_button.setEnabled(free and selected is not None)
        self.validate_all_button.setEnabled(any(roi.state is RoiState.PROPOSED for roi in session.rois_on_screen()))
        self.store_button.setEnabled(free and bool(session.review.in_state(RoiState.VALIDATED)))

    def _fill(self, row: int, roi: Roi, state: str, color: QColor, *, can_select: bool = True) -> None:
        texts = (
            "",
            roi.label,
            self._slices(roi),
            "" if roi.probability is None else f"{roi.probability:.0%}",
            area(self._session.series, roi),
            state,
            _ORIGINS[roi.origin],
        )
        for column, text in enumerate(texts):
            item = QTableWidgetItem(text)
            item.setData(Qt.ItemDataRole.UserRole, roi.roi_id if can_select else None)
            flags = Qt.ItemFlag.ItemIsEnabled
            item.setFlags(flags | Qt.ItemFlag.ItemIsSelectable if can_select else flags)
            if column == 0:
                item.setIcon(_dot(color))
            elif not can_select:
                item.setForeground(FAINT_COLOR)
            if column in (2, 3, 4):
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.table.setItem(row, column, item)

    def _slices(self, roi: Roi) -> str:
        series = self._session.series
        if series is None:
            return ""
        found = sorted(index + 1 for image in roi.images if (index := series.index_of(image)) is not None)
        if len(found) > 2:
            return f"{found[0]}–{found[-1]}"
        return ", ".join(map(str, found))

    def _selected(self) -> None:
        if self._filling:
            return
        items = self.table.selectedItems()
        self.roi_selected.emit(items[0].data(Qt.ItemDataRole.UserRole) if items else None)

    def _show_network(self) -> None:
        network = self._session.network
        text = network.name or network.sentence
        if network.name and network.status is not NetworkStatus.READY:
            text = f"{network.name}\n{network.sentence}"
        elif network.status is NetworkStatus.READY:
            text = f"{network.name}\nReady"
        self.network_label.setText(text or "Open a series: the network that fits is found by itself.")
        self.network_label.setObjectName(
            {
                NetworkStatus.READY: "good",
                NetworkStatus.NO_MATCH: "attention",
                NetworkStatus.FAILED: "bad",
            }.get(network.status, "faint")
        )
        style = self.network_label.style()
        if style is not None:
            style.polish(self.network_label)
        self.why_button.setEnabled(network.selection is not None)


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


def _table() -> QTableWidget:
    table = QTableWidget(0, len(_COLUMNS))
    table.setHorizontalHeaderLabels(_COLUMNS)
    table.setAccessibleName("Regions of interest")
    table.setToolTip("Choose a region (N and P step through them)")
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setShowGrid(False)
    table.setWordWrap(False)
    header, rows = table.horizontalHeader(), table.verticalHeader()
    if header is not None and rows is not None:
        rows.hide()
        rows.setDefaultSectionSize(24)
        header.setMinimumSectionSize(24)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        # A label that long shrinks the others no further: below that width the table scrolls.
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Interactive)
        header.resizeSection(1, 112)
        header.setStretchLastSection(True)
    return table


def _button(text: str, tip: str) -> QPushButton:
    button = QPushButton(text)
    button.setToolTip(tip)
    return button


def _heading(text: str) -> QLabel:
    label = QLabel(text)
    label.setObjectName("heading")
    return label
