from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pydicom import Dataset, dcmread, dcmwrite
from pydicom.dataset import FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian, MediaStorageDirectoryStorage, generate_uid

from iodeep_viewer.archives import unpacking
from iodeep_viewer.archives.files import open_files
from iodeep_viewer.archives.folder import FILES, FolderArchive
from iodeep_viewer.core.image_key import SeriesReference, series_reference
from iodeep_viewer.core.records import SeriesRecord, StudyRecord
from iodeep_viewer.core.task import Progress, TaskControl
from iodeep_viewer.errors import Cancelled, DicomDataError, IODeepError
from iodeep_viewer.settings import Settings
from iodeep_viewer.workflows.reading import open_series
from iodeep_viewer.workflows.workstation import open_workstation
from tests.pacs_objects import make_series, twins

Opener = Callable[..., FolderArchive]


@pytest.fixture
def unpacked(tmp_path: Path) -> Path:
    return tmp_path / "unpacked"


@pytest.fixture
def open_places(unpacked: Path) -> Opener:
    return lambda *places: open_files(places, unpacked, TaskControl())


def encoded(dataset: Dataset) -> bytes:
    buffer = io.BytesIO()
    dcmwrite(buffer, dataset, enforce_file_format=True)
    return buffer.getvalue()


def write(folder: Path, *datasets: Dataset) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"IM{number}" for number in range(len(datasets))]
    for path, dataset in zip(paths, datasets, strict=True):
        path.write_bytes(encoded(dataset))
    return paths


def reference_of_study(study: StudyRecord, record: SeriesRecord) -> SeriesReference:
    return series_reference(FILES, study.patient, record)


def uids(files: FolderArchive) -> set[str]:
    return {study.study_instance_uid for study in files.studies}


# Folders


def test_a_folder_lists_studies_and_series_like_a_pacs(tmp_path: Path, open_places: Opener) -> None:
    patient: dict[str, Any] = {
        "PatientName": "Rossi^Anna",
        "PatientID": "7",
        "PatientBirthDate": "19700102",
        "PatientSex": "F",
    }
    ct = make_series(3, **patient, Modality="CT", StudyDate="20240102", StudyDescription="Head", SeriesNumber=2)
    mr = make_series(2, **patient, Modality="MR", StudyDate="20240102", study_uid=ct.study_uid, SeriesNumber=1)
    older = make_series(1, **patient, Modality="CT", StudyDate="20230102")
    write(tmp_path / "disc" / "a", *reversed(ct.datasets))
    write(tmp_path / "disc" / "b" / "c", *mr.datasets, *older.datasets)

    files = open_places(tmp_path / "disc")

    assert files.name == "Folder “disc”"
    assert [study.study_instance_uid for study in files.studies] == [ct.study_uid, older.study_uid]
    study = files.studies[0]
    assert (study.patient.patient_name, study.patient.patient_birth_date) == ("Rossi^Anna", "19700102")
    assert (study.study_description, study.modalities_in_study) == ("Head", ("CT", "MR"))
    assert (study.number_of_study_related_series, study.number_of_study_related_instances) == (2, 5)
    series = files.list_series(study, TaskControl())
    assert [(item.modality, item.number_of_series_related_instances) for item in series] == [("MR", 2), ("CT", 3)]
    assert [path.name for path in files.retrieve(reference_of_study(study, series[1]), TaskControl()).paths] == [
        "IM2",
        "IM1",
        "IM0",
    ]  # by instance number
    assert (files.note, files.problems) == ("", ())
    assert files.find_prior_studies(study, TaskControl()) == (files.studies[1],)


def test_a_series_of_a_folder_opens_slice_by_slice(tmp_path: Path, open_places: Opener) -> None:
    made = make_series(3)
    paths = write(tmp_path / "disc", *made.datasets)
    files = open_places(tmp_path / "disc")
    (reference,) = files.instances
    workstation = open_workstation(tmp_path / "workstation", Settings())
    arrived: list[int] = []
    paths[1].write_bytes(paths[1].read_bytes()[:-100])

    opened = open_series(workstation, files, reference, TaskControl(), lambda slices: arrived.append(len(slices)))

    assert [int(item.values[0, 0]) for item in opened.series.slices] == [1, 3]
    assert arrived == [1, 1]
    (problem,) = opened.problems
    assert "1 of 3 instances of this series are not shown" in problem


