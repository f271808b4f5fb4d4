"""The series of the chosen study."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import QMimeData, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QColor, QIcon, QImage, QPainter, QPixmap
from PyQt6.QtWidgets import QAbstractItemView, QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from iodeep_viewer.core.image_key import SeriesReference
from iodeep_viewer.core.records import SeriesRecord
from iodeep_viewer.gui.commands.tips import set_tip
from iodeep_viewer.gui.state.bridge import signal_of, signal_with
from iodeep_viewer.gui.state.session import Session
from iodeep_viewer.gui.state.values import SERIES_MIME_TYPE
from iodeep_viewer.gui.style.theme import FAINT_COLOR
from iodeep_viewer.workflows.thumbnails import SIDE

_ICON_SIDE = 64


class SeriesList(QWidget):
    """One entry for each series, with a small picture; a click or Enter opens it, dragging it onto a viewport too."""

    series_chosen = pyqtSignal(object)
    """A :class:`~iodeep_viewer.core.records.SeriesRecord`."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.caption = QLabel(self.tr("Series"))
        self.caption.setObjectName("faint")
        self.view = _DraggedFrom()
        self.view.setAccessibleName(self.tr("Series"))
        set_tip(
            self.view,
            (self.tr("Click a series to open it, or drag it onto a viewport"),),
            (self.tr("step through them"), "previous_series", "next_series"),
        )
        self.view.setWordWrap(True)
        self.view.setSpacing(2)
        self.view.setIconSize(QSize(_ICON_SIDE, _ICON_SIDE))
        self.view.setAlternatingRowColors(True)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.caption)
        layout.addWidget(self.view)
        signal_of(session.series_records_changed).connect(self._show)
        signal_with(session.thumbnail_changed).connect(self._show_thumbnail)
        signal_of(session.series_changed).connect(self._mark)
        signal_of(session.opened_changed).connect(self._mark)
        self.view.itemClicked.connect(self._choose)
        self.view.itemActivated.connect(self._choose)

    def record(self, row: int) -> SeriesRecord | None:
        """Return the series of a row, if it has images."""
        item = self.view.item(row)
        record: SeriesRecord | None = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        return record if record is not None and record.has_images else None

    def _show(self) -> None:
        self.view.clear()
        records = self._session.series_records
        self.caption.setText(self.tr("Series: {}").format(len(records)) if records else self.tr("Series"))
        for record in records:
            item = QListWidgetItem(self._text(record))
            item.setData(Qt.ItemDataRole.UserRole, record)
            item.setIcon(_icon(record, self._session.thumbnails.get(self._session.reference(record))))
            if not record.has_images:
                item.setFlags(item.flags() & ~(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsDragEnabled))
                item.setToolTip(self.tr("Not images. Structure sets are shown on the images that they belong to."))
            self.view.addItem(item)
        self._mark()

    def _show_thumbnail(self, reference: SeriesReference) -> None:
        for item in self._items():
            record: SeriesRecord = item.data(Qt.ItemDataRole.UserRole)
            if self._session.reference(record) == reference:
                item.setIcon(_icon(record, self._session.thumbnails.get(self._session.reference(record))))

    def _mark(self) -> None:
        """Mark which series are open and how much of them has arrived; the one on the active viewport is current."""
        by_reference = {item.reference: item for item in self._session.all_opened()}
        for item in self._items():
            record: SeriesRecord = item.data(Qt.ItemDataRole.UserRole)
            opened = by_reference.get(self._session.reference(record))
            text = self._text(record)
            if opened is not None:
                here = "" if opened.complete else self.tr(", {} here").format(len(opened.series))
                text += "\n" + self.tr("● open{}").format(here)
            item.setText(text)
            font = item.font()
            font.setBold(opened is not None)
            item.setFont(font)
            if opened is not None and opened is self._session.opened:
                self.view.setCurrentItem(item)

    def _items(self) -> Iterable[QListWidgetItem]:
        items = (self.view.item(row) for row in range(self.view.count()))
        return [item for item in items if item is not None]

    def _choose(self, item: QListWidgetItem) -> None:
        self.series_chosen.emit(item.data(Qt.ItemDataRole.UserRole))

    def _text(self, record: SeriesRecord) -> str:
        number = "" if record.series_number is None else f"{record.series_number}. "
        name = record.series_description or self.tr("Without description")
        count = record.number_of_series_related_instances
        if count is None:
            size = ""
        elif record.has_images:
            size = (self.tr("{} image") if count == 1 else self.tr("{} images")).format(count)
        else:
            size = (self.tr("{} object") if count == 1 else self.tr("{} objects")).format(count)
        parts = (record.modality, record.body_part_examined, size)
        return f"{number}{name}\n" + " · ".join(part for part in parts if part)


class _DraggedFrom(QListWidget):
    """A list whose entries can be dragged away as series."""

    def __init__(self) -> None:
        super().__init__()
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)

    def mimeData(self, items: Iterable[QListWidgetItem]) -> QMimeData:
        """Return the place of the dragged series in the list."""
        data = QMimeData()
        for item in items:
            data.setData(SERIES_MIME_TYPE, str(self.row(item)).encode())
        return data


def _icon(record: SeriesRecord, picture: NDArray[np.uint8] | None) -> QIcon:
    """Return the thumbnail in the middle of a black square; without one, the modality in letters."""
    square = QPixmap(SIDE, SIDE)
    square.fill(QColor(0, 0, 0))
    painter = QPainter(square)
    if picture is None:
        font = painter.font()
        font.setPixelSize(SIDE // 4)
        painter.setFont(font)
        painter.setPen(FAINT_COLOR)
        painter.drawText(square.rect(), int(Qt.AlignmentFlag.AlignCenter), record.modality[:8] or "?")
    else:
        rows, columns = picture.shape[:2]
        kind = QImage.Format.Format_RGB888 if picture.ndim == 3 else QImage.Format.Format_Grayscale8
        image = QImage(picture.tobytes(), columns, rows, picture.strides[0], kind)
        painter.drawImage((SIDE - columns) // 2, (SIDE - rows) // 2, image)
    painter.end()
    icon = QIcon()
    # Selected or not enabled, the picture stays as it is.
    for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected, QIcon.Mode.Disabled):
        icon.addPixmap(square, mode)
    return icon
