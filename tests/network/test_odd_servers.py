"""Servers that refuse, stall, lie or answer nonsense: each gets a sentence, none a hang."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from pydicom import Dataset
from pydicom.config import IGNORE
from pydicom.dataelem import DataElement
from pydicom.encaps import encapsulate
from pydicom.uid import ImplicitVRLittleEndian, JPEG2000Lossless
from pynetdicom import AE, AllStoragePresentationContexts, build_context, evt
from pynetdicom.sop_class import (
    CTImageStorage,
    StudyRootQueryRetrieveInformationModelFind,
    StudyRootQueryRetrieveInformationModelGet,
    StudyRootQueryRetrieveInformationModelMove,
    Verification,
)

from iodeep_viewer.core.image_key import SeriesReference
from iodeep_viewer.core.pacs_node import PacsNode, RetrieveMethod
from iodeep_viewer.core.records import PatientRecord, StudyQuery, StudyRecord
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.errors import AssociationRefused, Cancelled, DicomDataError, DimseFailure, PacsError
from iodeep_viewer.pacs.cache import InstanceCache
from iodeep_viewer.pacs.connection import open_association, verify
from iodeep_viewer.pacs.embedded import EmbeddedArchive
from iodeep_viewer.pacs.network_query import find_network_series
from iodeep_viewer.pacs.query import find_instances, find_series, find_studies
from iodeep_viewer.pacs.retrieve import retrieve_instance, retrieve_series
from iodeep_viewer.pacs.store import store_instances
from iodeep_viewer.pacs.transport import Server
from tests.orthanc_server import free_port
from tests.pacs_objects import make_series

FIND, MOVE = StudyRootQueryRetrieveInformationModelFind, StudyRootQueryRetrieveInformationModelMove
GET = StudyRootQueryRetrieveInformationModelGet
Handlers = dict[object, Callable[[evt.Event], object]]

SERIES = SeriesReference("PACS", "", "1.2", "1.3")


@pytest.fixture
def task() -> TaskControl:
    return TaskControl()


@pytest.fixture
def cache(tmp_path: Path) -> InstanceCache:
    return InstanceCache(tmp_path / "cache")


@contextmanager
def server(
    handlers: Handlers | None = None, *, calling: str = "", models: tuple[str, ...] = (FIND, MOVE)
) -> Iterator[PacsNode]:
    """Run a server with these handlers."""
    ae = AE("ODD")
    ae.require_called_aet = True
    ae.require_calling_aet = [calling] if calling else []
    for model in models:
        ae.add_supported_context(model, scu_role=True, scp_role=True)
    running = Server(ae, "127.0.0.1", 0, list((handlers or {}).items()))
    try:
        yield PacsNode("Odd", "127.0.0.1", running.port, "ODD", own_port=free_port(), timeout=5)
    finally:
        running.stop()


@contextmanager
def plain_socket(answer: bytes | None) -> Iterator[PacsNode]:
    """Listen; answer every connection with these bytes and close it, or with None accept and say nothing."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        kept: list[socket.socket] = []

        def serve() -> None:
            while True:
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                if answer is None:
                    kept.append(connection)
                else:
                    connection.sendall(answer)
                    connection.close()

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield PacsNode("Plain", "127.0.0.1", listener.getsockname()[1], "ANY", timeout=0.3)
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            thread.join()
            for connection in kept:
                connection.close()


def answers(*datasets: Dataset, last: int = 0x0000) -> Callable[[evt.Event], Iterator[tuple[int, Dataset | None]]]:
    def handle(event: evt.Event) -> Iterator[tuple[int, Dataset | None]]:
        for dataset in datasets:
            yield 0xFF00, dataset
        if last:
            yield last, None

    return handle


def stalled() -> Callable[[evt.Event], Iterator[tuple[int, None]]]:
    """Answer when the one who asked has gone."""

    def handle(event: evt.Event) -> Iterator[tuple[int, None]]:
        while event.assoc.dul.is_alive():
            event.assoc.dul.join(0.05)
        yield 0x0000, None

    return handle


