"""Propose regions: AI ROI on a slice, and at another threshold. Nothing that was decided changes."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from iodeep_viewer.core.image_key import ImageKey
from iodeep_viewer.core.kept_predictions import KeptPrediction
from iodeep_viewer.core.prediction import Prediction
from iodeep_viewer.core.proposals import is_as_proposed, moved_proposals, not_repeated
from iodeep_viewer.core.regions import Roi
from iodeep_viewer.core.review import Review
from iodeep_viewer.inference.prediction import heat_map, rois_at


@dataclass(frozen=True, slots=True)
class Proposals:
    """The part of a prediction that is new to a review.

    Attributes
    ----------
    rois
        Regions that were not proposed before, in the order of the prediction.
    review
        The review with them; the same one where there are none.
    kept
        The prediction with the threshold of its outlines that are in that review.
    """

    rois: tuple[Roi, ...]
    review: Review
    kept: KeptPrediction


def new_proposals(
    prediction: Prediction, review: Review, before: KeptPrediction | None, run: Collection[str] = ()
) -> Proposals:
    """Add the regions of a prediction to a review, but nothing that was proposed before.

    Parameters
    ----------
    prediction
        Of one slice, with its regions at the network's own threshold.
    review
        All regions so far, the rejected and edited ones included.
    before
        The prediction of this slice that is kept so far, or None.
    run
        Identifiers of the regions that came in the same step of undo.

    Returns
    -------
    Proposals
        Without a new region the threshold stays that of the outlines which are in the review.
    """
    image, own = prediction.image.key, prediction.network
    new = not_repeated(prediction.rois, review.rois, image)
    if new:
        return Proposals(new, review.join(new, run), KeptPrediction(prediction, own.threshold))
    if before is not None and before.prediction is prediction:
        return Proposals((), review, before)
    moved = [roi.network for roi in review.rois if image in roi.images and is_as_proposed(roi)]
    thresholds = (network.threshold for network in moved if network and network.dnn_uid == own.dnn_uid)
    return Proposals((), review, KeptPrediction(prediction, next(thresholds, own.threshold)))


@dataclass(frozen=True, slots=True)
class ThresholdMove:
    """One movement of the threshold on one slice; all its steps are undone as one.

    Attributes
    ----------
    image
        The slice.
    before, after
        The review before the first step, and after the last one.
    """

    image: ImageKey
    before: Review
    after: Review


def move_threshold(
    prediction: Prediction, threshold: float, review: Review, movement: ThresholdMove | None
) -> ThresholdMove:
    """Outline the proposals of a slice at another threshold; nothing that was decided or edited changes.

    Parameters
    ----------
    prediction
        Of the slice.
    threshold
        Probability, 0 to 1.
    review
        As it is now.
    movement
        The movement so far. It goes on where it is on this slice and nothing else came between; else another begins.

    Returns
    -------
    ThresholdMove
        With the review at this threshold.
    """
    image = prediction.image.key
    goes_on = movement is not None and movement.image == image and movement.after is review
    before = movement.before if movement is not None and goes_on else review
    gone, changed = moved_proposals(
        before.rois,
        prediction.rois,
        rois_at(prediction, threshold),
        image=image,
        dnn_uid=prediction.network.dnn_uid,
        labels={label.name for label in prediction.output.labels},
    )
    return ThresholdMove(image, before, before.exchange(gone, changed))


@dataclass(frozen=True, slots=True, eq=False)
class ProbabilityMap:
    """The highest probability of all labels over a slice.

    Attributes
    ----------
    values
        Float32, 0 to 1, shape (Rows, Columns) of the slice divided by ``step`` and rounded up.
    step
        Rows and columns of the block of pixels that one value stands for.
    """

    values: NDArray[np.float32]
    step: int


def probability_map(prediction: Prediction, most_values: int) -> ProbabilityMap:
    """Bring the maps of a prediction onto the pixels of its slice.

    Parameters
    ----------
    prediction
        With maps.
    most_values
        A larger slice gets one value for each block of pixels, so that there are no more than about this many.

    Returns
    -------
    ProbabilityMap
        The highest probability of all labels.

    Raises
    ------
    ValueError
        If the network classifies: there is no map.
    """
    image = prediction.image
    step = max(1, math.ceil(math.sqrt(image.rows * image.columns / most_values)))
    return ProbabilityMap(heat_map(prediction, None, step=step), step)
