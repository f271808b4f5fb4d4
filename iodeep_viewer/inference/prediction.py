"""From a slice to proposed regions of interest (paper, algorithm 2)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from iodeep_viewer.core.geometry import polygon_area
from iodeep_viewer.core.image_series import Slice
from iodeep_viewer.core.regions import Contour, NetworkIdentification, Roi, new_roi_id
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.errors import NetworkError
from iodeep_viewer.inference.contours import Outline, keyhole, outlines, polygon_mask, simplify
from iodeep_viewer.inference.engine import LoadedNetwork
from iodeep_viewer.inference.preparation import Placement, prepare_slice

Float32 = NDArray[np.float32]

SIMPLIFY_TOLERANCE = 0.3
"""Vertices nearer than this to the line of their neighbours are left out, in pixels of the slice."""


@dataclass(frozen=True, slots=True, eq=False)
class Prediction:
    """What a network made of a slice.

    Attributes
    ----------
    rois
        Proposed regions, largest first within each label.
    probabilities
        Shape (maps, rows, columns) on the network's input grid, after activation and temperature, 0 to 1.
    placement
        From that grid to the slice.
    """

    rois: tuple[Roi, ...]
    probabilities: Float32
    placement: Placement


def predict_rois(network: LoadedNetwork, image: Slice, task: TaskControl) -> Prediction:
    """Run a network on a slice and outline what it finds.

    The polylines are in pixels of the slice, half-pixel exact; regions smaller than the description's smallest
    area are dropped, and so are holes smaller than that.

    Raises
    ------
    NetworkError
        If the network is not a segmentation network or cannot read the slice.
    Cancelled
        If the task was cancelled.
    """
    description = network.description
    task.report(0, 3, "Preparing the slice")
    if description.postprocessing.task.value != "segmentation":
        raise NetworkError(
            f"The network “{network.iodeep.record.dnn_name}” does {description.postprocessing.task.value}; "
            "this version of the viewer shows the results of segmentation networks.",
            "Publish a segmentation network for these images.",
        )
    prepared = prepare_slice(image, description, network.iodeep.photometric_interpretation)
    task.report(1, 3, "The network is looking at the slice")
    logits = network.logits(prepared.tensor)
    if logits.ndim != 3:
        raise NetworkError(
            f"The network “{network.iodeep.record.dnn_name}” should segment, but does not put out maps.",
            "Tell the network's author.",
        )
    task.report(2, 3, "Outlining what it found")
    probabilities = activate(
        logits, description.postprocessing.activation.value, description.postprocessing.temperature
    )
    output_scale = (probabilities.shape[1] / description.rows, probabilities.shape[2] / description.columns)
    placement = Placement(
        (prepared.placement.scale[0] * output_scale[0], prepared.placement.scale[1] * output_scale[1]),
        (prepared.placement.shift[0] * output_scale[0], prepared.placement.shift[1] * output_scale[1]),
    )
    rois = _rois(network, image, probabilities, placement)
    task.report(3, 3, "Done")
    return Prediction(rois, probabilities, placement)


def activate(logits: Float32, activation: str, temperature: float = 1.0) -> Float32:
    """Turn logits, shape (maps, ...), into probabilities of the same shape.

    Parameters
    ----------
    activation
        ``sigmoid`` for each map by itself, ``softmax`` over the maps, ``none`` where the network's last
        layer did it.
    temperature
        The logits are divided by it (calibration); 1 leaves them.
    """
    values = logits.astype(np.float64) / temperature if activation != "none" else logits
    if activation == "sigmoid":
        # The same function as 1 / (1 + exp(-x)), without overflow for large negative x.
        return np.asarray(0.5 * (1.0 + np.tanh(values / 2)), dtype=np.float32)
    if activation == "softmax":
        exponential = np.exp(values - values.max(axis=0))
        return np.asarray(exponential / exponential.sum(axis=0), dtype=np.float32)
    return np.asarray(values, dtype=np.float32)


def _rois(network: LoadedNetwork, image: Slice, probabilities: Float32, placement: Placement) -> tuple[Roi, ...]:
    settings = network.description.postprocessing
    record = network.iodeep.record
    identification = NetworkIdentification(
        record.dnn_uid, record.dnn_name, network.iodeep.version, network.iodeep.weights_sha256, settings.threshold
    )
    # With softmax over several maps the first one is the background.
    first = 1 if settings.activation.value == "softmax" and len(probabilities) > 1 else 0
    probabilities, placement = _without_padding(image, probabilities, placement)
    rois: list[Roi] = []
    for index, chance in enumerate(probabilities[first:]):
        named = settings.labels[index] if index < len(settings.labels) else None
        field = _field(probabilities, first + index, settings.threshold, exclusive=bool(first))
        for outline in outlines(field, 0.0):
            points = _on_slice(outline, image, placement, settings.smallest_area)
            if points is not None:
                label = named.name if named else f"{record.dnn_name} {index + 1}"
                contour = Contour(image.sop_instance_uid, image.frame_number, points)
                rois.append(
                    Roi(
                        new_roi_id(),
                        label,
                        (contour,),
                        probability=_mean_inside(outline, chance),
                        network=identification,
                        color=named.color if named else None,
                    )
                )
    return tuple(rois)


def _without_padding(image: Slice, probabilities: Float32, placement: Placement) -> tuple[Float32, Placement]:
    """Cut the maps to the pixels whose centre lies on the slice: nothing is proposed in the padding."""
    bounds = []
    for axis, count in enumerate((image.rows, image.columns)):
        low, scale = placement.shift[axis], placement.scale[axis]
        start = max(0, int(np.ceil(low - 0.5)))
        stop = min(probabilities.shape[axis + 1], int(np.floor(low + count * scale - 0.5)) + 1)
        bounds.append((start, max(start + 1, stop)))
    (top, bottom), (left, right) = bounds
    moved = Placement(placement.scale, (placement.shift[0] - top, placement.shift[1] - left))
    return probabilities[:, top:bottom, left:right], moved


def _field(probabilities: Float32, index: int, threshold: float, *, exclusive: bool) -> Float32:
    """Positive where the map is above the threshold and, if exclusive, above all other maps.

    In log-odds, which change evenly across an edge where probabilities jump: the outline becomes smooth.
    """
    # Beyond 99 % nothing is gained, and a very sure side would pull the outline to the other.
    low, high = max(1e-6, min(0.01, threshold / 2)), min(1 - 1e-6, max(0.99, (1 + threshold) / 2))
    odds = _log_odds(np.clip(probabilities.astype(np.float64), low, high))
    field = odds[index] - _log_odds(np.clip(np.asarray(threshold, dtype=np.float64), low, high))
    if exclusive:
        field = np.minimum(field, odds[index] - np.delete(odds, index, axis=0).max(axis=0))
    return np.asarray(field, dtype=np.float32)


def _log_odds(probability: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(np.log(probability / (1 - probability)), dtype=np.float64)


def _on_slice(outline: Outline, image: Slice, placement: Placement, smallest_area: float) -> NDArray[np.float64] | None:
    pixel_area = image.spacing[0] * image.spacing[1]
    edge = np.array([image.columns, image.rows]) - 0.5

    def mapped(ring: NDArray[np.float64]) -> NDArray[np.float64]:
        return simplify(np.clip(placement.to_slice(ring), -0.5, edge), SIMPLIFY_TOLERANCE)

    outer = mapped(outline.outer)
    holes = tuple(hole for hole in map(mapped, outline.holes) if polygon_area(hole) * pixel_area >= smallest_area)
    points = keyhole(outer, holes)
    area = polygon_area(points) * pixel_area
    return points if area > 0 and area >= smallest_area else None


def _mean_inside(outline: Outline, chance: Float32) -> float:
    rows, columns = chance.shape
    inside = polygon_mask(keyhole(outline.outer, outline.holes), rows, columns)
    if inside.any():
        return float(chance[inside].mean())
    column, row = np.round(outline.outer.mean(axis=0)).astype(int)
    return float(chance[min(max(row, 0), rows - 1), min(max(column, 0), columns - 1)])
