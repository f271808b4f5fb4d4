"""The bottom line: connection, outbox, what is being done, cancel."""

from __future__ import annotations

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import QLabel, QProgressBar, QPushButton, QStatusBar, QToolButton, QWidget

from iodeep_viewer.gui.commands.tips import set_tip
from iodeep_viewer.gui.jobs import Jobs
from iodeep_viewer.gui.state.session import Session
from iodeep_viewer.gui.state.values import Connection
from iodeep_viewer.gui.style.wording import objects


class StatusBar(QStatusBar):
    """Follows the session and the jobs."""

    cancel_requested = pyqtSignal()
    outbox_requested = pyqtSignal()

    def __init__(self, session: Session, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._jobs = jobs
        self.setSizeGripEnabled(False)
        self.connection = QLabel()
        self.connection.setContentsMargins(8, 0, 8, 0)
        self.outbox = QToolButton()
        self.outbox.setToolTip(self.tr("What is stored and not in the PACS yet; click to send it again"))
        self.outbox.clicked.connect(self.outbox_requested)
        self.work = QLabel()
        self.bar = QProgressBar()
        self.bar.setFixedWidth(180)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress"))
        self.cancel_button = QPushButton(self.tr("Cancel"))
        set_tip(self.cancel_button, (self.tr("Stop what is being done"), "cancel"))
        self.cancel_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.cancel_button.clicked.connect(self.cancel_requested)
        self.addWidget(self.connection)
        self.addWidget(self.outbox)
        for widget in (self.work, self.bar, self.cancel_button):
            self.addPermanentWidget(widget)
        session.connection_changed.connect(self._show_connection)
        session.settings_changed.connect(self._show_connection)
        session.outbox_changed.connect(self._show_outbox)
        jobs.changed.connect(self._show_work)
        self._show_connection()
        self._show_outbox()
        self._show_work()

    def _show_connection(self) -> None:
        pacs = self._session.pacs
        sign, words = {
            Connection.UNKNOWN: ("○", ""),
            Connection.UP: ("●", self.tr("connected")),
            Connection.DOWN: ("✖", self.tr("last request failed")),
        }[self._session.connection]
        where = f"{pacs.name} ({pacs.address})" if pacs else self.tr("No PACS set up")
        self.connection.setText(f"{sign} {where} {words}".rstrip())

    def _show_outbox(self) -> None:
        waiting = self._session.outbox_count
        self.outbox.setVisible(waiting > 0)
        self.outbox.setText(self.tr("Outbox: {}").format(objects(waiting)))

    def _show_work(self) -> None:
        running = self._jobs.running
        for widget in (self.work, self.bar, self.cancel_button):
            widget.setVisible(bool(running))
        if not running:
            return
        job = running[-1]
        self.work.setText(job.progress.message or job.title)
        self.bar.setRange(0, job.progress.total)
        self.bar.setValue(job.progress.done)
