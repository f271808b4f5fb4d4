"""Records of stored networks. Networks never change, so each is asked about once."""

from __future__ import annotations

import logging
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from iodeep_viewer.archives.archive import Archive, network_reference
from iodeep_viewer.codec import Format, Malformed
from iodeep_viewer.core.image_key import SeriesReference
from iodeep_viewer.core.iodeep import NetworkRecord
from iodeep_viewer.core.records import SeriesRecord
from iodeep_viewer.core.selection import SliceTags, select_network
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.files import write_atomically

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Known:
    series: SeriesReference
    record: NetworkRecord


@dataclass(frozen=True, slots=True)
class _Remembered:
    networks: tuple[_Known, ...]


# Up to version 2 no entry names its archive: all of it is asked for again.
_FORMAT = Format(_Remembered, migrations=(lambda _: {"networks": []}, lambda _: {"networks": []}))


class NetworkCatalogue:
    """Records of networks by the series that holds them, remembered in a JSON file.

    Parameters
    ----------
    path
        The file; a damaged one is started anew, because all of it can be asked for again.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._known = _read(path)

    def networks(self, archive: Archive, tags: SliceTags | None, task: TaskControl) -> tuple[NetworkRecord, ...]:
        """List the networks of an archive.

        Parameters
        ----------
        archive
            Where they lie.
        tags
            Of a slice: a network that cannot match it is not asked about further, and keeps
            ``samples_per_pixel`` None. With None, all are asked about.
        task
            Reports networks asked about of all.

        Returns
        -------
        tuple of NetworkRecord
            Newest first, then by name.

        Raises
        ------
        PacsError
            If the archive cannot be asked.
        """
        series = archive.list_networks(task)
        records, learned = [], dict[SeriesReference, NetworkRecord]()
        try:
            for done, item in enumerate(series):
                task.report(done, len(series), "Reading the networks in the PACS")
                reference = network_reference(archive, _outline(item))
                known = self._known.get(reference)
                if known is None and (tags is None or _may_match(tags, item)):
                    known = archive.describe_network(item, task)
                    learned[reference] = known
                records.append(known or _outline(item))
        finally:
            if learned:
                self._remember(learned)
        by_name = sorted(records, key=lambda record: (record.dnn_name, record.dnn_uid))
        return tuple(sorted(by_name, key=lambda record: record.published, reverse=True))

    def _remember(self, learned: Mapping[SeriesReference, NetworkRecord]) -> None:
        with self._lock:
            self._known |= learned
            text = _FORMAT.dump(_Remembered(tuple(_Known(series, record) for series, record in self._known.items())))
            try:
                write_atomically(self._path, lambda file: file.write(text.encode()))
            except OSError as error:
                # It is a memory, not a need: the PACS can be asked again.
                log.warning("The list of known networks cannot be written: %s", error.strerror)


def _read(path: Path) -> dict[SeriesReference, NetworkRecord]:
    try:
        networks = _FORMAT.load(path.read_bytes()).networks
    except FileNotFoundError:
        return {}
    except (OSError, Malformed):
        log.warning("The list of known networks cannot be read and is started anew.")
        return {}
    return {item.series: item.record for item in networks}


def _outline(series: SeriesRecord) -> NetworkRecord:
    """Return the record of a network as far as a series-level response gives it."""
    return NetworkRecord(
        dnn_uid=series.series_instance_uid,
        dnn_name=series.series_description,
        modality=series.modality,
        samples_per_pixel=None,
        body_part_examined=series.body_part_examined,
        study_instance_uid=series.study_instance_uid,
        series_instance_uid=series.series_instance_uid,
        sop_instance_uid="",
    )


def _may_match(tags: SliceTags, series: SeriesRecord) -> bool:
    verdicts = select_network(tags, [_outline(series)]).candidates[0].verdicts
    return all(verdict.agrees for verdict in verdicts if verdict.keyword != "SamplesPerPixel")
