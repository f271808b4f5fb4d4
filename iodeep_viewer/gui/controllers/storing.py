"""Storing of findings, and sending of the outbox."""

from __future__ import annotations

from pathlib import Path

from PyQt6.QtCore import QCoreApplication, QObject

from iodeep_viewer.archives.archive import Archive
from iodeep_viewer.core.stored_objects import key_objects, structure_sets
from iodeep_viewer.errors import IODeepError, PacsError
from iodeep_viewer.gui.controllers.reading import notify_failure, notify_no_pacs
from iodeep_viewer.gui.controllers.recording import DecisionRecorder
from iodeep_viewer.gui.jobs import JobKind, Jobs, Pool
from iodeep_viewer.gui.state.session import Session
from iodeep_viewer.gui.state.values import Connection, Severity
from iodeep_viewer.gui.style.wording import findings, objects
from iodeep_viewer.workflows.destination import choose_destination
from iodeep_viewer.workflows.review import OutboxOutcome, StoredReview, send_outbox, store_review
from iodeep_viewer.workflows.workstation import Workstation


class StoringController(QObject):
    """Stores validated findings; waiting objects are sent later."""

    def __init__(self, session: Session, workstation: Workstation, jobs: Jobs, recorder: DecisionRecorder) -> None:
        super().__init__()
        self._session = session
        self._workstation = workstation
        self._jobs = jobs
        self._recorder = recorder

    def may_store(self) -> bool:
        """Return whether something can be stored now; notify the user if not."""
        session, opened = self._session, self._session.opened
        if opened is None or not opened.review.can_be_stored:
            session.notify(
                Severity.INFO,
                self.tr("There is nothing to store yet."),
                self.tr("Validate a region, measure something or mark a key image first."),
                of=opened,
            )
            return False
        return self._recorder.may_change(opened)

    def store(self, reviewer_name: str, label: str, folder: Path | None = None) -> None:
        """Store what is validated, measured and marked, in the PACS that the series came from.

        Findings on files of this computer go to the PACS in use; without any, into `folder`. What goes to a PACS is
        written into the outbox first, which nothing cancels; sending may be cancelled at no loss.
        """
        session, opened = self._session, self._session.opened
        destination = choose_destination(self._workstation.outbox, session.store_archive, folder)
        if opened is None or destination is None or opened.storing or not opened.review.can_be_stored:
            return
        reference, series, review = opened.reference, opened.series, opened.review

        def done(stored: StoredReview) -> None:
            # A proposal that came in meanwhile wrote the stored ones down again.
            opened.set_review(opened.review.without(stored.ids, stored.key_images))
            self._recorder.write_down(opened.reference, opened.review)
            opened.set_storing(False)
            opened.add_stored(structure_sets(stored.objects))
            opened.add_key_objects(key_objects(stored.objects))
            if stored.problem is not None:
                session.notify_error(stored.problem)
            if not stored.objects:
                return
            if destination.archive is not None:
                self._send(destination.archive, stored)
                return
            saved = self.tr("{} saved in {} as {}.")
            text = saved.format(_what(stored), destination.name, _as_what(stored))
            session.notify(Severity.INFO, text, _uids_text(stored))

        def failed(error: IODeepError) -> None:
            opened.set_storing(False)
            session.notify_error(error)

        opened.set_storing(True)
        # A scope of its own: closing the series does not stop it.
        self._jobs.scope(opened).start(
            Pool.NETWORK,
            JobKind.WRITE,
            self.tr("Writing the review"),
            lambda _task: store_review(
                self._workstation.journal, destination, reference, series, review.findings, reviewer_name, label
            ),
            done,
            failed,
            quiet=True,
        )

    def send_outbox(self, *, quiet: bool = False) -> None:
        """Try again to send what waits in the outbox for the PACS in use.

        Parameters
        ----------
        quiet
            Nobody asked: nothing is said of what does not work, and what is being sent is left alone.
        """
        archive, session = self._session.pacs, self._session
        if archive is None:
            if not quiet:
                notify_no_pacs(session)
            return
        if quiet and self._jobs.runs(JobKind.OUTBOX):
            return

        def done(outcome: OutboxOutcome) -> None:
            session.set_outbox_count(outcome.waiting)
            if outcome.sent:
                went = self.tr("{} of the outbox: sent to {}.")
                session.notify(Severity.INFO, went.format(objects(len(outcome.sent)), archive.name))
            if not (quiet or outcome.sent or outcome.waiting):
                session.notify(Severity.INFO, self.tr("The outbox is empty."))
            if outcome.problems and not quiet:
                session.notify(
                    Severity.WARNING,
                    self.tr("Still in the outbox: {}.").format(objects(outcome.waiting))
                    + " "
                    + " ".join(dict.fromkeys(outcome.problems.values())),
                    self.tr("They are safe on this computer."),
                )

        def failed(error: IODeepError) -> None:
            if not quiet:
                notify_failure(session, archive, error)

        self._jobs.start(
            Pool.NETWORK,
            JobKind.OUTBOX,
            self.tr("Sending the outbox"),
            lambda task: send_outbox(self._workstation.outbox, archive, task),
            done,
            failed,
            quiet=quiet,
        )

    def refresh_outbox(self) -> None:
        """Count what waits in the outbox."""
        self._jobs.start(
            Pool.NETWORK,
            JobKind.OUTBOX_COUNT,
            self.tr("Counting the outbox"),
            lambda _task: len(self._workstation.outbox.pending()),
            self._session.set_outbox_count,
            self._session.notify_error,
            quiet=True,
        )

    def _send(self, archive: Archive, stored: StoredReview) -> None:
        """Send the outbox after a review was put into it, and report its place."""
        session = self._session
        uids, as_what = _uids(stored), _as_what(stored)

        def waits(reason: str) -> None:
            self.refresh_outbox()
            session.notify(
                Severity.WARNING,
                self.tr("The {} waits in the outbox: {}").format(as_what, reason),
                self.tr("It is safe on this computer and goes out when the PACS is back."),
            )

        def done(outcome: OutboxOutcome) -> None:
            session.set_outbox_count(outcome.waiting)
            problems = [outcome.problems[uid] for uid in uids if uid in outcome.problems]
            if problems:
                waits(" ".join(dict.fromkeys(problems)))
                return
            if archive == session.pacs:
                session.set_connection(Connection.UP)
            session.notify(
                Severity.INFO,
                self.tr("{} stored in {} as {}.").format(_what(stored), archive.name, as_what),
                _uids_text(stored),
            )

        def failed(error: IODeepError) -> None:
            if archive == session.pacs and isinstance(error, PacsError):
                session.set_connection(Connection.DOWN)
            waits(error.sentence)

        self.refresh_outbox()
        # A scope of its own: neither the next store nor the timer of the outbox supersedes it.
        self._jobs.scope(uids[0]).start(
            Pool.NETWORK,
            JobKind.SEND,
            self.tr("Storing the {}").format(as_what),
            lambda task: send_outbox(self._workstation.outbox, archive, task),
            done,
            failed,
        )


def _uids(stored: StoredReview) -> list[str]:
    return [item.sop_instance_uid for item in stored.objects]


def _uids_text(stored: StoredReview) -> str:
    return f"SOP Instance UID {', '.join(_uids(stored))}"


def _as_what(stored: StoredReview) -> str:
    """Name the objects: ``RT Structure Set “AI ROI” and Key Object Selection``."""
    return QCoreApplication.translate("Counts", " and ").join(item.name for item in stored.objects)


def _what(stored: StoredReview) -> str:
    """Count what was stored: ``2 regions, 1 measurement, 3 key images``."""
    written = structure_sets(stored.objects)
    regions, measured = sum(len(item.rois) for item in written), sum(len(item.measurements) for item in written)
    return findings(regions, measured, len(stored.key_images))
