"""Measurements in an RT Structure Set: written by the standard, read back as what they are, harmless to others."""

import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydicom import dcmread
from pydicom.dataset import Dataset
from pydicom.uid import EnhancedMRImageStorage
from rt_utils import RTStructBuilder

from iodeep_viewer.core.image_series import ImageSeries
from iodeep_viewer.core.measurement_text import value_text
from iodeep_viewer.core.measurements import Measurement, MeasurementKind, angle_degrees, area_mm2, length_mm
from iodeep_viewer.core.regions import Contour, Roi, RoiState
from iodeep_viewer.core.structure_set import Approval, ApprovalStatus
from iodeep_viewer.errors import StructureSetError
from iodeep_viewer.objects.image.reader import read_slices
from iodeep_viewer.objects.rt_structure_set.reader import read_structure_set
from iodeep_viewer.objects.rt_structure_set.writer import write_structure_set

MakeSlice = Callable[..., Dataset]
WriteFile = Callable[..., Path]
Errors = Callable[[Dataset], list[str]]

APPROVED = Approval(ApprovalStatus.APPROVED, "20240506", "121314", "Rossi^Anna")
POINTS = {
    MeasurementKind.LENGTH: [[10.25, 20.5], [50.25, 80.5]],  # 24 mm along, 54 mm down
    MeasurementKind.ANGLE: [[30.0, 10.0], [10.0, 10.0], [10.0, 30.0]],
    MeasurementKind.RECTANGLE: [[60.0, 40.0], [20.0, 10.0]],
    MeasurementKind.ELLIPSE: [[20.5, 12.5], [70.5, 42.5]],
    MeasurementKind.ARROW: [[20.0, 12.0], [55.0, 40.5]],
}
WRITTEN = "siehe Größe ≥ 5 mm\\Verlauf"
SQUARE = np.array([[20.0, 10.0], [60.0, 10.0], [60.0, 30.0], [20.0, 30.0]])


def measured(kind: MeasurementKind, image: int = 2, **changes: Any) -> Measurement:
    return replace(Measurement(kind.value, kind, f"1.2.3.4.{image + 1}", None, np.array(POINTS[kind])), **changes)


ALL = [measured(kind, image, text=WRITTEN if kind.has_text else "") for image, kind in enumerate(MeasurementKind)]
REGION = Roi("a", "lesion", (Contour("1.2.3.4.3", None, SQUARE),), RoiState.VALIDATED)


def write(series: ImageSeries, measurements: list[Measurement], rois: tuple[Roi, ...] = ()) -> Dataset:
    return write_structure_set(
        rois, series, approval=APPROVED, label="Brain", software_version="0.1.0", measurements=measurements
    )


def test_measurements_come_back_as_such_and_regions_as_regions(
    oblique_series: ImageSeries, write_file: WriteFile
) -> None:
    found = read_structure_set(write_file(write(oblique_series, ALL, (REGION,))), oblique_series)
    assert [roi.label for roi in found.rois] == ["lesion"]
    assert [item.kind for item in found.measurements] == list(MeasurementKind)
    assert [item.image for item in found.measurements] == [item.image for item in ALL]
    assert found.notes == ()
    for read, written in zip(found.measurements, ALL, strict=True):
        expected = written.points
        if written.kind in (MeasurementKind.RECTANGLE, MeasurementKind.ELLIPSE):
            expected = np.array([expected.min(axis=0), expected.max(axis=0)])
        np.testing.assert_allclose(read.points, expected, atol=1e-6)
        assert read.text == written.text


def test_the_text_of_an_arrow_is_found_by_others_under_its_name(
    oblique_series: ImageSeries, write_file: WriteFile, dciodvfy_errors: Errors
) -> None:
    plain, long = measured(MeasurementKind.ARROW), measured(MeasurementKind.ARROW, text="x" * 120)
    ds = write(oblique_series, [plain, long])
    assert dciodvfy_errors(ds) == []
    assert [item.ROIName for item in ds.StructureSetROISequence] == ["Arrow", "Arrow " + "x" * 58]
    assert [len(item.ROIObservationDescription or "") for item in ds.RTROIObservationsSequence] == [0, 120]
    assert all("RTROIIdentificationCodeSequence" not in item for item in ds.RTROIObservationsSequence)
    found = read_structure_set(write_file(ds), oblique_series).measurements
    assert [item.text for item in found] == ["", "x" * 120]
    del ds.RTROIObservationsSequence
    assert [item.text for item in read_structure_set(ds, oblique_series).measurements] == ["", ""]


