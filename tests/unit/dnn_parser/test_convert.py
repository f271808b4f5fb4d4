"""Checkpoints with other names are matched by order and shape, or refused."""

from __future__ import annotations

from collections import OrderedDict
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file
from torch import Tensor, nn

import dnn_parser
from tests.unit.dnn_parser.documents import document, example, narrow, read
from tests.unit.dnn_parser.peers import BilinearUNet, randomize

SHAPE = (1, 8, 8)
LAYERS = [
    ("cnn2d", {"channels": 4, "kernel": 3}),
    ("batchNorm2d", {}),
    ("relu", {}),
    ("cnn2d", {"channels": 4, "kernel": 1}),
    ("output", {}),
]


def peer() -> nn.Module:
    torch.manual_seed(0)
    return randomize(
        nn.Sequential(
            OrderedDict(
                a=nn.Conv2d(1, 4, 3), b=nn.BatchNorm2d(4), c=nn.ReLU(), d=nn.Conv2d(4, 4, 1), e=nn.Conv2d(4, 1, 1)
            )
        )
    )


def same_output(network: nn.Module, module: nn.Module, shape: tuple[int, ...] = SHAPE) -> None:
    values = example(shape)
    torch.testing.assert_close(network.eval()(values), module(values), rtol=0, atol=1e-5)


@pytest.mark.parametrize("prefix", ["", "module.", "model.module."])
def test_a_checkpoint_in_the_order_of_the_description(tmp_path: Path, prefix: str) -> None:
    module = peer()
    torch.save({prefix + name: tensor for name, tensor in module.state_dict().items()}, tmp_path / "a.pth")
    same_output(dnn_parser.convert_weights(read(document(LAYERS, SHAPE)), tmp_path / "a.pth"), module)


def test_the_published_unet_from_a_checkpoint_of_the_usual_one(tmp_path: Path) -> None:
    module = randomize(BilinearUNet(width=8))
    torch.save({**module.state_dict(), "mask_values": [0, 1]}, tmp_path / "unet.pth")
    network = dnn_parser.convert_weights(read(narrow()), tmp_path / "unet.pth")
    same_output(network, module, (3, 32, 32))


def test_other_order_with_unique_shapes_is_matched_by_shape(tmp_path: Path) -> None:
    module = peer()
    weights = dict(reversed(list(module.state_dict().items())))
    torch.save(weights, tmp_path / "a.pth")
    description = read(document(LAYERS, SHAPE))
    same_output(dnn_parser.convert_weights(description, tmp_path / "a.pth"), module)
    save_file(module.state_dict(), tmp_path / "a.safetensors")
    same_output(dnn_parser.convert_weights(description, tmp_path / "a.safetensors"), module)


def test_names_that_agree_decide(tmp_path: Path) -> None:
    description = read(document([("dense", {"channels": 1}), ("tanh", {}), ("output", {})], SHAPE))
    weights: dict[str, Tensor] = {}
    for value, layer in ((1.0, 3), (2.0, 1)):
        weights[f"layer_{layer}.dense.weight"] = torch.full((1, 1, 1, 1), value)
        weights[f"layer_{layer}.dense.bias"] = torch.full((1,), value)
    torch.save(weights, tmp_path / "a.pth")
    network = dnn_parser.convert_weights(description, tmp_path / "a.pth")
    assert network.state_dict()["layer_1.dense.bias"].item() == 2.0


def twins(names: str) -> dict[str, Tensor]:
    shapes = {"wide": (3, 1, 1, 1), "one": (3, 3, 1, 1), "two": (3, 3, 1, 1), "last": (1, 3, 1, 1)}
    weights = {}
    for name in names.split():
        weights[f"{name}.weight"] = torch.randn(shapes[name])
        weights[f"{name}.bias"] = torch.randn(shapes[name][0])
    return weights


TWINS = [("dense", {"channels": 3}), ("dense", {"channels": 3}), ("dense", {"channels": 3}), ("output", {})]


def test_what_could_be_mixed_up_is_refused(tmp_path: Path) -> None:
    description = read(document(TWINS, SHAPE))
    torch.save(twins("wide one two last"), tmp_path / "in_order.pth")
    dnn_parser.convert_weights(description, tmp_path / "in_order.pth")
    torch.save(twins("last one two wide"), tmp_path / "other.pth")
    save_file(twins("wide one two last"), tmp_path / "no_order.safetensors")
    for name in ("other.pth", "no_order.safetensors"):
        with pytest.raises(dnn_parser.WeightsError, match=r"could be mixed up: (one, two|two, one)"):
            dnn_parser.convert_weights(description, tmp_path / name)


def test_another_network_is_refused(tmp_path: Path) -> None:
    fewer = twins("wide one last")
    other = fewer | {"extra.weight": torch.zeros(5, 3, 1, 1)}
    for weights, words in (
        (fewer, "3 modules with weights, the description has 4"),
        (other, "nothing in it has the shapes of layer_3.dense (bias 3, weight 3 x 3 x 1 x 1)"),
    ):
        torch.save(weights, tmp_path / "a.pth")
        with pytest.raises(dnn_parser.WeightsError) as caught:
            dnn_parser.convert_weights(read(document(TWINS, SHAPE)), tmp_path / "a.pth")
        assert words in str(caught.value)


def test_a_missing_checkpoint_is_told(tmp_path: Path) -> None:
    with pytest.raises(dnn_parser.WeightsError, match="cannot be read: No such file"):
        dnn_parser.convert_weights(read(document(TWINS, SHAPE)), tmp_path / "none.pth")
