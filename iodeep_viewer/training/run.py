"""One training run: data, network, loop, and the files that it leaves."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch
from torch import nn

import dnn_parser
from dnn_parser import NetworkDescription
from dnn_parser.weights import weights_bytes
from iodeep_viewer.core.iodeep import IODeep, NetworkRecord
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.errors import Cancelled, NetworkError
from iodeep_viewer.inference.network import LoadedNetwork, parse_architecture
from iodeep_viewer.inference.prediction import predict
from iodeep_viewer.training.card import photometric_interpretation
from iodeep_viewer.training.configuration import TrainingConfig
from iodeep_viewer.training.data import read_split
from iodeep_viewer.training.examples import Examples, LabelledSlice, prepare_examples
from iodeep_viewer.training.fit import Schedule, fit
from iodeep_viewer.training.objective import Objective
from iodeep_viewer.training.run_files import RunFiles, write_curve, write_file
from iodeep_viewer.training.split import Split
from iodeep_viewer.training.state import TrainingState, new_state, read_checkpoint, write_checkpoint
from iodeep_viewer.training.tasks import objective_of
from iodeep_viewer.workflows.workstation import Workstation


def train(
    config: TrainingConfig,
    workstation: Workstation,
    tell: Callable[[str], None],
    task: TaskControl,
    *,
    resume: bool = False,
) -> TrainingState:
    """Train a described network and keep the best weights by the validation score.

    Parameters
    ----------
    tell
        Called with a line about the data and with one for each validation.
    resume
        Go on from the checkpoint of a run that was stopped.

    Raises
    ------
    IODeepError
        If the description, the data or the checkpoint are wrong, or a file cannot be written.
    Cancelled
        If the task was cancelled; the checkpoint is that of the last step.
    """
    _, description = read_described(RunFiles(config.model).description)
    split = read_split(config, description, objective_of(description), workstation, tell, task)
    return train_on(config, split, batches(split.train, config.schedule), tell, task, resume=resume)


def batches(slices: Sequence[LabelledSlice], schedule: Schedule) -> list[tuple[Sequence[LabelledSlice], int]]:
    """Divide slices into those with and those without a finding, each with its number in a batch."""
    found = [item for item in slices if item.has_finding]
    without = [item for item in slices if not item.has_finding]
    if not (found and without and schedule.with_finding and schedule.batch > 1):
        return [(slices, schedule.batch)]
    count = min(schedule.batch - 1, max(1, round(schedule.batch * schedule.with_finding)))
    return [(found, count), (without, schedule.batch - count)]


def train_on(
    config: TrainingConfig,
    split: Split,
    batch: Sequence[tuple[Sequence[LabelledSlice], int]],
    tell: Callable[[str], None],
    task: TaskControl,
    *,
    resume: bool = False,
) -> TrainingState:
    """Train on slices that were read already; see :func:`train`.

    Parameters
    ----------
    batch
        The slices that every batch is drawn from, and how many of them.
    """
    files = RunFiles(config.model)
    text, description = read_described(files.description)
    objective = objective_of(description)
    torch.manual_seed(config.seed)
    network = _network(config, description)
    tell(_sentence_on(split))
    photometric = photometric_interpretation(config.model, config.card)
    sources = [(prepare_examples(slices, description, objective.target, photometric), count) for slices, count in batch]
    state = new_state(network, config.schedule.learning_rate, config.schedule.weight_decay, config.seed)
    origin = _origin(text, config, sources, split.validation)
    if resume:
        read_checkpoint(state, files.checkpoint, origin)
        tell(f"Going on after step {state.step} of {config.schedule.steps}.")

    def validate(candidate: nn.Module) -> float:
        loaded = in_memory(text, description, candidate, photometric)
        return objective.validation(
            [objective.judge(item, predict(loaded, item.image, TaskControl())) for item in split.validation]
        )

    def on_check(state: TrainingState) -> None:
        if state.best is state.curve[-1]:
            write_file(files.best, _stored(state.averaged, config))
        write_curve(files.curve, state.curve)
        write_checkpoint(state, files.checkpoint, origin)
        tell(_sentence_on_check(state, config.schedule.steps))

    try:
        fit(
            state,
            sources,
            config.schedule,
            config.augmentation,
            objective.loss,
            objective.move,
            validate,
            on_check,
            task,
            objective.mix,
        )
    except Cancelled:
        write_checkpoint(state, files.checkpoint, origin)
        tell(f"Put down after step {state.step}; go on with: {_command(config)} --resume")
        raise
    weights = _best(files)
    write_file(files.weights, weights)
    record = {"weights_sha256": hashlib.sha256(weights).hexdigest(), **_record(config, split, state, objective)}
    write_file(files.record, json.dumps(record, indent=2, ensure_ascii=False).encode())
    return state


def read_described(path: Path) -> tuple[str, NetworkDescription]:
    """Read ``network.json``: its text and its description.

    Raises
    ------
    NetworkError
        If it cannot be read or is not valid.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise NetworkError(f"{path} cannot be read.", "Describe the network there: see models/README.md.") from error
    return text, parse_architecture(text, path.parent.name)


