"""Drawing and changing regions with mouse and keys, on the real view."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PyQt6.QtCore import QPoint, QPointF, Qt
from PyQt6.QtGui import QColor, QImage, QWheelEvent
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from iodeep_viewer.core.geometry import Plane, Points, polygon_area
from iodeep_viewer.core.image_series import ImageSeries
from iodeep_viewer.core.orientation import Orientation
from iodeep_viewer.core.polygons import is_simple, keyhole
from iodeep_viewer.core.records import SeriesRecord
from iodeep_viewer.core.regions import Contour, Roi, RoiOrigin, RoiState
from iodeep_viewer.core.review import Review
from iodeep_viewer.core.structure_set import Approval, ApprovalStatus, StructureSet
from iodeep_viewer.gui.canvas.roi_item import spread
from iodeep_viewer.gui.canvas.slice_view import SliceView
from iodeep_viewer.gui.canvas.tools.brush import BrushTool
from iodeep_viewer.gui.canvas.tools.cut import CutTool
from iodeep_viewer.gui.canvas.tools.draw import DrawTool
from iodeep_viewer.gui.canvas.tools.edit import EditTool
from iodeep_viewer.gui.canvas.tools.tool import Tool
from iodeep_viewer.gui.canvas.tools.toolbox import Toolbox
from iodeep_viewer.gui.controllers.editing import EditingController
from iodeep_viewer.gui.controllers.recording import DecisionRecorder
from iodeep_viewer.gui.controllers.viewing import ViewingController
from iodeep_viewer.gui.state.bridge import signal_with
from iodeep_viewer.gui.state.open_series import OpenSeries
from iodeep_viewer.gui.state.session import Session
from iodeep_viewer.gui.state.values import SELECT_TOOL, Notice
from iodeep_viewer.gui.style.theme import PROPOSED_COLOR, VALIDATED_COLOR
from iodeep_viewer.settings import Settings
from iodeep_viewer.workflows.journal import Journal
from tests.archives import no_pacs
from tests.slices import make_slice
from tests.values import now, present

SQUARE = np.array([[20.0, 20.0], [40.0, 20.0], [40.0, 35.0], [20.0, 35.0]])
INNER = np.array([[28.0, 24.0], [34.0, 24.0], [34.0, 30.0], [28.0, 30.0]])
NO = Qt.KeyboardModifier.NoModifier
LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
ALT, CTRL, SHIFT = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
UID = "1.2.3.4"
Place = tuple[float, float]


def proposed(roi_id: str = "a", *, index: int = 0, points: Points = SQUARE, **changes: object) -> Roi:
    roi = Roi(roi_id, "Tumour", (Contour(f"{UID}.{index}", None, points),), probability=0.9)
    return replace(roi, **changes)  # type: ignore[arg-type]


class Hand:
    """Mouse and keys on one view."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.qtbot = qtbot
        self.session = Session(Settings(), None, no_pacs)
        self.journal = Journal(folder / "journal.sqlite3")
        viewing, recorder = ViewingController(self.session), DecisionRecorder(self.session, self.journal)
        self.controllers = EditingController(self.session, viewing, recorder)
        tools: dict[str, Tool] = {
            name: tool(self.session, self.controllers)
            for name, tool in (("edit", EditTool), ("draw", DrawTool), ("brush", BrushTool), ("cut", CutTool))
        }
        self.toolbox = Toolbox(self.session, tools, (tools["edit"],))
        self.view = SliceView(self.session, self.session.active, self.toolbox)
        self.notices: list[Notice] = []
        self.windowed: list[float] = []
        signal_with(self.session.notice).connect(self.notices.append)
        self.view.window_dragged.connect(lambda center, _width: self.windowed.append(center))
        self.view.roi_clicked.connect(lambda roi_id: self.opened.select_roi(roi_id))
        self.recorder = recorder
        qtbot.addWidget(self.view)
        self.view.resize(700, 500)
        self.view.show()
        qtbot.waitExposed(self.view)

    def open(self, *rois: Roi, spacing: tuple[float, float] = (1.0, 1.0), count: int = 4) -> None:
        self.opened = OpenSeries(SeriesRecord("1.2.3", UID, "MR"), Review().add(rois) if rois else None)
        self.session.active.show(self.opened)
        slices = [
            make_slice(
                np.zeros((50, 70), np.int16),
                spacing=spacing,
                plane=Plane((0.0, 0.0, 3.0 * index), (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), spacing),
                sop_instance_uid=f"{UID}.{index}",
                instance_number=index,
            )
            for index in range(count)
        ]
        self.opened.set_series(ImageSeries(UID).with_slices(slices), complete=True)
        if rois:
            self.opened.select_roi(rois[0].roi_id)

    @property
    def rois(self) -> tuple[Roi, ...]:
        return self.opened.review.rois

    def points(self, number: int = 0, index: int = 0) -> Points:
        (contour,) = self.rois[number].contours_on((f"{UID}.{index}", None))
        return contour.points

    def at(self, place: Place) -> QPoint:
        return self.view.to_viewport(*place).toPoint()

    def press(self, place: Place, modifier: Qt.KeyboardModifier = NO, button: Qt.MouseButton = LEFT) -> None:
        self.qtbot.mouseMove(self.view.viewport(), self.at(place))
        self.qtbot.mousePress(self.view.viewport(), button, modifier, self.at(place))

    def move(self, place: Place) -> None:
        self.qtbot.mouseMove(self.view.viewport(), self.at(place))

    def release(self, place: Place, modifier: Qt.KeyboardModifier = NO, button: Qt.MouseButton = LEFT) -> None:
        self.qtbot.mouseRelease(self.view.viewport(), button, modifier, self.at(place))

    def drag(self, *places: Place, modifier: Qt.KeyboardModifier = NO) -> None:
        self.press(places[0], modifier)
        for place in places[1:]:
            self.move(place)
        self.release(places[-1], modifier)

    def click(self, *places: Place, modifier: Qt.KeyboardModifier = NO, button: Qt.MouseButton = LEFT) -> None:
        for place in places:
            self.press(place, modifier, button)
            self.release(place, modifier, button)

    def double_click(self, place: Place) -> None:
        self.click(place)
        self.qtbot.mouseDClick(self.view.viewport(), LEFT, NO, self.at(place))

    def wheel(self, place: Place, steps: int, modifier: Qt.KeyboardModifier) -> None:
        position = QPointF(self.at(place))
        where = present(self.view.viewport()).mapToGlobal(position.toPoint()).toPointF()
        angle = QPoint(0, 120 * steps)
        none = Qt.MouseButton.NoButton
        phase = Qt.ScrollPhase.NoScrollPhase
        QApplication.sendEvent(
            self.view.viewport(), QWheelEvent(position, where, QPoint(), angle, none, modifier, phase, False)
        )

    def undo(self) -> None:
        self.recorder.change(self.opened, lambda review: review.undo())

    def shows(self, color: QColor, place: Place, reach: int = 2) -> bool:
        QApplication.processEvents()
        image: QImage = self.view.grab().toImage()
        offsets = [QPoint(x, y) for x in range(-reach, reach + 1) for y in (-1, 0, 1)]
        near = [QColor(image.pixel(self.at(place) + offset)) for offset in offsets]
        return any(
            abs(c.red() - color.red()) + abs(c.green() - color.green()) + abs(c.blue() - color.blue()) < 60
            for c in near
        )


