"""The networks in ``models/``: complete folders, and each finds the findings of its sample study and no others."""

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from pydicom.uid import UID
from torch import nn

import dnn_parser
from dnn_parser.description import NetworkDescription
from iodeep_viewer.core.geometry import polygon_mask
from iodeep_viewer.core.image_series import Slice
from iodeep_viewer.core.prediction import Prediction
from iodeep_viewer.core.selection import select_network, slice_tags
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.inference.network import load_network
from iodeep_viewer.inference.prediction import predict
from iodeep_viewer.objects.image.reader import read_slices
from iodeep_viewer.training.box_judgement import overlap
from iodeep_viewer.training.boxes import boxes_of_masks
from iodeep_viewer.workflows.model_folder import prepare_publication, read_model_folder
from sample_dicom import make_samples

MODELS = Path(__file__).parents[2] / "models"
SAMPLES = Path(make_samples.__file__).parent
READS = {
    "abdomen_ct_lesion": ("CT", "ABDOMEN"),
    "brain_mr_tumour": ("MR", "BRAIN"),
    "chest_ct_nodule": ("CT", "CHEST"),
    "head_ct_haemorrhage": ("CT", "HEAD"),
}
SYNTHETIC = ("abdomen_ct_lesion", "chest_ct_nodule", "head_ct_haemorrhage")


def network_of(name: str) -> tuple[NetworkDescription, nn.Module]:
    description = dnn_parser.read_description((MODELS / name / "network.json").read_text(encoding="utf-8"))
    network = dnn_parser.build_network(description)
    dnn_parser.load_weights(network, MODELS / name / "weights.safetensors")
    return description, network.eval()


def card_of(name: str) -> dict[str, Any]:
    return json.loads((MODELS / name / "card.json").read_text(encoding="utf-8"))


def predictions_on(name: str, sample: str) -> list[tuple[Slice, NDArray[np.bool_], Prediction]]:
    """Return each slice of a sample study with the mask of its finding and the prediction of the network."""
    network = load_network(read_model_folder(MODELS / name), TaskControl())
    study = next(study for study in make_samples.STUDIES if study.name == sample)
    truths = {item.SOPInstanceUID: truth for item, truth in make_samples.instances(study)}
    slices = [read_slices(path)[0] for path in sorted((SAMPLES / sample).glob("*.dcm"))]
    return [(image, truths[image.sop_instance_uid], predict(network, image, TaskControl())) for image in slices]


def test_these_are_all_networks() -> None:
    assert {path.parent.name for path in MODELS.glob("*/card.json")} == set(READS)


