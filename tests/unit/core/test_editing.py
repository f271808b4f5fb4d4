"""Changes of an outline with known answers, and properties of all of them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from iodeep_viewer.core import editing, vertices
from iodeep_viewer.core.geometry import Points, polygon_area
from iodeep_viewer.core.polygons import is_simple, keyhole, rings, to_shape, union
from iodeep_viewer.errors import EditingError

SQUARE = np.array([[10.0, 10.0], [30.0, 10.0], [30.0, 30.0], [10.0, 30.0]])
HOLE = np.array([[15.0, 15.0], [15.0, 25.0], [25.0, 25.0], [25.0, 15.0]])
RING = keyhole(SQUARE, [HOLE])
SIZE = (60, 80)
UNIT = (1.0, 1.0)


def area(outline: tuple[Points, ...]) -> float:
    return sum(polygon_area(points) for points in outline)


def circle(radius: float, column: float = 30, row: float = 30, count: int = 90) -> Points:
    angle = np.linspace(0, 2 * np.pi, count, endpoint=False)
    return np.column_stack([column + radius * np.cos(angle), row + radius * np.sin(angle)])


def index_of(points: Points, column: float, row: float) -> int:
    return int(np.flatnonzero((points == (column, row)).all(axis=1))[0])


def test_a_vertex_goes_where_it_is_moved_and_no_further_than_the_slice() -> None:
    moved = vertices.move_vertex(SQUARE, 2, np.array([40.0, 35.0]), SIZE)
    assert moved.tolist() == [[10, 10], [30, 10], [40, 35], [10, 30]]
    assert vertices.move_vertex(SQUARE, 2, np.array([500.0, 500.0]), SIZE)[2].tolist() == [79.5, 59.5]


@pytest.mark.parametrize("to", [(5.0, 12.0), (10.0, 10.0), (30.0, 10.0)])
def test_a_vertex_does_not_cross_an_edge_or_fall_on_another(to: tuple[float, float]) -> None:
    with pytest.raises(EditingError, match="cross itself"):
        vertices.move_vertex(SQUARE, 2, np.array(to), SIZE)


def test_a_vertex_of_a_hole_moves_with_its_channel_and_stays_inside() -> None:
    moved = vertices.move_vertex(RING, index_of(RING, 15, 15), np.array([12.0, 12.0]), SIZE)
    assert is_simple(moved)
    assert polygon_area(moved) == 400 - 130
    with pytest.raises(EditingError, match="cross itself"):
        vertices.move_vertex(RING, index_of(RING, 15, 15), np.array([8.0, 20.0]), SIZE)


def test_a_vertex_is_added_on_the_nearest_edge() -> None:
    more = vertices.insert_vertex(SQUARE, np.array([22.0, 9.0]))
    assert more.tolist() == [[10, 10], [22, 10], [30, 10], [30, 30], [10, 30]]
    ring = vertices.insert_vertex(RING, np.array([20.0, 15.5]))
    assert [20.0, 15.0] in ring.tolist()
    assert polygon_area(ring) == 300


def test_a_vertex_is_removed_until_three_are_left() -> None:
    triangle = vertices.remove_vertex(SQUARE, 2)
    assert triangle.tolist() == [[10, 10], [30, 10], [10, 30]]
    with pytest.raises(EditingError, match="at least three points"):
        vertices.remove_vertex(triangle, 0)


def test_the_end_of_a_channel_can_be_removed_and_a_hole_of_two_points_goes() -> None:
    fewer = vertices.remove_vertex(RING, index_of(RING, 15, 15))
    assert is_simple(fewer)
    assert polygon_area(fewer) == 350
    again = vertices.remove_vertex(fewer, index_of(fewer, 25, 25))
    assert len(rings(again)) == 1
    assert polygon_area(again) == 400


def test_a_vertex_that_holds_two_edges_apart_cannot_be_removed() -> None:
    notched = np.array([[0.0, 5.0], [10.0, 0.0], [20.0, 5.0], [20.0, 20.0], [10.0, 3.0], [0.0, 20.0]])
    with pytest.raises(EditingError, match="cross itself"):
        vertices.remove_vertex(notched, 1)
    assert len(vertices.remove_vertex(notched, 4)) == 5


def test_an_outline_moves_as_far_as_the_slice() -> None:
    (moved,) = editing.move([SQUARE], np.array([3.0, -2.0]), SIZE)
    assert moved[0].tolist() == [13, 8]
    (stopped,) = editing.move([SQUARE], np.array([-100.0, 100.0]), SIZE)
    assert stopped.min(axis=0).tolist() == [-0.5, 39.5]
    assert stopped.max(axis=0).tolist() == [19.5, 59.5]


def test_smoothing_takes_the_corners_off_and_keeps_the_area() -> None:
    (soft,) = editing.smooth([SQUARE], UNIT, 1.5)
    assert polygon_area(soft) == pytest.approx(400, rel=0.005)
    from_corner = np.linalg.norm(soft - SQUARE[0], axis=1).min()
    assert 0.7 < from_corner < 1.5
    assert np.abs(soft - 20).max() < 10.4


def test_smoothing_a_ring_keeps_both_areas_and_a_circle_stays_one() -> None:
    (soft,) = editing.smooth([RING], UNIT, 1.0)
    assert polygon_area(soft) == pytest.approx(300, rel=0.01)
    (same,) = editing.smooth([circle(12)], UNIT, 1.0)
    assert np.abs(np.linalg.norm(same - 30, axis=1) - 12).max() < 0.1


def test_smoothing_is_the_same_in_millimetres_where_pixels_are_not_square() -> None:
    (soft,) = editing.smooth([SQUARE], (1.0, 0.5), 1.5)
    (same,) = editing.smooth([SQUARE * (0.5, 1)], UNIT, 1.5)
    assert union([soft * (0.5, 1)]).symmetric_difference(union([same])).area < 0.8


def test_simplifying_leaves_out_what_lies_within_the_tolerance() -> None:
    noisy = np.insert(SQUARE, 1, [[15.0, 10.2], [20.0, 9.9]], axis=0)
    (plain,) = editing.simplify([noisy], UNIT, 0.5)
    assert sorted(plain.tolist()) == sorted(SQUARE.tolist())
    # 0.4 pixels between rows are 0.8 mm there, which is more than 0.5 mm.
    kept = np.insert(SQUARE, 1, [[20.0, 9.6]], axis=0)
    assert len(editing.simplify([kept], (2.0, 1.0), 0.5)[0]) == 5
    assert len(editing.simplify([kept], UNIT, 0.5)[0]) == 4


def test_a_line_cuts_in_two_and_a_ring_as_well() -> None:
    halves, whole = editing.cut([SQUARE], np.array([[24.0, 5.0], [24.0, 35.0]]))
    assert [polygon_area(points) for points in halves] == [280, 120]
    assert whole == ()
    pieces, _ = editing.cut([RING], np.array([[20.0, 0.0], [20.0, 50.0]]))
    assert [polygon_area(points) for points in pieces] == [150, 150]
    assert all(is_simple(points) for points in pieces)


def test_a_line_that_crosses_itself_cuts_out_its_loop() -> None:
    loop = np.array([[5.0, 18.0], [24.0, 18.0], [24.0, 24.0], [18.0, 24.0], [18.0, 5.0]])
    pieces, _ = editing.cut([SQUARE], loop)
    assert [polygon_area(points) for points in pieces] == [300, 64, 36]


@pytest.mark.parametrize(
    "line", [[[0.0, 0.0], [5.0, 50.0]], [[20.0, 0.0], [20.0, 20.0]], [[20.0, 20.0]], [[10.0, 5.0], [10.0, 40.0]]]
)
def test_a_line_that_does_not_divide_is_refused(line: list[list[float]]) -> None:
    with pytest.raises(EditingError, match="does not divide"):
        editing.cut([SQUARE], np.array(line))


def test_parts_beside_the_line_stay_whole() -> None:
    apart = SQUARE + np.array([30.0, 0.0])
    pieces, whole = editing.cut([SQUARE, apart], np.array([[44.0, 5.0], [44.0, 35.0]]))
    assert [polygon_area(points) for points in pieces] == [320, 80]
    assert [polygon_area(points) for points in whole] == [400]
    assert whole[0].max() == 30


@pytest.mark.parametrize("outline", [[], [np.array([[10.0, 20.0], [20.0, 20.0], [30.0, 20.0]])]])
def test_what_has_no_area_cannot_be_cut(outline: list[Points]) -> None:
    with pytest.raises(EditingError, match="does not divide"):
        editing.cut(outline, np.array([[20.0, 0.0], [20.0, 50.0]]))


def test_a_slit_to_the_hole_divides_nothing() -> None:
    with pytest.raises(EditingError, match="does not divide"):
        editing.cut([RING], np.array([[5.0, 20.0], [20.0, 20.0]]))


def test_joining_is_the_union_also_around_a_hole() -> None:
    (both,) = editing.join([[SQUARE], [SQUARE + np.array([10, 0])]])
    assert polygon_area(both) == 600
    left = np.array([[0.0, 0.0], [6.0, 0.0], [6.0, 2.0], [2.0, 2.0], [2.0, 8.0], [6.0, 8.0], [6.0, 10.0], [0.0, 10.0]])
    (around,) = editing.join([[left], [np.array([[5.0, 0.0], [5.0, 10.0], [9.0, 10.0], [9.0, 0.0]])]])
    assert polygon_area(around) == 90 - 18
    assert is_simple(around)
    assert len(editing.join([[SQUARE], [SQUARE + np.array([40, 0])]])) == 2


def test_the_brush_is_round_in_millimetres() -> None:
    (disk,) = editing.brush([], np.array([[40.0, 30.0]]), 6.0, (2.0, 0.5), SIZE, grow=True)
    assert (disk.max(axis=0) - disk.min(axis=0)).tolist() == pytest.approx([24, 6], abs=0.2)
    assert polygon_area(disk) * 2.0 * 0.5 == pytest.approx(np.pi * 36, rel=0.02)


def test_the_brush_grows_and_shrinks_along_its_way() -> None:
    way = np.array([[30.0, 15.0], [30.0, 25.0]])
    grown = editing.brush([SQUARE], way, 3.0, UNIT, SIZE, grow=True)
    assert area(grown) == pytest.approx(400 + 30 + np.pi * 9 / 2, rel=0.005)
    shrunk = editing.brush([SQUARE], way, 3.0, UNIT, SIZE, grow=False)
    assert area(shrunk) == pytest.approx(400 - 30 - np.pi * 9 / 2, rel=0.005)


def test_the_brush_can_make_a_hole_and_part_a_region() -> None:
    (ring,) = editing.brush([SQUARE], np.array([[20.0, 20.0]]), 4.0, UNIT, SIZE, grow=False)
    assert polygon_area(ring) == pytest.approx(400 - 16 * np.pi, rel=0.01)
    assert is_simple(ring)
    parts = editing.brush([SQUARE], np.array([[20.0, 0.0], [20.0, 40.0]]), 2.0, UNIT, SIZE, grow=False)
    assert [polygon_area(points) for points in parts] == pytest.approx([160, 160])


def test_the_brush_ends_at_the_edge_of_the_slice_and_can_take_all_away() -> None:
    (corner,) = editing.brush([], np.array([[-0.5, -0.5]]), 5.0, UNIT, SIZE, grow=True)
    assert corner.min() == -0.5
    assert polygon_area(corner) == pytest.approx(np.pi * 25 / 4, rel=0.01)
    assert editing.brush([SQUARE], np.array([[20.0, 20.0]]), 40.0, UNIT, SIZE, grow=False) == ()
    with pytest.raises(EditingError, match="Nothing was painted on the slice"):
        editing.brush([], np.array([[200.0, 20.0]]), 4.0, UNIT, SIZE, grow=True)


def test_a_drawn_line_is_closed_and_its_overlapping_ends_are_dropped() -> None:
    angle = np.linspace(0, 2 * np.pi + 0.2, 120)
    radius = 12 + 0.6 * np.sin(angle * 0.5)  # the end passes outside of the beginning, then in
    line = np.column_stack([30 + radius * np.cos(angle), 30 + radius * np.sin(angle)])
    points = editing.drawn(line, SIZE)
    assert is_simple(points)
    assert polygon_area(points) == pytest.approx(np.pi * 12.3**2, rel=0.05)
    assert len(points) < 100
    square = editing.drawn(SQUARE, SIZE)
    assert sorted(square.tolist()) == sorted(SQUARE.tolist())


def test_a_drawn_line_is_cut_at_the_edge_of_the_slice() -> None:
    points = editing.drawn(SQUARE - 20, SIZE)
    assert polygon_area(points) == pytest.approx(10.5**2)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ([[1.0, 1.0], [5.0, 5.0]], "Two points"),
        ([[1.0, 1.0], [5.0, 5.0], [1.0, 1.0]], "encloses nothing"),
        ([[1.0, 1.0], [5.0, 5.0], [9.0, 9.0]], "encloses nothing"),
        ([[-9.0, -9.0], [-5.0, -9.0], [-5.0, -5.0]], "encloses nothing"),
        ([[0.0, 0.0], [10.0, 10.0], [10.0, 0.0], [0.0, 10.0]], "crosses itself"),
    ],
)
def test_a_line_that_goes_round_nothing_or_two_areas_is_refused(line: list[list[float]], words: str) -> None:
    with pytest.raises(EditingError, match=words) as caught:
        editing.drawn(np.array(line), SIZE)
    assert caught.value.hint


place = st.tuples(st.floats(-10, 90), st.floats(-10, 70))
stars = st.lists(st.floats(4, 18), min_size=3, max_size=14)


def star(radii: list[float]) -> Points:
    angle = np.linspace(0, 2 * np.pi, len(radii), endpoint=False)
    return np.column_stack([30 + np.array(radii) * np.cos(angle), 30 + np.array(radii) * np.sin(angle)])


def assert_sound(outline: tuple[Points, ...]) -> None:
    assert outline
    for points in outline:
        assert len(points) >= 3
        assert is_simple(points)
        assert points.min() >= -0.5
        assert (points.max(axis=0) <= (79.5, 59.5)).all()


@given(stars, st.lists(place, min_size=1, max_size=6), st.floats(0.5, 8), st.booleans())
def test_any_stroke_of_the_brush_is_sound(
    radii: list[float], way: list[tuple[float, float]], radius: float, grow: bool
) -> None:
    before = star(radii)
    after = editing.brush([before], np.array(way), radius, (1.0, 0.8), SIZE, grow=grow)
    if not after:
        assert not grow
        return
    assert_sound(after)
    outside = union(after).difference(to_shape(before)) if not grow else to_shape(before).difference(union(after))
    assert outside.area < 0.05 * polygon_area(before)  # simplifying moves an edge by 0.05 pixels at most


@given(stars, place, place)
def test_the_pieces_of_any_cut_are_sound_and_make_up_the_whole(
    radii: list[float], start: tuple[float, float], end: tuple[float, float]
) -> None:
    before = star(radii)
    try:
        pieces, _ = editing.cut([before], np.array([start, end]))
    except EditingError:
        return
    assert_sound(pieces)
    assert len(pieces) >= 2
    assert area(pieces) == pytest.approx(polygon_area(before), abs=0.05)


@given(stars, st.integers(0, 13), place)
def test_any_vertex_that_may_move_leaves_a_sound_outline(
    radii: list[float], index: int, to: tuple[float, float]
) -> None:
    before = star(radii)
    try:
        after = vertices.move_vertex(before, index % len(before), np.array(to), SIZE)
    except EditingError:
        return
    assert_sound((after,))
    assert len(after) == len(before)


@given(st.lists(place, min_size=3, max_size=30))
def test_any_drawn_line_is_sound_or_refused(line: list[tuple[float, float]]) -> None:
    try:
        points = editing.drawn(np.array(line), SIZE)
    except EditingError:
        return
    assert_sound((points,))


@given(stars, st.floats(0.2, 3), st.sampled_from([(1.0, 1.0), (2.0, 0.7)]))
def test_smoothing_and_simplifying_stay_sound(radii: list[float], amount: float, spacing: tuple[float, float]) -> None:
    before = star(radii)
    for change in (editing.smooth, editing.simplify):
        after = change([before], spacing, amount)
        assert all(is_simple(points) for points in after)
    assert area(editing.smooth([before], spacing, amount)) == pytest.approx(polygon_area(before), rel=0.2)
