"""A synthetic head as a contrast-enhanced, T1-weighted axial MR slice shows it. Nothing of it comes from a patient."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sample_dicom.shapes import Field, Grid, noise, smooth

SIZE = 256
SPACING = 0.875
"""Rows and columns, and mm between pixels."""

AIR, BONE, MARROW, CSF, GREY, WHITE, SCALP, VESSEL = 25.0, 130.0, 480.0, 220.0, 530.0, 730.0, 1500.0, 1350.0


@dataclass(frozen=True, slots=True)
class Lesion:
    """An enhancing mass: middle (x, y, z) and half axes in mm, LPS, and how it looks.

    Attributes
    ----------
    enhancement
        Value of the enhancing part.
    core
        Value of the middle; equal to ``enhancement`` where there is no necrosis.
    oedema
        Width of the darker rim around it, mm.
    """

    middle: tuple[float, float, float]
    radii: tuple[float, float, float]
    enhancement: float = 1250.0
    core: float = 420.0
    oedema: float = 9.0


@dataclass(frozen=True, slots=True)
class Head:
    """One synthetic patient: the seed of the anatomy and the lesion, if any."""

    seed: int
    lesion: Lesion | None = None

    @classmethod
    def random(cls, seed: int, lesion_probability: float = 0.65) -> Head:
        """Draw a patient: where the mass lies and how it looks follows from the seed alone."""
        rng = np.random.default_rng([seed, 1])
        if rng.random() > lesion_probability:
            return cls(seed)
        angle, reach, z = rng.uniform(0, 2 * np.pi), rng.uniform(0.25, 0.75), rng.uniform(-25, 60)
        inside = head_scale(z)
        middle = (float(55 * inside * reach * np.cos(angle)), float(72 * inside * reach * np.sin(angle)), float(z))
        radius = rng.uniform(7, 22)
        radii = tuple(float(radius * rng.uniform(0.75, 1.25)) for _ in range(3))
        enhancement = float(rng.uniform(950, 1500))
        core = float(rng.uniform(300, 600)) if rng.random() < 0.6 else enhancement
        return cls(seed, Lesion(middle, (radii[0], radii[1], radii[2]), enhancement, core, float(rng.uniform(0, 14))))


def brain_slice(head: Head, z: float) -> tuple[NDArray[np.uint16], NDArray[np.bool_]]:
    """Make the axial slice at height ``z``.

    Parameters
    ----------
    z
        mm above the level of the third ventricle, -36 (eyes) to 70 (near the vertex).

    Returns
    -------
    values, truth
        Shape (256, 256): 12-bit values, and the mask of the mass (False everywhere where it is not cut).
    """
    anatomy = np.random.default_rng([head.seed, 2])
    texture = np.random.default_rng([head.seed, 3, round(z * 10) + 100_000])
    grid = Grid.square(SIZE, SPACING).warped(anatomy, 45, 2.0).warped(texture, 22, 0.5)
    image = np.full((SIZE, SIZE), AIR, dtype=np.float32)
    depth = _paint_head(image, grid, z)
    _paint_brain(image, grid, z, depth, texture)
    if z < -14:
        _paint_base(image, grid, z, depth, texture)
    truth = _paint_lesion(image, grid, z, depth, head, texture)
    return _scan(image, anatomy, texture), truth


def head_scale(z: float) -> float:
    """Size of the head at height z, 1 at its widest."""
    return float(np.sqrt(max(0.0, 1 - ((z + 6) / 90) ** 2)) if z > -6 else 1 - 0.00004 * (z + 6) ** 2)


def _paint_head(image: Field, grid: Grid, z: float) -> Field:
    """Scalp, skull and the fluid under it; returns the depth below the brain's surface, mm."""
    scale = head_scale(z)
    # Wider behind than in front, as heads are.
    egg = Grid(grid.spacing, grid.x / (1 + 0.0012 * grid.y), grid.y)
    depth = egg.ellipse(0, 0, 74 * scale, 93 * scale)
    # Near the vertex the layers are cut at a slant and look thicker.
    slant = 1 / max(scale, 0.35) ** 0.7
    for below, value in ((0, 650), (1.4, SCALP), (6, BONE), (7.6, MARROW), (10, BONE), (11.6, CSF)):
        grid.paint(image, depth - below * slant, value)
    return np.asarray(depth - 13 * slant, dtype=np.float32)


