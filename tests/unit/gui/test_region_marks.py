"""Marks of slices follow the regions one by one."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from iodeep_viewer.core.regions import Contour, Roi, RoiState
from iodeep_viewer.gui.panels.region_marks import RegionMarks

TRIANGLE = np.array([[0.0, 0.0], [4.0, 0.0], [4.0, 4.0]])


def roi(slices: tuple[int, ...], state: RoiState = RoiState.PROPOSED) -> Roi:
    return Roi("r", "Lesion", tuple(Contour(f"1.{number}", None, TRIANGLE) for number in slices), state=state)


def test_a_slice_is_decided_once_nothing_on_it_is_left() -> None:
    marks = RegionMarks()
    first, second = roi((1, 2)), roi((2,))
    marks.put("a", first)
    assert marks.put("b", second) == {("1.2", None)}
    assert marks.put("a", replace(first, state=RoiState.VALIDATED)) == {("1.1", None), ("1.2", None)}
    assert (marks.get(("1.1", None)), marks.get(("1.2", None))) == (RoiState.VALIDATED, RoiState.PROPOSED)
    marks.put("b", replace(second, state=RoiState.REJECTED))
    assert marks.get(("1.2", None)) is RoiState.VALIDATED
    assert marks.put("a", roi((3,))) == {("1.1", None), ("1.2", None), ("1.3", None)}
    marks.put("a", None)
    assert set(marks) == set()


slices = st.lists(st.integers(0, 3), max_size=3, unique=True).map(tuple)
steps = st.lists(
    st.tuples(st.sampled_from("abc"), st.none() | st.builds(roi, slices, st.sampled_from(list(RoiState)))), max_size=12
)


@given(steps)
def test_it_is_the_same_as_a_look_at_all_regions(steps: list[tuple[str, Roi | None]]) -> None:
    marks, there = RegionMarks(), dict[str, Roi | None]()
    for key, region in steps:
        marks.put(key, region)
        there[key] = region
    for number in range(4):
        image = (f"1.{number}", None)
        on_it = {item.state for item in there.values() if item is not None and image in item.images}
        expected = next((state for state in (RoiState.PROPOSED, RoiState.VALIDATED) if state in on_it), None)
        assert marks.get(image) is expected
