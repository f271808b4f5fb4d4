"""The session: one viewport is active, settings change and what is open stays, notices are handed on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from iodeep_viewer.archives.folder import FolderArchive
from iodeep_viewer.core.findings import ReviewChange
from iodeep_viewer.core.pacs_node import PacsNode
from iodeep_viewer.core.records import SeriesRecord, StudyRecord
from iodeep_viewer.core.regions import RoiState
from iodeep_viewer.errors import PacsError
from iodeep_viewer.gui.state.events import Event
from iodeep_viewer.gui.state.open_series import OpenSeries
from iodeep_viewer.gui.state.session import Session
from iodeep_viewer.gui.state.values import Connection, Notice, Severity
from iodeep_viewer.settings import PacsSettings, Settings
from tests.archives import archive_of
from tests.unit.state.series import opened, roi

NODE = PacsNode("PACS", "127.0.0.1", 4242, "ORTHANC")


def test_the_active_viewport_is_one_of_those_that_are_shown(session: Session) -> None:
    session.set_shown_count(4)
    session.set_active(session.viewports[3])
    order = list[str]()
    session.layout_changed.connect(lambda: order.append("layout"))
    session.active_changed.connect(lambda: order.append("active"))
    session.set_shown_count(2)
    assert session.active is session.viewports[0]
    session.set_active(session.viewports[1])
    session.set_shown_count(4)
    assert session.active is session.viewports[1]
    assert order == ["layout", "active", "active", "layout"]


def test_events_of_a_slice_are_those_of_the_active_viewport(session: Session) -> None:
    first, second = opened(1, 2), opened(1, 2, 3)
    heard = list[str]()
    session.index_changed.connect(lambda: heard.append("index"))
    session.selection_changed.connect(lambda: heard.append("selection"))
    session.viewports[0].show(first)
    session.viewports[1].show(second)
    heard.clear()
    session.viewports[1].set_index(2)
    second.set_review(second.review.add([roi("b")]))
    second.select_roi("b")
    assert heard == []
    session.set_active(session.viewports[1])
    assert (session.index, session.selected_roi_id, session.series) == (2, "b", second.series)
    assert heard == ["index", "selection"]
    session.viewports[0].set_index(1)
    assert heard == ["index", "selection"]
    session.viewports[1].set_index(0)
    assert heard == ["index", "selection", "index"]


def test_a_change_of_the_active_viewport_leads_from_one_review_to_the_other(session: Session) -> None:
    first, second = opened(1), opened(1)
    first.set_review(first.review.add([roi("a")]))
    second.set_review(second.review.add([roi("b")]).set_state(["b"], RoiState.VALIDATED))
    session.viewports[0].show(first)
    session.viewports[1].show(second)
    changes = list[ReviewChange]()
    session.review_changed.connect(changes.append)
    session.set_active(session.viewports[1])
    session.set_active(session.viewports[1])
    session.set_active(session.viewports[2])
    assert changes == [
        ReviewChange(added=frozenset("b"), removed=frozenset("a")),
        ReviewChange(removed=frozenset("b")),
    ]


def test_a_series_on_two_viewports_is_open_once_and_any_viewport_says_so(session: Session) -> None:
    series, heard = opened(1), list[str]()
    session.opened_changed.connect(lambda: heard.append("opened"))
    session.viewports[0].show(series)
    session.viewports[3].show(series)
    session.viewports[0].show(None)
    assert session.all_opened() == (series,)
    assert heard == ["opened"] * 3


def test_what_is_open_stays_open_under_other_settings_and_finds_its_pacs_again() -> None:
    settings = Settings(pacs=PacsSettings(nodes=(NODE,), active_node="PACS"))
    session = Session(settings, NODE, archive_of)
    series = OpenSeries(SeriesRecord("1.2", "1.2.3", "MR"), archive=archive_of(NODE))
    session.active.show(series)
    session.set_studies((StudyRecord("1.2"),), more=False)
    session.set_connection(Connection.UP)
    moved = replace(NODE, port=4343)
    session.set_settings(replace(settings, pacs=PacsSettings(nodes=(moved,), active_node="PACS")), moved)
    assert session.opened is series
    assert series.archive is not None
    assert (series.archive.key, session.connection, session.studies) == ("PACS", Connection.UNKNOWN, ())
    session.set_studies((StudyRecord("1.2"),), more=False)
    session.set_settings(replace(settings, pacs=session.settings.pacs), moved)  # the same PACS
    assert len(session.studies) == 1


def test_another_source_has_other_studies(session: Session) -> None:
    session.set_study(StudyRecord("1.2"))
    session.set_series_records((SeriesRecord("1.2", "1.2.3", "MR"),))
    session.set_priors((StudyRecord("1.1"),))
    files: FolderArchive | None = None
    session.set_files(files)
    assert (session.study, session.series_records, session.priors, session.thumbnails) == (None, (), (), {})


def test_notices_are_handed_on_with_what_they_are_about(session: Session) -> None:
    series, notices = opened(1), list[Notice]()
    session.notice.connect(notices.append)
    session.notify(Severity.INFO, "Stored.", "Go on.", of=series)
    session.notify_error(PacsError("The PACS is down.", "Wait."))
    assert notices == [
        Notice(Severity.INFO, "Stored.", "Go on.", series),
        Notice(Severity.ERROR, "The PACS is down.", "Wait."),
    ]


@pytest.mark.parametrize("what", ["connection", "tool", "outbox"])
def test_the_same_again_is_no_change(session: Session, what: str) -> None:
    heard = list[str]()
    event: Event[()] = getattr(session, f"{what}_changed")
    event.connect(lambda: heard.append(what))
    for _ in range(2):
        session.set_connection(Connection.DOWN)
        session.set_tool("draw")
        session.set_outbox_count(3)
    assert heard == [what]
