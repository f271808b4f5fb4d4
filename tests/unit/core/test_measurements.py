"""Values of measurements, each known without computing it."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from iodeep_viewer.core.image_series import Slice
from iodeep_viewer.core.measurement_text import value_text
from iodeep_viewer.core.measurements import (
    Measurement,
    MeasurementKind,
    Statistics,
    angle_degrees,
    area_mm2,
    length_mm,
    main_value,
    measurement_statistics,
    roi_statistics,
)
from iodeep_viewer.core.regions import Contour, Roi
from tests.slices import make_slice

BLANK = np.zeros((40, 60), np.int16)
HIGH_PIXELS = {"spacing": (2.0, 0.5)}


def close(value: float) -> Any:
    """Compare equal to what is close to the value, as a field of a larger whole."""
    return pytest.approx(value)


def measured(kind: MeasurementKind, *points: tuple[float, float]) -> Measurement:
    return Measurement("m", kind, "1.2.3.4.5", None, np.array(points))


def numbered(rows: int = 10, columns: int = 10, **changes: Any) -> Slice:
    """Pixel (column, row) has the value 10 * row + column."""
    return make_slice(np.arange(rows * columns, dtype=np.int16).reshape(rows, columns), **changes)


def test_a_length_is_in_millimetres_of_pixels_that_are_not_square() -> None:
    image = make_slice(BLANK, **HIGH_PIXELS)
    line = measured(MeasurementKind.LENGTH, (2, 3), (8, 5))  # 6 columns of 0.5 mm, 2 rows of 2 mm
    assert length_mm(line.points, image) == pytest.approx(5.0, abs=1e-12)
    assert main_value(line, image) == (close(5.0), "mm")


def test_without_a_pixel_size_a_length_is_in_pixels_and_says_so() -> None:
    image = make_slice(BLANK, spacing_known=False)
    assert main_value(measured(MeasurementKind.LENGTH, (0, 0), (3, 4)), image) == (close(5.0), "px")
    assert main_value(measured(MeasurementKind.RECTANGLE, (0, 0), (3, 4)), image) == (close(12.0), "px")


@pytest.mark.parametrize(
    ("points", "degrees"),
    [
        (((8, 0), (0, 0), (8, 2)), 45.0),  # 4 mm along, 4 mm down: on the grid it would be 14 degrees
        (((8, 0), (0, 0), (0, 5)), 90.0),
        (((8, 0), (0, 0), (-4, 0)), 180.0),
        (((8, 0), (0, 0), (-4, 1)), 135.0),
        (((0, 5), (0, 0), (8, 0)), 90.0),
        (((6, 1), (0, 0), (12, 2)), 0.0),
    ],
)
def test_an_angle_is_the_one_in_the_patient(points: tuple[tuple[float, float], ...], degrees: float) -> None:
    assert angle_degrees(np.array(points, float), make_slice(BLANK, **HIGH_PIXELS)) == pytest.approx(degrees, abs=1e-9)


def test_an_angle_of_nothing_is_no_number() -> None:
    assert angle_degrees(np.array([[3.0, 3.0], [3.0, 3.0], [5.0, 5.0]]), make_slice(BLANK)) is None


@given(st.floats(0.1, 179.9), st.floats(0, 360), st.floats(0.1, 5), st.floats(0.1, 5))
def test_an_angle_does_not_depend_on_the_grid(degrees: float, turn: float, row: float, column: float) -> None:
    directions = np.radians([turn, turn + degrees])
    ends = np.column_stack([np.cos(directions), np.sin(directions)]) * 30 / (column, row)
    points = np.array([ends[0], [0, 0], ends[1]])
    assert angle_degrees(points, make_slice(BLANK, spacing=(row, column))) == pytest.approx(degrees, abs=1e-6)


def test_a_rectangle_counts_the_pixels_whose_centres_it_holds() -> None:
    image = numbered(spacing=(2.0, 0.5))
    rectangle = measured(MeasurementKind.RECTANGLE, (4.4, 5.6), (1.5, 2.5))  # columns 2 to 4, rows 3 to 5
    assert area_mm2(rectangle, image) == pytest.approx(2.9 * 0.5 * 3.1 * 2.0)
    statistics = measurement_statistics(rectangle, image)
    # Deviations of the columns are -1, 0, 1 and of the rows -10, 0, 10: variance (2 + 200) / 3.
    assert statistics == Statistics(9, 43.0, close(math.sqrt(202 / 3)), 32.0, 54.0)


def test_centres_on_the_edge_of_a_rectangle_count() -> None:
    statistics = measurement_statistics(measured(MeasurementKind.RECTANGLE, (2, 3), (4, 3)), numbered())
    assert statistics == Statistics(3, 33.0, close(math.sqrt(2 / 3)), 32.0, 34.0)


def test_an_ellipse_holds_the_pixels_within_its_axes() -> None:
    # Half axes 2 and 1 around (5, 4): five centres in the middle row, one above and one below.
    ellipse = measured(MeasurementKind.ELLIPSE, (3, 3), (7, 5))
    image = numbered(spacing=(2.0, 0.5))
    statistics = measurement_statistics(ellipse, image)
    assert statistics == Statistics(7, 45.0, close(math.sqrt(210 / 7)), 35.0, 55.0)
    assert area_mm2(ellipse, image) == pytest.approx(math.pi * 1.0 * 2.0)


def test_only_an_arrow_has_a_text_and_it_has_no_value() -> None:
    image = make_slice(BLANK)
    arrow = replace(measured(MeasurementKind.ARROW, (1, 1), (5, 3)), text="node")
    assert value_text(arrow, image) == "node"
    assert main_value(arrow, image) == (None, "")
    assert measurement_statistics(arrow, image) is None
    for kind in set(MeasurementKind) - {MeasurementKind.ARROW}:
        with pytest.raises(ValueError, match="has no text"):
            Measurement("m", kind, "1.2", None, np.zeros((kind.point_count, 2)), "node")


@pytest.mark.parametrize("kind", [MeasurementKind.RECTANGLE, MeasurementKind.ELLIPSE])
def test_a_shape_over_the_border_counts_what_is_on_the_image(kind: MeasurementKind) -> None:
    image = numbered()
    statistics = measurement_statistics(measured(kind, (-30, -30), (30, 30)), image)
    assert statistics is not None
    assert (statistics.count, statistics.minimum, statistics.maximum) == (100, 0.0, 99.0)
    assert measurement_statistics(measured(kind, (-30, -30), (-20, -20)), image) is None
    assert measurement_statistics(measured(kind, (20, 20), (30, 30)), image) is None


def test_a_shape_between_the_pixels_has_no_statistics() -> None:
    assert measurement_statistics(measured(MeasurementKind.RECTANGLE, (2.1, 2.1), (2.9, 2.9)), numbered()) is None
    point = measurement_statistics(measured(MeasurementKind.ELLIPSE, (2, 2), (2, 2)), numbered())
    assert point == Statistics(1, 22.0, 0.0, 22.0, 22.0)


def test_values_that_are_no_numbers_do_not_count_and_colour_has_no_statistics() -> None:
    values = np.full((4, 4), 7.0, np.float32)
    values[1, 1] = np.nan
    square = measured(MeasurementKind.RECTANGLE, (0, 0), (3, 3))
    assert measurement_statistics(square, make_slice(values)) == Statistics(15, 7.0, 0.0, 7.0, 7.0)
    assert measurement_statistics(square, make_slice(np.zeros((4, 4, 3), np.uint8))) is None


def test_the_statistics_of_a_region_leave_out_the_hole_of_its_keyhole() -> None:
    values = np.full((20, 20), 50, np.int16)
    values[8:12, 8:12] = -1000
    outer, inner = [(3.5, 3.5), (15.5, 3.5), (15.5, 15.5), (3.5, 15.5)], [(7.5, 7.5), (7.5, 11.5), (11.5, 11.5)]
    keyhole = np.array([*outer, (3.5, 3.5), *inner, (11.5, 7.5), (7.5, 7.5)])
    image = make_slice(values)
    roi = Roi("r", "Ring", (Contour(image.sop_instance_uid, None, keyhole),))
    assert roi_statistics(roi, [image]) == Statistics(12 * 12 - 4 * 4, 50.0, 0.0, 50.0, 50.0)


def test_the_statistics_of_a_region_join_its_slices_and_count_no_pixel_twice() -> None:
    square = np.array([[1.5, 1.5], [4.5, 1.5], [4.5, 4.5], [1.5, 4.5]])
    first = make_slice(np.full((9, 9), 10, np.int16), sop_instance_uid="1.1")
    second = make_slice(np.full((9, 9), 40, np.int16), sop_instance_uid="1.2")
    elsewhere = make_slice(np.full((9, 9), 999, np.int16), sop_instance_uid="1.3")
    contours = (Contour("1.1", None, square), Contour("1.1", None, square + 1), Contour("1.2", None, square[:3]))
    roi = Roi("r", "Two", contours)
    statistics = roi_statistics(roi, [first, second, elsewhere])
    assert statistics is not None
    # 9 + 9 - 4 pixels of 10; 3 + 2 + 1 of 40, the diagonal included: it is a left edge.
    assert statistics.count == 14 + 6
    assert statistics.mean == pytest.approx((14 * 10 + 6 * 40) / 20)
    assert roi_statistics(roi, [elsewhere]) is None
    assert roi_statistics(roi, []) is None


def test_a_region_over_the_border_counts_what_is_on_the_image() -> None:
    image = numbered()
    beyond = np.array([[-30.5, -30.5], [4.5, -30.5], [4.5, 2.5], [-30.5, 2.5]])
    off = np.array([[20.0, 20.0], [30.0, 20.0], [30.0, 30.0]])
    statistics = roi_statistics(Roi("r", "x", (Contour(image.sop_instance_uid, None, beyond),)), [image])
    assert statistics == Statistics(15, 12.0, close(math.sqrt(2 + 200 / 3)), 0.0, 24.0)
    assert roi_statistics(Roi("r", "x", (Contour(image.sop_instance_uid, None, off),)), [image]) is None
