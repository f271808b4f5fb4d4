"""What a network of each task is trained towards: its targets, how they move with the picture, loss and score."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from torch import Tensor

from iodeep_viewer.inference.engine import LoadedNetwork
from iodeep_viewer.training.examples import LabelledSlice, Target, Truth

Loss = Callable[[Tensor, Tensor], Tensor]
"""``loss(output, targets)``: a single value, from what the network puts out for a batch and its targets."""

Move = Callable[[Tensor, Tensor], Tensor]
"""``move(targets, grid)``: targets of a batch after the picture was resampled.

``grid`` has shape (n, rows, columns, 2) and says for each pixel of the new picture where in the old one its value
comes from, as (x, y) from -1 at the left and upper edge to 1 (:func:`torch.nn.functional.grid_sample` without aligned
corners).
"""

Score = Callable[[LoadedNetwork, Sequence[LabelledSlice]], float]
"""How good a network is on slices that it does not learn from; higher is better."""


@dataclass(frozen=True, slots=True)
class Objective:
    """All that training has to know about a task.

    Attributes
    ----------
    truth
        From masks, shape (labels, rows, columns), to what is to be found on the slice.
    target
        From that to what the network should put out, in pixels of its input.
    move, loss, score
        See :data:`Move`, :data:`Loss`, :data:`Score`.
    """

    truth: Callable[[NDArray[np.bool_]], Truth]
    target: Target
    move: Move
    loss: Loss
    score: Score
