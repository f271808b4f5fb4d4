"""The main job, end to end, in the real windows on a real PACS."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pydicom
import pytest
from PyQt6.QtCore import Qt, QTimer
from pytestqt.qtbot import QtBot

from iodeep_viewer.core.pacs_node import PacsNode
from iodeep_viewer.core.records import StudyQuery
from iodeep_viewer.core.regions import RoiState
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.gui.state.open_series import NetworkStatus
from iodeep_viewer.gui.state.values import Connection
from iodeep_viewer.pacs.cache import InstanceCache
from iodeep_viewer.pacs.query import find_series, find_studies
from iodeep_viewer.pacs.retrieve import retrieve_series
from iodeep_viewer.viewer import Viewer
from tests.archives import archive_of, reference_of
from tests.gui import tables
from tests.gui.reader import LESION_SLICE, Reader, confirm_store
from tests.values import present


def test_search_open_propose_decide_store_and_read_back(reader: Reader, filled_pacs: PacsNode, tmp_path: Path) -> None:
    session = reader.session
    reader.open_sample("BRAIN")
    assert reader.window.patient_block.value("Name") == "SYNTHETIC, BRAIN"
    assert session.network.status is NetworkStatus.READY
    assert session.network.selection is not None
    assert session.network.selection.chosen is not None
    assert session.network.selection.chosen.network.body_part_examined == "BRAIN"

    reader.go_to(LESION_SLICE)
    reader.click_ai_roi()
    first = session.rois_on_screen()
    assert len(first) == 1
    assert first[0].state is RoiState.PROPOSED
    reader.click_slice(*first[0].contours[0].points.mean(axis=0))
    assert session.selected_roi_id == first[0].roi_id
    reader.qtbot.mouseClick(reader.window.roi_panel.validate_button, Qt.MouseButton.LeftButton)
    assert session.rois_on_screen()[0].state is RoiState.VALIDATED

    reader.key(Qt.Key.Key_Down)
    assert session.index == LESION_SLICE + 1
    reader.key(Qt.Key.Key_A)
    reader.wait(lambda: bool(session.review.in_state(RoiState.PROPOSED)))
    reader.key(Qt.Key.Key_Delete)
    assert session.rois_on_screen() == ()

    reader.key(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    confirm_store(reader, "Rossi, Anna")
    reader.wait(lambda: bool(session.stored))
    reader.wait(lambda: any("stored in Orthanc" in notice for notice in reader.notices))

    study = find_studies(filled_pacs, StudyQuery(patient_name="SYNTHETIC^BRAIN"), TaskControl()).records[0]
    sets = [item for item in find_series(filled_pacs, study, TaskControl()) if item.modality == "RTSTRUCT"]
    uid = session.stored[0].sop_instance_uid
    stored = None
    for item in sets:
        for path in retrieve_series(
            filled_pacs,
            InstanceCache(tmp_path / "back"),
            reference_of(item),
            TaskControl(),
        ).paths:
            dataset = pydicom.dcmread(path)
            stored = dataset if uid == dataset.SOPInstanceUID else stored
    assert stored is not None
    assert stored.ApprovalStatus == "APPROVED"
    assert stored.ReviewerName == "Rossi^Anna"
    assert len(stored.ROIContourSequence) == 1
    contour = stored.ROIContourSequence[0].ContourSequence[0]
    points = np.array(contour.ContourData, dtype=float).reshape(-1, 3)
    assert session.series is not None
    plane = session.series.slices[LESION_SLICE].plane
    assert plane is not None
    np.testing.assert_allclose(plane.to_pixel(points), first[0].contours[0].points, atol=1e-3)
    assert (
        contour.ContourImageSequence[0].ReferencedSOPInstanceUID == session.series.slices[LESION_SLICE].sop_instance_uid
    )


def test_a_stored_set_is_shown_again_when_the_series_is_opened(
    reader: Reader, make_viewer: Callable[[PacsNode | None], Viewer], filled_pacs: PacsNode, qtbot: QtBot
) -> None:
    reader.open_sample("BRAIN")
    reader.go_to(LESION_SLICE)
    reader.click_ai_roi()
    reader.key(Qt.Key.Key_Return)
    reader.key(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    confirm_store(reader, "Verdi")
    reader.wait(lambda: bool(reader.session.stored))
    points = reader.session.stored[0].rois[0].contours[0].points

    other = Reader(qtbot, make_viewer(filled_pacs))
    other.open_sample("BRAIN")
    other.wait(lambda: bool(other.session.stored))
    other.go_to(LESION_SLICE)
    shown = [roi.contours[0].points for item in other.session.stored for roi in item.rois]
    assert any(len(item) == len(points) and np.allclose(item, points, atol=1e-3) for item in shown)
    table = other.window.roi_panel.table
    states = {tables.text(table, row, 5) for row in range(tables.row_count(table))}
    assert states == {"Approved"}


def test_where_no_network_fits_the_user_is_told_what_was_compared(reader: Reader) -> None:
    reader.open_sample("CHEST")
    assert reader.session.network.status is NetworkStatus.NO_MATCH
    reader.click_ai_roi()
    assert reader.session.review.rois == ()
    (notice,) = reader.notices
    assert "No network in the PACS matches this slice" in notice
    assert "Modality CR" in notice
    assert "MR BRAIN" in notice


def test_the_study_description_finds_the_network_where_the_body_part_is_empty(reader: Reader) -> None:
    reader.open_sample("REFERRED")
    assert reader.session.image is not None
    assert reader.session.image.body_part_examined == ""
    chosen = reader.session.network.selection
    assert chosen is not None
    assert chosen.chosen is not None
    assert chosen.chosen.network.body_part_examined == "BRAIN"


def test_each_sample_study_gets_its_own_network(reader: Reader) -> None:
    reader.open_sample("ABDOMEN")
    selection = reader.session.network.selection
    assert selection is not None
    assert selection.chosen is not None
    assert selection.chosen.network.modality == "CT"


def test_ai_roi_again_adds_nothing_twice_and_changes_no_decision(reader: Reader) -> None:
    reader.open_sample("BRAIN")
    reader.go_to(LESION_SLICE)
    reader.click_ai_roi()
    before = reader.session.review.rois
    reader.key(Qt.Key.Key_Return)
    reader.click_ai_roi()
    assert len(reader.session.review.rois) == len(before)
    assert reader.session.review.rois[0].state is RoiState.VALIDATED


def test_undo_brings_a_rejected_region_back(reader: Reader) -> None:
    reader.open_sample("BRAIN")
    reader.go_to(LESION_SLICE)
    reader.click_ai_roi()
    reader.key(Qt.Key.Key_Delete)
    assert reader.session.rois_on_screen() == ()
    reader.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(reader.session.rois_on_screen()) == 1
    reader.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert reader.session.rois_on_screen() == ()


def test_decisions_are_there_again_after_a_crash(
    reader: Reader, make_viewer: Callable[[PacsNode | None], Viewer], filled_pacs: PacsNode, qtbot: QtBot
) -> None:
    reader.open_sample("BRAIN")
    reader.go_to(LESION_SLICE)
    reader.click_ai_roi()
    reader.key(Qt.Key.Key_Return)
    # The first viewer is still open: nothing but the journal can have carried this over.
    other = Reader(qtbot, make_viewer(filled_pacs))
    other.open_sample("BRAIN")
    assert len(other.session.review.in_state(RoiState.VALIDATED)) == 1
    assert any("not stored" in notice for notice in other.notices)


def test_a_pacs_that_is_down_means_outbox_and_goes_out_later(
    reader: Reader, dead_pacs: PacsNode, filled_pacs: PacsNode
) -> None:
    reader.open_sample("BRAIN")
    reader.go_to(LESION_SLICE)
    reader.click_ai_roi()
    reader.key(Qt.Key.Key_Return)
    reader.session.settings = replace(
        reader.session.settings, reading=replace(reader.session.settings.reading, reviewer_name="Bianchi")
    )
    present(reader.session.opened).archive = archive_of(replace(dead_pacs, name=filled_pacs.name))
    reader.key(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    confirm_store(reader, "Bianchi")
    reader.wait(lambda: reader.session.outbox_count == 1)
    reader.wait(lambda: any("waits in the outbox" in notice for notice in reader.notices))
    assert reader.window.status_bar.outbox.isVisible()
    reader.qtbot.mouseClick(reader.window.status_bar.outbox, Qt.MouseButton.LeftButton)
    reader.wait(lambda: reader.session.outbox_count == 0)


def test_a_pacs_that_is_down_is_told_and_what_is_open_stays_open(reader: Reader, dead_pacs: PacsNode) -> None:
    reader.open_sample("BRAIN")
    slices = len(reader.session.series or ())
    reader.session.node = dead_pacs
    reader.search("SYNTHETIC")
    assert reader.session.connection is Connection.DOWN
    assert len(reader.notices) == 1
    assert str(dead_pacs.port) in reader.notices[0] or "PACS" in reader.notices[0]
    assert len(reader.session.series or ()) == slices > 0
    reader.key(Qt.Key.Key_End)
    assert reader.session.index == slices - 1


@pytest.mark.parametrize("change", ["host", "ae_title"])
def test_a_wrong_node_gives_a_sentence(reader: Reader, filled_pacs: PacsNode, change: str) -> None:
    wrong: dict[str, Any] = {change: {"host": "no-such-host.invalid", "ae_title": "NOBODY"}[change]}
    reader.session.node = replace(filled_pacs, **wrong, timeout=5)
    reader.search("SYNTHETIC")
    (notice,) = reader.notices
    assert wrong[change] in notice
    assert "preferences" in notice


def test_without_a_pacs_the_user_is_sent_to_the_preferences(
    make_viewer: Callable[[PacsNode | None], Viewer], qtbot: QtBot
) -> None:
    reader = Reader(qtbot, make_viewer(None))
    reader.qtbot.mouseClick(reader.window.search_panel.button, Qt.MouseButton.LeftButton)
    assert "preferences" in reader.notices[0]


def test_cancel_ends_a_retrieve_and_leaves_the_window_usable(reader: Reader) -> None:
    reader.search("SYNTHETIC")
    reader.open_study("ABDOMEN")
    jobs = reader.viewer.jobs
    QTimer.singleShot(0, jobs.cancel_all)
    item = reader.window.series_list.view.item(0)
    assert item is not None
    reader.window.series_list.series_chosen.emit(item.data(Qt.ItemDataRole.UserRole))
    reader.wait(lambda: jobs.idle)
    assert reader.notices == []
    assert reader.session.opened is None
    reader.open_series(0)
    assert reader.session.complete
