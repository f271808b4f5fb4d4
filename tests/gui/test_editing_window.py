"""Changing regions in the whole window: keys, panel, menus; their storage, and a crash between."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pydicom
import pytest
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from iodeep_viewer.core.agreement import dice
from iodeep_viewer.core.image_series import ImageSeries
from iodeep_viewer.core.pacs_node import PacsNode
from iodeep_viewer.core.records import SeriesRecord, StudyQuery
from iodeep_viewer.core.regions import Contour, Roi, RoiOrigin, RoiState
from iodeep_viewer.core.structure_set import Approval, ApprovalStatus, StructureSet
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.gui.dialogs.store_dialog import StoreDialog
from iodeep_viewer.gui.state.open_series import OpenSeries
from iodeep_viewer.gui.state.values import SELECT_TOOL
from iodeep_viewer.objects.rt_structure_set.reader import read_structure_set
from iodeep_viewer.pacs.cache import InstanceCache
from iodeep_viewer.pacs.query import find_series, find_studies
from iodeep_viewer.pacs.retrieve import retrieve_series
from iodeep_viewer.viewer import Viewer
from tests.archives import reference_of
from tests.gui import tables
from tests.gui.reader import Reader
from tests.slices import make_slice
from tests.values import now

LESION_SLICE = 9
SQUARE = np.array([[20.0, 20.0], [40.0, 20.0], [40.0, 35.0], [20.0, 35.0]])
LEFT = Qt.MouseButton.LeftButton


def drag(reader: Reader, *places: tuple[float, float]) -> None:
    view = reader.window.slice_view
    at = [view.to_viewport(*place).toPoint() for place in places]
    reader.qtbot.mousePress(view.viewport(), LEFT, pos=at[0])
    for position in at[1:]:
        reader.qtbot.mouseMove(view.viewport(), position)
    reader.qtbot.mouseRelease(view.viewport(), LEFT, pos=at[-1])


def stored_file(pacs: PacsNode, uid: str, folder: Path) -> Path:
    """Fetch a structure set of the brain study."""
    study = find_studies(pacs, StudyQuery(patient_name="SYNTHETIC^BRAIN"), TaskControl()).records[0]
    cache = InstanceCache(folder)
    for item in find_series(pacs, study, TaskControl()):
        if item.modality == "RTSTRUCT":
            for path in retrieve_series(pacs, cache, reference_of(item), TaskControl()).paths:
                if pydicom.dcmread(path).SOPInstanceUID == uid:
                    return path
    raise AssertionError(f"{uid} is not in the PACS")


def propose(reader: Reader) -> Roi:
    reader.open_sample("BRAIN")
    reader.go_to(LESION_SLICE)
    reader.click_ai_roi()
    (roi,) = reader.session.rois_on_screen()
    return roi


def test_edited_and_drawn_regions_are_stored_and_read_by_other_software(
    reader: Reader, filled_pacs: PacsNode, tmp_path: Path
) -> None:
    session = reader.session
    before = propose(reader)
    points = before.contours[0].points
    center = points.mean(axis=0)
    vertex = points[np.linalg.norm(points - center, axis=1).argmax()]
    outward = vertex + (vertex - center) / np.linalg.norm(vertex - center) * 6
    reader.key(Qt.Key.Key_E)
    assert session.tool == "edit"
    drag(reader, tuple(vertex), tuple((vertex + outward) / 2), tuple(outward))
    reader.key(Qt.Key.Key_Return)
    reader.key(Qt.Key.Key_D)
    column, row = (60.0, 60.0) if center[0] > 128 else (180.0, 60.0)
    drag(reader, (column, row), (column + 20, row), (column + 20, row + 15), (column, row + 15))
    edited, drawn = session.review.rois
    assert (edited.origin, drawn.origin) == (RoiOrigin.SEMIAUTOMATIC, RoiOrigin.MANUAL)
    assert edited.contours[0].area > before.contours[0].area
    assert drawn.label == before.label

    reader.key(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    dialog = reader.window.findChild(StoreDialog)
    assert dialog is not None
    dialog.reviewer_name.setText("Rossi, Anna")
    reader.qtbot.mouseClick(dialog.store_button, LEFT)
    reader.wait(lambda: any("stored in Orthanc" in notice for notice in reader.notices))

    path = stored_file(filled_pacs, session.stored[0].sop_instance_uid, tmp_path / "back")
    ds = pydicom.dcmread(path)
    assert [item.ROIGenerationAlgorithm for item in ds.StructureSetROISequence] == ["SEMIAUTOMATIC", "MANUAL"]
    agreement = dice(before.contours, edited.contours)
    assert 0.5 < agreement < 1
    assert ds.StructureSetROISequence[0].ROIGenerationDescription.endswith(f"edited, Dice {agreement:.3f}")
    assert session.series is not None
    first, second = read_structure_set(path, session.series).rois
    np.testing.assert_allclose(first.contours[0].points, edited.contours[0].points, atol=1e-3)
    np.testing.assert_allclose(first.proposed[0].points, points, atol=1e-3)
    assert second.proposed == ()

    images = tmp_path / "images"
    images.mkdir()
    for item in session.series.slices:
        (images / f"{item.sop_instance_uid}.dcm").write_bytes(item.path.read_bytes())
    command: list[str | Path] = ["plastimatch", "convert", "--input", path, "--referenced-ct", images]
    command += ["--output-prefix", tmp_path / "masks", "--prefix-format", "nrrd", "--output-ss-list", tmp_path / "list"]
    subprocess.run(command, check=True, capture_output=True)
    assert len(list((tmp_path / "masks").glob("*.nrrd"))) == 2


def test_a_crash_loses_no_change(
    reader: Reader, make_viewer: Callable[[PacsNode | None], Viewer], filled_pacs: PacsNode, qtbot: QtBot
) -> None:
    before = propose(reader)
    drag(reader, *(tuple(before.contours[0].points.mean(axis=0) + np.array([step, 0])) for step in (0, 3, 6)))
    (changed,) = reader.session.review.rois
    assert changed.origin is RoiOrigin.SEMIAUTOMATIC

    other = Reader(qtbot, make_viewer(filled_pacs))
    other.open_sample("BRAIN")
    (again,) = other.session.review.rois
    assert again.origin is RoiOrigin.SEMIAUTOMATIC
    assert again.contours[0].points.tolist() == changed.contours[0].points.tolist()
    assert again.proposed[0].points.tolist() == before.contours[0].points.tolist()


@pytest.fixture
def offline(qtbot: QtBot, make_viewer: Callable[[PacsNode | None], Viewer]) -> Reader:
    """A reader with a series of three slices and two regions on the first, no PACS."""
    reader = Reader(qtbot, make_viewer(None))
    opened = OpenSeries(SeriesRecord("1.2.3", "1.2.3.4", "MR"))
    reader.session.active.show(opened)
    slices = [
        make_slice(np.zeros((50, 70), np.int16), sop_instance_uid=f"1.{index}", instance_number=index)
        for index in range(3)
    ]
    opened.set_series(ImageSeries("1.2.3.4").with_slices(slices), complete=True)
    regions = [
        Roi(name, name, (Contour("1.0", None, SQUARE + np.array([shift, 0])),))
        for name, shift in (("Cyst", 0), ("Tumour", 15))
    ]
    opened.set_review(opened.review.add(regions))
    return reader


def labels(reader: Reader) -> list[str]:
    return [roi.label for roi in reader.session.review.rois]


def row_of(reader: Reader, row: int) -> QPoint:
    return tables.middle(reader.window.roi_panel.table, row)


def test_several_regions_are_selected_in_the_list_and_joined_by_a_key(offline: Reader) -> None:
    table = offline.window.roi_panel.table
    actions = offline.window.actions_by_id
    assert not actions["smooth"].isEnabled()
    offline.qtbot.mouseClick(table.viewport(), LEFT, pos=row_of(offline, 1))
    assert offline.session.selected_roi_id == "Tumour"
    assert actions["smooth"].isEnabled()
    assert not actions["join"].isEnabled()
    offline.qtbot.mouseClick(table.viewport(), LEFT, Qt.KeyboardModifier.ControlModifier, pos=row_of(offline, 0))
    assert offline.session.opened is not None
    assert offline.session.opened.selected_roi_ids == ("Tumour", "Cyst")
    offline.key(Qt.Key.Key_J)
    assert labels(offline) == ["Tumour"]
    assert offline.session.review.rois[0].contours[0].area == pytest.approx(525)
    assert tables.row_count(table) == 1
    offline.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert labels(offline) == ["Cyst", "Tumour"]


def test_both_selected_regions_are_decided_together(offline: Reader) -> None:
    assert offline.session.opened is not None
    offline.session.opened.select_rois(["Cyst", "Tumour"])
    offline.key(Qt.Key.Key_Return)
    assert {roi.state for roi in offline.session.review.rois} == {RoiState.VALIDATED}
    offline.key(Qt.Key.Key_Delete)
    assert {roi.state for roi in offline.session.review.rois} == {RoiState.REJECTED}
    assert offline.session.opened.selected_roi_ids == ()


def test_a_name_is_typed_or_chosen_and_enter_does_not_validate(offline: Reader) -> None:
    field = offline.window.roi_panel.label_field
    assert not field.isEnabled()
    offline.click_slice(25, 25)
    assert field.currentText() == "Cyst"
    assert [field.itemText(index) for index in range(field.count())] == ["Cyst", "Tumour"]
    edit = field.lineEdit()
    assert edit is not None
    edit.setFocus()
    edit.selectAll()
    offline.qtbot.keyClicks(edit, "Left kidney")
    offline.qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert labels(offline) == ["Left kidney", "Tumour"]
    assert offline.session.review.rois[0].state is RoiState.PROPOSED
    offline.qtbot.keyClicks(edit, "x")
    offline.qtbot.keyClick(edit, Qt.Key.Key_Escape)
    assert field.currentText() == "Left kidney"
    offline.qtbot.keyClicks(edit, "s")
    offline.window.slice_view.setFocus()
    assert labels(offline) == ["Left kidneys", "Tumour"]


def test_tools_and_their_keys(offline: Reader) -> None:
    for key, tool in ((Qt.Key.Key_E, "edit"), (Qt.Key.Key_B, "brush"), (Qt.Key.Key_X, "cut"), (Qt.Key.Key_D, "draw")):
        offline.key(key)
        assert offline.session.tool == tool
        assert offline.window.actions_by_id[tool].isChecked()
    for place in ((5, 5), (15, 5), (15, 15), (60, 40)):
        offline.click_slice(*place)
    offline.key(Qt.Key.Key_Backspace)
    offline.key(Qt.Key.Key_Return)
    assert offline.session.review.rois[-1].contours[0].area == pytest.approx(50, abs=3)
    assert offline.session.review.rois[-1].origin is RoiOrigin.MANUAL
    for place in ((5, 5), (15, 5)):
        offline.click_slice(*place)
    offline.key(Qt.Key.Key_Escape)
    assert now(offline.session.tool) == "draw"
    offline.key(Qt.Key.Key_Escape)
    assert offline.session.tool == SELECT_TOOL
    assert len(offline.session.review.rois) == 3
    radius = offline.viewer.controllers.editing.brush_radius
    offline.key(Qt.Key.Key_BracketRight)
    assert offline.viewer.controllers.editing.brush_radius > radius
    offline.key(Qt.Key.Key_BracketLeft)
    assert offline.viewer.controllers.editing.brush_radius == pytest.approx(radius)


def test_copies_go_from_slice_to_slice_by_key(offline: Reader) -> None:
    offline.click_slice(25, 25)
    offline.key(Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert offline.session.index == 1
    assert len(offline.session.review.rois[0].images) == 2
    assert tables.text(offline.window.roi_panel.table, 0, 2) == "1, 2"


def test_the_context_menu_is_about_the_region_under_the_pointer(offline: Reader) -> None:
    view = offline.window.slice_view
    offline.click_slice(22, 25)
    at = view.to_viewport(52, 25).toPoint()
    offline.qtbot.mouseClick(view.viewport(), Qt.MouseButton.RightButton, pos=at)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert offline.session.selected_roi_id == "Tumour"
    by_name = {action.objectName(): action for action in menu.actions()}
    by_name["smooth"].trigger()
    menu.close()
    assert offline.session.review.rois[1].origin is RoiOrigin.SEMIAUTOMATIC
    assert offline.session.review.rois[0].origin is RoiOrigin.AUTOMATIC


def test_the_list_tells_which_stored_regions_were_revised(offline: Reader) -> None:
    opened, table = offline.session.opened, offline.window.roi_panel.table
    assert opened is not None
    approval = Approval(ApprovalStatus.APPROVED, "20240506", "121314", "Rossi^Anna")
    for uid, date, predecessors in (("8", "20240505", ()), ("9", "20240506", ()), ("10", "20240507", ("9",))):
        roi = Roi(f"{uid}.1", f"Set {uid}", (Contour("1.0", None, SQUARE),), RoiState.VALIDATED)
        opened.add_stored(
            [StructureSet(uid, "Set", "", date, "", approval, (roi,), predecessors=frozenset(predecessors))]
        )
    rows = [(tables.text(table, row, 1), tables.text(table, row, 5), tables.tip(table, row, 5)) for row in (2, 3, 4)]
    assert [row[:2] for row in rows] == [
        ("Set 10", "Approved"),
        ("Set 9", "Approved, revised"),
        ("Set 8", "Approved"),
    ]
    assert ["later" in tip for _, _, tip in rows] == [False, True, False]


def test_a_stored_region_is_copied_into_the_review_from_the_list(offline: Reader) -> None:
    assert offline.session.opened is not None
    stored = Roi("9.1", "Old", (Contour("1.1", None, SQUARE),), RoiState.VALIDATED)
    approval = Approval(ApprovalStatus.APPROVED, "20240506", "121314", "Rossi^Anna")
    offline.session.opened.add_stored([StructureSet("9", "Set", "", "20240506", "", approval, (stored,))])
    table = offline.window.roi_panel.table
    command = offline.window.actions_by_id["copy_stored"]
    assert not command.isEnabled()
    offline.go_to(1)
    assert command.isEnabled()
    offline.go_to(0)
    table.customContextMenuRequested.emit(row_of(offline, 2))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    (action,) = menu.actions()
    action.trigger()
    menu.close()
    assert labels(offline) == ["Cyst", "Tumour", "Old"]
    assert offline.session.review.rois[2].state is RoiState.PROPOSED
    assert offline.session.index == 1
