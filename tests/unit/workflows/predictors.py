"""A predictor whose findings a test names, and slices to run it on."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from iodeep_viewer.core.image_series import ImageSeries, Slice
from iodeep_viewer.core.iodeep import IODeep, NetworkRecord
from iodeep_viewer.core.prediction import NetworkLabel, NetworkOutput, NetworkTask, Placement, Prediction
from iodeep_viewer.core.regions import NetworkIdentification
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.errors import NetworkError
from iodeep_viewer.inference.prediction import rois_at
from tests.slices import make_slice

RECORD = NetworkRecord("1.2.9", "Squares", "MR", 1, "BRAIN", "1.2.9", "1.2.9", "1.2.9")
SIZE = 32


def probabilities(*squares: tuple[int, int, int, float]) -> NDArray[np.float32]:
    """One map, shape (1, 32, 32), with squares of (left, top, size, probability) on 0."""
    values = np.zeros((1, SIZE, SIZE), dtype=np.float32)
    for left, top, size, probability in squares:
        values[0, top : top + size, left : left + size] = probability
    return values


@dataclass(frozen=True, slots=True)
class Squares:
    """Finds in each slice the squares that are given for its number; fails on the slices that are named."""

    maps: dict[int, NDArray[np.float32]] = field(default_factory=dict)
    fails_on: frozenset[int] = frozenset()
    dnn_uid: str = "1.2.9"
    output: NetworkOutput = NetworkOutput(NetworkTask.SEGMENTATION, (NetworkLabel("Square"),))  # noqa: RUF009 - frozen

    @property
    def iodeep(self) -> IODeep:
        return IODeep(replace(RECORD, dnn_uid=self.dnn_uid), "{}", None, weights_sha256="ab")

    def predict(self, image: Slice, task: TaskControl) -> Prediction:
        task.check()
        if image.instance_number in self.fails_on:
            raise NetworkError(f"Slice {image.instance_number} is odd.")
        identification = NetworkIdentification(self.dnn_uid, RECORD.dnn_name, "1", "ab", self.output.threshold)
        values = self.maps.get(image.instance_number, probabilities())
        prediction = Prediction(image, identification, self.output, values, Placement((1.0, 1.0), (0.0, 0.0)))
        return replace(prediction, rois=rois_at(prediction, self.output.threshold))


def numbered(number: int, **changes: Any) -> Slice:
    """The slice of this number, from 1, without a position."""
    return make_slice(
        np.zeros((SIZE, SIZE), np.int16),
        **{"sop_instance_uid": f"1.7.{number}", "instance_number": number, "plane": None, **changes},
    )


def series(*numbers: int) -> ImageSeries:
    """A series of these slices."""
    return ImageSeries("1.2.3.4").with_slices(numbered(number) for number in numbers)
