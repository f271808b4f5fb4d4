"""What networks made of the slices of a series, as much of it as memory should hold."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from iodeep_viewer.core.image_key import ImageKey
from iodeep_viewer.inference.prediction import Prediction

_LIMIT = 96_000_000


@dataclass(frozen=True, slots=True)
class Looked:
    """What a network made of a slice, and the threshold of the outlines that are proposed now."""

    prediction: Prediction
    threshold: float

    @property
    def own_threshold(self) -> float:
        """That of the network's description."""
        return self.prediction.network.threshold


class Predictions:
    """The newest prediction of each slice; the ones that were not used for longest go first.

    Parameters
    ----------
    limit
        In bytes of their maps. Classes weigh next to nothing: they stay.
    """

    def __init__(self, limit: int = _LIMIT) -> None:
        self._limit = limit
        self._kept: OrderedDict[ImageKey, Looked] = OrderedDict()

    def get(self, image: ImageKey | None) -> Looked | None:
        """Return what is kept of a slice, or None."""
        if image is None or image not in self._kept:
            return None
        self._kept.move_to_end(image)
        return self._kept[image]

    def put(self, prediction: Prediction, threshold: float) -> None:
        """Keep a prediction in the place of the one before."""
        image = prediction.image.key
        self._kept[image] = Looked(prediction, threshold)
        self._kept.move_to_end(image)
        weight = sum(_weight(looked.prediction) for looked in self._kept.values())
        for key, looked in list(self._kept.items()):
            if weight <= self._limit or key == image:
                break
            if looked.prediction.probabilities.ndim == 3:
                del self._kept[key]
                weight -= _weight(looked.prediction)


def _weight(prediction: Prediction) -> int:
    distances = prediction.distances
    return prediction.probabilities.nbytes + (0 if distances is None else distances.nbytes)
