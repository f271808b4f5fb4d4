"""Choose, fetch and run the network for a slice."""

from __future__ import annotations

import hashlib
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, replace
from http.client import HTTPException
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from iodeep_viewer.core.image_series import Slice
from iodeep_viewer.core.iodeep import IODeep, NetworkRecord
from iodeep_viewer.core.pacs_node import PacsNode
from iodeep_viewer.core.selection import Selection, select_network, slice_tags
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.errors import DicomDataError, NetworkError, NoMatchingNetwork
from iodeep_viewer.inference.engine import LoadedNetwork
from iodeep_viewer.objects.iodeep.reader import read_iodeep
from iodeep_viewer.pacs.query import find_instances
from iodeep_viewer.pacs.retrieve import retrieve_instance
from iodeep_viewer.settings import Settings
from iodeep_viewer.workflows.workstation import Workstation

_LARGEST_WEIGHTS = 2_000_000_000
_DOWNLOAD_TIMEOUT = 30.0
_CHUNK = 2**20


@dataclass(frozen=True, slots=True)
class ReadyNetwork:
    """The network that was chosen for a slice, and why."""

    selection: Selection
    loaded: LoadedNetwork


def choose_network(
    workstation: Workstation,
    node: PacsNode,
    image: Slice,
    task: TaskControl,
    preferences: Mapping[str, str] | None = None,
) -> Selection:
    """Run algorithm 1 for a slice over the networks of a PACS.

    Parameters
    ----------
    preferences
        :attr:`~iodeep_viewer.settings.NetworkSettings.preferred`: which of several matches is wanted.
    """
    tags = slice_tags(image)
    return select_network(tags, workstation.catalogue.networks(node, tags, task), preferences)


def prefer_network(settings: Settings, selection: Selection, dnn_uid: str | None) -> Settings:
    """Return settings in which one of the matches of a selection is preferred from now on.

    Parameters
    ----------
    dnn_uid
        Of the match; None for the newest one again.
    """
    keys = {candidate.network.dnn_uid: candidate.network.tag_key for candidate in selection.matching}
    kept = {key: uid for key, uid in settings.networks.preferred.items() if key not in keys.values()}
    if dnn_uid in keys:
        kept[keys[dnn_uid]] = dnn_uid
    return replace(settings, networks=replace(settings.networks, preferred=kept))


def fetch_network(
    workstation: Workstation, settings: Settings, node: PacsNode, record: NetworkRecord, task: TaskControl
) -> IODeep:
    """Retrieve a network object and, where it points elsewhere, its weights from an allowed place.

    Raises
    ------
    PacsError
        If it cannot be retrieved.
    NetworkError, DicomDataError
        If it is damaged: no IODeep, wrong digest, weights at a place that is not allowed.
    Cancelled
        If the task was cancelled.
    """
    network = fetch_object(workstation, node, record, task)
    return network if network.weights is not None else replace(network, weights=_fetch_weights(network, settings, task))


def fetch_object(workstation: Workstation, node: PacsNode, record: NetworkRecord, task: TaskControl) -> IODeep:
    """Retrieve a network object, weights that are elsewhere left there; errors as in :func:`fetch_network`."""
    sop_instance_uid = record.sop_instance_uid
    if not sop_instance_uid:
        instances = find_instances(node, record.study_instance_uid, record.series_instance_uid, task)
        if not instances:
            raise NetworkError(f"The network “{record.dnn_name}” is not in the PACS any more.", "Search again.")
        sop_instance_uid = instances[0].sop_instance_uid
    place = (record.study_instance_uid, record.series_instance_uid, sop_instance_uid)
    cached = workstation.cache.path(*place).exists()
    try:
        return read_iodeep(retrieve_instance(node, workstation.cache, *place, task))
    except (NetworkError, DicomDataError):
        if not cached:
            raise
        # What the PACS holds may be whole: only the copy on this computer is known to be damaged.
        workstation.cache.path(*place).unlink(missing_ok=True)
        return read_iodeep(retrieve_instance(node, workstation.cache, *place, task))


