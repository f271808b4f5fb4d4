"""Proposals beside what is there, and reviews that take proposals as they come."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from iodeep_viewer.core.proposals import moved_proposals, not_repeated
from iodeep_viewer.core.regions import Contour, NetworkIdentification, Roi, RoiOrigin, RoiState
from iodeep_viewer.core.review import Review

IMAGE = ("1.2.3", None)
NETWORK = NetworkIdentification("1.9", "Net", "1", "ab", 0.5)


def square(roi_id: str, left: float, size: float, label: str = "A", image: str = "1.2.3") -> Roi:
    corners = np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]])
    return Roi(roi_id, label, (Contour(image, None, corners * size + (left, 10.0)),), network=NETWORK)


def moved(rois: list[Roi], own: list[Roi], found: list[Roi]) -> tuple[tuple[str, ...], list[str]]:
    gone, changed = moved_proposals(rois, own, found, image=IMAGE, dnn_uid="1.9", labels={"A", "B"})
    return gone, [roi.roi_id for roi in changed]


def test_a_finding_is_proposed_once_however_it_was_decided_edited_or_outlined() -> None:
    proposal = square("new", 10, 10)
    for known in (
        square("known", 9, 12),
        replace(square("known", 10, 10), state=RoiState.REJECTED),
        replace(square("known", 40, 5), origin=RoiOrigin.SEMIAUTOMATIC, proposed=square("before", 10, 10).contours),
        square("known", 10, 10, label="renamed"),
    ):
        assert not_repeated([proposal], [known], IMAGE) == ()
    for other in (
        square("known", 40, 10),
        square("known", 10, 10, image="1.2.4"),
        replace(square("known", 10, 10), network=None, origin=RoiOrigin.MANUAL),
        replace(square("known", 10, 10), network=replace(NETWORK, dnn_uid="1.8")),
    ):
        assert not_repeated([proposal], [other], IMAGE) == (proposal,)
    both = [square("new", 10, 10), square("inner", 10, 10, label="B")]
    assert not_repeated(both, [square("known", 10, 10)], IMAGE) == (both[1],)


def test_outlines_of_one_finding_share_half_of_the_smaller_area_at_least() -> None:
    # Of 100 square pixels: 60 and 50 in common are one finding, 48 are two.
    proposal = square("new", 10, 10)
    assert not_repeated([proposal], [square("known", 14, 10)], IMAGE) == ()
    assert not_repeated([proposal], [square("known", 15, 10)], IMAGE) == ()
    assert not_repeated([proposal], [square("known", 15.2, 10)], IMAGE) == (proposal,)


def test_moved_proposals_keep_identity_and_name_and_go_when_nothing_is_left() -> None:
    old = replace(square("old", 10, 10), label="mine")
    gone, changed = moved_proposals(
        [old, square("far", 60, 5)],
        [square("x", 10, 10), square("y", 60, 5)],
        [square("z", 8, 14)],
        image=IMAGE,
        dnn_uid="1.9",
        labels={"A"},
    )
    assert gone == ("far",)
    assert [(roi.roi_id, roi.label, roi.contours[0].area) for roi in changed] == [("old", "mine", 196.0)]


def test_what_is_decided_edited_stored_or_of_another_network_never_moves() -> None:
    own = [square("x", 10, 10)]
    for settled in (
        replace(square("old", 10, 10), state=RoiState.VALIDATED),
        replace(square("old", 10, 10), state=RoiState.REJECTED),
        replace(square("old", 10, 10), origin=RoiOrigin.SEMIAUTOMATIC),
        replace(square("old", 10, 10), predecessor="1.9.9"),
    ):
        assert moved([settled], own, []) == ((), [])
        assert moved([settled], own, [square("z", 8, 14)]) == ((), [])
    foreign = replace(square("old", 10, 10), network=replace(NETWORK, dnn_uid="1.8"))
    assert moved([foreign], own, [square("z", 8, 14)]) == ((), ["z"])


def test_an_outline_that_grows_together_with_a_decided_one_stays_proposed() -> None:
    decided = replace(square("decided", 10, 10), state=RoiState.VALIDATED)
    waiting = square("waiting", 22, 10)
    own = [square("x", 10, 10), square("y", 22, 10)]
    assert moved([decided, waiting], own, [square("both", 9, 24)]) == ((), ["waiting"])
    assert moved([decided, waiting], own, own) == ((), ["waiting"])


def test_exchange_is_one_step() -> None:
    review = Review().add([square("a", 0, 5), square("b", 20, 5)])
    changed = review.exchange(["a"], [replace(square("b", 21, 5)), square("c", 40, 5)])
    assert [roi.roi_id for roi in changed.rois] == ["b", "c"]
    assert changed.undo().rois == review.rois


def test_regions_that_join_a_step_are_undone_with_it_and_not_with_what_came_after() -> None:
    first, second = square("first", 0, 5), square("second", 20, 5)
    review = Review().join([first], set())
    review = review.set_state(["first"], RoiState.VALIDATED)
    review = review.join([second], {"first"})
    assert [roi.state for roi in review.rois] == [RoiState.VALIDATED, RoiState.PROPOSED]
    once = review.undo()
    assert once.rois == (first, second)
    twice = once.undo()
    assert twice.rois == ()
    assert twice.is_undone({"first", "second"})
    assert not once.is_undone({"first", "second"})
    assert twice.redo().redo().rois == review.rois
