"""Put the contours of a structure set on the images of a series."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np
from pydicom.dataset import Dataset

from iodeep_viewer.core.geometry import Points
from iodeep_viewer.core.image_key import ImageKey
from iodeep_viewer.core.image_series import ImageSeries, Slice
from iodeep_viewer.core.measurements import Measurement, MeasurementKind
from iodeep_viewer.core.polygons import exclusive, to_shape
from iodeep_viewer.core.regions import Contour
from iodeep_viewer.objects.frame_of_reference import ContourFrame, contour_frame
from iodeep_viewer.objects.header import items, numbers, text
from iodeep_viewer.objects.rt_structure_set.measurement_roi import read_measurement

_PLANE_TOLERANCE = 0.5
"""Largest distance of a contour's points from the plane of its image, mm."""
_Reference = tuple[str, tuple[float, ...]]  # SOPInstanceUID and frame numbers of an image that a contour names
_CLOSED = ("CLOSED_PLANAR", "CLOSEDPLANAR_XOR")


class _Planes:
    """Finds the image in whose plane a contour lies.

    Parameters
    ----------
    images
        Slices with their frames.
    """

    def __init__(self, images: list[tuple[Slice, ContourFrame]]) -> None:
        self._images = images
        self._normals = np.array([frame.plane.normal for _, frame in images])
        self._offsets = np.array([frame.plane.offset for _, frame in images])

    def image_of(self, points: Points, references: list[_Reference]) -> tuple[Slice, ContourFrame] | None:
        """Return the image that a contour lies on.

        Parameters
        ----------
        points
            Shape (n, 3), LPS mm.
        references
            SOPInstanceUIDs and frame numbers that the contour names.

        Returns
        -------
        tuple of Slice and ContourFrame, or None
            The image that is named if the contour lies in its plane, else the nearest within the tolerance; None
            without any.
        """
        distances = np.abs(points @ self._normals.T - self._offsets).max(axis=0)
        # Frames of a clip and time series share a plane, so the image that is named comes before the nearest.
        within = [
            (not self._is_named(index, references), float(distances[index]), index)
            for index in np.flatnonzero(distances <= _PLANE_TOLERANCE).tolist()
        ]
        return self._images[min(within)[2]] if within else None

    def _is_named(self, index: int, references: list[_Reference]) -> bool:
        image = self._images[index][0]
        return any(
            uid == image.sop_instance_uid and (not frames or image.frame_number in frames) for uid, frames in references
        )


