"""Predictors on this computer: networks are built once, kept, and warmed up."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass

from iodeep_viewer.core.image_series import Slice
from iodeep_viewer.core.iodeep import IODeep
from iodeep_viewer.core.prediction import NetworkOutput, Prediction
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.inference.network import LoadedNetwork, load_network
from iodeep_viewer.inference.prediction import predict
from iodeep_viewer.inference.predictor import Predictor

_KEPT_NETWORKS = 3


@dataclass(frozen=True, slots=True, eq=False)
class LocalPredictor:
    """A network in the memory of this computer; see :class:`~iodeep_viewer.inference.predictor.Predictor`."""

    network: LoadedNetwork

    @property
    def iodeep(self) -> IODeep:
        """The object that the network came from."""
        return self.network.iodeep

    @property
    def output(self) -> NetworkOutput:
        """Meaning of the network's output."""
        return self.network.output

    def predict(self, image: Slice, task: TaskControl) -> Prediction:
        """Run the network on a slice; see :func:`~iodeep_viewer.inference.prediction.predict`.

        Parameters
        ----------
        image
            The slice.
        task
            For progress and cancellation.

        Returns
        -------
        Prediction
            Regions in pixels of the slice, or probabilities of classes.

        Raises
        ------
        NetworkError
            If the network cannot run on the slice.
        Cancelled
            If the task was cancelled.
        """
        return predict(self.network, image, task)


class Engine:
    """Makes predictors and keeps those used last; a network never changes under its UID. Safe from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._predictors: OrderedDict[str, Predictor] = OrderedDict()

    def get(self, dnn_uid: str) -> Predictor | None:
        """Return the predictor of a network that is ready.

        Parameters
        ----------
        dnn_uid
            UID of the network.

        Returns
        -------
        Predictor or None
            None if the network was not loaded, or others took its place since.
        """
        with self._lock:
            if dnn_uid in self._predictors:
                self._predictors.move_to_end(dnn_uid)
            return self._predictors.get(dnn_uid)

    def load(self, network: IODeep, task: TaskControl) -> Predictor:
        """Build a network from its description, give it its weights and run it once.

        Parameters
        ----------
        network
            With its weights.
        task
            For progress and cancellation.

        Returns
        -------
        Predictor
            The one that is ready already, where there is one.

        Raises
        ------
        NetworkError
            If the description or the weights are wrong; the sentence names the place and the reason.
        Cancelled
            If the task was cancelled.
        """
        ready = self.get(network.record.dnn_uid)
        if ready is not None:
            return ready
        predictor = LocalPredictor(load_network(network, task))
        with self._lock:
            self._predictors[network.record.dnn_uid] = predictor
            while len(self._predictors) > _KEPT_NETWORKS:
                self._predictors.popitem(last=False)
        return predictor
