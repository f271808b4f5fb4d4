"""The measurements and key images of the series, and the values in the selected region."""

from __future__ import annotations

from PyQt6.QtCore import QCoreApplication, Qt, pyqtSignal
from PyQt6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from iodeep_viewer.core.image_series import ImageSeries
from iodeep_viewer.core.measurement_text import pixel_value_text, value_text
from iodeep_viewer.core.measurements import Measurement, MeasurementKind, roi_statistics
from iodeep_viewer.core.regions import Roi
from iodeep_viewer.gui.canvas.tools.shape_drawing import statistics_lines
from iodeep_viewer.gui.commands.tips import set_tip
from iodeep_viewer.gui.state.session import Session
from iodeep_viewer.gui.style.theme import FAINT_COLOR

_MOST_CHARACTERS = 24


class MeasurementList(QFrame):
    """Hidden while there is nothing to list."""

    measurement_selected = pyqtSignal(object)
    """Identifier of a measurement, or None."""
    slice_requested = pyqtSignal(int)
    """Index of a key image."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self._session = session
        self._filling = False
        self._shown_region: tuple[Roi | None, ImageSeries | None] | None = None
        self.region = QLabel()
        self.region.setWordWrap(True)
        self.region.setTextFormat(Qt.TextFormat.PlainText)
        self.region.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.region.setAccessibleName(self.tr("Values in the selected region"))
        self.table = self._table()
        heading = QLabel(self.tr("Measurements"))
        heading.setObjectName("heading")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 8)
        layout.addWidget(heading)
        layout.addWidget(self.region)
        layout.addWidget(self.table)
        for signal in (session.review_changed, session.stored_changed, session.series_changed):
            signal.connect(self._show)
        for signal in (session.selection_changed, session.review_changed, session.series_changed):
            signal.connect(self._show_region)
        session.selection_changed.connect(self._show_selection)
        self.table.itemSelectionChanged.connect(self._select)
        self.table.itemClicked.connect(self._go_to_slice)
        self._show()
        self._show_region()

    def _table(self) -> QTableWidget:
        table = QTableWidget(0, 4)
        table.setHorizontalHeaderLabels([self.tr("Kind"), self.tr("Value"), self.tr("Mean ± SD"), self.tr("Slice")])
        table.setAccessibleName(self.tr("Measurements"))
        set_tip(table, (self.tr("Choose a measurement to see its slice"),), (self.tr("remove it"), "reject"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setMinimumHeight(96)
        header, rows = table.horizontalHeader(), table.verticalHeader()
        if header is not None and rows is not None:
            rows.hide()
            rows.setDefaultSectionSize(24)
            header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
            header.setStretchLastSection(True)
        return table

    def _show(self) -> None:
        opened = self._session.opened
        own = opened.review.measurements if opened else ()
        stored = [item for structure_set in opened.stored for item in structure_set.measurements] if opened else []
        self._filling = True
        self.table.setRowCount(0)
        for item in own:
            self._add(self._texts(item), item.measurement_id)
        for item in stored:
            self._add(self._texts(item), None, self.tr("Stored in the PACS"))
        if opened is not None:
            for index, image in enumerate(opened.series.slices, 1):
                if image.key in opened.review.key_images:
                    self._add_key_image(index, "")
            for key_object in opened.key_objects:
                for index, image in enumerate(opened.series.slices, 1):
                    if key_object.marks(image.key):
                        self._add_key_image(index, key_object.title)
        self._filling = False
        self._show_selection()
        self._show_or_hide()

    def _texts(self, item: Measurement) -> tuple[str, str, str, str]:
        series = self._session.series
        index = series.index_of(item.image) if series is not None else None
        if series is None or index is None:
            return kind_name(item.kind), "", "", ""
        image = series.slices[index]
        value = value_text(item, image)
        if len(value) > _MOST_CHARACTERS:  # a text of the user must not push the other columns out of sight
            value = value[: _MOST_CHARACTERS - 1] + "…"
        return kind_name(item.kind), value, "".join(statistics_lines(item, image)), str(index + 1)

    def _add_key_image(self, slice_number: int, stored_title: str) -> None:
        tip = self.tr("Stored in the PACS") if stored_title else ""
        self._add((self.tr("★ Key image"), stored_title, "", str(slice_number)), None, tip)

    def _add(self, texts: tuple[str, ...], measurement_id: str | None, stored: str = "") -> None:
        row = self.table.rowCount()
        self.table.insertRow(row)
        for column, text in enumerate(texts):
            cell = QTableWidgetItem(text)
            cell.setData(Qt.ItemDataRole.UserRole, measurement_id)
            flags = Qt.ItemFlag.ItemIsEnabled
            cell.setFlags(flags | Qt.ItemFlag.ItemIsSelectable if measurement_id is not None else flags)
            if column > 0:
                cell.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            if stored:
                cell.setForeground(FAINT_COLOR)
                cell.setToolTip(stored)
            self.table.setItem(row, column, cell)

    def _show_selection(self) -> None:
        chosen = self._session.opened.selected_measurement_id if self._session.opened else None
        self._filling = True
        self.table.clearSelection()
        for row in range(self.table.rowCount()):
            cell = self.table.item(row, 0)
            if chosen is not None and cell is not None and cell.data(Qt.ItemDataRole.UserRole) == chosen:
                self.table.selectRow(row)
        self._filling = False

    def _show_region(self) -> None:
        roi, series = self._session.selected_roi, self._session.series
        if (roi, series) == self._shown_region:
            return
        self._shown_region = roi, series
        statistics = roi_statistics(roi, series.slices) if roi is not None and series is not None else None
        text = ""
        if roi is not None and series is not None and statistics is not None:
            unit = next((image.unit for image in series.slices if image.key in roi.images), "")
            spread = self.tr("{}: {} ± {} {} (mean ± SD), {} to {}, {} pixels")
            values = [pixel_value_text(statistics.mean), pixel_value_text(statistics.sd), unit]
            ends = [pixel_value_text(statistics.minimum), pixel_value_text(statistics.maximum), statistics.count]
            text = " ".join(spread.format(roi.label, *values, *ends).split())
        self.region.setText(text)
        self.region.setVisible(bool(text))
        self._show_or_hide()

    def _show_or_hide(self) -> None:
        self.table.setVisible(self.table.rowCount() > 0)
        self.setVisible(bool(self.table.rowCount() or self.region.text()))

    def _select(self) -> None:
        if not self._filling:
            chosen = self.table.selectedItems()
            self.measurement_selected.emit(chosen[0].data(Qt.ItemDataRole.UserRole) if chosen else None)

    def _go_to_slice(self, cell: QTableWidgetItem) -> None:
        """Key images and stored measurements cannot be selected; a click shows their slice."""
        number_of_slice = self.table.item(cell.row(), 3)
        if number_of_slice is not None and number_of_slice.text():
            self.slice_requested.emit(int(number_of_slice.text()) - 1)


def kind_name(kind: MeasurementKind) -> str:
    """Name a kind of measurement."""
    translate = QCoreApplication.translate
    return {
        MeasurementKind.LENGTH: translate("Measurements", "Length"),
        MeasurementKind.ANGLE: translate("Measurements", "Angle"),
        MeasurementKind.RECTANGLE: translate("Measurements", "Rectangle"),
        MeasurementKind.ELLIPSE: translate("Measurements", "Ellipse"),
        MeasurementKind.ARROW: translate("Measurements", "Arrow"),
    }[kind]
