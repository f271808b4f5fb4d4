"""The right patient, nothing stored twice, nothing lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pydicom
import pytest
from pynetdicom import AE, evt
from pynetdicom.sop_class import RTStructureSetStorage, Verification
from PyQt6.QtCore import Qt
from pytestqt.qtbot import QtBot

from iodeep_viewer.core.iodeep import IODEEP_STUDY_DESCRIPTION
from iodeep_viewer.core.pacs_node import PacsNode
from iodeep_viewer.core.regions import RoiState
from iodeep_viewer.core.structure_set import ApprovalStatus
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.gui.canvas.roi_item import Look, RoiItem
from iodeep_viewer.gui.dialogs.store_dialog import StoreDialog
from iodeep_viewer.gui.state.bridge import signal_of
from iodeep_viewer.gui.state.values import Severity
from iodeep_viewer.viewer import Viewer
from tests.archives import archive_of
from tests.gui import tables
from tests.gui.reader import LESION_SLICE, Reader
from tests.orthanc_server import free_port
from tests.values import present


@pytest.fixture
def reader(brain_reader: Reader) -> Reader:
    return brain_reader


def validate_one(reader: Reader) -> None:
    reader.open_sample("BRAIN")
    reader.go_to(LESION_SLICE)
    reader.click_ai_roi()
    reader.key(Qt.Key.Key_N)
    reader.key(Qt.Key.Key_Return)
    assert len(reader.session.review.in_state(RoiState.VALIDATED)) == 1


def structure_sets(folder: Path) -> list[pydicom.Dataset]:
    found = [pydicom.dcmread(path) for path in folder.rglob("*.dcm")]
    return [dataset for dataset in found if dataset.Modality == "RTSTRUCT"]


@pytest.fixture
def silent_pacs() -> Iterator[PacsNode]:
    """A PACS that answers C-ECHO and then keeps every C-STORE waiting until the end of the test."""
    import threading

    ended = threading.Event()

    def hold(_event: evt.Event) -> int:
        ended.wait(20)
        return 0xA700

    ae = AE("SILENT")
    ae.add_supported_context(Verification)
    ae.add_supported_context(RTStructureSetStorage, "1.2.840.10008.1.2")
    port = free_port()
    server = ae.start_server(("127.0.0.1", port), block=False, evt_handlers=[(evt.EVT_C_STORE, hold)])
    yield PacsNode("Archive", "127.0.0.1", port, "SILENT", timeout=20)
    ended.set()
    server.shutdown()


def test_the_blocks_name_the_patient_on_screen_whatever_is_chosen_in_the_table(reader: Reader) -> None:
    reader.open_sample("BRAIN")
    assert reader.window.patient_block.value("Name") == "SYNTHETIC, BRAIN"
    reader.open_study("ABDOMEN")
    assert reader.session.study is not None
    assert reader.session.study.patient.patient_name == "SYNTHETIC^ABDOMEN"
    assert reader.window.patient_block.value("Name") == "SYNTHETIC, BRAIN"
    assert reader.window.clinical_block.value("Study") == "MR BRAIN WITH CONTRAST"
    reader.open_series(0)
    assert reader.window.patient_block.value("Name") == "SYNTHETIC, ABDOMEN"


def test_the_store_dialog_names_the_patient_of_the_regions(reader: Reader, qtbot: QtBot) -> None:
    validate_one(reader)
    reader.open_study("ABDOMEN")
    dialog = StoreDialog(reader.session)
    qtbot.addWidget(dialog)
    from PyQt6.QtWidgets import QLabel

    said = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "SYNTHETIC, BRAIN" in said
    assert "ABDOMEN" not in said


def test_storing_again_while_it_is_being_sent_stores_once(
    reader: Reader, silent_pacs: PacsNode, brain_archive: PacsNode, stored_folder: Path
) -> None:
    validate_one(reader)
    present(reader.session.opened).archive = archive_of(silent_pacs)
    reader.viewer.controllers.storing.store("Rossi", "AI ROI")
    reader.viewer.controllers.storing.store("Rossi", "AI ROI")
    reader.wait(lambda: reader.session.outbox_count == 1)
    assert reader.session.review.in_state(RoiState.VALIDATED) == ()
    reader.viewer.controllers.storing.store("Rossi", "AI ROI")
    reader.viewer.jobs.cancel_all()
    reader.wait(lambda: reader.viewer.jobs.idle)
    reader.viewer.controllers.storing.send_outbox()
    reader.wait(lambda: reader.session.outbox_count == 0)
    assert len(structure_sets(stored_folder)) == 1


def test_a_cancelled_store_is_in_the_outbox_and_not_under_review_any_more(
    reader: Reader, silent_pacs: PacsNode
) -> None:
    validate_one(reader)
    present(reader.session.opened).archive = archive_of(silent_pacs)
    reader.viewer.controllers.storing.store("Rossi", "AI ROI")
    reader.wait(lambda: bool(reader.viewer.jobs.running))
    reader.key(Qt.Key.Key_Escape)
    reader.wait(lambda: reader.viewer.jobs.idle)
    assert reader.session.outbox_count == 1
    assert reader.session.review.in_state(RoiState.VALIDATED) == ()
    assert len(reader.session.stored) == 1


def test_what_was_rejected_does_not_come_back_unasked(reader: Reader) -> None:
    reader.open_sample("BRAIN")
    reader.go_to(LESION_SLICE)
    reader.click_ai_roi()
    proposed = len(reader.session.review.rois)
    reader.viewer.controllers.review.reject([roi.roi_id for roi in reader.session.review.rois])
    reader.click_ai_roi()
    assert reader.session.rois_on_screen() == ()
    assert len(reader.session.review.rois) == proposed > 0


def test_the_timer_of_the_outbox_does_not_push_a_store_aside(reader: Reader, silent_pacs: PacsNode) -> None:
    validate_one(reader)
    present(reader.session.opened).archive = archive_of(silent_pacs)
    reader.viewer.controllers.storing.store("Rossi", "AI ROI")
    reader.wait(lambda: bool(reader.viewer.jobs.running))
    reader.viewer.controllers.storing.send_outbox(quiet=True)
    assert [job.title for job in reader.viewer.jobs.running] == ["Storing the RT Structure Set “AI ROI”"]
    reader.viewer.jobs.cancel_all()
    reader.wait(lambda: reader.viewer.jobs.idle)


def test_the_timer_of_the_outbox_leaves_a_send_alone_that_was_asked_for(reader: Reader, silent_pacs: PacsNode) -> None:
    validate_one(reader)
    jobs, storing = reader.viewer.jobs, reader.viewer.controllers.storing
    reader.session.node = silent_pacs
    present(reader.session.opened).archive = reader.session.pacs
    storing.store("Rossi", "AI ROI")
    reader.wait(lambda: bool(jobs.running))
    jobs.cancel_all()
    reader.wait(lambda: jobs.idle)
    storing.send_outbox()
    (asked_for,) = jobs.running
    storing.send_outbox(quiet=True)
    assert jobs.running == (asked_for,)
    jobs.cancel_all()
    reader.wait(lambda: jobs.idle)


def test_decisions_on_other_regions_can_still_be_undone_after_a_store(reader: Reader) -> None:
    validate_one(reader)
    reader.go_to(LESION_SLICE + 1)
    reader.click_ai_roi()
    reader.key(Qt.Key.Key_N)
    rejected = reader.session.selected_roi_id
    reader.key(Qt.Key.Key_Delete)
    reader.viewer.controllers.storing.store("Rossi", "AI ROI")
    reader.wait(lambda: bool(reader.session.stored) and reader.viewer.jobs.idle)
    reader.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    brought_back = reader.session.review.get(str(rejected))
    assert brought_back is not None
    assert brought_back.state is RoiState.PROPOSED
    assert reader.session.review.in_state(RoiState.VALIDATED) == ()


def test_what_is_stored_of_one_series_is_not_listed_on_another(reader: Reader, stored_folder: Path) -> None:
    validate_one(reader)
    reader.viewer.controllers.storing.store("Rossi", "AI ROI")
    reader.open_study("ABDOMEN")
    reader.open_series(0)
    reader.wait(lambda: len(structure_sets(stored_folder)) == 1 and reader.viewer.jobs.idle)
    assert reader.session.stored == ()
    assert tables.row_count(reader.viewer.window.roi_panel.table) == 0


def test_a_click_on_ai_roi_does_not_follow_the_user_to_the_next_series(reader: Reader) -> None:
    reader.search("SYNTHETIC")
    reader.open_study("BRAIN")
    study, brain = reader.session.study, reader.session.series_records[0]
    reader.open_sample("CHEST")
    reader.window.navigation_bar.propose_button.click()
    reader.session.set_study(study)
    reader.window.series_list.series_chosen.emit(brain)
    reader.wait(lambda: reader.session.complete and reader.viewer.jobs.idle and len(reader.session.series or ()) == 17)
    assert reader.session.review.rois == ()
    assert reader.session.network.name == "Bright MR BRAIN"
    assert reader.notices == []


def test_what_was_said_of_one_series_goes_when_another_opens_and_the_rest_stays(reader: Reader) -> None:
    reader.open_sample("CHEST")
    reader.click_ai_roi()
    reader.session.notify(Severity.ERROR, "The PACS is on fire.")
    assert len(reader.notices) == 2
    reader.open_study("BRAIN")
    reader.open_series(0)
    assert reader.notices == ["The PACS is on fire. "]


@pytest.mark.parametrize("status", list(ApprovalStatus))
def test_only_what_was_approved_looks_approved(
    reader: Reader, brain_archive: PacsNode, stored_folder: Path, status: ApprovalStatus
) -> None:
    validate_one(reader)
    reader.viewer.controllers.storing.store("Rossi", "AI ROI")
    reader.wait(lambda: len(structure_sets(stored_folder)) == 1 and reader.viewer.jobs.idle)
    (path,) = [path for path in stored_folder.rglob("*.dcm") if pydicom.dcmread(path).Modality == "RTSTRUCT"]
    dataset = pydicom.dcmread(path)
    dataset.ApprovalStatus = status.value
    dataset.SOPInstanceUID = dataset.file_meta.MediaStorageSOPInstanceUID = pydicom.uid.generate_uid()
    dataset.SeriesInstanceUID = pydicom.uid.generate_uid()
    from iodeep_viewer.pacs.store import store_instances

    store_instances(brain_archive, [dataset], TaskControl())
    reader.open_series(0)
    reader.wait(lambda: len(reader.session.stored) == 2)
    reader.go_to(LESION_SLICE)
    items = [item for item in reader.window.slice_view.items() if isinstance(item, RoiItem)]
    looks = [item.look for item in items if item.roi_id is None]
    assert sorted(look.name for look in looks) == sorted(["APPROVED", Look[status.name].name])
    table = reader.window.roi_panel.table
    states = [tables.text(table, row, 5) for row in range(tables.row_count(table))]
    assert sorted(set(states) - {"Proposed"}) == sorted({"Approved", status.value.capitalize()})


def test_a_damaged_copy_in_the_cache_is_fetched_again(reader: Reader, tmp_path: Path) -> None:
    reader.open_sample("BRAIN")
    cached = sorted((tmp_path / "workstation" / "cache").rglob("*.dcm"))
    for path in cached:
        path.write_bytes(path.read_bytes()[:1000])
    reader.viewer.controllers.networks._workstation.engine._predictors.clear()
    reader.open_series(0)
    assert len(reader.session.series or ()) == 17
    assert reader.notices == []
    assert reader.session.network.name == "Bright MR BRAIN"


def test_networks_are_not_listed_among_the_studies(reader: Reader) -> None:
    reader.search("")
    assert len(reader.session.studies) == 6
    assert IODEEP_STUDY_DESCRIPTION not in {study.study_description for study in reader.session.studies}


def test_a_name_can_be_typed_as_the_table_shows_it(reader: Reader) -> None:
    reader.search("Synthetic, Brain")
    assert [study.patient.patient_name for study in reader.session.studies] == ["SYNTHETIC^BRAIN"]


def test_another_pacs_starts_with_an_empty_table_and_what_is_open_stays(reader: Reader, filled_pacs: PacsNode) -> None:
    reader.open_sample("BRAIN")
    settings = replace(
        reader.session.settings,
        pacs=replace(reader.session.settings.pacs, nodes=(*reader.session.settings.pacs.nodes, filled_pacs)),
    )
    reader.window.dialogs.change_settings(replace(settings, pacs=replace(settings.pacs, active_node=filled_pacs.name)))
    assert reader.session.node == filled_pacs
    assert reader.session.studies == ()
    assert reader.session.series is not None
    assert present(present(reader.session.opened).archive).name == "Archive"


def test_a_cancelled_retrieve_stops_where_it_is(
    make_viewer: Callable[[PacsNode | None], Viewer], qtbot: QtBot, brain_archive: PacsNode
) -> None:
    reader = Reader(qtbot, make_viewer(brain_archive))
    reader.search("SYNTHETIC")
    reader.open_study("ABDOMEN")
    arrived: list[int] = []
    signal_of(reader.session.series_changed).connect(lambda: arrived.append(len(reader.session.series or ())))
    signal_of(reader.session.series_changed).connect(reader.viewer.jobs.cancel_all)
    item = reader.window.series_list.view.item(0)
    assert item is not None
    reader.window.series_list.series_chosen.emit(item.data(Qt.ItemDataRole.UserRole))
    reader.wait(lambda: bool(arrived) and reader.viewer.jobs.idle)
    assert not reader.session.complete
    assert reader.notices == []
