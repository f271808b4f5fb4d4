"""The workstation of all use cases: folders on disk and the networks that are loaded."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from iodeep_viewer.archives.archives import Archives, open_archives
from iodeep_viewer.archives.outbox import Outbox
from iodeep_viewer.inference.engine import Engine
from iodeep_viewer.settings import Settings
from iodeep_viewer.workflows.catalogue import NetworkCatalogue
from iodeep_viewer.workflows.journal import Journal


@dataclass(frozen=True, slots=True)
class Workstation:
    """One workstation.

    Attributes
    ----------
    archives
        Every PACS of the settings, with the instances that were received.
    outbox
        Structure sets and key objects that are not in the PACS yet.
    catalogue
        Records of stored networks.
    journal
        Reviews under way; survives a crash.
    engine
        Networks ready to run.
    unpacked
        Folder for the files of ZIPs that are open.
    """

    archives: Archives
    outbox: Outbox
    catalogue: NetworkCatalogue
    journal: Journal
    engine: Engine
    unpacked: Path


def open_workstation(folder: Path, settings: Settings) -> Workstation:
    """Open a workstation in a data folder.

    Parameters
    ----------
    folder
        Data folder; laid out if it is empty.
    settings
        Of this the limit of the cache.

    Returns
    -------
    Workstation
        Without networks in memory yet.
    """
    return Workstation(
        open_archives(folder / "cache", settings.storage.cache_limit_mb * 1_000_000),
        Outbox(folder / "outbox"),
        NetworkCatalogue(folder / "networks.json"),
        Journal(folder / "journal.sqlite3", former=folder / "journal"),
        Engine(),
        folder / "unpacked",
    )