@pytest.fixture
def hand(qtbot: QtBot, tmp_path: Path) -> Iterator[Hand]:
    hand = Hand(qtbot, tmp_path)
    yield hand
    hand.journal.close()


@pytest.mark.parametrize(
    "orientation", [Orientation(turns, mirrored) for turns in range(4) for mirrored in (False, True)]
)
def test_a_vertex_follows_the_pointer_however_the_slice_is_turned(hand: Hand, orientation: Orientation) -> None:
    hand.open(proposed())
    hand.session.active.set_orientation(orientation)
    hand.drag((40, 35), (44, 38), (50, 42))
    assert hand.points()[2] == pytest.approx([50, 42], abs=0.15)
    assert hand.points()[[0, 1, 3]].tolist() == SQUARE[[0, 1, 3]].tolist()
    assert hand.windowed == []
    (roi,) = hand.rois
    assert (roi.origin, roi.state) == (RoiOrigin.SEMIAUTOMATIC, RoiState.PROPOSED)
    assert roi.proposed[0].points.tolist() == SQUARE.tolist()


@pytest.mark.parametrize("zoom", [0.4, 30.0])
def test_a_handle_is_as_large_on_the_screen_at_any_zoom(hand: Hand, zoom: float) -> None:
    hand.open(proposed())
    hand.view.zoom_by(zoom / hand.view.zoom, QPointF(hand.at((40, 35))))
    beside = hand.at((40, 35)) + QPoint(5, 5)
    aim = hand.view.to_slice(beside.toPointF())
    hand.drag((aim.x(), aim.y()), (aim.x() + 8 / zoom, aim.y()))
    assert hand.points()[2, 0] == pytest.approx(40 + 8 / zoom, abs=1.5 / zoom)
    assert hand.points()[2, 1] == pytest.approx(35, abs=1.5 / zoom)
    hand.undo()
    outside = hand.view.to_slice((hand.at((40, 35)) + QPoint(11, 11)).toPointF())
    hand.drag((outside.x(), outside.y()), (outside.x() + 8 / zoom, outside.y()))
    assert hand.points().tolist() == SQUARE.tolist()
    assert hand.windowed != []