def status(code: int) -> Callable[[evt.Event], int]:
    def handle(event: evt.Event) -> int:
        return code

    return handle


def response(**values: str) -> Dataset:
    dataset = Dataset()
    for keyword, value in values.items():
        element = DataElement(keyword, "UI" if keyword.endswith("UID") else "LO", value, validation_mode=IGNORE)
        dataset.add(element)
    return dataset


# Associations


def test_our_ae_title_is_not_accepted(task: TaskControl) -> None:
    with server(calling="SOMEONE") as node, pytest.raises(AssociationRefused, match="our AE title 'IODEEP'") as raised:
        find_studies(node, StudyQuery(), task)
    assert "Add 'IODEEP' to the PACS" in raised.value.hint


def test_a_rejection_counts_even_if_the_connection_is_closed_before_it_is_looked_at(task: TaskControl) -> None:
    """The thread that waits for the answer is held up until the answer is there and the connection closed."""
    closed = threading.Event()

    def wait(_event: evt.Event) -> None:
        assert closed.wait(10)

    def note(_event: evt.Event) -> None:
        closed.set()

    with (
        server(calling="SOMEONE") as node,
        pytest.raises(AssociationRefused, match="our AE title 'IODEEP'"),
        open_association(
            node, [build_context(FIND)], task, handlers=[(evt.EVT_REQUESTED, wait), (evt.EVT_CONN_CLOSE, note)]
        ),
    ):
        pass


def test_a_service_that_is_not_offered(task: TaskControl) -> None:
    with server(models=(Verification,)) as node:
        verify(node, task)
        with pytest.raises(AssociationRefused, match=r"does not offer this service \(Study Root.*FIND"):
            find_studies(node, StudyQuery(), task)


def test_web_pages_are_no_pacs(task: TaskControl) -> None:
    with (
        plain_socket(b"HTTP/1.1 400 Bad Request\r\n\r\n") as node,
        pytest.raises(AssociationRefused, match="does not answer as a PACS") as raised,
    ):
        verify(node, task)
    assert "DICOM port" in raised.value.hint


def test_a_server_that_says_nothing_costs_the_timeout_and_no_more(task: TaskControl) -> None:
    with plain_socket(None) as node, pytest.raises(AssociationRefused, match="does not answer as a PACS"):
        verify(node, task)


def test_cancelling_does_not_wait_for_a_server_that_says_nothing() -> None:
    task = TaskControl()
    with plain_socket(None) as node:
        threading.Timer(0.1, task.cancel).start()
        started = time.monotonic()
        with pytest.raises(Cancelled):
            verify(replace(node, timeout=20), task)
        # Far below the timeout: the bound is generous for a busy machine.
        assert time.monotonic() - started < 10


def test_cancelling_does_not_wait_for_a_slow_answer() -> None:
    task, wait = TaskControl(), stalled()

    def cancel_and_wait(event: evt.Event) -> Iterator[tuple[int, None]]:
        task.cancel()
        yield from wait(event)

    with server({evt.EVT_C_FIND: cancel_and_wait}) as node:
        started = time.monotonic()
        with pytest.raises(Cancelled):
            find_studies(replace(node, timeout=60), StudyQuery(), task)
        assert time.monotonic() - started < 10


def test_a_pacs_that_hangs_up_instead_of_answering(task: TaskControl) -> None:
    def hang_up(event: evt.Event) -> Iterator[tuple[int, None]]:
        event.assoc.abort()
        yield 0x0000, None

    with (
        server({evt.EVT_C_FIND: hang_up}) as node,
        pytest.raises(AssociationRefused, match="ended the connection instead of answering") as raised,
    ):
        find_studies(node, StudyQuery(), task)
    assert "may not know our AE title 'IODEEP'" in raised.value.hint


