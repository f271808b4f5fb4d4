"""How good a network is: Dice per picture, and false regions where there is nothing."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from models.training.data import Pictures


@dataclass(frozen=True, slots=True)
class Rule:
    """When a probability becomes a region.

    Attributes
    ----------
    threshold
        Least probability.
    smallest_area
        Least size of a connected region, in pixels of the picture.
    """

    threshold: float
    smallest_area: float


@torch.no_grad()
def probabilities(network: nn.Module, pictures: Pictures, size: int, batch: int = 16) -> NDArray[np.float32]:
    """Predict on the pictures' own grid: shape (n, rows, columns), 0 to 1."""
    network.eval()
    full = pictures.values.shape[-1]
    shrink = cv2.INTER_AREA if size < full else cv2.INTER_LINEAR
    result = np.empty(pictures.values.shape, dtype=np.float32)
    for start in range(0, len(pictures), batch):
        grey = pictures.values[start : start + batch].astype(np.float32) / 255
        small = np.stack([cv2.resize(picture, (size, size), interpolation=shrink) for picture in grey])
        chance = torch.sigmoid(network(torch.from_numpy(small)[:, None])).float()[:, 0].numpy()
        result[start : start + batch] = [
            cv2.resize(one, (full, full), interpolation=cv2.INTER_LINEAR) for one in chance
        ]
    return result


def regions(probability: NDArray[np.float32], rule: Rule) -> NDArray[np.bool_]:
    """Mask of the connected regions (8-neighbours) that are large enough."""
    above = (probability >= rule.threshold).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(above, connectivity=8)
    large = stats[:, cv2.CC_STAT_AREA] >= rule.smallest_area
    large[0] = False
    return np.asarray(large[labels])


def dice(mask: NDArray[np.bool_], truth: NDArray[np.uint8]) -> float:
    """Return 2 |A and B| / (|A| + |B|); 1 where both are empty."""
    total = int(mask.sum()) + int((truth > 0).sum())
    return 2 * int((mask & (truth > 0)).sum()) / total if total else 1.0


def dice_each(chances: NDArray[np.float32], pictures: Pictures, rule: Rule) -> NDArray[np.float64]:
    """Dice of each picture, shape (n,)."""
    return np.array([dice(regions(chance, rule), mask) for chance, mask in zip(chances, pictures.masks, strict=True)])


def false_region_rate(chances: NDArray[np.float32], rule: Rule) -> float:
    """Share of pictures without a finding in which a region is proposed."""
    return float(np.mean([regions(chance, rule).any() for chance in chances]))
