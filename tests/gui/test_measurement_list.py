"""The list of measurements and key images, the values in a region, the magnifier."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtGui import QColor
from pytestqt.qtbot import QtBot

from iodeep_viewer.core.display import Window
from iodeep_viewer.core.key_objects import KeyObject
from iodeep_viewer.core.measurements import Measurement, MeasurementKind
from iodeep_viewer.core.pacs_node import PacsNode
from iodeep_viewer.core.regions import Contour, Roi
from iodeep_viewer.core.structure_set import Approval, ApprovalStatus, StructureSet
from iodeep_viewer.gui.canvas.tools.shape_drawing import MEASUREMENT_COLOR
from iodeep_viewer.viewer import Viewer
from tests.gui import tables
from tests.gui.measuring import Hand, ct_slices


@pytest.fixture
def hand(qtbot: QtBot, make_viewer: Callable[[PacsNode | None], Viewer]) -> Hand:
    return Hand(qtbot, make_viewer(None), ct_slices())


def rows(hand: Hand) -> list[list[str]]:
    table = hand.viewer.window.measurement_list.table
    return [[tables.text(table, row, column) for column in range(4)] for row in range(tables.row_count(table))]


def click_row(hand: Hand, row: int) -> None:
    table = hand.viewer.window.measurement_list.table
    hand.qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=tables.middle(table, row, 0))


def line(name: str, slice_number: int, **changes: object) -> Measurement:
    points = np.array([[10.0, 10.0], [40.0, 10.0]])
    return Measurement(name, MeasurementKind.LENGTH, f"1.2.3.4.{slice_number}", None, points)


def test_it_appears_with_the_first_measurement_and_goes_with_the_last(hand: Hand) -> None:
    panel = hand.viewer.window.measurement_list
    assert not panel.isVisible()
    hand.key(Qt.Key.Key_M)
    hand.drag((10, 10), (40, 10))
    assert panel.isVisible()
    assert [row[0] for row in rows(hand)] == ["Length"]
    assert rows(hand)[0][3] == "1"
    hand.key(Qt.Key.Key_Delete)
    assert not panel.isVisible()


def test_choosing_one_shows_its_slice_and_selects_it(hand: Hand) -> None:
    for item in (line("a", 1), line("b", 3)):
        hand.viewer.controllers.measuring.measure(hand.opened, item)
    assert rows(hand) == [["Length", "30.0 mm", "", "1"], ["Length", "30.0 mm", "", "3"]]
    click_row(hand, 1)
    assert (hand.session.index, hand.opened.selected_measurement_id) == (2, "b")
    click_row(hand, 0)
    assert (hand.session.index, hand.opened.selected_measurement_id) == (0, "a")
    hand.click((25, 30))
    assert hand.opened.selected_measurement_id is None
    assert tables.selected_rows(hand.viewer.window.measurement_list.table) == []


def test_stored_ones_and_key_images_are_listed_and_lead_to_their_slices(hand: Hand) -> None:
    stored = StructureSet("1.9", "AI", "", "", "", Approval(ApprovalStatus.APPROVED), (), measurements=(line("s", 2),))
    hand.opened.add_stored([stored])
    hand.opened.add_key_objects([KeyObject("1.8", "For Teaching", "", "", "", "", frozenset({("1.2.3.4.3", None)}))])
    hand.key(Qt.Key.Key_K)
    assert rows(hand) == [
        ["Length", "30.0 mm", "", "2"],
        ["★ Key image", "", "", "1"],
        ["★ Key image", "For Teaching", "", "3"],
    ]
    click_row(hand, 2)
    assert (hand.session.index, hand.opened.selected_measurement_id) == (2, None)
    click_row(hand, 0)
    assert (hand.session.index, hand.opened.selected_measurement_id) == (1, None)


def test_the_values_in_the_selected_region_are_those_of_all_its_slices(hand: Hand) -> None:
    square = np.array([[9.5, 9.5], [19.5, 9.5], [19.5, 19.5], [9.5, 19.5]])
    contours = tuple(Contour(f"1.2.3.4.{number}", None, square) for number in (1, 2))
    hand.opened.set_review(hand.opened.review.add([Roi("r", "Liver", contours)]))
    label = hand.viewer.window.measurement_list.region
    assert label.text() == ""
    hand.click((15, 15))
    # Values 100 * row + column + 10000 * index: rows and columns 10 to 19 on two slices.
    assert label.text().startswith("Liver: 6464.5 ± ")
    assert label.text().endswith("HU (mean ± SD), 1010.0 to 11919.0, 200 pixels")
    assert hand.viewer.window.measurement_list.isVisible()
    hand.key(Qt.Key.Key_Escape)
    assert not hand.viewer.window.measurement_list.isVisible()


def test_the_magnifier_enlarges_what_is_under_the_pointer(hand: Hand) -> None:
    hand.session.active.set_window(Window(1500, 1))  # black above row 15, white below
    hand.key(Qt.Key.Key_G)
    hand.move((30, 15))
    step = hand.at((30, 16)).y() - hand.at((30, 15)).y()
    image = hand.picture()
    # Rows 14 and 16 are twice as far from the pointer as without the lens.
    for rows_away, white in ((-1.4, False), (1.6, True)):
        at = hand.at((30, 15)) + QPoint(20, round(rows_away * step))
        assert (QColor(image.pixel(at)).red() > 128) is white
    assert step > 5
    hand.viewer.controllers.measuring.measure(hand.opened, line("a", 1))
    assert hand.shows(MEASUREMENT_COLOR, (12, 10))
    assert not hand.shows(MEASUREMENT_COLOR, (30, 10))  # the lens lies over what would be at the wrong place in it
    hand.scroll(-1, Qt.KeyboardModifier.ShiftModifier)
    assert hand.session.index == 0
    before = hand.picture()
    hand.key(Qt.Key.Key_G)
    assert before != hand.picture()
