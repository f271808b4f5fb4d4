"""The tag browser: follows the slice, searches, copies, survives damage."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PyQt6.QtCore import QModelIndex, Qt
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from iodeep_viewer.core.pacs_node import PacsNode
from iodeep_viewer.gui.dialogs.tag_browser import TagBrowser
from iodeep_viewer.objects.common import file_bytes
from iodeep_viewer.objects.image.reader import read_slices
from iodeep_viewer.viewer import Viewer
from tests.gui.measuring import Hand
from tests.pacs_objects import make_series
from tests.values import present

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def paths(tmp_path: Path) -> list[Path]:
    made = make_series(3, PatientID="P-4711", ImageComments="x" * 1000)
    paths = []
    for number, ds in enumerate(made.datasets):
        ds.ReferencedImageSequence = [type(ds)()]
        ds.ReferencedImageSequence[0].ReferencedSOPInstanceUID = f"1.2.77.{number}"
        paths.append(tmp_path / f"{number}.dcm")
        paths[-1].write_bytes(file_bytes(ds))
    return paths


@pytest.fixture
def hand(qtbot: QtBot, make_viewer: Callable[[PacsNode | None], Viewer], paths: list[Path]) -> Hand:
    return Hand(qtbot, make_viewer(None), [image for path in paths for image in read_slices(path)])


@pytest.fixture
def browser(hand: Hand) -> Iterator[TagBrowser]:
    hand.key(Qt.Key.Key_T)
    browser = hand.viewer.window.findChild(TagBrowser)
    assert browser is not None
    wait(hand)
    yield browser
    browser.close()


def wait(hand: Hand) -> None:
    hand.qtbot.waitUntil(lambda: hand.viewer.jobs.idle, timeout=10_000)


def rows(browser: TagBrowser, parent: QModelIndex | None = None) -> dict[str, tuple[str, ...]]:
    model, parent = browser.model, parent or QModelIndex()
    found: dict[str, tuple[str, ...]] = {}
    for row in range(model.rowCount(parent)):
        cells = [str(model.index(row, column, parent).data()) for column in range(4)]
        found[cells[2]] = (cells[0], cells[1], cells[3])
    return found


def search(hand: Hand, browser: TagBrowser, text: str) -> None:
    browser.filter.clear()
    with hand.qtbot.waitSignal(browser.model.modelReset):
        hand.qtbot.keyClicks(browser.filter, text)


def test_t_shows_the_elements_beside_the_viewer(hand: Hand, browser: TagBrowser) -> None:
    assert browser.isVisible()
    assert not browser.isModal()
    assert rows(browser)["PatientID"] == ("(0010,0020)", "LO", "P-4711")
    assert rows(browser)["PixelData"] == ("(7FE0,0010)", "OW", "512 bytes")
    assert rows(browser)["ImageComments"][2] == "x" * 300 + "…"
    sequence = browser.model.find(("(0008,1140)",))
    item = browser.model.index(0, 0, sequence)
    assert rows(browser, sequence)["Item 1"] == ("", "", "")
    assert rows(browser, item)["ReferencedSOPInstanceUID"][2] == "1.2.77.0"
    assert browser.model.parent(item) == sequence
    hand.key(Qt.Key.Key_T)
    assert len(hand.viewer.window.findChildren(TagBrowser)) == 1


def test_it_follows_the_slice_and_keeps_what_is_unfolded_and_chosen(hand: Hand, browser: TagBrowser) -> None:
    path = ("(0008,1140)", "Item 1", "(0008,1155)")
    for depth in range(1, 3):
        browser.tree.expand(browser.model.find(path[:depth]))
    browser.tree.setCurrentIndex(browser.model.find(path))
    hand.scroll(1)
    wait(hand)
    assert rows(browser)["InstanceNumber"][2] == "2"
    assert browser.tree.isExpanded(browser.model.find(path[:2]))
    hand.qtbot.mouseClick(browser.copy_value_button, Qt.MouseButton.LeftButton)
    assert present(QApplication.clipboard()).text() == "1.2.77.1"
    browser.close()
    hand.scroll(1)
    assert hand.viewer.jobs.idle
    hand.key(Qt.Key.Key_T)
    wait(hand)
    assert rows(browser)["InstanceNumber"][2] == "3"


def test_the_search_box_leaves_what_matches(hand: Hand, browser: TagBrowser) -> None:
    search(hand, browser, "p-47")
    assert list(rows(browser)) == ["PatientID"]
    search(hand, browser, "0028,0010")
    assert list(rows(browser)) == ["Rows"]
    search(hand, browser, "1.2.77")
    assert list(rows(browser)) == ["ReferencedImageSequence"]
    assert browser.tree.isExpanded(browser.model.find(("(0008,1140)", "Item 1")))
    hand.qtbot.mouseClick(browser.copy_all_button, Qt.MouseButton.LeftButton)
    assert present(QApplication.clipboard()).text() == (
        "(0008,1140)\tSQ\tReferencedImageSequence\t1 item\n"
        "  \t\tItem 1\t\n"
        "    (0008,1155)\tUI\tReferencedSOPInstanceUID\t1.2.77.0"
    )
    search(hand, browser, "no such thing")
    assert rows(browser) == {}


def test_values_and_rows_are_copied_whole(hand: Hand, browser: TagBrowser) -> None:
    browser.tree.setCurrentIndex(browser.model.find(("(0020,4000)",)))
    with hand.qtbot.waitActive(browser):
        browser.activateWindow()
    hand.qtbot.keyClick(browser.tree, Qt.Key.Key_C, CTRL)
    assert present(QApplication.clipboard()).text() == "x" * 1000
    hand.qtbot.mouseClick(browser.copy_row_button, Qt.MouseButton.LeftButton)
    assert present(QApplication.clipboard()).text().startswith("(0020,4000)\tLT\tImageComments\txxx")


def test_a_file_that_is_gone_or_broken_is_said_and_the_next_one_is_shown(
    hand: Hand, browser: TagBrowser, paths: list[Path]
) -> None:
    paths[1].write_bytes(b"not DICOM")
    hand.scroll(1)
    wait(hand)
    assert "not a DICOM file" in browser.heading.text()
    assert rows(browser) == {}
    hand.scroll(1)
    wait(hand)
    assert rows(browser)["InstanceNumber"][2] == "3"
    paths[0].unlink()
    hand.scroll(-2)
    wait(hand)
    assert "cannot be read" in browser.heading.text()
    hand.session.active.show(None)
    assert "No slice" in browser.heading.text()
