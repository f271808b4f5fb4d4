"""The bottom line: connection, outbox, what is being done, cancel."""

from __future__ import annotations

from PyQt6.QtCore import Qt, QTimer, pyqtSignal
from PyQt6.QtWidgets import QLabel, QProgressBar, QPushButton, QStatusBar, QToolButton, QWidget

from iodeep_viewer.gui.commands.tips import set_tip
from iodeep_viewer.gui.controllers.recording import DecisionRecorder
from iodeep_viewer.gui.jobs import Jobs
from iodeep_viewer.gui.state.bridge import signal_of
from iodeep_viewer.gui.state.session import Session
from iodeep_viewer.gui.state.values import Connection
from iodeep_viewer.gui.style.wording import objects
from iodeep_viewer.workflows.journal import JournalState

_SLOW = 300
"""Milliseconds of writing after which it is shown."""


class StatusBar(QStatusBar):
    """Follows the session and the jobs."""

    cancel_requested = pyqtSignal()
    outbox_requested = pyqtSignal()

    def __init__(self, session: Session, jobs: Jobs, recorder: DecisionRecorder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._jobs = jobs
        self._recorder = recorder
        self.setSizeGripEnabled(False)
        self.connection = QLabel()
        self.connection.setContentsMargins(8, 0, 8, 0)
        self.outbox = QToolButton()
        self.outbox.setToolTip(self.tr("Stored objects that are not in the PACS yet; click to send them again"))
        self.outbox.clicked.connect(self.outbox_requested)
        self.journal = QLabel()
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(_SLOW)
        self._slow.timeout.connect(self._show_journal)
        self.work = QLabel()
        self.bar = QProgressBar()
        self.bar.setFixedWidth(180)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress"))
        self.cancel_button = QPushButton(self.tr("Cancel"))
        set_tip(self.cancel_button, (self.tr("Stop the running work"), "cancel"))
        self.cancel_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.cancel_button.clicked.connect(self.cancel_requested)
        self.addWidget(self.connection)
        self.addWidget(self.outbox)
        for widget in (self.journal, self.work, self.bar, self.cancel_button):
            self.addPermanentWidget(widget)
        signal_of(session.connection_changed).connect(self._show_connection)
        signal_of(session.settings_changed).connect(self._show_connection)
        signal_of(session.outbox_changed).connect(self._show_outbox)
        recorder.state_changed.connect(self._follow_journal)
        jobs.changed.connect(self._show_work)
        self._show_connection()
        self._show_outbox()
        self._show_journal()
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

    def _follow_journal(self) -> None:
        if self._recorder.state is JournalState.PENDING:
            self._slow.start()  # most are on disk before anybody could read a word
        else:
            self._slow.stop()
            self._show_journal()

    def _show_journal(self) -> None:
        text, tip = {
            JournalState.KEPT: ("", ""),
            JournalState.PENDING: (self.tr("Saving …"), self.tr("Your last decisions are being written to the disk")),
            JournalState.FAILED: (
                self.tr("⚠ Decisions not saved"),
                self.tr(
                    "Your last decisions could not be written to this computer's disk. Free some space or store them; "
                    "it is tried again with your next decision."
                ),
            ),
        }[self._recorder.state]
        self.journal.setText(text)
        self.journal.setToolTip(tip)
        self.journal.setVisible(bool(text))

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
