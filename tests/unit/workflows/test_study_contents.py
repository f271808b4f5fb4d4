"""The contents of a study by series, and those that are not shown."""

from __future__ import annotations

from iodeep_viewer.core.records import SeriesRecord
from iodeep_viewer.core.stored_objects import Shows
from iodeep_viewer.workflows.study_contents import NotShown, not_shown, study_contents

MODALITIES = ("CT", "SEG", "RTSTRUCT", "SR", "KO", "SEG", "MR")
STUDY = [SeriesRecord("1.2", f"1.2.{number}", modality) for number, modality in enumerate(MODALITIES)]


def test_every_series_of_a_study_is_listed_with_its_type() -> None:
    contents = study_contents(STUDY)
    assert [item.record for item in contents] == STUDY
    assert [(item.type_name, item.shows) for item in contents] == [
        ("image", Shows.IMAGES),
        ("segmentation", Shows.NOTHING),
        ("RT Structure Set", Shows.FINDINGS),
        ("structured report", Shows.NOTHING),
        ("Key Object Selection", Shows.FINDINGS),
        ("segmentation", Shows.NOTHING),
        ("image", Shows.IMAGES),
    ]


def test_only_series_that_nothing_shows_are_counted() -> None:
    segmentations, reports = NotShown(2, "SEG", "segmentations"), NotShown(1, "SR", "structured reports")
    assert not_shown(study_contents(STUDY)) == (segmentations, reports)
    assert not_shown(study_contents(STUDY[:1])) == ()


def test_raw_data_are_not_shown_even_where_the_modality_is_that_of_images() -> None:
    raw = SeriesRecord("1.2", "1.2.9", "MR", sop_class_uid="1.2.840.10008.5.1.4.1.1.66")
    assert not_shown(study_contents([raw])) == (NotShown(1, "MR", "raw data"),)
