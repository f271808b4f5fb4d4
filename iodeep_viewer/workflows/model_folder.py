"""A network as a folder of its author: read, checked to the last key, made ready to be stored."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydicom.dataset import Dataset

from iodeep_viewer.core.iodeep import IODeep, NetworkRecord
from iodeep_viewer.core.model_card import card_problems
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.errors import NetworkError
from iodeep_viewer.files import write_atomically
from iodeep_viewer.inference.engine import LocalPredictor
from iodeep_viewer.inference.network import load_network, parse_architecture
from iodeep_viewer.inference.predictor import Predictor
from iodeep_viewer.inference.recorded_check import record_check, verify_check
from iodeep_viewer.objects.common import file_bytes
from iodeep_viewer.objects.iodeep.reader import read_iodeep
from iodeep_viewer.objects.iodeep.writer import write_iodeep

CHECK_FILE = "check.safetensors"
"""In a model folder: the recorded answer of the network to a pattern."""


@dataclass(frozen=True, slots=True, eq=False)
class Publication:
    """A network that passed every check, and the object that is to be stored.

    Attributes
    ----------
    network
        As a viewer will read it.
    task
        Of its description: segmentation, bounding_box or classification.
    """

    network: IODeep
    dataset: Dataset
    task: str

    @property
    def table(self) -> tuple[tuple[str, str], ...]:
        """Names and values that will be stored."""
        network, record = self.network, self.network.record
        architecture = network.architecture.encode()
        return (
            ("SOP class", "Raw Data Storage (1.2.840.10008.5.1.4.1.1.66)"),
            ("DnnUID, also SOP, series and study UID", record.dnn_uid),
            ("DnnName", record.dnn_name),
            ("DnnVersion", network.version),
            ("DnnPrevious", record.previous or "none"),
            ("Task", self.task),
            ("Modality", record.modality),
            ("BodyPartExamined", record.body_part_examined),
            ("SamplesPerPixel", str(record.samples_per_pixel)),
            ("PhotometricInterpretation", network.photometric_interpretation),
            ("Rows x Columns", f"{network.rows} x {network.columns}"),
            ("Weights", f"{len(network.weights or b''):,} bytes"),
            ("Weights SHA-256", network.weights_sha256),
            ("Description", f"{len(architecture):,} bytes"),
            ("Description SHA-256", hashlib.sha256(architecture).hexdigest()),
            ("Whole object", f"{len(file_bytes(self.dataset)):,} bytes"),
        )


def read_model_folder(folder: Path) -> IODeep:
    """Read ``network.json``, ``weights.safetensors`` and ``card.json`` of a folder into one network.

    Parameters
    ----------
    folder
        A model folder, see models/README.md.

    Returns
    -------
    IODeep
        Not built yet: weights as bytes, the description as JSON text.

    Raises
    ------
    NetworkError
        If a file is missing, or the card lacks an entry that selection needs; the sentence names it.
    """
    architecture = _read(folder, "network.json").decode("utf-8", errors="replace")
    weights = _read(folder, "weights.safetensors")
    card_text = _read(folder, "card.json").decode("utf-8", errors="replace")
    try:
        card = json.loads(card_text)
    except (ValueError, RecursionError) as error:
        raise NetworkError(f"card.json in {folder.name} is not valid JSON.", str(error)) from error
    if not isinstance(card, dict):
        raise NetworkError(f"card.json in {folder.name} is not a JSON object.", "See models/README.md for its keys.")
    digest = hashlib.sha256(weights).hexdigest()
    stated = _entry(card, "weights_sha256", folder)
    if stated != digest:
        raise NetworkError(
            f"The card of {folder.name} states other weights (SHA-256 {stated[:12]}…) than the folder holds "
            f"({digest[:12]}…).",
            "Write the card anew after training.",
        )
    selection = card.get("selection")
    if not isinstance(selection, dict):
        raise NetworkError(f"card.json in {folder.name} has no “selection”.", "Add it: viewers find the network by it.")
    dnn_uid = _entry(card, "dnn_uid", folder)
    description = parse_architecture(architecture, _entry(card, "name", folder))
    record = NetworkRecord(
        dnn_uid=dnn_uid,
        dnn_name=_entry(card, "name", folder),
        modality=_entry(selection, "modality", folder),
        samples_per_pixel=_samples(selection, folder),
        body_part_examined=_entry(selection, "body_part_examined", folder),
        study_instance_uid=dnn_uid,
        series_instance_uid=dnn_uid,
        sop_instance_uid=dnn_uid,
        previous=str(card.get("previous") or ""),
    )
    return IODeep(
        record=record,
        architecture=architecture,
        weights=weights,
        weights_sha256=digest,
        version=_entry(card, "version", folder),
        card=card_text,
        photometric_interpretation=_entry(selection, "photometric_interpretation", folder),
        rows=description.rows,
        columns=description.columns,
    )


def load_model_folder(folder: Path, task: TaskControl) -> Predictor:
    """Make the network of a folder ready to run.

    Parameters
    ----------
    folder
        A model folder, see models/README.md.
    task
        For progress and cancellation.

    Returns
    -------
    Predictor
        Ready to run on this computer.

    Raises
    ------
    NetworkError
        If a file is missing or wrong, or the network does not build.
    Cancelled
        If the task was cancelled.
    """
    return LocalPredictor(load_network(read_model_folder(folder), task))


def record_answer(folder: Path, task: TaskControl) -> None:
    """Write the answer of the network of a folder to a pattern into ``check.safetensors``.

    Parameters
    ----------
    folder
        A model folder, see models/README.md.
    task
        For progress and cancellation.

    Raises
    ------
    NetworkError
        If the network does not build, or the file cannot be written.
    """
    content = record_check(load_network(read_model_folder(folder), task))
    try:
        write_atomically(folder / CHECK_FILE, lambda file: file.write(content))
    except OSError as error:
        raise NetworkError(f"{CHECK_FILE} cannot be written in {folder}: {error.strerror}.") from error


def prepare_publication(folder: Path, task: TaskControl) -> Publication:
    """Check everything in a model folder and make the object to be stored. Nothing is stored.

    Parameters
    ----------
    folder
        A model folder, see models/README.md, with ``check.safetensors``.
    task
        For progress and cancellation.

    Returns
    -------
    Publication
        The network, the object to store and the task of the network.

    Raises
    ------
    NetworkError
        If the card is not complete, the network does not build, its weights do not fit, or it answers otherwise than
        recorded.
    """
    network = read_model_folder(folder)
    card, document = json.loads(network.card), json.loads(network.architecture)
    problems = list(card_problems(card))
    if not problems and card["preprocessing"] != document.get("preprocessing", {}):
        problems.append("“preprocessing” is not that of network.json.")
    if problems:
        raise NetworkError(
            f"card.json in {folder.name} is not complete: {' '.join(problems)}", "See models/README.md for its keys."
        )
    loaded = load_network(network, task)
    hint = f"Record what the network answers: iodeep models check {folder} --record"
    verify_check(loaded, _read(folder, CHECK_FILE, hint))
    dataset = write_iodeep(network)
    return Publication(read_iodeep(dataset), dataset, loaded.description.postprocessing.task.value)


def _read(folder: Path, name: str, hint: str = "") -> bytes:
    try:
        return (folder / name).read_bytes()
    except OSError as error:
        raise NetworkError(
            f"{name} cannot be read in {folder}.",
            hint or "A network is a folder with network.json, weights.safetensors and card.json.",
        ) from error


def _entry(card: dict[str, Any], key: str, folder: Path) -> str:
    value = card.get(key)
    if value in (None, ""):
        raise NetworkError(f"card.json in {folder.name} has no “{key}”.", "Add it: viewers find the network by it.")
    return str(value)


def _samples(selection: dict[str, Any], folder: Path) -> int:
    text = _entry(selection, "samples_per_pixel", folder)
    if text not in ("1", "3"):
        raise NetworkError(f"“samples_per_pixel” in card.json of {folder.name} is {text}.", "It is 1 or 3.")
    return int(text)
