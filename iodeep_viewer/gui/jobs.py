"""Long functions on worker threads, their results back on the GUI thread.

Jobs belong to a scope, e.g. an open series. A newer request of the same kind in a scope makes the older one stale: its
result is dropped; closing the scope drops all of it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from PyQt6.QtCore import QObject, pyqtSignal, pyqtSlot

from iodeep_viewer.core.task import Progress, TaskControl
from iodeep_viewer.errors import Cancelled, IODeepError

_PROGRESS_INTERVAL = 0.1
"""Seconds between two drawings of the progress of a job, at least."""


class Pool(Enum):
    """Executor of a job."""

    NETWORK = "network"
    """Jobs that wait for the PACS or the disk: several at a time."""
    INFERENCE = "inference"
    """One at a time; it uses all cores by itself."""


class JobKind(Enum):
    """Purpose of a job."""

    SEARCH = "search"
    FILES = "files"
    SERIES = "series"
    PRIORS = "priors"
    THUMBNAILS = "thumbnails"
    OPEN = "open"
    STORED = "stored findings"
    NETWORK = "network"
    CARD = "card"
    AI_ROI = "AI ROI"
    AI_SERIES = "AI ROI on the series"
    PREDICT = "predict"
    WRITE = "write"
    SEND = "send"
    OUTBOX = "outbox"
    OUTBOX_COUNT = "outbox count"
    CHECK = "check"
    TAGS = "tags"
    EXPORT = "export"
    DEMO = "demo"


_WORKERS = {Pool.NETWORK: 4, Pool.INFERENCE: 1}


class Defect(IODeepError):
    """A job came to no end because of a defect of the program."""


@dataclass(eq=False)
class Job:
    """A function that runs, or waits to.

    Attributes
    ----------
    kind, scope
        Its purpose and its owner: a newer job of both supersedes this one.
    title
        For the progress bar.
    quiet
        Whether it works in the background without being shown.
    """

    kind: JobKind
    scope: Hashable
    title: str
    task: TaskControl
    quiet: bool
    on_done: Callable[[Any], None]
    on_failed: Callable[[IODeepError], None]
    progress: Progress = field(default_factory=lambda: Progress(0, 0, ""))

    def cancel(self) -> None:
        """Ask the job to end; nothing of it is delivered any more."""
        self.task.cancel()


class Jobs(QObject):
    """Starts jobs and delivers what comes of them on the thread that this object lives on."""

    changed = pyqtSignal()
    """The jobs that run, or the progress of one, changed."""
    unexpected = pyqtSignal(object)
    """An exception that is a defect of the program."""
    _call = pyqtSignal(object)

    def __init__(self, parent: QObject | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(parent)
        self._clock = clock
        self._pools = {pool: ThreadPoolExecutor(count, f"iodeep-{pool.value}") for pool, count in _WORKERS.items()}
        self._jobs: list[Job] = []
        self._closed = False
        self._call.connect(self._invoke)

    @property
    def running(self) -> tuple[Job, ...]:
        """Jobs that run or wait and are shown to the user, oldest first."""
        return tuple(job for job in self._jobs if not job.quiet and not job.task.cancelled)

    @property
    def idle(self) -> bool:
        """Whether nothing runs, not even quietly."""
        return not self._jobs

    def runs(self, kind: JobKind, scope: Hashable = None) -> bool:
        """Return whether a job of a kind runs or waits in a scope."""
        return any((job.kind, job.scope) == (kind, scope) and not job.task.cancelled for job in self._jobs)

    def scope(self, owner: Hashable) -> JobScope:
        """Return the scope of an owner, e.g. of a series by its reference."""
        return JobScope(self, owner)

    def start(
        self,
        pool: Pool,
        kind: JobKind,
        title: str,
        function: Callable[[TaskControl], Any],
        on_done: Callable[[Any], None],
        on_failed: Callable[[IODeepError], None],
        *,
        quiet: bool = False,
        scope: Hashable = None,
    ) -> Job:
        """Run `function` on a worker; a job of the same kind that still runs in the scope is cancelled.

        `on_done` and `on_failed` are called on the GUI thread, and not at all once the job was cancelled; a defect of
        the program is reported by :attr:`unexpected` and by `on_failed`.
        """
        self.cancel(kind, scope)
        last_shown = 0.0
        job: Job

        def on_progress(progress: Progress) -> None:
            nonlocal last_shown
            now = self._clock()
            if now - last_shown >= _PROGRESS_INTERVAL or progress.done == 0:
                last_shown = now
                self._on_gui(lambda: self._set_progress(job, progress))

        job = Job(kind, scope, title, TaskControl(on_progress), quiet, on_done, on_failed)
        if self._closed:
            # A timer may still ask for something while the program ends.
            job.cancel()
            return job
        self._jobs.append(job)
        self._pools[pool].submit(self._run, job, function)
        self.changed.emit()
        return job

    def cancel(self, kind: JobKind, scope: Hashable = None) -> None:
        """Cancel the jobs of a kind in a scope."""
        self._cancel([job for job in self._jobs if (job.kind, job.scope) == (kind, scope)])

    def close_scope(self, scope: Hashable) -> None:
        """Cancel all jobs of a scope."""
        self._cancel([job for job in self._jobs if job.scope == scope])

    def cancel_all(self) -> None:
        """Cancel everything that is shown to the user."""
        self._cancel(self.running)

    def close(self) -> None:
        """Cancel everything and wait for the threads to end."""
        self._closed = True
        for job in list(self._jobs):
            job.cancel()
        for pool in self._pools.values():
            pool.shutdown(wait=True, cancel_futures=True)
        self._jobs.clear()

    def later(self, function: Callable[[], None]) -> None:
        """Call `function` on the GUI thread soon; may be called from any thread."""
        self._on_gui(function)

    def _cancel(self, jobs: Iterable[Job]) -> None:
        for job in jobs:
            job.cancel()
        self.changed.emit()

    def _run(self, job: Job, function: Callable[[TaskControl], Any]) -> None:
        deliver: Callable[[], None]
        try:
            job.task.check()
            result = function(job.task)
        except Cancelled:
            deliver = _nothing
        except IODeepError as error:
            expected = error
            deliver = lambda: job.on_failed(expected)  # noqa: E731 - one of three outcomes, read side by side
        except Exception as error:  # the boundary: a defect must end in the crash dialog, not in a dead thread
            defect = error
            deliver = lambda: self._report_defect(job, defect)  # noqa: E731
        else:
            deliver = lambda: job.on_done(result)  # noqa: E731
        self._on_gui(lambda: self._finish(job, deliver))

    def _finish(self, job: Job, deliver: Callable[[], None]) -> None:
        if job in self._jobs:
            self._jobs.remove(job)
        if not job.task.cancelled:
            deliver()
        self.changed.emit()

    def _report_defect(self, job: Job, defect: Exception) -> None:
        self.unexpected.emit(defect)
        # Whoever waits for the job must not wait for good.
        job.on_failed(
            Defect(
                self.tr("“{}” came to no end: there is a defect in the program.").format(job.title),
                self.tr("Your decisions are kept; try again, or start the program again."),
            )
        )

    def _set_progress(self, job: Job, progress: Progress) -> None:
        job.progress = progress
        self.changed.emit()

    @pyqtSlot(object)
    def _invoke(self, function: Callable[[], None]) -> None:
        if not self._closed:
            function()

    def _on_gui(self, function: Callable[[], None]) -> None:
        if not self._closed:
            self._call.emit(function)


@dataclass(frozen=True, slots=True)
class JobScope:
    """The jobs of one owner: as :class:`Jobs`, for these alone."""

    jobs: Jobs
    owner: Hashable

    def start(
        self,
        pool: Pool,
        kind: JobKind,
        title: str,
        function: Callable[[TaskControl], Any],
        on_done: Callable[[Any], None],
        on_failed: Callable[[IODeepError], None],
        *,
        quiet: bool = False,
    ) -> Job:
        """Run `function` on a worker, as :meth:`Jobs.start`."""
        return self.jobs.start(pool, kind, title, function, on_done, on_failed, quiet=quiet, scope=self.owner)

    def cancel(self, kind: JobKind) -> None:
        """Cancel the job of a kind."""
        self.jobs.cancel(kind, self.owner)

    def close(self) -> None:
        """Cancel all jobs."""
        self.jobs.close_scope(self.owner)


def _nothing() -> None:
    return None
