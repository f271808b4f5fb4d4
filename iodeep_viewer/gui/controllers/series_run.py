"""AI ROI on a whole series: one slice after the other, from the one on screen outwards."""

from __future__ import annotations

from PyQt6.QtCore import QObject, pyqtSignal

from iodeep_viewer.core.image_key import ImageKey
from iodeep_viewer.core.image_series import Slice
from iodeep_viewer.core.prediction import NetworkTask, Prediction
from iodeep_viewer.core.selection import Candidate, SliceTags, select_network, slice_tags
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.errors import IODeepError
from iodeep_viewer.gui.controllers.recording import DecisionRecorder
from iodeep_viewer.gui.jobs import Defect, Job, Jobs, Pool
from iodeep_viewer.gui.state.open_series import OpenSeries
from iodeep_viewer.gui.state.session import Session
from iodeep_viewer.gui.state.values import Severity
from iodeep_viewer.gui.style.wording import slices
from iodeep_viewer.workflows.networks import ReadyNetwork
from iodeep_viewer.workflows.propose import new_proposals


class SeriesRun(QObject):
    """One run of one network over one series.

    Each slice is a job of its own: a click on AI ROI waits for one slice, not for the series. All proposals of the
    run are one step of undo, taken where the first of them came; undoing it ends the run.
    """

    ended = pyqtSignal()

    def __init__(
        self,
        session: Session,
        jobs: Jobs,
        recorder: DecisionRecorder,
        opened: OpenSeries,
        ready: ReadyNetwork,
        start: Slice,
    ) -> None:
        super().__init__(session)
        self._session, self._jobs, self._recorder = session, jobs, recorder
        self._opened, self._ready, self._start = opened, ready, start
        self._verdicts: dict[SliceTags, Candidate] = {}
        self._job: Job | None = None
        self._done: set[ImageKey] = set()
        self._with_regions: set[ImageKey] = set()
        self._roi_ids: set[str] = set()
        self._problems: list[str] = []

    def start(self) -> None:
        """Begin."""
        self._jobs.changed.connect(self._notice_cancel)
        self._opened.review_changed.connect(self._notice_undo)
        self._go_on()

    def _go_on(self) -> None:
        """Look at the nearest slice that is left; slices that arrive meanwhile are among them."""
        uid = self._ready.predictor.iodeep.record.dnn_uid
        waiting = self._waiting()
        while waiting:
            image = waiting.pop(0)
            prediction = self._opened.predictions.made_by(uid, image.key)
            if prediction is None:
                self._predict(image, len(self._done) + 1 + len(waiting))
                return
            self._add(prediction)
        self._end(stopped=False)

    def _predict(self, image: Slice, total: int) -> None:
        number, predictor = len(self._done), self._ready.predictor
        message = self.tr("AI ROI: slice {} of {}").format(number + 1, total)

        def work(task: TaskControl) -> Prediction:
            task.report(number, total, message)
            of_slice = TaskControl()
            with task.on_cancel(of_slice.cancel):
                return predictor.predict(image, of_slice)

        def done(prediction: Prediction) -> None:
            self._add(prediction)
            self._go_on()

        def failed(error: IODeepError) -> None:
            self._done.add(image.key)
            self._problems.append(error.sentence)
            if isinstance(error, Defect):
                # It would come again with each slice.
                self._end(stopped=True)
            else:
                self._go_on()

        self._job = self._jobs.start(
            Pool.INFERENCE,
            f"ai-series {self._opened.reference.digest}",
            self.tr("AI ROI on the series"),
            work,
            done,
            failed,
        )

    def _waiting(self) -> list[Slice]:
        """Slices that the network reads and has not looked at, the nearest first."""
        slices = self._opened.series.slices
        at = self._opened.series.index_of(self._start.key) or 0
        nearest = sorted(range(len(slices)), key=lambda index: abs(index - at))
        return [slices[index] for index in nearest if slices[index].key not in self._done and self._fits(slices[index])]

    def _fits(self, image: Slice) -> bool:
        return self._candidate(image).matches

    def _candidate(self, image: Slice) -> Candidate:
        """What the tags of a slice say of the network."""
        tags = slice_tags(image)
        if tags not in self._verdicts:
            self._verdicts[tags] = select_network(tags, [self._ready.predictor.iodeep.record]).candidates[0]
        return self._verdicts[tags]

    def _add(self, prediction: Prediction) -> None:
        opened, key = self._opened, prediction.image.key
        self._done.add(key)
        if prediction.rois:
            self._with_regions.add(key)
        proposals = new_proposals(prediction, opened.review, opened.predictions.get(key))
        opened.keep_prediction(proposals.kept)
        new = proposals.rois
        if new:
            review = opened.review.join(new, self._roi_ids)
            self._roi_ids.update(roi.roi_id for roi in new)
            self._recorder.set_review(opened, review)

    def _notice_cancel(self) -> None:
        if self._job is not None and self._job.task.cancelled:
            self._end(stopped=True)

    def _notice_undo(self) -> None:
        if self._opened.review.is_undone(self._roi_ids):
            self._jobs.cancel(f"ai-series {self._opened.reference.digest}")

    def _end(self, *, stopped: bool) -> None:
        self._jobs.changed.disconnect(self._notice_cancel)
        self._opened.review_changed.disconnect(self._notice_undo)
        if self._opened in self._session.all_opened():
            self._tell(stopped=stopped)
        self.ended.emit()
        self.deleteLater()

    def _tell(self, *, stopped: bool) -> None:
        """Sum up: how many regions on how many slices, and on how many none."""
        opened, some = self._opened, len(self._with_regions)
        name, looked = self._ready.predictor.iodeep.record.dnn_name, len(self._done) - len(self._problems)
        left_out = [image for image in opened.series.slices if not self._fits(image)]
        sentences = [self.tr("AI ROI was stopped.")] if stopped else []
        if self._ready.predictor.output.task is NetworkTask.CLASSIFICATION:
            sentences.append(self.tr("“{}” classified {}.").format(name, slices(looked)))
        else:
            found = self.tr("“{}” looked at {}: regions on {}, none on {}; new proposals: {}.")
            sentences.append(found.format(name, slices(looked), some, looked - some, len(self._roi_ids)))
        if left_out:
            reasons = [str(verdict) for verdict in self._candidate(left_out[0]).verdicts if not verdict.agrees]
            sentence = self.tr("{} left out because of other tags ({}).")
            sentences.append(sentence.format(slices(len(left_out)), "; ".join(reasons)))
        if self._problems:
            sentence = self.tr("It failed on {}: {}")
            sentences.append(sentence.format(slices(len(self._problems)), self._problems[0]))
        if not opened.complete:
            sentences.append(self.tr("The series was still arriving: start again for the rest."))
        trouble = left_out or self._problems or not opened.complete
        self._session.notify(
            Severity.WARNING if trouble else Severity.INFO,
            " ".join(sentences),
            self.tr("Where it proposes nothing, that is not a finding of absence: look for yourself."),
            of=opened,
        )
