"""Download the weights of a network that keeps them outside of its object."""

from __future__ import annotations

import hashlib
import urllib.error
import urllib.parse
import urllib.request
from http.client import HTTPException
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from iodeep_viewer.core.iodeep import IODeep
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.errors import NetworkError
from iodeep_viewer.settings import Settings

_LARGEST_WEIGHTS = 2_000_000_000
_DOWNLOAD_TIMEOUT = 30.0
_CHUNK = 2**20


def download_weights(network: IODeep, settings: Settings, task: TaskControl) -> bytes:
    """Fetch the weights of a network from the place that it names, if the settings allow that place.

    Parameters
    ----------
    network
        With ``weights_uri``, file: or https:, and ``weights_sha256``.
    settings
        Its weights places are the beginnings of addresses that are allowed, also after a redirection.
    task
        For progress, in bytes, and cancellation.

    Returns
    -------
    bytes
        A file whose SHA-256 is the one that the network states.

    Raises
    ------
    NetworkError
        If no digest is stated, the place is not allowed or not reachable, or the weights are others or too large.
    Cancelled
        If the task was cancelled.
    """
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
    """Follows a redirection only to a place that the settings allow as well.

    Parameters
    ----------
    settings
        Name the places that are allowed.
    """

    def __init__(self, settings: Settings) -> None:
        self._places = settings.networks.weights_places

    def redirect_request(
        self, req: urllib.request.Request, fp: Any, code: int, msg: str, headers: Any, newurl: str
    ) -> urllib.request.Request | None:
        """Refuse a redirection to any other place.

        Parameters
        ----------
        req
            The request that was redirected.
        fp
            The response.
        code
            HTTP status.
        msg
            Its text.
        headers
            Of the response.
        newurl
            Where it leads.

        Returns
        -------
        Request or None
            As :mod:`urllib` makes it.

        Raises
        ------
        URLError
            If the settings do not allow the place.
        """
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
