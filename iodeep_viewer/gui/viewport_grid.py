"""One, two or four viewports side by side."""

from __future__ import annotations

from PyQt6.QtWidgets import QGridLayout, QWidget

from iodeep_viewer.gui.session import Session
from iodeep_viewer.gui.slice_view import SliceView
from iodeep_viewer.gui.tools.toolbox import Toolbox


class ViewportGrid(QWidget):
    """The slice views, of which as many are shown as the session says.

    Attributes
    ----------
    views
        One for each viewport of the session, in their order.
    """

    def __init__(self, session: Session, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.views = tuple(SliceView(session, viewport, toolbox, self) for viewport in session.viewports)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(2)
        session.layout_changed.connect(self._lay_out)
        self._lay_out()

    @property
    def active(self) -> SliceView:
        """The view of the active viewport."""
        return self.views[self._session.active.number]

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
