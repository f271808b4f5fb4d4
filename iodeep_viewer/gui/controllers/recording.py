"""Record each step of a review: no decision of the physician is lost."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

from PyQt6.QtCore import QCoreApplication, QObject, pyqtSignal

from iodeep_viewer.core.image_key import SeriesReference
from iodeep_viewer.core.review import Review
from iodeep_viewer.gui.state.open_series import OpenSeries
from iodeep_viewer.gui.state.session import Session
from iodeep_viewer.gui.state.values import Severity
from iodeep_viewer.workflows.journal import Journal, JournalState


class DecisionRecorder(QObject):
    """Show each step of a review at once and hand it to the journal; a step counts as kept once it is on disk."""

    state_changed = pyqtSignal()
    """:attr:`state` changed."""
    _written = pyqtSignal()

    def __init__(self, session: Session, journal: Journal) -> None:
        super().__init__()
        self._session = session
        self._journal = journal
        self._state = JournalState.KEPT
        self._reported = False
        self._written.connect(self._follow)

    @property
    def state(self) -> JournalState:
        """Whether all decisions are on disk."""
        return self._state

    def change(self, opened: OpenSeries, step: Callable[[Review], Review]) -> None:
        """Take a step; findings being stored are settled, and a closed series may be open anew elsewhere."""
        if opened in self._session.all_opened() and self.may_change(opened):
            self.set_review(opened, step(opened.review))

    def may_change(self, opened: OpenSeries) -> bool:
        """Return whether the review can be changed now; notify the user if not."""
        if opened.storing:
            translate = QCoreApplication.translate
            self._session.notify(
                Severity.INFO,
                translate("DecisionRecorder", "The review is being stored."),
                translate("DecisionRecorder", "Wait a moment, then go on."),
                of=opened,
            )
        return not opened.storing

    def set_review(self, opened: OpenSeries, review: Review) -> None:
        """Show a step, and keep it."""
        if review is not opened.review:
            self.write_down(opened.reference, review)
            opened.set_review(review)

    def write_down(self, reference: SeriesReference, review: Review) -> None:
        """Hand the findings to the journal; notify the user where they cannot be written."""
        self._journal.write(reference, review.findings).add_done_callback(self._notify_written)
        self._follow()

    def finish(self, seconds: float) -> bool:
        """Wait until all decisions are on disk, at most so long; return whether they are."""
        kept = self._journal.flush(seconds)
        self._follow()
        return kept

    def close(self) -> None:
        """Close the journal; a disk that does not answer is waited for when the program ends, with no window."""
        self._journal.close(wait=self._journal.state is not JournalState.PENDING)

    def _notify_written(self, _: object) -> None:
        with contextlib.suppress(RuntimeError):  # on the writing thread: the window may be gone
            self._written.emit()

    def _follow(self) -> None:
        before, self._state = self._state, self._journal.state
        if self._state is JournalState.FAILED and not self._reported:
            translate = QCoreApplication.translate
            self._session.notify(
                Severity.WARNING,
                translate("DecisionRecorder", "Your decisions could not be written to this computer's disk."),
                translate("DecisionRecorder", "Store them now, and free some space: a crash would lose them."),
            )
        if self._state is not JournalState.PENDING:
            self._reported = self._state is JournalState.FAILED
        if self._state is not before:
            self.state_changed.emit()
