"""All the data of a training file, divided."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dnn_parser import NetworkDescription
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.errors import IODeepError
from iodeep_viewer.training.archive import read_pacs
from iodeep_viewer.training.configuration import FolderSource, TrainingConfig
from iodeep_viewer.training.examples import LabelledSlice
from iodeep_viewer.training.folders import read_folder
from iodeep_viewer.training.objective import Objective
from iodeep_viewer.training.split import Split, split_slices
from iodeep_viewer.workflows.workplace import Workplace


def read_data(
    config: TrainingConfig,
    description: NetworkDescription,
    objective: Objective[Any],
    workplace: Workplace,
    tell: Callable[[str], None],
    task: TaskControl,
) -> list[list[LabelledSlice]]:
    """Read every source, in the order of the file; what cannot be read of a PACS is told.

    Raises
    ------
    IODeepError
        If one of them cannot be read, or none shows a finding.
    """
    labels = label_names(description)
    sources = [
        read_folder(source, labels, objective.truth, task)
        if isinstance(source, FolderSource)
        else read_pacs(source, labels, objective.truth, workplace, tell, task)
        for source in config.data
    ]
    if not any(item.has_finding for source in sources for item in source):
        raise IODeepError("None of the pictures shows a finding.", "Give masks, or a label for a folder of pictures.")
    return sources


def read_split(
    config: TrainingConfig,
    description: NetworkDescription,
    objective: Objective[Any],
    workplace: Workplace,
    tell: Callable[[str], None],
    task: TaskControl,
) -> Split:
    """Read every source and divide the slices; errors as in :func:`read_data` and :func:`split_slices`."""
    return split_slices(read_data(config, description, objective, workplace, tell, task), config.split, config.seed)


def label_names(description: NetworkDescription) -> list[str]:
    """Names of the labels in the order of the outputs, without the background; numbered where they have none."""
    after = description.postprocessing
    names = [label.name for label in after.labels]
    if after.task.value == "bounding_box":
        count = description.label_shape - 4
    else:
        softmax = after.task.value == "segmentation" and after.activation.value == "softmax"
        count = description.label_shape - (softmax and description.label_shape > 1)
    return [*names[:count], *(f"label {number}" for number in range(len(names) + 1, count + 1))]
