"""From a slice to regions of interest, boxes or classes (paper, algorithm 2)."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from dnn_parser import Task
from iodeep_viewer.core.image_series import Slice
from iodeep_viewer.core.prediction import NetworkLabel, NetworkOutput, Placement, Prediction
from iodeep_viewer.core.regions import Contour, NetworkIdentification, Roi, new_roi_id
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.errors import NetworkError
from iodeep_viewer.inference.activation import activate
from iodeep_viewer.inference.boxes import EDGES, edge_distances, find_boxes
from iodeep_viewer.inference.classes import rank_classes
from iodeep_viewer.inference.maps import Float32, resample_to_slice
from iodeep_viewer.inference.network import LoadedNetwork
from iodeep_viewer.inference.preparation import prepare_slice
from iodeep_viewer.inference.segmentation import find_regions


def predict(network: LoadedNetwork, image: Slice, task: TaskControl) -> Prediction:
    """Run a network on a slice: outline what it finds, or rank its classes.

    Parameters
    ----------
    network
        Built, with its weights.
    image
        Any Rows x Columns, grey or RGB.
    task
        For progress and cancellation.

    Returns
    -------
    Prediction
        Polylines are in pixels of the slice, (column, row), float64, exact below a pixel. A box is a polyline of four
        points.

    Raises
    ------
    NetworkError
        If the network cannot read the slice, or its output does not fit its task.
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
    task.report(2, 3, "Outlining the findings")
    distances = None
    if settings.task is Task.BOUNDING_BOX:
        logits, distances = logits[:-EDGES], edge_distances(logits[-EDGES:]).astype(np.float32)
    identification = NetworkIdentification(
        record.dnn_uid, record.dnn_name, network.iodeep.version, network.iodeep.weights_sha256, settings.threshold
    )
    prediction = Prediction(
        image,
        identification,
        _named(network.output, len(logits), record.dnn_name),
        activate(logits, settings.activation, settings.temperature),
        _output_placement(prepared.placement, logits.shape, description.rows, description.columns),
        distances,
    )
    if settings.task is Task.CLASSIFICATION:
        prediction = replace(prediction, classes=rank_classes(prediction.output.labels, prediction.probabilities))
    else:
        prediction = replace(prediction, rois=rois_at(prediction, settings.threshold))
    task.report(3, 3, "Done")
    return prediction


def rois_at(prediction: Prediction, threshold: float) -> tuple[Roi, ...]:
    """Outline a prediction at another threshold, without running the network again.

    Parameters
    ----------
    prediction
        Of any network.
    threshold
        Probability from which a pixel or a cell counts, 0 to 1.

    Returns
    -------
    tuple of Roi
        At the threshold of the description the regions of the prediction, under new identifiers; none for a
        classification.
    """
    image, placement, output = prediction.image, prediction.placement, prediction.output
    if not prediction.has_maps:
        return ()
    if prediction.distances is not None:
        found = find_boxes(
            image,
            prediction.probabilities,
            prediction.distances,
            placement,
            threshold=threshold,
            smallest_area=output.smallest_area,
        )
    else:
        found = find_regions(
            image,
            prediction.probabilities,
            placement,
            threshold=threshold,
            smallest_area=output.smallest_area,
            background=output.background,
        )
    network = replace(prediction.network, threshold=threshold)
    return tuple(
        Roi(
            new_roi_id(),
            output.labels[item.label].name,
            (Contour(image.sop_instance_uid, image.frame_number, item.points),),
            probability=item.probability,
            network=network,
            color=output.labels[item.label].color,
        )
        for item in found
    )


def heat_map(prediction: Prediction, label: int | None, *, step: int = 1) -> Float32:
    """Return the probability of one label at each pixel of the slice.

    Parameters
    ----------
    prediction
        With maps.
    label
        Index into ``prediction.output.labels``, from 0; None for the highest of all.
    step
        Above 1 for one value at the centre of each block of that many rows and columns.

    Returns
    -------
    ndarray
        Shape (Rows, Columns) of the slice, divided by ``step`` and rounded up; float32, 0 to 1; 0 where the
        slice reaches beyond the network's input.

    Raises
    ------
    ValueError
        If the network classifies: there is no map.
    """
    if not prediction.has_maps:
        raise ValueError("a classification has no maps")
    maps = prediction.probabilities[int(prediction.output.background) :]
    values = maps.max(axis=0) if label is None else maps[label]
    return resample_to_slice(prediction.image, values, prediction.placement, step)


def _check_output(network: LoadedNetwork, logits: Float32) -> None:
    description = network.description
    task = description.postprocessing.task
    axes, parts = (1, "values") if task is Task.CLASSIFICATION else (3, "maps")
    least = EDGES + 1 if task is Task.BOUNDING_BOX else 1
    if logits.ndim == axes and len(logits) == description.label_shape >= least and logits.size:
        return
    verb = {Task.SEGMENTATION: "segment", Task.BOUNDING_BOX: "find boxes", Task.CLASSIFICATION: "classify"}[task]
    shape = " x ".join(map(str, logits.shape)) or "one number"
    raise NetworkError(
        f"The network “{network.iodeep.record.dnn_name}” should {verb} with {description.label_shape} {parts}, "
        f"but puts out {shape}.",
        "Tell the network's author.",
    )


def _named(output: NetworkOutput, count: int, name: str) -> NetworkOutput:
    """Return one label for each output but the background; those without a name are numbered."""
    count -= output.background
    unnamed = (NetworkLabel(f"{name} {index + 1}") for index in range(len(output.labels), count))
    return replace(output, labels=(*output.labels[:count], *unnamed))


def _output_placement(placement: Placement, shape: tuple[int, ...], rows: int, columns: int) -> Placement:
    """Return where the slice lies on the output grid, which may be coarser than the input."""
    if len(shape) != 3:
        return placement
    down, along = shape[1] / rows, shape[2] / columns
    return Placement(
        (placement.scale[0] * down, placement.scale[1] * along), (placement.shift[0] * down, placement.shift[1] * along)
    )
