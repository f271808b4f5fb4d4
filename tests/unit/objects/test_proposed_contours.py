"""The proposal of a network stays with the region that the physician edited."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from pydicom import dcmread
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

from iodeep_viewer.core.image_series import ImageSeries
from iodeep_viewer.core.regions import Contour, NetworkIdentification, Roi, RoiOrigin, RoiState
from iodeep_viewer.core.structure_set import Approval, ApprovalStatus
from iodeep_viewer.objects.common import file_bytes
from iodeep_viewer.objects.image.reader import read_slices
from iodeep_viewer.objects.rt_structure_set.reader import read_structure_set
from iodeep_viewer.objects.rt_structure_set.writer import write_structure_set

WriteFile = Callable[..., Path]
Errors = Callable[[Dataset], list[str]]

SQUARE = np.array([[20.0, 10.0], [60.0, 10.0], [60.0, 30.0], [20.0, 30.0]])
NETWORK = NetworkIdentification("2.25.77", "Brain U-Net " + "of a very long name " * 4, "1.2", "ab" * 32, 0.45)
APPROVED = Approval(ApprovalStatus.APPROVED, "20240506", "121314", "Rossi^Nicolò")


def on(index: int, points: np.ndarray) -> Contour:
    return Contour(f"1.2.3.4.{index + 1}", None, points)


EDITED = Roi(
    "a",
    "lesion",
    (on(1, SQUARE + np.array([10, 0])),),
    RoiState.VALIDATED,
    RoiOrigin.SEMIAUTOMATIC,
    0.9,
    NETWORK,
    proposed=(on(1, SQUARE), on(2, SQUARE * 0.5)),
)


def written(series: ImageSeries, *rois: Roi) -> Dataset:
    return write_structure_set(rois, series, approval=APPROVED, label="Brain", software_version="0.1.0")


def proposal_of(roi: Roi) -> list[tuple[str, list[list[float]]]]:
    return [(contour.sop_instance_uid, contour.points.round(6).tolist()) for contour in roi.proposed]


def with_element(ds: Dataset, vr: str, value: object) -> bytes:
    """Bytes of the structure set whose private element holds something else."""
    item = ds.StructureSetROISequence[0]
    del item[0x0017, 0x1020]
    item.private_block(0x0017, "IODEEP", create=True).add_new(0x20, vr, value)
    return file_bytes(ds)


def test_the_proposal_comes_back_from_a_file(
    oblique_series: ImageSeries, write_file: WriteFile, dciodvfy_errors: Errors
) -> None:
    drawn = replace(EDITED, origin=RoiOrigin.MANUAL, network=None, proposed=())
    as_proposed = replace(EDITED, origin=RoiOrigin.AUTOMATIC, proposed=())
    ds = written(oblique_series, EDITED, drawn, as_proposed)
    assert dciodvfy_errors(ds) == []
    edited, *others = read_structure_set(write_file(ds, "rt.dcm"), oblique_series).rois
    assert proposal_of(edited) == proposal_of(EDITED)
    assert [contour.points.round(6).tolist() for contour in edited.contours] == [(SQUARE + np.array([10, 0])).tolist()]
    assert [roi.proposed for roi in others] == [(), ()]
    assert read_structure_set(write_file(ds, "rt.dcm"), oblique_series).notes == ()


def test_the_dice_coefficient_stands_in_words(oblique_series: ImageSeries) -> None:
    edited, as_proposed = written(
        oblique_series, replace(EDITED, proposed=(on(1, SQUARE),)), replace(EDITED, proposed=())
    ).StructureSetROISequence
    assert edited.ROIGenerationDescription.endswith(", edited, Dice 0.750")
    assert edited.ROIGenerationDescription.startswith("Proposed by Brain U-Net of a very")
    assert len(edited.ROIGenerationDescription) <= 64
    assert "edited" not in as_proposed.ROIGenerationDescription
    assert edited[0x0017, 0x0010].value == "IODEEP"
    assert [item.ContourGeometricType for item in edited[0x0017, 0x1020].value] == ["CLOSED_PLANAR"]


def test_the_proposal_survives_a_change_to_explicit_vr_by_other_software(
    oblique_series: ImageSeries, write_file: WriteFile, tmp_path: Path
) -> None:
    path, explicit = write_file(written(oblique_series, EDITED), "rt.dcm"), tmp_path / "explicit.dcm"
    subprocess.run(["dcmconv", "+te", path, explicit], check=True, capture_output=True)
    assert b"UN" in explicit.read_bytes()
    (roi,) = read_structure_set(explicit, oblique_series).rois
    assert proposal_of(roi) == proposal_of(EDITED)


def test_a_proposal_on_another_slice_than_the_region_is_no_reason_to_refuse(oblique_series: ImageSeries) -> None:
    ds = written(oblique_series, replace(EDITED, proposed=(on(77, SQUARE),)))
    (roi,) = read_structure_set(ds, oblique_series).rois
    assert roi.proposed == ()


def test_each_part_of_a_region_over_two_frames_of_reference_keeps_its_own_proposal(
    make_slice: Callable[..., Dataset], write_file: WriteFile
) -> None:
    slices = [
        read_slices(write_file(make_slice(index, FrameOfReferenceUID=uid), f"{index}.dcm"))[0]
        for index, uid in enumerate(["1.2.3.9", "1.2.3.10"])
    ]
    series = ImageSeries("1.2.3.1").with_slices(slices)
    both = (on(0, SQUARE), on(1, SQUARE * 0.5))
    ds = written(series, replace(EDITED, contours=both, proposed=both))
    proposals = [item[0x0017, 0x1020].value for item in ds.StructureSetROISequence]
    images = [[item.ContourImageSequence[0].ReferencedSOPInstanceUID for item in items] for items in proposals]
    assert images == [["1.2.3.4.1"], ["1.2.3.4.2"]]


@pytest.mark.parametrize(
    ("vr", "value"),
    [("UN", b"\xff" * 64), ("UN", b""), ("UN", b"\xfe\xff\x00\xe0\xff\xff\xff\x7f"), ("UT", "no sequence"), ("SQ", [])],
)
def test_a_damaged_proposal_is_left_out_and_the_region_stays(
    vr: str, value: object, oblique_series: ImageSeries
) -> None:
    damaged = with_element(written(oblique_series, EDITED), vr, value)
    read = read_structure_set(dcmread(BytesIO(damaged)), oblique_series)
    assert read.rois[0].proposed == ()
    assert len(read.rois[0].contours) == 1
    assert read.notes == ()


@pytest.mark.parametrize(
    "data", ["x\\y\\z", "1\\2", "1e308\\1e308\\1e308\\2\\2\\2\\3\\3\\3", "nan\\1\\1\\2\\2\\2\\3\\3\\3"]
)
def test_odd_contours_of_a_proposal_are_left_out(data: str, oblique_series: ImageSeries) -> None:
    place = "\\".join(["7777"] * 9)
    item = Dataset()
    item.ContourData = place
    whole = with_element(written(oblique_series, EDITED), "SQ", Sequence([item]))
    odd = whole.replace(place.encode(), data.ljust(len(place)).encode())
    assert odd != whole
    read = read_structure_set(dcmread(BytesIO(odd)), oblique_series)
    assert read.rois[0].proposed == ()
    assert len(read.rois[0].contours) == 1
