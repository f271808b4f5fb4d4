"""What the user wants of the regions: AI ROI, validate, reject, undo, store."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable

from PyQt6.QtCore import QObject

from iodeep_viewer.core.image_series import Slice
from iodeep_viewer.core.regions import Review, Roi, RoiState
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.errors import IODeepError, NoMatchingNetwork
from iodeep_viewer.gui.jobs import Jobs, Pool
from iodeep_viewer.gui.session import Connection, NetworkState, NetworkStatus, Session, Severity
from iodeep_viewer.inference.prediction import Prediction, predict_rois
from iodeep_viewer.inference.selection import slice_tags
from iodeep_viewer.pacs.node import PacsNode
from iodeep_viewer.workflows.networks import ReadyNetwork, ready_network
from iodeep_viewer.workflows.review import StoreOutcome, send_outbox, store_validated
from iodeep_viewer.workflows.workplace import Workplace

log = logging.getLogger(__name__)


class ReviewIntents(QObject):
    """Propose, decide, store."""

    def __init__(
        self, session: Session, workplace: Workplace, jobs: Jobs, failed: Callable[[IODeepError], None]
    ) -> None:
        super().__init__(session)
        self._session = session
        self._workplace = workplace
        self._jobs = jobs
        self._failed = failed

    def propose(self) -> None:
        """AI ROI: let the matching network propose regions on the slice on screen."""
        session = self._session
        image, node, network = session.image, session.node, session.network
        if image is None or node is None:
            session.tell(Severity.WARNING, "There is no slice to look at.", "Open a series first.")
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
        self._set_review(self._session.review.undo())

    def redo(self) -> None:
        """Take the step that was undone again."""
        self._set_review(self._session.review.redo())

    def store(self, reviewer_name: str, label: str) -> None:
        """Store the validated regions as an RT Structure Set."""
        session = self._session
        series, node = session.series, session.node
        if series is None or node is None:
            return
        stored = session.review.in_state(RoiState.VALIDATED)

        def done(outcome: StoreOutcome) -> None:
            self._after_store(series.series_instance_uid, stored)
            if outcome.sent:
                session.set_connection(Connection.UP)
                session.tell(
                    Severity.INFO,
                    f"{_count(len(stored), 'region')} stored in {node.name} as RT Structure Set “{label}”.",
                    f"SOP Instance UID {outcome.sop_instance_uid}",
                )
            else:
                session.tell(
                    Severity.WARNING,
                    f"The RT Structure Set waits in the outbox: {outcome.reason}",
                    "It is safe on this computer and goes out when the PACS is back.",
                )
            self.refresh_outbox()
            session.set_stored((*session.stored, *outcome.structure_sets))

        self._jobs.start(
            Pool.NETWORK,
            "store",
            "Storing the RT Structure Set",
            lambda task: store_validated(self._workplace, node, series, stored, reviewer_name, label, task),
            done,
            self._failed,
        )

    def send_outbox(self, *, quiet: bool = False) -> None:
        """Try again to send what waits in the outbox."""
        node, session = self._session.node, self._session
        if node is None or not self._workplace.outbox.pending():
            return

        def done(sent: int) -> None:
            self.refresh_outbox()
            if sent:
                session.set_connection(Connection.UP)
                session.tell(Severity.INFO, f"{_count(sent, 'structure set')} of the outbox went out to {node.name}.")

        def failed(error: IODeepError) -> None:
            if not quiet:
                self._failed(error)

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
        self._session.set_outbox_count(len(self._workplace.outbox.pending()))

    def _find_then_predict(self, node: PacsNode, image: Slice) -> None:
        session = self._session

        def done(ready: ReadyNetwork) -> None:
            name = ready.loaded.iodeep.record.dnn_name
            session.set_network(NetworkState(NetworkStatus.READY, name, f"{name} is ready.", ready.selection))
            self._predict(ready, image)

        def failed(error: IODeepError) -> None:
            if isinstance(error, NoMatchingNetwork):
                session.set_network(NetworkState(NetworkStatus.NO_MATCH, "", str(error), session.network.selection))
                session.tell(Severity.WARNING, error.sentence, error.hint)
            else:
                self._failed(error)

        self._jobs.cancel("network")
        self._jobs.start(
            Pool.RETRIEVE,
            "ai-roi",
            "Finding and fetching the network",
            lambda task: ready_network(self._workplace, session.settings, node, image, task),
            done,
            failed,
        )

    def _predict(self, ready: ReadyNetwork, image: Slice) -> None:
        session = self._session

        def work(task: TaskControl) -> Prediction:
            return predict_rois(ready.loaded, image, task)

        def done(prediction: Prediction) -> None:
            if session.series is None or session.series.index_of(image.key) is None:
                return  # another series is open by now
            if not prediction.rois:
                session.tell(
                    Severity.INFO,
                    f"“{ready.loaded.iodeep.record.dnn_name}” found nothing on this slice.",
                    "That is not a finding of absence: look for yourself.",
                )
                return
            new, known = _without_repeats(prediction.rois, session.review, image)
            if known and not new:
                session.tell(Severity.INFO, "The network proposes what is on this slice already.")
            if new:
                self._set_review(session.review.add(new))
                session.select_roi(new[0].roi_id)

        self._jobs.start(Pool.INFERENCE, "predict", "AI ROI", work, done, self._failed)

    def _decide(self, roi_ids: Iterable[str], state: RoiState) -> None:
        ids = list(roi_ids)
        self._set_review(self._session.review.set_state(ids, state))

    def _set_review(self, review: Review) -> None:
        session = self._session
        if review is session.review or session.series is None:
            return
        self._write_down(session.series.series_instance_uid, review.rois)
        session.set_review(review)

    def _write_down(self, series_instance_uid: str, rois: tuple[Roi, ...]) -> None:
        try:
            self._workplace.journal.write(series_instance_uid, rois)
        except OSError as error:
            log.error("The journal cannot be written: %s", error.strerror)
            self._session.tell(
                Severity.WARNING,
                "Your decisions could not be written to this computer's disk.",
                "Store them now, and free some space: a crash would lose them.",
            )

    def _after_store(self, series_instance_uid: str, stored: tuple[Roi, ...]) -> None:
        """Take what was stored out of the review and the journal: it is shown as stored from now on."""
        session = self._session
        ids = {roi.roi_id for roi in stored}
        if session.series is not None and session.series.series_instance_uid == series_instance_uid:
            kept = tuple(roi for roi in session.review.rois if roi.roi_id not in ids)
            session.set_review(Review(kept))
        else:
            kept = tuple(roi for roi in self._workplace.journal.read(series_instance_uid) if roi.roi_id not in ids)
        self._write_down(series_instance_uid, kept)


def _without_repeats(rois: tuple[Roi, ...], review: Review, image: Slice) -> tuple[tuple[Roi, ...], int]:
    """Leave out proposals that are on the slice already, point by point: AI ROI twice proposes once.

    Rejected regions count as well: what the user refused does not come back unasked.
    """
    known = {contour.points.tobytes() for roi in review.rois for contour in roi.contours_on(image.key)}
    new = tuple(roi for roi in rois if roi.contours[0].points.tobytes() not in known)
    return new, len(rois) - len(new)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
