"""The descriptions in models/descriptions are the networks that people use."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import torch
from monai.networks.nets.basic_unet import BasicUNet
from monai.networks.nets.unet import UNet
from torch import nn

import dnn_parser
from tests.unit.dnn_parser import peers
from tests.unit.dnn_parser.documents import DESCRIPTIONS


def monai_unet() -> nn.Module:
    return UNet(
        spatial_dims=2,
        in_channels=1,
        out_channels=2,
        channels=(16, 32, 64, 128, 256),
        strides=(2, 2, 2, 2),
        num_res_units=2,
    )


PEERS: dict[str, tuple[Callable[[], nn.Module], int]] = {
    "published_unet": (peers.BilinearUNet, 17_262_977),
    "nnunet_plain": (lambda: peers.PlainNnUNet(features=(32, 64, 128, 256, 512, 512)), 20_617_154),
    "residual_unet": (peers.ResidualUNet, 2_403_617),
    "attention_unet": (peers.AttentionUNet, 2_165_626),
    "monai_basic_unet": (lambda: BasicUNet(spatial_dims=2, in_channels=1, out_channels=2), 1_978_466),
    "monai_unet": (monai_unet, 1_625_161),
    "resnet18": (peers.ResNet18, 11_689_512),
    "mobilenet_v2": (peers.MobileNetV2, 3_504_872),
}


def test_every_description_has_a_peer() -> None:
    assert {path.stem for path in DESCRIPTIONS.glob("*.json")} == set(PEERS)


@pytest.mark.parametrize("name", PEERS)
def test_description_is_the_same_network_as_its_peer(name: str) -> None:
    make, parameters = PEERS[name]
    description = dnn_parser.read_description((DESCRIPTIONS / f"{name}.json").read_bytes())
    assert description.warnings == ()
    torch.manual_seed(0)
    theirs, ours = peers.randomize(make()), dnn_parser.build_network(description).eval()
    assert sum(p.numel() for p in theirs.parameters()) == parameters
    assert dnn_parser.parameter_count(description) == parameters
    values = torch.randn(1, description.channels, 64, 64)
    if name == "attention_unet":
        assert isinstance(theirs, peers.AttentionUNet)
        copy_attention_unet(theirs, ours)
    else:
        peers.copy_as_run(theirs, ours, values)
    with torch.inference_mode():
        expected = theirs(values)
        expected_scale = float(expected.abs().max())
        assert expected.std() > 0.01
        assert (ours(values) - expected).abs().max() <= 1e-5 * max(1.0, expected_scale)


def copy_attention_unet(theirs: peers.AttentionUNet, ours: nn.Module) -> None:
    """The gate is one layer here; it lists the skip before the gate."""
    order: list[nn.Module] = [*theirs.down, theirs.bottom]
    for enlarge, gate, up in zip(theirs.enlarge, theirs.gates, theirs.up, strict=True):
        assert isinstance(gate, peers.Gate)
        order += [enlarge, gate.skip, gate.gate, gate.psi, up]
    peers.copy_in_order(nn.ModuleList([*order, theirs.out]), ours)
