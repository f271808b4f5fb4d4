"""``iodeep publish`` and ``iodeep models``: networks in the PACS."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from iodeep_viewer.archives.archive import Archive
from iodeep_viewer.cli.options import Commands, add_pacs, archive_of, printable, workstation
from iodeep_viewer.core.iodeep import IODeep, NetworkRecord, successors, versions
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.errors import NetworkError
from iodeep_viewer.workflows.model_folder import Publication, prepare_publication, record_answer
from iodeep_viewer.workflows.networks import fetch_object
from iodeep_viewer.workflows.publishing import Stored, store_publication, withdraw


def add_commands(commands: Commands) -> None:
    """Add ``publish`` and ``models``."""
    publishing = commands.add_parser("publish", help="check the networks of model folders and store them in the PACS")
    publishing.add_argument(
        "folder", type=Path, nargs="+", help="with network.json, weights.safetensors, card.json, check.safetensors"
    )
    publishing.add_argument("--dry-run", action="store_true", help="check and show the object, store nothing")
    add_pacs(publishing)
    publishing.set_defaults(run=_publish)

    models = commands.add_parser("models", help="list the networks in the PACS, show, withdraw or check one")
    models.add_argument("--json", action="store_true", help="as JSON")
    add_pacs(models)
    models.set_defaults(run=_list)
    actions = models.add_subparsers(metavar="ACTION", help="the list of all, if none is given")

    # An option is taken before and after the action: what is given before must not be reset by the second parser.
    show = actions.add_parser("show", help="card, tags, versions and digests", argument_default=argparse.SUPPRESS)
    show.add_argument("uid", help="DnnUID, as in the list")
    show.add_argument("--json", action="store_true", help="as JSON")
    add_pacs(show)
    show.set_defaults(run=_show)

    withdrawing = actions.add_parser(
        "withdraw", help="put a successor in the place of a network", argument_default=argparse.SUPPRESS
    )
    withdrawing.add_argument("uid", help="DnnUID of the network that is not to be chosen any more")
    withdrawing.add_argument("--successor", type=Path, metavar="FOLDER", default=None, help="model folder to publish")
    add_pacs(withdrawing)
    withdrawing.set_defaults(run=_withdraw)

    check = actions.add_parser("check", help="check a model folder without a PACS", argument_default=argparse.SUPPRESS)
    check.add_argument("folder", type=Path, nargs="+")
    check.add_argument("--json", action="store_true", help="as JSON")
    check.add_argument(
        "--record", action="store_true", default=False, help="first write the network's answer as its check"
    )
    check.set_defaults(run=_check)


def _publish(options: argparse.Namespace) -> int:
    task = TaskControl()
    archive = None if options.dry_run else archive_of(options)
    for folder in options.folder:
        publication = prepare_publication(folder, task)
        _print_table(publication)
        if archive is None:
            print("  Nothing was stored: --dry-run.")
        else:
            _print_stored(store_publication(publication, archive, task), archive)
    return 0


def _check(options: argparse.Namespace) -> int:
    if options.pacs is not None:
        raise NetworkError("A model folder is checked without a PACS.", "Leave --pacs out.")
    tables: list[dict[str, str]] = []
    for folder in options.folder:
        if options.record:
            record_answer(folder, TaskControl())
        publication = prepare_publication(folder, TaskControl())
        tables.append(dict(publication.table))
        if not options.json:
            _print_table(publication)
            print("  Complete: iodeep publish stores it.")
    if options.json:
        print(json.dumps(tables, indent=2))
    return 0


def _list(options: argparse.Namespace) -> int:
    records = workstation().catalogue.networks(archive_of(options), None, TaskControl())
    replaced = successors(records)
    if options.json:
        print(json.dumps([_to_json(record, replaced) for record in records], indent=2))
    elif not records:
        print("The PACS holds no networks. Store one with: iodeep publish FOLDER")
    for record in () if options.json else records:
        print(printable(f"{record.dnn_uid}  {record.tag_key:<16}  {record.dnn_name}"))
        if record.dnn_uid in replaced:
            print(f"    replaced by {replaced[record.dnn_uid].dnn_uid}, not chosen any more")
    return 0


def _show(options: argparse.Namespace) -> int:
    archive, place, task = archive_of(options), workstation(), TaskControl()
    records = place.catalogue.networks(archive, None, task)
    record = _record(options.uid, records)
    network = fetch_object(archive, record, task)
    replaced = successors(records)
    line = versions(record, records)
    card = _card(network)
    if options.json:
        document = _to_json(record, replaced) | {
            "version": network.version,
            "weights_sha256": network.weights_sha256,
            "weights_uri": network.weights_uri,
            "versions": [item.dnn_uid for item in line],
            "card": card,
        }
        print(json.dumps(document, indent=2))
        return 0
    rows = [
        ("DnnUID", record.dnn_uid),
        ("Version", network.version),
        ("Published", record.published or "not said"),
        ("For", f"{record.tag_key}, {network.photometric_interpretation}, {network.rows} x {network.columns}"),
        ("Weights", f"{len(network.weights):,} bytes" if network.weights is not None else network.weights_uri),
        ("Weights SHA-256", network.weights_sha256 or "not stated"),
        ("Replaces", record.previous or "none"),
        ("Replaced by", replaced[record.dnn_uid].dnn_uid if record.dnn_uid in replaced else "none"),
    ]
    print(printable(record.dnn_name))
    _print_rows(rows)
    if len(line) > 1:
        print("\nVersions in the PACS, the last one first")
        for item in line:
            this = "  (this)" if item == record else ""
            print(printable(f"  {item.dnn_uid}  {item.published[:8]:<8}  {item.dnn_name}{this}"))
    print("\nCard")
    print(printable(json.dumps(card, indent=2, ensure_ascii=False)) if card else "  none")
    return 0


def _withdraw(options: argparse.Namespace) -> int:
    if options.successor is None:
        raise NetworkError(
            "A stored network never changes: it is withdrawn by a successor that takes its place.",
            "Give one with --successor FOLDER. To be without any, ask the administrator of the PACS to delete the "
            f"study {options.uid}.",
        )
    archive = archive_of(options)
    stored = withdraw(options.uid, options.successor, archive, TaskControl())
    print(printable(stored.record.dnn_name))
    _print_stored(stored, archive)
    print(f"  {options.uid} is not chosen any more while this one is there.")
    return 0


def _print_table(publication: Publication) -> None:
    print(publication.network.record.dnn_name)
    _print_rows(publication.table)


def _print_rows(rows: Sequence[tuple[str, str]]) -> None:
    width = max(len(name) for name, _ in rows)
    for name, value in rows:
        print(f"  {name:<{width}}  {printable(value)}")


def _print_stored(stored: Stored, archive: Archive) -> None:
    did = "It was there already" if stored.already else "Stored"
    print(f"  {did} in {archive.address}; found again by its tags, fetched back, digest equal.")


def _record(dnn_uid: str, records: Iterable[NetworkRecord]) -> NetworkRecord:
    for record in records:
        if record.dnn_uid == dnn_uid:
            return record
    raise NetworkError(f"The PACS holds no network {dnn_uid}.", "iodeep models lists those that it holds.")


def _to_json(record: NetworkRecord, replaced: dict[str, NetworkRecord]) -> dict[str, Any]:
    successor = replaced.get(record.dnn_uid)
    return asdict(record) | {"replaced_by": successor.dnn_uid if successor else ""}


def _card(network: IODeep) -> dict[str, Any]:
    """Return the card, which is data from the network and need not be one."""
    try:
        card = json.loads(network.card)
    except (ValueError, RecursionError):
        return {}
    return card if isinstance(card, dict) else {}
