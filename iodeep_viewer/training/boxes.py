"""Boxes: FCOS-like targets (Tian et al. 2019, without centre-ness), focal loss (Lin et al. 2017) with GIoU."""

from __future__ import annotations

from functools import partial

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from dnn_parser import NetworkDescription
from iodeep_viewer.core.prediction import Placement
from iodeep_viewer.inference.boxes import EDGES
from iodeep_viewer.training.box_judgement import BoxJudgement, calibration, figures, judge, validation
from iodeep_viewer.training.examples import LabelledSlice
from iodeep_viewer.training.objective import Objective

CENTRE_RADIUS = 1.5
"""Cells of a box that are to find it lie within this of its middle, in strides."""

FOCAL_ALPHA, FOCAL_GAMMA = 0.25, 2.0

_LEAST_IN_VIEW = 0.5
"""A box of which less is left in the picture after a random change is taken out."""


def boxes_objective(description: NetworkDescription) -> Objective[BoxJudgement]:
    """Return the objective of a detection network."""
    return Objective(
        truth=boxes_of_masks,
        target=_target,
        move=move_boxes,
        loss=partial(focal_and_giou, rows=description.rows),
        loss_name="focal loss of the cells and 1 - GIoU of the boxes",
        score_name="F1",
        judge=judge,
        validation=validation,
        figures=figures,
        calibration=calibration,
    )


