"""The network's probabilities as colours over the slice, and their legend."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import QCoreApplication, QObject, QPointF, QRectF, Qt
from PyQt6.QtGui import QColor, QFontMetricsF, QImage, QLinearGradient, QPainter, QPen, QPixmap, QTransform
from PyQt6.QtWidgets import QGraphicsPixmapItem

from iodeep_viewer.core.kept_predictions import KeptPrediction
from iodeep_viewer.core.prediction import Prediction
from iodeep_viewer.gui.state.bridge import signal_of
from iodeep_viewer.gui.state.session import Session
from iodeep_viewer.gui.state.viewport import Viewport
from iodeep_viewer.gui.style.theme import OVERLAY_COLOR
from iodeep_viewer.workflows.propose import probability_map

_COLORS = (
    (0.0, (48, 18, 120)),
    (0.25, (130, 20, 160)),
    (0.5, (214, 62, 112)),
    (0.75, (250, 146, 60)),
    (1.0, (250, 240, 60)),
)
"""Share of the range and (red, green, blue), like the colour map Plasma: no red or green of the regions."""
_CLEAR_BELOW, _FULL_FROM = 0.02, 0.25
"""Probabilities below the first hide nothing; from the second on the colours are as strong as they get."""
_MOST_VALUES = 1_000_000
_MARGIN, _BAR_WIDTH, _ROOMY = 10.0, 14.0, 420.0


class HeatMap(QObject):
    """The map of the slice that a viewport shows, turned and mirrored with it.

    Parameters
    ----------
    slice_item
        The slice, in whose pixels the map is drawn.
    """

    def __init__(
        self, session: Session, viewport: Viewport, slice_item: QGraphicsPixmapItem, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._viewport = session, viewport
        self._shown: tuple[Prediction | None, float] = (None, 0.0)
        self.item = QGraphicsPixmapItem(slice_item)
        self.item.setZValue(-1)  # under the regions
        self.item.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
        for event in (
            viewport.series_changed,
            viewport.index_changed,
            viewport.predictions_changed,
            session.options_changed,
        ):
            signal_of(event).connect(self._show)

    def _show(self) -> None:
        kept, options = self._viewport.kept_prediction, self._session.options
        wanted = kept is not None and options.heat_map and kept.prediction.has_maps
        prediction = kept.prediction if kept is not None and wanted else None
        if self._shown == (prediction, options.heat_map_opacity):
            return
        self._shown = (prediction, options.heat_map_opacity)
        if prediction is None:
            self.item.setPixmap(QPixmap())
            return
        probabilities = probability_map(prediction, _MOST_VALUES)
        pixels = colored(probabilities.values, options.heat_map_opacity)
        rows, columns = pixels.shape[:2]
        picture = QImage(pixels.tobytes(), columns, rows, 4 * columns, QImage.Format.Format_RGBA8888)
        self.item.setPixmap(QPixmap.fromImage(picture))
        # Pixel centres of the slice lie at integer coordinates.
        self.item.setTransform(QTransform.fromTranslate(-0.5, -0.5).scale(probabilities.step, probabilities.step))


def colored(values: NDArray[np.float32], opacity: float) -> NDArray[np.uint8]:
    """Return the colours of probabilities, shape (rows, columns, 4) as RGBA, 0 to 255."""
    places = np.linspace(0.0, 1.0, 256)
    table = np.empty((256, 4))
    for channel in range(3):
        table[:, channel] = np.interp(places, [at for at, _ in _COLORS], [color[channel] for _, color in _COLORS])
    table[:, 3] = 255 * opacity * np.clip((places - _CLEAR_BELOW) / (_FULL_FROM - _CLEAR_BELOW), 0.0, 1.0)
    index = np.clip(np.rint(values * 255), 0, 255).astype(np.uint8)
    return np.round(table).astype(np.uint8)[index]


def draw_legend(painter: QPainter, area: QRectF, kept: KeptPrediction | None) -> None:
    """Draw the meaning of the colours at the right edge of a viewport; or that no network has run on the slice.

    Nothing is drawn for a network that classified the slice as a whole: it gives no map.

    Parameters
    ----------
    area
        The viewport, in device-independent pixels.
    """
    if kept is None:
        _draw_box(painter, area, [QCoreApplication.translate("HeatMap", "No AI result here")], 0.0)
        return
    prediction = kept.prediction
    if not prediction.has_maps:
        return
    # A small viewport is for the image.
    roomy = min(area.width(), area.height()) >= _ROOMY
    height = 110.0 if roomy else 64.0
    inner = _draw_box(painter, area, legend_lines(prediction, names=roomy), height)
    bar = QRectF(inner.left(), inner.top() + 6, _BAR_WIDTH, height - 12)
    gradient = QLinearGradient(bar.bottomLeft(), bar.topLeft())
    for at, color in _COLORS:
        gradient.setColorAt(at, QColor(*color))
    painter.fillRect(bar, gradient)
    metrics = QFontMetricsF(painter.font())
    painter.setPen(OVERLAY_COLOR)
    for share in (0.0, 1.0):
        _mark(painter, bar, share, f"{share:.0%}", metrics)
    painter.setPen(QPen(OVERLAY_COLOR, 2))
    outline = QCoreApplication.translate("HeatMap", "outline {}").format(f"{kept.threshold:.0%}")
    # Near the ends it would lie over their figures.
    room = metrics.height() / bar.height()
    text_at = min(max(kept.threshold, room), 1 - room)
    _mark(painter, bar, kept.threshold, outline if roomy else "", metrics, text_at)


def legend_lines(prediction: Prediction, *, names: bool = True) -> list[str]:
    """Name the network and the label that the probabilities belong to, and that they are no finding.

    Parameters
    ----------
    names
        Whether to name the labels; without them the lines are short.
    """
    if not names:
        return [
            QCoreApplication.translate("HeatMap", "AI probability,"),
            calibration(prediction),
            QCoreApplication.translate("HeatMap", "Not a finding"),
        ]
    labels = ", ".join(label.name for label in prediction.output.labels)
    several = QCoreApplication.translate("HeatMap", "highest of: {}").format(labels)
    return [
        several if len(prediction.output.labels) > 1 else labels,
        QCoreApplication.translate("HeatMap", "Network's probability,"),
        calibration(prediction),
        QCoreApplication.translate("HeatMap", "Not a finding"),
    ]


def calibration(prediction: Prediction) -> str:
    """Say whether the probabilities were calibrated, as far as the network's description states."""
    if prediction.output.calibrated:
        return QCoreApplication.translate("HeatMap", "calibrated")
    return QCoreApplication.translate("HeatMap", "not calibrated")


