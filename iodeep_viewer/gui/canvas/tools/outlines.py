"""Outlines on the screen: where the pointer is on them, and hints for the user."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np
import shapely
from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QColor, QFontMetricsF, QPainter

from iodeep_viewer.core.geometry import Points
from iodeep_viewer.core.image_series import Slice
from iodeep_viewer.core.polygons import nearest_on_edge, rings, union
from iodeep_viewer.core.region_edits import outline_on
from iodeep_viewer.core.regions import Roi
from iodeep_viewer.gui.canvas.tools.canvas import Canvas
from iodeep_viewer.gui.style.theme import OVERLAY_COLOR

REACH = 8.0
"""Reach of the pointer to a vertex or an edge, pixels of the screen."""

_HINT_ABOVE = 74
"""Distance of hints from the lower edge: above scale bar and letter, pixels of the screen."""


class Part(Enum):
    """The part of an outline under the pointer."""

    VERTEX = "vertex"
    EDGE = "edge"
    INSIDE = "inside"


@dataclass(frozen=True, slots=True, eq=False)
class Grip:
    """A place of a region that the mouse can take hold of.

    Attributes
    ----------
    outline
        Point lists of the region on the slice, pixels.
    number, index
        Which of them, and which of its points; the index is that of the nearest vertex.
    """

    roi: Roi
    image: Slice
    part: Part
    outline: tuple[Points, ...]
    number: int
    index: int


def on_screen(view: Canvas, points: Points) -> Points:
    """Convert points of the slice, shape (n, 2), to pixels of the viewport."""
    origin, right, down = (view.to_viewport(*place) for place in ((0, 0), (1, 0), (0, 1)))
    start = np.array([origin.x(), origin.y()])
    along = np.array([[right.x(), right.y()], [down.x(), down.y()]]) - start
    return np.asarray(start + points @ along, dtype=np.float64)


def grip_at(view: Canvas, point: QPointF) -> Grip | None:
    """Return the part of the selected regions under a point of the slice: vertices first, then edges, then areas."""
    opened, key = view.state.opened, view.state.image_key
    if opened is None or key is None or opened.storing:
        return None
    grips = [grip for roi in opened.selected_rois if key in roi.images and (grip := _grip(view, roi, point))]
    return min(grips, key=lambda grip: list(Part).index(grip.part), default=None)


def to_array(point: QPointF) -> Points:
    """Return a point as an array, shape (2,)."""
    return np.array([point.x(), point.y()])


def draw_hint(painter: QPainter, view: Canvas, text: str) -> None:
    """Draw a hint for the mouse at the lower edge."""
    area = view.area
    flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
    room = QRectF(0, 0, area.width() - 40, 200)
    box = QFontMetricsF(painter.font()).boundingRect(room, flags, text).adjusted(-10, -5, 10, 5)
    box.moveCenter(QPointF(area.center().x(), 0))
    box.moveBottom(area.height() - _HINT_ABOVE)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(0, 0, 0, 170))
    painter.drawRoundedRect(QRectF(box), 5, 5)
    painter.setPen(OVERLAY_COLOR)
    painter.drawText(box, flags, text)


def _grip(view: Canvas, roi: Roi, point: QPointF) -> Grip | None:
    image = view.image
    assert image is not None
    outline = outline_on(roi, image.key)
    if not outline:
        return None
    pointer = on_screen(view, to_array(point)[None])[0]
    distances = [np.linalg.norm(on_screen(view, points) - pointer, axis=1) for points in outline]
    number = int(np.argmin([distance.min() for distance in distances]))
    index = int(distances[number].argmin())
    if distances[number][index] <= REACH:
        return Grip(roi, image, Part.VERTEX, outline, number, index)
    for at, points in enumerate(outline):
        for ring in rings(points):
            shown = on_screen(view, ring)
            if np.linalg.norm(nearest_on_edge(shown, pointer)[1] - pointer) <= REACH:
                return Grip(roi, image, Part.EDGE, outline, at, index)
    if shapely.contains_xy(union(outline), point.x(), point.y()):
        return Grip(roi, image, Part.INSIDE, outline, number, index)
    return None
