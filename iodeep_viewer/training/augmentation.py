"""Random changes of a batch: other positions, sizes, windows, coils, noise and resolutions than the data have."""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional


@dataclass(frozen=True, slots=True)
class Augmentation:
    """How strong the random changes are; 0 switches one off.

    Attributes
    ----------
    flip
        Probability of a left-right flip.
    turn
        Largest angle, degrees.
    scale, stretch
        Largest change of the size, and of rows against columns, as a share.
    shift
        Largest shift as a share of the picture.
    resolution
        Probability of a coarser acquisition.
    gamma, curve, contrast, brightness
        Largest change as a share of the range of values; the curve bends values without changing their order.
    coil
        Unevenness of the field, as a share.
    noise
        Largest standard deviation, as a share of the range of values.
    paste
        Probability that a picture without a finding is given that of another one, where the task knows how (0.4 of
        it for the others). Only for values whose background is the lowest.

    Raises
    ------
    ValueError
        If a value makes no sense.
    """

    flip: float = 0.5
    turn: float = 20.0
    scale: float = 0.3
    stretch: float = 0.12
    shift: float = 0.12
    resolution: float = 0.2
    gamma: float = 0.4
    curve: float = 0.15
    contrast: float = 0.3
    brightness: float = 0.05
    coil: float = 0.2
    noise: float = 0.06
    paste: float = 0.0

    def __post_init__(self) -> None:
        # Above, its slope would be negative somewhere.
        if self.curve > 0.15:
            raise ValueError("curve cannot be above 0.15")
        if (
            min(getattr(self, name) for name in self.__dataclass_fields__) < 0
            or max(self.flip, self.resolution, self.paste) > 1
        ):
            raise ValueError("strengths cannot be negative, nor probabilities above 1")


NO_AUGMENTATION = Augmentation(**dict.fromkeys(Augmentation.__dataclass_fields__, 0.0))
"""The pictures as they are."""


_OF_INTENSITY = ("resolution", "gamma", "curve", "contrast", "brightness", "coil", "noise")


def sampling_grid(count: int, size: tuple[int, int], strength: Augmentation, rng: torch.Generator) -> Tensor | None:
    """Flip, turn, scale, stretch and shift at random.

    Returns
    -------
    Tensor or None
        Shape (count, rows, columns, 2), as :func:`torch.nn.functional.grid_sample` takes it; None for no change.
    """
    if not any((strength.flip, strength.turn, strength.scale, strength.stretch, strength.shift)):
        return None
    limit = strength.turn / 180 * torch.pi
    angle = _uniform(count, -limit, limit, rng) * _sometimes(count, 0.8, rng)
    scale = torch.exp(_uniform(count, -strength.scale, strength.scale, rng))
    stretch = torch.exp(_uniform(count, -strength.stretch, strength.stretch, rng))
    flip = 1 - 2 * _sometimes(count, strength.flip, rng)
    shift_x = _uniform(count, -strength.shift, strength.shift, rng)
    shift_y = _uniform(count, -strength.shift, strength.shift, rng)
    cos, sin = torch.cos(angle) * scale, torch.sin(angle) * scale
    rows, columns = size
    row_x = torch.stack([cos * stretch * flip, -sin * rows / columns, shift_x], dim=1)
    row_y = torch.stack([sin * flip * columns / rows, cos / stretch, shift_y], dim=1)
    return functional.affine_grid(torch.stack([row_x, row_y], dim=1), [count, 1, rows, columns], False)


def resample(images: Tensor, grid: Tensor, mode: str = "bilinear") -> Tensor:
    """Take the values of images, shape (n, channels, rows, columns), at the points of a grid; 0 outside."""
    return functional.grid_sample(images, grid, mode=mode, align_corners=False)


def change_intensity(values: Tensor, strength: Augmentation, rng: torch.Generator) -> Tensor:
    """Resolution, gamma, contrast, brightness, uneven coil and noise.

    Parameters
    ----------
    values
        Shape (n, channels, rows, columns); every picture is changed within its own range of values.
    """
    if not any(getattr(strength, name) for name in _OF_INTENSITY):
        return values
    low = values.amin((1, 2, 3), keepdim=True)
    span = (values.amax((1, 2, 3), keepdim=True) - low).clamp(min=1e-6)
    unit = _intensity(_resolution((values - low) / span, strength, rng), strength, rng)
    return unit * span + low


def _uniform(count: int, low: float, high: float, rng: torch.Generator) -> Tensor:
    return torch.rand(count, generator=rng) * (high - low) + low


def _sometimes(count: int, probability: float, rng: torch.Generator) -> Tensor:
    return (torch.rand(count, generator=rng) < probability).float()


def _resolution(values: Tensor, strength: Augmentation, rng: torch.Generator) -> Tensor:
    """Blur some pictures as a coarser acquisition would."""
    if not strength.resolution:
        return values
    factor = float(_uniform(1, 0.4, 0.9, rng))
    small = functional.interpolate(values, scale_factor=factor, mode="bilinear", antialias=True)
    coarse = functional.interpolate(small, size=values.shape[-2:], mode="bilinear")
    chosen = _sometimes(len(values), strength.resolution, rng)[:, None, None, None]
    return values + chosen * (coarse - values)


def _intensity(values: Tensor, strength: Augmentation, rng: torch.Generator) -> Tensor:
    count, _, rows, columns = values.shape

    def each(low: float, high: float, probability: float) -> Tensor:
        return (_uniform(count, low, high, rng) * _sometimes(count, probability, rng))[:, None, None, None]

    if strength.gamma:
        values = values.clamp(1e-4, 1) ** torch.exp(each(-strength.gamma, strength.gamma, 0.7))
    if strength.curve:
        bend, wave = each(-strength.curve, strength.curve, 0.4), each(-strength.curve / 2, strength.curve / 2, 0.4)
        values = values + bend * torch.sin(math.pi * values) + wave * torch.sin(2 * math.pi * values)
    if strength.coil:
        field = torch.randn(count, 1, 4, 4, generator=rng)
        smooth = functional.interpolate(field, (rows, columns), mode="bicubic")
        values = values * torch.exp(smooth * each(0, strength.coil, 0.4))
    values = values * torch.exp(each(-strength.contrast, strength.contrast, 0.7))
    values = values + each(-strength.brightness, strength.brightness, 0.3)
    if strength.noise:
        values = values + torch.randn(values.shape, generator=rng) * each(0, strength.noise, 0.4)
    return values.clamp(0, 1)
