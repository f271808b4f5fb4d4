"""Figures: Dice, lesions, false regions, intervals, calibration."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.inference.network import LoadedNetwork
from iodeep_viewer.inference.prediction import predict
from iodeep_viewer.training.evaluation import evaluate
from iodeep_viewer.training.examples import LabelledSlice
from iodeep_viewer.training.measures import calibration_of, dice, mean_interval
from iodeep_viewer.training.robustness import VARIATIONS, robustness, vary
from iodeep_viewer.training.run import in_memory
from iodeep_viewer.training.segmentation import segmentation_objective
from iodeep_viewer.training.segmentation_judgement import RegionJudgement, figures, judge, validation
from tests.network.model_folders import DESCRIPTION
from tests.slices import make_slice
from tests.unit.training.tiny import describe


def bright_network(**changes: Any) -> LoadedNetwork:
    """Outlines pixels brighter than half of the range."""
    import json

    import torch

    import dnn_parser

    text = json.dumps({**DESCRIPTION, **changes})
    description = dnn_parser.read_description(text)
    module = dnn_parser.build_network(description)
    with torch.no_grad():
        for parameter in module.parameters():
            parameter.fill_(40.0 if parameter.ndim > 1 else -20.0)
    return in_memory(text, description, module, "MONOCHROME2")


def scene(shown: list[tuple[int, int]], marked: list[tuple[int, int]], name: str = "a") -> LabelledSlice:
    """Bright squares of 8 x 8 pixels that the network sees, and those that are marked."""
    values = np.full((64, 64), 100.0, np.float32)
    truth = np.zeros((1, 64, 64), dtype=bool)
    values[0, 0] = 1000  # so that a slice without squares has a range
    for top, left in shown:
        values[top : top + 8, left : left + 8] = 1000
    for top, left in marked:
        truth[0, top : top + 8, left : left + 8] = True
    return LabelledSlice(make_slice(values, sop_instance_uid=f"1.2.{name}"), truth, name)


NETWORK = bright_network(postprocessing={**DESCRIPTION["postprocessing"], "smallest_area": 20})
HERE, THERE = (10, 10), (40, 40)


def judged(item: LabelledSlice) -> RegionJudgement:
    return judge(item, predict(NETWORK, item.image, TaskControl()))


def test_a_slice_is_judged_by_what_the_viewer_would_outline() -> None:
    right = judged(scene([HERE], [HERE]))
    assert right.dice > 0.95
    assert (right.lesions, right.lesions_found, right.regions, right.false_regions) == (1, 1, 1, 0)
    assert (right.of_regions.counts.sum(), right.of_regions.so.sum()) == (1, 1)
    missed = judged(scene([HERE], [HERE, THERE]))
    assert 0.6 < missed.dice < 0.7
    assert (missed.lesions, missed.lesions_found, missed.false_regions) == (2, 1, 0)
    false = judged(scene([HERE, THERE], [HERE]))
    assert (false.lesions_found, false.regions, false.false_regions) == (1, 2, 1)
    assert (false.of_regions.counts.sum(), false.of_regions.so.sum()) == (2, 1)
    nothing, alarm = judged(scene([], [])), judged(scene([HERE], []))
    assert (nothing.score, alarm.score) == (1.0, 0.0)


def test_pixels_are_counted_by_what_was_said_of_them() -> None:
    # The network is sure of the bright square; half of the pixels that it is sure of are marked, and a missed square
    # of which it says nothing does not count.
    item = scene([HERE], [HERE, THERE])
    half = item.truth.astype(bool)
    half[0, :, 14:] &= np.arange(64)[:, np.newaxis] >= 30
    counted = judged(replace(item, truth=half)).of_pixels
    assert counted.so[0] == 0
    assert counted.counts.sum() < 110
    assert counted.so[-1] / counted.counts[-1] == pytest.approx(0.5, abs=0.1)


def test_figures_sum_the_slices_up() -> None:
    items = [scene([HERE], [HERE]), scene([], [THERE]), scene([], []), scene([THERE], []), scene([], [])]
    judgements = [judged(replace(item, name=str(index))) for index, item in enumerate(items)]
    found = figures(judgements)
    assert found["pictures_with_finding"] == 2
    assert found["pictures_without_finding"] == 3
    assert found["lesion_sensitivity"] == 0.5
    assert found["false_region_rate"] == pytest.approx(1 / 3, abs=1e-4)
    assert found["share_with_dice_under_0.1"] == 0.5
    assert found["dice_mean"] == pytest.approx(judgements[0].dice / 2, abs=1e-4)
    interval = found["dice_mean_95_percent_interval"]
    assert isinstance(interval, list)
    low, high = interval
    assert low == 0
    assert high == pytest.approx(judgements[0].dice, abs=1e-4)
    assert validation(judgements) == pytest.approx(judgements[0].dice / 2 - 0.2 / 3, abs=1e-6)
    assert "false_region_rate" not in figures(judgements[:1])
    assert "dice_mean" not in figures(judgements[2:])


def test_dice_of_nothing_is_one() -> None:
    empty = np.zeros((3, 3), dtype=bool)
    assert dice(empty, empty) == 1.0
    assert dice(empty, ~empty) == 0.0


def test_slices_of_one_patient_make_the_interval_wider() -> None:
    rng = np.random.default_rng(0)
    values = np.repeat(rng.random(10), 10).tolist()
    alone = mean_interval(values, [str(index) for index in range(100)])
    together = mean_interval(values, [str(index // 10) for index in range(100)])
    assert alone[0] < np.mean(values) < alone[1]
    assert together[1] - together[0] > 2 * (alone[1] - alone[0])


def test_calibration_error_is_the_distance_of_saying_and_being() -> None:
    said = np.array([0.95] * 10 + [0.25] * 10)
    so = np.array([1] * 10 + [1, 1, 1, 1, 1] + [0] * 5)
    assert calibration_of(said, so).error == pytest.approx((0.05 + 0.25) / 2)
    halves = calibration_of(said[:10], so[:10]) + calibration_of(said[10:], so[10:])
    assert halves.error == pytest.approx(0.15)
    assert calibration_of(np.ones(3), np.ones(3)).error == 0
    assert calibration_of(np.zeros(0), np.zeros(0)).error == 0


def test_parts_of_the_data_are_told_apart() -> None:
    items = [replace(scene([HERE], [HERE]), group="north", name=f"n{index}") for index in range(6)]
    items += [replace(scene([], [THERE]), group="south", name=f"s{index}") for index in range(6)]
    evaluation = evaluate(NETWORK, items, segmentation_objective(NETWORK.description), TaskControl())
    assert evaluation.groups["north"]["lesion_sensitivity"] == 1
    assert evaluation.groups["south"]["lesion_sensitivity"] == 0
    assert [name.split()[0] for name in evaluation.groups][:3] == ["smallest", "middle", "largest"]
    assert evaluation.worst[0].item.group == "south"
    assert evaluation.milliseconds > 0


def test_every_variation_keeps_finding_and_picture_together() -> None:
    item = scene([HERE, (30, 44)], [HERE, (30, 44)])
    rng = np.random.default_rng(0)
    for variation in VARIATIONS:
        varied = vary(item, variation, rng)
        assert varied.truth.shape[1:] == (varied.image.rows, varied.image.columns), variation.name
        area = varied.truth.sum() * np.prod(varied.image.spacing)
        assert area == pytest.approx(128, rel=0.1), variation.name
        assert judged(varied).dice > 0.85, variation.name


def test_what_means_nothing_to_a_network_is_left_out() -> None:
    network = bright_network(preprocessing={"intensity": {"method": "window", "center": 500, "width": 1000}})
    objective = segmentation_objective(describe())
    results = robustness(network, [scene([HERE], [HERE])], objective, TaskControl())
    assert results["values from 0 to 4095"] is None
    assert results["gamma 0.7"] is None
    assert results["MONOCHROME1"] is None
    assert results["turned by 90°"] is not None
    inverted = [
        replace(item, image=replace(item.image, photometric_interpretation="MONOCHROME1"))
        for item in [scene([HERE], [HERE])]
    ]
    assert robustness(NETWORK, inverted, objective, TaskControl())["MONOCHROME1"] is None
    item = scene([HERE], [HERE])
    color = np.repeat((np.asarray(item.image.values, np.float32) / 4).astype(np.uint8)[..., np.newaxis], 3, axis=2)
    results = robustness(NETWORK, [replace(item, image=make_slice(color))], objective, TaskControl())
    assert results["MONOCHROME1"] is None
    assert results["values from 0 to 4095"] is None
    assert results["gamma 0.7"] is not None