def test_the_pixels_follow_during_the_drag_and_undo_takes_one_step_back(hand: Hand) -> None:
    hand.open(proposed())
    hand.press((40, 35))
    hand.move((45, 40))
    hand.move((52, 42))
    assert hand.shows(PROPOSED_COLOR, (52, 42))
    assert not hand.shows(PROPOSED_COLOR, (40, 35))
    assert hand.points().tolist() == SQUARE.tolist()
    hand.release((52, 42))
    assert hand.points()[2] == pytest.approx([52, 42], abs=0.15)
    hand.undo()
    assert hand.points().tolist() == SQUARE.tolist()
    assert hand.rois[0].origin is RoiOrigin.AUTOMATIC
    assert hand.shows(PROPOSED_COLOR, (40, 35))


def test_a_vertex_stops_where_the_outline_would_cross_itself(hand: Hand) -> None:
    hand.open(proposed())
    hand.drag((40, 35), (35, 30), (10, 25))
    assert is_simple(hand.points())
    assert hand.points()[2] == pytest.approx([35, 30], abs=0.15)
    hand.undo()
    hand.press((40, 35))
    hand.move((45, 45))
    assert hand.toolbox.cancel()
    hand.release((45, 45))
    assert hand.points().tolist() == SQUARE.tolist()
    assert hand.shows(PROPOSED_COLOR, (40, 35))


def test_a_double_click_adds_a_vertex_on_an_edge_and_alt_removes_one(hand: Hand) -> None:
    hand.open(proposed())
    zoom = hand.view.zoom
    hand.double_click((30, 20.3))
    assert hand.points()[1] == pytest.approx([30, 20], abs=0.15)
    assert len(hand.points()) == 5
    hand.click((40, 35), modifier=ALT)
    assert [40.0, 35.0] not in hand.points().tolist()
    assert len(hand.points()) == 4
    hand.click((40, 20), modifier=ALT)
    before = hand.points().tolist()
    hand.click((20, 35), modifier=ALT)
    assert hand.points().tolist() == before
    assert "at least three points" in hand.notices[-1].sentence
    assert hand.view.zoom == zoom
    assert hand.opened.selected_roi_ids == ("a",)


def test_backspace_removes_the_vertex_under_the_pointer(hand: Hand) -> None:
    hand.open(proposed())
    hand.move((40, 35))
    assert hand.toolbox.step_back()
    assert hand.points().tolist() == SQUARE[[0, 1, 3]].tolist()
    hand.move((50, 45))
    assert not hand.toolbox.step_back()
    hand.move((40, 20))
    hand.session.active.set_index(1)
    assert not hand.toolbox.step_back()
    assert hand.rois[0].images == {(f"{UID}.0", None)}


def test_a_drag_inside_moves_the_region_up_to_the_edge_of_the_slice(hand: Hand) -> None:
    hand.open(proposed())
    hand.drag((30, 28), (33, 30), (36, 30))
    assert hand.points() == pytest.approx(SQUARE + np.array([6, 2]), abs=0.2)
    hand.drag((36, 30), (60, 30), (69, 30))
    assert hand.points()[:, 0].max() == 69.5
    assert polygon_area(hand.points()) == pytest.approx(300)
    assert hand.windowed == []


