"""How good regions are: Dice, lesions that were found, regions where there is nothing, calibration."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from iodeep_viewer.core.geometry import polygon_mask
from iodeep_viewer.core.prediction import Prediction
from iodeep_viewer.inference.maps import resample_to_slice
from iodeep_viewer.training.examples import LabelledSlice
from iodeep_viewer.training.measures import NO_STATEMENTS, Calibration, calibration_of, dice, mean_interval
from iodeep_viewer.training.objective import Figures

FALSE_REGION_WEIGHT = 0.2
"""Weight of the share of slices with a false region: one more in a hundred costs a fifth of a point."""

_IN_QUESTION = 0.01
"""Pixels below this probability are not counted: there are so many that nothing else would be. Chosen by what was said
alone, because a choice by what is so would make the rest look wrong."""


@dataclass(frozen=True, slots=True, eq=False)
class RegionJudgement:
    """Quality of the regions of one slice.

    Attributes
    ----------
    dice
        Over all labels; of a slice without a finding 1 if nothing was proposed, else 0.
    has_finding
        Whether there was anything to find.
    unit
        Slices that are alike: the patient where known, else the slice.
    lesions, lesions_found
        Connected regions of the truth, and those of them that a region of their label touches.
    regions, false_regions
        Proposed regions, and those of them that touch nothing of their label.
    of_regions, of_pixels
        Calibration: a region is right when half of it or more is truth.
    """

    dice: float
    has_finding: bool
    unit: str
    lesions: int
    lesions_found: int
    regions: int
    false_regions: int
    of_regions: Calibration
    of_pixels: Calibration

    @property
    def score(self) -> float:
        """Dice."""
        return self.dice


def judge(item: LabelledSlice, prediction: Prediction) -> RegionJudgement:
    """Compare the regions that the viewer would show with the masks."""
    truth = item.truth.astype(np.bool_)
    found = np.zeros_like(truth)
    names = [label.name for label in prediction.output.labels]
    shares, chances = [], []
    false = 0
    for roi in prediction.rois:
        label = names.index(roi.label)
        mask = polygon_mask(roi.contours[0].points, *truth.shape[1:])
        inside = int((mask & truth[label]).sum())
        false += inside == 0
        shares.append(inside / max(1, int(mask.sum())))
        chances.append(roi.probability or 0.0)
        found[label] |= mask
    touched = [
        bool((lesion & found_of_label).any())
        for mask, found_of_label in zip(truth, found, strict=True)
        for lesion in _components(mask)
    ]
    return RegionJudgement(
        dice=dice(found, truth),
        has_finding=item.has_finding,
        unit=item.patient or item.name,
        lesions=len(touched),
        lesions_found=sum(touched),
        regions=len(prediction.rois),
        false_regions=false,
        of_regions=calibration_of(np.array(chances), np.array(shares) >= 0.5),
        of_pixels=_pixels(prediction, truth),
    )


def validation(judgements: Sequence[RegionJudgement]) -> float:
    """Mean Dice where there is a finding, less a part of the share of the other slices with a false region."""
    found = [item.dice for item in judgements if item.has_finding]
    without = [item.regions > 0 for item in judgements if not item.has_finding]
    score = float(np.mean(found)) if found else 1.0
    return score - FALSE_REGION_WEIGHT * float(np.mean(without)) if without else score


def figures(judgements: Sequence[RegionJudgement]) -> Figures:
    """Sum up: Dice over slices with a finding, sensitivity over their lesions.

    ``false_regions_per_picture`` counts those beside a finding, on slices with one; ``false_region_rate`` is the share
    of the other slices on which anything is proposed.
    """
    found = [item for item in judgements if item.has_finding]
    without = [item.regions > 0 for item in judgements if not item.has_finding]
    summary: Figures = {}
    if found:
        each = [item.dice for item in found]
        lesions = sum(item.lesions for item in found)
        summary |= {
            "pictures_with_finding": len(found),
            "dice_mean": round(float(np.mean(each)), 4),
            "dice_mean_95_percent_interval": mean_interval(each, [item.unit for item in found]),
            "dice_median": round(float(np.median(each)), 4),
            "dice_quartiles": [round(float(value), 4) for value in np.percentile(each, (25, 75))],
            "share_with_dice_under_0.1": round(float(np.mean([value < 0.1 for value in each])), 4),
            "lesions": lesions,
            "lesion_sensitivity": round(sum(item.lesions_found for item in found) / max(1, lesions), 4),
            "false_regions_per_picture": round(float(np.mean([item.false_regions for item in found])), 4),
        }
    if without:
        summary |= {"pictures_without_finding": len(without), "false_region_rate": round(float(np.mean(without)), 4)}
    for name, counted in calibration(judgements).items():
        summary[f"calibration_error_of_{name}"] = round(counted.error, 4)
    return summary


def calibration(judgements: Sequence[RegionJudgement]) -> Mapping[str, Calibration]:
    """Of whole regions and of pixels."""
    return {
        "regions": sum((item.of_regions for item in judgements), NO_STATEMENTS),
        "pixels": sum((item.of_pixels for item in judgements), NO_STATEMENTS),
    }


def _components(mask: NDArray[np.bool_]) -> list[NDArray[np.bool_]]:
    count, labels = cv2.connectedComponents(mask.astype(np.uint8), connectivity=8)
    return [np.asarray(labels == index) for index in range(1, count)]


def _pixels(prediction: Prediction, truth: NDArray[np.bool_]) -> Calibration:
    total = NO_STATEMENTS
    maps = prediction.probabilities[int(prediction.output.background) :]
    for values, mask in zip(maps, truth, strict=True):
        chances = resample_to_slice(prediction.image, values, prediction.placement)
        counted = chances >= _IN_QUESTION
        total += calibration_of(chances[counted], mask[counted])
    return total
