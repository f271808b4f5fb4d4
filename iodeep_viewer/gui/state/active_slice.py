"""The slice on the active viewport, with its series: keys, commands and panels are about it."""

from __future__ import annotations

from collections.abc import Callable

from iodeep_viewer.core.display import Window
from iodeep_viewer.core.findings import difference
from iodeep_viewer.core.image_key import ImageKey
from iodeep_viewer.core.image_series import ImageSeries, Slice
from iodeep_viewer.core.records import SeriesRecord, StudyRecord
from iodeep_viewer.core.regions import Roi
from iodeep_viewer.core.review import Review
from iodeep_viewer.core.structure_set import StructureSet
from iodeep_viewer.gui.state.open_series import NetworkState, OpenSeries
from iodeep_viewer.gui.state.session_events import SessionEvents
from iodeep_viewer.gui.state.viewport import Viewport


class ActiveSlice(SessionEvents):
    """Its events are those of the active viewport; they also come when another viewport becomes active.

    Attributes
    ----------
    active
        The viewport that keys and panels speak of.
    """

    def __init__(self, viewport: Viewport) -> None:
        super().__init__()
        self.active = viewport
        self._links = self._linked(viewport)

    @property
    def opened(self) -> OpenSeries | None:
        """The series of the active viewport."""
        return self.active.opened

    @property
    def series_record(self) -> SeriesRecord | None:
        """The record of the open series."""
        return self.opened.record if self.opened else None

    @property
    def open_study(self) -> StudyRecord | None:
        """The study of the open series."""
        return self.opened.study if self.opened else None

    @property
    def series(self) -> ImageSeries | None:
        """Slices of the open series that have arrived."""
        return self.opened.series if self.opened else None

    @property
    def complete(self) -> bool:
        """Whether all slices of the open series are here."""
        return self.opened is not None and self.opened.complete

    @property
    def index(self) -> int:
        """Index of the slice on screen."""
        return self.active.index

    @property
    def image(self) -> Slice | None:
        """The slice on screen."""
        return self.active.image

    @property
    def image_key(self) -> ImageKey | None:
        """Key of the slice on screen."""
        return self.active.image_key

    @property
    def review(self) -> Review:
        """Review of the open series."""
        return self.opened.review if self.opened else Review()

    @property
    def selected_roi_id(self) -> str | None:
        """Identifier of the first of the selected regions."""
        return self.opened.selected_roi_id if self.opened else None

    @property
    def selected_roi(self) -> Roi | None:
        """The first of the selected regions."""
        return self.opened.selected_roi if self.opened else None

    @property
    def selected_rois(self) -> tuple[Roi, ...]:
        """The regions that are selected."""
        return self.opened.selected_rois if self.opened else ()

    @property
    def storing(self) -> bool:
        """Whether validated findings are being written."""
        return self.opened is not None and self.opened.storing

    @property
    def stored(self) -> tuple[StructureSet, ...]:
        """Structure sets of the PACS that lie on the open series."""
        return self.opened.stored if self.opened else ()

    @property
    def network(self) -> NetworkState:
        """The network for the open series."""
        return self.opened.network if self.opened else NetworkState()

    def shown_window(self) -> Window | None:
        """Return the window in force on the slice on screen."""
        return self.active.shown_window()

    def rois_on_screen(self) -> tuple[Roi, ...]:
        """Regions under review on the slice on screen, without the rejected ones."""
        return self.active.rois_on_screen()

    def set_active(self, viewport: Viewport) -> None:
        """Let keys and panels speak of another viewport."""
        if viewport is self.active:
            return
        for unlink in self._links:
            unlink()
        before, self.active = self.review.findings, viewport
        self._links = self._linked(viewport)
        self.active_changed.emit()
        self.emit_all(difference(before, self.review.findings))

    def _linked(self, viewport: Viewport) -> tuple[Callable[[], None], ...]:
        return (
            viewport.series_changed.connect(self.series_changed.emit),
            viewport.index_changed.connect(self.index_changed.emit),
            viewport.display_changed.connect(self.display_changed.emit),
            viewport.review_changed.connect(self.review_changed.emit),
            viewport.selection_changed.connect(self.selection_changed.emit),
            viewport.stored_changed.connect(self.stored_changed.emit),
            viewport.network_changed.connect(self.network_changed.emit),
            viewport.predictions_changed.connect(self.predictions_changed.emit),
        )
