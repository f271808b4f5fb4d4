"""``iodeep``: the same use cases without a window.

Exit status 0 when all went well, 1 for an error that is told in a sentence, 2 for a wrong command line, 3 when no
network matches, 130 when it was interrupted (Ctrl+C).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from iodeep_viewer import __version__
from iodeep_viewer.cli.archive import add_commands as add_archive
from iodeep_viewer.cli.networks import add_commands as add_networks
from iodeep_viewer.cli.options import printable
from iodeep_viewer.cli.slices import add_commands as add_slices
from iodeep_viewer.cli.training import add_commands as add_training
from iodeep_viewer.errors import IODeepError, NoMatchingNetwork

NO_MATCH = 3
"""Exit status when no network matches the slice."""

_COMMANDS = (add_archive, add_networks, add_slices, add_training)
"""Each adds the commands of its module."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return the exit status."""
    parser = argparse.ArgumentParser("iodeep", description="Networks that live in the PACS.")
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for add_commands in _COMMANDS:
        add_commands(commands)
    options = parser.parse_args(arguments)
    try:
        status: int = options.run(options)
    except NoMatchingNetwork as error:
        sys.stderr.write(f"{printable(str(error))}\n")
        return NO_MATCH
    except IODeepError as error:
        sys.stderr.write(f"{printable(str(error))}\n")
        return 1
    except KeyboardInterrupt:
        return 130
    return status
