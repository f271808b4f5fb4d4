"""The embedded archive on folders of files, some of them odd."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from pydicom import Dataset, dcmread, dcmwrite
from pydicom.uid import ExplicitVRBigEndian
from pynetdicom import AE

from iodeep_viewer.cli import main
from iodeep_viewer.core.records import StudyQuery
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.errors import DicomDataError, DimseFailure, PacsError, SettingsError
from iodeep_viewer.pacs.archive_index import ArchiveIndex
from iodeep_viewer.pacs.cache import InstanceCache
from iodeep_viewer.pacs.embedded import EmbeddedArchive
from iodeep_viewer.pacs.network_query import find_network
from iodeep_viewer.pacs.query import find_instances, find_series, find_studies
from iodeep_viewer.pacs.retrieve import retrieve_series
from iodeep_viewer.pacs.store import store_instances
from tests.archives import reference_of
from tests.orthanc_server import free_port
from tests.pacs_objects import MadeSeries, make_series


@pytest.fixture
def task() -> TaskControl:
    return TaskControl()


def write(series: MadeSeries, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for number, dataset in enumerate(series.datasets):
        dcmwrite(folder / f"image {number}", dataset, enforce_file_format=True)


def names(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_folders_are_read_recursively_and_what_is_not_dicom_is_listed(tmp_path: Path, task: TaskControl) -> None:
    made = make_series(2)
    write(made, tmp_path / "a" / "b")
    (tmp_path / "a" / "README.md").write_text("text")
    (tmp_path / "a" / "empty").write_bytes(b"")
    (tmp_path / "a" / "cut.dcm").write_bytes((tmp_path / "a" / "b" / "image 0").read_bytes()[:200])
    no_uid = make_series(1).datasets[0]
    del no_uid.SeriesInstanceUID
    dcmwrite(tmp_path / "a" / "no uid.dcm", no_uid, enforce_file_format=True)
    with EmbeddedArchive([tmp_path / "a", tmp_path / "not there"]) as archive:
        (study,) = find_studies(archive.node(), StudyQuery(), task).records
        assert study.number_of_study_related_instances == 2
        assert sorted(path.name for path in archive.skipped) == ["README.md", "cut.dcm", "empty", "no uid.dcm"]


def test_a_file_that_cannot_be_reached_hides_no_other(
    tmp_path: Path, task: TaskControl, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(make_series(3), tmp_path)
    is_file = Path.is_file

    def refuse(path: Path) -> bool:
        if path.name == "image 1":
            raise PermissionError(13, "Permission denied", str(path))
        return is_file(path)

    monkeypatch.setattr(Path, "is_file", refuse)
    with EmbeddedArchive([tmp_path]) as archive:
        for _ in range(2):
            (study,) = find_studies(archive.node(), StudyQuery(), task).records
            assert study.number_of_study_related_instances == 2
        assert [path.name for path in archive.skipped] == ["image 1"]


def test_source_folders_are_only_read(tmp_path: Path, task: TaskControl) -> None:
    made, sent = make_series(1), make_series(1)
    write(made, tmp_path / "source")
    before = names(tmp_path / "source")
    with EmbeddedArchive([tmp_path / "source"], tmp_path / "store") as archive:
        store_instances(archive.node(), sent.datasets, task)
        assert len(find_studies(archive.node(), StudyQuery(), task).records) == 2
    assert names(tmp_path / "source") == before
    assert names(tmp_path / "store") == [f"{sent.datasets[0].SOPInstanceUID}.dcm"]
    with EmbeddedArchive([tmp_path / "source"], tmp_path / "store") as again:
        assert len(find_studies(again.node(), StudyQuery(), task).records) == 2


def test_an_archive_without_a_store_folder_takes_nothing(tmp_path: Path, task: TaskControl) -> None:
    with EmbeddedArchive([tmp_path]) as archive, pytest.raises(DimseFailure, match="not authorised"):
        store_instances(archive.node(), make_series(1).datasets, task)
    assert names(tmp_path) == []


def test_what_is_archived_does_not_change(tmp_path: Path, task: TaskControl) -> None:
    first = make_series(1, StudyDescription="first").datasets[0]
    with EmbeddedArchive([], tmp_path) as archive:
        store_instances(archive.node(), [first], task)
        first.StudyDescription = "second"
        store_instances(archive.node(), [first], task)
        (study,) = find_studies(archive.node(), StudyQuery(), task).records
    assert study.study_description == "first"
    assert dcmread(tmp_path / f"{first.SOPInstanceUID}.dcm").StudyDescription == "first"


def test_what_could_not_be_written_is_not_archived(tmp_path: Path, task: TaskControl) -> None:
    """Every attempt is refused until it can be written; only then is the object found."""
    store, made = tmp_path / "store", make_series(1)
    store.write_text("a file where the folder should be")
    with EmbeddedArchive([], store) as archive:
        for _ in range(2):
            with pytest.raises(DimseFailure, match="out of resources"):
                store_instances(archive.node(), made.datasets, task)
            assert find_studies(archive.node(), StudyQuery(), task).records == ()
        store.unlink()
        store_instances(archive.node(), made.datasets, task)
        assert len(find_studies(archive.node(), StudyQuery(), task).records) == 1
    assert names(store) == [f"{made.datasets[0].SOPInstanceUID}.dcm"]


def test_what_was_removed_is_written_again(tmp_path: Path, task: TaskControl) -> None:
    made = make_series(1)
    with EmbeddedArchive([], tmp_path / "store") as archive:
        store_instances(archive.node(), made.datasets, task)
        shutil.rmtree(tmp_path / "store")
        store_instances(archive.node(), made.datasets, task)
    assert names(tmp_path / "store") == [f"{made.datasets[0].SOPInstanceUID}.dcm"]


@pytest.mark.filterwarnings("ignore:Invalid value for VR UI")
@pytest.mark.parametrize("uid", ["../../1", "1/2", "..", "a", "/tmp/1"])
def test_a_store_cannot_leave_the_folder(tmp_path: Path, uid: str) -> None:
    dataset = make_series(1).datasets[0]
    dataset.SOPInstanceUID = uid
    with EmbeddedArchive([], tmp_path / "store") as archive:
        assert store_as(uid, dataset, archive) == 0xC000
    assert names(tmp_path) == []


def test_uids_of_request_and_object_have_to_agree(tmp_path: Path) -> None:
    with EmbeddedArchive([], tmp_path) as archive:
        assert store_as("1.2.3", make_series(1).datasets[0], archive) == 0xA900
    assert names(tmp_path) == []


def store_as(uid: str, dataset: Dataset, archive: EmbeddedArchive) -> int:
    """Send a C-STORE whose request names another SOPInstanceUID than the object; return the status."""
    ae = AE("PEER")
    ae.add_requested_context(dataset.SOPClassUID, dataset.file_meta.TransferSyntaxUID)
    assoc = ae.associate(archive.host, archive.port, ae_title=archive.ae_title)
    send = assoc.dimse.send_msg

    def send_renamed(message: Any, context_id: int) -> None:
        message.AffectedSOPInstanceUID = uid
        send(message, context_id)

    assoc.dimse.send_msg = send_renamed
    status = assoc.send_c_store(dataset).Status
    assoc.release()
    return status


def test_big_endian_files_are_indexed_and_sent_as_they_are(tmp_path: Path, task: TaskControl) -> None:
    made = make_series(1)
    (dataset,) = made.datasets
    dataset.file_meta.TransferSyntaxUID = ExplicitVRBigEndian
    dataset.PatientName = "Big^End"
    write(made, tmp_path / "source")
    with EmbeddedArchive([tmp_path / "source"]) as archive:
        node = archive.node()
        (study,) = find_studies(node, StudyQuery(patient_name="big*"), task).records
        assert study.study_instance_uid == made.study_uid
        (series,) = find_series(node, study, task)
        assert find_network(node, series, task).samples_per_pixel == 1
        (path,) = retrieve_series(node, InstanceCache(tmp_path / "cache"), reference_of(made), task).paths
    assert dcmread(path).file_meta.TransferSyntaxUID == ExplicitVRBigEndian
    assert dcmread(path).pixel_array.tolist() == dataset.pixel_array.tolist()


def test_a_file_that_went_away_is_a_partial_failure(tmp_path: Path, task: TaskControl) -> None:
    made = make_series(3)
    write(made, tmp_path / "source")
    with EmbeddedArchive([tmp_path / "source"]) as archive:
        node, cache = archive.node(), InstanceCache(tmp_path / "cache")
        assert len(find_instances(node, made.study_uid, made.series_uid, task)) == 3
        (tmp_path / "source" / "image 1").unlink()
        with pytest.raises(PacsError, match="Only 2 of 3 images arrived"):
            retrieve_series(node, cache, reference_of(made), task)
        assert len(cache.series_paths(reference_of(made))) == 2


def test_a_retrieve_that_names_nothing_sends_nothing(tmp_path: Path) -> None:
    write(make_series(1), tmp_path)
    assert ArchiveIndex([tmp_path]).select(Dataset()) == []
    with pytest.raises(DicomDataError, match="needs the level"):
        list(ArchiveIndex([tmp_path]).find(Dataset()))


def test_a_port_in_use_is_said(tmp_path: Path) -> None:
    port = free_port()
    with (
        EmbeddedArchive([tmp_path], port=port),
        pytest.raises(PacsError, match=f"cannot listen at 127.0.0.1:{port}"),
        EmbeddedArchive([tmp_path], port=port),
    ):
        pass


@pytest.mark.parametrize(
    ("option", "value", "words"),
    [
        ("--port", "80000", "80000 is not a port"),
        ("--port", "-1", "-1 is not a port"),
        ("--ae-title", "A" * 25, "is not an AE title"),
        ("--ae-title", "", "'' is not an AE title"),
    ],
)
def test_an_address_that_makes_no_sense_is_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], option: str, value: str, words: str
) -> None:
    assert main(["archive", str(tmp_path), option, value]) == 1
    assert words in capsys.readouterr().err
    wrong: dict[str, Any] = {"port": int(value)} if option == "--port" else {"ae_title": value}
    with pytest.raises(SettingsError, match=words):
        EmbeddedArchive([tmp_path], **wrong).start()
