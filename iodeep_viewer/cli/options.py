"""Options that the commands share: which PACS, and this computer's memory of it."""

from __future__ import annotations

import argparse
from dataclasses import replace
from typing import TypeAlias

from iodeep_viewer.archives.archive import Archive
from iodeep_viewer.core.pacs_node import PacsNode, RetrieveMethod
from iodeep_viewer.errors import IODeepError
from iodeep_viewer.settings import active_node, data_folder, load_settings
from iodeep_viewer.workflows.workstation import Workstation, open_workstation

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
"""Where a module adds its commands."""


def printable(text: str) -> str:
    """Return text of the PACS without control characters, which a terminal would obey."""
    kept = (
        character if character.isprintable() or character == "\n" else "\N{REPLACEMENT CHARACTER}" for character in text
    )
    return "".join(kept)


def add_pacs(parser: argparse.ArgumentParser) -> None:
    """Let a command be told which PACS to use."""
    parser.add_argument(
        "--pacs", metavar="AE@HOST:PORT", help="e.g. ORTHANC@127.0.0.1:4242; the one of the settings if not given"
    )
    parser.add_argument("--calling-ae", help="how the PACS knows us (IODEEP)")
    parser.add_argument("--own-port", type=int, help="where we receive by C-MOVE (11113)")
    parser.add_argument("--get", action="store_true", help="retrieve by C-GET instead of C-MOVE")


def node_of(options: argparse.Namespace) -> PacsNode:
    """Return the PACS of a command line, else that of the settings.

    Raises
    ------
    IODeepError
        If there is neither.
    """
    if options.pacs is not None:
        node: PacsNode | None = PacsNode.parse(options.pacs)
    else:
        node = active_node(load_settings())
    if node is None:
        raise IODeepError("No PACS is set up.", "Give one with --pacs AE@HOST:PORT.")
    if options.calling_ae is not None:
        node = replace(node, calling_ae_title=options.calling_ae)
    if options.own_port is not None:
        node = replace(node, own_port=options.own_port)
    return replace(node, retrieve=RetrieveMethod.GET) if options.get else node


def archive_of(options: argparse.Namespace) -> Archive:
    """Return the archive of a command line, else that of the settings; errors as for :func:`node_of`."""
    return workstation().archives.of(node_of(options))


def workstation() -> Workstation:
    """Return the workstation of this computer, for the settings as they are."""
    return open_workstation(data_folder(), load_settings())
