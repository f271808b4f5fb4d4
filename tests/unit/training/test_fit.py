"""The loop: it learns, the same from the same seed, and goes on where it was put down."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import nn

from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.errors import Cancelled, IODeepError
from iodeep_viewer.training.augmentation import NO_AUGMENTATION, Augmentation
from iodeep_viewer.training.examples import LabelledSlice, prepare_examples
from iodeep_viewer.training.fit import Schedule, fit
from iodeep_viewer.training.run import batches
from iodeep_viewer.training.segmentation import segmentation_objective
from iodeep_viewer.training.state import TrainingState, new_state, read_checkpoint, write_checkpoint
from tests.slices import make_slice
from tests.unit.training.tiny import build, describe, squares

SCHEDULE = Schedule(steps=40, batch=8, learning_rate=0.05, check_every=10)


def run(
    steps: Schedule = SCHEDULE, augmentation: Augmentation = NO_AUGMENTATION, seed: int = 1
) -> tuple[TrainingState, list[float]]:
    state = begin(seed)
    losses: list[float] = []
    go_on(state, steps, augmentation, losses=losses)
    return state, losses


def begin(seed: int = 1) -> TrainingState:
    return new_state(build(describe()), SCHEDULE.learning_rate, SCHEDULE.weight_decay, seed)


def go_on(
    state: TrainingState,
    schedule: Schedule = SCHEDULE,
    augmentation: Augmentation = NO_AUGMENTATION,
    task: TaskControl | None = None,
    losses: list[float] | None = None,
    score: float | None = None,
) -> None:
    description = describe()
    objective = segmentation_objective(description)
    examples = prepare_examples(squares(24), description, objective.target)

    def on_check(state: TrainingState) -> None:
        if losses is not None:
            losses.append(state.curve[-1].loss)

    def validate(network: nn.Module) -> float:
        return -float(next(network.parameters()).abs().sum().detach()) if score is None else score

    fit(
        state,
        [(examples, schedule.batch)],
        schedule,
        augmentation,
        objective.loss,
        objective.move,
        validate,
        on_check,
        task or TaskControl(),
    )


def weights(state: TrainingState) -> list[torch.Tensor]:
    return [tensor.clone() for tensor in state.averaged.state_dict().values()]


def same(first: list[torch.Tensor], second: list[torch.Tensor]) -> bool:
    return all(torch.equal(one, other) for one, other in zip(first, second, strict=True))


def test_it_learns() -> None:
    _, losses = run(replace(SCHEDULE, steps=100))
    assert losses[-1] < losses[0] / 3


@pytest.mark.parametrize("augmentation", [NO_AUGMENTATION, Augmentation()])
def test_the_same_seed_gives_the_same_weights_and_another_one_others(augmentation: Augmentation) -> None:
    first, second, other = (run(augmentation=augmentation, seed=seed)[0] for seed in (1, 1, 2))
    assert same(weights(first), weights(second))
    assert not same(weights(first), weights(other))


class StopAt(TaskControl):
    """Cancelled before a step, as by Ctrl+C."""

    def __init__(self, step: int) -> None:
        super().__init__()
        self._step = step

    def report(self, done: int, total: int, message: str) -> None:
        if done == self._step:
            self.cancel()
        super().report(done, total, message)


def test_a_run_that_was_put_down_ends_as_if_it_had_not_been(tmp_path: Path) -> None:
    whole, _ = run(augmentation=Augmentation())
    state = begin()
    with pytest.raises(Cancelled):
        go_on(state, augmentation=Augmentation(), task=StopAt(17))
    assert state.step == 17
    write_checkpoint(state, tmp_path / "checkpoint.pt", "origin")
    taken_up = begin(seed=99)
    torch.manual_seed(99)
    read_checkpoint(taken_up, tmp_path / "checkpoint.pt", "origin")
    go_on(taken_up, augmentation=Augmentation())
    assert same(weights(taken_up), weights(whole))
    assert [(point.step, point.loss, point.score) for point in taken_up.curve] == [
        (point.step, point.loss, point.score) for point in whole.curve
    ]


def test_a_checkpoint_of_another_run_or_a_damaged_one_is_refused_and_never_unpickled(tmp_path: Path) -> None:
    path, state = tmp_path / "checkpoint.pt", begin()
    with pytest.raises(IODeepError, match="no run to take up"):
        read_checkpoint(state, path, "origin")
    write_checkpoint(state, path, "origin")
    with pytest.raises(IODeepError, match="other weights, settings or data"):
        read_checkpoint(state, path, "another")
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(IODeepError, match="damaged"):
        read_checkpoint(state, path, "origin")

    rng = np.random.default_rng(0)
    for _ in range(60):
        hurt = bytearray(whole)
        for place in rng.integers(len(whole), size=20):
            hurt[place] = int(rng.integers(256))
        path.write_bytes(hurt)
        # Damage within the numbers is not seen; whatever else it leads to is told.
        with suppress(IODeepError):
            read_checkpoint(begin(), path, "origin")
    torch.save({"origin": "origin", "network": 3}, path)
    with pytest.raises(IODeepError, match="damaged"):
        read_checkpoint(state, path, "origin")

    class Trap:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return Path.touch, (tmp_path / "sprung",)  # type: ignore[return-value]

    torch.save({"origin": Trap()}, path)
    with pytest.raises(IODeepError, match="damaged"):
        read_checkpoint(state, path, "origin")
    assert not (tmp_path / "sprung").exists()


def test_the_run_ends_when_nothing_improves() -> None:
    state = begin()
    go_on(state, replace(SCHEDULE, steps=200, patience=3), score=0.5)
    assert [point.step for point in state.curve] == [10, 20, 30, 40]
    assert state.best is not None
    assert state.best.step == 10


def test_a_loss_that_is_no_number_is_told() -> None:
    state = begin()
    with torch.no_grad():
        next(state.network.parameters()).fill_(float("inf"))
    with pytest.raises(IODeepError, match="not a number any more at step 1"):
        go_on(state)


def test_weights_are_averaged_after_each_step() -> None:
    state = begin()
    before = weights(state)
    with pytest.raises(Cancelled):
        go_on(state, task=StopAt(1))
    # The share of the old weights is the smaller of 0.998 and step / (step + 20).
    for old, new, kept in zip(before, state.network.state_dict().values(), weights(state), strict=True):
        torch.testing.assert_close(kept, old / 21 + new * 20 / 21)


@pytest.mark.parametrize("share", [0.0, 0.25, 0.67, 1.0])
def test_a_batch_has_its_share_of_findings(share: float) -> None:
    slices = squares(12)
    parts = batches(slices, Schedule(batch=8, with_finding=share))
    if not share:
        assert parts == [(slices, 8)]
        return
    (found, count), (without, others) = parts
    assert (len(found), len(without)) == (9, 3)
    assert all(item.has_finding for item in found)
    assert not any(item.has_finding for item in without)
    # Never all of the batch.
    assert (count, others) == {0.25: (2, 6), 0.67: (5, 3), 1.0: (7, 1)}[share]


def test_slices_of_one_kind_are_drawn_as_they_come() -> None:
    found = [item for item in squares(12) if item.has_finding]
    assert batches(found, Schedule(batch=8)) == [(found, 8)]
    assert batches(squares(4), Schedule(batch=1))[0][1] == 1


@pytest.mark.parametrize("method", ["percentile", "zscore", "none"])
def test_what_comes_in_at_the_edge_is_air(method: str) -> None:
    # Air of -1000 around a bright square; with fixed units of none it would be taken for water.
    values = np.full((16, 16), -1000, np.float32)
    values[5:11, 5:11] = 400
    description = describe(preprocessing={"intensity": {"method": method}, "aspect": "pad"})
    objective = segmentation_objective(description)
    item = LabelledSlice(make_slice(values), values[None] > 0, "a")
    examples = prepare_examples([item], description, objective.target)
    seen: list[torch.Tensor] = []

    class Watched(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.network = build(description)

        def forward(self, batch: torch.Tensor) -> torch.Tensor:
            seen.append(batch)
            return self.network(batch)

    schedule = Schedule(steps=1, batch=16, check_every=1)
    strength = replace(NO_AUGMENTATION, shift=0.2)
    fit(
        new_state(Watched(), 0.01, 0.0, 1), [(examples, 16)], schedule, strength, objective.loss, objective.move,
        lambda _: 0.0, lambda _: None, TaskControl(),
    )  # fmt: skip
    lowest = float(examples.values.min())
    edges = torch.cat([seen[0][..., 0, :], seen[0][..., -1, :], seen[0][..., :, 0], seen[0][..., :, -1]])
    torch.testing.assert_close(edges, torch.full_like(edges, lowest), atol=1e-3, rtol=0)
