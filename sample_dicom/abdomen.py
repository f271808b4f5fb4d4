"""A synthetic trunk as an axial CT slice in the portal-venous phase shows it. Nothing of it comes from a patient."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sample_dicom.shapes import Field, Grid, noise, paint_table, smooth

SIZE = 256
SPACING = 1.5
"""Rows and columns, and mm between pixels."""

AIR, FAT, MUSCLE, WATER, LIVER, SPLEEN, KIDNEY, VESSEL, SPONGIOSA, CORTEX = (
    -1000.0, -105.0, 58.0, 8.0, 108.0, 122.0, 175.0, 165.0, 210.0, 620.0,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class LiverLesion:
    """A hypodense mass in the liver: middle (x, y, z) and half axes in mm, LPS; its value in HU."""

    middle: tuple[float, float, float]
    radii: tuple[float, float, float]
    value: float = 52.0


@dataclass(frozen=True, slots=True)
class Trunk:
    """One synthetic patient: the seed of the anatomy, the build, and the lesion, if any.

    Attributes
    ----------
    girth
        Size of the body, 1 for the average.
    """

    seed: int
    girth: float = 1.0
    lesion: LiverLesion | None = None

    @classmethod
    def random(cls, seed: int, lesion_probability: float = 0.65) -> Trunk:
        """Draw a patient: where the lesion lies and how it looks follows from the seed alone."""
        rng = np.random.default_rng([seed, 11])
        girth = float(rng.uniform(0.88, 1.1))
        if rng.random() > lesion_probability:
            return cls(seed, girth)
        angle, reach = rng.uniform(0, 2 * np.pi), float(np.sqrt(rng.uniform(0, 0.8)))
        middle = (
            float((-80 + 45 * reach * np.cos(angle)) * girth),
            float((-2 + 52 * reach * np.sin(angle)) * girth),
            float(rng.uniform(-30, 60)),
        )
        radius = rng.uniform(7, 24)
        radii = tuple(float(radius * rng.uniform(0.8, 1.2)) for _ in range(3))
        return cls(seed, girth, LiverLesion(middle, (radii[0], radii[1], radii[2]), float(rng.uniform(15, 70))))


def abdomen_slice(trunk: Trunk, z: float) -> tuple[NDArray[np.int16], NDArray[np.bool_]]:
    """Make the axial slice at height ``z``.

    Parameters
    ----------
    z
        mm above the middle of the kidneys, -55 to 65 (under the lungs).

    Returns
    -------
    values, truth
        Shape (256, 256): HU, -1024 to 3071, and the mask of the lesion (False everywhere where it is not cut).
    """
    anatomy = np.random.default_rng([trunk.seed, 12])
    texture = np.random.default_rng([trunk.seed, 13, round(z * 10) + 100_000])
    body = Grid.square(SIZE, SPACING)
    shape = Grid(SPACING, body.x / trunk.girth, body.y / trunk.girth)
    grid = shape.warped(anatomy, 70, 4.0).warped(texture, 30, 0.8)
    image = np.full((SIZE, SIZE), AIR, dtype=np.float32)
    paint_table(image, body, 121 * trunk.girth)
    cavity = _paint_wall(image, grid, z, texture)
    _paint_bowel(image, grid, z, cavity, texture)
    liver = _paint_liver(image, grid, z, cavity, texture)
    truth = _paint_lesion(image, body, z, liver, trunk, texture)
    _paint_organs(image, grid, z, cavity, texture)
    _paint_spine(image, grid, z, texture)
    image += (5 * noise(texture, body, 3.0) + 22 * noise(texture, body, 0.8)).astype(np.float32)
    return np.asarray(np.clip(np.round(smooth(image, 0.55)), -1024, 3071), dtype=np.int16), truth


def _paint_wall(image: Field, grid: Grid, z: float, rng: np.random.Generator) -> Field:
    """Skin, fat, muscle, ribs and the fat inside; returns the peritoneal cavity."""
    waist = 1 - 0.0006 * max(0.0, -z)
    outline = grid.ellipse(0, 0, 168 * waist, 118 * waist)
    grid.paint(image, outline, MUSCLE - 20)
    grid.paint(image, outline - 2.5, FAT)
    wall = grid.ellipse(0, 1, 150 * waist, 99 * waist) + 1.2 * noise(rng, grid, 12)
    grid.paint(image, wall, MUSCLE)
    # Fat planes between the layers of the wall, and the white line in front.
    grid.paint(image, np.minimum(2.0 - np.abs(wall - 6.5), 40 - grid.y), FAT + 40)
    cavity = np.minimum(wall - 12, 4 + grid.ellipse(0, -18, 140 * waist, 92 * waist))
    grid.paint(image, cavity, FAT)
    for side in (-1, 1):
        grid.paint(image, np.minimum(grid.ellipse(side * 38, 76, 30, 21), wall - 2), MUSCLE)
        grid.paint(image, grid.ellipse(side * 33, 42, 13 + max(0.0, -z) * 0.15, 15), MUSCLE)
    if z > -30:
        count = 6
        for index in range(count):
            angle = np.radians(-62 + 158 * (index + 0.5 * np.sin(z / 9)) / count)
            for side in (-1, 1):
                x, y = side * 143 * waist * np.cos(angle), 95 * waist * np.sin(angle)
                turn = side * (np.degrees(angle) + 90)
                grid.paint(image, grid.ellipse(x, y, 10, 4.2, turn), CORTEX - 130)
                grid.paint(image, grid.ellipse(x, y, 7.5, 2.2, turn), SPONGIOSA - 40)
    return np.asarray(cavity, dtype=np.float32)


def _paint_liver(image: Field, grid: Grid, z: float, cavity: Field, rng: np.random.Generator) -> Field:
    """The liver with its vessels and the gall bladder; returns its shape."""
    size = float(np.clip(1 - ((z - 30) / 105) ** 2, 0, 1) ** 0.5)
    right = grid.ellipse(-82, -4, 62 * size, 84 * size, -8)
    left = grid.ellipse(-22, -48, 66 * size * np.clip((z + 30) / 60, 0.05, 1), 30 * size, 6)
    liver = np.minimum(np.maximum(right, left), cavity - 1)
    grid.paint(image, liver, LIVER + 3 * noise(rng, grid, 8.0))
    if z > -25:
        for x, y, width in ((-112, -28, 3.2), (-96, 34, 3.0), (-70, -48, 2.8), (-124, 10, 2.2), (-24, -56, 2.4)):
            end = (x + 6 * rng.standard_normal(), y + 6 * rng.standard_normal())
            bend = ((x - 52) / 2 + 5 * rng.standard_normal(), (y - 6) / 2 + 5 * rng.standard_normal())
            vessel = grid.line([(-52, -6), bend, end], width)
            grid.paint(image, np.minimum(vessel, liver - 6), VESSEL - 8, softness=1.5)
    if -35 < z < 12:
        gall = float(np.sqrt(1 - ((z + 12) / 24) ** 2))
        grid.paint(image, grid.ellipse(-58, -52, 19 * gall + 1, 13 * gall + 1, 30), LIVER - 30)
        grid.paint(image, grid.ellipse(-58, -52, 17 * gall, 11 * gall, 30), WATER)
    return np.asarray(liver, dtype=np.float32)


def _paint_lesion(
    image: Field, body: Grid, z: float, liver: Field, trunk: Trunk, rng: np.random.Generator
) -> NDArray[np.bool_]:
    lesion = trunk.lesion
    if lesion is None or abs(z - lesion.middle[2]) >= lesion.radii[2]:
        return np.zeros(image.shape, dtype=np.bool_)
    cut = float(np.sqrt(1 - ((z - lesion.middle[2]) / lesion.radii[2]) ** 2))
    mass = body.ellipse(*lesion.middle[:2], lesion.radii[0] * cut, lesion.radii[1] * cut) + 1.1 * noise(rng, body, 7.0)
    mass = np.minimum(mass, liver - 1)
    body.paint(image, mass, lesion.value + 5 * noise(rng, body, 5.0), softness=2)
    return np.asarray(mass > 0)


def _paint_bowel(image: Field, grid: Grid, z: float, cavity: Field, rng: np.random.Generator) -> None:
    """Stomach above, loops of small bowel and colon below."""
    inside = cavity - 3
    if z > 5:
        size = float(np.clip((z - 5) / 25, 0.35, 1))
        stomach = np.minimum(grid.ellipse(62, -44, 46 * size, 34 * size, -25), inside)
        grid.paint(image, stomach, MUSCLE + 20)
        grid.paint(image, stomach - 4, WATER + 12)
        # Air collects in front of the fluid.
        grid.paint(image, np.minimum(stomach - 4, -56 - grid.y).astype(np.float32), AIR + 30)
    reach = np.clip((30 - z) / 60, 0, 1)
    for index in range(int(26 * reach)):
        x, y = rng.uniform(-50, 95), rng.uniform(-82, 20)
        radius = rng.uniform(9, 14)
        loop = np.minimum(grid.ellipse(x, y, radius * rng.uniform(1, 1.5), radius, rng.uniform(0, 180)), inside)
        grid.paint(image, loop, MUSCLE + 30)
        grid.paint(image, loop - np.float32(2.8), rng.uniform(10, 60))
        if index % 4 == 0:
            grid.paint(image, np.minimum(loop - 3.5, y - grid.y).astype(np.float32), AIR + 150)
    for x, y in ((112, 8), (-104, 12)):
        if z < 20 and (x > 0 or z < -35):
            colon = np.minimum(grid.ellipse(x, y, 18, 21), inside)
            grid.paint(image, colon, MUSCLE)
            grid.paint(image, colon - np.float32(2.5), (-150 + 170 * noise(rng, grid, 3.5)).astype(np.float32))
            grid.paint(image, np.minimum(colon - 3, y - 4 - grid.y).astype(np.float32), AIR + 100)


def _paint_organs(image: Field, grid: Grid, z: float, cavity: Field, rng: np.random.Generator) -> None:
    """Spleen, kidneys, pancreas and the great vessels."""
    if z > -20:
        size = float(np.sqrt(max(0.0, 1 - ((z - 32) / 54) ** 2)))
        spleen = np.minimum(grid.ellipse(112, 32, 30 * size, 50 * size, 12), cavity - 2)
        spleen = np.minimum(spleen, -grid.ellipse(70, 14, 40, 40))
        grid.paint(image, spleen, SPLEEN + 3 * noise(rng, grid, 6.0))
    for side, middle in ((-1, -12.0), (1, 0.0)):
        size = float(np.sqrt(max(0.0, 1 - ((z - middle) / 58) ** 2)))
        if size > 0.1:
            bed = grid.ellipse(side * 62, 46, 36 * size + 3, 40 * size + 3, side * 20)
            grid.paint(image, bed, FAT)
            grid.paint(image, grid.ellipse(side * 62, 46, 25 * size, 30 * size, side * 20), KIDNEY + 12)
            grid.paint(image, grid.ellipse(side * 58, 45, 15 * size, 20 * size, side * 20), KIDNEY - 45)
            if abs(z - middle) < 30:
                grid.paint(image, grid.ellipse(side * 47, 42, 15 * size, 10 * size), FAT + 20)
                grid.paint(image, grid.line([(side * 52, 42), (side * 14, 30)], 3.4), VESSEL)
    if -18 < z < 30:
        pancreas = grid.line([(-30, -2), (2, -14), (38, -6), (72, 8)], 9.5) + 1.8 * noise(rng, grid, 4.0)
        grid.paint(image, np.minimum(pancreas, cavity), 88)
        grid.paint(image, grid.line([(-8, -2), (38, 4), (78, 16)], 3.6), VESSEL)
    for x, y, size, value in ((9, 26, 11.5, VESSEL + 12), (-19, 24, 12.5, VESSEL - 12), (5, 3, 4.5, VESSEL + 12)):
        grid.paint(image, grid.ellipse(x, y, size + 3.5, size + 3.5), FAT)
        grid.paint(image, grid.ellipse(x, y, size, size * 0.92), value)


def _paint_spine(image: Field, grid: Grid, z: float, rng: np.random.Generator) -> None:
    disc = z % 36 < 9
    grid.paint(image, grid.ellipse(0, 57, 24, 19), 90 if disc else CORTEX - 200)
    grid.paint(image, grid.ellipse(0, 57, 21, 16), 85 if disc else SPONGIOSA + 25 * noise(rng, grid, 2.5))
    for side in (-1, 1):
        if not disc:
            grid.paint(image, grid.line([(side * 13, 72), (side * 15, 84)], 4.5), CORTEX - 180)
            grid.paint(image, grid.line([(side * 17, 84), (side * 42, 80)], 3.4), CORTEX - 230)
        grid.paint(image, grid.ellipse(side * 17, 86, 7, 6), CORTEX - 130)
        grid.paint(image, grid.line([(side * 14, 86), (0, 97)], 3.2), CORTEX - 130)
    grid.paint(image, grid.ellipse(0, 79, 10.5, 8.5), 35)
    grid.paint(image, grid.line([(0, 96), (0, 106)], 3.2), CORTEX - 150)
