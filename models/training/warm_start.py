"""Start a deeper network from the weights of the one before it.

``python -m models.training.warm_start OLD_FOLDER NEW_FOLDER``

Writes NEW_FOLDER/weights.safetensors: the layers of the old network in their new places, and a branch of context
between its ninth and tenth layer that adds nothing yet, so that the new network says at first what the old one says.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import torch
from torch import nn

import dnn_parser

AFTER, INSERTED, LAST_OF_BRANCH = 9, 5, 12
"""The layer after which the branch was put in, how many layers it has, and which of them has to be zero."""


def main() -> None:
    """Read both descriptions and the old weights, write the new ones."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("old", type=Path, metavar="OLD_FOLDER")
    parser.add_argument("new", type=Path, metavar="NEW_FOLDER")
    found = parser.parse_args()
    torch.manual_seed(0)
    old, new = _build(found.old), _build(found.new)
    dnn_parser.load_weights(old, found.old / "weights.safetensors")
    state = new.state_dict() | {_moved(name): tensor for name, tensor in old.state_dict().items()}
    zero = {name: torch.zeros_like(tensor) for name, tensor in state.items() if _position(name) == LAST_OF_BRANCH}
    new.load_state_dict(state | zero)
    dnn_parser.save_weights(new, found.new / "weights.safetensors", half=True)


def _build(folder: Path) -> nn.Module:
    return dnn_parser.build_network(dnn_parser.read_description((folder / "network.json").read_text(encoding="utf-8")))


def _position(name: str) -> int:
    found = re.match(r"layer_(\d+)\.", name)
    assert found, name
    return int(found[1])


def _moved(name: str) -> str:
    position = _position(name)
    return re.sub(r"\d+", str(position + INSERTED * (position > AFTER)), name, count=1)


if __name__ == "__main__":
    main()
