"""The services C-MOVE and C-GET themselves (PS3.4 sections C.4.2, C.4.3, Study Root)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pydicom import Dataset
from pynetdicom import StoragePresentationContexts, build_context, build_role, evt
from pynetdicom.presentation import PresentationContext
from pynetdicom.sop_class import (
    StudyRootQueryRetrieveInformationModelGet,
    StudyRootQueryRetrieveInformationModelMove,
)

from iodeep_viewer.core.pacs_node import PacsNode
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.errors import AssociationRefused, DimseFailure
from iodeep_viewer.pacs.connection import open_association
from iodeep_viewer.pacs.status import PENDING, SUCCESS, failure, is_warning
from iodeep_viewer.pacs.storage_scp import Receiver, receiving
from iodeep_viewer.pacs.transport import TRANSFER_SYNTAXES

_MAXIMUM_CONTEXTS = 128
"""PS3.8 section 9.3.2.2: context IDs are the odd numbers of one byte."""


@dataclass(frozen=True, slots=True)
class RetrieveRequest:
    """Request to retrieve a series, or instances of it.

    Attributes
    ----------
    node
        The PACS.
    identifier
        Of the C-MOVE or C-GET.
    sop_classes
        Of the instances; empty where they are not known.
    total
        How many instances are expected.
    """

    node: PacsNode
    identifier: Dataset
    sop_classes: tuple[str, ...]
    total: int


def move_or_get(request: RetrieveRequest, receiver: Receiver, task: TaskControl) -> bool:
    """Send a C-MOVE; where it is refused before anything arrived, a C-GET.

    Parameters
    ----------
    request
        The request.
    receiver
        Takes the instances.
    task
        Reports instances received of all.

    Returns
    -------
    bool
        Whether there was a last response; False where the connection broke, or nothing more came in time.

    Raises
    ------
    AssociationRefused, DimseFailure
        If it is refused before anything arrived.
    """
    try:
        return move(request, receiver, task)
    except (AssociationRefused, DimseFailure) as refused:
        if receiver.received or receiver.problem:
            raise
        try:
            return get(request, receiver, task)
        except (AssociationRefused, DimseFailure):
            # Neither works: C-MOVE has to be configured.
            raise refused from None


def move(request: RetrieveRequest, receiver: Receiver, task: TaskControl) -> bool:
    """Send a C-MOVE, and receive at our own port.

    Parameters
    ----------
    request
        The request.
    receiver
        Takes the instances.
    task
        Reports instances received of all.

    Returns
    -------
    bool
        Whether there was a last response; False where the connection broke, or nothing more came in time.

    Raises
    ------
    AssociationRefused, DimseFailure
        If it is refused before anything arrived.
    """
    node, model = request.node, StudyRootQueryRetrieveInformationModelMove
    with receiving(node, receiver), open_association(node, [build_context(model)], task) as assoc:
        responses = assoc.send_c_move(request.identifier, node.calling_ae_title, model)
        return _follow(responses, "the retrieve (C-MOVE)", request, receiver, task)


def get(request: RetrieveRequest, receiver: Receiver, task: TaskControl) -> bool:
    """Send a C-GET, and receive over its association.

    Parameters
    ----------
    request
        The request.
    receiver
        Takes the instances.
    task
        Reports instances received of all.

    Returns
    -------
    bool
        Whether there was a last response; False where the connection broke, or nothing more came in time.

    Raises
    ------
    AssociationRefused, DimseFailure
        If it is refused before anything arrived.
    """
    model = StudyRootQueryRetrieveInformationModelGet
    contexts = list(_storage_contexts(request.sop_classes))
    roles = [build_role(uid, scp_role=True) for uid in dict.fromkeys(cx.abstract_syntax for cx in contexts)]
    handlers = [(evt.EVT_C_STORE, receiver.handle_store)]
    with open_association(
        request.node, [build_context(model), *contexts], task, roles=roles, handlers=handlers
    ) as assoc:
        if model not in {context.abstract_syntax for context in assoc.accepted_contexts}:
            raise AssociationRefused(
                f"The PACS {request.node.ae_title} does not offer C-GET.", "Set the retrieve method to C-MOVE."
            )
        responses = assoc.send_c_get(request.identifier, model)
        return _follow(responses, "the retrieve (C-GET)", request, receiver, task)


def _follow(
    responses: Iterable[tuple[Dataset, Dataset | None]],
    service: str,
    request: RetrieveRequest,
    receiver: Receiver,
    task: TaskControl,
) -> bool:
    """Read the responses to the last; a partial failure shows in the count of arrived instances.

    Returns
    -------
    bool
        Whether there was a last one; False where the connection broke, or nothing more came in time.
    """
    for status, _ in responses:
        task.report(len(receiver.received), request.total, "Retrieving images")
        code = status.get("Status")
        if code not in PENDING and code != SUCCESS and not (code is not None and is_warning(code)):
            task.check()
            if receiver.received or receiver.problem:
                # Some came: the caller says how many, and why the others did not.
                return code is not None
            raise failure(service, status)
    return True


def _storage_contexts(sop_classes: Sequence[str]) -> Iterator[PresentationContext]:
    """Propose the storage contexts of a C-GET, where each SOP class needs its own among 127.

    A context is accepted with one transfer syntax. With few classes each syntax gets a context, so that the
    PACS need not transcode; with many, the last context of each class proposes the rest together.
    """
    classes = sop_classes or [context.abstract_syntax for context in StoragePresentationContexts]
    classes = classes[: _MAXIMUM_CONTEXTS - 1]
    each = (_MAXIMUM_CONTEXTS - 1) // len(classes)
    for uid in classes:
        for syntax in TRANSFER_SYNTAXES[: each - 1]:
            yield build_context(uid, syntax)
        if rest := TRANSFER_SYNTAXES[each - 1 :]:
            yield build_context(uid, rest)