def in_memory(text: str, description: NetworkDescription, network: nn.Module, photometric: str) -> LoadedNetwork:
    """Wrap a network that is not stored, so that it predicts as a stored one would."""
    record = NetworkRecord("", "in training", "", description.channels, "", "", "", "")
    iodeep = IODeep(record, text, None, photometric_interpretation=photometric)
    return LoadedNetwork(iodeep, description, network.eval(), next(network.parameters()).device)


def _network(config: TrainingConfig, description: NetworkDescription) -> nn.Module:
    name = config.model.name
    try:
        network = dnn_parser.build_network(description)
        if config.weights is not None:
            dnn_parser.load_weights(network, config.weights)
    except dnn_parser.NetworkDescriptionError as error:
        raise NetworkError(f"The description of “{name}” cannot be built: {error}.") from error
    except dnn_parser.WeightsError as error:
        raise NetworkError(f"“{name}” cannot start from {config.weights}: {error}.") from error
    if not any(parameter.requires_grad for parameter in network.parameters()):
        raise NetworkError(f"The network “{name}” has no weights to train.", "Describe one with layers that learn.")
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    return network.to(device, memory_format=torch.channels_last)  # type: ignore[call-overload]


def _stored(network: nn.Module, config: TrainingConfig) -> bytes:
    try:
        return weights_bytes(network.state_dict(), config.float16)
    except dnn_parser.WeightsError as error:
        raise NetworkError(f"The weights cannot be stored: {error}.", "Write float16 = false.") from error


def _best(files: RunFiles) -> bytes:
    try:
        return files.best.read_bytes()
    except OSError as error:
        raise NetworkError(
            f"The best weights of the run are gone: {files.best} cannot be read.", "Begin anew without --resume."
        ) from error


def _origin(
    text: str,
    config: TrainingConfig,
    sources: list[tuple[Examples, int]],
    validation: Sequence[LabelledSlice],
) -> str:
    """Digest of all that a run depends on."""
    settings = (config.split, config.schedule, config.augmentation, config.seed)
    digest = hashlib.sha256(f"{text}{settings}".encode())
    # The network has read the file already; what counts is its content, not how its place is spelled.
    digest.update(hashlib.sha256(config.weights.read_bytes() if config.weights else b"").digest())
    for examples, count in sources:
        digest.update(f"{count}{examples.values.shape}".encode())
        digest.update(examples.values.tobytes())
        digest.update(examples.targets.tobytes())
    for item in validation:
        digest.update(f"{item.image.values.shape}{item.image.values.dtype}{item.truth.shape}".encode())
        digest.update(item.image.values.tobytes())
        digest.update(item.truth.tobytes())
    return digest.hexdigest()


def _record(config: TrainingConfig, split: Split, state: TrainingState, objective: Objective[Any]) -> dict[str, Any]:
    schedule, best = config.schedule, state.best
    return {
        "training": {
            "command": _command(config),
            "seed": config.seed,
            "loss": objective.loss_name,
            "optimizer": f"AdamW, {schedule.learning_rate:g} rising then falling as a cosine, averaged weights, "
            f"{schedule.precision} activations",
            "batch": f"{schedule.batch} slices",
            "augmentation": asdict(config.augmentation),
            "kept": f"step {best.step if best else 0} of {state.step}, the best of the validation slices",
            "started_from": None if config.weights is None else config.weights.name,
        },
        "split": {"rule": config.split.sentence, **split.counts},
    }


def _command(config: TrainingConfig) -> str:
    """Return the command line of a run; a script has its own."""
    return f"iodeep train {config.file}" if config.file else "the same command"


def _sentence_on(split: Split) -> str:
    parts = (f"{name} {counts['with_finding']} + {counts['without']}" for name, counts in split.counts.items())
    return f"Slices with + without a finding: {', '.join(parts)}."


def _sentence_on_check(state: TrainingState, steps: int) -> str:
    now, best = state.curve[-1], state.best
    left = state.seconds / state.step * (steps - state.step) / 60
    kept = f"best {best.score:.4f} at step {best.step}" if best else ""
    return (
        f"step {state.step:6d}/{steps}  {left:6.1f} min left  loss {now.loss:.4f}  validation {now.score:.4f}  {kept}"
    )
