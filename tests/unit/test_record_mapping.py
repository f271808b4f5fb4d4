"""A file and an answer of a PACS with the same attributes make the same records."""

from __future__ import annotations

from pathlib import Path

import pytest

from iodeep_viewer.core.record_mapping import instance_record, series_record, study_record
from iodeep_viewer.objects.common import file_bytes
from iodeep_viewer.objects.file_record import read_file_record
from iodeep_viewer.pacs.attributes import Attributes
from tests.pacs_objects import make_series


@pytest.mark.parametrize("series_number", ["7", "7.0", "", "seven"])
def test_a_file_and_an_answer_say_the_same(tmp_path: Path, series_number: str) -> None:
    (dataset,) = make_series(1, PatientName="Rossi^Anna", StudyDescription="Brain", NumberOfFrames=1).datasets
    dataset["SeriesNumber"]._value = series_number
    path = tmp_path / "image.dcm"
    path.write_bytes(file_bytes(dataset))
    record = read_file_record(path)
    answer = Attributes(dataset)
    assert record is not None
    assert record.study == study_record(answer)
    assert record.series == series_record(answer)
    assert record.series.series_number == (7 if series_number.startswith("7") else None)
    assert record.instance == instance_record(
        answer, record.study.study_instance_uid, record.series.series_instance_uid
    )
    assert record.instance.number_of_frames == 1
