"""AI ROI on a slice or a series, and at another threshold."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PyQt6.QtCore import QObject

from iodeep_viewer.core.image_series import Slice
from iodeep_viewer.core.kept_predictions import KeptPrediction
from iodeep_viewer.core.prediction import Prediction
from iodeep_viewer.errors import IODeepError, NoMatchingNetwork
from iodeep_viewer.gui.controllers.networks import NetworkController
from iodeep_viewer.gui.controllers.reading import notify_failure, notify_no_pacs
from iodeep_viewer.gui.controllers.recording import DecisionRecorder
from iodeep_viewer.gui.controllers.series_run import SeriesRunner
from iodeep_viewer.gui.jobs import JobKind, Jobs, Pool
from iodeep_viewer.gui.state.bridge import signal_of
from iodeep_viewer.gui.state.open_series import OpenSeries
from iodeep_viewer.gui.state.session import Session
from iodeep_viewer.gui.state.values import Severity
from iodeep_viewer.workflows.networks import ReadyNetwork
from iodeep_viewer.workflows.propose import ThresholdMove, move_threshold, new_proposals
from iodeep_viewer.workflows.propose_series import SeriesRun


class AiController(QObject):
    """Runs the matching network on the series of the active viewport."""

    def __init__(self, session: Session, jobs: Jobs, networks: NetworkController, recorder: DecisionRecorder) -> None:
        super().__init__()
        self._session = session
        self._jobs = jobs
        self._networks = networks
        self._recorder = recorder
        self._runs: dict[OpenSeries, SeriesRunner] = {}
        self._movement: ThresholdMove | None = None
        self._started_by_itself: dict[OpenSeries, bool] = {}
        signal_of(session.opened_changed).connect(self._expect_new_series)

    def propose(self) -> None:
        """AI ROI on the slice on screen."""
        self._session.active.hold()
        opened, image = self._session.opened, self._session.image
        self._with_network(
            opened, image, lambda opened, image, ready: self._propose_on(opened, image, ready, asked=True)
        )

    def propose_series(self) -> None:
        """AI ROI on every slice, from the one on screen outwards, in the background."""
        self._with_network(self._session.opened, self._session.image, self._run)

    def move_threshold(self, threshold: float, *, keep: bool = True) -> None:
        """Outline the proposals of the slice on screen at another threshold; what is decided stays.

        Parameters
        ----------
        keep
            Whether to write it down now; :meth:`keep_threshold` does it once the slider is let go.
        """
        opened, kept = self._session.opened, self._session.active.kept_prediction
        if opened is None or kept is None:
            return
        if not self._recorder.may_change(opened):
            opened.predictions_changed.emit()  # the slider goes back to where the outlines are
            return
        self._movement = move_threshold(kept.prediction, threshold, opened.review, self._movement)
        if keep:
            self._recorder.set_review(opened, self._movement.after)
        else:
            opened.set_review(self._movement.after)
        opened.keep_prediction(KeptPrediction(kept.prediction, threshold))

    def keep_threshold(self) -> None:
        """Write down what was moved, and end the movement."""
        opened = self._session.opened
        if opened is not None and self._movement is not None and self._movement.after is opened.review:
            self._recorder.write_down(opened.reference, opened.review)
        self._movement = None

    def reset_threshold(self) -> None:
        """Go back to the network's own threshold on the slice on screen."""
        kept = self._session.active.kept_prediction
        if kept is not None:
            self._movement = None
            self.move_threshold(kept.own_threshold)
            self._movement = None

    def _with_network(
        self, opened: OpenSeries | None, image: Slice | None, then: Callable[[OpenSeries, Slice, ReadyNetwork], None]
    ) -> None:
        session = self._session
        if opened is None or image is None:
            session.notify(Severity.WARNING, self.tr("No slice is open."), self.tr("Open a series first."))
            return
        archive, ready = self._networks.archive_for(opened), self._networks.ready_for(opened, image)
        if ready is not None:
            then(opened, image, ready)
        elif archive is None:
            notify_no_pacs(session)
        else:

            def failed(error: IODeepError) -> None:
                if isinstance(error, NoMatchingNetwork):
                    session.notify(Severity.WARNING, error.sentence, error.hint, of=opened)
                else:
                    notify_failure(session, archive, error)

            self._networks.find_then(opened, archive, image, lambda ready: then(opened, image, ready), failed)

    def _propose_on(self, opened: OpenSeries, image: Slice, ready: ReadyNetwork, *, asked: bool) -> None:
        """Run a network on one slice, if it was not before."""
        prediction = opened.predictions.made_by(ready.predictor.iodeep.record.dnn_uid, image.key)
        if prediction is not None:
            self._add(opened, prediction, asked=asked)
            return
        self._jobs.scope(opened.reference).start(
            Pool.INFERENCE,
            JobKind.PREDICT,
            self.tr("AI ROI"),
            lambda task: ready.predictor.predict(image, task),
            lambda prediction: self._add(opened, prediction, asked=asked),
            self._session.notify_error,
        )

    def _add(self, opened: OpenSeries, prediction: Prediction, *, asked: bool) -> None:
        """Add new proposals and select a requested one; notify the user where nothing changes."""
        notify = self._session.notify
        proposals = new_proposals(prediction, opened.review, opened.predictions.get(prediction.image.key))
        opened.keep_prediction(proposals.kept)
        self._recorder.set_review(opened, proposals.review)
        if proposals.rois:
            if asked:
                opened.select_roi(proposals.rois[0].roi_id)
        elif prediction.rois and asked:
            notify(Severity.INFO, self.tr("The network proposes nothing new on this slice."), of=opened)
        elif not prediction.rois and not prediction.classes:
            notify(
                Severity.INFO,
                self.tr("“{}” found nothing on this slice.").format(prediction.network.dnn_name),
                self.tr("That is not a finding of absence: check the slice yourself."),
                of=opened,
            )

    def _run(self, opened: OpenSeries, image: Slice, ready: ReadyNetwork) -> None:
        """Run a network on a whole series."""
        if opened in self._runs:
            self._session.notify(
                Severity.INFO,
                self.tr("The network is reading this series already."),
                self.tr("Esc stops it; its proposals stay."),
                of=opened,
            )
            return
        run = SeriesRun(ready.predictor, image.key)
        runner = SeriesRunner(self._session, self._jobs, self._recorder, opened, run)
        self._runs[opened] = runner
        runner.ended.connect(lambda: self._runs.pop(opened, None))
        runner.start()

    def _expect_new_series(self) -> None:
        """Run the network by itself on series that are opened, if the user wants that."""
        opened_now = self._session.all_opened()
        for opened in opened_now:
            if opened not in self._started_by_itself:
                self._started_by_itself[opened] = False
                for event in (opened.network_changed, opened.series_changed):
                    signal_of(event).connect(partial(self._start_by_itself, opened))
        self._started_by_itself = {opened: self._started_by_itself[opened] for opened in opened_now}

    def _start_by_itself(self, opened: OpenSeries) -> None:
        wanted = self._session.settings.networks.ai_on_opening
        viewport = next((item for item in self._session.viewports if item.opened is opened), None)
        image = viewport.image if viewport else None
        if wanted == "off" or image is None or self._started_by_itself.get(opened, True):
            return
        ready = self._networks.ready_for(opened, image)
        if ready is None or (wanted == "series" and not opened.complete):
            return
        self._started_by_itself[opened] = True
        if wanted == "series":
            self._run(opened, image, ready)
        else:
            self._propose_on(opened, image, ready, asked=False)
