"""A radiologist in a hurry: several series at once, some closed while they still arrive."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PyQt6.QtCore import Qt

from iodeep_viewer.core.records import SeriesRecord
from iodeep_viewer.gui.state.bridge import signal_of
from iodeep_viewer.gui.state.open_series import OpenSeries
from tests.gui.reader import Reader
from tests.journals import on_disk
from tests.values import present


@pytest.fixture
def reader(brain_reader: Reader) -> Reader:
    return brain_reader


@pytest.fixture
def listed(reader: Reader) -> SeriesRecord:
    """A series that is listed and not open; two viewports are shown."""
    reader.search("SYNTHETIC")
    reader.open_study("ABDOMEN")
    reader.viewer.controllers.viewing.set_layout(2)
    return reader.session.series_records[0]


def at_the_first_slice(reader: Reader, then: Callable[[], object]) -> None:
    """Do something once, as soon as the first slice is on screen."""
    done: list[bool] = []

    def notice() -> None:
        if not done and reader.session.series is not None and len(reader.session.series):
            done.append(True)
            then()

    signal_of(reader.session.series_changed).connect(notice)


def test_one_series_opened_twice_at_once_is_one(reader: Reader, listed: SeriesRecord) -> None:
    reading, (first, second) = reader.viewer.controllers.reading, reader.session.shown
    reading.open_series(listed, first)
    reading.open_series(listed, second)
    reader.wait(lambda: reader.viewer.jobs.idle)
    assert first.opened is second.opened is not None
    assert present(first.opened).complete


def test_a_series_asked_for_again_while_it_arrives_stays_the_same(reader: Reader, listed: SeriesRecord) -> None:
    seen: list[OpenSeries | None] = []

    def again() -> None:
        seen.append(reader.session.opened)
        reader.viewer.controllers.reading.open_series(listed)

    at_the_first_slice(reader, again)
    reader.viewer.controllers.reading.open_series(listed)
    reader.wait(lambda: bool(seen) and reader.viewer.jobs.idle)
    assert reader.session.opened is seen[0] is not None
    assert reader.session.complete


def test_a_series_goes_on_arriving_for_the_other_viewport(reader: Reader, listed: SeriesRecord) -> None:
    reading, (first, second) = reader.viewer.controllers.reading, reader.session.shown
    study = reader.session.study
    reader.open_study("BRAIN")
    other_study, other = reader.session.study, reader.session.series_records[0]

    def share_and_leave() -> None:
        assert not reader.session.complete
        reading.open_series(listed, second)
        reader.session.set_study(other_study)
        reading.open_series(other, first)

    at_the_first_slice(reader, share_and_leave)
    reader.session.set_study(study)
    reading.open_series(listed, first)
    reader.wait(lambda: first.opened is not second.opened and reader.viewer.jobs.idle)
    assert second.opened is not None
    assert second.opened.record == listed
    assert second.opened.complete


def test_closing_stops_what_arrives_and_nothing_comes_up_afterwards(reader: Reader, listed: SeriesRecord) -> None:
    reader.viewer.controllers.reading.open_series(listed)
    reader.key(Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    assert reader.viewer.jobs.running == ()
    reader.wait(lambda: reader.viewer.jobs.idle)
    assert reader.session.opened is None


def test_an_unfinished_line_of_a_closed_series_does_not_replace_its_journal(
    reader: Reader,
    listed: SeriesRecord,
    tmp_path: Path,
) -> None:
    reader.open_series(0)
    before = reader.session.opened
    assert before is not None
    reader.key(Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    reader.open_series(0)
    reader.key(Qt.Key.Key_K)
    key = reader.session.image_key
    reader.viewer.controllers.recorder.change(before, lambda review: review.mark(("9.9", None), True))
    assert reader.viewer.controllers.recorder.finish(10)
    kept = on_disk(tmp_path / "workstation" / "journal.sqlite3", before.reference)
    assert kept.key_images == frozenset({key})
