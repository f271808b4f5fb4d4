"""A wheel installed far from any checkout runs the demo: samples and networks travel inside it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pydicom import dcmread
from pydicom.uid import RTStructureSetStorage

ROOT = Path(__file__).parents[2]
SOURCES = (
    "iodeep_viewer",
    "dnn_parser",
    "models",
    "sample_dicom",
    "pyproject.toml",
    "setup.py",
    "README.md",
    "LICENSE",
)
LARGEST = 40_000_000
"""Bytes of the wheel: the weights of the brain network are 19 million of them."""


def run(folder: Path, *command: str, **environment: str) -> str:
    """Run Python in a folder; return what it printed."""
    done = subprocess.run(
        [sys.executable, *command],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.timeout(300)  # it builds, installs, and does the whole job of the demo
def test_the_demo_runs_from_an_installed_wheel(tmp_path: Path) -> None:
    # In a copy: a build leaves files beside its sources.
    (tmp_path / "project").mkdir()
    for name in SOURCES:
        source, copy = ROOT / name, tmp_path / "project" / name
        if source.is_dir():
            shutil.copytree(source, copy, ignore=shutil.ignore_patterns("__pycache__", "*.py[co]"))
        else:
            shutil.copy(source, copy)
    offline = ("--quiet", "--no-deps", "--no-index", "--disable-pip-version-check")
    run(tmp_path, "-m", "pip", "wheel", *offline, "--no-build-isolation", "--wheel-dir", "dist", "./project")
    (wheel,) = (tmp_path / "dist").iterdir()
    assert wheel.stat().st_size < LARGEST
    run(tmp_path, "-m", "pip", "install", *offline, "--no-compile", "--target", "installed", str(wheel))
    shutil.rmtree(tmp_path / "project")

    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    environment = {"PYTHONPATH": str(tmp_path / "installed"), "IODEEP_HOME": str(tmp_path / "home")}
    where = run(elsewhere, "-c", "import iodeep_viewer; print(iodeep_viewer.__file__)", **environment)
    assert Path(where.strip()).is_relative_to(tmp_path / "installed")
    said = run(elsewhere, "-m", "iodeep_viewer", "--demo", "--tour", "tour", **environment)
    assert "RT Structure Set stored" in said
    stored = [dcmread(path).SOPClassUID for path in (elsewhere / "tour" / "stored").glob("*.dcm")]
    assert stored.count(RTStructureSetStorage) == 1
