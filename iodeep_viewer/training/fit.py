"""The training loop: steps on random batches, averaged weights, the best by the validation score is kept."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.errors import IODeepError, NetworkError
from iodeep_viewer.training.augmentation import Augmentation, change_intensity, resample, sampling_grid
from iodeep_viewer.training.examples import Examples, stack_targets
from iodeep_viewer.training.objective import Loss, Mix, Move
from iodeep_viewer.training.run_files import CurvePoint
from iodeep_viewer.training.state import TrainingState, average


@dataclass(frozen=True, slots=True)
class Schedule:
    """How long and how fast.

    Attributes
    ----------
    steps, batch
        Number of batches, and slices in each.
    learning_rate, weight_decay
        Of AdamW; the rate rises over a twentieth of the steps, then falls as half a cosine to zero.
    check_every
        Steps between validations.
    patience
        Validations without a better score after which the run ends; 0 for never.
    with_finding
        Share of each batch that shows a finding, where the data have both; 0 to draw slices as they come.
    precision
        ``float32``, or ``bfloat16`` for activations where the processor is fast with it.

    Raises
    ------
    ValueError
        If a value makes no sense.
    """

    steps: int = 2000
    batch: int = 16
    learning_rate: float = 2e-3
    weight_decay: float = 1e-3
    check_every: int = 100
    patience: int = 0
    with_finding: float = 0.67
    precision: str = "float32"

    def __post_init__(self) -> None:
        if self.steps < 1 or self.batch < 1 or self.check_every < 1 or self.patience < 0:
            raise ValueError("needs 1 or more steps, batch and check_every, and no negative patience")
        if not (self.learning_rate > 0 and self.weight_decay >= 0 and 0 <= self.with_finding <= 1):
            raise ValueError("needs a learning_rate above 0, no negative weight_decay, and with_finding from 0 to 1")
        if self.precision not in ("float32", "bfloat16"):
            raise ValueError(f"precision is “{self.precision}”; it has to be float32 or bfloat16")


def fit(
    state: TrainingState,
    sources: Sequence[tuple[Examples, int]],
    schedule: Schedule,
    augmentation: Augmentation,
    loss: Loss,
    move: Move,
    validate: Callable[[nn.Module], float],
    on_check: Callable[[TrainingState], None],
    task: TaskControl,
    mix: Mix | None = None,
) -> None:
    """Train until the steps are done, the patience is over, or the task is cancelled.

    Parameters
    ----------
    state
        Of a new run or one that is taken up; it is changed in place.
    sources
        Examples, and how many of each go into every batch.
    validate
        Score of the averaged network, higher is better.
    on_check
        Called after every validation: the last point of the curve is new then.

    Raises
    ------
    IODeepError
        If the network cannot compute a batch, or the loss is not a number any more.
    Cancelled
        If the task was cancelled; the state is that after a whole step.
    """
    device = next(state.network.parameters()).device
    while state.step < schedule.steps:
        task.report(state.step, schedule.steps, "Training")
        started = time.monotonic()
        values, targets = _batch(sources, augmentation, move, mix, state.rng)
        value = _step(state, values.to(device), targets.to(device), schedule, loss)
        if not math.isfinite(value):
            raise IODeepError(
                f"The loss is not a number any more at step {state.step}.",
                "Use a smaller learning_rate, and check that the values of the images make sense.",
            )
        state.losses.append(value)
        state.seconds += time.monotonic() - started
        if state.step % schedule.check_every == 0 or state.step == schedule.steps:
            _check(state, schedule, validate)
            on_check(state)
            if schedule.patience and state.checks_without_gain >= schedule.patience:
                return


def _step(state: TrainingState, values: Tensor, targets: Tensor, schedule: Schedule, loss: Loss) -> float:
    state.step += 1
    for group in state.optimizer.param_groups:
        group["lr"] = _learning_rate(schedule, state.step)
    state.network.train()
    state.optimizer.zero_grad(set_to_none=True)
    try:
        with torch.autocast(values.device.type, torch.bfloat16, enabled=schedule.precision == "bfloat16"):
            output = state.network(values)
        error = loss(output.float(), targets)
        error.backward()  # type: ignore[no-untyped-call]
    except (RuntimeError, ValueError) as failure:
        raise NetworkError(
            f"The network failed on a batch of {len(values)} slices: {str(failure).splitlines()[0]}",
            "Where memory is short, choose a smaller batch; else the description does not fit the slices.",
        ) from failure
    nn.utils.clip_grad_norm_(state.network.parameters(), 1.0)
    state.optimizer.step()
    average(state.averaged, state.network, min(0.998, state.step / (state.step + 20)))
    return float(error.detach())


def _check(state: TrainingState, schedule: Schedule, validate: Callable[[nn.Module], float]) -> None:
    started = time.monotonic()
    score = validate(state.averaged.eval())
    state.seconds += time.monotonic() - started
    mean = sum(state.losses) / len(state.losses)
    rate = _learning_rate(schedule, state.step)
    state.curve.append(CurvePoint(state.step, mean, score, rate, state.seconds / 60))
    state.losses.clear()


def _learning_rate(schedule: Schedule, step: int) -> float:
    progress = step / schedule.steps
    return schedule.learning_rate * min(progress / 0.05, 0.5 * (1 + math.cos(math.pi * progress)))


def _batch(
    sources: Sequence[tuple[Examples, int]],
    augmentation: Augmentation,
    move: Move,
    mix: Mix | None,
    rng: torch.Generator,
) -> tuple[Tensor, Tensor]:
    values, targets, outside = [], [], []
    for examples, count in sources:
        chosen = torch.randint(len(examples), (count,), generator=rng).numpy()
        values.append(torch.from_numpy(examples.values[chosen]))
        targets.extend(examples.targets[chosen])
        outside.append(torch.from_numpy(examples.outside[chosen]))
    pictures, wanted = torch.cat(values), torch.from_numpy(stack_targets(targets)).float()
    grid = sampling_grid(len(pictures), (pictures.shape[2], pictures.shape[3]), augmentation, rng)
    if grid is not None:
        air = torch.cat(outside)[:, None, None, None]
        pictures, wanted = resample(pictures - air, grid, "bicubic") + air, move(wanted, grid)
    if mix is not None and augmentation.paste:
        pictures, wanted = mix(pictures, wanted, augmentation.paste, rng)
    return change_intensity(pictures, augmentation, rng), wanted
