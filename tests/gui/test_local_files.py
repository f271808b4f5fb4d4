"""Files of this computer in the worklist, beside the PACS."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from pydicom import dcmread, dcmwrite
from pydicom.uid import UID
from PyQt6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PyQt6.QtGui import QDragEnterEvent, QDropEvent
from PyQt6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from iodeep_viewer.core.pacs_node import PacsNode
from iodeep_viewer.core.regions import Contour, Roi, RoiOrigin, RoiState
from iodeep_viewer.core.review import Review
from iodeep_viewer.gui.state.open_series import NetworkStatus
from iodeep_viewer.viewer import Viewer
from tests.gui.reader import LESION_SLICE, ROOT, Reader, confirm_store
from tests.pacs_objects import make_series

LEFT = Qt.MouseButton.LeftButton
BRAIN = ROOT / "sample_dicom" / "brain_mr"


@pytest.fixture
def disc(tmp_path: Path) -> Path:
    """A folder with two studies of one patient and a text."""
    folder = tmp_path / "disc"
    for number in (1, 2):
        made = make_series(3, PatientName="Disc^Ada", PatientID="D7", StudyDate=f"2024010{number}")
        (folder / str(number)).mkdir(parents=True)
        for place, dataset in enumerate(made.datasets):
            dcmwrite(folder / str(number) / f"IM{place}", dataset, enforce_file_format=True)
    (folder / "readme.txt").write_text("Insert the disc, then wait.")
    return folder


@pytest.fixture
def alone(make_viewer: Callable[[PacsNode | None], Viewer], qtbot: QtBot) -> Reader:
    """A radiologist without a PACS."""
    return Reader(qtbot, make_viewer(None))


def drop(widget: QWidget, places: Sequence[Path]) -> bool:
    """Drag files from the desktop onto a widget and let go; returns whether they were taken."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(place)) for place in places])
    place = QPoint(widget.width() // 2, widget.height() // 2)
    keys, action = Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
    enter = QDragEnterEvent(place, action, data, LEFT, keys)
    QApplication.sendEvent(widget, enter)
    if not enter.isAccepted():
        return False
    QApplication.sendEvent(widget, QDropEvent(QPointF(place), action, data, LEFT, keys))
    return True


def names(reader: Reader) -> list[str]:
    return [study.patient.patient_name for study in reader.session.studies]


def settle(reader: Reader) -> None:
    reader.wait(lambda: reader.viewer.jobs.idle)


def test_a_folder_dropped_on_the_slice_is_listed_and_read(alone: Reader, disc: Path) -> None:
    table, session = alone.window.study_table, alone.session
    assert drop(alone.window.slice_view.viewport(), [disc])  # type: ignore[arg-type]
    settle(alone)
    assert names(alone) == ["Disc^Ada", "Disc^Ada"]
    assert table.source.isVisible()
    assert table.source.text() == "On this computer: Folder “disc”"
    assert alone.notices == ["Folder “disc”: 1 file that is not DICOM is left out. "]
    table.view.selectRow(0)
    alone.wait(lambda: bool(session.series_records))
    settle(alone)
    assert [study.study_date for study in session.priors] == ["20240101"]
    alone.open_series()
    assert session.series is not None
    assert len(session.series) == 3
    assert alone.window.patient_block.value("ID") == "D7"
    assert session.network.status is NetworkStatus.FAILED
    assert "none is set up" in session.network.sentence
    # What was not read in a PACS is not remembered.
    assert session.recent.studies == ()
    alone.qtbot.mouseClick(table.close_button, LEFT)
    assert not table.source.isVisible()
    assert names(alone) == []
    assert session.series is not None


def test_files_are_not_taken_by_a_search_field(reader: Reader, disc: Path) -> None:
    assert drop(reader.window.search_panel.patient_name, [disc])
    settle(reader)
    assert reader.window.search_panel.patient_name.text() == ""
    assert names(reader) == ["Disc^Ada", "Disc^Ada"]


def choose(reader: Reader, command: str, place: Path) -> None:
    """Choose a place in the dialog of a command."""
    reader.window.actions_by_id[command].trigger()
    answer_file_dialog(reader, place)


def answer_file_dialog(reader: Reader, place: Path) -> None:
    reader.wait(lambda: isinstance(QApplication.activeModalWidget(), QFileDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QFileDialog)
    dialog.setDirectory(str(place.parent))
    field = dialog.findChild(QLineEdit, "fileNameEdit")
    assert field is not None
    # Typed letter by letter, the completion of the dialog comes in between.
    field.setText(place.name)
    reader.wait(lambda: dialog.selectedFiles() == [str(place)])
    button = next(item for item in dialog.findChildren(QPushButton) if item.isDefault())
    reader.qtbot.mouseClick(button, LEFT)
    reader.wait(lambda: not dialog.isVisible())
    settle(reader)


@pytest.mark.parametrize("command", ["open_folder", "open_files", "open_dicomdir"])
def test_the_file_menu_opens_them(alone: Reader, disc: Path, tmp_path: Path, command: str) -> None:
    packed = tmp_path / "disc.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for path in sorted(disc.rglob("IM*")):
            archive.write(path, f"../{path.parent.name}/{path.name}")
    if command == "open_dicomdir":
        (disc / "DICOMDIR").write_bytes(b"x" * 200)
    place = {"open_folder": disc, "open_files": packed, "open_dicomdir": disc / "DICOMDIR"}[command]
    choose(alone, command, place)
    if command == "open_dicomdir":
        assert ["DICOMDIR is not a DICOM file" in notice for notice in alone.notices] == [True]
    else:
        assert names(alone) == ["Disc^Ada", "Disc^Ada"]
        alone.window.study_table.view.selectRow(1)
        alone.wait(lambda: bool(alone.session.series_records))
        alone.open_series()


def test_the_pacs_proposes_on_files_and_takes_what_is_stored(
    reader: Reader, filled_pacs: PacsNode, tmp_path: Path
) -> None:
    session = reader.session
    # A copy under UIDs of its own: the PACS does not have these images.
    study_uid, series_uid = "2.25.77" + str(abs(hash(tmp_path)))[:12], "2.25.78" + str(abs(hash(tmp_path)))[:12]
    (tmp_path / "brain").mkdir()
    for number, path in enumerate(sorted(BRAIN.rglob("*.dcm"))):
        dataset = dcmread(path)
        dataset.StudyInstanceUID, dataset.SeriesInstanceUID = study_uid, series_uid
        dataset.PatientName, dataset.PatientID = "Copy^Local", "COPY"
        uid = UID(f"{series_uid}.{number + 1}")
        dataset.SOPInstanceUID = dataset.file_meta.MediaStorageSOPInstanceUID = uid
        dcmwrite(tmp_path / "brain" / path.name, dataset)
    assert drop(reader.window, [tmp_path / "brain"])
    reader.wait(lambda: bool(session.series_records))
    settle(reader)
    reader.open_series()
    assert session.network.status is NetworkStatus.READY
    reader.go_to(LESION_SLICE)
    reader.click_ai_roi()
    assert session.rois_on_screen()
    reader.key(Qt.Key.Key_Return)
    reader.key(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    confirm_store(reader, "Rossi")
    reader.wait(lambda: any(f"stored in {filled_pacs.name}" in notice for notice in reader.notices))
    settle(reader)


def test_without_a_pacs_the_structure_set_is_saved_in_a_folder_and_read_from_there(
    alone: Reader, tmp_path: Path
) -> None:
    folder, session = tmp_path / "brain", alone.session
    shutil.copytree(BRAIN, folder)
    assert drop(alone.window, [folder])
    alone.wait(lambda: bool(session.series_records))
    settle(alone)
    alone.open_series()
    assert session.image_key is not None
    square = np.array([[40.0, 40.0], [60.0, 40.0], [60.0, 60.0], [40.0, 60.0]])
    roi = Roi("1", "Lesion", (Contour(*session.image_key, square),), RoiState.VALIDATED, RoiOrigin.MANUAL)
    assert session.opened is not None
    session.opened.set_review(Review().add((roi,)))
    alone.key(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    confirm_store(alone, "Rossi")
    answer_file_dialog(alone, folder)

    assert session.opened.review.rois == ()
    (saved,) = folder.glob("RTSTRUCT.*.dcm")
    assert dcmread(saved).ApprovalStatus == "APPROVED"
    assert any(f"1 region saved in {folder} as RT Structure Set" in notice for notice in alone.notices)

    alone.key(Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    assert drop(alone.window, [folder])
    alone.wait(lambda: len(session.series_records) == 2)
    settle(alone)
    alone.open_series([record.modality for record in session.series_records].index("MR"))
    assert [item.rois[0].label for item in session.stored] == ["Lesion"]


def test_searching_leads_back_to_the_pacs(reader: Reader, disc: Path) -> None:
    assert drop(reader.window, [disc])
    settle(reader)
    reader.search("SYNTHETIC")
    assert reader.session.files is None
    assert not reader.window.study_table.source.isVisible()
    assert "Disc^Ada" not in names(reader)
    assert drop(reader.window, [disc])
    settle(reader)
    assert reader.window.study_table.close_button.text() == "Back to Orthanc"
    reader.qtbot.mouseClick(reader.window.study_table.close_button, LEFT)
    settle(reader)
    assert "SYNTHETIC^BRAIN" in names(reader)


def test_one_series_is_not_open_from_two_places(reader: Reader) -> None:
    reader.open_sample("BRAIN")
    opened = reader.session.opened
    assert drop(reader.window, [BRAIN])
    reader.wait(lambda: bool(reader.session.series_records))
    settle(reader)
    view = reader.window.series_list.view
    item = view.item(0)
    assert item is not None
    reader.qtbot.mouseClick(view.viewport(), LEFT, pos=view.visualItemRect(item).center())
    settle(reader)
    assert reader.session.opened is opened
    assert any("open already, from Orthanc" in notice for notice in reader.notices)


def test_reading_many_files_can_be_cancelled(alone: Reader, disc: Path) -> None:
    for number in range(400):
        (disc / f"text{number}").write_text("x" * 200)
    assert drop(alone.window, [disc])
    assert [job.title for job in alone.viewer.jobs.running] == ["Reading the files"]
    alone.key(Qt.Key.Key_Escape)
    settle(alone)
    assert alone.session.files is None
    assert alone.notices == []


def test_a_viewer_begins_without_what_a_crash_left_unpacked(
    make_viewer: Callable[[PacsNode | None], Viewer], tmp_path: Path
) -> None:
    left = tmp_path / "workstation" / "unpacked" / "left"
    left.mkdir(parents=True)
    make_viewer(None)
    assert not left.exists()
