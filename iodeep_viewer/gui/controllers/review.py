"""Review of regions: validate, reject, select, undo."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PyQt6.QtCore import QObject

from iodeep_viewer.core.regions import RoiState
from iodeep_viewer.core.review import Review
from iodeep_viewer.gui.controllers.recording import DecisionRecorder
from iodeep_viewer.gui.controllers.viewing import ViewingController
from iodeep_viewer.gui.state.session import Session


class ReviewController(QObject):
    """Decide, on the series of the active viewport."""

    def __init__(self, session: Session, viewing: ViewingController, recorder: DecisionRecorder) -> None:
        super().__init__()
        self._session = session
        self._viewing = viewing
        self._recorder = recorder

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

    def _decide(self, roi_ids: Iterable[str], state: RoiState) -> None:
        self._change(lambda review: review.set_state(list(roi_ids), state))

    def _change(self, step: Callable[[Review], Review]) -> None:
        if self._session.opened is not None:
            self._recorder.change(self._session.opened, step)
