"""Training, validation and test parts that share no patient, as far as that can be known."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from iodeep_viewer.errors import IODeepError
from iodeep_viewer.training.examples import LabelledSlice

PARTS = ("train", "validation", "test")


@dataclass(frozen=True, slots=True)
class SplitRule:
    """How slices are divided.

    Attributes
    ----------
    by
        ``blocks`` of consecutive names, ``patient`` or ``series``.
    block, period, guard
        Blocks: slices in a block; every ``period``-th is for validation, another for testing; slices of the training
        part left out on each side of those.
    validation, test
        Patient, series: share of the slices.

    Raises
    ------
    ValueError
        If a value makes no sense.
    """

    by: str = "blocks"
    block: int = 60
    period: int = 8
    guard: int = 0
    validation: float = 0.15
    test: float = 0.15

    def __post_init__(self) -> None:
        if self.by not in ("blocks", "patient", "series"):
            raise ValueError(f"by is “{self.by}”; it has to be blocks, patient or series")
        if self.block < 1 or self.period < 3 or self.guard < 0:
            raise ValueError("needs a block of 1 or more, a period of 3 or more and no negative guard")
        if not (0 < self.validation < 1 and 0 <= self.test < 1 and self.validation + self.test < 1):
            raise ValueError("needs shares for validation and test that leave something to train on")

    @property
    def sentence(self) -> str:
        """The rule in words, for the card."""
        if self.by == "blocks":
            return (
                f"blocks of {self.block} consecutive slices; of every {self.period} blocks one for validation and one "
                f"for the test; {self.guard} slices on each side of such a block are not used"
            )
        return f"by {self.by}: {self.validation:.0%} of the slices for validation, {self.test:.0%} for the test"


@dataclass(frozen=True, slots=True, eq=False)
class Split:
    """Three disjoint parts."""

    train: tuple[LabelledSlice, ...]
    validation: tuple[LabelledSlice, ...]
    test: tuple[LabelledSlice, ...]

    def part(self, name: str) -> tuple[LabelledSlice, ...]:
        """Return one of :data:`PARTS`."""
        found: tuple[LabelledSlice, ...] = getattr(self, name)
        return found

    @property
    def counts(self) -> dict[str, dict[str, int]]:
        """Slices with and without a finding in each part."""
        return {
            name: {
                "with_finding": sum(item.has_finding for item in self.part(name)),
                "without": sum(not item.has_finding for item in self.part(name)),
            }
            for name in PARTS
        }


def split_slices(sources: Sequence[Sequence[LabelledSlice]], rule: SplitRule, seed: int) -> Split:
    """Divide the slices of all sources; blocks are counted in each source by itself.

    Raises
    ------
    IODeepError
        If nothing would be left to train on or to validate with, or patients are not known.
    """
    if rule.by == "blocks":
        parts = [_by_blocks(source, rule) for source in sources]
    else:
        parts = [_by_unit([item for source in sources for item in source], rule, seed)]
    train, validation, test = (tuple(item for part in parts for item in part[name]) for name in PARTS)
    if not train or not validation:
        count = sum(map(len, sources))
        missing = "validate with" if train else "train on"
        raise IODeepError(
            f"The split of {count} slices by {rule.by} leaves nothing to {missing}.",
            "Choose smaller blocks or another share, or bring more data.",
        )
    return Split(train, validation, test)


def _by_blocks(slices: Sequence[LabelledSlice], rule: SplitRule) -> dict[str, list[LabelledSlice]]:
    held_out = {1: "validation", rule.period // 2 + 1: "test"}
    part = np.array([held_out.get(index // rule.block % rule.period, "train") for index in range(len(slices))])
    away = (part != "train").astype(float)
    near = np.convolve(np.pad(away, rule.guard), np.ones(2 * rule.guard + 1), mode="valid") > 0
    part[near & (part == "train")] = "left out"
    return {name: [slices[index] for index in np.flatnonzero(part == name).tolist()] for name in PARTS}


def _by_unit(slices: Sequence[LabelledSlice], rule: SplitRule, seed: int) -> dict[str, list[LabelledSlice]]:
    unit_of = _UNITS[rule.by]
    units: dict[str, list[LabelledSlice]] = {}
    for item in slices:
        units.setdefault(unit_of(item), []).append(item)
    if "" in units:
        raise IODeepError(
            f"The {rule.by} of {units[''][0].name} is not known.",
            "Put the pictures of each patient into a sub-folder, or split by blocks.",
        )
    order = np.random.default_rng(seed).permutation(sorted(units))
    parts: dict[str, list[LabelledSlice]] = {name: [] for name in PARTS}
    wanted = {"validation": rule.validation * len(slices), "test": rule.test * len(slices)}
    for unit in order.tolist():
        name = next((name for name, count in wanted.items() if len(parts[name]) < count), "train")
        parts[name] += units[unit]
    return parts


_UNITS: dict[str, Callable[[LabelledSlice], str]] = {
    "patient": lambda item: item.patient,
    "series": lambda item: item.image.series_instance_uid,
}