def test_a_pacs_that_stops_answering(task: TaskControl) -> None:
    with (
        server({evt.EVT_C_FIND: stalled()}) as node,
        pytest.raises(PacsError, match=r"stopped answering during the search \(C-FIND\)") as raised,
    ):
        find_studies(replace(node, timeout=0.3), StudyQuery(), task)
    assert "longer timeout" in raised.value.hint


# Searching


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (0xA700, "out of resources"),
        (0xA900, "does not match"),
        (0xC000, "could not understand"),
        (0x0122, "does not support"),
        (0xC123, "could not understand"),
    ],
)
def test_failure_statuses_of_a_search_are_sentences(task: TaskControl, code: int, words: str) -> None:
    with server({evt.EVT_C_FIND: answers(last=code)}) as node, pytest.raises(DimseFailure, match=words) as raised:
        find_studies(node, StudyQuery(), task)
    assert raised.value.status == code
    assert f"0x{code:04X}" in raised.value.sentence


def test_what_the_pacs_says_itself_is_passed_on(task: TaskControl) -> None:
    def refuse(event: evt.Event) -> Iterator[tuple[Dataset, None]]:
        refusal = Dataset()
        refusal.Status, refusal.ErrorComment = 0xC001, "Too many\nstudies"
        yield refusal, None

    with server({evt.EVT_C_FIND: refuse}) as node, pytest.raises(DimseFailure, match="says: Too many studies"):
        find_studies(node, StudyQuery(), task)


def test_nonsense_in_responses_is_left_out_or_taken_as_text(task: TaskControl) -> None:
    odd = [
        response(StudyID="1"),
        response(StudyInstanceUID="../../etc"),
        response(StudyInstanceUID="1.2", NumberOfStudyRelatedSeries="many", PatientName="A^B", StudyDate="soon"),
        response(StudyInstanceUID="1.3", SpecificCharacterSet="ISO_IR 6"),
    ]
    with server({evt.EVT_C_FIND: answers(*odd)}) as node:
        records = find_studies(node, StudyQuery(), task).records
    assert [record.study_instance_uid for record in records] == ["1.2", "1.3"]
    assert records[0].number_of_study_related_series is None
    assert (records[0].study_date, records[0].patient.patient_name) == ("soon", "A^B")
    with server(
        {evt.EVT_C_FIND: answers(response(SeriesInstanceUID="1.2.3", SeriesNumber="x"), response(StudyID="1"))}
    ) as node:
        (series,) = find_series(node, StudyRecord("1.2"), task)
        assert (series.study_instance_uid, series.series_number) == ("1.2", None)
        assert find_instances(node, "1.2", "1.2.3", task) == []


def test_a_strict_server_is_asked_again_without_attributes_of_the_patient(task: TaskControl) -> None:
    asked: list[bool] = []

    def strict(event: evt.Event) -> Iterator[tuple[int, Dataset | None]]:
        asked.append("PatientID" in event.identifier)
        if asked[-1]:
            yield 0xA900, None
            return
        yield 0xFF00, response(SeriesInstanceUID="1.2.3", Modality="CT")

    with server({evt.EVT_C_FIND: strict}) as node:
        (series,) = find_series(node, StudyRecord("1.2"), task)
    assert (series.series_instance_uid, asked) == ("1.2.3", [True, False])


def test_series_of_another_patient_under_the_study_uid_are_left_out(task: TaskControl) -> None:
    found = [
        response(SeriesInstanceUID="1.2.1", PatientID="1", PatientName="Rossi^Anna"),
        response(SeriesInstanceUID="1.2.2", PatientID="2", PatientName="Rossi^Anna"),
        response(SeriesInstanceUID="1.2.3", PatientName="ROSSI^ANNA^^"),
        response(SeriesInstanceUID="1.2.4", PatientName="Bianchi^Ugo"),
        response(SeriesInstanceUID="1.2.5"),
    ]
    study = StudyRecord("1.2", PatientRecord("Rossi^Anna", "1"))
    with server({evt.EVT_C_FIND: answers(*found)}) as node:
        listed = {item.series_instance_uid for item in find_series(node, study, task)}
    assert listed == {"1.2.1", "1.2.3", "1.2.5"}


