"""Propose regions on a whole series: one slice after the other, from the one on screen outwards."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from iodeep_viewer.core.image_key import ImageKey
from iodeep_viewer.core.image_series import ImageSeries, Slice
from iodeep_viewer.core.kept_predictions import KeptPrediction, KeptPredictions
from iodeep_viewer.core.prediction import NetworkTask, Prediction
from iodeep_viewer.core.review import Review
from iodeep_viewer.core.selection import Candidate, SliceTags, TagVerdict, select_network, slice_tags
from iodeep_viewer.errors import IODeepError
from iodeep_viewer.inference.predictor import Predictor
from iodeep_viewer.workflows.propose import Proposals, new_proposals


@dataclass(frozen=True, slots=True)
class NextSlice:
    """The slice that comes next in a run.

    Attributes
    ----------
    prediction
        Of the same network, where it was run on this slice before.
    number, total
        Place in the run, from 1, and slices of the run in all, as far as they have arrived.
    """

    image: Slice
    prediction: Prediction | None
    number: int
    total: int


@dataclass(frozen=True, slots=True)
class RunSummary:
    """Sum of a run over a series.

    Attributes
    ----------
    dnn_name, task
        Of the network.
    predicted, with_regions
        Slices that there is a prediction of, and those of them on which the network finds regions.
    new_proposals
        Regions that the run added to the review.
    left_out, differences
        Slices whose tags the network does not read, and the tags of the first of them that differ.
    failures
        A sentence for each slice on which the network failed.
    stopped
        Whether the run ended before its last slice.
    complete
        Whether the whole series had arrived.
    """

    dnn_name: str
    task: NetworkTask
    predicted: int
    with_regions: int
    new_proposals: int
    left_out: int
    differences: tuple[TagVerdict, ...]
    failures: tuple[str, ...]
    stopped: bool
    complete: bool

    @property
    def whole(self) -> bool:
        """Whether every slice of the series was predicted, as far as the run was not stopped."""
        return self.complete and not self.left_out and not self.failures


class SeriesRun:
    """One run of one network over one series. Not for several threads.

    All proposals of the run are one step of undo, taken where the first of them came.

    Parameters
    ----------
    predictor
        The network.
    start
        The slice to begin with.
    """

    def __init__(self, predictor: Predictor, start: ImageKey) -> None:
        self.predictor = predictor
        self._start = start
        self._series: ImageSeries | None = None
        self._waiting: deque[Slice] = deque()
        self._verdicts: dict[SliceTags, Candidate] = {}
        self._done: set[ImageKey] = set()
        self._with_regions: set[ImageKey] = set()
        self._roi_ids: set[str] = set()
        self._failures: list[str] = []

    def next_slice(self, series: ImageSeries, predictions: KeptPredictions) -> NextSlice | None:
        """Return the nearest slice that the network reads and that is left.

        Parameters
        ----------
        series
            As far as it has arrived: slices that came since the last call are among those left.
        predictions
            Of the series; those of the same network are used again.

        Returns
        -------
        NextSlice or None
            None at the end.
        """
        if series is not self._series:
            self._series, self._waiting = series, deque(self._nearest_first(series))
        while self._waiting and self._waiting[0].key in self._done:
            self._waiting.popleft()
        if not self._waiting:
            return None
        image, done = self._waiting[0], len(self._done)
        known = predictions.made_by(self.predictor.iodeep.record.dnn_uid, image.key)
        return NextSlice(image, known, done + 1, done + len(self._waiting))

    def add(self, prediction: Prediction, review: Review, before: KeptPrediction | None) -> Proposals:
        """Take the prediction of the next slice.

        Parameters
        ----------
        prediction
            Of the slice.
        review
            As it is now.
        before
            The prediction of this slice that is kept so far, or None.

        Returns
        -------
        Proposals
            With the review, in which new regions belong to the step of the run.
        """
        image = prediction.image.key
        self._done.add(image)
        if prediction.rois:
            self._with_regions.add(image)
        proposals = new_proposals(prediction, review, before, self._roi_ids)
        self._roi_ids.update(roi.roi_id for roi in proposals.rois)
        return proposals

    def fail(self, image: ImageKey, error: IODeepError) -> None:
        """Note that the network failed on a slice; the run goes on with the next one.

        Parameters
        ----------
        image
            The slice.
        error
            Its sentence goes into the summary.
        """
        self._done.add(image)
        self._failures.append(error.sentence)

    def is_undone(self, review: Review) -> bool:
        """Return whether the user took the step of the run back.

        Parameters
        ----------
        review
            As it is now.

        Returns
        -------
        bool
            True if the run is to propose nothing more.
        """
        return review.is_undone(self._roi_ids)

    def summary(self, series: ImageSeries, *, complete: bool, stopped: bool) -> RunSummary:
        """Sum up the run so far.

        Parameters
        ----------
        series
            Slices that have arrived.
        complete
            Whether these are all.
        stopped
            Whether the run ends before its last slice.

        Returns
        -------
        RunSummary
            Counts of slices and proposals, and the reasons why slices were left out or failed.
        """
        left_out = [image for image in series.slices if not self._candidate(image).matches]
        verdicts = self._candidate(left_out[0]).verdicts if left_out else ()
        return RunSummary(
            self.predictor.iodeep.record.dnn_name,
            self.predictor.output.task,
            len(self._done) - len(self._failures),
            len(self._with_regions),
            len(self._roi_ids),
            len(left_out),
            tuple(verdict for verdict in verdicts if not verdict.agrees),
            tuple(self._failures),
            stopped,
            complete,
        )

    def _nearest_first(self, series: ImageSeries) -> list[Slice]:
        at = series.index_of(self._start) or 0
        nearest = sorted(range(len(series)), key=lambda index: abs(index - at))
        slices = [series.slices[index] for index in nearest]
        return [image for image in slices if image.key not in self._done and self._candidate(image).matches]

    def _candidate(self, image: Slice) -> Candidate:
        """Return the verdicts of the tags of a slice on the network."""
        tags = slice_tags(image)
        if tags not in self._verdicts:
            self._verdicts[tags] = select_network(tags, [self.predictor.iodeep.record]).candidates[0]
        return self._verdicts[tags]
