"""Measuring with mouse and keys on the slice, at any zoom and however it is turned."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QFont, QFontMetricsF
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from iodeep_viewer.core.measurement_text import value_text
from iodeep_viewer.core.measurements import Measurement, MeasurementKind
from iodeep_viewer.core.orientation import Orientation
from iodeep_viewer.core.pacs_node import PacsNode
from iodeep_viewer.core.regions import Contour, Roi
from iodeep_viewer.core.structure_set import Approval, ApprovalStatus, StructureSet
from iodeep_viewer.gui.canvas.tools.shape_drawing import MEASUREMENT_COLOR, STORED_COLOR, label_lines, label_rect
from iodeep_viewer.gui.canvas.tools.shapes import handles
from iodeep_viewer.gui.state.values import SELECT_TOOL
from iodeep_viewer.viewer import Viewer
from tests.gui.measuring import Hand, ct_slices
from tests.journals import on_disk
from tests.values import now

ORIENTATIONS = [Orientation(turns, mirrored) for turns in range(4) for mirrored in (False, True)]
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def hand(qtbot: QtBot, make_viewer: Callable[[PacsNode | None], Viewer]) -> Hand:
    return Hand(qtbot, make_viewer(None), ct_slices())


def text_of(hand: Hand, number: int = -1) -> str:
    assert hand.session.image is not None
    return value_text(hand.measurements[number], hand.session.image)


def test_a_length_is_the_same_however_the_slice_is_turned_and_zoomed(hand: Hand) -> None:
    hand.view.zoom_by(1.7)
    hand.key(Qt.Key.Key_M)
    assert hand.session.tool == "length"
    for count, orientation in enumerate(ORIENTATIONS, 1):
        hand.session.active.set_orientation(orientation)
        hand.drag((20, 15), (25, 20), (44, 24))  # 24 mm along the rows, 18 mm down: 30 mm
        assert len(hand.measurements) == count
        np.testing.assert_allclose(hand.measurements[-1].points, [[20, 15], [44, 24]], atol=0.2)
        assert float(text_of(hand).removesuffix(" mm")) == pytest.approx(30, abs=0.4)
        assert hand.shows(MEASUREMENT_COLOR, (32, 19.5)), orientation
        assert not hand.shows(MEASUREMENT_COLOR, (32, 15)), orientation
        hand.opened.select_measurement(None)


def test_two_clicks_measure_as_a_drag_does(hand: Hand) -> None:
    hand.key(Qt.Key.Key_M)
    hand.click((10, 10))
    assert now(hand.measurements) == ()
    hand.move((20, 20))
    assert hand.shows(MEASUREMENT_COLOR, (15, 15))
    hand.click((40, 10))
    (line,) = hand.measurements
    np.testing.assert_allclose(line.points, [[10, 10], [40, 10]], atol=0.2)


@pytest.mark.parametrize("by_drag", [False, True])
def test_an_angle_takes_three_points_and_is_that_in_the_patient(hand: Hand, by_drag: bool) -> None:
    hand.session.active.set_orientation(Orientation(1, mirrored=True))
    hand.key(Qt.Key.Key_M, SHIFT)
    if by_drag:
        hand.drag((40, 10), (20, 10))
    else:
        hand.click((40, 10), (20, 10))
    assert hand.measurements == ()
    hand.move((30, 12))
    hand.click((40, 20))  # 20 mm along, 20 mm down
    assert float(text_of(hand).removesuffix("°")) == pytest.approx(45, abs=0.7)


def test_a_rectangle_and_an_ellipse_show_the_values_inside(hand: Hand) -> None:
    assert hand.session.image is not None
    hand.key(Qt.Key.Key_M, CTRL)
    hand.drag((9.5, 9.5), (19.5, 19.5))
    value, spread = label_lines(hand.measurements[0], hand.session.image)
    assert float(value.removesuffix(" mm²")) == pytest.approx(200, rel=0.05)
    assert spread.startswith("1464.5 ± ")
    assert spread.endswith(" HU")
    hand.key(Qt.Key.Key_M, CTRL | SHIFT)
    assert hand.session.tool == "ellipse"
    hand.drag((30, 10), (50, 30))
    _, _, ends, count = label_lines(hand.measurements[1], hand.session.image, full=True)
    assert ends in ("1040.0 to 3040.0 HU", "1136.0 to 3040.0 HU", "1136.0 to 2945.0 HU", "1040.0 to 2945.0 HU")
    assert int(count.split()[0]) == pytest.approx(np.pi * 100, rel=0.1)


def test_shift_draws_along_the_rows_and_makes_squares_in_the_patient(hand: Hand) -> None:
    hand.key(Qt.Key.Key_M)
    hand.drag((10, 10), (30, 12), modifier=SHIFT)
    np.testing.assert_allclose(hand.measurements[0].points[:, 1], [10, 10], atol=0.2)
    hand.key(Qt.Key.Key_M, CTRL)
    hand.drag((10, 20), (30, 26), modifier=SHIFT)
    width, height = np.diff(hand.measurements[1].points, axis=0)[0]
    assert width * 1.0 == pytest.approx(height * 2.0, abs=1e-6)


def test_a_point_outside_is_put_on_the_edge_of_the_image(hand: Hand) -> None:
    hand.key(Qt.Key.Key_M)
    hand.drag((30, 20), (61, 20))
    np.testing.assert_allclose(hand.measurements[0].points[1], [59.5, 20], atol=0.2)


def test_escape_gives_up_what_is_begun_then_the_tool(hand: Hand) -> None:
    hand.key(Qt.Key.Key_M)
    hand.click((10, 10))
    hand.move((30, 30))
    hand.key(Qt.Key.Key_Escape)
    assert now(hand.session.tool) == "length"
    assert not hand.shows(MEASUREMENT_COLOR, (20, 20))
    hand.click((40, 30))
    assert hand.measurements == ()
    hand.key(Qt.Key.Key_Escape)
    hand.key(Qt.Key.Key_Escape)
    assert hand.session.tool == SELECT_TOOL
    assert hand.measurements == ()


def test_backspace_takes_the_last_point_of_an_angle_back(hand: Hand) -> None:
    hand.key(Qt.Key.Key_M, SHIFT)
    hand.click((40, 10), (30, 30))
    hand.key(Qt.Key.Key_Backspace)
    hand.click((20, 10), (40, 20))
    assert len(hand.measurements) == 1
    np.testing.assert_allclose(hand.measurements[0].points[1], [20, 10], atol=0.2)


def test_scrolling_away_gives_up_what_is_begun_and_hides_what_is_measured(hand: Hand) -> None:
    hand.key(Qt.Key.Key_M)
    hand.drag((10, 10), (40, 10))
    hand.click((10, 30))
    hand.key(Qt.Key.Key_Down)
    assert not hand.shows(MEASUREMENT_COLOR, (25, 10))
    hand.click((40, 30))
    assert len(hand.measurements) == 1
    hand.key(Qt.Key.Key_Escape)
    hand.key(Qt.Key.Key_Up)
    assert hand.shows(MEASUREMENT_COLOR, (25, 10))


def test_a_click_without_a_second_point_and_a_double_click_measure_nothing(hand: Hand) -> None:
    hand.key(Qt.Key.Key_M)
    zoom = hand.view.zoom
    hand.click((10, 10))
    hand.qtbot.mouseDClick(hand.view.viewport(), Qt.MouseButton.LeftButton, pos=hand.at((10, 10)))
    assert hand.measurements == ()
    assert hand.view.zoom == zoom


def test_handles_move_ends_corners_and_axes(hand: Hand) -> None:
    for orientation in ORIENTATIONS[::3]:
        hand.session.active.set_orientation(orientation)
        for kind, handle, to, expected in (
            (MeasurementKind.LENGTH, 1, (50, 35), [[20, 10], [50, 35]]),
            (MeasurementKind.RECTANGLE, 1, (50, 5), [[20, 5], [50, 30]]),
            (MeasurementKind.RECTANGLE, 3, (15, 35), [[15, 10], [40, 35]]),
            (MeasurementKind.ELLIPSE, 0, (5, 5), [[20, 5], [40, 30]]),
            (MeasurementKind.ELLIPSE, 1, (50, 2), [[20, 10], [50, 30]]),
        ):
            measurement = Measurement("m", kind, "1.2.3.4.1", None, np.array([[20.0, 10.0], [40.0, 30.0]]))
            hand.viewer.controllers.measuring.measure(hand.opened, measurement)
            column, row = handles(measurement)[handle]
            hand.drag((column, row), ((column + to[0]) / 2, (row + to[1]) / 2), to)
            (changed,) = hand.measurements
            assert changed.measurement_id == "m"
            np.testing.assert_allclose(changed.points, expected, atol=0.25)
            hand.key(Qt.Key.Key_Z, CTRL)
            np.testing.assert_allclose(hand.measurements[0].points, measurement.points)


def test_a_line_is_dragged_as_a_whole_and_stays_on_the_image(hand: Hand) -> None:
    hand.key(Qt.Key.Key_M)
    hand.drag((20, 10), (40, 30))
    hand.key(Qt.Key.Key_Escape)
    hand.key(Qt.Key.Key_Escape)
    window = hand.session.shown_window()
    hand.drag((30, 20), (32, 22), (35, 22))
    np.testing.assert_allclose(hand.measurements[0].points, [[25, 12], [45, 32]], atol=0.5)
    hand.drag((35, 22), (10, 22), (1, 22))
    assert hand.measurements[0].points.min(axis=0)[0] == pytest.approx(-0.5)
    np.testing.assert_allclose(np.diff(hand.measurements[0].points, axis=0), [[20, 20]], atol=0.5)
    assert hand.session.shown_window() == window
    hand.key(Qt.Key.Key_Z, CTRL)
    hand.key(Qt.Key.Key_Z, CTRL)
    np.testing.assert_allclose(hand.measurements[0].points, [[20, 10], [40, 30]], atol=0.3)
    hand.key(Qt.Key.Key_Z, CTRL)
    assert hand.measurements == ()
    hand.key(Qt.Key.Key_Z, CTRL | SHIFT)
    assert len(hand.measurements) == 1


def test_what_was_just_measured_can_be_put_right_with_the_tool_in_hand(hand: Hand) -> None:
    hand.key(Qt.Key.Key_M)
    hand.drag((20, 10), (40, 30))
    hand.drag((40, 30), (50, 30))
    (line,) = hand.measurements
    np.testing.assert_allclose(line.points, [[20, 10], [50, 30]], atol=0.3)


def test_a_click_that_trembles_selects_and_changes_nothing(hand: Hand) -> None:
    hand.key(Qt.Key.Key_M)
    hand.drag((20, 10), (40, 10))
    hand.key(Qt.Key.Key_Escape)
    hand.key(Qt.Key.Key_Escape)
    before, pixel = hand.measurements[0], 1 / hand.view.zoom
    for column in (40 + 5 * pixel, 30.0):
        hand.opened.select_measurement(None)
        hand.drag((column, 10), (column + 2 * pixel, 10))
        assert hand.measurements == (before,)
        assert hand.opened.selected_measurement is before
    # Taken hold of beside its middle, a handle does not jump to the pointer.
    hand.drag((40 + 5 * pixel, 10), (45 + 5 * pixel, 10), (50 + 5 * pixel, 10))
    np.testing.assert_allclose(hand.measurements[0].points[1], before.points[1] + (10, 0), atol=2 * pixel)


def test_an_undo_during_a_drag_wins(hand: Hand) -> None:
    hand.key(Qt.Key.Key_M)
    hand.drag((20, 10), (40, 30))
    hand.press((40, 30))
    hand.move((50, 20))
    hand.key(Qt.Key.Key_Z, CTRL)
    hand.release((50, 20))
    assert hand.measurements == ()
    assert hand.opened.review.can_redo


def test_escape_during_a_drag_leaves_it_where_it_was(hand: Hand) -> None:
    hand.key(Qt.Key.Key_M)
    hand.drag((20, 10), (40, 30))
    before = hand.measurements[0]
    hand.press((40, 30))
    hand.move((50, 20))
    hand.key(Qt.Key.Key_Escape)
    hand.release((50, 20))
    assert hand.measurements == (before,)


def test_delete_removes_the_selected_measurement_and_nothing_else(hand: Hand) -> None:
    hand.key(Qt.Key.Key_M)
    hand.drag((10, 5), (50, 5))
    hand.drag((10, 30), (50, 30))
    hand.key(Qt.Key.Key_Escape)
    hand.key(Qt.Key.Key_Escape)
    hand.click((30, 5))
    assert hand.opened.selected_measurement is hand.measurements[0]
    hand.key(Qt.Key.Key_Delete)
    assert len(hand.measurements) == 1
    assert hand.measurements[0].points[0, 1] == pytest.approx(30, abs=0.3)
    hand.key(Qt.Key.Key_Delete)
    assert len(hand.measurements) == 1
    hand.key(Qt.Key.Key_Z, CTRL)
    assert len(hand.measurements) == 2


def test_selecting_a_region_lets_go_of_the_measurement_and_the_other_way_round(hand: Hand) -> None:
    square = np.array([[15.0, 20.0], [45.0, 20.0], [45.0, 35.0], [15.0, 35.0]])
    hand.opened.set_review(hand.opened.review.add([Roi("r", "Lesion", (Contour("1.2.3.4.1", None, square),))]))
    hand.key(Qt.Key.Key_M)
    hand.drag((10, 5), (50, 5))
    hand.key(Qt.Key.Key_Escape)
    hand.key(Qt.Key.Key_Escape)
    hand.click((30, 28))
    assert (hand.opened.selected_roi_id, hand.opened.selected_measurement_id) == ("r", None)
    hand.click((30, 5))
    assert (hand.opened.selected_roi_id, hand.opened.selected_measurement) == (None, hand.measurements[0])
    hand.click((55, 38))
    assert (hand.opened.selected_roi_id, hand.opened.selected_measurement) == (None, None)


def test_measurements_are_written_down_as_they_are_made(hand: Hand, tmp_path: Path) -> None:
    hand.key(Qt.Key.Key_M)
    hand.drag((10, 5), (50, 5))
    assert hand.viewer.controllers.recorder.finish(10)
    (kept,) = on_disk(tmp_path / "workstation" / "journal.sqlite3", hand.opened.reference).measurements
    np.testing.assert_allclose(kept.points, hand.measurements[0].points)


def test_while_storing_nothing_is_measured_or_moved(hand: Hand) -> None:
    hand.key(Qt.Key.Key_M)
    hand.drag((10, 5), (50, 5))
    before = hand.measurements
    hand.opened.set_storing(True)
    hand.drag((10, 20), (50, 20))
    hand.drag((50, 5), (30, 30))
    hand.key(Qt.Key.Key_Delete)
    assert hand.measurements == before


def test_stored_measurements_are_drawn_and_cannot_be_moved(hand: Hand) -> None:
    line = Measurement("s", MeasurementKind.LENGTH, "1.2.3.4.1", None, np.array([[10.0, 10.0], [50.0, 10.0]]))
    stored = StructureSet("1.9", "AI", "", "", "", Approval(ApprovalStatus.APPROVED), (), measurements=(line,))
    hand.opened.add_stored([stored])
    assert hand.shows(STORED_COLOR, (30, 10))
    hand.drag((50, 10), (50, 30))
    assert hand.measurements == ()
    assert hand.opened.stored[0].measurements == (line,)


def test_both_viewports_of_a_series_show_its_measurements_and_only_one_what_is_begun(hand: Hand) -> None:
    hand.key(Qt.Key.Key_2, CTRL)
    hand.session.viewports[1].show(hand.opened)
    hand.key(Qt.Key.Key_M)
    hand.drag((10, 10), (50, 10))
    hand.click((10, 30))
    hand.move((50, 30))
    hand.session.set_active(hand.session.viewports[1])
    assert hand.shows(MEASUREMENT_COLOR, (30, 10))
    assert not hand.shows(MEASUREMENT_COLOR, (30, 30))
    hand.move((30, 20))
    hand.session.set_active(hand.session.viewports[0])
    hand.click((50, 30))
    assert len(hand.measurements) == 2  # the pointer may pass over another viewport


@pytest.mark.parametrize(("width", "height", "always_inside"), [(600, 400, True), (260, 180, False)])
def test_a_label_leaves_the_ends_free(qapp: QApplication, width: int, height: int, always_inside: bool) -> None:
    random, metrics, area = np.random.default_rng(0), QFontMetricsF(QFont()), QRectF(0, 0, width, height)
    for number in range(3000):
        kind = list(MeasurementKind)[number % 4]
        points = random.uniform((5, 5), (width - 5, height - 5), size=(kind.point_count, 2))
        measurement = Measurement("m", kind, "1", None, points)
        rect = label_rect(measurement, ("1234.5 mm²", "-1000.0 ± 100.0 HU"), QPointF, metrics, area)
        assert not any(rect.contains(QPointF(column, row)) for column, row in handles(measurement).tolist()), points
        assert area.contains(rect) or not always_inside


def test_labels_keep_off_each_other_and_off_other_lines(qapp: QApplication) -> None:
    metrics, area = QFontMetricsF(QFont()), QRectF(0, 0, 600, 400)
    line = Measurement("m", MeasurementKind.LENGTH, "1", None, np.array([[100.0, 200.0], [300.0, 200.0]]))
    usual = label_rect(line, ("200.0 mm",), QPointF, metrics, area)
    beside = label_rect(line, ("200.0 mm",), QPointF, metrics, area, [usual])
    assert not beside.intersects(usual)
    crossing = np.column_stack([np.full(50, usual.center().x()), np.linspace(0, 400, 50)])
    clear = label_rect(line, ("200.0 mm",), QPointF, metrics, area, (), crossing)
    assert not any(clear.contains(QPointF(x, y)) for x, y in crossing.tolist())
