"""A synthetic chest as an axial CT slice without contrast shows it. Nothing of it comes from a patient."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sample_dicom.shapes import Field, Grid, noise, paint_table, smooth
from sample_dicom.vessels import Vessels, grow

SIZE = 256
SPACING = 1.5
"""Rows and columns, and mm between pixels."""
THICKNESS = 2.5
"""Of a slice, mm."""

LEAST_CUT = 2.0
"""A nodule whose section has a smaller radius is not there, mm."""

AIR, LUNG, FAT, MUSCLE, BLOOD, LIVER, SPONGIOSA, CORTEX = -1000.0, -865.0, -105.0, 52.0, 42.0, 58.0, 190.0, 620.0

LOWEST, HIGHEST = -92.0, 48.0
"""mm above the carina."""


@dataclass(frozen=True, slots=True)
class Nodule:
    """A nodule in a lung: middle (x, y, z) in mm, LPS, and how it looks.

    Attributes
    ----------
    radius
        mm, 2.5 to 15.
    value
        HU: about 40 where it is solid, about -550 where it is ground glass.
    spikes
        Strands that reach from it into the lung.
    """

    middle: tuple[float, float, float]
    radius: float
    value: float = 35.0
    spikes: int = 0


@dataclass(frozen=True, slots=True)
class Chest:
    """One synthetic patient: the seed of the anatomy, the build, and the nodules.

    Attributes
    ----------
    girth
        Size of the body, 1 for the average.
    """

    seed: int
    girth: float = 1.0
    nodules: tuple[Nodule, ...] = ()

    @classmethod
    def random(cls, seed: int, nodule_probability: float = 0.6) -> Chest:
        """Draw a patient: where the nodules lie and how they look follows from the seed alone."""
        rng = np.random.default_rng([seed, 41])
        girth = float(rng.uniform(0.9, 1.1))
        if rng.random() > nodule_probability:
            return cls(seed, girth)
        count = 1 + int(rng.random() < 0.25)
        z = float(rng.uniform(-78, 42))
        return cls(seed, girth, tuple(_random_nodule(rng, girth, z) for _ in range(count)))


def _random_nodule(rng: np.random.Generator, girth: float, z: float) -> Nodule:
    """Draw a nodule that lies in a lung, near the height ``z``."""
    radius = float(np.exp(rng.uniform(np.log(2.6), np.log(15))))
    z = float(np.clip(z + rng.uniform(-0.6, 0.6) * radius, LOWEST, HIGHEST))
    point = Grid(1.0, np.zeros((1, 1), dtype=np.float32), np.zeros((1, 1), dtype=np.float32))
    # Some sit on the pleura and are cut by it.
    depth = radius * rng.choice([0.35, 1.0, 1.0, 1.0])
    x = y = 0.0
    while float(_lungs(point, z)[0, 0]) < depth:
        x, y = float(rng.uniform(-135, 135)), float(rng.uniform(-90, 90))
        point = Grid(1.0, np.full((1, 1), x, dtype=np.float32), np.full((1, 1), y, dtype=np.float32))
    ground_glass = radius > 4 and rng.random() < 0.15
    value = rng.uniform(-600, -420) if ground_glass else rng.uniform(5, 80)
    spikes = int(rng.integers(4, 11)) if radius > 5 and rng.random() < 0.4 else 0
    return Nodule((x * girth, y * girth, z), radius, float(value), spikes)


def chest_slice(chest: Chest, z: float) -> tuple[NDArray[np.int16], NDArray[np.bool_]]:
    """Make the axial slice at height ``z``.

    Parameters
    ----------
    z
        mm above the carina, -92 (heart, dome of the liver) to 48 (above the arch of the aorta).

    Returns
    -------
    values, truth
        Shape (256, 256): HU, -1024 to 3071, and the mask of the nodules (False where none is cut).
    """
    anatomy = np.random.default_rng([chest.seed, 42])
    texture = np.random.default_rng([chest.seed, 43, round(z * 10) + 100_000])
    body = Grid.square(SIZE, SPACING)
    shape = Grid(SPACING, body.x / chest.girth, body.y / chest.girth)
    grid = shape.warped(anatomy, 60, 3.5).warped(texture, 30, 0.5)
    image = np.full((SIZE, SIZE), AIR, dtype=np.float32)
    paint_table(image, body, 119 * chest.girth)
    _paint_wall(image, grid, z, anatomy, texture)
    lungs = _lungs(grid, z)
    _paint_lungs(image, grid, z, lungs, anatomy, texture)
    _paint_mediastinum(image, grid, z, texture)
    _paint_spine(image, grid, z, texture)
    truth = _paint_nodules(image, body, z, lungs, chest, texture)
    image += (6 * noise(texture, body, 3.0) + 34 * noise(texture, body, 0.7)).astype(np.float32)
    return np.asarray(np.clip(np.round(smooth(image, 0.5)), -1024, 3071), dtype=np.int16), truth


def _taper(z: float) -> float:
    """Width of the chest at height ``z``, 1 below the carina."""
    return 1 - 0.0014 * max(0.0, z) - 0.00006 * max(0.0, z) ** 2


def _cavity(grid: Grid, z: float) -> Field:
    """Inside of the ribs."""
    wide = _taper(z)
    round_part = grid.ellipse(0, -2, 133 * wide, 88 * wide)
    gutters = np.maximum(*(grid.ellipse(side * 62 * wide, 14, 70 * wide, 78 * wide) for side in (-1, 1)))
    return np.asarray(np.maximum(round_part, gutters), dtype=np.float32)


def _middle_space(grid: Grid, z: float) -> Field:
    """Draw the middle between the lungs: great vessels above, the heart below, the spine behind."""
    size = float(np.clip((-12 - z) / 36, 0, 1))
    stem = np.maximum(grid.line([(0, -84), (0, -40)], 9 + 8 * size), grid.line([(0, -24), (0, 20), (6, 60)], 22))
    roots = np.maximum(grid.ellipse(-20, -8, 25, 27), grid.ellipse(20, -6, 23, 34 if z < 0 else 24))
    heart = grid.ellipse(21 * size, -24, 26 + 43 * size, 30 + 21 * size, 32)
    spine = np.maximum(grid.ellipse(0, 60, 26, 26), grid.ellipse(24, 38, 18, 17))
    return np.asarray(np.maximum(np.maximum(stem, roots), np.maximum(heart, spine)), dtype=np.float32)


def _dome(grid: Grid, z: float) -> Field:
    """The right half of the diaphragm with the liver under it."""
    depth = -80 - z
    if depth < 2:
        return np.full(grid.x.shape, -99, dtype=np.float32)
    return grid.ellipse(-70, 0, float(np.sqrt(150 * depth)), float(np.sqrt(210 * depth)))


def _lungs(grid: Grid, z: float) -> Field:
    return np.minimum(np.minimum(_cavity(grid, z) - 3, -_middle_space(grid, z)), -_dome(grid, z) - 1)


def _paint_wall(image: Field, grid: Grid, z: float, anatomy: np.random.Generator, rng: np.random.Generator) -> None:
    """Skin, fat, muscles, ribs, breast bone and shoulder blades."""
    wide, fat = _taper(z), float(anatomy.uniform(5, 17))
    cavity = _cavity(grid, z)
    outer = np.minimum(cavity + 19 + fat, grid.ellipse(0, 0, 172, 116))
    grid.paint(image, outer, MUSCLE - 20)
    grid.paint(image, outer - 2.5, FAT)
    muscle = cavity + 13 + 1.5 * noise(rng, grid, 10)
    grid.paint(image, muscle, MUSCLE)
    for side in (-1, 1):
        chest_muscle = grid.ellipse(side * 66, -88 + 0.25 * abs(z), 58, 13 + 0.1 * max(0.0, z), side * 24)
        grid.paint(image, np.minimum(chest_muscle, outer - 4), MUSCLE)
        back = np.maximum(grid.ellipse(side * 34, 92, 30, 18), grid.ellipse(side * 118, 48, 24, 42, side * -14))
        grid.paint(image, np.minimum(back, outer - 4), MUSCLE)
    grid.paint(image, np.minimum(1.4 - np.abs(cavity - 12), 300 - grid.y).astype(np.float32), FAT + 60)
    for side in (-1, 1):
        for index in range(7):
            # Ribs run down to the front: from slice to slice they move round the chest.
            angle = np.radians(-74 + 156 * (index + (z / 24) % 1) / 7)
            x, y = side * 140 * wide * np.cos(angle), 2 + 93 * wide * np.sin(angle)
            turn = float(np.degrees(np.arctan2(93 * np.cos(angle), -side * 140 * np.sin(angle))))
            rib = np.minimum(grid.ellipse(x, y, 15, 5.2, turn), cavity + 9)
            cartilage = angle < np.radians(-52)
            grid.paint(image, rib, 95 if cartilage else CORTEX - 130)
            grid.paint(image, rib - np.float32(2.0), 85 if cartilage else SPONGIOSA)
        if z > -38:
            blade = [(side * 70, 97), (side * 98, 86 - 0.1 * z), (side * 128, 62 - 0.3 * z)]
            grid.paint(image, np.minimum(grid.line(blade, 3.6), outer - 5), CORTEX - 120)
            grid.paint(image, np.minimum(grid.line(blade, 1.6), outer - 5), SPONGIOSA)
    front = -88 * wide - 5
    grid.paint(image, grid.ellipse(0, front, 21, 7.5), CORTEX - 200)
    grid.paint(image, grid.ellipse(0, front, 18.5, 5.2), SPONGIOSA - 40)


def _paint_lungs(
    image: Field, grid: Grid, z: float, lungs: Field, anatomy: np.random.Generator, rng: np.random.Generator
) -> None:
    """Parenchyma, vessels, bronchi, fissures; scars and bands in some patients."""
    dependent = np.clip((grid.y + 40) / 110, 0, 1) ** 2
    grid.paint(image, lungs, (LUNG + 70 * dependent + 14 * noise(rng, grid, 9)).astype(np.float32), softness=1.3)
    arteries, veins = (_tree(anatomy, -1, y) + _tree(anatomy, 1, y) for y in (4.0, -6.0))
    bronchi = arteries.accompanied(1.9)
    inside = np.clip(np.minimum(lungs + 1, _cavity(grid, z) - 7) / grid.spacing, 0, 1)
    for tubes, change, value in (
        (bronchi, 0.3, -40.0), (bronchi, -0.7, -930.0), (veins, 0.0, BLOOD), (arteries, 0.0, BLOOD),
    ):  # fmt: skip
        image += tubes.cover(grid, z, THICKNESS, change) * inside * (value - image)
    for side in (-1, 1):
        fissure = [(side * 24, 34 + 0.35 * z), (side * 70, 22 + 0.5 * z), (side * 128, -6 + 0.7 * z)]
        grid.paint(image, np.minimum(grid.line(fissure, 0.6), lungs), LUNG + 130, softness=2)
    if anatomy.random() < 0.3:
        x, y = anatomy.choice([-1, 1]) * anatomy.uniform(50, 110), anatomy.uniform(-40, 60)
        reach, turn = anatomy.uniform(10, 30), anatomy.uniform(0, np.pi)
        dx, dy = reach * np.cos(turn), reach * np.sin(turn)
        grid.paint(
            image,
            np.minimum(grid.line([(x - dx, y - dy), (x + dx, y + dy)], anatomy.uniform(1, 2.4)), lungs),
            -60,
            softness=2,
        )
    if anatomy.random() < 0.3:
        angle = anatomy.uniform(0, 2 * np.pi)
        plaque = grid.ellipse(118 * np.cos(angle), 74 * np.sin(angle), 34, 34)
        grid.paint(image, np.minimum(np.minimum(plaque, anatomy.uniform(2.5, 5) - lungs), lungs + 1), 40)
    if anatomy.random() < 0.2:
        x, y = anatomy.choice([-1, 1]) * anatomy.uniform(60, 110), anatomy.uniform(-40, 60)
        haze = grid.ellipse(x, y, anatomy.uniform(18, 34), anatomy.uniform(14, 26)) + 6 * noise(rng, grid, 8)
        grid.paint(image, np.minimum(haze, lungs), (image + 110).astype(np.float32), softness=9)


def _tree(rng: np.random.Generator, side: int, y: float) -> Vessels:
    """Vessels of one lung, from its root at ``y``."""
    points = rng.standard_normal((360, 3))
    points *= rng.uniform(0.02, 1, (360, 1)) ** (1 / 3) / np.linalg.norm(points, axis=1, keepdims=True)
    points = points * (62, 82, 105) + (side * 74, 2, -28)
    return grow((side * 32.0, y, -18.0), points, 0.8)


def _paint_mediastinum(image: Field, grid: Grid, z: float, rng: np.random.Generator) -> None:
    """Fat, heart, great vessels, trachea and bronchi, oesophagus, nodes; the liver below."""
    middle = np.minimum(_middle_space(grid, z), _cavity(grid, z) - 1)
    grid.paint(image, middle, FAT)
    size = float(np.clip((-12 - z) / 36, 0, 1))
    if size > 0:
        heart = np.minimum(grid.ellipse(21 * size, -24, 22 + 43 * size, 25 + 21 * size, 32), middle - 2.5)
        grid.paint(image, heart + 2 * noise(rng, grid, 9), BLOOD + 2 * noise(rng, grid, 8))
        for groove in ([(-30, -50), (-4, -24), (2, 2)], [(-8, -22), (40, 8)]):
            grid.paint(image, np.minimum(grid.line(groove, 1.8 * size), heart - 6), FAT + 60, softness=2)
    if -50 < z < 24:
        grid.paint(image, grid.ellipse(-14, -26, 16.5, 16.5), BLOOD)
    if 20 <= z < 38:
        grid.paint(image, grid.line([(-10, -24), (8, -10), (20, 14), (24, 34)], 12.5), BLOOD)
    grid.paint(image, grid.ellipse(25, 42, 12.5, 12), BLOOD)
    if -42 < z < -2:
        grid.paint(image, grid.line([(22, -36), (26, -18)], 13), BLOOD)
    if -30 < z < -8:
        grid.paint(image, np.minimum(grid.line([(22, -20), (4, -4), (-36, 0)], 9.5), middle + 8), BLOOD)
    if -44 < z < 38:
        grid.paint(image, grid.ellipse(-31, -14, 8.5, 10), BLOOD)
    if z >= 38:
        for x, y, radius in ((-16, -20, 7), (6, -16, 4.5), (19, 2, 5), (-28, -24, 8), (22, -30, 7)):
            grid.paint(image, grid.ellipse(x, y, radius, radius), BLOOD)
    grid.paint(image, grid.ellipse(7, 32, 7.5, 5.5), MUSCLE - 12)
    grid.paint(image, grid.ellipse(7, 32, 2.2, 1.2), -300)
    tubes = [[(0.0, 10.0), (0.5, 11.0)]]
    if z < 4:
        spread = float(np.clip((4 - z) / 30, 0.05, 1))
        tubes = [[(side * 14 * spread, 12.0), (side * 38 * spread, 12.0 + 4 * spread)] for side in (-1, 1)]
    for width, value in ((9.5, MUSCLE - 10), (8.0, AIR + 10)) if z > -34 else ():
        for tube in tubes:
            grid.paint(image, grid.line(tube, width if z >= 4 else width - 2), value)
    for x, y in ((-12, 0), (14, 2), (-18, 22), (-4, -44), (8, 14)):
        if rng.random() < 0.4 and -30 < z < 36:
            grid.paint(image, np.minimum(grid.ellipse(x, y, 5.5, 3.5, 40), middle), MUSCLE - 5)
    dome = np.minimum(_dome(grid, z), _cavity(grid, z) - 3)
    grid.paint(image, dome, LIVER + 3 * noise(rng, grid, 8), softness=3)


def _paint_spine(image: Field, grid: Grid, z: float, rng: np.random.Generator) -> None:
    disc = z % 24 < 5
    grid.paint(image, grid.ellipse(0, 61, 18, 15), 90 if disc else CORTEX - 210)
    grid.paint(image, grid.ellipse(0, 61, 15.8, 12.8), 85 if disc else SPONGIOSA + 25 * noise(rng, grid, 2.5))
    for side in (-1, 1):
        grid.paint(image, grid.line([(side * 11, 72), (side * 12, 82)], 3.6), CORTEX - 200)
        grid.paint(image, grid.line([(side * 13, 84), (side * 34, 90)], 4.2), CORTEX - 260)
        grid.paint(image, grid.line([(side * 11, 84), (0, 93)], 3.0), CORTEX - 150)
        if z % 24 > 8:
            grid.paint(image, grid.line([(side * 22, 66), (side * 40, 84)], 4.2), CORTEX - 160)
            grid.paint(image, grid.line([(side * 22, 66), (side * 40, 84)], 2.0), SPONGIOSA)
    grid.paint(image, grid.ellipse(0, 79, 8.5, 7), 32)
    grid.paint(image, grid.line([(0, 93), (0, 104)], 2.6), CORTEX - 180)


def _paint_nodules(
    image: Field, body: Grid, z: float, lungs: Field, chest: Chest, rng: np.random.Generator
) -> NDArray[np.bool_]:
    truth = np.zeros(image.shape, dtype=np.bool_)
    for nodule in chest.nodules:
        x, y, middle_z = nodule.middle
        cut = nodule.radius**2 - (z - middle_z) ** 2
        if cut < LEAST_CUT**2:
            continue
        radius = float(np.sqrt(cut))
        shape = body.ellipse(x, y, radius * rng.uniform(0.88, 1.12), radius * rng.uniform(0.88, 1.12))
        shape = np.minimum(shape + 0.09 * radius * noise(rng, body, max(1.5, radius / 2)), lungs)
        for angle in rng.uniform(0, 2 * np.pi, nodule.spikes):
            tip = radius * rng.uniform(1.3, 1.9)
            spike = body.line([(x, y), (x + tip * np.cos(angle), y + tip * np.sin(angle))], 0.55)
            body.paint(image, np.minimum(spike, lungs), nodule.value - 250, softness=1.5)
        solid = nodule.value > -200
        body.paint(
            image, shape, nodule.value + (8 if solid else 50) * noise(rng, body, 3.0), softness=1 if solid else 2
        )
        truth |= shape > 0
    return truth
