"""Fixtures of all tests: a home of their own, an offscreen screen, and an Orthanc."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

pytest_plugins = ["tests.orthanc_server"]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings, cache and journal of a test go to its own folder."""
    folder = tmp_path / "home"
    monkeypatch.setenv("IODEEP_HOME", str(folder))
    return folder


@pytest.fixture(autouse=True)
def no_threads_left() -> Iterator[None]:
    """Fail a test that leaves a thread of ours behind."""
    before = set(threading.enumerate())
    yield
    left = [
        thread
        for thread in threading.enumerate()
        if thread not in before and thread.name.startswith(("iodeep-", "read-slices"))
    ]
    for thread in left:
        thread.join(5)
    assert not [thread.name for thread in left if thread.is_alive()]
