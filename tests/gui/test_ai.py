"""Everything around the network: whole series, by itself, choice, card, heat map, threshold, classes, boxes."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pydicom
import pytest
import torch
from PyQt6.QtCore import QPoint, QPointF, Qt
from PyQt6.QtGui import QColor
from PyQt6.QtWidgets import QApplication, QStyle, QStyleOptionSlider
from pytestqt.qtbot import QtBot

import dnn_parser
from iodeep_viewer.core.image_series import Slice
from iodeep_viewer.core.pacs_node import PacsNode
from iodeep_viewer.core.prediction import Prediction
from iodeep_viewer.core.regions import RoiState
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.gui.dialogs.why_dialog import WhyDialog
from iodeep_viewer.gui.state.open_series import NetworkStatus
from iodeep_viewer.inference.engine import LocalPredictor
from iodeep_viewer.inference.prediction import heat_map
from iodeep_viewer.pacs.embedded import EmbeddedArchive
from iodeep_viewer.settings import PacsSettings, Settings, load_settings, save_settings
from iodeep_viewer.viewer import Viewer, build_viewer
from iodeep_viewer.workflows.model_folder import record_answer
from iodeep_viewer.workflows.publishing import publish
from tests.archives import archive_of
from tests.gui import tables
from tests.gui.reader import LESION_SLICE, ROOT, Reader
from tests.network.model_folders import DESCRIPTION, bright_network, change_card

SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
FEW = {**DESCRIPTION, "postprocessing": {**DESCRIPTION["postprocessing"], "smallest_area": 250}}
"""Outlines large bright parts alone: a handful of regions a slice."""


@pytest.fixture
def images(tmp_path: Path) -> Path:
    """A folder of the sample brain that a test may change before it is served."""
    folder = tmp_path / "images"
    folder.mkdir()
    for number, path in enumerate(sorted((ROOT / "sample_dicom").rglob("*.dcm"))):
        dataset = pydicom.dcmread(path)
        if dataset.PatientName == "SYNTHETIC^BRAIN":
            dataset.save_as(folder / f"{number}.dcm")
    return folder


@pytest.fixture
def archive(images: Path, tmp_path: Path) -> Iterator[PacsNode]:
    """An archive of this test alone with the sample brain."""
    with EmbeddedArchive([images], tmp_path / "archive") as served:
        yield replace(served.node(), name="Archive")


@pytest.fixture
def reader(make_viewer: Callable[[PacsNode | None], Viewer], archive: PacsNode, tmp_path: Path, qtbot: QtBot) -> Reader:
    """In front of an archive with one network, which outlines what is bright."""
    folder = bright_network(tmp_path / "model", description=FEW)
    record_answer(folder, TaskControl())
    publish(folder, archive_of(archive), TaskControl())
    return Reader(qtbot, make_viewer(archive))


class Gate:
    """Lets predictions through one by one, and notes which slices they were of."""

    def __init__(self) -> None:
        self.started: list[str] = []
        self._open = threading.Semaphore(0)

    def wait(self, image: Slice) -> None:
        self.started.append(image.sop_instance_uid)
        assert self._open.acquire(timeout=60)

    def let_through(self, count: int = 1) -> None:
        self._open.release(count)


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    gate, predict = Gate(), LocalPredictor.predict

    def gated(predictor: LocalPredictor, image: Slice, task: TaskControl) -> Prediction:
        gate.wait(image)
        return predict(predictor, image, task)

    monkeypatch.setattr(LocalPredictor, "predict", gated)
    yield gate
    gate.let_through(1000)


def uids(reader: Reader) -> list[str]:
    assert reader.session.series is not None
    return [image.sop_instance_uid for image in reader.session.series.slices]


def run_series(reader: Reader) -> None:
    reader.key(Qt.Key.Key_A, SHIFT)
    reader.wait(lambda: any("” read " in notice or "classified" in notice for notice in reader.notices))
    reader.wait(lambda: reader.viewer.jobs.idle)


def slices_with_regions(reader: Reader) -> set[str]:
    return {contour.sop_instance_uid for roi in reader.session.review.rois for contour in roi.contours}


def drag_slider(reader: Reader, slider: Any, value: int) -> None:
    """Drag the handle of a slider to a value, with the mouse."""

    def place(of: int) -> QPoint:
        option = QStyleOptionSlider()
        slider.initStyleOption(option)
        style = slider.style()
        handle = style.subControlRect(
            QStyle.ComplexControl.CC_Slider, option, QStyle.SubControl.SC_SliderHandle, slider
        )
        x = QStyle.sliderPositionFromValue(slider.minimum(), slider.maximum(), of, slider.width() - handle.width())
        return QPoint(x + handle.width() // 2, handle.center().y())

    reader.qtbot.mousePress(slider, Qt.MouseButton.LeftButton, pos=place(slider.value()))
    for share in (0.3, 0.7, 1.0):
        reader.qtbot.mouseMove(slider, place(round(slider.value() + share * (value - slider.value()))))
    reader.qtbot.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=place(value))


# The whole series


def test_the_series_is_looked_at_from_the_slice_on_screen_outwards(reader: Reader, gate: Gate) -> None:
    reader.open_sample("BRAIN")
    reader.go_to(LESION_SLICE)
    gate.let_through(1000)
    run_series(reader)
    order = [uids(reader).index(uid) for uid in gate.started]
    assert sorted(order) == list(range(len(uids(reader))))
    assert [abs(index - LESION_SLICE) for index in order] == sorted(abs(index - LESION_SLICE) for index in order)
    assert len(slices_with_regions(reader)) > 5
    assert all(roi.state is RoiState.PROPOSED for roi in reader.session.review.rois)
    some = len(slices_with_regions(reader))
    (notice,) = (notice for notice in reader.notices if "” read " in notice)
    assert f"regions on {some}, none on {len(order) - some}" in notice
    assert f"new proposals: {len(reader.session.review.rois)}" in notice


def test_one_undo_takes_the_whole_run_back_and_redo_brings_it_again(reader: Reader) -> None:
    reader.open_sample("BRAIN")
    run_series(reader)
    found = reader.session.review.rois
    assert found
    reader.key(Qt.Key.Key_Z, CONTROL)
    assert reader.session.review.rois == ()
    reader.key(Qt.Key.Key_Z, CONTROL | SHIFT)
    assert reader.session.review.rois == found


def test_the_run_changes_no_decision_and_repeats_no_proposal(reader: Reader) -> None:
    reader.open_sample("BRAIN")
    reader.go_to(LESION_SLICE)
    reader.click_ai_roi()
    reader.key(Qt.Key.Key_Return)
    reader.key(Qt.Key.Key_N)
    reader.key(Qt.Key.Key_Delete)
    before = reader.session.review.rois
    assert {RoiState.VALIDATED, RoiState.REJECTED} <= {roi.state for roi in before}
    run_series(reader)
    assert reader.session.review.rois[: len(before)] == before
    here = [roi for roi in reader.session.review.rois if reader.session.image_key in roi.images]
    assert len(here) == len(before)
    count = len(reader.session.review.rois)
    assert count > len(before)
    reader.window.banner.close_all()
    run_series(reader)
    assert len(reader.session.review.rois) == count
    assert any("new proposals: 0" in notice for notice in reader.notices)


def test_a_decision_during_the_run_is_undone_before_the_run(reader: Reader, gate: Gate) -> None:
    reader.open_sample("BRAIN")
    reader.go_to(LESION_SLICE)
    reader.key(Qt.Key.Key_A, SHIFT)
    gate.let_through(1)
    reader.wait(lambda: bool(reader.session.review.rois))
    reader.key(Qt.Key.Key_N)
    reader.key(Qt.Key.Key_Return)
    gate.let_through(1000)
    reader.wait(lambda: reader.viewer.jobs.idle)
    assert len(slices_with_regions(reader)) > 5
    (validated,) = reader.session.review.in_state(RoiState.VALIDATED)
    count = len(reader.session.review.rois)
    reader.key(Qt.Key.Key_Z, CONTROL)
    assert reader.session.review.get(validated.roi_id) == replace(validated, state=RoiState.PROPOSED)
    assert len(reader.session.review.rois) == count
    reader.key(Qt.Key.Key_Z, CONTROL)
    assert reader.session.review.rois == ()


def test_escape_stops_the_run_and_keeps_what_came(reader: Reader, gate: Gate) -> None:
    reader.open_sample("BRAIN")
    reader.go_to(LESION_SLICE)
    reader.key(Qt.Key.Key_A, SHIFT)
    gate.let_through(3)
    reader.wait(lambda: len(gate.started) == 4)
    kept = reader.session.review.rois
    assert kept
    assert reader.window.status_bar.cancel_button.isVisible()
    reader.wait(lambda: "slice 4 of 17" in reader.window.status_bar.work.text())
    reader.key(Qt.Key.Key_Escape)
    gate.let_through(1000)
    reader.wait(lambda: reader.viewer.jobs.idle)
    assert reader.session.review.rois == kept
    assert len(gate.started) == 4
    assert any("stopped" in notice and "read 3 slices" in notice for notice in reader.notices)


def test_a_click_goes_before_the_rest_of_the_series(reader: Reader, gate: Gate) -> None:
    reader.open_sample("BRAIN")
    reader.go_to(0)
    reader.key(Qt.Key.Key_A, SHIFT)
    reader.wait(lambda: len(gate.started) == 1)
    reader.go_to(LESION_SLICE)
    reader.qtbot.mouseClick(reader.window.navigation_bar.propose_button, Qt.MouseButton.LeftButton)
    gate.let_through(2)
    reader.wait(lambda: bool(reader.session.rois_on_screen()))
    assert gate.started[:2] == [uids(reader)[0], uids(reader)[LESION_SLICE]]
    gate.let_through(1000)
    reader.wait(lambda: reader.viewer.jobs.idle)
    # The run does not predict the slice of the click again.
    assert sorted(gate.started) == sorted(uids(reader))


def test_undoing_the_run_ends_it(reader: Reader, gate: Gate) -> None:
    reader.open_sample("BRAIN")
    reader.go_to(LESION_SLICE)
    reader.key(Qt.Key.Key_A, SHIFT)
    gate.let_through(2)
    reader.wait(lambda: len(gate.started) == 3)
    reader.key(Qt.Key.Key_Z, CONTROL)
    gate.let_through(1000)
    reader.wait(lambda: reader.viewer.jobs.idle)
    assert reader.session.review.rois == ()
    assert len(gate.started) == 3


def test_a_defect_ends_the_run_and_the_next_one_begins(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_of_slice: object) -> None:
        raise ZeroDivisionError

    reader.open_sample("BRAIN")
    with monkeypatch.context() as patch:
        patch.setattr(LocalPredictor, "predict", broken)
        reader.window.actions_by_id["propose_series"].trigger()
        reader.wait(lambda: any("defect" in notice for notice in reader.notices))
    reader.wait(lambda: reader.viewer.jobs.idle)
    (defect,) = reader.window.defects  # type: ignore[attr-defined]
    assert isinstance(defect, ZeroDivisionError)
    reader.window.defects.clear()  # type: ignore[attr-defined]
    reader.window.actions_by_id["propose_series"].trigger()
    reader.wait(lambda: any("read 17 slices" in notice for notice in reader.notices))
    assert reader.session.review.rois


def test_slices_with_other_tags_are_left_out_and_told(reader: Reader, images: Path) -> None:
    path = sorted(images.iterdir())[3]
    dataset = pydicom.dcmread(path)
    dataset.BodyPartExamined = "KNEE"
    dataset.save_as(path)
    reader.open_sample("BRAIN")
    run_series(reader)
    (notice,) = (notice for notice in reader.notices if "” read " in notice)
    assert "read 16 slices" in notice
    assert "1 slice left out because of other tags (BodyPartExamined: slice KNEE, network BRAIN)" in notice
    assert dataset.SOPInstanceUID not in slices_with_regions(reader)


def test_the_arrow_beside_ai_roi_offers_the_series(reader: Reader) -> None:
    reader.open_sample("BRAIN")
    menu = reader.window.navigation_bar.propose_button.menu()
    assert menu is not None
    assert reader.window.actions_by_id["propose_series"] in menu.actions()
    reader.window.actions_by_id["propose_series"].trigger()
    reader.wait(lambda: any("read 17 slices" in notice for notice in reader.notices))


def test_results_go_to_the_series_that_they_were_asked_for(
    gate: Gate, images: Path, request: pytest.FixtureRequest
) -> None:
    other = pydicom.uid.generate_uid()
    for path in sorted(images.iterdir())[8:]:
        dataset = pydicom.dcmread(path)
        dataset.SeriesInstanceUID, dataset.SeriesDescription = other, "OTHER"
        dataset.save_as(path)
    reader: Reader = request.getfixturevalue("reader")
    reader.open_sample("BRAIN")
    asked = reader.session.opened
    assert asked is not None
    reader.key(Qt.Key.Key_A, SHIFT)
    reader.wait(lambda: len(gate.started) == 1)
    reader.key(Qt.Key.Key_2, CONTROL)
    reader.viewer.controllers.viewing.next_viewport()
    second = next(item for item in reader.session.series_records if item != asked.record)
    reader.viewer.controllers.reading.open_series(second)
    reader.wait(lambda: reader.session.opened is not asked and reader.session.complete)
    shown = reader.session.opened
    assert shown is not None
    gate.let_through(1000)
    reader.wait(lambda: reader.viewer.jobs.idle)
    assert asked.review.rois
    assert shown.review.rois == ()
    of_asked = {image.sop_instance_uid for image in asked.series.slices}
    assert {contour.sop_instance_uid for roi in asked.review.rois for contour in roi.contours} <= of_asked


# By itself


@pytest.mark.parametrize(("wanted", "looked_at"), [("off", 0), ("slice", 1), ("series", 17)])
def test_ai_roi_looks_by_itself_only_where_that_is_wanted(
    reader: Reader, gate: Gate, wanted: str, looked_at: int
) -> None:
    gate.let_through(1000)
    reader.window.dialogs.change_settings(
        replace(reader.session.settings, networks=replace(reader.session.settings.networks, ai_on_opening=wanted))
    )
    reader.open_sample("BRAIN")
    assert len(gate.started) == looked_at
    if wanted == "slice":
        assert reader.session.image is not None
        assert gate.started == [reader.session.image.sop_instance_uid]
    if wanted == "series":
        assert len(slices_with_regions(reader)) > 5
    assert reader.session.selected_roi_id is None


def test_where_no_network_fits_nothing_is_looked_at(
    make_viewer: Callable[[PacsNode | None], Viewer], archive: PacsNode, tmp_path: Path, qtbot: QtBot, gate: Gate
) -> None:
    publish(bright_network(tmp_path / "model", part="KNEE"), archive_of(archive), TaskControl())
    reader = Reader(qtbot, make_viewer(archive))
    reader.window.dialogs.change_settings(
        replace(reader.session.settings, networks=replace(reader.session.settings.networks, ai_on_opening="series"))
    )
    reader.open_sample("BRAIN")
    assert reader.session.network.status is NetworkStatus.NO_MATCH
    assert gate.started == []


# Choice and card


@pytest.fixture
def two_networks(archive: PacsNode, tmp_path: Path) -> PacsNode:
    """Two networks match; the card of the second is full of what must not be believed."""
    publish(bright_network(tmp_path / "first"), archive_of(archive), TaskControl())
    folder = bright_network(tmp_path / "second")
    change_card(
        folder,
        name="Second",
        version="7",
        description="<b>bold</b> <img src='file:///etc/hostname'>",
        limitations=["fails on <i>knees</i>", "fails on feet"],
        metrics={"test": {"dice_mean": 0.5, "interval": [0.4, 0.6]}},
    )
    publish(folder, archive_of(archive), TaskControl())
    return archive


def open_why(reader: Reader) -> WhyDialog:
    reader.qtbot.mouseClick(reader.window.ai_panel.why_button, Qt.MouseButton.LeftButton)
    reader.wait(lambda: isinstance(QApplication.activeModalWidget(), WhyDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, WhyDialog)
    return dialog


def select_row(reader: Reader, dialog: WhyDialog, name: str) -> None:
    for row in range(dialog.table.rowCount()):
        item = dialog.table.item(row, 0)
        if item is not None and name in item.text():
            viewport = dialog.table.viewport()
            place = dialog.table.visualItemRect(item).center()
            reader.qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=place)
            reader.wait(lambda: reader.viewer.jobs.idle)
            return
    raise AssertionError(name)


def test_the_choice_of_a_network_is_used_at_once_and_after_a_restart_until_it_is_forgotten(
    two_networks: PacsNode, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "settings.json"

    def start(settings: Settings) -> Reader:
        viewer = build_viewer(tmp_path / "workstation", settings, two_networks, lambda new: save_settings(new, path))
        qtbot.addWidget(viewer.window)
        viewer.window.show()
        qtbot.waitExposed(viewer.window)
        return Reader(qtbot, viewer)

    reader = start(Settings(pacs=PacsSettings(nodes=(two_networks,), active_node=two_networks.name)))
    reader.open_sample("BRAIN")
    taken = reader.session.network.name
    other = ({"Second", "Bright MR BRAIN"} - {taken}).pop()
    dialog = open_why(reader)
    assert not dialog.use_button.isEnabled()
    assert not dialog.forget_button.isVisible()
    select_row(reader, dialog, other)
    qtbot.mouseClick(dialog.use_button, Qt.MouseButton.LeftButton)
    reader.wait(lambda: reader.session.network.status is NetworkStatus.READY and reader.viewer.jobs.idle)
    assert reader.session.network.name == other
    assert other in reader.window.ai_panel.network_name.text()
    reader.go_to(LESION_SLICE)
    reader.click_ai_roi()
    assert {roi.network.dnn_name for roi in reader.session.review.rois if roi.network} == {other}
    reader.window.close()

    again = start(load_settings(path))
    again.open_sample("BRAIN")
    assert again.session.network.name == other
    dialog = open_why(again)
    assert "You chose it" in dialog.heading.text()
    qtbot.mouseClick(dialog.forget_button, Qt.MouseButton.LeftButton)
    again.wait(lambda: again.session.network.status is NetworkStatus.READY and again.viewer.jobs.idle)
    assert again.session.network.name == taken
    assert load_settings(path).networks.preferred == {}
    again.window.close()


def test_a_card_is_shown_as_text_and_never_as_html(
    make_viewer: Callable[[PacsNode | None], Viewer], two_networks: PacsNode, qtbot: QtBot
) -> None:
    reader = Reader(qtbot, make_viewer(two_networks))
    reader.open_sample("BRAIN")
    dialog = open_why(reader)
    select_row(reader, dialog, "Bright MR BRAIN")
    select_row(reader, dialog, "Second")
    text = dialog.card.toPlainText()
    assert text.startswith("Second, version 7")
    assert "<b>bold</b> <img src='file:///etc/hostname'>" in text
    assert "<img" not in dialog.card.toHtml()
    assert "•  fails on <i>knees</i>\n•  fails on feet" in text
    assert "Dice mean: 0.5\nInterval: 0.4, 0.6" in text
    rows = [dialog.table.item(row, 1).text() for row in range(dialog.table.rowCount())]  # type: ignore[union-attr]
    assert sorted(rows) == ["1", "7"]
    dialog.reject()


@pytest.mark.parametrize("card", ["[" * 50_000, "{", '{"a": NaN', "[1, 2]", "x" * 200_000])
def test_a_card_that_is_no_card_ends_in_a_sentence(card: str) -> None:
    from iodeep_viewer.gui.panels.card import sections

    assert [section.lines for section in sections(card)] == [((0, "The network's card cannot be read."),)]
    assert sections("")[0].lines == ((0, "The network came without a card."),)


def test_the_panel_says_which_network_is_in_use_and_what_for(reader: Reader) -> None:
    reader.open_sample("BRAIN")
    assert reader.window.ai_panel.network_name.text() == "Bright MR BRAIN · version 1"
    assert reader.window.ai_panel.network_label.text() == "Outlines Bright on MR BRAIN"


# Heat map and threshold


def colored_at(reader: Reader, points: list[tuple[int, int]]) -> list[bool]:
    """Whether points of the slice, (column, row), are shown in colour."""
    view = reader.window.slice_view
    picture = view.grab().toImage()
    ratio = picture.devicePixelRatio()
    found = []
    for column, row in points:
        at: QPointF = view.to_viewport(column, row)
        color = QColor(picture.pixel(round(at.x() * ratio), round(at.y() * ratio)))
        found.append(max(color.red(), color.green(), color.blue()) - min(color.red(), color.green(), color.blue()) > 24)
    return found


def lesion_and_not(prediction: Prediction) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Points where the network is sure, and where it is sure of nothing: far from outlines and from the edge."""
    import cv2

    chance = heat_map(prediction, 0)
    sure = cv2.erode((chance > 0.9).astype(np.uint8), np.ones((3, 3), np.uint8))
    nothing = cv2.erode((chance < 0.01).astype(np.uint8), np.ones((9, 9), np.uint8))
    values = np.asarray(prediction.image.values, np.float64)
    tissue = nothing * (values > np.percentile(values, 40))
    half = (prediction.image.rows // 3, prediction.image.columns // 3)
    # The legend lies in a corner.
    middle = np.zeros_like(sure)
    middle[half[0] : 2 * half[0], half[1] : 2 * half[1]] = 1
    inside = [(int(column), int(row)) for row, column in np.argwhere(sure)]
    outside = [(int(column), int(row)) for row, column in np.argwhere(tissue * middle)]
    return inside[:: max(1, len(inside) // 20)], outside[:: max(1, len(outside) // 20)]


@pytest.fixture
def tumour_reader(make_viewer: Callable[[PacsNode | None], Viewer], archive: PacsNode, qtbot: QtBot) -> Reader:
    """In front of an archive with the brain tumour network that is shipped."""
    publish(ROOT / "models" / "brain_mr_tumour", archive_of(archive), TaskControl())
    return Reader(qtbot, make_viewer(archive))


@pytest.mark.parametrize("spacing", [None, [2.0, 1.0]])
def test_the_heat_map_lies_on_the_lesion_also_turned_mirrored_and_with_long_pixels(
    tumour_reader: Reader, images: Path, spacing: list[float] | None
) -> None:
    reader = tumour_reader
    if spacing is not None:
        for path in images.iterdir():
            dataset = pydicom.dcmread(path)
            dataset.PixelSpacing = spacing
            dataset.save_as(path)
    reader.open_sample("BRAIN")
    reader.go_to(LESION_SLICE)
    reader.click_ai_roi()
    kept = reader.session.active.kept_prediction
    assert kept is not None
    lesion, rest = lesion_and_not(kept.prediction)
    assert len(lesion) > 5
    assert len(rest) > 5
    assert not any(colored_at(reader, lesion))
    reader.key(Qt.Key.Key_O)
    assert all(colored_at(reader, lesion))
    assert not any(colored_at(reader, rest))
    for key in (Qt.Key.Key_R, Qt.Key.Key_H):
        reader.key(key)
        assert all(colored_at(reader, lesion))
        assert not any(colored_at(reader, rest))
    reader.key(Qt.Key.Key_Down)
    assert not any(colored_at(reader, lesion))
    reader.key(Qt.Key.Key_Up)
    reader.key(Qt.Key.Key_O)
    assert not any(colored_at(reader, lesion))


def test_the_legend_says_whose_probability_it_is(reader: Reader) -> None:
    from iodeep_viewer.gui.canvas.heat_map import legend_lines

    reader.open_sample("BRAIN")
    reader.go_to(LESION_SLICE)
    reader.click_ai_roi()
    kept = reader.session.active.kept_prediction
    assert kept is not None
    assert legend_lines(kept.prediction) == ["Bright", "Network's probability,", "not calibrated", "Not a finding"]
    calibrated = replace(kept.prediction.output, calibrated=True)
    assert legend_lines(replace(kept.prediction, output=calibrated))[2] == "calibrated"


def test_the_slider_moves_proposals_and_never_what_is_decided(tumour_reader: Reader) -> None:
    reader = tumour_reader
    reader.open_sample("BRAIN")
    reader.go_to(LESION_SLICE)
    reader.click_ai_roi()
    (before,) = reader.session.rois_on_screen()
    view, panel = reader.window.slice_view, reader.window.ai_panel
    picture = view.grab().toImage()
    drag_slider(reader, panel.threshold, 5)
    assert panel.threshold.value() == 5
    (moved,) = reader.session.rois_on_screen()
    assert moved.roi_id == before.roi_id
    assert moved.contours[0].area > before.contours[0].area
    assert moved.network is not None
    assert moved.network.threshold == pytest.approx(0.05)
    assert panel.threshold_label.text() == "5%"
    assert view.grab().toImage() != picture
    reader.key(Qt.Key.Key_Z, CONTROL)
    assert reader.session.rois_on_screen() == (before,)
    reader.key(Qt.Key.Key_Z, CONTROL | SHIFT)
    assert reader.session.rois_on_screen() == (moved,)
    reader.key(Qt.Key.Key_Return)
    drag_slider(reader, panel.threshold, 90)
    assert reader.session.rois_on_screen() == (replace(moved, state=RoiState.VALIDATED),)
    assert "outlined at 5%" in tables.tip(reader.window.roi_panel.table, 0, 3)


def test_each_slice_keeps_its_own_threshold_and_is_undone_by_itself(reader: Reader) -> None:
    def press(key: Qt.Key) -> None:
        reader.qtbot.keyClick(reader.window.ai_panel.threshold, key)

    reader.open_sample("BRAIN")
    states, reset = [], reader.window.ai_panel.reset_button
    for index in (LESION_SLICE, LESION_SLICE + 1):
        reader.go_to(index)
        reader.click_ai_roi()
    for index in (LESION_SLICE, LESION_SLICE + 1):
        reader.go_to(index)
        states.append(reader.session.review.rois)
        here = reader.session.rois_on_screen()
        elsewhere = [roi for roi in states[-1] if roi not in here]
        for _ in range(30):
            press(Qt.Key.Key_Left)
        assert reader.session.rois_on_screen() != here
        assert [roi for roi in reader.session.review.rois if roi in elsewhere] == elsewhere
    states.append(reader.session.review.rois)
    reader.qtbot.mouseClick(reset, Qt.MouseButton.LeftButton)
    assert reader.session.review.rois != states[-1]
    for state in reversed(states):
        reader.key(Qt.Key.Key_Z, CONTROL)
        assert reader.session.review.rois == state


def test_a_moved_outline_is_there_again_after_a_crash(
    tumour_reader: Reader, make_viewer: Callable[[PacsNode | None], Viewer], archive: PacsNode, qtbot: QtBot
) -> None:
    reader = tumour_reader
    reader.open_sample("BRAIN")
    reader.go_to(LESION_SLICE)
    reader.click_ai_roi()
    drag_slider(reader, reader.window.ai_panel.threshold, 10)
    (moved,) = reader.session.rois_on_screen()
    other = Reader(qtbot, make_viewer(archive))
    other.open_sample("BRAIN")
    other.go_to(LESION_SLICE)
    (kept,) = other.session.rois_on_screen()
    np.testing.assert_allclose(kept.contours[0].points, moved.contours[0].points)
    other.click_ai_roi()
    assert other.session.rois_on_screen() == (kept,)
    assert other.window.ai_panel.threshold_label.text() == "10%"


def test_reset_goes_back_to_the_threshold_of_the_network(tumour_reader: Reader) -> None:
    reader = tumour_reader
    reader.open_sample("BRAIN")
    reader.go_to(LESION_SLICE)
    reader.click_ai_roi()
    (before,) = reader.session.rois_on_screen()
    panel = reader.window.ai_panel
    assert not panel.reset_button.isEnabled()
    drag_slider(reader, panel.threshold, 5)
    reader.qtbot.mouseClick(panel.reset_button, Qt.MouseButton.LeftButton)
    (back,) = reader.session.rois_on_screen()
    assert back.roi_id == before.roi_id
    np.testing.assert_array_equal(back.contours[0].points, before.contours[0].points)
    assert not panel.reset_button.isEnabled()


def test_what_was_rejected_does_not_come_back_with_the_slider(tumour_reader: Reader) -> None:
    reader = tumour_reader
    reader.open_sample("BRAIN")
    reader.go_to(LESION_SLICE)
    reader.click_ai_roi()
    reader.key(Qt.Key.Key_Delete)
    for value in (5, 30, 80):
        drag_slider(reader, reader.window.ai_panel.threshold, value)
        assert reader.session.rois_on_screen() == ()


# Classes and boxes


def classification_network(folder: Path) -> Path:
    """Says “Bright” of every slice with 90 %, and “Dark” with 10 %."""
    description = {
        "input_shape": {"input_shape0": 1, "input_shape1": 32, "input_shape2": 32, "label_shape": 2},
        "architecture": {"1": "globalAvgpool", "2": "output"},
        "convolutional": {},
        "kernel": {},
        "data_format": {"data_format": "channels_first"},
        "preprocessing": {"intensity": {"method": "minmax"}},
        "postprocessing": {
            "task": "classification",
            "activation": "softmax",
            "labels": [{"name": "Dark"}, {"name": "Bright <b>"}],
        },
    }
    return with_bias(bright_network(folder, description=description), np.log([0.1, 0.9]))


def box_network(folder: Path) -> Path:
    """Frames the middle of every slice."""
    description = {
        "input_shape": {"input_shape0": 1, "input_shape1": 3, "input_shape2": 3, "label_shape": 5},
        "architecture": {"1": "cnn2d"},
        "convolutional": {"cn1": 5},
        "kernel": {"kernel1": 3},
        "data_format": {"data_format": "channels_first"},
        "preprocessing": {"intensity": {"method": "minmax"}, "aspect": "stretch"},
        "postprocessing": {"task": "bounding_box", "activation": "sigmoid", "labels": [{"name": "Thing"}]},
    }
    # A distance of 0.25 cells, before softplus; a cell is as large as the slice.
    return with_bias(bright_network(folder, description=description), [3.0, *[np.log(np.expm1(0.25))] * 4])


def with_bias(folder: Path, bias: Any) -> Path:
    """Let the last layer of a model folder put out these values, whatever comes in."""
    import hashlib

    module = dnn_parser.build_network(dnn_parser.read_description((folder / "network.json").read_text()))
    with torch.no_grad():
        for parameter in module.parameters():
            parameter.fill_(0.0)
        *_, last = module.parameters()
        last.copy_(torch.tensor(bias, dtype=torch.float32))
    dnn_parser.save_weights(module, folder / "weights.safetensors")
    digest = hashlib.sha256((folder / "weights.safetensors").read_bytes()).hexdigest()
    preprocessing = json.loads((folder / "network.json").read_text())["preprocessing"]
    change_card(folder, weights_sha256=digest, preprocessing=preprocessing)
    record_answer(folder, TaskControl())
    return folder


def test_classes_stand_on_the_slice_and_in_the_panel_and_are_no_regions(
    make_viewer: Callable[[PacsNode | None], Viewer], archive: PacsNode, tmp_path: Path, qtbot: QtBot
) -> None:
    publish(classification_network(tmp_path / "model"), archive_of(archive), TaskControl())
    reader = Reader(qtbot, make_viewer(archive))
    reader.open_sample("BRAIN")
    reader.go_to(LESION_SLICE)
    view, panel = reader.window.slice_view, reader.window.ai_panel
    before = view.grab().toImage()
    reader.click_ai_roi()
    lines = "Bright <b>  90%\nDark  10%\nOf the whole slice; not a finding"
    assert panel.classes.text() == lines
    assert panel.classes.isVisible()
    after = view.grab().toImage()
    places = [(x, y) for x in range(0, view.width(), 2) for y in range(0, view.height(), 2)]
    changed = [place for place in places if before.pixel(*place) != after.pixel(*place)]
    assert changed
    assert max(x for x, _ in changed) < view.width() / 2
    assert reader.session.review.rois == ()
    assert reader.notices == []
    reader.key(Qt.Key.Key_Down)
    assert not panel.classes.isVisible()
    reader.key(Qt.Key.Key_Up)
    assert panel.classes.text() == lines
    assert view.grab().toImage() == after
    assert not panel.threshold.isEnabled()


def test_a_box_is_a_rectangle_and_called_a_box(
    make_viewer: Callable[[PacsNode | None], Viewer], archive: PacsNode, tmp_path: Path, qtbot: QtBot
) -> None:
    publish(box_network(tmp_path / "model"), archive_of(archive), TaskControl())
    reader = Reader(qtbot, make_viewer(archive))
    reader.open_sample("BRAIN")
    reader.go_to(LESION_SLICE)
    reader.click_ai_roi()
    (roi,) = reader.session.rois_on_screen()
    image = reader.session.image
    assert image is not None
    (left, top), (right, bottom) = roi.contours[0].points.min(axis=0), roi.contours[0].points.max(axis=0)
    np.testing.assert_allclose([left, right], [0.25 * image.columns - 0.5, 0.75 * image.columns - 0.5], atol=1e-3)
    np.testing.assert_allclose([top, bottom], [0.25 * image.rows - 0.5, 0.75 * image.rows - 0.5], atol=1e-3)
    table = reader.window.roi_panel.table
    assert tables.text(table, 0, 6) == "AI, box"
    assert "for this box" in tables.tip(table, 0, 3)
    assert reader.window.ai_panel.network_label.text() == "Frames Thing on MR BRAIN"
