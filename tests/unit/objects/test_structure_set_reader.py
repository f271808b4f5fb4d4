"""Structure sets read back: our own, and as other vendors write them."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pydicom.data import get_testdata_file
from pydicom.dataset import Dataset

from iodeep_viewer.core.image_series import ImageSeries
from iodeep_viewer.core.regions import Contour, NetworkIdentification, Roi, RoiOrigin, RoiState
from iodeep_viewer.core.structure_set import Approval, ApprovalStatus
from iodeep_viewer.errors import DicomDataError, StructureSetError
from iodeep_viewer.objects.image.reader import read_slices
from iodeep_viewer.objects.rt_structure_set.reader import read_structure_set
from iodeep_viewer.objects.rt_structure_set.writer import write_structure_set

MakeSlice = Callable[..., Dataset]
WriteFile = Callable[..., Path]

NETWORK = NetworkIdentification("2.25.77", "Brain U-Net", "1.2", "ab" * 32, 0.45)
APPROVED = Approval(ApprovalStatus.APPROVED, "20240506", "121314", "Rossi^Nicolò")
SHAPE = np.array([[20.25, 10.5], [60.125, 11.75], [58.0, 30.3], [40.7, 22.2], [21.9, 33.3]])


def region(*slices: int, label: str = "lesion") -> Roi:
    contours = tuple(Contour(f"1.2.3.4.{index + 1}", None, SHAPE + index) for index in slices)
    return Roi(label, label, contours, RoiState.VALIDATED, RoiOrigin.SEMIAUTOMATIC, 0.875, NETWORK, (9, 8, 7))


def written(series: ImageSeries, *rois: Roi, approval: Approval = APPROVED) -> Dataset:
    return write_structure_set(
        rois or (region(1, 2),), series, approval=approval, label="Brain", software_version="0.1.0"
    )


def contour_items(ds: Dataset) -> list[Dataset]:
    return [contour for roi in ds.ROIContourSequence for contour in roi.ContourSequence]


def moved(contour: Dataset, series: ImageSeries, distance: float) -> None:
    """Move a contour along the normal of the slices by `distance` mm."""
    plane = series.slices[0].plane
    assert plane is not None
    points = np.array(contour.ContourData, float).reshape(-1, 3) + distance * plane.normal
    contour.ContourData = [f"{value:.6f}" for value in points.ravel()]


def test_what_we_write_comes_back(oblique_series: ImageSeries, write_file: WriteFile) -> None:
    ds = written(oblique_series, region(1, 2), region(4, label="second"))
    read = read_structure_set(write_file(ds, "rt.dcm"), oblique_series)
    assert (read.sop_instance_uid, read.label, read.approval) == (ds.SOPInstanceUID, "Brain", APPROVED)
    assert read.notes == ()
    assert (read.date, read.time) == (ds.StructureSetDate, ds.StructureSetTime)
    first, second = read.rois
    assert first.roi_id != second.roi_id
    assert replace(first, roi_id="lesion", contours=()) == replace(region(1, 2), contours=())
    assert [contour.image for contour in first.contours] == [("1.2.3.4.2", None), ("1.2.3.4.3", None)]
    for contour, index in zip((*first.contours, *second.contours), (1, 2, 4), strict=True):
        np.testing.assert_allclose(contour.points, SHAPE + index, atol=1e-8)


@pytest.mark.parametrize(
    ("status", "state"), [(ApprovalStatus.REJECTED, RoiState.REJECTED), (ApprovalStatus.UNAPPROVED, RoiState.PROPOSED)]
)
def test_the_state_follows_the_approval(status: ApprovalStatus, state: RoiState, oblique_series: ImageSeries) -> None:
    ds = written(oblique_series)
    ds.ApprovalStatus = status.value
    assert [roi.state for roi in read_structure_set(ds, oblique_series).rois] == [state]


def test_contours_on_images_without_geometry_come_back(planar_series: ImageSeries, write_file: WriteFile) -> None:
    read = read_structure_set(write_file(written(planar_series, region(0)), "rt.dcm"), planar_series)
    np.testing.assert_allclose(read.rois[0].contours[0].points, SHAPE, atol=1e-8)
    assert "without patient geometry" in read.description


def test_frames_that_share_a_plane_are_told_apart(make_slice: MakeSlice, write_file: WriteFile) -> None:
    ds = make_slice(NumberOfFrames=3)
    ds.PixelData = ds.PixelData * 3
    clip = ImageSeries("1.2.3.1").with_slices(read_slices(write_file(ds)))
    contour = Contour("1.2.3.4.1", 3, SHAPE)
    read = read_structure_set(written(clip, replace(region(), contours=(contour,))), clip)
    assert [contour.image for contour in read.rois[0].contours] == [("1.2.3.4.1", 3)]


@pytest.mark.parametrize("distance", [0.0, 0.4, -0.4])
def test_without_image_references_the_plane_decides(distance: float, oblique_series: ImageSeries) -> None:
    ds = written(oblique_series)
    for contour in contour_items(ds):
        del contour.ContourImageSequence
        moved(contour, oblique_series, distance)
    read = read_structure_set(ds, oblique_series)
    assert [contour.image[0] for contour in read.rois[0].contours] == ["1.2.3.4.2", "1.2.3.4.3"]
    np.testing.assert_allclose(read.rois[0].contours[0].points, SHAPE + 1, atol=1e-4)
    assert read.notes == ()


def test_a_wrong_image_reference_does_not_move_a_contour(oblique_series: ImageSeries) -> None:
    ds = written(oblique_series)
    for contour in contour_items(ds):
        contour.ContourImageSequence[0].ReferencedSOPInstanceUID = "1.2.3.4.5"
    read = read_structure_set(ds, oblique_series)
    assert [contour.image[0] for contour in read.rois[0].contours] == ["1.2.3.4.2", "1.2.3.4.3"]


def test_contours_between_or_beyond_the_slices_are_counted(oblique_series: ImageSeries) -> None:
    ds = written(oblique_series, region(0, 1, 2))
    between, beyond, _ = contour_items(ds)
    moved(between, oblique_series, 1.5)
    moved(beyond, oblique_series, -300)
    read = read_structure_set(ds, oblique_series)
    assert [contour.image[0] for contour in read.rois[0].contours] == ["1.2.3.4.3"]
    assert read.notes == ("2 contour(s) lie on none of the loaded images and are not shown.",)


def test_a_contour_across_the_slices_is_not_drawn_on_one(oblique_series: ImageSeries) -> None:
    ds = written(oblique_series)
    first, second = contour_items(ds)
    first.ContourData = [*first.ContourData[:9], *second.ContourData[9:]]
    read = read_structure_set(ds, oblique_series)
    assert len(read.rois[0].contours) == 1
    assert read.notes[0].startswith("1 contour(s) lie on none")


def test_another_frame_of_reference_is_refused(oblique_series: ImageSeries) -> None:
    ds = written(oblique_series)
    for roi in ds.StructureSetROISequence:
        roi.ReferencedFrameOfReferenceUID = "1.2.3.99"
    with pytest.raises(StructureSetError, match="another frame of reference") as caught:
        read_structure_set(ds, oblique_series)
    assert caught.value.hint


def test_single_regions_of_another_frame_of_reference_are_left_out_and_counted(oblique_series: ImageSeries) -> None:
    ds = written(oblique_series, region(1), region(2, label="elsewhere"))
    ds.StructureSetROISequence[1].ReferencedFrameOfReferenceUID = "1.2.3.99"
    read = read_structure_set(ds, oblique_series)
    assert [roi.label for roi in read.rois] == ["lesion"]
    assert read.notes == ("1 region(s) in another frame of reference are not shown.",)


@pytest.mark.parametrize("missing", ["in the set", "in the images"])
def test_a_missing_frame_of_reference_is_made_up_for_by_image_references(
    missing: str, oblique_series: ImageSeries
) -> None:
    ds = written(oblique_series)
    series = oblique_series
    if missing == "in the set":
        del ds.StructureSetROISequence[0].ReferencedFrameOfReferenceUID
    else:
        slices = [replace(image, frame_of_reference_uid="") for image in oblique_series.slices]
        series = ImageSeries("1.2.3.1").with_slices(slices)
    assert len(read_structure_set(ds, series).rois[0].contours) == 2
    for contour in contour_items(ds):
        del contour.ContourImageSequence
    with pytest.raises(StructureSetError, match="another frame of reference"):
        read_structure_set(ds, series)


def test_other_kinds_and_damaged_contours_are_counted_not_drawn(oblique_series: ImageSeries) -> None:
    ds = written(oblique_series, region(0, 1, 2, 3, 4))
    point, line, damaged, flat, _ = contour_items(ds)
    point.ContourGeometricType, point.ContourData = "POINT", point.ContourData[:3]
    line.ContourGeometricType = "OPEN_PLANAR"
    damaged.ContourData = damaged.ContourData[:-1]
    flat.ContourData = [*flat.ContourData[:6], *flat.ContourData[:6]]  # there and back
    read = read_structure_set(ds, oblique_series)
    assert len(read.rois[0].contours) == 1
    assert read.notes == (
        "2 contour(s) are damaged and not shown.",
        "1 contour(s) of the kind OPEN_PLANAR are not shown: only closed contours are.",
        "1 contour(s) of the kind POINT are not shown: only closed contours are.",
    )


def test_a_repeated_last_point_is_dropped_and_a_keyhole_kept(oblique_series: ImageSeries) -> None:
    outer, inner = SHAPE * 1.0, SHAPE[::-1] * 0.5 + [20, 10]
    keyhole = np.vstack([outer, outer[:1], inner, inner[:1]])
    ds = written(oblique_series, replace(region(), contours=(Contour("1.2.3.4.1", None, keyhole),)))
    (contour,) = contour_items(ds)
    contour.ContourData = [*contour.ContourData, *contour.ContourData[:3]]
    (read,) = read_structure_set(ds, oblique_series).rois[0].contours
    np.testing.assert_allclose(read.points, keyhole, atol=1e-8)


def test_holes_by_exclusive_or_become_keyholes(oblique_series: ImageSeries) -> None:
    inner = SHAPE * 0.5 + [20, 10]
    contours = tuple(Contour("1.2.3.4.1", None, points) for points in (SHAPE, inner))
    ds = written(oblique_series, replace(region(1), contours=(*contours, *region(2).contours)))
    for contour in contour_items(ds):
        contour.ContourGeometricType = "CLOSEDPLANAR_XOR"
    read = read_structure_set(ds, oblique_series)
    first, second = read.rois[0].contours
    assert first.area == pytest.approx(contours[0].area - contours[1].area, abs=0.01)
    assert second.area == pytest.approx(contours[0].area, abs=0.01)
    assert read.notes == ()


def test_a_bare_set_of_another_vendor_is_read(oblique_series: ImageSeries) -> None:
    ds = written(oblique_series, region(1), region(2, label="empty"))
    for keyword in ("ApprovalStatus", "ReviewerName", "StructureSetName", "RTROIObservationsSequence"):
        delattr(ds, keyword)
    for roi in ds.StructureSetROISequence:
        del roi.ROIDerivationAlgorithmIdentificationSequence
        roi.ROIGenerationAlgorithm = ""
    ds.ROIContourSequence = ds.ROIContourSequence[:1]
    del ds.ROIContourSequence[0].ROIDisplayColor
    read = read_structure_set(ds, oblique_series)
    (roi,) = read.rois
    assert (roi.label, roi.color, roi.network, roi.probability, roi.origin) == (
        "lesion",
        None,
        None,
        None,
        RoiOrigin.MANUAL,
    )
    assert read.approval == Approval(ApprovalStatus.UNAPPROVED, "20240506", "121314", "")
    assert read.notes == ("1 region(s) have no contours.",)


@pytest.mark.parametrize(
    "parameters", ["", "DnnUID=\r\nThreshold=0.5", "DnnUID=1.2\r\nThreshold=nan", "DnnUID=1.2", "=\r\n==\r\nx"]
)
def test_a_damaged_network_record_counts_as_none(parameters: str, oblique_series: ImageSeries) -> None:
    ds = written(oblique_series)
    algorithm = ds.StructureSetROISequence[0].ROIDerivationAlgorithmIdentificationSequence[0]
    algorithm.AlgorithmParameters = parameters
    assert read_structure_set(ds, oblique_series).rois[0].network is None


def test_what_is_no_structure_set_is_refused(
    oblique_series: ImageSeries, make_slice: MakeSlice, tmp_path: Path
) -> None:
    with pytest.raises(StructureSetError, match="not an RT Structure Set"):
        read_structure_set(make_slice(), oblique_series)
    (tmp_path / "text").write_text("hello")
    with pytest.raises(DicomDataError, match="not a DICOM file"):
        read_structure_set(tmp_path / "text", oblique_series)


@pytest.mark.filterwarnings("ignore")
def test_a_real_set_of_another_patient_is_refused(oblique_series: ImageSeries) -> None:
    path = get_testdata_file("rtstruct.dcm", download=False)
    assert isinstance(path, str)
    with pytest.raises(StructureSetError, match="another frame of reference"):
        read_structure_set(Path(path), oblique_series)
