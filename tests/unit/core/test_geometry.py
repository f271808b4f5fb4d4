"""Known answers of the conversion between pixels and patient millimetres."""

import numpy as np
import pytest

from iodeep_viewer.core.geometry import Plane, clipped_to_slice, plane_from_attributes, polygon_area, slice_edges
from iodeep_viewer.core.orientation import direction_letters

AXIAL = [1, 0, 0, 0, 1, 0]
# Rows run towards the back, columns towards the feet: a sagittal image seen from the left.
SAGITTAL = Plane((5.0, -40.0, 60.0), (0.0, 1.0, 0.0), (0.0, 0.0, -1.0), (2.0, 0.5))


def test_the_row_index_moves_along_the_column_direction_by_the_row_spacing() -> None:
    points = np.array([[0.0, 0.0], [10.0, 0.0], [0.0, 10.0], [4.0, 3.0]])
    assert SAGITTAL.to_patient(points).tolist() == [[5, -40, 60], [5, -35, 60], [5, -40, 40], [5, -38, 54]]


def test_to_pixel_undoes_to_patient_in_a_double_oblique_plane() -> None:
    row = np.array([0.9, 0.3, -0.2])
    row /= np.linalg.norm(row)
    column = np.cross([0.1, 0.4, 0.9], row)
    column /= np.linalg.norm(column)
    plane = plane_from_attributes([1.5, -2.5, 300.0], [*row, *column], (0.7, 1.3))
    assert plane is not None
    points = np.random.default_rng(1).uniform(-50, 600, (100, 2))
    np.testing.assert_allclose(plane.to_pixel(plane.to_patient(points)), points, atol=1e-9)
    np.testing.assert_allclose(plane.distance(plane.to_patient(points)), 0, atol=1e-9)


@pytest.mark.parametrize(
    "orientation",
    [
        [0.9998, 0.0175, 0, -0.0175, 0.9998, 0],
        [0.707, 0.707, 0, -0.707, 0.707, 0],
        [1, 0, 0, 0.00099, 0.99999, 0],
        [0.9991, 0, 0, 0, 0.9991, 0],
    ],
)
def test_to_pixel_undoes_to_patient_where_the_cosines_are_rounded(orientation: list[float]) -> None:
    plane = plane_from_attributes([0.0, 0.0, 0.0], orientation, (0.5, 0.7))
    assert plane is not None
    points = np.array([[0.0, 0.0], [511.0, 511.0], [0.0, 511.0], [511.0, 0.0]])
    np.testing.assert_allclose(plane.to_pixel(plane.to_patient(points)), points, atol=1e-9)


def test_the_distance_is_signed_along_row_cross_column() -> None:
    assert SAGITTAL.normal.tolist() == [-1, 0, 0]
    assert SAGITTAL.offset == -5
    assert SAGITTAL.distance(np.array([[2.0, 7.0, 8.0], [9.0, 0.0, 0.0]])).tolist() == [3, -4]


def test_points_off_the_plane_are_projected_along_the_normal() -> None:
    assert SAGITTAL.to_pixel(np.array([[99.0, -38.0, 54.0]])).tolist() == [[4, 3]]


@pytest.mark.parametrize(
    ("position", "orientation", "spacing"),
    [
        ([0, 0], AXIAL, (1.0, 1.0)),
        ([0, 0, 0], AXIAL[:5], (1.0, 1.0)),
        ([], [], (1.0, 1.0)),
        ([0, 0, 0], [1, 0, 0, 0, 2, 0], (1.0, 1.0)),
        ([0, 0, 0], [1, 0, 0, 1, 0, 0], (1.0, 1.0)),
        ([0, 0, 0], [0, 0, 0, 0, 0, 0], (1.0, 1.0)),
        ([0, 0, float("nan")], AXIAL, (1.0, 1.0)),
        ([0, 0, 0], AXIAL, (0.0, 1.0)),
        ([0, 0, 0], AXIAL, (1.0, -1.0)),
    ],
)
def test_attributes_that_span_no_plane_give_none(
    position: list[float], orientation: list[float], spacing: tuple[float, float]
) -> None:
    assert plane_from_attributes(position, orientation, spacing) is None


def test_cosines_rounded_by_a_scanner_are_accepted() -> None:
    assert plane_from_attributes([0, 0, 0], [0.9998, 0.0175, 0, -0.0175, 0.9998, 0], (1.0, 1.0)) is not None


@pytest.mark.parametrize(("error", "usable"), [(0.0005, True), (-0.0005, True), (0.0015, False), (0.1, False)])
def test_cosines_may_be_off_by_a_thousandth(error: float, usable: bool) -> None:
    length_of_row, length_of_column = [1 + error, 0, 0, 0, 1, 0], [1, 0, 0, 0, 1 + error, 0]
    angle = [1, 0, 0, error, np.sqrt(1 - error**2), 0]
    for orientation in (length_of_row, length_of_column, angle):
        assert (plane_from_attributes([0, 0, 0], orientation, (1.0, 1.0)) is not None) is usable


def test_the_area_of_a_polygon_does_not_depend_on_its_direction_or_start() -> None:
    shape = np.array([[0.0, 0.0], [4.0, 0.0], [4.0, 3.0], [2.0, 3.0], [2.0, 1.0], [0.0, 1.0]])
    assert polygon_area(shape) == 8
    assert polygon_area(shape[::-1]) == 8
    assert polygon_area(np.roll(shape, 2, axis=0)) == 8


def test_a_keyhole_has_the_area_without_its_hole() -> None:
    outer = np.array([[0.0, 0.0], [10.0, 0.0], [10.0, 10.0], [0.0, 10.0]])
    inner = np.array([[2.0, 2.0], [2.0, 5.0], [5.0, 5.0], [5.0, 2.0]])
    assert polygon_area(np.vstack([outer, outer[:1], inner, inner[:1]])) == 91


@pytest.mark.parametrize(
    ("direction", "letters"),
    [((1, 0, 0), "L"), ((-1, 0, 0), "R"), ((0, 1, 0), "P"), ((0, -1, 0), "A"), ((0, 0, 1), "H"), ((0, 0, -1), "F")],
)
def test_letters_of_the_patient_axes(direction: tuple[float, float, float], letters: str) -> None:
    assert direction_letters(direction) == letters


def test_letters_of_an_oblique_direction_come_strongest_first() -> None:
    assert direction_letters((0.3, -0.9, -0.32)) == "AFL"
    assert direction_letters((0.1, 0.99, -0.1)) == "P"


def test_a_slice_ends_at_the_outer_edges_of_its_pixels() -> None:
    first, last = slice_edges(2, 5)
    assert (first.tolist(), last.tolist()) == ([-0.5, -0.5], [4.5, 1.5])
    outside = np.array([[-3.0, 9.0], [9.0, -3.0], [4.5, 1.5], [4.25, -0.25]])
    inside = [[-0.5, 1.5], [4.5, -0.5], [4.5, 1.5], [4.25, -0.25]]
    assert clipped_to_slice(outside, 2, 5).tolist() == inside
