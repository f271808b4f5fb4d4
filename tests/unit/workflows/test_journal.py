"""Reviews survive on disk."""

from __future__ import annotations

import errno
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from iodeep_viewer.core.image_key import SeriesReference
from iodeep_viewer.core.measurements import Measurement, MeasurementKind
from iodeep_viewer.core.regions import Contour, NetworkIdentification, Roi, RoiOrigin, RoiState
from iodeep_viewer.core.review import Findings
from iodeep_viewer.errors import IODeepError
from iodeep_viewer.workflows.journal import Journal, _findings_to_json

SERIES = SeriesReference("PACS", "1\\rossi^anna", "1.2", "1.2.3")
ROI = Roi(
    "a",
    "Tumour",
    (Contour("1.2.3", 4, np.array([[0.1, 0.2], [3.3, 0.2], [3.0, 4.25]])),),
    RoiState.VALIDATED,
    RoiOrigin.SEMIAUTOMATIC,
    0.87,
    NetworkIdentification("1.9", "Net", "2", "ab" * 32, 0.5),
    (255, 80, 80),
    (Contour("1.2.3", 4, np.array([[0.0, 0.0], [3.0, 0.0], [3.0, 4.0]])),),
    "1.9.8.7",
)
LENGTH = Measurement("m", MeasurementKind.LENGTH, "1.2.3", None, np.array([[0.0, 0.5], [3.0, 4.5]]))
FINDINGS = Findings((ROI,), (LENGTH,), frozenset({("1.2.3", None), ("1.2.4", 2)}))
TEXT = json.dumps(_findings_to_json(FINDINGS))


def test_what_was_written_is_read_again(tmp_path: Path) -> None:
    other = replace(ROI, roi_id="b", network=None, probability=None, color=None, proposed=())
    Journal(tmp_path).write(SERIES, replace(FINDINGS, rois=(ROI, other)))
    found = Journal(tmp_path).read(SERIES)
    first, second = found.rois
    assert replace(first, contours=(), proposed=()) == replace(ROI, contours=(), proposed=())
    for contours, expected in ((first.contours, ROI.contours), (first.proposed, ROI.proposed)):
        assert [item.image for item in contours] == [("1.2.3", 4)]
        np.testing.assert_array_equal(contours[0].points, expected[0].points)
    assert (second.roi_id, second.network, second.probability, second.color) == ("b", None, None, None)
    assert second.proposed == ()
    (length,) = found.measurements
    assert (length.measurement_id, length.kind, length.image) == ("m", MeasurementKind.LENGTH, ("1.2.3", None))
    np.testing.assert_array_equal(length.points, LENGTH.points)
    assert found.key_images == FINDINGS.key_images


def test_each_series_has_its_own_and_an_empty_review_leaves_nothing(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal.write(SERIES, FINDINGS)
    assert journal.read(replace(SERIES, series_instance_uid="1.2.4")).empty
    journal.write(SERIES, Findings())
    assert journal.read(SERIES).empty
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("other", [{"archive": "files"}, {"patient": "2\\rossi^anna"}, {"study_instance_uid": "1.4"}])
def test_a_series_uid_that_two_patients_studies_or_archives_share_has_a_journal_for_each(
    tmp_path: Path, other: dict[str, str]
) -> None:
    journal, second = Journal(tmp_path), replace(SERIES, **other)
    journal.write(SERIES, FINDINGS)
    assert journal.read(second).empty
    journal.write(second, Findings(key_images=frozenset({("1.9", None)})))
    journal.remove(second, (), {("1.9", None)})
    assert journal.read(SERIES).key_images == FINDINGS.key_images


def test_a_journal_of_the_version_before_goes_to_the_first_series_of_its_uid_that_is_opened(tmp_path: Path) -> None:
    (tmp_path / "1.2.3.json").write_text(TEXT)
    journal = Journal(tmp_path)
    assert journal.read(SERIES).key_images == FINDINGS.key_images
    assert journal.read(replace(SERIES, patient="2")).empty
    assert Journal(tmp_path).read(SERIES).key_images == FINDINGS.key_images


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[{}]",
        '{"rois": [{"roi_id": 1}], "measurements": [], "key_images": []}',
        "3",
        TEXT.replace('"Tumour"', "5"),
    ],
)
def test_a_damaged_file_is_kept_and_told_once(tmp_path: Path, text: str) -> None:
    journal = Journal(tmp_path)
    journal.write(SERIES, FINDINGS)
    (tmp_path / f"{SERIES.digest}.json").write_text(text)
    with pytest.raises(IODeepError, match="decided on this series"):
        journal.read(SERIES)
    (kept,) = tmp_path.glob(f"{SERIES.digest}.*damaged")
    assert kept.read_text() == text
    assert journal.read(SERIES).empty


