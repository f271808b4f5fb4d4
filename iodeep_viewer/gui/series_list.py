"""The series of the chosen study."""

from __future__ import annotations

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from iodeep_viewer.core.records import SeriesRecord
from iodeep_viewer.gui.session import Session
from iodeep_viewer.gui.wording import count


class SeriesList(QWidget):
    """One entry for each series; a click or Enter opens it."""

    series_chosen = pyqtSignal(object)
    """A :class:`~iodeep_viewer.core.records.SeriesRecord`."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.caption = QLabel("Series")
        self.caption.setObjectName("faint")
        self.view = QListWidget()
        self.view.setAccessibleName("Series")
        self.view.setToolTip("Click a series to open it (PgUp and PgDn step through them)")
        self.view.setWordWrap(True)
        self.view.setSpacing(2)
        self.view.setAlternatingRowColors(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.caption)
        layout.addWidget(self.view)
        session.series_records_changed.connect(self._show)
        session.series_changed.connect(self._mark)
        self.view.itemClicked.connect(self._choose)
        self.view.itemActivated.connect(self._choose)

    def _show(self) -> None:
        self.view.clear()
        records = self._session.series_records
        self.caption.setText(count(len(records), "series", "series") if records else "Series")
        for record in records:
            item = QListWidgetItem(_text(record))
            item.setData(Qt.ItemDataRole.UserRole, record)
            if not record.has_images:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEnabled)
                item.setToolTip("Not images. Structure sets are shown on the images that they belong to.")
            self.view.addItem(item)
        self._mark()

    def _mark(self) -> None:
        """Tell on the open series how much of it has arrived."""
        session = self._session
        for row in range(self.view.count()):
            item = self.view.item(row)
            if item is None:
                continue
            record: SeriesRecord = item.data(Qt.ItemDataRole.UserRole)
            is_open = session.series_record == record and session.series is not None
            text = _text(record)
            if is_open and session.series is not None and not session.complete:
                text += f" — {len(session.series)} here"
            item.setText(text)
            if is_open:
                self.view.setCurrentItem(item)

    def _choose(self, item: QListWidgetItem) -> None:
        self.series_chosen.emit(item.data(Qt.ItemDataRole.UserRole))


def _text(record: SeriesRecord) -> str:
    number = "" if record.series_number is None else f"{record.series_number}. "
    images = record.number_of_series_related_instances
    size = "" if images is None else f" · {count(images, 'image' if record.has_images else 'object')}"
    part = f" · {record.body_part_examined}" if record.body_part_examined else ""
    return f"{number}{record.series_description or 'Without description'}\n{record.modality}{part}{size}"
