"""The preferences by subject, each section checked when it is made."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from iodeep_viewer.core.display import WINDOW_PRESETS, WindowPreset
from iodeep_viewer.core.pacs_node import PacsNode
from iodeep_viewer.errors import SettingsError

THEMES = ("dark", "light")
LANGUAGES = {"en": "English", "it": "Italiano", "es": "Español"}
SCALES = (100, 125, 150, 175, 200)
MOST_PRESETS = 8
DRAG_BUTTONS = ("left", "middle", "right")
DRAG_ACTIONS = ("window", "pan", "zoom")
WHEEL_ACTIONS = ("slices", "zoom")
MOUSE = {**dict(zip(DRAG_BUTTONS, DRAG_ACTIONS, strict=True)), "wheel": "slices"}
"""The usual mouse: left window, middle pan, right zoom, wheel slices."""
AI_ON_OPENING = ("off", "slice", "series")
VIEWPORT_COUNTS = (1, 2, 4)
"""Numbers of viewports that can be shown."""


@dataclass(frozen=True, slots=True)
class PacsSettings:
    """The known PACS.

    Attributes
    ----------
    nodes
        Names all different.
    active_node
        Name of the one in use.
    """

    nodes: tuple[PacsNode, ...] = ()
    active_node: str = ""

    def __post_init__(self) -> None:
        names = [node.name for node in self.nodes]
        if len(set(names)) < len(names):
            raise SettingsError("Two PACS have the same name.", "Give each its own.")


@dataclass(frozen=True, slots=True)
class AppearanceSettings:
    """Appearance of the windows.

    Attributes
    ----------
    theme
        One of ``THEMES``.
    language
        Of the windows, one of ``LANGUAGES``.
    scale
        Size of text and controls in percent, on top of the scale of the system; from the next start on.
    """

    theme: str = "dark"
    language: str = "en"
    scale: int = 100

    def __post_init__(self) -> None:
        if self.theme not in THEMES:
            raise SettingsError(f"'{self.theme}' is not a theme.", f"There are: {', '.join(THEMES)}.")
        if self.language not in LANGUAGES:
            raise SettingsError(f"'{self.language}' is not a language.", f"There are: {', '.join(LANGUAGES)}.")
        if self.scale not in SCALES:
            raise SettingsError(f"A scale of {self.scale} % is not possible.", "There are 100 to 200 in steps of 25.")


@dataclass(frozen=True, slots=True)
class ControlSettings:
    """Keys and mouse.

    Attributes
    ----------
    keys
        Keys that are not the usual ones, by command: portable names, several separated by ``"; "``, none for "".
    mouse
        The action of dragging with each of ``DRAG_BUTTONS``, one of ``DRAG_ACTIONS``, and of the bare ``wheel``, one
        of ``WHEEL_ACTIONS``.
    """

    keys: Mapping[str, str] = field(default_factory=dict)
    mouse: Mapping[str, str] = field(default_factory=lambda: dict(MOUSE))

    def __post_init__(self) -> None:
        if sorted(self.mouse.get(button, "") for button in DRAG_BUTTONS) != sorted(DRAG_ACTIONS):
            raise SettingsError(
                "Each of window, pan and zoom needs one mouse button of its own.", "Choose three different buttons."
            )
        if self.mouse.get("wheel") not in WHEEL_ACTIONS:
            raise SettingsError("The wheel has no action.", f"There are: {', '.join(WHEEL_ACTIONS)}.")


@dataclass(frozen=True, slots=True)
class ReadingSettings:
    """Habits of the user in reading and signing.

    Attributes
    ----------
    reviewer_name
        ReviewerName of structure sets that are stored.
    window_presets
        In the order of their keys, at most ``MOST_PRESETS``.
    viewports
        How many are shown at the start, one of ``VIEWPORT_COUNTS``.
    corner_text, labels, linked, reference_lines
        Whether the text in the corners, the labels beside regions and measurements, linked scrolling and reference
        lines are on at the start.
    """

    reviewer_name: str = ""
    window_presets: tuple[WindowPreset, ...] = WINDOW_PRESETS
    viewports: int = 1
    corner_text: bool = True
    labels: bool = False
    linked: bool = True
    reference_lines: bool = True

    def __post_init__(self) -> None:
        if self.viewports not in VIEWPORT_COUNTS:
            raise SettingsError(f"{self.viewports} viewports cannot be shown.", "There are one, two or four.")
        if len(self.window_presets) > MOST_PRESETS:
            raise SettingsError(f"There are more than {MOST_PRESETS} window presets.", "Remove some.")
        for preset in self.window_presets:
            if not preset.name.strip() or preset.width < 1:
                raise SettingsError("A window preset has no name, or a width below 1.", "Give it both.")
            if not (math.isfinite(preset.center) and math.isfinite(preset.width)):
                raise SettingsError(
                    f"The window preset “{preset.name}” has a center or width that is no number.",
                    "Write plain numbers, such as 40 and 400.",
                )


@dataclass(frozen=True, slots=True)
class NetworkSettings:
    """Choice of networks, when they run, and allowed sources of their weights.

    Attributes
    ----------
    ai_on_opening
        Images that AI ROI reads by itself once a series is open and a network fits: nothing (``off``), the ``slice`` on
        screen, the whole ``series``.
    preferred
        DnnUID of the network that the user wants where several match, by selection tags (``MR/1/BRAIN``).
    weights_places
        Places from which weights outside of an IODeep may be fetched: ``https://host/path`` or ``file:///folder``.
    """

    ai_on_opening: str = "off"
    preferred: Mapping[str, str] = field(default_factory=dict)
    weights_places: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.ai_on_opening not in AI_ON_OPENING:
            raise SettingsError(
                f"'{self.ai_on_opening}' is nothing that AI ROI could read.",
                f"There are: {', '.join(AI_ON_OPENING)}.",
            )
        for place in self.weights_places:
            if not place.startswith(("https://", "file:///")):
                raise SettingsError(
                    f"'{place}' is not a place for weights.", "Write https://host/path or file:///folder."
                )


@dataclass(frozen=True, slots=True)
class StorageSettings:
    """Room on this computer.

    Attributes
    ----------
    cache_limit_mb
        Size of the cache of received instances, 10^6 bytes.
    """

    cache_limit_mb: int = 20_000

    def __post_init__(self) -> None:
        if self.cache_limit_mb < 1:
            raise SettingsError(f"A cache of {self.cache_limit_mb} MB is not possible.", "Give it 1 MB or more.")


@dataclass(frozen=True, slots=True)
class Settings:
    """All preferences.

    Raises
    ------
    SettingsError
        Every section, if a value makes no sense.
    """

    pacs: PacsSettings = field(default_factory=PacsSettings)
    appearance: AppearanceSettings = field(default_factory=AppearanceSettings)
    controls: ControlSettings = field(default_factory=ControlSettings)
    reading: ReadingSettings = field(default_factory=ReadingSettings)
    networks: NetworkSettings = field(default_factory=NetworkSettings)
    storage: StorageSettings = field(default_factory=StorageSettings)


def active_node(settings: Settings) -> PacsNode | None:
    """Return the PACS in use, else the first one, else None.

    Parameters
    ----------
    settings
        All of them.

    Returns
    -------
    PacsNode or None
        None where no PACS is known.
    """
    by_name = {node.name: node for node in settings.pacs.nodes}
    return by_name.get(settings.pacs.active_node, next(iter(settings.pacs.nodes), None))
