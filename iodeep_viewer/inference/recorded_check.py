"""A recorded answer of a network, by which it is known to do the same elsewhere.

The input is a pattern of whole numbers, so that it is the same on every computer and need not be kept. The output of
the network for it is kept, thinned to a bounded number of values.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dnn_parser import NetworkDescription
from iodeep_viewer.errors import NetworkError
from iodeep_viewer.inference.network import LoadedNetwork
from iodeep_viewer.inference.preparation import UNIT_METHODS

TOLERANCE = 1e-3
"""Largest difference, relative to the largest recorded value, or absolute where that is below 1."""

_MOST_VALUES = 4_093
"""A prime number, so that other columns are taken in each row."""

_LEVELS = 64


def record_check(network: LoadedNetwork) -> bytes:
    """Run a network on the pattern and return its answer.

    Parameters
    ----------
    network
        With the digest of its weights in its object.

    Returns
    -------
    bytes
        A small safetensors file: ``output``, float32, shape (n,), and ``weights_sha256``, uint8, shape (32,).

    Raises
    ------
    NetworkError
        If the network fails on the pattern.
    """
    from safetensors.numpy import save

    digest = np.frombuffer(bytes.fromhex(network.iodeep.weights_sha256), dtype=np.uint8)
    return save({"output": _answer(network), "weights_sha256": digest})


def verify_check(network: LoadedNetwork, content: bytes) -> None:
    """Run a network on the pattern and compare its answer with the recorded one.

    Parameters
    ----------
    network
        The network to check.
    content
        A file of :func:`record_check`.

    Raises
    ------
    NetworkError
        If the file is damaged, was recorded with other weights, or the answers differ.
    """
    name = network.iodeep.record.dnn_name
    again = "Record it again: iodeep models check FOLDER --record"
    try:
        from safetensors.numpy import load

        tensors = load(content)
        recorded, digest = np.float64(tensors["output"]), tensors["weights_sha256"].tobytes().hex()
    except Exception as error:  # the library raises whatever the damage leads to
        raise NetworkError(f"The recorded answer of “{name}” is damaged.", again) from error
    if digest != network.iodeep.weights_sha256:
        raise NetworkError(f"The recorded answer of “{name}” is that of other weights.", again)
    answer = np.float64(_answer(network))
    if recorded.shape != answer.shape:
        raise NetworkError(
            f"“{name}” puts out another shape than when its answer was recorded.",
            f"Its description was changed since. {again}",
        )
    difference = float(np.abs(recorded - answer).max())
    if not difference <= TOLERANCE * max(1.0, float(np.abs(recorded).max())):
        raise NetworkError(
            f"“{name}” answers otherwise than recorded: the largest difference is {difference:.3g}.",
            "The description or the software was changed since: find out which before you publish.",
        )


def pattern(description: NetworkDescription) -> NDArray[np.float32]:
    """Return slanting ramps over the range that the preprocessing gives.

    Parameters
    ----------
    description
        Of the network.

    Returns
    -------
    ndarray
        Shape (channels, rows, columns) of the network's input, float32; 0 to 1, or -2 to 2.
    """
    channel, row, column = np.ogrid[: description.channels, : description.rows, : description.columns]
    ramps = 5 * _LEVELS * row // description.rows + 3 * _LEVELS * column // description.columns + 21 * channel
    unit = (ramps % _LEVELS).astype(np.float32) / (_LEVELS - 1)
    if description.preprocessing.intensity.method in UNIT_METHODS:
        return np.asarray(unit, dtype=np.float32)
    return np.asarray(4 * unit - 2, dtype=np.float32)


def _answer(network: LoadedNetwork) -> NDArray[np.float32]:
    import torch

    # A GPU would round to 10 bits in convolutions (TF32), which is more than the tolerance.
    with torch.backends.cudnn.flags(enabled=True, deterministic=True, allow_tf32=False):
        output = network.logits(pattern(network.description)).ravel()
    count = min(len(output), _MOST_VALUES)
    return np.ascontiguousarray(output[np.arange(count) * len(output) // count])
