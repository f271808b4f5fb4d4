"""Put networks of one description side by side, as one network whose answer is the mean of theirs.

``python -m models.training.mean FOLDER PART PART ...``

The mean is taken before the activation. Writes FOLDER/network.json and the weights, in half precision; preprocessing
and postprocessing are those of the first part.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor, nn

import dnn_parser
from dnn_parser.document import format_document
from dnn_parser.weights import weights_bytes


class Mean(nn.Module):
    """The mean of the outputs of networks; it changes the networks, whose last layer has to be a convolution."""

    def __init__(self, networks: Sequence[nn.Module]) -> None:
        super().__init__()
        self.networks = nn.ModuleList(networks)
        for network in networks:
            *_, head = (part for part in network.modules() if isinstance(part, nn.Conv2d))
            with torch.no_grad():
                for values in head.parameters():
                    values.div_(len(networks))

    def forward(self, values: Tensor) -> Tensor:
        """(n, channels, rows, columns) to the shape of one network's answer."""
        first, *others = self.networks
        found: Tensor = first(values)
        for network in others:
            found = found + network(values)
        return found


def main() -> None:
    """Read the parts, write the whole."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("parts", type=Path, nargs="+", metavar="PART")
    found = parser.parse_args()
    write_mean(found.folder, found.parts)


def write_mean(folder: Path, parts: Sequence[Path]) -> None:
    """Write the mean of the networks in `parts` into a folder; all have the layers of the first."""
    text = (parts[0] / "network.json").read_text(encoding="utf-8")
    description = dnn_parser.read_description(text)
    networks = []
    for part in parts:
        network = dnn_parser.build_network(description)
        dnn_parser.load_weights(network, part / "weights.safetensors")
        networks.append(network)
    described = dnn_parser.describe_module(Mean(networks), description.input_shape)
    own = json.loads(text)
    document = json.loads(described.text) | {key: own[key] for key in ("preprocessing", "postprocessing")}
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "network.json").write_text(format_document(document), encoding="utf-8")
    (folder / "weights.safetensors").write_bytes(weights_bytes(described.weights, half=True))


if __name__ == "__main__":
    main()
