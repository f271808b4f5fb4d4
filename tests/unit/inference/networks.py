"""Networks whose output a test chooses, whatever the slice."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from dnn_parser import read_description
from iodeep_viewer.core.iodeep import IODeep, NetworkRecord
from iodeep_viewer.inference.network import LoadedNetwork

RECORD = NetworkRecord("1.2.9", "Fixed", "MR", 1, "BRAIN", "1.2.9", "1.2.9", "1.2.9")


class Fixed(torch.nn.Module):
    """Puts out the same values for every input."""

    def __init__(self, output: NDArray[np.float32]) -> None:
        super().__init__()
        self.output = torch.from_numpy(np.array(output, dtype=np.float32))

    def forward(self, inputs: torch.Tensor) -> torch.Tensor:
        return self.output.expand(len(inputs), *self.output.shape)


def document(
    output: tuple[int, ...], stride: int = 4, aspect: str = "stretch", **postprocessing: Any
) -> dict[str, Any]:
    """A description whose network puts out this shape: maps of an input `stride` times as large, or classes."""
    maps = len(output) == 3
    rows, columns = (output[1] * stride, output[2] * stride) if maps else (32, 32)
    return {
        "input_shape": {"input_shape0": 1, "input_shape1": rows, "input_shape2": columns, "label_shape": output[0]},
        "architecture": {"1": "cnn2d"} if maps else {"1": "globalAvgpool", "2": "output"},
        "convolutional": {"cn1": output[0]},
        "kernel": {"kernel1": stride} if maps else {},
        "stride": {"stride": stride},
        "data_format": {"data_format": "channels_first"},
        "preprocessing": {"intensity": {"method": "none"}, "aspect": aspect},
        "postprocessing": postprocessing,
    }


def fixed(
    output: NDArray[np.float32], stride: int = 4, aspect: str = "stretch", **postprocessing: Any
) -> LoadedNetwork:
    """A network that is described to put out this shape and puts out these values."""
    text = json.dumps(document(output.shape, stride, aspect, **postprocessing))
    return LoadedNetwork(
        IODeep(RECORD, text, None, weights_sha256="ab" * 32), read_description(text), Fixed(output), torch.device("cpu")
    )
