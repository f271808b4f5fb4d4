"""A synthetic chest as a computed radiograph shows it. Nothing of it comes from a patient."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sample_dicom.shapes import Grid, noise, smooth

SIZE = 384
SPACING = 1.0
"""Rows and columns, and mm between pixels."""


def chest_radiograph(seed: int) -> NDArray[np.uint16]:
    """Make a postero-anterior view, shape (384, 384), 12-bit values, bright is dense."""
    rng = np.random.default_rng([seed, 21])
    flat = Grid.square(SIZE, SPACING)
    grid = flat.warped(rng, 60, 4.0)
    # Painted as attenuation that adds up along the beam; the lungs let it through.
    image = np.full((SIZE, SIZE), 250, dtype=np.float32)
    grid.paint(image, np.maximum(grid.ellipse(0, 80, 172, 250), grid.line([(-150, -70), (150, -70)], 60)), 2300, 14)
    grid.paint(image, grid.line([(0, -200), (0, -100)], 42), 2350, 12)
    for side in (-1, 1):
        lung = np.minimum(grid.ellipse(side * 74, 10, 64, 150), side * grid.x - 18)
        dome = grid.ellipse(side * 76, 172 + 8 * side, 92, 82)
        grid.paint(image, np.minimum(lung, -dome), 950, 7)
        image += np.where(lung > 0, 120 * noise(rng, flat, 5.0) * np.exp(-(((grid.x - side * 40) / 30) ** 2)), 0)
    heart = np.maximum(grid.ellipse(28, 62, 66, 60, 25), grid.ellipse(4, -20, 30, 95))
    grid.paint(image, heart, 2350, 5)
    for level in range(11):
        grid.paint(image, grid.line([(-12, level * 33 - 170), (12, level * 33 - 170)], 12), 2620, 4)
        for side in (-1, 1):
            y, reach = -128 + level * 26, 88 + 4.2 * level
            turns = np.linspace(0, 1.25 * np.pi / 2, 9)
            rib = [(float(side * (14 + (reach - 14) * np.sin(t))), float(y - 12 + 26 * (1 - np.cos(t)))) for t in turns]
            shadow = np.zeros_like(image)
            grid.paint(shadow, grid.line(rib, 5.5), 260, 2)
            grid.paint(shadow, grid.line(rib, 3.0), 150, 2)
            image += shadow if level < 9 else 0.4 * shadow
    for side in (-1, 1):
        clavicle = np.zeros_like(image)
        grid.paint(clavicle, grid.line([(side * 14, -118), (side * 70, -132), (side * 140, -150)], 7), 420, 2)
        image += clavicle
    image += 28 * rng.standard_normal(image.shape).astype(np.float32)
    return np.asarray(np.clip(smooth(image, 0.8), 0, 4095), dtype=np.uint16)
