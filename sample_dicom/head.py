"""A synthetic head as an axial CT slice without contrast shows it. Nothing of it comes from a patient."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sample_dicom.brain import head_scale, ventricles
from sample_dicom.shapes import Field, Grid, noise, smooth

SIZE = 256
SPACING = 0.9
"""Rows and columns, and mm between pixels."""

AIR, FAT, SKIN, CORTEX, SPONGIOSA, CSF, GREY, WHITE, FALX, SINUS = (
    -1000.0, -80.0, 35.0, 1150.0, 480.0, 7.0, 38.0, 29.0, 46.0, 52.0,
)  # fmt: skip

LOWEST, HIGHEST = -30.0, 62.0
"""mm above the level of the third ventricle."""


@dataclass(frozen=True, slots=True)
class Haematoma:
    """Blood within the brain: middle (x, y, z) and half axes in mm, LPS; HU; width of the oedema around it, mm."""

    middle: tuple[float, float, float]
    radii: tuple[float, float, float]
    value: float = 68.0
    oedema: float = 5.0

    @property
    def reach(self) -> tuple[float, float]:
        """Height of its middle and half its extent along z, mm."""
        return self.middle[2], self.radii[2]


@dataclass(frozen=True, slots=True)
class Subdural:
    """Blood between brain and skull, a crescent.

    Attributes
    ----------
    side
        1 on the patient's left, -1 on the right.
    angle, half_angle
        Where its middle is and how far it reaches to both ends; 0 is lateral, 90 at the back, degrees.
    thickness
        mm, where it is thickest.
    reach
        Height of its middle and half its extent along z, mm.
    value
        HU.
    """

    side: int
    angle: float
    half_angle: float
    thickness: float
    reach: tuple[float, float]
    value: float = 66.0


@dataclass(frozen=True, slots=True)
class Cranium:
    """One synthetic patient: the seed of the anatomy, the age of the brain, and the bleeding, if any.

    Attributes
    ----------
    atrophy
        0 for a young brain, 1 for wide ventricles and sulci.
    """

    seed: int
    atrophy: float = 0.3
    bleeding: Haematoma | Subdural | None = None

    @classmethod
    def random(cls, seed: int, bleeding_probability: float = 0.5) -> Cranium:
        """Draw a patient: where the bleeding lies and how it looks follows from the seed alone."""
        rng = np.random.default_rng([seed, 51])
        atrophy = float(rng.uniform(0, 1))
        if rng.random() > bleeding_probability:
            return cls(seed, atrophy)
        return cls(seed, atrophy, _random_haematoma(rng) if rng.random() < 0.55 else _random_subdural(rng))


def _random_haematoma(rng: np.random.Generator) -> Haematoma:
    z, angle, reach = float(rng.uniform(-12, 52)), rng.uniform(0, 2 * np.pi), rng.uniform(0.2, 0.8)
    inside = head_scale(z)
    middle = (float(56 * inside * reach * np.cos(angle)), float(72 * inside * reach * np.sin(angle)), z)
    radius = float(np.exp(rng.uniform(np.log(5), np.log(22))))
    radii = tuple(float(radius * rng.uniform(0.75, 1.25)) for _ in range(3))
    return Haematoma(middle, (radii[0], radii[1], radii[2]), float(rng.uniform(56, 80)), float(rng.uniform(0, 9)))


def _random_subdural(rng: np.random.Generator) -> Subdural:
    side, angle, half_angle = int(rng.choice([-1, 1])), float(rng.uniform(-50, 50)), float(rng.uniform(25, 65))
    reach = (float(rng.uniform(0, 40)), float(rng.uniform(20, 35)))
    return Subdural(side, angle, half_angle, float(rng.uniform(3.5, 14)), reach, float(rng.uniform(52, 78)))


def head_slice(cranium: Cranium, z: float) -> tuple[NDArray[np.int16], NDArray[np.bool_]]:
    """Make the axial slice at height ``z``.

    Parameters
    ----------
    z
        mm above the level of the third ventricle, -30 (base of the skull) to 62 (near the vertex).

    Returns
    -------
    values, truth
        Shape (256, 256): HU, -1024 to 3071, and the mask of the bleeding (False everywhere where it is not cut).
    """
    anatomy = np.random.default_rng([cranium.seed, 52])
    texture = np.random.default_rng([cranium.seed, 53, round(z * 10) + 100_000])
    flat = Grid.square(SIZE, SPACING)
    laid = flat.laid(anatomy.normal(0, 4), anatomy.uniform(0.93, 1.07), anatomy.normal(0, 4), anatomy.normal(0, 4))
    grid = laid.warped(anatomy, 45, 2.0).warped(texture, 22, 0.4)
    image = np.full((SIZE, SIZE), AIR, dtype=np.float32)
    _paint_rest(image, flat, anatomy)
    depth = _paint_skull(image, grid, z, anatomy)
    inner = _pushed(grid, z, cranium.bleeding)
    _paint_brain(image, inner, z, depth, cranium, texture)
    _paint_calcifications(image, inner, z, anatomy)
    if z < -12:
        _paint_base(image, grid, z, depth, texture)
    truth = _paint_bleeding(image, grid, z, depth, cranium.bleeding, texture)
    return _scan(image, laid, z, anatomy, texture), truth


def _paint_rest(image: Field, flat: Grid, rng: np.random.Generator) -> None:
    """The head rest under the head."""
    rest = flat.ellipse(0, 0, 108, 109 + rng.uniform(0, 3))
    band = np.minimum(np.minimum(rest + 2.5, -rest), flat.y - 30)
    flat.paint(image, band, -350)


def _paint_skull(image: Field, grid: Grid, z: float, rng: np.random.Generator) -> Field:
    """Scalp, skull and the fluid under it; returns the depth below the inner table, mm."""
    scale = head_scale(z)
    egg = Grid(grid.spacing, grid.x / (1 + 0.0012 * grid.y), grid.y)
    depth = egg.ellipse(0, 0, 74 * scale, 93 * scale)
    # Near the vertex the layers are cut at a slant and look thicker.
    slant = 1 / max(scale, 0.35) ** 0.7
    bone = float(rng.uniform(4, 7))
    layers = (0, SKIN + 5), (3.2, FAT + 20), (4.8, SKIN + 12), (6.4, CORTEX), (8.2, SPONGIOSA), (4.8 + bone, CORTEX)
    for below, value in layers:
        grid.paint(image, depth - below * slant, value)
    inside = depth - (6.4 + bone) * slant
    grid.paint(image, inside, CSF + 6)
    return np.asarray(inside, dtype=np.float32)


def _pushed(grid: Grid, z: float, bleeding: Haematoma | Subdural | None) -> Grid:
    """The grid of the brain that a thick crescent pushes to the other side."""
    if not isinstance(bleeding, Subdural):
        return grid
    push = 0.45 * bleeding.thickness * _share(z, bleeding.reach) * bleeding.side
    shift = np.asarray(push * np.exp(-((grid.x / 50) ** 2) - (grid.y / 70) ** 2), dtype=np.float32)
    return Grid(grid.spacing, grid.x + shift, grid.y)


def _share(z: float, reach: tuple[float, float]) -> float:
    """How much is left at height ``z`` of something that is largest in its middle: 0 to 1."""
    return float(np.sqrt(max(0.0, 1 - ((z - reach[0]) / reach[1]) ** 2)))


def _paint_brain(image: Field, grid: Grid, z: float, skull: Field, cranium: Cranium, rng: np.random.Generator) -> None:
    """Cortex with sulci, white matter, deep grey matter, ventricles, falx and sinus; an old infarct in some."""
    wide = 0.6 + 0.9 * cranium.atrophy
    depth = skull - 0.8 - 2.2 * cranium.atrophy
    folds = noise(rng, grid, 3.2) - 0.4 * noise(rng, grid, 9.0)
    away = np.abs(folds) * 4.5
    reach = 8 + 9 * cranium.atrophy + 4 * noise(rng, grid, 10.0)
    grid.paint(image, depth, WHITE)
    cortex = np.maximum(2.9 - away, 3.0 - depth)
    grid.paint(image, np.minimum(np.minimum(cortex, reach + 4 - depth), depth), GREY, softness=2)
    sulci = np.minimum(np.minimum(0.35 + 0.7 * cranium.atrophy - away, reach - depth), depth)
    grid.paint(image, sulci, CSF + 8, softness=2)
    if -12 < z < 24:
        fade = 1 - abs(z - 6) / 24
        for side in (-1, 1):
            grid.paint(image, grid.ellipse(side * 12, 10, 10 * fade + 2, 15 * fade + 2, side * 20), GREY - 1, 2)
            grid.paint(image, grid.ellipse(side * 13, -20, 5, 10 * fade + 2, side * 12), GREY, 2)
            grid.paint(image, grid.ellipse(side * 26, -4, 5, 16 * fade + 1, side * 12), GREY, 2)
            path = ((66, -12), (52, -4), (42, -8), (38, -16), (36, 0), (40, 10))
            sylvian = [(float(side * x), float(y)) for x, y in path]
            grid.paint(image, np.minimum(grid.line(sylvian, 3.4), depth), GREY)
            grid.paint(image, np.minimum(grid.line(sylvian, 0.6 + 1.6 * cranium.atrophy), depth), CSF + 3)
    for shape in ventricles(grid, z, wide):
        grid.paint(image, shape, CSF)
    if z > -12:
        middle = grid.y[(np.abs(grid.x) < 2) & (skull > 0)]
        front, back = float(middle.min()), float(middle.max())
        for start, end in [(front, back)] if z > 34 else [(front, -44.0), (48.0, back)]:
            grid.paint(image, np.minimum(grid.line([(0, start), (0, end)], 0.6 + wide), depth + 2), CSF + 8)
            grid.paint(image, np.minimum(grid.line([(0, start), (0, end)], 0.55), skull), FALX + 8)
        grid.paint(image, np.minimum(grid.ellipse(0, back, 4.5, 6), skull + 1), SINUS)
    patient = np.random.default_rng([cranium.seed, 54])
    if patient.random() < 0.2:
        x, y = patient.choice([-1, 1]) * patient.uniform(25, 55), patient.uniform(-50, 55)
        scar = grid.ellipse(x, y, patient.uniform(8, 22), patient.uniform(8, 18)) + 3 * noise(rng, grid, 5)
        grid.paint(image, np.minimum(scar, depth), patient.uniform(12, 22), softness=4)


def _paint_calcifications(image: Field, grid: Grid, z: float, rng: np.random.Generator) -> None:
    """Lime that many heads have and no bleeding is: pineal gland, choroid plexus, pallidum, falx."""
    pineal, plexus, pallidum, falx = (rng.random(4) < (0.6, 0.6, 0.15, 0.2)).tolist()
    size = float(rng.uniform(1.2, 2.6))
    if pineal and -2 < z < 8:
        grid.paint(image, grid.ellipse(0, 24, size, size), rng.uniform(90, 260))
    if plexus and -2 < z < 22:
        for side in (-1, 1):
            grid.paint(image, grid.ellipse(side * 21, 35, size, 2.2 * size, side * -35), rng.uniform(60, 220), 2)
    if pallidum and 0 < z < 10:
        for side in (-1, 1):
            grid.paint(image, grid.ellipse(side * 20, -4, 2.0, 4.0, side * 20), rng.uniform(50, 110), 2)
    if falx and z > 34:
        grid.paint(image, grid.line([(0, -46), (0, -30)], 1.2), rng.uniform(100, 400))


def _paint_base(image: Field, grid: Grid, z: float, depth: Field, rng: np.random.Generator) -> None:
    """The lowest slices: orbits, nose, petrous bone, brain stem, cerebellum, transverse sinus."""
    low = float(np.clip((-12 - z) / 14, 0.2, 1))
    if z < -18:
        _paint_face(image, grid, depth, float(np.clip((-12 - z) / 12, 0, 1)))
    for side in (-1, 1):
        petrous = np.minimum(grid.line([(side * 13, 2), (side * 60, 24)], 7 * low), depth + 4)
        grid.paint(image, petrous + 1.2 * noise(rng, grid, 4), CORTEX - 350, softness=3)
        cells = np.asarray(-500 + 500 * noise(rng, grid, 1.8), dtype=np.float32)
        grid.paint(image, grid.ellipse(side * 52, 22, 9 * low, 6 * low), cells)
        grid.paint(image, grid.line([(side * 12, -32), (side * 56, -42)], 2.6 * low), CORTEX - 350, softness=2)
    grid.paint(image, grid.ellipse(0, -26, 15, 10), CORTEX - 450, softness=2)
    grid.paint(image, grid.ellipse(0, -27, 10 * low, 6 * low), AIR)
    cerebellum = np.minimum(grid.ellipse(0, 46, 54, 32), depth - 1.5)
    folia = np.sin((grid.y + 0.012 * grid.x**2 + 2.5 * noise(rng, grid, 10)) * 1.6)
    grid.paint(image, cerebellum + 1.5, CSF + 12)
    grid.paint(image, cerebellum, (GREY - 2 + 2.5 * folia).astype(np.float32))
    grid.paint(image, grid.ellipse(0, 14, 21, 18), CSF + 2)
    grid.paint(image, grid.ellipse(0, 16, 16.5, 15), WHITE + 2, softness=2)
    grid.paint(image, grid.ellipse(0, 34, 7, 3.5), CSF)
    for side in (-1, 1):
        grid.paint(image, np.minimum(grid.line([(side * 54, 50), (side * 26, 76)], 3.0), depth), SINUS)
    grid.paint(image, np.minimum(grid.ellipse(0, 80, 5, 4), depth), SINUS + 2)
    grid.paint(image, grid.ellipse(0, -5, 2, 2), SINUS - 6)


def _paint_face(image: Field, grid: Grid, depth: Field, size: float) -> None:
    """Orbits with the eyes, and the air of the nose, ``size`` times as large as in their middle."""
    grid.paint(image, np.minimum(-36 - 12 * (1 - size) - grid.y + 0.15 * np.abs(grid.x), depth + 12), 20)
    for side in (-1, 1):
        grid.paint(image, grid.ellipse(side * 31, -60, 19 * size, 24 * size), CORTEX - 300)
        grid.paint(image, grid.ellipse(side * 31, -60, 17 * size, 22 * size), FAT)
        grid.paint(image, grid.line([(side * 31, -64), (side * 16, -40)], 1.8), SKIN)
        grid.paint(image, grid.ellipse(side * 32, -66, 12.3 * size, 12.3 * size), SKIN + 5)
        grid.paint(image, grid.ellipse(side * 32, -66, 11.3 * size, 11.3 * size), CSF + 5)
        grid.paint(image, grid.ellipse(side * 32, -74, 4 * size, 2 * size), 75)
    grid.paint(image, grid.ellipse(0, -60, 12 * size, 24 * size), 30)
    for x in (-8, 0, 8):
        grid.paint(image, grid.line([(x, -78), (x, -42)], 2.8 * size), AIR)


def _paint_bleeding(
    image: Field, grid: Grid, z: float, depth: Field, bleeding: Haematoma | Subdural | None, rng: np.random.Generator
) -> NDArray[np.bool_]:
    share = _share(z, bleeding.reach) if bleeding else 0.0
    if bleeding is None or share == 0.0:
        return np.zeros(image.shape, dtype=np.bool_)
    if isinstance(bleeding, Subdural):
        angle = np.degrees(np.arctan2(grid.y * 0.8, bleeding.side * grid.x))
        along = 1 - (np.abs(angle - bleeding.angle) / (bleeding.half_angle * share)) ** 2
        thick = bleeding.thickness * share * np.clip(along, 0, 1) ** 0.4 * (1 + 0.12 * noise(rng, grid, 8))
        blood = np.where(along > 0, np.minimum(thick - depth, depth + 0.5), -9).astype(np.float32)
    else:
        radius_x, radius_y = bleeding.radii[0] * share, bleeding.radii[1] * share
        blood = grid.ellipse(*bleeding.middle[:2], radius_x, radius_y)
        blood = blood + 0.14 * min(radius_x, radius_y) * noise(rng, grid, 5)
        blood = np.minimum(blood, depth - 2).astype(np.float32)
        oedema = np.minimum(blood + bleeding.oedema * share + 1.5 * noise(rng, grid, 4), depth - 2)
        grid.paint(image, oedema, WHITE - 9, softness=4)
    grid.paint(image, blood, bleeding.value + 3 * noise(rng, grid, 4.0), softness=2)
    return np.asarray(blood > 0)


def _scan(
    image: Field, laid: Grid, z: float, anatomy: np.random.Generator, texture: np.random.Generator
) -> NDArray[np.int16]:
    """Add the traces of the scanner: blur, beams hardened by bone, streaks, noise."""
    image = smooth(image, 0.8)
    # Under the skull the brain looks denser than it is.
    capping = smooth((image > 300).astype(np.float32), 9) * anatomy.uniform(4, 14)
    if z < -10:
        bands = np.sin(laid.y / 3.1 + anatomy.uniform(0, 6)) * np.exp(-(((laid.y - 14) / 16) ** 2) - (laid.x / 40) ** 2)
        capping = capping + anatomy.uniform(2, 9) * bands
    level = anatomy.uniform(2.6, 4.6)
    scanned = image + capping + level * (0.75 * noise(texture, laid, 0.9) + 0.6 * noise(texture, laid, 2.2))
    return np.asarray(np.clip(np.round(scanned), -1024, 3071), dtype=np.int16)
