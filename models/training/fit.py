"""The training loop: fixed number of steps, averaged weights, the best by validation Dice is kept."""

from __future__ import annotations

import copy
import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from models.training.augment import augment
from models.training.data import Pictures

WORST_WEIGHT = 0.1
"""Of the cross-entropy of the worst pixels in the loss."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a training run is made of.

    Attributes
    ----------
    steps, batch, learning_rate, seed
        Number of batches, pictures in each, peak of the schedule, and the seed of every random choice.
    size
        Rows and columns of the network's input.
    check_every
        Steps between validations.
    save_every
        Steps between states on disk, from which an interrupted run goes on.
    bfloat16
        Whether activations are bfloat16: faster only where the processor has instructions for it.
    """

    steps: int
    batch: int
    learning_rate: float
    seed: int
    size: int
    check_every: int = 100
    save_every: int = 100
    bfloat16: bool = False


def fit(
    network: nn.Module,
    sources: Sequence[tuple[Pictures, int]],
    plan: Plan,
    validate: Callable[[nn.Module], float],
    keep: Callable[[nn.Module], None],
    state: Path,
) -> None:
    """Train, and hand each network that is better than all before to ``keep``.

    Parameters
    ----------
    sources
        Collections and how many pictures of each go into every batch.
    validate
        Score of a network, higher is better.
    keep
        Called with the averaged network.
    state
        File for the state of the run; where it exists, the run goes on from there.
    """
    rng = torch.Generator().manual_seed(plan.seed)
    averaged = copy.deepcopy(network).eval()
    network = network.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    optimizer = torch.optim.AdamW(network.parameters(), lr=plan.learning_rate, weight_decay=1e-3)
    best, first, started, losses = -1.0, 1, time.monotonic(), []
    if state.exists():
        saved = torch.load(state, weights_only=True)
        for part, name in ((network, "network"), (averaged, "averaged"), (optimizer, "optimizer")):
            part.load_state_dict(saved[name])
        rng.set_state(saved["rng"])
        best, first = saved["best"], saved["step"] + 1
    for step in range(first, plan.steps + 1):
        for group in optimizer.param_groups:
            group["lr"] = plan.learning_rate * _schedule(step / plan.steps)
        network.train()
        values, masks = augment(*_draw(sources, rng), plan.size, rng)
        with torch.autocast("cpu", torch.bfloat16, enabled=plan.bfloat16):
            logits = network(values)
        loss = dice_and_cross_entropy(logits.float(), masks)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        losses.append(float(loss.detach()))
        _average(averaged, network, min(0.998, step / (step + 20)))
        if step % plan.check_every == 0 or step == plan.steps:
            score = validate(averaged)
            minutes, loss_mean = (time.monotonic() - started) / 60, sum(losses) / len(losses)
            print(f"step {step:5d}  {minutes:5.1f} min  loss {loss_mean:.4f}  validation {score:.4f}", flush=True)
            losses.clear()
            if score > best:
                best = score
                keep(averaged)
        if step % plan.save_every == 0:
            _save(state, network, averaged, optimizer, rng, step, best)
    state.unlink(missing_ok=True)


def _save(
    state: Path,
    network: nn.Module,
    averaged: nn.Module,
    optimizer: torch.optim.Optimizer,
    rng: torch.Generator,
    step: int,
    best: float,
) -> None:
    modules = {"network": network, "averaged": averaged, "optimizer": optimizer}
    parts = {name: part.state_dict() for name, part in modules.items()}
    torch.save({**parts, "rng": rng.get_state(), "step": step, "best": best}, state.with_suffix(".new"))
    state.with_suffix(".new").replace(state)


def dice_and_cross_entropy(logits: Tensor, masks: Tensor) -> Tensor:
    """Loss: 1 - soft Dice, half of it per picture that has a finding, plus cross-entropy, also of the worst pixels.

    The worst fiftieth of each picture's pixels are those of a missed finding or of a false one.
    """
    chances = torch.sigmoid(logits)
    overlap, total = (chances * masks).sum((1, 2, 3)), (chances + masks).sum((1, 2, 3))
    has_finding = (masks.sum((1, 2, 3)) > 0).float()
    per_picture = ((1 - (2 * overlap + 1) / (total + 1)) * has_finding).sum() / has_finding.sum().clamp(min=1)
    whole = 1 - (2 * overlap.sum() + 1) / (total.sum() + 1)
    entropy = functional.binary_cross_entropy_with_logits(logits, masks, reduction="none").flatten(1)
    worst = entropy.topk(entropy.shape[1] // 50, dim=1).values.mean()
    return (per_picture + whole) / 2 + entropy.mean() + WORST_WEIGHT * worst


def _schedule(progress: float) -> float:
    """Short linear rise, then half a cosine to zero."""
    return min(progress / 0.05, 0.5 * (1 + math.cos(math.pi * progress)))


def _draw(sources: Sequence[tuple[Pictures, int]], rng: torch.Generator) -> tuple[Tensor, Tensor]:
    values, masks = [], []
    for pictures, count in sources:
        chosen = torch.randint(len(pictures), (count,), generator=rng).numpy()
        values.append(torch.from_numpy(pictures.values[chosen]))
        masks.append(torch.from_numpy(pictures.masks[chosen]))
    return torch.cat(values)[:, None].float() / 255, torch.cat(masks)[:, None].float()


@torch.no_grad()
def _average(averaged: nn.Module, network: nn.Module, share: float) -> None:
    for kept, new in zip(averaged.state_dict().values(), network.state_dict().values(), strict=True):
        if kept.is_floating_point():
            kept.lerp_(new, 1 - share)
        else:
            kept.copy_(new)
