"""The sentence where the program cannot start."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from iodeep_viewer.app import main


def test_a_log_file_that_cannot_be_opened_is_named(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log = home / "iodeep-viewer.log"
    log.mkdir(parents=True)
    assert main([]) == 1
    said = capsys.readouterr().err
    assert f"The log file {log} cannot be opened: Is a directory." in said
    assert "Remove it" in said


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a display")
def test_without_a_display_the_user_is_told(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    assert main([]) == 1
    assert "no display" in capsys.readouterr().err
    assert not home.exists()
