"""What the user wants of the regions: AI ROI, validate, reject, undo, store."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from PyQt6.QtCore import QObject

from iodeep_viewer.core.image_series import Slice
from iodeep_viewer.core.regions import Roi, RoiState, StructureSet
from iodeep_viewer.core.review import Review
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.errors import IODeepError, NoMatchingNetwork
from iodeep_viewer.gui.jobs import Jobs, Pool
from iodeep_viewer.gui.reading_intents import tell_failure, tell_no_pacs
from iodeep_viewer.gui.session import Connection, NetworkState, NetworkStatus, Session, Severity
from iodeep_viewer.gui.wording import count
from iodeep_viewer.inference.prediction import Prediction, predict
from iodeep_viewer.inference.selection import slice_tags
from iodeep_viewer.pacs.node import PacsNode
from iodeep_viewer.workflows.networks import ReadyNetwork, ready_network
from iodeep_viewer.workflows.review import OutboxOutcome, put_in_outbox, send_outbox
from iodeep_viewer.workflows.workplace import Workplace

log = logging.getLogger(__name__)


class ReviewIntents(QObject):
    """Propose, decide, store."""

    def __init__(self, session: Session, workplace: Workplace, jobs: Jobs) -> None:
        super().__init__(session)
        self._session = session
        self._workplace = workplace
        self._jobs = jobs

    def propose(self) -> None:
        """AI ROI: let the matching network propose regions on the slice on screen."""
        session = self._session
        image, node, network = session.image, session.node, session.network
        if image is None:
            session.tell(Severity.WARNING, "There is no slice to look at.", "Open a series first.")
            return
        if node is None:
            tell_no_pacs(session)
            return
        ready = (
            self._workplace.engine.get(network.selection.chosen.network.dnn_uid)
            if network.status is NetworkStatus.READY
            and network.selection is not None
            and network.selection.chosen is not None
            and network.selection.tags == slice_tags(image)
            else None
        )
        if ready is not None and network.selection is not None:
            self._predict(ReadyNetwork(network.selection, ready), image)
        else:
            self._find_then_predict(node, image)

    def validate(self, roi_ids: Iterable[str]) -> None:
        """Accept regions."""
        self._decide(roi_ids, RoiState.VALIDATED)

    def reject(self, roi_ids: Iterable[str]) -> None:
        """Refuse regions; undo brings them back."""
        self._decide(roi_ids, RoiState.REJECTED)

    def validate_selected(self) -> None:
        """Accept the selected region."""
        if self._session.selected_roi_id:
            self.validate([self._session.selected_roi_id])

    def reject_selected(self) -> None:
        """Refuse the selected region."""
        if self._session.selected_roi_id:
            self.reject([self._session.selected_roi_id])

    def validate_all_on_slice(self) -> None:
        """Accept all proposed regions on the slice on screen."""
        self.validate([roi.roi_id for roi in self._session.rois_on_screen() if roi.state is RoiState.PROPOSED])

    def select(self, roi_id: str | None) -> None:
        """Select a region and show a slice that it lies on."""
        session = self._session
        roi = session.review.get(roi_id) if roi_id else None
        if roi is not None and session.series is not None and session.image_key not in roi.images:
            indices = [session.series.index_of(image) for image in roi.images]
            found = [index for index in indices if index is not None]
            if found:
                session.set_index(min(found))
        session.select_roi(roi_id)

    def select_neighbour(self, by: int) -> None:
        """Select the next or previous region of the series, in the order of the list."""
        rois = [roi for roi in self._session.review.rois if roi.state is not RoiState.REJECTED]
        if not rois:
            return
        ids = [roi.roi_id for roi in rois]
        selected = self._session.selected_roi_id
        at = ids.index(selected) + by if selected in ids else (0 if by > 0 else -1)
        self.select(ids[at % len(ids)])

    def undo(self) -> None:
        """Take the last step back."""
        if not self._session.storing:
            self._set_review(self._session.review.undo())

    def redo(self) -> None:
        """Take the step that was undone again."""
        if not self._session.storing:
            self._set_review(self._session.review.redo())

    def store(self, reviewer_name: str, label: str) -> None:
        """Store the validated regions as an RT Structure Set, in the PACS that the series came from.

        It is written into the outbox first, which nothing cancels; sending may be cancelled at no loss.
        """
        session = self._session
        series, node = session.series, session.series_node
        if series is None or node is None or session.storing:
            return
        validated = session.review.in_state(RoiState.VALIDATED)

        def still_open() -> bool:
            return session.series is not None and session.series.series_instance_uid == series.series_instance_uid

        def done(written: StructureSet) -> None:
            if still_open():
                session.set_review(session.review.without({roi.roi_id for roi in validated}))
                # A proposal that came in meanwhile wrote the stored ones down again.
                self._write_down(series.series_instance_uid, session.review)
                session.set_storing(False)
                session.add_stored([written])
            self._send(node, written, count(len(validated), "region"))

        def failed(error: IODeepError) -> None:
            if still_open():
                session.set_storing(False)
            session.tell(Severity.ERROR, error.sentence, error.hint)

        session.set_storing(True)
        self._jobs.start(
            Pool.NETWORK,
            f"write {series.series_instance_uid}",
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

    def _find_then_predict(self, node: PacsNode, image: Slice) -> None:
        session, settings = self._session, self._session.settings

        def done(ready: ReadyNetwork) -> None:
            name = ready.loaded.iodeep.record.dnn_name
            session.set_network(NetworkState(NetworkStatus.READY, name, f"{name} is ready.", ready.selection))
            self._predict(ready, image)

        def failed(error: IODeepError) -> None:
            no_match = isinstance(error, NoMatchingNetwork)
            status = NetworkStatus.NO_MATCH if no_match else NetworkStatus.FAILED
            session.set_network(NetworkState(status, "", str(error), session.network.selection))
            if no_match:
                session.tell(Severity.WARNING, error.sentence, error.hint, of_series=True)
            else:
                tell_failure(session, node, error)

        self._jobs.cancel("network")
        session.set_network(
            NetworkState(sentence="Click AI ROI to look for a network.", selection=session.network.selection)
        )
        # Opening another series cancels this job and the next one.
        self._jobs.start(
            Pool.NETWORK,
            "ai-roi",
            "Finding and fetching the network",
            lambda task: ready_network(self._workplace, settings, node, image, task),
            done,
            failed,
        )

    def _predict(self, ready: ReadyNetwork, image: Slice) -> None:
        session = self._session

        def work(task: TaskControl) -> Prediction:
            return predict(ready.loaded, image, task)

        def done(prediction: Prediction) -> None:
            if not prediction.rois:
                session.tell(
                    Severity.INFO,
                    f"“{ready.loaded.iodeep.record.dnn_name}” found nothing on this slice.",
                    "That is not a finding of absence: look for yourself.",
                    of_series=True,
                )
                return
            new, known = _without_repeats(prediction.rois, session.review, image)
            if known and not new:
                session.tell(Severity.INFO, "The network proposes what is on this slice already.", of_series=True)
            if new:
                self._set_review(session.review.add(new))
                session.select_roi(new[0].roi_id)

        def failed(error: IODeepError) -> None:
            session.tell(Severity.ERROR, error.sentence, error.hint)

        self._jobs.start(Pool.INFERENCE, "predict", "AI ROI", work, done, failed)

    def _decide(self, roi_ids: Iterable[str], state: RoiState) -> None:
        # What is being written is settled.
        if not self._session.storing:
            self._set_review(self._session.review.set_state(list(roi_ids), state))

    def _set_review(self, review: Review) -> None:
        session = self._session
        if review is session.review or session.series is None:
            return
        self._write_down(session.series.series_instance_uid, review)
        session.set_review(review)

    def _write_down(self, series_instance_uid: str, review: Review) -> None:
        try:
            self._workplace.journal.write(series_instance_uid, review.findings)
        except OSError as error:
            log.error("The journal cannot be written: %s", error.strerror)
            self._session.tell(
                Severity.WARNING,
                "Your decisions could not be written to this computer's disk.",
                "Store them now, and free some space: a crash would lose them.",
            )


def _without_repeats(rois: tuple[Roi, ...], review: Review, image: Slice) -> tuple[tuple[Roi, ...], int]:
    """Leave out proposals that are on the slice already, point by point: AI ROI twice proposes once.

    Rejected regions count as well: what the user refused does not come back unasked.
    """
    known = {contour.points.tobytes() for roi in review.rois for contour in roi.contours_on(image.key)}
    new = tuple(roi for roi in rois if roi.contours[0].points.tobytes() not in known)
    return new, len(rois) - len(new)
