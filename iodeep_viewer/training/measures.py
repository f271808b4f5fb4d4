"""Dice, bootstrap intervals and calibration."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

BINS = 10
"""Of a calibration: equal steps of probability."""

_RESAMPLES, _SLOW_RESAMPLES = 2000, 500


def dice(mask: NDArray[np.generic], truth: NDArray[np.generic]) -> float:
    """Return 2 |A and B| / (|A| + |B|) over all values of two masks of one shape; 1 where both are empty."""
    found, wanted = mask.astype(np.bool_), truth.astype(np.bool_)
    total = int(found.sum()) + int(wanted.sum())
    return 2 * int(np.logical_and(found, wanted).sum()) / total if total else 1.0


def mean_interval(values: Sequence[float], units: Sequence[str]) -> list[float]:
    """95 % bootstrap interval of a mean, [low, high].

    Parameters
    ----------
    units
        Which values belong together, e.g. to one patient: whole units are drawn, because slices of one patient are
        alike and would make the interval too narrow.
    """
    numbers = np.asarray(values, dtype=np.float64)
    _, unit = np.unique(np.asarray(units), return_inverse=True)
    sums, counts = np.bincount(unit, numbers), np.bincount(unit)
    drawn = np.random.default_rng(0).integers(len(counts), size=(_RESAMPLES, len(counts)))
    means = sums[drawn].sum(axis=1) / counts[drawn].sum(axis=1)
    return [round(float(value), 4) for value in np.percentile(means, (2.5, 97.5))]


class Unit(Protocol):
    """A judgement that knows which others are alike."""

    @property
    def unit(self) -> str:
        """The patient where known, else the slice."""


U = TypeVar("U", bound=Unit)


def resampled_interval(judgements: Sequence[U], statistic: Callable[[Sequence[U]], float]) -> list[float]:
    """95 % bootstrap interval of any statistic, [low, high]; whole units are drawn as in :func:`mean_interval`."""
    by_unit: dict[str, list[U]] = {}
    for item in judgements:
        by_unit.setdefault(item.unit, []).append(item)
    units, rng = list(by_unit.values()), np.random.default_rng(0)
    drawn = (rng.integers(len(units), size=len(units)) for _ in range(_SLOW_RESAMPLES))
    values = [statistic([item for index in indices for item in units[index]]) for indices in drawn]
    return [round(float(value), 4) for value in np.percentile(values, (2.5, 97.5))]


@dataclass(frozen=True, slots=True, eq=False)
class Calibration:
    """How often a statement with a probability came true.

    Attributes
    ----------
    counts, said, so
        Shape (BINS,): number of statements by probability, the sum of their probabilities, how many were right.
    """

    counts: NDArray[np.float64]
    said: NDArray[np.float64]
    so: NDArray[np.float64]

    def __add__(self, other: Calibration) -> Calibration:
        return Calibration(self.counts + other.counts, self.said + other.said, self.so + other.so)

    @property
    def error(self) -> float:
        """Expected calibration error: mean distance of probability and frequency, by number of statements."""
        total = self.counts.sum()
        return float(np.abs(self.said - self.so).sum() / total) if total else 0.0


def calibration_of(probabilities: NDArray[np.generic], outcomes: NDArray[np.generic]) -> Calibration:
    """Count statements, both of one shape: probabilities 0 to 1, outcomes true or false."""
    chances = np.asarray(probabilities, dtype=np.float64).ravel()
    outcome = np.asarray(outcomes, dtype=np.float64).ravel()
    bins = np.minimum((chances * BINS).astype(np.intp), BINS - 1)
    counts, said, so = (np.bincount(bins, weights, BINS) for weights in (np.ones_like(chances), chances, outcome))
    return Calibration(*(np.asarray(values, dtype=np.float64) for values in (counts, said, so)))


NO_STATEMENTS = calibration_of(np.zeros(0), np.zeros(0))
"""A calibration to begin a sum with."""
