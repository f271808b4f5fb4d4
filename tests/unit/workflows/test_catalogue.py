"""The memory of stored networks is read in each version that was ever written."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

import pytest

from iodeep_viewer.archives.folder import FolderArchive
from iodeep_viewer.core.image_key import SeriesReference
from iodeep_viewer.core.iodeep import NetworkRecord
from iodeep_viewer.core.records import SeriesRecord
from iodeep_viewer.core.task import TaskControl
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
SERIES = SeriesReference("Clinic", "", "2.25.1", "2.25.1")
VERSION_3 = json.dumps(
    {
        "version": 3,
        "networks": [
            {
                "series": {
                    "archive": "Clinic",
                    "patient": "",
                    "study_instance_uid": "2.25.1",
                    "series_instance_uid": "2.25.1",
                },
                "record": json.loads(VERSION_1)[0],
            }
        ],
    }
)


@pytest.mark.parametrize("text", [VERSION_1, VERSION_2, VERSION_3], ids=["1", "2", "3"])
def test_the_file_of_each_version_is_read_and_the_last_one_written(tmp_path: Path, text: str) -> None:
    path = tmp_path / "networks.json"
    path.write_text(text)
    catalogue = NetworkCatalogue(path)
    # Former versions do not say in which archive a network lies: it is asked about again.
    assert catalogue._known == ({SERIES: NETWORK} if text is VERSION_3 else {})
    catalogue._remember({SERIES: NETWORK})
    assert json.loads(path.read_text()) == json.loads(VERSION_3)


class OneNetwork(FolderArchive):
    """Holds one network, under the UIDs that those of other names have as well."""

    asked: ClassVar[list[str]] = []

    @property
    def key(self) -> str:
        return self.name

    def list_networks(
        self, task: TaskControl, modality: str = "", body_part_examined: str = ""
    ) -> tuple[SeriesRecord, ...]:
        return (SeriesRecord("2.25.1", "2.25.1", self.name),)

    def describe_network(self, series: SeriesRecord, task: TaskControl) -> NetworkRecord:
        self.asked.append(self.name)
        return replace(NETWORK, dnn_name=self.name)


def test_networks_of_two_archives_under_one_uid_are_remembered_apart_and_asked_about_once(tmp_path: Path) -> None:
    OneNetwork.asked.clear()
    catalogue = NetworkCatalogue(tmp_path / "networks.json")
    one, other = (OneNetwork(name, (), {}, {}, "", ()) for name in ("One", "Other"))
    for archive in (one, other, one):
        (network,) = catalogue.networks(archive, None, TaskControl())
        assert network.dnn_name == archive.name
    (again,) = NetworkCatalogue(tmp_path / "networks.json").networks(other, None, TaskControl())
    assert again.dnn_name == "Other"
    assert OneNetwork.asked == ["One", "Other"]


@pytest.mark.parametrize("text", ["[1", "{}", "[{}]", '{"version": 3, "networks": [{"series": 1}]}'])
def test_a_damaged_file_is_begun_anew(tmp_path: Path, text: str) -> None:
    path = tmp_path / "networks.json"
    path.write_text(text)
    assert NetworkCatalogue(path)._known == {}
