"""Train the demonstration network for liver lesions on synthetic CT slices; no data folder is needed.

``python -m models.training.train_abdomen_ct_lesion``

Writes weights, card.json and CARD.md beside the description, ``models/abdomen_ct_lesion``.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import numpy as np
from torch import nn

from models.training.card import summary, training_record, write_card
from models.training.data import Pictures, gather
from models.training.fit import Plan, fit
from models.training.phantoms import abdomen_pictures
from models.training.workshop import Workshop, arguments_of
from sample_dicom.abdomen import SPACING

FOLDER = Path(__file__).parents[1] / "abdomen_ct_lesion"
TRAIN, VALIDATION, TEST = range(10_000, 10_700), range(20_000, 20_080), range(30_000, 30_100)


def main() -> None:
    """Train (unless ``--measure``), measure on patients that training never saw, write the card."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments = arguments_of(parser, steps=900)
    workshop = Workshop.open(FOLDER, SPACING)

    def pictures(seeds: range) -> Pictures:
        return gather(abdomen_pictures(seeds), [f"phantom {seed}" for seed in seeds], workshop.normalise)

    validation, test = pictures(VALIDATION), pictures(TEST)

    def validate(candidate: nn.Module) -> float:
        return float(workshop.dice(candidate, validation).mean())

    if arguments.proceed:
        workshop.load()
    if not arguments.measure:
        plan = Plan(arguments.steps, 16, arguments.learning_rate, arguments.seed, workshop.size, check_every=150)
        fit(workshop.network, [(pictures(TRAIN), 16)], plan, validate, workshop.keep, arguments.state)
        workshop.finish()
    workshop.load()
    with_lesion = np.flatnonzero(test.masks.any(axis=(1, 2))).tolist()
    without = sorted(set(range(len(test))) - set(with_lesion))
    metrics = {
        "test_with_lesion": summary(workshop.dice(workshop.network, test.take(with_lesion))),
        "test_without_lesion_pictures": len(without),
        "test_false_region_rate": round(workshop.false_rate(workshop.network, test.take(without)), 4),
    }
    print(metrics)
    run = {
        "command": f"python -m models.training.train_abdomen_ct_lesion {arguments.text}",
        "seed": arguments.seed,
        "loss": "soft Dice and cross-entropy",
        "optimizer": "AdamW, rate rising then falling as a cosine, averaged weights, bfloat16 activations",
        "augmentation": "flip, turn, scale, stretch, shift, resolution, gamma, contrast, uneven coil, noise",
    }
    training = training_record(FOLDER, run, proceeds=arguments.proceed, measures=arguments.measure)
    write_card(FOLDER, _card(workshop, metrics, training))


def _card(workshop: Workshop, metrics: dict[str, Any], training: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": "Liver lesion segmentation U-Net (demonstration only)",
        "version": "1",
        "description": "Demonstration only: trained on synthetic images. Outlines hypodense lesions of the liver "
        f"on axial CT slices in the portal-venous phase, one slice at a time. {workshop.size_text}",
        "intended_use": "To show how a network is chosen, run and reviewed. It has never seen a patient and must "
        "not be used on one. Not a medical device.",
        "data": [
            f"{len(TRAIN)} synthetic slices of sample_dicom/abdomen.py for training, {len(VALIDATION)} for "
            f"validation, {len(TEST)} for the test; part of this project, under its licence"
        ],
        "split": {
            "rule": "every slice is of another synthetic patient; those of the sample studies are in no part",
            "training_seeds": [TRAIN[0], TRAIN[-1]],
            "validation_seeds": [VALIDATION[0], VALIDATION[-1]],
            "test_seeds": [TEST[0], TEST[-1]],
        },
        "metrics": metrics,
        "limitations": ["The figures hold for synthetic images only; on real CT it is expected to fail"],
        "preprocessing": workshop.document["preprocessing"],
        "postprocessing": workshop.document["postprocessing"],
        "training": training,
        "licence": "GPL-3.0-or-later, as the project that it is part of",
        "selection": {
            "modality": "CT",
            "body_part_examined": "ABDOMEN",
            "samples_per_pixel": 1,
            "photometric_interpretation": "MONOCHROME2",
        },
        "previous": None,
    }


if __name__ == "__main__":
    main()
