"""The data of the brain tumour network as the viewer reads slices: parts, planes, phantoms, a healthy series."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from iodeep_viewer.objects.image.reader import read_slices
from iodeep_viewer.training.examples import LabelledSlice
from iodeep_viewer.training.folders import picture_slice
from iodeep_viewer.training.split import Split, SplitRule, split_slices
from models.training.phantoms import brain_pictures
from sample_dicom.brain import SPACING as PHANTOM_SPACING

FOLDER = Path(__file__).parents[1] / "brain_mr_tumour"
"""Of the network."""
PHOTOMETRIC = "MONOCHROME2"
"""Of the pictures."""
SPACING = 0.98
"""mm between the pixels of the collection's pictures, about."""
SERIES_TRAINED = 36
"""Slices of the healthy series to train on, from one side; the other half is only measured on."""
PHANTOMS, PHANTOM_CHECKS = range(1000, 1400), range(5000, 5060)
"""Seeds to train on, and seeds to measure on."""
PLANES = (
    (442, "coronal"),
    (471, "sagittal"),
    (1034, "axial"),
    (1635, "coronal"),
    (1761, "sagittal"),
    (2344, "coronal"),
    (2351, "axial"),
    (2941, "sagittal"),
)
"""Of the test slices, told by eye: the number before which the plane ends, in the order of the collection."""
SHOWN = {
    "slices 0411 to 0470, mostly meningioma": (411, 470),
    "slices 1001 to 1060, mostly pituitary tumour": (1001, 1060),
    "slices 1591 to 1760, mostly pituitary tumour": (1591, 1760),
    "slices 2291 to 2350, mostly glioma": (2291, 2350),
    "slices 2881 to 2940, mostly glioma": (2881, 2940),
}
"""The blocks of the test, with the tumours that they seem to show: the kind is not known."""
ALIKE = 8
"""About so many slices show one patient: the intervals draw such runs as a whole."""


def tumour_slices(folder: Path) -> Split:
    """Read the collection and divide it by blocks."""
    found = []
    for index, path in enumerate(sorted((folder / "images").glob("*.png"))):
        mask = _read(folder / "masks" / path.name) > 0
        found.append(labelled(_read(path), mask, SPACING, path.stem, f"run {index // ALIKE}"))
    return split_slices([found], SplitRule(block=60, period=8, guard=8), 0)


def healthy_slices(folder: Path) -> Split:
    """Read the pictures without a tumour and divide them by blocks."""
    pictures = [(path.stem, _read(path)) for path in sorted((folder / "negatives").glob("*.png"))]
    found = [labelled(values, np.zeros(values.shape, dtype=bool), SPACING, name) for name, values in pictures]
    return split_slices([found], SplitRule(block=40, period=5, guard=4), 0)


def series_slices(folder: Path) -> tuple[list[LabelledSlice], list[LabelledSlice]]:
    """Read a healthy series: the part to train on, and the half that is only measured on."""
    slices = [image for path in sorted(folder.glob("*.dcm")) for image in read_slices(path)]
    slices.sort(key=lambda image: image.instance_number)
    found = [
        LabelledSlice(image, np.zeros((1, image.rows, image.columns), dtype=bool), f"series {image.instance_number}")
        for image in slices
    ]
    return found[:SERIES_TRAINED], found[len(found) // 2 :]


def phantom_slices(seeds: range) -> list[LabelledSlice]:
    """Draw synthetic slices."""
    pairs = zip(seeds, brain_pictures(seeds), strict=True)
    return [labelled(values, mask, PHANTOM_SPACING, f"phantom {seed}") for seed, (values, mask) in pairs]


def labelled(
    values: NDArray[np.generic], mask: NDArray[np.bool_], spacing: float, name: str, patient: str = ""
) -> LabelledSlice:
    """Make a slice of a picture and its mask."""
    numbers = values.astype(np.float32)
    numbers.flags.writeable = False
    return LabelledSlice(picture_slice(numbers, Path(name), (spacing, spacing)), mask[np.newaxis], name, patient)


def with_planes(slices: Sequence[LabelledSlice]) -> list[LabelledSlice]:
    """Make the plane of each test slice its group."""
    return [replace(item, group=next(name for end, name in PLANES if int(item.name) < end)) for item in slices]


def _read(path: Path) -> NDArray[np.uint8]:
    picture = cv2.imread(str(path), cv2.IMREAD_GRAYSCALE)
    if picture is None:
        raise SystemExit(f"{path} is missing or is not a picture.")
    return np.asarray(picture, dtype=np.uint8)