def _paint_brain(image: Field, grid: Grid, z: float, depth: Field, rng: np.random.Generator) -> None:
    """Cortex with sulci, white matter, deep grey matter, ventricles, falx and sinus."""
    folds = noise(rng, grid, 2.8) - 0.4 * noise(rng, grid, 9.0)
    sulci_reach = 17 + 4 * noise(rng, grid, 10.0)
    # The lines where the field changes sign wind as sulci do.
    away = np.abs(folds) * 4.5
    grid.paint(image, depth, WHITE)
    cortex = np.maximum(2.7 - away, 2.6 - depth)
    grid.paint(image, np.minimum(np.minimum(cortex, sulci_reach + 3 - depth), depth), GREY, softness=1.5)
    grid.paint(image, np.minimum(np.minimum(0.8 - away, sulci_reach - depth), depth), CSF)
    grid = grid.warped(rng, 9, 1.1)
    if -12 < z < 24:
        fade = 1 - abs(z - 6) / 24
        for side in (-1, 1):
            grid.paint(image, grid.ellipse(side * 12, 10, 10 * fade + 2, 15 * fade + 2, side * 20), GREY + 40)
            grid.paint(image, grid.ellipse(side * 13, -20, 5, 10 * fade + 2, side * 12), GREY + 30)
            grid.paint(image, grid.ellipse(side * 26, -4, 5, 16 * fade + 1, side * 12), GREY + 30)
            path = ((66, -12), (52, -4), (42, -8), (38, -16), (36, 0), (40, 10))
            sylvian = [(float(side * x), float(y)) for x, y in path]
            grid.paint(image, np.minimum(grid.line(sylvian, 3.8), depth), GREY)
            grid.paint(image, np.minimum(grid.line(sylvian, 1.3), depth), CSF)
    for shape in ventricles(grid, z):
        grid.paint(image, shape, CSF - 30)
    _paint_falx(image, grid, z, depth)
    if -4 < z < 26:
        for side in (-1, 1):
            grid.paint(image, grid.ellipse(side * 20, 34, 1.8, 4.5, side * -35), 1000)


def ventricles(grid: Grid, z: float, wide: float = 1.0) -> list[Field]:
    """Lateral and third ventricles at height ``z``, ``wide`` times as wide as usual."""
    shapes = []
    if -6 < z < 34:
        size = np.sqrt(1 - ((z - 14) / 20) ** 2)
        for side in (-1, 1):
            if z < 18:
                front = [(13, -34), (8, -26), (5, -12)], 4.6
                body = [(5, -12), (6, 4), (12, 20)], 2.0
                back = [(12, 20), (20, 32), (25, 44)], 5.0
                horns = [front, body, back]
            else:
                horns = [([(12, -33), (8, -18), (8, 4), (13, 22), (21, 36)], 5.2)]
            for points, width in horns:
                shapes.append(grid.line([(side * x, y) for x, y in points], width * wide * float(size)))
    if -14 < z < 8:
        shapes.append(grid.line([(0, -8), (0, 14)], 1.9 * wide))
    return shapes


def _paint_falx(image: Field, grid: Grid, z: float, depth: Field) -> None:
    scale = head_scale(z)
    front, back = -93 * scale + 15, 93 * scale - 15
    pieces = [(front, back)] if z > 34 else [(front, -40.0), (46.0, back)]
    if z < -14:
        pieces = []
    for start, end in pieces:
        fissure = [(0.0, start), (0.8, (start + end) / 2), (0.0, end)]
        grid.paint(image, np.minimum(grid.line(fissure, 4.6), depth), GREY)
        grid.paint(image, np.minimum(grid.line(fissure, 1.7), depth), CSF)
        grid.paint(image, grid.line(fissure, 0.5), 800)
    if z > -14:
        for y, size in ((front - 1, 2.2), (back + 0.5, 3.8)):
            grid.paint(image, grid.ellipse(0, y, size, size), VESSEL)


