"""Publish, choose, fetch and run networks over real sockets, and everything that can be wrong with them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from iodeep_viewer.core.iodeep import IODeep
from iodeep_viewer.core.pacs_node import PacsNode
from iodeep_viewer.core.records import StudyQuery
from iodeep_viewer.core.regions import Roi
from iodeep_viewer.core.selection import SliceTags
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.errors import Cancelled, IODeepError, NetworkError, NoMatchingNetwork
from iodeep_viewer.objects.iodeep.writer import write_iodeep
from iodeep_viewer.pacs.embedded import EmbeddedArchive
from iodeep_viewer.pacs.query import find_studies
from iodeep_viewer.pacs.store import store_instances
from iodeep_viewer.settings import NetworkSettings, Settings
from iodeep_viewer.workflows.model_folder import read_model_folder
from iodeep_viewer.workflows.networks import choose_network, prefer_network, ready_network
from iodeep_viewer.workflows.publishing import publish
from iodeep_viewer.workflows.workstation import Workstation, open_workstation
from tests.archives import archive_of
from tests.network.model_folders import DESCRIPTION, bright_network, change_card, damaged_network
from tests.slices import make_slice

ROOT = Path(__file__).resolve().parents[2]
VALUES = np.zeros((64, 64), np.int16)
VALUES[16:32, 8:40] = 1000
IMAGE = make_slice(VALUES)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[PacsNode]:
    with EmbeddedArchive([], tmp_path / "archive") as served:
        yield served.node()


@pytest.fixture
def workstation(tmp_path: Path) -> Workstation:
    return open_workstation(tmp_path / "workstation", Settings())


def propose(workstation: Workstation, settings: Settings, archive: PacsNode) -> tuple[Roi, ...]:
    """Do the work of the AI ROI button."""
    ready = ready_network(workstation, settings, archive_of(archive), IMAGE, TaskControl())
    return ready.predictor.predict(IMAGE, TaskControl()).rois


def test_publish_choose_fetch_predict(archive: PacsNode, workstation: Workstation, tmp_path: Path) -> None:
    published = publish(bright_network(tmp_path / "model"), archive_of(archive), TaskControl())
    publish(bright_network(tmp_path / "other", "CT", "ABDOMEN"), archive_of(archive), TaskControl())
    ready = ready_network(workstation, Settings(), archive_of(archive), IMAGE, TaskControl())
    assert ready.selection.chosen is not None
    assert ready.selection.chosen.network == published
    (roi,) = ready.predictor.predict(IMAGE, TaskControl()).rois
    assert roi.label == "Bright"
    assert roi.network is not None
    assert roi.network.dnn_uid == published.dnn_uid
    assert roi.probability == pytest.approx(1, abs=0.05)
    # The edges of the block lie between its pixels, whatever the network's own grid was.
    np.testing.assert_allclose(roi.contours[0].points.min(axis=0), [7.5, 15.5], atol=0.35)
    np.testing.assert_allclose(roi.contours[0].points.max(axis=0), [39.5, 31.5], atol=0.35)


def test_nothing_matches(archive: PacsNode, workstation: Workstation, tmp_path: Path) -> None:
    publish(bright_network(tmp_path / "model", "CT", "ABDOMEN"), archive_of(archive), TaskControl())
    with pytest.raises(NoMatchingNetwork, match="CT ABDOMEN"):
        propose(workstation, Settings(), archive)


def test_a_network_that_cannot_match_is_not_asked_about(
    archive: PacsNode, workstation: Workstation, tmp_path: Path
) -> None:
    publish(bright_network(tmp_path / "model"), archive_of(archive), TaskControl())
    publish(bright_network(tmp_path / "other", "CT", "ABDOMEN"), archive_of(archive), TaskControl())
    selection = choose_network(workstation, archive_of(archive), IMAGE, TaskControl())
    samples = {item.network.modality: item.network.samples_per_pixel for item in selection.candidates}
    assert samples == {"MR": 1, "CT": None}
    everything = workstation.catalogue.networks(archive_of(archive), None, TaskControl())
    assert [item.samples_per_pixel for item in everything] == [1, 1]


def test_what_was_learned_is_remembered_and_a_damaged_memory_starts_anew(archive: PacsNode, tmp_path: Path) -> None:
    publish(bright_network(tmp_path / "model"), archive_of(archive), TaskControl())
    tags = SliceTags("MR", 1, "BRAIN", "")
    first = open_workstation(tmp_path / "w", Settings()).catalogue.networks(archive_of(archive), tags, TaskControl())
    remembered = json.loads((tmp_path / "w" / "networks.json").read_text())
    assert [item["record"]["dnn_uid"] for item in remembered["networks"]] == [first[0].dnn_uid]
    (tmp_path / "w" / "networks.json").write_text("[1")
    again = open_workstation(tmp_path / "w", Settings()).catalogue.networks(archive_of(archive), tags, TaskControl())
    assert again == first


def test_of_two_that_match_the_newer_one_is_chosen(archive: PacsNode, workstation: Workstation, tmp_path: Path) -> None:
    for day, name in (("20260102", "new"), ("20250101", "old")):
        dataset = write_iodeep(read_model_folder(bright_network(tmp_path / name)))
        dataset.ContentDate = day
        store_instances(archive, [dataset], TaskControl())
    selection = choose_network(workstation, archive_of(archive), IMAGE, TaskControl())
    assert selection.chosen is not None
    assert selection.chosen.network.published.startswith("20260102")
    assert len(selection.matching) == 2


def test_a_preference_outlives_newer_networks_but_not_a_successor(
    archive: PacsNode, workstation: Workstation, tmp_path: Path
) -> None:
    def publish_on(day: str, name: str, previous: str = "") -> str:
        dataset = write_iodeep(with_previous(read_model_folder(bright_network(tmp_path / name)), previous))
        dataset.ContentDate = day
        store_instances(archive, [dataset], TaskControl())
        return str(dataset.SOPInstanceUID)

    def chosen(settings: Settings) -> tuple[str, Settings]:
        selection = choose_network(workstation, archive_of(archive), IMAGE, TaskControl(), settings.networks.preferred)
        assert selection.chosen is not None
        return selection.chosen.network.dnn_uid, prefer_network(settings, selection, old)

    old, new = publish_on("20250101", "old"), publish_on("20260101", "new")
    uid, preferring = chosen(Settings())
    assert uid == new
    assert preferring.networks.preferred == {"MR/1/BRAIN": old}
    assert chosen(preferring)[0] == old
    ready = ready_network(workstation, preferring, archive_of(archive), IMAGE, TaskControl())
    assert ready.predictor.iodeep.record.dnn_uid == old
    successor = publish_on("20240101", "successor", previous=old)
    assert chosen(preferring)[0] == new
    assert chosen(Settings(networks=NetworkSettings(preferred={"MR/1/BRAIN": successor})))[0] == successor
    selection = choose_network(workstation, archive_of(archive), IMAGE, TaskControl())
    assert prefer_network(preferring, selection, None).networks.preferred == {}
    assert prefer_network(preferring, selection, "1.2.3").networks.preferred == {}


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda folder: (folder / "weights.safetensors").unlink(), "weights.safetensors cannot be read"),
        (lambda folder: (folder / "card.json").write_text("{"), "card.json .* is not valid JSON"),
        (lambda folder: (folder / "card.json").write_text("[]"), "not a JSON object"),
        (lambda folder: (folder / "network.json").write_text("{"), "description of the network"),
        (lambda folder: change_card(folder, dnn_uid=None), "no “dnn_uid”"),
        (lambda folder: change_card(folder, selection=None), "no “selection”"),
        (lambda folder: change_card(folder, selection={"modality": "MR"}), "no “"),
        (lambda folder: change_card(folder, weights_sha256="00" * 32), "states other weights"),
    ],
)
def test_a_folder_that_is_not_complete_is_refused_and_nothing_is_stored(
    archive: PacsNode, workstation: Workstation, tmp_path: Path, spoil: object, sentence: str
) -> None:
    folder = bright_network(tmp_path / "model")
    spoil(folder)  # type: ignore[operator]
    with pytest.raises(NetworkError, match=sentence):
        publish(folder, archive_of(archive), TaskControl())
    assert workstation.catalogue.networks(archive_of(archive), None, TaskControl()) == ()


def test_weights_that_do_not_fit_the_description_are_refused(archive: PacsNode, tmp_path: Path) -> None:
    wider = DESCRIPTION | {"kernel": {"kernel1": 3}, "padding_conv": {"padding_conv": 1}}
    with pytest.raises(NetworkError, match="do not fit"):
        publish(bright_network(tmp_path / "model", description=wider), archive_of(archive), TaskControl())


def with_previous(network: IODeep, previous: str) -> IODeep:
    return replace(network, record=replace(network.record, previous=previous))


def stored(archive: PacsNode, folder: Path, **changes: object) -> IODeep:
    network = replace(read_model_folder(folder), **changes)  # type: ignore[arg-type]
    store_instances(archive, [write_iodeep(network)], TaskControl())
    return network


def test_a_stored_network_with_a_damaged_digest_is_refused(
    archive: PacsNode, workstation: Workstation, tmp_path: Path
) -> None:
    store_instances(archive, [damaged_network(tmp_path / "model")], TaskControl())
    with pytest.raises(NetworkError, match=r"SHA-256|digest"):
        propose(workstation, Settings(), archive)


def test_a_stored_network_with_a_broken_description_is_refused(
    archive: PacsNode, workstation: Workstation, tmp_path: Path
) -> None:
    stored(archive, bright_network(tmp_path / "model"), architecture='{"architecture": {"1": "teleport"}}')
    with pytest.raises(NetworkError, match="description of the network") as caught:
        propose(workstation, Settings(), archive)
    assert "teleport" in caught.value.sentence
    assert caught.value.hint


def test_weights_elsewhere_are_fetched_only_from_places_that_the_settings_name(
    archive: PacsNode, workstation: Workstation, tmp_path: Path
) -> None:
    folder = bright_network(tmp_path / "model")
    uri = (folder / "weights.safetensors").as_uri()
    stored(archive, folder, weights=None, weights_uri=uri)
    with pytest.raises(NetworkError, match="do not allow"):
        propose(workstation, Settings(), archive)
    with pytest.raises(NetworkError, match="do not allow"):
        propose(workstation, Settings(networks=NetworkSettings(weights_places=("file:///somewhere/else",))), archive)
    allowed = Settings(networks=NetworkSettings(weights_places=(tmp_path.as_uri(),)))
    assert len(propose(workstation, allowed, archive)) == 1


def test_weights_elsewhere_that_were_exchanged_are_refused(
    archive: PacsNode, workstation: Workstation, tmp_path: Path
) -> None:
    folder = bright_network(tmp_path / "model")
    weights = folder / "weights.safetensors"
    stored(archive, folder, weights=None, weights_uri=weights.as_uri())
    weights.write_bytes(weights.read_bytes()[:-1] + b"x")
    with pytest.raises(NetworkError, match="not those that it was published with"):
        propose(workstation, Settings(networks=NetworkSettings(weights_places=(tmp_path.as_uri(),))), archive)


def test_a_path_that_climbs_out_of_an_allowed_place_is_not_in_it(
    archive: PacsNode, workstation: Workstation, tmp_path: Path
) -> None:
    folder = bright_network(tmp_path / "model")
    uri = f"{(tmp_path / 'allowed').as_uri()}/../model/weights.safetensors"
    stored(archive, folder, weights=None, weights_uri=uri)
    settings = Settings(networks=NetworkSettings(weights_places=((tmp_path / "allowed").as_uri(),)))
    with pytest.raises(NetworkError, match="do not allow"):
        propose(workstation, settings, archive)


def test_a_cancelled_task_proposes_nothing(archive: PacsNode, workstation: Workstation, tmp_path: Path) -> None:
    publish(bright_network(tmp_path / "model"), archive_of(archive), TaskControl())
    task = TaskControl()
    task.cancel()
    with pytest.raises((Cancelled, IODeepError)):
        ready_network(workstation, Settings(), archive_of(archive), IMAGE, task)


def test_the_digest_in_the_archive_is_that_of_the_file(archive: PacsNode, tmp_path: Path) -> None:
    folder = bright_network(tmp_path / "model")
    network = stored(archive, folder)
    assert network.weights_sha256 == hashlib.sha256((folder / "weights.safetensors").read_bytes()).hexdigest()


def test_networks_are_no_studies_and_do_not_use_up_the_limit_of_a_search(archive: PacsNode, tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        publish(bright_network(tmp_path / name), archive_of(archive), TaskControl())
    store_instances(archive, sorted((ROOT / "sample_dicom" / "chest_cr").glob("*.dcm")), TaskControl())
    search = find_studies(archive, StudyQuery(limit=1), TaskControl())
    assert [study.patient.patient_name for study in search.records] == ["SYNTHETIC^CHEST"]
    assert not search.more