def test_a_server_that_ignores_the_study_description_gets_no_networks_invented(task: TaskControl) -> None:
    found = [
        response(StudyInstanceUID="1.1", SeriesInstanceUID="1.1.1", StudyDescription="Head"),
        response(StudyInstanceUID="1.2", SeriesInstanceUID="1.2.1", StudyDescription="IODeep"),
    ]
    with server({evt.EVT_C_FIND: answers(*found)}) as node:
        assert [record.series_instance_uid for record in find_network_series(node, task)] == ["1.2.1"]


@pytest.mark.parametrize("matches", [True, False], ids=["a server that matches studies", "one that ignores every key"])
def test_where_a_series_does_not_say_what_its_study_is_the_study_is_asked(task: TaskControl, matches: bool) -> None:
    series = [response(StudyInstanceUID=f"1.{number}", SeriesInstanceUID=f"1.{number}.1") for number in (1, 2, 3)]
    networks = [response(StudyInstanceUID="1.2", StudyDescription="IODeep")]
    others = [response(StudyInstanceUID="1.1", StudyDescription="Head"), response(StudyInstanceUID="1.3")]

    def find(event: evt.Event) -> Iterator[tuple[int, Dataset | None]]:
        studies = networks if matches else [*others, *networks]
        yield from answers(*(studies if event.identifier.QueryRetrieveLevel == "STUDY" else series))(event)

    with server({evt.EVT_C_FIND: find}) as node:
        assert [record.series_instance_uid for record in find_network_series(node, task)] == ["1.2.1"]


def test_the_server_is_told_when_enough_was_found(task: TaskControl) -> None:
    told: list[bool] = []

    def find(event: evt.Event) -> Iterator[tuple[int, Dataset | None]]:
        for number in range(4):
            yield 0xFF00, response(StudyInstanceUID=f"1.{number}")
        while not (cancelled := event.is_cancelled) and event.assoc.dul.is_alive():
            event.assoc.dul.join(0.01)
        told.append(cancelled)
        yield 0xFE00, None

    with server({evt.EVT_C_FIND: find}) as node:
        search = find_studies(node, StudyQuery(limit=3), task)
    assert (len(search.records), search.more) == (3, True)
    assert told == [True]


def test_a_server_that_stops_at_a_limit_of_its_own_is_not_taken_to_hold_no_more(task: TaskControl) -> None:
    studies = [response(StudyInstanceUID=f"1.{number}") for number in range(3)]
    # This is how Orthanc ends an answer at its LimitFindResults.
    with server({evt.EVT_C_FIND: answers(*studies, last=0xFE00)}) as node:
        search = find_studies(node, StudyQuery(), task)
    assert (len(search.records), search.more, search.cut_off) == (3, True, True)


def test_a_server_that_ignores_c_cancel_is_cut_off(task: TaskControl) -> None:
    sent: list[int] = []

    def endless(event: evt.Event) -> Iterator[tuple[int, Dataset]]:
        while event.assoc.is_established and len(sent) < 50_000:
            sent.append(1)
            yield 0xFF00, response(StudyInstanceUID=f"1.{len(sent)}")

    with server({evt.EVT_C_FIND: endless}) as node:
        search = find_studies(node, StudyQuery(limit=3), task)
    assert (len(search.records), search.more) == (3, True)
    assert len(sent) < 50_000


# Retrieving


