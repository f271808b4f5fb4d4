"""Decisions on screen and in the journal: kept, being written, not written; after a kill; of the version before."""

from __future__ import annotations

import itertools
import json
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PyQt6.QtCore import Qt

from iodeep_viewer.core.image_key import SeriesReference
from iodeep_viewer.core.pacs_node import PacsNode
from iodeep_viewer.core.regions import RoiState
from iodeep_viewer.gui.dialogs.unwritten import UnwrittenDialog
from iodeep_viewer.viewer import Viewer
from iodeep_viewer.workflows.journal import JournalState
from tests.gui.reader import LESION_SLICE, ROOT, Reader
from tests.journals import another_program, on_disk
from tests.values import present


@pytest.fixture
def reader(brain_reader: Reader) -> Reader:
    return brain_reader


def test_damage_in_the_journal_is_told_and_the_series_opens_with_the_rest(
    reader: Reader,
    tmp_path: Path,
) -> None:
    reader.open_sample("BRAIN")
    reader.go_to(LESION_SLICE)
    reader.click_ai_roi()
    reader.key(Qt.Key.Key_K)
    assert reader.session.review.rois
    assert reader.viewer.controllers.recorder.finish(10)
    with another_program(tmp_path / "workstation" / "journal.sqlite3") as database:
        database.execute("UPDATE finding SET body = replace(body, '1', '2') WHERE kind = 'ROI'")
    reader.key(Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    assert reader.session.opened is None
    reader.open_series(0)
    assert any("not stored yet cannot be read" in notice for notice in reader.notices)
    assert (reader.session.review.rois, len(reader.session.review.key_images)) == ((), 1)
    assert len(reader.session.series or ()) == 17


def test_a_journal_that_cannot_be_written_warns_and_the_decision_stands(
    reader: Reader,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("iodeep_viewer.workflows.journal.database.BUSY", 0.05)
    reader.open_sample("BRAIN")
    reader.go_to(LESION_SLICE)
    sign, recorder = reader.window.status_bar.journal, reader.viewer.controllers.recorder
    with another_program(tmp_path / "workstation" / "journal.sqlite3") as database:
        database.execute("BEGIN IMMEDIATE")
        reader.click_ai_roi()
        reader.key(Qt.Key.Key_Return)
        reader.wait(lambda: recorder.state is JournalState.FAILED)
        assert reader.session.review.in_state(RoiState.VALIDATED)
        assert sum("could not be written" in notice for notice in reader.notices) == 1
        assert "not saved" in sign.text()
        assert sign.isVisible()
    # The disk answers again: the next decision takes the ones before with it.
    reader.key(Qt.Key.Key_K)
    reader.wait(lambda: recorder.state is JournalState.KEPT)
    assert not sign.isVisible()
    opened = present(reader.session.opened)
    kept = on_disk(tmp_path / "workstation" / "journal.sqlite3", opened.reference)
    assert [roi.state for roi in kept.rois] == [roi.state for roi in opened.review.rois]
    assert kept.key_images == opened.review.key_images


def test_a_slow_disk_holds_nobody_up_and_is_shown_until_the_decision_is_kept(
    reader: Reader,
    tmp_path: Path,
) -> None:
    reader.open_sample("BRAIN")
    sign, recorder = reader.window.status_bar.journal, reader.viewer.controllers.recorder
    with another_program(tmp_path / "workstation" / "journal.sqlite3") as database:
        database.execute("BEGIN IMMEDIATE")
        reader.key(Qt.Key.Key_K)
        assert recorder.state is JournalState.PENDING
        assert not sign.isVisible()
        reader.wait(sign.isVisible)
        assert sign.text() == "Saving …"
        # The screen went on all the time.
        assert len(reader.session.review.key_images) == 1
        reader.key(Qt.Key.Key_Down)
        reader.key(Qt.Key.Key_K)
        assert len(reader.session.review.key_images) == 2
        assert on_disk(tmp_path / "workstation" / "journal.sqlite3", present(reader.session.opened).reference).empty
    reader.wait(lambda: recorder.state is JournalState.KEPT)
    assert not sign.isVisible()


def test_a_window_with_decisions_that_are_not_on_disk_closes_only_if_the_user_insists(
    reader: Reader,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("iodeep_viewer.workflows.journal.database.BUSY", 0.05)
    reader.open_sample("BRAIN")
    with another_program(tmp_path / "workstation" / "journal.sqlite3") as database:
        database.execute("BEGIN IMMEDIATE")
        reader.key(Qt.Key.Key_K)
        reader.window.close()
        assert reader.window.isVisible()
        dialog = present(reader.window.findChild(UnwrittenDialog))
        reader.qtbot.mouseClick(dialog.stay_button, Qt.MouseButton.LeftButton)
        assert reader.window.isVisible()
        assert len(reader.session.review.key_images) == 1
        reader.window.close()
        *_, dialog = reader.window.findChildren(UnwrittenDialog)
        reader.qtbot.mouseClick(dialog.lose_button, Qt.MouseButton.LeftButton)
        assert not reader.window.isVisible()


def test_closing_waits_until_all_is_written(
    reader: Reader,
    tmp_path: Path,
) -> None:
    reader.open_sample("BRAIN")
    reader.key(Qt.Key.Key_K)
    reference = present(reader.session.opened).reference
    reader.window.close()
    assert not reader.window.isVisible()
    assert on_disk(tmp_path / "workstation" / "journal.sqlite3", reference).key_images
    assert not (tmp_path / "workstation" / "journal.sqlite3-wal").exists()


def test_findings_of_version_0_3_are_here_again_once_the_series_is_complete(
    reader: Reader,
    brain_archive: PacsNode,
    make_viewer: Callable[[PacsNode | None], Viewer],
    tmp_path: Path,
) -> None:
    """They were kept by SeriesInstanceUID alone; those on other images stay where they are."""
    reader.open_sample("BRAIN")
    opened = present(reader.session.opened)
    image, reference = opened.series.slices[3], opened.reference
    reader.window.close()
    folder = tmp_path / "workstation" / "journal"
    folder.mkdir()
    marks = [[image.sop_instance_uid, image.frame_number], ["9.9", None]]
    text = json.dumps({"rois": [], "measurements": [], "key_images": marks})
    (folder / f"{reference.series_instance_uid}.json").write_text(text)

    other = Reader(reader.qtbot, make_viewer(brain_archive))
    other.open_sample("BRAIN")
    assert other.session.review.key_images == {image.key}
    assert not other.session.review.can_undo
    assert any("1 key image that was not stored is here again" in notice for notice in other.notices)
    assert other.viewer.controllers.recorder.finish(10)
    assert on_disk(tmp_path / "workstation" / "journal.sqlite3", reference).key_images == {image.key}


VIEWER = """
import sys
from pathlib import Path
from PyQt6.QtWidgets import QApplication
from iodeep_viewer.core.image_series import ImageSeries
from iodeep_viewer.core.records import SeriesRecord
from iodeep_viewer.gui.state.open_series import OpenSeries
from iodeep_viewer.settings import Settings
from iodeep_viewer.viewer import build_viewer
from iodeep_viewer.workflows.journal import JournalState

application = QApplication(["viewer"])
viewer = build_viewer(Path(sys.argv[1]), Settings(), None, lambda settings: None)
opened = OpenSeries(SeriesRecord("1.2", "1.2.3"))
viewer.session.active.show(opened)
recorder = viewer.controllers.recorder

def go_on():
    if recorder.state is JournalState.KEPT:
        count = len(opened.review.key_images)
        print(count, flush=True)
        recorder.change(opened, lambda review: review.mark(("1.2.3", count + 1), True))

recorder.state_changed.connect(go_on)
go_on()
application.exec()
"""


@pytest.mark.parametrize("after", [1, 2, 7])
def test_a_decision_that_was_shown_as_kept_survives_the_kill_of_the_viewer(tmp_path: Path, after: int) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", VIEWER, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    told = list(itertools.islice(process.stdout, after + 1))
    process.send_signal(signal.SIGKILL)
    told += process.stdout.readlines()
    process.wait()
    process.stdout.close()
    kept = on_disk(tmp_path / "journal.sqlite3", SeriesReference("", "\\", "1.2", "1.2.3")).key_images
    assert len(told) > after
    assert {("1.2.3", number) for number in range(1, int(told[-1]) + 1)} <= kept
