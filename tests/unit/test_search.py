from __future__ import annotations

from datetime import date

import pytest

from iodeep_viewer.core.records import PatientRecord, StudyQuery, StudyRecord, prior_studies
from iodeep_viewer.core.search import SearchForm, StudyDates

TODAY = date(2024, 3, 1)


@pytest.mark.parametrize(
    ("form", "query"),
    [
        (SearchForm(), StudyQuery()),
        (SearchForm(patient_name=" Rossi, Anna "), StudyQuery(patient_name="Rossi^Anna*")),
        (SearchForm(patient_name="R?SSI"), StudyQuery(patient_name="R?SSI")),
        (SearchForm(study_description="brain"), StudyQuery(study_description="*brain*")),
        (SearchForm(study_description="brain*"), StudyQuery(study_description="brain*")),
        (SearchForm(patient_id="7\\8", accession_number=" A1 "), StudyQuery(patient_id="7 8", accession_number="A1")),
        (SearchForm(modalities=("mr", " ", "CT", "MR")), StudyQuery(modalities=("MR", "CT"))),
    ],
)
def test_what_is_typed_becomes_matching_keys(form: SearchForm, query: StudyQuery) -> None:
    assert form.query(TODAY) == query


@pytest.mark.parametrize(
    ("dates", "first", "last", "key"),
    [
        (StudyDates.ANY, "20240101", "", ""),
        (StudyDates.TODAY, "", "", "20240301"),
        (StudyDates.YESTERDAY, "", "", "20240229"),
        (StudyDates.WEEK, "", "", "20240224-20240301"),
        (StudyDates.MONTH, "", "", "20240201-20240301"),
        (StudyDates.RANGE, "20240110", "20240105", "20240105-20240110"),
        (StudyDates.RANGE, "20240110", "20240110", "20240110"),
        (StudyDates.RANGE, "20240110", "", "20240110-"),
        (StudyDates.RANGE, "", "20240110", "-20240110"),
        (StudyDates.RANGE, "", "", ""),
    ],
)
def test_dates_count_from_the_day_of_the_search(dates: StudyDates, first: str, last: str, key: str) -> None:
    assert SearchForm(dates=dates, first_date=first, last_date=last).query(TODAY).study_date == key


def study(uid: str, day: str, patient_id: str = "7", birth: str = "19700102") -> StudyRecord:
    return StudyRecord(uid, PatientRecord(patient_id=patient_id, patient_birth_date=birth), study_date=day)


def test_prior_studies_are_the_others_of_the_same_patient() -> None:
    opened = study("1", "20240101")
    candidates = [
        opened,
        study("2", "20220101"),
        study("3", "20230101", birth=""),
        study("4", "20230202", birth="19990909"),
        study("5", "20230303", patient_id="8"),
    ]
    assert [item.study_instance_uid for item in prior_studies(opened, candidates)] == ["3", "2"]
    assert prior_studies(study("1", "", patient_id=""), [study("2", "", patient_id="")]) == ()
