"""Text, letters and scale bar over the slice."""

from __future__ import annotations

from dataclasses import dataclass

from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from iodeep_viewer.core.image_series import Slice
from iodeep_viewer.core.orientation import Orientation, direction_letters
from iodeep_viewer.gui.style.theme import ATTENTION_COLOR, OVERLAY_COLOR

_MARGIN = 10.0
_LETTER_ROOM = 16.0
_OPPOSITE = {"L": "R", "R": "L", "A": "P", "P": "A", "H": "F", "F": "H"}
_SCALE_BAR_LENGTHS = (1, 2, 5, 10, 20, 50, 100, 200)


@dataclass(frozen=True, slots=True)
class OverlayText:
    """Lines for the four corners and, in the attention colour, below those at the top."""

    top_left: tuple[str, ...] = ()
    top_right: tuple[str, ...] = ()
    bottom_left: tuple[str, ...] = ()
    bottom_right: tuple[str, ...] = ()
    attention: tuple[str, ...] = ()


def draw_overlay(
    painter: QPainter, area: QRectF, text: OverlayText, image: Slice, orientation: Orientation, pixels_per_mm: float
) -> None:
    """Draw everything that lies over the image and does not move with it.

    Parameters
    ----------
    area
        The viewport, in device-independent pixels.
    orientation
        How the slice is turned; the letters follow it.
    pixels_per_mm
        The scale bar follows it.
    """
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    inner = area.adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
    left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
    top, bottom = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignBottom
    metrics = QFontMetricsF(painter.font())
    # Each corner has its half of the width, less the letter in the middle.
    room = inner.width() / 2 - _LETTER_ROOM
    for lines, alignment in (
        (text.top_left, left | top),
        (text.top_right, right | top),
        (text.bottom_left, left | bottom),
        (text.bottom_right, right | bottom),
    ):
        fitting = tuple(metrics.elidedText(line, Qt.TextElideMode.ElideRight, room) for line in lines)
        _text(painter, inner, fitting, alignment, OVERLAY_COLOR)
    letters_drawn = _letters(painter, inner, image, orientation)
    # Below the corner lines, the whole width is free: notes are long, and windows may be narrow.
    line = QFontMetricsF(painter.font()).lineSpacing()
    above = max(line * max(len(text.top_left), len(text.top_right)), 24 if letters_drawn else 0)
    below_corners = inner.adjusted(0, above + _MARGIN / 2, 0, 0)
    _text(painter, below_corners, text.attention, Qt.AlignmentFlag.AlignHCenter | top, ATTENTION_COLOR, wrapped=True)
    _scale_bar(painter, inner, pixels_per_mm, letters_drawn, known=image.spacing_known)


def scale_bar_length(pixels_per_mm: float, room: float) -> int | None:
    """Return the longest round length in mm that fits into `room` pixels, or None."""
    fitting = [length for length in _SCALE_BAR_LENGTHS if length * pixels_per_mm <= room]
    return fitting[-1] if fitting else None


def side_letters(image: Slice) -> tuple[str, str, str, str] | None:
    """Return the patient directions of the left, right, top and bottom of the image as stored, or None if unknown."""
    if image.plane is None:
        return _stated_letters(image.patient_orientation)
    row, column = image.plane.row_direction, image.plane.column_direction
    return (
        direction_letters([-value for value in row]),
        direction_letters(row),
        direction_letters([-value for value in column]),
        direction_letters(column),
    )


def _stated_letters(directions: tuple[str, ...]) -> tuple[str, str, str, str] | None:
    """Sides by PatientOrientation, whose values may be compound, e.g. ``LF``; None if not of a biped."""
    if len(directions) != 2 or not all(letters and set(letters) <= set(_OPPOSITE) for letters in directions):
        return None
    right, bottom = directions
    left, top = ("".join(_OPPOSITE[letter] for letter in letters) for letters in directions)
    return left, right, top, bottom


def _text(
    painter: QPainter,
    area: QRectF,
    lines: tuple[str, ...],
    alignment: Qt.AlignmentFlag,
    color: QColor,
    *,
    wrapped: bool = False,
) -> None:
    if not lines:
        return
    joined = "\n".join(lines)
    flags = int(alignment) | (int(Qt.TextFlag.TextWordWrap) if wrapped else 0)
    painter.setPen(QColor(0, 0, 0, 220))
    painter.drawText(area.translated(1, 1), flags, joined)
    painter.setPen(color)
    painter.drawText(area, flags, joined)


def _letters(painter: QPainter, area: QRectF, image: Slice, orientation: Orientation) -> bool:
    of_slice = side_letters(image)
    if of_slice is None:
        return False
    letters = orientation.sides(of_slice)
    font = painter.font()
    bold = painter.font()
    bold.setBold(True)
    bold.setPointSizeF(font.pointSizeF() * 1.25)
    painter.setFont(bold)
    center_v, center_h = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignHCenter
    for letter, flags in zip(
        letters,
        (
            Qt.AlignmentFlag.AlignLeft | center_v,
            Qt.AlignmentFlag.AlignRight | center_v,
            Qt.AlignmentFlag.AlignTop | center_h,
            Qt.AlignmentFlag.AlignBottom | center_h,
        ),
        strict=True,
    ):
        _text(painter, area, (letter,), flags, ATTENTION_COLOR)
    painter.setFont(font)
    return True


def _scale_bar(painter: QPainter, area: QRectF, pixels_per_mm: float, letters_drawn: bool, *, known: bool) -> None:
    length = scale_bar_length(pixels_per_mm, area.width() / 4)
    if length is None or not known:
        return
    width = length * pixels_per_mm
    y = area.bottom() - (30 if letters_drawn else 6)
    left = area.center().x() - width / 2
    label = f"{length // 10} cm" if length >= 10 else f"{length} mm"
    for color, thickness in ((QColor(0, 0, 0, 220), 4.0), (OVERLAY_COLOR, 2.0)):
        painter.setPen(QPen(color, thickness))
        painter.drawLine(QPointF(left, y), QPointF(left + width, y))
        for x in (left, left + width):
            painter.drawLine(QPointF(x, y - 4), QPointF(x, y + 4))
    height = QFontMetricsF(painter.font()).height()
    _text(painter, QRectF(left, y - height - 6, width, height), (label,), Qt.AlignmentFlag.AlignHCenter, OVERLAY_COLOR)
