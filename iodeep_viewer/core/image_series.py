"""The slices of a series in the order in which they are read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from iodeep_viewer.core.display import Window, apply_window, auto_window
from iodeep_viewer.core.geometry import Plane
from iodeep_viewer.core.image_key import ImageKey
from iodeep_viewer.core.regions import Roi

_PARALLEL_TOLERANCE = 1e-3
_EQUAL_GAP_TOLERANCE = 0.05


@dataclass(frozen=True, eq=False)
class Slice:
    """One image of a series: an instance, or one frame of it.

    Attributes
    ----------
    path
        The file that it was read from; header attributes that are not here are read from there.
    frame_number
        1-based; None for a single-frame image.
    values
        Read-only. Shape (rows, columns) in modality units (int16 or float32), or (rows, columns, 3) RGB uint8.
    samples_per_pixel, photometric_interpretation, pixel_representation, bits_stored
        As the object states them, before any conversion.
    plane
        Patient geometry; None where the image has none.
    spacing
        (row, column) spacing in mm; where the object does not say, ``spacing_known`` is False and this is the shape of
        a pixel: (its height for a width of 1, 1).
    windows
        VOI windows of the object, first is the default.
    unit
        Unit of ``values`` for the screen, e.g. ``HU``; empty where unknown.
    notes
        Sentences about this image that the user has to see.
    patient_orientation
        PatientOrientation (0020,0020): patient directions of the rows and of the columns, e.g. ``("L", "F")``;
        empty where the object does not state both.
    """

    path: Path
    study_instance_uid: str
    series_instance_uid: str
    sop_class_uid: str
    sop_instance_uid: str
    frame_number: int | None
    instance_number: int
    frame_of_reference_uid: str
    modality: str
    body_part_examined: str
    study_description: str
    values: NDArray[np.generic]
    samples_per_pixel: int
    photometric_interpretation: str
    pixel_representation: int
    bits_stored: int
    plane: Plane | None
    spacing: tuple[float, float]
    spacing_known: bool
    windows: tuple[Window, ...]
    unit: str
    notes: tuple[str, ...] = ()
    patient_orientation: tuple[str, ...] = ()

    @property
    def key(self) -> ImageKey:
        """SOPInstanceUID and frame number."""
        return self.sop_instance_uid, self.frame_number

    @property
    def rows(self) -> int:
        """Number of rows."""
        return int(self.values.shape[0])

    @property
    def columns(self) -> int:
        """Number of columns."""
        return int(self.values.shape[1])

    @property
    def is_color(self) -> bool:
        """Whether ``values`` are RGB."""
        return self.values.ndim == 3

    @property
    def starts_inverted(self) -> bool:
        """Whether low values are white: MONOCHROME1 (PS3.3 section C.7.6.3.1.2)."""
        return self.photometric_interpretation == "MONOCHROME1"

    @cached_property
    def default_window(self) -> Window:
        """The first window of the object, or one that fits its values.

        Returns
        -------
        Window
            In modality units.
        """
        return self.windows[0] if self.windows else auto_window(self.values)

    def grey(self, window: Window, *, invert: bool = False) -> NDArray[np.uint8]:
        """Return the pixels for the screen: (rows, columns) grey or (rows, columns, 3) RGB, uint8.

        Colour images are shown as they are; ``invert`` turns over what the object itself asks for.

        Parameters
        ----------
        window
            In modality units; not used for colour.
        invert
            Whether black and white are swapped.

        Returns
        -------
        numpy.ndarray
            Grey levels or colours, 0 to 255.
        """
        if self.is_color:
            pixels = np.asarray(self.values, dtype=np.uint8)
            return 255 - pixels if invert else pixels
        return apply_window(self.values, window, invert=invert != self.starts_inverted)


@dataclass(frozen=True, eq=False)
class ImageSeries:
    """The slices of one series, sorted by position where they have one.

    Attributes
    ----------
    slices
        Sorted by position along the common normal, else by instance and frame number.
    notes
        Sentences about the series as a whole that the user has to see.
    """

    series_instance_uid: str
    slices: tuple[Slice, ...] = ()
    notes: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.slices)

    def with_slices(self, new: Iterable[Slice]) -> ImageSeries:
        """Add slices that have arrived; one that is there already is replaced.

        Parameters
        ----------
        new
            Slices of this series.

        Returns
        -------
        ImageSeries
            A series with all of them, sorted.
        """
        by_key = {item.key: item for item in self.slices}
        by_key.update((item.key, item) for item in new)
        slices, notes = _sort(tuple(by_key.values()))
        return ImageSeries(self.series_instance_uid, slices, notes)

    @cached_property
    def _indices(self) -> Mapping[ImageKey, int]:
        return {item.key: index for index, item in enumerate(self.slices)}

    def index_of(self, image: ImageKey) -> int | None:
        """Index of the slice with this key, or None.

        Parameters
        ----------
        image
            Key of the slice.

        Returns
        -------
        int or None
            From 0.
        """
        return self._indices.get(image)

    def get(self, image: ImageKey) -> Slice | None:
        """Return the slice with this key, or None.

        Parameters
        ----------
        image
            Key of the slice.

        Returns
        -------
        Slice or None
            The slice.
        """
        index = self.index_of(image)
        return None if index is None else self.slices[index]

    def area_mm2(self, roi: Roi) -> float:
        """Sum of the areas of the contours of a region on the slices of this series, mm².

        Parameters
        ----------
        roi
            A region; contours on other images do not count.

        Returns
        -------
        float
            mm²; square pixels where the pixel size is not known.
        """
        found = ((contour, self.get(contour.image)) for contour in roi.contours)
        return sum(contour.area * item.spacing[0] * item.spacing[1] for contour, item in found if item is not None)


def _sort(slices: tuple[Slice, ...]) -> tuple[tuple[Slice, ...], tuple[str, ...]]:
    notes = []
    by_number = sorted(slices, key=lambda item: (item.instance_number, item.sop_instance_uid, item.frame_number or 0))
    if not by_number:
        return (), ()
    shapes = Counter((item.rows, item.columns) for item in by_number)
    if len(shapes) > 1:
        notes.append("The images of this series differ in size.")
    planes = [item.plane for item in by_number if item.plane is not None]
    if len(planes) < len(by_number):
        if planes:
            notes.append("Some images have no patient geometry: the series is sorted by instance number.")
        return tuple(by_number), tuple(notes)
    normal = planes[0].normal
    if max(abs(float(plane.normal @ normal) - 1) for plane in planes) > _PARALLEL_TOLERANCE:
        notes.append("The images of this series are not parallel: they are sorted by instance number.")
        return tuple(by_number), tuple(notes)
    # All along one normal: the planes' own normals differ by rounding, which the distance would amplify.
    positions = np.array([plane.position for plane in planes]) @ normal
    offset = {item.key: float(position) for item, position in zip(by_number, positions, strict=True)}
    # A stable sort keeps the frames of a time series at one position in the order of their numbers.
    by_position = sorted(by_number, key=lambda item: offset[item.key])
    gaps = np.diff([offset[item.key] for item in by_position])
    moved = gaps[gaps > 1e-3]
    if len(moved) > 1 and moved.max() - moved.min() > max(_EQUAL_GAP_TOLERANCE, 0.02 * float(np.median(moved))):
        notes.append("The gaps between the slices are not equal; slices may be missing.")
    return tuple(by_position), tuple(notes)
