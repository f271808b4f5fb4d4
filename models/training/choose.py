"""Choose temperature, threshold and smallest area of the brain tumour network on validation slices.

``python -m models.training.choose DATA_FOLDER [--folder FOLDER]``

Writes them into the network's ``network.json``. The slices must not have been trained on.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from dnn_parser.document import format_document
from iodeep_viewer.core.geometry import polygon_area, polygon_mask
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.inference.network import LoadedNetwork
from iodeep_viewer.inference.prediction import predict, rois_at
from iodeep_viewer.training.assessment import load_trained
from iodeep_viewer.training.examples import LabelledSlice
from iodeep_viewer.training.measures import dice
from iodeep_viewer.training.segmentation import segmentation_objective
from iodeep_viewer.training.temperature import fit_temperature
from models.training.brain_data import FOLDER, PHOTOMETRIC, healthy_slices, tumour_slices
from models.training.brain_measures import with_temperature

THRESHOLDS = (0.3, 0.4, 0.5, 0.6, 0.7)
AREAS = (30.0, 60.0, 90.0, 120.0, 160.0)
"""mm²."""
MOST_FALSE = 0.05
"""Share of tumour-free validation slices with a region up to which a rule is preferred."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A rule and its quality on the validation slices.

    Attributes
    ----------
    smallest_area
        mm².
    dice, false_rate
        Mean over slices with a finding, and share of the others with a region.
    """

    threshold: float
    smallest_area: float
    dice: float
    false_rate: float

    @property
    def rank(self) -> tuple[bool, float]:
        """Few false regions first, then Dice less a fifth of their rate."""
        return self.false_rate <= MOST_FALSE, self.dice - 0.2 * self.false_rate


def main() -> None:
    """Fit the temperature, try every rule, write the best."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, metavar="DATA_FOLDER")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="of the network")
    found = parser.parse_args()
    torch.set_num_threads(1)
    slices = [*tumour_slices(found.data).validation, *healthy_slices(found.data).validation]
    network = with_temperature(load_trained(found.folder, PHOTOMETRIC), 1.0)
    target = segmentation_objective(network.description).target
    temperature = round(fit_temperature(network, slices, target, TaskControl()), 2)
    print("temperature", temperature, flush=True)
    tried = choices(with_temperature(network, temperature), slices)
    for choice in tried:
        print(choice)
    path = found.folder / "network.json"
    document = json.loads(path.read_text(encoding="utf-8"))
    document["postprocessing"] |= {
        "threshold": tried[0].threshold,
        "smallest_area": tried[0].smallest_area,
        "temperature": temperature,
    }
    path.write_text(format_document(document), encoding="utf-8")


def choices(network: LoadedNetwork, slices: Sequence[LabelledSlice]) -> list[Choice]:
    """Try every pair of threshold and smallest area; best first."""
    scores: dict[tuple[float, float], list[tuple[bool, float]]] = {(t, a): [] for t in THRESHOLDS for a in AREAS}
    for item in slices:
        for threshold, area, found in _regions(network, item):
            score = dice(found, item.truth[0]) if item.has_finding else float(found.any())
            scores[threshold, area].append((item.has_finding, score))
    made = [
        Choice(
            *rule,
            float(np.mean([score for has, score in found if has])),
            float(np.mean([score for has, score in found if not has])),
        )
        for rule, found in scores.items()
    ]
    return sorted(made, key=lambda choice: choice.rank, reverse=True)


def _regions(network: LoadedNetwork, item: LabelledSlice) -> Iterator[tuple[float, float, NDArray[np.bool_]]]:
    image = item.image
    prediction = predict(network, image, TaskControl())
    whole = replace(prediction, output=replace(prediction.output, smallest_area=0.0))
    pixel = image.spacing[0] * image.spacing[1]
    for threshold in THRESHOLDS:
        rings = [roi.contours[0].points for roi in rois_at(whole, threshold)]
        masks = [(polygon_area(ring) * pixel, polygon_mask(ring, image.rows, image.columns)) for ring in rings]
        for area in AREAS:
            found = np.zeros((image.rows, image.columns), dtype=np.bool_)
            for size, mask in masks:
                found |= mask & (size >= area)
            yield threshold, area, found


if __name__ == "__main__":
    main()
