"""ROIs, measurements and their approval -> RT Structure Set.

Contours are the polylines that the physician decided on, in patient millimetres; no mask in between. Holes are
keyhole polygons (PS3.3 section C.8.8.6.3), stored as they are. The transfer syntax is Implicit VR Little Endian
because its lengths hold contours of any size: in Explicit VR a ContourData ends at 64 KiB.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

import numpy as np
from pydicom.dataset import Dataset
from pydicom.uid import UID, ImplicitVRLittleEndian, RTStructureSetStorage, generate_uid
from pydicom.valuerep import format_number_as_ds

from iodeep_viewer.core.image_key import ImageKey
from iodeep_viewer.core.image_series import ImageSeries, Slice
from iodeep_viewer.core.measurements import Measurement
from iodeep_viewer.core.regions import Contour, Roi, RoiState
from iodeep_viewer.core.structure_set import Approval, ApprovalStatus
from iodeep_viewer.errors import StructureSetError
from iodeep_viewer.objects.common import date_and_time, fitted, new_dataset
from iodeep_viewer.objects.frame_of_reference import ContourFrame, contour_frame
from iodeep_viewer.objects.header import read_header
from iodeep_viewer.objects.rt_structure_set import measurement_roi
from iodeep_viewer.objects.rt_structure_set.derivation import algorithm_item, contributing_equipment_item
from iodeep_viewer.objects.rt_structure_set.proposed_contours import add_proposal, description
from iodeep_viewer.objects.source_attributes import copy_character_set, copy_patient_and_study

_SERIES_NUMBER = 900
_STATE_OF_STATUS = {ApprovalStatus.APPROVED: RoiState.VALIDATED, ApprovalStatus.REJECTED: RoiState.REJECTED}
# The retired class that RT objects go on using for the referenced study (PS3.3 section C.8.8.5.4).
_DETACHED_STUDY_MANAGEMENT = UID("1.2.840.10008.3.1.2.3.1")
_DEFAULT_COLORS = {RoiState.VALIDATED: (0, 255, 0), RoiState.REJECTED: (128, 128, 128)}

_Placed = tuple[Contour, Slice, ContourFrame]


def write_structure_set(
    rois: Sequence[Roi],
    series: ImageSeries,
    *,
    approval: Approval,
    label: str,
    software_version: str,
    measurements: Sequence[Measurement] = (),
    predecessor: str | None = None,
) -> Dataset:
    """Make an RT Structure Set of decided ROIs, all in the state that the approval states, and of measurements.

    Parameters
    ----------
    rois
        All validated for APPROVED, all rejected for REJECTED.
    series
        The images that the contours lie on; patient and study are those of the first one's file.
    approval
        State, date, time and reviewer.
    label
        StructureSetName; its first 16 characters are StructureSetLabel.
    software_version
        Version of this program, for the record.
    measurements
        They follow the regions, as ROIs that are marked
        (:mod:`~iodeep_viewer.objects.rt_structure_set.measurement_roi`).
    predecessor
        SOPInstanceUID of the structure set that this one revises.

    Returns
    -------
    Dataset
        Implicit VR Little Endian.

    Raises
    ------
    StructureSetError
        If there is nothing to store, an ROI is undecided or decided otherwise, a contour or measurement is on
        none of the images, or the reviewer is missing.
    DicomDataError
        If the header of the images cannot be read.
    """
    _check(rois, measurements, approval)
    by_key = {item.key: item for item in series.slices}
    parts = [part for roi in rois for part in _by_frame_of_reference(roi, by_key)]
    measured = [(item, _image_of(item, by_key)) for item in measurements]
    used = [image for _, placed in parts for _, image, _ in placed] + [image for _, image in measured]
    frames = {frame.uid: frame for frame in map(contour_frame, used)}
    now = datetime.now().astimezone()
    ds = new_dataset(RTStructureSetStorage, generate_uid(prefix=None), ImplicitVRLittleEndian, now)
    source = read_header(series.slices[0].path)
    copy_patient_and_study(source, ds)
    _set_series(ds, now, software_version)
    # The module has room for one frame of reference; each ROI names its own (PS3.3 section C.8.8.5.1).
    ds.FrameOfReferenceUID = next(iter(frames))
    ds.PositionReferenceIndicator = ""
    _set_structure_set(ds, label, now, frames.values(), predecessor)
    keys = {image.key for image in used}
    ds.ReferencedFrameOfReferenceSequence = [_referenced_frame(uid, series, keys) for uid in frames]
    numbered = list(enumerate(parts, start=1))
    ds.StructureSetROISequence = [
        _structure_set_roi(number, roi, placed, by_key, software_version) for number, (roi, placed) in numbered
    ]
    ds.ROIContourSequence = [_roi_contour(number, roi, placed) for number, (roi, placed) in numbered]
    ds.RTROIObservationsSequence = [_observation(number, roi, approval) for number, (roi, _) in numbered]
    for number, (measurement, image) in enumerate(measured, start=len(parts) + 1):
        ds.StructureSetROISequence.append(measurement_roi.structure_set_roi_item(number, measurement, image))
        ds.ROIContourSequence.append(measurement_roi.roi_contour_item(number, measurement, image, _reference_to(image)))
        ds.RTROIObservationsSequence.append(measurement_roi.observation_item(number, measurement, image, approval))
    ds.ApprovalStatus = approval.status.value
    ds.ReviewDate, ds.ReviewTime = approval.review_date, approval.review_time
    ds.ReviewerName = fitted(approval.reviewer_name, 64)
    networks = dict.fromkeys(roi.network for roi in rois if roi.network is not None)
    if networks:
        ds.ContributingEquipmentSequence = [
            contributing_equipment_item(network, software_version, now) for network in networks
        ]
    copy_character_set(source, ds)
    return ds


def _check(rois: Sequence[Roi], measurements: Sequence[Measurement], approval: Approval) -> None:
    if not (rois or measurements):
        raise StructureSetError("There is no region to store, no measurement.", "Validate at least one region first.")
    undecided = [roi.label for roi in rois if roi.state is RoiState.PROPOSED]
    if undecided:
        raise StructureSetError(
            f"{len(undecided)} of the regions are not decided yet ({', '.join(undecided[:3])}).",
            "Validate or reject them first.",
        )
    expected = _STATE_OF_STATUS.get(approval.status)
    if expected is None:
        raise StructureSetError("A structure set is stored only after review.", "Approve or reject the regions first.")
    if any(roi.state is not expected for roi in rois):
        raise StructureSetError(
            f"An {approval.status.value} structure set holds {expected.value.lower()} regions only.",
            "Store validated and rejected regions as two structure sets.",
        )
    if not (fitted(approval.reviewer_name, 64) and approval.review_date and approval.review_time):
        raise StructureSetError("The reviewer's name, date or time is missing.", "Enter the reviewer's name.")


def _by_frame_of_reference(roi: Roi, by_key: dict[ImageKey, Slice]) -> list[tuple[Roi, tuple[_Placed, ...]]]:
    """Split a region where its images have different frames of reference: a stored ROI has exactly one."""
    placed: dict[str, list[_Placed]] = {}
    for contour in roi.contours:
        image = by_key.get(contour.image)
        if image is None:
            raise StructureSetError(
                f"The region {roi.label} lies on an image that is not in this series.",
                "Open the series that it was drawn on and store it from there.",
            )
        if not np.isfinite(contour.points).all():
            raise StructureSetError(f"The region {roi.label} has a point that is no number.", "Draw it again.")
        frame = contour_frame(image)
        placed.setdefault(frame.uid, []).append((contour, image, frame))
    if not placed:
        raise StructureSetError(f"The region {roi.label} has no contour.", "Draw it again or remove it.")
    return [(roi, tuple(items)) for items in placed.values()]


def _image_of(measurement: Measurement, by_key: dict[ImageKey, Slice]) -> Slice:
    image = by_key.get(measurement.image)
    if image is None:
        raise StructureSetError(
            "A measurement lies on an image that is not in this series.",
            "Open the series that it was made on and store it from there.",
        )
    if not np.isfinite(measurement.points).all():
        raise StructureSetError("A measurement has a point that is no number.", "Remove it and measure again.")
    return image


def _set_series(ds: Dataset, now: datetime, software_version: str) -> None:
    ds.Modality = "RTSTRUCT"
    ds.SeriesInstanceUID = generate_uid(prefix=None)
    ds.SeriesNumber = _SERIES_NUMBER
    ds.SeriesDate, ds.SeriesTime = date_and_time(now)
    ds.SeriesDescription = "IODeep regions of interest"
    ds.OperatorsName = ""
    ds.SoftwareVersions = fitted(software_version, 64)


def _set_structure_set(
    ds: Dataset, label: str, now: datetime, frames: Iterable[ContourFrame], predecessor: str | None
) -> None:
    name = fitted(label, 64) or "ROI"
    ds.StructureSetLabel = fitted(name, 16)
    ds.StructureSetName = name
    description = "Regions of interest reviewed in IODeep Viewer."
    if any(frame.image_relative for frame in frames):
        description += (
            " Images without patient geometry: their contours are in millimetres relative to the image"
            " (x along the row, y along the column, from the centre of the first pixel; pixels where the spacing is"
            " not known), in a frame of reference generated for the image."
        )
    ds.StructureSetDescription = description
    ds.InstanceNumber = 1
    ds.StructureSetDate, ds.StructureSetTime = date_and_time(now)
    if predecessor is not None:
        item = Dataset()
        item.ReferencedSOPClassUID = RTStructureSetStorage
        item.ReferencedSOPInstanceUID = predecessor
        ds.PredecessorStructureSetSequence = [item]


def _referenced_frame(uid: str, series: ImageSeries, used: set[ImageKey]) -> Dataset:
    """Item of ReferencedFrameOfReferenceSequence: the images of the series, the frames that have contours."""
    frame_numbers: dict[str, list[int]] = {}
    classes: dict[str, str] = {}
    for image in series.slices:
        in_frame = contour_frame(image).uid == uid
        if in_frame and (image.frame_number is None or image.key in used):
            classes[image.sop_instance_uid] = image.sop_class_uid
            numbers = frame_numbers.setdefault(image.sop_instance_uid, [])
            if image.frame_number is not None:
                numbers.append(image.frame_number)
    study = Dataset()
    study.ReferencedSOPClassUID = _DETACHED_STUDY_MANAGEMENT
    study.ReferencedSOPInstanceUID = series.slices[0].study_instance_uid
    referenced_series = Dataset()
    referenced_series.SeriesInstanceUID = series.series_instance_uid
    referenced_series.ContourImageSequence = [
        _image_reference(classes[sop_instance_uid], sop_instance_uid, sorted(numbers))
        for sop_instance_uid, numbers in frame_numbers.items()
    ]
    study.RTReferencedSeriesSequence = [referenced_series]
    item = Dataset()
    item.FrameOfReferenceUID = uid
    item.RTReferencedStudySequence = [study]
    return item


def _image_reference(sop_class_uid: str, sop_instance_uid: str, frame_numbers: list[int]) -> Dataset:
    item = Dataset()
    item.ReferencedSOPClassUID = sop_class_uid
    item.ReferencedSOPInstanceUID = sop_instance_uid
    if frame_numbers:
        item.ReferencedFrameNumber = frame_numbers
    return item


def _reference_to(image: Slice) -> Dataset:
    frame_numbers = [] if image.frame_number is None else [image.frame_number]
    return _image_reference(image.sop_class_uid, image.sop_instance_uid, frame_numbers)


def _structure_set_roi(
    number: int, roi: Roi, placed: tuple[_Placed, ...], by_key: dict[ImageKey, Slice], software_version: str
) -> Dataset:
    frame_uid = placed[0][2].uid
    item = Dataset()
    item.ROINumber = number
    item.ReferencedFrameOfReferenceUID = frame_uid
    item.ROIName = fitted(roi.label, 64)
    item.ROIGenerationAlgorithm = roi.origin.value
    if roi.network is not None:
        item.ROIGenerationDescription = description(roi)
        item.ROIDerivationAlgorithmIdentificationSequence = [algorithm_item(roi, roi.network, software_version)]
    images = [(contour, by_key[contour.image]) for contour in roi.proposed if contour.image in by_key]
    proposed = [(contour, image, contour_frame(image)) for contour, image in images]
    here = [part for part in proposed if part[2].uid == frame_uid]
    if here:
        add_proposal(item, [_contour(contour_number, *part) for contour_number, part in enumerate(here, start=1)])
    return item


def _roi_contour(number: int, roi: Roi, placed: tuple[_Placed, ...]) -> Dataset:
    item = Dataset()
    item.ReferencedROINumber = number
    item.ROIDisplayColor = list(roi.color or _DEFAULT_COLORS[roi.state])
    item.ContourSequence = [
        _contour(contour_number, contour, image, frame)
        for contour_number, (contour, image, frame) in enumerate(placed, start=1)
    ]
    return item


def _contour(number: int, contour: Contour, image: Slice, frame: ContourFrame) -> Dataset:
    item = Dataset()
    item.ContourImageSequence = [_reference_to(image)]
    item.ContourGeometricType = "CLOSED_PLANAR"
    item.NumberOfContourPoints = len(contour.points)
    item.ContourNumber = number
    coordinates = frame.plane.to_patient(contour.points).ravel().tolist()
    item.ContourData = [format_number_as_ds(coordinate) for coordinate in coordinates]
    return item


def _observation(number: int, roi: Roi, approval: Approval) -> Dataset:
    item = Dataset()
    item.ObservationNumber = number
    item.ReferencedROINumber = number
    item.ROIObservationLabel = fitted(roi.label, 16)
    item.RTROIInterpretedType = ""  # a radiotherapy role (GTV, ORGAN ...) that a label alone does not give
    item.ROIInterpreter = fitted(approval.reviewer_name, 64)
    return item
