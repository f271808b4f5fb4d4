"""The state's events as Qt signals: Qt itself disconnects a widget that dies, so that no event reaches it."""

from __future__ import annotations

from typing import Any

from PyQt6.QtCore import QObject, pyqtBoundSignal, pyqtSignal

from iodeep_viewer.gui.state.events import Event


class _Relay(QObject):
    emitted = pyqtSignal()
    emitted_with = pyqtSignal(object)

    def emit(self, *values: object) -> None:
        """Emit both signals."""
        self.emitted.emit()
        if values:
            self.emitted_with.emit(values[0])


def signal_of(event: Event[*tuple[Any, ...]]) -> pyqtBoundSignal:
    """Return a signal that an event emits; a value of the event is left out.

    Connect methods of a QObject to it: they are disconnected when the object is destroyed. A lambda would live on.
    """
    return _relay(event).emitted


def signal_with(event: Event[Any]) -> pyqtBoundSignal:
    """Return a signal that an event emits together with its value."""
    return _relay(event).emitted_with


def _relay(event: Event[*tuple[Any, ...]]) -> _Relay:
    # Kept by the event: whatever is connected to a series goes together with it.
    if not isinstance(event.relay, _Relay):
        event.relay = _Relay()
        event.connect(event.relay.emit)
    return event.relay
