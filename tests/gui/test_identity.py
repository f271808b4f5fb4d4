"""Two patients under one SeriesInstanceUID: images, journal and regions of one never appear under the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pydicom import dcmread, dcmwrite
from pydicom.uid import generate_uid
from PyQt6.QtCore import Qt
from pytestqt.qtbot import QtBot

from iodeep_viewer.core.image_key import patient_key
from iodeep_viewer.core.pacs_node import PacsNode
from iodeep_viewer.core.records import StudyQuery
from iodeep_viewer.core.regions import Contour, Roi, RoiOrigin
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.gui.state.open_series import OpenSeries
from iodeep_viewer.pacs.embedded import EmbeddedArchive
from iodeep_viewer.pacs.store import store_instances
from iodeep_viewer.settings import ReadingSettings
from iodeep_viewer.viewer import Viewer
from tests.gui.reader import ROOT, Reader
from tests.pacs_objects import MadeSeries, twins
from tests.values import present

SQUARE = np.array([[3.0, 3.0], [10.0, 3.0], [10.0, 10.0], [3.0, 10.0]])
CONTROL = Qt.KeyboardModifier.ControlModifier


def settle(reader: Reader) -> None:
    reader.wait(lambda: reader.viewer.jobs.idle)


def open_patient(reader: Reader, series: MadeSeries) -> OpenSeries:
    """Choose the study of a patient in the list, and open its series."""
    search = reader.viewer.controllers.search
    patient = str(series.datasets[0].PatientID)
    search.choose_study(next(item for item in reader.session.studies if item.patient.patient_id == patient))
    settle(reader)
    reader.open_series()
    return present(reader.session.opened)


def shown(opened: OpenSeries) -> set[tuple[str, str]]:
    """PatientID and SOPInstanceUID of the images, as their own headers state them."""
    headers = [dcmread(image.path) for image in opened.series.slices]
    return {(str(header.PatientID), str(header.SOPInstanceUID)) for header in headers}


def images(series: MadeSeries) -> set[tuple[str, str]]:
    return {(str(dataset.PatientID), str(dataset.SOPInstanceUID)) for dataset in series.datasets}


def read_both_by_turns(reader: Reader, made: tuple[MadeSeries, MadeSeries]) -> None:
    """Open both, decide on the first, close, open the second, and the first again."""
    one, other = made
    opened = open_patient(reader, one)
    assert shown(opened) == images(one)
    roi = Roi("1", "Lesion", (Contour(*present(reader.session.image_key), SQUARE),), origin=RoiOrigin.MANUAL)
    recorder = reader.viewer.controllers.review._recorder
    recorder.change(opened, lambda review: review.add((roi,)))

    # The one is still open: the other comes beside it, then in its place, then from the cache.
    reader.viewer.controllers.viewing.set_layout(2)
    reader.viewer.controllers.viewing.next_viewport()
    for _ in range(2):
        second = open_patient(reader, other)
        assert second is not opened
        assert shown(second) == images(other)
        assert present(second.study).patient.patient_id == str(other.datasets[0].PatientID)
        assert second.review.rois == ()
        assert second.stored == ()
        reader.key(Qt.Key.Key_W, CONTROL)
    reader.viewer.controllers.viewing.set_layout(1)
    reader.key(Qt.Key.Key_W, CONTROL)
    again = open_patient(reader, one)
    assert again is not opened
    assert shown(again) == images(one)
    assert [item.label for item in again.review.rois] == ["Lesion"]
    journal = recorder._journal
    assert journal.read(again.reference).findings.rois
    stranger = replace(again.reference, patient=patient_key(present(second.study).patient))
    assert journal.read(stranger).findings.empty


def stored(node: PacsNode, *, same_study: bool) -> tuple[MadeSeries, MadeSeries]:
    made, mark = twins(same_study=same_study), generate_uid()[-10:]
    for number, series in enumerate(made, 1):
        for dataset in series.datasets:
            dataset.PatientID = f"TWIN{mark}-{number}"
        store_instances(node, series.datasets, TaskControl())
    return made


def look_for(reader: Reader, made: tuple[MadeSeries, MadeSeries]) -> None:
    mark = str(made[0].datasets[0].PatientID).partition("-")[0]
    reader.viewer.controllers.search.search(StudyQuery(patient_id=f"{mark}*"))
    settle(reader)
    assert len(reader.session.studies) == 2


@pytest.mark.parametrize("same_study", [True, False], ids=["one study UID", "two study UIDs"])
def test_in_the_embedded_archive(
    make_viewer: Callable[[PacsNode | None], Viewer], qtbot: QtBot, tmp_path: Path, same_study: bool
) -> None:
    with EmbeddedArchive([], tmp_path / "archive") as served:
        node = served.node()
        made = stored(node, same_study=same_study)
        reader = Reader(qtbot, make_viewer(node))
        look_for(reader, made)
        read_both_by_turns(reader, made)


@pytest.mark.parametrize("same_study", [True, False], ids=["one study UID", "two study UIDs"])
def test_in_orthanc(reader: Reader, filled_pacs: PacsNode, same_study: bool) -> None:
    made = stored(filled_pacs, same_study=same_study)
    look_for(reader, made)
    read_both_by_turns(reader, made)


@pytest.mark.parametrize("same_study", [True, False], ids=["one study UID", "two study UIDs"])
def test_in_files(
    make_viewer: Callable[[PacsNode | None], Viewer], qtbot: QtBot, tmp_path: Path, same_study: bool
) -> None:
    made = twins(same_study=same_study, same_instances=True)
    for name, series in zip("ab", made, strict=True):
        (tmp_path / "disc" / name).mkdir(parents=True)
        for number, dataset in enumerate(series.datasets):
            dcmwrite(tmp_path / "disc" / name / str(number), dataset, enforce_file_format=True)
    reader = Reader(qtbot, make_viewer(None))
    reader.viewer.controllers.search.open_files([tmp_path / "disc"])
    settle(reader)
    read_both_by_turns(reader, made)


def renamed(reader: Reader, node: PacsNode, name: str) -> PacsNode:
    """Give the PACS another name, as the preferences do."""
    other = replace(node, name=name)
    pacs = replace(reader.session.settings.pacs, nodes=(other,), active_node=name)
    reader.viewer.controllers.preferences.change(replace(reader.session.settings, pacs=pacs))
    return other


def test_what_was_decided_is_there_again_when_the_pacs_has_another_name(
    make_viewer: Callable[[PacsNode | None], Viewer], qtbot: QtBot, brain_archive: PacsNode
) -> None:
    reader = Reader(qtbot, make_viewer(brain_archive))
    reader.open_sample("ABDOMEN")
    reader.key(Qt.Key.Key_K)
    marked = reader.session.review.key_images
    # The series is open meanwhile, and what is decided then stays as well.
    renamed(reader, brain_archive, "Renamed")
    reader.key(Qt.Key.Key_Down)
    reader.key(Qt.Key.Key_K)
    assert len(reader.session.review.key_images) == 2
    reader.key(Qt.Key.Key_W, CONTROL)
    reader.open_sample("ABDOMEN")
    assert present(present(reader.session.opened).archive).key == "Renamed"
    assert marked < reader.session.review.key_images
    assert len(reader.session.review.key_images) == 2
    assert any("2 key images that were not stored are here again" in notice for notice in reader.notices)


def test_files_and_a_pacs_that_is_called_files_are_two(
    make_viewer: Callable[[PacsNode | None], Viewer], qtbot: QtBot, brain_archive: PacsNode
) -> None:
    node = replace(brain_archive, name="files")
    reader = Reader(qtbot, make_viewer(node))
    reader.viewer.controllers.search.open_files([ROOT / "sample_dicom" / "abdomen_ct"])
    settle(reader)
    reader.open_series()
    opened = present(reader.session.opened)
    assert not present(opened.archive).can_store
    reader.viewer.controllers.preferences.change(replace(reader.session.settings, reading=ReadingSettings("Doe^J")))
    assert not present(opened.archive).can_store
    assert opened.reference.archive != "files"
