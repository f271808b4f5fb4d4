from __future__ import annotations

import os
import threading
from contextlib import ExitStack
from pathlib import Path

import pytest

from iodeep_viewer.core.image_key import SeriesReference
from iodeep_viewer.core.uid import is_uid
from iodeep_viewer.errors import DicomDataError
from iodeep_viewer.pacs import cache as cache_module
from iodeep_viewer.pacs.cache import InstanceCache


def series(uid: str) -> SeriesReference:
    return SeriesReference("PACS", "1", "1.2", uid)


def fill(cache: InstanceCache, series_uid: str, count: int = 1, *, size: int = 100, used: float | None = None) -> None:
    for number in range(count):
        path = cache.store(series(series_uid), f"{series_uid}.{number}", lambda file: file.write(bytes(size)))
    if used is not None:
        os.utime(path.parent, (used, used))


@pytest.mark.parametrize("uid", ["1", "1.2.840.10008.5.1.4.1.1.2", "2.25." + "9" * 59, "1.02"])
def test_uids(uid: str) -> None:
    assert is_uid(uid)


@pytest.mark.parametrize(
    "uid", ["", ".", "..", "1..2", "1.", "../1", "1/2", "1.2\0", "1.2\n", "1 ", "a", "1\\2", "१.२", "1" * 65]
)
def test_what_is_no_uid_never_becomes_a_path(uid: str, tmp_path: Path) -> None:
    assert not is_uid(uid)
    cache = InstanceCache(tmp_path / "cache")
    with pytest.raises(DicomDataError, match="malformed UID"):
        cache.store(series("1"), uid, lambda file: file.write(b"x"))
    inside = cache.path(SeriesReference(uid, uid, uid, uid), "1").relative_to(cache.folder)
    assert len(inside.parts) == 2
    assert inside.parts[0].isalnum()
    assert cache.series_paths(series(uid)) == []
    assert list(tmp_path.rglob("*")) == []


def test_a_stored_instance_is_found_by_its_series(tmp_path: Path) -> None:
    cache = InstanceCache(tmp_path)
    path = cache.store(series("1.2"), "1.3", lambda file: file.write(b"abc"))
    assert path == cache.path(series("1.2"), "1.3")
    assert path.read_bytes() == b"abc"
    assert cache.series_paths(series("1.2")) == [path]
    assert cache.series_paths(series("1.1")) == []


def test_a_write_that_fails_leaves_nothing(tmp_path: Path) -> None:
    cache = InstanceCache(tmp_path)

    def write(file: object) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        cache.store(series("1.2"), "1.3", write)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_an_instance_is_not_there_before_it_is_whole(tmp_path: Path) -> None:
    cache = InstanceCache(tmp_path)
    seen: list[list[Path]] = []

    def write(file: object) -> None:
        seen.append(cache.series_paths(series("1.2")))

    cache.store(series("1.2"), "1.3", write)
    assert seen == [[]]


def test_the_series_not_used_for_longest_goes_first_and_whole(tmp_path: Path) -> None:
    cache = InstanceCache(tmp_path, max_bytes=1000)
    fill(cache, "1.1", 4, used=100)
    fill(cache, "1.2", 4, used=50)
    fill(cache, "1.3", 3)
    assert len(cache.series_paths(series("1.2"))) == 0
    assert len(cache.series_paths(series("1.1"))) == 4
    assert len(cache.series_paths(series("1.3"))) == 3


def test_looking_at_a_series_counts_as_use(tmp_path: Path) -> None:
    cache = InstanceCache(tmp_path, max_bytes=1000)
    fill(cache, "1.1", 4, used=50)
    fill(cache, "1.2", 4, used=100)
    cache.series_paths(series("1.1"))
    fill(cache, "1.3", 3)
    assert (len(cache.series_paths(series("1.1"))), len(cache.series_paths(series("1.2")))) == (4, 0)


def test_a_held_series_stays_even_when_it_alone_is_too_large(tmp_path: Path) -> None:
    cache = InstanceCache(tmp_path, max_bytes=1000)
    with cache.hold(series("1.1")):
        fill(cache, "1.1", 12, used=1)
        fill(cache, "1.2", 2)
        assert len(cache.series_paths(series("1.1"))) == 12
    os.utime(cache.path(series("1.1"), "1").parent, (1, 1))
    fill(cache, "1.3")
    assert cache.series_paths(series("1.1")) == []


def test_what_an_earlier_run_left_counts(tmp_path: Path) -> None:
    fill(InstanceCache(tmp_path), "1.1", 9, used=1)
    again = InstanceCache(tmp_path, max_bytes=1000)
    fill(again, "1.2", 2)
    assert again.series_paths(series("1.1")) == []
    assert len(again.series_paths(series("1.2"))) == 2


def test_who_holds_a_series_does_not_wait_until_the_cache_is_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = InstanceCache(tmp_path)
    fill(InstanceCache(tmp_path), "1.1")
    measuring, go_on = threading.Event(), threading.Event()

    def slow(_folder: Path) -> int:
        measuring.set()
        go_on.wait(20)
        return 0

    monkeypatch.setattr(cache_module, "_size", slow)
    evicting = threading.Thread(target=cache.evict)
    evicting.start()
    assert measuring.wait(20)
    holding = threading.Thread(target=lambda: ExitStack().enter_context(cache.hold(series("1.1"))))
    holding.start()
    holding.join(5)
    held_meanwhile = not holding.is_alive()
    go_on.set()
    evicting.join(20)
    assert held_meanwhile
