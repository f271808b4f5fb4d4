"""The predictions of a series that are kept, as many of them as memory should hold."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from iodeep_viewer.core.image_key import ImageKey
from iodeep_viewer.core.prediction import Prediction

_LIMIT = 96_000_000


@dataclass(frozen=True, slots=True)
class KeptPrediction:
    """A prediction and the threshold of the outlines that are proposed now."""

    prediction: Prediction
    threshold: float

    @property
    def own_threshold(self) -> float:
        """Threshold of the network's description."""
        return self.prediction.network.threshold


class KeptPredictions:
    """The newest prediction of each slice; the ones that were not used for longest go first.

    Parameters
    ----------
    limit
        In bytes of their maps. Classes weigh next to nothing: they stay.
    """

    def __init__(self, limit: int = _LIMIT) -> None:
        self._limit = limit
        self._kept: OrderedDict[ImageKey, KeptPrediction] = OrderedDict()

    def get(self, image: ImageKey | None) -> KeptPrediction | None:
        """Return the prediction of a slice, or None.

        Parameters
        ----------
        image
            Key of the slice.

        Returns
        -------
        KeptPrediction or None
            As it was kept last.
        """
        if image is None or image not in self._kept:
            return None
        self._kept.move_to_end(image)
        return self._kept[image]

    def made_by(self, dnn_uid: str, image: ImageKey) -> Prediction | None:
        """Return the prediction of a slice if this network made it.

        Parameters
        ----------
        dnn_uid
            The network.
        image
            Key of the slice.

        Returns
        -------
        Prediction or None
            None where another network made it, or none is kept.
        """
        kept = self.get(image)
        return kept.prediction if kept is not None and kept.prediction.network.dnn_uid == dnn_uid else None

    def put(self, kept: KeptPrediction) -> None:
        """Keep a prediction in the place of the one before of its slice.

        Parameters
        ----------
        kept
            The prediction and how it was made.
        """
        image = kept.prediction.image.key
        self._kept[image] = kept
        self._kept.move_to_end(image)
        weight = sum(item.prediction.nbytes for item in self._kept.values())
        for key, item in list(self._kept.items()):
            if weight <= self._limit or key == image:
                break
            if item.prediction.has_maps:
                del self._kept[key]
                weight -= item.prediction.nbytes
