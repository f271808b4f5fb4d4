"""The memory of stored networks is read in each version that was ever written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from iodeep_viewer.core.iodeep import NetworkRecord
from iodeep_viewer.workflows.catalogue import NetworkCatalogue

NETWORK = NetworkRecord(
    "2.25.1", "Brain", "MR", 1, "BRAIN", "2.25.1", "2.25.1", "2.25.1", published="20260101120000", previous=""
)
# As program version 0.3 wrote it.
VERSION_1 = """[
 {
  "dnn_uid": "2.25.1",
  "dnn_name": "Brain",
  "modality": "MR",
  "samples_per_pixel": 1,
  "body_part_examined": "BRAIN",
  "study_instance_uid": "2.25.1",
  "series_instance_uid": "2.25.1",
  "sop_instance_uid": "2.25.1",
  "published": "20260101120000",
  "previous": ""
 }
]
"""
VERSION_2 = json.dumps({"version": 2, "networks": json.loads(VERSION_1)})


@pytest.mark.parametrize("text", [VERSION_1, VERSION_2], ids=["1", "2"])
def test_the_file_of_each_version_is_read_and_the_last_one_written(tmp_path: Path, text: str) -> None:
    path = tmp_path / "networks.json"
    path.write_text(text)
    catalogue = NetworkCatalogue(path)
    assert catalogue._known == {"2.25.1": NETWORK}
    catalogue._remember([NETWORK])
    assert json.loads(path.read_text()) == json.loads(VERSION_2)


@pytest.mark.parametrize("text", ["[1", "{}", "[{}]", '{"version": 2, "networks": [{"dnn_uid": 1}]}'])
def test_a_damaged_file_is_begun_anew(tmp_path: Path, text: str) -> None:
    path = tmp_path / "networks.json"
    path.write_text(text)
    assert NetworkCatalogue(path)._known == {}
