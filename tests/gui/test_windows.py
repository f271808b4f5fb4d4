"""Keys, dialogs, notices and the preferences, with real events."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from iodeep_viewer.core.display import WINDOW_PRESETS, Window
from iodeep_viewer.core.image_series import ImageSeries
from iodeep_viewer.core.pacs_node import PacsNode
from iodeep_viewer.core.records import SeriesRecord, StudyQuery
from iodeep_viewer.core.regions import RoiState
from iodeep_viewer.gui.all_commands import COMMANDS
from iodeep_viewer.gui.commands.command import command_text
from iodeep_viewer.gui.controllers import storing as storing_controller
from iodeep_viewer.gui.dialogs.about import HelpDialog
from iodeep_viewer.gui.dialogs.store_dialog import StoreDialog
from iodeep_viewer.gui.preferences.dialog import PreferencesDialog
from iodeep_viewer.gui.preferences.pages.keys import KeysPage
from iodeep_viewer.gui.preferences.pages.pacs import PacsPage
from iodeep_viewer.gui.state.open_series import OpenSeries
from iodeep_viewer.gui.state.values import Severity
from iodeep_viewer.settings import PacsSettings, ReadingSettings, Settings
from tests.gui import tables
from tests.gui.reader import Reader
from tests.gui.striped import propose, slices
from tests.orthanc_server import free_port
from tests.values import now, present


def test_no_key_stands_for_two_commands() -> None:
    keys = [key for command in COMMANDS for key in command.keys]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(
    ("key", "shift", "start", "end"),
    [
        (Qt.Key.Key_Down, False, 5, 6),
        (Qt.Key.Key_Up, False, 5, 4),
        (Qt.Key.Key_Down, True, 5, 15),
        (Qt.Key.Key_Up, True, 5, 0),
        (Qt.Key.Key_Home, False, 5, 0),
        (Qt.Key.Key_End, False, 5, 24),
        (Qt.Key.Key_Down, False, 24, 24),
    ],
)
def test_keys_go_through_the_slices(offline: Reader, key: Qt.Key, shift: bool, start: int, end: int) -> None:
    offline.go_to(start)
    offline.key(key, Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier)
    assert offline.session.index == end
    assert offline.window.navigation_bar.slider.value() == end


def test_number_keys_set_windows_on_ct(offline: Reader) -> None:
    for key, preset in zip(
        (Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_5, Qt.Key.Key_6),
        [preset.window for preset in WINDOW_PRESETS],
        strict=True,
    ):
        offline.key(key)
        assert offline.session.shown_window() == preset
    offline.key(Qt.Key.Key_0)
    fitted = offline.session.shown_window()
    assert fitted is not None
    assert fitted.width == pytest.approx(50, rel=0.1)
    offline.key(Qt.Key.Key_1)
    assert offline.session.active.window is None


def test_a_ct_preset_does_nothing_on_another_modality(offline: Reader) -> None:
    present(offline.session.opened).set_series(ImageSeries("1.2.3.4").with_slices(slices(3)), complete=True)
    offline.key(Qt.Key.Key_3)
    assert offline.session.active.window is None


def test_invert_fit_and_reset(offline: Reader) -> None:
    view = offline.window.slice_view
    fitted = view.zoom
    offline.key(Qt.Key.Key_I)
    assert offline.session.active.inverted
    view.zoom_by(2)
    offline.key(Qt.Key.Key_F)
    assert view.zoom == pytest.approx(fitted)
    offline.session.active.set_window(Window(1, 2))
    view.zoom_by(2)
    offline.key(Qt.Key.Key_Space)
    assert view.zoom == pytest.approx(fitted)
    assert offline.session.active.window is None
    assert not offline.session.active.inverted


def test_n_and_p_step_through_the_regions_and_show_their_slices(offline: Reader) -> None:
    first, second = propose(offline)
    offline.go_to(10)
    offline.key(Qt.Key.Key_N)
    assert (offline.session.selected_roi_id, offline.session.index) == (first, 0)
    offline.key(Qt.Key.Key_N)
    assert (offline.session.selected_roi_id, offline.session.index) == (second, 1)
    offline.key(Qt.Key.Key_N)
    assert offline.session.selected_roi_id == first
    offline.key(Qt.Key.Key_P)
    assert offline.session.selected_roi_id == second


def test_choosing_a_row_shows_its_slice_and_the_buttons_decide(offline: Reader) -> None:
    propose(offline)
    panel = offline.window.roi_panel
    assert not panel.store_button.isEnabled()
    offline.qtbot.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=tables.middle(panel.table, 1))
    assert offline.session.index == 1
    offline.qtbot.mouseClick(panel.validate_button, Qt.MouseButton.LeftButton)
    assert [roi.state for roi in offline.session.review.rois] == [RoiState.PROPOSED, RoiState.VALIDATED]
    assert tables.text(panel.table, 1, 5) == "Validated"
    assert panel.store_button.isEnabled()
    assert set(offline.window.navigation_bar.slider.marks) == {0, 1}


def test_validate_all_takes_this_slice_only(offline: Reader) -> None:
    propose(offline)
    offline.qtbot.mouseClick(offline.window.roi_panel.validate_all_button, Qt.MouseButton.LeftButton)
    assert [roi.state for roi in offline.session.review.rois] == [RoiState.VALIDATED, RoiState.PROPOSED]


def test_the_list_tells_slice_area_and_origin(offline: Reader) -> None:
    propose(offline, 1)
    table = offline.window.roi_panel.table
    assert [tables.text(table, 0, column) for column in range(1, 7)] == [
        "Lesion", "1", "", "300 mm²", "Proposed", "AI, box",
    ]  # fmt: skip


def test_autoplay_goes_round_and_stops(offline: Reader) -> None:
    offline.go_to(24)
    offline.key(Qt.Key.Key_C)
    offline.wait(lambda: offline.session.index == 1)
    offline.key(Qt.Key.Key_Plus)
    assert "10/s" in offline.window.navigation_bar.position.text()
    offline.key(Qt.Key.Key_C)
    assert not offline.window.navigation_bar.autoplay_button.isChecked()


def test_letters_typed_into_the_search_are_not_commands(offline: Reader) -> None:
    propose(offline)
    field = offline.window.search_panel.patient_name
    field.setFocus()
    offline.qtbot.keyClicks(field, "cain")
    assert field.text() == "cain"
    assert not offline.session.active.inverted
    assert not offline.window.navigation_bar.autoplay_button.isChecked()


def test_enter_in_the_search_searches_and_validates_nothing(offline: Reader) -> None:
    names = propose(offline)
    present(offline.session.opened).select_roi(names[0])
    asked: list[StudyQuery] = []
    offline.window.search_panel.search_requested.connect(asked.append)
    panel = offline.window.search_panel
    offline.qtbot.keyClicks(panel.patient_name, "ros")
    offline.qtbot.keyClicks(panel.study_description, "brain")
    panel.modality.edit.setText("mr")
    offline.qtbot.keyClick(panel.study_description, Qt.Key.Key_Return)
    assert asked == [StudyQuery(patient_name="ros*", study_description="*brain*", modalities=("MR",))]
    assert offline.session.review.in_state(RoiState.VALIDATED) == ()


def test_arrow_keys_in_the_study_table_move_there_and_not_through_the_slices(reader: Reader) -> None:
    reader.open_sample("BRAIN")
    index = reader.session.index
    view = reader.window.study_table.view
    view.setFocus()
    row = view.currentIndex().row()
    reader.qtbot.keyClick(view, Qt.Key.Key_Up if row else Qt.Key.Key_Down)
    assert view.currentIndex().row() != row
    assert reader.session.index == index
    reader.wait(lambda: reader.viewer.jobs.idle)


def test_escape_closes_the_selection(offline: Reader) -> None:
    names = propose(offline)
    present(offline.session.opened).select_roi(names[0])
    offline.key(Qt.Key.Key_Escape)
    assert offline.session.selected_roi_id is None


def test_the_store_dialog_wants_a_name_and_writes_it_as_pn(offline: Reader, qtbot: QtBot) -> None:
    names = propose(offline)
    present(offline.session.opened).set_review(offline.session.review.set_state(names[:1], RoiState.VALIDATED))
    dialog = StoreDialog(offline.session)
    qtbot.addWidget(dialog)
    assert not dialog.store_button.isEnabled()  # type: ignore[union-attr]
    qtbot.keyClicks(dialog.reviewer_name, "Rossi, Anna Maria")
    assert dialog.store_button.isEnabled()  # type: ignore[union-attr]
    assert dialog.person_name() == "Rossi^Anna Maria"


def test_the_help_window_lists_every_key(offline: Reader) -> None:
    offline.key(Qt.Key.Key_F1)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, HelpDialog)
    lines = [line.strip() for line in dialog.text().splitlines()]
    rows = set(pairwise(lines))
    for command in COMMANDS:
        if command.keys:
            assert (" / ".join(command.keys), command_text(command)) in rows
    dialog.reject()


def test_notices_are_few_and_an_information_pushes_no_error_out(offline: Reader) -> None:
    def shown() -> list[str]:
        return [notice.sentence for notice in offline.window.banner.notices]

    offline.session.notify(Severity.ERROR, "Problem")
    for number in range(4):
        offline.session.notify(Severity.INFO, f"News {number}")
    assert shown() == ["News 3", "News 2", "Problem"]
    for number in range(4):
        offline.session.notify(Severity.ERROR, f"Problem {number}")
    assert shown() == ["Problem 3", "Problem 2", "Problem 1", "News 3"]
    offline.session.notify(Severity.INFO, "News 4")
    assert shown() == ["News 4", "Problem 3", "Problem 2", "Problem 1"]
    offline.session.notify(Severity.ERROR, "Problem 2")
    assert shown() == ["Problem 2", "News 4", "Problem 3", "Problem 1"]
    offline.qtbot.mouseClick(offline.window.banner.close_buttons()[0], Qt.MouseButton.LeftButton)
    assert shown() == ["News 4", "Problem 3", "Problem 1"]


@pytest.mark.parametrize(
    ("use", "then"),
    [
        (lambda _reader: None, 0),
        (lambda reader: reader.key(Qt.Key.Key_Down), 3),
        (lambda reader: reader.window.navigation_bar.slider.setValue(1), 3),
        (lambda reader: reader.key(Qt.Key.Key_I), 2),
        (lambda reader: reader.qtbot.mouseClick(reader.window.slice_view.viewport(), Qt.MouseButton.LeftButton), 2),
        (lambda reader: reader.window.navigation_bar.propose_button.click(), 2),
    ],
)
def test_the_first_slice_that_came_is_shown_until_somebody_works_on_one(
    offline: Reader, use: Callable[[Reader], None], then: int
) -> None:
    whole = present(offline.session.series)
    opened = OpenSeries(SeriesRecord("1.2.3", "1.2.3.5", "CT"))
    offline.session.active.show(opened)
    shown = []
    # In the order in which a PACS may send them.
    for first, end in ((4, 5), (2, 5), (0, 25)):
        if end == 25:
            use(offline)
        opened.set_series(ImageSeries("1.2.3.5").with_slices(whole.slices[first:end]), complete=end == 25)
        on_screen = offline.window.slice_view.image
        shown.append(whole.slices.index(present(on_screen)))
        assert on_screen is offline.session.image
    assert shown == [4, 2, then]


def test_commands_that_can_do_nothing_say_so(offline: Reader) -> None:
    offline.key(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert "nothing to store yet" in offline.notices[0]
    offline.window.actions_by_id["send_outbox"].trigger()
    assert "No PACS is set up" in offline.notices[0]
    offline.window.banner.close_all()
    offline.viewer.controllers.storing.send_outbox(quiet=True)
    assert offline.notices == []


def test_a_search_that_found_nothing_is_still_told_after_a_change_of_settings(offline: Reader) -> None:
    caption = offline.window.study_table.caption
    assert caption.text() == "No search yet"
    offline.session.set_studies((), more=False)
    found = caption.text()
    assert "Nothing found" in found
    offline.window.dialogs.change_settings(Settings(reading=ReadingSettings(reviewer_name="Rossi")))
    assert caption.text() == found


def test_a_pacs_that_is_entered_is_asked_for_the_network_of_open_files(offline: Reader) -> None:
    opened = offline.session.opened
    assert opened is not None
    offline.viewer.controllers.networks.prepare_for(opened)
    assert "none is set up" in opened.network.sentence
    node = PacsNode("New", "127.0.0.1", free_port(), "NOBODY", timeout=5)
    offline.window.dialogs.change_settings(Settings(pacs=PacsSettings(nodes=(node,), active_node="New")))
    offline.wait(lambda: offline.viewer.jobs.idle)
    assert str(node.port) in opened.network.sentence


def test_every_control_has_a_tooltip_or_an_accessible_name(offline: Reader) -> None:
    from PyQt6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QSlider

    bare = [
        widget
        for kind in (QAbstractButton, QComboBox, QLineEdit, QSlider)
        for widget in offline.window.findChildren(kind)
        if widget.isVisible()
        and not widget.toolTip()
        and not widget.accessibleName()
        and not widget.objectName().startswith("qt_")
        and not isinstance(widget.parent(), QComboBox | QLineEdit)
        and type(widget).__module__ == "PyQt6.QtWidgets"
        and widget.parent() is not None
        and type(widget.parent()).__name__ not in ("QTableWidget", "QTableView", "QMenuBar")
    ]
    assert [(type(widget).__name__, widget.objectName()) for widget in bare] == []


def test_preferences_check_the_connection_and_hand_over_the_settings(
    reader: Reader, filled_pacs: PacsNode, qtbot: QtBot
) -> None:
    dialog = PreferencesDialog(
        Settings(pacs=PacsSettings(nodes=(filled_pacs,), active_node=filled_pacs.name)), reader.viewer.jobs, COMMANDS
    )
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.mouseClick(dialog.page(PacsPage).check_button, Qt.MouseButton.LeftButton)
    reader.wait(lambda: "Checking" not in dialog.page(PacsPage).report.text())
    assert "C-ECHO" in dialog.page(PacsPage).report.text()
    accepted: list[Settings] = []
    dialog.accepted_settings.connect(accepted.append)
    qtbot.mouseClick(dialog.page(PacsPage).add_button, Qt.MouseButton.LeftButton)
    dialog.page(PacsPage).node_name.clear()
    qtbot.keyClicks(dialog.page(PacsPage).node_name, "Second")
    dialog.page(PacsPage).host.clear()
    dialog._accept()
    assert accepted == []
    assert "host" in dialog.problem.text().lower()
    qtbot.keyClicks(dialog.page(PacsPage).host, "pacs.example")
    dialog._accept()
    (settings,) = accepted
    assert [node.name for node in settings.pacs.nodes] == [filled_pacs.name, "Second"]
    assert settings.pacs.active_node == "Second"
    assert settings.pacs.nodes[0] == filled_pacs


def accepted(dialog: PreferencesDialog) -> Settings:
    """Press OK and return what is handed over."""
    handed: list[Settings] = []
    dialog.accepted_settings.connect(handed.append)
    dialog._accept()
    (settings,) = handed
    return settings


def test_the_preferences_invent_no_pacs_and_the_last_can_be_removed(offline: Reader, qtbot: QtBot) -> None:
    node = PacsNode("Only", "127.0.0.1", 104, "ONLY")
    for settings in (Settings(), Settings(pacs=PacsSettings(nodes=(node,), active_node="Only"))):
        dialog = PreferencesDialog(settings, offline.viewer.jobs, COMMANDS)
        qtbot.addWidget(dialog)
        dialog.show()
        page = dialog.page(PacsPage)
        assert page.fields.isVisible() == page.remove_button.isEnabled() == bool(settings.pacs.nodes)
        if settings.pacs.nodes:
            qtbot.mouseClick(page.remove_button, Qt.MouseButton.LeftButton)
        assert not page.fields.isVisible()
        assert not page.remove_button.isEnabled()
        changed = accepted(dialog)
        assert (changed.pacs.nodes, changed.pacs.active_node) == ((), "")


def test_the_answer_of_a_check_stays_with_its_pacs(offline: Reader, qtbot: QtBot) -> None:
    nodes = tuple(PacsNode(name, "127.0.0.1", free_port(), "NOBODY", timeout=5) for name in ("First", "Second"))
    settings = Settings(pacs=PacsSettings(nodes=nodes, active_node="First"))
    dialog = PreferencesDialog(settings, offline.viewer.jobs, COMMANDS)
    qtbot.addWidget(dialog)
    dialog.show()
    page = dialog.page(PacsPage)
    qtbot.mouseClick(page.check_button, Qt.MouseButton.LeftButton)
    dialog.page_list.setCurrentRow(3)
    offline.wait(lambda: offline.viewer.jobs.idle)
    dialog.page_list.setCurrentRow(0)
    assert str(nodes[0].port) in page.report.text()
    assert page.check_button.isEnabled()
    qtbot.mouseClick(page.check_button, Qt.MouseButton.LeftButton)
    page.node_list.setCurrentRow(1)
    assert page.check_button.isEnabled()
    offline.wait(lambda: offline.viewer.jobs.idle)
    assert page.report.text() == ""


def test_a_key_is_taken_away_with_the_cross_of_its_field(offline: Reader, qtbot: QtBot) -> None:
    dialog = PreferencesDialog(Settings(), offline.viewer.jobs, COMMANDS)
    qtbot.addWidget(dialog)
    dialog.show()
    names = [command.id for command in COMMANDS]
    dialog.page(KeysPage).table.setCurrentCell(names.index("invert"), 0)
    (cross,) = dialog.page(KeysPage).edit.findChildren(QToolButton)
    qtbot.mouseClick(cross, Qt.MouseButton.LeftButton)
    dialog.page(KeysPage).table.setCurrentCell(names.index("fit"), 0)
    assert accepted(dialog).controls.keys == {"invert": ""}


def test_a_defect_in_a_job_reaches_the_crash_signal(offline: Reader) -> None:
    from iodeep_viewer.gui.jobs import JobKind, Pool

    def broken(_task: object) -> None:
        raise ZeroDivisionError

    offline.viewer.jobs.start(Pool.NETWORK, JobKind.EXPORT, "", broken, lambda _: None, lambda _: None)
    offline.wait(lambda: bool(offline.window.defects))  # type: ignore[attr-defined]
    assert isinstance(offline.window.defects.pop(), ZeroDivisionError)  # type: ignore[attr-defined]


def test_a_store_that_ends_in_a_defect_is_told_and_can_be_tried_again(
    offline: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_review: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(storing_controller, "store_review", broken)
    offline.viewer.controllers.review.validate(propose(offline))
    offline.viewer.controllers.storing.store("Rossi", "AI ROI", tmp_path)
    assert now(offline.session.storing)
    offline.wait(lambda: offline.viewer.jobs.idle)
    assert isinstance(offline.window.defects.pop(), ZeroDivisionError)  # type: ignore[attr-defined]
    assert not offline.session.storing
    (notice,) = offline.notices
    assert "Writing the review" in notice
    assert "defect" in notice


def test_what_is_decided_while_the_review_is_stored_is_refused_with_a_sentence(offline: Reader) -> None:
    names, opened, actions = propose(offline), offline.session.opened, offline.window.actions_by_id
    assert opened is not None
    offline.viewer.controllers.review.validate(names[:1])
    offline.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert actions["redo"].isEnabled()
    before = opened.review
    opened.select_roi(names[0])
    opened.set_storing(True)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Delete, Qt.Key.Key_K):
        offline.window.banner.close_all()
        offline.key(key)
        assert offline.notices == ["The review is being stored. Wait a moment, then go on."]
    assert opened.review is before
    assert not actions["undo"].isEnabled()
    assert not actions["redo"].isEnabled()
    opened.set_storing(False)
    assert actions["redo"].isEnabled()
    offline.key(Qt.Key.Key_Return)
    assert [roi.roi_id for roi in opened.review.in_state(RoiState.VALIDATED)] == names[:1]


def test_nothing_blocks_the_gui_while_a_job_runs(offline: Reader) -> None:
    import threading

    from iodeep_viewer.gui.jobs import JobKind, Pool

    go_on = threading.Event()
    done: list[object] = []
    jobs = offline.viewer.jobs
    jobs.start(Pool.NETWORK, JobKind.EXPORT, "Slow", lambda _task: go_on.wait(20), done.append, lambda _: None)
    assert offline.window.status_bar.cancel_button.isVisible()
    offline.key(Qt.Key.Key_Down)
    assert offline.session.index == 1
    assert done == []
    go_on.set()
    offline.wait(lambda: done == [True])
    assert not offline.window.status_bar.cancel_button.isVisible()


def test_nothing_of_a_cancelled_or_superseded_job_is_delivered(offline: Reader) -> None:
    import threading

    from iodeep_viewer.gui.jobs import JobKind, Pool

    go_on = threading.Event()
    delivered: list[object] = []

    def answer(what: str) -> None:
        under_way = threading.Event()

        def work(_task: object) -> str:
            under_way.set()
            go_on.wait(20)
            return what

        offline.viewer.jobs.start(Pool.NETWORK, JobKind.EXPORT, "", work, delivered.append, delivered.append)
        assert under_way.wait(20)

    answer("first")
    answer("second")
    go_on.set()
    offline.wait(lambda: offline.viewer.jobs.idle)
    assert delivered == ["second"]
    go_on.clear()
    answer("third")
    offline.viewer.jobs.cancel_all()
    go_on.set()
    offline.wait(lambda: offline.viewer.jobs.idle)
    assert delivered == ["second"]


def test_escape_stops_the_autoplay(offline: Reader) -> None:
    offline.key(Qt.Key.Key_C)
    assert offline.window.navigation_bar.autoplay_button.isChecked()
    offline.key(Qt.Key.Key_Escape)
    assert not offline.window.navigation_bar.autoplay_button.isChecked()
