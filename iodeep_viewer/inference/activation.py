"""From the output of a network to probabilities."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dnn_parser import OutputActivation


def activate(
    logits: NDArray[np.float32], activation: OutputActivation, temperature: float = 1.0
) -> NDArray[np.float32]:
    """Turn logits into probabilities.

    Parameters
    ----------
    logits
        Shape (maps, ...), float32.
    activation
        ``sigmoid`` for each map by itself, ``softmax`` over the maps, ``none`` where the network's last
        layer did it.
    temperature
        The logits are divided by it (calibration); 1 leaves them. Without an activation it does nothing.

    Returns
    -------
    ndarray
        Same shape, float32, 0 to 1; without an activation the values as they are.
    """
    values = logits.astype(np.float64) / temperature if activation is not OutputActivation.NONE else logits
    if activation is OutputActivation.SIGMOID:
        # The same function as 1 / (1 + exp(-x)), without overflow for large negative x.
        return np.asarray(0.5 * (1.0 + np.tanh(values / 2)), dtype=np.float32)
    if activation is OutputActivation.SOFTMAX:
        exponential = np.exp(values - values.max(axis=0))
        return np.asarray(exponential / exponential.sum(axis=0), dtype=np.float32)
    return np.asarray(values, dtype=np.float32)
