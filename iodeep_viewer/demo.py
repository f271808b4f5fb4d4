"""The demo: sample studies and networks in an archive inside the process."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from iodeep_viewer.archives.dimse import DimseArchive
from iodeep_viewer.core.pacs_node import PacsNode
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.errors import IODeepError
from iodeep_viewer.pacs.cache import InstanceCache
from iodeep_viewer.pacs.embedded import EmbeddedArchive
from iodeep_viewer.workflows.publishing import publish

DEMO_NAME = "Demo archive"
"""Of the PACS that the demo is."""

_PACKAGE = Path(__file__).resolve().parent
_PLACES = (_PACKAGE / "data", _PACKAGE.parent)
"""Folders that may hold ``sample_dicom`` and ``models``: that of an installed package, then that of a checkout."""


@dataclass(frozen=True, slots=True)
class Demo:
    """A running demo archive.

    Attributes
    ----------
    node
        How to reach it.
    stored
        Folder into which it writes the objects that it is sent.
    networks
        Names of the networks that were published.
    """

    node: PacsNode
    stored: Path
    networks: tuple[str, ...]


@contextmanager
def demo_archive(folder: Path) -> Iterator[Demo]:
    """Serve ``sample_dicom/`` and the networks of ``models/`` as long as the block runs.

    Parameters
    ----------
    folder
        Writable; holds the objects that are stored.

    Raises
    ------
    IODeepError
        If the samples are missing, or a network cannot be published.
    """
    place = next((place for place in _PLACES if (place / "sample_dicom").is_dir()), None)
    if place is None:
        raise IODeepError(
            "The sample studies and networks are missing from this installation.",
            "Install the viewer again, or run the demo from a checkout of the project: make demo.",
        )
    stored = folder / "stored"
    with EmbeddedArchive([place / "sample_dicom"], stored) as archive:
        node = replace(archive.node(), name=DEMO_NAME)
        with TemporaryDirectory(prefix="iodeep-") as fetched:
            served = DimseArchive(node, InstanceCache(Path(fetched)))
            cards = sorted((place / "models").glob("*/card.json"))
            names = tuple(publish(path.parent, served, TaskControl()).dnn_name for path in cards)
        yield Demo(node, stored, names)
