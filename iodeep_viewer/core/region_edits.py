"""Edits of regions by the physician, on one slice and from slice to slice.

The first change of an AUTOMATIC region makes it SEMIAUTOMATIC and keeps what the network put out in ``Roi.proposed``;
a drawn one stays MANUAL. The state stays: the physician who changes a validated region has seen what became of it.
Nothing here changes a region in place; undo is the review's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from iodeep_viewer.core import editing
from iodeep_viewer.core.geometry import Points
from iodeep_viewer.core.image_key import ImageKey
from iodeep_viewer.core.image_series import ImageSeries, Slice
from iodeep_viewer.core.interpolation import shapes_between
from iodeep_viewer.core.polygons import is_simple, to_points, union
from iodeep_viewer.core.regions import Contour, Roi, RoiOrigin, RoiState, new_roi_id
from iodeep_viewer.errors import EditingError

_PARALLEL = 0.999
"""Least cosine between the normals of slices that a contour may be copied between: 2.6 degrees."""


def outline_on(roi: Roi, image: ImageKey) -> tuple[Points, ...]:
    """Return the point lists of a region on one image, parted where one crosses itself; none without an area.

    Parameters
    ----------
    roi
        The region.
    image
        Key of the image.

    Returns
    -------
    tuple of Points
        Each of shape (n, 2), (column, row) in pixels.
    """
    outline = tuple(contour.points for contour in roi.contours_on(image))
    return outline if all(is_simple(points) for points in outline) else to_points(union(outline))


def with_outline(roi: Roi, image: ImageKey, outline: Sequence[Points]) -> Roi:
    """Give a region another outline on one image; without points it leaves the image.

    Parameters
    ----------
    roi
        The region.
    image
        Key of the image.
    outline
        Closed point lists, each of shape (n, 2); empty takes the region off the image.

    Returns
    -------
    Roi
        The region changed; SEMIAUTOMATIC where a network proposed it.

    Raises
    ------
    EditingError
        If the region would have no contour left.
    """
    contours = (
        *(contour for contour in roi.contours if contour.image != image),
        *(Contour(*image, points) for points in outline),
    )
    if not contours:
        raise EditingError("Nothing would be left of the region.", "Reject it instead.")
    return _changed(roi, contours)


def drawn_region(label: str, image: ImageKey, outline: Sequence[Points], color: tuple[int, int, int] | None) -> Roi:
    """Make a region of a drawn outline: MANUAL, and validated because the physician drew it.

    Parameters
    ----------
    label
        What it shows.
    image
        Key of the image.
    outline
        Closed point lists, each of shape (n, 2).
    color
        (red, green, blue), 0 to 255; None for the default.

    Returns
    -------
    Roi
        A new region.
    """
    contours = tuple(Contour(*image, points) for points in outline)
    return Roi(new_roi_id(), label, contours, RoiState.VALIDATED, RoiOrigin.MANUAL, color=color)


def cut_region(roi: Roi, image: ImageKey, line: Points) -> tuple[Roi, ...]:
    """Cut a region on one image: the largest piece stays the region, each other one becomes a region of its own.

    Parts that the line does not divide stay with the region. All keep label, state, network and what was proposed.

    Parameters
    ----------
    roi
        The region.
    image
        Key of the image.
    line
        Shape (n, 2), (column, row) in pixels.

    Returns
    -------
    tuple of Roi
        The region first, then the new ones.
    """
    (largest, *others), whole = editing.cut(outline_on(roi, image), line)
    kept = with_outline(roi, image, [largest, *whole])
    return kept, *(replace(kept, roi_id=new_roi_id(), contours=(Contour(*image, points),)) for points in others)


def join_regions(rois: Sequence[Roi]) -> Roi:
    """Make one region of several: the first with the area of all, image by image.

    It is validated only if all are, drawn only if all are, and keeps what was proposed of each.

    Parameters
    ----------
    rois
        Two or more.

    Returns
    -------
    Roi
        The first, changed.

    Raises
    ------
    EditingError
        If they are fewer than two, or lie on no slice together.
    """
    if len(rois) < 2:
        raise EditingError("There is one region only.", "Select two or more: Ctrl+click them in the list.")
    if not frozenset.intersection(*(roi.images for roi in rois)):
        raise EditingError("These regions lie on no slice together.", "Join regions of the same slice.")
    first = rois[0]
    images = dict.fromkeys(contour.image for roi in rois for contour in roi.contours)
    contours = tuple(
        Contour(*image, points)
        for image in images
        for points in editing.join([outline_on(roi, image) for roi in rois if image in roi.images])
    )
    drawn = all(roi.origin is RoiOrigin.MANUAL for roi in rois)
    return replace(
        first,
        contours=contours,
        state=RoiState.VALIDATED if all(roi.state is RoiState.VALIDATED for roi in rois) else RoiState.PROPOSED,
        origin=RoiOrigin.MANUAL if drawn else RoiOrigin.SEMIAUTOMATIC,
        network=next((roi.network for roi in rois if roi.network), None),
        probability=next((roi.probability for roi in rois if roi.network), None),
        proposed=tuple(contour for roi in rois for contour in _proposal(roi)),
    )


def copy_to_slice(roi: Roi, source: Slice, target: Slice) -> Roi:
    """Copy the outline on one slice to another, along the normal: to the same place in the patient.

    Parameters
    ----------
    roi
        The region.
    source
        The slice that it lies on.
    target
        The slice that it is wanted on.

    Returns
    -------
    Roi
        The region with one more image.

    Raises
    ------
    EditingError
        If the region is not on the first or is on the second already, or the slices do not fit each other.
    """
    if not roi.contours_on(source.key):
        raise EditingError("The region is not on this slice.", "Go to a slice that it is on.")
    if roi.contours_on(target.key):
        raise EditingError("The region is on the other slice already.", "Go there to change it.")
    outline = [_carried(points, source, target) for points in outline_on(roi, source.key)]
    return with_outline(roi, target.key, editing.on_slice(outline, (target.rows, target.columns)))


def interpolated(roi: Roi, series: ImageSeries) -> Roi:
    """Fill the slices that a region leaves out between those that it is on.

    Parameters
    ----------
    roi
        The region.
    series
        With all slices that it lies on.

    Returns
    -------
    Roi
        The region on more slices.

    Raises
    ------
    EditingError
        If there is no such slice, or slices or outlines do not fit each other.
    """
    slices = series.slices
    outlines = {index: found for index, item in enumerate(slices) if (found := outline_on(roi, item.key))}
    result = roi
    for first, last in pairwise(outlines):
        if last - first < 2:
            continue
        start, end = slices[first], slices[last]
        before = outlines[first]
        after = [_carried(points, end, start) for points in outlines[last]]
        between = range(first + 1, last)
        shares = [_share(start, slices[index], end, (index - first) / (last - first)) for index in between]
        for index, shape in zip(between, shapes_between(before, after, shares, start.spacing), strict=True):
            if not shape:
                raise EditingError("The outlines are too different.", "Draw the region on one more slice between them.")
            item = slices[index]
            outline = [_carried(points, start, item) for points in shape]
            result = with_outline(result, item.key, editing.on_slice(outline, (item.rows, item.columns)))
    if result is roi:
        raise EditingError(
            "There is no slice to fill in.",
            "Draw the region on two slices with others between them: copy it there, or brush while it is selected.",
        )
    return result


def _changed(roi: Roi, contours: tuple[Contour, ...]) -> Roi:
    if roi.origin is not RoiOrigin.AUTOMATIC:
        return replace(roi, contours=contours)
    return replace(roi, contours=contours, origin=RoiOrigin.SEMIAUTOMATIC, proposed=roi.contours)


def _proposal(roi: Roi) -> tuple[Contour, ...]:
    return roi.contours if roi.origin is RoiOrigin.AUTOMATIC else roi.proposed


def _carried(points: Points, source: Slice, target: Slice) -> Points:
    """Project points of one slice on another."""
    if source.plane is None or target.plane is None:
        alike = (source.rows, source.columns, source.spacing) == (target.rows, target.columns, target.spacing)
        if source.plane is target.plane and alike:
            return points
    elif source.frame_of_reference_uid == target.frame_of_reference_uid:
        if abs(float(source.plane.normal @ target.plane.normal)) < _PARALLEL:
            raise EditingError("The slices are not parallel.", "Draw the region on each of them.")
        return target.plane.to_pixel(source.plane.to_patient(points))
    raise EditingError("The slices do not show the same place of the patient.", "Draw the region on each of them.")


def _share(start: Slice, item: Slice, end: Slice, by_index: float) -> float:
    """Return the share of the way between two slices at which one lies, 0 to 1: by position, else by number."""
    if start.plane is None or item.plane is None or end.plane is None:
        return by_index
    at, whole = start.plane.distance(np.array([item.plane.position, end.plane.position]))
    return float(at / whole) if whole and 0 <= at / whole <= 1 else by_index
