"""Classes as targets, loss and judgement, against answers worked out by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch

from dnn_parser import OutputActivation
from iodeep_viewer.core.iodeep import IODeep
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.inference.network import LoadedNetwork
from iodeep_viewer.inference.prediction import predict
from iodeep_viewer.training.augmentation import NO_AUGMENTATION
from iodeep_viewer.training.classes import (
    ClassJudgement,
    calibration,
    classes_objective,
    classes_of_masks,
    cross_entropy,
    figures,
    judge,
    roc_area,
    validation,
)
from iodeep_viewer.training.examples import LabelledSlice, prepare_examples
from iodeep_viewer.training.fit import Schedule, fit
from iodeep_viewer.training.state import new_state
from tests.slices import make_slice
from tests.unit.inference.networks import RECORD, fixed
from tests.unit.training.tiny import build, describe


def judged(chance: float, holds: bool, unit: str = "") -> ClassJudgement:
    chances, truth = np.array([chance, 1 - chance]), np.array([holds, not holds])
    return ClassJudgement(("Blood", "No blood"), chances, chances > 0.5, truth, unit)


def item(truth: list[float], values: np.ndarray | None = None) -> LabelledSlice:
    values = np.zeros((32, 32), dtype=np.float32) if values is None else values
    return LabelledSlice(make_slice(values), np.array(truth), "one", patient="p")


def test_labels_that_have_a_mask_hold() -> None:
    masks = np.zeros((3, 4, 4), dtype=bool)
    masks[1, 2, 2] = True
    assert classes_of_masks(masks).tolist() == [0, 1, 0]


@pytest.mark.parametrize(
    ("activation", "wanted"),
    [
        ("softmax", -math.log(0.9)),
        ("sigmoid", (-math.log(0.9) - math.log(0.5)) / 2),
        ("none", -(math.log(0.9) + math.log(0.75)) / 2),
    ],
)
def test_cross_entropy_by_hand(activation: str, wanted: float) -> None:
    output = torch.tensor([[0.9, 0.25]]) if activation == "none" else torch.tensor([[math.log(9), 0.0]])
    assert float(
        cross_entropy(output, torch.tensor([[1.0, 0.0]]), activation=OutputActivation(activation))
    ) == pytest.approx(wanted)


@pytest.mark.parametrize(
    ("activation", "truth", "said", "score"),
    [
        ("softmax", [1, 0, 0], [True, False, False], 1),
        ("softmax", [0, 1, 0], [True, False, False], 0),
        ("sigmoid", [1, 1, 0], [True, True, False], 1),
        ("sigmoid", [1, 0, 0], [True, True, False], 0),
    ],
)
def test_slices_are_judged_by_what_the_viewer_shows(
    activation: str, truth: list[float], said: list[bool], score: float
) -> None:
    network = fixed(
        np.array([2.0, 1.0, -1.0], dtype=np.float32),
        task="classification",
        activation=activation,
        labels=["A", "B", "C"],
        threshold=0.6,
        temperature=2,
    )
    labelled = item(truth)
    judgement = judge(labelled, predict(network, labelled.image, TaskControl()))
    powers = np.exp(np.array([1.0, 0.5, -0.5]))
    wanted = powers / powers.sum() if activation == "softmax" else powers / (1 + powers)
    assert judgement.chances == pytest.approx(wanted, abs=1e-6)
    assert judgement.said.tolist() == said
    assert (judgement.score, judgement.unit) == (score, "p")


def test_roc_area_by_hand() -> None:
    chances, holds = np.array([0.9, 0.4, 0.4, 0.1]), np.array([True, True, False, False])
    # Of four pairs three are in order and one is equal.
    assert roc_area(chances, holds) == pytest.approx(3.5 / 4)
    assert roc_area(chances, ~holds) == pytest.approx(0.5 / 4)
    assert roc_area(chances, np.ones(4, dtype=bool)) == 0.5


def test_figures_by_hand() -> None:
    judgements = [judged(0.9, True, "a"), judged(0.8, True, "b"), judged(0.7, False, "c"), judged(0.2, False, "d")]
    judgements.append(judged(0.3, True, "e"))
    found = figures(judgements)
    assert (found["pictures"], found["accuracy"]) == (5, 0.6)
    assert (found["pictures_with_blood"], found["sensitivity_to_blood"]) == (3, 0.6667)
    assert (found["pictures_with_no_blood"], found["sensitivity_to_no_blood"]) == (2, 0.5)
    assert found["roc_area_of_blood"] == pytest.approx(5 / 6, abs=1e-4)
    low, high = found["accuracy_95_percent_interval"]  # type: ignore[misc]
    assert 0 <= low < 0.6 < high <= 1
    # Every statement of a two-label softmax is made twice, so its error counts for both.
    errors = [abs(0.9 - 1), abs(0.8 - 1), abs(0.7 - 0), abs(0.2 - 0), abs(0.3 - 1)]
    assert found["calibration_error_of_classes"] == pytest.approx(_binned(judgements), abs=1e-4)
    assert found["calibration_error_of_classes"] <= np.mean(errors)


def _binned(judgements: list[ClassJudgement]) -> float:
    gaps: dict[int, float] = {}
    for chance, holds in ((c, t) for entry in judgements for c, t in zip(entry.chances, entry.truth, strict=True)):
        place = min(int(chance * 10), 9)
        gaps[place] = gaps.get(place, 0.0) + chance - holds
    return sum(map(abs, gaps.values())) / (2 * len(judgements))


def test_the_validation_score_is_the_mean_probability_of_what_is_so() -> None:
    assert validation([judged(0.9, True), judged(0.4, True)]) == pytest.approx(0.6)
    assert validation([judged(1.0, True)]) == pytest.approx(1)
    assert 0 < validation([judged(1.0, False)]) < 1e-5
    assert calibration([judged(0.9, True)])["classes"].counts.sum() == 2


def test_a_network_learns_to_tell_bright_pictures_from_dark_ones() -> None:
    description = describe(
        input_shape={"input_shape0": 1, "input_shape1": 16, "input_shape2": 16, "label_shape": 2},
        architecture={"1": "cnn2d", "2": "relu", "3": "globalMaxpool", "4": "output"},
        convolutional={"cn1": 4, "cn2": 2},
        kernel={"kernel1": 3},
        layer_parameters={},
        preprocessing={"intensity": {"method": "window", "center": 500, "width": 1000}},
        postprocessing={"task": "classification", "activation": "softmax", "labels": ["Bright", "Dark"]},
    )
    rng, slices = np.random.default_rng(2), []
    for index in range(24):
        values = rng.normal(300, 60, (16, 16)).astype(np.float32)
        values[3:9, 4:10] += 500 * (index % 2)
        slices.append(item([index % 2, 1 - index % 2], values))
    objective = classes_objective(description)
    examples = prepare_examples(slices, description, objective.target)
    schedule = Schedule(steps=150, batch=12, learning_rate=0.03, check_every=150)
    state = new_state(build(description), schedule.learning_rate, schedule.weight_decay, 1)
    fit(
        state, [(examples, 12)], schedule, NO_AUGMENTATION, objective.loss, objective.move,
        lambda _: 0.0, lambda _: None, TaskControl(),
    )  # fmt: skip
    network = LoadedNetwork(IODeep(RECORD, "", None), description, state.averaged.eval(), torch.device("cpu"))
    judgements = [judge(labelled, predict(network, labelled.image, TaskControl())) for labelled in slices]
    assert figures(judgements)["accuracy"] == 1
    assert validation(judgements) > 0.9
