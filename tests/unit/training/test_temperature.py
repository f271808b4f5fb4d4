"""The temperature: found where outputs are too sure or too timid, and what it does to a network."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch
from torch import nn

from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.errors import NetworkError
from iodeep_viewer.training.run import in_memory
from iodeep_viewer.training.segmentation import segmentation_objective
from iodeep_viewer.training.temperature import HIGHEST, LOWEST, fit_temperature, temperature_of
from tests.unit.training.tiny import build, describe, squares


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
        network.layer_1.conv.weight[0, 0, 1, 1] = 1
        network.layer_3.conv.weight[0, 0] = sureness
        network.layer_3.conv.bias[0] = -sureness / 2
    return network


def test_network_with_its_own_activation_has_none() -> None:
    description = describe()
    settled = replace(description.postprocessing, activation=type(description.postprocessing.activation)("none"))
    loaded = in_memory("", replace(description, postprocessing=settled), build(description), "MONOCHROME2")
    with pytest.raises(NetworkError, match="without an activation"):
        fit_temperature(loaded, squares(4), segmentation_objective(description).target, TaskControl())
