"""Classes of a classification network: one number per label for the whole slice."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from iodeep_viewer.core.prediction import ClassProbability, NetworkLabel


def rank_classes(labels: Sequence[NetworkLabel], probabilities: NDArray[np.float32]) -> tuple[ClassProbability, ...]:
    """Return all labels, the most probable first; equal ones in the order of the network.

    Parameters
    ----------
    probabilities
        Shape (labels,).
    """
    pairs = zip(labels, probabilities.tolist(), strict=True)
    ranked = [ClassProbability(label.name, probability) for label, probability in pairs]
    return tuple(sorted(ranked, key=lambda item: -item.probability))