def _paint_base(image: Field, grid: Grid, z: float, depth: Field, rng: np.random.Generator) -> None:
    """The lowest slices: eyes, nose, skull base, brain stem, cerebellum."""
    low = float(np.clip((-14 - z) / 16, 0.2, 1))
    face = np.minimum(-34 - 12 * (1 - low) - grid.y + 0.15 * np.abs(grid.x), depth + 10)
    grid.paint(image, face, 900)
    for side in (-1, 1):
        grid.paint(image, grid.ellipse(side * 31, -58, 17 * low, 22 * low), SCALP - 200)
        grid.paint(image, grid.line([(side * 31, -64), (side * 16, -40)], 1.6), GREY)
        grid.paint(image, grid.ellipse(side * 32, -66, 12.5 * low, 12.5 * low), GREY)
        grid.paint(image, grid.ellipse(side * 32, -66, 11.3 * low, 11.3 * low), CSF - 20)
        grid.paint(image, grid.ellipse(side * 32, -74, 4 * low, 2 * low), GREY)
        grid.paint(image, grid.line([(side * 14, 2), (side * 58, 22)], 5.5 * low), BONE)
        grid.paint(image, grid.line([(side * 14, -30), (side * 56, -40)], 2.2), BONE)
        grid.paint(image, grid.ellipse(side * 46, 18, 8 * low, 5 * low), AIR)
        grid.paint(image, grid.ellipse(side * 11, -12, 2.6, 2.6), VESSEL)
    grid.paint(image, grid.ellipse(0, -58, 12 * low, 22 * low), 500)
    for x in (-6, 0, 6):
        grid.paint(image, grid.line([(x, -74), (x, -42)], 2.2 * low), AIR)
    grid.paint(image, grid.ellipse(0, -26, 13, 8), MARROW)
    grid.paint(image, grid.ellipse(0, -26, 9 * low, 5 * low), AIR)
    folia = np.sin((grid.y + 0.012 * grid.x**2 + 2.5 * noise(rng, grid, 10)) * 1.5)
    cerebellum = np.minimum(grid.ellipse(0, 44, 56, 34), depth - 1)
    grid.paint(image, cerebellum + 2, CSF)
    grid.paint(image, cerebellum, (GREY + 40 * folia).astype(np.float32))
    grid.paint(image, grid.ellipse(0, 14, 21, 20), CSF)
    grid.paint(image, grid.ellipse(0, 16, 17, 16), WHITE - 30)
    grid.paint(image, grid.ellipse(0, 33, 8, 4), CSF)
    grid.paint(image, grid.ellipse(0, -4, 1.8, 1.8), VESSEL)
    grid.paint(image, np.minimum(grid.line([(-50, 62), (-20, 76), (20, 76), (50, 62)], 2.6), depth + 2), VESSEL - 200)


def _paint_lesion(
    image: Field, grid: Grid, z: float, depth: Field, head: Head, rng: np.random.Generator
) -> NDArray[np.bool_]:
    lesion = head.lesion
    if lesion is None or abs(z - lesion.middle[2]) >= lesion.radii[2]:
        return np.zeros(image.shape, dtype=np.bool_)
    x, y, middle_z = lesion.middle
    cut = float(np.sqrt(1 - ((z - middle_z) / lesion.radii[2]) ** 2))
    radius_x, radius_y = lesion.radii[0] * cut, lesion.radii[1] * cut
    rough = 0.9 * noise(rng, grid, 6.0)
    mass = np.minimum(grid.ellipse(x, y, radius_x, radius_y) + rough, depth + 1)
    if lesion.oedema:
        grid.paint(image, np.minimum(mass + lesion.oedema * cut + 2 * rough, depth - 2), GREY - 70, softness=3)
    grid.paint(image, mass, lesion.enhancement * (1 + 0.09 * noise(rng, grid, 3.0)), softness=1.5)
    if lesion.core != lesion.enhancement:
        rim = max(2.5, 0.3 * min(radius_x, radius_y)) + 1.2 * noise(rng, grid, 7.0)
        grid.paint(image, mass - rim, lesion.core + 40 * noise(rng, grid, 3.0), softness=2)
    return np.asarray(mass > 0)


def _scan(image: Field, anatomy: np.random.Generator, texture: np.random.Generator) -> NDArray[np.uint16]:
    """Add the traces of the scanner: the coil's uneven sensitivity, blur and Rician noise."""
    flat = Grid.square(SIZE, SPACING)
    image = image * (1 + 0.025 * noise(texture, flat, 2.0))
    image = smooth(image, 0.75) * (1 + 0.07 * noise(anatomy, flat, 70.0))
    real = image + 16 * texture.standard_normal(image.shape)
    magnitude = np.hypot(real, 16 * texture.standard_normal(image.shape))
    return np.asarray(np.clip(magnitude, 0, 4095), dtype=np.uint16)
