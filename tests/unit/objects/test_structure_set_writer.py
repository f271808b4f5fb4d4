"""The content of the RT Structure Sets that we write."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydicom import dcmread
from pydicom.dataset import Dataset
from pydicom.uid import EnhancedMRImageStorage, ImplicitVRLittleEndian, MRImageStorage, RTStructureSetStorage

from iodeep_viewer.core.image_series import ImageSeries
from iodeep_viewer.core.regions import Contour, NetworkIdentification, Roi, RoiOrigin, RoiState
from iodeep_viewer.core.structure_set import Approval, ApprovalStatus
from iodeep_viewer.errors import StructureSetError
from iodeep_viewer.objects.image.reader import read_slices
from iodeep_viewer.objects.rt_structure_set.reader import read_structure_set
from iodeep_viewer.objects.rt_structure_set.writer import write_structure_set

MakeSlice = Callable[..., Dataset]
WriteFile = Callable[..., Path]
Errors = Callable[[Dataset], list[str]]

SQUARE = np.array([[20.0, 10.0], [60.0, 10.0], [60.0, 30.0], [20.0, 30.0]])
NETWORK = NetworkIdentification("2.25.77", "Brain U-Net", "1.2", "ab" * 32, 0.45)
APPROVED = Approval(ApprovalStatus.APPROVED, "20240506", "121314", "Rossi^Nicolò")
REJECTED = replace(APPROVED, status=ApprovalStatus.REJECTED)


def region(*images: int | tuple[str, int], points: np.ndarray = SQUARE, **changes: Any) -> Roi:
    """Validated region on the slices of these indices, or on frames (UID, number)."""
    keys = [(f"1.2.3.4.{image + 1}", None) if isinstance(image, int) else image for image in images]
    contours = tuple(Contour(uid, frame, points) for uid, frame in keys)
    whole = Roi("a", "lesion", contours, RoiState.VALIDATED, RoiOrigin.AUTOMATIC, 0.875, NETWORK)
    return replace(whole, **changes)


def write(rois: list[Roi], series: ImageSeries, approval: Approval = APPROVED, **options: Any) -> Dataset:
    return write_structure_set(rois, series, approval=approval, label="Brain", software_version="0.1.0", **options)


def contours_of(ds: Dataset, roi: int = 0) -> list[Dataset]:
    return list(ds.ROIContourSequence[roi].ContourSequence)


def test_a_square_in_the_oblique_plane_has_the_known_millimetres(oblique_series: ImageSeries) -> None:
    (contour,) = contours_of(write([region(2)], oblique_series))
    row, column = np.array([0.9659258263, 0.2588190451, 0]), np.array([-0.2432103468, 0.9076733712, 0.3420201433])
    normal = np.cross(row, column)
    first = np.array([-30, -50, 12.5]) + 2 * 3.0 * normal + 20 * 0.6 * row + 10 * 0.9 * column
    corners = [first, first + 24 * row, first + 24 * row + 18 * column, first + 18 * column]
    np.testing.assert_allclose(np.array(contour.ContourData, float).reshape(-1, 3), corners, atol=2e-7)
    assert (contour.ContourGeometricType, contour.NumberOfContourPoints) == ("CLOSED_PLANAR", 4)


def test_coordinates_fit_a_decimal_string_and_lose_nothing_that_matters(
    oblique_series: ImageSeries, write_file: WriteFile
) -> None:
    points = SQUARE + np.array([[1 / 3, 2e-17], [np.pi, -1e-5], [123456.789, 0], [-1e6 / 7, 0.1]])
    path = write_file(write([region(0, points=points)], oblique_series))
    (contour,) = contours_of(dcmread(path))
    assert max(len(value.original_string) for value in contour.ContourData) <= 16
    plane = oblique_series.slices[0].plane
    assert plane is not None
    np.testing.assert_allclose(
        np.array(contour.ContourData, float).reshape(-1, 3), plane.to_patient(points), rtol=1e-11, atol=1e-12
    )


@pytest.mark.parametrize("count", [3, 5000])
def test_contours_of_any_size_are_whole(count: int, oblique_series: ImageSeries, write_file: WriteFile) -> None:
    angle = np.linspace(0, 2 * np.pi, count, endpoint=False)
    points = np.column_stack([60 + 30 * np.cos(angle), 48 + 30 * np.sin(angle)])
    ds = dcmread(write_file(write([region(1, points=points)], oblique_series)))
    (contour,) = contours_of(ds)
    assert ds.file_meta.TransferSyntaxUID == ImplicitVRLittleEndian
    assert contour["ContourData"].VR == "DS"
    assert len(contour.ContourData) == 3 * count == 3 * contour.NumberOfContourPoints


def test_patient_study_and_character_set_are_those_of_the_images(oblique_series: ImageSeries) -> None:
    ds = write([region(0)], oblique_series)
    assert (ds.PatientName, ds.PatientID, ds.PatientBirthDate, ds.PatientSex) == ("Müller^Jörg", "P 1", "19600102", "M")
    assert (ds.StudyInstanceUID, ds.StudyDate, ds.StudyID, ds.AccessionNumber) == ("1.2.3", "20240203", "S1", "A1")
    assert (ds.ReferringPhysicianName, ds.StudyDescription) == ("Groß^Ute", "Schädel")
    assert ds.SpecificCharacterSet == "ISO_IR 100"


def test_text_that_the_character_set_cannot_hold_makes_it_utf_8(
    oblique_series: ImageSeries, write_file: WriteFile
) -> None:
    approval = replace(APPROVED, reviewer_name="Παπαδόπουλος^Νίκος")
    ds = dcmread(write_file(write([region(0, label="病変")], oblique_series, approval)))
    assert ds.SpecificCharacterSet == "ISO_IR 192"
    assert ds.ReviewerName == "Παπαδόπουλος^Νίκος"
    assert ds.StructureSetROISequence[0].ROIName == "病変"
    assert ds.PatientName == "Müller^Jörg"


def test_invalid_coded_values_of_the_images_are_not_passed_on(make_slice: MakeSlice, write_file: WriteFile) -> None:
    path = write_file(make_slice(PatientBirthDate="unknown", PatientSex="male", PatientAge="45"))
    ds = write([region(0)], ImageSeries("1.2.3.1").with_slices(read_slices(path)))
    assert (ds.PatientBirthDate, ds.PatientSex) == ("", "")
    assert "PatientAge" not in ds
    assert ds.PatientID == "P 1"


def test_each_stored_set_is_an_instance_of_a_series_of_its_own(oblique_series: ImageSeries) -> None:
    first, second = write([region(0)], oblique_series), write([region(0)], oblique_series)
    uids = {ds[keyword].value for ds in (first, second) for keyword in ("SOPInstanceUID", "SeriesInstanceUID")}
    assert len(uids) == 4
    assert (first.SOPClassUID, first.Modality, first.SeriesNumber) == (RTStructureSetStorage, "RTSTRUCT", 900)
    assert first.file_meta.MediaStorageSOPInstanceUID == first.SOPInstanceUID
    for keyword in ("SeriesDescription", "SeriesDate", "StructureSetDate", "StructureSetTime", "InstanceCreationTime"):
        assert first[keyword].value, keyword
    assert len(first.TimezoneOffsetFromUTC) == 5
    assert (first.StructureSetLabel, first.FrameOfReferenceUID) == ("Brain", "1.2.3.9")


def test_every_contour_and_the_frame_of_reference_name_their_images(oblique_series: ImageSeries) -> None:
    ds = write([region(1, 3)], oblique_series)
    named = [contour.ContourImageSequence[0] for contour in contours_of(ds)]
    assert [(item.ReferencedSOPClassUID, item.ReferencedSOPInstanceUID) for item in named] == [
        (MRImageStorage, "1.2.3.4.2"),
        (MRImageStorage, "1.2.3.4.4"),
    ]
    assert all("ReferencedFrameNumber" not in item for item in named)
    (frame,) = ds.ReferencedFrameOfReferenceSequence
    (study,) = frame.RTReferencedStudySequence
    (series,) = study.RTReferencedSeriesSequence
    assert (frame.FrameOfReferenceUID, study.ReferencedSOPInstanceUID) == ("1.2.3.9", "1.2.3")
    assert series.SeriesInstanceUID == "1.2.3.1"
    listed = {item.ReferencedSOPInstanceUID for item in series.ContourImageSequence}
    assert listed == {f"1.2.3.4.{number}" for number in range(1, 6)}


def test_frames_are_named_by_number(make_slice: MakeSlice, write_file: WriteFile, dciodvfy_errors: Errors) -> None:
    ds = make_slice(SOPClassUID=EnhancedMRImageStorage, NumberOfFrames=3, ImagePositionPatient=None)
    ds.PixelData = ds.PixelData * 3
    frames = [Dataset() for _ in range(3)]
    for index, frame in enumerate(frames):
        frame.PlanePositionSequence = [Dataset()]
        frame.PlanePositionSequence[0].ImagePositionPatient = [0, 0, 4 * index]
    ds.PerFrameFunctionalGroupsSequence = frames
    series = ImageSeries("1.2.3.1").with_slices(read_slices(write_file(ds)))
    written = write([region(("1.2.3.4.1", 3), ("1.2.3.4.1", 2))], series)
    assert [item.ContourImageSequence[0].ReferencedFrameNumber for item in contours_of(written)] == [3, 2]
    referenced = written.ReferencedFrameOfReferenceSequence[0].RTReferencedStudySequence[0]
    (image,) = referenced.RTReferencedSeriesSequence[0].ContourImageSequence
    assert (image.ReferencedSOPClassUID, list(image.ReferencedFrameNumber)) == (EnhancedMRImageStorage, [2, 3])
    assert dciodvfy_errors(written) == []


def test_rois_say_where_they_come_from(oblique_series: ImageSeries) -> None:
    drawn = region(1, label="drawn", origin=RoiOrigin.MANUAL, network=None, probability=None, color=(1, 2, 3))
    edited = region(2, label="edited", origin=RoiOrigin.SEMIAUTOMATIC)
    ds = write([region(0), drawn, edited], oblique_series)
    rois = ds.StructureSetROISequence
    assert [roi.ROINumber for roi in rois] == [1, 2, 3]
    assert [roi.ROIName for roi in rois] == ["lesion", "drawn", "edited"]
    assert [roi.ROIGenerationAlgorithm for roi in rois] == ["AUTOMATIC", "MANUAL", "SEMIAUTOMATIC"]
    assert [roi.ReferencedFrameOfReferenceUID for roi in rois] == ["1.2.3.9"] * 3
    assert [list(item.ROIDisplayColor) for item in ds.ROIContourSequence] == [[0, 255, 0], [1, 2, 3], [0, 255, 0]]
    assert [item.ReferencedROINumber for item in ds.ROIContourSequence] == [1, 2, 3]
    observations = ds.RTROIObservationsSequence
    assert [item.ReferencedROINumber for item in observations] == [1, 2, 3]
    assert {str(item.ROIInterpreter) for item in observations} == {"Rossi^Nicolò"}
    assert {item.RTROIInterpretedType for item in observations} == {""}
    assert "ROIDerivationAlgorithmIdentificationSequence" not in rois[1]


def test_the_network_is_on_record(oblique_series: ImageSeries) -> None:
    ds = write([region(0), region(1)], oblique_series)
    (algorithm,) = ds.StructureSetROISequence[0].ROIDerivationAlgorithmIdentificationSequence
    assert algorithm.AlgorithmFamilyCodeSequence[0].CodeValue == "123109"
    assert (algorithm.AlgorithmName, algorithm.AlgorithmVersion) == ("Brain U-Net", "1.2")
    assert algorithm.AlgorithmParameters.splitlines() == [
        "DnnUID=2.25.77",
        f"DnnWeightsSHA256={'ab' * 32}",
        "Threshold=0.45",
        "Probability=0.875000",
        "SoftwareVersion=0.1.0",
    ]
    (equipment,) = ds.ContributingEquipmentSequence
    assert (equipment.ManufacturerModelName, equipment.DeviceUID) == ("Brain U-Net", "2.25.77")
    assert list(equipment.SoftwareVersions) == ["1.2", "IODeep Viewer 0.1.0"]
    assert "ab" * 32 in equipment.ContributionDescription
    assert "0.45" in equipment.ContributionDescription
    assert equipment.PurposeOfReferenceCodeSequence[0].CodeMeaning == "Processing Equipment"


@pytest.mark.parametrize(("approval", "state"), [(APPROVED, RoiState.VALIDATED), (REJECTED, RoiState.REJECTED)])
def test_the_approval_module_holds_the_decision(
    approval: Approval, state: RoiState, oblique_series: ImageSeries, dciodvfy_errors: Errors
) -> None:
    ds = write([region(0, state=state)], oblique_series, approval)
    assert ds.ApprovalStatus == approval.status.value
    assert (ds.ReviewDate, ds.ReviewTime, ds.ReviewerName) == ("20240506", "121314", "Rossi^Nicolò")
    assert dciodvfy_errors(ds) == []


def test_a_revision_names_its_predecessor(oblique_series: ImageSeries, dciodvfy_errors: Errors) -> None:
    ds = write([region(0, 1, 2)], oblique_series, predecessor="1.9.8.7")
    (item,) = ds.PredecessorStructureSetSequence
    assert (item.ReferencedSOPClassUID, item.ReferencedSOPInstanceUID) == (RTStructureSetStorage, "1.9.8.7")
    assert dciodvfy_errors(ds) == []
    assert read_structure_set(ds, oblique_series).predecessors == {"1.9.8.7"}
    first = write([region(0)], oblique_series)
    assert "PredecessorStructureSetSequence" not in first
    assert read_structure_set(first, oblique_series).predecessors == frozenset()


def test_long_or_odd_texts_are_made_to_fit(oblique_series: ImageSeries, dciodvfy_errors: Errors) -> None:
    label = "A label \\ with a\nline break and far more than sixty-four characters in all of it"
    approval = replace(APPROVED, reviewer_name="Rossi^Anna\\Maria" + "a" * 90)
    ds = write_structure_set(
        [region(0, label=label)], oblique_series, approval=approval, label=label, software_version="0.1.0"
    )
    assert ds.StructureSetLabel == "A label / with a"
    assert ds.StructureSetROISequence[0].ROIName.startswith("A label / with a line break and far more")
    assert dciodvfy_errors(ds) == []


def test_images_without_patient_geometry_get_a_frame_of_reference_of_their_own(
    planar_series: ImageSeries, dciodvfy_errors: Errors
) -> None:
    ds = write([region(0)], planar_series)
    again = write([region(0)], planar_series)
    assert ds.FrameOfReferenceUID.startswith("2.25.")
    assert ds.FrameOfReferenceUID.is_valid
    assert ds.FrameOfReferenceUID == again.FrameOfReferenceUID
    assert ds.StructureSetROISequence[0].ReferencedFrameOfReferenceUID == ds.FrameOfReferenceUID
    assert "without patient geometry" in ds.StructureSetDescription
    (contour,) = contours_of(ds)
    assert contour.ContourData == [12, 9, 0, 36, 9, 0, 36, 27, 0, 12, 27, 0]
    assert dciodvfy_errors(ds) == []


def test_a_region_over_two_frames_of_reference_is_stored_as_two(
    make_slice: MakeSlice, write_file: WriteFile, dciodvfy_errors: Errors
) -> None:
    slices = [
        read_slices(write_file(make_slice(index, FrameOfReferenceUID=uid), f"{index}.dcm"))[0]
        for index, uid in enumerate(["1.2.3.9", "1.2.3.10", "1.2.3.9"])
    ]
    ds = write([region(0, 1, 2)], ImageSeries("1.2.3.1").with_slices(slices))
    assert [roi.ReferencedFrameOfReferenceUID for roi in ds.StructureSetROISequence] == ["1.2.3.9", "1.2.3.10"]
    assert [len(item.ContourSequence) for item in ds.ROIContourSequence] == [2, 1]
    images = {
        item.FrameOfReferenceUID: [
            image.ReferencedSOPInstanceUID
            for image in item.RTReferencedStudySequence[0].RTReferencedSeriesSequence[0].ContourImageSequence
        ]
        for item in ds.ReferencedFrameOfReferenceSequence
    }
    assert images == {"1.2.3.9": ["1.2.3.4.1", "1.2.3.4.3"], "1.2.3.10": ["1.2.3.4.2"]}
    assert dciodvfy_errors(ds) == []


@pytest.mark.parametrize(
    ("rois", "approval", "words"),
    [
        ([], APPROVED, "no region to store"),
        ([region(0), region(1, state=RoiState.PROPOSED)], APPROVED, "1 of the regions are not decided"),
        ([region(0), region(1, state=RoiState.REJECTED)], APPROVED, "APPROVED structure set holds validated"),
        ([region(0)], REJECTED, "REJECTED structure set holds rejected"),
        ([region(0)], Approval(ApprovalStatus.UNAPPROVED), "only after review"),
        ([region(0)], replace(APPROVED, reviewer_name=" "), "reviewer's name"),
        ([region(0)], replace(APPROVED, review_date=""), "reviewer's name, date or time"),
        ([region(7)], APPROVED, "not in this series"),
        ([region(0, contours=())], APPROVED, "has no contour"),
        ([region(0, points=np.full((3, 2), np.nan))], APPROVED, "no number"),
    ],
)
def test_what_cannot_be_stored_is_refused(
    rois: list[Roi], approval: Approval, words: str, oblique_series: ImageSeries
) -> None:
    with pytest.raises(StructureSetError, match=words) as caught:
        write(rois, oblique_series, approval)
    assert caught.value.hint


def test_images_without_a_study_are_refused(make_slice: MakeSlice, write_file: WriteFile) -> None:
    series = ImageSeries("1.2.3.1").with_slices(read_slices(write_file(make_slice(StudyInstanceUID=""))))
    with pytest.raises(StructureSetError, match="name no study"):
        write([region(0)], series)
