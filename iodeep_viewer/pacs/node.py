"""A PACS as we know it, and associations with it (PS3.8).

pynetdicom blocks between responses, so a cancelled task aborts its association from outside.
"""

from __future__ import annotations

import math
import re
import socket
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from typing import Any

from pynetdicom import AE, _config, build_context
from pynetdicom.association import Association
from pynetdicom.presentation import PresentationContext
from pynetdicom.sop_class import Verification

from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.errors import AssociationRefused, Cancelled, PacsError, SettingsError
from iodeep_viewer.pacs.status import failure

# What patients are called does not belong in a log, and printing large objects costs time.
_config.LOG_REQUEST_IDENTIFIERS = False
_config.LOG_RESPONSE_IDENTIFIERS = False

MAXIMUM_PDU_SIZE = 131_072
"""Bytes per PDU that we accept: the most that DCMTK-based servers use; 16 KiB, the default, is slow."""

_AE_TITLE = re.compile(r"[\x21-\x5b\x5d-\x7e]([\x20-\x5b\x5d-\x7e]{0,14}[\x21-\x5b\x5d-\x7e])?")
_NODE_TEXT = re.compile(r"(?P<ae_title>[^@]+)@(?P<host>[^@\s]+):(?P<port>\d+)")


class RetrieveMethod(Enum):
    """How instances are fetched."""

    MOVE = "C-MOVE"
    """The PACS connects to us; it has to know our AE title, host and port. C-GET where it does not."""
    GET = "C-GET"
    """Over our own association: no configuration of the PACS, but not every PACS offers it."""


@dataclass(frozen=True, slots=True)
class PacsNode:
    """A PACS and how we appear to it.

    Attributes
    ----------
    name
        For the user.
    host, port, ae_title
        Where the PACS listens and what it calls itself.
    calling_ae_title, own_port
        What we call ourselves, and where our storage SCP listens for C-MOVE.
    retrieve
        How instances are fetched.
    timeout
        Seconds to wait for a connection and for each response.

    Raises
    ------
    SettingsError
        If a value makes no sense; AE titles are 1 to 16 printable ASCII characters without a
        backslash (PS3.5 section 6.2).
    """

    name: str
    host: str
    port: int
    ae_title: str
    calling_ae_title: str = "IODEEP"
    own_port: int = 11113
    retrieve: RetrieveMethod = RetrieveMethod.MOVE
    timeout: float = 30.0

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise SettingsError("A PACS needs a name.", "Give it one, e.g. the name of the hospital.")
        if not self.host or re.search(r"\s", self.host):
            raise SettingsError(f"'{self.host}' is not a host.", "Enter a host name or an IP address.")
        for title in (self.ae_title, self.calling_ae_title):
            if not _AE_TITLE.fullmatch(title):
                raise SettingsError(
                    f"'{title}' is not an AE title.",
                    "An AE title has 1 to 16 characters: letters, digits and signs, no accents and no backslash.",
                )
        for port in (self.port, self.own_port):
            if not 1 <= port <= 65535:
                raise SettingsError(f"{port} is not a port.", "A port is a number from 1 to 65535.")
        if not (math.isfinite(self.timeout) and self.timeout > 0):
            raise SettingsError(f"{self.timeout} s is not a timeout.", "Enter a number of seconds above 0.")

    @classmethod
    def parse(cls, text: str, *, calling_ae_title: str = "IODEEP", own_port: int = 11113) -> PacsNode:
        """Make a node of ``AE@host:port``, which is also its name.

        Raises
        ------
        SettingsError
            If the text is not of this form or a part of it makes no sense.

        Examples
        --------
        >>> PacsNode.parse("ORTHANC@127.0.0.1:4242").port
        4242
        """
        match = _NODE_TEXT.fullmatch(text.strip())
        if match is None:
            raise SettingsError(f"'{text}' is not a PACS.", "Write it as AE@host:port, e.g. ORTHANC@127.0.0.1:4242.")
        return cls(
            name=text.strip(),
            host=match["host"].strip("[]"),
            port=int(match["port"]),
            ae_title=match["ae_title"].strip(),
            calling_ae_title=calling_ae_title,
            own_port=own_port,
        )

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.ae_title}@{host}:{self.port}"


@contextmanager
def open_association(
    node: PacsNode,
    contexts: Sequence[PresentationContext],
    task: TaskControl,
    *,
    roles: Sequence[Any] = (),
    handlers: Sequence[tuple[Any, Any]] = (),
) -> Iterator[Association]:
    """Associate with a PACS for the length of the block; cancelling the task aborts it.

    Parameters
    ----------
    contexts
        At most 128 presentation contexts to propose.
    roles
        SCP/SCU role selection items (PS3.7 annex D.3.3.4), for C-GET.
    handlers
        pynetdicom event handlers, for C-GET.

    Raises
    ------
    AssociationRefused
        With its own sentence for each reason why there is no association.
    Cancelled
        If the task is cancelled before, during or by the end of the block.
    """
    assoc = _associate(node, contexts, task, roles, handlers)
    with task.on_cancel(lambda: _abort(assoc)):
        try:
            yield assoc
            task.check()
        except BaseException:
            _abort(assoc)
            # What the abort broke is not news to the one who asked for it.
            task.check()
            raise
        else:
            if assoc.is_established:
                assoc.release()


