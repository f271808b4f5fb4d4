"""The same slices as other scanners, exports and positions would give them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from dnn_parser import IntensityMethod, IntensityScope, NetworkDescription
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.inference.network import LoadedNetwork
from iodeep_viewer.training.evaluation import Evaluation, evaluate
from iodeep_viewer.training.examples import LabelledSlice
from iodeep_viewer.training.objective import Objective

Values = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Variation:
    """One way in which slices may differ.

    Attributes
    ----------
    intensity
        From values to values, shape and polarity unchanged; None for no change.
    other_units
        Whether the values mean something else then: nothing that a network for Hounsfield units should bear.
    size
        (rows, columns) to resample to; a function of those that are there.
    turn
        Degrees, about the middle of the slice.
    inverted
        As MONOCHROME1.
    grey
        Whether only grey slices can differ so.
    """

    name: str
    intensity: Callable[[Values, np.random.Generator], Values] | None = None
    size: Callable[[int, int], tuple[int, int]] | None = None
    turn: float = 0.0
    inverted: bool = False
    other_units: bool = False
    grey: bool = False


def _range(values: Values) -> tuple[float, float]:
    return float(values.min()), max(float(np.ptp(values)), 1e-6)


def _gamma(exponent: float) -> Callable[[Values, np.random.Generator], Values]:
    def change(values: Values, _: np.random.Generator) -> Values:
        low, span = _range(values)
        return np.asarray(((values - low) / span) ** exponent * span + low, dtype=np.float32)

    return change


def _twelve_bits(values: Values, _: np.random.Generator) -> Values:
    low, span = _range(values)
    return np.round((values - low) / span * 4095).astype(np.float32)


def _window(values: Values, _: np.random.Generator) -> Values:
    low, high = np.percentile(values, (2, 98))
    return np.clip(values, low, high).astype(np.float32)


def _noise(values: Values, rng: np.random.Generator) -> Values:
    _, span = _range(values)
    return np.asarray(values + rng.normal(0, 0.05 * span, values.shape), dtype=np.float32)


VARIATIONS = (
    Variation("values from 0 to 4095", intensity=_twelve_bits, other_units=True, grey=True),
    Variation("gamma 0.7", intensity=_gamma(0.7), other_units=True),
    Variation("gamma 1.4", intensity=_gamma(1.4), other_units=True),
    Variation("window from the 2nd to the 98th percentile", intensity=_window, other_units=True),
    Variation("noise of 5 % of the range", intensity=_noise),
    Variation("512 x 512 pixels", size=lambda _rows, _columns: (512, 512)),
    Variation("128 x 128 pixels", size=lambda _rows, _columns: (128, 128)),
    Variation("pixels twice as high as wide", size=lambda rows, columns: (max(1, rows // 2), columns)),
    Variation("MONOCHROME1", inverted=True, other_units=True, grey=True),
    Variation("turned by 10°", turn=10.0),
    Variation("turned by 90°", turn=90.0),
)
"""The variations that are tried."""


def robustness(
    network: LoadedNetwork, slices: Sequence[LabelledSlice], objective: Objective[Any], task: TaskControl
) -> dict[str, Evaluation | None]:
    """Evaluate on every variation of the slices.

    Returns
    -------
    dict
        By the name of the variation; None where it means nothing to the network, e.g. other values where it reads
        fixed units, or to its task.
    """
    results: dict[str, Evaluation | None] = {}
    for variation in VARIATIONS:
        rng = np.random.default_rng(0)
        usable = _means_something(variation, network.description, slices)
        results[variation.name] = (
            evaluate(network, [vary(item, variation, rng) for item in slices], objective, task) if usable else None
        )
    return results


def vary(item: LabelledSlice, variation: Variation, rng: np.random.Generator) -> LabelledSlice:
    """Return a slice and its masks as a variation has them."""
    image, truth = item.image, item.truth
    values = np.asarray(image.values, dtype=np.float32)
    if variation.intensity is not None:
        values = variation.intensity(values, rng)
    if variation.inverted:
        values = values.max() + values.min() - values
    spacing = image.spacing
    if variation.size is not None:
        rows, columns = variation.size(image.rows, image.columns)
        spacing = (spacing[0] * image.rows / rows, spacing[1] * image.columns / columns)
        values = _resized(values, rows, columns)
        truth = _each_mask(truth, lambda mask: _resized(mask, rows, columns))
    if variation.turn:
        background = float(values.min())
        values = _turned(values, variation.turn, background)
        truth = _each_mask(truth, lambda mask: _turned(mask, variation.turn, 0.0))
    if image.is_color:
        values = np.clip(np.round(values), 0, 255).astype(np.uint8).astype(np.float32)
    changed = replace(
        image,
        values=values,
        spacing=spacing,
        plane=None,
        photometric_interpretation="MONOCHROME1" if variation.inverted else image.photometric_interpretation,
    )
    return replace(item, image=changed, truth=truth)


def _means_something(variation: Variation, description: NetworkDescription, slices: Sequence[LabelledSlice]) -> bool:
    if any(item.truth.ndim == 2 for item in slices) and (variation.size is not None or variation.turn):
        return False  # boxes would have to be made anew
    if variation.grey and any(item.image.is_color for item in slices):
        return False
    if variation.inverted and any(item.image.starts_inverted for item in slices):
        return False
    intensity = description.preprocessing.intensity
    fixed_units = intensity.scope is IntensityScope.FIXED or intensity.method in (
        IntensityMethod.WINDOW,
        IntensityMethod.NONE,
    )
    return not (fixed_units and variation.other_units)


def _resized(values: Values, rows: int, columns: int) -> Values:
    shrinks = rows < values.shape[0] or columns < values.shape[1]
    resized = cv2.resize(values, (columns, rows), interpolation=cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR)
    return np.asarray(resized, dtype=np.float32)


def _turned(values: Values, degrees: float, outside: float) -> Values:
    rows, columns = values.shape[:2]
    matrix = cv2.getRotationMatrix2D(((columns - 1) / 2, (rows - 1) / 2), degrees, 1.0)
    fill = (outside,) * 3
    turned = cv2.warpAffine(values, matrix, (columns, rows), flags=cv2.INTER_LINEAR, borderValue=fill)
    return np.asarray(turned, dtype=np.float32)


def _each_mask(truth: NDArray[np.generic], change: Callable[[Values], Values]) -> NDArray[np.generic]:
    if truth.ndim != 3:
        return truth
    return np.stack([change(mask.astype(np.float32)) >= 0.5 for mask in truth])
