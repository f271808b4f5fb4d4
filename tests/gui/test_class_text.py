"""Classes on viewports of any size."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
from numpy.typing import NDArray
from PyQt6.QtCore import QRectF
from PyQt6.QtGui import QFontMetricsF, QImage, QPainter
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from iodeep_viewer.core.orientation import Orientation
from iodeep_viewer.core.prediction import ClassProbability
from iodeep_viewer.gui.canvas.class_text import class_line, class_lines, draw_classes
from iodeep_viewer.gui.canvas.overlay import OverlayText, draw_overlay
from iodeep_viewer.gui.style.wording import probability_for_screen
from tests.gui.pictures import pixels
from tests.slices import make_slice

CLASSES = (ClassProbability("Haemorrhage", 0.97), ClassProbability("No haemorrhage", 0.03))
LOOKED = SimpleNamespace(prediction=SimpleNamespace(classes=CLASSES, network=SimpleNamespace(dnn_name="A classifier")))
CORNERS = OverlayText(("Slice 5/7", "+24.0 mm"), ("HEAD", "CT"), ("C 40  W 80", "Zoom 61%"))


def marks(width: int, height: int, draw: str) -> NDArray[np.bool_]:
    """Where something is drawn on white, shape (height, width)."""
    picture = QImage(width, height, QImage.Format.Format_Grayscale8)
    picture.fill(255)
    painter = QPainter(picture)
    area = QRectF(0, 0, width, height)
    if draw == "classes":
        draw_classes(painter, area, LOOKED)  # type: ignore[arg-type]
    else:
        draw_overlay(painter, area, CORNERS, make_slice(np.zeros((4, 4), np.int16)), Orientation(), 1.0)
    painter.end()
    return np.asarray(pixels(picture)[..., 0] < 250)


@pytest.mark.parametrize("height", [160, 200, 260, 320, 480, 900])
def test_classes_cover_neither_corner_text_nor_scale_bar(qtbot: QtBot, height: int) -> None:
    classes, overlay = marks(320, height, "classes"), marks(320, height, "overlay")
    # The letters of the left and right side stand in the middle of the height: they may lie under the classes.
    overlay[height // 2 - 15 : height // 2 + 15, :40] = False
    assert not (classes & overlay).any()


def test_a_small_viewport_tells_the_most_probable_class_in_one_line(qtbot: QtBot) -> None:
    line = QFontMetricsF(QApplication.font()).lineSpacing()
    small, middle, large = (np.flatnonzero(marks(320, height, "classes").any(axis=1)) for height in (160, 280, 900))
    assert small[-1] - small[0] < 2 * line
    assert middle[-1] - middle[0] < 2 * line
    assert large[-1] - large[0] > 4 * line
    assert class_line(LOOKED) == "AI: Haemorrhage 97% · not a finding"  # type: ignore[arg-type]
    assert class_lines(LOOKED) == (  # type: ignore[arg-type]
        "AI: A classifier",
        "Haemorrhage  97%",
        "No haemorrhage  3%",
        "Of the whole slice; not a finding",
    )


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.0, "<1%"), (0.004, "<1%"), (0.006, "1%"), (0.5, "50%"), (0.994, "99%"), (0.996, ">99%"), (1.0, ">99%")],
)
def test_no_probability_is_written_as_certainty(value: float, text: str) -> None:
    assert probability_for_screen(value) == text


def test_nothing_is_told_where_no_network_classified() -> None:
    regions_only = SimpleNamespace(prediction=SimpleNamespace(classes=()))
    for looked in (None, regions_only):
        assert class_line(looked) == ""  # type: ignore[arg-type]
        assert class_lines(looked) == ()  # type: ignore[arg-type]
