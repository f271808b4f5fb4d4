"""Calibrate and measure the brain tumour network, and write its card.

``python -m models.training.measure_brain_mr_tumour DATA_FOLDER --series FOLDER [--volumes FOLDER] [--previous FOLDER]``

Temperature, threshold and smallest area are chosen on the validation slices and written into network.json; everything
else is measured on slices that were neither trained on nor chosen by.
"""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path

import torch

import dnn_parser
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.inference.engine import LoadedNetwork
from iodeep_viewer.training.card import write_card
from iodeep_viewer.training.examples import LabelledSlice
from iodeep_viewer.training.run import in_memory
from iodeep_viewer.training.segmentation import segmentation_objective
from iodeep_viewer.training.temperature import fit_temperature
from models.training.brain_card import brain_card
from models.training.brain_data import (
    PHANTOM_CHECKS,
    healthy_slices,
    phantom_slices,
    series_slices,
    tumour_slices,
    with_planes,
)
from models.training.brain_measures import Collections, compared, measured, with_temperature
from models.training.choose import choices
from models.training.gallery import write_gallery
from models.training.nrrd import volume_slices

FOLDER = Path(__file__).parents[1] / "brain_mr_tumour"
SELECTION = "MONOCHROME2"
GATE = "layer_27.conv.weight"
"""Of what is taken off every pixel of a slice whose surest pixel is not sure enough."""


def main() -> None:
    """Choose, measure, write network.json, the pictures and the card."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, metavar="DATA_FOLDER")
    parser.add_argument("--series", type=Path, required=True, help="DICOM files of a healthy head")
    parser.add_argument("--volumes", type=Path, help="NRRD volumes of another hospital with labels")
    parser.add_argument("--previous", type=Path, help="folder of version 1, to compare")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="of the network")
    found = parser.parse_args()
    torch.set_num_threads(1)
    tumours, healthy = tumour_slices(found.data), healthy_slices(found.data)
    data = Collections(
        test=with_planes(tumours.test),
        test_healthy=healthy.test,
        validation=tumours.validation,
        validation_healthy=healthy.validation,
        series=series_slices(found.series)[1],
        phantoms=[item for item in phantom_slices(PHANTOM_CHECKS) if item.has_finding],
        outside=volume_slices(found.volumes) if found.volumes else (),
    )
    choose(found.folder, [*data.validation, *data.validation_healthy])
    metrics, test = measured(load(found.folder), data)
    if found.previous:
        metrics["versions"] = compared({"1": load(found.previous), "2": load(found.folder)}, data)
    write_gallery(found.folder / "worst.jpg", test.worst[:24], columns=6)
    write_card(found.folder, brain_card(found.folder, tumours, healthy, metrics))


def load(folder: Path) -> LoadedNetwork:
    """Build the network of a folder with its weights."""
    text = (folder / "network.json").read_text(encoding="utf-8")
    description = dnn_parser.read_description(text)
    network = dnn_parser.build_network(description)
    dnn_parser.load_weights(network, folder / "weights.safetensors")
    return in_memory(text, description, network, SELECTION)


def choose(folder: Path, validation: list[LabelledSlice]) -> None:
    """Write temperature, threshold and smallest area into network.json."""
    network = with_temperature(load(folder), 1.0)
    # Fitted with the gate open: what it holds back is no matter of degree.
    open_gate = with_temperature(load(folder), 1.0)
    torch.nn.init.zeros_(open_gate.module.get_parameter(GATE))
    target = segmentation_objective(network.description).target
    temperature = round(fit_temperature(open_gate, validation, target, TaskControl()), 2)
    print("temperature", temperature, flush=True)
    tried = choices(with_temperature(network, temperature), validation)
    for choice in tried:
        print(choice)
    path = folder / "network.json"
    text = re.sub(r'^ *"temperature": .*\n', "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    text = re.sub(r'"threshold": [\d.]+', f'"threshold": {tried[0].threshold:g}', text)
    text = re.sub(
        r'( *)"smallest_area": [\d.]+,',
        f'\\1"smallest_area": {tried[0].smallest_area:g},\n\\1"temperature": {temperature:g},',
        text,
    )
    path.write_text(text, encoding="utf-8")
    print(json.dumps(json.loads(text)["postprocessing"]))


if __name__ == "__main__":
    main()