def test_a_click_selects_the_smaller_region_inside_and_ctrl_selects_both(hand: Hand) -> None:
    hand.open(proposed(), proposed("b", points=INNER))
    hand.click((31, 27))
    assert now(hand.opened.selected_roi_ids) == ("b",)
    assert hand.points().tolist() == SQUARE.tolist()
    hand.click((22, 22), modifier=CTRL)
    assert now(hand.opened.selected_roi_ids) == ("b", "a")
    hand.click((31, 27), modifier=CTRL)
    assert now(hand.opened.selected_roi_ids) == ("a",)
    hand.click((60, 45))
    assert hand.opened.selected_roi_ids == ()


def test_without_a_selection_the_left_button_changes_the_window(hand: Hand) -> None:
    hand.open(proposed())
    hand.opened.select_roi(None)
    hand.drag((30, 28), (33, 33), (36, 38))
    assert hand.windowed != []
    assert hand.points().tolist() == SQUARE.tolist()


def test_the_hole_of_a_region_is_edited_and_the_channel_is_not_seen(hand: Hand) -> None:
    hand.open(proposed(points=keyhole(SQUARE, [INNER])))
    hand.drag((28, 30), (26, 31), (25, 32))
    assert is_simple(hand.points())
    # The corner of the hole goes from (28, 30) to (25, 32): its area by the shoelace formula.
    larger = polygon_area(np.array([[28, 24], [34, 24], [34, 30], [25, 32]]))
    assert polygon_area(hand.points()) == pytest.approx(300 - larger, abs=1)
    hand.session.set_tool("brush")
    hand.drag((31, 27), (31, 27.5))
    assert polygon_area(hand.points()) < 300 - 36


def test_while_storing_nothing_is_changed(hand: Hand) -> None:
    hand.open(proposed())
    hand.opened.set_storing(True)
    hand.press((40, 35))
    hand.move((50, 42))
    hand.move((60, 45))
    assert not hand.shows(PROPOSED_COLOR, (60, 45))
    hand.release((60, 45))
    assert hand.windowed != []
    hand.session.set_tool("draw")
    hand.drag((5, 5), (12, 5), (12, 12), (5, 12))
    hand.session.set_tool("brush")
    hand.drag((30, 28), (45, 28))
    hand.controllers.smooth()
    assert len(hand.rois) == 1
    assert hand.points().tolist() == SQUARE.tolist()
    assert "being stored" in hand.notices[-1].sentence


def test_a_region_is_drawn_by_dragging_around_it(hand: Hand) -> None:
    hand.open()
    hand.session.set_tool("draw")
    angle = np.linspace(0, 2 * np.pi, 40)
    hand.drag(*zip((35 + 12 * np.cos(angle)).tolist(), (25 + 12 * np.sin(angle)).tolist(), strict=True))
    (roi,) = hand.rois
    assert (roi.origin, roi.state, roi.label) == (RoiOrigin.MANUAL, RoiState.VALIDATED, "Region")
    assert polygon_area(hand.points()) == pytest.approx(np.pi * 144, rel=0.02)
    assert hand.opened.selected_roi_ids == (roi.roi_id,)
    assert hand.shows(VALIDATED_COLOR, (47, 25))
    hand.undo()
    assert hand.rois == ()


def test_a_region_is_drawn_point_by_point(hand: Hand) -> None:
    hand.open()
    hand.session.set_tool("draw")
    hand.click((10, 10), (30, 10), (50, 30), (30, 30))
    assert hand.toolbox.step_back()
    assert hand.toolbox.step_back()
    hand.click((30, 30))
    hand.double_click((10, 30))
    corners = sorted(hand.points().round().tolist())
    assert corners == [[10, 10], [10, 30], [30, 10], [30, 30]]
    assert not hand.toolbox.accept()
    hand.click((40, 10), (60, 10), (60, 20))
    assert hand.toolbox.accept()
    hand.click((40, 30), (60, 30), (60, 40), (40.2, 30.2))
    assert [round(polygon_area(hand.points(number))) for number in range(3)] == [400, 100, 100]
    assert hand.windowed == []


