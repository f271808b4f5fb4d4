"""Measure the brain tumour network and write its card.

``python -m models.training.measure_brain_mr_tumour DATA_FOLDER --series FOLDER [--volumes FOLDER] [--previous FOLDER]``

Everything is measured on slices that were neither trained on nor chosen by.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch

from iodeep_viewer.training.assessment import load_trained
from iodeep_viewer.training.card import write_card
from models.training.brain_card import brain_card
from models.training.brain_data import (
    FOLDER,
    PHANTOM_CHECKS,
    PHOTOMETRIC,
    healthy_slices,
    phantom_slices,
    series_slices,
    tumour_slices,
    with_planes,
)
from models.training.brain_measures import Collections, compared, measured
from models.training.gallery import write_gallery
from models.training.nrrd import volume_slices


def main() -> None:
    """Measure, write the pictures and the card."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, metavar="DATA_FOLDER")
    parser.add_argument("--series", type=Path, required=True, help="DICOM files of a healthy head")
    parser.add_argument("--volumes", type=Path, help="NRRD volumes of another hospital with labels")
    parser.add_argument("--previous", type=Path, help="folder of version 2, to compare")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="of the network")
    found = parser.parse_args()
    outside = volume_slices(found.volumes) if found.volumes else []
    if found.volumes and not outside:
        parser.error(f"{found.volumes} holds no NAME_image.nrrd")
    torch.set_num_threads(1)
    tumours, healthy = tumour_slices(found.data), healthy_slices(found.data)
    data = Collections(
        test=with_planes(tumours.test),
        test_healthy=healthy.test,
        series=series_slices(found.series)[1],
        phantoms=[item for item in phantom_slices(PHANTOM_CHECKS) if item.has_finding],
        outside=outside,
    )
    network = load_trained(found.folder, PHOTOMETRIC)
    metrics, test = measured(network, data)
    if found.previous:
        metrics["versions"] = compared({"2": load_trained(found.previous, PHOTOMETRIC), "3": network}, data)
    write_gallery(found.folder / "worst.jpg", test.worst[:24], columns=6)
    write_card(found.folder, brain_card(found.folder, tumours, healthy, metrics))


if __name__ == "__main__":
    main()
