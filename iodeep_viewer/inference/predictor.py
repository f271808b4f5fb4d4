"""The port behind which networks run: on this computer today, on a service or another back-end tomorrow."""

from __future__ import annotations

from typing import Protocol

from iodeep_viewer.core.image_series import Slice
from iodeep_viewer.core.iodeep import IODeep
from iodeep_viewer.core.prediction import NetworkOutput, Prediction
from iodeep_viewer.core.task import TaskControl


class Predictor(Protocol):
    """One network that is ready: a slice in, regions or classes out. May be called from several threads."""

    @property
    def iodeep(self) -> IODeep:
        """The object that describes the network; its weights need not be on this computer."""

    @property
    def output(self) -> NetworkOutput:
        """Meaning of the network's output, with the labels that the description names."""

    def predict(self, image: Slice, task: TaskControl) -> Prediction:
        """Outline findings on a slice, or rank its classes.

        Parameters
        ----------
        image
            Any Rows x Columns, grey or RGB.
        task
            For progress and cancellation.

        Returns
        -------
        Prediction
            Polylines are in pixels of the slice, (column, row), float64, exact below a pixel.

        Raises
        ------
        NetworkError
            If the network cannot read the slice, fails, or its output does not fit its task.
        Cancelled
            If the task was cancelled.
        """
