"""A slider that shows on which slices there is something."""

from __future__ import annotations

from collections.abc import Mapping

from PyQt6.QtCore import QRect, Qt
from PyQt6.QtGui import QColor, QPainter, QPaintEvent
from PyQt6.QtWidgets import QSlider, QStyle, QStyleOptionSlider

from iodeep_viewer.gui.style.theme import ATTENTION_COLOR


class MarkedSlider(QSlider):
    """A slider with coloured marks at the slices that have regions."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._marks: dict[int, QColor] = {}
        self._key_images: set[int] = set()
        self.setAccessibleName(self.tr("Slice"))
        self.setToolTip(
            self.tr(
                "Slices of the series; marks show regions: red proposed, green validated or stored; above: key images"
            )
        )
        self.setMinimumHeight(26)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    @property
    def marks(self) -> dict[int, QColor]:
        """Colour by slice index."""
        return dict(self._marks)

    def set_marks(self, marks: dict[int, QColor]) -> None:
        """Show marks, by slice index."""
        if marks != self._marks:
            self._marks = marks
            self.update()

    def change_marks(self, marks: Mapping[int, QColor | None]) -> None:
        """Show other marks at some slices, or none there."""
        handle = self._handle_width()
        for index, color in marks.items():
            if self._marks.get(index) == color:
                continue
            if color is None:
                del self._marks[index]
            else:
                self._marks[index] = color
            self.update(self._mark_rect(index, handle))

    @property
    def key_images(self) -> set[int]:
        """Indices of the slices that are marked."""
        return set(self._key_images)

    def set_key_images(self, indices: set[int]) -> None:
        """Show key images, by slice index."""
        if indices != self._key_images:
            self._key_images = indices
            self.update()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Draw the slider and its marks."""
        super().paintEvent(event)
        if not (self._marks or self._key_images) or event is None:
            return
        painter, dirty, handle = QPainter(self), event.rect(), self._handle_width()
        for index, color in self._marks.items():
            rect = self._mark_rect(index, handle)
            if rect.intersects(dirty):
                painter.fillRect(rect, color)
        for index in self._key_images:
            painter.fillRect(self._mark_rect(index, handle, at_top=True), ATTENTION_COLOR)
        painter.end()

    def _mark_rect(self, index: int, handle: int, *, at_top: bool = False) -> QRect:
        x = QStyle.sliderPositionFromValue(self.minimum(), self.maximum(), index, self.width() - handle)
        return QRect(x + handle // 2 - 1, 0 if at_top else self.height() - 6, 3, 6)

    def _handle_width(self) -> int:
        style, option = self.style(), QStyleOptionSlider()
        assert style is not None  # a widget always has one
        self.initStyleOption(option)
        part = QStyle.SubControl.SC_SliderHandle
        return style.subControlRect(QStyle.ComplexControl.CC_Slider, option, part, self).width()
