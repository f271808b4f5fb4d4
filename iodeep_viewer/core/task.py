"""Progress and cancellation of long functions, without Qt."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from iodeep_viewer.errors import Cancelled


@dataclass(frozen=True, slots=True)
class Progress:
    """Progress of a task.

    Attributes
    ----------
    done, total
        Steps done and in all; ``total`` is 0 while it is not known.
    message
        What is being done now, for the user.
    """

    done: int
    total: int
    message: str


class TaskControl:
    """Progress and cancellation of one run of a long function, which is handed this.

    Parameters
    ----------
    on_progress
        Called with every :class:`Progress`, on the thread of the long function.
    """

    def __init__(self, on_progress: Callable[[Progress], None] | None = None) -> None:
        self._on_progress = on_progress
        self._cancelled = threading.Event()
        self._lock = threading.Lock()
        self._callbacks: list[Callable[[], None]] = []

    @property
    def cancelled(self) -> bool:
        """Whether cancellation was asked for."""
        return self._cancelled.is_set()

    def report(self, done: int, total: int, message: str) -> None:
        """Report how far the task has come.

        Parameters
        ----------
        done
            Steps done.
        total
            Steps in all; 0 while it is not known.
        message
            For the user: what is done now.

        Raises
        ------
        Cancelled
            If the task was cancelled in the meantime.
        """
        self.check()
        if self._on_progress is not None:
            self._on_progress(Progress(done, total, message))

    def check(self) -> None:
        """End the long function if the task was cancelled.

        Raises
        ------
        Cancelled
            If it was.
        """
        if self._cancelled.is_set():
            raise Cancelled

    def cancel(self) -> None:
        """Ask the task to end; may be called from any thread, more than once."""
        with self._lock:
            if self._cancelled.is_set():
                return
            self._cancelled.set()
            callbacks = list(self._callbacks)
        for callback in callbacks:
            callback()

    @contextmanager
    def on_cancel(self, callback: Callable[[], None]) -> Iterator[None]:
        """Call `callback` when the task is cancelled inside this block (at once if it was before).

        A blocking exchange is ended from outside this way, e.g. by aborting its association.

        Parameters
        ----------
        callback
            Called once, on the thread that cancels.
        """
        with self._lock:
            self._callbacks.append(callback)
            already = self._cancelled.is_set()
        if already:
            callback()
        try:
            yield
        finally:
            with self._lock:
                self._callbacks.remove(callback)
