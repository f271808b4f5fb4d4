"""The Orthanc that the tests run against, started once per session.

In this order: ``IODEEP_TEST_PACS`` (``AE@host:port``; the PACS has to know IODEEP at ``IODEEP_TEST_OWN_PORT``,
11113 if not set), the one of ``docker-compose.orthanc.yml`` where a Docker engine answers, a local ``Orthanc``.
With none of them the run fails: what the program is for would not have been tested.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from iodeep_viewer.core.pacs_node import PacsNode
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.errors import PacsError
from iodeep_viewer.pacs.connection import verify

pytest.register_assert_rewrite("tests.pacs_behaviour")

ROOT = Path(__file__).resolve().parents[1]
CONFIGURATION = ROOT / "tests" / "orthanc" / "orthanc.json"
COMPOSE = ["docker", "compose", "--project-name", "iodeep-tests", "--file", str(ROOT / "docker-compose.orthanc.yml")]
START_LIMIT_S = 30.0


@dataclass(frozen=True)
class PatientSpace:
    """Identifiers that set the objects of one test apart in a PACS that is shared and never wiped."""

    patient_id: str
    family_name: str


@pytest.fixture(scope="session")
def orthanc(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PacsNode]:
    """The PACS of this test session, as a node that it knows as a move destination."""
    if text := os.environ.get("IODEEP_TEST_PACS"):
        yield PacsNode.parse(text, own_port=int(os.environ.get("IODEEP_TEST_OWN_PORT", "11113")))
    elif _docker_answers():
        with composed() as node:
            yield node
    elif shutil.which("Orthanc"):
        with local_orthanc(tmp_path_factory.mktemp("orthanc")) as node:
            yield node
    else:
        pytest.exit(
            "No Orthanc: install the package 'orthanc', start Docker, or set IODEEP_TEST_PACS=AE@host:port.",
            returncode=1,
        )


@pytest.fixture
def patient_space() -> PatientSpace:
    """A patient that nobody else in the PACS is."""
    mark = uuid.uuid4().hex[:12].upper()
    return PatientSpace(patient_id=f"T{mark}", family_name=f"Test{mark}")


@contextmanager
def local_orthanc(folder: Path) -> Iterator[PacsNode]:
    """Run the local Orthanc on free ports with its storage in `folder`."""
    dicom_port, own_port = free_port(), free_port()
    configuration = json.loads(CONFIGURATION.read_text())
    configuration |= {
        "StorageDirectory": str(folder / "storage"),
        "IndexDirectory": str(folder / "storage"),
        "DicomPort": dicom_port,
        "DicomModalities": {"iodeep": ["IODEEP", "127.0.0.1", own_port]},
        "SyncStorageArea": False,  # the disk is the slow part, and nothing here outlives the session
        "HttpServerEnabled": False,
        "RemoteAccessAllowed": False,
    }
    file = folder / "orthanc.json"
    file.write_text(json.dumps(configuration))
    log = folder / "orthanc.log"
    with log.open("wb") as output:
        process = subprocess.Popen(["Orthanc", str(file)], stdout=output, stderr=subprocess.STDOUT)
    try:
        node = PacsNode("Orthanc", "127.0.0.1", dicom_port, "ORTHANC", own_port=own_port, timeout=10)
        _wait(node, process, log)
        yield node
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def composed() -> Iterator[PacsNode]:
    """Run the Orthanc of the compose file, with a volume of its own."""
    try:
        subprocess.run([*COMPOSE, "up", "--detach", "--wait"], check=True, timeout=300)
        yield PacsNode("Orthanc", "127.0.0.1", 4242, "ORTHANC")
    finally:
        subprocess.run([*COMPOSE, "down", "--volumes"], check=False, timeout=60)


def free_port() -> int:
    """A port of this computer that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _docker_answers() -> bool:
    if not shutil.which("docker"):
        return False
    try:
        return subprocess.run(["docker", "info"], capture_output=True, timeout=10, check=False).returncode == 0
    except subprocess.TimeoutExpired:
        return False


def _wait(node: PacsNode, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_LIMIT_S
    while process.poll() is None and time.monotonic() < deadline:
        try:
            with socket.create_connection((node.host, node.port), timeout=1):
                pass
            verify(node, TaskControl())
            return
        except (OSError, PacsError):
            time.sleep(0.05)
    last = "\n".join(log.read_text(errors="replace").splitlines()[-15:])
    pytest.exit(f"Orthanc did not start within {START_LIMIT_S:g} s. Its log ends with:\n{last}", returncode=1)
