"""The measurements and key images of the series, and the values in the selected region."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PyQt6.QtCore import QModelIndex, Qt, pyqtSignal
from PyQt6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QLabel,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from iodeep_viewer.core.findings import ReviewChange
from iodeep_viewer.core.image_series import ImageSeries, Slice
from iodeep_viewer.core.measurement_text import pixel_value_text, value_text
from iodeep_viewer.core.measurements import Measurement, roi_statistics
from iodeep_viewer.core.regions import Roi
from iodeep_viewer.gui.canvas.tools.shape_drawing import kind_name, statistics_lines
from iodeep_viewer.gui.commands.tips import plain_tip, set_tip
from iodeep_viewer.gui.panels.row_model import RowModel
from iodeep_viewer.gui.state.bridge import signal_of, signal_with
from iodeep_viewer.gui.state.session import Session
from iodeep_viewer.gui.style.theme import FAINT_COLOR

_PADDING = 18


@dataclass(frozen=True, slots=True)
class MeasurementRow:
    """A row of the list.

    Attributes
    ----------
    texts
        Kind, value, mean with standard deviation, number of the slice.
    measurement_id
        Of a measurement that can be selected; None for any other, and for key images.
    stored
        Says that it cannot be changed; empty otherwise.
    """

    texts: tuple[str, str, str, str]
    measurement_id: str | None
    stored: str = ""


class MeasurementModel(RowModel[MeasurementRow]):
    """One row a measurement or key image."""

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        """Say what can be done with a cell."""
        selectable = self.row(index.row()).measurement_id is not None
        return Qt.ItemFlag.ItemIsEnabled | (Qt.ItemFlag.ItemIsSelectable if selectable else Qt.ItemFlag.NoItemFlags)

    def cell(self, key: str, row: MeasurementRow, column: int, role: int) -> Any:
        """Return a cell; all but the kind stand on the right."""
        if role == Qt.ItemDataRole.DisplayRole:
            return row.texts[column]
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(row.stored or row.texts[column])
        if role == Qt.ItemDataRole.ForegroundRole and row.stored:
            return FAINT_COLOR
        if role == Qt.ItemDataRole.TextAlignmentRole and column > 0:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None


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
        self._following = False
        self._shown_region: tuple[object, ImageSeries | None] | None = None
        self.region = QLabel()
        self.region.setWordWrap(True)
        self.region.setTextFormat(Qt.TextFormat.PlainText)
        self.region.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.region.setAccessibleName(self.tr("Values in the selected region"))
        headings = (self.tr("Kind"), self.tr("Value"), self.tr("Mean ± SD"), self.tr("Slice"))
        self.model = MeasurementModel(headings, self)
        self.table = self._table()
        heading = QLabel(self.tr("Measurements"))
        heading.setObjectName("heading")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 8)
        layout.addWidget(heading)
        layout.addWidget(self.region)
        layout.addWidget(self.table)
        signal_with(session.review_changed).connect(self._follow_review)
        for event in (session.stored_changed, session.series_changed):
            signal_of(event).connect(self._show)
            signal_of(event).connect(self._show_region)
        signal_of(session.review_changed).connect(self._show_region)
        signal_of(session.selection_changed).connect(self._show_region)
        signal_of(session.selection_changed).connect(self._show_selection)
        selection = self.table.selectionModel()
        if selection is not None:
            selection.selectionChanged.connect(self._select)
        self.table.clicked.connect(self._go_to_slice)
        self._show()
        self._show_region()

    def _table(self) -> QTableView:
        table = QTableView()
        table.setModel(self.model)
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
            rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setStretchLastSection(True)
        for column, text in enumerate((self.tr("★ Key image"), "88888.8 mm²", "8888.8 ± 888.8 HU")):
            heading = str(self.model.headerData(column, Qt.Orientation.Horizontal))
            width = max(table.fontMetrics().horizontalAdvance(each) for each in (text, heading))
            table.setColumnWidth(column, width + _PADDING)
        return table

    def _follow_review(self, change: ReviewChange) -> None:
        if change.measurements or change.key_images:
            self._show()

    def _show(self) -> None:
        opened, rows = self._session.opened, dict[str, MeasurementRow]()
        if opened is not None:
            stored_tip = self.tr("Stored in the PACS")
            for item in opened.review.measurements:
                rows[item.measurement_id] = MeasurementRow(self._texts(item), item.measurement_id)
            for structure_set in opened.stored:
                for number, item in enumerate(structure_set.measurements):
                    rows[f"{structure_set.sop_instance_uid} {number}"] = MeasurementRow(
                        self._texts(item), None, stored_tip
                    )
            for index, image in enumerate(opened.series.slices, 1):
                if image.key in opened.review.key_images:
                    rows[f"key image {index}"] = self._key_image(index, "")
            for key_object in opened.key_objects:
                for index, image in enumerate(opened.series.slices, 1):
                    if key_object.marks(image.key):
                        rows[f"{key_object.sop_instance_uid} image {index}"] = self._key_image(index, key_object.title)
        self._following = True
        self.model.set_rows(rows)
        self._following = False
        self._show_selection()
        self._show_or_hide()

    def _texts(self, item: Measurement) -> tuple[str, str, str, str]:
        series = self._session.series
        index = series.index_of(item.image) if series is not None else None
        if series is None or index is None:
            return kind_name(item.kind), "", "", ""
        image = series.slices[index]
        statistics = "".join(statistics_lines(item, image))
        return kind_name(item.kind), value_text(item, image), statistics, str(index + 1)

    def _key_image(self, slice_number: int, stored_title: str) -> MeasurementRow:
        tip = self.tr("Stored in the PACS") if stored_title else ""
        return MeasurementRow((self.tr("★ Key image"), stored_title, "", str(slice_number)), None, tip)

    def _show_selection(self) -> None:
        chosen = self._session.opened.selected_measurement_id if self._session.opened else None
        place = self.model.place(chosen) if chosen is not None else None
        self._following = True
        self.table.clearSelection()
        if place is not None:
            self.table.selectRow(place)
        self._following = False

    def _show_region(self) -> None:
        roi, series = self._session.selected_roi, self._session.series
        shown = (roi.label, roi.contours) if roi is not None else None, series
        if shown == self._shown_region:
            return
        self._shown_region = shown
        images = _slices_of(roi, series) if roi is not None and series is not None else []
        statistics = roi_statistics(roi, images) if roi is not None else None
        text = ""
        if roi is not None and statistics is not None:
            unit = images[0].unit
            spread = self.tr("{}: {} ± {} {} (mean ± SD), {} to {}, {} pixels")
            values = [pixel_value_text(statistics.mean), pixel_value_text(statistics.sd), unit]
            ends = [pixel_value_text(statistics.minimum), pixel_value_text(statistics.maximum), statistics.count]
            text = " ".join(spread.format(roi.label, *values, *ends).split())
        self.region.setText(text)
        self.region.setVisible(bool(text))
        self._show_or_hide()

    def _show_or_hide(self) -> None:
        self.table.setVisible(self.model.rowCount() > 0)
        self.setVisible(bool(self.model.rowCount() or self.region.text()))

    def _select(self) -> None:
        selection = self.table.selectionModel()
        if not self._following and selection is not None:
            chosen = selection.selectedRows()
            self.measurement_selected.emit(self.model.row(chosen[0].row()).measurement_id if chosen else None)

    def _go_to_slice(self, index: QModelIndex) -> None:
        """Key images and stored measurements cannot be selected; a click shows their slice."""
        number_of_slice = self.model.row(index.row()).texts[3]
        if number_of_slice:
            self.slice_requested.emit(int(number_of_slice) - 1)


def _slices_of(roi: Roi, series: ImageSeries) -> list[Slice]:
    indices = (series.index_of(image) for image in roi.images)
    return [series.slices[index] for index in sorted(index for index in indices if index is not None)]
