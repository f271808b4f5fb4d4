"""The objective of a described network."""

from __future__ import annotations

from typing import Any

from dnn_parser import NetworkDescription, Task
from iodeep_viewer.errors import NetworkError
from iodeep_viewer.training.boxes import boxes_objective
from iodeep_viewer.training.classes import classes_objective
from iodeep_viewer.training.objective import Objective
from iodeep_viewer.training.segmentation import segmentation_objective


def objective_of(description: NetworkDescription) -> Objective[Any]:
    """Return the objective of a network, by its task.

    Raises
    ------
    NetworkError
        If the network does not read pictures.
    """
    if len(description.input_shape) != 3:
        raise NetworkError(
            "The network does not read pictures, which have rows, columns and channels.",
            "Give three sizes as input_shape.",
        )
    match description.postprocessing.task:
        case Task.SEGMENTATION:
            return segmentation_objective(description)
        case Task.BOUNDING_BOX:
            return boxes_objective(description)
        case Task.CLASSIFICATION:
            return classes_objective(description)
