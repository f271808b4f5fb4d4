"""Measurements and key images share the undo stack of the regions."""

import numpy as np

from iodeep_viewer.core.measurements import Measurement, MeasurementKind
from iodeep_viewer.core.regions import Contour, Roi, RoiState
from iodeep_viewer.core.review import Review

REGION = Roi("r", "lesion", (Contour("1.2", None, np.array([[0.0, 0.0], [4.0, 0.0], [4.0, 4.0]])),))


def line(name: str, length: float = 5.0) -> Measurement:
    return Measurement(name, MeasurementKind.LENGTH, "1.2", None, np.array([[0.0, 0.0], [length, 0.0]]))


def test_undo_goes_through_regions_measurements_and_marks_in_their_order() -> None:
    first, second = line("a"), line("b")
    review = Review().measure(first).add([REGION]).measure(second).mark(("1.2", None), True)
    assert review.measurements == (first, second)
    assert review.key_images == {("1.2", None)}
    review = review.undo()
    assert (review.measurements, review.key_images) == ((first, second), frozenset())
    review = review.undo()
    assert (review.measurements, review.rois) == ((first,), (REGION,))
    review = review.undo()
    assert (review.measurements, review.rois) == ((first,), ())
    assert review.undo().findings.empty
    assert review.redo().redo().redo().key_images == {("1.2", None)}


def test_a_moved_measurement_keeps_its_place_and_is_one_step() -> None:
    before, other, after = line("a", 5), line("b"), line("a", 9)
    review = Review().measure(before).measure(other).measure(after)
    assert review.measurements == (after, other)
    assert review.undo().measurements == (before, other)


def test_removing_is_one_step_and_removing_nothing_is_none() -> None:
    review = Review().measure(line("a")).measure(line("b")).measure(line("c"))
    left = review.unmeasure({"a", "c"})
    assert [item.measurement_id for item in left.measurements] == ["b"]
    assert left.undo().measurements == review.measurements
    assert review.unmeasure({"x"}) is review
    assert review.mark(("1.2", None), False) is review


def test_every_undo_and_redo_after_storing_changes_something() -> None:
    review = Review().add([REGION]).measure(line("a")).set_state(["r"], RoiState.VALIDATED).measure(line("b"))
    review = review.measure(line("b", 9)).undo().without({"r", "a"})
    assert [item.measurement_id for item in review.measurements] == ["b"]
    assert review.undo().findings.empty
    assert not review.undo().can_undo
    assert review.redo().measurements[0].points[1, 0] == 9
    assert not review.redo().can_redo
    assert review.undo().redo().redo().measurements[0].points[1, 0] == 9
    assert not Review().add([REGION]).set_state(["r"], RoiState.VALIDATED).without({"r"}).can_undo


def test_what_is_stored_is_in_no_step_any_more() -> None:
    review = Review().measure(line("a")).mark(("1.2", None), True).mark(("1.3", 2), True).add([REGION])
    review = review.set_state(["r"], RoiState.VALIDATED).without({"a"}, {("1.2", None)})
    while review.can_undo:
        assert review.measurements == ()
        assert ("1.2", None) not in review.key_images
        review = review.undo()
    assert review.findings.empty
