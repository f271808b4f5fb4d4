"""One, two or four viewports side by side."""

from __future__ import annotations

from PyQt6.QtCore import QMimeData, pyqtSignal
from PyQt6.QtGui import QDragEnterEvent, QDropEvent
from PyQt6.QtWidgets import QGridLayout, QWidget

from iodeep_viewer.gui.canvas.slice_view import SliceView
from iodeep_viewer.gui.canvas.tools.toolbox import Toolbox
from iodeep_viewer.gui.state.bridge import signal_of
from iodeep_viewer.gui.state.session import Session
from iodeep_viewer.gui.state.values import SERIES_MIME_TYPE


class ViewportGrid(QWidget):
    """The slice views, of which as many are shown as the session says.

    Attributes
    ----------
    views
        One for each viewport of the session, in their order.
    """

    series_dropped = pyqtSignal(int, int)
    """Row of the series list, and number of the viewport that it was dropped on."""

    def __init__(self, session: Session, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.views = tuple(SliceView(session, viewport, toolbox, self) for viewport in session.viewports)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(2)
        self.setAcceptDrops(True)
        for view in self.views:
            # Drops on a view come here, or go on to the window.
            view.setAcceptDrops(False)
        signal_of(session.layout_changed).connect(self._lay_out)
        self._lay_out()

    @property
    def active(self) -> SliceView:
        """The view of the active viewport."""
        return self.views[self._session.active.number]

    def dragEnterEvent(self, event: QDragEnterEvent | None) -> None:
        """Take a series."""
        if event is not None:
            event.setAccepted(_row(event.mimeData()) is not None)

    def dropEvent(self, event: QDropEvent | None) -> None:
        """Notify that a series was dropped on a viewport."""
        row = _row(event.mimeData()) if event is not None else None
        if event is None or row is None:
            return
        place = event.position().toPoint()
        number = next(
            (view.state.number for view in self.views if view.isVisible() and view.geometry().contains(place)), None
        )
        if number is not None:
            event.acceptProposedAction()
            self.series_dropped.emit(row, number)

    def _lay_out(self) -> None:
        count = self._session.shown_count
        columns = 1 if count == 1 else 2
        for number, view in enumerate(self.views):
            self._grid.removeWidget(view)
            if number < count:
                self._grid.addWidget(view, number // columns, number % columns)
            view.setVisible(number < count)
        for line in range(2):
            self._grid.setColumnStretch(line, int(line < columns))
            self._grid.setRowStretch(line, int(line < count // columns))


def _row(data: QMimeData | None) -> int | None:
    """Row of the series list that is dragged, or None for anything else."""
    text = bytes(data.data(SERIES_MIME_TYPE).data()) if data is not None else b""
    return int(text) if text.isdigit() else None
