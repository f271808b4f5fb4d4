"""A network learns from regions that physicians approved in a real PACS."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from pydicom.uid import generate_uid

from iodeep_viewer.cli import main
from iodeep_viewer.core.geometry import polygon_mask
from iodeep_viewer.core.image_series import ImageSeries
from iodeep_viewer.core.pacs_node import PacsNode
from iodeep_viewer.core.regions import Contour, Roi, RoiState
from iodeep_viewer.core.structure_set import Approval, ApprovalStatus
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.errors import IODeepError
from iodeep_viewer.objects.common import file_bytes
from iodeep_viewer.objects.image.reader import read_slices
from iodeep_viewer.objects.rt_structure_set.writer import write_structure_set
from iodeep_viewer.pacs.store import store_instances
from iodeep_viewer.settings import Settings
from iodeep_viewer.training.archive import read_pacs
from iodeep_viewer.training.configuration import PacsSource
from iodeep_viewer.training.examples import LabelledSlice
from iodeep_viewer.workflows.workstation import Workstation, open_workstation
from tests.orthanc_server import PatientSpace
from tests.pacs_objects import make_series
from tests.unit.training.folders import write_png
from tests.unit.training.tiny import DOCUMENT

SQUARE = np.array([[3.0, 4.0], [11.0, 4.0], [11.0, 10.0], [3.0, 10.0]])
HOLE = np.array([[5.0, 6.0], [8.0, 6.0], [8.0, 8.0], [5.0, 8.0]])
STATES = {ApprovalStatus.APPROVED: RoiState.VALIDATED, ApprovalStatus.REJECTED: RoiState.REJECTED}

Store = Callable[..., str]


@pytest.fixture
def workstation(tmp_path: Path) -> Workstation:
    return open_workstation(tmp_path / "workstation", Settings())


@pytest.fixture
def series(pacs: PacsNode, patient_space: PatientSpace, tmp_path: Path) -> ImageSeries:
    """Four slices in the PACS, bright where the first two are contoured; and another series, which nobody looked at."""
    where: dict[str, Any] = {"FrameOfReferenceUID": generate_uid(), "PixelSpacing": [0.5, 0.5]}
    where["PatientID"] = patient_space.patient_id
    made = make_series(4, **where)
    other = make_series(2, study_uid=made.study_uid, **where)
    for number, dataset in enumerate((*made.datasets, *other.datasets)):
        dataset.ImagePositionPatient = [0, 0, 5 * number]
        dataset.ImageOrientationPatient = [1, 0, 0, 0, 1, 0]
        values = np.full((16, 16), 100, np.uint16)
        values[polygon_mask(SQUARE, 16, 16)] = 900 if number < 2 else 100
        dataset.PixelData = values.tobytes()
    store_instances(pacs, (*made.datasets, *other.datasets), TaskControl())
    read = ImageSeries(made.series_uid)
    for number, dataset in enumerate(made.datasets):
        path = tmp_path / f"{number}.dcm"
        path.write_bytes(file_bytes(dataset))
        read = read.with_slices(read_slices(path))
    return read


@pytest.fixture
def store(pacs: PacsNode, series: ImageSeries) -> Store:
    """Store a structure set with one region on some of the slices; return its UID."""

    def store(
        label: str,
        slices: list[int],
        status: ApprovalStatus = ApprovalStatus.APPROVED,
        points: tuple[NDArray[np.float64], ...] = (SQUARE,),
        predecessor: str | None = None,
    ) -> str:
        keys = [series.slices[index].key for index in slices]
        contours = tuple(Contour(*key, ring) for key in keys for ring in points)
        approval = Approval(status, "20250102", "030405", "Curie^Marie")
        dataset = write_structure_set(
            [Roi("r", label, contours, STATES[status])],
            series,
            approval=approval,
            label="Reviewed",
            software_version="0",
            predecessor=predecessor,
        )
        store_instances(pacs, [dataset], TaskControl())
        return str(dataset.SOPInstanceUID)

    return store


def read(
    pacs: PacsNode,
    patient: PatientSpace,
    workstation: Workstation,
    labels: tuple[str, ...] = ("Bright",),
    **changes: Any,
) -> list[LabelledSlice]:
    source = PacsSource(str(pacs), patient_id=patient.patient_id, own_port=pacs.own_port, **changes)
    return read_pacs(source, labels, lambda masks: masks, workstation, lambda _: None, TaskControl())


def test_approved_contours_become_masks_by_label(
    pacs: PacsNode, series: ImageSeries, store: Store, patient_space: PatientSpace, workstation: Workstation
) -> None:
    store("bright", [0, 1])
    store("Nodule left", [1], points=(SQUARE, HOLE))
    store("Bright", [2], ApprovalStatus.REJECTED)
    store("Heart", [3])
    found = read(pacs, patient_space, workstation, ("Bright", "Nodule"), regions={"nodule LEFT": "Nodule"})
    # The other series is in the same frame of reference, but no structure set refers to it.
    assert [item.image.key for item in found] == [item.key for item in series.slices]
    square, hole = (polygon_mask(points, 16, 16) for points in (SQUARE, HOLE))
    wanted = np.zeros((4, 2, 16, 16), dtype=bool)
    wanted[:2, 0] = square
    wanted[1, 1] = square & ~hole
    np.testing.assert_array_equal([item.truth for item in found], wanted)
    assert {item.patient for item in found} == {patient_space.patient_id}
    assert not any(patient_space.patient_id in item.name for item in found)


def test_what_was_revised_counts_no_more(
    pacs: PacsNode, store: Store, patient_space: PatientSpace, workstation: Workstation
) -> None:
    first = store("Bright", [0])
    store("Bright", [2], predecessor=first)
    assert [item.has_finding for item in read(pacs, patient_space, workstation)] == [False, False, True, False]


def test_slices_without_a_region_can_be_left_out(
    pacs: PacsNode, store: Store, patient_space: PatientSpace, workstation: Workstation
) -> None:
    store("Bright", [1])
    assert [item.name for item in read(pacs, patient_space, workstation, without_regions="leave_out")] == [
        "study 1, series 1, slice 2"
    ]


def test_where_there_is_nothing_of_the_kind_it_says_what_there_is(
    pacs: PacsNode, store: Store, patient_space: PatientSpace, workstation: Workstation
) -> None:
    with pytest.raises(IODeepError, match="There are none at all"):
        read(pacs, patient_space, workstation)
    store("Bright", [1], ApprovalStatus.REJECTED)
    store("Heart", [2])
    with pytest.raises(IODeepError, match="No APPROVED region named bright") as raised:
        read(pacs, patient_space, workstation)
    assert "APPROVED Heart, REJECTED Bright" in raised.value.hint
    with pytest.raises(IODeepError, match="no label “Lung”"):
        read(pacs, patient_space, workstation, regions={"Left lung": "Lung"})


def test_train_and_evaluate_from_the_pacs(
    pacs: PacsNode,
    store: Store,
    patient_space: PatientSpace,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    store("Bright", [0, 1])
    mask = np.zeros((16, 16), np.uint8)
    mask[4:11, 3:12] = 255
    for number in range(4):
        write_png(tmp_path / "images" / "another" / f"{number}.png", mask * (number < 2))
    for number in range(2):
        write_png(tmp_path / "masks" / "another" / f"{number}.png", mask)
    (tmp_path / "network.json").write_text(json.dumps(DOCUMENT))
    config = tmp_path / "training.toml"
    config.write_text(
        f"""
        [[data]]
        pacs = "{pacs}"
        own_port = {pacs.own_port}
        patient_id = "{patient_space.patient_id}"
        [[data]]
        images = "images"
        masks = "masks"
        [split]
        by = "patient"
        validation = 0.4
        test = 0.0
        [schedule]
        steps = 40
        batch = 4
        learning_rate = 0.05
        check_every = 20
        """
    )
    assert main(["train", str(config)]) == 0
    assert "train 2 + 2, validation 2 + 2, test 0 + 0" in capsys.readouterr().out
    assert main(["evaluate", str(tmp_path), str(config), "--part", "all"]) == 0
    assert "8 slices, all of the data" in capsys.readouterr().out
    config.write_text(config.read_text().replace('by = "patient"', "block = 1\n        period = 3"))
    assert main(["train", str(config)]) == 1
    said = capsys.readouterr().err
    assert "put the patient of study 1, series 1, slice 2 into the train part and into the validation part" in said
    assert 'by = "patient"' in said
    assert patient_space.patient_id not in said
