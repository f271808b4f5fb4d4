"""Which pixels lie in a polygon, against exact fractions."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from iodeep_viewer.core.geometry import Points, polygon_mask
from iodeep_viewer.core.polygons import keyhole

ROWS, COLUMNS = 10, 12
# Eighths of a pixel, so that corners and edges fall on pixel centres often, and beyond the mask on all sides.
_eighths = st.integers(-32, 128).map(lambda value: value / 8)
_corners = st.lists(st.tuples(_eighths, _eighths), min_size=3, max_size=8).map(np.array)
_anywhere = st.floats(-5, 17, allow_subnormal=False)
_points = st.lists(st.tuples(_anywhere, _anywhere), min_size=3, max_size=8).map(np.array)


def exactly(points: Points) -> NDArray[np.bool_]:
    """The even-odd rule in fractions: a centre is inside if it has an odd number of edges at or left of it."""
    mask = np.zeros((ROWS, COLUMNS), dtype=bool)
    ring = [(Fraction(column), Fraction(row)) for column, row in points.tolist()]
    for row in range(ROWS):
        for (x0, y0), (x1, y1) in zip(ring, ring[1:] + ring[:1], strict=True):
            if (y0 <= row) != (y1 <= row):
                crossing = x0 + (row - y0) * (x1 - x0) / (y1 - y0)
                mask[row] ^= [crossing <= column for column in range(COLUMNS)]
    return mask


@given(_corners)
def test_membership_is_the_even_odd_rule_to_the_last_bit(points: Points) -> None:
    np.testing.assert_array_equal(polygon_mask(points, ROWS, COLUMNS), exactly(points))


@given(_points, _points)
def test_a_channel_holds_no_pixel(outer: Points, hole: Points) -> None:
    joined = np.concatenate([outer, outer[:1], hole, hole[:1]])
    expected = polygon_mask(outer, ROWS, COLUMNS) ^ polygon_mask(hole, ROWS, COLUMNS)
    np.testing.assert_array_equal(polygon_mask(joined, ROWS, COLUMNS), expected)


@given(st.integers(1, 40), st.integers(1, 40), st.integers(1, 16))
def test_a_keyhole_polygon_is_its_outer_ring_without_its_hole(left: int, top: int, side: int) -> None:
    square = np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]])
    outer, hole = square * (64, 60) / 8, (square * side + (left, top)) / 8
    joined = keyhole(outer, [hole])
    mask = polygon_mask(joined, ROWS, COLUMNS)
    np.testing.assert_array_equal(mask, exactly(joined))
    np.testing.assert_array_equal(mask, exactly(outer) ^ exactly(hole))


@given(_points, st.integers(0, 7), st.booleans())
def test_where_a_polygon_begins_and_which_way_it_runs_does_not_matter(points: Points, shift: int, back: bool) -> None:
    turned = np.roll(points, shift, axis=0)[:: -1 if back else 1]
    expected = polygon_mask(points, ROWS, COLUMNS)
    np.testing.assert_array_equal(polygon_mask(turned, ROWS, COLUMNS), expected)


@given(st.floats(-20, 120), st.floats(-20, 120))
def test_two_halves_share_no_pixel_and_leave_none_out(across: float, down: float) -> None:
    cut = np.array([[across, -1.0], [down, 31.0]])
    left = np.array([[-50.0, -1.0], *cut, [-50.0, 31.0]])
    right = np.array([*cut, [150.0, 31.0], [150.0, -1.0]])
    both = polygon_mask(left, 30, 30).astype(int) + polygon_mask(right, 30, 30)
    assert (both == 1).all()


def test_an_edge_through_a_pixel_centre_takes_the_centre_in() -> None:
    # From (0, -4.25) to (14, 8.25): through (7, 2), which a rounded slope misses by 1e-15.
    beside = np.array([[0.0, -4.25], [14.0, 8.25], [14.0, -4.25]])
    assert polygon_mask(beside, ROWS, COLUMNS)[2].tolist() == [column >= 7 for column in range(COLUMNS)]
