"""The quality of the brain tumour network for its card, measured by the viewer's own path."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.inference.network import LoadedNetwork
from iodeep_viewer.training.evaluation import Case, Evaluation, evaluate
from iodeep_viewer.training.examples import LabelledSlice
from iodeep_viewer.training.measures import mean_interval
from iodeep_viewer.training.objective import Figures
from iodeep_viewer.training.robustness import robustness
from iodeep_viewer.training.segmentation import segmentation_objective
from models.training.brain_data import SHOWN

EVERY = 3
"""Of the test slices, those that are varied."""
SHORT = ("dice_mean", "dice_mean_95_percent_interval", "dice_median", "share_with_dice_under_0.1")


@dataclass(frozen=True, slots=True, eq=False)
class Collections:
    """The slices to measure on; none of them was trained on."""

    test: Sequence[LabelledSlice]
    test_healthy: Sequence[LabelledSlice]
    series: Sequence[LabelledSlice]
    phantoms: Sequence[LabelledSlice]
    outside: Sequence[LabelledSlice]


def measured(network: LoadedNetwork, data: Collections) -> tuple[dict[str, Any], Evaluation]:
    """Measure everything; also returns the evaluation of the test slices."""
    test = run(network, data.test)
    metrics: dict[str, Any] = {
        "test": _without_calibration(test.figures),
        "test_without_tumour": _false_regions(run(network, data.test_healthy)),
        "healthy_series_other_half": _false_regions(run(network, data.series)),
        "phantoms_not_trained_on": _short(run(network, data.phantoms).figures),
    }
    if data.outside:
        metrics["two_volumes_of_another_hospital"] = _without_calibration(run(network, data.outside).figures)
    metrics["test_groups"] = {name: _short(part) for name, part in test.groups.items()} | _by_block(test.cases)
    metrics["calibration_on_test"] = _calibration(network, [*data.test, *data.test_healthy])
    metrics["robustness"] = _robustness(network, [*data.test, *data.test_healthy][::EVERY])
    metrics["milliseconds_per_slice"] = round(test.milliseconds)
    return metrics, test


def compared(networks: Mapping[str, LoadedNetwork], data: Collections) -> dict[str, Figures]:
    """Measure several versions on the same slices, each with its own rule."""
    table: dict[str, Figures] = {}
    for name, network in networks.items():
        test = run(network, data.test).figures
        table[name] = {
            "dice_mean": test["dice_mean"],
            "dice_median": test["dice_median"],
            "share_with_dice_under_0.1": test["share_with_dice_under_0.1"],
            "lesion_sensitivity": test["lesion_sensitivity"],
            "false_regions_without_tumour": _false_regions(run(network, data.test_healthy))["false_region_rate"],
            "false_regions_in_the_healthy_series": _false_regions(run(network, data.series))["false_region_rate"],
        }
        if data.outside:
            table[name]["dice_mean_in_another_hospital"] = run(network, data.outside).figures["dice_mean"]
    return table


def run(network: LoadedNetwork, slices: Sequence[LabelledSlice]) -> Evaluation:
    """Evaluate a segmentation network."""
    return evaluate(network, slices, segmentation_objective(network.description), TaskControl())


def with_temperature(network: LoadedNetwork, temperature: float) -> LoadedNetwork:
    """Return the network with another temperature."""
    after = replace(network.description.postprocessing, temperature=temperature)
    return replace(network, description=replace(network.description, postprocessing=after))


def _short(figures: Figures) -> Figures:
    return {"slices": figures["pictures_with_finding"], **{key: figures[key] for key in SHORT}}


def _without_calibration(figures: Figures) -> Figures:
    return {name: value for name, value in figures.items() if "calibration" not in name}


def _false_regions(evaluation: Evaluation) -> Figures:
    found = [float(bool(case.rois)) for case in evaluation.cases]
    return {
        "pictures": len(found),
        "false_region_rate": round(float(np.mean(found)), 4),
        "false_region_rate_95_percent_interval": wilson(sum(found), len(found)),
    }


def wilson(hits: float, count: int) -> list[float]:
    """95 % interval of a share (Wilson), [low, high]: not empty where nothing or everything was hit."""
    share, spread = hits / count, 1.96**2 / count
    middle, reach = share + spread / 2, 1.96 * math.sqrt(share * (1 - share) / count + spread / count / 4)
    return [round((middle + sign * reach) / (1 + spread), 4) for sign in (-1, 1)]


def _by_block(cases: Sequence[Case]) -> dict[str, Figures]:
    return {
        name: _figures([case for case in cases if first <= int(case.item.name) <= last])
        for name, (first, last) in SHOWN.items()
    }


def _figures(cases: Sequence[Case]) -> Figures:
    each = [case.judgement.score for case in cases]
    units = [case.item.patient for case in cases]
    return {
        "slices": len(each),
        "dice_mean": round(float(np.mean(each)), 4),
        "dice_mean_95_percent_interval": mean_interval(each, units),
        "dice_median": round(float(np.median(each)), 4),
        "share_with_dice_under_0.1": round(float(np.mean([value < 0.1 for value in each])), 4),
    }


def _calibration(network: LoadedNetwork, slices: Sequence[LabelledSlice]) -> dict[str, Any]:
    """Return the expected calibration error with and without the temperature, and the calibration of regions."""
    table = {}
    own = network.description.postprocessing.temperature
    for name, temperature in (("before", 1.0), ("after", own)):
        counted = run(with_temperature(network, temperature), slices).calibration
        regions = counted["regions"]
        table[name] = {
            "temperature": round(temperature, 2),
            "error_of_pixels": round(counted["pixels"].error, 4),
            "error_of_regions": round(regions.error, 4),
            "regions": int(regions.counts.sum()),
            "mean_probability_shown": round(float(regions.said.sum() / regions.counts.sum()), 4),
            "share_that_is_right": round(float(regions.so.sum() / regions.counts.sum()), 4),
        }
    return table


def _robustness(network: LoadedNetwork, slices: Sequence[LabelledSlice]) -> dict[str, Any]:
    found = {"unchanged": run(network, slices)} | robustness(
        network, slices, segmentation_objective(network.description), TaskControl()
    )
    return {
        name: {
            "dice_mean": result.figures["dice_mean"],
            "lesion_sensitivity": result.figures["lesion_sensitivity"],
            "false_region_rate": result.figures["false_region_rate"],
        }
        for name, result in found.items()
        if result is not None
    }
