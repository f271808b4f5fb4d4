"""The vessels and bronchi of a synthetic lung: trees in three dimensions, cut by slices."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from sample_dicom.shapes import Field, Grid

Vectors = NDArray[np.float64]

_FINER = 4
"""Sections are drawn this many times finer than the slice and averaged."""


@dataclass(frozen=True, eq=False)
class Vessels:
    """Straight pieces of round vessels.

    Attributes
    ----------
    starts, ends
        Shape (n, 3): (x, y, z) in mm, LPS.
    radii
        Shape (n,), mm.
    """

    starts: Vectors
    ends: Vectors
    radii: NDArray[np.float64]

    def __add__(self, other: Vessels) -> Vessels:
        return Vessels(
            np.concatenate([self.starts, other.starts]),
            np.concatenate([self.ends, other.ends]),
            np.concatenate([self.radii, other.radii]),
        )

    def accompanied(self, smallest: float) -> Vessels:
        """Return the tubes of equal size beside the pieces that are at least ``smallest`` mm in radius: the bronchi."""
        chosen = self.radii >= smallest
        beside = np.array([0.3, 0.85, 0.45]) * 2.1 * self.radii[chosen, None]
        return Vessels(self.starts[chosen] + beside, self.ends[chosen] + beside, self.radii[chosen])

    def cover(self, grid: Grid, z: float, thickness: float, change: float = 0.0) -> Field:
        """How much of each pixel the vessels fill, 0 to 1.

        Parameters
        ----------
        z, thickness
            Of the slice, mm: a vessel thinner than the slice fills it in part.
        change
            Added to every radius, mm; thinner than nothing is left out.
        """
        rows, columns = grid.x.shape
        canvas = np.zeros((rows * _FINER, columns * _FINER), dtype=np.uint8)
        radii = self.radii + change
        near = np.maximum(radii, thickness / 2)
        low, high = (function(self.starts[:, 2], self.ends[:, 2]) for function in (np.minimum, np.maximum))
        hit = np.flatnonzero((radii > 0) & (low < z + near) & (high > z - near))
        first = (float(grid.x[0, 0]), float(grid.y[0, 0]))
        # The fullest last, so that thin ones do not cut through thick ones.
        for index in hit[np.argsort(radii[hit])]:
            start, end = self.starts[index], self.ends[index]
            rise = end[2] - start[2]
            shares = np.array([0.0, 1.0])
            if abs(rise) > 1e-6:
                shares = np.clip((z + near[index] * np.array([-1, 1]) * np.sign(rise) - start[2]) / rise, 0, 1)
            points = start[:2] + shares[:, None] * (end[:2] - start[:2])
            pixels = (((points - first) / grid.spacing + 0.5) * _FINER - 0.5) * 16
            width = max(1, round(2 * radii[index] / grid.spacing * _FINER))
            fill = 255 * min(1.0, 2 * radii[index] / thickness)
            begin, stop = ((round(float(x)), round(float(y))) for x, y in pixels)
            cv2.line(canvas, begin, stop, fill, width, cv2.LINE_8, 4)
        return np.asarray(cv2.resize(canvas, (columns, rows), interpolation=cv2.INTER_AREA) / 255, dtype=np.float32)


def grow(root: tuple[float, float, float], points: Vectors, twig: float) -> Vessels:
    """Join points to a tree: short vessels, and short ways to the root.

    Parameters
    ----------
    root
        (x, y, z), mm.
    points
        Shape (n, 3), where branches pass or end, mm.
    twig
        Radius of the last branches, mm; the cubes of the radii add up where branches meet (Murray's law).
    """
    start = np.array(root)
    nodes = np.concatenate([[start], points[np.argsort(np.linalg.norm(points - start, axis=1))]])
    parents, ways = np.zeros(len(nodes), dtype=np.intp), np.zeros(len(nodes))
    for index in range(1, len(nodes)):
        steps = np.linalg.norm(nodes[:index] - nodes[index], axis=1)
        parents[index] = np.argmin(steps + 0.35 * ways[:index])
        ways[index] = ways[parents[index]] + steps[parents[index]]
    flow = np.zeros(len(nodes))
    for index in range(len(nodes) - 1, 0, -1):
        flow[index] = max(flow[index], twig**3)
        flow[parents[index]] += flow[index]
    return Vessels(nodes[parents[1:]], nodes[1:], np.cbrt(flow[1:]))
