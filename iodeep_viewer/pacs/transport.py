"""Parts of the transport that pynetdicom leaves to its users: prompt connections and prompt ends of associations."""

from __future__ import annotations

import select
import socket
import socketserver
import threading
from typing import Any

from pydicom.uid import ExplicitVRLittleEndian
from pynetdicom import AE, ALL_TRANSFER_SYNTAXES, evt
from pynetdicom.association import Association
from pynetdicom.pdu import A_ABORT_RQ
from pynetdicom.presentation import PresentationContext
from pynetdicom.transport import AssociationSocket, ThreadedAssociationServer

MAXIMUM_PDU_SIZE = 131_072
"""Bytes per PDU that we accept: the most that DCMTK-based servers use; 16 KiB, the default, is slow."""


TRANSFER_SYNTAXES: list[str] = sorted(ALL_TRANSFER_SYNTAXES, key=lambda uid: uid != ExplicitVRLittleEndian)
"""All that there are. Explicit VR comes first, by which a choice is made: with implicit VR, private elements lose
theirs."""


class _SharedContexts(list[PresentationContext]):
    """Supported contexts, which a negotiation only reads: to copy them takes 50 ms per association."""

    def __deepcopy__(self, memo: dict[int, Any]) -> _SharedContexts:
        return self


def _send_at_once(event: evt.Event) -> None:
    _set_option(event, "TCP_NODELAY")


def _acknowledge_at_once(event: evt.Event) -> None:
    _set_option(event, "TCP_QUICKACK")


def _keep_responses(event: evt.Event) -> None:
    """Let nobody but the one who waits for a response take it.

    The thread of an association polls for requests, and now and then takes a response before the thread that
    waits for it, which then waits until its timeout. To an association that we requested, no requests come.
    """
    if not event.assoc.is_requestor:
        return
    dimse = event.assoc.dimse
    take = dimse.get_msg
    dimse.get_msg = lambda block=False: take(block=True) if block else (None, None)


HANDLERS: list[tuple[Any, Any]] = [
    (evt.EVT_CONN_OPEN, _send_at_once),
    (evt.EVT_DATA_SENT, _acknowledge_at_once),
    (evt.EVT_REQUESTED, _keep_responses),
]
"""For every association. A DIMSE message is several small writes, on both sides: without the first two, delayed
acknowledgements add 40 ms to each (a C-FIND on Orthanc takes 90 ms instead of 3 ms)."""


def _shut_down_and_close(transport: AssociationSocket) -> None:
    try:
        transport.socket.shutdown(socket.SHUT_RDWR)
    except OSError:  # not connected
        pass
    finally:
        transport.socket.close()


# pynetdicom 3.0 leaves a socket open that was not connected when it is shut down.
AssociationSocket._shutdown_socket = _shut_down_and_close


def hang_up(assoc: Association) -> None:
    """End an association at once, from any thread, without waiting.

    ``Association.abort`` waits for the other side, leaves a thread that waits for a response waiting, and
    fails when that thread sends meanwhile. So the A-ABORT (PS3.8 section 9.3.8) is sent here, and the
    connection closed.
    """
    sock = _socket(assoc)
    if sock is None:
        return
    try:
        if select.select([], [sock], [], 0)[1]:
            sock.send(_abort_pdu())
        sock.shutdown(socket.SHUT_RDWR)
    except (OSError, ValueError):  # closed already
        return


def close(assoc: Association) -> None:
    """End an association and wait for its threads; also one that was never established."""
    sock = _socket(assoc)
    hang_up(assoc)
    assoc.kill()
    if sock is not None:
        sock.close()
    if assoc.is_alive() and assoc is not threading.current_thread():
        assoc.join(timeout=5)


class Server:
    """A listening pynetdicom server whose end is prompt, too.

    Raises
    ------
    OSError
        If it cannot listen at this address.
    """

    def __init__(self, ae: AE, host: str, port: int, handlers: list[tuple[Any, Any]]) -> None:
        ae.maximum_pdu_size = MAXIMUM_PDU_SIZE
        self._ae = ae
        self._server = ae.make_server(
            (host, port), evt_handlers=[*handlers, *HANDLERS], server_class=ThreadedAssociationServer
        )
        self._server.contexts = _SharedContexts(self._server.contexts)
        self.port: int = self._server.socket.getsockname()[1]
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, name=f"SCP {ae.ae_title}", daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        """Close the port and end all associations."""
        socketserver.TCPServer.shutdown(self._server)
        self._server.server_close()
        self._thread.join()
        for assoc in self._ae.active_associations:
            close(assoc)


def _socket(assoc: Association) -> socket.socket | None:
    transport = assoc.dul.socket
    return transport.socket if transport is not None else None


def _set_option(event: evt.Event, name: str) -> None:
    sock, option = _socket(event.assoc), getattr(socket, name, None)
    if sock is not None and option is not None:
        try:
            sock.setsockopt(socket.IPPROTO_TCP, option, 1)
        except OSError:  # closed already
            return


def _abort_pdu() -> bytes:
    pdu = A_ABORT_RQ()
    pdu.source = 0  # service user
    pdu.reason_diagnostic = 0
    return bytes(pdu.encode())
