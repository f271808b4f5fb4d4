"""The temperature: found where outputs are too sure or too timid, and its effect on a network."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import nn

from dnn_parser import read_description, save_weights
from iodeep_viewer.cli import main
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.errors import NetworkError
from iodeep_viewer.training.boxes import boxes_objective
from iodeep_viewer.training.calibration import with_temperature
from iodeep_viewer.training.classes import classes_objective
from iodeep_viewer.training.examples import LabelledSlice
from iodeep_viewer.training.run import in_memory
from iodeep_viewer.training.segmentation import segmentation_objective
from iodeep_viewer.training.temperature import HIGHEST, LOWEST, fit_temperature, temperature_of
from tests.slices import make_slice
from tests.unit.inference.networks import fixed
from tests.unit.training.folders import write_model
from tests.unit.training.tiny import DOCUMENT, build, describe, squares


@pytest.mark.parametrize("factor", [0.5, 1.0, 3.0])
def test_outputs_that_are_too_sure_are_cooled_by_as_much(factor: float) -> None:
    rng = np.random.default_rng(3)
    honest = rng.normal(0, 2, 40_000)
    happened = (rng.random(40_000) < 1 / (1 + np.exp(-honest))).astype(np.float64)
    logits = np.stack([np.zeros_like(honest), honest * factor], axis=1)
    found = temperature_of(logits, np.stack([1 - happened, happened], axis=1))
    assert found == pytest.approx(factor, rel=0.05)


def test_three_classes_share_one_temperature() -> None:
    rng = np.random.default_rng(4)
    honest = rng.normal(0, 1.5, (40_000, 3))
    chances = np.exp(honest) / np.exp(honest).sum(axis=1, keepdims=True)
    drawn = (rng.random((40_000, 1)) > chances.cumsum(axis=1)).sum(axis=1)
    assert temperature_of(honest * 2, np.eye(3)[drawn]) == pytest.approx(2, rel=0.05)


def test_network_is_calibrated_on_slices() -> None:
    description = describe()
    target = segmentation_objective(description).target
    # Masks that lie a pixel beside the squares: some of what the network is sure of is wrong.
    slices = [replace(item, truth=np.roll(item.truth, 1, axis=2)) for item in squares(24)]
    found = [
        fit_temperature(in_memory("", description, brightness(sureness), "MONOCHROME2"), slices, target, TaskControl())
        for sureness in (8, 16)
    ]
    assert LOWEST * 1.1 < found[0] < HIGHEST / 2.2
    assert found[1] == pytest.approx(2 * found[0], rel=0.1)


def brightness(sureness: float) -> nn.Module:
    """Build a network whose output is the brightness above one half, so many times."""
    network = build(describe())
    with torch.no_grad():
        for tensor in network.parameters():
            tensor.zero_()
        weights = dict(network.named_parameters())
        weights["layer_1.conv.weight"][0, 0, 1, 1] = 1
        weights["layer_3.conv.weight"][0, 0] = sureness
        weights["layer_3.conv.bias"][0] = -sureness / 2
    return network


def test_network_with_its_own_activation_has_none() -> None:
    description = describe()
    settled = replace(description.postprocessing, activation=type(description.postprocessing.activation)("none"))
    loaded = in_memory("", replace(description, postprocessing=settled), build(description), "MONOCHROME2")
    with pytest.raises(NetworkError, match="without an activation"):
        fit_temperature(loaded, squares(4), segmentation_objective(description).target, TaskControl())


def test_boxes_are_calibrated_by_how_often_they_are_right() -> None:
    # One box on every slice, with odds of 1 to e^4; it is right on three of four: those are odds of 1 to 3.
    output = np.full((5, 4, 4), -20.0, dtype=np.float32)
    output[1:], output[0, 1, 1] = np.log(np.expm1(1.0)), 4.0
    network = fixed(output, task="bounding_box", activation="sigmoid", labels=["Spot"])
    right, wrong = np.array([[0, 1.5, 1.5, 9.5, 9.5]]), np.zeros((0, 5))
    image = make_slice(np.zeros((16, 16), dtype=np.float32))
    slices = [LabelledSlice(image, right if index % 4 else wrong, f"{index}") for index in range(40)]
    target = boxes_objective(network.description).target
    assert fit_temperature(network, slices, target, TaskControl()) == pytest.approx(4 / np.log(3), rel=0.01)


def test_classes_are_calibrated_by_how_often_they_hold() -> None:
    network = fixed(
        np.array([6.0, 0.0], dtype=np.float32), task="classification", activation="softmax", labels=["A", "B"]
    )
    image = make_slice(np.zeros((32, 32), dtype=np.float32))
    slices = [LabelledSlice(image, np.array([index % 4 > 0, index % 4 == 0]), f"{index}") for index in range(40)]
    target = classes_objective(network.description).target
    assert fit_temperature(network, slices, target, TaskControl()) == pytest.approx(6 / np.log(3), rel=0.01)


def test_the_temperature_is_written_where_it_belongs_and_nothing_else_is_touched() -> None:
    text = json.dumps({**DOCUMENT, "postprocessing": {**DOCUMENT["postprocessing"], "temperature": 1}}, indent=3)
    assert with_temperature(text, 2.345) == text.replace('"temperature": 1', '"temperature": 2.345')
    assert with_temperature(text.replace('"temperature": 1', '"temperature": "1.5"'), 2.345) == with_temperature(
        text, 2.345
    )
    empty = json.dumps({**DOCUMENT, "postprocessing": {}})
    assert with_temperature(empty, 0.5) == empty.replace("{}", '{"temperature": 0.5}')
    missing = json.dumps(DOCUMENT)
    assert read_description(with_temperature(missing, 0.75)).postprocessing.temperature == 0.75
    bare = json.dumps({key: value for key, value in DOCUMENT.items() if key != "postprocessing"})
    with pytest.raises(NetworkError, match="no “postprocessing”"):
        with_temperature(bare, 2.0)


def test_the_command_makes_a_trained_network_honest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("IODEEP_HOME", str(tmp_path / "home"))
    config = write_model(tmp_path / "model")
    save_weights(brightness(40), config.parent / "weights.safetensors")
    assert main(["calibrate", str(config)]) == 0
    text = (config.parent / "network.json").read_text()
    temperature = read_description(text).postprocessing.temperature
    assert LOWEST <= temperature != 1
    assert f"{temperature:g}" in capsys.readouterr().out
    # What was found before does not change what is found.
    assert main(["calibrate", str(config)]) == 0
    assert (config.parent / "network.json").read_text() == text
