"""RT Structure Set -> ROIs and measurements on the images of a series: ours and those of other vendors."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pydicom.dataset import Dataset
from pydicom.uid import RTStructureSetStorage

from iodeep_viewer.core.image_series import ImageSeries
from iodeep_viewer.core.measurements import Measurement
from iodeep_viewer.core.regions import Contour, Roi, RoiOrigin, RoiState
from iodeep_viewer.core.structure_set import Approval, ApprovalStatus, StructureSet
from iodeep_viewer.errors import StructureSetError
from iodeep_viewer.objects.header import integer, items, numbers, read_file, text
from iodeep_viewer.objects.rt_structure_set.derivation import read_algorithm
from iodeep_viewer.objects.rt_structure_set.measurement_roi import measurement_kind
from iodeep_viewer.objects.rt_structure_set.placement import Placement
from iodeep_viewer.objects.rt_structure_set.proposed_contours import read_proposal

_STATE_OF_STATUS = {
    ApprovalStatus.APPROVED: RoiState.VALIDATED,
    ApprovalStatus.UNAPPROVED: RoiState.PROPOSED,
    ApprovalStatus.REJECTED: RoiState.REJECTED,
}


def read_structure_set(source: Dataset | Path, series: ImageSeries) -> StructureSet:
    """Read a structure set and place its contours on the images of a series.

    A contour goes to the image that it refers to when it lies in that image's plane, else to the nearest image
    whose plane it lies in, to 0.5 mm. What cannot be placed is counted in the notes.

    Parameters
    ----------
    source
        The object, or its file.
    series
        The images, complete.

    Returns
    -------
    StructureSet
        Regions and measurements that lie on the images.

    Raises
    ------
    DicomDataError
        If the file cannot be read.
    StructureSetError
        If it is no structure set, or all of it is in another frame of reference than the images.
    """
    ds = read_file(source) if isinstance(source, Path) else source
    if text(ds, "SOPClassUID") != RTStructureSetStorage:
        raise StructureSetError("The object is not an RT Structure Set.", "Choose an RT Structure Set.")
    placement = Placement(series)
    uid = text(ds, "SOPInstanceUID")
    approval = _approval(ds)
    contour_items = {integer(item, "ReferencedROINumber"): item for item in items(ds, "ROIContourSequence")}
    observations = {integer(item, "ReferencedROINumber"): item for item in items(ds, "RTROIObservationsSequence")}
    roi_items = items(ds, "StructureSetROISequence")
    rois = []
    measurements: list[Measurement] = []
    for roi_item in roi_items:
        number = integer(roi_item, "ROINumber")
        contour_item = contour_items.get(number, Dataset())
        frame_uid, kind = text(roi_item, "ReferencedFrameOfReferenceUID"), measurement_kind(roi_item)
        if kind is not None:
            observation = observations.get(number, Dataset())
            measurements += placement.measurements(frame_uid, contour_item, f"{uid}.{number}", kind, observation)
            continue
        contours = placement.contours(frame_uid, contour_item)
        if contours:
            roi = _roi(f"{uid}.{number}", roi_item, contour_item, contours, _STATE_OF_STATUS[approval.status])
            if roi.origin is RoiOrigin.SEMIAUTOMATIC:
                # With a count of its own: what cannot be shown of a proposal is no loss to the region.
                roi = replace(roi, proposed=Placement(series).contours(frame_uid, read_proposal(roi_item)))
            rois.append(roi)
    if placement.other_frame and placement.other_frame == len(roi_items):
        raise StructureSetError(
            "The structure set is in another frame of reference than these images, so it is not drawn.",
            "Open the series that it was made on.",
        )
    return StructureSet(
        sop_instance_uid=uid,
        label=text(ds, "StructureSetName") or text(ds, "StructureSetLabel"),
        description=text(ds, "StructureSetDescription"),
        date=text(ds, "StructureSetDate"),
        time=text(ds, "StructureSetTime"),
        approval=approval,
        rois=tuple(rois),
        notes=placement.notes(),
        measurements=tuple(measurements),
        predecessors=read_predecessors(ds),
    )


def read_predecessors(ds: Dataset) -> frozenset[str]:
    """Return the SOPInstanceUIDs of the structure sets that one revises (PS3.3 section C.8.8.5).

    Parameters
    ----------
    ds
        An RT Structure Set.

    Returns
    -------
    frozenset[str]
        Empty for a first version.
    """
    return frozenset(text(item, "ReferencedSOPInstanceUID") for item in items(ds, "PredecessorStructureSetSequence"))


def _approval(ds: Dataset) -> Approval:
    status = text(ds, "ApprovalStatus")
    return Approval(
        ApprovalStatus(status) if status in ApprovalStatus.__members__ else ApprovalStatus.UNAPPROVED,
        text(ds, "ReviewDate"),
        text(ds, "ReviewTime"),
        text(ds, "ReviewerName"),
    )


def _roi(roi_id: str, roi_item: Dataset, contour_item: Dataset, contours: tuple[Contour, ...], state: RoiState) -> Roi:
    algorithm = text(roi_item, "ROIGenerationAlgorithm")
    network, probability = read_algorithm(roi_item)
    color = tuple(int(level) for level in numbers(contour_item, "ROIDisplayColor"))
    return Roi(
        roi_id=roi_id,
        label=text(roi_item, "ROIName") or f"ROI {integer(roi_item, 'ROINumber')}",
        contours=contours,
        state=state,
        origin=RoiOrigin(algorithm) if algorithm in RoiOrigin.__members__ else RoiOrigin.MANUAL,
        probability=probability,
        network=network,
        color=(color[0], color[1], color[2]) if len(color) == 3 and all(0 <= level <= 255 for level in color) else None,
    )
