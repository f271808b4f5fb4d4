"""Proposals of one slice, and at another threshold: known answers, without a window."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from iodeep_viewer.core.kept_predictions import KeptPrediction
from iodeep_viewer.core.prediction import NetworkOutput, NetworkTask, Prediction
from iodeep_viewer.core.regions import RoiState
from iodeep_viewer.core.review import Review
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.workflows.propose import Proposals, move_threshold, new_proposals, probability_map
from tests.unit.workflows.predictors import SIZE, Squares, numbered, probabilities

LEFT, RIGHT = (4, 4, 8, 0.9), (20, 4, 8, 0.6)
TWO = probabilities(LEFT, RIGHT)


def predicted(maps: np.ndarray = TWO, dnn_uid: str = "1.2.9") -> Prediction:
    return Squares({1: maps}, dnn_uid=dnn_uid).predict(numbered(1), TaskControl())


def proposed(prediction: Prediction) -> Proposals:
    return new_proposals(prediction, Review(), None)


def test_what_is_new_is_added_and_kept_at_the_networks_own_threshold() -> None:
    prediction = predicted()
    proposals = proposed(prediction)
    assert [roi.probability for roi in proposals.rois] == pytest.approx([0.9, 0.6], abs=0.05)
    assert proposals.review.rois == proposals.rois
    assert proposals.review.undo().rois == ()
    assert proposals.kept == KeptPrediction(prediction, 0.5)


def test_a_decision_is_no_reason_to_propose_again() -> None:
    first = proposed(predicted()).review
    left, right = first.rois
    decided = first.set_state([left.roi_id], RoiState.VALIDATED).set_state([right.roi_id], RoiState.REJECTED)
    again = new_proposals(predicted(), decided, None)
    assert again.rois == ()
    assert again.review is decided


def test_only_the_finding_that_was_not_proposed_is_added() -> None:
    first = proposed(predicted(probabilities(LEFT))).review
    again = new_proposals(predicted(), first, None)
    assert [roi.probability for roi in again.rois] == pytest.approx([0.6], abs=0.05)
    assert again.review.rois == (*first.rois, *again.rois)


def test_another_network_may_propose_the_same() -> None:
    first = proposed(predicted()).review
    assert len(new_proposals(predicted(dnn_uid="1.2.8"), first, None).rois) == 2


def test_regions_of_a_run_are_one_step() -> None:
    first = new_proposals(predicted(probabilities(LEFT)), Review(), None)
    second = new_proposals(predicted(), first.review, None, {roi.roi_id for roi in first.rois})
    assert len(second.review.rois) == 2
    assert second.review.undo().rois == ()


def test_the_threshold_stays_that_of_the_outlines_that_are_there() -> None:
    prediction = predicted()
    review = proposed(prediction).review
    moved = move_threshold(prediction, 0.55, review, None).after
    kept = KeptPrediction(prediction, 0.55)
    assert new_proposals(prediction, moved, kept).kept is kept
    # After a restart there is no prediction yet, but its proposals are in the review at the threshold that was set.
    anew = predicted()
    assert new_proposals(anew, moved, None).kept == KeptPrediction(anew, 0.55)
    decided = moved.set_state([roi.roi_id for roi in moved.rois], RoiState.VALIDATED)
    assert new_proposals(anew, decided, None).kept == KeptPrediction(anew, 0.5)


def test_the_threshold_of_another_network_does_not_count() -> None:
    other, own = predicted(dnn_uid="1.2.8"), predicted()
    moved = move_threshold(other, 0.55, proposed(other).review, None).after
    both = new_proposals(own, moved, None).review
    assert new_proposals(own, both, None).kept == KeptPrediction(own, 0.5)


def test_a_higher_threshold_takes_back_what_is_less_probable_and_a_lower_one_brings_it() -> None:
    prediction = predicted()
    review = proposed(prediction).review
    left, right = review.rois
    higher = move_threshold(prediction, 0.7, review, None)
    assert [roi.roi_id for roi in higher.after.rois] == [left.roi_id]
    lower = move_threshold(prediction, 0.3, higher.after, higher)
    assert [roi.roi_id for roi in lower.after.rois] == [left.roi_id, right.roi_id]
    assert lower.after.rois[0].contours[0].area > higher.after.rois[0].contours[0].area


def test_what_is_decided_keeps_its_outline_at_every_threshold() -> None:
    prediction = predicted()
    first = proposed(prediction).review
    left, right = first.rois
    decided = first.set_state([left.roi_id], RoiState.VALIDATED).set_state([right.roi_id], RoiState.REJECTED)
    for threshold in (0.1, 0.4, 0.8, 0.95):
        assert move_threshold(prediction, threshold, decided, None).after.rois == decided.rois


def test_all_steps_of_one_movement_are_undone_as_one() -> None:
    prediction = predicted()
    review = proposed(prediction).review
    movement = None
    after = review
    for threshold in (0.55, 0.65, 0.75):
        movement = move_threshold(prediction, threshold, after, movement)
        after = movement.after
    assert len(after.rois) == 1
    assert after.undo().rois == review.rois


def test_another_movement_begins_after_a_decision_and_on_another_slice() -> None:
    prediction = predicted()
    review = proposed(prediction).review
    movement = move_threshold(prediction, 0.55, review, None)
    decided = movement.after.set_state([review.rois[0].roi_id], RoiState.VALIDATED)
    assert move_threshold(prediction, 0.65, decided, movement).before is decided
    elsewhere = Squares({2: TWO}).predict(numbered(2), TaskControl())
    assert move_threshold(elsewhere, 0.65, movement.after, movement).before is movement.after


def test_the_map_of_a_large_slice_has_a_value_for_each_block() -> None:
    prediction = predicted()
    whole = probability_map(prediction, SIZE * SIZE)
    assert whole.step == 1
    np.testing.assert_allclose(whole.values, TWO[0])
    blocks = probability_map(prediction, SIZE * SIZE // 4)
    assert (blocks.step, blocks.values.shape) == (2, (SIZE // 2, SIZE // 2))
    assert probability_map(prediction, SIZE * SIZE - 1).step == 2


def test_a_classification_has_no_map() -> None:
    output = NetworkOutput(NetworkTask.CLASSIFICATION, ())
    with pytest.raises(ValueError, match="no maps"):
        probability_map(replace(predicted(), output=output), 100)
