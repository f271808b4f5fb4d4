"""Predictions of networks as plain data: the task of a network, its labels, its maps and its proposals."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from iodeep_viewer.core.image_series import Slice
from iodeep_viewer.core.regions import NetworkIdentification, Roi


class NetworkTask(Enum):
    """The kind of output of a network; the values are those of ``postprocessing.task`` in its description."""

    SEGMENTATION = "segmentation"
    """One map per label; regions above the threshold are outlined."""
    BOUNDING_BOX = "bounding_box"
    """Boxes around findings, each with a label."""
    CLASSIFICATION = "classification"
    """One probability per label for the whole slice."""


@dataclass(frozen=True, slots=True)
class NetworkLabel:
    """One label of a network.

    Attributes
    ----------
    color
        (red, green, blue), each 0 to 255; None where the viewer chooses.
    """

    name: str
    color: tuple[int, int, int] | None = None


@dataclass(frozen=True, slots=True)
class NetworkOutput:
    """The meaning of a network's output, as its description states it.

    Attributes
    ----------
    labels
        In the order of the outputs, without the background.
    exclusive
        Whether the labels exclude each other (softmax).
    threshold
        Probability from which a pixel or label counts, 0 to 1.
    smallest_area
        Smaller regions and boxes are dropped, in mm².
    calibrated
        Whether the probabilities were calibrated with a temperature.
    """

    task: NetworkTask
    labels: tuple[NetworkLabel, ...]
    exclusive: bool = False
    threshold: float = 0.5
    smallest_area: float = 0.0
    calibrated: bool = False

    @property
    def background(self) -> bool:
        """Whether the first output map is that of the background: a segmentation with exclusive labels."""
        return self.task is NetworkTask.SEGMENTATION and self.exclusive


@dataclass(frozen=True, slots=True)
class ClassProbability:
    """Probability of one label for the slice as a whole; calibrated, 0 to 1."""

    label: str
    probability: float


@dataclass(frozen=True, slots=True)
class Placement:
    """Place of the slice in the network's input grid.

    Attributes
    ----------
    scale
        (row, column): input pixels per slice pixel.
    shift
        (row, column): input pixels before the first edge of the slice; negative where the slice is cropped.
    """

    scale: tuple[float, float]
    shift: tuple[float, float]

    def to_slice(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Map points of the input grid to the slice's pixel grid.

        Parameters
        ----------
        points
            Shape (n, 2), (column, row), float64.

        Returns
        -------
        ndarray
            Same form, in pixels of the slice.
        """
        scale, shift = np.array(self.scale[::-1]), np.array(self.shift[::-1])
        return np.asarray((np.asarray(points) + 0.5 - shift) / scale - 0.5, dtype=np.float64)


@dataclass(frozen=True, slots=True, eq=False)
class Prediction:
    """The answer of a network to one slice.

    Attributes
    ----------
    image
        The slice.
    network
        Identity of the network, and the threshold of ``rois``.
    output
        Meaning of its output; one label for each probability, without the background.
    probabilities
        After temperature and activation, float32, 0 to 1. Segmentation and boxes: (maps, rows, columns) on the
        network's output grid, with the background in front where ``output.background``. Classification: (labels,).
    placement
        From that grid to the slice.
    distances
        Of a detection network: to the left, top, right and bottom edge in cells, float32, shape (4, rows, columns).
    rois
        Proposed regions or boxes, by label; regions largest first, boxes most probable first.
    classes
        Of a classification network, most probable first.
    """

    image: Slice
    network: NetworkIdentification
    output: NetworkOutput
    probabilities: NDArray[np.float32]
    placement: Placement
    distances: NDArray[np.float32] | None = None
    rois: tuple[Roi, ...] = ()
    classes: tuple[ClassProbability, ...] = ()

    @property
    def has_maps(self) -> bool:
        """Whether the network gives a probability for each place, and not for the slice as a whole."""
        return self.output.task is not NetworkTask.CLASSIFICATION

    @property
    def nbytes(self) -> int:
        """Bytes of the maps."""
        return self.probabilities.nbytes + (0 if self.distances is None else self.distances.nbytes)