def test_a_line_of_points_can_have_a_part_that_is_dragged(hand: Hand) -> None:
    hand.open()
    hand.session.set_tool("draw")
    hand.click((10, 10), (30, 10))
    hand.drag((30, 20), (30, 25), (30, 30), (20, 30), (10, 30))
    assert hand.rois == ()
    hand.click((5, 5))
    assert hand.toolbox.step_back()
    assert hand.toolbox.accept()
    assert polygon_area(hand.points()) == pytest.approx(400, abs=3)
    hand.click((40, 10), (60, 10))
    hand.drag((60, 20), (60, 25), (60, 30), (50, 30), (40, 30))
    assert hand.toolbox.step_back()
    hand.click((60, 15), (40, 15))
    assert hand.toolbox.accept()
    assert polygon_area(hand.points(1)) == pytest.approx(100, abs=3)


def test_a_drawing_that_is_given_up_leaves_nothing_and_the_tool_in_hand(hand: Hand) -> None:
    hand.open()
    hand.session.set_tool("draw")
    hand.click((10, 10), (30, 10), (30, 30))
    assert hand.toolbox.cancel()
    assert not hand.toolbox.accept()
    assert hand.rois == ()
    assert not hand.toolbox.cancel()
    assert hand.session.tool == "draw"


def test_what_cannot_be_drawn_is_told_and_a_line_of_another_slice_is_not_mixed_in(hand: Hand) -> None:
    hand.open()
    hand.session.set_tool("draw")
    hand.click((10, 10), (30, 30))
    assert hand.toolbox.accept()
    assert "Two points" in hand.notices[-1].sentence
    hand.click((10, 10), (30, 10))
    hand.session.active.set_index(1)
    hand.click((40, 10), (60, 10), (60, 20))
    assert hand.toolbox.accept()
    (roi,) = hand.rois
    assert roi.images == {(f"{UID}.1", None)}
    assert polygon_area(hand.points(index=1)) == pytest.approx(100, abs=2)


def test_shift_adds_what_is_drawn_to_the_selected_region_also_on_another_slice(hand: Hand) -> None:
    hand.open(proposed())
    hand.session.set_tool("draw")
    hand.drag((35, 25), (50, 25), (50, 30), (35, 30), modifier=SHIFT)
    assert polygon_area(hand.points()) == pytest.approx(350, abs=5)
    hand.session.active.set_index(2)
    hand.drag((10, 10), (20, 10), (20, 20), (10, 20), modifier=SHIFT)
    assert polygon_area(hand.points(index=2)) == pytest.approx(100, abs=4)
    assert len(hand.rois) == 1


def test_the_brush_grows_from_inside_and_shrinks_from_outside(hand: Hand) -> None:
    hand.open(proposed(), spacing=(1.0, 0.5))
    hand.session.set_tool("brush")
    hand.controllers.brush_radius = 3.0
    hand.press((38, 28))
    hand.move((40, 28))
    assert hand.shows(PROPOSED_COLOR, (46, 28), reach=4)
    hand.release((40, 28))
    # A disk of 3 mm reaches 6 columns and 3 rows; half of it lies outside.
    assert hand.points()[:, 0].max() == pytest.approx(46, abs=0.2)
    assert polygon_area(hand.points()) == pytest.approx(300 + np.pi * 18 / 2, rel=0.03)
    hand.undo()
    hand.drag((18, 28), (19, 28), (20, 28))
    assert polygon_area(hand.points()) == pytest.approx(300 - np.pi * 18 / 2, rel=0.03)
    assert hand.windowed == []


def test_the_brush_paints_a_new_region_and_goes_on_with_it_on_the_next_slice(hand: Hand) -> None:
    hand.open()
    hand.session.set_tool("brush")
    hand.drag((30, 25), (32, 25), (34, 25))
    (roi,) = hand.rois
    assert (roi.origin, roi.state) == (RoiOrigin.MANUAL, RoiState.VALIDATED)
    assert polygon_area(hand.points()) == pytest.approx(np.pi * 25 + 40, rel=0.02)
    hand.session.active.set_index(1)
    hand.click((30, 25))
    assert len(hand.rois) == 1
    assert polygon_area(hand.points(index=1)) == pytest.approx(np.pi * 25, rel=0.02)
    hand.drag((50, 25), (51, 25), modifier=CTRL)
    assert len(hand.rois) == 2


