"""``iodeep archive``: serve a folder of DICOM files."""

from __future__ import annotations

import argparse
import signal
import threading
from pathlib import Path

from iodeep_viewer.cli.options import Commands
from iodeep_viewer.core.pacs_node import PacsNode
from iodeep_viewer.errors import IODeepError
from iodeep_viewer.pacs.embedded import EmbeddedArchive


def add_commands(commands: Commands) -> None:
    """Add ``archive``."""
    archive = commands.add_parser("archive", help="serve a folder of DICOM files as a small archive")
    archive.add_argument("folder", type=Path, help="folder of DICOM files; stored objects go here too")
    archive.add_argument("--ae-title", default="EMBEDDED")
    archive.add_argument("--host", default="127.0.0.1", help="address to listen on")
    archive.add_argument("--port", type=int, default=11112)
    archive.add_argument(
        "--destination",
        action="append",
        default=[],
        metavar="AE@HOST:PORT",
        help="where C-MOVE may send to, as often as needed; IODEEP@127.0.0.1:11113 is known",
    )
    archive.set_defaults(run=_archive)


def _archive(options: argparse.Namespace) -> int:
    if not options.folder.is_dir():
        raise IODeepError(f"{options.folder} is not a folder.", "Give a folder of DICOM files.")
    destinations = {"IODEEP": ("127.0.0.1", 11113)}
    for text in options.destination:
        node = PacsNode.parse(text)
        destinations[node.ae_title] = (node.host, node.port)
    with EmbeddedArchive(
        [],  # the folder where it stores is served as well
        options.folder,
        ae_title=options.ae_title,
        host=options.host,
        port=options.port,
        destinations=destinations,
    ) as archive:
        where = f"{archive.ae_title}@{archive.host}:{archive.port}"
        print(f"Serving {options.folder} as {where}; Ctrl+C ends it.", flush=True)
        stop = threading.Event()
        signal.signal(signal.SIGTERM, lambda *_: stop.set())
        stop.wait()
    return 0
