"""From a folder of a network author to a network in the PACS that can be found."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from iodeep_viewer.core.iodeep import IODeep, NetworkRecord
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.errors import NetworkError, PacsError
from iodeep_viewer.inference.engine import load_network, parse_architecture
from iodeep_viewer.objects.iodeep_object import write_iodeep
from iodeep_viewer.pacs.network_query import find_network, find_network_series
from iodeep_viewer.pacs.node import PacsNode
from iodeep_viewer.pacs.store import store_instances


def read_model_folder(folder: Path) -> IODeep:
    """Read ``network.json``, ``weights.safetensors`` and ``card.json`` of a folder into one network.

    Raises
    ------
    NetworkError
        If a file is missing or the card lacks what selection needs; the sentence names it.
    """
    architecture = _read(folder, "network.json").decode("utf-8", errors="replace")
    weights = _read(folder, "weights.safetensors")
    card_text = _read(folder, "card.json").decode("utf-8", errors="replace")
    try:
        card = json.loads(card_text)
    except ValueError as error:
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


def publish(folder: Path, node: PacsNode, task: TaskControl) -> NetworkRecord:
    """Check a model folder, store it in the PACS, and find it again.

    Raises
    ------
    NetworkError
        If the network does not build or its weights do not fit: nothing is stored then.
    PacsError
        If it cannot be stored, or is not found afterwards.
    """
    network = read_model_folder(folder)
    load_network(network, task)
    task.check()
    store_instances(node, [write_iodeep(network)], task)
    record = network.record
    for series in find_network_series(node, task, record.modality, record.body_part_examined):
        if series.series_instance_uid == record.series_instance_uid:
            found = find_network(node, series, task)
            if found.samples_per_pixel == record.samples_per_pixel:
                return found
    raise PacsError(
        f"The PACS took “{record.dnn_name}” but does not find it by the tags that were stored.",
        "Viewers would not select it: check whether the PACS changes what it stores.",
    )


def _read(folder: Path, name: str) -> bytes:
    try:
        return (folder / name).read_bytes()
    except OSError as error:
        raise NetworkError(
            f"{name} cannot be read in {folder}.",
            "A network is a folder with network.json, weights.safetensors and card.json.",
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
