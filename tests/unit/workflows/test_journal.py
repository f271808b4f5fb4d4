"""Reviews survive on disk."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from iodeep_viewer.core.regions import Contour, NetworkIdentification, Roi, RoiOrigin, RoiState
from iodeep_viewer.errors import IODeepError
from iodeep_viewer.workflows.journal import Journal, _roi_to_json

ROI = Roi(
    "a",
    "Tumour",
    (Contour("1.2.3", 4, np.array([[0.1, 0.2], [3.3, 0.2], [3.0, 4.25]])),),
    RoiState.VALIDATED,
    RoiOrigin.SEMIAUTOMATIC,
    0.87,
    NetworkIdentification("1.9", "Net", "2", "ab" * 32, 0.5),
    (255, 80, 80),
)

TEXT = json.dumps([_roi_to_json(ROI)])


def test_what_was_written_is_read_again(tmp_path: Path) -> None:
    Journal(tmp_path).write("1.2.3", (ROI, replace(ROI, roi_id="b", network=None, probability=None, color=None)))
    first, second = Journal(tmp_path).read("1.2.3")
    assert replace(first, contours=()) == replace(ROI, contours=())
    assert first.contours[0].image == ("1.2.3", 4)
    np.testing.assert_array_equal(first.contours[0].points, ROI.contours[0].points)
    assert (second.roi_id, second.network, second.probability, second.color) == ("b", None, None, None)


def test_each_series_has_its_own_and_an_empty_review_leaves_nothing(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal.write("1.2.3", (ROI,))
    assert journal.read("1.2.4") == ()
    journal.write("1.2.3", ())
    assert journal.read("1.2.3") == ()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("text", ["{", "[{}]", '[{"roi_id": 1}]', "3", TEXT.replace('"Tumour"', "5")])
def test_a_damaged_file_is_kept_and_told_once(tmp_path: Path, text: str) -> None:
    journal = Journal(tmp_path)
    journal.write("1.2.3", (ROI,))
    (tmp_path / "1.2.3.json").write_text(text)
    with pytest.raises(IODeepError, match="decided on this series"):
        journal.read("1.2.3")
    assert (tmp_path / "1.2.3.damaged").read_text() == text
    assert journal.read("1.2.3") == ()


def test_what_is_safe_elsewhere_is_taken_out_and_the_rest_stays(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal.write("1.2.3", (ROI, replace(ROI, roi_id="b")))
    journal.remove("1.2.3", {"a"})
    assert [roi.roi_id for roi in journal.read("1.2.3")] == ["b"]


def test_a_uid_from_the_network_cannot_leave_the_folder(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal")
    journal.write("../../1.2/../evil", (ROI,))
    assert [path.parent for path in tmp_path.rglob("*.json")] == [tmp_path / "journal"]
