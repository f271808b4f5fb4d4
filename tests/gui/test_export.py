"""Saving and copying the picture of a viewport, with and without patient data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from pydicom.uid import (
    EnhancedCTImageStorage,
    NuclearMedicineImageStorage,
    RTImageStorage,
    UltrasoundImageStorage,
)
from PyQt6.QtCore import Qt
from PyQt6.QtGui import QColor, QImage
from PyQt6.QtWidgets import QApplication, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from iodeep_viewer.core.display import Window
from iodeep_viewer.core.image_series import ImageSeries
from iodeep_viewer.core.orientation import Orientation
from iodeep_viewer.core.pacs_node import PacsNode
from iodeep_viewer.core.records import PatientRecord, StudyRecord
from iodeep_viewer.core.regions import Contour, Roi
from iodeep_viewer.gui.canvas.export_picture import Content, draw_slice, scene_of
from iodeep_viewer.gui.canvas.overlay import scale_bar_length
from iodeep_viewer.gui.canvas.tools.shape_drawing import MEASUREMENT_COLOR
from iodeep_viewer.gui.dialogs.export import ExportDialog, ExportKind, patient_lines
from iodeep_viewer.gui.style.theme import PROPOSED_COLOR
from iodeep_viewer.viewer import Viewer
from tests.gui.measuring import Hand, ct_slices
from tests.gui.pictures import pixels
from tests.values import present

CTRL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton
STUDY = StudyRecord("1.2.3", PatientRecord("SECRET^NAME", "ID-4711", "19600102", "M"), study_date="20240203")
SQUARE = np.array([[40.0, 25.0], [52.0, 25.0], [52.0, 33.0], [40.0, 33.0]])


@pytest.fixture
def hand(qtbot: QtBot, make_viewer: Callable[[PacsNode | None], Viewer]) -> Hand:
    hand = Hand(qtbot, make_viewer(None), ct_slices())
    hand.opened.study = STUDY
    return hand


@pytest.fixture
def dialog(hand: Hand) -> ExportDialog:
    hand.session.active.set_window(Window(15000, 30000))
    hand.key(Qt.Key.Key_E, CTRL)
    dialog = hand.viewer.window.findChild(ExportDialog)
    assert dialog is not None
    return dialog


def array(image: QImage) -> np.ndarray:
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    return pixels(image).astype(int)


def count(picture: np.ndarray, color: QColor) -> int:
    wanted = np.array([color.red(), color.green(), color.blue()])
    return int((np.abs(picture.astype(int) - wanted).sum(axis=2) < 40).sum())


def choose_file(hand: Hand, path: Path) -> str:
    """Answer the dialog for the file; return the name that it proposed."""
    hand.qtbot.waitUntil(lambda: hand.viewer.window.findChild(QFileDialog) is not None)
    files = hand.viewer.window.findChild(QFileDialog)
    proposed = Path(files.selectedFiles()[0]).name
    files.setDirectory(str(path.parent))
    files.selectFile(path.name)
    files.accept()
    hand.qtbot.waitUntil(lambda: hand.viewer.jobs.idle, timeout=20_000)
    return proposed


def test_the_picture_is_what_the_viewport_shows(hand: Hand) -> None:
    hand.session.active.set_orientation(Orientation(1, mirrored=True))
    hand.session.active.set_window(Window(2000, 3000))
    hand.view.zoom_by(1.8)
    hand.opened.set_review(hand.opened.review.add([Roi("r", "Lesion", (Contour("1.2.3.4.1", None, SQUARE),))]))
    shown = array(hand.picture())
    scene = scene_of(hand.view)
    assert scene is not None
    drawn = draw_slice(scene, 0, Content()).astype(int)
    assert drawn.shape == shown.shape
    different = np.abs(drawn - shown).max(axis=2) > 24
    assert different.mean() < 0.01  # the zoom is not told
    assert count(drawn, PROPOSED_COLOR) > 50


def test_findings_and_text_can_be_left_out(hand: Hand) -> None:
    hand.session.active.set_window(Window(2000, 3000))
    hand.key(Qt.Key.Key_M)
    hand.drag((10, 10), (50, 10))
    hand.opened.set_review(hand.opened.review.add([Roi("r", "Lesion", (Contour("1.2.3.4.1", None, SQUARE),))]))
    scene = scene_of(hand.view)
    assert scene is not None
    whole = draw_slice(scene, 0, Content(text=False))
    assert count(whole, MEASUREMENT_COLOR) > 20
    bare = draw_slice(scene, 0, Content(findings=False, text=False)).astype(int)
    assert (np.ptp(bare, axis=2) == 0).all()  # nothing but grey
    assert count(draw_slice(scene, 1, Content(text=False)), MEASUREMENT_COLOR) == 0
    assert not np.array_equal(draw_slice(scene, 0, Content(findings=False)), bare)


@pytest.mark.parametrize("index", [0, 1])
@pytest.mark.parametrize("turns", [0, 1])
def test_image_and_scale_bar_are_in_proportion_where_pixels_are_not_square(hand: Hand, index: int, turns: int) -> None:
    # Of the lengths of the bar, none is three times another: a bar for the height of a pixel is of another length.
    first, second, _ = ct_slices(spacing=(3.0, 1.0))
    # The second one has another form: it is fitted into the picture.
    hand.opened.set_series(
        ImageSeries("1.2.3.4").with_slices([first, replace(second, values=second.values[:30, :50])]), complete=True
    )
    hand.session.active.set_orientation(Orientation(turns))
    hand.session.active.set_window(Window(-10000, 100))  # all of it is white
    scene = scene_of(hand.view)
    assert scene is not None
    bare = draw_slice(scene, index, Content(findings=False, text=False)).astype(int)
    size_mm = ((120, 60), (90, 50))[index][:: 1 if turns == 0 else -1]
    height, width = (np.ptp(np.flatnonzero(bare.min(axis=2).max(axis=axis) > 128)) + 1 for axis in (1, 0))
    per_mm = height / size_mm[0]
    assert width / size_mm[1] == pytest.approx(per_mm, rel=0.02)
    told = draw_slice(scene, index, Content(findings=False)).astype(int)
    # The longest line of the lower part that the text brought.
    lines = (np.abs(told - bare).max(axis=2) > 60)[-60:]
    bar = max(len(run) for row in lines for run in "".join("x" if mark else " " for mark in row).split())
    length = scale_bar_length(per_mm, (told.shape[1] - 20) / 4)
    assert length is not None
    assert bar == pytest.approx(length * per_mm, abs=6)


def test_patient_data_is_there_only_when_asked_for(hand: Hand) -> None:
    scene = scene_of(hand.view)
    assert scene is not None
    without = draw_slice(scene, 0, Content()).astype(int)
    with_patient = draw_slice(scene, 0, Content(patient=patient_lines(STUDY))).astype(int)
    rows, columns = np.nonzero(np.abs(without - with_patient).max(axis=2))
    assert len(rows) > 100
    assert rows.max() < 120
    assert columns.max() < with_patient.shape[1] / 2
    assert patient_lines(STUDY) == ("SECRET, NAME", "ID-4711  1960-01-02", "2024-02-03")
    # Another patient, the same picture.
    hand.opened.study = replace(STUDY, patient=PatientRecord("OTHER^NAME", "ID-1", "19800101", "F"))
    other = scene_of(hand.view)
    assert other is not None
    np.testing.assert_array_equal(draw_slice(other, 0, Content()).astype(int), without)


def test_ctrl_e_saves_a_picture_whose_name_says_nothing_of_the_patient(
    hand: Hand, dialog: ExportDialog, tmp_path: Path
) -> None:
    assert not dialog.patient.isChecked()
    scene = scene_of(hand.view)
    assert scene is not None
    hand.qtbot.mouseClick(dialog.save_button, LEFT)
    assert choose_file(hand, tmp_path / "mine") == "CT-1.png"
    saved = present(cv2.imread(str(tmp_path / "mine.png")))[..., ::-1]
    np.testing.assert_array_equal(saved, draw_slice(scene, 0, Content()))
    assert any("Saved: mine.png" in notice.sentence for notice in hand.viewer.window.banner.notices)


def test_the_series_is_saved_as_a_video_in_a_job(hand: Hand, dialog: ExportDialog, tmp_path: Path) -> None:
    dialog.kinds[ExportKind.VIDEO].click()
    dialog.per_second.setValue(5)
    assert not present(dialog.copy_button).isEnabled()
    hand.qtbot.mouseClick(dialog.save_button, LEFT)
    assert choose_file(hand, tmp_path / "stack.mp4") == "CT.mp4"
    video = cv2.VideoCapture(str(tmp_path / "stack.mp4"))
    means = []
    while (read := video.read())[0]:
        means.append(read[1].mean())
    assert video.get(cv2.CAP_PROP_FPS) == pytest.approx(5)
    video.release()
    assert len(means) == 3
    assert means[0] < means[1] < means[2]


def test_a_folder_that_cannot_be_written_is_said(hand: Hand, tmp_path: Path) -> None:
    scene = scene_of(hand.view)
    assert scene is not None
    exporter = hand.viewer.window.exporter
    exporter.save(scene, 0, Content(), ExportKind.ANIMATION, tmp_path / "gone" / "x", 10)
    hand.qtbot.waitUntil(lambda: hand.viewer.jobs.idle, timeout=20_000)
    assert any("cannot be saved" in notice.sentence for notice in hand.viewer.window.banner.notices)


def test_copying_puts_the_picture_without_patient_data_on_the_clipboard(hand: Hand) -> None:
    scene = scene_of(hand.view)
    assert scene is not None
    present(QApplication.clipboard()).clear()
    hand.key(Qt.Key.Key_C, CTRL)
    copied = array(present(QApplication.clipboard()).image())
    np.testing.assert_array_equal(copied, draw_slice(scene, 0, Content()))


def test_the_dialog_copies_with_what_is_chosen(hand: Hand, dialog: ExportDialog) -> None:
    scene = scene_of(hand.view)
    assert scene is not None
    dialog.patient.click()
    hand.qtbot.mouseClick(dialog.copy_button, LEFT)
    copied = array(present(QApplication.clipboard()).image())
    np.testing.assert_array_equal(copied, draw_slice(scene, 0, Content(patient=patient_lines(STUDY))))
    assert any("with patient data" in notice.sentence for notice in hand.viewer.window.banner.notices)


def test_images_that_may_have_names_written_into_them_are_warned_of(hand: Hand) -> None:
    def warned() -> bool:
        hand.key(Qt.Key.Key_E, CTRL)
        dialog = hand.viewer.window.findChild(ExportDialog)
        texts = [label.text() for label in dialog.findChildren(QLabel)]
        dialog.reject()
        hand.qtbot.waitUntil(lambda: hand.viewer.window.findChild(ExportDialog) is None)
        return any("names written into them" in text for text in texts)

    assert not warned()
    for name, may_have_text in (
        (UltrasoundImageStorage, True),
        (NuclearMedicineImageStorage, True),  # its identifier begins like that of CT
        (RTImageStorage, True),
        (EnhancedCTImageStorage, False),
    ):
        images = [replace(item, sop_class_uid=name) for item in hand.opened.series.slices]
        hand.opened.set_series(hand.opened.series.with_slices(images), complete=True)
        assert warned() is may_have_text


def test_without_a_slice_nothing_is_saved(hand: Hand) -> None:
    hand.session.active.show(None)
    hand.key(Qt.Key.Key_E, CTRL)
    hand.key(Qt.Key.Key_C, CTRL)
    assert hand.viewer.window.findChild(ExportDialog) is None
    assert any("no slice to save" in notice.sentence for notice in hand.viewer.window.banner.notices)
