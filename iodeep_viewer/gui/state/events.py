"""Change events of the state: plain callbacks, no Qt.

Widgets and controllers connect through :mod:`iodeep_viewer.gui.state.bridge`, which lets go of them when they die.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVarTuple

from iodeep_viewer.core.findings import ReviewChange

Values = TypeVarTuple("Values")


class Event(Generic[*Values]):
    """Something that can change; ``Event[ReviewChange]`` hands its listeners a ReviewChange, ``Event[()]`` nothing.

    Attributes
    ----------
    relay
        Place for the Qt object that the bridge makes of it.
    """

    def __init__(self) -> None:
        self.relay: object = None
        self._listeners: list[Callable[[*Values], object]] = []

    def connect(self, listener: Callable[[*Values], object]) -> Callable[[], None]:
        """Call a listener from now on, after those that are connected; return the function that ends it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def emit(self, *values: *Values) -> None:
        """Call every listener; one that is disconnected meanwhile is not called any more."""
        for listener in tuple(self._listeners):
            if listener in self._listeners:
                listener(*values)


class SeriesEvents:
    """Events of an open series; each is named after the fields that change."""

    def __init__(self) -> None:
        self.series_changed = Event[()]()
        self.review_changed = Event[ReviewChange]()
        self.selection_changed = Event[()]()
        self.stored_changed = Event[()]()
        self.network_changed = Event[()]()
        self.predictions_changed = Event[()]()


class SliceEvents(SeriesEvents):
    """Events of a slice on screen and of its series."""

    def __init__(self) -> None:
        super().__init__()
        self.index_changed = Event[()]()
        self.display_changed = Event[()]()

    def emit_all(self, change: ReviewChange) -> None:
        """Emit every event, because another series is meant; `change` leads from the one review to the other."""
        self.series_changed.emit()
        self.index_changed.emit()
        self.display_changed.emit()
        self.review_changed.emit(change)
        self.selection_changed.emit()
        self.stored_changed.emit()
        self.network_changed.emit()
        self.predictions_changed.emit()
