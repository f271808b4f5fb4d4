"""The objective of a described network."""

from __future__ import annotations

from typing import Any

from dnn_parser import NetworkDescription, Task
from iodeep_viewer.errors import NetworkError
from iodeep_viewer.training.objective import Objective
from iodeep_viewer.training.segmentation import segmentation_objective


def objective_of(description: NetworkDescription) -> Objective[Any]:
    """Return what a network is trained towards, by its task.

    Raises
    ------
    NetworkError
        If there is no way to train for this task.
    """
    match description.postprocessing.task:
        case Task.SEGMENTATION:
            return segmentation_objective(description)
        case task:
            raise NetworkError(f"There is no training for the task “{task.value}” yet.", "Train it elsewhere.")
