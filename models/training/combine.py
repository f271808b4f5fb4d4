"""Make the weights that are published: a mean of several, and the gate.

``python -m models.training.combine FOLDER SHARE=WEIGHTS ...``

The mean of the weights of one run, of different steps, and of those that it began with was better on the validation
slices than each of them (model soups, Wortsman et al. 2022). The gate is not trained: it takes 20 times what the surest
pixel of a slice lacks from SUREST off all its pixels, so that a slice of which the network is not sure anywhere shows
nothing.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor

SUREST = 4.1
"""Before the activation; chosen on the validation slices, so that a surest pixel of 98 % is enough."""
STEEPNESS = 20.0


def main() -> None:
    """Average, add the gate, write FOLDER/weights.safetensors."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("parts", nargs="+", metavar="SHARE=WEIGHTS")
    found = parser.parse_args()
    parts = [(float(share), load_file(path)) for share, _, path in (part.partition("=") for part in found.parts)]
    save_file({**mean(parts), **gate()}, found.folder / "weights.safetensors")


def mean(parts: list[tuple[float, dict[str, Tensor]]]) -> dict[str, Tensor]:
    """Average weights of one network, float16; whole numbers are those of the first."""
    return {
        name: torch.stack([share * weights[name].float() for share, weights in parts]).sum(dim=0).half()
        if first.is_floating_point()
        else first
        for name, first in parts[0][1].items()
    }


def gate() -> dict[str, Tensor]:
    """Return the weights of layers 25 and 27: SUREST less the highest output, and how much of that is taken off."""
    return {
        "layer_25.conv.weight": torch.full((1, 1, 1, 1), -1.0).half(),
        "layer_25.conv.bias": torch.full((1,), SUREST).half(),
        "layer_27.conv.weight": torch.full((1, 1, 1, 1), -STEEPNESS).half(),
    }


if __name__ == "__main__":
    main()
