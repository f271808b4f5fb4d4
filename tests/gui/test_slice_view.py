"""The screen, pixel by pixel, and the mouse on it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PyQt6.QtCore import QPoint, QPointF, Qt
from PyQt6.QtGui import QColor, QImage, QTextDocument, QWheelEvent
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from iodeep_viewer.core.display import Window
from iodeep_viewer.core.geometry import Plane
from iodeep_viewer.core.image_series import ImageSeries, Slice
from iodeep_viewer.core.records import SeriesRecord
from iodeep_viewer.core.regions import Contour, Roi, RoiState
from iodeep_viewer.gui.canvas.overlay import scale_bar_length, side_letters
from iodeep_viewer.gui.canvas.roi_item import RoiItem
from iodeep_viewer.gui.canvas.slice_view import SliceView
from iodeep_viewer.gui.canvas.tools.toolbox import Toolbox
from iodeep_viewer.gui.panels.roi_table import RoiTable
from iodeep_viewer.gui.state.bridge import signal_of
from iodeep_viewer.gui.state.open_series import OpenSeries
from iodeep_viewer.gui.state.session import Session
from iodeep_viewer.gui.style.theme import PROPOSED_COLOR, VALIDATED_COLOR
from iodeep_viewer.settings import Settings
from tests.archives import no_pacs
from tests.gui import tables
from tests.gui.striped import SQUARE, slices
from tests.slices import make_slice
from tests.values import present


def open_in(session: Session, *slices: Slice) -> None:
    session.active.show(OpenSeries(SeriesRecord("1.2.3", "1.2.3.4", "MR")))
    present(session.opened).set_series(ImageSeries("1.2.3.4").with_slices(slices), complete=True)


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return Session(Settings(), None, no_pacs)


@pytest.fixture
def view(session: Session, qtbot: QtBot) -> SliceView:
    view = SliceView(session, session.active, Toolbox(session))
    qtbot.addWidget(view)
    view.resize(660, 480)
    view.show()
    qtbot.waitExposed(view)
    return view


def picture(view: SliceView) -> QImage:
    QApplication.processEvents()
    return view.grab().toImage()


def grey_at(view: SliceView, column: float, row: float) -> int:
    at = view.to_viewport(column, row).toPoint()
    return QColor(picture(view).pixel(at)).red()


def colours_near(view: SliceView, column: float, row: float, reach: int = 2) -> list[QColor]:
    """Colours of a short upright line of pixels around a point of the slice."""
    image, at = picture(view), view.to_viewport(column, row).toPoint()
    return [QColor(image.pixel(at + QPoint(0, y))) for y in range(-reach, reach + 1)]


def has_colour(colours: list[QColor], wanted: QColor) -> bool:
    return any(
        abs(c.red() - wanted.red()) + abs(c.green() - wanted.green()) + abs(c.blue() - wanted.blue()) < 40
        for c in colours
    )


def roi(image: Slice, state: RoiState = RoiState.PROPOSED, points: np.ndarray = SQUARE, name: str = "a") -> Roi:
    return Roi(name, "Lesion", (Contour(image.sop_instance_uid, image.frame_number, points),), state=state)


@pytest.mark.parametrize("label", ["GTV", "GTV <5 mm", "<b>GTV</b>\nleft", "1 &lt; 2", "<img src='http://x/y.png'>"])
def test_the_tool_tip_of_a_region_shows_its_label_letter_by_letter(
    view: SliceView, session: Session, label: str
) -> None:
    open_in(session, *slices(1))
    roi = Roi("r", label, (Contour("1.2.3.4.0", None, SQUARE),))
    present(session.opened).set_review(present(session.opened).review.add([roi]))
    table = RoiTable(session)
    (on_slice,) = [item for item in present(view.scene()).items() if isinstance(item, RoiItem)]
    for tip in (on_slice.toolTip(), tables.tip(table, 0, 1)):
        shown = QTextDocument()
        if Qt.mightBeRichText(tip):  # type: ignore[attr-defined]  # missing in the stubs
            shown.setHtml(tip)
        else:
            shown.setPlainText(tip)
        assert shown.toPlainText() == label


def test_the_window_decides_the_grey_level(view: SliceView, session: Session) -> None:
    open_in(session, *slices(1))
    session.active.set_window(Window(25.5, 51))
    assert grey_at(view, 10, 20) == 0
    assert grey_at(view, 45, 20) == 255
    session.active.set_inverted(True)
    assert grey_at(view, 10, 20) == 255
    assert grey_at(view, 45, 20) == 0


def test_a_monochrome1_image_shows_its_low_values_white(view: SliceView, session: Session) -> None:
    open_in(session, *slices(1, photometric_interpretation="MONOCHROME1"))
    session.active.set_window(Window(25.5, 51))
    assert grey_at(view, 10, 20) == 255


def test_the_edge_between_pixels_is_where_it_belongs(view: SliceView, session: Session) -> None:
    open_in(session, *slices(1))
    session.active.set_window(Window(25.5, 51))
    view.zoom_by(4)
    # The step between columns 29 and 30 lies at 29.5.
    assert grey_at(view, 28.9, 20) < 60
    assert grey_at(view, 30.1, 20) > 195


@pytest.mark.parametrize("zoom", [1.0, 2.5])
def test_a_proposed_contour_is_red_where_it_should_be_at_any_zoom(
    view: SliceView, session: Session, zoom: float
) -> None:
    (image,) = slices(1)
    open_in(session, image)
    view.zoom_by(zoom, view.to_viewport(20, 12))
    present(session.opened).set_review(session.review.add([roi(image)]))
    on_the_edge = [has_colour(colours_near(view, column, 9.5), PROPOSED_COLOR) for column in np.linspace(12, 27, 30)]
    assert 0.4 < np.mean(on_the_edge) < 1.0  # dashed: part of the line is bare
    assert not has_colour(colours_near(view, 19.5, 17, 6), PROPOSED_COLOR)


def test_a_validated_contour_is_green_and_solid_and_a_rejected_one_is_gone(view: SliceView, session: Session) -> None:
    (image,) = slices(1)
    open_in(session, image)
    present(session.opened).set_review(session.review.add([roi(image)]).set_state(["a"], RoiState.VALIDATED))
    columns = np.linspace(12, 27, 30)
    assert all(has_colour(colours_near(view, column, 9.5), VALIDATED_COLOR) for column in columns)
    present(session.opened).set_review(session.review.set_state(["a"], RoiState.REJECTED))
    assert not any(has_colour(colours_near(view, column, 9.5), VALIDATED_COLOR) for column in columns)


def test_pixels_that_are_not_square_are_shown_in_their_proportion(view: SliceView, session: Session) -> None:
    plane = Plane((0.0, 0.0, 0.0), (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (2.0, 1.0))
    open_in(session, make_slice(np.zeros((40, 60), np.int16), spacing=(2.0, 1.0), plane=plane))
    across = view.to_viewport(10, 0).x() - view.to_viewport(0, 0).x()
    down = view.to_viewport(0, 10).y() - view.to_viewport(0, 0).y()
    assert down / across == pytest.approx(2.0, rel=1e-3)


def test_a_click_selects_the_smaller_of_two_regions_that_lie_in_each_other(
    view: SliceView, session: Session, qtbot: QtBot
) -> None:
    (image,) = slices(1)
    open_in(session, image)
    inner = SQUARE * 0.2 + np.array([15, 13])
    present(session.opened).set_review(
        session.review.add([roi(image, name="inner", points=inner), roi(image, name="outer")])
    )
    clicked: list[object] = []
    view.roi_clicked.connect(clicked.append)
    for column, row in (inner.mean(axis=0), (11.0, 11.0), (50.0, 35.0)):
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.to_viewport(column, row).toPoint())
    assert clicked == ["inner", "outer", None]


def test_the_wheel_goes_through_the_slices_and_with_ctrl_it_zooms_at_the_pointer(
    view: SliceView, session: Session
) -> None:
    open_in(session, *slices(3))
    steps: list[int] = []
    view.scrolled.connect(steps.append)
    wheel(view, -120)
    wheel(view, 120)
    wheel(view, -60)
    wheel(view, -60)
    assert steps == [1, -1, 1]
    at = QPointF(200, 150)
    before, zoom = view.mapToScene(at.toPoint()), view.zoom
    wheel(view, 240, Qt.KeyboardModifier.ControlModifier, at)
    assert view.zoom > zoom * 1.2
    after = view.mapToScene(at.toPoint())
    assert abs(after.x() - before.x()) < 0.5
    assert abs(after.y() - before.y()) < 0.5
    assert steps == [1, -1, 1]


def test_dragging_left_changes_the_window_middle_pans_right_zooms(
    view: SliceView, session: Session, qtbot: QtBot
) -> None:
    open_in(session, *slices(1))
    session.active.set_window(Window(100, 200))
    moves: list[tuple[float, float]] = []
    view.window_dragged.connect(lambda center, width: moves.append((center, width)))
    drag(view, qtbot, Qt.MouseButton.LeftButton, QPoint(40, 20))
    assert sum(width for _, width in moves) == pytest.approx(40)
    assert sum(center for center, _ in moves) == pytest.approx(20)
    place = view.to_viewport(30, 20)
    drag(view, qtbot, Qt.MouseButton.MiddleButton, QPoint(25, -15))
    moved = view.to_viewport(30, 20) - place
    assert (round(moved.x()), round(moved.y())) == (25, -15)
    zoom = view.zoom
    drag(view, qtbot, Qt.MouseButton.RightButton, QPoint(0, -40))
    assert view.zoom > zoom * 1.2


def test_double_click_changes_between_fit_and_actual_size(view: SliceView, session: Session, qtbot: QtBot) -> None:
    open_in(session, *slices(1))
    fitted = view.zoom
    assert fitted > 5
    qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton)
    assert view.zoom == pytest.approx(1)
    qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton)
    assert view.zoom == pytest.approx(fitted)


def test_scrolling_keeps_zoom_and_place(view: SliceView, session: Session) -> None:
    open_in(session, *slices(3))
    view.zoom_by(2, QPointF(100, 100))
    zoom, place = view.zoom, view.to_viewport(10, 10)
    session.active.set_index(2)
    assert view.zoom == pytest.approx(zoom)
    assert view.to_viewport(10, 10) == place


def test_letters_name_the_sides_of_the_patient() -> None:
    axial = make_slice(np.zeros((4, 4), np.int16))
    assert side_letters(axial) == ("R", "L", "A", "P")
    coronal = Plane((0.0, 0.0, 0.0), (1.0, 0.0, 0.0), (0.0, 0.0, -1.0), (1.0, 1.0))
    assert side_letters(make_slice(np.zeros((4, 4), np.int16), plane=coronal)) == ("R", "L", "H", "F")
    assert side_letters(make_slice(np.zeros((4, 4), np.int16), plane=None)) is None


def test_the_scale_bar_is_the_longest_round_length_that_fits() -> None:
    assert scale_bar_length(2.0, 170) == 50
    assert scale_bar_length(0.5, 170) == 200
    assert scale_bar_length(300.0, 170) is None


def wheel(
    view: SliceView,
    delta: int,
    modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    at: QPointF | None = None,
) -> None:
    at = at or QPointF(100, 100)
    event = QWheelEvent(
        at, at, QPoint(0, 0), QPoint(0, delta), Qt.MouseButton.NoButton, modifier, Qt.ScrollPhase.NoScrollPhase, False
    )
    QApplication.sendEvent(view.viewport(), event)


def drag(view: SliceView, qtbot: QtBot, button: Qt.MouseButton, by: QPoint) -> None:
    start = QPoint(300, 200)
    qtbot.mousePress(view.viewport(), button, pos=start)
    for part in (1, 2, 3, 4):
        qtbot.mouseMove(view.viewport(), start + by * part / 4)
    qtbot.mouseRelease(view.viewport(), button, pos=start + by)


def test_slices_that_arrive_behind_the_one_on_screen_move_nothing(view: SliceView, session: Session) -> None:
    images = slices(5)
    open_in(session, images[0])
    moves: list[int] = []
    signal_of(session.index_changed).connect(lambda: moves.append(session.index))
    present(session.opened).set_series(ImageSeries("1.2.3.4").with_slices(images[:3]), complete=False)
    assert moves == []
    session.active.set_index(2)
    present(session.opened).set_series(ImageSeries("1.2.3.4").with_slices(images[1:]), complete=True)
    assert moves == [2, 1]
    assert session.image is not None
    assert session.image.sop_instance_uid == images[2].sop_instance_uid
