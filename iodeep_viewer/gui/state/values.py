"""Values that the state of the viewer is made of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from iodeep_viewer.gui.state.open_series import OpenSeries
from iodeep_viewer.settings.sections import VIEWPORT_COUNTS as VIEWPORT_COUNTS

SELECT_TOOL = "select_tool"
"""Id of the tool that the left button is without another: it selects regions and changes the window."""

SERIES_MIME_TYPE = "application/x-iodeep-series"
"""A series that is dragged; the data is its place in the list, as a number in ASCII."""


class Severity(Enum):
    """Severity of a notice, which decides its colour and icon."""

    INFO = "info"
    """Something went well, or is worth knowing."""
    WARNING = "warning"
    """The user has to take note; nothing is broken."""
    ERROR = "error"
    """A request failed."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence for the banner, with a next step.

    Attributes
    ----------
    sentence, hint
        The event; the next step of the user.
    of
        The series that it is about: it goes when that is closed.
    """

    severity: Severity
    sentence: str
    hint: str = ""
    of: OpenSeries | None = None


class Connection(Enum):
    """State of the connection to the PACS."""

    UNKNOWN = "unknown"
    """Nothing was asked of it yet."""
    UP = "up"
    """Its last answer was good."""
    DOWN = "down"
    """It could not be reached."""


@dataclass(frozen=True, slots=True)
class ViewOptions:
    """Overlays of every viewport.

    Attributes
    ----------
    corner_text
        Text in the corners, letters, scale bar.
    labels
        Labels beside regions and measurements.
    linked
        Whether viewports scroll together by position.
    reference_lines
        Where the slice of the active viewport cuts those of the others.
    heat_map, heat_map_opacity
        The network's probabilities over the slice; 0 to 1 where they are highest.
    """

    corner_text: bool = True
    labels: bool = False
    linked: bool = True
    reference_lines: bool = True
    heat_map: bool = False
    heat_map_opacity: float = 0.45
