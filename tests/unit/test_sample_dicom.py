"""The sample studies: valid DICOM, as the script makes them, fit for the demo."""

import shutil
import subprocess
from pathlib import Path

import numpy as np
import pydicom
import pytest
from pydicom.dataset import Dataset

from sample_dicom import make_samples, phantoms

FOLDER = Path(make_samples.__file__).parent
FILES = sorted(FOLDER.glob("*/*.dcm"))


CLINICAL = (
    "PatientID",
    "PatientBirthDate",
    "PatientSex",
    "AccessionNumber",
    "InstitutionName",
    "ReferringPhysicianName",
    "StudyDate",
    "StudyDescription",
    "StudyID",
    "StudyInstanceUID",
    "StudyTime",
)


@pytest.mark.parametrize(("first", "said"), [("0", "seed"), ("-45", "--first cannot be negative")])
def test_phantoms_are_no_patients_of_the_sample_studies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], first: str, said: str
) -> None:
    arguments = ["phantoms", "brain_mr_tumour", str(tmp_path / "out"), "--count", "45", "--first", first]
    monkeypatch.setattr("sys.argv", arguments)
    with pytest.raises(SystemExit) as caught:
        phantoms.main()
    assert caught.value.code == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


@pytest.fixture(scope="module")
def committed() -> dict[str, list[Dataset]]:
    by_study: dict[str, list[Dataset]] = {}
    for path in FILES:
        by_study.setdefault(path.parent.name, []).append(pydicom.dcmread(path))
    return by_study


def test_every_file_is_valid_to_dciodvfy() -> None:
    dciodvfy = shutil.which("dciodvfy")
    assert dciodvfy, "dciodvfy is not installed: it is in the Debian package dicom3tools"
    reports = [subprocess.run([dciodvfy, "-new", path], capture_output=True, text=True) for path in FILES]
    assert len(reports) == 53
    wrong = [line for report in reports for line in report.stderr.splitlines() if line.startswith("Error")]
    assert wrong == []


def test_the_script_makes_the_committed_files(tmp_path: Path) -> None:
    made = make_samples.write(tmp_path)
    assert sorted(path.relative_to(tmp_path) for path in made) == [path.relative_to(FOLDER) for path in FILES]
    for path in made:
        ours, theirs = pydicom.dcmread(path), pydicom.dcmread(FOLDER / path.relative_to(tmp_path))
        # The last bit of a sine or a blur differs between processors.
        difference = np.abs(ours.pixel_array.astype(int) - theirs.pixel_array)
        assert difference.max() <= 2
        del ours.PixelData, theirs.PixelData
        assert ours == theirs
        assert ours.file_meta == theirs.file_meta


def test_every_uid_is_used_once() -> None:
    headers = [pydicom.dcmread(path, stop_before_pixels=True) for path in FILES]
    assert len({header.SOPInstanceUID for header in headers}) == len(FILES)
    assert len({header.StudyInstanceUID for header in headers}) == len(make_samples.STUDIES)
    assert len({header.SeriesInstanceUID for header in headers}) == len(make_samples.STUDIES)
    assert all(header.SOPInstanceUID.startswith("2.25.") and header.SOPInstanceUID.is_valid for header in headers)


def test_the_files_stay_small() -> None:
    assert sum(path.stat().st_size for path in FILES) < 7_500_000


def test_the_patient_and_clinical_blocks_are_filled(committed: dict[str, list[Dataset]]) -> None:
    for study in committed.values():
        for instance in study:
            for keyword in CLINICAL:
                assert instance[keyword].value, keyword
            assert str(instance.PatientName).startswith("SYNTHETIC^")


