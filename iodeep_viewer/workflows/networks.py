"""Choose, fetch and run the network for a slice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from iodeep_viewer.archives.archive import Archive, discard_copies, network_reference
from iodeep_viewer.core.image_series import Slice
from iodeep_viewer.core.iodeep import IODeep, NetworkRecord
from iodeep_viewer.core.selection import Selection, select_network, slice_tags
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.errors import DicomDataError, NetworkError, NoMatchingNetwork
from iodeep_viewer.inference.predictor import Predictor
from iodeep_viewer.objects.iodeep.reader import read_iodeep
from iodeep_viewer.settings import Settings
from iodeep_viewer.workflows.weights_download import download_weights
from iodeep_viewer.workflows.workstation import Workstation


@dataclass(frozen=True, slots=True)
class ReadyNetwork:
    """The network that was chosen for a slice, and why."""

    selection: Selection
    predictor: Predictor


def choose_network(
    workstation: Workstation,
    archive: Archive,
    image: Slice,
    task: TaskControl,
    preferences: Mapping[str, str] | None = None,
) -> Selection:
    """Run algorithm 1 for a slice over the networks of an archive.

    Parameters
    ----------
    workstation
        Remembers the networks in its catalogue.
    archive
        Lists the networks.
    image
        The slice.
    task
        For progress and cancellation.
    preferences
        :attr:`~iodeep_viewer.settings.NetworkSettings.preferred`: which of several matches is wanted.

    Returns
    -------
    Selection
        Every network with its verdicts, and the chosen one.

    Raises
    ------
    PacsError
        If the archive cannot be asked.
    Cancelled
        If the task was cancelled.
    """
    tags = slice_tags(image)
    return select_network(tags, workstation.catalogue.networks(archive, tags, task), preferences)


def prefer_network(settings: Settings, selection: Selection, dnn_uid: str | None) -> Settings:
    """Return settings in which one of the matches of a selection is preferred from now on.

    Parameters
    ----------
    settings
        In force so far.
    selection
        Its matches share one preference.
    dnn_uid
        Of the match; None for the newest one again.

    Returns
    -------
    Settings
        Changed in nothing else.
    """
    keys = {candidate.network.dnn_uid: candidate.network.tag_key for candidate in selection.matching}
    kept = {key: uid for key, uid in settings.networks.preferred.items() if key not in keys.values()}
    if dnn_uid in keys:
        kept[keys[dnn_uid]] = dnn_uid
    return replace(settings, networks=replace(settings.networks, preferred=kept))


def fetch_network(settings: Settings, archive: Archive, record: NetworkRecord, task: TaskControl) -> IODeep:
    """Retrieve a network object and, where it points elsewhere, its weights from an allowed place.

    Parameters
    ----------
    settings
        Places of weights that are allowed.
    archive
        Holds the network.
    record
        The network.
    task
        For progress and cancellation.

    Returns
    -------
    IODeep
        With its weights.

    Raises
    ------
    PacsError
        If it cannot be retrieved.
    NetworkError, DicomDataError
        If it is damaged: no IODeep, wrong digest, weights at a place that is not allowed.
    Cancelled
        If the task was cancelled.
    """
    network = fetch_object(archive, record, task)
    return (
        network if network.weights is not None else replace(network, weights=download_weights(network, settings, task))
    )


def fetch_object(archive: Archive, record: NetworkRecord, task: TaskControl) -> IODeep:
    """Retrieve a network object; weights that are elsewhere are left there.

    Parameters
    ----------
    archive
        Where it lies.
    record
        The network.
    task
        Reports objects fetched.

    Returns
    -------
    IODeep
        The network.

    Raises
    ------
    PacsError, NetworkError, DicomDataError, Cancelled
        As in :func:`fetch_network`.
    """
    reference, sop_instance_uid = network_reference(archive, record), record.sop_instance_uid
    if not sop_instance_uid:
        instances = archive.list_instances(reference, task)
        if not instances:
            raise NetworkError(f"The network “{record.dnn_name}” is not in the PACS any more.", "Search again.")
        sop_instance_uid = instances[0].sop_instance_uid
    retrieved = archive.retrieve(reference, task, sop_instance_uid=sop_instance_uid)
    try:
        return read_iodeep(retrieved.paths[0])
    except (NetworkError, DicomDataError):
        if not discard_copies(retrieved, retrieved.paths):
            raise
        # The object in the archive may be whole: only the copy on this computer is known to be damaged.
        return read_iodeep(archive.retrieve(reference, task, sop_instance_uid=sop_instance_uid).paths[0])


def ready_network(
    workstation: Workstation, settings: Settings, archive: Archive, image: Slice, task: TaskControl
) -> ReadyNetwork:
    """Choose the network for a slice and make it ready to run.

    Parameters
    ----------
    workstation
        Holds the catalogue and the engine.
    settings
        Preferences, and places of weights that are allowed.
    archive
        Lists and holds the networks.
    image
        The slice.
    task
        For progress and cancellation.

    Returns
    -------
    ReadyNetwork
        The next prediction needs neither the archive nor the disk.

    Raises
    ------
    NoMatchingNetwork
        If no network of the archive fits; the sentence names the tags of both sides.
    PacsError, NetworkError, DicomDataError, Cancelled
        As in :func:`fetch_network`.
    """
    selection = choose_network(workstation, archive, image, task, settings.networks.preferred)
    return make_ready(workstation, settings, archive, selection, task)


def ready_at_once(workstation: Workstation, selection: Selection, image: Slice) -> ReadyNetwork | None:
    """Return the network that a selection chose if it is loaded and the slice has the tags of the selection.

    Parameters
    ----------
    workstation
        Its engine is asked; the archive is not.
    selection
        Of a slice of the same series.
    image
        The slice to run it on.

    Returns
    -------
    ReadyNetwork or None
        None where the network has to be found or fetched first.
    """
    if selection.chosen is None or selection.tags != slice_tags(image):
        return None
    predictor = workstation.engine.get(selection.chosen.network.dnn_uid)
    return None if predictor is None else ReadyNetwork(selection, predictor)


def loaded_networks(workstation: Workstation, selection: Selection) -> dict[str, IODeep]:
    """Return the candidates of a selection that are loaded.

    Parameters
    ----------
    workstation
        Its engine is asked; the archive is not.
    selection
        With all candidates.

    Returns
    -------
    dict
        Network objects by DnnUID.
    """
    predictors = (workstation.engine.get(candidate.network.dnn_uid) for candidate in selection.candidates)
    return {item.iodeep.record.dnn_uid: item.iodeep for item in predictors if item is not None}


def no_match(selection: Selection) -> NoMatchingNetwork:
    """Return the error of a selection without a match.

    Parameters
    ----------
    selection
        Its tags and candidates are named in the sentence.

    Returns
    -------
    NoMatchingNetwork
        To be raised.
    """
    return NoMatchingNetwork(
        f"No network in the PACS matches this slice. {selection.explain_no_match()}",
        "Nothing is proposed here until a network for such images is published.",
    )


def make_ready(
    workstation: Workstation, settings: Settings, archive: Archive, selection: Selection, task: TaskControl
) -> ReadyNetwork:
    """Fetch and load the network that a selection chose.

    Parameters
    ----------
    workstation
        Its engine keeps the network.
    settings
        Places of weights that are allowed.
    archive
        Holds the network.
    selection
        Of a slice.
    task
        For progress and cancellation.

    Returns
    -------
    ReadyNetwork
        The one that is loaded already, where it is.

    Raises
    ------
    NoMatchingNetwork
        If nothing was chosen.
    PacsError, NetworkError, DicomDataError, Cancelled
        As in :func:`fetch_network`.
    """
    if selection.chosen is None:
        raise no_match(selection)
    record = selection.chosen.network
    predictor = workstation.engine.get(record.dnn_uid)
    if predictor is None:
        predictor = workstation.engine.load(fetch_network(settings, archive, record, task), task)
    return ReadyNetwork(selection, predictor)
