"""Train the brain tumour network.

``python -m models.training.train_brain_mr_tumour DATA_FOLDER``

DATA_FOLDER holds ``images`` and ``masks`` (PNG of the same names, in the order of the original collection) and
``negatives``. Writes weights, card.json and CARD.md beside the description, ``models/brain_mr_tumour``.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from torch import nn

from models.training.card import summary, training_record, write_card
from models.training.data import Split, gather, join, read_folder, read_series, split_by_blocks
from models.training.erase import erased
from models.training.fit import Plan, fit
from models.training.phantoms import brain_pictures
from models.training.workshop import Workshop, arguments_of

FOLDER = Path(__file__).parents[1] / "brain_mr_tumour"
SPACING = 0.98
"""mm between the pixels of the collection's pictures, about."""
SERIES_TRAINED = 36
"""Slices of the healthy series to train on, from one side; the other half is only measured on."""
PHANTOMS, PHANTOM_CHECKS = range(1000, 1400), range(5000, 5060)


def main() -> None:
    """Train (unless ``--measure``), measure on the test blocks, write the card."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, metavar="DATA_FOLDER")
    parser.add_argument("--series", type=Path, required=True, help="DICOM files of a healthy head, by file name")
    arguments = arguments_of(parser, steps=4500)
    workshop = Workshop.open(FOLDER, SPACING)

    tumours = read_folder(arguments.data / "images", arguments.data / "masks", workshop.normalise)
    healthy = read_folder(arguments.data / "negatives", None, workshop.normalise)
    split = split_by_blocks(len(tumours), block=60, period=8, guard=8)
    healthy_split = split_by_blocks(len(healthy), block=40, period=5, guard=4)
    series = read_series(arguments.series, workshop.normalise)
    child, child_checks = series.take(range(SERIES_TRAINED)), series.take(range(len(series) // 2, len(series)))
    phantoms = gather(brain_pictures(PHANTOMS), [f"phantom {seed}" for seed in PHANTOMS], workshop.normalise)
    checks = gather(brain_pictures(PHANTOM_CHECKS), [f"phantom {seed}" for seed in PHANTOM_CHECKS], workshop.normalise)

    def validate(candidate: nn.Module) -> float:
        dice = workshop.dice(candidate, tumours.take(split.validation[::2])).mean()
        false_rate = workshop.false_rate(candidate, healthy.take(healthy_split.validation))
        print(f"  Dice {dice:.4f}, false {false_rate:.3f}, phantoms {workshop.dice(candidate, checks).mean():.3f}")
        # A false region in one more of a hundred healthy pictures weighs as much as a fifth of a point of Dice.
        return float(dice - 0.2 * false_rate)

    if arguments.proceed:
        workshop.load()
    if not arguments.measure:
        trained = tumours.take(split.train)
        without = erased(trained)
        print(f"{len(without)} pictures with the tumour erased, {len(child)} of a healthy series", flush=True)
        negatives = join(healthy.take(healthy_split.train), child)
        sources = [(trained, 7), (negatives, 3), (without, 1), (phantoms, 1)]
        plan = Plan(arguments.steps, 12, arguments.learning_rate, arguments.seed, workshop.size, check_every=300)
        fit(workshop.network, sources, plan, validate, workshop.keep, arguments.state)
        workshop.finish()
    workshop.load()
    metrics: dict[str, Any] = {}
    for part in ("test", "validation"):
        healthy_part = healthy.take(getattr(healthy_split, part))
        metrics[part] = summary(workshop.dice(workshop.network, tumours.take(getattr(split, part))))
        metrics[f"{part}_tumour_free_pictures"] = len(healthy_part)
        metrics[f"{part}_false_region_rate"] = round(workshop.false_rate(workshop.network, healthy_part), 4)
    metrics["healthy_series_false_region_rate"] = round(workshop.false_rate(workshop.network, child_checks), 4)
    metrics["phantoms_not_trained_on"] = summary(workshop.dice(workshop.network, checks))
    print(metrics)
    run = {
        "command": f"python -m models.training.train_brain_mr_tumour DATA_FOLDER {arguments.text}",
        "seed": arguments.seed,
        "loss": "soft Dice and cross-entropy, also of the worst pixels",
        "optimizer": "AdamW, rate rising then falling as a cosine, averaged weights",
        "batch": "7 with tumour, 3 without, 1 with the tumour erased, 1 synthetic",
        "augmentation": "flip, turn, scale, stretch, shift, resolution, gamma, curve, contrast, uneven coil, noise, "
        "findings of other pictures put in",
    }
    training = training_record(FOLDER, run, proceeds=arguments.proceed, measures=arguments.measure)
    write_card(FOLDER, _card(workshop, split, healthy_split, metrics, training))


def _card(
    workshop: Workshop, split: Split, healthy_split: Split, metrics: dict[str, Any], training: dict[str, Any]
) -> dict[str, Any]:
    return {
        "name": "Brain tumour segmentation U-Net",
        "version": "1",
        "description": "Outlines meningioma, glioma and pituitary tumour on contrast-enhanced, T1-weighted MR "
        f"slices of the head, one slice at a time. {workshop.size_text}",
        "intended_use": "Research and demonstration: proposals that a physician validates or rejects one by one. "
        "Not a medical device.",
        "data": [
            "2,404 slices with masks of Cheng, brain tumor dataset, figshare 1512427, CC BY 4.0: contrast-enhanced "
            "T1, axial, coronal and sagittal, 233 patients in the whole collection",
            "395 brain MR pictures without tumour, mixed sources and sequences, class no_tumor of Brain Tumor "
            "Classification (MRI), private use",
            f"{len(PHANTOMS)} synthetic slices of sample_dicom/brain.py, seeds {PHANTOMS[0]} to {PHANTOMS[-1]}; "
            "the patients of the sample studies are not among them",
        ],
        "split": {
            "rule": "blocks of 60 consecutive slices, since neighbours are mostly one patient: of every 8 blocks "
            "one for validation and one for the test; 8 slices on each side of such a block are not used. Patient "
            "numbers are not known, so a patient may still be cut by the edge of a block",
            "slices_with_tumour": split.counts,
            "pictures_without": healthy_split.counts,
        },
        "metrics": metrics,
        "limitations": [
            "Hardly tested on pictures of other hospitals: without contrast, and on heads of children, it may outline "
            "normal structures around the ventricles and the sella",
            "Glioma that does not enhance, and small tumours of the pituitary, are missed or cut short more often",
            "Sees one slice at a time: above and below a tumour, regions may come and go",
            "Probabilities are not calibrated",
            "T2-weighted and FLAIR images are known to it as tumour-free pictures only",
        ],
        "preprocessing": workshop.document["preprocessing"],
        "postprocessing": workshop.document["postprocessing"],
        "training": training,
        "licence": "GPL-3.0-or-later, as the project that it is part of",
        "selection": {
            "modality": "MR",
            "body_part_examined": "BRAIN",
            "samples_per_pixel": 1,
            "photometric_interpretation": "MONOCHROME2",
        },
        "previous": None,
    }


if __name__ == "__main__":
    main()
