"""A step of a review names the identifiers of all that differs from the step before."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from iodeep_viewer.core.findings import Findings, ReviewChange, difference
from iodeep_viewer.core.measurements import Measurement, MeasurementKind
from iodeep_viewer.core.regions import Contour, Roi, RoiState
from iodeep_viewer.core.review import Review

TRIANGLE = np.array([[0.0, 0.0], [4.0, 0.0], [4.0, 4.0]])


def roi(name: str, image: str = "1.2") -> Roi:
    return Roi(name, "lesion", (Contour(image, None, TRIANGLE),))


def line(name: str) -> Measurement:
    return Measurement(name, MeasurementKind.LENGTH, "1.2", None, np.array([[0.0, 0.0], [5.0, 0.0]]))


def test_each_kind_of_step() -> None:
    start = Review().add([roi("a"), roi("b"), roi("c")])

    def change(after: Review) -> ReviewChange:
        return difference(start.findings, after.findings)

    assert change(start) == ReviewChange()
    assert change(start.set_state(["a", "c"], RoiState.VALIDATED)) == ReviewChange(changed=frozenset("ac"))
    assert change(start.add([roi("d")])) == ReviewChange(added=frozenset("d"))
    assert change(start.replace((), removed=["b"])) == ReviewChange(removed=frozenset("b"))
    assert change(start.measure(line("m"))) == ReviewChange(measurements=frozenset("m"))
    assert change(start.mark(("1.2", None), True)) == ReviewChange(key_images=frozenset({("1.2", None)}))
    every = start.exchange(["a"], [replace(start.rois[1], label="other"), roi("e")])
    assert change(every).rois == frozenset("abe")


def test_back_is_the_same_the_other_way_round() -> None:
    before = Review().add([roi("a"), roi("b")]).measure(line("m"))
    after = before.exchange(["a"], [roi("d"), replace(before.rois[1], label="other")]).unmeasure(["m"])
    there, back = (difference(*pair) for pair in ((before.findings, after.findings), (after.findings, before.findings)))
    assert (there.added, there.removed, there.changed) == (back.removed, back.added, back.changed)
    assert there.measurements == back.measurements == frozenset("m")


def test_the_regions_of_an_image_are_those_that_are_not_rejected() -> None:
    review = Review().add([roi("a"), roi("b", "1.3"), roi("c")]).set_state(["a"], RoiState.REJECTED)
    for _ in range(2):  # the second answer is remembered
        assert [item.roi_id for item in review.findings.rois_on(("1.2", None))] == ["c"]
    assert review.undo().findings.rois_on(("1.2", None)) == review.undo().rois[::2]
    assert review.findings.rois_on(("1.4", None)) == ()


def test_what_is_remembered_of_findings_and_regions_does_not_make_them_unequal() -> None:
    asked, fresh = Findings((roi("a"),)), Findings()
    assert asked.roi_by_id["a"].images == {("1.2", None)}
    assert replace(asked) == asked
    assert replace(fresh, rois=asked.rois) == asked
    assert replace(asked.rois[0], state=RoiState.VALIDATED).contours_on(("1.2", None)) == asked.rois[0].contours


def test_what_is_found_late_was_there_from_the_beginning_and_takes_the_place_of_nothing() -> None:
    now = Review().add([roi("a")]).measure(line("m")).set_state(["a"], RoiState.VALIDATED)
    late = Findings((roi("a"), roi("b")), (line("m"), line("n")), frozenset({("1.2", None)}))
    joined = now.with_kept(late)
    assert [(item.roi_id, item.state) for item in joined.rois] == [
        ("b", RoiState.PROPOSED),
        ("a", RoiState.VALIDATED),
    ]
    assert [item.measurement_id for item in joined.measurements] == ["n", "m"]
    assert joined.key_images == late.key_images
    first = joined.undo().undo().undo()
    assert not first.can_undo
    assert [item.roi_id for item in first.rois] == ["b"]
