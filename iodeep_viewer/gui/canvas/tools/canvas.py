"""Everything that a tool may ask of the view that it works on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol

from PyQt6.QtCore import QPoint, QPointF, QRectF, Qt
from PyQt6.QtGui import QPainter

from iodeep_viewer.core.image_series import Slice
from iodeep_viewer.core.regions import Roi
from iodeep_viewer.gui.state.viewport import Viewport


class Canvas(Protocol):
    """A slice on the screen.

    Points of the slice are (column, row) in its pixels, with the centres of pixels at whole numbers; those of the
    viewport are device-independent pixels of the screen.
    """

    @property
    def state(self) -> Viewport:
        """The viewport that is shown: its series, its slice, how that is displayed."""

    @property
    def image(self) -> Slice | None:
        """The slice that is shown."""

    @property
    def area(self) -> QRectF:
        """All that can be seen, in coordinates of the viewport; it begins at (0, 0)."""

    @property
    def pointer(self) -> QPointF | None:
        """Position of the pointer on the viewport; None if it is elsewhere."""

    @property
    def zoom(self) -> float:
        """Screen pixels for one column of the image."""

    @property
    def pixels_per_mm(self) -> float:
        """Screen pixels for one millimetre, in every direction."""

    def to_viewport(self, column: float, row: float) -> QPointF:
        """Return where a point of the slice is on the viewport."""

    def to_slice(self, position: QPointF) -> QPointF:
        """Return the point of the slice, (column, row), at a position on the viewport."""

    def pixel_under_pointer(self) -> tuple[int, int] | None:
        """Return (column, row) of the pixel under the pointer, or None where the pointer is elsewhere."""

    def roi_at(self, position: QPoint) -> str | None:
        """Return the smallest region under a point of the viewport."""

    def click_roi(self, roi_id: str | None) -> None:
        """Choose a region as a click on it does."""

    def preview(self, rois: Iterable[Roi] = ()) -> None:
        """Show regions as they are about to become; without any, all as they are."""

    def set_cursor(self, shape: Qt.CursorShape | None) -> None:
        """Show a cursor over the slice, or the usual one."""

    def draw_content(self, painter: QPainter, target: QRectF, source: QRectF) -> None:
        """Draw image and regions in a part of the viewport, `source`, into another rectangle."""

    def ask_text(self, at: QPointF, text: str, done: Callable[[str | None], None]) -> None:
        """Let the user write or change one line of text beside a point of the viewport.

        Parameters
        ----------
        done
            Called with the text once it is written; with None where the user gave it up.
        """

    def viewport_update(self) -> None:
        """Draw again."""
