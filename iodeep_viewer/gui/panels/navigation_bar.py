"""Under the slice: slider with marks, previous, autoplay, next, AI ROI."""

from __future__ import annotations

from PyQt6.QtCore import Qt, QTimer, pyqtSignal
from PyQt6.QtGui import QColor, QPainter, QPaintEvent
from PyQt6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSlider,
    QStyle,
    QStyleOptionSlider,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from iodeep_viewer.core.image_key import ImageKey
from iodeep_viewer.core.regions import RoiState
from iodeep_viewer.gui.commands.tips import set_tip
from iodeep_viewer.gui.state.session import Session
from iodeep_viewer.gui.style.theme import ATTENTION_COLOR, PROPOSED_COLOR, VALIDATED_COLOR

_SPEEDS = (1, 2, 3, 5, 8, 10, 15, 20, 25, 30)
_START_SPEED = 8


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
        session.series_changed.connect(self._show_range)
        session.index_changed.connect(self._show_position)
        for signal in (session.review_changed, session.stored_changed, session.series_changed):
            signal.connect(self._show_marks)
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

    def _show_marks(self) -> None:
        session = self._session
        if session.series is None:
            return
        proposed: set[ImageKey] = set()
        decided: set[ImageKey] = set()
        for roi in session.review.rois:
            if roi.state is not RoiState.REJECTED:
                (decided if roi.state is RoiState.VALIDATED else proposed).update(roi.images)
        for structure_set in session.stored:
            for roi in structure_set.rois:
                decided.update(roi.images)
        keys = [item.key for item in session.series.slices]
        stored = session.opened.key_objects if session.opened else ()
        self.slider.set_key_images(
            {
                index
                for index, key in enumerate(keys)
                if key in session.review.key_images or any(item.marks(key) for item in stored)
            }
        )
        self.slider.set_marks(
            {
                index: PROPOSED_COLOR if key in proposed else VALIDATED_COLOR
                for index, key in enumerate(keys)
                if key in proposed | decided
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
        self._marks = marks
        self.update()

    @property
    def key_images(self) -> set[int]:
        """Indices of the slices that are marked."""
        return set(self._key_images)

    def set_key_images(self, indices: set[int]) -> None:
        """Show key images, by slice index."""
        self._key_images = indices
        self.update()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Draw the slider and its marks."""
        super().paintEvent(event)
        style = self.style()
        if not (self._marks or self._key_images) or style is None:
            return
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        handle = style.subControlRect(
            QStyle.ComplexControl.CC_Slider, option, QStyle.SubControl.SC_SliderHandle, self
        ).width()
        painter = QPainter(self)
        for index, color in self._marks.items():
            x = QStyle.sliderPositionFromValue(self.minimum(), self.maximum(), index, self.width() - handle)
            painter.fillRect(x + handle // 2 - 1, self.height() - 6, 3, 6, color)
        for index in self._key_images:
            x = QStyle.sliderPositionFromValue(self.minimum(), self.maximum(), index, self.width() - handle)
            painter.fillRect(x + handle // 2 - 1, 0, 3, 6, ATTENTION_COLOR)
        painter.end()


def _button(text: str) -> QPushButton:
    button = QPushButton(text)
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return button
