"""A tiny network and pictures of bright squares for it to learn."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
from torch import nn

import dnn_parser
from dnn_parser import NetworkDescription
from iodeep_viewer.training.examples import LabelledSlice
from tests.slices import make_slice

DOCUMENT: dict[str, Any] = {
    "input_shape": {"input_shape0": 1, "input_shape1": 16, "input_shape2": 16, "label_shape": 1},
    "architecture": {"1": "cnn2d", "2": "relu", "3": "cnn2d"},
    "convolutional": {"cn1": 4, "cn2": 1},
    "kernel": {"kernel1": 3, "kernel2": 1},
    "layer_parameters": {"1": {"padding": 1}},
    "data_format": {"data_format": "channels_first"},
    "backend": {"backend": "pytorch"},
    "preprocessing": {"intensity": {"method": "minmax"}, "interpolation": "linear", "aspect": "pad"},
    "postprocessing": {
        "task": "segmentation",
        "activation": "sigmoid",
        "threshold": 0.5,
        "labels": [{"name": "Bright"}],
    },
}
"""Two convolutions on 16 x 16 pixels."""


def describe(**changes: Any) -> NetworkDescription:
    """Read the tiny description with other keys."""
    return dnn_parser.read_description(json.dumps({**DOCUMENT, **changes}))


def build(description: NetworkDescription) -> nn.Module:
    """Build a network, the same at every call."""
    import torch

    torch.manual_seed(7)
    return dnn_parser.build_network(description)


def squares(count: int, seed: int = 0, size: int = 16) -> list[LabelledSlice]:
    """Noise, and on three of four slices a bright square that is the finding."""
    rng = np.random.default_rng(seed)
    made = []
    for index in range(count):
        values = rng.normal(300, 60, (size, size)).astype(np.float32)
        mask = np.zeros((1, size, size), dtype=bool)
        if index % 4:
            top, left = rng.integers(1, size - 7, 2)
            mask[0, top : top + 6, left : left + 6] = True
            values[mask[0]] += 700
        image = make_slice(values, sop_instance_uid=f"1.2.3.{seed}.{index + 1}")
        made.append(LabelledSlice(image, mask, f"{index:04d}", patient=f"p{index // 5}"))
    return made