def _draw_box(painter: QPainter, area: QRectF, lines: list[str], bar_height: float) -> QRectF:
    """Draw lines on a dark ground below room for a bar; return that room."""
    metrics = QFontMetricsF(painter.font())
    line = metrics.lineSpacing()
    # Labels may be long; they are cut short.
    widest = max(metrics.horizontalAdvance(text) for text in (lines[1:] or lines))
    width = min(widest + 16, area.width() - 2 * _MARGIN)
    height = bar_height + line * len(lines) + 12
    # Above the line of the pixel value; without a bar above the scale bar, which it would reach.
    bottom = area.bottom() - _MARGIN - (1.3 if bar_height else 4.5) * line
    box = QRectF(area.right() - _MARGIN - width, bottom - height, width, height)
    painter.fillRect(box, QColor(0, 0, 0, 170))
    inner = box.adjusted(8, 6, -8, -6)
    painter.setPen(OVERLAY_COLOR)
    for number, text in enumerate(lines):
        place = QRectF(inner.left(), inner.top() + bar_height + number * line, inner.width(), line)
        painter.drawText(
            place, int(Qt.AlignmentFlag.AlignLeft), metrics.elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
        )
    return QRectF(inner.left(), inner.top(), inner.width(), bar_height)


def _mark(
    painter: QPainter, bar: QRectF, share: float, text: str, metrics: QFontMetricsF, text_at: float | None = None
) -> None:
    y = bar.bottom() - share * bar.height()
    painter.drawLine(QPointF(bar.left() - 2, y), QPointF(bar.right() + 4, y))
    text_y = y if text_at is None else bar.bottom() - text_at * bar.height()
    painter.drawText(QPointF(bar.right() + 8, text_y + metrics.ascent() / 2 - 1), text)