@contextmanager
def mover(
    final: int, *, comes: int = 0, of: int = 2, breaks: Callable[[evt.Event], None] | None = None
) -> Iterator[PacsNode]:
    """A PACS with a series 1.2 > 1.3 of some instances, of which C-MOVE sends the first ones; no C-GET.

    With `breaks` that is what it does then, for C-GET as well.
    """
    datasets = make_series(of, study_uid="1.2").datasets
    for number, dataset in enumerate(datasets, start=1):
        dataset.SeriesInstanceUID, dataset.SOPInstanceUID = "1.3", f"1.3.{number}"
    found = [response(SOPInstanceUID=dataset.SOPInstanceUID, SOPClassUID=CTImageStorage) for dataset in datasets]

    def move(event: evt.Event) -> Iterator[object]:
        if final == 0xA801:
            yield None, None
            return
        yield "127.0.0.1", own_port[0], {"contexts": list(AllStoragePresentationContexts[:100])}
        yield of
        yield from first(event)
        if final:
            failed = Dataset()
            failed.FailedSOPInstanceUIDList = [dataset.SOPInstanceUID for dataset in datasets[comes:]]
            yield final, failed

    def get(event: evt.Event) -> Iterator[object]:
        yield of
        yield from first(event)

    def first(event: evt.Event) -> Iterator[object]:
        for dataset in datasets[:comes]:
            yield 0xFF00, dataset
        if breaks:
            breaks(event)

    own_port: list[int] = []
    models = (FIND, MOVE, GET, CTImageStorage) if breaks else (FIND, MOVE)
    handlers: Handlers = {evt.EVT_C_FIND: answers(*found), evt.EVT_C_MOVE: move, evt.EVT_C_GET: get}
    with server(handlers, models=models) as node:
        own_port.append(node.own_port)
        yield node


def test_an_unknown_destination_without_c_get_says_what_to_configure(cache: InstanceCache, task: TaskControl) -> None:
    with mover(0xA801) as node, pytest.raises(DimseFailure, match="does not know our AE title") as raised:
        retrieve_series(node, cache, SERIES, task)
    assert raised.value.status == 0xA801
    assert "Add this computer to the PACS" in raised.value.hint


def test_a_partial_failure_names_how_many_of_how_many(cache: InstanceCache, task: TaskControl) -> None:
    with mover(0xB000, comes=2, of=5) as node, pytest.raises(PacsError, match="Only 2 of 5 images arrived") as raised:
        retrieve_series(node, cache, SERIES, task)
    assert "kept" in raised.value.hint
    assert len(cache.series_paths(SERIES)) == 2


def abort(event: evt.Event) -> None:
    """Say that it ends, as a PACS that is shut down."""
    event.assoc.abort()


def disconnect(event: evt.Event) -> None:
    """End without a word, as a PACS that was killed."""
    event.assoc.dul.socket.socket.shutdown(socket.SHUT_RDWR)


@pytest.mark.parametrize("method", RetrieveMethod)
@pytest.mark.parametrize("breaks", [abort, disconnect])
def test_a_connection_that_breaks_in_the_middle_is_said_as_such(
    cache: InstanceCache, task: TaskControl, method: RetrieveMethod, breaks: Callable[[evt.Event], None]
) -> None:
    with (
        mover(0x0000, comes=2, of=5, breaks=breaks) as node,
        pytest.raises(PacsError, match="connection to the PACS broke after 2 of 5 images") as raised,
    ):
        retrieve_series(replace(node, retrieve=method), cache, SERIES, task)
    assert "Open the series again" in raised.value.hint
    assert len(cache.series_paths(SERIES)) == 2


def test_success_without_an_image_points_at_address_and_firewall(cache: InstanceCache, task: TaskControl) -> None:
    with mover(0x0000, comes=0) as node, pytest.raises(PacsError, match="but none arrived") as raised:
        retrieve_series(node, cache, SERIES, task)
    assert str(node.own_port) in raised.value.hint
    assert "firewall" in raised.value.hint


def test_a_full_disk_is_said_as_such(cache: InstanceCache, task: TaskControl, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*arguments: object) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(cache, "store", full)
    with mover(0x0000, comes=2) as node, pytest.raises(PacsError, match="No space left on device") as raised:
        retrieve_series(node, cache, SERIES, task)
    assert raised.value.hint == "Make room on the disk, then open the series again."


