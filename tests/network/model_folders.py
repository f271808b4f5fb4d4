"""A small network as an author would publish it, made in a moment."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import torch
from pydicom import Dataset

import dnn_parser
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.objects.iodeep.writer import write_iodeep
from iodeep_viewer.workflows.model_folder import read_model_folder, record_answer

DESCRIPTION: dict[str, Any] = {
    "input_shape": {"input_shape0": 1, "input_shape1": 32, "input_shape2": 32, "label_shape": 1},
    "architecture": {"1": "cnn2d"},
    "convolutional": {"cn1": 1},
    "kernel": {"kernel1": 1},
    "data_format": {"data_format": "channels_first"},
    "backend": {"backend": "pytorch"},
    "preprocessing": {"intensity": {"method": "minmax"}, "interpolation": "linear", "aspect": "stretch"},
    "postprocessing": {
        "task": "segmentation",
        "activation": "sigmoid",
        "threshold": 0.5,
        "labels": [{"name": "Bright"}],
    },
}
"""One 1x1 convolution: with weight 40 and bias -20 it outlines whatever is brighter than half."""


def bright_network(
    folder: Path, modality: str = "MR", part: str = "BRAIN", description: dict[str, Any] | None = None, mark: str = ""
) -> Path:
    """Write a model folder whose network outlines pixels brighter than half of the range; return it."""
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(description or DESCRIPTION)
    module = dnn_parser.build_network(dnn_parser.read_description(json.dumps(DESCRIPTION)))
    with torch.no_grad():
        for parameter in module.parameters():
            parameter.fill_(40.0 if parameter.ndim > 1 else -20.0)
    dnn_parser.save_weights(module, folder / "weights.safetensors")
    digest = hashlib.sha256((folder / "weights.safetensors").read_bytes()).hexdigest()
    (folder / "network.json").write_text(text)
    uid = hashlib.sha256(f"{folder}{modality}{part}{mark}".encode()).hexdigest()[:30]
    card = {
        "name": f"Bright {modality} {part}",
        "version": "1",
        "description": "Outlines what is brighter than half of the range.",
        "intended_use": "Tests.",
        "data": ["none"],
        "split": {"rule": "none"},
        "metrics": {"test": {"pictures": 0}},
        "limitations": ["all"],
        "preprocessing": DESCRIPTION["preprocessing"],
        "training": {"command": "none: two numbers were chosen", "seed": 0},
        "licence": "CC0-1.0",
        "dnn_uid": f"2.25.{int(uid, 16)}",
        "weights_sha256": digest,
        "selection": {
            "modality": modality,
            "body_part_examined": part,
            "samples_per_pixel": 1,
            "photometric_interpretation": "MONOCHROME2",
        },
    }
    (folder / "card.json").write_text(json.dumps(card))
    if description is None:
        record_answer(folder, TaskControl())
    return folder


def class_network(folder: Path) -> Path:
    """Write a model folder whose network tells bright slices from dark ones; return it."""
    bright_network(folder)
    document = DESCRIPTION | {
        "input_shape": DESCRIPTION["input_shape"] | {"label_shape": 2},
        "architecture": {"1": "globalAvgpool", "2": "output"},
        "convolutional": {},
        "kernel": {},
        "postprocessing": {"task": "classification", "labels": ["Dark", "Bright"]},
    }
    (folder / "network.json").write_text(json.dumps(document))
    module = dnn_parser.build_network(dnn_parser.read_description(json.dumps(document)))
    with torch.no_grad():
        for parameter in module.parameters():
            parameter.copy_(torch.tensor([-1.0, 1.0]).reshape(parameter.shape))
    dnn_parser.save_weights(module, folder / "weights.safetensors")
    digest = hashlib.sha256((folder / "weights.safetensors").read_bytes()).hexdigest()
    change_card(folder, weights_sha256=digest)
    record_answer(folder, TaskControl())
    return folder


def damaged_network(folder: Path) -> Dataset:
    """Return the object of a network one bit of whose weights was turned over after it was written."""
    dataset = write_iodeep(read_model_folder(bright_network(folder)))
    block = dataset.private_block(0x0017, "IODEEP")
    weights = bytearray(block[0x10].value)
    weights[-3] ^= 1
    block[0x10].value = bytes(weights)
    return dataset


def change_card(folder: Path, **changes: Any) -> None:
    """Change entries of the card of a model folder; None takes one out."""
    card = json.loads((folder / "card.json").read_text()) | changes
    (folder / "card.json").write_text(json.dumps({key: value for key, value in card.items() if value is not None}))
