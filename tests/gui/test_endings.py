"""Ends: of work that is done, and of work that is under way when the window is closed."""

from __future__ import annotations

from PyQt6 import sip
from PyQt6.QtCore import QTimer

from iodeep_viewer.gui.jobs import JobKind, Pool
from iodeep_viewer.gui.panels.banner import Banner
from iodeep_viewer.gui.state.values import Severity
from tests.gui.reader import Reader


def test_nothing_is_begun_once_the_window_is_closed(offline: Reader) -> None:
    ran: list[object] = []
    offline.window.close()
    job = offline.viewer.jobs.start(Pool.NETWORK, JobKind.EXPORT, "Late", ran.append, ran.append, ran.append)
    offline.viewer.controllers.storing.refresh_outbox()
    assert job.task.cancelled
    assert offline.viewer.jobs.idle
    assert ran == []


def test_an_information_goes_when_its_time_is_over_and_a_warning_stays(offline: Reader) -> None:
    session, banner = offline.session, offline.window.banner
    session.notify(Severity.WARNING, "Stays.")
    session.notify(Severity.INFO, "Goes.")
    (running,) = [timer for timer in banner.findChildren(QTimer) if timer.isActive()]
    running.setInterval(0)
    offline.wait(lambda: [notice.sentence for notice in banner.notices] == ["Stays."])


def test_a_notice_whose_banner_is_gone_ends_quietly(offline: Reader) -> None:
    banner = Banner(offline.session)
    offline.session.notify(Severity.INFO, "Goes.")
    (row,) = [button.parentWidget() for button in banner.close_buttons()]
    assert row is not None
    row.setParent(None)
    sip.delete(banner)
    (running,) = [timer for timer in row.findChildren(QTimer) if timer.isActive()]
    running.setInterval(0)
    offline.wait(lambda: not running.isActive())
    assert not sip.isdeleted(row)
