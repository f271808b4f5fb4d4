"""Runs over a series: order, slices done before, failures, other tags, undo, sum; without a window."""

from __future__ import annotations

from collections.abc import Callable

from iodeep_viewer.core.image_series import ImageSeries
from iodeep_viewer.core.kept_predictions import KeptPrediction, KeptPredictions
from iodeep_viewer.core.prediction import NetworkTask
from iodeep_viewer.core.regions import RoiState
from iodeep_viewer.core.review import Review
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.errors import NetworkError
from iodeep_viewer.workflows.propose import new_proposals
from iodeep_viewer.workflows.propose_series import SeriesRun
from tests.unit.workflows.predictors import Squares, numbered, probabilities, series

FINDING = probabilities((4, 4, 8, 0.9))
EVERYWHERE = Squares(dict.fromkeys(range(1, 100), FINDING))


class Runner:
    """Runs a run to its end, as the window does, on one thread."""

    def __init__(self, predictor: Squares, start: int, images: ImageSeries) -> None:
        self.run = SeriesRun(predictor, numbered(start).key)
        self.series, self.predictions, self.review = images, KeptPredictions(), Review()
        self.order: list[int] = []
        self.steps: list[tuple[int, int]] = []
        self.predicted: list[int] = []

    def step(self) -> bool:
        """Predict the next slice; False at the end."""
        following = self.run.next_slice(self.series, self.predictions)
        if following is None:
            return False
        image, prediction = following.image, following.prediction
        self.order.append(image.instance_number)
        self.steps.append((following.number, following.total))
        if prediction is None:
            self.predicted.append(image.instance_number)
            try:
                prediction = self.run.predictor.predict(image, TaskControl())
            except NetworkError as error:
                self.run.fail(image.key, error)
                return True
        proposals = self.run.add(prediction, self.review, self.predictions.get(image.key))
        self.predictions.put(proposals.kept)
        self.review = proposals.review
        return True

    def finish(self, after_each: Callable[[], None] = lambda: None) -> None:
        while self.step():
            after_each()


def test_the_nearest_slice_comes_next_and_is_counted() -> None:
    runner = Runner(EVERYWHERE, 4, series(1, 2, 3, 4, 5, 6))
    runner.finish()
    assert runner.order == [4, 3, 5, 2, 6, 1]
    assert runner.steps == [(number, 6) for number in range(1, 7)]
    assert len(runner.review.rois) == 6


def test_slices_that_arrive_meanwhile_are_in_the_run() -> None:
    runner = Runner(EVERYWHERE, 4, series(3, 4))
    assert runner.step()
    runner.series = series(1, 3, 4, 5, 9)
    runner.finish()
    assert runner.order == [4, 3, 5, 1, 9]
    assert runner.steps == [(1, 2), (2, 5), (3, 5), (4, 5), (5, 5)]


def test_one_undo_takes_the_whole_run_back_and_ends_it() -> None:
    runner = Runner(EVERYWHERE, 2, series(1, 2, 3))
    assert not runner.run.is_undone(runner.review)
    runner.step()
    runner.step()
    assert not runner.run.is_undone(runner.review)
    assert runner.run.is_undone(runner.review.undo())
    assert runner.review.undo().rois == ()
    assert not runner.run.is_undone(runner.review.undo().redo())


def test_a_decision_during_the_run_stays_a_step_of_its_own() -> None:
    runner = Runner(EVERYWHERE, 2, series(1, 2, 3))
    runner.step()
    first = runner.review.rois[0].roi_id
    runner.review = runner.review.set_state([first], RoiState.VALIDATED)
    runner.finish()
    assert [roi.state for roi in runner.review.rois] == [RoiState.VALIDATED, RoiState.PROPOSED, RoiState.PROPOSED]
    undone = runner.review.undo()
    assert [roi.state for roi in undone.rois] == [RoiState.PROPOSED] * 3
    assert undone.undo().rois == ()


def test_a_slice_that_this_network_was_run_on_is_not_run_again_and_proposes_nothing_twice() -> None:
    runner = Runner(EVERYWHERE, 2, series(1, 2, 3))
    mine = EVERYWHERE.predict(numbered(2), TaskControl())
    others = Squares({3: FINDING}, dnn_uid="1.2.8").predict(numbered(3), TaskControl())
    for prediction in (mine, others):
        proposals = new_proposals(prediction, runner.review, None)
        runner.review = proposals.review
        runner.predictions.put(proposals.kept)
    before = runner.review.rois
    runner.finish()
    assert runner.order == [2, 1, 3]
    assert runner.predicted == [1, 3]
    assert runner.review.rois[:2] == before
    summary = runner.run.summary(runner.series, complete=True, stopped=False)
    assert (summary.predicted, summary.with_regions, summary.new_proposals) == (3, 3, 2)
    kept = runner.predictions.get(numbered(2).key)
    assert kept == KeptPrediction(mine, 0.5)


def test_a_slice_that_fails_is_told_and_the_others_are_done() -> None:
    runner = Runner(Squares({1: FINDING}, fails_on=frozenset({2})), 2, series(1, 2, 3))
    runner.finish()
    assert runner.order == [2, 1, 3]
    summary = runner.run.summary(runner.series, complete=True, stopped=False)
    assert summary.failures == ("Slice 2 is odd.",)
    assert (summary.predicted, summary.with_regions, summary.new_proposals) == (2, 1, 1)
    assert not summary.whole


def test_slices_whose_tags_differ_are_left_out_and_said_why() -> None:
    images = series(1, 2, 3).with_slices([numbered(4, body_part_examined="KNEE"), numbered(5, modality="CT")])
    runner = Runner(EVERYWHERE, 4, images)
    runner.finish()
    assert runner.order == [3, 2, 1]
    summary = runner.run.summary(images, complete=True, stopped=False)
    assert summary.left_out == 2
    assert [str(verdict) for verdict in summary.differences] == ["BodyPartExamined: slice KNEE, network BRAIN"]
    assert not summary.whole


def test_the_sum_says_what_was_done_and_what_not() -> None:
    runner = Runner(EVERYWHERE, 1, series(1, 2))
    runner.step()
    summary = runner.run.summary(runner.series, complete=False, stopped=True)
    assert (summary.dnn_name, summary.task) == ("Squares", NetworkTask.SEGMENTATION)
    assert (summary.predicted, summary.left_out, summary.failures) == (1, 0, ())
    assert (summary.stopped, summary.complete, summary.whole) == (True, False, False)
    runner.finish()
    assert runner.run.summary(runner.series, complete=True, stopped=False).whole
