"""Shapes that the synthetic patients are painted from.

A shape is its signed distance in mm, positive inside, approximate for ellipses: shape (rows, columns), float32.
Positions are (x, y) in mm, LPS, on an axial slice: x towards the patient's left, y towards the back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

Field = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Grid:
    """Pixel centres of an axial slice with its middle at (0, 0).

    Attributes
    ----------
    spacing
        mm between pixels in both directions.
    x, y
        Shape (rows, columns), mm.
    """

    spacing: float
    x: Field
    y: Field

    @classmethod
    def square(cls, size: int, spacing: float) -> Grid:
        """Return a grid of ``size`` x ``size`` pixels."""
        axis = ((np.arange(size) - (size - 1) / 2) * spacing).astype(np.float32)
        x, y = np.meshgrid(axis, axis)
        return cls(spacing, x, y)

    def warped(self, rng: np.random.Generator, length: float, strength: float) -> Grid:
        """Return the grid bent smoothly, so that no outline is a perfect ellipse.

        Parameters
        ----------
        length, strength
            Correlation length and standard deviation of the shifts, mm.
        """
        shift_x, shift_y = (strength * noise(rng, self, length) for _ in range(2))
        return Grid(self.spacing, self.x + shift_x, self.y + shift_y)

    def laid(self, degrees: float, size: float, x: float, y: float) -> Grid:
        """Return the grid of a body that lies turned by ``degrees``, ``size`` times as large, its middle at (x, y)."""
        cos, sin = np.cos(np.radians(degrees)) / size, np.sin(np.radians(degrees)) / size
        along, across = (self.x - x) * cos + (self.y - y) * sin, (self.y - y) * cos - (self.x - x) * sin
        return Grid(self.spacing, np.asarray(along, dtype=np.float32), np.asarray(across, dtype=np.float32))

    def ellipse(self, x: float, y: float, radius_x: float, radius_y: float, degrees: float = 0.0) -> Field:
        """Ellipse with the given middle and half axes, turned by ``degrees``."""
        cos, sin = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
        along, across = (self.x - x) * cos + (self.y - y) * sin, (self.y - y) * cos - (self.x - x) * sin
        radius = np.sqrt((along / radius_x) ** 2 + (across / radius_y) ** 2)
        return np.asarray((1 - radius) * min(radius_x, radius_y), dtype=np.float32)

    def line(self, points: Sequence[tuple[float, float]], width: float) -> Field:
        """Polyline with round ends; ``width`` is half its thickness in mm."""
        distance = np.full(self.x.shape, np.inf, dtype=np.float32)
        for (x0, y0), (x1, y1) in pairwise(points):
            dx, dy = x1 - x0, y1 - y0
            along = np.clip(((self.x - x0) * dx + (self.y - y0) * dy) / (dx * dx + dy * dy), 0, 1)
            distance = np.minimum(distance, np.hypot(self.x - x0 - along * dx, self.y - y0 - along * dy))
        return np.asarray(width - distance, dtype=np.float32)

    def paint(self, image: Field, shape: Field, value: float | Field, softness: float = 1.0) -> None:
        """Put ``value`` where the shape is, with an edge about ``softness`` pixels wide; changes ``image``."""
        cover = np.clip(shape / (self.spacing * softness) + 0.5, 0, 1)
        image += cover * (value - image)


def noise(rng: np.random.Generator, grid: Grid, length: float) -> Field:
    """Smooth random field of mean 0 and standard deviation 1.

    Parameters
    ----------
    length
        Correlation length (sigma of the smoothing), mm.
    """
    # Drawn coarse and enlarged: the same look as smoothing at full size, much faster.
    rows, columns = grid.x.shape
    step = max(1.0, length / grid.spacing / 2)
    margin = 8
    coarse = rng.standard_normal((int(rows / step) + 2 * margin, int(columns / step) + 2 * margin)).astype(np.float32)
    coarse = cv2.GaussianBlur(coarse, (0, 0), max(length / grid.spacing / step, 0.5))[margin:-margin, margin:-margin]
    field = cv2.resize(coarse, (columns, rows), interpolation=cv2.INTER_CUBIC)
    return np.asarray((field - field.mean()) / field.std(), dtype=np.float32)


def smooth(image: Field, sigma: float) -> Field:
    """Blur as the scanner does; ``sigma`` in pixels."""
    return np.asarray(cv2.GaussianBlur(image, (0, 0), sigma), dtype=np.float32)


def paint_table(image: Field, body: Grid, top: float) -> None:
    """Put the scanner's table under a body, its upper side ``top`` mm behind the middle; changes ``image``."""
    for offset, value in ((0, -480.0), (5, -900.0)):
        arc = Grid(body.spacing, body.x, body.y + 0.0006 * body.x**2)
        inside = np.minimum(arc.y - top - offset, top + 26 - 2 * offset - arc.y)
        body.paint(image, np.minimum(inside, 205 - offset - np.abs(body.x)).astype(np.float32), value)