def verify(node: PacsNode, task: TaskControl) -> None:
    """Ask the PACS whether it is there (C-ECHO, PS3.4 annex A).

    Raises
    ------
    AssociationRefused, DimseFailure
        If it is not, or answers with a failure.
    """
    with open_association(node, [build_context(Verification)], task) as assoc:
        response = assoc.send_c_echo()
        if response.get("Status") != 0x0000:
            raise failure("the connection check (C-ECHO)", response)


def own_host(node: PacsNode) -> str:
    """Address of this computer on the way to the PACS: what the PACS has to be told for C-MOVE."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(node.host, node.port, type=socket.SOCK_DGRAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.connect(address)  # a datagram socket: nothing is sent, the system only picks the route
            return str(probe.getsockname()[0])
    except OSError:
        return socket.gethostname()


def _associate(
    node: PacsNode,
    contexts: Sequence[PresentationContext],
    task: TaskControl,
    roles: Sequence[Any],
    handlers: Sequence[tuple[Any, Any]],
) -> Association:
    """Associate on a thread of its own, so that cancelling need not wait for a host that does not answer."""
    task.check()
    future: Future[Association] = Future()
    finished = threading.Event()
    future.add_done_callback(lambda _: finished.set())

    def work() -> None:
        try:
            future.set_result(_associate_now(node, contexts, roles, handlers))
        except Exception as error:
            future.set_exception(error)

    with task.on_cancel(finished.set):
        threading.Thread(target=work, name="associate", daemon=True).start()
        finished.wait()
    if task.cancelled:
        future.add_done_callback(_abort_late)
        raise Cancelled
    return future.result()


def _associate_now(
    node: PacsNode,
    contexts: Sequence[PresentationContext],
    roles: Sequence[Any],
    handlers: Sequence[tuple[Any, Any]],
) -> Association:
    try:
        socket.getaddrinfo(node.host, node.port)
    except (OSError, UnicodeError) as error:
        raise AssociationRefused(
            f"The host '{node.host}' is not known.", "Check the host name of the PACS in the preferences."
        ) from error
    ae = AE(node.calling_ae_title)
    ae.acse_timeout = ae.dimse_timeout = ae.network_timeout = ae.connection_timeout = node.timeout
    assoc = ae.associate(
        node.host,
        node.port,
        contexts=list(contexts),
        ae_title=node.ae_title,
        max_pdu=MAXIMUM_PDU_SIZE,
        ext_neg=list(roles) or None,
        evt_handlers=list(handlers) or None,
    )
    if not assoc.is_established:
        raise _refusal(node, assoc)
    return assoc


def _abort(assoc: Association) -> None:
    if assoc.is_established:
        assoc.abort()


def _abort_late(future: Future[Association]) -> None:
    if future.exception() is None:
        future.result().abort()


def _refusal(node: PacsNode, assoc: Association) -> PacsError:
    """Say why there is no association (PS3.8 section 9.3.4)."""
    if assoc.is_rejected:
        answer = assoc.acceptor.primitive
        reason = (getattr(answer, "result_source", 0), getattr(answer, "diagnostic", 0))
        if reason == (1, 7):
            return AssociationRefused(
                f"{node.host}:{node.port} does not answer to the AE title '{node.ae_title}'.",
                "Check the AE title of the PACS in the preferences; upper and lower case count.",
            )
        if reason == (1, 3):
            return AssociationRefused(
                f"The PACS {node.ae_title} does not accept our AE title '{node.calling_ae_title}'.",
                f"Add '{node.calling_ae_title}' to the PACS, or use the AE title that it expects from this computer.",
            )
        if reason[0] == 3:
            return AssociationRefused(
                f"The PACS {node.ae_title} is too busy for another connection.", "Try again in a moment."
            )
        return AssociationRefused(
            f"The PACS {node.ae_title} refused the association without naming a reason.",
            "Check the AE titles, and ask its administrator whether this computer may connect.",
        )
    if assoc.rejected_contexts:
        service = assoc.rejected_contexts[0].abstract_syntax
        return AssociationRefused(
            f"The PACS {node.ae_title} does not offer this service ({getattr(service, 'name', service)}).",
            "Ask its administrator to enable it for this computer.",
        )
    return _unreachable(node)


def _unreachable(node: PacsNode) -> PacsError:
    """Find out why no connection came about: pynetdicom does not keep the reason."""
    place = f"{node.host}:{node.port}"
    try:
        socket.create_connection((node.host, node.port), timeout=min(node.timeout, 2.0)).close()
    except ConnectionRefusedError:
        return AssociationRefused(
            f"Nobody listens at {place}.", "Check host and port in the preferences, and whether the PACS is running."
        )
    except TimeoutError:
        return AssociationRefused(
            f"{place} did not answer within {node.timeout:g} s.",
            "Check host and port in the preferences, and whether a firewall is in between.",
        )
    except OSError as error:
        return AssociationRefused(
            f"{place} cannot be reached: {error.strerror or error}.", "Check the network connection and the host."
        )
    return AssociationRefused(
        f"{place} is reachable but did not answer as a PACS within {node.timeout:g} s.",
        "Check that the port is the DICOM port of the PACS, not the one of its web pages.",
    )
