"""Without a mouse: every control is reached by Tab, seen and pressed."""

from __future__ import annotations

from functools import partial

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtGui import QImage
from PyQt6.QtWidgets import QApplication, QWidget

from iodeep_viewer.core.regions import RoiState
from tests.gui.reader import Reader
from tests.gui.striped import propose
from tests.values import present


def tab_round(reader: Reader) -> list[QWidget]:
    """Press Tab until the focus is where it began; return what had it."""
    reader.take_focus()
    reader.window.slice_view.setFocus()
    passed: list[QWidget] = []
    for _ in range(80):
        focused = QApplication.focusWidget()
        assert focused is not None
        if focused in passed:
            return passed
        passed.append(focused)
        reader.qtbot.keyClick(focused, Qt.Key.Key_Tab)
    pytest.fail("Tab does not come round")


@pytest.fixture
def selected(offline: Reader) -> Reader:
    """Two proposals, the first of which is selected, and a measurement list that shows its values."""
    present(offline.session.opened).select_roi(propose(offline)[0])
    return offline


def test_tab_reaches_every_panel_and_no_table_holds_it(selected: Reader) -> None:
    window, passed = selected.window, tab_round(selected)
    panel, ai = window.roi_panel, window.ai_panel
    for widget in (
        window.search_panel.patient_name,
        window.study_table.view,
        window.series_list.view,
        window.slice_view,
        panel.table,
        panel.validate_button,
        panel.reject_button,
        panel.store_button,
        ai.heat_map,
    ):
        assert widget in passed or not widget.isEnabled(), widget


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_the_button_with_the_focus_is_pressed_and_no_shortcut_runs(selected: Reader, key: Qt.Key) -> None:
    selected.take_focus()
    run: list[str] = []
    for name in ("reset", "validate"):
        selected.window.actions_by_id[name].triggered.connect(partial(run.append, name))
    button = selected.window.roi_panel.reject_button
    button.setFocus()
    selected.qtbot.keyClick(button, key)
    assert [roi.state for roi in selected.session.review.rois] == [RoiState.REJECTED, RoiState.PROPOSED]
    assert run == []


def test_space_on_the_slice_still_resets_the_view(selected: Reader) -> None:
    selected.session.active.set_inverted(True)
    selected.key(Qt.Key.Key_Space)
    assert not selected.session.active.inverted


@pytest.mark.parametrize("name", ["validate_button", "store_button"])
def test_the_focus_is_seen(selected: Reader, name: str) -> None:
    selected.take_focus()
    selected.viewer.controllers.review.validate([selected.session.review.rois[1].roi_id])
    button = getattr(selected.window.roi_panel, name)
    selected.window.slice_view.setFocus()
    assert button.isEnabled()
    before: QImage = button.grab().toImage()
    button.setFocus()
    assert button.grab().toImage() != before


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_pressed_twice_validate_does_not_reject(selected: Reader, key: Qt.Key) -> None:
    selected.take_focus()
    selected.window.roi_panel.validate_button.setFocus()
    for _ in range(2):
        focused = QApplication.focusWidget()
        assert focused is not None
        selected.qtbot.keyClick(focused, key)
    assert [roi.state for roi in selected.session.review.rois] == [RoiState.VALIDATED, RoiState.PROPOSED]


def test_a_click_on_validate_leaves_enter_to_the_next_region(selected: Reader) -> None:
    selected.take_focus()
    selected.window.slice_view.setFocus()
    selected.qtbot.mouseClick(selected.window.roi_panel.validate_button, Qt.MouseButton.LeftButton)
    for key in (Qt.Key.Key_N, Qt.Key.Key_Return):
        selected.qtbot.keyClick(QApplication.focusWidget(), key)
    assert [roi.state for roi in selected.session.review.rois] == [RoiState.VALIDATED] * 2


def test_down_leads_from_the_search_to_the_studies(offline: Reader) -> None:
    index = offline.session.index
    offline.key(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    offline.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    assert QApplication.focusWidget() is offline.window.study_table.view
    assert offline.session.index == index
