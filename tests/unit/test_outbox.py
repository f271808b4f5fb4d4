from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pydicom import Dataset, dcmread
from pynetdicom import AE, evt
from pynetdicom.sop_class import CTImageStorage, Verification

from iodeep_viewer.archives.dimse import DimseArchive
from iodeep_viewer.archives.outbox import Outbox
from iodeep_viewer.core.pacs_node import PacsNode
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.errors import AssociationRefused, Cancelled, DicomDataError
from iodeep_viewer.pacs.cache import InstanceCache
from iodeep_viewer.pacs.embedded import EmbeddedArchive
from iodeep_viewer.pacs.transport import Server
from tests.archives import archive_of
from tests.pacs_objects import make_series

NODE = PacsNode("Hospital", "127.0.0.1", 4242, "ORTHANC")
HOSPITAL = DimseArchive(NODE, InstanceCache(Path("unused")))


def image() -> Dataset:
    return make_series(1).datasets[0]


@pytest.fixture
def outbox(tmp_path: Path) -> Outbox:
    return Outbox(tmp_path / "outbox")


def test_an_empty_outbox_sends_nothing_and_asks_nobody(outbox: Outbox) -> None:
    assert outbox.pending() == ()
    result = outbox.send(HOSPITAL, TaskControl())
    assert (result.sent, result.failed) == ((), ())


def test_what_was_put_in_is_there_after_a_restart(outbox: Outbox) -> None:
    first, second = image(), image()
    outbox.add(HOSPITAL, first)
    path = outbox.add(HOSPITAL, second)
    entries = Outbox(outbox.folder).pending()
    assert [entry.sop_instance_uid for entry in entries] == [first.SOPInstanceUID, second.SOPInstanceUID]
    assert {entry.archive for entry in entries} == {"Hospital"}
    assert {entry.address for entry in entries} == {"ORTHANC@127.0.0.1:4242"}
    assert dcmread(path) == second


def test_an_object_without_uid_is_refused(outbox: Outbox) -> None:
    with pytest.raises(DicomDataError, match="SOPInstanceUID"):
        outbox.add(HOSPITAL, Dataset())
    assert outbox.pending() == ()


