"""The outlines of regions on the slice of one viewport."""

from __future__ import annotations

from collections.abc import Iterable

from PyQt6.QtCore import QObject
from PyQt6.QtWidgets import QGraphicsItem

from iodeep_viewer.core.findings import ReviewChange
from iodeep_viewer.core.regions import Contour, Roi, RoiState
from iodeep_viewer.gui.canvas.roi_item import Look, RoiItem
from iodeep_viewer.gui.state.viewport import Viewport


class RoiLayer(QObject):
    """One item for each contour; those that stay as they are are left alone.

    Parameters
    ----------
    on
        The slice, in whose pixels they are drawn.
    """

    def __init__(self, viewport: Viewport, on: QGraphicsItem, parent: QObject) -> None:
        super().__init__(parent)
        self._viewport, self._on = viewport, on
        self._items: dict[str, list[RoiItem]] = {}
        self._stored: list[RoiItem] = []
        self._previews: dict[str, Roi] = {}
        self._selected: frozenset[str] = frozenset()

    def show_all(self) -> None:
        """Show the regions of the slice on screen, those under review and those that are stored."""
        opened = self._viewport.opened
        self._selected = frozenset(opened.selected_roi_ids) if opened is not None else frozenset()
        self._show({*self._items, *self._previews, *(roi.roi_id for roi in self._viewport.rois_on_screen())})
        self.show_stored()

    def show_changed(self, change: ReviewChange) -> None:
        """Show what a step of the review changed."""
        self._show(change.rois)

    def show_selection(self) -> None:
        """Show which regions are selected."""
        opened, before = self._viewport.opened, self._selected
        self._selected = frozenset(opened.selected_roi_ids) if opened is not None else frozenset()
        self._show(roi_id for roi_id in before ^ self._selected if roi_id in self._items)

    def show_stored(self) -> None:
        """Show the stored regions of the slice on screen."""
        for item in self._stored:
            _remove(item)
        self._stored = []
        key, opened = self._viewport.image_key, self._viewport.opened
        if key is None or opened is None:
            return
        for structure_set in opened.stored:
            status = structure_set.approval.status
            for roi in structure_set.rois:
                text = self.tr("{} — stored, {}").format(roi.label, status.value)
                for contour in roi.contours_on(key):
                    self._stored.append(self._item(contour, Look[status.name], None, text))

    def preview(self, rois: Iterable[Roi]) -> None:
        """Show regions as they are about to become; without any, all as they are."""
        before, self._previews = self._previews, {roi.roi_id: roi for roi in rois}
        self._show({*before, *self._previews})

    def _show(self, roi_ids: Iterable[str]) -> None:
        key, opened = self._viewport.image_key, self._viewport.opened
        for roi_id in roi_ids:
            under_review = opened.review.get(roi_id) if opened is not None else None
            if under_review is not None and under_review.state is RoiState.REJECTED:
                under_review = None
            roi = self._previews.get(roi_id, under_review)
            contours = roi.contours_on(key) if roi is not None and key is not None else ()
            items = self._items.pop(roi_id, [])
            if roi is None or [item.contour for item in items] != list(contours):
                for item in items:
                    _remove(item)
                items = [self._item(contour, Look.PROPOSED, roi_id) for contour in contours]
            if roi is not None and items:
                look = Look.VALIDATED if roi.state is RoiState.VALIDATED else Look.PROPOSED
                for item in items:
                    item.change(look, selected=roi_id in self._selected, text=roi.label)
                self._items[roi_id] = items

    def _item(self, contour: Contour, look: Look, roi_id: str | None, text: str = "") -> RoiItem:
        item = RoiItem(contour, look, roi_id, text)
        item.setParentItem(self._on)
        return item


def _remove(item: RoiItem) -> None:
    scene = item.scene()
    if scene is not None:
        scene.removeItem(item)
