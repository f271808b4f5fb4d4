"""Several viewports: layout, linking, reference lines, rotation and flips."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtGui import QColor, QImage, QPainter
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from iodeep_viewer.core.display import Window
from iodeep_viewer.core.geometry import Plane
from iodeep_viewer.core.image_series import ImageSeries, Slice
from iodeep_viewer.core.linking import cut_line, linked_index
from iodeep_viewer.core.records import SeriesRecord
from iodeep_viewer.core.regions import Contour, Roi, RoiState
from iodeep_viewer.gui.canvas.overlay import OverlayText, draw_overlay
from iodeep_viewer.gui.canvas.slice_view import SliceView
from iodeep_viewer.gui.state.open_series import OpenSeries
from iodeep_viewer.gui.state.values import SELECT_TOOL, Severity
from iodeep_viewer.gui.style.theme import REFERENCE_COLOR, VALIDATED_COLOR
from tests.gui.pictures import pixels
from tests.gui.reader import Reader
from tests.slices import make_slice
from tests.values import now

Key, Ctrl = Qt.Key, Qt.KeyboardModifier.ControlModifier
AXIAL = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0))
SAGITTAL = ((0.0, 1.0, 0.0), (0.0, 0.0, -1.0))


@pytest.fixture
def reader(qtbot: QtBot, make_viewer: object) -> Reader:
    return Reader(qtbot, make_viewer(None))  # type: ignore[operator]


def stack(
    uid: str,
    directions: tuple[tuple[float, float, float], tuple[float, float, float]],
    *,
    count: int = 10,
    gap: float = 4.0,
    frame: str = "1.9",
    start: tuple[float, float, float] = (0.0, 0.0, 0.0),
) -> list[Slice]:
    normal = np.cross(*directions)
    values = np.zeros((40, 40), np.int16)
    values[:20, :20] = 200  # the top left quarter of the stored image is bright
    return [
        make_slice(
            values,
            plane=Plane(tuple(np.asarray(start) + normal * gap * number), *directions, (1.0, 1.0)),
            series_instance_uid=uid,
            sop_instance_uid=f"{uid}.{number}",
            instance_number=number,
            frame_of_reference_uid=frame,
        )
        for number in range(count)
    ]


def show(reader: Reader, number: int, slices: list[Slice]) -> OpenSeries:
    opened = OpenSeries(SeriesRecord("1.2", slices[0].series_instance_uid, "MR"))
    opened.set_series(ImageSeries(opened.record.series_instance_uid).with_slices(slices), complete=True)
    viewport = reader.session.viewports[number]
    viewport.show(opened)
    viewport.set_window(Window(100, 200))
    return opened


def view(reader: Reader, number: int) -> SliceView:
    return reader.window.grid.views[number]


def grey(view: SliceView, across: float, down: float) -> int:
    """Grey level at a share of the width and height of the image as it lies on the screen."""
    QApplication.processEvents()
    corners = [view.to_viewport(x, y) for x in (-0.5, 39.5) for y in (-0.5, 39.5)]
    left, top = min(p.x() for p in corners), min(p.y() for p in corners)
    right, bottom = max(p.x() for p in corners), max(p.y() for p in corners)
    at = QPoint(round(left + across * (right - left)), round(top + down * (bottom - top)))
    return QColor(view.grab().toImage().pixel(at)).red()


def quarters(view: SliceView) -> str:
    """Which quarter of the screen is bright: top left, top right, bottom left or bottom right."""
    places = {"tl": (0.3, 0.3), "tr": (0.7, 0.3), "bl": (0.3, 0.7), "br": (0.7, 0.7)}
    bright = [name for name, place in places.items() if grey(view, *place) > 200]
    assert len(bright) == 1
    return bright[0]


@pytest.mark.parametrize(
    ("keys", "bright"),
    [
        ([(Key.Key_R, None)], "tr"),
        ([(Key.Key_R, Qt.KeyboardModifier.ShiftModifier)], "bl"),
        ([(Key.Key_R, None), (Key.Key_R, None)], "br"),
        ([(Key.Key_H, None)], "tr"),
        ([(Key.Key_V, None)], "bl"),
        ([(Key.Key_R, None), (Key.Key_H, None)], "tl"),
        ([(Key.Key_R, None), (Key.Key_Space, None)], "tl"),
    ],
)
def test_keys_turn_and_flip_what_is_on_the_screen(
    reader: Reader, keys: list[tuple[Qt.Key, Qt.KeyboardModifier | None]], bright: str
) -> None:
    show(reader, 0, stack("1.2.1", AXIAL))
    assert quarters(view(reader, 0)) == "tl"
    for key, modifier in keys:
        reader.key(key, modifier or Qt.KeyboardModifier.NoModifier)
    if keys[-1][0] == Key.Key_Space:
        reader.session.active.set_window(Window(100, 200))
    assert quarters(view(reader, 0)) == bright


@pytest.mark.parametrize("steps", ["r", "h", "rv", "rr"])
def test_a_contour_stays_on_its_pixels_when_the_slice_is_turned(reader: Reader, steps: str) -> None:
    slices = stack("1.2.1", AXIAL)
    opened = show(reader, 0, slices)
    square = np.array([[9.5, 4.5], [29.5, 4.5], [29.5, 12.5], [9.5, 12.5]])
    roi = Roi("a", "Lesion", (Contour(slices[0].sop_instance_uid, None, square),), RoiState.VALIDATED)
    opened.set_review(opened.review.add([roi]))
    for step in steps:
        reader.key({"r": Key.Key_R, "h": Key.Key_H, "v": Key.Key_V}[step])
    QApplication.processEvents()
    picture = view(reader, 0).grab().toImage()

    def green_near(column: float, row: float) -> bool:
        at = view(reader, 0).to_viewport(column, row).toPoint()
        around = [QColor(picture.pixel(at + QPoint(x, y))) for x in range(-2, 3) for y in range(-2, 3)]
        wanted = VALIDATED_COLOR
        return any(abs(c.red() - wanted.red()) + abs(c.green() - wanted.green()) < 40 for c in around)

    assert green_near(20, 4.5)
    assert green_near(29.5, 8)
    assert not green_near(20, 8.5)
    assert not green_near(20, 30)


def test_rotating_keeps_zoom_and_a_click_still_meets_the_region(reader: Reader) -> None:
    slices = stack("1.2.1", AXIAL)
    opened = show(reader, 0, slices)
    square = np.array([[22.0, 5.0], [34.0, 5.0], [34.0, 12.0], [22.0, 12.0]])
    opened.set_review(opened.review.add([Roi("a", "Lesion", (Contour(slices[0].sop_instance_uid, None, square),))]))
    view(reader, 0).zoom_by(1.5)
    zoom = view(reader, 0).zoom
    reader.key(Key.Key_R)
    reader.key(Key.Key_V)
    assert view(reader, 0).zoom == zoom
    reader.click_slice(28, 8)
    assert opened.selected_roi_id == "a"
    reader.click_slice(5, 30)
    assert opened.selected_roi_id is None


def drawn_letters(image: Slice, reader: Reader) -> NDArray[np.bool_]:
    picture = QImage(300, 300, QImage.Format.Format_RGB32)
    picture.fill(0)
    painter = QPainter(picture)
    from PyQt6.QtCore import QRectF

    draw_overlay(painter, QRectF(0, 0, 300, 300), OverlayText(), image, reader.session.active.orientation, 0.01)
    painter.end()
    return np.asarray(pixels(picture)[..., :3].max(axis=2) > 100)


def test_the_letters_follow_flips(reader: Reader) -> None:
    show(reader, 0, stack("1.2.1", AXIAL))
    image = reader.session.image
    assert image is not None
    before = drawn_letters(image, reader)
    reader.key(Key.Key_H)
    after = drawn_letters(image, reader)
    left, right = (slice(100, 200), slice(0, 40)), (slice(100, 200), slice(260, 300))
    letter_r, letter_l = int(before[left].sum()), int(before[right].sum())
    # R has much more ink than L: it stood at the left, and now it is the other way round.
    assert letter_r > 1.5 * letter_l > 0
    assert int(after[right].sum()) == pytest.approx(letter_r, rel=0.1)
    assert int(after[left].sum()) == pytest.approx(letter_l, rel=0.1)


def test_layout_keys_show_one_two_and_four(reader: Reader) -> None:
    for key, count in ((Key.Key_2, 2), (Key.Key_4, 4), (Key.Key_1, 1)):
        reader.key(key, Ctrl)
        assert [item.isVisible() for item in reader.window.grid.views] == [number < count for number in range(4)]
        QApplication.processEvents()
        widths = {item.width() for item in reader.window.grid.views[:count]}
        assert max(widths) - min(widths) <= 1


def test_a_click_makes_a_viewport_active_and_keys_speak_to_it(reader: Reader) -> None:
    reader.session.set_shown_count(2)
    show(reader, 0, stack("1.2.1", AXIAL, frame="1.8"))
    show(reader, 1, stack("1.2.2", AXIAL, frame="1.9"))
    second = view(reader, 1)
    reader.qtbot.mouseClick(second.viewport(), Qt.MouseButton.LeftButton, pos=second.rect().center())
    assert reader.session.active.number == 1
    reader.key(Key.Key_Down)
    assert [viewport.index for viewport in reader.session.viewports[:2]] == [0, 1]
    reader.key(Key.Key_F6)
    reader.key(Key.Key_I)
    assert [viewport.inverted for viewport in reader.session.viewports[:2]] == [True, False]


def test_leaving_the_larger_layout_makes_a_viewport_that_is_shown_the_active_one(reader: Reader) -> None:
    reader.key(Key.Key_4, Ctrl)
    reader.session.set_active(reader.session.viewports[3])
    reader.key(Key.Key_2, Ctrl)
    assert reader.session.active.number == 0


def test_linked_viewports_scroll_to_the_same_position(reader: Reader) -> None:
    reader.session.set_shown_count(2)
    show(reader, 0, stack("1.2.1", AXIAL, count=10, gap=4.0))
    show(reader, 1, stack("1.2.2", AXIAL, count=20, gap=2.0))
    reader.key(Key.Key_Down)
    reader.key(Key.Key_Down)
    assert [viewport.index for viewport in reader.session.viewports[:2]] == [2, 4]
    reader.key(Key.Key_L, Ctrl)
    reader.key(Key.Key_Down)
    assert [viewport.index for viewport in reader.session.viewports[:2]] == [3, 4]


def test_slices_of_another_patient_or_another_direction_are_not_linked() -> None:
    axial = stack("1.2.1", AXIAL)
    assert linked_index(axial[3], ImageSeries("1.2.2").with_slices(stack("1.2.2", AXIAL))) == 3
    assert linked_index(axial[3], ImageSeries("1.2.2").with_slices(stack("1.2.2", AXIAL, frame="1.10"))) is None
    assert linked_index(axial[3], ImageSeries("1.2.2").with_slices(stack("1.2.2", SAGITTAL))) is None


def test_the_reference_line_is_where_the_planes_cut() -> None:
    axial = stack("1.2.1", AXIAL)[2]  # at z = 8, x and y from -0.5 to 39.5
    # Sagittal slices at x = 20, 16, …, with y along the rows and z, from 20 down, along the columns.
    sagittal = stack("1.2.2", SAGITTAL, start=(20.0, 0.0, 20.0))[3]
    line = cut_line(sagittal, axial)
    assert line is not None
    np.testing.assert_allclose(sorted(line[:, 0]), [-0.5, 39.5])
    np.testing.assert_allclose(line[:, 1], 12)  # 20 - 8 mm below the first row
    assert cut_line(axial, stack("1.2.1", AXIAL)[5]) is None
    assert cut_line(sagittal, stack("1.2.3", AXIAL, frame="1.10")[2]) is None
    assert cut_line(sagittal, stack("1.2.3", AXIAL, start=(0, 0, 500))[0]) is None


def test_the_reference_line_is_on_the_screen_and_can_be_switched_off(reader: Reader) -> None:
    reader.session.set_shown_count(2)
    show(reader, 0, stack("1.2.1", AXIAL))
    show(reader, 1, stack("1.2.2", SAGITTAL, start=(20.0, 0.0, 20.0)))
    reader.session.viewports[0].set_index(2)

    def line_pixels() -> int:
        QApplication.processEvents()
        other = view(reader, 1)
        picture = other.grab().toImage()
        hits = 0
        for column in np.linspace(2, 37, 60):
            at = other.to_viewport(float(column), 12).toPoint()
            colors = [QColor(picture.pixel(at + QPoint(0, y))) for y in (-1, 0, 1)]
            hits += any(
                abs(c.red() - REFERENCE_COLOR.red()) + abs(c.blue() - REFERENCE_COLOR.blue()) < 60 for c in colors
            )
        return hits

    assert line_pixels() > 20
    reader.key(Key.Key_R, Ctrl)
    assert line_pixels() == 0


def test_a_series_in_two_viewports_has_one_review(reader: Reader) -> None:
    reader.session.set_shown_count(2)
    slices = stack("1.2.1", AXIAL)
    opened = show(reader, 0, slices)
    reader.session.viewports[1].show(opened)
    square = np.array([[22.0, 5.0], [34.0, 5.0], [34.0, 12.0], [22.0, 12.0]])
    opened.set_review(opened.review.add([Roi("a", "Lesion", (Contour(slices[0].sop_instance_uid, None, square),))]))
    assert [len(viewport.rois_on_screen()) for viewport in reader.session.viewports[:2]] == [1, 1]


def test_corner_text_can_be_switched_off(reader: Reader) -> None:
    show(reader, 0, stack("1.2.1", AXIAL))
    reader.session.active.set_window(Window(5000, 10))  # all black

    def marks() -> int:
        QApplication.processEvents()
        picture = view(reader, 0).grab().toImage()
        return sum(QColor(picture.pixel(x, y)).red() > 100 for x in range(0, 120, 2) for y in range(0, 50, 2))

    assert marks() > 20
    reader.key(Key.Key_L, Qt.KeyboardModifier.ShiftModifier)
    assert marks() == 0


def test_a_tool_key_takes_the_tool_and_esc_puts_it_down(reader: Reader) -> None:
    show(reader, 0, stack("1.2.1", AXIAL))
    reader.key(Key.Key_D)
    assert now(reader.session.tool) == "draw"
    assert reader.window.actions_by_id["draw"].isChecked()
    assert not reader.window.actions_by_id["select_tool"].isChecked()
    reader.key(Key.Key_Escape)
    assert reader.session.tool == SELECT_TOOL
    assert reader.window.actions_by_id["select_tool"].isChecked()


def test_a_notice_of_a_series_is_over_its_own_viewport_only(reader: Reader) -> None:
    reader.session.set_shown_count(2)
    first = show(reader, 0, stack("1.2.1", AXIAL))
    show(reader, 1, stack("1.2.2", AXIAL))
    reader.session.notify(Severity.WARNING, "Of the first.", of=first)
    reader.session.notify(Severity.WARNING, "Of all.")
    assert reader.notices == ["Of all. ", "Of the first. "]
    reader.key(Key.Key_F6)
    assert reader.notices == ["Of all. "]
    reader.key(Key.Key_F6)
    assert reader.notices == ["Of all. ", "Of the first. "]
    reader.key(Key.Key_W, Ctrl)
    assert reader.notices == ["Of all. "]


def test_labels_stand_beside_the_region_when_they_are_switched_on(reader: Reader) -> None:
    slices = stack("1.2.1", AXIAL)
    opened = show(reader, 0, slices)
    reader.session.active.set_window(Window(5000, 10))  # all black
    square = np.array([[9.5, 9.5], [14.5, 9.5], [14.5, 20.5], [9.5, 20.5]])
    roi = Roi("a", "Lesion", (Contour(slices[0].sop_instance_uid, None, square),), RoiState.VALIDATED)
    opened.set_review(opened.review.add([roi]))

    def marks() -> int:
        QApplication.processEvents()
        picture = view(reader, 0).grab().toImage()
        beside = view(reader, 0).to_viewport(14.5, 9.5).toPoint() + QPoint(5, -8)
        return sum(QColor(picture.pixel(beside + QPoint(x, y))).green() > 100 for x in range(40) for y in range(16))

    assert marks() == 0
    reader.key(Key.Key_L)
    assert marks() > 30
