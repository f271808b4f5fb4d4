"""Publishing over real sockets: checks, the stored object, the proof that it comes back; versions and their order."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydicom import Dataset
from pydicom.uid import generate_uid
from safetensors.numpy import load, save

from iodeep_viewer.archives.dimse import DimseArchive
from iodeep_viewer.core.iodeep import NetworkRecord, versions
from iodeep_viewer.core.pacs_node import PacsNode
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.errors import Cancelled, NetworkError, PacsError
from iodeep_viewer.pacs.cache import InstanceCache
from iodeep_viewer.pacs.embedded import EmbeddedArchive
from iodeep_viewer.pacs.store import store_instances
from iodeep_viewer.settings import Settings
from iodeep_viewer.workflows.model_folder import prepare_publication, record_answer
from iodeep_viewer.workflows.networks import choose_network
from iodeep_viewer.workflows.publishing import publish, store_publication, withdraw
from iodeep_viewer.workflows.workstation import Workstation, open_workstation
from tests.archives import archive_of
from tests.network.model_folders import bright_network, change_card
from tests.slices import make_slice

IMAGE = make_slice(np.zeros((64, 64), np.int16))


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[PacsNode]:
    with EmbeddedArchive([], tmp_path / "archive") as served:
        yield served.node()


@pytest.fixture
def workstation(tmp_path: Path) -> Workstation:
    return open_workstation(tmp_path / "workstation", Settings())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return bright_network(tmp_path / "model")


def uid_of(folder: Path) -> str:
    return str(json.loads((folder / "card.json").read_text())["dnn_uid"])


def held(workstation: Workstation, archive: PacsNode) -> list[str]:
    return [record.dnn_uid for record in workstation.catalogue.networks(archive_of(archive), None, TaskControl())]


def test_what_will_be_stored_is_shown_before(folder: Path) -> None:
    table = dict(prepare_publication(folder, TaskControl()).table)
    card = json.loads((folder / "card.json").read_text())
    assert table["DnnUID, also SOP, series and study UID"] == card["dnn_uid"]
    assert table["Weights SHA-256"] == card["weights_sha256"]
    assert table["Weights"] == f"{(folder / 'weights.safetensors').stat().st_size:,} bytes"
    tags = ("DnnPrevious", "Task", "Modality", "BodyPartExamined", "SamplesPerPixel", "Rows x Columns")
    assert [table[name] for name in tags] == ["none", "segmentation", "MR", "BRAIN", "1", "32 x 32"]


def test_publishing_the_same_again_stores_nothing(archive: PacsNode, tmp_path: Path, folder: Path) -> None:
    first = store_publication(prepare_publication(folder, TaskControl()), archive_of(archive), TaskControl())
    (file,) = (tmp_path / "archive").rglob("*.dcm")
    before = file.read_bytes()
    again = store_publication(prepare_publication(folder, TaskControl()), archive_of(archive), TaskControl())
    assert (first.already, again.already) == (False, True)
    assert first.record == again.record
    assert [path.read_bytes() for path in (tmp_path / "archive").rglob("*.dcm")] == [before]


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"limitations": ["other ones"]}, "card differ"),
        ({"version": "2"}, "version, card differ"),
        ({"name": "Another"}, "name and tags, card differ"),
    ],
)
def test_the_same_uid_with_other_content_is_refused(
    archive: PacsNode, tmp_path: Path, folder: Path, changes: dict[str, Any], what: str
) -> None:
    publish(folder, archive_of(archive), TaskControl())
    (file,) = (tmp_path / "archive").rglob("*.dcm")
    before = file.read_bytes()
    change_card(folder, **changes)
    with pytest.raises(NetworkError, match=what) as caught:
        publish(folder, archive_of(archive), TaskControl())
    assert "dnn_uid" in caught.value.hint
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda folder: change_card(folder, licence=None, split=None), "“split” is missing: .*“licence” is missing: "),
        (lambda folder: change_card(folder, training={"command": "x"}), "“training.seed” is missing"),
        (lambda folder: change_card(folder, preprocessing={"aspect": "pad"}), "not that of network.json"),
        (lambda folder: change_card(folder, previous="1.2.x"), "DnnPrevious '1.2.x' is not a valid UID"),
        (lambda folder: (folder / "check.safetensors").unlink(), "check.safetensors cannot be read"),
        (lambda folder: (folder / "check.safetensors").write_bytes(b"{}"), "recorded answer of .* is damaged"),
        (lambda folder: (folder / "card.json").write_text(100_000 * "["), "card.json in .* is not valid JSON"),
        (lambda folder: another_answer(folder), "answers otherwise than recorded"),
        (lambda folder: another_activation(folder), "answers otherwise than recorded"),
    ],
    ids=range(9),
)
def test_nothing_is_stored_where_a_check_fails(
    archive: PacsNode, workstation: Workstation, folder: Path, spoil: Callable[[Path], object], sentence: str
) -> None:
    spoil(folder)
    with pytest.raises(NetworkError, match=sentence) as caught:
        publish(folder, archive_of(archive), TaskControl())
    assert caught.value.hint
    assert held(workstation, archive) == []


def another_answer(folder: Path) -> None:
    tensors = dict(load((folder / "check.safetensors").read_bytes()))
    tensors["output"] = tensors["output"] + np.float32(0.1)
    (folder / "check.safetensors").write_bytes(save(tensors))


def another_activation(folder: Path) -> None:
    """Change the network so that its weights still fit."""
    document = json.loads((folder / "network.json").read_text())
    document["architecture"]["2"] = "tanh"
    (folder / "network.json").write_text(json.dumps(document))


def test_an_answer_that_is_recorded_again_is_that_of_the_network(archive: PacsNode, folder: Path) -> None:
    another_activation(folder)
    record_answer(folder, TaskControl())
    assert publish(folder, archive_of(archive), TaskControl()).dnn_uid == uid_of(folder)
    assert (folder / "check.safetensors").stat().st_size < 100_000


class Changing(DimseArchive):
    """Changes what it stores."""

    def store(self, instances: Sequence[Dataset | Path], task: TaskControl) -> None:
        (network,) = instances
        assert isinstance(network, Dataset)
        network[0x00171012].value = "another version"
        store_instances(self.node, [network], task)


class Losing(DimseArchive):
    """Loses what it took."""

    def store(self, instances: Sequence[Dataset | Path], task: TaskControl) -> None:
        """Send nothing."""


@pytest.mark.parametrize(("kind", "words"), [(Changing, "as it was sent"), (Losing, "does not give it back")])
def test_a_pacs_that_changes_or_loses_what_it_took_is_told(
    archive: PacsNode, folder: Path, tmp_path: Path, kind: type[DimseArchive], words: str
) -> None:
    with pytest.raises(PacsError, match=words):
        publish(folder, kind(archive, InstanceCache(tmp_path / "fetched")), TaskControl())


def test_a_cancelled_publication_stores_nothing(archive: PacsNode, workstation: Workstation, folder: Path) -> None:
    task = TaskControl()
    task.cancel()
    with pytest.raises((Cancelled, PacsError)):
        publish(folder, archive_of(archive), task)
    assert held(workstation, archive) == []


def test_a_withdrawn_network_is_not_chosen_while_its_successor_is_there(
    archive: PacsNode, workstation: Workstation, tmp_path: Path, folder: Path
) -> None:
    publish(folder, archive_of(archive), TaskControl())
    successor = bright_network(tmp_path / "successor")
    change_card(successor, previous=uid_of(folder))
    stored = withdraw(uid_of(folder), successor, archive_of(archive), TaskControl())
    assert stored.record.previous == uid_of(folder)
    selection = choose_network(workstation, archive_of(archive), IMAGE, TaskControl())
    assert [candidate.network.dnn_uid for candidate in selection.matching] == [uid_of(successor)]
    assert {candidate.network.dnn_uid: candidate.superseded_by for candidate in selection.candidates} == {
        uid_of(folder): stored.record,
        uid_of(successor): None,
    }


def test_a_network_is_withdrawn_by_its_own_uid_where_its_series_has_another(
    archive: PacsNode, tmp_path: Path, folder: Path
) -> None:
    dataset = prepare_publication(folder, TaskControl()).dataset
    dataset.SeriesInstanceUID = generate_uid()
    store_instances(archive, [dataset], TaskControl())
    successor = bright_network(tmp_path / "successor")
    change_card(successor, previous=uid_of(folder))
    assert withdraw(uid_of(folder), successor, archive_of(archive), TaskControl()).record.previous == uid_of(folder)


def test_a_successor_has_to_name_what_it_replaces_and_that_has_to_be_there(
    archive: PacsNode, workstation: Workstation, tmp_path: Path, folder: Path
) -> None:
    successor = bright_network(tmp_path / "successor")
    with pytest.raises(NetworkError, match="does not say that it replaces") as caught:
        withdraw(uid_of(folder), successor, archive_of(archive), TaskControl())
    assert f'"previous": "{uid_of(folder)}"' in caught.value.hint
    change_card(successor, previous=uid_of(folder))
    with pytest.raises(NetworkError, match="holds no network"):
        withdraw(uid_of(folder), successor, archive_of(archive), TaskControl())
    assert held(workstation, archive) == []


def test_a_network_for_other_images_replaces_none(
    archive: PacsNode, workstation: Workstation, tmp_path: Path, folder: Path
) -> None:
    publish(folder, archive_of(archive), TaskControl())
    other = bright_network(tmp_path / "other", "CT", "ABDOMEN")
    change_card(other, previous=uid_of(folder))
    with pytest.raises(NetworkError, match=r"is for CT/1/ABDOMEN, but .* is for MR/1/BRAIN") as caught:
        publish(other, archive_of(archive), TaskControl())
    assert "delete" in caught.value.hint
    assert held(workstation, archive) == [uid_of(folder)]


def test_a_successor_may_be_published_where_the_version_before_never_was(
    archive: PacsNode, workstation: Workstation, folder: Path
) -> None:
    change_card(folder, previous="2.25.17")
    assert publish(folder, archive_of(archive), TaskControl()).previous == "2.25.17"
    assert held(workstation, archive) == [uid_of(folder)]


def test_versions_are_listed_from_the_last_to_the_first() -> None:
    def record(uid: str, previous: str = "") -> NetworkRecord:
        return NetworkRecord(uid, uid, "MR", 1, "BRAIN", uid, uid, uid, previous=previous)

    line = [record("1.3", "1.2"), record("1.2", "1.1"), record("1.1")]
    for item in line:
        assert versions(item, [record("1.9"), *reversed(line)]) == tuple(line)
    circle = [record("1.1", "1.2"), record("1.2", "1.1")]
    assert set(versions(circle[0], circle)) == set(circle)
    itself = record("1.1", "1.1")
    assert versions(itself, [itself]) == (itself,)
