"""From a model folder to a network in the PACS that can be found, and that may replace another one."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from pathlib import Path

from iodeep_viewer.archives.archive import Archive, discard_copies, network_reference
from iodeep_viewer.core.iodeep import IODeep, NetworkRecord
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.errors import NetworkError, PacsError
from iodeep_viewer.objects.iodeep.reader import read_iodeep
from iodeep_viewer.workflows.model_folder import Publication, prepare_publication


@dataclass(frozen=True, slots=True)
class Stored:
    """A network that the PACS holds, finds by its tags and gives back whole.

    Attributes
    ----------
    already
        Whether it was there before, so that nothing had to be stored.
    """

    record: NetworkRecord
    already: bool


def publish(folder: Path, archive: Archive, task: TaskControl) -> NetworkRecord:
    """Check a model folder, store it in the PACS, find it again and fetch it back.

    Parameters
    ----------
    folder
        A model folder, see models/README.md.
    archive
        The PACS.
    task
        For progress and cancellation.

    Returns
    -------
    NetworkRecord
        As the PACS gives it.

    Raises
    ------
    NetworkError
        As in :func:`prepare_publication` and :func:`store_publication`.
    PacsError
        As in :func:`store_publication`.
    """
    return store_publication(prepare_publication(folder, task), archive, task).record


def store_publication(publication: Publication, archive: Archive, task: TaskControl) -> Stored:
    """Store a network, find it by its tags and fetch it back; one that the PACS holds already is not stored again.

    Parameters
    ----------
    publication
        As :func:`prepare_publication` gives it.
    archive
        The PACS.
    task
        For progress and cancellation.

    Returns
    -------
    Stored
        The record as the PACS gives it.

    Raises
    ------
    NetworkError
        If the PACS holds something else under its UID, or it replaces a network for other images.
    PacsError
        If it cannot be stored, is not found afterwards, or does not come back as it was sent.
    """
    network, record = publication.network, publication.network.record
    _check_previous(record, archive, task)
    present = _fetch_back(network, archive, task)
    if present is None:
        task.check()
        archive.store([publication.dataset], task)
        back = _fetch_back(network, archive, task)
        if back is None or _differences(network, back):
            raise PacsError(
                f"The PACS took “{record.dnn_name}” but does not give it back as it was sent.",
                "Viewers would not use it: check whether the PACS changes what it stores.",
            )
    elif differences := _differences(network, present):
        raise NetworkError(
            f"The PACS holds another network under the UID {record.dnn_uid}: {', '.join(differences)} differ.",
            "A stored network never changes: give this one a “dnn_uid” of its own and name the other one as its "
            "“previous”.",
        )
    return Stored(_find_by_tags(record, archive, task), present is not None)


def withdraw(dnn_uid: str, successor: Path, archive: Archive, task: TaskControl) -> Stored:
    """Publish the successor of a stored network, after which that is not chosen any more.

    Parameters
    ----------
    dnn_uid
        DnnUID of the stored network.
    successor
        Model folder whose card names it as ``previous``.
    archive
        The PACS.
    task
        For progress and cancellation.

    Returns
    -------
    Stored
        The successor, as the PACS gives it.

    Raises
    ------
    NetworkError
        If the PACS does not hold the network, or the card of the successor does not name it; also as in
        :func:`prepare_publication`.
    PacsError
        As in :func:`store_publication`.
    """
    publication = prepare_publication(successor, task)
    if publication.network.record.previous != dnn_uid:
        raise NetworkError(
            f"The card of {successor.name} does not say that it replaces {dnn_uid}.",
            f'Write "previous": "{dnn_uid}" into its card.json.',
        )
    if _stored_record(dnn_uid, archive, task) is None:
        raise NetworkError(f"The PACS holds no network {dnn_uid}.", "iodeep models lists those that it holds.")
    return store_publication(publication, archive, task)


def _check_previous(record: NetworkRecord, archive: Archive, task: TaskControl) -> None:
    """Refuse to replace a network for other images: viewers would go on choosing it for those."""
    previous = _stored_record(record.previous, archive, task) if record.previous else None
    if previous is not None and previous.tag_key != record.tag_key:
        raise NetworkError(
            f"“{record.dnn_name}” is for {record.tag_key}, but the network that it replaces is for {previous.tag_key}.",
            "Publish it without “previous”, and ask the administrator of the PACS to delete the other one.",
        )


def _stored_record(dnn_uid: str, archive: Archive, task: TaskControl) -> NetworkRecord | None:
    """Ask for the network of this DnnUID; by the paper's rule its series has the same, which is asked first."""
    found = archive.list_networks(task)
    for series in sorted(found, key=lambda item: item.series_instance_uid != dnn_uid):
        record = archive.describe_network(series, task)
        if record.dnn_uid == dnn_uid:
            return record
    return None


def _fetch_back(network: IODeep, archive: Archive, task: TaskControl) -> IODeep | None:
    """Fetch the object under the UID of a network; reading it checks the digest of its weights."""
    uid = network.record.dnn_uid
    reference = network_reference(archive, network.record)
    if uid not in {item.sop_instance_uid for item in archive.list_instances(reference, task)}:
        return None
    retrieved = archive.retrieve(reference, task, sop_instance_uid=uid)
    if discard_copies(retrieved, retrieved.paths):
        # A copy on this computer says nothing of the object in the archive.
        retrieved = archive.retrieve(reference, task, sop_instance_uid=uid)
    return read_iodeep(retrieved.paths[0])


def _differences(network: IODeep, other: IODeep) -> list[str]:
    """Name the fields in which two networks differ, but for the time at which they were written."""

    def content(item: IODeep) -> dict[str, object]:
        values = {entry.name: getattr(item, entry.name) for entry in fields(IODeep)}
        return values | {"record": replace(item.record, published="")}

    ours, theirs = content(network), content(other)
    names = {"record": "name and tags", "weights_sha256": "digest of the weights"}
    return [names.get(key, key.replace("_", " ")) for key in ours if ours[key] != theirs[key]]


def _find_by_tags(record: NetworkRecord, archive: Archive, task: TaskControl) -> NetworkRecord:
    for series in archive.list_networks(task, record.modality, record.body_part_examined):
        if series.series_instance_uid == record.series_instance_uid:
            found = archive.describe_network(series, task)
            if found.samples_per_pixel == record.samples_per_pixel:
                return found
    raise PacsError(
        f"The PACS took “{record.dnn_name}” but does not find it by the tags that were stored.",
        "Viewers would not select it: check whether the PACS changes what it stores.",
    )
