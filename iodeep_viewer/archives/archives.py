"""The archives of the settings: the one place that chooses a transport for each."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from iodeep_viewer.archives.archive import Archive
from iodeep_viewer.archives.dimse import DimseArchive
from iodeep_viewer.core.pacs_node import PacsNode
from iodeep_viewer.pacs.cache import InstanceCache


@dataclass(frozen=True, slots=True)
class Archives:
    """Archives with one cache for the instances that they send.

    Attributes
    ----------
    cache
        Received instances.
    """

    cache: InstanceCache

    def of(self, node: PacsNode) -> Archive:
        """Return the archive that a PACS of the settings is.

        Parameters
        ----------
        node
            The PACS.

        Returns
        -------
        Archive
            One that keeps received instances in the cache.
        """
        return DimseArchive(node, self.cache)


def open_archives(cache_folder: Path, max_bytes: int) -> Archives:
    """Open the cache of received instances.

    Parameters
    ----------
    cache_folder
        Made when needed; holds nothing else.
    max_bytes
        Size above which the series that were not used for longest are removed.

    Returns
    -------
    Archives
        Nothing is asked of any PACS yet.
    """
    return Archives(InstanceCache(cache_folder, max_bytes))


@contextmanager
def archive_on_trial(node: PacsNode) -> Iterator[Archive]:
    """Reach a PACS for the length of the block, and keep nothing of what it sends.

    Parameters
    ----------
    node
        The PACS, as the user enters it.

    Yields
    ------
    Archive
        One with a cache of its own.
    """
    with TemporaryDirectory(prefix="iodeep-") as folder:
        yield Archives(InstanceCache(Path(folder))).of(node)