def test_a_crash_while_writing_leaves_no_entry(outbox: Outbox, monkeypatch: pytest.MonkeyPatch) -> None:
    dataset = image()

    def fail(*arguments: object, **options: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(dataset, "save_as", fail)
    with pytest.raises(DicomDataError, match="No space left") as raised:
        outbox.add(HOSPITAL, dataset)
    assert "disk" in raised.value.hint
    assert outbox.pending() == ()


# As program version 0.3 wrote it.
FORMER_DESTINATION = '{"node_name": "Hospital", "node_address": "PACS@pacs.example:104"}'


@pytest.mark.parametrize(
    "text", [FORMER_DESTINATION, '{"version": 1, "node_name": "Hospital", "node_address": "PACS@pacs.example:104"}']
)
def test_an_entry_of_each_version_is_sent_where_it_belongs(outbox: Outbox, text: str) -> None:
    path = outbox.add(HOSPITAL, image())
    path.with_suffix(".json").write_text(text)
    (entry,) = outbox.pending()
    assert (entry.archive, entry.address, entry.problem) == ("Hospital", "PACS@pacs.example:104", "")
    assert entry.is_for(archive_of(PacsNode("Hospital", "elsewhere", 1, "A")))
    assert entry.is_for(archive_of(PacsNode("New name", "pacs.example", 104, "PACS")))


@pytest.mark.parametrize("text", ["{", "[]", "{}", '{"node_name": 1, "node_address": "A@b:1"}'])
def test_an_entry_whose_destination_is_lost_is_named_and_kept(outbox: Outbox, text: str) -> None:
    path = outbox.add(HOSPITAL, image())
    path.with_suffix(".json").write_text(text)
    (entry,) = outbox.pending()
    assert path.name in entry.problem
    assert outbox.send(HOSPITAL, TaskControl()).sent == ()
    assert path.exists()


def test_only_what_is_for_this_pacs_is_sent(outbox: Outbox, tmp_path: Path) -> None:
    with EmbeddedArchive([], tmp_path / "archive") as archive:
        node = archive.node()
        other = outbox.add(HOSPITAL, image())
        outbox.add(archive_of(node), image())
        renamed = outbox.add(archive_of(replace(node, name="Its name before")), image())
        result = outbox.send(archive_of(node), TaskControl())
        assert len(result.sent) == 2
        assert [entry.path for entry in outbox.pending()] == [other]
        assert not renamed.exists()
    assert {path.name for path in outbox.folder.iterdir()} == {other.name, other.with_suffix(".json").name}


def test_what_cannot_be_removed_afterwards_counts_as_sent(
    outbox: Outbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with EmbeddedArchive([], tmp_path / "archive") as archive:
        node = archive.node()
        kept, gone = (outbox.add(archive_of(node), image()) for _ in range(2))
        unlink = Path.unlink

        def refuse(path: Path, missing_ok: bool = False) -> None:
            if path == kept:
                raise PermissionError(13, "Permission denied", str(path))
            unlink(path, missing_ok)

        monkeypatch.setattr(Path, "unlink", refuse)
        result = outbox.send(archive_of(node), TaskControl())
        assert [entry.path for entry in result.sent] == [kept, gone]
        assert result.failed == ()
        assert [entry.path for entry in outbox.pending()] == [kept]
        (message,) = [record.getMessage() for record in caplog.records if record.name.startswith("iodeep_viewer")]
        assert "Permission denied" in message
        assert kept.stem.partition("_")[2] not in message
        monkeypatch.undo()


def test_what_the_pacs_refuses_stays_with_its_reason_and_holds_up_nothing(outbox: Outbox, tmp_path: Path) -> None:
    with EmbeddedArchive([], tmp_path / "archive") as archive:
        node = archive.node()
        damaged = outbox.add(archive_of(node), image())
        damaged.write_bytes(b"not DICOM")
        outbox.add(archive_of(node), image())
        result = outbox.send(archive_of(node), TaskControl())
        assert len(result.sent) == 1
        ((entry, reason),) = result.failed
        assert entry.path == damaged
        assert "cannot be read as DICOM" in reason
        assert [entry.path for entry in outbox.pending()] == [damaged]


def test_a_read_only_archive_refuses_and_the_entry_stays(outbox: Outbox) -> None:
    with EmbeddedArchive([]) as archive:
        outbox.add(archive_of(archive.node()), image())
        ((_, reason),) = outbox.send(archive_of(archive.node()), TaskControl()).failed
    assert "not authorised" in reason
    assert len(outbox.pending()) == 1


def test_what_the_pacs_took_before_its_answer_was_lost_leaves_the_outbox(outbox: Outbox) -> None:
    took: list[str] = []

    def store(event: evt.Event) -> int:
        uid = str(event.request.AffectedSOPInstanceUID)
        if uid in took:
            return 0x0111
        took.append(uid)
        event.assoc.abort()
        return 0x0000

    ae = AE("ONCE")
    ae.add_supported_context(CTImageStorage)
    ae.add_supported_context(Verification)
    server = Server(ae, "127.0.0.1", 0, [(evt.EVT_C_STORE, store)])
    try:
        node = PacsNode("Once", "127.0.0.1", server.port, "ONCE", timeout=5)
        outbox.add(archive_of(node), image())
        assert len(outbox.send(archive_of(node), TaskControl()).failed) == 1
        assert [entry.sop_instance_uid for entry in outbox.send(archive_of(node), TaskControl()).sent] == took
    finally:
        server.stop()
    assert outbox.pending() == ()


def test_a_pacs_that_is_down_keeps_everything(outbox: Outbox) -> None:
    with EmbeddedArchive([]) as archive:
        node = archive.node()
    outbox.add(archive_of(node), image())
    with pytest.raises(AssociationRefused, match="Nobody listens"):
        outbox.send(archive_of(node), TaskControl())
    assert len(outbox.pending()) == 1


def test_cancelling_keeps_what_was_not_taken(outbox: Outbox, tmp_path: Path) -> None:
    task = TaskControl(lambda progress: task.cancel() if progress.done == 1 and "outbox" in progress.message else None)
    with EmbeddedArchive([], tmp_path / "archive") as archive:
        for _ in range(3):
            outbox.add(archive_of(archive.node()), image())
        with pytest.raises(Cancelled):
            outbox.send(archive_of(archive.node()), task)
    assert len(outbox.pending()) == 2