def test_the_brush_takes_no_region_away_and_shift_wheel_sets_its_size(hand: Hand) -> None:
    hand.open(proposed())
    hand.session.set_tool("brush")
    scrolled: list[int] = []
    hand.view.scrolled.connect(scrolled.append)
    before = hand.controllers.brush_radius
    hand.wheel((5, 5), 2, SHIFT)
    assert hand.controllers.brush_radius == pytest.approx(before * 1.44)
    assert scrolled == []
    hand.wheel((5, 5), 1, NO)
    assert scrolled == [-1]
    hand.controllers.brush_radius = 60.0
    hand.drag((10, 27), (12, 27))
    assert hand.points().tolist() == SQUARE.tolist()
    assert "Nothing would be left" in hand.notices[-1].sentence


def test_the_brush_takes_a_region_off_one_of_its_slices(hand: Hand) -> None:
    both = tuple(Contour(f"{UID}.{index}", None, SQUARE) for index in (0, 1))
    hand.open(replace(proposed(), contours=both))
    hand.session.set_tool("brush")
    hand.controllers.brush_radius = 60.0
    hand.drag((10, 27), (12, 27))
    assert hand.rois[0].images == {(f"{UID}.1", None)}
    assert hand.notices == []
    hand.undo()
    assert hand.rois[0].contours == both


def test_nothing_is_painted_beside_the_slice(hand: Hand) -> None:
    hand.open(proposed(index=1))
    hand.view.zoom_by(0.4)
    hand.session.set_tool("brush")
    hand.drag((90, 27), (92, 27))
    hand.opened.select_roi(None)
    hand.drag((90, 27), (92, 27))
    assert [notice.sentence for notice in hand.notices] == ["Nothing was painted on the slice."] * 2
    assert [roi.origin for roi in hand.rois] == [RoiOrigin.AUTOMATIC]


def test_a_region_without_an_area_can_be_met_by_every_tool(hand: Hand) -> None:
    hand.open(proposed(points=np.array([[20.0, 20.0], [30.0, 20.0], [40.0, 20.0]])))
    for tool in (SELECT_TOOL, "edit", "cut", "draw"):
        hand.session.set_tool(tool)
        hand.drag((30, 15), (30, 20), (30, 25))
        hand.view.grab()
    hand.session.set_tool("brush")
    hand.drag((30, 20), (32, 20))
    assert polygon_area(hand.points()) == pytest.approx(np.pi * 25 + 20, rel=0.02)


def test_a_line_cuts_the_selected_region_and_undo_makes_it_one_again(hand: Hand) -> None:
    hand.open(proposed(state=RoiState.VALIDATED))
    hand.session.set_tool("cut")
    hand.drag((33, 10), (33, 25), (33, 45))
    large, small = hand.rois
    assert [round(roi.contours[0].area) for roi in (large, small)] == [195, 105]
    assert {roi.state for roi in hand.rois} == {RoiState.VALIDATED}
    assert {roi.origin for roi in hand.rois} == {RoiOrigin.SEMIAUTOMATIC}
    hand.undo()
    assert [roi.roi_id for roi in hand.rois] == ["a"]
    hand.drag((30, 10), (30, 25))
    assert len(hand.rois) == 1
    assert "does not divide" in hand.notices[-1].sentence


def test_without_a_selection_the_line_cuts_the_one_that_it_divides(hand: Hand) -> None:
    hand.open(proposed(), proposed("b", points=SQUARE + np.array([25, 0])))
    hand.opened.select_roi(None)
    hand.session.set_tool("cut")
    hand.click((55, 10))
    hand.double_click((55, 45))
    assert [roi.contours[0].area for roi in hand.rois] == pytest.approx([300, 150, 150], abs=2)
    hand.opened.select_roi(None)
    hand.drag((5, 25), (30, 25), (68, 25))
    assert len(hand.rois) == 3
    assert "several regions" in hand.notices[-1].sentence
    hand.drag((5, 5), (30, 5), (68, 5))
    assert "divides no region" in hand.notices[-1].sentence


def test_selected_regions_become_one_as_one_step(hand: Hand) -> None:
    hand.open(proposed(), proposed("b", points=SQUARE + np.array([15, 0])))
    hand.click((50, 28), modifier=CTRL)
    hand.controllers.join()
    assert [roi.roi_id for roi in hand.rois] == ["a"]
    assert polygon_area(hand.points()) == pytest.approx(525)
    hand.undo()
    assert [roi.roi_id for roi in hand.rois] == ["a", "b"]
    hand.opened.select_roi("a")
    hand.controllers.join()
    assert "one region only" in hand.notices[-1].sentence