@dataclass(slots=True)
class Placement:
    """Puts contours on images, and counts what cannot be put anywhere."""

    series: ImageSeries
    frames: list[tuple[Slice, ContourFrame]] = field(init=False)
    other_frame: int = 0
    empty: int = 0
    off_plane: int = 0
    damaged: int = 0
    skipped_types: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.frames = [(image, contour_frame(image)) for image in self.series.slices]

    def contours(self, frame_of_reference_uid: str, contour_item: Dataset) -> tuple[Contour, ...]:
        """Return the contours of one region that lie on images of the series.

        Those of the kind CLOSEDPLANAR_XOR take areas out of each other (PS3.3 section C.8.8.6.3): they become keyholes.

        Parameters
        ----------
        frame_of_reference_uid
            Of the region.
        contour_item
            Item of ROIContourSequence.

        Returns
        -------
        tuple of Contour
            Points in pixels; empty where none lies on an image.
        """
        outlines: dict[ImageKey, list[Points]] = {}
        for image, points in self._placed(frame_of_reference_uid, contour_item, self._closed_points):
            if to_shape(points).area > 0:
                outlines.setdefault(image.key, []).append(points)
            else:
                self.damaged += 1
        kinds = {text(item, "ContourGeometricType") for item in items(contour_item, "ContourSequence")}
        together = exclusive if "CLOSEDPLANAR_XOR" in kinds else tuple
        return tuple(Contour(*image, points) for image, outline in outlines.items() for points in together(outline))

    def measurements(
        self,
        frame_of_reference_uid: str,
        contour_item: Dataset,
        measurement_id: str,
        kind: MeasurementKind,
        observation: Dataset,
    ) -> Iterator[Measurement]:
        """Yield the measurement of one item, if it lies on an image of the series.

        Parameters
        ----------
        frame_of_reference_uid
            Of the measurement.
        contour_item
            Item of ROIContourSequence.
        measurement_id
            Identity that it gets.
        kind
            Length, angle, point or another one.
        observation
            Item of RTROIObservationsSequence; holds the values.

        Yields
        ------
        Measurement
            Points in pixels.
        """
        for image, points in self._placed(frame_of_reference_uid, contour_item, self._measured_points):
            measurement = read_measurement(measurement_id, kind, image, points, observation)
            if measurement is None:
                self.damaged += 1
            else:
                yield measurement

    def _placed(
        self, frame_of_reference_uid: str, contour_item: Dataset, points_of: Callable[[Dataset], Points | None]
    ) -> Iterator[tuple[Slice, Points]]:
        """Images and points, shape (n, 2) in pixels, of the contours of one ROI."""
        contour_items = items(contour_item, "ContourSequence")
        images = [pair for pair in self.frames if pair[1].uid == frame_of_reference_uid]
        if not images:
            images = self._without_frame_of_reference(frame_of_reference_uid, contour_items)
        if not images:
            self.other_frame += 1
            return
        if not contour_items:
            self.empty += 1
        planes = _Planes(images)
        for item in contour_items:
            points = points_of(item)
            if points is None:
                continue
            found = planes.image_of(points, _references(item))
            if found is None:
                self.off_plane += 1
            else:
                image, frame = found
                yield image, frame.plane.to_pixel(points)

    def _without_frame_of_reference(
        self, uid: str, contour_items: tuple[Dataset, ...]
    ) -> list[tuple[Slice, ContourFrame]]:
        """Images with geometry where one side has no frame of reference, and a contour names one of the images."""
        images = [
            pair for pair in self.frames if pair[0].plane is not None and not (uid and pair[0].frame_of_reference_uid)
        ]
        known = {image.sop_instance_uid for image, _ in images}
        named = {reference for item in contour_items for reference, _ in _references(item)}
        return images if known & named else []

    def _closed_points(self, item: Dataset) -> Points | None:
        """Points of a closed contour, shape (n, 3) in mm; what is none is counted."""
        kind = text(item, "ContourGeometricType") or "CLOSED_PLANAR"
        if kind not in _CLOSED:
            self.skipped_types[kind] += 1
            return None
        points = _points(item)
        # Some software repeats the first point at the end, against PS3.3 section C.8.8.6.
        while points is not None and len(points) > 3 and np.allclose(points[0], points[-1], rtol=0, atol=1e-6):
            points = points[:-1]
        if points is None or len(points) < 3:
            self.damaged += 1
            return None
        return points

    def _measured_points(self, item: Dataset) -> Points | None:
        """Points of a measurement, shape (n, 3) in mm; damaged ones are counted."""
        points = _points(item)
        self.damaged += points is None
        return points

    def notes(self) -> tuple[str, ...]:
        """Return a sentence for each kind of contour that is not shown.

        Returns
        -------
        tuple of str
            Empty if nothing is left out.
        """
        notes = []
        if self.other_frame:
            notes.append(f"{self.other_frame} region(s) in another frame of reference are not shown.")
        if self.off_plane:
            notes.append(f"{self.off_plane} contour(s) lie on none of the loaded images and are not shown.")
        if self.empty:
            notes.append(f"{self.empty} region(s) have no contours.")
        if self.damaged:
            notes.append(f"{self.damaged} contour(s) are damaged and not shown.")
        for kind, count in sorted(self.skipped_types.items()):
            notes.append(f"{count} contour(s) of the kind {kind} are not shown: only closed contours are.")
        return tuple(notes)


def _references(item: Dataset) -> list[_Reference]:
    return [
        (text(reference, "ReferencedSOPInstanceUID"), numbers(reference, "ReferencedFrameNumber"))
        for reference in items(item, "ContourImageSequence")
    ]


def _points(item: Dataset) -> Points | None:
    data = numbers(item, "ContourData")
    return np.array(data, dtype=np.float64).reshape(-1, 3) if data and len(data) % 3 == 0 else None
