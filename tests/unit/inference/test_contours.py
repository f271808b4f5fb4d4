"""Outlines against shapes whose area and edge are known."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from iodeep_viewer.core.geometry import polygon_area, polygon_mask
from iodeep_viewer.core.polygons import keyhole
from iodeep_viewer.inference.contours import outlines

ROWS, COLUMNS = np.mgrid[:40, :50]


def disc(row: float, column: float, radius: float) -> np.ndarray:
    return radius - np.hypot(ROWS - row, COLUMNS - column)


def test_the_outline_of_a_block_runs_on_the_edges_between_its_pixels() -> None:
    field = np.zeros((10, 12))
    field[2:5, 3:7] = 1
    (outline,) = outlines(field, 0.5)
    assert outline.outer.min(axis=0).tolist() == [2.5, 1.5]
    assert outline.outer.max(axis=0).tolist() == [6.5, 4.5]


def test_a_region_at_the_border_is_closed_along_the_outer_edge_of_its_pixels() -> None:
    field = np.zeros((10, 12))
    field[8:, 10:] = 1
    (outline,) = outlines(field, 0.5)
    assert outline.outer.max(axis=0).tolist() == [11.5, 9.5]


def test_a_map_that_is_all_above_gives_the_whole_image_and_one_all_below_nothing() -> None:
    (outline,) = outlines(np.ones((4, 6)), 0.5)
    assert polygon_area(outline.outer) == pytest.approx(24, abs=0.6)  # the four corners are cut by an eighth each
    assert outlines(np.zeros((4, 6)), 0.5) == ()


def test_the_outline_of_a_smooth_disc_lies_on_its_circle() -> None:
    (outline,) = outlines(disc(17.3, 22.6, 9.4), 0.0)
    radii = np.hypot(outline.outer[:, 0] - 22.6, outline.outer[:, 1] - 17.3)
    assert np.abs(radii - 9.4).max() < 0.03


def test_regions_come_largest_first_and_each_with_its_own_holes() -> None:
    ring = np.minimum(disc(20, 30, 12), -disc(20, 30, 5))
    large, small = outlines(np.maximum(ring, disc(8, 6, 3)), 0.0)
    assert len(large.holes) == 1
    assert small.holes == ()
    assert polygon_area(large.outer) > polygon_area(small.outer)


def test_a_keyhole_polygon_has_the_area_of_the_ring_and_no_pixel_of_the_hole() -> None:
    (outline,) = outlines(np.minimum(disc(19.2, 24.7, 14), -disc(20.1, 25.2, 6.5)), 0.0)
    joined = keyhole(outline.outer, outline.holes)
    assert polygon_area(joined) == pytest.approx(np.pi * (14**2 - 6.5**2), rel=0.005)
    mask = polygon_mask(joined, 40, 50)
    expected = (disc(19.2, 24.7, 14) > 0) & (disc(20.1, 25.2, 6.5) < 0)
    assert (mask == expected).mean() > 0.998


def test_two_holes_both_stay_empty() -> None:
    field = np.minimum(disc(20, 25, 16), np.minimum(-disc(20, 17, 4), -disc(20, 33, 4)))
    (outline,) = outlines(field, 0.0)
    mask = polygon_mask(keyhole(outline.outer, outline.holes), 40, 50)
    assert not mask[20, 17]
    assert not mask[20, 33]
    assert mask[20, 25]


@given(st.floats(8, 30), st.floats(8, 40), st.floats(1.5, 7.5))
def test_the_mask_of_an_outline_is_the_mask_that_it_came_from(row: float, column: float, radius: float) -> None:
    field = disc(row, column, radius)
    expected = field > 0
    off_the_line = np.abs(field) > 1e-9  # a centre on the circle itself may fall on either side
    found = np.zeros_like(expected)
    for outline in outlines(field, 0.0):
        found |= polygon_mask(outline.outer, 40, 50)
    assert not ((found ^ expected) & off_the_line).any()
