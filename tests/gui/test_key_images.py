"""Key images: marked with K, stored with the review, found in the PACS again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from iodeep_viewer.core.pacs_node import PacsNode
from iodeep_viewer.gui.dialogs.store_dialog import StoreDialog
from iodeep_viewer.viewer import Viewer
from tests.gui.measuring import Hand, ct_slices
from tests.gui.reader import Reader, confirm_store
from tests.journals import on_disk
from tests.values import present

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def hand(qtbot: QtBot, make_viewer: Callable[[PacsNode | None], Viewer]) -> Hand:
    return Hand(qtbot, make_viewer(None), ct_slices())


def test_k_marks_and_unmarks_the_slice(hand: Hand, tmp_path: Path) -> None:
    slider = hand.viewer.window.navigation_bar.slider
    action = hand.viewer.window.actions_by_id["key_image"]
    hand.key(Qt.Key.Key_Down)
    hand.key(Qt.Key.Key_K)
    assert hand.opened.review.key_images == {("1.2.3.4.2", None)}
    assert (slider.key_images, action.isChecked()) == ({1}, True)
    assert hand.viewer.controllers.recorder.finish(10)
    kept = on_disk(tmp_path / "workstation" / "journal.sqlite3", hand.opened.reference)
    assert kept.key_images == {("1.2.3.4.2", None)}
    hand.key(Qt.Key.Key_Up)
    assert not action.isChecked()
    hand.key(Qt.Key.Key_K)
    assert slider.key_images == {0, 1}
    hand.key(Qt.Key.Key_K)
    assert (slider.key_images, action.isChecked()) == ({1}, False)
    hand.key(Qt.Key.Key_Z, CTRL)
    assert slider.key_images == {0, 1}


def test_measurements_and_key_images_are_stored_and_found_again(
    reader: Reader, make_viewer: Callable[[PacsNode | None], Viewer], filled_pacs: PacsNode, qtbot: QtBot
) -> None:
    reader.open_sample("BRAIN")
    before = len(present(reader.session.opened).stored), len(present(reader.session.opened).key_objects)
    hand = Hand.of(qtbot, reader.viewer)
    reader.go_to(4)
    hand.key(Qt.Key.Key_K)
    hand.key(Qt.Key.Key_M)
    hand.drag((40, 40), (90, 60))
    (measured,) = hand.measurements
    hand.key(Qt.Key.Key_S, CTRL)
    reader.wait(lambda: isinstance(QApplication.activeModalWidget(), StoreDialog))
    confirm_store(reader, "Rossi, Anna")
    reader.wait(lambda: any("1 measurement, 1 key image stored in Orthanc" in notice for notice in reader.notices))
    opened = present(reader.session.opened)
    assert opened.review.findings.empty
    assert not opened.review.can_undo or opened.review.undo().findings.empty
    assert (len(opened.stored), len(opened.key_objects)) == (before[0] + 1, before[1] + 1)

    other = Reader(qtbot, make_viewer(filled_pacs))
    other.open_sample("BRAIN")
    reopened = present(other.session.opened)
    assert reopened.review.findings.empty
    image = present(reopened.series).slices[4]
    assert reopened.key_objects[0].observer_name == "Rossi^Anna"
    assert reopened.key_objects[0].images == {image.key}
    assert 4 in other.window.navigation_bar.slider.key_images
    (found,) = reopened.stored[0].measurements
    assert found.image == image.key
    assert found.points == pytest.approx(measured.points, abs=1e-3)
    # What is in the PACS cannot be marked again by mistake.
    other.go_to(4)
    other.key(Qt.Key.Key_K)
    assert reopened.review.findings.empty
    assert any("marked in the PACS already" in notice for notice in other.notices)