def test_strangers_cannot_put_anything_into_the_cache(cache: InstanceCache, task: TaskControl) -> None:
    statuses: list[int | None] = []
    titles: list[bool] = []

    def intrude(path: Path) -> None:
        ae = AE("INTRUDER")
        ae.add_requested_context(CTImageStorage)
        titles.append(ae.associate("127.0.0.1", node.own_port, ae_title="OTHER").is_established)
        assoc = ae.associate("127.0.0.1", node.own_port, ae_title="IODEEP")
        statuses.append(assoc.send_c_store(make_series(1).datasets[0]).get("Status"))
        assoc.release()

    with mover(0x0000, comes=1, of=1) as node:
        paths = retrieve_series(node, cache, SERIES, task, on_received=intrude).paths
    assert titles == [False]
    assert statuses == [0x0124]
    assert [path for path in cache.folder.rglob("*") if path.is_file()] == list(paths)


def test_an_instance_that_is_gone_is_said(cache: InstanceCache, task: TaskControl, tmp_path: Path) -> None:
    with EmbeddedArchive([tmp_path]) as archive, pytest.raises(PacsError, match="no longer holds this object"):
        retrieve_instance(archive.node(), cache, SERIES, "1.4", task)


# Storing


@pytest.mark.parametrize(
    ("code", "words"), [(0xA700, "out of resources"), (0xA900, "does not match"), (0x0124, "not authorised")]
)
def test_failure_statuses_of_a_store_are_sentences(task: TaskControl, code: int, words: str) -> None:
    with (
        server({evt.EVT_C_STORE: status(code)}, models=(CTImageStorage,)) as node,
        pytest.raises(DimseFailure, match=words),
    ):
        store_instances(node, make_series(1).datasets, task)


def test_a_warning_of_a_store_is_no_failure(task: TaskControl) -> None:
    with server({evt.EVT_C_STORE: status(0xB007)}, models=(CTImageStorage,)) as node:
        store_instances(node, make_series(2).datasets, task)


def test_an_object_that_the_pacs_does_not_take_is_named(task: TaskControl) -> None:
    mixed = [*make_series(1).datasets, *make_series(1, Modality="MR").datasets]
    with (
        server({evt.EVT_C_STORE: status(0x0000)}, models=(CTImageStorage,)) as node,
        pytest.raises(PacsError, match=r"does not take MR Image Storage objects\."),
    ):
        store_instances(node, mixed, task)


def test_a_compression_that_the_pacs_does_not_take_is_named(task: TaskControl) -> None:
    (plain,), (packed,) = make_series(1).datasets, make_series(1).datasets
    packed.PixelData = encapsulate([bytes(100)])
    packed.file_meta.TransferSyntaxUID = JPEG2000Lossless
    ae = AE("ODD")
    ae.add_supported_context(CTImageStorage, ImplicitVRLittleEndian)
    running = Server(ae, "127.0.0.1", 0, [(evt.EVT_C_STORE, status(0x0000))])
    try:
        node = PacsNode("Odd", "127.0.0.1", running.port, "ODD", timeout=5)
        with pytest.raises(PacsError, match="CT Image Storage objects in the transfer syntax JPEG 2000 Image Compress"):
            store_instances(node, [plain, packed], task)
    finally:
        running.stop()


def test_an_object_that_cannot_be_encoded_is_not_blamed_on_the_pacs(task: TaskControl) -> None:
    (dataset,) = make_series(1).datasets
    dataset.add(DataElement("Rows", "US", "many", validation_mode=IGNORE))
    with (
        server({evt.EVT_C_STORE: status(0x0000)}, models=(CTImageStorage,)) as node,
        pytest.raises(DicomDataError, match="a value in it is damaged"),
    ):
        store_instances(node, [dataset], task)
