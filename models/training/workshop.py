"""What every training script needs: the description, its network, the rule for a region, where weights go."""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

import dnn_parser
from dnn_parser.description import NetworkDescription
from models.training.data import Pictures
from models.training.measure import Rule, dice_each, false_region_rate, probabilities
from models.training.prepare import normalised


@dataclass(frozen=True, eq=False)
class Workshop:
    """A network under training.

    Attributes
    ----------
    folder
        ``models/NAME``: the description is read there, the weights are written there.
    document, description
        The description as plain JSON, for the card, and as it was read.
    rule
        When a probability becomes a region, from the description's postprocessing.
    """

    folder: Path
    document: dict[str, Any]
    description: NetworkDescription
    network: nn.Module
    rule: Rule

    @classmethod
    def open(cls, folder: Path, spacing: float) -> Workshop:
        """Build the network of ``folder/network.json``; ``spacing`` is that of the pictures, mm."""
        text = (folder / "network.json").read_text(encoding="utf-8")
        description = dnn_parser.read_description(text)
        after = description.postprocessing
        rule = Rule(after.threshold, after.smallest_area / spacing**2)
        return cls(folder, json.loads(text), description, dnn_parser.build_network(description), rule)

    @property
    def size(self) -> int:
        """Rows and columns of the input."""
        return self.description.rows

    @property
    def weights(self) -> Path:
        """Where the weights are."""
        return self.folder / "weights.safetensors"

    @property
    def unfinished(self) -> Path:
        """Where the best weights of a run are until it ends."""
        return self.folder / "unfinished.safetensors"

    @property
    def size_text(self) -> str:
        """One sentence on the size of the network, for the card."""
        count = sum(parameter.numel() for parameter in self.network.parameters())
        return f"A U-Net with {count / 1e6:.2f} million parameters and an input of {self.size} x {self.size} pixels."

    def normalise(self, values: NDArray[np.generic]) -> NDArray[np.float32]:
        """Perform the intensity step of the description."""
        return normalised(values, self.description.preprocessing.intensity)

    def dice(self, network: nn.Module, pictures: Pictures) -> NDArray[np.float64]:
        """Dice of each picture, shape (n,)."""
        return dice_each(probabilities(network, pictures, self.size), pictures, self.rule)

    def false_rate(self, network: nn.Module, pictures: Pictures) -> float:
        """Share of pictures without a finding in which a region is proposed."""
        return false_region_rate(probabilities(network, pictures, self.size), self.rule)

    def keep(self, network: nn.Module) -> None:
        """Store the weights of a run that is not over yet, float16, beside those that are published."""
        dnn_parser.save_weights(network, self.unfinished, half=True)

    def finish(self) -> None:
        """Put the best weights of the run in their place."""
        self.unfinished.replace(self.weights)

    def load(self) -> None:
        """Load the stored weights: the card's figures are those of float16 on disk, float32 when computing."""
        dnn_parser.load_weights(self.network, self.weights)


@dataclass(frozen=True, slots=True)
class Arguments:
    """The command line of a training script; ``text`` is what the card repeats."""

    data: Path
    steps: int
    learning_rate: float
    seed: int
    proceed: bool
    measure: bool
    series: Path
    state: Path
    text: str


def arguments_of(parser: argparse.ArgumentParser, steps: int) -> Arguments:
    """Add the common options, read the command line, set torch's seed and threads."""
    parser.add_argument("--steps", type=int, default=steps)
    parser.add_argument("--learning-rate", type=float, default=2e-3)
    parser.add_argument("--continue", dest="proceed", action="store_true", help="start from the weights that are there")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--measure", action="store_true", help="keep the weights that are there, write the card again")
    parser.add_argument("--state", type=Path, default=Path("training.pt"), help="from which a broken-off run goes on")
    found = parser.parse_args()
    torch.set_num_threads(found.threads)
    torch.set_flush_denormal(True)
    torch.manual_seed(found.seed)
    text = f"--steps {found.steps} --learning-rate {found.learning_rate} --seed {found.seed} --threads {found.threads}"
    text += " --continue" * found.proceed
    data = getattr(found, "data", Path())
    return Arguments(
        data,
        found.steps,
        found.learning_rate,
        found.seed,
        found.proceed,
        found.measure,
        getattr(found, "series", Path()),
        found.state,
        text,
    )
