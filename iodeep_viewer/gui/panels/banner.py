"""Notices: what happened, and what to do. They stand in nobody's way."""

from __future__ import annotations

from PyQt6.QtCore import Qt, QTimer, pyqtSignal
from PyQt6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStyle, QToolButton, QVBoxLayout, QWidget

from iodeep_viewer.gui.state.bridge import signal_of, signal_with
from iodeep_viewer.gui.state.session import Session
from iodeep_viewer.gui.state.values import Notice, Severity

_MOST_NOTICES = 3
_INFO_STAYS = 9_000
_MOST_WIDTH = 680
_SIGNS = {
    Severity.INFO: QStyle.StandardPixmap.SP_MessageBoxInformation,
    Severity.WARNING: QStyle.StandardPixmap.SP_MessageBoxWarning,
    Severity.ERROR: QStyle.StandardPixmap.SP_MessageBoxCritical,
}


class Banner(QWidget):
    """The last few notices, newest on top; an information goes by itself and pushes nothing else out."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[_Row] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(8, 8, 8, 0)
        self._layout.setSpacing(4)
        self.hide()
        signal_with(session.notice).connect(self.show_notice)
        self._session = session
        signal_of(session.opened_changed).connect(self._close_those_of_closed_series)
        signal_of(session.active_changed).connect(self._show_those_that_matter)
        self.setMaximumWidth(_MOST_WIDTH)

    @property
    def notices(self) -> tuple[Notice, ...]:
        """Notices that are shown, newest first."""
        return tuple(row.notice for row in self._rows if self._matters(row))

    def show_notice(self, notice: Notice) -> None:
        """Show a notice; one that is shown already moves to the top."""
        for row in [row for row in self._rows if row.notice == notice]:
            self._close(row)
        row = _Row(notice)
        row.closed.connect(self._close)
        if notice.severity is Severity.INFO:
            row.timer.start(_INFO_STAYS)
        self._rows.insert(0, row)
        self._layout.insertWidget(0, row)
        said = [row for row in self._rows if row.notice.severity is Severity.INFO]
        problems = [row for row in self._rows if row not in said]
        for old in problems[_MOST_NOTICES:] + said[max(1, _MOST_NOTICES - len(problems)) :]:
            self._close(old)
        self._show_those_that_matter()

    def close_buttons(self) -> list[QToolButton]:
        """Return the buttons that close the notices, newest first."""
        return [row.close_button for row in self._rows if self._matters(row)]

    def close_all(self) -> None:
        """Close every notice."""
        for row in list(self._rows):
            self._close(row)

    def _close_those_of_closed_series(self) -> None:
        opened = self._session.all_opened()
        for row in [row for row in self._rows if row.notice.of is not None and row.notice.of not in opened]:
            self._close(row)

    def _close(self, row: _Row) -> None:
        if row not in self._rows:
            return
        row.timer.stop()
        self._rows.remove(row)
        self._layout.removeWidget(row)
        row.deleteLater()
        self._show_those_that_matter()

    def _matters(self, row: _Row) -> bool:
        """Return whether a notice is of the active series, or of none: others are not shown over this one."""
        return row.notice.of is None or row.notice.of is self._session.opened

    def _show_those_that_matter(self) -> None:
        for row in self._rows:
            row.setVisible(self._matters(row))
        self.setVisible(any(map(self._matters, self._rows)))


class _Row(QFrame):
    closed = pyqtSignal(object)
    """The user or its time closed it; it comes with the signal."""

    def __init__(self, notice: Notice) -> None:
        super().__init__()
        self.notice = notice
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.timeout.connect(self._notify_closed)
        self.setObjectName(f"notice-{notice.severity.value}")
        self.setAccessibleName(f"{notice.severity.value}: {notice.sentence} {notice.hint}")
        sign = QLabel()
        style = self.style()
        if style is not None:
            sign.setPixmap(style.standardIcon(_SIGNS[notice.severity]).pixmap(20, 20))
        text = QLabel(notice.sentence)
        text.setWordWrap(True)
        text.setTextFormat(Qt.TextFormat.PlainText)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.close_button = QToolButton()
        self.close_button.setText("×")
        self.close_button.setStyleSheet("padding: 2px 8px;")
        self.close_button.setAccessibleName(self.tr("Close this notice"))
        self.close_button.setToolTip(self.tr("Close"))
        self.close_button.clicked.connect(self._notify_closed)
        lines = QVBoxLayout()
        lines.setSpacing(1)
        lines.addWidget(text)
        if notice.hint:
            hint = QLabel(notice.hint)
            hint.setObjectName("faint")
            hint.setWordWrap(True)
            hint.setTextFormat(Qt.TextFormat.PlainText)
            hint.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            lines.addWidget(hint)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 5, 6, 5)
        layout.addWidget(sign)
        layout.addLayout(lines, 1)
        layout.addWidget(self.close_button)

    def _notify_closed(self) -> None:
        # A method of this row: a function of its own would be called even when the row is gone.
        self.closed.emit(self)
