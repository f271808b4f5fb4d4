"""Behaviour of every PACS that the program works with: run on Orthanc and on the embedded archive."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pydicom import Dataset, dcmread
from pydicom.encaps import encapsulate
from pydicom.uid import JPEG2000Lossless, generate_uid

from iodeep_viewer.archives.outbox import Outbox
from iodeep_viewer.core.image_key import SeriesReference, series_reference
from iodeep_viewer.core.iodeep import successors
from iodeep_viewer.core.pacs_node import PacsNode, RetrieveMethod
from iodeep_viewer.core.records import PatientRecord, SeriesRecord, StudyQuery, StudyRecord
from iodeep_viewer.core.task import Progress, TaskControl
from iodeep_viewer.errors import AssociationRefused, Cancelled, PacsError
from iodeep_viewer.pacs.cache import InstanceCache
from iodeep_viewer.pacs.check import check_connection
from iodeep_viewer.pacs.connection import verify
from iodeep_viewer.pacs.network_query import find_network, find_network_series
from iodeep_viewer.pacs.query import find_instances, find_prior_studies, find_series, find_studies
from iodeep_viewer.pacs.retrieve import retrieve_instance, retrieve_series
from iodeep_viewer.pacs.store import store_instances
from iodeep_viewer.workflows.publishing import publish, withdraw
from iodeep_viewer.workflows.recent import RecentStudy, find_recent_study
from tests.archives import archive_of, reference_of
from tests.network.model_folders import bright_network, change_card
from tests.orthanc_server import PatientSpace, free_port
from tests.pacs_objects import MadeSeries, make_network_like, make_series, twins

METHODS = pytest.mark.parametrize("method", list(RetrieveMethod))


def pixels(path: Path) -> bytes:
    return bytes(dcmread(path).PixelData)


def study_of(pacs: PacsNode, made: MadeSeries, task: TaskControl) -> StudyRecord:
    """Ask for one study."""
    (study,) = find_studies(pacs, StudyQuery(study_instance_uid=made.study_uid), task).records
    return study


class PacsBehaviour:
    """Subclasses run in a folder whose conftest gives the fixture ``pacs``."""

    @pytest.fixture
    def task(self) -> TaskControl:
        return TaskControl()

    @pytest.fixture
    def cache(self, tmp_path: Path) -> InstanceCache:
        return InstanceCache(tmp_path / "cache")

    def test_echo(self, pacs: PacsNode, task: TaskControl) -> None:
        verify(pacs, task)

    # Searching

    def test_study_attributes_come_back_as_stored(
        self, pacs: PacsNode, patient_space: PatientSpace, task: TaskControl
    ) -> None:
        series = make_series(
            2,
            PatientName=f"{patient_space.family_name}^Ada^^Dr",
            PatientID=patient_space.patient_id,
            PatientBirthDate="19700102",
            PatientSex="F",
            AccessionNumber="ACC1",
            InstitutionName="Hospital",
            ReferringPhysicianName="Who^Doctor",
            StudyDate="20240229",
            StudyTime="101112",
            StudyDescription="Head",
            StudyID="S1",
            Modality="CT",
        )
        store_instances(pacs, series.datasets, task)
        store_instances(pacs, make_series(1, **_common(series.datasets[0]), Modality="MR").datasets, task)

        search = find_studies(pacs, StudyQuery(patient_id=patient_space.patient_id), task)

        assert not search.more
        (study,) = search.records
        assert study.study_instance_uid == series.study_uid
        assert study.patient.patient_name == f"{patient_space.family_name}^Ada^^Dr"
        assert study.patient.patient_id == patient_space.patient_id
        assert (study.patient.patient_birth_date, study.patient.patient_sex) == ("19700102", "F")
        assert (study.accession_number, study.study_id) == ("ACC1", "S1")
        assert (study.institution_name, study.referring_physician_name) == ("Hospital", "Who^Doctor")
        assert (study.study_date, study.study_time, study.study_description) == ("20240229", "101112", "Head")
        assert set(study.modalities_in_study) == {"CT", "MR"}
        assert (study.number_of_study_related_series, study.number_of_study_related_instances) == (2, 3)

    @pytest.mark.parametrize(
        ("typed", "found"),
        [("{name}*", 2), ("{lower}^a*", 1), ("{name}^B?b", 1), ("{name}^B?", 0), ("*{tail}^Bob", 1), ("{name}", 0)],
    )
    def test_wildcards_in_names_in_any_case(
        self, pacs: PacsNode, patient_space: PatientSpace, task: TaskControl, typed: str, found: int
    ) -> None:
        name = patient_space.family_name
        for given in ("Ada", "Bob"):
            made = make_series(1, PatientName=f"{name}^{given}", PatientID=patient_space.patient_id)
            store_instances(pacs, made.datasets, task)
        text = typed.format(name=name, lower=name.lower(), tail=name[-6:])
        search = find_studies(pacs, StudyQuery(patient_name=text, patient_id=patient_space.patient_id), task)
        assert len(search.records) == found

    @pytest.mark.parametrize(
        ("study_date", "found"),
        [
            ("20240301", ["20240301"]),
            ("20240229-20240301", ["20240229", "20240301"]),
            ("20240301-", ["20240301", "20250101"]),
            ("-20240229", ["20231231", "20240229"]),
            ("20220101-20221231", []),
        ],
    )
    def test_date_ranges(
        self, pacs: PacsNode, patient_space: PatientSpace, task: TaskControl, study_date: str, found: list[str]
    ) -> None:
        for date in ("20231231", "20240229", "20240301", "20250101"):
            store_instances(pacs, make_series(1, PatientID=patient_space.patient_id, StudyDate=date).datasets, task)
        search = find_studies(pacs, StudyQuery(patient_id=patient_space.patient_id, study_date=study_date), task)
        assert sorted(record.study_date for record in search.records) == found

    def test_modality_description_and_accession_number_narrow(
        self, pacs: PacsNode, patient_space: PatientSpace, task: TaskControl
    ) -> None:
        mark = patient_space.patient_id
        patient: dict[str, Any] = {"PatientID": mark}
        ct = make_series(1, Modality="CT", StudyDescription="Head plain", AccessionNumber=mark + "A", **patient)
        mr = make_series(1, Modality="MR", StudyDescription="Head contrast", AccessionNumber=mark + "B", **patient)
        store_instances(pacs, ct.datasets + mr.datasets, task)

        def found(**keys: Any) -> set[str]:
            records = find_studies(pacs, StudyQuery(patient_id=mark, **keys), task).records
            return {record.study_instance_uid for record in records}

        assert found() == {ct.study_uid, mr.study_uid}
        assert found(modalities=("MR",)) == {mr.study_uid}
        assert found(modalities=("MR", "CT")) == {ct.study_uid, mr.study_uid}
        assert found(study_description="*plain") == {ct.study_uid}
        assert found(study_description="Head*") == {ct.study_uid, mr.study_uid}
        assert found(accession_number=mark + "B") == {mr.study_uid}
        assert found(modalities=("US",)) == set()

    def test_a_search_stops_at_its_limit_and_says_so(
        self, pacs: PacsNode, patient_space: PatientSpace, task: TaskControl
    ) -> None:
        for _ in range(5):
            store_instances(pacs, make_series(1, PatientID=patient_space.patient_id).datasets, task)
        cut = find_studies(pacs, StudyQuery(patient_id=patient_space.patient_id, limit=3), task)
        exact = find_studies(pacs, StudyQuery(patient_id=patient_space.patient_id, limit=5), task)
        assert (len(cut.records), cut.more) == (3, True)
        assert (len(exact.records), exact.more) == (5, False)

    def test_a_higher_limit_brings_the_rest(
        self, pacs: PacsNode, patient_space: PatientSpace, task: TaskControl
    ) -> None:
        for modality in ("CT", "MR", "CT", "MR", "US"):
            made = make_series(1, PatientID=patient_space.patient_id, Modality=modality)
            store_instances(pacs, made.datasets, task)
        query = StudyQuery(patient_id=patient_space.patient_id, modalities=("CT", "MR"), limit=3)
        first = find_studies(pacs, query, task)
        rest = find_studies(pacs, replace(query, limit=6), task)
        assert (len(first.records), first.more, first.cut_off) == (3, True, False)
        assert (len(rest.records), rest.more) == (4, False)
        assert set(first.records) < set(rest.records)

    def test_prior_studies_are_those_of_the_patient_newest_first(
        self, pacs: PacsNode, patient_space: PatientSpace, task: TaskControl
    ) -> None:
        patient: dict[str, Any] = {"PatientID": patient_space.patient_id, "PatientBirthDate": "19700102"}
        patient["IssuerOfPatientID"] = "HERE"
        made = {date: make_series(1, StudyDate=date, **patient) for date in ("20230301", "20250101", "20240229")}
        strangers = (
            make_series(1, StudyDate="20200101", **(patient | {"PatientBirthDate": "19990909"})),
            make_series(1, StudyDate="20200102", **(patient | {"IssuerOfPatientID": "ELSEWHERE"})),
            make_series(1, StudyDate="20200103", **(patient | {"PatientID": patient_space.patient_id + "1"})),
        )
        for series in (*made.values(), *strangers):
            store_instances(pacs, series.datasets, task)
        opened = study_of(pacs, made["20240229"], task)
        assert opened.patient.patient_birth_date == "19700102"

        priors = find_prior_studies(pacs, opened, task)

        assert [study.study_date for study in priors] == ["20250101", "20230301"]

    def test_a_patient_without_an_id_has_no_prior_studies(self, pacs: PacsNode, task: TaskControl) -> None:
        for _ in range(2):
            made = make_series(1, PatientID="", PatientName="Unknown")
            store_instances(pacs, made.datasets, task)
        assert find_prior_studies(pacs, study_of(pacs, made, task), task) == ()

    def test_a_study_that_is_gone_is_said(self, pacs: PacsNode, task: TaskControl) -> None:
        with pytest.raises(PacsError, match="no longer holds this study"):
            find_recent_study(archive_of(pacs), RecentStudy("PACS", generate_uid(), "", "", ""), task)

    def test_a_date_that_is_none_is_said_before_the_pacs_is_asked(self, pacs: PacsNode, task: TaskControl) -> None:
        with pytest.raises(PacsError, match="'yesterday' is not a study date") as raised:
            find_studies(replace(pacs, port=free_port()), StudyQuery(study_date="yesterday"), task)
        assert "YYYYMMDD" in raised.value.hint

    @pytest.mark.parametrize(
        ("character_set", "given"), [("ISO_IR 100", "Jörg"), ("ISO_IR 192", "Jörg"), ("ISO_IR 192", "Ψυχή山田")]
    )
    def test_names_in_other_character_sets(
        self, pacs: PacsNode, patient_space: PatientSpace, task: TaskControl, character_set: str, given: str
    ) -> None:
        name = f"{patient_space.family_name}^{given}"
        made = make_series(1, SpecificCharacterSet=character_set, PatientName=name, PatientID=patient_space.patient_id)
        store_instances(pacs, made.datasets, task)
        (by_id,) = find_studies(pacs, StudyQuery(patient_id=patient_space.patient_id), task).records
        assert by_id.patient.patient_name == name
        query = StudyQuery(patient_name=f"{patient_space.family_name}^{given[:2]}*")
        (by_name,) = find_studies(pacs, query, task).records
        assert by_name.patient.patient_name == name

    def test_series_and_instances_are_listed_in_order(
        self, pacs: PacsNode, patient_space: PatientSpace, task: TaskControl
    ) -> None:
        study_uid = generate_uid()
        last = make_series(1, study_uid=study_uid, PatientID=patient_space.patient_id, SeriesNumber=10)
        first = make_series(
            11,
            study_uid=study_uid,
            PatientID=patient_space.patient_id,
            SeriesNumber=2,
            SeriesDescription="T1",
            BodyPartExamined="BRAIN",
            Modality="MR",
        )
        store_instances(pacs, [*last.datasets, *reversed(first.datasets)], task)

        found = find_series(pacs, StudyRecord(study_uid), task)
        assert [record.series_instance_uid for record in found] == [first.series_uid, last.series_uid]
        assert found[0] == SeriesRecord(study_uid, first.series_uid, "MR", 2, "T1", "BRAIN", 11)

        instances = find_instances(pacs, study_uid, first.series_uid, task)
        assert [record.instance_number for record in instances] == list(range(1, 12))
        assert {record.sop_instance_uid for record in instances} == first.sop_uids
        assert {record.sop_class_uid for record in instances} == {"1.2.840.10008.5.1.4.1.1.4"}

    # Networks

    def test_a_network_is_found_by_its_tags_without_being_opened(self, pacs: PacsNode, task: TaskControl) -> None:
        uid, body_part = generate_uid(), f"PART{generate_uid()[-8:]}"
        store_instances(pacs, [make_network_like(uid, weights=b"\0" * 64, body_part=body_part)], task)
        store_instances(pacs, make_series(1, Modality="MR", BodyPartExamined=body_part).datasets, task)

        (series,) = find_network_series(pacs, task, modality="MR", body_part_examined=body_part)
        assert (series.series_instance_uid, series.modality, series.body_part_examined) == (uid, "MR", body_part)
        assert find_network_series(pacs, task, modality="CT", body_part_examined=body_part) == []

        record = find_network(pacs, series, task)
        assert (record.dnn_uid, record.dnn_name) == (uid, "Réseau d'essai")
        assert record.samples_per_pixel == 1
        assert record.sop_instance_uid == uid
        assert record.published == "20250102030405"

    @METHODS
    def test_raw_data_with_a_private_group_comes_back_unchanged(
        self, pacs: PacsNode, cache: InstanceCache, task: TaskControl, method: RetrieveMethod
    ) -> None:
        uid, weights = generate_uid(), bytes(range(256)) * 4096
        sent = make_network_like(uid, weights=weights)
        store_instances(pacs, [sent], task)
        node, series = replace(pacs, retrieve=method), SeriesReference("", "", uid, uid)
        (path,) = retrieve_instance(node, cache, series, uid, task).paths
        received = dcmread(path)
        block = received.private_block(0x0017, "IODEEP")
        assert block[0x10].value == weights
        assert block[0x00].value == '{"input_shape": {}}'
        for element in sent:
            assert received[element.tag].value == element.value

    def test_a_network_that_is_gone_is_said(self, pacs: PacsNode, task: TaskControl) -> None:
        with pytest.raises(PacsError, match="no longer holds this network"):
            find_network(pacs, SeriesRecord(generate_uid(), generate_uid()), task)

    def test_a_successor_is_published_found_and_says_what_it_replaces(
        self, pacs: PacsNode, task: TaskControl, tmp_path: Path
    ) -> None:
        body_part = f"PART{generate_uid()[-8:]}"
        old, new = (bright_network(tmp_path / name, "MR", body_part) for name in ("old", "new"))
        replaced = publish(old, archive_of(pacs), task)
        change_card(new, previous=replaced.dnn_uid)
        successor = withdraw(replaced.dnn_uid, new, archive_of(pacs), task)
        assert (successor.already, successor.record.previous) == (False, replaced.dnn_uid)
        assert withdraw(replaced.dnn_uid, new, archive_of(pacs), task).already
        networks = [find_network(pacs, series, task) for series in find_network_series(pacs, task, "MR", body_part)]
        assert successors(networks) == {replaced.dnn_uid: successor.record}

    # Retrieving

    @METHODS
    def test_a_series_is_retrieved_whole_in_order_and_once(
        self, pacs: PacsNode, cache: InstanceCache, task: TaskControl, method: RetrieveMethod
    ) -> None:
        made = make_series(12)
        store_instances(pacs, list(reversed(made.datasets)), task)
        node = replace(pacs, retrieve=method)
        arrived: list[Path] = []
        paths = retrieve_series(node, cache, reference_of(made), task, arrived.append).paths
        assert [pixels(path) for path in paths] == [bytes(dataset.PixelData) for dataset in made.datasets]
        assert sorted(arrived) == sorted(paths) == cache.series_paths(reference_of(made))

        again: list[Path] = []
        assert retrieve_series(node, cache, reference_of(made), task, again.append).paths == paths
        assert again == []

    @METHODS
    @pytest.mark.parametrize("cached", [1, 6], ids=["a thumbnail", "half of it"])
    def test_a_series_of_which_a_part_is_cached_is_completed(
        self, pacs: PacsNode, cache: InstanceCache, task: TaskControl, method: RetrieveMethod, cached: int
    ) -> None:
        made = make_series(12)
        store_instances(pacs, made.datasets, task)
        node = replace(pacs, retrieve=method)
        for dataset in made.datasets[5 : 5 + cached]:
            retrieve_instance(node, cache, reference_of(made), str(dataset.SOPInstanceUID), task)
        paths = retrieve_series(node, cache, reference_of(made), task).paths
        assert [pixels(path) for path in paths] == [bytes(dataset.PixelData) for dataset in made.datasets]

    def test_a_cached_series_opens_without_the_pacs(
        self, pacs: PacsNode, cache: InstanceCache, task: TaskControl
    ) -> None:
        made = make_series(3)
        store_instances(pacs, made.datasets, task)
        paths = retrieve_series(pacs, cache, reference_of(made), task).paths
        down = replace(pacs, port=free_port())
        assert sorted(retrieve_series(down, cache, reference_of(made), task, expected=3).paths) == sorted(paths)
        with pytest.raises(AssociationRefused):
            retrieve_series(down, cache, reference_of(made), task, expected=4)

    @METHODS
    def test_only_what_is_missing_is_sent_again(
        self, pacs: PacsNode, cache: InstanceCache, task: TaskControl, method: RetrieveMethod
    ) -> None:
        made = make_series(5)
        store_instances(pacs, made.datasets, task)
        paths = retrieve_series(pacs, cache, reference_of(made), task).paths
        paths[1].unlink()
        paths[3].unlink()
        arrived: list[Path] = []
        node = replace(pacs, retrieve=method)
        assert retrieve_series(node, cache, reference_of(made), task, arrived.append).paths == paths
        assert sorted(arrived) == sorted([paths[1], paths[3]])

    @METHODS
    def test_compressed_images_come_as_they_are(
        self, pacs: PacsNode, cache: InstanceCache, task: TaskControl, method: RetrieveMethod
    ) -> None:
        made = make_series(2)
        for dataset in made.datasets:
            dataset.file_meta.TransferSyntaxUID = JPEG2000Lossless
            dataset.PixelData = encapsulate([b"\xff\x4f\xff\x51" + bytes(60)])  # nobody looks inside
            dataset["PixelData"].VR = "OB"
            dataset["PixelData"].is_undefined_length = True
        store_instances(pacs, made.datasets, task)
        for path in retrieve_series(replace(pacs, retrieve=method), cache, reference_of(made), task).paths:
            received = dcmread(path)
            assert received.file_meta.TransferSyntaxUID == JPEG2000Lossless
            assert received.PixelData == made.datasets[0].PixelData

    @METHODS
    def test_cancelling_leaves_whole_instances_and_can_be_taken_up_again(
        self, pacs: PacsNode, cache: InstanceCache, task: TaskControl, method: RetrieveMethod
    ) -> None:
        made = make_series(30, size=128)
        store_instances(pacs, made.datasets, task)
        node, cancelled, arrived = replace(pacs, retrieve=method), TaskControl(), []

        def on_received(path: Path) -> None:
            arrived.append(path)
            if len(arrived) == 3:
                cancelled.cancel()

        with pytest.raises(Cancelled):
            retrieve_series(node, cache, reference_of(made), cancelled, on_received)
        kept = cache.series_paths(reference_of(made))
        assert 3 <= len(kept) < 30
        assert all(len(pixels(path)) == 128 * 128 * 2 for path in kept)
        assert not list(cache.folder.rglob("*.part"))
        assert len(retrieve_series(node, cache, reference_of(made), task).paths) == 30

    def test_progress_counts_to_the_whole_series(self, pacs: PacsNode, cache: InstanceCache, task: TaskControl) -> None:
        made, reports = make_series(6), list[Progress]()
        store_instances(pacs, made.datasets, task)
        retrieve_series(pacs, cache, reference_of(made), TaskControl(reports.append))
        retrieving = [(report.done, report.total) for report in reports if "Retrieving" in report.message]
        assert retrieving[-1] == (6, 6)
        assert retrieving == sorted(retrieving)

    def test_two_series_at_the_same_time_share_the_own_port(
        self, pacs: PacsNode, cache: InstanceCache, task: TaskControl
    ) -> None:
        made = [make_series(8) for _ in range(3)]
        for series in made:
            store_instances(pacs, series.datasets, task)
        results: dict[str, tuple[Path, ...]] = {}
        failures: list[Exception] = []

        def fetch(series: MadeSeries) -> None:
            try:
                results[series.series_uid] = retrieve_series(pacs, cache, reference_of(series), TaskControl()).paths
            except Exception as error:
                failures.append(error)

        threads = [threading.Thread(target=fetch, args=(item,)) for item in made]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert failures == []
        assert [len(results[series.series_uid]) for series in made] == [8, 8, 8]

    def test_a_series_that_is_gone_is_said(self, pacs: PacsNode, cache: InstanceCache, task: TaskControl) -> None:
        with pytest.raises(PacsError, match="holds no images of this series"):
            retrieve_series(pacs, cache, SeriesReference("", "", generate_uid(), generate_uid()), task)

    def test_an_own_port_in_use_is_said(self, pacs: PacsNode, cache: InstanceCache, task: TaskControl) -> None:
        made = make_series(1)
        store_instances(pacs, made.datasets, task)
        with socket.socket() as other:
            other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            other.bind(("", pacs.own_port))
            other.listen()
            with pytest.raises(PacsError, match=f"Port {pacs.own_port} of this computer is in use") as raised:
                retrieve_series(pacs, cache, reference_of(made), task)
        assert "another own port" in raised.value.hint

    def test_where_we_are_an_unknown_destination_the_images_come_by_c_get(
        self, pacs: PacsNode, cache: InstanceCache, task: TaskControl
    ) -> None:
        made = make_series(4)
        store_instances(pacs, made.datasets, task)
        stranger = replace(pacs, calling_ae_title="STRANGER")
        paths = retrieve_series(stranger, cache, reference_of(made), task).paths
        assert [pixels(path) for path in paths] == [bytes(dataset.PixelData) for dataset in made.datasets]

    # Two patients under one SeriesInstanceUID

    @METHODS
    @pytest.mark.parametrize("same_study", [True, False], ids=["one study UID", "two study UIDs"])
    @pytest.mark.parametrize("same_instances", [True, False], ids=["one set of SOP UIDs", "two sets"])
    def test_series_that_share_their_uid_never_mix(
        self,
        pacs: PacsNode,
        tmp_path: Path,
        task: TaskControl,
        method: RetrieveMethod,
        same_study: bool,
        same_instances: bool,
    ) -> None:
        archive, made = (
            archive_of(replace(pacs, retrieve=method), tmp_path),
            self.stored_twins(pacs, task, same_study=same_study, same_instances=same_instances),
        )
        for _ in ("from the PACS", "from the cache"):
            for series in made:
                patient, total = str(series.datasets[0].PatientID), len(series.datasets)
                (study,) = archive.find_studies(StudyQuery(patient_id=patient), task).records
                (record,) = archive.list_series(study, task)
                assert record.number_of_series_related_instances == total
                retrieved = archive.retrieve(series_reference(archive.key, study.patient, record), task)
                read = [dcmread(path) for path in retrieved.paths]
                assert {dataset.PatientID for dataset in read} == {patient}
                assert {str(dataset.SOPInstanceUID) for dataset in read} == series.sop_uids
                assert {dataset.StudyInstanceUID for dataset in read} == {series.study_uid}

    def test_the_same_search_lists_both_patients_of_one_study_uid(self, pacs: PacsNode, task: TaskControl) -> None:
        one, _ = self.stored_twins(pacs, task, same_study=True)
        found = find_studies(pacs, StudyQuery(study_instance_uid=one.study_uid), task).records
        assert sorted((item.patient.patient_name, item.number_of_study_related_instances) for item in found) == [
            ("One^A", 4),
            ("Two^B", 5),
        ]

    def test_images_of_another_patient_are_named_where_the_pacs_cannot_tell(
        self, pacs: PacsNode, cache: InstanceCache, task: TaskControl
    ) -> None:
        one, _ = self.stored_twins(pacs, task, same_study=True)
        patient = PatientRecord("One^A", str(one.datasets[0].PatientID))
        reference = series_reference("PACS", patient, SeriesRecord(one.study_uid, one.series_uid))
        retrieved = retrieve_series(pacs, cache, reference, task)
        assert {path.stem for path in retrieved.paths} == one.sop_uids
        (problem,) = retrieved.problems
        assert problem.startswith("5 of 9 images that the PACS lists for this series state another patient")
        stranger = series_reference("PACS", PatientRecord("Three^C", "3"), SeriesRecord(one.study_uid, one.series_uid))
        with pytest.raises(PacsError, match="images of another patient or study"):
            retrieve_series(pacs, cache, stranger, task)
        assert cache.series_paths(stranger) == []

    def stored_twins(
        self, pacs: PacsNode, task: TaskControl, *, same_study: bool, same_instances: bool = False
    ) -> tuple[MadeSeries, MadeSeries]:
        """Store a series and its badly anonymised copy, of patients that no other test has."""
        made = twins(same_study=same_study, same_instances=same_instances)
        mark = generate_uid()[-12:]
        for number, series in enumerate(made, 1):
            for dataset in series.datasets:
                dataset.PatientID = f"{mark}-{number}"
            store_instances(pacs, series.datasets, task)
        return made

    # Storing

    def test_a_file_is_stored_as_well_as_a_dataset(
        self, pacs: PacsNode, patient_space: PatientSpace, task: TaskControl, tmp_path: Path
    ) -> None:
        made = make_series(1, PatientID=patient_space.patient_id)
        file = tmp_path / "image.dcm"
        made.datasets[0].save_as(file, enforce_file_format=True)
        store_instances(pacs, [file], task)
        assert len(find_studies(pacs, StudyQuery(patient_id=patient_space.patient_id), task).records) == 1

    def test_what_waits_in_the_outbox_goes_out_when_the_pacs_is_back(
        self, pacs: PacsNode, patient_space: PatientSpace, task: TaskControl, tmp_path: Path
    ) -> None:
        made = make_series(2, PatientID=patient_space.patient_id)
        down = replace(pacs, port=free_port())
        outbox = Outbox(tmp_path / "outbox")
        for dataset in made.datasets:
            outbox.add(archive_of(down), dataset)
        with pytest.raises(AssociationRefused, match="Nobody listens"):
            outbox.send(archive_of(down), task)
        assert len(outbox.pending()) == 2

        after_a_restart = Outbox(tmp_path / "outbox")
        result = after_a_restart.send(archive_of(pacs), task)
        assert {entry.sop_instance_uid for entry in result.sent} == made.sop_uids
        assert after_a_restart.pending() == () == result.failed
        (study,) = find_studies(pacs, StudyQuery(patient_id=patient_space.patient_id), task).records
        assert study.number_of_study_related_instances == 2

    # Not reaching it

    def test_wrong_host(self, pacs: PacsNode, task: TaskControl) -> None:
        with pytest.raises(AssociationRefused, match=r"The host 'pacs\.invalid' is not known") as raised:
            verify(replace(pacs, host="pacs.invalid"), task)
        assert "host name" in raised.value.hint

    def test_wrong_port(self, pacs: PacsNode, task: TaskControl) -> None:
        with pytest.raises(AssociationRefused, match="Nobody listens") as raised:
            verify(replace(pacs, port=free_port()), task)
        assert "running" in raised.value.hint

    def test_wrong_called_ae_title(self, pacs: PacsNode, task: TaskControl) -> None:
        with pytest.raises(AssociationRefused, match="does not answer to the AE title 'WRONG'"):
            verify(replace(pacs, ae_title="WRONG"), task)

    @pytest.mark.parametrize("call", [verify, lambda node, task: find_studies(node, StudyQuery(), task)])
    def test_a_task_that_was_cancelled_does_nothing(
        self, pacs: PacsNode, call: Callable[[PacsNode, TaskControl], object]
    ) -> None:
        cancelled = TaskControl()
        cancelled.cancel()
        with pytest.raises(Cancelled):
            call(pacs, cancelled)

    # Connection check

    @METHODS
    def test_the_connection_check_tries_everything(
        self, pacs: PacsNode, task: TaskControl, method: RetrieveMethod
    ) -> None:
        store_instances(pacs, make_series(1).datasets, task)
        report = check_connection(replace(pacs, retrieve=method), task)
        assert report.ok
        assert [line.partition("(")[0] for line in report.lines] == [
            f"{pacs.ae_title} answers ",
            "Searching works ",
            "Retrieving works ",
        ]
        assert method.value in report.lines[-1]

    def test_the_connection_check_gives_the_line_that_the_pacs_needs(self, pacs: PacsNode, task: TaskControl) -> None:
        store_instances(pacs, make_series(1).datasets, task)
        report = check_connection(replace(pacs, calling_ae_title="STRANGER", own_port=12345), task)
        assert not report.ok
        text = "\n".join(report.lines)
        assert '"DicomModalities" : { "stranger" : ["STRANGER", "127.0.0.1", 12345] }' in text
        assert "C-GET works without that" in text


def _common(dataset: Dataset) -> dict[str, Any]:
    """Patient and study attributes of a dataset, for another series of its study."""
    keywords = ["PatientName", "PatientID", "PatientBirthDate", "PatientSex", "AccessionNumber", "InstitutionName"]
    keywords += ("ReferringPhysicianName", "StudyDate", "StudyTime", "StudyDescription", "StudyID")
    return {"study_uid": dataset.StudyInstanceUID} | {word: getattr(dataset, word) for word in keywords}