def test_smoothing_and_simplifying_change_the_selected_region(hand: Hand) -> None:
    jagged = np.insert(SQUARE, 1, [[26, 20.3], [30, 19.8]], axis=0)
    hand.open(proposed(points=jagged))
    hand.controllers.simplify()
    assert sorted(hand.points().tolist()) == sorted(SQUARE.tolist())
    hand.controllers.smooth()
    assert polygon_area(hand.points()) == pytest.approx(300, rel=0.01)
    assert np.linalg.norm(hand.points() - SQUARE[0], axis=1).min() > 0.5
    hand.opened.select_roi(None)
    hand.controllers.smooth()
    assert "No region is selected" in hand.notices[-1].sentence


def test_a_copy_goes_to_the_next_slice_and_the_slices_between_are_filled(hand: Hand) -> None:
    hand.open(proposed())
    hand.controllers.copy_on(1)
    assert hand.session.index == 1
    assert hand.points(index=1).tolist() == SQUARE.tolist()
    hand.controllers.copy_on(-1)
    assert "on the other slice already" in hand.notices[-1].sentence
    hand.session.set_tool("draw")
    hand.session.active.set_index(3)
    hand.drag((20, 20), (60, 20), (60, 35), (20, 35), modifier=SHIFT)
    hand.controllers.interpolate()
    assert 300 < polygon_area(hand.points(index=2)) < 600
    hand.undo()
    assert hand.rois[0].contours_on((f"{UID}.2", None)) == ()
    hand.controllers.copy_on(1)
    assert "no further slice" in hand.notices[-1].sentence


def test_regions_get_another_name_and_the_next_drawn_one_gets_it_too(hand: Hand) -> None:
    hand.open(proposed(), proposed("b"))
    hand.opened.select_rois(["a", "b"])
    hand.controllers.relabel("  Left  kidney ")
    assert [roi.label for roi in hand.rois] == ["Left kidney"] * 2
    assert {roi.origin for roi in hand.rois} == {RoiOrigin.AUTOMATIC}
    hand.controllers.relabel(" ")
    hand.session.set_tool("draw")
    hand.drag((5, 5), (15, 5), (15, 15), (5, 15))
    assert hand.rois[-1].label == "Left kidney"
    assert hand.controllers.labels(hand.opened) == ("Left kidney",)


def test_stored_regions_are_not_changed_but_copied_into_the_review_once(hand: Hand) -> None:
    hand.open()
    stored = proposed("1.9.1", state=RoiState.VALIDATED)
    approval = Approval(ApprovalStatus.APPROVED, "20240506", "121314", "Rossi^Anna")
    hand.opened.add_stored([StructureSet("1.9", "Old", "", "20240506", "", approval, (stored,))])
    hand.click((30, 28))
    hand.drag((40, 35), (50, 42))
    assert now(hand.rois) == ()
    hand.controllers.copy_stored()
    hand.controllers.copy_stored()
    (roi,) = hand.rois
    assert (roi.state, roi.label, roi.predecessor) == (RoiState.PROPOSED, "Tumour", "1.9")
    assert roi.roi_id != "1.9.1"
    assert "no stored region to copy" in hand.notices[-1].sentence
    hand.drag((40, 35), (44, 38), (50, 42))
    assert hand.rois[0].origin is RoiOrigin.SEMIAUTOMATIC
    assert hand.opened.stored[0].rois == (stored,)


def test_every_change_is_in_the_journal_before_the_next_one(hand: Hand) -> None:
    hand.open(proposed())
    hand.drag((40, 35), (44, 38), (50, 42))
    (kept,) = hand.journal.read(hand.opened.reference).findings.rois
    assert kept.origin is RoiOrigin.SEMIAUTOMATIC
    assert kept.contours[0].points.tolist() == hand.points().tolist()
    assert kept.proposed[0].points.tolist() == SQUARE.tolist()
    hand.undo()
    assert hand.journal.read(hand.opened.reference).findings.rois[0].contours[0].points.tolist() == SQUARE.tolist()


def test_an_undo_during_a_drag_wins(hand: Hand) -> None:
    hand.open(proposed())
    hand.drag((40, 35), (44, 38), (50, 42))
    hand.press((20, 35))
    hand.move((15, 40))
    hand.undo()
    hand.release((15, 40))
    assert hand.points().tolist() == SQUARE.tolist()
    assert hand.rois[0].origin is RoiOrigin.AUTOMATIC


