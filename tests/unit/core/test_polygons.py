"""Rings, channels and areas against shapes whose area is known."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from iodeep_viewer.core.geometry import polygon_area
from iodeep_viewer.core.polygons import exclusive, is_simple, keyhole, rings, simplified, to_points, to_shape, union

SQUARE = np.array([[0.0, 0.0], [20.0, 0.0], [20.0, 20.0], [0.0, 20.0]])


def square(column: float, row: float, side: float) -> np.ndarray:
    return SQUARE * side / 20 + (column, row)


def test_a_channel_parts_a_list_into_the_rings_that_it_joined() -> None:
    joined = keyhole(SQUARE, [square(2, 2, 4), square(12, 12, 4), square(2, 12, 4)])
    found = rings(joined)
    assert [polygon_area(ring) for ring in found] == [400, 16, 16, 16]
    assert polygon_area(joined) == pytest.approx(400 - 48)
    assert is_simple(joined)


@pytest.mark.parametrize("shift", range(0, 13, 2))
def test_a_list_may_begin_anywhere(shift: int) -> None:
    joined = np.roll(keyhole(SQUARE, [square(5, 5, 10)]), shift, axis=0)
    assert [polygon_area(ring) for ring in rings(joined)] == [400, 100]
    assert to_shape(joined).area == 300


def test_a_hole_that_touches_the_edge_needs_no_channel() -> None:
    hole = np.array([[0.0, 10.0], [5.0, 5.0], [5.0, 15.0]])
    joined = keyhole(SQUARE, [hole])
    assert is_simple(joined)
    assert polygon_area(joined) == 375
    assert to_shape(joined).area == 375


def test_a_channel_takes_the_shortest_way_and_crosses_no_other_hole() -> None:
    # The vertices of the long hole that are nearest to those of the edge lie behind the small one.
    holes = [square(9, 1, 2), np.array([[3.0, 4.0], [17.0, 4.0], [17.0, 6.0], [3.0, 6.0]])]
    joined = keyhole(SQUARE, holes)
    steps = np.linalg.norm(np.roll(joined, -1, axis=0) - joined, axis=1)
    assert np.count_nonzero(np.isclose(steps, 1)) >= 4  # both channels, to and fro, are one pixel long
    assert is_simple(joined)


def test_a_list_that_crosses_itself_is_not_simple_and_has_the_area_of_both_parts() -> None:
    bow = np.array([[0.0, 0.0], [10.0, 10.0], [10.0, 0.0], [0.0, 10.0]])
    assert not is_simple(bow)
    assert to_shape(bow).area == 50
    assert len(to_points(to_shape(bow))) == 2


@pytest.mark.parametrize(
    "points",
    [
        [[0, 0], [5, 5], [9, 9]],
        [[1, 1], [1, 1], [1, 1]],
        [[0, 0], [np.inf, 0], [0, 3]],
        [[0, 0], [1e300, 0], [0, 3]],
        [[0, 0], [3, 3], [0, 0]],
    ],
)
def test_what_bounds_nothing_has_no_area(points: list[list[float]]) -> None:
    assert not is_simple(np.array(points, dtype=float))
    assert to_points(to_shape(np.array(points, dtype=float))) == ()


def test_of_outlines_inside_each_other_every_second_is_a_hole() -> None:
    (ring, island) = exclusive([square(0, 0, 20), square(4, 4, 12), square(8, 8, 4)])
    assert (polygon_area(ring), polygon_area(island)) == (400 - 144, 16)
    (shape,) = exclusive([square(0, 0, 10), square(5, 0, 10)])[:1]
    assert polygon_area(shape) == 50


def test_the_way_of_other_software_to_join_a_hole_is_understood() -> None:
    inner = square(5, 5, 10)
    joined = np.vstack([SQUARE, SQUARE[:1], inner, inner[:1]])  # closed rings one after the other, same direction
    assert to_shape(joined).area == 300
    assert to_shape(np.vstack([SQUARE, SQUARE[:1], inner[::-1], inner[-1:]])).area == 300


@given(st.lists(st.tuples(st.floats(2, 48), st.floats(2, 48), st.floats(0.5, 9)), min_size=1, max_size=12))
def test_any_area_with_holes_survives_as_point_lists(disks: list[tuple[float, float, float]]) -> None:
    plate = shapely.box(-1, -1, 52, 52)
    area = plate.difference(shapely.union_all([shapely.Point(x, y).buffer(r, quad_segs=4) for x, y, r in disks]))
    outline = to_points(area)
    assert all(is_simple(points) for points in outline)
    assert sum(polygon_area(points) for points in outline) == pytest.approx(area.area, abs=0.2)
    assert union(outline).symmetric_difference(area).area < 0.2


@given(st.lists(st.floats(6, 40), min_size=12, max_size=200), st.floats(0.05, 3))
def test_simplifying_keeps_vertices_of_the_ring_and_no_point_goes_far(radii: list[float], tolerance: float) -> None:
    turn = np.linspace(0, 2 * np.pi, len(radii), endpoint=False)
    ring = 50 + np.array(radii)[:, None] * np.column_stack([np.cos(turn), np.sin(turn)])
    fewer = simplified(ring, tolerance)
    assert 3 <= len(fewer) <= len(ring)
    assert (fewer[:, None] == ring).all(axis=2).any(axis=1).all()
    assert is_simple(fewer)
    assert shapely.distance(shapely.LinearRing(fewer), shapely.points(ring)).max() <= tolerance * 1.0001


def test_simplifying_leaves_out_what_lies_on_the_line() -> None:
    turn = np.linspace(0, 2 * np.pi, 100, endpoint=False)
    assert len(simplified(50 + 12 * np.column_stack([np.cos(turn), np.sin(turn)]), 0.2)) < 40
    assert len(simplified(np.insert(SQUARE, 1, (10, 0), axis=0), 0.01)) == 4
