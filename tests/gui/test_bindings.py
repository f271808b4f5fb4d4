"""Keys and mouse: the usual ones, those that the user sets, and conflicts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from pkgutil import iter_modules

import numpy as np
import pytest
from PyQt6.QtCore import QPoint, QPointF, Qt
from PyQt6.QtGui import QKeySequence, QWheelEvent
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from iodeep_viewer.core.display import Window, WindowPreset
from iodeep_viewer.core.image_series import ImageSeries
from iodeep_viewer.core.records import SeriesRecord
from iodeep_viewer.gui.all_commands import COMMANDS
from iodeep_viewer.gui.commands.command import Command, collect
from iodeep_viewer.gui.commands.keys import changes, conflicts, keys_in_force
from iodeep_viewer.gui.dialogs.about import HelpDialog
from iodeep_viewer.gui.preferences import pages
from iodeep_viewer.gui.preferences.dialog import PreferencesDialog
from iodeep_viewer.gui.preferences.pages.display import DisplayPage
from iodeep_viewer.gui.preferences.pages.keys import KeysPage
from iodeep_viewer.gui.preferences.pages.reading import ReadingPage
from iodeep_viewer.gui.state.open_series import OpenSeries
from iodeep_viewer.settings import MOUSE, PacsSettings, Settings, load_settings, save_settings
from iodeep_viewer.viewer import build_viewer
from tests.gui.reader import Reader
from tests.slices import make_slice
from tests.values import now, present


@pytest.fixture
def reader(qtbot: QtBot, make_viewer: object) -> Reader:
    reader = Reader(qtbot, make_viewer(None))  # type: ignore[operator]
    opened = OpenSeries(SeriesRecord("1.2", "1.2.3.4", "CT"))
    slices = [
        make_slice(np.full((40, 40), 10 * number, np.int16), modality="CT", sop_instance_uid=f"1.2.3.4.{number}")
        for number in range(3)
    ]
    opened.set_series(ImageSeries(opened.record.series_instance_uid).with_slices(slices), complete=True)
    reader.session.active.show(opened)
    return reader


def press(reader: Reader, keys: str) -> None:
    combination = QKeySequence.fromString(keys)[0]
    reader.key(combination.key(), combination.keyboardModifiers())


def test_every_key_reaches_its_command(reader: Reader) -> None:
    missed = []
    for command in COMMANDS:
        action = reader.window.actions_by_id[command.id]
        action.setEnabled(True)
        action.setVisible(True)
        # Only whether the key arrives: what the command does has tests of its own.
        action.triggered.disconnect()
        reached: list[bool] = []
        action.triggered.connect(reached.append)
        for keys in command.keys:
            reached.clear()
            press(reader, keys)
            if len(reached) != 1:
                missed.append((command.id, keys))
    assert missed == []


@pytest.mark.parametrize(("command_id", "keys"), [("one", ("F12",)), ("other", ("F2",))])
def test_a_command_that_takes_the_id_or_the_key_of_another_is_refused(command_id: str, keys: tuple[str, ...]) -> None:
    one = Command("one", "One", lambda _at: None, keys=("F2",))
    assert collect((one,), (Command("other", "Other", lambda _at: None),))[0] is one
    with pytest.raises(ValueError, match="Two commands have the"):
        collect((one,), (Command(command_id, "Other", lambda _at: None, keys=keys),))


def test_the_toolbar_stands_in_groups_and_the_menus_hold_each_command_once(reader: Reader) -> None:
    toolbar = [action.objectName() for action in reader.window.toolbar.actions()]
    groups = " ".join(toolbar).replace("  ", " | ")
    assert groups == (
        "select_tool edit draw brush cut | length angle rectangle ellipse text_arrow magnifier | "
        "turn_right flip_sideways flip_upside_down invert fit reset | labels heat_map key_image tags export | "
        "layout_1 layout_2 layout_4 linked reference_lines"
    )
    menus = [action.menu() for action in present(reader.window.menuBar()).actions()]
    in_menus = [item.objectName() for menu in menus for item in present(menu).actions()]
    assert in_menus == [command.id for command in COMMANDS if command.menu is not None]


def test_every_icon_can_be_drawn(reader: Reader) -> None:
    empty = [
        command.id for command in COMMANDS if command.icon and reader.window.actions_by_id[command.id].icon().isNull()
    ]
    assert empty == []
    assert all(command.icon for command in COMMANDS if command.group is not None)


def test_the_usual_keys_do_not_clash() -> None:
    assert conflicts(keys_in_force(COMMANDS, {})) == {}
    assert changes(COMMANDS, keys_in_force(COMMANDS, {})) == {}


def test_a_key_that_was_changed_works_and_the_usual_one_does_not(reader: Reader) -> None:
    reader.window.dialogs.change_settings(
        replace(
            reader.session.settings, controls=replace(reader.session.settings.controls, keys={"invert": "Ctrl+I; F9"})
        )
    )
    press(reader, "I")
    assert not now(reader.session.active.inverted)
    press(reader, "F9")
    assert now(reader.session.active.inverted)
    press(reader, "Ctrl+I")
    assert not reader.session.active.inverted
    press(reader, "F1")
    (dialog,) = [widget for widget in QApplication.topLevelWidgets() if widget.windowTitle() == "Keys and mouse"]
    assert isinstance(dialog, HelpDialog)
    assert "Ctrl+I / F9" in dialog.text()
    dialog.close()


@pytest.fixture
def dialog(qtbot: QtBot, reader: Reader) -> PreferencesDialog:
    node = {"name": "A", "host": "h", "port": 1, "ae_title": "B"}
    from iodeep_viewer.core.pacs_node import PacsNode

    settings = Settings(pacs=PacsSettings(nodes=(PacsNode(**node),)))  # type: ignore[arg-type]
    dialog = PreferencesDialog(settings, reader.viewer.jobs, COMMANDS)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def ok(qtbot: QtBot, dialog: PreferencesDialog) -> None:
    qtbot.mouseClick(dialog.buttons.button(dialog.buttons.StandardButton.Ok), Qt.MouseButton.LeftButton)


def show_page(dialog: PreferencesDialog, name: str) -> None:
    (item,) = dialog.page_list.findItems(name, Qt.MatchFlag.MatchExactly)
    dialog.page_list.setCurrentItem(item)


def choose_command(dialog: PreferencesDialog, name: str) -> None:
    show_page(dialog, "Keys")
    dialog.page(KeysPage).table.setCurrentCell([command.id for command in COMMANDS].index(name), 0)


def type_key(qtbot: QtBot, dialog: PreferencesDialog, key: Qt.Key) -> None:
    dialog.page(KeysPage).edit.setFocus()
    with qtbot.waitSignal(dialog.page(KeysPage).edit.editingFinished, timeout=5000):
        qtbot.keyClick(dialog.page(KeysPage).edit, key)


def test_a_module_in_the_folder_of_pages_is_a_page(dialog: PreferencesDialog) -> None:
    modules = {module.name for module in iter_modules(pages.__path__)}
    assert len(pages.all_pages()) == len(modules) == dialog.page_list.count()
    orders = [spec.order for spec in pages.all_pages()]
    assert orders == sorted(set(orders))
    assert [dialog.page_list.item(row).text() for row in range(2)] == ["PACS", "Networks"]  # type: ignore[union-attr]


def test_what_is_shown_at_the_start_is_set_on_a_page_of_its_own(qtbot: QtBot, reader: Reader, tmp_path: Path) -> None:
    press(reader, "Shift+L")  # for now, not for the next start
    dialog = reader.window.dialogs.edit_preferences()
    page = dialog.page(DisplayPage)
    assert page.labels.text().endswith("(L)")
    show_page(dialog, "Display")
    page.labels.setChecked(True)
    page.reference_lines.setChecked(False)
    page.viewports.setCurrentIndex(page.viewports.findData(2))
    ok(qtbot, dialog)
    options = reader.session.options
    assert (options.labels, options.reference_lines, options.linked, options.corner_text) == (True, False, True, False)
    assert reader.session.shown_count == 2
    save_settings(reader.session.settings, tmp_path / "settings.json")
    again = build_viewer(tmp_path / "again", load_settings(tmp_path / "settings.json"), None, lambda _settings: None)
    qtbot.addWidget(again.window)
    options = again.session.options
    assert (options.labels, options.reference_lines, options.linked, options.corner_text) == (True, False, True, True)
    assert again.session.shown_count == 2
    assert [again.window.actions_by_id[name].isChecked() for name in ("labels", "layout_1", "layout_2")] == [
        True,
        False,
        True,
    ]


def test_tool_tips_tell_the_keys_that_are_set(reader: Reader) -> None:
    window, session = reader.window, reader.session
    reject = window.roi_panel.reject_button
    assert reject.toolTip() == "Refuse the selected regions (Del); bring them back (Ctrl+Z)"
    assert window.navigation_bar.propose_button.toolTip().endswith("slice (A); arrow: the whole series (Shift+A)")
    session.set_settings(
        replace(session.settings, controls=replace(session.settings.controls, keys={"reject": "Q", "undo": ""})), None
    )
    assert reject.toolTip() == "Refuse the selected regions (Q); bring them back"
    session.set_settings(replace(session.settings, controls=replace(session.settings.controls, keys={})), None)
    assert reject.toolTip() == "Refuse the selected regions (Del); bring them back (Ctrl+Z)"


def test_a_key_is_changed_in_the_preferences(qtbot: QtBot, dialog: PreferencesDialog) -> None:
    accepted: list[Settings] = []
    dialog.accepted_settings.connect(accepted.append)
    choose_command(dialog, "invert")
    type_key(qtbot, dialog, Qt.Key.Key_F9)
    ok(qtbot, dialog)
    assert accepted[0].controls.keys == {"invert": "F9"}


def test_a_key_that_another_command_has_is_refused(qtbot: QtBot, dialog: PreferencesDialog) -> None:
    accepted: list[Settings] = []
    dialog.accepted_settings.connect(accepted.append)
    choose_command(dialog, "invert")
    type_key(qtbot, dialog, Qt.Key.Key_F)
    assert "Fit to the window" in dialog.page(KeysPage).problem.text()
    assert "Invert" in dialog.page(KeysPage).problem.text()
    ok(qtbot, dialog)
    assert accepted == []
    assert "Give one of them another key" in dialog.problem.text()
    qtbot.mouseClick(dialog.page(KeysPage).usual_button, Qt.MouseButton.LeftButton)
    ok(qtbot, dialog)
    assert accepted[0].controls.keys == {}


def test_two_buttons_for_one_thing_are_refused(qtbot: QtBot, dialog: PreferencesDialog) -> None:
    dialog.page(ReadingPage).mouse["left"].setCurrentIndex(dialog.page(ReadingPage).mouse["left"].findData("pan"))
    ok(qtbot, dialog)
    assert dialog.isVisible()
    assert "mouse button of its own" in dialog.problem.text()
    assert dialog.page_list.currentItem().text() == "Mouse and windows"  # type: ignore[union-attr]


def test_presets_are_edited_and_bad_ones_refused(qtbot: QtBot, dialog: PreferencesDialog) -> None:
    accepted: list[Settings] = []
    dialog.accepted_settings.connect(accepted.append)
    show_page(dialog, "Mouse and windows")
    table = dialog.page(ReadingPage).presets
    table.item(0, 1).setText("x")  # type: ignore[union-attr]
    ok(qtbot, dialog)
    assert "no number" in dialog.problem.text()
    table.item(0, 1).setText("35,5")  # type: ignore[union-attr]
    table.setCurrentCell(1, 0)
    qtbot.mouseClick(dialog.page(ReadingPage).remove_button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(dialog.page(ReadingPage).add_button, Qt.MouseButton.LeftButton)
    ok(qtbot, dialog)
    presets = accepted[0].reading.window_presets
    assert presets[0] == WindowPreset("Soft tissue", 35.5, 400)
    assert [preset.name for preset in presets] == ["Soft tissue", "Bone", "Brain", "Liver", "New preset"]


def test_number_keys_follow_the_presets_that_are_set(reader: Reader) -> None:
    presets = (WindowPreset("Stroke", 32, 8), WindowPreset("MR only", 1, 2, "MR"))
    reader.window.dialogs.change_settings(
        replace(reader.session.settings, reading=replace(reader.session.settings.reading, window_presets=presets))
    )
    press(reader, "2")
    assert reader.session.active.window == Window(32, 8)
    press(reader, "3")  # of another modality
    press(reader, "4")  # of no preset
    assert reader.session.active.window == Window(32, 8)
    assert reader.window.actions_by_id["preset_1"].text() == "Stroke 8/32 (CT)"
    assert not reader.window.actions_by_id["preset_3"].isVisible()


def drag(reader: Reader, button: Qt.MouseButton) -> None:
    viewport = reader.window.slice_view.viewport()
    start = QPoint(150, 150)
    reader.qtbot.mousePress(viewport, button, pos=start)
    for step in range(1, 6):
        reader.qtbot.mouseMove(viewport, start + QPoint(0, -8 * step))
    reader.qtbot.mouseRelease(viewport, button, pos=start + QPoint(0, -40))


@pytest.mark.parametrize("order", [("window", "pan", "zoom"), ("pan", "zoom", "window"), ("zoom", "window", "pan")])
def test_each_button_does_what_is_set(reader: Reader, order: tuple[str, str, str]) -> None:
    buttons = (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton, Qt.MouseButton.RightButton)
    mouse = {**dict(zip(("left", "middle", "right"), order, strict=True)), "wheel": "slices"}
    reader.window.dialogs.change_settings(
        replace(reader.session.settings, controls=replace(reader.session.settings.controls, mouse=mouse))
    )
    view = reader.window.slice_view
    for button, action in zip(buttons, order, strict=True):
        reader.session.active.set_window(Window(40, 400))
        view.fit()
        zoom, place = view.zoom, view.to_viewport(20, 20)
        drag(reader, button)
        moved = view.to_viewport(20, 20) - place
        assert (reader.session.active.window != Window(40, 400)) == (action == "window")
        assert (view.zoom > zoom * 1.2) == (action == "zoom")
        assert (view.zoom == zoom and moved.y() < -30) == (action == "pan")


@pytest.mark.parametrize("wheel", ["slices", "zoom"])
@pytest.mark.parametrize("with_ctrl", [False, True])
def test_the_wheel_does_what_is_set_and_with_ctrl_the_other(reader: Reader, wheel: str, with_ctrl: bool) -> None:
    reader.window.dialogs.change_settings(
        replace(
            reader.session.settings, controls=replace(reader.session.settings.controls, mouse={**MOUSE, "wheel": wheel})
        )
    )
    view = reader.window.slice_view
    modifiers = Qt.KeyboardModifier.ControlModifier if with_ctrl else Qt.KeyboardModifier.NoModifier
    center = QPointF(view.rect().center())
    zoom = view.zoom
    event = QWheelEvent(
        center, view.mapToGlobal(center), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton, modifiers,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view.viewport(), event)
    scrolls = (wheel == "slices") != with_ctrl
    assert reader.session.index == (1 if scrolls else 0)
    assert (view.zoom != zoom) == (not scrolls)
