"""Synthetic heads to train on: other patients than the sample studies show, never their seeds."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from sample_dicom.brain import Head, brain_slice
from sample_dicom.make_samples import SEEDS


def brain_pictures(seeds: Iterable[int]) -> list[tuple[NDArray[np.generic], NDArray[np.bool_]]]:
    """One brain MR slice per seed; about two in three cut a mass."""
    heads = ((seed, Head.random(_own(seed))) for seed in seeds)
    return [brain_slice(head, _height(head, seed, -34, 66)) for seed, head in heads]


def _own(seed: int) -> int:
    if seed in SEEDS:
        raise ValueError(f"seed {seed} is that of a sample study")
    return seed


def _height(patient: Head, seed: int, low: float, high: float) -> float:
    rng = np.random.default_rng([seed, 31])
    if patient.lesion is None or rng.random() < 0.15:
        return float(rng.uniform(low, high))
    reach = rng.uniform(-0.85, 0.85) * patient.lesion.radii[2]
    return float(np.clip(patient.lesion.middle[2] + reach, low, high))