def boxes_of_masks(masks: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Box of each connected region (8-neighbours).

    Parameters
    ----------
    masks
        Shape (labels, rows, columns).

    Returns
    -------
    ndarray
        Shape (n, 5): label, left, top, right, bottom; edges half a pixel outside of the outermost pixel centres.
    """
    boxes = []
    for label, mask in enumerate(masks):
        _, _, stats, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8), connectivity=8)
        for left, top, width, height, _ in stats[1:].tolist():
            boxes.append((label, left - 0.5, top - 0.5, left + width - 0.5, top + height - 0.5))
    return np.array(boxes, dtype=np.float64).reshape(-1, 1 + EDGES)


def _target(item: LabelledSlice, placement: Placement, description: NetworkDescription) -> NDArray[np.float32]:
    """Boxes in pixels of the input, shape (n, 5), those that are in view."""
    boxes = np.asarray(item.truth, dtype=np.float64).reshape(-1, 1 + EDGES)
    scale, shift = np.array(placement.scale[::-1] * 2), np.array(placement.shift[::-1] * 2)
    # The way back of Placement.to_slice.
    edges = (boxes[:, 1:] + 0.5) * scale + shift - 0.5
    placed = torch.from_numpy(np.concatenate([boxes[:, :1], edges], axis=1))[None]
    kept = _in_view(placed, description.rows, description.columns)[0]
    return kept[kept[:, 0] >= 0].float().numpy()


def move_boxes(targets: Tensor, grid: Tensor) -> Tensor:
    """Move boxes with the picture.

    The content of a box counts as an ellipse that touches its edges: the box of a round finding does not grow when it
    turns.

    Parameters
    ----------
    targets
        Shape (n, boxes, 5): label, left, top, right, bottom; -1 throughout for no box.
    grid
        See :data:`~iodeep_viewer.training.objective.Move`; an affine one.
    """
    if not targets.shape[1]:
        return targets
    rows, columns = grid.shape[1:3]
    size = torch.tensor([columns, rows], dtype=torch.float64)
    # In pixels: old = matrix @ new + offset.
    points = ((grid.double() + 1) * size - 1) / 2
    offset = points[:, 0, 0]
    matrix = torch.stack([(points[:, 0, -1] - offset) / (columns - 1), (points[:, -1, 0] - offset) / (rows - 1)], dim=2)
    inverse = torch.linalg.inv(matrix)[:, None]
    low, high = targets[..., 1:3].double(), targets[..., 3:5].double()
    middle = (inverse @ ((low + high) / 2 - offset[:, None])[..., None])[..., 0]
    half = ((inverse * ((high - low) / 2)[..., None, :]) ** 2).sum(dim=3).sqrt()
    moved = torch.cat([targets[..., :1].double(), middle - half, middle + half], dim=2)
    return _in_view(moved, rows, columns).to(targets.dtype)


def _in_view(boxes: Tensor, rows: int, columns: int) -> Tensor:
    """Clip boxes, shape (n, boxes, 5), to a picture; those with little left become -1 throughout."""
    high = torch.tensor([columns, rows] * 2, dtype=boxes.dtype) - 0.5
    clipped = torch.minimum(boxes[..., 1:].clamp(min=-0.5), high)
    visible = _area(clipped) >= _LEAST_IN_VIEW * _area(boxes[..., 1:])
    kept = visible & (boxes[..., 0] >= 0) & (_area(boxes[..., 1:]) > 0)
    return torch.where(kept[..., None], torch.cat([boxes[..., :1], clipped], dim=2), -1.0)


def focal_and_giou(output: Tensor, targets: Tensor, *, rows: int) -> Tensor:
    """Loss: focal loss of the cells and 1 - GIoU of the boxes, both per cell that is to find a box.

    Parameters
    ----------
    output
        Shape (n, labels + 4, rows / stride, columns / stride).
    targets
        Shape (n, boxes, 5) in pixels of the input; -1 throughout for no box.
    rows
        Of the input.
    """
    labels, stride = output.shape[1] - EDGES, rows / output.shape[2]
    centres = cell_centres((output.shape[2], output.shape[3]), stride).to(output)
    wanted, owner = assign(targets, centres, labels, stride)
    logits = output[:, :labels].flatten(2).transpose(1, 2)
    found = wanted.amax(dim=2) > 0
    count = found.sum().clamp(min=1)
    focal = focal_loss(logits, wanted).sum() / count
    distances = functional.softplus(output[:, labels:].flatten(2).transpose(1, 2)[found]) * stride
    middles = centres.expand(len(output), -1, -1)[found]
    boxes = torch.cat([middles - distances[:, :2], middles + distances[:, 2:]], dim=1)
    if not len(boxes):
        return focal + 0 * output.sum()
    truth = torch.gather(targets[..., 1:], 1, owner[..., None].expand(-1, -1, EDGES))[found]
    return focal + (1 - generalised_overlap(boxes, truth)).sum() / count


def cell_centres(cells: tuple[int, int], stride: float) -> Tensor:
    """Centres of the cells, shape (rows * columns, 2): (column, row) in pixels of the input."""
    row, column = (((torch.arange(count) + 0.5) * stride - 0.5) for count in cells)
    down, along = torch.meshgrid(row, column, indexing="ij")
    return torch.stack([along.flatten(), down.flatten()], dim=1)


def assign(targets: Tensor, centres: Tensor, labels: int, stride: float) -> tuple[Tensor, Tensor]:
    """Say which cell is to find which box: those inside of it near its middle, and always the nearest one.

    A cell that two boxes want goes to the smaller one.

    Returns
    -------
    wanted, owner
        Shape (n, cells, labels), 0 or 1; shape (n, cells), index of the box where one is wanted.
    """
    count = len(targets)
    if not targets.shape[1]:
        nothing = torch.zeros(count, len(centres), dtype=torch.long, device=targets.device)
        return torch.zeros(count, len(centres), labels, device=targets.device), nothing
    low, high = targets[:, None, :, 1:3], targets[:, None, :, 3:5]
    point = centres[None, :, None]
    inside = ((point > low) & (point < high)).all(dim=3)
    away = (point - (low + high) / 2).abs().amax(dim=3)
    nearest = functional.one_hot(away.argmin(dim=1), len(centres)).transpose(1, 2).bool()
    claims = (inside & (away <= CENTRE_RADIUS * stride)) | nearest
    claims &= (targets[..., 0] >= 0)[:, None]
    areas = torch.where(claims, _area(targets[..., 1:])[:, None], torch.inf)
    owner = areas.argmin(dim=2)
    label = torch.gather(targets[..., 0], 1, owner).clamp(min=0).long()
    return functional.one_hot(label, labels) * claims.any(dim=2)[..., None].float(), owner


def focal_loss(logits: Tensor, wanted: Tensor) -> Tensor:
    """Focal loss of each value, any shape; ``wanted`` is 0 or 1."""
    entropy = functional.binary_cross_entropy_with_logits(logits, wanted, reduction="none")
    chances = torch.sigmoid(logits)
    miss = chances + wanted - 2 * chances * wanted
    weight = FOCAL_ALPHA * wanted + (1 - FOCAL_ALPHA) * (1 - wanted)
    return weight * miss**FOCAL_GAMMA * entropy


def generalised_overlap(boxes: Tensor, others: Tensor) -> Tensor:
    """GIoU of pairs of boxes, shape (n, 4) each: 1 for equal ones, towards -1 for distant ones."""
    shared = (torch.minimum(boxes[:, 2:], others[:, 2:]) - torch.maximum(boxes[:, :2], others[:, :2])).clamp(min=0)
    around = torch.maximum(boxes[:, 2:], others[:, 2:]) - torch.minimum(boxes[:, :2], others[:, :2])
    common, hull = shared.prod(dim=1), around.prod(dim=1)
    union = _area(boxes) + _area(others) - common
    return common / union - (hull - union) / hull


def _area(boxes: Tensor) -> Tensor:
    return (boxes[..., 2] - boxes[..., 0]) * (boxes[..., 3] - boxes[..., 1])
