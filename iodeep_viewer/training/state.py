"""A training run that can be put down and taken up: network, averaged network, optimizer, random numbers, step."""

from __future__ import annotations

import copy
import io
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from iodeep_viewer.errors import IODeepError
from iodeep_viewer.training.run_files import CurvePoint, write_file


@dataclass(eq=False)
class TrainingState:
    """Everything that the next step depends on.

    Attributes
    ----------
    averaged
        Running mean of the network's weights, which is validated and kept.
    rng
        Of the draw and the augmentation; dropout uses torch's own.
    step
        Steps done.
    losses
        Since the last point of the curve.
    """

    network: nn.Module
    averaged: nn.Module
    optimizer: torch.optim.Optimizer
    rng: torch.Generator
    step: int = 0
    seconds: float = 0.0
    losses: list[float] = field(default_factory=list)
    curve: list[CurvePoint] = field(default_factory=list)

    @property
    def best(self) -> CurvePoint | None:
        """The point with the highest score, the first of several."""
        return max(self.curve, key=lambda point: point.score, default=None)

    @property
    def checks_without_gain(self) -> int:
        """Points since the best one."""
        return len(self.curve) - 1 - self.curve.index(self.best) if self.best else 0


def new_state(network: nn.Module, learning_rate: float, weight_decay: float, seed: int) -> TrainingState:
    """Begin a run with a network as it is."""
    averaged = copy.deepcopy(network).eval()
    optimizer = torch.optim.AdamW(network.parameters(), lr=learning_rate, weight_decay=weight_decay)
    return TrainingState(network, averaged, optimizer, torch.Generator().manual_seed(seed))


def write_checkpoint(state: TrainingState, path: Path, origin: str) -> None:
    """Store a run; ``origin`` names what it was begun with, so that it is not taken up with anything else."""
    document = {
        "origin": origin,
        "network": state.network.state_dict(),
        "averaged": state.averaged.state_dict(),
        "optimizer": state.optimizer.state_dict(),
        "rng": state.rng.get_state(),
        "torch_rng": torch.get_rng_state(),
        "step": state.step,
        "seconds": state.seconds,
        "losses": state.losses,
        "curve": [asdict(point) for point in state.curve],
    }
    data = io.BytesIO()
    torch.save(document, data)
    write_file(path, data.getvalue())


def read_checkpoint(state: TrainingState, path: Path, origin: str) -> None:
    """Take up a run that was stored.

    Raises
    ------
    IODeepError
        If there is none, it is damaged, or it was begun with something else.
    """
    document = _document(path)
    if document.get("origin") != origin:
        raise IODeepError(
            f"The run in {path.parent} was begun with another description, other weights, settings or data.",
            "Restore the weights, settings and data that it was begun with, or begin anew without --resume.",
        )
    try:
        state.network.load_state_dict(document["network"])
        state.averaged.load_state_dict(document["averaged"])
        state.optimizer.load_state_dict(document["optimizer"])
        state.rng.set_state(document["rng"])
        torch.set_rng_state(document["torch_rng"])
        state.step, state.seconds = int(document["step"]), float(document["seconds"])
        state.losses = [float(loss) for loss in document["losses"]]
        state.curve = [CurvePoint(**point) for point in document["curve"]]
    except Exception as error:  # PyTorch raises whatever the damage leads to
        raise _damaged(path) from error


def _document(path: Path) -> dict[str, Any]:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise IODeepError(
            f"There is no run to take up: {path} cannot be read ({error.strerror}).", "Begin one without --resume."
        ) from error
    try:
        # Tensors and plain values only: nothing in a checkpoint can run.
        document = torch.load(io.BytesIO(data), map_location="cpu", weights_only=True)
    except Exception as error:  # PyTorch raises whatever the damage leads to
        raise _damaged(path) from error
    if not isinstance(document, dict):
        raise _damaged(path)
    return document


def _damaged(path: Path) -> IODeepError:
    return IODeepError(f"{path} is damaged: the run cannot be taken up.", "Begin anew without --resume.")


@torch.no_grad()
def average(averaged: nn.Module, network: nn.Module, share: float) -> None:
    """Move averaged weights towards a network's: ``share`` of the old ones stays."""
    tensors: list[tuple[Tensor, Tensor]] = list(
        zip(averaged.state_dict().values(), network.state_dict().values(), strict=True)
    )
    for kept, new in tensors:
        if kept.is_floating_point():
            kept.lerp_(new, 1 - share)
        else:
            kept.copy_(new)
