"""Contours, and the review with its undo stack."""

from dataclasses import replace

import numpy as np
import pytest

from iodeep_viewer.core.regions import Contour, Roi, RoiState, new_roi_id
from iodeep_viewer.core.review import Review

SQUARE = np.array([[0.0, 0.0], [4.0, 0.0], [4.0, 4.0], [0.0, 4.0]])


def roi(name: str) -> Roi:
    return Roi(name, "lesion", (Contour("1.2", None, SQUARE), Contour("1.3", 2, SQUARE)))


def states(review: Review) -> list[RoiState]:
    return [item.state for item in review.rois]


@pytest.mark.parametrize("points", [[], [[0, 0], [1, 1]], [[0, 0, 0], [1, 0, 0], [1, 1, 0]], [1, 2, 3]])
def test_a_contour_needs_three_points_of_column_and_row(points: list[object]) -> None:
    with pytest.raises(ValueError, match="at least 3 points"):
        Contour("1.2", None, np.array(points, dtype=np.float64))


def test_a_contour_keeps_its_own_read_only_copy() -> None:
    points = SQUARE.copy()
    contour = Contour("1.2", None, points)
    points[0, 0] = 99
    assert contour.points[0, 0] == 0
    with pytest.raises(ValueError, match="read-only"):
        contour.points[0, 0] = 1
    assert contour.area == 16


def test_contours_are_found_by_image_and_frame() -> None:
    region = roi("a")
    assert region.images == {("1.2", None), ("1.3", 2)}
    assert [contour.frame_number for contour in region.contours_on(("1.3", 2))] == [2]
    assert region.contours_on(("1.3", 1)) == ()


def test_identifiers_differ() -> None:
    assert len({new_roi_id() for _ in range(100)}) == 100


def test_deciding_several_regions_is_one_step() -> None:
    start = Review().add([roi("a"), roi("b"), roi("c")])
    review = start.set_state(["a", "c"], RoiState.VALIDATED)
    assert states(review) == [RoiState.VALIDATED, RoiState.PROPOSED, RoiState.VALIDATED]
    assert [item.roi_id for item in review.in_state(RoiState.VALIDATED)] == ["a", "c"]
    assert review.undo().rois == start.rois
    assert review.undo().redo().rois == review.rois


def test_new_proposals_leave_decisions_alone() -> None:
    review = Review().add([roi("a")]).set_state(["a"], RoiState.REJECTED).add([roi("b")])
    assert states(review) == [RoiState.REJECTED, RoiState.PROPOSED]


def test_undo_goes_back_to_the_start_and_redo_to_the_end() -> None:
    steps = [Review()]
    steps.append(steps[-1].add([roi("a")]))
    steps.append(steps[-1].set_state(["a"], RoiState.VALIDATED))
    steps.append(steps[-1].set_state(["a"], RoiState.REJECTED))
    review = steps[-1]
    for expected in reversed(steps[:-1]):
        review = review.undo()
        assert review.rois == expected.rois
    assert not review.can_undo
    assert review.undo() is review
    for expected in steps[1:]:
        review = review.redo()
        assert review.rois == expected.rois
    assert not review.can_redo
    assert review.redo() is review


def test_a_new_step_after_undo_drops_what_was_undone() -> None:
    review = Review().add([roi("a")]).set_state(["a"], RoiState.VALIDATED).undo()
    review = review.set_state(["a"], RoiState.REJECTED)
    assert not review.can_redo
    assert states(review.undo()) == [RoiState.PROPOSED]


def test_a_step_that_changes_nothing_is_no_step() -> None:
    review = Review().add([roi("a")])
    assert review.set_state(["a"], RoiState.PROPOSED) is review
    assert review.set_state(["unknown"], RoiState.VALIDATED) is review


def test_what_is_taken_out_is_in_no_step_and_the_other_steps_stay() -> None:
    review = Review().add([roi("a"), roi("b")]).set_state(["a"], RoiState.VALIDATED).set_state(["b"], RoiState.REJECTED)
    left = review.without({"a"})
    assert [item.roi_id for item in left.rois] == ["b"]
    assert states(left.undo()) == [RoiState.PROPOSED]
    assert states(left.undo().redo()) == [RoiState.REJECTED]


def test_earlier_reviews_are_not_changed() -> None:
    before = Review().add([roi("a")])
    before.set_state(["a"], RoiState.VALIDATED)
    assert states(before) == [RoiState.PROPOSED]
    assert before.get("a") is before.rois[0]
    assert before.get("b") is None


def test_regions_are_replaced_added_and_removed_as_one_step() -> None:
    before = Review().add([roi("a"), roi("b"), roi("c")])
    changed = replace(roi("a"), label="changed")
    after = before.replace([changed], added=[roi("d")], removed={"b"})
    assert [item.roi_id for item in after.rois] == ["a", "c", "d"]
    assert after.get("a") is changed
    assert after.undo().rois == before.rois