def test_files_that_are_gone_by_then_are_said(tmp_path: Path, open_places: Opener) -> None:
    (path,) = write(tmp_path / "disc", *make_series(1).datasets)
    files = open_places(tmp_path / "disc")
    path.unlink()
    workstation = open_workstation(tmp_path / "workstation", Settings())
    with pytest.raises(DicomDataError, match="This series cannot be shown"):
        open_series(workstation, files, next(iter(files.instances)), TaskControl())


def test_what_is_not_dicom_or_damaged_is_counted(tmp_path: Path, open_places: Opener) -> None:
    whole, headless = make_series(2), make_series(1)
    del headless.datasets[0].SeriesInstanceUID
    write(tmp_path / "disc", *whole.datasets, *headless.datasets)
    (tmp_path / "disc" / "damaged.dcm").write_bytes(encoded(whole.datasets[0])[:150])
    for name in ("notes.txt", "empty", "DICOMDIR"):
        (tmp_path / "disc" / name).write_bytes(b"" if name == "empty" else b"x" * 500)
    # It only looks like an old file without a preamble.
    (tmp_path / "disc" / "odd.bin").write_bytes(b"\x08\x00\x05\x00" + b"\xff" * 200)

    files = open_places(tmp_path / "disc")

    assert [study.number_of_study_related_instances for study in files.studies] == [2]
    assert files.note == "3 files that are not DICOM are left out."
    assert files.problems == (
        "2 files cannot be read, are damaged or lack the UIDs that identify them; they are not shown.",
    )


@pytest.mark.parametrize("same_study", [True, False])
def test_two_patients_with_one_series_uid_are_listed_and_opened_apart(
    tmp_path: Path, open_places: Opener, same_study: bool
) -> None:
    one, other = twins(same_study=same_study, same_instances=True)
    write(tmp_path / "disc" / "a", *one.datasets)
    write(tmp_path / "disc" / "b", *other.datasets)

    files, task = open_places(tmp_path / "disc"), TaskControl()

    assert len(files.studies) == 2
    shared = "1 study has the UID of a study of another patient; both are listed, each with its own images."
    assert files.problems == ((shared,) if same_study else ())
    workstation = open_workstation(tmp_path / "workstation", Settings())
    for study in files.studies:
        (record,) = files.list_series(study, task)
        count = 4 if study.patient.patient_id == "1" else 5
        assert record.number_of_series_related_instances == count
        opened = open_series(workstation, files, reference_of_study(study, record), task)
        assert len(opened.series) == count
        assert {dcmread(item.path).PatientID for item in opened.series.slices} == {study.patient.patient_id}


def test_an_instance_that_is_there_twice_counts_once(tmp_path: Path, open_places: Opener) -> None:
    made = make_series(2)
    write(tmp_path / "disc", *made.datasets)
    write(tmp_path / "disc" / "copy", *made.datasets)
    assert [study.number_of_study_related_instances for study in open_places(tmp_path / "disc").studies] == [2]


def test_a_file_without_preamble_is_dicom_as_well(tmp_path: Path, open_places: Opener) -> None:
    (dataset,) = make_series(1).datasets
    old = io.BytesIO()
    dcmwrite(old, dataset)
    path = tmp_path / "old"
    path.write_bytes(old.getvalue()[old.getvalue().index(b"\x08\x00\x05\x00") :])
    assert len(open_places(path).studies) == 1


def test_nothing_to_show_is_said_with_the_reason(tmp_path: Path, open_places: Opener) -> None:
    (tmp_path / "text").write_text("x" * 200)
    with pytest.raises(DicomDataError, match=r"Folder .* holds no DICOM files") as raised:
        open_places(tmp_path)
    assert raised.value.hint == "1 file that is not DICOM is left out."


