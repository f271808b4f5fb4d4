"""Image files -> :class:`~iodeep_viewer.core.image_series.Slice`, one per frame."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydicom.dataset import Dataset
from pydicom.multival import MultiValue

from iodeep_viewer.core.display import VoiLutFunction, Window
from iodeep_viewer.core.geometry import Plane, plane_from_attributes
from iodeep_viewer.core.image_series import Slice
from iodeep_viewer.errors import DicomDataError
from iodeep_viewer.objects.header import (
    first_item,
    functional_group,
    integer,
    items,
    numbers,
    read_file,
    text,
    value_of,
)
from iodeep_viewer.objects.image.pixels import check_image, color_values, decoded_frames, modality_values


@dataclass(frozen=True, slots=True)
class _Spacing:
    """(row, column) spacing in mm, whether the object says so, and what the user should know about it."""

    value: tuple[float, float]
    known: bool
    note: str = ""


def read_slices(path: Path) -> tuple[Slice, ...]:
    """Read an image file: one slice per frame, in the order of the frames.

    Parameters
    ----------
    path
        The file.

    Returns
    -------
    tuple of Slice
        At least one.

    Raises
    ------
    DicomDataError
        If the file is not DICOM, has no pixel data, has an absurd size, or its pixel data cannot be decoded.
    """
    return tuple(_slices(path, read_file(path)))


def _slices(path: Path, ds: Dataset) -> Iterator[Slice]:
    frames = max(1, integer(ds, "NumberOfFrames", 1))
    check_image(path, ds, frames)
    sop_instance_uid = text(ds, "SOPInstanceUID") or text(ds.file_meta, "MediaStorageSOPInstanceUID")
    if not sop_instance_uid:
        raise DicomDataError(
            f"{path.name} has no SOPInstanceUID, so nothing can refer to it.", "Export the image again."
        )
    photometric = text(ds, "PhotometricInterpretation") or "MONOCHROME2"
    samples = integer(ds, "SamplesPerPixel", 1)
    for index, pixels in enumerate(decoded_frames(path, ds, frames)):
        notes = list(_compression_notes(ds))
        if samples == 3 or photometric == "PALETTE COLOR":
            values = color_values(path, ds, pixels)
        else:
            values, value_notes = modality_values(ds, index, pixels)
            notes += value_notes
        spacing = _spacing(ds, index)
        plane = _plane(ds, index, frames, spacing)
        windows, window_notes = ((), ()) if values.ndim == 3 else _windows(ds, index)
        notes += window_notes
        if plane is None:
            notes.append("This image has no patient geometry: its place in the patient is not known.")
        if spacing.note:
            notes.append(spacing.note)
        values.flags.writeable = False
        yield Slice(
            path=path,
            study_instance_uid=text(ds, "StudyInstanceUID"),
            series_instance_uid=text(ds, "SeriesInstanceUID"),
            sop_class_uid=text(ds, "SOPClassUID") or text(ds.file_meta, "MediaStorageSOPClassUID"),
            sop_instance_uid=sop_instance_uid,
            frame_number=index + 1 if frames > 1 else None,
            instance_number=integer(ds, "InstanceNumber"),
            frame_of_reference_uid=text(ds, "FrameOfReferenceUID"),
            modality=text(ds, "Modality"),
            body_part_examined=text(ds, "BodyPartExamined"),
            study_description=text(ds, "StudyDescription"),
            values=values,
            samples_per_pixel=samples,
            photometric_interpretation=photometric,
            pixel_representation=integer(ds, "PixelRepresentation"),
            bits_stored=integer(ds, "BitsStored", integer(ds, "BitsAllocated")),
            plane=plane,
            spacing=spacing.value,
            spacing_known=spacing.known,
            windows=windows,
            unit="" if values.ndim == 3 else _unit(ds, index),
            notes=tuple(notes),
            patient_orientation=_patient_orientation(ds),
        )


def _patient_orientation(ds: Dataset) -> tuple[str, ...]:
    """Patient directions of the rows and of the columns (PS3.3 section C.7.6.1.1.1), or nothing."""
    value = value_of(ds, "PatientOrientation")
    if not isinstance(value, MultiValue):
        return ()
    directions = tuple(str(item).strip(" \0") for item in value)
    return directions if len(directions) == 2 and all(directions) else ()


def _plane(ds: Dataset, index: int, frames: int, spacing: _Spacing) -> Plane | None:
    position = functional_group(ds, index, "PlanePositionSequence")
    orientation = functional_group(ds, index, "PlaneOrientationSequence")
    # One position at the top level says nothing about the other frames of a multi-frame image.
    if not spacing.known or (position is ds and frames > 1):
        return None
    return plane_from_attributes(
        numbers(position, "ImagePositionPatient"), numbers(orientation, "ImageOrientationPatient"), spacing.value
    )


def _spacing(ds: Dataset, index: int) -> _Spacing:
    at_detector = "Distances are measured at the detector: they are not calibrated for the patient."
    candidates = (
        (functional_group(ds, index, "PixelMeasuresSequence"), "PixelSpacing", ""),
        (ds, "PixelSpacing", ""),
        (ds, "ImagerPixelSpacing", at_detector),
        (ds, "NominalScannedPixelSpacing", "Distances are measured on the scanned film or paper."),
    )
    for source, keyword, note in candidates:
        pair = _positive_pair(numbers(source, keyword))
        if pair is not None:
            return _Spacing(pair, known=True, note=note)
    ultrasound = _ultrasound_spacing(ds)
    if ultrasound is not None:
        return _Spacing(ultrasound, known=True)
    unknown = "The size of a pixel is not known: lengths and areas are in pixels."
    aspect = _positive_pair(numbers(ds, "PixelAspectRatio"))
    # PixelAspectRatio is vertical size \ horizontal size (PS3.3 section C.7.6.3.1.7).
    return _Spacing((aspect[0] / aspect[1], 1.0) if aspect else (1.0, 1.0), known=False, note=unknown)


def _ultrasound_spacing(ds: Dataset) -> tuple[float, float] | None:
    """Spacing of the 2-D regions of an ultrasound image where all agree (PS3.3 section C.8.5.5), mm."""
    centimetres, two_dimensional = 3, 1
    found = set()
    for region in items(ds, "SequenceOfUltrasoundRegions"):
        if integer(region, "RegionSpatialFormat") != two_dimensional:
            continue
        units = {integer(region, "PhysicalUnitsXDirection"), integer(region, "PhysicalUnitsYDirection")}
        deltas = (*numbers(region, "PhysicalDeltaY")[:1], *numbers(region, "PhysicalDeltaX")[:1])
        pair = _positive_pair(tuple(abs(delta) * 10 for delta in deltas))
        if units != {centimetres} or pair is None:
            return None
        found.add(pair)
    return found.pop() if len(found) == 1 else None


def _positive_pair(values: tuple[float, ...]) -> tuple[float, float] | None:
    return (values[0], values[1]) if len(values) >= 2 and min(values[:2]) > 0 else None


def _windows(ds: Dataset, index: int) -> tuple[tuple[Window, ...], tuple[str, ...]]:
    source = functional_group(ds, index, "FrameVOILUTSequence")
    name = text(source, "VOILUTFunction").upper()
    function = VoiLutFunction(name) if name in VoiLutFunction.__members__ else VoiLutFunction.LINEAR
    windows = []
    for center, width in zip(numbers(source, "WindowCenter"), numbers(source, "WindowWidth"), strict=False):
        if function is VoiLutFunction.LINEAR and 0 < width < 1:
            # Not allowed for LINEAR (PS3.3 section C.11.2.1.2.1) yet in use for values below 1.
            windows.append(Window(center, width, VoiLutFunction.LINEAR_EXACT))
        elif width > 0:
            windows.append(Window(center, width, function))
    if windows:
        return tuple(windows), ()
    lut = first_item(ds, "VOILUTSequence")
    descriptor = numbers(lut, "LUTDescriptor") if lut is not None else ()
    if len(descriptor) == 3:
        # 0 entries stand for 65536 (PS3.3 section C.11.2.1.1).
        entries, first = descriptor[0] or 65536, descriptor[1]
        window = Window(first + (entries - 1) / 2, entries, VoiLutFunction.LINEAR_EXACT)
        return (window,), ("The image brings a VOI lookup table; it is shown with a window over the table's range.",)
    return (), ()


def _unit(ds: Dataset, index: int) -> str:
    modality = text(ds, "Modality")
    rescale_type = text(functional_group(ds, index, "PixelValueTransformationSequence"), "RescaleType")
    if rescale_type == "US":  # unspecified (PS3.3 section C.11.1.1.2)
        rescale_type = ""
    if modality == "CT":
        return rescale_type or "HU"
    if modality == "PT":
        return rescale_type or text(ds, "Units")
    return rescale_type


def _compression_notes(ds: Dataset) -> Iterator[str]:
    if text(ds, "LossyImageCompression") == "01":
        ratios = numbers(ds, "LossyImageCompressionRatio")
        ratio = f" ({' and '.join(f'{value:g}' for value in ratios)} to 1)" if ratios else ""
        yield f"This image was compressed with loss{ratio}."
