"""Letters, texts and figures over the slice."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from PyQt6.QtCore import QRectF
from PyQt6.QtGui import QImage, QPainter

from iodeep_viewer.core.display import Window
from iodeep_viewer.core.image_series import ImageSeries, Slice
from iodeep_viewer.core.orientation import Orientation
from iodeep_viewer.core.records import SeriesRecord
from iodeep_viewer.gui.canvas.corner_text import corner_text, figure
from iodeep_viewer.gui.canvas.overlay import OverlayText, draw_overlay, side_letters
from iodeep_viewer.gui.state.open_series import OpenSeries
from iodeep_viewer.gui.state.session import Session
from iodeep_viewer.settings import Settings
from tests.archives import no_pacs
from tests.gui.pictures import pixels
from tests.slices import make_slice
from tests.values import present

BLACK = np.zeros((4, 4), np.int16)


@pytest.mark.parametrize(
    ("directions", "letters"),
    [
        (("L", "F"), ("R", "L", "H", "F")),
        (("P", "F"), ("A", "P", "H", "F")),
        (("LA", "FP"), ("RP", "LA", "HA", "FP")),
        ((), None),
        (("L",), None),
        (("L", ""), None),
        (("LE", "D"), None),
        (("L", "F", "A"), None),
        (("left", "foot"), None),
    ],
)
def test_an_image_without_a_plane_has_the_letters_that_it_states(
    directions: tuple[str, ...], letters: tuple[str, ...] | None
) -> None:
    assert side_letters(make_slice(BLACK, plane=None, patient_orientation=directions)) == letters


def test_a_plane_says_more_than_the_stated_letters() -> None:
    assert side_letters(make_slice(BLACK, patient_orientation=("A", "F"))) == ("R", "L", "A", "P")


NOTES = (
    "This image has no patient geometry: its place in the patient is not known.",
    "Distances are measured at the detector: they are not calibrated for the patient.",
)


def drawn(text: OverlayText, image: Slice, width: int, height: int) -> NDArray[np.bool_]:
    """Where the overlay leaves a mark on white, shape (height, width)."""
    picture = QImage(width, height, QImage.Format.Format_Grayscale8)
    picture.fill(255)
    painter = QPainter(picture)
    draw_overlay(painter, QRectF(0, 0, width, height), text, image, Orientation(), 1.0)
    painter.end()
    return np.asarray(pixels(picture)[..., 0] < 255)


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("width", [360, 520, 1200])
@pytest.mark.parametrize("orientation", [(), ("L", "F")])
def test_notes_are_whole_and_cover_no_other_text(width: int, orientation: tuple[str, ...]) -> None:
    image = make_slice(BLACK, plane=None, spacing_known=False, patient_orientation=orientation)
    left, right = ("Slice 1/2", "+10.0 mm"), ("CHEST PA LANDSCAPE", "CR  2500 × 2048")
    corners = OverlayText(top_left=left, top_right=right, bottom_left=("C 40  W 400", "Zoom 25%"))
    both = OverlayText(**{name: getattr(corners, name) for name in corners.__slots__} | {"attention": NOTES})
    before, after = drawn(corners, image, width, 600), drawn(both, image, width, 600)
    top_lines = before.copy()
    top_lines[200:] = False
    rows, columns = np.nonzero(after & ~before)
    assert rows.min() > np.nonzero(top_lines)[0].max()
    assert 0 < columns.min() < columns.max() < width - 1
    # With all the room in the world the same words leave as many marks: nothing was cut off.
    wide = drawn(both, image, 2000, 600).sum() - drawn(corners, image, 2000, 600).sum()
    assert (after.sum() - before.sum()) == pytest.approx(wide, rel=0.05)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (-0.0, "0"),
        (40.0, "40"),
        (-600.0, "-600"),
        (512.5, "512.5"),
        (2048.0, "2048"),
        (65535.0, "65535"),
        (-32768.0, "-32768"),
        (99_999.7, "1e+05"),
        (1234567.0, "1.235e+06"),
        (-99013999705837541998581465720291328.0, "-9.901e+34"),
        (0.00123456, "0.001235"),
        (1.23456e-9, "1.235e-09"),
        (float("nan"), "nan"),
    ],
)
def test_figures_are_short_and_say_something(value: float, text: str) -> None:
    assert figure(value) == text


@pytest.mark.usefixtures("qapp")
def test_the_corners_say_window_and_pixel_of_any_magnitude() -> None:
    session = Session(Settings(), None, no_pacs)
    values = np.array([[1.5e-9, 3e9], [2e-9, 0]], dtype=np.float32)
    session.active.show(OpenSeries(SeriesRecord("1.2.3", "1.2.3.4", "MR")))
    present(session.opened).set_series(ImageSeries("1.2.3.4").with_slices([image := make_slice(values)]), complete=True)
    session.active.set_window(Window(1e-9, 9.9014e34))
    text = corner_text(session.active, image, 1.0, (0, 0))
    assert text.bottom_left[0] == "C 1e-09  W 9.901e+34"
    assert text.bottom_right == ("(0, 0)  1.5e-09",)
    assert corner_text(session.active, image, 1.0, (1, 0)).bottom_right == ("(1, 0)  3e+09",)
