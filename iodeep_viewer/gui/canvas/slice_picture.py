"""A slice as a picture, and where it lies: the same on the screen and in saved pictures."""

from __future__ import annotations

import numpy as np
from PyQt6.QtCore import Qt
from PyQt6.QtGui import QImage, QTransform
from PyQt6.QtWidgets import QGraphicsPixmapItem

from iodeep_viewer.core.display import Window
from iodeep_viewer.core.image_series import Slice
from iodeep_viewer.core.orientation import Orientation


def slice_picture(image: Slice, window: Window, *, inverted: bool) -> QImage:
    """Return the pixels of a slice in grey or in colour."""
    pixels = np.ascontiguousarray(image.grey(window, invert=inverted))
    form = QImage.Format.Format_RGB888 if image.is_color else QImage.Format.Format_Grayscale8
    # A QImage only borrows its pixels.
    return QImage(pixels.tobytes(), image.columns, image.rows, pixels.strides[0], form).copy()


def aspect(image: Slice) -> tuple[float, float]:
    """Return the (column, row) scale that shows a slice in proportion; the smaller one is 1."""
    row, column = image.spacing
    return column / min(row, column), row / min(row, column)


def placed(image: Slice, orientation: Orientation) -> QTransform:
    """Return the way from pixels of a slice to a plane: around its centre, in proportion, turned and mirrored."""
    (a, b), (c, d) = orientation.matrix
    centred = QTransform.fromTranslate(-(image.columns - 1) / 2, -(image.rows - 1) / 2)
    # Qt multiplies from the left: its rows are the columns of the matrix.
    return centred * QTransform.fromScale(*aspect(image)) * QTransform(a, c, b, d, 0, 0)


def slice_item() -> QGraphicsPixmapItem:
    """Make the item that shows a slice in a scene: smooth at every zoom, pixel centres at integer coordinates."""
    item = QGraphicsPixmapItem()
    item.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
    item.setOffset(-0.5, -0.5)
    return item
