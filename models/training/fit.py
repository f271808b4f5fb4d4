"""The training loop: fixed number of steps, averaged weights, the best by validation Dice is kept."""

from __future__ import annotations

import copy
import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from models.training.augment import augment
from models.training.data import Pictures


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
    """

    steps: int
    batch: int
    learning_rate: float
    seed: int
    size: int
    check_every: int = 100


def fit(
    network: nn.Module,
    sources: Sequence[tuple[Pictures, int]],
    plan: Plan,
    validate: Callable[[nn.Module], float],
    keep: Callable[[nn.Module], None],
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
    """
    rng = torch.Generator().manual_seed(plan.seed)
    averaged = copy.deepcopy(network).eval()
    network = network.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    optimizer = torch.optim.AdamW(network.parameters(), lr=plan.learning_rate, weight_decay=1e-3)
    best, started, losses = -1.0, time.monotonic(), []
    for step in range(1, plan.steps + 1):
        for group in optimizer.param_groups:
            group["lr"] = plan.learning_rate * _schedule(step / plan.steps)
        network.train()
        values, masks = augment(*_draw(sources, rng), plan.size, rng)
        with torch.autocast("cpu", torch.bfloat16):
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


def dice_and_cross_entropy(logits: Tensor, masks: Tensor) -> Tensor:
    """Loss: 1 - soft Dice over the batch, half of it per picture that has a finding, plus cross-entropy."""
    chances = torch.sigmoid(logits)
    overlap, total = (chances * masks).sum((1, 2, 3)), (chances + masks).sum((1, 2, 3))
    has_finding = (masks.sum((1, 2, 3)) > 0).float()
    per_picture = ((1 - (2 * overlap + 1) / (total + 1)) * has_finding).sum() / has_finding.sum().clamp(min=1)
    whole = 1 - (2 * overlap.sum() + 1) / (total.sum() + 1)
    return (per_picture + whole) / 2 + functional.binary_cross_entropy_with_logits(logits, masks)


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
