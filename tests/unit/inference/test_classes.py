"""Classes: probabilities by hand, their order, and output that is wrong."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from dnn_parser import NetworkDescriptionError, read_description
from iodeep_viewer.core.prediction import ClassProbability, Prediction
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.errors import NetworkError
from iodeep_viewer.inference.prediction import heat_map, predict, rois_at
from tests.slices import make_slice
from tests.unit.inference.networks import Fixed, document, fixed

IMAGE = make_slice(np.zeros((32, 32), np.float32))


def classified(*logits: float, **postprocessing: Any) -> Prediction:
    return predict(fixed(np.array(logits, np.float32), **postprocessing), IMAGE, TaskControl())


def test_classes_that_exclude_each_other_add_up_and_come_most_probable_first() -> None:
    logits = np.log([0.2, 0.7, 0.1])
    found = classified(*logits, labels=["Normal", "Pneumonia", "Effusion"]).classes
    assert [item.label for item in found] == ["Pneumonia", "Normal", "Effusion"]
    assert [item.probability for item in found] == pytest.approx([0.7, 0.2, 0.1], abs=1e-6)


def test_of_findings_that_may_occur_together_each_has_its_own_probability() -> None:
    found = classified(0.0, np.log(3.0), activation="sigmoid", labels=["Pneumonia", "Effusion"]).classes
    assert [item.label for item in found] == ["Effusion", "Pneumonia"]
    assert [item.probability for item in found] == pytest.approx([0.75, 0.5], abs=1e-6)


def test_one_output_is_the_probability_of_one_label_and_unnamed_ones_are_numbered() -> None:
    assert classified(0.0).classes == (ClassProbability("Fixed 1", 0.5),)
    assert [item.label for item in classified(3.0, 2.0, 1.0, labels=["A"]).classes] == ["A", "Fixed 2", "Fixed 3"]


def test_the_temperature_divides_the_logits() -> None:
    found = classified(2.0, 0.0, temperature=2.0).classes
    assert found[0].probability == pytest.approx(1 / (1 + np.exp(-1.0)), abs=1e-6)


def test_equal_probabilities_keep_the_order_of_the_network() -> None:
    assert [item.label for item in classified(1.0, 1.0, 1.0, labels=["C", "A", "B"]).classes] == ["C", "A", "B"]


def test_a_classification_has_no_regions_and_no_map() -> None:
    prediction = classified(5.0, 0.0)
    assert prediction.rois == () == rois_at(prediction, 0.0)
    with pytest.raises(ValueError):
        heat_map(prediction, 0)


@pytest.mark.parametrize("shape", [(2,), (4,), (3, 1), (3, 8, 8), ()])
def test_output_of_another_shape_is_a_sentence(shape: tuple[int, ...]) -> None:
    network = replace(fixed(np.zeros(3, np.float32)), module=Fixed(np.zeros(shape, np.float32)))
    with pytest.raises(NetworkError, match="should classify with 3 values"):
        predict(network, IMAGE, TaskControl())


def test_output_that_is_no_number_is_a_sentence() -> None:
    with pytest.raises(NetworkError, match="not numbers"):
        classified(1.0, float("nan"))


@pytest.mark.parametrize(
    ("description", "path", "words"),
    [
        (document((3, 8, 8), task="classification"), "postprocessing.task", "numbers with positions"),
        (document((3,), task="segmentation"), "postprocessing.task", "without positions"),
        (document((1,), activation="softmax"), "postprocessing.activation", "always 1"),
        (document((2,), labels=["a", "b", "c"]), "postprocessing.labels", "network has 2"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_descriptions_that_cannot_classify_are_refused(description: dict[str, Any], path: str, words: str) -> None:
    with pytest.raises(NetworkDescriptionError) as caught:
        read_description(json.dumps(description))
    assert [words in problem.reason for problem in caught.value.problems if problem.json_path == path] == [True]