@pytest.mark.parametrize(
    ("study", "modality", "body_part", "description"),
    [
        ("brain_mr", "MR", "BRAIN", "MR BRAIN WITH CONTRAST"),
        ("abdomen_ct", "CT", "ABDOMEN", "CT ABDOMEN WITH CONTRAST"),
        ("brain_mr_no_body_part", "MR", "", "MR BRAIN W CONTRAST"),
        ("chest_cr", "CR", "CHEST", "XR CHEST PA"),
        ("chest_ct", "CT", "CHEST", "CT CHEST"),
        ("head_ct", "CT", "HEAD", "CT HEAD"),
    ],
)
def test_the_tags_that_select_a_network(
    committed: dict[str, list[Dataset]], study: str, modality: str, body_part: str, description: str
) -> None:
    for instance in committed[study]:
        assert (instance.Modality, instance.SamplesPerPixel) == (modality, 1)
        assert (instance.BodyPartExamined, instance.StudyDescription) == (body_part, description)


@pytest.mark.parametrize("study", ["brain_mr", "abdomen_ct", "brain_mr_no_body_part", "chest_ct", "head_ct"])
def test_slices_are_evenly_spaced_in_one_frame_of_reference(committed: dict[str, list[Dataset]], study: str) -> None:
    instances = sorted(committed[study], key=lambda instance: instance.InstanceNumber)
    gaps = np.diff([float(instance.ImagePositionPatient[2]) for instance in instances])
    assert len(set(gaps)) == 1
    assert gaps[0] > 0
    assert len({instance.FrameOfReferenceUID for instance in instances}) == 1
    # The middle of the picture lies on the axis of the table.
    middle = (instances[0].Rows - 1) / 2 * instances[0].PixelSpacing[0]
    assert float(instances[0].ImagePositionPatient[0]) == -middle


@pytest.mark.parametrize(
    ("study", "finding"),
    [
        ("abdomen_ct", make_samples.TRUNK.lesion.value),  # type: ignore[union-attr]
        ("chest_ct", make_samples.CHEST.nodules[0].value),
        ("head_ct", make_samples.CRANIUM.bleeding.value),  # type: ignore[union-attr]
    ],
)
def test_ct_values_are_hounsfield_units(committed: dict[str, list[Dataset]], study: str, finding: float) -> None:
    values = np.stack([item.pixel_array * float(item.RescaleSlope) + float(item.RescaleIntercept)
                       for item in committed[study]])  # fmt: skip
    assert np.percentile(values, 1) < -950  # air
    assert abs(np.median(values[_truth(study)]) - finding) < 15


def test_the_chest_is_made_of_lung_blood_and_bone_and_the_head_of_fluid_brain_and_bone(
    committed: dict[str, list[Dataset]],
) -> None:
    chest = next(item for item in committed["chest_ct"] if item.InstanceNumber == 1).pixel_array.astype(int) - 1024
    assert -890 < np.median(chest[100:150, 50:80]) < -780  # right lung
    assert 30 < np.median(chest[105:125, 135:150]) < 55  # heart
    assert chest.max() > 300
    head = next(item for item in committed["head_ct"] if item.InstanceNumber == 2).pixel_array.astype(int) - 1024
    assert 25 < np.median(head[60:100, 100:115]) < 45  # white matter
    assert (head > 800).mean() > 0.03


@pytest.mark.parametrize(
    ("study", "with_finding"),
    [
        ("brain_mr", range(9, 14)),
        ("abdomen_ct", range(7, 12)),
        ("brain_mr_no_body_part", range(2, 7)),
        ("chest_ct", range(3, 8)),
        ("head_ct", range(3, 6)),
    ],
)
def test_the_finding_is_on_some_slices_and_not_on_others(study: str, with_finding: range) -> None:
    cut = _truth(study).any(axis=(1, 2))
    assert [index + 1 for index in np.flatnonzero(cut)] == list(with_finding)
    assert not cut.all()


def test_the_tumour_enhances(committed: dict[str, list[Dataset]]) -> None:
    truth = _truth("brain_mr")
    instances = sorted(committed["brain_mr"], key=lambda instance: instance.InstanceNumber)
    values = np.stack([instance.pixel_array for instance in instances])
    inside = values[truth]
    brain = values[8:13][:, 120:140, 60:100]
    assert np.percentile(inside, 75) > 1.5 * np.median(brain)


def _truth(name: str) -> np.ndarray:
    study = next(study for study in make_samples.STUDIES if study.name == name)
    return np.stack([truth for _, truth in make_samples.instances(study)])
