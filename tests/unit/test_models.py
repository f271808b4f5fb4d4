"""The networks in ``models/``: complete folders, and each finds the lesion of its sample study and nothing else."""

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import nn

import dnn_parser
from dnn_parser.description import NetworkDescription
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.inference.contours import polygon_mask
from iodeep_viewer.inference.engine import load_network
from iodeep_viewer.inference.prediction import predict
from iodeep_viewer.objects.image import read_slices
from iodeep_viewer.workflows.model_folder import read_model_folder
from sample_dicom import make_samples

MODELS = Path(__file__).parents[2] / "models"
SAMPLES = Path(make_samples.__file__).parent
NAMES = ("brain_mr_tumour", "abdomen_ct_lesion")


def network_of(name: str) -> tuple[NetworkDescription, nn.Module]:
    description = dnn_parser.read_description((MODELS / name / "network.json").read_text(encoding="utf-8"))
    network = dnn_parser.build_network(description)
    dnn_parser.load_weights(network, MODELS / name / "weights.safetensors")
    return description, network.eval()


def card_of(name: str) -> dict:
    return json.loads((MODELS / name / "card.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", NAMES)
def test_description_is_understood_to_the_last_key(name: str) -> None:
    description, network = network_of(name)
    assert description.warnings == ()
    shape = (2, *description.input_shape)
    with torch.inference_mode():
        assert network(torch.zeros(shape)).shape == (2, 1, *description.input_shape[1:])


@pytest.mark.parametrize("name", NAMES)
def test_card_names_the_weights_beside_it(name: str) -> None:
    weights = (MODELS / name / "weights.safetensors").read_bytes()
    digest = hashlib.sha256(weights)
    card = card_of(name)
    assert card["weights_sha256"] == digest.hexdigest()
    assert card["dnn_uid"] == f"2.25.{int.from_bytes(digest.digest()[:16], 'big')}"
    assert len(card["dnn_uid"]) <= 64
    assert len(weights) < 20_000_000


@pytest.mark.parametrize("name", NAMES)
def test_card_is_complete_and_agrees_with_the_description(name: str) -> None:
    card, text = card_of(name), (MODELS / name / "CARD.md").read_text(encoding="utf-8")
    document = json.loads((MODELS / name / "network.json").read_text(encoding="utf-8"))
    for key in ("name", "version", "description", "intended_use", "data", "split", "metrics", "limitations"):
        assert card[key], key
    assert card["previous"] is None
    assert card["preprocessing"] == document["preprocessing"]
    assert card["postprocessing"] == document["postprocessing"]
    assert card["training"]["command"].startswith("python -m models.training.train_")
    assert card["name"] in text
    assert card["dnn_uid"] in text
    assert str(next(iter(card["metrics"].values()))["dice_mean"]) in text


def test_card_of_the_synthetic_network_says_so_first() -> None:
    assert card_of("abdomen_ct_lesion")["description"].startswith("Demonstration only: trained on synthetic images.")


def test_networks_answer_different_images() -> None:
    selections = [card_of(name)["selection"] for name in NAMES]
    assert [(item["modality"], item["body_part_examined"]) for item in selections] == [
        ("MR", "BRAIN"),
        ("CT", "ABDOMEN"),
    ]
    assert all(item["samples_per_pixel"] == 1 for item in selections)
    assert len({card_of(name)["dnn_uid"] for name in NAMES}) == len(NAMES)


@pytest.mark.parametrize(
    ("name", "sample"),
    [
        ("brain_mr_tumour", "brain_mr"),
        ("brain_mr_tumour", "brain_mr_no_body_part"),
        ("abdomen_ct_lesion", "abdomen_ct"),
    ],
)
def test_network_finds_the_lesion_of_the_sample_and_nothing_elsewhere(name: str, sample: str) -> None:
    network = load_network(read_model_folder(MODELS / name), TaskControl())
    study = next(study for study in make_samples.STUDIES if study.name == sample)
    truths = {item.SOPInstanceUID: truth for item, truth in make_samples.instances(study)}
    largest = max(int(truth.sum()) for truth in truths.values())
    scores = []
    for path in sorted((SAMPLES / sample).glob("*.dcm")):
        (image,) = read_slices(path)
        truth = truths[image.sop_instance_uid]
        rois = predict(network, image, TaskControl()).rois
        # Where a lesion is cut near its pole there is little to measure: such slices may go either way.
        if truth.sum() >= largest / 3:
            found = np.zeros_like(truth)
            for roi in rois:
                found |= polygon_mask(roi.contours[0].points, image.rows, image.columns)
            scores.append(2 * int((found & truth).sum()) / int(found.sum() + truth.sum()))
        elif not truth.any():
            assert rois == (), path.name
    assert len(scores) >= 3
    assert min(scores) >= 0.6
