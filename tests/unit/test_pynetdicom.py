"""Names of pynetdicom that are not documented and that the package uses: a version that changes one fails here."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pynetdicom
import pytest
from packaging.requirements import Requirement
from pynetdicom import AE, _config
from pynetdicom.association import Association
from pynetdicom.pdu import A_ABORT_RQ
from pynetdicom.transport import AssociationServer, AssociationSocket, ThreadedAssociationServer

from iodeep_viewer.pacs import association, transport

ROOT = Path(__file__).parents[2]
CHANGED = (
    f"pynetdicom {pynetdicom.__version__} has changed {{}}, which is not in its documented interface. "
    "Adapt {}, then this test and the range in pyproject.toml."
)


@pytest.fixture
def idle() -> Association:
    """An association that was never begun."""
    return Association(AE(), "requestor")


def test_the_range_of_versions_ends_before_the_next_that_may_change_these_names() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (wanted,) = [item for item in map(Requirement, project["dependencies"]) if item.name == "pynetdicom"]
    assert wanted.specifier.contains(pynetdicom.__version__)
    assert not wanted.specifier.contains("3.1"), "pynetdicom 3.1 may have changed names that are not documented"


def test_the_log_can_be_kept_free_of_patients() -> None:
    for name in ("LOG_REQUEST_IDENTIFIERS", "LOG_RESPONSE_IDENTIFIERS"):
        assert getattr(_config, name, None) is False, CHANGED.format(f"_config.{name}", association.__name__)


def test_shutting_down_a_socket_is_one_method_that_closing_calls() -> None:
    called = "_shutdown_socket" in AssociationSocket.close.__code__.co_names
    assert called, CHANGED.format("AssociationSocket._shutdown_socket", transport.__name__)
    assert AssociationSocket._shutdown_socket is transport._shut_down_and_close


def test_an_association_shows_its_connection_and_its_queue_of_messages(idle: Association) -> None:
    for owner, name in ((idle.dul, "socket"), (idle.dimse, "get_msg"), (idle, "kill"), (idle, "requestor")):
        told = CHANGED.format(f"{type(owner).__name__}.{name}", transport.__name__)
        assert hasattr(owner, name), told
    take = idle.dimse.get_msg
    assert take.__code__.co_varnames[1] == "block", CHANGED.format("DIMSEServiceProvider.get_msg", transport.__name__)


def test_a_server_reads_its_contexts_from_one_attribute() -> None:
    assert "contexts" in AssociationServer.__init__.__code__.co_names, CHANGED.format(
        "AssociationServer.contexts", transport.__name__
    )
    assert issubclass(ThreadedAssociationServer, AssociationServer)


def test_an_abort_is_encoded_as_the_standard_says() -> None:
    pdu = A_ABORT_RQ()
    pdu.source, pdu.reason_diagnostic = 0, 0
    # PS3.8 section 9.3.8: type 7, reserved, length 4, two reserved, source, reason.
    assert pdu.encode() == bytes([7, 0, 0, 0, 0, 4, 0, 0, 0, 0]), CHANGED.format("A_ABORT_RQ", transport.__name__)
