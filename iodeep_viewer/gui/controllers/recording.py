"""Takes each step of a review, and writes it down: nothing that the physician decided is lost."""

from __future__ import annotations

import logging
from collections.abc import Callable

from PyQt6.QtCore import QCoreApplication, QObject

from iodeep_viewer.core.image_key import SeriesReference
from iodeep_viewer.core.review import Review
from iodeep_viewer.gui.state.open_series import OpenSeries
from iodeep_viewer.gui.state.session import Session
from iodeep_viewer.gui.state.values import Severity
from iodeep_viewer.workflows.journal import Journal

log = logging.getLogger(__name__)


class DecisionRecorder(QObject):
    """Takes steps of a review that are to be kept: each is written down before it is shown."""

    def __init__(self, session: Session, journal: Journal) -> None:
        super().__init__(session)
        self._session = session
        self._journal = journal

    def change(self, opened: OpenSeries, step: Callable[[Review], Review]) -> None:
        """Let the user take a step; what is being stored is settled, what was closed may be open anew elsewhere."""
        if opened in self._session.all_opened() and self.may_change(opened):
            self.set_review(opened, step(opened.review))

    def may_change(self, opened: OpenSeries) -> bool:
        """Whether the review can be changed now; tells the user if not."""
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
        """Take a step, and write it down first."""
        if review is not opened.review:
            self.write_down(opened.reference, review)
            opened.set_review(review)

    def write_down(self, reference: SeriesReference, review: Review) -> None:
        """Write the findings into the journal; where that fails, the user is told."""
        try:
            self._journal.write(reference, review.findings)
        except OSError as error:
            log.error("The journal cannot be written: %s", error.strerror)
            translate = QCoreApplication.translate
            self._session.notify(
                Severity.WARNING,
                translate("DecisionRecorder", "Your decisions could not be written to this computer's disk."),
                translate("DecisionRecorder", "Store them now, and free some space: a crash would lose them."),
            )
