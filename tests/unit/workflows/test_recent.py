from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from iodeep_viewer.core.records import PatientRecord, StudyRecord
from iodeep_viewer.core.search import SearchForm, StudyDates
from iodeep_viewer.errors import IODeepError
from iodeep_viewer.workflows.recent import MOST_STUDIES, Recent, RecentFile, RecentStudy

# As program version 0.3 wrote it.
VERSION_1 = """{
 "searches": {
  "Rossi, this week": {
   "patient_name": "Rossi",
   "patient_id": "",
   "accession_number": "",
   "study_description": "",
   "modalities": [
    "CT",
    "MR"
   ],
   "dates": "7 days",
   "first_date": "",
   "last_date": ""
  }
 },
 "studies": [
  {
   "node": "Hospital",
   "study_instance_uid": "1.2.3",
   "patient_name": "Rossi^Anna",
   "study_date": "20260102",
   "study_description": "Head"
  }
 ]
}
"""
VERSION_2 = """{
 "version": 2,
 "searches": {
  "Rossi, this week": {
   "patient_name": "Rossi",
   "patient_id": "",
   "accession_number": "",
   "study_description": "",
   "modalities": [
    "CT",
    "MR"
   ],
   "dates": "WEEK",
   "first_date": "",
   "last_date": ""
  }
 },
 "studies": [
  {
   "node": "Hospital",
   "study_instance_uid": "1.2.3",
   "patient_name": "Rossi^Anna",
   "study_date": "20260102",
   "study_description": "Head"
  }
 ]
}
"""
REMEMBERED = Recent(
    {"Rossi, this week": SearchForm(patient_name="Rossi", modalities=("CT", "MR"), dates=StudyDates.WEEK)},
    (RecentStudy("Hospital", "1.2.3", "Rossi^Anna", "20260102", "Head"),),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "recent.json"


def study(number: int, name: str = "Rossi^Anna") -> StudyRecord:
    patient = PatientRecord(name, "ID-SECRET", "19700102", "F")
    return StudyRecord(f"1.2.{number}", patient, "ACC-SECRET", study_date="20240102", study_description="Head")


def test_searches_are_kept_renamed_and_deleted(path: Path) -> None:
    form = SearchForm("Rossi, A", "7", "ACC", "brain", ("MR", "CT"), StudyDates.RANGE, "20240101", "20240201")
    RecentFile(path).save_search("Mine", form)
    RecentFile(path).save_search("Today", SearchForm(dates=StudyDates.TODAY))
    assert RecentFile(path).read().searches == {"Mine": form, "Today": SearchForm(dates=StudyDates.TODAY)}
    RecentFile(path).rename_search("Mine", "Hers")
    assert list(RecentFile(path).read().searches.items()) == [
        ("Hers", form),
        ("Today", SearchForm(dates=StudyDates.TODAY)),
    ]
    RecentFile(path).rename_search("Hers", "Today")
    assert RecentFile(path).read().searches == {"Today": form}
    assert RecentFile(path).delete_search("Today").searches == RecentFile(path).read().searches == {}


def test_studies_are_kept_opened_last_first_each_once(path: Path) -> None:
    for number in [*range(MOST_STUDIES + 3), 5]:
        RecentFile(path).remember("Orthanc", study(number))
    RecentFile(path).remember("Elsewhere", study(5))
    kept = RecentFile(path).read().studies
    assert len(kept) == MOST_STUDIES
    assert [(item.node, item.study_instance_uid) for item in kept[:3]] == [
        ("Elsewhere", "1.2.5"),
        ("Orthanc", "1.2.5"),
        ("Orthanc", f"1.2.{MOST_STUDIES + 2}"),
    ]


def test_no_more_of_a_patient_is_kept_than_it_takes_and_for_nobody_else(path: Path) -> None:
    RecentFile(path).remember("Orthanc", study(1))
    assert "SECRET" not in path.read_text()
    assert "19700102" not in path.read_text()
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o600


def test_studies_are_forgotten_and_searches_stay(path: Path) -> None:
    RecentFile(path).save_search("Mine", SearchForm())
    RecentFile(path).remember("Orthanc", study(1))
    RecentFile(path).forget_studies()
    assert RecentFile(path).read() == Recent({"Mine": SearchForm()}, ())
    assert "Rossi" not in path.read_text()


@pytest.mark.parametrize("text", [VERSION_1, VERSION_2], ids=["1", "2"])
def test_the_file_of_each_version_is_read_and_the_last_one_written(path: Path, text: str) -> None:
    path.write_text(text)
    assert RecentFile(path).read() == REMEMBERED
    search = REMEMBERED.searches["Rossi, this week"]
    RecentFile(path).save_search("Rossi, this week", search)
    assert json.loads(path.read_text()) == json.loads(VERSION_2)


def test_what_only_a_later_version_knows_of_a_search_stays(path: Path) -> None:
    document = json.loads(VERSION_2)
    document["version"] = 3
    document["searches"]["Rossi, this week"]["body_part"] = "CHEST"
    path.write_text(json.dumps(document))
    RecentFile(path).save_search("Other", SearchForm())
    kept = json.loads(path.read_text())
    assert kept["version"] == 3
    assert kept["searches"]["Rossi, this week"]["body_part"] == "CHEST"


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[]",
        "{}",
        '{"searches": [], "studies": []}',
        '{"searches": {}, "studies": [{}]}',
        '{"searches": {}, "studies": 7}',
        '{"searches": {"a": {"dates": "never"}}, "studies": []}',
        '{"version": 2, "searches": {"a": {"modalities": "CT"}}, "studies": []}',
        '{"searches": {}, "studies": [{"node": 1, "study_instance_uid": "1", "patient_name": "", "study_date": "",'
        ' "study_description": ""}]}',
    ],
)
def test_a_damaged_file_is_said_once_and_begun_anew(path: Path, text: str) -> None:
    path.write_text(text)
    with pytest.raises(IODeepError, match="file was damaged"):
        RecentFile(path).read()
    assert RecentFile(path).read() == Recent({}, ())


def test_a_disk_that_takes_nothing_is_said(tmp_path: Path) -> None:
    (tmp_path / "folder").write_text("a file where the folder should be")
    with pytest.raises(IODeepError, match="this computer's disk"):
        RecentFile(tmp_path / "folder" / "recent.json").save_search("Mine", SearchForm())
