"""Boxes as targets, loss and judgement, against answers worked out by hand."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
import torch

from dnn_parser import NetworkDescription
from iodeep_viewer.core.iodeep import IODeep
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.inference.network import LoadedNetwork
from iodeep_viewer.inference.prediction import predict
from iodeep_viewer.inference.preparation import prepare_slice
from iodeep_viewer.training.augmentation import Augmentation, resample, sampling_grid
from iodeep_viewer.training.box_judgement import (
    BoxJudgement,
    average_precision,
    calibration,
    figures,
    judge,
    overlap,
    sensitivity_at,
    validation,
)
from iodeep_viewer.training.boxes import (
    assign,
    boxes_objective,
    boxes_of_masks,
    cell_centres,
    focal_and_giou,
    focal_loss,
    generalised_overlap,
    move_boxes,
)
from iodeep_viewer.training.examples import LabelledSlice, prepare_examples
from iodeep_viewer.training.fit import Schedule, fit
from iodeep_viewer.training.state import new_state
from tests.slices import make_slice
from tests.unit.inference.networks import RECORD, fixed
from tests.unit.training.tiny import build, describe

NONE = [-1.0] * 5


def detector(**changes: object) -> NetworkDescription:
    """One label, stride 4, input 16 x 16."""
    keys: dict[str, object] = {
        "input_shape": {"input_shape0": 1, "input_shape1": 16, "input_shape2": 16, "label_shape": 5},
        "architecture": {"1": "cnn2d", "2": "relu", "3": "cnn2d", "4": "relu", "5": "cnn2d"},
        "convolutional": {"cn1": 8, "cn2": 16, "cn3": 5},
        "kernel": {"kernel1": 3, "kernel2": 3, "kernel3": 1},
        "layer_parameters": {"1": {"padding": 1, "stride": 2}, "3": {"padding": 1, "stride": 2}},
        "postprocessing": {"task": "bounding_box", "activation": "sigmoid", "labels": [{"name": "Bright"}]},
    }
    return describe(**{**keys, **changes})


def squares(count: int) -> list[LabelledSlice]:
    """Dark pictures, on three of four of them a bright square with its box."""
    rng, made = np.random.default_rng(3), []
    for index in range(count):
        values, boxes = rng.normal(0, 20, (16, 16)).astype(np.float32), np.zeros((0, 5))
        values[0, 0] = 1000  # the same range in every picture
        if index % 4:
            top, left = rng.integers(1, 9, 2)
            values[top : top + 6, left : left + 6] = 1000
            boxes = np.array([[0, left - 0.5, top - 0.5, left + 5.5, top + 5.5]])
        made.append(LabelledSlice(make_slice(values, sop_instance_uid=f"1.2.{index + 1}"), boxes, f"{index}"))
    return made


def judged(chances: list[float], hits: list[bool], findings: int, unit: str = "") -> BoxJudgement:
    return BoxJudgement(np.array(chances), np.array(hits, dtype=bool), np.array(hits) * 0.8, findings, 0.5, unit)


def test_each_connected_region_of_a_mask_is_a_box_along_the_edges_of_its_pixels() -> None:
    masks = np.zeros((2, 10, 12), dtype=bool)
    masks[0, 2:5, 3:9] = True
    masks[0, 7, 0] = True
    masks[1, 9, 11] = True
    found = boxes_of_masks(masks).tolist()
    assert sorted(found) == [[0, -0.5, 6.5, 0.5, 7.5], [0, 2.5, 1.5, 8.5, 4.5], [1, 10.5, 8.5, 11.5, 9.5]]
    assert boxes_of_masks(np.zeros((1, 4, 4), dtype=bool)).shape == (0, 5)


def test_targets_lie_where_the_picture_lies_on_the_input() -> None:
    values = np.zeros((20, 40), dtype=np.float32)
    values[8:12, 20:28] = 100
    item = LabelledSlice(make_slice(values), boxes_of_masks((values > 0)[None]), "one")
    description = detector()
    prepared = prepare_slice(item.image, description)
    (target,) = boxes_objective(description).target(item, prepared.placement, description)
    # 40 columns become 16: 0.4 pixels for one; 8 of 16 rows are filled, from row 4.
    assert target.tolist() == pytest.approx([0, 7.5, 6.7, 10.7, 8.3])
    left, top, right, bottom = target[1:]
    bright = prepared.tensor[0]
    assert bright[round((top + bottom) / 2), round((left + right) / 2)] >= 0.8
    assert bright[:, : math.floor(left)].max() == 0
    assert bright[:, math.ceil(right) + 1 :].max() == 0


def test_boxes_outside_of_the_input_are_no_targets() -> None:
    description = detector(preprocessing={"intensity": {"method": "minmax"}, "pixel_spacing": [1, 1]})
    boxes = np.array([[0, 0.5, 0.5, 4.5, 4.5], [0, 14.5, 14.5, 20.5, 20.5]])
    item = LabelledSlice(make_slice(np.eye(40, dtype=np.float32)), boxes, "one")
    prepared = prepare_slice(item.image, description)
    # The middle 16 x 16 of 40 x 40 pixels: the first box is outside.
    target = boxes_objective(description).target(item, prepared.placement, description)
    assert target.tolist() == [[0, 2.5, 2.5, 8.5, 8.5]]


def test_boxes_follow_the_picture_through_random_changes() -> None:
    rng = torch.Generator().manual_seed(5)
    down, along = torch.meshgrid(torch.arange(64.0), torch.arange(96.0), indexing="ij")
    disc = (((down - 30) ** 2 + (along - 52) ** 2) < 81).float()
    target = torch.tensor([[0, 43.0, 21.0, 61.0, 39.0], NONE])
    strength = Augmentation(turn=40, scale=0.2, shift=0.1, stretch=0.1)
    grid = sampling_grid(20, (64, 96), strength, rng)
    assert grid is not None
    moved = move_boxes(target.expand(20, 2, 5), grid)
    pictures = resample(disc.expand(20, 1, 64, 96), grid)[:, 0]
    for picture, (box, nothing) in zip(pictures, moved, strict=True):
        rows, columns = torch.nonzero(picture > 0.5, as_tuple=True)
        seen = [columns.min() - 0.5, rows.min() - 0.5, columns.max() + 0.5, rows.max() + 0.5]
        assert box[0] == 0
        assert torch.allclose(box[1:], torch.tensor(seen), atol=1.3)
        assert nothing.tolist() == NONE


def test_a_box_that_leaves_the_picture_is_taken_out_and_one_at_the_edge_is_cut() -> None:
    to_the_left = torch.tensor([[[1.0, 0, 0.5], [0, 1, 0]]])  # by a quarter of the width
    grid = torch.nn.functional.affine_grid(to_the_left, [1, 1, 16, 16], align_corners=False)
    target = torch.tensor([[[0, 0.5, 4.5, 3.5, 8.5], [0, 3.5, 4.5, 8.5, 8.5], [0, 2.5, 4.5, 5.5, 8.5]]])
    assert move_boxes(target, grid)[0].tolist() == [NONE, [0, -0.5, 4.5, 4.5, 8.5], [0, -0.5, 4.5, 1.5, 8.5]]
    assert move_boxes(torch.zeros(1, 0, 5), grid).shape == (1, 0, 5)


def test_cells_inside_a_box_near_its_middle_find_it_and_a_tiny_box_has_one() -> None:
    centres = cell_centres((4, 4), 4.0)
    assert centres[0].tolist() == [1.5, 1.5]
    assert centres[6].tolist() == [9.5, 5.5]
    boxes = torch.tensor([[[0, -0.5, -0.5, 15.5, 11.5], [1, 9.8, 5.0, 11.0, 6.0], NONE]])
    wanted, owner = assign(boxes, centres, 2, 4.0)
    of_first, of_second = (wanted[0, :, label].reshape(4, 4) for label in (0, 1))
    # Within 6 pixels of (7.5, 5.5); the cell at (9.5, 5.5) belongs to the smaller box, which holds no centre.
    assert of_first.tolist() == [[1, 1, 1, 1], [1, 1, 0, 1], [1, 1, 1, 1], [0, 0, 0, 0]]
    assert of_second.nonzero().tolist() == [[1, 2]]
    assert owner[0, 6] == 1


def test_focal_loss_by_hand() -> None:
    logits, wanted = torch.tensor([0.0, math.log(9), math.log(9)]), torch.tensor([1.0, 1.0, 0.0])
    by_hand = [0.25 * 0.25 * math.log(2), 0.25 * 0.01 * -math.log(0.9), 0.75 * 0.81 * -math.log(0.1)]
    assert focal_loss(logits, wanted).tolist() == pytest.approx(by_hand, rel=1e-5)


def test_generalised_overlap_by_hand() -> None:
    box = torch.tensor([[0.0, 0.0, 2.0, 2.0]] * 3)
    others = torch.tensor([[0.0, 0.0, 2.0, 2.0], [1.0, 0.0, 3.0, 2.0], [4.0, 0.0, 6.0, 2.0]])
    assert generalised_overlap(box, others).tolist() == pytest.approx([1, 1 / 3, -4 / 12])


def test_the_loss_is_least_for_the_right_answer() -> None:
    targets = torch.tensor([[[0, 2.5, 2.5, 8.5, 8.5]], [NONE]])
    # The cells at 5.5 are in the middle of the box: 3 pixels, that is 0.75 cells, to each side.
    right = torch.full((2, 5, 4, 4), -12.0)
    right[0, 0, 1, 1] = 12
    right[:, 1:] = math.log(math.expm1(0.75))
    best = focal_and_giou(right, targets, rows=16)
    assert float(best) == pytest.approx(0, abs=1e-4)
    for place in ((0, 0, 1, 1), (0, 2, 1, 1), (1, 0, 3, 3)):
        wrong = right.clone()
        wrong[place] = -wrong[place] if place[1] == 0 else wrong[place] + 2
        assert float(focal_and_giou(wrong, targets, rows=16)) > float(best) + 0.1


def test_pictures_without_boxes_give_a_loss_that_can_be_followed() -> None:
    output = torch.zeros(2, 5, 4, 4, requires_grad=True)
    for targets in (torch.tensor([[NONE], [NONE]]), torch.zeros(2, 0, 5)):
        loss = focal_and_giou(output, targets, rows=16)
        loss.backward()  # type: ignore[no-untyped-call]
        assert float(loss.detach()) == pytest.approx(32 * 0.75 * 0.25 * math.log(2), rel=1e-5)


def test_average_precision_by_hand() -> None:
    hits = np.array([True, False, True, False])
    # Precision 1 at the first of three findings, 2/3 at the second, the third is never found.
    assert average_precision(np.array([0.9, 0.8, 0.7, 0.2]), hits, 3) == pytest.approx((1 + 2 / 3) / 3)
    # Precision 1/2, then 2/3: that is also had at the first.
    assert average_precision(np.array([0.7, 0.9, 0.8]), np.array([True, False, True]), 2) == pytest.approx(2 / 3)
    assert average_precision(np.array([0.9]), np.array([True]), 1) == 1
    assert average_precision(np.zeros(0), np.zeros(0, dtype=bool), 2) == 0


def test_sensitivity_at_a_number_of_false_boxes_by_hand() -> None:
    pictures = [judged([0.9, 0.6], [True, False], 2), judged([0.8, 0.4], [False, True], 1)]
    assert sensitivity_at(pictures, 0.0) == pytest.approx(1 / 3)
    assert sensitivity_at(pictures, 0.5) == pytest.approx(1 / 3)
    assert sensitivity_at(pictures, 1.0) == pytest.approx(2 / 3)


def test_figures_by_hand() -> None:
    pictures = [
        judged([0.9, 0.6], [True, False], 2, "a"),
        judged([0.4], [True], 1, "b"),
        judged([0.7], [False], 0, "c"),
    ]
    found = figures(pictures)
    assert found["findings"] == 3
    assert found["sensitivity"] == pytest.approx(1 / 3, abs=1e-4)
    assert found["false_boxes_per_picture"] == pytest.approx(2 / 3, abs=1e-4)
    assert found["false_box_rate"] == 1
    assert found["mean_overlap_of_found"] == 0.8
    assert found["average_precision_at_overlap_0.5"] == pytest.approx((1 + 2 / 4) / 3, abs=1e-4)
    low, high = found["average_precision_95_percent_interval"]  # type: ignore[misc]
    assert low < 0.5 < high
    assert calibration(pictures)["boxes"].counts.sum() == 4
    assert [round(picture.score, 4) for picture in pictures] == [0.5, 0.0, 0.0]
    assert judged([], [], 0).score == 1


def test_a_network_learns_to_find_squares_and_a_second_box_on_a_found_one_is_false() -> None:
    description = detector()
    objective = boxes_objective(description)
    slices = squares(32)
    examples = prepare_examples(slices, description, objective.target)
    schedule = Schedule(steps=300, batch=16, learning_rate=0.01, check_every=300)
    state = new_state(build(description), schedule.learning_rate, schedule.weight_decay, 1)
    strength = Augmentation(**{**dict.fromkeys(Augmentation.__dataclass_fields__, 0.0), "flip": 0.5})
    fit(
        state, [(examples, 16)], schedule, strength, objective.loss, objective.move,
        lambda _: 0.0, lambda _: None, TaskControl(),
    )  # fmt: skip
    network = LoadedNetwork(IODeep(RECORD, "", None), description, state.averaged.eval(), torch.device("cpu"))
    predictions = [predict(network, item.image, TaskControl()) for item in slices]
    judgements = [judge(item, prediction) for item, prediction in zip(slices, predictions, strict=True)]
    assert validation(judgements) > 0.95
    assert np.mean([judgement.score for judgement in judgements]) > 0.9
    # The same finding cannot be found twice: with the truth emptied, every box is false.
    emptied = judge(replace(slices[1], truth=np.zeros((0, 5))), predictions[1])
    assert not emptied.hits.any()
    assert emptied.score == 0


def test_boxes_are_judged_as_the_viewer_shows_them() -> None:
    # Cells of 4 pixels; two say that there is something, each with a box of 8 pixels around its centre.
    output = np.full((5, 4, 4), -9.0, dtype=np.float32)
    output[1:] = math.log(math.expm1(1.0))
    output[0, 1, 1], output[0, 3, 3] = 3.0, -2.0
    network = fixed(output, task="bounding_box", activation="sigmoid", labels=["Spot"])
    truth = np.array([[0, 1.5, 2.5, 9.5, 9.5]])
    item = LabelledSlice(make_slice(np.zeros((16, 16), dtype=np.float32)), truth, "one", patient="p")
    judgement = judge(item, predict(network, item.image, TaskControl()))
    assert judgement.chances.tolist() == pytest.approx([1 / (1 + math.exp(-3)), 1 / (1 + math.exp(2))], abs=1e-5)
    assert judgement.hits.tolist() == [True, False]
    # 1.5 to 9.5 in both directions was found: 8 x 7 of 8 x 8 pixels.
    assert judgement.overlaps.tolist() == pytest.approx([7 / 8, 0])
    assert (judgement.found, judgement.findings, judgement.score, judgement.unit) == (1, 1, 1.0, "p")


def test_overlap_by_hand() -> None:
    others = np.array([[0.0, 0.0, 2.0, 2.0], [1.0, 1.0, 3.0, 3.0], [5.0, 5.0, 6.0, 6.0]])
    assert overlap(np.array([0.0, 0.0, 2.0, 2.0]), others).tolist() == pytest.approx([1, 1 / 7, 0])
