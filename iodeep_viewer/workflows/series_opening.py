"""Opening a series as a state machine: the events on its way into viewports, and their effects.

It knows neither Qt nor threads nor archives: :meth:`SeriesOpening.happened` gets an event and returns its effects, in
order.
"""

from __future__ import annotations

from collections.abc import Hashable
from enum import Enum

from iodeep_viewer.core.image_key import SeriesReference


class Stage(Enum):
    """Stage of a series on its way into viewports."""

    IDLE = "idle"
    """Nothing of it is here, and nobody fetches it."""
    RETRIEVING = "retrieving"
    """It is asked for; nothing of it is here yet."""
    ARRIVING = "arriving"
    """Its first slices are open; more are on their way."""
    INTERRUPTED = "interrupted"
    """Some slices are open; the others are not on their way any more."""
    COMPLETE = "complete"
    """All of it is open."""
    CLOSED = "closed"
    """Nobody shows it or waits for it; everything that still comes is late."""


class Event(Enum):
    """Something that happens to a series."""

    REQUESTED = "requested"
    """The user wants to see it."""
    SLICES = "slices"
    """Slices arrived."""
    COMPLETED = "completed"
    """All of it arrived."""
    FAILED = "failed"
    """The rest cannot be fetched."""
    CANCELLED = "cancelled"
    """The user stopped the retrieve."""
    UNWANTED = "unwanted"
    """Every place that asked for it asked for another series since, or was emptied."""
    HIDDEN = "hidden"
    """No place shows it any more."""


class Effect(Enum):
    """Something that the caller has to do."""

    RETRIEVE = "retrieve"
    """Fetch it; slices that are here already come again at once."""
    OPEN = "open"
    """Open it, with the findings of the journal, in the viewports that wait for it."""
    ADD = "add"
    """Show the slices that arrived."""
    ADD_SOON = "add soon"
    """Show the slices that arrived, together with those that come right after them."""
    SELECT_NETWORK = "select network"
    """Select the network for its slices, unless that was done."""
    FINISH = "finish"
    """Show all slices, and name those that are missing."""
    FIND_STORED = "find stored"
    """Query structure sets and key images of the series."""
    STOP_RETRIEVING = "stop retrieving"
    """Cancel its retrieve."""
    STOP = "stop"
    """Cancel all jobs of the series."""
    CLOSE = "close"
    """Let go of it."""


_SHOW = (Effect.OPEN, Effect.ADD, Effect.SELECT_NETWORK)
_FINISH = (Effect.FINISH, Effect.SELECT_NETWORK, Effect.FIND_STORED)

_CLOSE = (Effect.STOP, Effect.CLOSE)

_TRANSITIONS: dict[tuple[Stage, Event], tuple[Stage, tuple[Effect, ...]]] = {
    (Stage.IDLE, Event.REQUESTED): (Stage.RETRIEVING, (Effect.RETRIEVE,)),
    (Stage.IDLE, Event.UNWANTED): (Stage.CLOSED, _CLOSE),
    (Stage.RETRIEVING, Event.SLICES): (Stage.ARRIVING, _SHOW),
    (Stage.RETRIEVING, Event.COMPLETED): (Stage.COMPLETE, (Effect.OPEN, *_FINISH)),
    (Stage.RETRIEVING, Event.FAILED): (Stage.IDLE, ()),
    (Stage.RETRIEVING, Event.CANCELLED): (Stage.IDLE, ()),
    (Stage.RETRIEVING, Event.UNWANTED): (Stage.CLOSED, _CLOSE),
    (Stage.ARRIVING, Event.SLICES): (Stage.ARRIVING, (Effect.ADD_SOON,)),
    (Stage.ARRIVING, Event.COMPLETED): (Stage.COMPLETE, _FINISH),
    (Stage.ARRIVING, Event.FAILED): (Stage.INTERRUPTED, ()),
    (Stage.ARRIVING, Event.CANCELLED): (Stage.INTERRUPTED, ()),
    (Stage.ARRIVING, Event.UNWANTED): (Stage.INTERRUPTED, (Effect.STOP_RETRIEVING,)),
    (Stage.ARRIVING, Event.HIDDEN): (Stage.CLOSED, _CLOSE),
    (Stage.INTERRUPTED, Event.REQUESTED): (Stage.ARRIVING, (Effect.RETRIEVE,)),
    (Stage.INTERRUPTED, Event.HIDDEN): (Stage.CLOSED, _CLOSE),
    (Stage.COMPLETE, Event.REQUESTED): (Stage.COMPLETE, (Effect.FIND_STORED,)),
    (Stage.COMPLETE, Event.HIDDEN): (Stage.CLOSED, _CLOSE),
}
"""Other pairs change nothing: a series on its way need not be requested again, and anything after the end is late."""


class SeriesOpening:
    """One series from the request to the end, and the places (viewports) that are to show it.

    Parameters
    ----------
    reference
        Its name.
    """

    def __init__(self, reference: SeriesReference) -> None:
        self.reference = reference
        self._stage = Stage.IDLE
        self._places: dict[Hashable, None] = {}

    @property
    def stage(self) -> Stage:
        """Stage of the series now."""
        return self._stage

    @property
    def is_open(self) -> bool:
        """Whether slices of it can be on screen."""
        return self._stage in (Stage.ARRIVING, Stage.INTERRUPTED, Stage.COMPLETE)

    @property
    def places(self) -> tuple[Hashable, ...]:
        """The places that want it, in the order in which they asked."""
        return tuple(self._places)

    def request(self, place: Hashable) -> tuple[Effect, ...]:
        """Note that a place is to show it.

        Parameters
        ----------
        place
            Any hashable name that no other place has.

        Returns
        -------
        tuple of Effect
            In order.
        """
        self._places[place] = None
        return self.happened(Event.REQUESTED)

    def leave(self, place: Hashable) -> tuple[Effect, ...]:
        """Note that a place wants it no longer; what it shows may stay on it until something else is there.

        Parameters
        ----------
        place
            One that may have asked for it.

        Returns
        -------
        tuple of Effect
            In order.
        """
        self._places.pop(place, None)
        return () if self._places else self.happened(Event.UNWANTED)

    def happened(self, event: Event) -> tuple[Effect, ...]:
        """Go on to the next stage.

        Parameters
        ----------
        event
            The event.

        Returns
        -------
        tuple of Effect
            In order; empty where the event does not matter at this stage.
        """
        self._stage, effects = _TRANSITIONS.get((self._stage, event), (self._stage, ()))
        return effects
