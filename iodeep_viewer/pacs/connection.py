"""Associations with a PACS (PS3.8).

pynetdicom blocks between responses, so a cancelled task ends its association from outside.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from pynetdicom import build_context, evt
from pynetdicom.association import Association
from pynetdicom.pdu import A_ABORT_RQ
from pynetdicom.presentation import PresentationContext
from pynetdicom.sop_class import Verification

from iodeep_viewer.core.pacs_node import PacsNode
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.errors import AssociationRefused, DimseFailure, PacsError
from iodeep_viewer.pacs.association import associate
from iodeep_viewer.pacs.status import failure


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
    aborted = threading.Event()

    def note_abort(event: evt.Event) -> None:
        if isinstance(event.pdu, A_ABORT_RQ):
            aborted.set()

    with associate(node, contexts, task, roles, [*handlers, (evt.EVT_PDU_RECV, note_abort)]) as assoc:
        try:
            yield assoc
        except PacsError as error:
            if aborted.is_set() and not isinstance(error, DimseFailure):
                raise _ended(node) from error
            raise
        except RuntimeError as error:
            # pynetdicom reports so that the association was over before the request could be sent.
            if assoc.is_established:
                raise
            task.check()
            raise _ended(node) from error


def _ended(node: PacsNode) -> AssociationRefused:
    return AssociationRefused(
        f"The PACS {node.ae_title} ended the connection instead of answering.",
        f"It may not know our AE title '{node.calling_ae_title}': add this computer to the PACS.",
    )


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
    """Return the address of this computer as seen from the PACS, which has to know it for C-MOVE."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(node.host, node.port, type=socket.SOCK_DGRAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.connect(address)  # a datagram socket: nothing is sent, the system only picks the route
            return str(probe.getsockname()[0])
    except OSError:
        return socket.gethostname()
