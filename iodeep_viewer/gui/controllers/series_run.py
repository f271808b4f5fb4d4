"""AI ROI on a whole series, in the background: a job for each slice."""

from __future__ import annotations

from PyQt6.QtCore import QObject, pyqtSignal

from iodeep_viewer.core.prediction import NetworkTask, Prediction
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.errors import IODeepError
from iodeep_viewer.gui.controllers.recording import DecisionRecorder
from iodeep_viewer.gui.jobs import Defect, Job, JobKind, Jobs, Pool
from iodeep_viewer.gui.state.bridge import signal_of
from iodeep_viewer.gui.state.open_series import OpenSeries
from iodeep_viewer.gui.state.session import Session
from iodeep_viewer.gui.state.values import Severity
from iodeep_viewer.gui.style.wording import slices
from iodeep_viewer.workflows.propose_series import NextSlice, RunSummary, SeriesRun


class SeriesRunner(QObject):
    """Starts the jobs of a run and shows its sum at the end.

    Each slice is a job of its own: a click on AI ROI waits for one slice, not for the series. Undoing the step of the
    run ends it.
    """

    ended = pyqtSignal()

    def __init__(
        self, session: Session, jobs: Jobs, recorder: DecisionRecorder, opened: OpenSeries, run: SeriesRun
    ) -> None:
        super().__init__()
        self._session, self._jobs, self._recorder = session, jobs, recorder
        self._opened, self._run, self._scope = opened, run, jobs.scope(opened.reference)
        self._job: Job | None = None

    def start(self) -> None:
        """Begin."""
        self._jobs.changed.connect(self._notice_cancel)
        signal_of(self._opened.review_changed).connect(self._notice_undo)
        self._go_on()

    def _go_on(self) -> None:
        opened = self._opened
        while (following := self._run.next_slice(opened.series, opened.predictions)) is not None:
            if following.prediction is None:
                self._predict(following)
                return
            self._add(following.prediction)
        self._end(stopped=False)

    def _predict(self, following: NextSlice) -> None:
        predictor, image = self._run.predictor, following.image
        message = self.tr("AI ROI: slice {} of {}").format(following.number, following.total)

        def work(task: TaskControl) -> Prediction:
            task.report(following.number - 1, following.total, message)
            of_slice = TaskControl()
            with task.on_cancel(of_slice.cancel):
                return predictor.predict(image, of_slice)

        def done(prediction: Prediction) -> None:
            self._add(prediction)
            self._go_on()

        def failed(error: IODeepError) -> None:
            self._run.fail(image.key, error)
            if isinstance(error, Defect):
                # It would come again with each slice.
                self._end(stopped=True)
            else:
                self._go_on()

        self._job = self._scope.start(
            Pool.INFERENCE,
            JobKind.AI_SERIES,
            self.tr("AI ROI on the series"),
            work,
            done,
            failed,
        )

    def _add(self, prediction: Prediction) -> None:
        opened = self._opened
        proposals = self._run.add(prediction, opened.review, opened.predictions.get(prediction.image.key))
        opened.keep_prediction(proposals.kept)
        self._recorder.set_review(opened, proposals.review)

    def _notice_cancel(self) -> None:
        if self._job is not None and self._job.task.cancelled:
            self._end(stopped=True)

    def _notice_undo(self) -> None:
        if self._run.is_undone(self._opened.review):
            self._scope.cancel(JobKind.AI_SERIES)

    def _end(self, *, stopped: bool) -> None:
        self._jobs.changed.disconnect(self._notice_cancel)
        signal_of(self._opened.review_changed).disconnect(self._notice_undo)
        opened = self._opened
        if opened in self._session.all_opened():
            self._show(self._run.summary(opened.series, complete=opened.complete, stopped=stopped))
        self.ended.emit()
        self.deleteLater()

    def _show(self, summary: RunSummary) -> None:
        """Sum up: how many regions on how many slices, and on how many none."""
        name, count, some = summary.dnn_name, summary.predicted, summary.with_regions
        sentences = [self.tr("AI ROI was stopped.")] if summary.stopped else []
        if summary.task is NetworkTask.CLASSIFICATION:
            sentences.append(self.tr("“{}” classified {}.").format(name, slices(count)))
        else:
            found = self.tr("“{}” read {}: regions on {}, none on {}; new proposals: {}.")
            sentences.append(found.format(name, slices(count), some, count - some, summary.new_proposals))
        if summary.left_out:
            reasons = "; ".join(map(str, summary.differences))
            sentence = self.tr("{} left out because of other tags ({}).")
            sentences.append(sentence.format(slices(summary.left_out), reasons))
        if summary.failures:
            sentence = self.tr("It failed on {}: {}")
            sentences.append(sentence.format(slices(len(summary.failures)), summary.failures[0]))
        if not summary.complete:
            sentences.append(self.tr("The series was still arriving: start again for the rest."))
        self._session.notify(
            Severity.INFO if summary.whole else Severity.WARNING,
            " ".join(sentences),
            self.tr("Where it proposes nothing, that is not a finding of absence: check the slices yourself."),
            of=self._opened,
        )
