"""Classes: cross-entropy, accuracy, area under the ROC curve, calibration."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from dnn_parser import NetworkDescription, OutputActivation
from iodeep_viewer.core.prediction import Placement, Prediction
from iodeep_viewer.training.examples import LabelledSlice
from iodeep_viewer.training.measures import (
    NO_STATEMENTS,
    Calibration,
    calibration_of,
    mean_interval,
    resampled_interval,
)
from iodeep_viewer.training.objective import Figures, Objective

_LEAST = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class ClassJudgement:
    """Quality of the classes of one slice.

    Attributes
    ----------
    names
        Of the labels.
    chances
        Shape (labels,), 0 to 1.
    said, truth
        Shape (labels,), bool: with softmax the most probable label is said, else those above the threshold.
    unit
        Slices that are alike: the patient where known, else the slice.
    """

    names: tuple[str, ...]
    chances: NDArray[np.float64]
    said: NDArray[np.bool_]
    truth: NDArray[np.bool_]
    unit: str

    @property
    def score(self) -> float:
        """1 if all labels are right, else 0."""
        return float((self.said == self.truth).all())


def classes_objective(description: NetworkDescription) -> Objective[ClassJudgement]:
    """Return the objective of a classification network."""
    return Objective(
        truth=classes_of_masks,
        target=_target,
        move=lambda targets, _grid: targets,
        loss=partial(cross_entropy, activation=description.postprocessing.activation),
        loss_name="cross-entropy",
        score_name="accuracy",
        judge=judge,
        validation=validation,
        figures=figures,
        calibration=calibration,
    )


def classes_of_masks(masks: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Labels that occur, shape (labels,), from masks, shape (labels, rows, columns)."""
    return np.asarray(masks.any(axis=(1, 2)), dtype=np.float64)


def _target(item: LabelledSlice, _placement: Placement, _description: NetworkDescription) -> NDArray[np.float32]:
    return np.asarray(item.truth, dtype=np.float32)


def cross_entropy(output: Tensor, targets: Tensor, *, activation: OutputActivation) -> Tensor:
    """Loss: cross-entropy over the labels (softmax), else of each label.

    Parameters
    ----------
    output, targets
        Shape (n, labels); the output before the activation, unless the network has its own.
    activation
        ``sigmoid``, ``softmax`` or ``none`` as in the description.
    """
    if activation is OutputActivation.SOFTMAX:
        return functional.cross_entropy(output, targets)
    if activation is OutputActivation.SIGMOID:
        return functional.binary_cross_entropy_with_logits(output, targets)
    return functional.binary_cross_entropy(output.clamp(_LEAST, 1 - _LEAST), targets)


def judge(item: LabelledSlice, prediction: Prediction) -> ClassJudgement:
    """Compare the probabilities with the labels that hold."""
    chances, output = prediction.probabilities.astype(np.float64), prediction.output
    likeliest = np.arange(len(chances)) == chances.argmax()
    said = likeliest if output.exclusive else chances >= output.threshold
    names = tuple(label.name for label in output.labels)
    return ClassJudgement(names, chances, said, np.asarray(item.truth, dtype=np.float64) > 0, item.patient or item.name)


def validation(judgements: Sequence[ClassJudgement]) -> float:
    """Return the geometric mean of the probabilities of the true labels: 1 for a perfect network."""
    given = [np.where(item.truth, item.chances, 1 - item.chances) for item in judgements]
    return float(np.exp(np.log(np.clip(given, _LEAST, 1)).mean()))


def figures(judgements: Sequence[ClassJudgement]) -> Figures:
    """Sum up: accuracy, and for each label how often it is said where it holds and the area under its ROC curve."""
    right = [item.score for item in judgements]
    summary: Figures = {
        "pictures": len(judgements),
        "accuracy": round(float(np.mean(right)), 4),
        "accuracy_95_percent_interval": mean_interval(right, [item.unit for item in judgements]),
    }
    for index, name in enumerate(judgements[0].names):
        key = name.casefold().replace(" ", "_")
        holding = [item for item in judgements if item.truth[index]]
        summary[f"pictures_with_{key}"] = len(holding)
        if holding:
            said = [float(item.said[index]) for item in holding]
            summary[f"sensitivity_to_{key}"] = round(float(np.mean(said)), 4)
            summary[f"sensitivity_to_{key}_95_percent_interval"] = mean_interval(said, [item.unit for item in holding])
        if 0 < len(holding) < len(judgements):
            area = partial(_roc_area_of, label=index)
            summary[f"roc_area_of_{key}"] = round(area(judgements), 4)
            summary[f"roc_area_of_{key}_95_percent_interval"] = resampled_interval(judgements, area)
    summary["calibration_error_of_classes"] = round(calibration(judgements)["classes"].error, 4)
    return summary


def calibration(judgements: Sequence[ClassJudgement]) -> Mapping[str, Calibration]:
    """Of every label of every slice."""
    return {"classes": sum((calibration_of(item.chances, item.truth) for item in judgements), NO_STATEMENTS)}


def _roc_area_of(judgements: Sequence[ClassJudgement], *, label: int) -> float:
    chances = np.array([item.chances[label] for item in judgements])
    return roc_area(chances, np.array([item.truth[label] for item in judgements]))


def roc_area(chances: NDArray[np.float64], holds: NDArray[np.bool_]) -> float:
    """Probability that a slice with the label is given a higher value than one without; equal ones count half.

    Parameters
    ----------
    chances, holds
        Shape (n,).

    Returns
    -------
    float
        0.5 where all hold or none does.
    """
    if holds.all() or not holds.any():
        return 0.5
    with_label, without = np.sort(chances[holds]), chances[~holds]
    below = np.searchsorted(with_label, without, side="left") + np.searchsorted(with_label, without, side="right")
    return float(1 - below.sum() / (2 * len(with_label) * len(without)))
