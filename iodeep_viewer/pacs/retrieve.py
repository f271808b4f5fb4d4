"""Retrieve series and instances into the cache."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from pydicom import Dataset

from iodeep_viewer.core.image_key import SeriesReference
from iodeep_viewer.core.pacs_node import PacsNode, RetrieveMethod
from iodeep_viewer.core.records import InstanceRecord, Retrieved
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.errors import PacsError
from iodeep_viewer.pacs.cache import InstanceCache
from iodeep_viewer.pacs.query import find_instances
from iodeep_viewer.pacs.retrieve_service import RetrieveRequest, get, move, move_or_get
from iodeep_viewer.pacs.storage_scp import Receiver

_WORTH_NAMING = 0.9
"""Part of a series that may be missing for its instances to be asked for one by one."""


def retrieve_series(
    node: PacsNode,
    cache: InstanceCache,
    reference: SeriesReference,
    task: TaskControl,
    on_received: Callable[[Path], None] | None = None,
    expected: int | None = None,
) -> Retrieved:
    """Fetch the instances of a series that are not in the cache yet.

    Parameters
    ----------
    node, cache
        The PACS, and where its instances are kept.
    reference
        The series; instances that state another study, series or patient are left out.
    task
        Reports instances received of all.
    on_received
        Called with the path of each instance as it arrives, on a thread of the network.
    expected
        NumberOfSeriesRelatedInstances where it is known: with so many in the cache the PACS is not asked.

    Returns
    -------
    Retrieved
        All files of the series.

    Raises
    ------
    PacsError
        If the PACS refuses, or not everything arrived; arrived instances stay in the cache.
    Cancelled
        If the task is cancelled; the cache holds whole instances only.
    """
    cached = cache.series_paths(reference)
    if expected and len(cached) == expected:
        return Retrieved(tuple(cached), frozenset(cached))
    with cache.hold(reference):
        listed = find_instances(node, reference.study_instance_uid, reference.series_instance_uid, task)
        # Where two patients share the UIDs of a series, they may share those of its instances.
        instances = list({instance.sop_instance_uid: instance for instance in listed}.values())
        if not instances:
            raise PacsError("The PACS holds no images of this series.", "Search again to see what it holds.")
        paths = {item.sop_instance_uid: cache.path(reference, item.sop_instance_uid) for item in instances}
        missing = [instance for instance in instances if not paths[instance.sop_instance_uid].exists()]
        if not missing:
            return Retrieved(tuple(paths.values()), frozenset(paths.values()))
        # Instances in the cache are not sent again, e.g. after a cancelled retrieve. A long list of UIDs
        # for the sake of one image, e.g. the series' thumbnail, costs the PACS more than that image.
        asked = missing if len(missing) <= _WORTH_NAMING * len(instances) else instances
        wanted = asked if len(asked) < len(instances) else []
        receiver = Receiver(cache, reference, frozenset(item.sop_instance_uid for item in asked), on_received)
        foreign = _retrieve(node, reference, asked, wanted, receiver, task)
    known = tuple(path for uid, path in paths.items() if uid not in foreign)
    if not known:
        raise _all_foreign()
    problems = (_foreign_sentence(len(foreign), len(instances)),) if foreign else ()
    return Retrieved(known, frozenset(known).difference(receiver.received.values()), problems)


def retrieve_instance(
    node: PacsNode,
    cache: InstanceCache,
    reference: SeriesReference,
    sop_uid: str,
    task: TaskControl,
    *,
    fall_back: bool = True,
) -> Retrieved:
    """Fetch one instance, from the cache if it is there.

    Parameters
    ----------
    node, cache
        The PACS, and where its instances are kept.
    reference
        The series of the instance.
    sop_uid
        Its SOPInstanceUID.
    task
        Reports instances received of all.
    fall_back
        Whether C-GET may stand in where C-MOVE is refused.

    Returns
    -------
    Retrieved
        One file.

    Raises
    ------
    PacsError, Cancelled
        As for :func:`retrieve_series`.
    """
    path = cache.path(reference, sop_uid)
    with cache.hold(reference):
        if path.exists():
            return Retrieved((path,), frozenset({path}))
        place = reference.study_instance_uid, reference.series_instance_uid
        found = find_instances(node, *place, task, sop_uid)[:1]
        if not found:
            raise PacsError("The PACS no longer holds this object.", "Search again to see what it holds.")
        receiver = Receiver(cache, reference, frozenset({sop_uid}))
        if _retrieve(node, reference, found, found, receiver, task, fall_back=fall_back):
            raise _all_foreign()
    return Retrieved((path,))


def _retrieve(
    node: PacsNode,
    reference: SeriesReference,
    expected: Sequence[InstanceRecord],
    wanted: Sequence[InstanceRecord],
    receiver: Receiver,
    task: TaskControl,
    *,
    fall_back: bool = True,
) -> frozenset[str]:
    """Fetch the instances `wanted` (the whole series if none is named) and see that all `expected` came.

    Returns
    -------
    frozenset of str
        SOPInstanceUIDs of those that are of another study, series or patient.
    """
    identifier = Dataset()
    identifier.QueryRetrieveLevel = "IMAGE" if wanted else "SERIES"
    identifier.StudyInstanceUID = reference.study_instance_uid
    identifier.SeriesInstanceUID = reference.series_instance_uid
    if wanted:
        identifier.SOPInstanceUID = [instance.sop_instance_uid for instance in wanted]
    classes = tuple(sorted({instance.sop_class_uid for instance in expected}))
    request = RetrieveRequest(node, identifier, () if "" in classes else classes, len(expected))
    if node.retrieve is RetrieveMethod.GET:
        answered = get(request, receiver, task)
    elif fall_back:
        answered = move_or_get(request, receiver, task)
    else:
        answered = move(request, receiver, task)
    foreign = frozenset(receiver.foreign.difference(receiver.received))
    arrived = len(receiver.received)
    if arrived + len(foreign) < len(expected):
        raise _incomplete(node, arrived, len(expected), receiver, answered=answered)
    return foreign


def _all_foreign() -> PacsError:
    return PacsError(
        "The PACS sends images of another patient or study under the UIDs of this series; they are not shown.",
        "Ask the PACS administrator: this series may have been copied or anonymised badly.",
    )


def _foreign_sentence(foreign: int, total: int) -> str:
    return (
        f"{foreign} of {total} images that the PACS lists for this series state another patient or study and are not "
        "shown: the series may have been copied or anonymised badly."
    )


def _incomplete(node: PacsNode, arrived: int, expected: int, receiver: Receiver, *, answered: bool) -> PacsError:
    if receiver.problem is not None:
        return PacsError(
            f"The images cannot be kept on this computer: {receiver.problem.strerror or receiver.problem}.",
            "Make room on the disk, then open the series again.",
        )
    if not answered:
        return PacsError(
            f"The connection to the PACS broke after {arrived} of {expected} images.",
            "Open the series again; what has arrived is kept. If the PACS is slow, set a longer timeout in the "
            "preferences.",
        )
    if arrived:
        return PacsError(
            f"Only {arrived} of {expected} images arrived: the PACS could not send the others.",
            "Try again; what has arrived is kept.",
        )
    if node.retrieve is RetrieveMethod.MOVE:
        return PacsError(
            "The PACS reports that it sent the images, but none arrived.",
            f"Check that its entry for '{node.calling_ae_title}' has the address of this computer and port "
            f"{node.own_port}, and that no firewall is in between; or set the retrieve method to C-GET.",
        )
    return PacsError("The PACS could not send the images.", "Ask its administrator for its log.")
