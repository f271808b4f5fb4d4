"""From a slice to regions of interest, boxes or classes (paper, algorithm 2)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from iodeep_viewer.core.image_series import Slice
from iodeep_viewer.core.regions import Contour, NetworkIdentification, Roi, new_roi_id
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.errors import NetworkError
from iodeep_viewer.inference.activation import activate
from iodeep_viewer.inference.boxes import EDGES, edge_distances, find_boxes
from iodeep_viewer.inference.classes import ClassProbability, rank_classes
from iodeep_viewer.inference.engine import LoadedNetwork
from iodeep_viewer.inference.maps import Float32, resample_to_slice
from iodeep_viewer.inference.preparation import Placement, prepare_slice
from iodeep_viewer.inference.segmentation import find_regions

if TYPE_CHECKING:
    from dnn_parser import Label, Postprocessing


@dataclass(frozen=True, slots=True, eq=False)
class Prediction:
    """What a network made of a slice.

    Attributes
    ----------
    image
        The slice.
    network
        Which network it was, and the threshold of ``rois``.
    labels
        What the network knows, one for each probability, without the background.
    postprocessing
        Of the network's description.
    probabilities
        After temperature and activation, float32, 0 to 1. Segmentation and boxes: (labels, rows, columns) on the
        network's output grid, with the background in front where ``background``. Classification: (labels,).
    placement
        From that grid to the slice.
    distances
        Of a detection network: to the left, top, right and bottom edge in cells, shape (4, rows, columns).
    rois
        Proposed regions or boxes, by label; regions largest first, boxes most probable first.
    classes
        Of a classification network, most probable first.
    """

    image: Slice
    network: NetworkIdentification
    labels: tuple[Label, ...]
    postprocessing: Postprocessing
    probabilities: Float32
    placement: Placement
    distances: Float32 | None = None
    rois: tuple[Roi, ...] = ()
    classes: tuple[ClassProbability, ...] = ()

    @property
    def background(self) -> bool:
        """Whether the first map is that of the background: a softmax over several maps."""
        return self.postprocessing.background


def predict(network: LoadedNetwork, image: Slice, task: TaskControl) -> Prediction:
    """Run a network on a slice: outline what it finds, or rank its classes.

    Polylines are in pixels of the slice, half-pixel exact. A box is a polyline of four points.

    Raises
    ------
    NetworkError
        If the network cannot read the slice, or does not put out what its task asks for.
    Cancelled
        If the task was cancelled.
    """
    description, record = network.description, network.iodeep.record
    settings = description.postprocessing
    task.report(0, 3, "Preparing the slice")
    prepared = prepare_slice(image, description, network.iodeep.photometric_interpretation)
    task.report(1, 3, "The network is looking at the slice")
    logits = network.logits(prepared.tensor)
    _check_output(network, logits)
    task.report(2, 3, "Outlining what it found")
    distances = None
    if settings.task.value == "bounding_box":
        logits, distances = logits[:-EDGES], edge_distances(logits[-EDGES:]).astype(np.float32)
    identification = NetworkIdentification(
        record.dnn_uid, record.dnn_name, network.iodeep.version, network.iodeep.weights_sha256, settings.threshold
    )
    prediction = Prediction(
        image,
        identification,
        _labels(settings, len(logits), record.dnn_name),
        settings,
        activate(logits, settings.activation.value, settings.temperature),
        _output_placement(prepared.placement, logits.shape, description.rows, description.columns),
        distances,
    )
    prediction = replace(prediction, rois=rois_at(prediction, settings.threshold), classes=_classes(prediction))
    task.report(3, 3, "Done")
    return prediction


def rois_at(prediction: Prediction, threshold: float) -> tuple[Roi, ...]:
    """Outline a prediction at another threshold, without running the network again.

    At the threshold of the description these are the regions of the prediction, under new identifiers. Nothing
    comes of a classification.
    """
    image, placement, settings = prediction.image, prediction.placement, prediction.postprocessing
    if settings.task.value == "classification":
        return ()
    if prediction.distances is not None:
        found = find_boxes(
            image,
            prediction.probabilities,
            prediction.distances,
            placement,
            threshold=threshold,
            smallest_area=settings.smallest_area,
        )
    else:
        found = find_regions(
            image,
            prediction.probabilities,
            placement,
            threshold=threshold,
            smallest_area=settings.smallest_area,
            background=prediction.background,
        )
    network = replace(prediction.network, threshold=threshold)
    return tuple(
        Roi(
            new_roi_id(),
            prediction.labels[item.label].name,
            (Contour(image.sop_instance_uid, image.frame_number, item.points),),
            probability=item.probability,
            network=network,
            color=prediction.labels[item.label].color,
        )
        for item in found
    )


def heat_map(prediction: Prediction, label: int | None, *, step: int = 1) -> Float32:
    """Return the probability of one label at each pixel of the slice.

    Parameters
    ----------
    label
        Which of ``prediction.labels``, from 0; None for the highest of all.
    step
        Above 1 for one value at the centre of each block of that many rows and columns.

    Returns
    -------
    ndarray
        Shape (Rows, Columns) of the slice, divided by ``step`` and rounded up; float32, 0 to 1; 0 where the network
        did not look.

    Raises
    ------
    ValueError
        If the network classifies: there is no map.
    """
    if prediction.probabilities.ndim != 3:
        raise ValueError("a classification has no maps")
    maps = prediction.probabilities[int(prediction.background) :]
    values = maps.max(axis=0) if label is None else maps[label]
    return resample_to_slice(prediction.image, values, prediction.placement, step)


def _check_output(network: LoadedNetwork, logits: Float32) -> None:
    description = network.description
    task = description.postprocessing.task.value
    wanted, what = (1, "values") if task == "classification" else (3, "maps")
    least = EDGES + 1 if task == "bounding_box" else 1
    if logits.ndim == wanted and len(logits) == description.label_shape >= least and logits.size:
        return
    verb = {"segmentation": "segment", "bounding_box": "find boxes", "classification": "classify"}[task]
    shape = " x ".join(map(str, logits.shape)) or "one number"
    raise NetworkError(
        f"The network “{network.iodeep.record.dnn_name}” should {verb} with {description.label_shape} {what}, "
        f"but puts out {shape}.",
        "Tell the network's author.",
    )


def _labels(settings: Postprocessing, outputs: int, name: str) -> tuple[Label, ...]:
    from dnn_parser import Label

    count = outputs - settings.background
    unnamed = (Label(f"{name} {index + 1}") for index in range(len(settings.labels), count))
    return (*settings.labels[:count], *unnamed)


def _output_placement(placement: Placement, shape: tuple[int, ...], rows: int, columns: int) -> Placement:
    """Return where the slice lies on the output grid, which may be coarser than the input."""
    if len(shape) != 3:
        return placement
    down, along = shape[1] / rows, shape[2] / columns
    return Placement(
        (placement.scale[0] * down, placement.scale[1] * along), (placement.shift[0] * down, placement.shift[1] * along)
    )


def _classes(prediction: Prediction) -> tuple[ClassProbability, ...]:
    if prediction.postprocessing.task.value != "classification":
        return ()
    return rank_classes([label.name for label in prediction.labels], prediction.probabilities)
