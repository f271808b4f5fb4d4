"""A structure set that revises another one says so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pydicom
import pytest

from iodeep_viewer.core.findings import Findings
from iodeep_viewer.core.image_key import SeriesReference
from iodeep_viewer.core.image_series import ImageSeries
from iodeep_viewer.core.key_objects import KeyObject
from iodeep_viewer.core.pacs_node import PacsNode
from iodeep_viewer.core.regions import Contour, Roi, RoiOrigin, RoiState
from iodeep_viewer.core.structure_set import StructureSet
from iodeep_viewer.objects.image.reader import read_slices
from iodeep_viewer.settings import Settings
from iodeep_viewer.workflows.destination import OutboxDestination
from iodeep_viewer.workflows.review import number_labels, put_structure_set, store_review
from iodeep_viewer.workflows.workstation import Workstation, open_workstation

SAMPLE = sorted((Path(__file__).resolve().parents[3] / "sample_dicom" / "brain_mr").rglob("*.dcm"))[0]
REFERENCE = SeriesReference("Orthanc", "1", "1.2", "1.3")
SQUARE = np.array([[20.0, 20.0], [40.0, 20.0], [40.0, 35.0], [20.0, 35.0]])


@pytest.fixture
def workstation(tmp_path: Path) -> Iterator[Workstation]:
    workstation = open_workstation(tmp_path, Settings())
    yield workstation
    workstation.journal.close()


@pytest.mark.parametrize(
    ("predecessors", "expected"), [(["1.9.1", "1.9.1", ""], "1.9.1"), (["", ""], None), (["1.9.1", "1.9.2"], None)]
)
def test_the_structure_set_that_regions_were_copied_from_is_named(
    predecessors: list[str], expected: str | None, workstation: Workstation
) -> None:
    (image,) = read_slices(SAMPLE)
    series = ImageSeries(image.series_instance_uid).with_slices([image])
    roi = Roi("a", "Cyst", (Contour(*image.key, SQUARE),), RoiState.VALIDATED, RoiOrigin.MANUAL)
    rois = [replace(roi, roi_id=str(number), predecessor=uid) for number, uid in enumerate(predecessors)]
    node = PacsNode("Orthanc", "127.0.0.1", 4242, "ORTHANC")
    destination = OutboxDestination(workstation.outbox, workstation.archives.of(node))
    put_structure_set(
        workstation.journal,
        destination,
        REFERENCE,
        series,
        rois,
        "Rossi^Anna",
        "Brain",
    )
    (entry,) = workstation.outbox.pending()
    named = pydicom.dcmread(entry.path).get("PredecessorStructureSetSequence", [])
    assert [item.ReferencedSOPInstanceUID for item in named] == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (["Tumour", "Cyst"], ["Tumour", "Cyst"]),
        (["Tumour", "Tumour"], ["Tumour 1", "Tumour 2"]),
        (["Tumour", "Tumour", "Tumour 1"], ["Tumour 2", "Tumour 3", "Tumour 1"]),
        (["A 1", "A 1", "A", "A", "A 1 1"], ["A 1 2", "A 1 3", "A 2", "A 3", "A 1 1"]),
    ],
)
def test_no_two_regions_are_stored_under_one_label(labels: list[str], expected: list[str]) -> None:
    rois = tuple(Roi(str(number), label, ()) for number, label in enumerate(labels))
    assert [roi.label for roi in number_labels(rois)] == expected


def test_findings_are_stored_where_only_the_journal_cannot_be_written(tmp_path: Path, workstation: Workstation) -> None:
    (image,) = read_slices(SAMPLE)
    series = ImageSeries(image.series_instance_uid).with_slices([image])
    roi = Roi("a", "Cyst", (Contour(*image.key, SQUARE),), RoiState.VALIDATED, RoiOrigin.MANUAL)
    (tmp_path / "journal.sqlite3").mkdir()
    node = PacsNode("Orthanc", "127.0.0.1", 4242, "ORTHANC")
    destination = OutboxDestination(workstation.outbox, workstation.archives.of(node))
    findings = Findings((roi, replace(roi, roi_id="b", state=RoiState.PROPOSED)), (), frozenset({image.key}))
    assert workstation.journal.write(REFERENCE, findings).exception() is not None
    stored = store_review(workstation.journal, destination, REFERENCE, series, findings, "Rossi^Anna", "Brain")
    assert [type(item) for item in stored.objects] == [StructureSet, KeyObject]
    assert len(workstation.outbox.pending()) == 2
