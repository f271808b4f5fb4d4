"""How good a network is on slices, by the viewer's own path: prediction, outlines, areas."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from iodeep_viewer.core.regions import Roi
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.inference.network import LoadedNetwork
from iodeep_viewer.inference.prediction import predict
from iodeep_viewer.training.examples import LabelledSlice
from iodeep_viewer.training.measures import Calibration
from iodeep_viewer.training.objective import Figures, Judgement, Objective

_LEAST_FOR_TERCILES = 9


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """One slice that a network was run on.

    Attributes
    ----------
    rois
        The proposals of the viewer.
    milliseconds
        From the slice in memory to the outlines.
    """

    item: LabelledSlice
    rois: tuple[Roi, ...]
    judgement: Judgement
    milliseconds: float


@dataclass(frozen=True, slots=True, eq=False)
class Evaluation:
    """Quality of a network on some slices.

    Attributes
    ----------
    figures
        Over all slices.
    groups
        The same over parts of them, by name.
    milliseconds
        Median for a slice.
    """

    cases: tuple[Case, ...]
    score_name: str
    figures: Figures
    groups: Mapping[str, Figures]
    calibration: Mapping[str, Calibration]
    milliseconds: float

    @property
    def worst(self) -> tuple[Case, ...]:
        """The cases from the worst to the best score."""
        return tuple(sorted(self.cases, key=lambda case: case.judgement.score))


def evaluate(
    network: LoadedNetwork, slices: Sequence[LabelledSlice], objective: Objective[Any], task: TaskControl
) -> Evaluation:
    """Run a network on slices and judge its proposals.

    Raises
    ------
    NetworkError
        If it cannot read one of them.
    Cancelled
        If the task was cancelled.
    """
    cases = []
    for done, item in enumerate(slices):
        task.report(done, len(slices), "Predicting")
        started = time.perf_counter()
        prediction = predict(network, item.image, TaskControl())
        elapsed = (time.perf_counter() - started) * 1000
        cases.append(Case(item, prediction.rois, objective.judge(item, prediction), elapsed))
    judgements = [case.judgement for case in cases]
    return Evaluation(
        tuple(cases),
        objective.score_name,
        objective.figures(judgements),
        {name: objective.figures([case.judgement for case in part]) for name, part in _groups(cases).items()},
        objective.calibration(judgements),
        float(np.median([case.milliseconds for case in cases])),
    )


def _groups(cases: Sequence[Case]) -> dict[str, list[Case]]:
    """Terciles of the area of the finding, and the user's groups."""
    groups: dict[str, list[Case]] = {}
    sized = sorted((case for case in cases if _area(case.item) > 0), key=lambda case: _area(case.item))
    if len(sized) >= _LEAST_FOR_TERCILES:
        for name, part in zip(("smallest", "middle", "largest"), np.array_split(np.arange(len(sized)), 3), strict=True):
            chosen = [sized[index] for index in part.tolist()]
            groups[f"{name} third, {_area(chosen[0].item):.0f} to {_area(chosen[-1].item):.0f} mm²"] = chosen
    for name in sorted({case.item.group for case in cases} - {""}):
        groups[name] = [case for case in cases if case.item.group == name]
    return groups


def _area(item: LabelledSlice) -> float:
    """Return the area of the findings, mm²; 0 for classes."""
    row, column = item.image.spacing
    if item.truth.ndim == 3:
        return float(np.count_nonzero(item.truth)) * row * column
    if item.truth.ndim == 2 and len(item.truth):
        boxes = np.asarray(item.truth, dtype=np.float64)
        return float(((boxes[:, 3] - boxes[:, 1]) * (boxes[:, 4] - boxes[:, 2])).sum()) * row * column
    return 0.0
