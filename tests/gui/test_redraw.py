"""A decision draws anew what it changes, and leaves the rest alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from iodeep_viewer.core.image_series import ImageSeries
from iodeep_viewer.core.pacs_node import PacsNode
from iodeep_viewer.core.records import SeriesRecord
from iodeep_viewer.core.regions import Contour, Roi
from iodeep_viewer.gui.canvas.roi_item import Look, RoiItem
from iodeep_viewer.gui.state.open_series import OpenSeries
from iodeep_viewer.gui.style.theme import PROPOSED_COLOR, VALIDATED_COLOR
from iodeep_viewer.viewer import Viewer
from tests.gui import tables
from tests.gui.striped import SQUARE, slices


@pytest.fixture
def viewer(qtbot: QtBot, make_viewer: Callable[[PacsNode | None], Viewer]) -> Viewer:
    """A viewer with five slices and four regions, three of them on the first slice."""
    viewer = make_viewer(None)
    series = OpenSeries(SeriesRecord("1.2.3", "1.2.3.4", "MR"))
    viewer.session.active.show(series)
    images = slices(5)
    series.set_series(ImageSeries("1.2.3.4").with_slices(images), complete=True)
    places = {"a": images[0], "b": images[0], "c": images[0], "d": images[1]}
    rois = [Roi(name, "Lesion", (Contour(image.sop_instance_uid, None, SQUARE),)) for name, image in places.items()]
    series.set_review(series.review.add(rois))
    return viewer


def items(viewer: Viewer) -> dict[str | None, RoiItem]:
    found = [item for item in viewer.window.slice_view.items() if isinstance(item, RoiItem)]
    assert len({item.roi_id for item in found}) == len(found)
    return {item.roi_id: item for item in found}


def test_one_row_one_outline_and_one_mark(viewer: Viewer) -> None:
    table, slider, before = viewer.window.roi_panel.table, viewer.window.navigation_bar.slider, items(viewer)
    rows, resets = list[tuple[int, int]](), list[str]()
    table.regions.dataChanged.connect(lambda first, last: rows.append((first.row(), last.row())))
    for signal in (table.regions.modelReset, table.regions.rowsInserted, table.regions.rowsRemoved):
        signal.connect(lambda *_: resets.append("rows"))
    viewer.controllers.review.validate(["b"])
    assert (rows, resets) == ([(1, 1)], [])
    assert items(viewer) == before
    assert {name: item.look for name, item in before.items()} == {
        "a": Look.PROPOSED,
        "b": Look.VALIDATED,
        "c": Look.PROPOSED,
    }
    assert slider.marks == {0: PROPOSED_COLOR, 1: PROPOSED_COLOR}
    viewer.controllers.review.validate(["a", "c"])
    assert rows[1:] == [(0, 0), (2, 2)]
    assert slider.marks == {0: VALIDATED_COLOR, 1: PROPOSED_COLOR}


def test_a_rejected_region_leaves_list_slice_and_slider_and_comes_back_to_its_place(viewer: Viewer) -> None:
    table, slider, before = viewer.window.roi_panel.table, viewer.window.navigation_bar.slider, items(viewer)
    viewer.controllers.review.reject(["b", "d"])
    assert [table.regions.key(row) for row in range(tables.row_count(table))] == ["a", "c"]
    assert items(viewer) == {name: item for name, item in before.items() if name != "b"}
    assert slider.marks == {0: PROPOSED_COLOR}
    viewer.controllers.review.undo()
    assert [table.regions.key(row) for row in range(tables.row_count(table))] == ["a", "b", "c", "d"]
    assert set(items(viewer)) == {"a", "b", "c"}
    assert slider.marks == {0: PROPOSED_COLOR, 1: PROPOSED_COLOR}


def test_list_and_slice_show_the_same_selection(viewer: Viewer) -> None:
    table = viewer.window.roi_panel.table
    viewer.controllers.review.select_several(["c", "a"])
    assert tables.selected_rows(table) == [0, 2]
    assert {name for name, item in items(viewer).items() if item.selected} == {"a", "c"}
    viewer.controllers.review.select(None)
    assert tables.selected_rows(table) == []
    assert not any(item.selected for item in items(viewer).values())


def test_another_series_takes_the_place_of_all_of_it(viewer: Viewer) -> None:
    series = OpenSeries(SeriesRecord("1.2.3", "1.2.3.5", "MR"))
    viewer.session.active.show(series)
    assert tables.row_count(viewer.window.roi_panel.table) == 0
    assert items(viewer) == {}
    assert viewer.window.navigation_bar.slider.marks == {}


def test_all_columns_of_the_list_fit_the_window_as_it_opens(viewer: Viewer) -> None:
    viewer.window.resize(1880, 1000)
    table = viewer.window.roi_panel.table
    bar = table.horizontalScrollBar()
    assert bar is not None
    assert bar.maximum() == 0
    assert table.columnWidth(table.regions.columnCount() - 1) >= 40