def test_a_second_damaged_file_is_kept_beside_the_first(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    for text in ("{", 100_000 * "["):
        (tmp_path / f"{SERIES.digest}.json").write_text(text)
        with pytest.raises(IODeepError, match="decided on this series"):
            journal.read(SERIES)
    assert {len(path.read_text()) for path in tmp_path.glob("*.damaged")} == {1, 100_000}


def test_a_file_that_cannot_be_read_now_is_read_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = Journal(tmp_path)
    journal.write(SERIES, FINDINGS)
    with monkeypatch.context() as now:
        now.setattr(Path, "read_text", fail_to_read)
        with pytest.raises(IODeepError, match="cannot be read now: Input/output error"):
            journal.read(SERIES)
    assert journal.read(SERIES).key_images == FINDINGS.key_images
    assert list(tmp_path.glob("*.damaged")) == []


@pytest.mark.parametrize("decided", [Findings(), Findings(key_images=frozenset({("1.2.9", None)}))])
def test_what_could_not_be_read_is_not_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, decided: Findings
) -> None:
    journal = Journal(tmp_path)
    journal.write(SERIES, FINDINGS)
    with monkeypatch.context() as now:
        now.setattr(Path, "read_text", fail_to_read)
        with pytest.raises(IODeepError):
            journal.read(SERIES)
        journal.remove(SERIES, {"a"})
    journal.write(SERIES, decided)
    assert journal.read(SERIES) == decided
    (kept,) = tmp_path.glob("*.damaged")
    assert json.loads(kept.read_text())["rois"][0]["roi_id"] == "a"


def fail_to_read(*_: object, **__: object) -> str:
    raise OSError(errno.EIO, "Input/output error", "1.2.3.json")


def test_what_is_safe_elsewhere_is_so_where_the_journal_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    journal = Journal(tmp_path)
    journal.write(SERIES, FINDINGS)

    def full(path: Path, *_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(path))

    monkeypatch.setattr("iodeep_viewer.workflows.journal.write_atomically", full)
    journal.remove(SERIES, {"a"})
    assert "No space left on device" in caplog.text
    assert SERIES.digest not in caplog.text
    assert len(journal.read(SERIES).rois) == len(FINDINGS.rois)


def test_what_is_safe_elsewhere_is_taken_out_and_the_rest_stays(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal.write(SERIES, replace(FINDINGS, rois=(ROI, replace(ROI, roi_id="b"))))
    journal.remove(SERIES, {"a", "m"})
    kept = journal.read(SERIES)
    assert [roi.roi_id for roi in kept.rois] == ["b"]
    assert kept.measurements == ()
    assert kept.key_images == FINDINGS.key_images
    journal.remove(SERIES, {"b"}, {("1.2.4", 2)})
    assert journal.read(SERIES).key_images == {("1.2.3", None)}


def test_a_uid_from_the_network_cannot_leave_the_folder(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal")
    journal.write(replace(SERIES, series_instance_uid="../../1.2/../evil"), FINDINGS)
    assert [path.parent for path in tmp_path.rglob("*.json")] == [tmp_path / "journal"]


def test_an_arrow_keeps_its_text(tmp_path: Path) -> None:
    arrow = Measurement("t", MeasurementKind.ARROW, "1.2.3", None, np.array([[1.0, 0.5], [3.0, 4.5]]), "Größe ≥ 5 mm")
    Journal(tmp_path).write(SERIES, Findings((), (arrow,), frozenset()))
    (kept,) = Journal(tmp_path).read(SERIES).measurements
    assert (kept.kind, kept.text) == (MeasurementKind.ARROW, "Größe ≥ 5 mm")
