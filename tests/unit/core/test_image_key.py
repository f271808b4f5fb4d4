"""Series and patients are told apart by all that names them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from iodeep_viewer.core.image_key import SeriesReference, patient_key
from iodeep_viewer.core.records import PatientRecord

SERIES = SeriesReference("Clinic", "42\\rossi^anna", "1.2", "1.2.3")
OTHERS = {"patient": "42\\rossi^luca", "study_instance_uid": "1.3", "series_instance_uid": "1.2.4"}


def test_a_copy_lies_in_another_archive() -> None:
    assert SERIES.is_copy_of(replace(SERIES, archive="files"))


@pytest.mark.parametrize("name", OTHERS)
def test_what_differs_in_anything_else_is_no_copy(name: str) -> None:
    assert not SERIES.is_copy_of(replace(SERIES, **{name: OTHERS[name]}))


@pytest.mark.parametrize("name", ["archive", *OTHERS])
def test_the_digest_depends_on_every_part(name: str) -> None:
    assert replace(SERIES, **{name: OTHERS.get(name, "files")}).digest != SERIES.digest


def test_the_digest_depends_on_where_one_part_ends() -> None:
    assert SeriesReference("a", "b", "1", "2").digest != SeriesReference("ab", "", "1", "2").digest


@pytest.mark.parametrize("other", [PatientRecord("Rossi^Luca", "42"), PatientRecord("Rossi^Anna", "43")])
def test_patients_of_another_name_or_id_are_told_apart(other: PatientRecord) -> None:
    assert patient_key(PatientRecord("Rossi^Anna", "42")) != patient_key(other)
