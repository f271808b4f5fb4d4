"""Objects that an archive does not have yet. An entry is on disk before it is sent, and until it is taken."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pydicom import Dataset

from iodeep_viewer.archives.archive import Archive
from iodeep_viewer.codec import Format, Malformed
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.core.uid import is_uid
from iodeep_viewer.errors import DicomDataError, DimseFailure, PacsError
from iodeep_viewer.files import write_atomically
from iodeep_viewer.pacs.status import DUPLICATE_SOP_INSTANCE

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class OutboxEntry:
    """One object that waits.

    Attributes
    ----------
    path
        The DICOM file.
    archive, address
        Key and address of the archive that it is for; empty where that is not known.
    problem
        A sentence, where the entry cannot be sent as it is; it stays on disk.
    """

    path: Path
    sop_instance_uid: str
    archive: str = ""
    address: str = ""
    problem: str = ""

    def is_for(self, archive: Archive) -> bool:
        """Return whether it waits for an archive.

        Parameters
        ----------
        archive
            Known by its key, or by its address where it was renamed.

        Returns
        -------
        bool
            Whether it is the one.
        """
        return archive.key == self.archive or (archive.address != "" and archive.address == self.address)


@dataclass(frozen=True, slots=True)
class OutboxResult:
    """Result of sending: the entries that left, and those that stay, with a sentence why."""

    sent: tuple[OutboxEntry, ...] = ()
    failed: tuple[tuple[OutboxEntry, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Destination:
    """Beside the DICOM file; up to program version 0.3 without a version, which is version 1."""

    node_name: str
    node_address: str


_FORMAT = Format(_Destination)


class Outbox:
    """A folder of objects to be stored; safe to use from several threads.

    Parameters
    ----------
    folder
        Made when needed.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._sending = threading.Lock()

    def add(self, archive: Archive, dataset: Dataset) -> Path:
        """Put an object in; when this returns, it survives a crash and a power failure.

        Parameters
        ----------
        archive
            Where it is to go.
        dataset
            With its file meta information.

        Returns
        -------
        Path
            The file of the entry.

        Raises
        ------
        DicomDataError
            If it has no SOPInstanceUID, or cannot be written to disk.
        """
        uid = str(dataset.get("SOPInstanceUID") or "")
        if not is_uid(uid):
            raise DicomDataError("An object without a SOPInstanceUID cannot be sent.")
        path = self.folder / f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}_{uid}.dcm"
        destination = _FORMAT.dump(_Destination(archive.key, archive.address)).encode()
        try:
            # The DICOM file makes the entry: it comes last and goes first.
            write_atomically(_destination_file(path), lambda file: file.write(destination), sync=True)
            write_atomically(path, lambda file: dataset.save_as(file, enforce_file_format=True), sync=True)
        except OSError as error:
            raise DicomDataError(
                f"The object cannot be written to {self.folder}: {error.strerror or error}.", "Make room on the disk."
            ) from error
        return path

    def pending(self) -> tuple[OutboxEntry, ...]:
        """Return the entries that are not sent yet.

        Returns
        -------
        tuple of OutboxEntry
            Oldest first; unreadable entries are included.
        """
        return tuple(_entry(path) for path in sorted(self.folder.glob("*.dcm")))

    def send(self, archive: Archive, task: TaskControl) -> OutboxResult:
        """Send the entries that wait for an archive, oldest first; one leaves when the archive has stored it.

        Parameters
        ----------
        archive
            The one to send to.
        task
            Reports entries sent of all.

        Returns
        -------
        OutboxResult
            Entries that left, and those that stay.

        Raises
        ------
        PacsError
            If the archive cannot be reached; nothing leaves.
        Cancelled
            If the task is cancelled; entries not sent by then stay.
        """
        sent: list[OutboxEntry] = []
        failed: list[tuple[OutboxEntry, str]] = []
        with self._sending:
            entries = [entry for entry in self.pending() if entry.is_for(archive)]
            if entries:
                archive.check(task)
            for done, entry in enumerate(entries):
                task.report(done, len(entries), "Sending the outbox")
                try:
                    archive.store([entry.path], task)
                except (PacsError, DicomDataError) as error:
                    # The archive took it before, and its answer was lost: no other object has our UID.
                    if not (isinstance(error, DimseFailure) and error.status == DUPLICATE_SOP_INSTANCE):
                        failed.append((entry, str(error)))
                        continue
                _remove(entry)
                sent.append(entry)
        return OutboxResult(tuple(sent), tuple(failed))


def _destination_file(path: Path) -> Path:
    return path.with_suffix(".json")


def _remove(entry: OutboxEntry) -> None:
    """Remove an entry that is stored; where that fails it is sent once more, which changes nothing."""
    try:
        entry.path.unlink(missing_ok=True)
        _destination_file(entry.path).unlink(missing_ok=True)
    except OSError as error:  # its text names the file, and so the object
        log.warning("An object that was sent cannot be removed from the outbox: %s", error.strerror)


def _entry(path: Path) -> OutboxEntry:
    uid = path.stem.partition("_")[2]
    try:
        destination = _FORMAT.load(_destination_file(path).read_bytes())
        return OutboxEntry(path, uid, destination.node_name, destination.node_address)
    except (OSError, Malformed):
        return OutboxEntry(path, uid, problem=f"Nothing says which PACS {path.name} is for; it stays in the outbox.")