def test_their_items_follow_the_standard(oblique_series: ImageSeries) -> None:
    ds = write(oblique_series, ALL, (REGION,))
    rois, contours, observations = ds.StructureSetROISequence, ds.ROIContourSequence, ds.RTROIObservationsSequence
    assert [item.ROINumber for item in rois] == [1, 2, 3, 4, 5, 6]
    assert [item.ReferencedROINumber for item in contours] == [1, 2, 3, 4, 5, 6]
    assert [item.ReferencedROINumber for item in observations] == [1, 2, 3, 4, 5, 6]
    assert [item.ROIGenerationAlgorithm for item in rois][1:] == ["MANUAL"] * 5
    assert [item.ROIName for item in rois] == [
        "lesion",
        "Length 59.1 mm",
        "Angle 90.0°",
        "Rectangle 648.0 mm²",
        "Ellipse 636.2 mm²",
        "Arrow siehe Größe ≥ 5 mm/Verlauf",
    ]
    assert [item.ROIGenerationDescription for item in rois[1:]] == [f"Measurement {kind.value}" for kind in POINTS]
    kinds = [item.ContourSequence[0].ContourGeometricType for item in contours]
    assert kinds == ["CLOSED_PLANAR", "OPEN_PLANAR", "OPEN_PLANAR", "CLOSED_PLANAR", "CLOSED_PLANAR", "OPEN_PLANAR"]
    counts = [item.ContourSequence[0].NumberOfContourPoints for item in contours]
    assert counts == [4, 2, 3, 4, 120, 2]
    quantities = [item.RTROIIdentificationCodeSequence[0].CodeMeaning for item in observations[1:5]]
    assert quantities == ["Length", "Angle", "Area", "Area"]
    assert {item.RTROIInterpretedType for item in observations} == {""}
    assert observations[3].ROIObservationDescription == (
        "Area 648.0 mm², mean 102.0, standard deviation 0.0, minimum 102.0, maximum 102.0, 1271 pixels"
    )


def test_the_stored_text_is_that_of_the_screen(oblique_series: ImageSeries) -> None:
    sides = np.array([[10.0, 5.0], [70.3, 45.7]])
    large = measured(MeasurementKind.RECTANGLE, points=sides)
    small = measured(MeasurementKind.LENGTH, points=np.array([[20.0, 10.0], [20.9, 10.0]]))
    ds = write(oblique_series, [large, small])
    image = oblique_series.slices[2]
    assert value_text(large, image) == f"{area_mm2(large, image):.0f} mm²" != f"{area_mm2(large, image):.1f} mm²"
    assert [item.ROIName.split(" ", 1)[1] for item in ds.StructureSetROISequence] == [
        value_text(large, image),
        value_text(small, image),
    ]
    assert ds.RTROIObservationsSequence[0].ROIObservationDescription.startswith(f"Area {value_text(large, image)}, ")


def test_a_line_has_its_length_between_the_stored_points(oblique_series: ImageSeries) -> None:
    ds = write(oblique_series, ALL[:2])
    ends = np.array(ds.ROIContourSequence[0].ContourSequence[0].ContourData, float).reshape(-1, 3)
    expected = length_mm(ALL[0].points, oblique_series.slices[0])
    assert np.linalg.norm(ends[1] - ends[0]) == pytest.approx(expected, abs=1e-6)
    first, vertex, last = np.array(ds.ROIContourSequence[1].ContourSequence[0].ContourData, float).reshape(-1, 3)
    cosine = (first - vertex) @ (last - vertex) / np.linalg.norm(first - vertex) / np.linalg.norm(last - vertex)
    degrees = angle_degrees(ALL[1].points, oblique_series.slices[1])
    assert np.degrees(np.arccos(cosine)) == pytest.approx(degrees, abs=1e-6)


@pytest.mark.parametrize("rois", [(), (REGION,)])
def test_dciodvfy_finds_no_error(rois: tuple[Roi, ...], oblique_series: ImageSeries, dciodvfy_errors: Errors) -> None:
    ds = write(oblique_series, ALL, rois)
    assert ds.FrameOfReferenceUID == "1.2.3.9"
    assert dciodvfy_errors(ds) == []


def test_images_without_geometry_and_single_frames_keep_their_place(
    planar_series: ImageSeries, make_slice: MakeSlice, write_file: WriteFile, dciodvfy_errors: Errors
) -> None:
    (image,) = planar_series.slices
    line = measured(MeasurementKind.LENGTH, 0)
    ds = write(planar_series, [line])
    (found,) = read_structure_set(ds, planar_series).measurements
    np.testing.assert_allclose(found.points, line.points, atol=1e-9)
    assert length_mm(found.points, image) == pytest.approx(length_mm(line.points, image))
    assert dciodvfy_errors(ds) == []
    frames = make_slice(
        SOPClassUID=EnhancedMRImageStorage, NumberOfFrames=3, ImagePositionPatient=None, ImageOrientationPatient=None
    )
    frames.PixelData = frames.PixelData * 3
    series = ImageSeries("1.2.3.1").with_slices(read_slices(write_file(frames)))
    ds = write(series, [replace(line, frame_number=2)])
    (item,) = ds.ROIContourSequence[0].ContourSequence[0].ContourImageSequence
    assert item.ReferencedFrameNumber == 2
    (found,) = read_structure_set(ds, series).measurements
    assert found.image == ("1.2.3.4.1", 2)


