"""Propose regions: AI ROI on a slice, on a whole series, at another threshold. Nothing that was decided changes."""

from __future__ import annotations

from dataclasses import dataclass

from iodeep_viewer.core.kept_predictions import KeptPrediction
from iodeep_viewer.core.prediction import Prediction
from iodeep_viewer.core.proposals import is_as_proposed, not_repeated
from iodeep_viewer.core.regions import Roi
from iodeep_viewer.core.review import Review


@dataclass(frozen=True, slots=True)
class Proposals:
    """The part of a prediction that is new to a review.

    Attributes
    ----------
    rois
        Regions that were not proposed before, in the order of the prediction.
    kept
        The prediction with the threshold of its outlines that are in the review afterwards.
    """

    rois: tuple[Roi, ...]
    kept: KeptPrediction


def new_proposals(prediction: Prediction, review: Review, before: KeptPrediction | None) -> Proposals:
    """Find out which regions of a prediction are to be proposed, so that nothing is proposed twice.

    Parameters
    ----------
    prediction
        Of one slice, with its regions at the network's own threshold.
    review
        All regions so far, the rejected and edited ones included.
    before
        The prediction of this slice that is kept so far, or None.

    Returns
    -------
    Proposals
        Without a new region the threshold stays that of the outlines which are in the review.
    """
    image, own = prediction.image.key, prediction.network
    new = not_repeated(prediction.rois, review.rois, image)
    if new:
        return Proposals(new, KeptPrediction(prediction, own.threshold))
    if before is not None and before.prediction is prediction:
        return Proposals((), before)
    moved = [roi.network for roi in review.rois if image in roi.images and is_as_proposed(roi)]
    thresholds = (network.threshold for network in moved if network and network.dnn_uid == own.dnn_uid)
    return Proposals((), KeptPrediction(prediction, next(thresholds, own.threshold)))