@pytest.mark.skipif(os.name != "posix", reason="links and pipes")
def test_links_in_circles_and_pipes_are_no_trap(tmp_path: Path, unpacked: Path) -> None:
    made = make_series(1)
    write(tmp_path / "disc" / "deep", *made.datasets)
    (tmp_path / "disc" / "deep" / "up").symlink_to(tmp_path / "disc")
    (tmp_path / "disc" / "broken").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "disc" / "pipe")
    read: list[Progress] = []
    files = open_files([tmp_path / "disc"], unpacked, TaskControl(read.append))
    assert uids(files) == {made.study_uid}
    assert len(read) == 1


def test_reading_is_told_and_can_be_cancelled(tmp_path: Path, unpacked: Path) -> None:
    write(tmp_path / "disc", *make_series(5).datasets)
    seen: list[Progress] = []

    def stop(progress: Progress) -> None:
        seen.append(progress)
        if progress.done == 2:
            task.cancel()

    task = TaskControl(stop)
    with pytest.raises(Cancelled):
        open_files([tmp_path / "disc"], unpacked, task)
    assert [progress.done for progress in seen] == [0, 1, 2]


# DICOMDIR


def dicomdir(path: Path, *names: list[str] | str) -> Path:
    """Write a DICOMDIR that names these files."""
    root = Dataset()
    root.file_meta = FileMetaDataset()
    root.file_meta.MediaStorageSOPClassUID = MediaStorageDirectoryStorage
    root.file_meta.MediaStorageSOPInstanceUID = generate_uid()
    root.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    root.DirectoryRecordSequence = []
    for name in names:
        record = Dataset()
        record.DirectoryRecordType = "IMAGE"
        record.add_new("ReferencedFileID", "LO", name)  # LO: what is hostile need not be a valid CS
        root.DirectoryRecordSequence.append(record)
    root.DirectoryRecordSequence.insert(0, Dataset())
    root.DirectoryRecordSequence[0].DirectoryRecordType = "PATIENT"
    path.parent.mkdir(parents=True, exist_ok=True)
    dcmwrite(path, root, enforce_file_format=True)
    return path


def test_a_dicomdir_lists_what_it_names_in_any_case(tmp_path: Path, open_places: Opener) -> None:
    first, second, unnamed = make_series(1), make_series(1), make_series(1)
    (tmp_path / "disc" / "dicom").mkdir(parents=True)
    for name, made in (("im1", first), ("IM2.;1", second), ("IM3", unnamed)):
        (tmp_path / "disc" / "dicom" / name).write_bytes(encoded(made.datasets[0]))
    place = dicomdir(tmp_path / "disc" / "DICOMDIR", ["DICOM", "IM1"], ["DICOM", "IM2"], ["DICOM", "IM9"])

    files = open_places(place)

    assert files.name == "DICOMDIR of “disc”"
    assert uids(files) == {first.study_uid, second.study_uid}
    assert files.problems == ("1 file that the DICOMDIR names is missing.",)


def test_a_dicomdir_leads_nowhere_outside(tmp_path: Path, open_places: Opener) -> None:
    inside, outside = make_series(1), make_series(1)
    write(tmp_path / "disc", *inside.datasets)
    (secret,) = write(tmp_path / "secret", *outside.datasets)
    (tmp_path / "disc" / "LINK").symlink_to(secret)
    place = dicomdir(
        tmp_path / "disc" / "DICOMDIR",
        ["IM0"],
        ["..", "secret", "IM0"],
        "../secret/IM0",
        str(secret),
        ["LINK"],
        ["C:", "IM0"],
        ["."],
    )
    files = open_places(place)
    assert uids(files) == {inside.study_uid}
    assert files.problems == ("6 files that the DICOMDIR names outside of its folder are not opened.",)


def test_a_dicomdir_alone_says_what_is_missing(tmp_path: Path, open_places: Opener) -> None:
    place = dicomdir(tmp_path / "DICOMDIR", ["DICOM", "IM1"], ["DICOM", "IM2"])
    with pytest.raises(DicomDataError, match="None of the 2 files") as raised:
        open_places(place)
    assert "whole disc" in raised.value.hint


