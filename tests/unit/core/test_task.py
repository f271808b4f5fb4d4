"""Progress and cancellation."""

import threading

import pytest

from iodeep_viewer.core.task import Progress, TaskControl
from iodeep_viewer.errors import Cancelled, IODeepError


def test_progress_reaches_the_listener() -> None:
    seen: list[Progress] = []
    TaskControl(seen.append).report(3, 10, "slices")
    assert seen == [Progress(3, 10, "slices")]
    TaskControl().report(1, 2, "nobody listens")


def test_a_cancelled_task_ends_at_the_next_check_or_report() -> None:
    seen: list[Progress] = []
    task = TaskControl(seen.append)
    task.check()
    task.cancel()
    assert task.cancelled
    with pytest.raises(Cancelled):
        task.check()
    with pytest.raises(Cancelled):
        task.report(1, 1, "too late")
    assert seen == []


def test_cancelling_calls_the_hooks_that_are_in_force_once() -> None:
    task = TaskControl()
    calls: list[str] = []
    with task.on_cancel(lambda: calls.append("over")):
        pass
    with task.on_cancel(lambda: calls.append("outer")), task.on_cancel(lambda: calls.append("inner")):
        task.cancel()
        task.cancel()
    assert calls == ["outer", "inner"]


def test_a_hook_set_after_cancelling_is_called_at_once() -> None:
    task = TaskControl()
    task.cancel()
    calls: list[str] = []
    with task.on_cancel(lambda: calls.append("late")):
        assert calls == ["late"]


def test_a_hook_ends_a_wait_in_another_thread() -> None:
    task = TaskControl()
    waiting, released = threading.Event(), threading.Event()

    def work() -> None:
        with task.on_cancel(released.set):
            waiting.set()
            released.wait(10)

    thread = threading.Thread(target=work)
    thread.start()
    assert waiting.wait(10)
    task.cancel()
    thread.join(10)
    assert not thread.is_alive()
    assert released.is_set()


def test_the_hook_goes_when_its_block_fails() -> None:
    task = TaskControl()
    calls: list[str] = []
    with pytest.raises(KeyError), task.on_cancel(lambda: calls.append("stale")):
        raise KeyError
    task.cancel()
    assert calls == []


def test_being_cancelled_is_not_an_error_for_the_user() -> None:
    assert not issubclass(Cancelled, IODeepError)
