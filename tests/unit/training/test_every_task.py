"""Every task is trained and evaluated by the same commands; every activation is learned."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from dnn_parser import OutputActivation
from iodeep_viewer.cli import main
from iodeep_viewer.training.segmentation import dice_and_cross_entropy
from tests.unit.training.folders import TRAINING_FILE, write_pictures, write_png
from tests.unit.training.tiny import DOCUMENT

BOXES: dict[str, Any] = {
    "input_shape": {"input_shape0": 1, "input_shape1": 16, "input_shape2": 16, "label_shape": 5},
    "architecture": {"1": "cnn2d", "2": "relu", "3": "cnn2d"},
    "convolutional": {"cn1": 4, "cn2": 5},
    "layer_parameters": {"1": {"padding": 1, "stride": 4}},
    "postprocessing": {"task": "bounding_box", "threshold": 0.3, "labels": [{"name": "Bright"}]},
}
CLASSES: dict[str, Any] = {
    "input_shape": {"input_shape0": 1, "input_shape1": 16, "input_shape2": 16, "label_shape": 2},
    "architecture": {"1": "cnn2d", "2": "relu", "3": "globalMaxpool", "4": "output"},
    "convolutional": {"cn1": 4, "cn2": 2},
    "kernel": {"kernel1": 3},
    "postprocessing": {"task": "classification", "labels": [{"name": "Bright"}, {"name": "Dark"}]},
}


@pytest.mark.parametrize(("changes", "figure"), [(BOXES, "average_precision_at_overlap_0.5"), (CLASSES, "accuracy")])
def test_boxes_and_classes_from_a_folder_to_the_card(tmp_path: Path, changes: dict[str, Any], figure: str) -> None:
    write_pictures(tmp_path)
    training = TRAINING_FILE
    if changes is CLASSES:
        for path in sorted((tmp_path / "images").iterdir()):
            label = "bright" if (tmp_path / "masks" / path.name).exists() else "dark"
            (tmp_path / label).mkdir(exist_ok=True)
            path.rename(tmp_path / label / path.name)
        start = TRAINING_FILE.index("[[data]]")
        sources = '[[data]]\nimages = "bright"\nlabel = "Bright"\n[[data]]\nimages = "dark"\nlabel = "Dark"\n'
        training = TRAINING_FILE[:start] + sources + TRAINING_FILE[TRAINING_FILE.index("[split]") :]
        training = training.replace("block = 4", "block = 2")
    (tmp_path / "network.json").write_text(json.dumps({**DOCUMENT, **changes}))
    config = tmp_path / "training.toml"
    config.write_text(training)
    assert main(["train", str(config)]) == 0
    assert main(["evaluate", str(tmp_path), str(config), "--card"]) == 0
    metrics = json.loads((tmp_path / "card.json").read_text())["metrics"]
    assert 0 <= metrics["test"][figure] <= 1
    assert (tmp_path / "run" / "report.html").stat().st_size > 5000


@pytest.mark.parametrize(
    ("activation", "maps"), [(OutputActivation.SIGMOID, 2), (OutputActivation.SOFTMAX, 3), (OutputActivation.NONE, 1)]
)
def test_the_loss_of_every_activation_falls_to_the_truth(activation: OutputActivation, maps: int) -> None:
    targets = torch.zeros(2, maps, 8, 8)
    targets[0, -1, 2:6, 2:6] = 1
    if activation is OutputActivation.SOFTMAX:
        targets[:, 0] = 1 - targets[:, 1:].sum(1)
    output = torch.full((2, maps, 8, 8), 0.5 if activation is OutputActivation.NONE else 0.0).requires_grad_()
    losses = []
    for _ in range(200):
        loss = dice_and_cross_entropy(output, targets, activation=activation)
        (gradient,) = torch.autograd.grad(loss, output)
        output = (output - 8 * gradient).detach().requires_grad_()
        losses.append(float(loss.detach()))
    assert losses[-1] < losses[0] / 2
    chances = {"softmax": output.softmax(1), "sigmoid": output.sigmoid(), "none": output}[activation]
    assert bool(((chances > 0.5) == (targets > 0.5)).all())


def test_targets_follow_an_output_that_is_coarser_than_the_input() -> None:
    targets = torch.zeros(1, 1, 8, 8)
    targets[..., :4, :4] = 1
    right = torch.full((1, 1, 4, 4), -9.0)
    right[..., :2, :2] = 9
    assert float(dice_and_cross_entropy(right, targets, activation=OutputActivation.SIGMOID)) < 0.05
    assert float(dice_and_cross_entropy(-right, targets, activation=OutputActivation.SIGMOID)) > 1


def test_pictures_without_exactly_one_of_exclusive_labels_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_pictures(tmp_path)
    for path in (tmp_path / "masks").iterdir():
        write_png(path, np.ones((16, 16), np.uint8))
    (tmp_path / "network.json").write_text(json.dumps({**DOCUMENT, **CLASSES}))
    config = tmp_path / "training.toml"
    config.write_text(TRAINING_FILE)
    assert main(["train", str(config)]) == 1
    assert "images/0000 has no label; with softmax a picture has exactly one" in capsys.readouterr().err
    after = {"task": "classification", "activation": "sigmoid", "labels": ["Bright", "Dark"]}
    (tmp_path / "network.json").write_text(json.dumps({**DOCUMENT, **CLASSES, "postprocessing": after}))
    (tmp_path / "training.toml").write_text(TRAINING_FILE.replace("steps = 12", "steps = 1"))
    assert main(["train", str(config)]) == 0
