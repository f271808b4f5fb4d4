"""Segmentation: masks on the network's grid, soft Dice with cross-entropy."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from dnn_parser import Intensity, IntensityMethod, IntensityScope, NetworkDescription
from iodeep_viewer.inference.preparation import Placement, prepare_slice
from iodeep_viewer.training.augmentation import resample
from iodeep_viewer.training.examples import LabelledSlice
from iodeep_viewer.training.objective import Objective
from iodeep_viewer.training.segmentation_judgement import RegionJudgement, calibration, figures, judge, validation

_SHARES = Intensity(method=IntensityMethod.MINMAX, scope=IntensityScope.FIXED, minimum=0.0, maximum=1.0)


def segmentation_objective(description: NetworkDescription) -> Objective[RegionJudgement]:
    """Return what a segmentation network is trained towards and judged by."""
    activation = description.postprocessing.activation.value
    exclusive = activation == "softmax" and description.label_shape > 1
    return Objective(
        truth=lambda masks: masks,
        target=partial(_target, exclusive=exclusive),
        move=resample,
        loss=partial(dice_and_cross_entropy, activation=activation),
        score_name="Dice",
        judge=judge,
        validation=validation,
        figures=figures,
        calibration=calibration,
    )


def _target(
    item: LabelledSlice, _placement: Placement, description: NetworkDescription, *, exclusive: bool
) -> NDArray[np.float16]:
    """Share of each pixel of the input that belongs to each label, with the background in front where it has a map."""
    maps = np.stack([_on_input(item, mask, description) for mask in item.truth])
    if exclusive:
        maps = np.concatenate([1 - maps.sum(axis=0, keepdims=True).clip(0, 1), maps])
    return maps.astype(np.float16)


def _on_input(item: LabelledSlice, mask: NDArray[np.generic], description: NetworkDescription) -> NDArray[np.float32]:
    """Lay a mask on the network's input by the function that lays the slice there."""
    as_image = replace(
        item.image, values=mask.astype(np.float32), samples_per_pixel=1, photometric_interpretation="MONOCHROME2"
    )
    as_shares = replace(
        description,
        input_shape=(1, description.rows, description.columns),
        preprocessing=replace(description.preprocessing, intensity=_SHARES),
    )
    return prepare_slice(as_image, as_shares).tensor[0]


def dice_and_cross_entropy(output: Tensor, targets: Tensor, *, activation: str) -> Tensor:
    """Loss: 1 - soft Dice over the batch, half of it per slice and label that has a finding, plus cross-entropy.

    Parameters
    ----------
    output, targets
        Shape (n, maps, rows, columns); the output before the activation, unless the network has its own.
    activation
        ``sigmoid``, ``softmax`` or ``none`` as in the description.
    """
    if output.shape[-2:] != targets.shape[-2:]:
        targets = functional.interpolate(targets, (output.shape[2], output.shape[3]), mode="area")
    if activation == "softmax":
        chances = torch.softmax(output, dim=1)
        entropy = functional.cross_entropy(output, targets)
    elif activation == "sigmoid":
        chances = torch.sigmoid(output)
        entropy = functional.binary_cross_entropy_with_logits(output, targets)
    else:
        chances = output.clamp(1e-6, 1 - 1e-6)
        entropy = functional.binary_cross_entropy(chances, targets)
    if activation == "softmax" and output.shape[1] > 1:
        chances, targets = chances[:, 1:], targets[:, 1:]
    overlap, total = (chances * targets).sum((2, 3)), (chances + targets).sum((2, 3))
    has_finding = (targets.sum((2, 3)) > 0).float()
    each = ((1 - (2 * overlap + 1) / (total + 1)) * has_finding).sum() / has_finding.sum().clamp(min=1)
    whole = 1 - (2 * overlap.sum(0) + 1) / (total.sum(0) + 1)
    return (each + whole.mean()) / 2 + entropy
