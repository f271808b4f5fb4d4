"""The classes of a slice as text. They are never a finding."""

from __future__ import annotations

from PyQt6.QtCore import QCoreApplication, QRectF, Qt
from PyQt6.QtGui import QColor, QFontMetricsF, QPainter

from iodeep_viewer.core.kept_predictions import KeptPrediction
from iodeep_viewer.gui.style.theme import OVERLAY_COLOR
from iodeep_viewer.gui.style.wording import probability_for_screen

_MOST_CLASSES = 4
_MARGIN = 10.0
_PADDING = 6.0
_MOST_COVERED = 1 / 6
"""Share of the height of a viewport that all lines may take."""
_LINES_ABOVE = 5
"""Room for the corner text and what stands below it."""
_LINES_ABOVE_SHORT = 2.4
"""Room for the corner text alone."""


def class_lines(kept: KeptPrediction | None) -> tuple[str, ...]:
    """Return the lines for a slice that a network classified; none for others."""
    if kept is None or not kept.prediction.classes:
        return ()
    classes = kept.prediction.classes
    return (
        QCoreApplication.translate("Classes", "AI: {}").format(kept.prediction.network.dnn_name),
        *(f"{item.label}  {probability_for_screen(item.probability)}" for item in classes[:_MOST_CLASSES]),
        QCoreApplication.translate("Classes", "Of the whole slice; not a finding"),
    )


def class_line(kept: KeptPrediction | None) -> str:
    """Return the most probable class in one line, for a small viewport."""
    if kept is None or not kept.prediction.classes:
        return ""
    first = kept.prediction.classes[0]
    text = QCoreApplication.translate("Classes", "AI: {} {} · not a finding")
    return text.format(first.label, probability_for_screen(first.probability))


def draw_classes(painter: QPainter, area: QRectF, kept: KeptPrediction | None) -> None:
    """Draw these lines at the left edge of a viewport; one line where they would cover too much of it.

    Parameters
    ----------
    area
        The viewport, in device-independent pixels.
    """
    lines: tuple[str, ...] = class_lines(kept)
    if not lines:
        return
    metrics = QFontMetricsF(painter.font())
    line = metrics.lineSpacing()
    above: float = _LINES_ABOVE
    if len(lines) * line + 2 * _PADDING > _MOST_COVERED * area.height():
        lines, above = (class_line(kept),), _LINES_ABOVE_SHORT
    most = area.width() - 2 * _MARGIN - 16
    texts = [metrics.elidedText(text, Qt.TextElideMode.ElideRight, most) for text in lines]
    width = max(metrics.horizontalAdvance(text) for text in texts)
    top = area.top() + _MARGIN + above * line
    height = line * len(texts) + 2 * _PADDING
    painter.fillRect(QRectF(area.left() + _MARGIN, top, width + 16, height), QColor(0, 0, 0, 170))
    painter.setPen(OVERLAY_COLOR)
    for number, text in enumerate(texts):
        place = QRectF(area.left() + _MARGIN + 8, top + _PADDING + number * line, width + 1, line)
        painter.drawText(place, int(Qt.AlignmentFlag.AlignLeft), text)
