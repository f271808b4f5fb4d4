"""Classes of a classification network: one number per label for the whole slice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class ClassProbability:
    """How probable one label is for the slice as a whole; calibrated, 0 to 1."""

    label: str
    probability: float


def rank_classes(labels: Sequence[str], probabilities: NDArray[np.float32]) -> tuple[ClassProbability, ...]:
    """Return all labels, the most probable first; equal ones in the order of the network.

    Parameters
    ----------
    probabilities
        Shape (labels,).
    """
    ranked = [
        ClassProbability(label, float(chance)) for label, chance in zip(labels, probabilities.tolist(), strict=True)
    ]
    return tuple(sorted(ranked, key=lambda item: -item.probability))
