"""Classes of a classification network: one probability per label for the whole slice."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from iodeep_viewer.core.prediction import ClassProbability, NetworkLabel


def rank_classes(labels: Sequence[NetworkLabel], probabilities: NDArray[np.float32]) -> tuple[ClassProbability, ...]:
    """Sort the labels of a network by their probability.

    Parameters
    ----------
    labels
        In the order of the outputs.
    probabilities
        Shape (labels,), float32, 0 to 1.

    Returns
    -------
    tuple of ClassProbability
        All labels, the most probable first; equal ones in the order of the network.
    """
    pairs = zip(labels, probabilities.tolist(), strict=True)
    ranked = [ClassProbability(label.name, probability) for label, probability in pairs]
    return tuple(sorted(ranked, key=lambda item: -item.probability))
