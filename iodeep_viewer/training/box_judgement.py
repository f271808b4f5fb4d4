"""How good boxes are: average precision, findings that were found, false boxes, calibration."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from iodeep_viewer.core.prediction import Prediction
from iodeep_viewer.inference.prediction import rois_at
from iodeep_viewer.training.examples import LabelledSlice
from iodeep_viewer.training.measures import (
    NO_STATEMENTS,
    Calibration,
    calibration_of,
    mean_interval,
    resampled_interval,
)
from iodeep_viewer.training.objective import Figures

LEAST_OVERLAP = 0.5
"""Intersection over union from which a box has found a finding."""

FALSE_BOX_RATES = (0.125, 0.5)
"""False boxes per picture at which sensitivity is told."""

_IN_QUESTION = 0.02
"""Boxes below this probability are not looked at."""


@dataclass(frozen=True, slots=True, eq=False)
class BoxJudgement:
    """Quality of the boxes of one slice.

    Attributes
    ----------
    chances
        Probabilities of all boxes in question, highest first, shape (n,).
    hits
        Which of them are the first to find a finding, bool, shape (n,).
    overlaps
        Intersection over union with the finding of each, 0 where it is false, shape (n,).
    findings
        Number of boxes of the truth.
    threshold
        Of the description: from it on a box is shown.
    unit
        Slices that are alike: the patient where known, else the slice.
    """

    chances: NDArray[np.float64]
    hits: NDArray[np.bool_]
    overlaps: NDArray[np.float64]
    findings: int
    threshold: float
    unit: str

    @property
    def score(self) -> float:
        """F1 of the boxes that are shown; 1 where there is nothing and nothing is shown."""
        total = self.findings + len(self.shown)
        return 2 * self.found / total if total else 1.0

    @property
    def shown(self) -> NDArray[np.bool_]:
        """Which of the boxes that the viewer shows are right."""
        return self.hits[self.chances >= self.threshold]

    @property
    def found(self) -> int:
        """Findings for which the viewer shows a box."""
        return int(self.shown.sum())


def judge(item: LabelledSlice, prediction: Prediction) -> BoxJudgement:
    """Compare the boxes with those of the truth: each finds the one of its label that it overlaps most."""
    truth = np.asarray(item.truth, dtype=np.float64).reshape(-1, 5)
    names = [label.name for label in prediction.output.labels]
    threshold = prediction.output.threshold
    rois = sorted(rois_at(prediction, min(_IN_QUESTION, threshold)), key=lambda roi: -(roi.probability or 0.0))
    left = np.ones(len(truth), dtype=np.bool_)
    overlaps = np.zeros(len(rois))
    for index, roi in enumerate(rois):
        points = roi.contours[0].points
        shares = overlap(np.concatenate([points.min(axis=0), points.max(axis=0)]), truth[:, 1:])
        shares = np.where(left & (truth[:, 0] == names.index(roi.label)), shares, 0.0)
        if len(shares) and shares.max() >= LEAST_OVERLAP:
            left[shares.argmax()] = False
            overlaps[index] = shares.max()
    chances = np.array([roi.probability or 0.0 for roi in rois])
    return BoxJudgement(chances, overlaps > 0, overlaps, len(truth), threshold, item.patient or item.name)


def overlap(box: NDArray[np.float64], others: NDArray[np.float64]) -> NDArray[np.float64]:
    """Intersection over union of one box with others, shape (4,) and (n, 4): left, top, right, bottom."""
    low, high = np.maximum(box[:2], others[:, :2]), np.minimum(box[2:], others[:, 2:])
    shared = np.prod(np.clip(high - low, 0, None), axis=1)
    areas = np.prod(others[:, 2:] - others[:, :2], axis=1) + np.prod(box[2:] - box[:2])
    return np.asarray(shared / (areas - shared), dtype=np.float64)


def average_precision(chances: NDArray[np.float64], hits: NDArray[np.bool_], findings: int) -> float:
    """Area under precision over recall; precision is the best one at this recall or beyond (VOC 2010 and later)."""
    if not findings:
        return 0.0
    order = np.argsort(-chances, kind="stable")
    right = np.cumsum(hits[order])
    precision = right / np.arange(1, len(right) + 1)
    best = np.maximum.accumulate(precision[::-1])[::-1]
    return float(best[hits[order]].sum() / findings)


def sensitivity_at(judgements: Sequence[BoxJudgement], false_boxes: float) -> float:
    """Share of the findings that are found with at most this many false boxes per picture (FROC)."""
    chances, hits, findings = _all(judgements)
    order = np.argsort(-chances, kind="stable")
    false = np.cumsum(~hits[order])
    kept = false <= false_boxes * len(judgements)
    return float(hits[order][kept].sum() / max(1, findings))


def validation(judgements: Sequence[BoxJudgement]) -> float:
    """Average precision."""
    return average_precision(*_all(judgements))


def figures(judgements: Sequence[BoxJudgement]) -> Figures:
    """Sum up: average precision, sensitivity and false boxes at the threshold and at fixed rates, overlap."""
    with_finding = [item for item in judgements if item.findings]
    without = [len(item.shown) > 0 for item in judgements if not item.findings]
    findings = sum(item.findings for item in with_finding)
    summary: Figures = {"pictures": len(judgements), "findings": findings}
    if findings:
        found = [item.found / item.findings for item in with_finding]
        overlaps = np.concatenate([item.overlaps[item.chances >= item.threshold] for item in with_finding])
        summary |= {
            "average_precision_at_overlap_0.5": round(validation(judgements), 4),
            "average_precision_95_percent_interval": resampled_interval(judgements, validation),
            "sensitivity": round(sum(item.found for item in with_finding) / findings, 4),
            "sensitivity_95_percent_interval": mean_interval(found, [item.unit for item in with_finding]),
            "mean_overlap_of_found": round(float(overlaps[overlaps > 0].mean()), 4) if overlaps.any() else 0.0,
        }
        for rate in FALSE_BOX_RATES:
            summary[f"sensitivity_at_{rate}_false_boxes_per_picture"] = round(sensitivity_at(judgements, rate), 4)
    false = [float((~item.shown).sum()) for item in judgements]
    summary["false_boxes_per_picture"] = round(float(np.mean(false)), 4)
    summary["false_boxes_per_picture_95_percent_interval"] = mean_interval(false, [item.unit for item in judgements])
    if without:
        summary |= {"pictures_without_finding": len(without), "false_box_rate": round(float(np.mean(without)), 4)}
    summary["calibration_error_of_boxes"] = round(calibration(judgements)["boxes"].error, 4)
    return summary


def calibration(judgements: Sequence[BoxJudgement]) -> Mapping[str, Calibration]:
    """Of boxes: right is one that finds a finding first."""
    return {"boxes": sum((calibration_of(item.chances, item.hits) for item in judgements), NO_STATEMENTS)}


def _all(judgements: Sequence[BoxJudgement]) -> tuple[NDArray[np.float64], NDArray[np.bool_], int]:
    chances = np.concatenate([item.chances for item in judgements])
    hits = np.concatenate([item.hits for item in judgements])
    return chances, hits, sum(item.findings for item in judgements)