def test_without_a_pixel_size_the_value_says_so(make_slice: MakeSlice, write_file: WriteFile) -> None:
    ds = make_slice(PixelSpacing=None, ImagePositionPatient=None)
    series = ImageSeries("1.2.3.1").with_slices(read_slices(write_file(ds)))
    written = write(series, [measured(MeasurementKind.LENGTH, 0)])
    assert written.StructureSetROISequence[0].ROIName == "Length 72.1 px"
    description = written.RTROIObservationsSequence[0].ROIObservationDescription
    assert description == "Length 72.1 px, the size of a pixel is not known"


@pytest.mark.parametrize("character_set", [None, "", "ISO_IR 6"])
def test_square_millimetres_and_degrees_are_written_in_a_character_set_that_has_them(
    character_set: str | None, make_slice: MakeSlice, write_file: WriteFile, dciodvfy_errors: Errors
) -> None:
    names = {"PatientName": "Rossi^Anna", "ReferringPhysicianName": "", "StudyDescription": "Brain"}
    source = make_slice(**{"SpecificCharacterSet": character_set, **names})
    series = ImageSeries("1.2.3.1").with_slices(read_slices(write_file(source)))
    measurements = [measured(MeasurementKind.ANGLE, 0), measured(MeasurementKind.RECTANGLE, 0)]
    path = write_file(write(series, measurements))
    ds = dcmread(path)
    assert ds.SpecificCharacterSet == "ISO_IR 192"
    assert [roi.ROIName for roi in ds.StructureSetROISequence] == ["Angle 90.0°", "Rectangle 648.0 mm²"]
    assert dciodvfy_errors(ds) == []


@pytest.mark.parametrize(
    ("measurement", "sentence"),
    [
        (measured(MeasurementKind.LENGTH, 7), "not in this series"),
        (measured(MeasurementKind.LENGTH, points=np.array([[0, 0], [np.nan, 1]])), "no number"),
    ],
)
def test_what_cannot_be_stored_is_refused(measurement: Measurement, sentence: str, oblique_series: ImageSeries) -> None:
    with pytest.raises(StructureSetError, match=sentence):
        write(oblique_series, [measurement])


def test_damaged_measurements_are_counted_not_drawn(oblique_series: ImageSeries) -> None:
    ds = write(oblique_series, ALL)
    ds.ROIContourSequence[0].ContourSequence[0].ContourData = ["1", "2"]
    ds.ROIContourSequence[1].ContourSequence[0].ContourData = (
        ds.ROIContourSequence[1].ContourSequence[0].ContourData[:6]
    )
    found = read_structure_set(ds, oblique_series)
    assert [item.kind for item in found.measurements] == list(POINTS)[2:]
    assert found.notes == ("2 contour(s) are damaged and not shown.",)


def test_an_open_line_that_is_not_marked_is_no_measurement(oblique_series: ImageSeries) -> None:
    ds = write(oblique_series, ALL[:1])
    ds.StructureSetROISequence[0].ROIGenerationDescription = "Catheter"
    found = read_structure_set(ds, oblique_series)
    assert found.measurements == ()
    assert "OPEN_PLANAR" in found.notes[0]


def test_plastimatch_and_rt_utils_read_the_regions_beside_them(
    oblique_series: ImageSeries, write_file: WriteFile, tmp_path: Path
) -> None:
    alone, together = write(oblique_series, [], (REGION,)), write(oblique_series, ALL, (REGION,))
    folder = oblique_series.slices[0].path.parent
    masks = []
    for name, ds in (("alone", alone), ("together", together)):
        path = write_file(ds, f"{name}.dcm")
        output = tmp_path / name
        command = ["plastimatch", "convert", "--input", path, "--referenced-ct", folder, "--output-prefix", output]
        subprocess.run([*map(str, command), "--prefix-format", "nrrd"], check=True, capture_output=True, timeout=60)
        (mask,) = output.glob("lesion.nrrd")
        masks.append(mask.read_bytes())
        builder = RTStructBuilder.create_from(dicom_series_path=str(folder), rt_struct_path=str(path))
        assert builder.get_roi_mask_by_name("lesion").sum() > 0
    assert masks[0] == masks[1]
    assert dcmread(tmp_path / "together.dcm").StructureSetROISequence[1].ROIName == "Length 59.1 mm"
