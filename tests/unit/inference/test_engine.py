"""Networks that are built once, kept while they are in use, and refused with a sentence."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch
from safetensors.numpy import load, save

from iodeep_viewer.core.iodeep import IODeep, NetworkRecord
from iodeep_viewer.core.task import Progress, TaskControl
from iodeep_viewer.errors import Cancelled, NetworkError
from iodeep_viewer.inference.engine import Engine
from iodeep_viewer.inference.network import load_network
from tests.network.model_folders import DESCRIPTION, bright_network


@pytest.fixture(scope="module")
def weights(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return (bright_network(tmp_path_factory.mktemp("model") / "bright") / "weights.safetensors").read_bytes()


def network(weights: bytes | None, uid: str = "1.2.1", **changes: Any) -> IODeep:
    record = NetworkRecord(uid, f"Network {uid}", "MR", 1, "BRAIN", uid, uid, uid)
    digest = hashlib.sha256(weights or b"").hexdigest()
    return replace(IODeep(record, json.dumps(DESCRIPTION), weights, weights_sha256=digest), **changes)


def kept(engine: Engine, *uids: str) -> list[str]:
    return [uid for uid in uids if engine.get(uid) is not None]


def test_a_loaded_network_runs_with_its_weights(weights: bytes) -> None:
    loaded = load_network(network(weights), TaskControl())
    assert not loaded.module.training
    tensor = np.full((1, 32, 32), 0.25, dtype=np.float32)
    tensor[0, 3, 4] = 1.0
    logits = loaded.logits(tensor)
    assert logits.shape == (1, 32, 32)
    assert logits.dtype == np.float32
    assert logits[0, 0, 0] == pytest.approx(40 * 0.25 - 20)
    assert logits[0, 3, 4] == pytest.approx(40 - 20)


class LeftNeighbour(torch.nn.Module):
    """Puts out the value to the left of each pixel."""

    def forward(self, values: torch.Tensor) -> torch.Tensor:
        return values.roll(1, -1)


class FirstColumn(torch.nn.Module):
    """Classifies by the first column, and by all."""

    def forward(self, values: torch.Tensor) -> torch.Tensor:
        return torch.stack([values[..., 0].sum((1, 2)), values.sum((1, 2, 3))], dim=1)


def test_a_mirroring_network_answers_with_the_mean_of_both_sides(weights: bytes) -> None:
    plain = replace(load_network(network(weights), TaskControl()), module=LeftNeighbour())
    mirroring = replace(plain.description, preprocessing=replace(plain.description.preprocessing, mirror=True))
    tensor = np.zeros((1, 32, 32), dtype=np.float32)
    tensor[0, 3, 4] = 1.0
    assert np.argwhere(plain.logits(tensor)).tolist() == [[0, 3, 5]]
    both = replace(plain, description=mirroring).logits(tensor)
    assert np.argwhere(both == 0.5).tolist() == [[0, 3, 3], [0, 3, 5]]
    assert both.sum() == 1
    tensor[0, 3, 0] = 3.0
    classes = replace(plain, description=mirroring, module=FirstColumn()).logits(tensor)
    assert classes.tolist() == [1.5, 4.0]


def test_a_network_is_built_once(weights: bytes) -> None:
    engine = Engine()
    assert engine.get("1.2.1") is None
    first = engine.load(network(weights), TaskControl())
    assert engine.load(network(weights), TaskControl()) is first
    assert engine.get("1.2.1") is first


def test_three_networks_are_kept_and_the_oldest_goes_first(weights: bytes) -> None:
    engine = Engine()
    uids = [f"1.2.{number}" for number in range(1, 6)]
    for number, uid in enumerate(uids, start=1):
        engine.load(network(weights, uid), TaskControl())
        assert kept(engine, *uids) == uids[max(0, number - 3) : number]


def test_getting_a_network_keeps_it_longer(weights: bytes) -> None:
    engine = Engine()
    for uid in ("1.2.1", "1.2.2", "1.2.3"):
        engine.load(network(weights, uid), TaskControl())
    first = engine.get("1.2.1")
    engine.load(network(weights, "1.2.4"), TaskControl())
    assert kept(engine, "1.2.1", "1.2.2", "1.2.3", "1.2.4") == ["1.2.1", "1.2.3", "1.2.4"]
    assert engine.get("1.2.1") is first


def test_loading_a_network_again_keeps_it_longer(weights: bytes) -> None:
    engine = Engine()
    for uid in ("1.2.1", "1.2.2", "1.2.3"):
        engine.load(network(weights, uid), TaskControl())
    first = engine.load(network(weights, "1.2.1"), TaskControl())
    engine.load(network(weights, "1.2.4"), TaskControl())
    assert engine.get("1.2.2") is None
    assert engine.get("1.2.1") is first


def test_a_network_that_failed_to_load_is_not_kept_and_pushes_none_out(weights: bytes) -> None:
    engine = Engine()
    for uid in ("1.2.1", "1.2.2", "1.2.3"):
        engine.load(network(weights, uid), TaskControl())
    with pytest.raises(NetworkError):
        engine.load(network(b"damaged", "1.2.4"), TaskControl())
    assert kept(engine, "1.2.1", "1.2.2", "1.2.3", "1.2.4") == ["1.2.1", "1.2.2", "1.2.3"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"architecture": "{"}, "description of the network “Network 1.2.1” is not valid"),
        ({"architecture": '{"architecture": {"1": "teleport"}}'}, "teleport"),
        ({"weights": None, "weights_uri": "https://models.example/w"}, "not in its object but at https://models"),
        ({"weights": b"damaged"}, "weights of the network “Network 1.2.1” do not fit"),
    ],
)
def test_what_cannot_be_built_is_refused_with_a_sentence_and_a_hint(
    weights: bytes, changes: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(NetworkError, match=sentence) as caught:
        load_network(replace(network(weights), **changes), TaskControl())
    assert caught.value.hint


def test_weights_of_another_network_are_refused(weights: bytes) -> None:
    wider = DESCRIPTION | {"kernel": {"kernel1": 3}}
    with pytest.raises(NetworkError, match="do not fit its description"):
        load_network(network(weights, architecture=json.dumps(wider)), TaskControl())


def test_weights_that_are_not_numbers_are_refused(weights: bytes) -> None:
    damaged = save({name: np.full_like(values, np.nan) for name, values in load(weights).items()})
    with pytest.raises(NetworkError, match="not finite numbers"):
        Engine().load(network(damaged), TaskControl())


def test_a_network_whose_output_is_not_a_number_is_noticed_when_it_is_loaded() -> None:
    twice = DESCRIPTION | {
        "architecture": {"1": "cnn2d", "2": "cnn2d"},
        "convolutional": {"cn1": 1, "cn2": 1},
        "kernel": {"kernel1": 1, "kernel2": 1},
    }
    tensors = {
        f"layer_{layer}.conv.{name}": np.full(shape, 3e38, dtype=np.float32)
        for layer in (1, 2)
        for name, shape in (("weight", (1, 1, 1, 1)), ("bias", (1,)))
    }
    with pytest.raises(NetworkError, match="put out values that are not numbers"):
        load_network(network(save(tensors), architecture=json.dumps(twice)), TaskControl())


def test_an_input_of_another_shape_is_refused_with_a_sentence(weights: bytes) -> None:
    loaded = load_network(network(weights), TaskControl())
    with pytest.raises(NetworkError, match="failed on this slice") as caught:
        loaded.logits(np.zeros((2, 32, 32), dtype=np.float32))
    assert "\n" not in caught.value.sentence


def test_a_task_cancelled_while_loading_leaves_nothing_behind(weights: bytes) -> None:
    engine = Engine()
    seen: list[Progress] = []

    def cancel_late(progress: Progress) -> None:
        seen.append(progress)
        if progress.done == progress.total - 1:
            task.cancel()

    task = TaskControl(cancel_late)
    with pytest.raises(Cancelled):
        engine.load(network(weights), task)
    assert seen
    assert engine.get("1.2.1") is None
