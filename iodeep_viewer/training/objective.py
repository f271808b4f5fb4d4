"""The objective of training and its judge; one such object for each task.

Training: masks or other labels become the truth of a slice, that becomes the target on the network's grid, the target
moves with the picture when it is augmented, and the loss compares it with the output. Evaluation: the viewer's own
prediction on a slice is judged against the truth, and the judgements are summed up.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from iodeep_viewer.core.prediction import Prediction
from iodeep_viewer.training.examples import LabelledSlice, Target, Truth
from iodeep_viewer.training.measures import Calibration

Loss = Callable[[Tensor, Tensor], Tensor]
"""``loss(output, targets)``: a single value, from the network's output for a batch and its targets."""

Move = Callable[[Tensor, Tensor], Tensor]
"""``move(targets, grid)``: targets of a batch after the picture was resampled.

``grid`` has shape (n, rows, columns, 2) and says for each pixel of the new picture where in the old one its value
comes from, as (x, y) from -1 at the left and upper edge to 1 (:func:`torch.nn.functional.grid_sample` without aligned
corners).
"""

Mix = Callable[[Tensor, Tensor, float, torch.Generator], tuple[Tensor, Tensor]]
"""``mix(values, targets, share, rng)``: a batch in which a share of the pictures got something of another one."""

Figures = dict[str, float | int | list[float]]
"""Numbers by name, in words with underscores, as they go to the card and the report; a list of two is an interval."""


class Judgement(Protocol):
    """Quality of the prediction on one slice; small, because it is kept for every slice."""

    @property
    def score(self) -> float:
        """0 to 1, e.g. Dice; of a slice without a finding 1 if nothing was proposed, else 0."""


J = TypeVar("J", bound=Judgement)


@dataclass(frozen=True, slots=True)
class Objective(Generic[J]):
    """All that training and evaluation have to know about a task.

    Attributes
    ----------
    truth
        From masks, shape (labels, rows, columns), to the findings of the slice.
    target
        From those to the output that the network should give, in pixels of its input.
    move, loss
        See :data:`Move`, :data:`Loss`.
    loss_name
        Description of the loss, for the card.
    score_name
        Meaning of ``score`` of a judgement, e.g. ``Dice``.
    judge
        Compare a prediction with the truth.
    validation
        One number for the judgements of the validation slices, higher is better: the best network is kept by it.
    figures
        Sum judgements up. Never called with none.
    calibration
        How often statements with a probability came true, by their subject, e.g. ``regions``.
    mix
        See :data:`Mix`; None where the task does not know how.
    """

    truth: Callable[[NDArray[np.bool_]], Truth]
    target: Target
    move: Move
    loss: Loss
    loss_name: str
    score_name: str
    judge: Callable[[LabelledSlice, Prediction], J]
    validation: Callable[[Sequence[J]], float]
    figures: Callable[[Sequence[J]], Figures]
    calibration: Callable[[Sequence[J]], Mapping[str, Calibration]]
    mix: Mix | None = None
