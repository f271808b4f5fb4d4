"""An arrow with a text: drawn, written, moved, changed, removed, kept and stored."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from iodeep_viewer.core.measurements import Measurement, MeasurementKind
from iodeep_viewer.core.pacs_node import PacsNode
from iodeep_viewer.core.structure_set import Approval, ApprovalStatus, StructureSet
from iodeep_viewer.gui.canvas.text_field import TextField
from iodeep_viewer.gui.canvas.tools.shape_drawing import MEASUREMENT_COLOR, STORED_COLOR, label_lines
from iodeep_viewer.gui.dialogs.store_dialog import StoreDialog
from iodeep_viewer.gui.state.values import SELECT_TOOL
from iodeep_viewer.viewer import Viewer
from tests.gui import tables
from tests.gui.measuring import Hand, ct_slices
from tests.journals import on_disk

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def hand(qtbot: QtBot, make_viewer: Callable[[PacsNode | None], Viewer]) -> Hand:
    return Hand(qtbot, make_viewer(None), ct_slices())


def field(hand: Hand) -> TextField:
    (found,) = [item for item in hand.view.findChildren(TextField) if item.isVisible()]
    return found


def fields(hand: Hand) -> list[TextField]:
    return [item for item in hand.view.findChildren(TextField) if item.isVisible()]


def write(hand: Hand, text: str, end: Qt.Key = Qt.Key.Key_Return) -> None:
    if text.isascii():
        hand.qtbot.keyClicks(field(hand), text)
    else:
        field(hand).insert(text)  # no test key writes such letters
    hand.qtbot.keyClick(field(hand), end)


def draw(hand: Hand, text: str = "node") -> None:
    hand.key(Qt.Key.Key_T, SHIFT)
    assert hand.session.tool == "text_arrow"
    hand.drag((20, 15), (25, 20), (44, 24))
    write(hand, text)


def texts(hand: Hand) -> list[str]:
    return [item.text for item in hand.measurements]


def test_it_is_drawn_from_its_head_and_asks_for_its_text(hand: Hand) -> None:
    hand.key(Qt.Key.Key_T, SHIFT)
    hand.drag((20, 15), (25, 20), (44, 24))
    assert not hand.opened.review.measurements
    assert hand.shows(MEASUREMENT_COLOR, (32, 19.5)), "the arrow stays while its text is written"
    # Keys of the window are letters and ends of the text now.
    write(hand, "  Auf die ZWEITE  Achse ")
    (arrow,) = hand.measurements
    assert (arrow.kind, arrow.text) == (MeasurementKind.ARROW, "Auf die ZWEITE Achse")
    np.testing.assert_allclose(arrow.points, [[20, 15], [44, 24]], atol=0.2)
    assert hand.opened.selected_measurement is arrow
    assert hand.session.tool == "text_arrow"
    assert (fields(hand), hand.view.hasFocus()) == ([], True)
    table = hand.viewer.window.measurement_list.table
    assert [tables.text(table, 0, column) for column in range(4)] == ["Arrow", "Auf die ZWEITE Achse", "", "1"]


def test_a_long_text_is_shortened_in_the_list_and_in_lines_on_the_slice(hand: Hand) -> None:
    text = "Compare with the examination of last year: a little larger"
    draw(hand, text)
    table = hand.viewer.window.measurement_list.table
    # Qt shortens it to its column; the tool tip has all of it.
    assert table.columnWidth(1) < table.fontMetrics().horizontalAdvance(text)
    assert (tables.text(table, 0, 1), tables.tip(table, 0, 1)) == (text, text)
    assert hand.session.image is not None
    lines = label_lines(hand.measurements[0], hand.session.image)
    assert lines == ("Compare with the examination of last", "year: a little larger")


def test_escape_gives_the_arrow_up_and_an_empty_text_does_not(hand: Hand) -> None:
    draw(hand)
    hand.drag((10, 5), (30, 8))
    write(hand, "no", Qt.Key.Key_Escape)
    assert (texts(hand), hand.session.tool) == (["node"], "text_arrow")
    hand.drag((10, 5), (30, 8))
    write(hand, "")
    assert texts(hand) == ["node", ""]


def test_going_on_elsewhere_takes_the_text_that_is_written(hand: Hand) -> None:
    hand.key(Qt.Key.Key_T, SHIFT)
    hand.drag((20, 15), (44, 24))
    hand.qtbot.keyClicks(field(hand), "first")
    hand.scroll(1)
    assert (texts(hand), fields(hand), hand.session.index) == (["first"], [], 1)
    hand.drag((20, 15), (44, 24))
    hand.qtbot.keyClicks(field(hand), "second")
    hand.viewer.window.search_panel.patient_name.setFocus()
    assert texts(hand) == ["first", "second"]
    assert [item.sop_instance_uid for item in hand.measurements] == ["1.2.3.4.1", "1.2.3.4.2"]


def test_closing_the_series_takes_the_text_that_is_written(hand: Hand) -> None:
    hand.key(Qt.Key.Key_T, SHIFT)
    hand.drag((20, 15), (44, 24))
    hand.qtbot.keyClicks(field(hand), "first")
    hand.qtbot.keyClick(field(hand), Qt.Key.Key_W, CTRL)
    assert hand.session.opened is None
    assert texts(hand) == ["first"]


def test_it_is_moved_by_its_ends_and_as_a_whole_and_undone(hand: Hand) -> None:
    draw(hand)
    hand.key(Qt.Key.Key_S)
    assert hand.session.tool == SELECT_TOOL
    hand.drag((20, 15), (25, 30), (20, 30))
    hand.drag((32, 27), (32, 30), (32, 23))
    (arrow,) = hand.measurements
    np.testing.assert_allclose(arrow.points, [[20, 26], [44, 20]], atol=0.4)
    assert arrow.text == "node"
    hand.key(Qt.Key.Key_Z, CTRL)
    hand.key(Qt.Key.Key_Z, CTRL)
    np.testing.assert_allclose(hand.measurements[0].points, [[20, 15], [44, 24]], atol=0.2)
    hand.key(Qt.Key.Key_Z, CTRL)
    assert hand.measurements == ()


@pytest.mark.parametrize("tool", [SELECT_TOOL, "text_arrow"])
def test_a_double_click_changes_the_text(hand: Hand, tool: str) -> None:
    draw(hand)
    hand.session.set_tool(tool)
    zoom = hand.view.zoom
    hand.qtbot.mouseDClick(hand.view.viewport(), Qt.MouseButton.LeftButton, pos=hand.at((44, 24)))
    assert field(hand).text() == "node"
    write(hand, " of level 2")
    assert (texts(hand), hand.view.zoom) == (["node of level 2"], zoom)
    hand.key(Qt.Key.Key_Z, CTRL)
    assert texts(hand) == ["node"]


def test_delete_removes_it_and_is_a_letter_key_while_the_text_is_written(hand: Hand) -> None:
    draw(hand)
    hand.drag((10, 30), (30, 35))
    hand.qtbot.keyClicks(field(hand), "ab")
    hand.qtbot.keyClick(field(hand), Qt.Key.Key_Home)
    hand.qtbot.keyClick(field(hand), Qt.Key.Key_Delete)
    hand.qtbot.keyClick(field(hand), Qt.Key.Key_Return)
    assert texts(hand) == ["node", "b"]
    hand.key(Qt.Key.Key_Delete)
    assert texts(hand) == ["node"]


def test_it_is_written_down_with_its_text(hand: Hand, tmp_path: Path) -> None:
    draw(hand, "Größe ≥ 5 mm")
    assert hand.viewer.controllers.recorder.finish(10)
    (kept,) = on_disk(tmp_path / "workstation" / "journal.sqlite3", hand.opened.reference).measurements
    assert (kept.kind, kept.text) == (MeasurementKind.ARROW, "Größe ≥ 5 mm")
    np.testing.assert_allclose(kept.points, hand.measurements[0].points)


def test_it_is_listed_before_it_is_stored(hand: Hand) -> None:
    draw(hand)
    dialog = StoreDialog(hand.session, hand.viewer.window)
    hand.qtbot.addWidget(dialog)
    assert any("Arrow node, slice 1" in label.text() for label in dialog.findChildren(QLabel))


def test_a_stored_one_is_drawn_with_its_text_and_cannot_be_changed(hand: Hand) -> None:
    arrow = Measurement("s", MeasurementKind.ARROW, "1.2.3.4.1", None, np.array([[20.0, 15.0], [44.0, 24.0]]), "node")
    approval = Approval(ApprovalStatus.APPROVED)
    hand.opened.add_stored([StructureSet("1.9", "", "", "", "", approval, (), measurements=(arrow,))])
    assert hand.shows(STORED_COLOR, (32, 19.5))
    hand.qtbot.mouseDClick(hand.view.viewport(), Qt.MouseButton.LeftButton, pos=hand.at((44, 24)))
    assert fields(hand) == []
