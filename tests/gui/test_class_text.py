"""Classes on viewports of any size."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from PyQt6.QtCore import QRectF
from PyQt6.QtGui import QFontMetricsF, QImage, QPainter
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from iodeep_viewer.core.kept_predictions import KeptPrediction
from iodeep_viewer.core.orientation import Orientation
from iodeep_viewer.core.prediction import (
    ClassProbability,
    NetworkLabel,
    NetworkOutput,
    NetworkTask,
    Placement,
    Prediction,
)
from iodeep_viewer.core.regions import NetworkIdentification
from iodeep_viewer.gui.canvas.class_text import class_line, class_lines, draw_classes
from iodeep_viewer.gui.canvas.overlay import OverlayText, draw_overlay
from iodeep_viewer.gui.style.wording import probability_for_screen
from tests.gui.pictures import pixels
from tests.slices import make_slice

CLASSES = (ClassProbability("Haemorrhage", 0.97), ClassProbability("No haemorrhage", 0.03))
IMAGE = make_slice(np.zeros((4, 4), np.int16))
NETWORK = NetworkIdentification("1.9", "A classifier", "1", "ab", 0.5)
OUTPUT = NetworkOutput(NetworkTask.CLASSIFICATION, tuple(NetworkLabel(item.label) for item in CLASSES))
CLASSIFIED = Prediction(
    IMAGE,
    NETWORK,
    OUTPUT,
    np.array([item.probability for item in CLASSES], np.float32),
    Placement((1.0, 1.0), (0.0, 0.0)),
    classes=CLASSES,
)
KEPT = KeptPrediction(CLASSIFIED, 0.5)
CORNERS = OverlayText(("Slice 5/7", "+24.0 mm"), ("HEAD", "CT"), ("C 40  W 80", "Zoom 61%"))


def marks(width: int, height: int, draw: str) -> NDArray[np.bool_]:
    """Where something is drawn on white, shape (height, width)."""
    picture = QImage(width, height, QImage.Format.Format_Grayscale8)
    picture.fill(255)
    painter = QPainter(picture)
    area = QRectF(0, 0, width, height)
    if draw == "classes":
        draw_classes(painter, area, KEPT)
    else:
        draw_overlay(painter, area, CORNERS, IMAGE, Orientation(), 1.0)
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
    assert class_line(KEPT) == "AI: Haemorrhage 97% · not a finding"
    assert class_lines(KEPT) == (
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
    regions_only = KeptPrediction(replace(CLASSIFIED, classes=()), 0.5)
    for kept in (None, regions_only):
        assert class_line(kept) == ""
        assert class_lines(kept) == ()
