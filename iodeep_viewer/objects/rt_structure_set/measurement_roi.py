"""Measurements <-> ROIs of an RT Structure Set that are no regions.

Lines are OPEN_PLANAR contours, shapes CLOSED_PLANAR ones (PS3.3 section C.8.8.6). ROIGenerationDescription marks them
as measurements of a kind, RTROIIdentificationCodeSequence says which quantity, ROIObservationDescription its value,
or the text of an arrow, which is no quantity.
RTROIInterpretedType stays empty: none of its terms (PS3.3 section C.8.8.8.1) means a measurement.
"""

from __future__ import annotations

import numpy as np
from pydicom.dataset import Dataset
from pydicom.valuerep import format_number_as_ds

from iodeep_viewer.core.geometry import Points
from iodeep_viewer.core.image_series import Slice
from iodeep_viewer.core.measurement_text import pixel_value_text, value_text
from iodeep_viewer.core.measurements import Measurement, MeasurementKind, measurement_statistics
from iodeep_viewer.core.regions import RoiOrigin
from iodeep_viewer.core.structure_set import Approval
from iodeep_viewer.objects.common import code_item, fitted
from iodeep_viewer.objects.frame_of_reference import contour_frame
from iodeep_viewer.objects.header import text

_MARK = "Measurement "
_COLOR = (255, 214, 10)
_ELLIPSE_POINTS = 120
"""Divisible by 4: the ends of both axes are among the points. The polygon has 99.95 % of the area."""
_MOST_OF_ST = 1024
_QUANTITIES = {
    MeasurementKind.LENGTH: ("410668003", "Length"),
    MeasurementKind.ANGLE: ("1483009", "Angle"),
    MeasurementKind.RECTANGLE: ("42798000", "Area"),
    MeasurementKind.ELLIPSE: ("42798000", "Area"),
}
"""SNOMED CT codes of the measured quantities."""


def structure_set_roi_item(number: int, measurement: Measurement, image: Slice) -> Dataset:
    """Item of StructureSetROISequence.

    Parameters
    ----------
    number
        ROINumber.
    measurement
        On `image`.
    image
        The slice.

    Returns
    -------
    Dataset
        The item.
    """
    item = Dataset()
    item.ROINumber = number
    item.ReferencedFrameOfReferenceUID = contour_frame(image).uid
    item.ROIName = fitted(f"{measurement.kind.value.capitalize()} {value_text(measurement, image)}", 64)
    item.ROIGenerationAlgorithm = RoiOrigin.MANUAL.value
    item.ROIGenerationDescription = _MARK + measurement.kind.value
    return item


def roi_contour_item(number: int, measurement: Measurement, image: Slice, image_reference: Dataset) -> Dataset:
    """Item of ROIContourSequence; `image_reference` is the item of its ContourImageSequence.

    Parameters
    ----------
    number
        ROINumber.
    measurement
        On `image`.
    image
        The slice.
    image_reference
        Item of ContourImageSequence.

    Returns
    -------
    Dataset
        The item.
    """
    points = contour_frame(image).plane.to_patient(_outline(measurement))
    contour = Dataset()
    contour.ContourImageSequence = [image_reference]
    contour.ContourGeometricType = "CLOSED_PLANAR" if measurement.kind.is_closed else "OPEN_PLANAR"
    contour.NumberOfContourPoints = len(points)
    contour.ContourNumber = 1
    contour.ContourData = [format_number_as_ds(coordinate) for coordinate in points.ravel().tolist()]
    item = Dataset()
    item.ReferencedROINumber = number
    item.ROIDisplayColor = list(_COLOR)
    item.ContourSequence = [contour]
    return item


def observation_item(number: int, measurement: Measurement, image: Slice, approval: Approval) -> Dataset:
    """Item of RTROIObservationsSequence.

    Parameters
    ----------
    number
        ROINumber.
    measurement
        On `image`.
    image
        The slice.
    approval
        With the name of the reviewer.

    Returns
    -------
    Dataset
        The item.
    """
    item = Dataset()
    item.ObservationNumber = number
    item.ReferencedROINumber = number
    item.ROIObservationLabel = measurement.kind.value.capitalize()
    item.ROIObservationDescription = _description(measurement, image)
    if measurement.kind in _QUANTITIES:
        code, meaning = _QUANTITIES[measurement.kind]
        item.RTROIIdentificationCodeSequence = [code_item(code, "SCT", meaning)]
    item.RTROIInterpretedType = ""
    item.ROIInterpreter = fitted(approval.reviewer_name, 64)
    return item


def measurement_kind(roi_item: Dataset) -> MeasurementKind | None:
    """Kind of measurement that an item of StructureSetROISequence stands for; None for a region.

    Parameters
    ----------
    roi_item
        Item of StructureSetROISequence.

    Returns
    -------
    MeasurementKind or None
        As it was marked when it was written.
    """
    name = text(roi_item, "ROIGenerationDescription").removeprefix(_MARK)
    is_marked = text(roi_item, "ROIGenerationDescription").startswith(_MARK)
    return MeasurementKind(name) if is_marked and name in MeasurementKind.__members__ else None


def read_measurement(
    measurement_id: str, kind: MeasurementKind, image: Slice, points: Points, observation: Dataset
) -> Measurement | None:
    """Return the measurement of a contour, or None where its points do not make one of this kind.

    Parameters
    ----------
    measurement_id
        For the measurement.
    kind
        As :func:`measurement_kind` gives it.
    image
        The slice.
    points
        Shape (n, 2), (column, row) on `image`.
    observation
        Item of RTROIObservationsSequence, which says the text; an empty one where there is none.

    Returns
    -------
    Measurement or None
        The measurement.
    """
    if kind.is_closed:
        points = np.array([points.min(axis=0), points.max(axis=0)])
    if points.shape != (kind.point_count, 2):
        return None
    written = text(observation, "ROIObservationDescription") if kind.has_text else ""
    return Measurement(measurement_id, kind, image.sop_instance_uid, image.frame_number, points, written)


def _outline(measurement: Measurement) -> Points:
    """Points of the line or polygon, shape (n, 2), in pixels."""
    if not measurement.kind.is_closed:
        return measurement.points
    (left, top), (right, bottom) = measurement.points.min(axis=0), measurement.points.max(axis=0)
    if measurement.kind is MeasurementKind.RECTANGLE:
        return np.array([[left, top], [right, top], [right, bottom], [left, bottom]])
    turn = np.arange(_ELLIPSE_POINTS) * (2 * np.pi / _ELLIPSE_POINTS)
    center, half = np.array([left + right, top + bottom]) / 2, np.array([right - left, bottom - top]) / 2
    return np.asarray(center + half * np.column_stack([np.cos(turn), np.sin(turn)]), dtype=np.float64)


def _description(measurement: Measurement, image: Slice) -> str:
    if measurement.kind.has_text:
        return measurement.text[:_MOST_OF_ST]
    parts = [f"{_QUANTITIES[measurement.kind][1]} {value_text(measurement, image)}"]
    statistics = measurement_statistics(measurement, image)
    if statistics is not None:
        names = ("mean", "standard deviation", "minimum", "maximum")
        values = (statistics.mean, statistics.sd, statistics.minimum, statistics.maximum)
        parts += [f"{name} {pixel_value_text(value, image.unit)}" for name, value in zip(names, values, strict=True)]
        parts.append(f"{statistics.count} pixels")
    if not image.spacing_known and measurement.kind is not MeasurementKind.ANGLE:
        parts.append("the size of a pixel is not known")
    return ", ".join(parts)
