"""Everything over the slice that does not move with it: lines, tools, labels, text, frame."""

from __future__ import annotations

from PyQt6.QtCore import QCoreApplication, QRectF, Qt
from PyQt6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from iodeep_viewer.core.image_series import Slice
from iodeep_viewer.core.linking import cut_line
from iodeep_viewer.core.regions import Roi, RoiState
from iodeep_viewer.gui.canvas.class_text import draw_classes
from iodeep_viewer.gui.canvas.corner_text import corner_text
from iodeep_viewer.gui.canvas.heat_map import draw_legend
from iodeep_viewer.gui.canvas.overlay import draw_overlay
from iodeep_viewer.gui.canvas.tools.canvas import Canvas
from iodeep_viewer.gui.canvas.tools.toolbox import Toolbox
from iodeep_viewer.gui.state.session import Session
from iodeep_viewer.gui.style.theme import (
    ACTIVE_COLOR,
    FAINT_COLOR,
    FRAME_COLOR,
    PROPOSED_COLOR,
    REFERENCE_COLOR,
    VALIDATED_COLOR,
)
from iodeep_viewer.gui.style.wording import probability_for_screen

_LABEL_DISTANCE = 6.0


def draw_foreground(painter: QPainter, area: QRectF, view: Canvas, session: Session, toolbox: Toolbox) -> None:
    """Draw everything over the image of a view, in coordinates of its widget.

    Parameters
    ----------
    area
        The widget, in device-independent pixels.
    """
    viewport, image, options = view.state, view.image, session.options
    if image is None:
        painter.setPen(FAINT_COLOR)
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(area.adjusted(16, 16, -16, -16), int(flags), _text_without_image(view, session))
    else:
        _draw_reference_line(painter, view, session, image)
        if options.labels:
            for roi in viewport.rois_on_screen():
                _draw_label(painter, view, roi)
        for tool in reversed(tuple(toolbox.asked())):  # the chosen one over the others
            tool.paint(painter, view)
        if options.heat_map:
            draw_legend(painter, area, viewport.kept_prediction)
        draw_classes(painter, area, viewport.kept_prediction)
        if options.corner_text:
            corners = corner_text(viewport, image, view.zoom, view.pixel_under_pointer())
            draw_overlay(painter, area, corners, image, viewport.orientation, view.pixels_per_mm)
    if session.shown_count > 1:
        painter.setPen(QPen(ACTIVE_COLOR if viewport is session.active else FRAME_COLOR, 2))
        painter.drawRect(area.adjusted(1, 1, -1, -1))


def _text_without_image(view: Canvas, session: Session) -> str:
    translate = QCoreApplication.translate
    if view.state.opened is not None:
        return translate("Foreground", "Waiting for the first image …")
    if session.shown_count == 1:
        return translate("Foreground", "Search, then choose a series.")
    return translate("Foreground", "Click here, then choose a series; or drag one here.")


def _draw_reference_line(painter: QPainter, view: Canvas, session: Session, image: Slice) -> None:
    """Show where the slice of the active viewport cuts this one."""
    active = session.active
    if not session.options.reference_lines or active is view.state or active.image is None:
        return
    line = cut_line(image, active.image)
    if line is not None:
        painter.setPen(QPen(REFERENCE_COLOR, 1, Qt.PenStyle.DashLine))
        painter.drawLine(view.to_viewport(*line[0]), view.to_viewport(*line[1]))


def _draw_label(painter: QPainter, view: Canvas, roi: Roi) -> None:
    """Write label and probability to the right of a region, clear of its outline."""
    key = view.state.image_key
    contours = roi.contours_on(key) if key else ()
    if not contours:
        return
    corners = [view.to_viewport(column, row) for contour in contours for column, row in contour.points.tolist()]
    right = max(corners, key=lambda point: point.x())
    text = roi.label if roi.probability is None else f"{roi.label}  {probability_for_screen(roi.probability)}"
    metrics = QFontMetricsF(painter.font())
    place = QRectF(
        right.x() + _LABEL_DISTANCE, right.y() - metrics.height() / 2, metrics.horizontalAdvance(text) + 2, 99
    )
    painter.setPen(QColor(0, 0, 0, 220))
    painter.drawText(place.translated(1, 1), text)
    painter.setPen(VALIDATED_COLOR if roi.state is RoiState.VALIDATED else PROPOSED_COLOR)
    painter.drawText(place, text)
