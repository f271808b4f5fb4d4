"""An open series: a selection is about regions that are there; a review says what changed."""

from __future__ import annotations

import numpy as np

from iodeep_viewer.core.findings import ReviewChange
from iodeep_viewer.core.key_objects import KeyObject
from iodeep_viewer.core.measurements import Measurement, MeasurementKind
from iodeep_viewer.core.regions import RoiState
from iodeep_viewer.core.structure_set import Approval, ApprovalStatus, StructureSet
from iodeep_viewer.gui.state.open_series import NetworkState, NetworkStatus
from tests.unit.state.series import opened, roi


def test_a_region_that_is_rejected_or_undone_is_selected_no_longer() -> None:
    series, selections = opened(1), list[tuple[str, ...]]()
    series.set_review(series.review.add([roi("a"), roi("b"), roi("c")]))
    series.select_rois(["c", "a", "b"])
    series.selection_changed.connect(lambda: selections.append(series.selected_roi_ids))
    series.set_review(series.review.set_state(["a"], RoiState.REJECTED))
    series.set_review(series.review.set_state(["b"], RoiState.VALIDATED))
    series.set_review(series.review.undo().undo().undo())
    assert selections == [("c", "b"), ()]


def test_a_review_says_what_changed_and_storing_that_nothing_did() -> None:
    series, changes = opened(1), list[ReviewChange]()
    series.review_changed.connect(changes.append)
    series.set_review(series.review.add([roi("a"), roi("b")]))
    series.set_review(series.review.set_state(["b"], RoiState.VALIDATED))
    series.set_storing(True)
    assert changes == [ReviewChange(added=frozenset("ab")), ReviewChange(changed=frozenset("b")), ReviewChange()]


def test_the_review_is_the_new_one_before_anyone_hears_of_it() -> None:
    series, seen = opened(1), list[int]()
    series.review_changed.connect(lambda _change: seen.append(len(series.review.rois)))
    series.set_review(series.review.add([roi("a"), roi("b")]))
    assert seen == [2]


def test_either_a_measurement_or_regions_are_selected() -> None:
    series = opened(1)
    line = Measurement("m", MeasurementKind.LENGTH, "1.1", None, np.array([[0.0, 0.0], [5.0, 0.0]]))
    series.set_review(series.review.add([roi("a")]).measure(line))
    series.select_roi("a")
    series.select_measurement("m")
    assert (series.selected_rois, series.selected_measurement) == ((), line)
    series.select_roi("a")
    assert (series.selected_roi_id, series.selected_measurement_id) == ("a", None)
    series.select_measurement("m")
    series.set_review(series.review.unmeasure(["m"]))
    assert series.selected_measurement_id is None


def test_the_same_selection_again_is_no_change() -> None:
    series, heard = opened(1), list[str]()
    series.set_review(series.review.add([roi("a"), roi("b")]))
    series.select_rois(["a", "b", "a"])
    series.selection_changed.connect(lambda: heard.append("changed"))
    series.select_rois(["a", "b"])
    assert (heard, series.selected_roi_ids) == ([], ("a", "b"))


def test_stored_objects_stand_newest_first_and_once() -> None:
    series = opened(1)
    sets = [
        StructureSet(uid, "Set", "", date, "", Approval(ApprovalStatus.APPROVED), ())
        for uid, date in (("1", "20240501"), ("2", "20240503"), ("3", "20240502"))
    ]
    series.add_stored(sets[:2])
    series.add_stored(sets[1:])
    assert [item.sop_instance_uid for item in series.stored] == ["2", "3", "1"]
    marks = KeyObject("9", "Of Interest", "", "", "", "", frozenset({("1.1", None)}))
    series.add_key_objects([marks])
    series.add_key_objects([marks])
    assert series.key_objects == (marks,)


def test_the_network_is_shown_as_far_as_it_is() -> None:
    series, states = opened(1), list[NetworkStatus]()
    series.network_changed.connect(lambda: states.append(series.network.status))
    series.set_network(NetworkState(NetworkStatus.SEARCHING))
    series.set_network(NetworkState(NetworkStatus.READY, "Bright"))
    assert states == [NetworkStatus.SEARCHING, NetworkStatus.READY]
