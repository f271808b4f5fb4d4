"""What the user wants of the results: store them, send the outbox."""

from __future__ import annotations

from PyQt6.QtCore import QObject

from iodeep_viewer.core.regions import RoiState, StructureSet
from iodeep_viewer.errors import IODeepError
from iodeep_viewer.gui.jobs import Jobs, Pool
from iodeep_viewer.gui.reading_intents import tell_failure
from iodeep_viewer.gui.review_keeper import ReviewKeeper
from iodeep_viewer.gui.session import Connection, Session, Severity
from iodeep_viewer.gui.wording import count
from iodeep_viewer.pacs.node import PacsNode
from iodeep_viewer.workflows.review import OutboxOutcome, put_in_outbox, send_outbox
from iodeep_viewer.workflows.workplace import Workplace


class StoringIntents(QObject):
    """Store what is validated; whatever waits goes out later."""

    def __init__(self, session: Session, workplace: Workplace, jobs: Jobs, keeper: ReviewKeeper) -> None:
        super().__init__(session)
        self._session = session
        self._workplace = workplace
        self._jobs = jobs
        self._keeper = keeper

    def store(self, reviewer_name: str, label: str) -> None:
        """Store the validated regions as an RT Structure Set, in the PACS that the series came from.

        It is written into the outbox first, which nothing cancels; sending may be cancelled at no loss.
        """
        session, opened = self._session, self._session.opened
        node = session.store_node
        if opened is None or node is None or opened.storing:
            return
        series = opened.series
        validated = opened.review.in_state(RoiState.VALIDATED)

        def done(written: StructureSet) -> None:
            # A proposal that came in meanwhile wrote the stored ones down again.
            opened.set_review(opened.review.without({roi.roi_id for roi in validated}))
            self._keeper.write_down(opened.uid, opened.review)
            opened.set_storing(False)
            opened.add_stored([written])
            self._send(node, written, count(len(validated), "region"))

        def failed(error: IODeepError) -> None:
            opened.set_storing(False)
            session.tell(Severity.ERROR, error.sentence, error.hint)

        opened.set_storing(True)
        self._jobs.start(
            Pool.NETWORK,
            f"write {opened.uid}",
            "Writing the RT Structure Set",
            lambda _task: put_in_outbox(self._workplace, node, series, validated, reviewer_name, label),
            done,
            failed,
            quiet=True,
        )

    def send_outbox(self, *, quiet: bool = False) -> None:
        """Try again to send what waits in the outbox for the PACS in use."""
        node, session = self._session.node, self._session
        if node is None:
            return

        def done(outcome: OutboxOutcome) -> None:
            session.set_outbox_count(outcome.waiting)
            if outcome.sent:
                sent = count(len(outcome.sent), "structure set")
                session.tell(Severity.INFO, f"{sent} of the outbox went out to {node.name}.")
            if outcome.problems and not quiet:
                session.tell(
                    Severity.WARNING,
                    f"Still in the outbox: {count(outcome.waiting, 'structure set')}. "
                    + " ".join(dict.fromkeys(outcome.problems.values())),
                    "They are safe on this computer.",
                )

        def failed(error: IODeepError) -> None:
            if not quiet:
                tell_failure(session, node, error)

        self._jobs.start(
            Pool.NETWORK,
            "outbox",
            "Sending the outbox",
            lambda task: send_outbox(self._workplace, node, task),
            done,
            failed,
            quiet=quiet,
        )

    def refresh_outbox(self) -> None:
        """Count what waits in the outbox."""
        self._jobs.start(
            Pool.NETWORK,
            "outbox-count",
            "Counting the outbox",
            lambda _task: len(self._workplace.outbox.pending()),
            self._session.set_outbox_count,
            lambda error: self._session.tell(Severity.ERROR, error.sentence, error.hint),
            quiet=True,
        )

    def _send(self, node: PacsNode, written: StructureSet, what: str) -> None:
        """Send the outbox after a structure set was put into it, and tell where that went."""
        session = self._session

        def waits(reason: str) -> None:
            self.refresh_outbox()
            session.tell(
                Severity.WARNING,
                f"The RT Structure Set waits in the outbox: {reason}",
                "It is safe on this computer and goes out when the PACS is back.",
            )

        def done(outcome: OutboxOutcome) -> None:
            session.set_outbox_count(outcome.waiting)
            if written.sop_instance_uid in outcome.problems:
                waits(outcome.problems[written.sop_instance_uid])
                return
            if node == session.node:
                session.set_connection(Connection.UP)
            session.tell(
                Severity.INFO,
                f"{what} stored in {node.name} as RT Structure Set “{written.label}”.",
                f"SOP Instance UID {written.sop_instance_uid}",
            )

        def failed(error: IODeepError) -> None:
            if node == session.node:
                session.set_connection(Connection.DOWN)
            waits(error.sentence)

        self.refresh_outbox()
        # A name of its own: neither the next store nor the timer of the outbox supersedes it.
        self._jobs.start(
            Pool.NETWORK,
            f"send {written.sop_instance_uid}",
            "Storing the RT Structure Set",
            lambda task: send_outbox(self._workplace, node, task),
            done,
            failed,
        )
