"""One place on the screen that shows a slice, and how it shows it."""

from __future__ import annotations

from collections.abc import Callable

from iodeep_viewer.core.display import Window
from iodeep_viewer.core.findings import Findings, difference
from iodeep_viewer.core.image_key import ImageKey
from iodeep_viewer.core.image_series import Slice
from iodeep_viewer.core.kept_predictions import KeptPrediction
from iodeep_viewer.core.orientation import Orientation
from iodeep_viewer.core.regions import Roi
from iodeep_viewer.gui.state.events import Event, SliceEvents
from iodeep_viewer.gui.state.open_series import OpenSeries


class Viewport(SliceEvents):
    """State of one viewport; it emits the events of its series as its own.

    Attributes
    ----------
    number
        Its place, from 0.
    opened
        The series that it shows; another viewport may show the same.
    index
        Of the slice on screen.
    window, inverted, orientation
        How it is shown; ``window`` None means each slice's own.
    """

    def __init__(self, number: int) -> None:
        super().__init__()
        self.opened_changed = Event[()]()
        self.number = number
        self.opened: OpenSeries | None = None
        self.index = 0
        self.window: Window | None = None
        self.inverted = False
        self.orientation = Orientation()
        self._on_screen: ImageKey | None = None
        self._held = False
        self._links: tuple[Callable[[], None], ...] = ()

    @property
    def image(self) -> Slice | None:
        """The slice on screen."""
        if self.opened is None or not self.opened.series.slices:
            return None
        return self.opened.series.slices[min(self.index, len(self.opened.series) - 1)]

    @property
    def image_key(self) -> ImageKey | None:
        """Key of the slice on screen."""
        return self.image.key if self.image else None

    @property
    def kept_prediction(self) -> KeptPrediction | None:
        """Prediction of the slice on screen, if there is one."""
        return self.opened.predictions.get(self.image_key) if self.opened else None

    def shown_window(self) -> Window | None:
        """Return the window in force on the slice on screen."""
        return self.window or (self.image.default_window if self.image else None)

    def rois_on_screen(self) -> tuple[Roi, ...]:
        """Regions under review on the slice on screen, without the rejected ones."""
        key = self.image_key
        if self.opened is None or key is None:
            return ()
        return self.opened.review.findings.rois_on(key)

    def show(self, opened: OpenSeries | None) -> None:
        """Show another series from its first slice, in its own window, or nothing."""
        for unlink in self._links:
            unlink()
        before = self.opened.review.findings if self.opened is not None else Findings()
        after = opened.review.findings if opened is not None else Findings()
        self.opened, self._links = opened, self._linked(opened) if opened is not None else ()
        self.index, self._on_screen, self._held = 0, None, False
        self.window, self.inverted, self.orientation = None, False, Orientation()
        self._on_screen = self.image_key
        self.opened_changed.emit()
        self.emit_all(difference(before, after))

    def set_index(self, index: int) -> None:
        """Show another slice; an index beyond the ends is moved to the end."""
        if self.opened is None:
            return
        self.hold()
        index = max(0, min(index, len(self.opened.series) - 1))
        if index != self.index:
            self.index, self._on_screen = index, None
            self._on_screen = self.image_key
            self.index_changed.emit()

    def hold(self) -> None:
        """Stay on the slice on screen, whatever comes before it: somebody works on it.

        Until then it is the first one of those that have come, in whatever order the PACS sends them.
        """
        self._held = self.image is not None

    def set_window(self, window: Window | None) -> None:
        """Set the window; None for each slice's own."""
        self.window = window
        self.display_changed.emit()

    def set_inverted(self, inverted: bool) -> None:
        """Swap black and white, or not."""
        self.inverted = inverted
        self.display_changed.emit()

    def set_orientation(self, orientation: Orientation) -> None:
        """Turn and mirror."""
        self.orientation = orientation
        self.display_changed.emit()

    def _linked(self, opened: OpenSeries) -> tuple[Callable[[], None], ...]:
        return (
            opened.series_changed.connect(self._follow_series),
            opened.review_changed.connect(self.review_changed.emit),
            opened.selection_changed.connect(self.selection_changed.emit),
            opened.stored_changed.connect(self.stored_changed.emit),
            opened.network_changed.connect(self.network_changed.emit),
            opened.predictions_changed.connect(self.predictions_changed.emit),
        )

    def _follow_series(self) -> None:
        """Go along with the slice on screen wherever it moves to, once somebody works on it."""
        assert self.opened is not None  # linked to one
        series, before = self.opened.series, (self.index, self._on_screen)
        moved = series.index_of(self._on_screen) if self._on_screen and self._held else None
        self.index = moved if moved is not None else min(self.index, max(0, len(series) - 1))
        self._on_screen = self.image_key
        self.series_changed.emit()
        if before[1] is not None and before != (self.index, self._on_screen):
            self.index_changed.emit()