@pytest.mark.parametrize("left_first", [True, False])
def test_a_second_button_during_a_drag_changes_nothing(hand: Hand, left_first: bool) -> None:
    menus: list[QPoint] = []
    hand.view.menu_requested.connect(menus.append)
    hand.open(proposed())
    hand.session.set_tool("brush")
    hand.press((38, 28))
    hand.move((42, 28))
    hand.press((42, 28), button=RIGHT)
    for button in (LEFT, RIGHT) if left_first else (RIGHT, LEFT):
        hand.move((46, 28))
        hand.release((46, 28), button=button)
    assert hand.points()[:, 0].max() == pytest.approx(51, abs=0.3)
    assert menus == []
    hand.click((60, 45), button=RIGHT)
    assert len(menus) == 1


def test_scrolling_with_the_button_held_changes_only_what_was_seen(hand: Hand) -> None:
    hand.open(proposed())
    hand.session.set_tool("brush")
    hand.press((38, 28))
    hand.move((40, 28))
    hand.session.active.set_index(1)
    hand.move((60, 28))
    hand.release((60, 28))
    assert hand.rois[0].images == {(f"{UID}.0", None)}
    assert hand.points()[:, 0].max() == pytest.approx(45, abs=0.3)
    hand.undo()
    hand.session.set_tool("edit")
    hand.session.active.set_index(0)
    hand.press((40, 35))
    hand.move((44, 38))
    hand.session.active.set_index(1)
    hand.move((60, 45))
    hand.release((60, 45))
    assert hand.points()[2] == pytest.approx([44, 38], abs=0.15)


def test_a_line_waits_on_its_slice_when_the_button_is_let_go_on_another(hand: Hand) -> None:
    hand.open()
    hand.session.set_tool("draw")
    hand.press((10, 10))
    for place in ((30, 10), (30, 30)):
        hand.move(place)
    hand.session.active.set_index(1)
    hand.move((60, 45))
    hand.release((60, 45))
    assert not hand.toolbox.accept()
    assert hand.rois == ()
    hand.session.active.set_index(0)
    assert hand.toolbox.accept()
    assert polygon_area(hand.points()) == pytest.approx(200, abs=2)


def test_a_line_waits_while_the_regions_are_stored(hand: Hand) -> None:
    hand.open()
    hand.session.set_tool("draw")
    hand.click((10, 10), (30, 10), (30, 30))
    hand.opened.set_storing(True)
    assert hand.toolbox.accept()
    assert "being stored" in hand.notices[-1].sentence
    hand.opened.set_storing(False)
    assert hand.toolbox.accept()
    assert polygon_area(hand.points()) == pytest.approx(200, abs=2)


def test_the_handles_are_larger_while_the_tool_is_chosen(hand: Hand) -> None:
    hand.open(proposed())
    white = QColor(255, 255, 255)
    hand.move((60, 45))
    assert not hand.shows(white, (40, 35))
    hand.session.set_tool("edit")
    assert hand.shows(white, (40, 35))
    hand.drag((40, 35), (44, 38), (50, 42))
    assert hand.points()[2] == pytest.approx([50, 42], abs=0.15)


def test_marks_on_vertices_that_lie_close_together_leave_the_line_visible() -> None:
    places = np.column_stack([np.arange(0, 50, 2.0), np.zeros(25)])
    chosen = places[spread(places, 9.0)]
    assert np.diff(chosen[:, 0]).tolist() == [10] * 4
    assert spread(SQUARE, 9.0) == [0, 1, 2, 3]


def test_a_hint_stays_inside_a_narrow_view(hand: Hand) -> None:
    hand.open()
    hand.session.set_options(replace(hand.session.options, corner_text=False))
    hand.view.resize(260, 400)
    QApplication.processEvents()
    bare = hand.view.grab().toImage()
    hand.session.set_tool("draw")
    QApplication.processEvents()
    told = hand.view.grab().toImage()

    def differs(x: int) -> bool:
        return any(bare.pixel(x, y) != told.pixel(x, y) for y in range(told.height()))

    assert differs(told.width() // 2)
    assert not any(differs(x) for x in (*range(8), *range(told.width() - 8, told.width())))
