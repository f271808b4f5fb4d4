"""Opening a series, without windows, threads and archives."""

from __future__ import annotations

import itertools

import pytest

from iodeep_viewer.core.image_key import SeriesReference
from iodeep_viewer.workflows.series_opening import Effect, Event, SeriesOpening, Stage

LEFT, RIGHT = "left viewport", "right viewport"
SHOWN = (Effect.OPEN, Effect.ADD, Effect.SELECT_NETWORK)
FINISHED = (Effect.FINISH, Effect.SELECT_NETWORK, Effect.FIND_STORED)
CLOSED = (Effect.STOP, Effect.CLOSE)


@pytest.fixture
def opening() -> SeriesOpening:
    return SeriesOpening(SeriesReference("PACS", "1", "1.2", "1.3"))


@pytest.fixture
def arriving(opening: SeriesOpening) -> SeriesOpening:
    opening.request(LEFT)
    opening.happened(Event.SLICES)
    return opening


def test_the_first_slices_open_it_and_the_end_looks_for_what_is_stored(opening: SeriesOpening) -> None:
    assert opening.request(LEFT) == (Effect.RETRIEVE,)
    assert opening.happened(Event.SLICES) == SHOWN
    assert opening.happened(Event.SLICES) == (Effect.ADD_SOON,)
    assert opening.happened(Event.COMPLETED) == FINISHED
    assert opening.stage is Stage.COMPLETE


def test_one_that_comes_at_once_is_opened_with_its_end(opening: SeriesOpening) -> None:
    opening.request(LEFT)
    assert opening.happened(Event.COMPLETED) == (Effect.OPEN, *FINISHED)


def test_where_the_pacs_sends_nothing_or_fails_before_the_first_slice_nothing_opens(opening: SeriesOpening) -> None:
    opening.request(LEFT)
    assert opening.happened(Event.FAILED) == ()
    assert opening.stage is Stage.IDLE
    assert opening.request(LEFT) == (Effect.RETRIEVE,)
    assert opening.happened(Event.SLICES) == SHOWN


def test_failing_after_the_first_slice_keeps_what_is_here_and_a_request_goes_on(arriving: SeriesOpening) -> None:
    assert arriving.happened(Event.FAILED) == ()
    assert arriving.stage is Stage.INTERRUPTED
    assert arriving.request(LEFT) == (Effect.RETRIEVE,)
    assert arriving.happened(Event.SLICES) == (Effect.ADD_SOON,)
    assert arriving.happened(Event.COMPLETED) == FINISHED


@pytest.mark.parametrize(("slices", "stage"), [(0, Stage.IDLE), (1, Stage.INTERRUPTED)])
def test_cancelled_before_and_while_it_arrives(opening: SeriesOpening, slices: int, stage: Stage) -> None:
    opening.request(LEFT)
    for _ in range(slices):
        opening.happened(Event.SLICES)
    assert opening.happened(Event.CANCELLED) == ()
    assert opening.stage is stage
    assert opening.request(LEFT) == (Effect.RETRIEVE,)


def test_asked_for_again_while_it_arrives_it_goes_on(opening: SeriesOpening) -> None:
    opening.request(LEFT)
    assert opening.request(LEFT) == ()
    opening.happened(Event.SLICES)
    assert opening.request(LEFT) == ()
    assert opening.stage is Stage.ARRIVING


def test_asked_for_again_when_it_is_complete_only_stored_findings_are_looked_for(arriving: SeriesOpening) -> None:
    arriving.happened(Event.COMPLETED)
    assert arriving.request(LEFT) == (Effect.FIND_STORED,)
    assert arriving.stage is Stage.COMPLETE


def test_wanted_in_two_viewports_it_goes_on_for_the_second(opening: SeriesOpening) -> None:
    opening.request(LEFT)
    assert opening.request(RIGHT) == ()
    assert list(opening.places) == [LEFT, RIGHT]
    assert opening.leave(LEFT) == ()
    assert opening.happened(Event.SLICES) == SHOWN
    assert list(opening.places) == [RIGHT]
    assert opening.leave(RIGHT) == (Effect.STOP_RETRIEVING,)


def test_another_series_in_its_place_stops_the_retrieve_and_closes_it_once_it_is_hidden(
    arriving: SeriesOpening,
) -> None:
    assert arriving.leave(LEFT) == (Effect.STOP_RETRIEVING,)
    assert arriving.stage is Stage.INTERRUPTED
    assert arriving.happened(Event.HIDDEN) == CLOSED


def test_left_before_the_first_slice_it_is_closed_and_everything_that_comes_is_late(opening: SeriesOpening) -> None:
    opening.request(LEFT)
    assert opening.leave(LEFT) == CLOSED
    for event in Event:
        assert opening.happened(event) == ()
        assert opening.stage is Stage.CLOSED


@pytest.mark.parametrize("event", [Event.SLICES, Event.COMPLETED, Event.FAILED, Event.CANCELLED])
def test_closed_while_it_arrives_and_opened_again_it_begins_anew(arriving: SeriesOpening, event: Event) -> None:
    assert arriving.happened(Event.HIDDEN) == CLOSED
    again = SeriesOpening(arriving.reference)
    assert again.request(LEFT) == (Effect.RETRIEVE,)
    assert arriving.happened(event) == ()
    assert again.happened(Event.SLICES) == SHOWN


def test_left_and_complete_it_stays_until_it_is_hidden(arriving: SeriesOpening) -> None:
    arriving.happened(Event.COMPLETED)
    assert arriving.leave(LEFT) == ()
    assert arriving.stage is Stage.COMPLETE
    assert arriving.request(RIGHT) == (Effect.FIND_STORED,)
    arriving.leave(RIGHT)
    assert arriving.happened(Event.HIDDEN) == CLOSED


def test_whatever_happens_it_is_opened_once_finished_after_that_and_closed_last() -> None:
    for events in itertools.product([event for event in Event if event is not Event.UNWANTED], repeat=5):
        opening = SeriesOpening(SeriesReference("PACS", "1", "1.2", "1.3"))
        done = [effect for event in events for effect in opening.happened(event)]
        assert done.count(Effect.OPEN) <= 1
        shown = done.index(Effect.OPEN) if Effect.OPEN in done else len(done)
        later = {Effect.ADD, Effect.ADD_SOON, Effect.FINISH, Effect.SELECT_NETWORK, Effect.FIND_STORED}
        assert not later.intersection(done[:shown])
        if Effect.CLOSE in done:
            assert done[-2:] == list(CLOSED)
            assert opening.stage is Stage.CLOSED
