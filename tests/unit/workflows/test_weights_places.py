"""Weights outside of a network object come from places that the user named, and from nowhere else."""

from __future__ import annotations

import hashlib
import urllib.request
import urllib.response
from email.message import Message
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from iodeep_viewer.core.iodeep import IODeep, NetworkRecord
from iodeep_viewer.core.task import Progress, TaskControl
from iodeep_viewer.errors import Cancelled, NetworkError
from iodeep_viewer.settings import NetworkSettings, Settings
from iodeep_viewer.workflows import weights_download
from iodeep_viewer.workflows.weights_download import download_weights

WEIGHTS = b"0123456789" * 10
RECORD = NetworkRecord("1.2.9", "Far away", "MR", 1, "BRAIN", "1.2.9", "1.2.9", "1.2.9")


def network(uri: str, digest: str = hashlib.sha256(WEIGHTS).hexdigest()) -> IODeep:
    return IODeep(RECORD, "{}", None, weights_uri=uri, weights_sha256=digest)


def fetched(network: IODeep, settings: Settings) -> bytes:
    return download_weights(network, settings, TaskControl())


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the addresses that were asked for; there are weights at every one."""
    uris: list[str] = []

    def answer(uri: str, **_: Any) -> BytesIO:
        uris.append(uri)
        return BytesIO(WEIGHTS)

    monkeypatch.setattr(weights_download, "_opener", lambda _settings: SimpleNamespace(open=answer))
    return uris


@pytest.mark.parametrize(
    ("uri", "place"),
    [
        ("https://host/models/a.safetensors", "https://host/models"),
        ("https://host/models/a.safetensors", "https://host/models/"),
        ("https://host/models/deep/er/a.safetensors", "https://host/models"),
        ("https://host/a.safetensors", "https://host"),
        ("https://host/a.safetensors", "https://host/"),
        ("https://host:8443/models/a", "https://host:8443/models"),
        ("https://host/my%20models/a..b", "https://host/my%20models"),
        ("file:///srv/models/a.safetensors", "file:///srv/models"),
    ],
)
def test_what_lies_under_a_place_is_fetched(uri: str, place: str, asked: list[str]) -> None:
    settings = Settings(networks=NetworkSettings(weights_places=("https://elsewhere/x", place)))
    assert fetched(network(uri), settings) == WEIGHTS
    assert asked == [uri]


@pytest.mark.parametrize(
    ("uri", "place"),
    [
        # another host, port or scheme
        ("https://other/models/a", "https://host/models"),
        ("https://host.evil/models/a", "https://host/models"),
        ("https://host@evil/models/a", "https://host/models"),
        ("https://host:444/models/a", "https://host/models"),
        ("https:///models/a", "https://host/models"),
        ("http://host/models/a", "https://host/models"),
        ("file:///models/a", "https://host/models"),
        ("file://host/models/a", "https://host/models"),
        ("https://host/models/a", "file:///models"),
        ("file://other/models/a", "file:///models"),
        ("ftp://host/models/a", "https://host/models"),
        ("data:,models/a", "https://host/models"),
        # beside the place, or above it
        ("https://host/models-evil/a", "https://host/models"),
        ("https://host/models.evil", "https://host/models/"),
        ("https://host/model", "https://host/models"),
        ("https://host/", "https://host/models"),
        ("https://host", "https://host/models"),
        ("https://host/other?/models/a", "https://host/models"),
        ("file:///srv/models-evil/a", "file:///srv/models"),
        # out of the place again
        ("https://host/models/../a", "https://host/models"),
        ("https://host/models/%2e%2e/a", "https://host/models"),
        ("https://host/models/%2E./a", "https://host/models"),
        ("https://host/models/x%2f..%2f..%2fa", "https://host/models"),
        ("file:///srv/models/../../etc/passwd", "file:///srv/models"),
        ("file:///srv/models/%2e%2e/%2e%2e/etc/passwd", "file:///srv/models"),
        ("file:///srv/models/..%2f..%2fetc%2fpasswd", "file:///srv/models"),
    ],
)
def test_what_lies_elsewhere_is_not_even_asked_for(uri: str, place: str, asked: list[str]) -> None:
    with pytest.raises(NetworkError, match="do not allow") as caught:
        fetched(network(uri), Settings(networks=NetworkSettings(weights_places=(place,))))
    assert "weights_places" in caught.value.hint
    assert asked == []


def test_plain_http_is_never_asked_even_where_the_place_says_so(
    asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings()
    object.__setattr__(
        settings.networks, "weights_places", ("http://host/models",)
    )  # settings refuse such a place themselves
    with pytest.raises(NetworkError, match="do not allow"):
        fetched(network("http://host/models/a"), settings)
    assert asked == []


def test_without_places_nothing_is_fetched(asked: list[str]) -> None:
    with pytest.raises(NetworkError, match="do not allow"):
        fetched(network("https://host/models/a"), Settings())
    assert asked == []


def test_weights_without_a_digest_are_not_asked_for(asked: list[str]) -> None:
    with pytest.raises(NetworkError, match="states no digest"):
        fetched(
            network("https://host/models/a", ""), Settings(networks=NetworkSettings(weights_places=("https://host",)))
        )
    assert asked == []


def test_a_file_is_read_from_its_folder(tmp_path: Path) -> None:
    path = tmp_path / "net work.safetensors"
    path.write_bytes(WEIGHTS)
    assert (
        fetched(network(path.as_uri()), Settings(networks=NetworkSettings(weights_places=(tmp_path.as_uri(),))))
        == WEIGHTS
    )


@pytest.mark.parametrize(("limit", "fits"), [(len(WEIGHTS) - 1, False), (len(WEIGHTS), True)])
def test_weights_over_the_limit_are_refused(
    limit: int, fits: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(weights_download, "_LARGEST_WEIGHTS", limit)
    path = tmp_path / "weights"
    path.write_bytes(WEIGHTS)
    settings = Settings(networks=NetworkSettings(weights_places=(tmp_path.as_uri(),)))
    if fits:
        assert fetched(network(path.as_uri()), settings) == WEIGHTS
    else:
        with pytest.raises(NetworkError, match="larger than"):
            fetched(network(path.as_uri()), settings)


def test_no_more_than_the_limit_is_read_into_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    class Endless(BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            assert size is not None
            assert 0 <= size <= 51
            return b"x" * size

    monkeypatch.setattr(weights_download, "_LARGEST_WEIGHTS", 50)
    monkeypatch.setattr(weights_download, "_opener", lambda _settings: SimpleNamespace(open=lambda *_, **__: Endless()))
    with pytest.raises(NetworkError, match="larger than"):
        fetched(network("https://host/a"), Settings(networks=NetworkSettings(weights_places=("https://host",))))


def test_a_download_ends_when_it_is_cancelled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights_download, "_CHUNK", 10)
    path = tmp_path / "weights"
    path.write_bytes(WEIGHTS)
    steps: list[str] = []

    def end_it(progress: Progress) -> None:
        steps.append(progress.message)
        if len(steps) == 3:
            task.cancel()

    task = TaskControl(end_it)
    with pytest.raises(Cancelled):
        download_weights(
            network(path.as_uri()), Settings(networks=NetworkSettings(weights_places=(tmp_path.as_uri(),))), task
        )
    assert len(steps) == 3


def test_weights_with_another_digest_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "weights"
    path.write_bytes(WEIGHTS[:-1] + b"x")
    with pytest.raises(NetworkError, match="not those that it was published with"):
        fetched(network(path.as_uri()), Settings(networks=NetworkSettings(weights_places=(tmp_path.as_uri(),))))


@pytest.mark.parametrize("name", ["missing", "", "nul%00byte"])
def test_a_place_that_does_not_answer_is_told_with_a_hint(name: str, tmp_path: Path) -> None:
    with pytest.raises(NetworkError, match="cannot be fetched") as caught:
        fetched(
            network(f"{tmp_path.as_uri()}/{name}"),
            Settings(networks=NetworkSettings(weights_places=(tmp_path.as_uri(),))),
        )
    assert caught.value.hint


def test_addresses_that_are_none_are_told(asked: list[str]) -> None:
    with pytest.raises(NetworkError):
        fetched(network("https://[host/models/a"), Settings(networks=NetworkSettings(weights_places=("https://host",))))
    assert asked == []


def test_an_address_with_a_space_is_told() -> None:
    with pytest.raises(NetworkError):
        fetched(
            network("https://127.0.0.1:1/models/a b"),
            Settings(networks=NetworkSettings(weights_places=("https://127.0.0.1:1",))),
        )


def test_a_redirection_is_followed_only_to_an_allowed_place(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    class Server(urllib.request.HTTPSHandler):
        def https_open(self, request: urllib.request.Request) -> Any:
            asked.append(request.full_url)
            headers = Message()
            if len(asked) == 1:
                headers["Location"] = "https://other/internal"
            response = urllib.response.addinfourl(
                BytesIO(WEIGHTS), headers, request.full_url, 302 if len(asked) == 1 else 200
            )
            response.msg = ""  # type: ignore[attr-defined]  # as urllib itself sets it
            return response

    def opener(settings: Settings) -> urllib.request.OpenerDirector:
        return urllib.request.build_opener(Server, weights_download._AllowedRedirects(settings))

    monkeypatch.setattr(weights_download, "_opener", opener)
    with pytest.raises(NetworkError):
        fetched(
            network("https://host/models/a"),
            Settings(networks=NetworkSettings(weights_places=("https://host/models",))),
        )
    assert asked == ["https://host/models/a"]
