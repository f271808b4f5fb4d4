"""Short ways to write a document."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import torch
from torch import nn

import dnn_parser

DESCRIPTIONS = Path(__file__).parents[3] / "models" / "descriptions"
PUBLISHED = DESCRIPTIONS / "published_unet.json"


Layers = list[tuple[str, dict[str, Any]]]
"""Codes, each with the options of its layer."""


def document(layers: Layers, shape: tuple[int, ...], labels: int = 1, **sections: Any) -> dict[str, Any]:
    """A channels-first document with every parameter at its layer."""
    return {
        "input_shape": {**{f"input_shape{i}": size for i, size in enumerate(shape)}, "label_shape": labels},
        "architecture": {str(i): code for i, (code, _) in enumerate(layers, start=1)},
        "layer_parameters": {str(i): own for i, (_, own) in enumerate(layers, start=1) if own},
        "data_format": {"data_format": "channels_first"},
        **sections,
    }


def read(content: dict[str, Any]) -> dnn_parser.NetworkDescription:
    return dnn_parser.read_description(json.dumps(content))


def build(content: dict[str, Any]) -> nn.Module:
    return dnn_parser.build_network(read(content)).eval()


def problems(content: dict[str, Any] | str | bytes, **limits: int) -> dict[str, str]:
    """Reasons by path of a document that is refused."""
    source = json.dumps(content) if isinstance(content, dict) else content
    try:
        dnn_parser.read_description(source, limits=dnn_parser.Limits(**limits))
    except dnn_parser.NetworkDescriptionError as error:
        return {problem.json_path: problem.reason for problem in error.problems}
    return {}


def section(described: dnn_parser.DescribedModule, key: str) -> dict[str, Any]:
    """Return a section of the description of a module."""
    found = described.document[key]
    assert isinstance(found, dict)
    return found


def codes_of(described: dnn_parser.DescribedModule) -> list[str]:
    """Return the codes of the layers of a described module, in their order."""
    return list(section(described, "architecture").values())


def example(shape: tuple[int, ...], batch: int = 2) -> torch.Tensor:
    count = batch * math.prod(shape)
    return torch.randn(count, generator=torch.Generator().manual_seed(3)).reshape(batch, *shape)


def narrow(width: int = 8, size: int = 32) -> dict[str, Any]:
    """The published U-Net with fewer channels and a smaller input."""
    document = json.loads(PUBLISHED.read_text())
    document["input_shape"] |= {"input_shape0": size, "input_shape1": size}
    channels = document["convolutional"]
    for key in list(channels)[:-1]:
        channels[key] = channels[key] * width // 64
    return document
