"""Looking for a study: the form, the table, more results, recent studies, thumbnails, several series at a time."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from pydicom.config import IGNORE
from pydicom.dataelem import DataElement
from PyQt6.QtCore import QMimeData, QPoint, QPointF, QSettings, Qt
from PyQt6.QtGui import QDragEnterEvent, QDropEvent
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication, QDateTimeEdit, QInputDialog, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from iodeep_viewer.core.pacs_node import PacsNode
from iodeep_viewer.core.records import StudyQuery, StudyRecord
from iodeep_viewer.core.stored_objects import Shows
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.gui.controllers import search as search_controller
from iodeep_viewer.gui.main_window import MainWindow
from iodeep_viewer.gui.style.wording import CONTENTS
from iodeep_viewer.gui.worklist.series_list import SeriesList
from iodeep_viewer.objects.registry import OBJECT_TYPES, UNKNOWN
from iodeep_viewer.pacs.store import store_instances
from iodeep_viewer.settings import Settings
from iodeep_viewer.viewer import Viewer, build_viewer
from iodeep_viewer.workflows.thumbnails import fetch_thumbnail
from tests.gui.reader import Reader
from tests.orthanc_server import PatientSpace
from tests.pacs_objects import MadeSeries, make_series

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def studies(filled_pacs: PacsNode, patient_space: PatientSpace) -> list[MadeSeries]:
    """Five studies of one patient, of another modality and day each."""
    made = [
        make_series(
            number,
            PatientName=f"{patient_space.family_name}^Ada",
            PatientID=patient_space.patient_id,
            Modality=modality,
            StudyDate=f"2024010{number}",
            StudyDescription=f"Study {number}",
        )
        for number, modality in enumerate(("CT", "MR", "US", "CR", "PT"), 1)
    ]
    for series in made:
        store_instances(filled_pacs, series.datasets, TaskControl())
    return made


def asked(reader: Reader) -> list[StudyQuery]:
    queries: list[StudyQuery] = []
    reader.window.search_panel.search_requested.connect(queries.append)
    return queries


def column(reader: Reader, index: int) -> list[str]:
    model = reader.window.study_table.view.model()
    assert model is not None
    return [model.index(row, index).data() for row in range(model.rowCount())]


def tab_to(reader: Reader, widget: object) -> None:
    """Press Tab until a widget has the focus."""
    for _ in range(40):
        if QApplication.focusWidget() is widget:
            return
        reader.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    pytest.fail(f"Tab does not reach {widget}")


def popup(menu: QMenu, text: str) -> None:
    """Open a menu and choose an entry by keyboard."""
    menu.aboutToShow.emit()
    menu.popup(QPoint(0, 0))
    action = next(item for item in menu.actions() if text in item.text())
    assert action.isEnabled()
    menu.setActiveAction(action)
    QApplication.sendPostedEvents()
    QTest.keyClick(menu, Qt.Key.Key_Return)  # type: ignore[call-overload]


# The form


def test_the_whole_form_is_filled_in_and_sent_without_the_mouse(reader: Reader) -> None:
    queries, panel, qtbot = asked(reader), reader.window.search_panel, reader.qtbot
    reader.key(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is panel.patient_name
    qtbot.keyClicks(panel.patient_name, "Rossi, A")
    for widget, text in (
        (panel.patient_id, "77"),
        (panel.accession_number, "A 1"),
        (panel.modality.edit, "mr ct"),
        (panel.study_description, "head"),
    ):
        tab_to(reader, widget)
        qtbot.keyClicks(widget, text)
    tab_to(reader, panel.dates)
    for _ in range(3):
        qtbot.keyClick(panel.dates, Qt.Key.Key_Down)
    qtbot.keyClick(panel.dates, Qt.Key.Key_Return)
    today = date.today()
    assert queries == [
        StudyQuery(
            patient_name="Rossi^A*",
            patient_id="77",
            accession_number="A 1",
            study_date=f"{today - timedelta(6):%Y%m%d}-{today:%Y%m%d}",
            modalities=("MR", "CT"),
            study_description="*head*",
        )
    ]
    tab_to(reader, panel.clear_button)
    qtbot.keyClick(panel.clear_button, Qt.Key.Key_Space)
    assert panel.form().query(today) == StudyQuery()
    assert len(queries) == 1
    reader.wait(lambda: reader.viewer.jobs.idle)


def test_a_range_of_dates_is_asked_for_in_either_order(reader: Reader) -> None:
    queries, panel = asked(reader), reader.window.search_panel
    assert not panel.first_date.isVisible()
    panel.dates.setCurrentIndex(panel.dates.count() - 1)
    assert panel.first_date.isVisible()
    for edit, text in ((panel.first_date, "20240301"), (panel.last_date, "20240201")):
        edit.setFocus()
        edit.setSelectedSection(QDateTimeEdit.Section.YearSection)
        reader.qtbot.keyClicks(edit, text)
    reader.qtbot.keyClick(panel.last_date, Qt.Key.Key_Return)
    assert [query.study_date for query in queries] == ["20240201-20240301"]
    reader.wait(lambda: reader.viewer.jobs.idle)


def test_modalities_are_checked_in_a_list_that_stays_open(reader: Reader) -> None:
    field = reader.window.search_panel.modality
    field.edit.setText("ot")
    field.menu.popup(QPoint(0, 0))
    actions = {action.text(): action for action in field.menu.actions()}
    assert actions["OT"].isChecked()
    for name in ("CT", "MR"):
        reader.qtbot.mouseMove(field.menu, field.menu.actionGeometry(actions[name]).center())
        reader.qtbot.mouseClick(field.menu, LEFT, pos=field.menu.actionGeometry(actions[name]).center())
    assert field.menu.isVisible()
    assert field.edit.text() == "OT, CT, MR"
    field.menu.setActiveAction(actions["OT"])
    reader.qtbot.keyClick(field.menu, Qt.Key.Key_Space)
    assert field.modalities() == ("CT", "MR")
    field.menu.close()


def test_several_modalities_find_the_studies_of_each(reader: Reader, studies: list[MadeSeries]) -> None:
    panel = reader.window.search_panel
    panel.modality.edit.setText("CT, MR")
    reader.search(str(studies[0].datasets[0].PatientName).split("^")[0])
    assert sorted(column(reader, 4)) == ["CT", "MR"]


# Saved searches and recent studies


def answer(reader: Reader, text: str) -> None:
    reader.wait(lambda: isinstance(QApplication.activeModalWidget(), QInputDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QInputDialog)
    field = dialog.findChild(QLineEdit)
    assert field is not None
    field.selectAll()
    reader.qtbot.keyClicks(field, text)
    reader.qtbot.keyClick(field, Qt.Key.Key_Return)


def test_a_search_is_saved_used_renamed_and_deleted(
    reader: Reader, make_viewer: Callable[[PacsNode | None], Viewer], filled_pacs: PacsNode, qtbot: QtBot
) -> None:
    panel = reader.window.search_panel
    panel.modality.edit.setText("MR")
    panel.dates.setCurrentIndex(1)
    popup(panel.saved.edit_menu, "Save this search")
    answer(reader, "MR today")
    assert panel.saved.chosen == "MR today"
    popup(panel.saved.edit_menu, "Rename “MR today”")
    answer(reader, "Mine")

    other = Reader(qtbot, make_viewer(filled_pacs))
    queries, saved = asked(other), other.window.search_panel.saved
    saved.combo.setFocus()
    other.qtbot.keyClick(saved.combo, Qt.Key.Key_Down)
    assert [(query.modalities, query.study_date) for query in queries] == [(("MR",), f"{date.today():%Y%m%d}")]
    assert other.window.search_panel.modality.edit.text() == "MR"
    other.wait(lambda: other.viewer.jobs.idle)
    popup(saved.edit_menu, "Delete “Mine”")
    assert saved.combo.count() == 1


def test_the_study_opened_last_is_found_again_and_forgotten(
    reader: Reader,
    make_viewer: Callable[[PacsNode | None], Viewer],
    filled_pacs: PacsNode,
    studies: list[MadeSeries],
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    name = str(studies[1].datasets[0].PatientName)
    reader.search(name.split("^")[0])
    reader.window.study_table.view.selectRow(column(reader, 5).index("Study 2"))
    reader.wait(lambda: bool(reader.session.series_records))
    reader.open_series()
    kept = json.loads((tmp_path / "workstation" / "recent.json").read_text())
    assert [item["study_instance_uid"] for item in kept["studies"]] == [studies[1].study_uid]

    other = Reader(qtbot, make_viewer(filled_pacs))
    saved = other.window.search_panel.saved
    popup(saved.recent_menu, "Study 2")
    other.wait(lambda: bool(other.session.series_records))
    assert column(other, 5) == ["Study 2"]
    assert other.session.study is not None
    assert other.session.study.patient.patient_name == name
    other.wait(lambda: other.viewer.jobs.idle)
    popup(saved.recent_menu, "Forget")
    assert other.session.recent.studies == ()
    assert name not in (tmp_path / "workstation" / "recent.json").read_text()


# The table


def test_more_studies_come_at_a_click_and_the_choice_stays(reader: Reader, studies: list[MadeSeries]) -> None:
    table, patient = reader.window.study_table, str(studies[0].datasets[0].PatientID)
    reader.viewer.controllers.search.search(StudyQuery(patient_id=patient, limit=2))
    reader.wait(lambda: reader.viewer.jobs.idle)
    assert table.caption.text() == "The first 2 studies; there are more"
    table.view.selectRow(0)
    chosen = reader.session.study
    reader.wait(lambda: reader.viewer.jobs.idle)
    reader.qtbot.mouseClick(table.more_button, LEFT)
    reader.wait(lambda: len(reader.session.studies) == 4)
    assert reader.session.study == chosen
    selected = table.view.currentIndex()
    assert chosen is not None
    assert column(reader, 5)[selected.row()] == chosen.study_description
    reader.qtbot.mouseClick(table.more_button, LEFT)
    reader.wait(lambda: table.caption.text() == "5 studies")
    assert not table.more_button.isVisible()


def test_where_the_pacs_gives_no_more_the_button_is_not_offered(reader: Reader) -> None:
    table = reader.window.study_table
    reader.session.set_studies((StudyRecord("1.2.3"),), more=True, cut_off=True)
    assert table.caption.text() == "1 study; the PACS gives no more at once: narrow the search"
    assert not table.more_button.isVisible()


def test_counts_sort_as_numbers(reader: Reader, studies: list[MadeSeries]) -> None:
    reader.search(str(studies[0].datasets[0].PatientName).split("^")[0])
    view = reader.window.study_table.view
    header = view.horizontalHeader()
    assert header is not None
    assert column(reader, 2) == sorted(column(reader, 2), reverse=True)
    view.scrollTo(view.model().index(0, 8))  # type: ignore[union-attr]
    place = QPoint(header.sectionViewportPosition(8) + 10, header.height() // 2)
    reader.qtbot.mouseClick(header.viewport(), LEFT, pos=place)
    counts = [int(text) for text in column(reader, 8)]
    assert counts == sorted(counts)
    assert set(counts) == {1, 2, 3, 4, 5}


def test_columns_stay_as_they_were_arranged(qtbot: QtBot, tmp_path: Path) -> None:
    store = QSettings(str(tmp_path / "layout.ini"), QSettings.Format.IniFormat)

    def window() -> MainWindow:
        made = build_viewer(tmp_path / "workstation", Settings(), None, lambda _settings: None, store).window
        qtbot.addWidget(made)
        made.show()
        return made

    first = window()
    header = first.study_table.view.horizontalHeader()
    assert header is not None
    first.study_table.view.setColumnWidth(5, 222)
    header.moveSection(header.visualIndex(4), 0)
    accession = next(action for action in first.study_table.columns_menu().actions() if action.text() == "Accession")
    accession.trigger()
    first.study_table.view.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    first.close()

    second = window()
    header = second.study_table.view.horizontalHeader()
    assert header is not None
    assert second.study_table.view.columnWidth(5) == 222
    assert header.visualIndex(4) == 0
    assert header.isSectionHidden(6)
    assert (header.sortIndicatorSection(), header.sortIndicatorOrder()) == (1, Qt.SortOrder.AscendingOrder)
    second.close()
    store.setValue("study_columns", "nonsense")
    third = window()
    assert not third.study_table.view.isColumnHidden(6)
    third.close()


# Other studies of the patient, several series at a time


def test_other_studies_of_the_patient_are_offered_and_listed_at_one_click(
    reader: Reader, studies: list[MadeSeries]
) -> None:
    prior = reader.window.worklist.prior_list
    assert not prior.isVisible()
    reader.search(str(studies[0].datasets[0].PatientName).split("^")[0])
    reader.window.study_table.view.selectRow(0)
    reader.wait(lambda: len(reader.session.priors) == 4)
    reader.open_series()
    opened = reader.session.opened
    assert [prior.view.item(row).text()[:10] for row in range(4)] == [  # type: ignore[union-attr]
        "2024-01-04",
        "2024-01-03",
        "2024-01-02",
        "2024-01-01",
    ]
    place = prior.view.visualItemRect(prior.view.item(3)).center()
    reader.qtbot.mouseClick(prior.view.viewport(), LEFT, pos=place)
    reader.wait(lambda: reader.viewer.jobs.idle)
    assert reader.session.series_records[0].study_instance_uid == studies[0].study_uid
    assert reader.session.opened is opened
    row = reader.window.study_table.view.currentIndex().row()
    assert column(reader, 5)[row] == "Study 1"
    assert [text.startswith("●") for text in column(reader, 0)] == [True, False, False, False, False]


def drop_series(reader: Reader, row: int, viewport: int) -> None:
    """Drop on a viewport, as a drag from the list ends."""
    listed, grid = reader.window.series_list, reader.window.grid
    item = listed.view.item(row)
    assert item is not None
    data = listed.view.mimeData([item])
    assert data is not None
    place = grid.views[viewport].geometry().center()
    buttons, keys, action = LEFT, Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
    QApplication.sendEvent(grid, QDragEnterEvent(place, action, data, buttons, keys))
    QApplication.sendEvent(grid, QDropEvent(QPointF(place), action, data, buttons, keys))


def test_a_series_dropped_on_another_viewport_leaves_the_first(reader: Reader, studies: list[MadeSeries]) -> None:
    reader.search(str(studies[0].datasets[0].PatientName).split("^")[0])
    reader.window.study_table.view.selectRow(column(reader, 5).index("Study 3"))
    reader.wait(lambda: reader.viewer.jobs.idle)
    reader.open_series()
    first = reader.session.opened
    reader.key(Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    reader.window.study_table.view.selectRow(column(reader, 5).index("Study 2"))
    reader.wait(lambda: reader.viewer.jobs.idle)

    drop_series(reader, 0, 1)
    reader.wait(lambda: reader.session.viewports[1].opened is not None and reader.session.complete)

    assert reader.session.viewports[0].opened is first
    assert reader.session.active is reader.session.viewports[1]
    assert reader.session.series_record == reader.session.series_records[0]
    assert [text.startswith("●") for text in column(reader, 0)] == [False, False, True, True, False]
    reader.wait(lambda: reader.viewer.jobs.idle)


def test_only_a_series_can_be_dropped_on_a_viewport(reader: Reader) -> None:
    data = QMimeData()
    data.setText("1")
    event = QDragEnterEvent(QPoint(50, 50), Qt.DropAction.CopyAction, data, LEFT, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(reader.window.grid, event)
    assert not event.isAccepted()


# Thumbnails


def shade(listed: SeriesList, row: int) -> int:
    item = listed.view.item(row)
    assert item is not None
    image = item.icon().pixmap(64, 64).toImage()
    return image.pixelColor(image.width() // 2, image.height() // 4).lightness()


def test_each_series_of_images_gets_its_picture(reader: Reader, filled_pacs: PacsNode) -> None:
    bright = make_series(3, PatientName="Bright", PatientID="BRIGHT", WindowCenter="0", WindowWidth="1", Modality="CT")
    report = make_series(1, PatientName="Bright", PatientID="BRIGHT", Modality="SR", study_uid=bright.study_uid)
    store_instances(filled_pacs, bright.datasets + report.datasets, TaskControl())
    reader.search("Bright")
    reader.window.study_table.view.selectRow(0)
    reader.wait(lambda: bool(reader.session.series_records))
    listed = reader.window.series_list
    rows = {record.modality: row for row, record in enumerate(reader.session.series_records)}
    reader.wait(lambda: shade(listed, rows["CT"]) > 200)
    assert shade(listed, rows["SR"]) < 50
    reader.wait(lambda: reader.viewer.jobs.idle)


def test_a_series_that_cannot_be_listed_is_told(
    reader: Reader, filled_pacs: PacsNode, patient_space: PatientSpace
) -> None:
    names: dict[str, Any] = {"PatientName": f"{patient_space.family_name}^Ada", "PatientID": patient_space.patient_id}
    good = make_series(1, **names)
    (nameless,) = make_series(1, study_uid=good.study_uid, **names).datasets
    # Longer than a UID may be (PS3.5 section 9.1); Orthanc takes it nevertheless.
    nameless.add(DataElement("SeriesInstanceUID", "UI", "1." + "2" * 70, validation_mode=IGNORE))
    store_instances(filled_pacs, [*good.datasets, nameless], TaskControl())
    reader.viewer.controllers.search.search(StudyQuery(patient_id=patient_space.patient_id))
    reader.wait(lambda: len(reader.session.studies) == 1)
    reader.viewer.controllers.search.choose_study(reader.session.studies[0])
    reader.wait(lambda: len(reader.session.series_records) == 1)
    (notice,) = reader.notices
    assert notice.startswith("1 of the 2 series of this study cannot be listed.")


def test_another_study_stops_the_pictures_of_the_one_before(
    reader: Reader, studies: list[MadeSeries], monkeypatch: pytest.MonkeyPatch
) -> None:
    under_way, go_on = threading.Event(), threading.Event()

    def fetch(*of_series: Any) -> object:
        under_way.set()
        assert go_on.wait(60)
        return fetch_thumbnail(*of_series)

    monkeypatch.setattr(search_controller, "fetch_thumbnail", fetch)
    reader.search(str(studies[0].datasets[0].PatientName).split("^")[0])
    view = reader.window.study_table.view
    view.selectRow(0)
    reader.wait(under_way.is_set)
    view.selectRow(1)
    go_on.set()
    reader.wait(lambda: reader.viewer.jobs.idle)
    assert reader.session.study is not None
    drawn = {record.study_instance_uid for record in reader.session.thumbnails}
    assert drawn == {reader.session.study.study_instance_uid}


def test_series_that_cannot_be_shown_are_named(
    reader: Reader, filled_pacs: PacsNode, patient_space: PatientSpace
) -> None:
    names: dict[str, Any] = {"PatientName": f"{patient_space.family_name}^Ada", "PatientID": patient_space.patient_id}
    images = make_series(1, **names)
    others = [make_series(1, study_uid=images.study_uid, Modality=name, **names) for name in ("SEG", "SR", "SEG")]
    store_instances(filled_pacs, [ds for item in (images, *others) for ds in item.datasets], TaskControl())
    reader.viewer.controllers.search.search(StudyQuery(patient_id=patient_space.patient_id))
    reader.wait(lambda: len(reader.session.studies) == 1)
    reader.viewer.controllers.search.choose_study(reader.session.studies[0])
    reader.wait(lambda: len(reader.session.series_records) == 4)
    (notice,) = reader.notices
    assert notice.startswith("Not shown yet: ")
    assert "segmentations (2 × SEG)" in notice
    assert "structured reports (1 × SR)" in notice


def test_every_content_that_is_not_shown_can_be_translated() -> None:
    hidden = {item.content for item in OBJECT_TYPES if item.shows not in (Shows.IMAGES, Shows.FINDINGS)}
    assert hidden | {UNKNOWN.content} == set(CONTENTS)