@pytest.mark.parametrize("name", READS)
def test_description_is_understood_to_the_last_key(name: str) -> None:
    description, network = network_of(name)
    assert description.warnings == ()
    with torch.inference_mode():
        shape = network(torch.zeros((2, *description.input_shape))).shape
    rows, columns = description.input_shape[1:]
    assert (
        shape
        == {
            "segmentation": (2, 1, rows, columns),
            "bounding_box": (2, 5, rows // 4, columns // 4),
            "classification": (2, 2),
        }[description.postprocessing.task.value]
    )


@pytest.mark.parametrize("name", READS)
def test_folder_may_be_published(name: str) -> None:
    """The card is complete, the weights fit, and the network answers as recorded."""
    publication = prepare_publication(MODELS / name, TaskControl())
    assert (publication.network.record.modality, publication.network.record.body_part_examined) == READS[name]


@pytest.mark.parametrize("name", READS)
def test_card_names_the_weights_beside_it(name: str) -> None:
    weights = (MODELS / name / "weights.safetensors").read_bytes()
    digest = hashlib.sha256(weights)
    card = card_of(name)
    assert card["weights_sha256"] == digest.hexdigest()
    # A version with the weights of the one before has a UID of its own.
    if card["previous"] is None:
        assert card["dnn_uid"] == f"2.25.{int.from_bytes(digest.digest()[:16], 'big')}"
    assert UID(card["dnn_uid"]).is_valid
    assert card["dnn_uid"] not in (card["previous"], *(card_of(other)["dnn_uid"] for other in READS if other != name))
    assert len(weights) < 20_000_000


@pytest.mark.parametrize("name", READS)
def test_card_agrees_with_the_description_and_its_text_with_the_card(name: str) -> None:
    card, text = card_of(name), (MODELS / name / "CARD.md").read_text(encoding="utf-8")
    document = json.loads((MODELS / name / "network.json").read_text(encoding="utf-8"))
    assert card["preprocessing"] == document["preprocessing"]
    assert card["postprocessing"] == document["postprocessing"]
    assert text.startswith(f"# {card['name']}\n")
    assert card["dnn_uid"] in text
    assert card["description"] in text


@pytest.mark.parametrize("name", SYNTHETIC)
def test_cards_of_synthetic_networks_say_so_first_and_give_figures_with_intervals(name: str) -> None:
    card, text = card_of(name), (MODELS / name / "CARD.md").read_text(encoding="utf-8")
    assert card["description"].startswith("Demonstration only: trained on synthetic images.")
    assert text.splitlines()[2].startswith("Demonstration only")
    figures = card["metrics"]["test"]
    intervals = [value for key, value in figures.items() if key.endswith("95_percent_interval")]
    assert intervals
    assert all(0 <= low <= high <= 1 for low, high in intervals)
    assert (MODELS / name / "weights.safetensors").stat().st_size < 2_500_000


@pytest.mark.parametrize("name", SYNTHETIC)
def test_synthetic_networks_are_calibrated(name: str) -> None:
    description, _ = network_of(name)
    assert description.postprocessing.temperature != 1
    errors = [value for key, value in card_of(name)["metrics"]["test"].items() if key.startswith("calibration_error")]
    assert errors
    assert max(errors) < 0.15


@pytest.mark.parametrize(
    ("sample", "chosen"),
    [
        ("brain_mr", "brain_mr_tumour"),
        ("brain_mr_no_body_part", "brain_mr_tumour"),
        ("abdomen_ct", "abdomen_ct_lesion"),
        ("chest_ct", "chest_ct_nodule"),
        ("head_ct", "head_ct_haemorrhage"),
        ("chest_cr", None),
    ],
)
def test_each_sample_study_has_its_own_network_and_the_radiograph_none(sample: str, chosen: str | None) -> None:
    records = {read_model_folder(MODELS / name).record: name for name in READS}
    for path in (SAMPLES / sample).glob("*.dcm"):
        (image,) = read_slices(path)
        selection = select_network(slice_tags(image), records)
        assert [records[candidate.network] for candidate in selection.matching] == ([chosen] if chosen else [])


@pytest.mark.parametrize(
    ("name", "sample"),
    [
        ("brain_mr_tumour", "brain_mr"),
        ("brain_mr_tumour", "brain_mr_no_body_part"),
        ("abdomen_ct_lesion", "abdomen_ct"),
    ],
)
def test_network_outlines_the_lesion_of_the_sample_and_nothing_elsewhere(name: str, sample: str) -> None:
    judged = predictions_on(name, sample)
    largest = max(int(truth.sum()) for _, truth, _ in judged)
    scores = []
    for image, truth, prediction in judged:
        # Where a lesion is cut near its pole there is little to measure: such slices may go either way.
        if truth.sum() >= largest / 3:
            found = np.zeros_like(truth)
            for roi in prediction.rois:
                found |= polygon_mask(roi.contours[0].points, image.rows, image.columns)
            scores.append(2 * int((found & truth).sum()) / int(found.sum() + truth.sum()))
        elif not truth.any():
            assert prediction.rois == (), image.instance_number
    assert len(scores) >= 3
    assert min(scores) >= 0.6


def test_network_boxes_the_nodule_of_the_sample_and_nothing_elsewhere() -> None:
    judged = predictions_on("chest_ct_nodule", "chest_ct")
    assert sum(truth.any() for _, truth, _ in judged) == 5
    for image, truth, prediction in judged:
        boxes = [np.concatenate([roi.contours[0].points.min(axis=0), roi.contours[0].points.max(axis=0)])
                 for roi in prediction.rois]  # fmt: skip
        assert len(boxes) == int(truth.any()), image.instance_number
        for box in boxes:
            assert overlap(box, boxes_of_masks(truth[None])[:, 1:])[0] >= 0.5, image.instance_number


def test_network_tells_slices_with_a_haemorrhage_from_those_without() -> None:
    judged = predictions_on("head_ct_haemorrhage", "head_ct")
    assert sum(truth.any() for _, truth, _ in judged) == 3
    for image, truth, prediction in judged:
        likeliest = prediction.classes[0]
        assert likeliest.label == ("Haemorrhage" if truth.any() else "No haemorrhage"), image.instance_number
        assert likeliest.probability > 0.7
        assert prediction.rois == ()
