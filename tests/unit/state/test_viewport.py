"""A viewport holds the slice on screen, whatever arrives around it."""

from __future__ import annotations

import pytest

from iodeep_viewer.core.display import Window
from iodeep_viewer.core.findings import ReviewChange
from iodeep_viewer.core.image_series import ImageSeries
from iodeep_viewer.core.orientation import Orientation
from iodeep_viewer.core.regions import RoiState
from iodeep_viewer.gui.state.open_series import OpenSeries
from iodeep_viewer.gui.state.viewport import Viewport
from tests.unit.state.series import image, opened, roi


def on_screen(viewport: Viewport) -> str:
    assert viewport.image is not None
    return viewport.image.sop_instance_uid


def arrive(series: OpenSeries, *numbers: int) -> None:
    series.set_series(series.series.with_slices(map(image, numbers)), complete=False)


@pytest.mark.parametrize(("wanted", "index"), [(-5, 0), (0, 0), (2, 2), (3, 2), (1000, 2)])
def test_an_index_beyond_the_ends_is_moved_to_the_end(wanted: int, index: int) -> None:
    viewport = Viewport(0)
    viewport.show(opened(1, 2, 3))
    viewport.set_index(1)
    viewport.set_index(wanted)
    assert viewport.index == index


def test_without_a_series_there_is_nothing_to_show() -> None:
    viewport = Viewport(0)
    viewport.set_index(3)
    assert (viewport.index, viewport.image, viewport.shown_window(), viewport.rois_on_screen()) == (0, None, None, ())


def test_the_first_of_those_that_have_come_is_shown_until_somebody_works_on_one() -> None:
    viewport, series = Viewport(0), opened(5)
    viewport.show(series)
    arrive(series, 3)
    assert on_screen(viewport) == "1.3"
    viewport.hold()
    moves = list[int]()
    viewport.index_changed.connect(lambda: moves.append(viewport.index))
    arrive(series, 1, 2)
    assert (on_screen(viewport), viewport.index, moves) == ("1.3", 2, [2])
    arrive(series, 4, 6)
    assert (on_screen(viewport), moves) == ("1.3", [2])


def test_a_slice_that_is_gone_leaves_the_index_within_the_series() -> None:
    viewport, series = Viewport(0), opened(1, 2, 3)
    viewport.show(series)
    viewport.set_index(2)
    series.set_series(ImageSeries("1.2.3.4").with_slices([image(1)]), complete=True)
    assert (viewport.index, on_screen(viewport)) == (0, "1.1")


def test_another_series_starts_at_its_first_slice_as_it_is() -> None:
    viewport = Viewport(0)
    viewport.show(opened(1, 2, 3))
    viewport.set_index(2)
    viewport.set_window(Window(1, 2))
    viewport.set_inverted(True)
    viewport.set_orientation(Orientation(1))
    viewport.show(opened(7, 8))
    assert (viewport.index, viewport.window, viewport.inverted, viewport.orientation) == (0, None, False, Orientation())
    assert on_screen(viewport) == "1.7"


def test_it_follows_its_series_and_no_longer_the_one_before() -> None:
    viewport, first, second = Viewport(0), opened(1), opened(1)
    changes = list[ReviewChange]()
    viewport.review_changed.connect(changes.append)
    first.set_review(first.review.add([roi("a")]))
    viewport.show(first)
    second.set_review(second.review.add([roi("b")]))
    viewport.show(second)
    first.set_review(first.review.undo())
    viewport.show(None)
    assert changes == [
        ReviewChange(added=frozenset("a")),
        ReviewChange(added=frozenset("b"), removed=frozenset("a")),
        ReviewChange(removed=frozenset("b")),
    ]


def test_the_regions_on_screen_are_those_of_its_slice_that_are_not_rejected() -> None:
    viewport, series = Viewport(0), opened(1, 2)
    viewport.show(series)
    series.set_review(series.review.add([roi("a", 1), roi("b", 1, 2), roi("c", 2)]))
    assert [item.roi_id for item in viewport.rois_on_screen()] == ["a", "b"]
    viewport.set_index(1)
    series.set_review(series.review.set_state(["b"], RoiState.REJECTED))
    assert [item.roi_id for item in viewport.rois_on_screen()] == ["c"]
