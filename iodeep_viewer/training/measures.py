"""Regions as masks, and how well they agree."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from iodeep_viewer.core.image_series import Slice
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.inference.contours import polygon_mask
from iodeep_viewer.inference.engine import LoadedNetwork
from iodeep_viewer.inference.prediction import Prediction, predict


def label_masks(network: LoadedNetwork, image: Slice) -> NDArray[np.bool_]:
    """Predict on a slice and fill what was outlined: shape (labels, rows, columns)."""
    return masks_of(predict(network, image, TaskControl()))


def masks_of(prediction: Prediction) -> NDArray[np.bool_]:
    """Fill the regions of a prediction: shape (labels, rows, columns) of the slice."""
    image, names = prediction.image, [label.name for label in prediction.labels]
    masks = np.zeros((len(names), image.rows, image.columns), dtype=bool)
    for roi in prediction.rois:
        for contour in roi.contours:
            masks[names.index(roi.label)] |= polygon_mask(contour.points, image.rows, image.columns)
    return masks


def dice(mask: NDArray[np.generic], truth: NDArray[np.generic]) -> float:
    """Return 2 |A and B| / (|A| + |B|) over all values of two masks of one shape; 1 where both are empty."""
    found, wanted = mask.astype(np.bool_), truth.astype(np.bool_)
    total = int(found.sum()) + int(wanted.sum())
    return 2 * int(np.logical_and(found, wanted).sum()) / total if total else 1.0
