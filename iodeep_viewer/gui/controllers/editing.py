"""Outlines of regions: draw, change, cut, join, copy, name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from PyQt6.QtCore import QObject, pyqtSignal

from iodeep_viewer.core import editing
from iodeep_viewer.core.geometry import Points
from iodeep_viewer.core.image_key import ImageKey
from iodeep_viewer.core.image_series import Slice
from iodeep_viewer.core.region_edits import (
    copy_to_slice,
    cut_region,
    drawn_region,
    interpolated,
    join_regions,
    outline_on,
    with_outline,
)
from iodeep_viewer.core.regions import Roi, RoiState, new_roi_id
from iodeep_viewer.errors import EditingError
from iodeep_viewer.gui.controllers.recording import DecisionRecorder
from iodeep_viewer.gui.controllers.viewing import ViewingController
from iodeep_viewer.gui.state.open_series import OpenSeries
from iodeep_viewer.gui.state.session import Session
from iodeep_viewer.gui.state.values import Severity

_SMOOTHING = 1.5
"""Standard deviation of one smoothing step, pixels."""
_SIMPLIFYING = 0.5
"""Tolerance of one simplifying step, pixels."""

_BRUSH_RADII = (0.5, 100.0)
_BRUSH_FACTOR = 1.2

T = TypeVar("T")


class EditingController(QObject):
    """Changes regions under review, one undo step each; notifies the user of changes that cannot be made.

    Attributes
    ----------
    brush_radius
        mm.
    """

    brush_changed = pyqtSignal()

    def __init__(self, session: Session, viewing: ViewingController, recorder: DecisionRecorder) -> None:
        super().__init__()
        self._session = session
        self._viewing = viewing
        self._recorder = recorder
        self._last_label = ""
        self.brush_radius = 5.0

    def may_edit(self, opened: OpenSeries) -> bool:
        """Return whether regions can be changed now; notify the user if not."""
        return self._recorder.may_change(opened)

    def attempt(self, opened: OpenSeries, make: Callable[[], T]) -> T | None:
        """Return the result of a change; notify the user and return None where it cannot be made."""
        try:
            return make()
        except EditingError as error:
            self._session.notify(Severity.WARNING, error.sentence, error.hint, of=opened)
            return None

    def put(
        self, opened: OpenSeries, changed: Iterable[Roi], *, added: Sequence[Roi] = (), removed: Sequence[str] = ()
    ) -> None:
        """Put regions in their place, add and remove others, as one step."""
        self._recorder.change(opened, lambda review: review.replace(changed, added=added, removed=removed))

    def select(self, opened: OpenSeries, roi_ids: Iterable[str]) -> None:
        """Select regions; the slice on screen stays."""
        opened.select_rois(roi_ids)

    def add_drawn(self, opened: OpenSeries, image: ImageKey, outline: Sequence[Points]) -> None:
        """Add a region that the user drew, named like the last one, and select it."""
        roi = self.drawn(opened, image, outline)
        self.put(opened, (), added=(roi,))
        opened.select_roi(roi.roi_id)

    def drawn(self, opened: OpenSeries, image: ImageKey, outline: Sequence[Points]) -> Roi:
        """Make a region of an outline that the user drew."""
        colors = self._network_labels(opened)
        label = self._last_label or next(iter(self.labels(opened)), self.tr("Region"))
        return drawn_region(label, image, outline, colors.get(label))

    def cut(self, opened: OpenSeries, image: Slice, line: Points) -> None:
        """Cut the selected region on a slice; without one, the region that the line divides."""
        on_slice = [roi for roi in opened.review.rois if image.key in roi.images and roi.state is not RoiState.REJECTED]
        selected = [roi for roi in on_slice if roi.roi_id in opened.selected_roi_ids]
        candidates = selected[:1] or [roi for roi in on_slice if _divides(line, roi, image.key)]
        if len(candidates) != 1:
            several = self.tr("The line divides several regions."), self.tr("Select the one to be cut.")
            none = self.tr("The line divides no region."), self.tr("Draw it across one, from outside to outside.")
            self._session.notify(Severity.WARNING, *(several if candidates else none), of=opened)
            return
        pieces = self.attempt(opened, lambda: cut_region(candidates[0], image.key, line))
        if pieces is not None:
            self.put(opened, pieces[:1], added=pieces[1:])
            opened.select_roi(pieces[0].roi_id)

    def change_brush(self, steps: int) -> None:
        """Make the brush larger, or smaller."""
        radius = self.brush_radius * _BRUSH_FACTOR**steps
        self.brush_radius = min(max(radius, _BRUSH_RADII[0]), _BRUSH_RADII[1])
        self.brush_changed.emit()

    def smooth(self) -> None:
        """Round off the selected regions on the slice on screen."""
        self._reshape(lambda outline, spacing: editing.smooth(outline, spacing, _SMOOTHING * max(spacing)))

    def simplify(self) -> None:
        """Leave out vertices of the selected regions that hardly matter, on the slice on screen."""
        self._reshape(lambda outline, spacing: editing.simplify(outline, spacing, _SIMPLIFYING * max(spacing)))

    def join(self) -> None:
        """Make one region of those that are selected."""
        opened = self._editable()
        if opened is None:
            return
        rois = opened.selected_rois
        joined = self.attempt(opened, lambda: join_regions(rois))
        if joined is not None:
            self.put(opened, (joined,), removed=[roi.roi_id for roi in rois[1:]])
            opened.select_roi(joined.roi_id)

    def copy_on(self, by: int) -> None:
        """Copy the selected regions to the next slice (1) or the previous one (-1), and go there."""
        opened, image = self._editable(), self._session.image
        if opened is None or image is None:
            return
        index = self._session.index + by
        if not 0 <= index < len(opened.series):
            self._session.notify(Severity.INFO, self.tr("There is no further slice."), of=opened)
            return
        target, rois = opened.series.slices[index], opened.selected_rois
        copied = self.attempt(opened, lambda: [copy_to_slice(roi, image, target) for roi in rois])
        if copied is not None:
            self.put(opened, copied)
            self._viewing.show_slice(index)

    def interpolate(self) -> None:
        """Fill the slices that the selected regions leave out."""
        opened = self._editable()
        if opened is not None:
            rois = opened.selected_rois
            filled = self.attempt(opened, lambda: [interpolated(roi, opened.series) for roi in rois])
            if filled is not None:
                self.put(opened, filled)

    def relabel(self, label: str) -> None:
        """Give the selected regions another name; the next drawn ones get it too."""
        label, opened = " ".join(label.split()), self._session.opened
        if not label or opened is None or not self.may_edit(opened):
            return
        self._last_label = label
        color = self._network_labels(opened).get(label)
        self.put(opened, [replace(roi, label=label, color=color) for roi in opened.selected_rois if roi.label != label])

    def labels(self, opened: OpenSeries | None) -> tuple[str, ...]:
        """Return the names to choose from: those of the network, then those in use."""
        if opened is None:
            return ()
        stored = (roi.label for item in opened.stored for roi in item.rois)
        used = (roi.label for roi in opened.review.rois)
        return tuple(dict.fromkeys(label for label in (*self._network_labels(opened), *used, *stored) if label))

    def copy_stored(self, rois: Iterable[Roi] | None = None) -> None:
        """Copy stored regions into the review, to be changed and stored anew; by default those on this slice."""
        opened, key = self._session.opened, self._session.image_key
        if opened is None or key is None or not self.may_edit(opened):
            return
        if rois is None:
            rois = [roi for item in opened.stored for roi in item.rois if key in roi.images]
        there = {_place(roi) for roi in opened.review.rois if roi.state is not RoiState.REJECTED}
        set_of = {roi.roi_id: item.sop_instance_uid for item in opened.stored for roi in item.rois}
        copies = [
            replace(roi, roi_id=new_roi_id(), state=RoiState.PROPOSED, predecessor=set_of.get(roi.roi_id, ""))
            for roi in rois
            if _place(roi) not in there
        ]
        if not copies:
            self._session.notify(Severity.INFO, self.tr("There is no stored region to copy on this slice."), of=opened)
            return
        self.put(opened, (), added=copies)
        opened.select_rois(roi.roi_id for roi in copies)
        found = [index for image in copies[0].images if (index := opened.series.index_of(image)) is not None]
        if key not in copies[0].images and found:
            self._viewing.show_slice(min(found))

    def _reshape(self, change: Callable[[Sequence[Points], tuple[float, float]], tuple[Points, ...]]) -> None:
        opened, image = self._editable(), self._session.image
        if opened is None or image is None:
            return
        size = (image.rows, image.columns)
        rois = [roi for roi in opened.selected_rois if image.key in roi.images]

        def reshaped(roi: Roi) -> Roi:
            outline = change(outline_on(roi, image.key), image.spacing)
            return with_outline(roi, image.key, editing.on_slice(outline, size))

        changed = self.attempt(opened, lambda: [reshaped(roi) for roi in rois])
        if changed is not None:
            self.put(opened, changed)

    def _editable(self) -> OpenSeries | None:
        """Return the open series if regions of it are selected and may be changed; else notify the user."""
        opened = self._session.opened
        if opened is None or not opened.selected_rois:
            self._session.notify(
                Severity.INFO, self.tr("No region is selected."), self.tr("Click one first."), of=opened
            )
            return None
        return opened if self.may_edit(opened) else None

    def _network_labels(self, opened: OpenSeries) -> dict[str, tuple[int, int, int] | None]:
        """Names and colours of the labels of the network for a series, if it is known."""
        return {label.name: label.color for label in opened.network.labels}


def _divides(line: Points, roi: Roi, image: ImageKey) -> bool:
    try:
        cut_region(roi, image, line)
    except EditingError:
        return False
    return True


def _place(roi: Roi) -> tuple[object, ...]:
    return tuple((contour.image, contour.points.tobytes()) for contour in roi.contours)
