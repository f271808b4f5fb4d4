"""What a classification network says of a slice, as text. It is never a finding."""

from __future__ import annotations

from PyQt6.QtCore import QCoreApplication, QRectF, Qt
from PyQt6.QtGui import QColor, QFontMetricsF, QPainter

from iodeep_viewer.gui.predictions import Looked
from iodeep_viewer.gui.theme import OVERLAY_COLOR

_MOST_CLASSES = 4
_MARGIN = 10.0
_LINES_ABOVE = 5
"""Room for the corner text."""


def class_lines(looked: Looked | None) -> tuple[str, ...]:
    """Return the lines for a slice that a network classified; none for others."""
    if looked is None or not looked.prediction.classes:
        return ()
    classes = looked.prediction.classes
    return (
        QCoreApplication.translate("Classes", "AI: {}").format(looked.prediction.network.dnn_name),
        *(f"{item.label}  {item.probability:.0%}" for item in classes[:_MOST_CLASSES]),
        QCoreApplication.translate("Classes", "Of the whole slice; not a finding"),
    )


def draw_classes(painter: QPainter, area: QRectF, looked: Looked | None) -> None:
    """Draw these lines at the left edge of a viewport.

    Parameters
    ----------
    area
        The viewport, in device-independent pixels.
    """
    lines = class_lines(looked)
    if not lines:
        return
    metrics = QFontMetricsF(painter.font())
    line = metrics.lineSpacing()
    most = area.width() - 2 * _MARGIN - 16
    texts = [metrics.elidedText(text, Qt.TextElideMode.ElideRight, most) for text in lines]
    width = max(metrics.horizontalAdvance(text) for text in texts)
    top = area.top() + _MARGIN + _LINES_ABOVE * line
    painter.fillRect(QRectF(area.left() + _MARGIN, top, width + 16, line * len(texts) + 12), QColor(0, 0, 0, 170))
    painter.setPen(OVERLAY_COLOR)
    for number, text in enumerate(texts):
        place = QRectF(area.left() + _MARGIN + 8, top + 6 + number * line, width + 1, line)
        painter.drawText(place, int(Qt.AlignmentFlag.AlignLeft), text)
