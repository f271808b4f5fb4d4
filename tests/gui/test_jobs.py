"""Jobs on worker threads, as the window sees them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.gui.jobs import Job, JobKind, Jobs, Pool

MOMENTS = [10.0, 10.05, 10.09, 10.11, 10.15, 10.2, 10.22]
"""Seconds at which the job reports."""


@pytest.fixture
def start(qtbot: QtBot) -> Iterator[Callable[[Callable[[TaskControl], None]], list[int]]]:
    """Run a function as a job whose clock shows the moments; return the steps shown, 0 before the first report."""
    made: list[Jobs] = []

    def run(function: Callable[[TaskControl], None]) -> list[int]:
        moments = iter(MOMENTS)
        jobs = Jobs(clock=lambda: next(moments))
        made.append(jobs)
        shown: list[int] = []

        def note() -> None:
            shown.extend(job.progress.done for job in jobs.running if job.progress is not None)

        jobs.changed.connect(note)
        jobs.start(Pool.NETWORK, JobKind.EXPORT, "A job", function, lambda _: None, lambda _: None)
        qtbot.waitUntil(lambda: jobs.idle)
        return shown

    yield run
    for jobs in made:
        jobs.close()


def test_progress_is_shown_ten_times_a_second_at_most(
    start: Callable[[Callable[[TaskControl], None]], list[int]],
) -> None:
    def report(task: TaskControl) -> None:
        for step in range(1, len(MOMENTS) + 1):
            task.report(step, len(MOMENTS), "")

    assert start(report) == [0, 1, 4, 7]


def test_the_begin_of_a_part_is_always_shown(start: Callable[[Callable[[TaskControl], None]], list[int]]) -> None:
    def report(task: TaskControl) -> None:
        for step in (1, 0, 2, 3):
            task.report(step, 0, "")

    assert start(report) == [0, 1, 0]


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[Jobs]:
    """Jobs of which each waits until it is cancelled."""
    jobs = Jobs()
    yield jobs
    jobs.close()


def wait(task: TaskControl) -> None:
    cancelled = threading.Event()
    with task.on_cancel(cancelled.set):
        assert cancelled.wait(60)


def begin(jobs: Jobs, kind: JobKind, scope: Hashable = None) -> Job:
    return jobs.scope(scope).start(Pool.NETWORK, kind, "A job", wait, lambda _: None, lambda _: None)


def test_a_newer_job_supersedes_that_of_its_kind_in_its_scope_alone(jobs: Jobs) -> None:
    older, of_another_kind, elsewhere = (
        begin(jobs, JobKind.OPEN, "brain"),
        begin(jobs, JobKind.NETWORK, "brain"),
        begin(jobs, JobKind.OPEN, "chest"),
    )
    newer = begin(jobs, JobKind.OPEN, "brain")
    assert [job.task.cancelled for job in (older, of_another_kind, elsewhere, newer)] == [True, False, False, False]
    jobs.scope("brain").cancel(JobKind.OPEN)
    assert not jobs.runs(JobKind.OPEN, "brain")
    assert jobs.runs(JobKind.NETWORK, "brain")


def test_closing_a_scope_cancels_all_of_it_and_nothing_else(jobs: Jobs) -> None:
    inside = [begin(jobs, kind, "brain") for kind in (JobKind.OPEN, JobKind.STORED)]
    outside = [begin(jobs, JobKind.STORED, "chest"), begin(jobs, JobKind.OUTBOX)]
    jobs.scope("brain").close()
    assert all(job.task.cancelled for job in inside)
    assert not any(job.task.cancelled for job in outside)
