"""Under the slice: slider with marks, previous, autoplay, next, AI ROI."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from PyQt6.QtCore import Qt, QTimer, pyqtSignal
from PyQt6.QtGui import QColor
from PyQt6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from iodeep_viewer.core.findings import ReviewChange
from iodeep_viewer.core.image_key import ImageKey
from iodeep_viewer.core.regions import Roi, RoiState
from iodeep_viewer.gui.commands.tips import set_tip
from iodeep_viewer.gui.panels.marked_slider import MarkedSlider
from iodeep_viewer.gui.panels.region_marks import RegionMarks
from iodeep_viewer.gui.state.bridge import signal_of, signal_with
from iodeep_viewer.gui.state.session import Session
from iodeep_viewer.gui.style.theme import PROPOSED_COLOR, VALIDATED_COLOR

_SPEEDS = (1, 2, 3, 5, 8, 10, 15, 20, 25, 30)
_START_SPEED = 8
_MARK_COLORS = {RoiState.PROPOSED: PROPOSED_COLOR, RoiState.VALIDATED: VALIDATED_COLOR, None: None}


class NavigationBar(QFrame):
    """Moves through the series and starts AI ROI."""

    slice_requested = pyqtSignal(int)
    """Index of a slice."""
    propose_requested = pyqtSignal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self._session = session
        self._speed = _SPEEDS.index(_START_SPEED)
        self._regions = RegionMarks()
        self._stored: dict[str, Roi] = {}
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._play_on)
        self.slider = MarkedSlider()
        self.previous_button = _button(self.tr("◀  Previous"))
        self.autoplay_button = _button(self.tr("▶  Autoplay"))
        self.autoplay_button.setCheckable(True)
        self.next_button = _button(self.tr("Next  ▶"))
        self.propose_button = QToolButton()
        self.propose_button.setText(self.tr("AI ROI"))
        self.propose_button.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        self.propose_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.propose_button.setObjectName("primary")
        self.propose_button.setMinimumWidth(130)
        self.position = QLabel()
        self.position.setMinimumWidth(90)
        self.position.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._lay_out()
        self._connect()
        self._show_range()
        self._set_tips()

    def toggle_autoplay(self) -> None:
        """Start or stop the autoplay."""
        self.autoplay_button.toggle()

    def change_speed(self, by: int) -> None:
        """Go `by` steps faster (or slower)."""
        self._speed = max(0, min(len(_SPEEDS) - 1, self._speed + by))
        self._timer.setInterval(1000 // _SPEEDS[self._speed])
        self._show_position()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 6, 10, 8)
        layout.addWidget(self.slider)
        row = QHBoxLayout()
        row.addWidget(self.previous_button)
        row.addWidget(self.autoplay_button)
        row.addWidget(self.next_button)
        row.addWidget(self.position)
        row.addStretch(1)
        row.addWidget(self.propose_button)
        layout.addLayout(row)

    def _connect(self) -> None:
        session = self._session
        signal_of(session.series_changed).connect(self._show_range)
        signal_of(session.index_changed).connect(self._show_position)
        signal_with(session.review_changed).connect(self._follow_review)
        signal_of(session.stored_changed).connect(self._follow_stored)
        signal_of(session.series_changed).connect(self._show_marks)
        self.slider.valueChanged.connect(self._slid)
        self.previous_button.clicked.connect(lambda: self.slice_requested.emit(session.index - 1))
        self.next_button.clicked.connect(lambda: self.slice_requested.emit(session.index + 1))
        self.autoplay_button.toggled.connect(self._play)
        self.propose_button.clicked.connect(self.propose_requested)

    def _slid(self, value: int) -> None:
        if value != self._session.index:
            self.slice_requested.emit(value)

    def _set_tips(self) -> None:
        set_tip(self.previous_button, (self.tr("Previous slice"), "previous_slice"))
        set_tip(
            self.autoplay_button,
            (self.tr("Play the slices"), "autoplay"),
            (self.tr("faster"), "faster"),
            (self.tr("slower"), "slower"),
        )
        set_tip(self.next_button, (self.tr("Next slice"), "next_slice"))
        set_tip(
            self.propose_button,
            (self.tr("Let the matching network propose regions on this slice"), "propose"),
            (self.tr("arrow: the whole series"), "propose_series"),
        )

    def _show_range(self) -> None:
        count = len(self._session.series) if self._session.series else 0
        blocked = self.slider.blockSignals(True)
        self.slider.setRange(0, max(0, count - 1))
        self.slider.blockSignals(blocked)
        for widget in (self.slider, self.previous_button, self.autoplay_button, self.next_button):
            widget.setEnabled(count > 1)
        self.propose_button.setEnabled(count > 0)
        if count <= 1:
            self.autoplay_button.setChecked(False)
        self._show_position()

    def _show_position(self) -> None:
        session = self._session
        count = len(session.series) if session.series else 0
        blocked = self.slider.blockSignals(True)
        self.slider.setValue(session.index)
        self.slider.blockSignals(blocked)
        text = f"{session.index + 1} / {count}" if count else ""
        if self._timer.isActive():
            text += f"  ·  {_SPEEDS[self._speed]}/s"
        self.position.setText(text)

    def _follow_review(self, change: ReviewChange) -> None:
        """Mark the slices anew whose regions changed."""
        review, touched = self._session.review, set[ImageKey]()
        for roi_id in change.rois:
            touched |= self._regions.put(roi_id, review.get(roi_id))
        self.slider.change_marks(self._colors(touched))
        if change.key_images:
            self._show_key_images()

    def _follow_stored(self) -> None:
        for key in self._stored:
            self._regions.put(key, None)
        # All that is stored counts as decided.
        self._stored = {
            f"{item.sop_instance_uid} {number}": replace(roi, state=RoiState.VALIDATED)
            for item in self._session.stored
            for number, roi in enumerate(item.rois)
        }
        for key, roi in self._stored.items():
            self._regions.put(key, roi)
        self._show_marks()

    def _show_marks(self) -> None:
        self.slider.set_marks({index: color for index, color in self._colors(self._regions).items() if color})
        self._show_key_images()

    def _colors(self, images: Iterable[ImageKey]) -> dict[int, QColor | None]:
        """Return the colour of the mark of each slice that has arrived, by its index; None for no mark."""
        series = self._session.series
        if series is None:
            return {}
        indices = {image: index for image in images if (index := series.index_of(image)) is not None}
        return {index: _MARK_COLORS[self._regions.get(image)] for image, index in indices.items()}

    def _show_key_images(self) -> None:
        session = self._session
        stored = session.opened.key_objects if session.opened else ()
        self.slider.set_key_images(
            {
                index
                for index, item in enumerate(session.series.slices if session.series else ())
                if item.key in session.review.key_images or any(mark.marks(item.key) for mark in stored)
            }
        )

    def _play(self, on: bool) -> None:
        if on:
            self._timer.start(1000 // _SPEEDS[self._speed])
        else:
            self._timer.stop()
        self.autoplay_button.setText(self.tr("Ⅱ  Pause") if on else self.tr("▶  Autoplay"))
        self._show_position()

    def _play_on(self) -> None:
        count = len(self._session.series) if self._session.series else 0
        if count:
            self.slice_requested.emit((self._session.index + 1) % count)


def _button(text: str) -> QPushButton:
    button = QPushButton(text)
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return button
