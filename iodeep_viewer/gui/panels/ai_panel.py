"""The network of the series: which it is, what it says of the slice, at which threshold, and its heat map."""

from __future__ import annotations

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import (
    QCheckBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from iodeep_viewer.gui.canvas.class_text import class_lines
from iodeep_viewer.gui.commands.tips import set_tip
from iodeep_viewer.gui.panels.card import summary
from iodeep_viewer.gui.state.bridge import signal_of
from iodeep_viewer.gui.state.open_series import NetworkStatus
from iodeep_viewer.gui.state.session import Session

_STYLES = {NetworkStatus.READY: "good", NetworkStatus.NO_MATCH: "attention", NetworkStatus.FAILED: "bad"}


class AiPanel(QFrame):
    """Follows the network of the active viewport; emits what the user wants of it."""

    why_requested = pyqtSignal()
    threshold_moved = pyqtSignal(float, bool)
    """New threshold, and whether it is to be written down: not while the slider is held."""
    threshold_released = pyqtSignal()
    threshold_reset = pyqtSignal()
    heat_map_toggled = pyqtSignal()
    opacity_moved = pyqtSignal(float)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self._session = session
        self._make_fields()
        self._lay_out()
        self._connect()
        self._show_network()
        self._show_slice()
        self._show_options()

    def _make_fields(self) -> None:
        self.network_name, self.network_label, self.classes = _text(), _text(), _text()
        self.why_button = QPushButton(self.tr("Why?"))
        self.why_button.setToolTip(self.tr("Why this network was chosen, its model card, and other networks"))
        self.why_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.threshold = _slider(self.tr("Threshold"), 1, 99)
        self.threshold.setToolTip(
            self.tr(
                "Probability from which a pixel belongs to a region. Moves the proposals of this slice; "
                "decided or edited ones stay."
            )
        )
        self.threshold_label = QLabel()
        self.threshold_label.setMinimumWidth(self.threshold_label.fontMetrics().horizontalAdvance("100 %"))
        self.reset_button = QPushButton(self.tr("Reset"))
        self.reset_button.setToolTip(self.tr("Back to the network's own threshold"))
        self.reset_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.heat_map = QCheckBox(self.tr("Heat map"))
        set_tip(self.heat_map, (self.tr("Show the network's probabilities over the slice"), "heat_map"))
        self.heat_map.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.opacity = _slider(self.tr("Opacity of the heat map"), 10, 100)
        self.opacity.setToolTip(self.tr("Opacity of the heat map"))

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 8)
        heading = QLabel(self.tr("Network"))
        heading.setObjectName("heading")
        layout.addWidget(heading)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self.network_name)
        texts.addWidget(self.network_label)
        row = QHBoxLayout()
        row.addLayout(texts, 1)
        row.addWidget(self.why_button, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(row)
        layout.addWidget(self.classes)
        grid = QGridLayout()
        grid.addWidget(QLabel(self.tr("Outline at")), 0, 0)
        grid.addWidget(self.threshold, 0, 1)
        grid.addWidget(self.threshold_label, 0, 2)
        grid.addWidget(self.reset_button, 0, 3)
        grid.addWidget(self.heat_map, 1, 0)
        grid.addWidget(self.opacity, 1, 1)
        layout.addLayout(grid)

    def _connect(self) -> None:
        session = self._session
        signal_of(session.network_changed).connect(self._show_network)
        for event in (session.predictions_changed, session.index_changed, session.series_changed):
            signal_of(event).connect(self._show_slice)
        signal_of(session.options_changed).connect(self._show_options)
        self.why_button.clicked.connect(self.why_requested)
        self.threshold.valueChanged.connect(
            lambda value: self.threshold_moved.emit(value / 100, not self.threshold.isSliderDown())
        )
        # A new movement is a step of its own; so is what follows it.
        self.threshold.sliderPressed.connect(self.threshold_released)
        self.threshold.sliderReleased.connect(self.threshold_released)
        self.reset_button.clicked.connect(self.threshold_reset)
        self.heat_map.clicked.connect(self.heat_map_toggled)
        self.opacity.valueChanged.connect(lambda value: self.opacity_moved.emit(value / 100))

    def _show_network(self) -> None:
        network = self._session.network
        ready = network.status is NetworkStatus.READY
        named = self.tr("{} · version {}").format(network.name, network.version) if network.version else network.name
        self.network_name.setText(named)
        self.network_name.setVisible(bool(named))
        self.network_name.setObjectName(_STYLES.get(network.status, "faint"))
        idle = self.tr("Open a series: the network that fits is found by itself.")
        self.network_label.setText(network.purpose if ready else network.sentence or idle)
        self.network_label.setObjectName("faint" if ready else _STYLES.get(network.status, "faint"))
        self.network_label.setToolTip(summary(network.card))
        for label in (self.network_name, self.network_label):
            style = label.style()
            if style is not None:
                style.polish(label)
        self.why_button.setEnabled(network.selection is not None)

    def _show_slice(self) -> None:
        kept = self._session.active.kept_prediction
        movable = kept is not None and kept.prediction.has_maps
        lines = class_lines(kept)[1:]  # the name of the network stands above
        self.classes.setText("\n".join(lines))
        self.classes.setVisible(bool(lines))
        # A label that wraps would let a low panel cut it off.
        self.classes.setMinimumHeight(self.classes.fontMetrics().lineSpacing() * len(lines))
        self.threshold.setEnabled(movable)
        blocked = self.threshold.blockSignals(True)
        self.threshold.setValue(round(100 * kept.threshold) if kept is not None and movable else 50)
        self.threshold.blockSignals(blocked)
        self.threshold_label.setText(f"{kept.threshold:.0%}" if kept is not None and movable else "")
        self.reset_button.setEnabled(kept is not None and movable and kept.threshold != kept.own_threshold)

    def _show_options(self) -> None:
        options = self._session.options
        self.heat_map.setChecked(options.heat_map)
        self.opacity.setEnabled(options.heat_map)
        blocked = self.opacity.blockSignals(True)
        self.opacity.setValue(round(100 * options.heat_map_opacity))
        self.opacity.blockSignals(blocked)


def _text() -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
    return label


def _slider(name: str, lowest: int, highest: int) -> QSlider:
    slider = QSlider(Qt.Orientation.Horizontal)
    slider.setRange(lowest, highest)
    slider.setAccessibleName(name)
    # After a click the keys are still those of the slices.
    slider.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return slider
