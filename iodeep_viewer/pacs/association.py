"""Making an association, and saying why there is none (PS3.8 section 9.3)."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from pynetdicom import AE, _config, evt
from pynetdicom.association import Association
from pynetdicom.pdu import A_ASSOCIATE_RJ
from pynetdicom.presentation import PresentationContext

from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.errors import AssociationRefused, Cancelled
from iodeep_viewer.pacs.transport import HANDLERS, MAXIMUM_PDU_SIZE, close, hang_up

if TYPE_CHECKING:
    from iodeep_viewer.core.pacs_node import PacsNode

# Names of patients do not belong in a log, and printing large objects costs time.
_config.LOG_REQUEST_IDENTIFIERS = False
_config.LOG_RESPONSE_IDENTIFIERS = False

_CALLED_AE_TITLE_UNKNOWN = (1, 7)
_CALLING_AE_TITLE_UNKNOWN = (1, 3)


@contextmanager
def associate(
    node: PacsNode,
    contexts: Sequence[PresentationContext],
    task: TaskControl,
    roles: Sequence[Any],
    handlers: Sequence[tuple[Any, Any]],
) -> Iterator[Association]:
    """Hold an association for the length of the block: released at its end, aborted on errors and on cancel."""
    assoc = _established(node, contexts, task, roles, handlers)
    with task.on_cancel(lambda: hang_up(assoc)):
        try:
            yield assoc
            task.check()
        except BaseException:
            close(assoc)
            # Failures that follow from our own abort are no news.
            task.check()
            raise
        if assoc.is_established:
            assoc.release()


def _established(
    node: PacsNode,
    contexts: Sequence[PresentationContext],
    task: TaskControl,
    roles: Sequence[Any],
    handlers: Sequence[tuple[Any, Any]],
) -> Association:
    """Associate on a thread of its own: cancelling does not wait for a host that does not answer."""
    task.check()
    future: Future[Association] = Future()
    finished = threading.Event()
    future.add_done_callback(lambda _: finished.set())

    def work() -> None:
        try:
            future.set_result(_negotiate(node, contexts, roles, handlers))
        except Exception as error:
            future.set_exception(error)

    with task.on_cancel(finished.set):
        threading.Thread(target=work, name="associate", daemon=True).start()
        finished.wait()
    if task.cancelled:
        future.add_done_callback(_close_late)
        raise Cancelled
    return future.result()


def _negotiate(
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
    rejections: list[A_ASSOCIATE_RJ] = []

    def note_rejection(event: evt.Event) -> None:
        if isinstance(event.pdu, A_ASSOCIATE_RJ):
            rejections.append(event.pdu)

    ae = AE(node.calling_ae_title)
    ae.acse_timeout = ae.dimse_timeout = ae.network_timeout = ae.connection_timeout = node.timeout
    assoc = ae.associate(
        node.host,
        node.port,
        contexts=list(contexts),
        ae_title=node.ae_title,
        max_pdu=MAXIMUM_PDU_SIZE,
        ext_neg=list(roles) or None,
        evt_handlers=[*handlers, *HANDLERS, (evt.EVT_PDU_RECV, note_rejection)],
    )
    if not assoc.is_established:
        close(assoc)
        raise _refusal(node, assoc, rejections)
    return assoc


def _close_late(future: Future[Association]) -> None:
    if future.exception() is None:
        close(future.result())


def _refusal(node: PacsNode, assoc: Association, rejections: Sequence[A_ASSOCIATE_RJ]) -> AssociationRefused:
    # Not by assoc.is_rejected: a rejection that comes before pynetdicom has checked whether the connection was made
    # closes it, and it takes that for a connection that failed.
    if rejections:
        return _rejection(node, rejections[0])
    if assoc.rejected_contexts:
        service = assoc.rejected_contexts[0].abstract_syntax
        return AssociationRefused(
            f"The PACS {node.ae_title} does not offer this service ({getattr(service, 'name', service)}).",
            "Ask its administrator to enable it for this computer.",
        )
    return _unreachable(node)


def _rejection(node: PacsNode, answer: A_ASSOCIATE_RJ) -> AssociationRefused:
    """Make the error of an A-ASSOCIATE-RJ (PS3.8 section 9.3.4)."""
    reason = (answer.source, answer.reason_diagnostic)
    if reason == _CALLED_AE_TITLE_UNKNOWN:
        return AssociationRefused(
            f"{node.host}:{node.port} does not answer to the AE title '{node.ae_title}'.",
            "Check the AE title of the PACS in the preferences; upper and lower case count.",
        )
    if reason == _CALLING_AE_TITLE_UNKNOWN:
        return AssociationRefused(
            f"The PACS {node.ae_title} does not accept our AE title '{node.calling_ae_title}'.",
            f"Add '{node.calling_ae_title}' to the PACS, or use the AE title that it expects from this computer.",
        )
    if reason[0] == 3:  # presentation service provider: congestion, limits
        return AssociationRefused(
            f"The PACS {node.ae_title} is too busy for another connection.", "Try again in a moment."
        )
    return AssociationRefused(
        f"The PACS {node.ae_title} refused the connection without naming a reason.",
        "Check the AE titles, and ask its administrator whether this computer may connect.",
    )


def _unreachable(node: PacsNode) -> AssociationRefused:
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
        f"{place} is reachable but does not answer as a PACS.",
        "Check that the port is the DICOM port of the PACS, not the one of its web pages.",
    )
