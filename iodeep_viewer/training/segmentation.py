"""Segmentation: masks on the network's grid, soft Dice with cross-entropy."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from dnn_parser import Intensity, IntensityMethod, IntensityScope, NetworkDescription, OutputActivation
from iodeep_viewer.core.prediction import Placement
from iodeep_viewer.inference.preparation import prepare_slice
from iodeep_viewer.training.augmentation import resample
from iodeep_viewer.training.examples import LabelledSlice
from iodeep_viewer.training.objective import Objective
from iodeep_viewer.training.segmentation_judgement import RegionJudgement, calibration, figures, judge, validation

WORST_WEIGHT = 0.1
"""Of the cross-entropy of the worst pixels in the loss."""

_SHARES = Intensity(method=IntensityMethod.MINMAX, scope=IntensityScope.FIXED, minimum=0.0, maximum=1.0)


def segmentation_objective(description: NetworkDescription) -> Objective[RegionJudgement]:
    """Return the objective of a segmentation network."""
    activation = description.postprocessing.activation
    background = description.postprocessing.background
    return Objective(
        truth=lambda masks: masks,
        target=partial(_target, background=background),
        move=resample,
        loss=partial(dice_and_cross_entropy, activation=activation),
        score_name="Dice",
        judge=judge,
        validation=validation,
        figures=figures,
        calibration=calibration,
        loss_name="soft Dice and cross-entropy, also of the worst pixels",
        mix=partial(paste_findings, background=background),
    )


def _target(
    item: LabelledSlice, _placement: Placement, description: NetworkDescription, *, background: bool
) -> NDArray[np.float16]:
    """Share of each pixel of the input that belongs to each label, with the background in front where it has a map."""
    maps = np.stack([_on_input(item, mask, description) for mask in item.truth])
    if background:
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


def dice_and_cross_entropy(output: Tensor, targets: Tensor, *, activation: OutputActivation) -> Tensor:
    """Loss: 1 - soft Dice, half of it per slice and label with a finding, plus cross-entropy, also of the worst pixels.

    The worst fiftieth of each slice's pixels are those of a missed finding or of a false one.

    Parameters
    ----------
    output, targets
        Shape (n, maps, rows, columns); the output before the activation, unless the network has its own.
    activation
        ``sigmoid``, ``softmax`` or ``none`` as in the description.
    """
    if output.shape[-2:] != targets.shape[-2:]:
        targets = functional.interpolate(targets, (output.shape[2], output.shape[3]), mode="area")
    if activation is OutputActivation.SOFTMAX:
        chances = torch.softmax(output, dim=1)
        entropy = functional.cross_entropy(output, targets, reduction="none").flatten(1)
    elif activation is OutputActivation.SIGMOID:
        chances = torch.sigmoid(output)
        entropy = functional.binary_cross_entropy_with_logits(output, targets, reduction="none").flatten(1)
    else:
        chances = output.clamp(1e-6, 1 - 1e-6)
        entropy = functional.binary_cross_entropy(chances, targets, reduction="none").flatten(1)
    if activation is OutputActivation.SOFTMAX and output.shape[1] > 1:
        chances, targets = chances[:, 1:], targets[:, 1:]
    overlap, total = (chances * targets).sum((2, 3)), (chances + targets).sum((2, 3))
    has_finding = (targets.sum((2, 3)) > 0).float()
    each = ((1 - (2 * overlap + 1) / (total + 1)) * has_finding).sum() / has_finding.sum().clamp(min=1)
    whole = 1 - (2 * overlap.sum(0) + 1) / (total.sum(0) + 1)
    worst = entropy.topk(max(1, entropy.shape[1] // 50), dim=1).values.mean()
    return (each + whole.mean()) / 2 + entropy.mean() + WORST_WEIGHT * worst


def paste_findings(
    values: Tensor, targets: Tensor, share: float, rng: torch.Generator, *, background: bool
) -> tuple[Tensor, Tensor]:
    """Put the finding of another picture of the batch into some, so that a finding and its source are no pair.

    The finding is brought to the brightness of its new surroundings; it is left out where it would lie outside of the
    body.

    Parameters
    ----------
    values, targets
        Shape (n, channels, rows, columns) and (n, maps, rows, columns).
    share
        Probability for a picture without a finding; 0.4 of it for the others.
    background
        Whether the first map of the targets is that of the background.
    """
    low = values.amin()
    span = (values.amax() - low).clamp(min=1e-6)
    unit, labels = (values - low) / span, targets[:, int(background) :]
    finding, texture = labels.amax(1, keepdim=True), unit.mean(1, keepdim=True)
    donor = torch.randperm(len(values), generator=rng)
    ring = functional.max_pool2d(finding[donor], 13, 1, 6) - functional.max_pool2d(finding[donor], 3, 1, 1)

    def level(images: Tensor) -> Tensor:
        return (images * ring).sum((1, 2, 3), keepdim=True) / ring.sum((1, 2, 3), keepdim=True).clamp(min=1)

    area = finding[donor].sum((1, 2, 3), keepdim=True)
    inside = ((texture > 0.08) * finding[donor]).sum((1, 2, 3), keepdim=True) / area.clamp(min=1)
    fits = (area > 20) & (inside > 0.9) & (level(texture) > 0.1) & (level(texture[donor]) > 0.1)
    without = finding.sum((1, 2, 3)) == 0
    chosen = torch.rand(len(values), generator=rng) < torch.where(without, share, 0.4 * share)
    soft = functional.avg_pool2d(functional.avg_pool2d(finding[donor], 3, 1, 1), 3, 1, 1)
    soft = soft * (fits & chosen[:, None, None, None])
    ratio = (level(texture) / level(texture[donor]).clamp(min=0.05)).clamp(0.5, 2)
    pasted = (unit + soft * (unit[donor] * ratio - unit)).clamp(0, 1) * span + low
    labels = torch.maximum(labels, labels[donor] * (soft > 0))
    if background:
        labels = torch.cat([(1 - labels.sum(1, keepdim=True)).clamp(0, 1), labels], dim=1)
    return pasted, labels
