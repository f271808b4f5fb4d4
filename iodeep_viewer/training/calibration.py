"""Find the temperature of a trained network and write it into its description."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.errors import NetworkError
from iodeep_viewer.inference.network import parse_architecture
from iodeep_viewer.training.assessment import load_trained
from iodeep_viewer.training.card import photometric_interpretation
from iodeep_viewer.training.configuration import TrainingConfig
from iodeep_viewer.training.data import read_split
from iodeep_viewer.training.run_files import RunFiles, write_file
from iodeep_viewer.training.tasks import objective_of
from iodeep_viewer.training.temperature import fit_temperature
from iodeep_viewer.workflows.workstation import Workstation


def calibrate(
    config: TrainingConfig, workstation: Workstation, tell: Callable[[str], None], task: TaskControl
) -> float:
    """Fit the temperature on the validation part of the data and write it into ``network.json``.

    Raises
    ------
    IODeepError
        If network or data cannot be read, nothing counts, or the description cannot be written.
    Cancelled
        If the task was cancelled; nothing was written then.
    """
    network = load_trained(config.model, photometric_interpretation(config.model, config.card))
    described = network.description
    # Found anew from the bare output: which boxes are in question depends on the temperature of before.
    bare = replace(
        network, description=replace(described, postprocessing=replace(described.postprocessing, temperature=1.0))
    )
    objective = objective_of(described)
    split = read_split(config, described, objective, workstation, tell, task)
    temperature = round(fit_temperature(bare, split.validation, objective.target, task), 3)
    text = with_temperature(network.iodeep.architecture, temperature)
    write_file(RunFiles(config.model).description, text.encode())
    return temperature


def with_temperature(text: str, temperature: float) -> str:
    """Return a network description with another temperature, otherwise as its author laid it out.

    Raises
    ------
    NetworkError
        If the description has no place for one.
    """
    changed, count = re.subn(r'("temperature"\s*:\s*)("[^"]*"|[-+.\deE]+)', rf"\g<1>{temperature:g}", text)
    if not count:
        changed = re.sub(
            r'("postprocessing"\s*:\s*\{)(\s*\})?',
            lambda found: f'{found[1]}"temperature": {temperature:g}{found[2] or ", "}',
            text,
        )
    if parse_architecture(changed, "of the folder").postprocessing.temperature != temperature:
        raise NetworkError("network.json has no “postprocessing”.", f"Add it, with “temperature”: {temperature:g}.")
    return changed
