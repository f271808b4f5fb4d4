"""A region drawn on the slice."""

from __future__ import annotations

import math
from enum import Enum

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QPainter, QPainterPath, QPen, QPolygonF
from PyQt6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from iodeep_viewer.core.regions import Contour
from iodeep_viewer.gui.commands.tips import plain_tip
from iodeep_viewer.gui.style.theme import FAINT_COLOR, PROPOSED_COLOR, VALIDATED_COLOR

_DOTS_APART = 9.0
"""Least distance of the dots on vertices, pixels of the screen."""


class Look(Enum):
    """Style of a region. Colour is never the only sign."""

    PROPOSED = (PROPOSED_COLOR, Qt.PenStyle.DashLine)
    """Red, dashed."""
    VALIDATED = (VALIDATED_COLOR, Qt.PenStyle.SolidLine)
    """Green, solid."""
    APPROVED = (VALIDATED_COLOR, Qt.PenStyle.DashDotLine)
    """Green, dash and dot: stored with approval; it cannot be changed here."""
    UNAPPROVED = (PROPOSED_COLOR, Qt.PenStyle.DashDotLine)
    """Red, dash and dot: stored, nobody approved it."""
    REJECTED = (FAINT_COLOR, Qt.PenStyle.DotLine)
    """Grey, dotted: stored as rejected."""


class RoiItem(QGraphicsItem):
    """One contour of a region, in pixel coordinates of the slice.

    Parameters
    ----------
    roi_id
        Of the region; None for one that cannot be selected.
    text
        For the tool tip.
    """

    def __init__(self, contour: Contour, look: Look, roi_id: str | None, text: str = "") -> None:
        super().__init__()
        self.roi_id = roi_id
        self.look = look
        self.selected = False
        self.contour = contour
        self._outline = outline_path(contour.points)
        self._area = QPainterPath()
        self._area.addPolygon(_polygon(contour.points))
        self._area.closeSubpath()
        self.setToolTip(plain_tip(text))

    def change(self, look: Look, *, selected: bool, text: str) -> None:
        """Change the style; a selected contour is drawn over the others, thicker and with its vertices."""
        self.look, self.selected = look, selected
        self.setZValue(1 if selected else 0)
        self.setToolTip(plain_tip(text))
        self.update()

    def boundingRect(self) -> QRectF:
        """Return the outline's rectangle with room for the vertices."""
        return self._outline.boundingRect().adjusted(-3, -3, 3, 3)

    def shape(self) -> QPainterPath:
        """Return the area inside, for hit tests."""
        return self._area

    def paint(
        self, painter: QPainter | None, option: QStyleOptionGraphicsItem | None, widget: QWidget | None = None
    ) -> None:
        """Draw the outline, its width constant on screen at any zoom."""
        if painter is None:
            return
        color, style = self.look.value
        pen = QPen(color, 3.0 if self.selected else 2.0, style)
        pen.setCosmetic(True)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(self._outline)
        if self.selected:
            dots = QPen(color, 5.0)
            dots.setCosmetic(True)
            painter.setPen(dots)
            points, to_screen = self.contour.points, painter.combinedTransform()
            turned = [[to_screen.m11(), to_screen.m12()], [to_screen.m21(), to_screen.m22()]]
            painter.drawPoints(_polygon(points[spread(points @ turned, _DOTS_APART)]))


def spread(places: NDArray[np.float64], apart: float) -> list[int]:
    """Choose places, shape (n, 2), that far from the one chosen before: marks on them leave the line visible."""
    chosen, last = [0], places[0].tolist()
    for index, place in enumerate(places.tolist()):
        if math.dist(place, last) >= apart:
            chosen.append(index)
            last = place
    return chosen


def outline_path(points: NDArray[np.float64]) -> QPainterPath:
    """Return the line to draw for a closed polygon, shape (n, 2).

    The channel of a keyhole polygon runs to and fro along one line: it is left out.
    """
    ends = np.roll(points, -1, axis=0)
    edges = {(*start, *end) for start, end in zip(points.tolist(), ends.tolist(), strict=True)}
    path = QPainterPath(QPointF(*points[0]))
    for start, end in zip(points.tolist(), ends.tolist(), strict=True):
        if (*end, *start) in edges:
            path.moveTo(QPointF(*end))
        else:
            path.lineTo(QPointF(*end))
    return path


def _polygon(points: NDArray[np.float64]) -> QPolygonF:
    return QPolygonF([QPointF(column, row) for column, row in points.tolist()])
