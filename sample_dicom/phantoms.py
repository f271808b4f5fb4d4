"""Write slices of many synthetic patients to train on, never one of the patients that the sample studies show.

``python -m sample_dicom.phantoms NAME FOLDER [--count N] [--first SEED]``

``FOLDER/images`` gets one DICOM file per patient and ``FOLDER/masks`` a PNG where something is to be found; or, for
networks that classify, one folder for each label.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from sample_dicom import abdomen, brain, chest, head
from sample_dicom.make_samples import SEEDS, STUDIES, Truth, instance, stored

Cut = tuple[float, NDArray[np.generic], Truth]
"""Height in mm, stored values and truth of a slice, shape (rows, columns)."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of phantom.

    Attributes
    ----------
    study
        The sample study that its files look like.
    draw
        Makes the slice of a patient from the seed.
    labels
        Folders for slices with and without a finding; empty for images and masks.
    """

    study: str
    draw: Callable[[int], Cut]
    labels: tuple[str, ...] = ()


def height(seed: int, low: float, high: float, reach: tuple[float, float] | None) -> float:
    """Draw the height of the slice of a patient, mostly through the finding.

    Parameters
    ----------
    low, high
        Lowest and highest slice, mm.
    reach
        Middle and half extent of the finding along z, mm; None where there is none.
    """
    rng = np.random.default_rng([seed, 31])
    if reach is not None and rng.random() < 0.88:
        return float(np.clip(reach[0] + rng.uniform(-1, 1) * reach[1], low, high))
    return float(rng.uniform(low, high))


def _brain(seed: int) -> Cut:
    patient = brain.Head.random(seed)
    lesion = patient.lesion
    z = height(seed, -34, 66, (lesion.middle[2], 0.85 * lesion.radii[2]) if lesion else None)
    return z, *brain.brain_slice(patient, z)


def _abdomen(seed: int) -> Cut:
    patient = abdomen.Trunk.random(seed)
    lesion = patient.lesion
    z = height(seed, -52, 62, (lesion.middle[2], 0.85 * lesion.radii[2]) if lesion else None)
    return z, *stored(abdomen.abdomen_slice(patient, z))


def _chest(seed: int) -> Cut:
    patient = chest.Chest.random(seed)
    reach = None
    if patient.nodules:
        nodule = patient.nodules[0]
        reach = nodule.middle[2], float(np.sqrt(nodule.radius**2 - max(chest.LEAST_CUT, 0.6 * nodule.radius) ** 2))
    z = height(seed, chest.LOWEST, chest.HIGHEST, reach)
    return z, *stored(chest.chest_slice(patient, z))


def _head(seed: int) -> Cut:
    patient = head.Cranium.random(seed)
    middle, half = patient.bleeding.reach if patient.bleeding else (0.0, 0.0)
    z = height(seed, head.LOWEST, head.HIGHEST, (middle, 0.75 * half) if half else None)
    return z, *stored(head.head_slice(patient, z))


KINDS = {
    "brain_mr_tumour": Kind("brain_mr", _brain),
    "abdomen_ct_lesion": Kind("abdomen_ct", _abdomen),
    "chest_ct_nodule": Kind("chest_ct", _chest),
    "head_ct_haemorrhage": Kind("head_ct", _head, ("haemorrhage", "no_haemorrhage")),
}
"""By the network that learns from them."""


def write_phantom(kind: Kind, seed: int, folder: Path) -> Path:
    """Write the slice of one patient, and its mask where there is something to find; return the slice's path.

    Raises
    ------
    ValueError
        If the sample studies show this patient.
    """
    if seed in SEEDS:
        raise ValueError(f"seed {seed} is that of a sample study")
    template = next(study for study in STUDIES if study.name == kind.study)
    name = f"{seed:06d}"
    study = replace(
        template,
        name=f"phantom {kind.study} {name}",
        patient=(f"SYNTHETIC^{name}", f"PHANTOM-{name}", *template.patient[2:]),
        describe=(*template.describe[:2], f"PHA{name}", name),
    )
    z, values, truth = kind.draw(seed)
    place = kind.labels[0 if truth.any() else 1] if kind.labels else "images"
    path = folder / place / f"{name}.dcm"
    path.parent.mkdir(parents=True, exist_ok=True)
    instance(study, 0, round(z, 1), values).save_as(path, enforce_file_format=True)
    if truth.any() and not kind.labels:
        (folder / "masks").mkdir(exist_ok=True)
        cv2.imwrite(str(folder / "masks" / f"{name}.png"), truth.astype(np.uint8) * 255)
    return path


def main() -> None:
    """Write phantoms as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name", choices=KINDS, help="network that learns from them")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--first", type=int, default=100_000, help="seed of the first patient; the others follow")
    arguments = parser.parse_args()
    seeds = range(arguments.first, arguments.first + arguments.count)
    shown = [seed for seed in SEEDS if seed in seeds]
    if shown or arguments.first < 0:
        parser.error(f"seed {shown[0]} is that of a sample study" if shown else "--first cannot be negative")
    for seed in seeds:
        write_phantom(KINDS[arguments.name], seed, arguments.folder)
    print(f"{arguments.count} slices are in {arguments.folder}.")


if __name__ == "__main__":
    main()
