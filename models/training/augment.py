"""Random changes of a batch: other positions, sizes, windows, coils, noise and resolutions than the collection has."""

from __future__ import annotations

import math

import torch
from torch import Tensor
from torch.nn import functional


def augment(values: Tensor, masks: Tensor, size: int, rng: torch.Generator) -> tuple[Tensor, Tensor]:
    """Change a batch at random and bring it to the size of the network's input.

    Parameters
    ----------
    values, masks
        Shape (n, 1, rows, columns), float32, 0 to 1.
    size
        Rows and columns of the result.

    Returns
    -------
    values, masks
        Shape (n, 1, size, size), float32, 0 to 1; the mask is a share of the pixel.
    """
    both = _move(torch.cat([values, masks], dim=1), size, rng)
    values, masks = _paste(both[:, :1], both[:, 1:], rng)
    values = _resolution(values, rng)
    values = _intensity(values, rng)
    return values.contiguous(memory_format=torch.channels_last), masks


def _uniform(count: int, low: float, high: float, rng: torch.Generator) -> Tensor:
    return torch.rand(count, generator=rng) * (high - low) + low


def _sometimes(count: int, probability: float, rng: torch.Generator) -> Tensor:
    return (torch.rand(count, generator=rng) < probability).float()


def _move(images: Tensor, size: int, rng: torch.Generator) -> Tensor:
    """Flip left-right, turn, scale, stretch and shift."""
    count = len(images)
    angle = _uniform(count, -0.35, 0.35, rng) * _sometimes(count, 0.8, rng)
    scale, stretch = torch.exp(_uniform(count, -0.35, 0.3, rng)), torch.exp(_uniform(count, -0.18, 0.18, rng))
    flip = 1 - 2 * _sometimes(count, 0.5, rng)
    shift_x, shift_y = _uniform(count, -0.12, 0.12, rng), _uniform(count, -0.12, 0.12, rng)
    cos, sin = torch.cos(angle) * scale, torch.sin(angle) * scale
    row_x = torch.stack([cos * stretch * flip, -sin, shift_x], dim=1)
    row_y = torch.stack([sin * flip, cos / stretch, shift_y], dim=1)
    # Sampled twice as fine and averaged, as a resize by area does: no aliasing.
    grid = functional.affine_grid(torch.stack([row_x, row_y], dim=1), [count, 1, 2 * size, 2 * size], False)
    return functional.avg_pool2d(functional.grid_sample(images, grid, align_corners=False), 2)


def _paste(values: Tensor, masks: Tensor, rng: torch.Generator) -> tuple[Tensor, Tensor]:
    """Put the finding of another picture of the batch into some, so that a finding and its source are no pair."""
    count = len(values)
    donor = torch.randperm(count, generator=rng)
    finding, texture = masks[donor], values[donor]
    ring = functional.max_pool2d(finding, 13, 1, 6) - functional.max_pool2d(finding, 3, 1, 1)

    def level(images: Tensor) -> Tensor:
        return (images * ring).sum((1, 2, 3), keepdim=True) / ring.sum((1, 2, 3), keepdim=True).clamp(min=1)

    area = finding.sum((1, 2, 3), keepdim=True)
    inside = ((values > 0.08) * finding).sum((1, 2, 3), keepdim=True) / area.clamp(min=1)
    fits = (area > 20) & (inside > 0.9) & (level(values) > 0.1) & (level(texture) > 0.1)
    # Pictures without a finding more often than those that have one.
    without = masks.sum((1, 2, 3)) == 0
    chosen = torch.rand(count, generator=rng) < torch.where(without, 0.3, 0.12)
    soft = functional.avg_pool2d(functional.avg_pool2d(finding, 3, 1, 1), 3, 1, 1) * (
        fits * chosen[:, None, None, None]
    )
    matched = texture * (level(values) / level(texture).clamp(min=0.05)).clamp(0.5, 2)
    return (values + soft * (matched - values)).clamp(0, 1), torch.maximum(masks, finding * (soft > 0))


def _resolution(values: Tensor, rng: torch.Generator) -> Tensor:
    """Blur some pictures as a coarser acquisition would."""
    size = values.shape[-1]
    factor = float(_uniform(1, 0.4, 0.9, rng))
    small = functional.interpolate(values, scale_factor=factor, mode="bilinear", antialias=True)
    coarse = functional.interpolate(small, size=(size, size), mode="bilinear")
    chosen = _sometimes(len(values), 0.2, rng)[:, None, None, None]
    return values + chosen * (coarse - values)


def _intensity(values: Tensor, rng: torch.Generator) -> Tensor:
    """Gamma, a curve, contrast, brightness, uneven coil and noise."""
    count, size = len(values), values.shape[-1]

    def each(low: float, high: float, probability: float) -> Tensor:
        return (_uniform(count, low, high, rng) * _sometimes(count, probability, rng))[:, None, None, None]

    coil = functional.interpolate(torch.randn(count, 1, 4, 4, generator=rng), (size, size), mode="bicubic")
    values = values.clamp(1e-4, 1) ** torch.exp(each(-0.5, 0.5, 0.7))
    # Rises from 0 to 1 whatever the two numbers are, as their weighted sum stays under 1 / pi.
    bend, wave = each(-0.15, 0.15, 0.4), each(-0.07, 0.07, 0.4)
    values = values + bend * torch.sin(math.pi * values) + wave * torch.sin(2 * math.pi * values)
    values = values * torch.exp(coil * each(0, 0.2, 0.4)) * torch.exp(each(-0.3, 0.3, 0.7)) + each(-0.05, 0.1, 0.3)
    values = values + torch.randn(values.shape, generator=rng) * each(0, 0.06, 0.4)
    return values.clamp(0, 1)
