"""Measurements and key images go into a real PACS by the outbox, and come back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pydicom import dcmread
from pydicom.uid import generate_uid

from iodeep_viewer.archives.archive import Archive
from iodeep_viewer.core.findings import Findings
from iodeep_viewer.core.image_key import SeriesReference
from iodeep_viewer.core.image_series import ImageSeries
from iodeep_viewer.core.measurements import Measurement, MeasurementKind
from iodeep_viewer.core.pacs_node import PacsNode
from iodeep_viewer.core.records import StudyRecord
from iodeep_viewer.core.regions import Contour, Roi, RoiState
from iodeep_viewer.core.stored_objects import key_objects, structure_sets
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.errors import DicomDataError, StructureSetError
from iodeep_viewer.objects.common import file_bytes
from iodeep_viewer.objects.image.reader import read_slices
from iodeep_viewer.pacs.store import store_instances
from iodeep_viewer.settings import Settings
from iodeep_viewer.workflows.destination import Destination, OutboxDestination
from iodeep_viewer.workflows.journal import Journal
from iodeep_viewer.workflows.key_images import put_key_images
from iodeep_viewer.workflows.review import put_structure_set, send_outbox, store_review
from iodeep_viewer.workflows.stored_findings import find_stored_findings
from iodeep_viewer.workflows.workstation import Workstation, open_workstation
from tests.pacs_objects import make_series

REFERENCE = SeriesReference("Orthanc", "1", "1.2", "1.3")
SQUARE = np.array([[2.0, 2.0], [9.0, 2.0], [9.0, 9.0], [2.0, 9.0]])


@pytest.fixture
def workstation(tmp_path: Path) -> Iterator[Workstation]:
    workstation = open_workstation(tmp_path / "workstation", Settings())
    yield workstation
    workstation.journal.close()


@pytest.fixture
def stored_series(pacs: PacsNode, tmp_path: Path) -> ImageSeries:
    """Three CT slices that are in the PACS, and on this computer."""
    frame_of_reference = generate_uid()
    made = make_series(3, FrameOfReferenceUID=frame_of_reference, PixelSpacing=[0.5, 0.5])
    for number, dataset in enumerate(made.datasets):
        dataset.ImagePositionPatient = [0, 0, 5 * number]
        dataset.ImageOrientationPatient = [1, 0, 0, 0, 1, 0]
    store_instances(pacs, made.datasets, TaskControl())
    series = ImageSeries(made.series_uid)
    for number, dataset in enumerate(made.datasets):
        path = tmp_path / f"{number}.dcm"
        path.write_bytes(file_bytes(dataset))
        series = series.with_slices(read_slices(path))
    return series


def into(workstation: Workstation, pacs: PacsNode) -> tuple[Journal, Destination, SeriesReference]:
    return workstation.journal, OutboxDestination(workstation.outbox, workstation.archives.of(pacs)), REFERENCE


def beside(workstation: Workstation, pacs: PacsNode, series: ImageSeries) -> tuple[Archive, StudyRecord, ImageSeries]:
    return workstation.archives.of(pacs), StudyRecord(series.slices[0].study_instance_uid), series


def findings_on(series: ImageSeries) -> Findings:
    first, second, _ = (item.key for item in series.slices)
    return Findings(
        (Roi("r", "Lesion", (Contour(*first, SQUARE),), RoiState.VALIDATED),),
        (
            Measurement("l", MeasurementKind.LENGTH, *first, np.array([[1.0, 1.0], [4.0, 5.0]])),
            Measurement("a", MeasurementKind.ANGLE, *second, np.array([[1.0, 1.0], [4.0, 5.0], [9.0, 1.0]])),
            Measurement("e", MeasurementKind.ELLIPSE, *second, np.array([[1.0, 1.0], [9.0, 5.0]])),
        ),
        frozenset({first, second}),
    )


def test_measurements_go_with_the_regions_and_leave_the_journal(
    pacs: PacsNode, workstation: Workstation, stored_series: ImageSeries
) -> None:
    findings, task = findings_on(stored_series), TaskControl()
    workstation.journal.write(REFERENCE, findings).result()
    written = put_structure_set(
        *into(workstation, pacs),
        stored_series,
        findings.rois,
        "Rossi^Anna",
        "AI",
        findings.measurements,
    )
    kept = workstation.journal.read(REFERENCE).findings
    assert (kept.rois, kept.measurements, kept.key_images) == ((), (), findings.key_images)
    assert send_outbox(workstation.outbox, workstation.archives.of(pacs), task).sent == (written.sop_instance_uid,)
    stored = find_stored_findings(*beside(workstation, pacs, stored_series), task)
    (found,), problems = structure_sets(stored.objects), stored.problems
    assert problems == ()
    assert (found.sop_instance_uid, [roi.label for roi in found.rois]) == (written.sop_instance_uid, ["Lesion"])
    assert [(item.kind, item.image) for item in found.measurements] == [
        (item.kind, item.image) for item in findings.measurements
    ]
    for read, measured in zip(found.measurements, findings.measurements, strict=True):
        np.testing.assert_allclose(read.points, measured.points, atol=1e-6)


def test_measurements_are_stored_without_any_region(
    pacs: PacsNode, workstation: Workstation, stored_series: ImageSeries
) -> None:
    measurements = findings_on(stored_series).measurements
    put_structure_set(
        *into(workstation, pacs),
        stored_series,
        (),
        "Rossi^Anna",
        "AI",
        measurements,
    )
    send_outbox(workstation.outbox, workstation.archives.of(pacs), TaskControl())
    stored = find_stored_findings(*beside(workstation, pacs, stored_series), TaskControl())
    (found,), problems = structure_sets(stored.objects), stored.problems
    assert (found.rois, len(found.measurements), problems) == ((), 3, ())
    with pytest.raises(StructureSetError, match="validated"):
        put_structure_set(*into(workstation, pacs), stored_series, (), "Rossi^Anna", "AI")


def test_key_images_come_back_from_the_pacs(
    pacs: PacsNode, workstation: Workstation, stored_series: ImageSeries
) -> None:
    findings, task = findings_on(stored_series), TaskControl()
    workstation.journal.write(REFERENCE, findings).result()
    written = put_key_images(*into(workstation, pacs), stored_series, findings.key_images, "Rossi^Anna")
    kept = workstation.journal.read(REFERENCE).findings
    assert (len(kept.rois), len(kept.measurements), kept.key_images) == (1, 3, frozenset())
    assert send_outbox(workstation.outbox, workstation.archives.of(pacs), task).sent == (written.sop_instance_uid,)
    stored = find_stored_findings(*beside(workstation, pacs, stored_series), task)
    (found,), problems = key_objects(stored.objects), stored.problems
    assert problems == ()
    assert (found.sop_instance_uid, found.title, found.observer_name) == (
        written.sop_instance_uid,
        "Of Interest",
        "Rossi^Anna",
    )
    assert [found.marks(item.key) for item in stored_series.slices] == [True, True, False]


def test_key_objects_of_other_series_and_damaged_ones_do_not_hide_ours(
    pacs: PacsNode, workstation: Workstation, stored_series: ImageSeries
) -> None:
    first = stored_series.slices[0]
    put_key_images(*into(workstation, pacs), stored_series, {first.key}, "")
    (waiting,) = workstation.outbox.pending()
    same_series = dcmread(waiting.path).SeriesInstanceUID
    send_outbox(workstation.outbox, workstation.archives.of(pacs), TaskControl())
    (strange,) = make_series(1, study_uid=first.study_instance_uid, Modality="KO").datasets
    strange.SeriesInstanceUID = same_series
    store_instances(pacs, [strange], TaskControl())
    stored = find_stored_findings(*beside(workstation, pacs, stored_series), TaskControl())
    (found,), problems = key_objects(stored.objects), stored.problems
    assert found.images == {first.key}
    assert len(problems) == 1
    assert "no Key Object" in problems[0]
    other = ImageSeries("1.2").with_slices(())
    with pytest.raises(DicomDataError, match="not in this series"):
        put_key_images(*into(workstation, pacs), other, {first.key}, "")


def test_key_images_whose_file_is_gone_stay_in_the_journal(
    pacs: PacsNode, workstation: Workstation, stored_series: ImageSeries
) -> None:
    findings = findings_on(stored_series)
    workstation.journal.write(REFERENCE, findings).result()
    for image in stored_series.slices:
        image.path.unlink()
    with pytest.raises(DicomDataError, match="cannot be stored"):
        put_key_images(*into(workstation, pacs), stored_series, findings.key_images, "R")
    assert workstation.journal.read(REFERENCE).findings.key_images == findings.key_images
    assert workstation.outbox.pending() == ()


def test_where_the_key_images_fail_what_is_stored_is_not_stored_again(
    pacs: PacsNode, workstation: Workstation, stored_series: ImageSeries
) -> None:
    findings = findings_on(stored_series)
    second = stored_series.slices[1]
    findings = replace(findings, key_images=frozenset({second.key}))
    workstation.journal.write(REFERENCE, findings).result()
    second.path.unlink()
    stored = store_review(*into(workstation, pacs), stored_series, findings, "Rossi^Anna", "AI")
    assert len(structure_sets(stored.objects)) == len(stored.objects) == 1
    assert stored.key_images == frozenset()
    assert stored.ids == {"r", "l", "a", "e"}
    assert stored.problem is not None
    assert "key images" in stored.problem.sentence
    assert workstation.journal.read(REFERENCE).findings == Findings(key_images=findings.key_images)
    assert len(workstation.outbox.pending()) == 1
