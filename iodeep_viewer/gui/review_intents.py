"""What the user wants of the regions: AI ROI, validate, reject, undo."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PyQt6.QtCore import QObject

from iodeep_viewer.core.image_series import Slice
from iodeep_viewer.core.regions import Roi, RoiState
from iodeep_viewer.core.review import Review
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.errors import IODeepError, NoMatchingNetwork
from iodeep_viewer.gui.jobs import Jobs, Pool
from iodeep_viewer.gui.open_series import NetworkState, NetworkStatus, OpenSeries
from iodeep_viewer.gui.reading_intents import tell_failure, tell_no_pacs
from iodeep_viewer.gui.review_keeper import ReviewKeeper
from iodeep_viewer.gui.session import Session, Severity
from iodeep_viewer.gui.viewing_intents import ViewingIntents
from iodeep_viewer.inference.prediction import Prediction, predict
from iodeep_viewer.inference.selection import slice_tags
from iodeep_viewer.pacs.node import PacsNode
from iodeep_viewer.workflows.networks import ReadyNetwork, ready_network
from iodeep_viewer.workflows.workplace import Workplace


class ReviewIntents(QObject):
    """Propose and decide, on the series of the active viewport."""

    def __init__(
        self, session: Session, workplace: Workplace, jobs: Jobs, viewing: ViewingIntents, keeper: ReviewKeeper
    ) -> None:
        super().__init__(session)
        self._session = session
        self._viewing = viewing
        self._keeper = keeper
        self._workplace = workplace
        self._jobs = jobs

    def propose(self) -> None:
        """AI ROI: let the matching network propose regions on the slice on screen."""
        session, opened = self._session, self._session.opened
        image, node, network = session.image, session.node, session.network
        if opened is None or image is None:
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
            self._predict(opened, ReadyNetwork(network.selection, ready), image)
        else:
            self._find_then_predict(opened, node, image)

    def validate(self, roi_ids: Iterable[str]) -> None:
        """Accept regions."""
        self._decide(roi_ids, RoiState.VALIDATED)

    def reject(self, roi_ids: Iterable[str]) -> None:
        """Refuse regions; undo brings them back."""
        self._decide(roi_ids, RoiState.REJECTED)

    def validate_selected(self) -> None:
        """Accept the selected regions."""
        self.validate([roi.roi_id for roi in self._session.selected_rois])

    def reject_selected(self) -> None:
        """Refuse the selected regions."""
        self.reject([roi.roi_id for roi in self._session.selected_rois])

    def validate_all_on_slice(self) -> None:
        """Accept all proposed regions on the slice on screen."""
        self.validate([roi.roi_id for roi in self._session.rois_on_screen() if roi.state is RoiState.PROPOSED])

    def select(self, roi_id: str | None) -> None:
        """Select a region and show a slice that it lies on."""
        self.select_several(() if roi_id is None else (roi_id,))

    def select_several(self, roi_ids: Iterable[str]) -> None:
        """Select regions and show a slice that the first of them lies on."""
        session, opened = self._session, self._session.opened
        if opened is None:
            return
        chosen = tuple(roi_ids)
        roi = opened.review.get(chosen[0]) if chosen else None
        if roi is not None and session.image_key not in roi.images:
            indices = [opened.series.index_of(image) for image in roi.images]
            found = [index for index in indices if index is not None]
            if found:
                self._viewing.show_slice(min(found))
        opened.select_rois(chosen)

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
        self._change(lambda review: review.undo())

    def redo(self) -> None:
        """Take the step that was undone again."""
        self._change(lambda review: review.redo())

    def _find_then_predict(self, opened: OpenSeries, node: PacsNode, image: Slice) -> None:
        session, settings = self._session, self._session.settings

        def done(ready: ReadyNetwork) -> None:
            name = ready.loaded.iodeep.record.dnn_name
            opened.set_network(NetworkState(NetworkStatus.READY, name, f"{name} is ready.", ready.selection))
            self._predict(opened, ready, image)

        def failed(error: IODeepError) -> None:
            no_match = isinstance(error, NoMatchingNetwork)
            status = NetworkStatus.NO_MATCH if no_match else NetworkStatus.FAILED
            opened.set_network(NetworkState(status, "", str(error), opened.network.selection))
            if no_match:
                session.tell(Severity.WARNING, error.sentence, error.hint, of=opened)
            else:
                tell_failure(session, node, error)

        self._jobs.cancel(f"network {opened.uid}")
        opened.set_network(
            NetworkState(sentence="Click AI ROI to look for a network.", selection=opened.network.selection)
        )
        self._jobs.start(
            Pool.NETWORK,
            f"ai-roi {opened.uid}",
            "Finding and fetching the network",
            lambda task: ready_network(self._workplace, settings, node, image, task),
            done,
            failed,
        )

    def _predict(self, opened: OpenSeries, ready: ReadyNetwork, image: Slice) -> None:
        session = self._session

        def work(task: TaskControl) -> Prediction:
            return predict(ready.loaded, image, task)

        def done(prediction: Prediction) -> None:
            if not prediction.rois:
                session.tell(
                    Severity.INFO,
                    f"“{ready.loaded.iodeep.record.dnn_name}” found nothing on this slice.",
                    "That is not a finding of absence: look for yourself.",
                    of=opened,
                )
                return
            new, known = _without_repeats(prediction.rois, opened.review, image)
            if known and not new:
                session.tell(Severity.INFO, "The network proposes what is on this slice already.", of=opened)
            if new:
                self._keeper.set_review(opened, opened.review.add(new))
                opened.select_roi(new[0].roi_id)

        def failed(error: IODeepError) -> None:
            session.tell(Severity.ERROR, error.sentence, error.hint)

        self._jobs.start(Pool.INFERENCE, f"predict {opened.uid}", "AI ROI", work, done, failed)

    def _decide(self, roi_ids: Iterable[str], state: RoiState) -> None:
        self._change(lambda review: review.set_state(list(roi_ids), state))

    def _change(self, step: Callable[[Review], Review]) -> None:
        if self._session.opened is not None:
            self._keeper.change(self._session.opened, step)


def _without_repeats(rois: tuple[Roi, ...], review: Review, image: Slice) -> tuple[tuple[Roi, ...], int]:
    """Leave out proposals that are on the slice already, point by point: AI ROI twice proposes once.

    Rejected regions count as well: what the user refused does not come back unasked.
    """
    known = {contour.points.tobytes() for roi in review.rois for contour in roi.contours_on(image.key)}
    new = tuple(roi for roi in rois if roi.contours[0].points.tobytes() not in known)
    return new, len(rois) - len(new)
