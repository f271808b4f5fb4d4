"""A small archive in the process, over folders of DICOM files: for the demo and for work without a PACS.

C-ECHO, C-STORE, C-FIND, C-MOVE and C-GET (PS3.4 annexes A, B, C; Study Root).
"""

from __future__ import annotations

import socket
import threading
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from pydicom import Dataset, dcmread
from pynetdicom import AE, AllStoragePresentationContexts, build_context, evt
from pynetdicom.sop_class import (
    StudyRootQueryRetrieveInformationModelFind,
    StudyRootQueryRetrieveInformationModelGet,
    StudyRootQueryRetrieveInformationModelMove,
    Verification,
)

from iodeep_viewer.core.pacs_node import PacsNode
from iodeep_viewer.errors import DicomDataError, PacsError
from iodeep_viewer.files import write_atomically
from iodeep_viewer.pacs.archive_index import ArchiveIndex, IndexedInstance, read_instance
from iodeep_viewer.pacs.transport import HANDLERS, TRANSFER_SYNTAXES, Server

_SUCCESS = 0x0000
_CANCEL = 0xFE00
_PENDING = 0xFF00
_OUT_OF_RESOURCES = 0xA700
_DOES_NOT_MATCH = 0xA900
_CANNOT_UNDERSTAND = 0xC000
_NOT_AUTHORISED = 0x0124


class EmbeddedArchive:
    """An archive that runs while its ``with`` block does, or from :meth:`start` to :meth:`stop`.

    Parameters
    ----------
    folders
        Read recursively, never written to.
    store_folder
        Folder for received objects; read as well. Without one the archive refuses C-STORE.
    host, port
        Where it listens; port 0 takes a free one.
    destinations
        AE title -> (host, port) of C-MOVE destinations; :meth:`node` adds its own.

    Raises
    ------
    SettingsError
        On start, if the AE title, host or port makes no sense.
    PacsError
        On start, if it cannot listen there.
    """

    def __init__(
        self,
        folders: Sequence[Path],
        store_folder: Path | None = None,
        *,
        ae_title: str = "EMBEDDED",
        host: str = "127.0.0.1",
        port: int = 0,
        destinations: Mapping[str, tuple[str, int]] | None = None,
    ) -> None:
        self.host = host
        self.port = port
        self.ae_title = ae_title
        self._store_folder = store_folder
        self._destinations = dict(destinations or {})
        self._index = ArchiveIndex([*folders, *([store_folder] if store_folder else [])])
        self._storing = threading.Lock()
        self._server: Server | None = None

    @property
    def skipped(self) -> tuple[Path, ...]:
        """Files that are not DICOM objects, once a first request made the archive read its folders."""
        return tuple(self._index.skipped)

    def start(self) -> None:
        """Listen; the folders are read with the first request."""
        # Settings are checked as those of a PACS; port 0 alone is allowed.
        PacsNode("archive", self.host, self.port or 1, self.ae_title)
        ae = AE(self.ae_title)
        ae.require_called_aet = True
        for model in (
            Verification,
            StudyRootQueryRetrieveInformationModelFind,
            StudyRootQueryRetrieveInformationModelMove,
            StudyRootQueryRetrieveInformationModelGet,
        ):
            ae.add_supported_context(model)
        for context in AllStoragePresentationContexts:
            # Both roles: the peer sends (C-STORE), or receives over its own association (C-GET).
            ae.add_supported_context(context.abstract_syntax, TRANSFER_SYNTAXES, scu_role=True, scp_role=True)
        handlers = [
            (evt.EVT_C_ECHO, lambda _: _SUCCESS),
            (evt.EVT_C_STORE, self._store),
            (evt.EVT_C_FIND, self._find),
            (evt.EVT_C_MOVE, self._move),
            (evt.EVT_C_GET, self._get),
        ]
        try:
            self._server = Server(ae, self.host, self.port, handlers)
        except OSError as error:
            raise PacsError(
                f"The archive cannot listen at {self.host}:{self.port}: {error.strerror or error}.",
                "Choose another port.",
            ) from error
        self.port = self._server.port

    def stop(self) -> None:
        """Stop listening and end all associations."""
        if self._server is not None:
            self._server.stop()
            self._server = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def node(self, calling_ae_title: str = "IODEEP", own_port: int | None = None) -> PacsNode:
        """Return the node by which this program reaches the archive, known to it as a C-MOVE destination.

        Parameters
        ----------
        own_port
            Of our storage SCP; None takes a free one.
        """
        own_port = own_port or _free_port()
        self._destinations[calling_ae_title] = (self.host, own_port)
        return PacsNode(
            name=f"{self.ae_title} archive",
            host=self.host,
            port=self.port,
            ae_title=self.ae_title,
            calling_ae_title=calling_ae_title,
            own_port=own_port,
        )

    def _store(self, event: evt.Event) -> int:
        if self._store_folder is None:
            return _NOT_AUTHORISED
        encoded: bytes = event.encoded_dataset()
        try:
            # A name that is a UID cannot lead out of the folder; read_instance refuses any other.
            path = self._store_folder / f"{event.request.AffectedSOPInstanceUID}.dcm"
            instance = read_instance(BytesIO(encoded), path)
        except DicomDataError:
            return _CANNOT_UNDERSTAND
        if instance.sop_instance_uid != event.request.AffectedSOPInstanceUID:
            return _DOES_NOT_MATCH
        try:
            # Archived objects do not change: a second object of its identity counts as the first while that is there.
            with self._storing:
                known = self._index.get(instance.identity)
                if known is None and path.exists():
                    # That one is of another patient, study or series.
                    path = path.with_name(f"{instance.sop_instance_uid}_{uuid.uuid4().hex}.dcm")
                if known is None or not known.path.is_file():
                    write_atomically(path, lambda file: file.write(encoded))
                    self._index.add(replace(instance, path=path))
        except OSError:
            return _OUT_OF_RESOURCES
        return _SUCCESS

    def _find(self, event: evt.Event) -> Iterator[tuple[int, Dataset | None]]:
        try:
            for response in self._index.find(event.identifier):
                if event.is_cancelled:
                    yield _CANCEL, None
                    return
                yield _PENDING, response
        except DicomDataError:
            yield _DOES_NOT_MATCH, None

    def _move(self, event: evt.Event) -> Iterator[Any]:
        destination = self._destinations.get(str(event.move_destination).strip())
        if destination is None:
            yield None, None
            return
        instances = self._index.select(event.identifier)
        kinds = sorted({(item.sop_class_uid, item.transfer_syntax_uid) for item in instances})
        contexts = [build_context(*kind) for kind in kinds]
        yield (*destination, {"contexts": contexts, "evt_handlers": HANDLERS})
        yield len(instances)
        yield from _sub_operations(event, instances)

    def _get(self, event: evt.Event) -> Iterator[Any]:
        instances = self._index.select(event.identifier)
        yield len(instances)
        yield from _sub_operations(event, instances)


def _sub_operations(event: evt.Event, instances: Sequence[IndexedInstance]) -> Iterator[tuple[int, Dataset | None]]:
    for instance in instances:
        if event.is_cancelled:
            yield _CANCEL, None
            return
        try:
            yield _PENDING, dcmread(instance.path)
        except Exception:  # the file is gone or damaged since it was read
            failed = Dataset()
            failed.SOPInstanceUID = instance.sop_instance_uid
            # Without a SOP class it cannot be sent: pynetdicom counts it as failed.
            yield _PENDING, failed


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
