"""All the data of a training file, divided."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from dnn_parser import NetworkDescription, OutputActivation, Task
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.errors import IODeepError
from iodeep_viewer.training.archive import read_pacs
from iodeep_viewer.training.configuration import FolderSource, TrainingConfig
from iodeep_viewer.training.examples import LabelledSlice
from iodeep_viewer.training.folders import read_folder
from iodeep_viewer.training.objective import Objective
from iodeep_viewer.training.split import PARTS, Split, split_slices
from iodeep_viewer.workflows.workstation import Workstation


def read_data(
    config: TrainingConfig,
    description: NetworkDescription,
    objective: Objective[Any],
    workstation: Workstation,
    tell: Callable[[str], None],
    task: TaskControl,
) -> list[list[LabelledSlice]]:
    """Read every source, in the order of the file; series of a PACS that cannot be read are reported.

    Raises
    ------
    IODeepError
        If one of them cannot be read, none shows a finding, or a picture has not exactly one of labels that exclude
        each other.
    """
    labels = label_names(description)
    exclusive = (
        description.postprocessing.task is Task.CLASSIFICATION
        and description.postprocessing.activation is OutputActivation.SOFTMAX
    )
    sources = [
        read_folder(source, labels, objective.truth, task)
        if isinstance(source, FolderSource)
        else read_pacs(source, labels, objective.truth, workstation, tell, task)
        for source in config.data
    ]
    if not any(item.has_finding for source in sources for item in source):
        raise IODeepError("None of the pictures shows a finding.", "Give masks, or a label for a folder of pictures.")
    if exclusive:
        _check_one_label(item for source in sources for item in source)
    return sources


def _check_one_label(slices: Iterable[LabelledSlice]) -> None:
    for item in slices:
        count = int(np.count_nonzero(item.truth))
        if count != 1:
            raise IODeepError(
                f"{item.name} has {count or 'no'} label{'s' * (count > 1)}; with softmax a picture has exactly one.",
                "Label it, or leave it out; or describe a label for normal pictures, or the activation sigmoid.",
            )


def read_split(
    config: TrainingConfig,
    description: NetworkDescription,
    objective: Objective[Any],
    workstation: Workstation,
    tell: Callable[[str], None],
    task: TaskControl,
) -> Split:
    """Read every source and divide the slices.

    Raises
    ------
    IODeepError
        As in :func:`read_data` and :func:`split_slices`; or if blocks would put slices of a known patient into two
        parts.
    """
    split = split_slices(read_data(config, description, objective, workstation, tell, task), config.split, config.seed)
    if config.split.by == "blocks":
        _check_patients(split)
    return split


def _check_patients(split: Split) -> None:
    part_of: dict[str, str] = {}
    for part in PARTS:
        for item in split.part(part):
            if item.patient and part_of.setdefault(item.patient, part) != part:
                raise IODeepError(
                    f"The blocks of the split put the patient of {item.name} into the {part_of[item.patient]} part and "
                    f"into the {part} part: figures would be better than they are.",
                    'Write by = "patient" under [split].',
                )


def label_names(description: NetworkDescription) -> list[str]:
    """Names of the labels in the order of the outputs, without the background; numbered where they have none."""
    after = description.postprocessing
    names = [label.name for label in after.labels]
    if after.task is Task.BOUNDING_BOX:
        count = description.label_shape - 4
    else:
        count = description.label_shape - after.background
    return [*names[:count], *(f"label {number}" for number in range(len(names) + 1, count + 1))]
