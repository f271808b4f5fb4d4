"""Our storage SCP: receives the instances of a C-MOVE (PS3.4 annex B).

One server per own port, shared by the retrieves that run at the same time and gone with the last of them.
The handlers write the bytes as they were received and decode nothing but the names of patient, study and series.
"""

from __future__ import annotations

import errno
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from pydicom import Dataset
from pydicom.filebase import DicomIO
from pydicom.filereader import read_dataset
from pydicom.filewriter import write_file_meta_info
from pydicom.tag import Tag
from pynetdicom import AE, AllStoragePresentationContexts, evt

from iodeep_viewer.core.image_key import SeriesReference, names_another
from iodeep_viewer.core.pacs_node import PacsNode
from iodeep_viewer.core.records import PatientRecord
from iodeep_viewer.core.uid import is_uid
from iodeep_viewer.errors import PacsError
from iodeep_viewer.pacs.attributes import Attributes
from iodeep_viewer.pacs.cache import InstanceCache
from iodeep_viewer.pacs.transport import TRANSFER_SYNTAXES, Server

_OUT_OF_RESOURCES = 0xA700
_NOT_AUTHORISED = 0x0124
_INVALID_INSTANCE = 0x0117

_CHARACTER_SET = Tag(0x0008, 0x0005)
_PATIENT_NAME, _PATIENT_ID = Tag(0x0010, 0x0010), Tag(0x0010, 0x0020)
_STUDY, _SERIES = Tag(0x0020, 0x000D), Tag(0x0020, 0x000E)


class Receiver:
    """Writes the instances of one retrieve to the cache.

    Parameters
    ----------
    reference
        The series that the retrieve asked for: an instance that states another study, series or patient is not kept.
    expected
        SOPInstanceUIDs that the retrieve asked for; others are turned away. Empty where they are not known.
    on_received
        Called with the path of each instance, on a thread of the network.

    Attributes
    ----------
    received
        SOPInstanceUID -> path, in the order of arrival.
    foreign
        SOPInstanceUIDs of instances that state another study, series or patient.
    problem
        Why an instance could not be written, if so.
    """

    def __init__(
        self,
        cache: InstanceCache,
        reference: SeriesReference,
        expected: frozenset[str],
        on_received: Callable[[Path], None] | None = None,
    ) -> None:
        self.received: dict[str, Path] = {}
        self.foreign: set[str] = set()
        self.problem: OSError | None = None
        self._cache = cache
        self._reference = reference
        self._expected = expected
        self._on_received = on_received

    def wants(self, sop_uid: str) -> bool:
        """Return whether this retrieve asked for the instance."""
        return not self._expected or sop_uid in self._expected

    def handle_store(self, event: evt.Event) -> int:
        """Write an instance of a C-STORE request; returns the status (PS3.4 section B.2.3)."""
        sop_uid = str(event.request.AffectedSOPInstanceUID or "")
        if not is_uid(sop_uid):
            return _INVALID_INSTANCE
        if not self.wants(sop_uid):
            return _NOT_AUTHORISED
        if _states_another(event, self._reference):
            # A failure would be counted as one of the retrieve, and some archives end it there.
            self.foreign.add(sop_uid)
            return 0x0000
        if sop_uid in self.received:
            return 0x0000
        try:
            path = self._cache.store(self._reference, sop_uid, lambda file: write_request(event, file))
        except OSError as error:
            self.problem = error
            return _OUT_OF_RESOURCES
        self.received[sop_uid] = path
        if self._on_received is not None:
            self._on_received(path)
        return 0x0000


def _states_another(event: evt.Event, reference: SeriesReference) -> bool:
    """Return whether the instance of a C-STORE request states another study, series or patient than a reference."""
    header = Attributes(_header(event))
    stated = (header.uid("StudyInstanceUID"), header.uid("SeriesInstanceUID"))
    asked = (reference.study_instance_uid, reference.series_instance_uid)
    if any(uid and uid != own for uid, own in zip(stated, asked, strict=True)):
        return True
    patient = PatientRecord(patient_name=header.text("PatientName"), patient_id=header.text("PatientID"))
    return names_another(reference.patient, patient)


def _header(event: evt.Event) -> Dataset:
    """Read the identity of an instance; empty where its bytes are damaged, which reading it will report."""
    syntax, encoded = event.context.transfer_syntax, event.request.DataSet
    try:
        if syntax.is_deflated:
            encoded = BytesIO(zlib.decompress(encoded.getvalue(), -zlib.MAX_WBITS))
        encoded.seek(0)
        return read_dataset(
            encoded,
            syntax.is_implicit_VR,
            syntax.is_little_endian,
            stop_when=lambda tag, *_: tag > _SERIES,
            specific_tags=[_CHARACTER_SET, _PATIENT_NAME, _PATIENT_ID, _STUDY, _SERIES],
        )
    except Exception:  # pydicom raises whatever damaged bytes lead to
        return Dataset()


def write_request(event: evt.Event, file: BinaryIO) -> None:
    """Write the instance of a C-STORE request in the DICOM file format (PS3.10 section 7), undecoded."""
    file.write(b"\0" * 128 + b"DICM")
    write_file_meta_info(DicomIO(file), event.file_meta)
    file.write(event.request.DataSet.getbuffer())


@contextmanager
def receiving(node: PacsNode, receiver: Receiver) -> Iterator[None]:
    """Listen on the own port of the node for the length of the block and hand over arriving instances.

    Raises
    ------
    PacsError
        If the port cannot be listened on.
    """
    key = (node.calling_ae_title, node.own_port)
    with _lock:
        server = _servers.get(key)
        if server is None:
            server = _servers[key] = _StorageScp(node)
        server.receivers.append(receiver)
    try:
        yield
    finally:
        with _lock:
            server.receivers.remove(receiver)
            if not server.receivers:
                del _servers[key]
                server.stop()


class _StorageScp:
    def __init__(self, node: PacsNode) -> None:
        ae = AE(node.calling_ae_title)
        ae.require_called_aet = True
        ae.acse_timeout = ae.dimse_timeout = ae.network_timeout = node.timeout
        for context in AllStoragePresentationContexts:
            ae.add_supported_context(context.abstract_syntax, TRANSFER_SYNTAXES)
        self.receivers: list[Receiver] = []
        try:
            # All interfaces: the PACS may be on another computer or in a container.
            self._server = Server(ae, "", node.own_port, [(evt.EVT_C_STORE, self._handle_store)])
        except OSError as error:
            raise _cannot_listen(node.own_port, error) from error

    def stop(self) -> None:
        self._server.stop()

    def _handle_store(self, event: evt.Event) -> int:
        sop_uid = str(event.request.AffectedSOPInstanceUID or "")
        statuses = [receiver.handle_store(event) for receiver in list(self.receivers) if receiver.wants(sop_uid)]
        return max(statuses, default=_NOT_AUTHORISED)


def _cannot_listen(port: int, error: OSError) -> PacsError:
    if error.errno == errno.EADDRINUSE:
        return PacsError(
            f"Port {port} of this computer is in use, so the PACS cannot send images to it.",
            "Close the other program (another viewer?), or set another own port here and in the PACS.",
        )
    if error.errno == errno.EACCES:
        return PacsError(
            f"Port {port} of this computer may not be listened on.",
            "Choose an own port above 1023, here and in the PACS.",
        )
    return PacsError(
        f"Port {port} of this computer cannot be listened on: {error.strerror}.", "Choose another own port."
    )


_lock = threading.Lock()
_servers: dict[tuple[str, int], _StorageScp] = {}