def test_what_is_called_dicomdir_and_is_none_is_said(tmp_path: Path, open_places: Opener) -> None:
    (path,) = write(tmp_path, *make_series(1).datasets)
    with pytest.raises(DicomDataError, match="is not a DICOMDIR"):
        open_places(path.rename(tmp_path / "DICOMDIR"))


# ZIP


def make_zip(path: Path, entries: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return path


def everything(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if path.is_file()}


def test_a_zip_opens_like_a_folder_and_is_tidied_up(tmp_path: Path, unpacked: Path, open_places: Opener) -> None:
    made = make_series(2)
    entries = {f"a/{number}": encoded(dataset) for number, dataset in enumerate(made.datasets)}
    place = make_zip(tmp_path / "disc.zip", {**entries, "a/": b"", "DICOMDIR": b"x" * 200, "readme.txt": b"x"})

    files = open_places(place)

    assert files.name == "ZIP “disc.zip”"
    assert uids(files) == {made.study_uid}
    assert (files.note, files.problems) == ("1 file that is not DICOM is left out.", ())
    assert len(list(unpacked.rglob("*.dcm"))) == 2
    (reference,) = files.instances
    workstation = open_workstation(tmp_path / "workstation", Settings())
    assert len(open_series(workstation, files, reference, TaskControl()).series) == 2
    if os.name == "posix":
        assert {path.parent.stat().st_mode & 0o777 for path in everything(unpacked)} == {0o700}
    del files
    assert everything(unpacked) == set()


def test_names_in_a_zip_decide_on_nothing(tmp_path: Path, unpacked: Path, open_places: Opener) -> None:
    made = make_series(5)
    names = ["../../evil", "/etc/evil", "C:\\evil", "a/../../evil", "x" * 5000]
    place = make_zip(tmp_path / "evil.zip", {name: encoded(ds) for name, ds in zip(names, made.datasets, strict=True)})
    before = everything(tmp_path)
    files = open_places(place)
    assert [study.number_of_study_related_instances for study in files.studies] == [5]
    assert all(path.is_relative_to(unpacked) for path in everything(tmp_path) - before)


def test_a_zip_that_says_it_is_too_large_is_refused(
    tmp_path: Path, unpacked: Path, open_places: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = make_zip(tmp_path / "large.zip", {"a": encoded(make_series(1, size=64).datasets[0])})
    monkeypatch.setattr(unpacking, "LARGEST", 4000)
    with pytest.raises(DicomDataError, match=r"large\.zip would take too much room"):
        open_places(place)
    assert everything(unpacked) == set()


def test_a_zip_that_lies_about_its_size_is_stopped(
    tmp_path: Path, unpacked: Path, open_places: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    good, bomb = make_series(1), encoded(make_series(1, size=2000).datasets[0])
    place = make_zip(tmp_path / "liar.zip", {"a": encoded(good.datasets[0]), "bomb": bomb})
    content = bytearray(place.read_bytes())
    assert len(content) < len(bomb) / 100
    # Where local header and directory say how large "bomb" is, they say 1000.
    for at in range(len(content) - 4):
        if content[at : at + 4] == len(bomb).to_bytes(4, "little"):
            content[at : at + 4] = (1000).to_bytes(4, "little")
    place.write_bytes(content)
    monkeypatch.setattr(unpacking, "LARGEST", 10_000)
    files = open_places(place)
    assert uids(files) == {good.study_uid}
    assert files.problems == ("1 entry of the ZIP cannot be unpacked.",)
    assert sum(path.stat().st_size for path in everything(unpacked)) < 10_000


def test_what_comes_out_is_counted_whatever_was_said(tmp_path: Path) -> None:
    with pytest.raises(DicomDataError, match="too much room"):
        unpacking._write(b"x" * 132, io.BytesIO(b"x" * 5000), tmp_path / "0.dcm", 5000, "bomb.zip", TaskControl())


def test_too_many_entries_are_refused(tmp_path: Path, open_places: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "MOST_ENTRIES", 2)
    with pytest.raises(DicomDataError, match="too much room"):
        open_places(make_zip(tmp_path / "many.zip", {str(number): b"" for number in range(3)}))


def test_an_encrypted_zip_says_what_to_do(tmp_path: Path, open_places: Opener) -> None:
    place = make_zip(tmp_path / "locked.zip", {"a": encoded(make_series(1).datasets[0])})
    content = bytearray(place.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(signature) + offset] |= 1
    place.write_bytes(content)
    with pytest.raises(DicomDataError, match="protected by a password") as raised:
        open_places(place)
    assert "open the folder" in raised.value.hint


def test_a_damaged_entry_is_counted_and_the_others_open(tmp_path: Path, open_places: Opener) -> None:
    good, bad = make_series(1), make_series(1)
    place = make_zip(tmp_path / "damaged.zip", {"a": encoded(bad.datasets[0]), "b": encoded(good.datasets[0])})
    content = bytearray(place.read_bytes())
    content[200:260] = bytes(60)
    place.write_bytes(content)
    files = open_places(place)
    assert uids(files) == {good.study_uid}
    assert files.problems == ("1 entry of the ZIP cannot be unpacked.",)


def test_what_is_no_zip_is_said(tmp_path: Path, unpacked: Path, open_places: Opener) -> None:
    place = tmp_path / "no.zip"
    place.write_bytes(b"x" * 1000)
    with pytest.raises(DicomDataError, match=r"no\.zip is not a ZIP or is damaged"):
        open_places(place)
    with pytest.raises(IODeepError, match=r"gone\.zip cannot be unpacked: No such file"):
        open_places(tmp_path / "gone.zip")


def test_an_entry_without_a_name_is_counted_and_the_others_open(tmp_path: Path, open_places: Opener) -> None:
    made, nameless = make_series(1), zipfile.ZipInfo("xyz")
    nameless.filename = "\0yz"  # a name ends at its first zero byte
    place = make_zip(tmp_path / "odd.zip", {"a": encoded(made.datasets[0])})
    with zipfile.ZipFile(place, "a") as archive:
        archive.writestr(nameless, b"x")
    files = open_places(place)
    assert uids(files) == {made.study_uid}
    assert files.problems == ("1 entry of the ZIP cannot be unpacked.",)


HOLD_ONE = """
import sys, time
from pathlib import Path
from iodeep_viewer.archives.unpacking import hold
folder = Path(sys.argv[1])
held = hold(folder)
folder.mkdir()
(folder / "0.dcm").write_bytes(b"x")
print("held", flush=True)
sys.stdin.read()
"""


def test_leftovers_of_a_crash_go_at_the_next_start_and_what_is_open_stays(
    tmp_path: Path, open_places: Opener, unpacked: Path
) -> None:
    place = make_zip(tmp_path / "disc.zip", {"a": encoded(make_series(1).datasets[0])})
    files = open_places(place)
    ours = everything(unpacked)
    for folder in unpacked.iterdir():
        os.utime(folder, (0, 0))
    (unpacked / "before").mkdir()
    (unpacked / "before" / "0.dcm").write_bytes(b"x")
    with subprocess.Popen(
        [sys.executable, "-c", HOLD_ONE, str(unpacked / "other")], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline().strip() == b"held"
        unpacking.remove_leftovers(unpacked)
        assert everything(unpacked) == ours | {unpacked / "other" / "0.dcm", unpacked / "other.lock"}
        other.kill()
    unpacking.remove_leftovers(unpacked)
    assert everything(unpacked) == ours
    assert all(path.is_file() for listed in files.instances.values() for _, path in listed)


def test_only_the_viewer_removes_leftovers(tmp_path: Path) -> None:
    left = tmp_path / "unpacked" / "left" / "0.dcm"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"x")
    os.utime(left.parent, (0, 0))
    open_workstation(tmp_path, Settings())
    assert left.exists()
