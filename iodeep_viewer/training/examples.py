"""Examples to learn from: slices with their findings, and both as the network reads them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dnn_parser import NetworkDescription
from iodeep_viewer.core.image_series import Slice
from iodeep_viewer.core.prediction import Placement
from iodeep_viewer.inference.preparation import prepare_slice

Truth = NDArray[np.generic]
"""The findings of a slice, in its own pixels.

- segmentation: shape (labels, rows, columns), bool;
- bounding boxes: shape (n, 5), float64: label from 0, left, top, right, bottom, (column, row) in pixels as everywhere:
  pixel centres at whole numbers, so the edges of a single pixel are at -0.5 and +0.5;
- classification: shape (labels,), float64, 0 or 1.
"""


@dataclass(frozen=True, slots=True, eq=False)
class LabelledSlice:
    """A slice and its findings.

    Attributes
    ----------
    name
        Where it came from, for lists and messages: no identifier of a patient.
    patient
        Same for all slices of one patient; empty where that is not known.
    group
        The user's name for a part of the data, e.g. a hospital; may be empty.
    """

    image: Slice
    truth: Truth
    name: str
    patient: str = ""
    group: str = ""

    @property
    def has_finding(self) -> bool:
        """Whether there is anything to be found."""
        return bool(np.any(self.truth))


@dataclass(frozen=True, eq=False)
class Examples:
    """Slices as the network reads them, and the output that they ask for.

    Attributes
    ----------
    values
        Shape (n, channels, rows, columns), float32, as :func:`prepare_slice` returns them.
    targets
        One for each, as the objective of the task makes them; first axis n.
    outside
        Value outside of each slice, shape (n,), float32.
    """

    values: NDArray[np.float32]
    targets: NDArray[np.generic]
    outside: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.values)


Target = Callable[[LabelledSlice, Placement, NetworkDescription], NDArray[np.generic]]
"""Makes the target of one slice: where the slice lies on the network's input is the :class:`Placement`."""


def prepare_examples(
    slices: Iterable[LabelledSlice],
    description: NetworkDescription,
    target: Target,
    photometric_interpretation: str = "MONOCHROME2",
) -> Examples:
    """Bring slices into the form that the network reads, by the same function that the viewer uses.

    Raises
    ------
    NetworkError
        If the network cannot read a slice.
    """
    values, targets, outside = [], [], []
    for item in slices:
        prepared = prepare_slice(item.image, description, photometric_interpretation)
        values.append(prepared.tensor)
        outside.append(prepared.outside)
        targets.append(target(item, prepared.placement, description))
    if not values:
        shape = (0, description.channels, description.rows, description.columns)
        return Examples(np.zeros(shape, np.float32), np.zeros((0,), np.float32), np.zeros((0,), np.float32))
    return Examples(np.stack(values), stack_targets(targets), np.array(outside, dtype=np.float32))


def stack_targets(targets: Sequence[NDArray[np.generic]]) -> NDArray[np.generic]:
    """Stack targets; where their first axes differ (lists of boxes), the shorter ones are filled up with -1."""
    longest = max(len(target) for target in targets)
    filled = [
        np.concatenate([target, np.full((longest - len(target), *target.shape[1:]), -1, dtype=target.dtype)])
        for target in targets
    ]
    return np.stack(filled)
