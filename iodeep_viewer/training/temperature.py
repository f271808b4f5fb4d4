"""Calibration of a network by one number (Guo et al. 2017): its output is divided by a temperature."""

from __future__ import annotations

import math
from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from dnn_parser import OutputActivation, Task
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.errors import NetworkError
from iodeep_viewer.inference.activation import activate
from iodeep_viewer.inference.network import LoadedNetwork
from iodeep_viewer.inference.prediction import predict
from iodeep_viewer.inference.preparation import prepare_slice
from iodeep_viewer.training.box_judgement import judge
from iodeep_viewer.training.examples import LabelledSlice, Target

Float64 = NDArray[np.float64]

LOWEST, HIGHEST = 0.2, 10.0
"""Temperatures that are looked at."""

_REACH = 10
_IN_QUESTION = 0.01


def fit_temperature(
    network: LoadedNetwork, slices: Sequence[LabelledSlice], target: Target, task: TaskControl
) -> float:
    """Find the temperature at which the likelihood of the truth is highest.

    Segmentation: counted are pixels of the network's grid that are 10 pixels or less away from a finding, and those
    with a probability of 1 % or more: there are so many others that nothing else would count. Boxes: counted is
    every box that could be shown, and it is right when it finds a finding. Classes: counted is every slice.

    Parameters
    ----------
    slices
        Neither trained on nor those that the result is reported for.
    target
        Of the objective that the network was trained towards.

    Raises
    ------
    NetworkError
        If the network has no activation that a temperature could soften, or nothing counts.
    Cancelled
        If the task was cancelled.
    """
    settings = network.description.postprocessing
    if settings.activation is OutputActivation.NONE:
        raise NetworkError(
            "The network puts out probabilities without an activation: a temperature would do nothing.",
            "Let the description name the activation instead of a last layer.",
        )
    outputs, truths = [], []
    for done, item in enumerate(slices):
        task.report(done, len(slices), "Calibrating")
        if settings.task is Task.BOUNDING_BOX:
            odds, shares = _of_boxes(network, item)
        else:
            odds, shares = _of_values(network, item, target)
        outputs.append(odds)
        truths.append(shares)
    if not sum(len(part) for part in outputs):
        raise NetworkError("Nothing is near a finding.", "Calibrate with slices that show findings.")
    return temperature_of(np.concatenate(outputs), np.concatenate(truths))


def temperature_of(logits: Float64, truth: Float64) -> float:
    """Find the temperature with the lowest cross-entropy.

    Parameters
    ----------
    logits, truth
        Shape (n, classes): logits before a softmax, and the share of each class, in sum 1.
    """

    def entropy(log_temperature: float) -> float:
        scaled = logits / math.exp(log_temperature)
        top = scaled.max(axis=1)
        norm = top + np.log(np.exp(scaled - top[:, np.newaxis]).sum(axis=1))
        return float((norm - (scaled * truth).sum(axis=1)).mean())

    # The cross-entropy has one minimum: it is convex in the inverse temperature.
    low, high, golden = math.log(LOWEST), math.log(HIGHEST), (math.sqrt(5) - 1) / 2
    while high - low > 1e-3:
        left, right = high - golden * (high - low), low + golden * (high - low)
        low, high = (low, right) if entropy(left) < entropy(right) else (left, high)
    return math.exp((low + high) / 2)


def _of_values(network: LoadedNetwork, item: LabelledSlice, target: Target) -> tuple[Float64, Float64]:
    """Outputs and truth of the pixels that count, or of the classes."""
    activation = network.description.postprocessing.activation
    prepared = prepare_slice(item.image, network.description, network.iodeep.photometric_interpretation)
    logits = network.logits(prepared.tensor)
    truth = np.asarray(target(item, prepared.placement, network.description), dtype=np.float32)
    if logits.ndim == 1:
        counted = np.ones(1, dtype=np.bool_)
        logits, truth = logits[:, np.newaxis], truth[:, np.newaxis]
    else:
        background = network.description.postprocessing.background
        counted = _counted(activate(logits, activation), truth, background=background)
    return _classes(logits, truth, counted, exclusive=activation is OutputActivation.SOFTMAX)


def _of_boxes(network: LoadedNetwork, item: LabelledSlice) -> tuple[Float64, Float64]:
    """Return the logits of the boxes in question, and whether each is right."""
    found = judge(item, predict(network, item.image, TaskControl()))
    chances = found.chances.clip(1e-6, 1 - 1e-6)
    values = np.log(chances / (1 - chances)) * network.description.postprocessing.temperature
    return _or_not(values, found.hits.astype(np.float64))


def _counted(chances: NDArray[np.float32], truth: NDArray[np.float32], *, background: bool) -> NDArray[np.bool_]:
    first = int(background)
    finding = (truth[first:] > 0).any(axis=0).astype(np.uint8)
    near = cv2.dilate(finding, np.ones((2 * _REACH + 1, 2 * _REACH + 1), dtype=np.uint8)) > 0
    return np.asarray(near | (chances[first:] >= _IN_QUESTION).any(axis=0))


def _classes(
    logits: NDArray[np.float32], truth: NDArray[np.float32], counted: NDArray[np.bool_], *, exclusive: bool
) -> tuple[Float64, Float64]:
    """(maps, rows, columns) to (n, classes); without a softmax each map is a choice between it and its opposite."""
    values, shares = logits[:, counted].astype(np.float64), truth[:, counted].astype(np.float64)
    if exclusive:
        return values.T, shares.T
    return _or_not(values.ravel(), shares.ravel())


def _or_not(values: Float64, shares: Float64) -> tuple[Float64, Float64]:
    """A sigmoid as the choice between something, shape (n,), and its opposite."""
    return np.stack([np.zeros_like(values), values], axis=1), np.stack([1 - shares, shares], axis=1)