def ready_network(
    workstation: Workstation, settings: Settings, node: PacsNode, image: Slice, task: TaskControl
) -> ReadyNetwork:
    """Choose the network for a slice and make it ready to run.

    Raises
    ------
    NoMatchingNetwork
        If no network of the PACS fits; the sentence says what was compared and what there is.
    PacsError, NetworkError, DicomDataError, Cancelled
        As in :func:`fetch_network`.
    """
    selection = choose_network(workstation, node, image, task, settings.networks.preferred)
    return make_ready(workstation, settings, node, selection, task)


def no_match(selection: Selection) -> NoMatchingNetwork:
    """Return the error of a selection that chose nothing."""
    return NoMatchingNetwork(
        f"No network in the PACS matches this slice. {selection.explain_no_match()}",
        "Nothing is proposed here until a network for such images is published.",
    )


def make_ready(
    workstation: Workstation, settings: Settings, node: PacsNode, selection: Selection, task: TaskControl
) -> ReadyNetwork:
    """Fetch and load the network that a selection chose; errors as in :func:`ready_network`."""
    if selection.chosen is None:
        raise no_match(selection)
    record = selection.chosen.network
    loaded = workstation.engine.get(record.dnn_uid)
    if loaded is None:
        loaded = workstation.engine.load(fetch_network(workstation, settings, node, record, task), task)
    return ReadyNetwork(selection, loaded)


def _fetch_weights(network: IODeep, settings: Settings, task: TaskControl) -> bytes:
    uri = network.weights_uri
    name = network.record.dnn_name
    if not network.weights_sha256:
        raise NetworkError(
            f"The network “{name}” keeps its weights at {uri} and states no digest for them.",
            "Ask its author to publish it with DnnWeightsSHA256.",
        )
    if not any(_lies_under(uri, place) for place in settings.networks.weights_places):
        raise NetworkError(
            f"The network “{name}” keeps its weights at {uri}, which the settings do not allow.",
            "Add the place to “weights_places” in the settings file if you trust it.",
        )
    try:
        # Only file: and https: get here, under a place that the user named.
        with _opener(settings).open(uri, timeout=_DOWNLOAD_TIMEOUT) as response:
            weights = _read(response, task)
    except (OSError, HTTPException, ValueError) as error:
        raise NetworkError(
            f"The weights of “{name}” cannot be fetched from {uri}.", "Is that place reachable?"
        ) from error
    if len(weights) > _LARGEST_WEIGHTS:
        raise NetworkError(f"The weights of “{name}” at {uri} are larger than 2 GB.", "They were not loaded.")
    digest = hashlib.sha256(weights).hexdigest()
    if digest != network.weights_sha256:
        raise NetworkError(
            f"The weights of “{name}” at {uri} are not those that it was published with (SHA-256 {digest[:12]}…).",
            "They were not loaded; ask the author of the network.",
        )
    return weights


def _read(response: IO[bytes], task: TaskControl) -> bytes:
    """Read to the end, or one byte over the limit."""
    weights = BytesIO()
    while chunk := response.read(min(_CHUNK, _LARGEST_WEIGHTS + 1 - weights.tell())):
        weights.write(chunk)
        task.report(weights.tell(), 0, "Fetching the weights")
    return weights.getvalue()


class _AllowedRedirects(urllib.request.HTTPRedirectHandler):
    """Follows a redirection only to a place that the settings allow as well."""

    def __init__(self, settings: Settings) -> None:
        self._places = settings.networks.weights_places

    def redirect_request(
        self, req: urllib.request.Request, fp: Any, code: int, msg: str, headers: Any, newurl: str
    ) -> urllib.request.Request | None:
        """Refuse what leads elsewhere."""
        if not any(_lies_under(newurl, place) for place in self._places):
            raise urllib.error.URLError("redirected to a place that the settings do not allow")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _opener(settings: Settings) -> urllib.request.OpenerDirector:
    return urllib.request.build_opener(_AllowedRedirects(settings))


def _lies_under(uri: str, place: str) -> bool:
    try:
        wanted, allowed = urllib.parse.urlsplit(uri), urllib.parse.urlsplit(place)
    except ValueError:
        return False
    if wanted.scheme not in ("file", "https") or (wanted.scheme, wanted.netloc) != (allowed.scheme, allowed.netloc):
        return False
    path = Path(urllib.parse.unquote(wanted.path))
    return ".." not in path.parts and path.is_relative_to(urllib.parse.unquote(allowed.path) or "/")
