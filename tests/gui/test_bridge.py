"""Widgets that die hear nothing more, and nothing that was open is held by those who listened."""

from __future__ import annotations

import gc
import weakref
from functools import partial

from PyQt6.QtCore import QCoreApplication, QEvent, QObject
from PyQt6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from iodeep_viewer.core.findings import ReviewChange
from iodeep_viewer.core.review import Review
from iodeep_viewer.gui.state.bridge import signal_of, signal_with
from iodeep_viewer.gui.state.session import Session
from iodeep_viewer.settings import Settings
from tests.archives import no_pacs
from tests.unit.state.series import opened, roi


class Listener(QLabel):
    """Counts what it hears; calls into Qt, as widgets do."""

    def __init__(self) -> None:
        super().__init__()
        self.heard = list[object]()

    def show_it(self) -> None:
        self.heard.append("it")
        self.setText(str(len(self.heard)))

    def show_change(self, change: ReviewChange) -> None:
        self.heard.append(change)
        self.setText(str(len(self.heard)))


def test_a_widget_hears_until_it_is_deleted(qtbot: QtBot) -> None:
    session, series = Session(Settings(), None, no_pacs), opened(1)
    session.active.show(series)
    listener = Listener()
    signal_of(session.review_changed).connect(listener.show_it)
    signal_with(session.review_changed).connect(listener.show_change)
    series.set_review(Review().add([roi("a")]))
    change = ReviewChange(added=frozenset("a"))
    assert listener.heard == ["it", change]
    listener.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    series.set_review(Review())
    assert listener.heard == ["it", change]


def test_a_widget_that_is_forgotten_is_not_kept_by_what_it_listens_to(qtbot: QtBot) -> None:
    session = Session(Settings(), None, no_pacs)
    listener = Listener()
    signal_of(session.options_changed).connect(listener.show_it)
    gone = weakref.ref(listener)
    del listener
    gc.collect()
    assert gone() is None
    session.set_options(session.options)


def test_a_series_that_is_closed_is_let_go_of_whoever_listened_to_it(qtbot: QtBot) -> None:
    session, series, keeper = Session(Settings(), None, no_pacs), opened(1, 2), QObject()
    heard = list[object]()
    session.active.show(series)
    signal_of(series.series_changed).connect(partial(heard.append, series.record))
    signal_of(series.network_changed).connect(partial(lambda _keeper, _series: None, keeper, series))
    gone = weakref.ref(series)
    session.active.show(None)
    del series
    gc.collect()
    assert gone() is None
