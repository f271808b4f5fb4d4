"""Evaluate the network of a model folder and write the result."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch

import dnn_parser
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.errors import IODeepError, NetworkError
from iodeep_viewer.inference.network import LoadedNetwork
from iodeep_viewer.training.card import photometric_interpretation, update_card
from iodeep_viewer.training.configuration import TrainingConfig
from iodeep_viewer.training.data import read_data, read_split
from iodeep_viewer.training.evaluation import evaluate
from iodeep_viewer.training.report import Report, figures_of, main_figures
from iodeep_viewer.training.robustness import robustness
from iodeep_viewer.training.run import in_memory, read_described
from iodeep_viewer.training.run_files import RunFiles, read_curve
from iodeep_viewer.training.tasks import objective_of
from iodeep_viewer.workflows.workstation import Workstation

EVERYTHING = "all"
"""Name of the part that is all of the data."""


def assess(
    config: TrainingConfig,
    part: str,
    workstation: Workstation,
    tell: Callable[[str], None],
    task: TaskControl,
    *,
    with_robustness: bool = False,
) -> Report:
    """Evaluate a trained network on a part of the data.

    Parameters
    ----------
    part
        ``train``, ``validation`` or ``test`` of the split of the file, or ``all`` of the data.

    Raises
    ------
    IODeepError
        If network or data cannot be read, or the part is empty.
    Cancelled
        If the task was cancelled.
    """
    network = load_trained(config.model, photometric_interpretation(config.model, config.card))
    objective = objective_of(network.description)
    if part == EVERYTHING:
        sources = read_data(config, network.description, objective, workstation, tell, task)
        slices = [item for source in sources for item in source]
    else:
        slices = list(read_split(config, network.description, objective, workstation, tell, task).part(part))
    if not slices:
        raise IODeepError(f"The {part} part has no slices.", "Change the split, or evaluate on another part.")
    evaluation = evaluate(network, slices, objective, task)
    varied = robustness(network, slices, objective, task) if with_robustness else {}
    named = "all of the data" if part == EVERYTHING else f"the {part} part"
    return Report(
        config.model.resolve().name,
        f"{len(slices)} slices, {named}",
        evaluation,
        varied,
        read_curve(RunFiles(config.model).curve),
    )


def load_trained(model: Path, photometric: str) -> LoadedNetwork:
    """Load ``network.json`` and ``weights.safetensors`` of a folder; a card is not needed.

    Raises
    ------
    NetworkError
        If one of them is missing or they do not fit.
    """
    files = RunFiles(model)
    text, description = read_described(files.description)
    if not files.weights.is_file():
        raise NetworkError(f"There are no weights in {model}.", "Train the network first: iodeep train")
    try:
        module = dnn_parser.build_network(description)
        dnn_parser.load_weights(module, files.weights)
    except (dnn_parser.NetworkDescriptionError, dnn_parser.WeightsError) as error:
        raise NetworkError(f"The network in {model} cannot be loaded: {error}.") from error
    return in_memory(text, description, module.to("cuda" if torch.cuda.is_available() else "cpu"), photometric)


def write_figures(config: TrainingConfig, part: str, report: Report) -> tuple[str, ...]:
    """Write the result into the card; see :func:`update_card` for errors and for the return value."""
    metrics: dict[str, Any] = {part: figures_of(report.evaluation)}
    if report.evaluation.groups:
        metrics[f"{part}_by_part"] = {name: main_figures(figures) for name, figures in report.evaluation.groups.items()}
    if report.robustness:
        metrics[f"{part}_robustness"] = {
            name: main_figures(evaluation.figures)
            for name, evaluation in report.robustness.items()
            if evaluation is not None
        }
    return update_card(config.model, config.card, metrics)
