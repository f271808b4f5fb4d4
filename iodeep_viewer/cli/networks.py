"""``iodeep publish`` and ``iodeep models``: networks in the PACS."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path

from iodeep_viewer.cli.options import Commands, add_pacs, node_of, workplace
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.workflows.publishing import publish


def add_commands(commands: Commands) -> None:
    """Add ``publish`` and ``models``."""
    publishing = commands.add_parser("publish", help="store the network of a model folder in the PACS")
    publishing.add_argument("folder", type=Path, nargs="+", help="with network.json, weights.safetensors, card.json")
    add_pacs(publishing)
    publishing.set_defaults(run=_publish)

    models = commands.add_parser("models", help="list the networks in the PACS")
    models.add_argument("--json", action="store_true", help="as JSON")
    add_pacs(models)
    models.set_defaults(run=_models)


def _publish(options: argparse.Namespace) -> int:
    node = node_of(options)
    for folder in options.folder:
        record = publish(folder, node, TaskControl())
        print(
            f"{record.dnn_name}\n  UID {record.dnn_uid}\n  for {record.modality}, {record.body_part_examined}, "
            f"{record.samples_per_pixel} sample(s) per pixel\n  stored in {node.ae_title}@{node.host}:{node.port} "
            "and found again"
        )
    return 0


def _models(options: argparse.Namespace) -> int:
    node = node_of(options)
    records = workplace().catalogue.networks(node, None, TaskControl())
    if options.json:
        print(json.dumps([asdict(record) for record in records], indent=2))
    elif not records:
        print("The PACS holds no networks. Store one with: iodeep publish FOLDER")
    for record in () if options.json else records:
        tags = f"{record.modality}/{record.body_part_examined}/{record.samples_per_pixel}"
        print(f"{record.dnn_uid}  {tags:<16}  {record.dnn_name}")
    return 0
