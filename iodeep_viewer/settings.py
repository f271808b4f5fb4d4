"""The settings file: JSON, read whole and checked, written whole."""

from __future__ import annotations

import json
import math
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

import platformdirs

from iodeep_viewer.core.display import WINDOW_PRESETS, WindowPreset
from iodeep_viewer.core.pacs_node import PacsNode, RetrieveMethod
from iodeep_viewer.errors import SettingsError
from iodeep_viewer.files import write_atomically

HOME_VARIABLE = "IODEEP_HOME"
"""Environment variable: a folder that holds settings and data instead of the user's usual places."""

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


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user can set.

    Attributes
    ----------
    nodes
        The known PACS, names all different.
    active_node
        Name of the one in use.
    reviewer_name
        ReviewerName of structure sets that are stored.
    theme
        ``dark`` or ``light``.
    cache_limit_mb
        Size of the cache of received instances, 10^6 bytes.
    weights_places
        Places from which weights outside of an IODeep may be fetched: ``https://host/path`` or ``file:///folder``.
    language
        Of the windows, one of ``LANGUAGES``.
    scale
        Size of text and controls in percent, on top of what the system sets; from the next start on.
    keys
        Keys that are not the usual ones, by command: portable names, several separated by ``"; "``, none for "".
    mouse
        What dragging with each of ``DRAG_BUTTONS`` does, and the bare ``wheel``.
    window_presets
        In the order of their keys.
    preferred_networks
        DnnUID of the network that the user wants where several match, by selection tags (``MR/1/BRAIN``).
    ai_on_opening
        What AI ROI looks at by itself once a series is open and a network fits: nothing (``off``), the ``slice`` on
        screen, the whole ``series``.

    Raises
    ------
    SettingsError
        If a value makes no sense.
    """

    nodes: tuple[PacsNode, ...] = ()
    active_node: str = ""
    reviewer_name: str = ""
    theme: str = "dark"
    language: str = "en"
    scale: int = 100
    keys: Mapping[str, str] = field(default_factory=dict)
    mouse: Mapping[str, str] = field(default_factory=lambda: dict(MOUSE))
    window_presets: tuple[WindowPreset, ...] = WINDOW_PRESETS
    cache_limit_mb: int = 20_000
    weights_places: tuple[str, ...] = ()
    preferred_networks: Mapping[str, str] = field(default_factory=dict)
    ai_on_opening: str = "off"

    def __post_init__(self) -> None:
        names = [node.name for node in self.nodes]
        if len(set(names)) < len(names):
            raise SettingsError("Two PACS have the same name.", "Give each its own.")
        if self.theme not in THEMES:
            raise SettingsError(f"'{self.theme}' is not a theme.", f"There are: {', '.join(THEMES)}.")
        if self.cache_limit_mb < 1:
            raise SettingsError(f"A cache of {self.cache_limit_mb} MB is not possible.", "Give it 1 MB or more.")
        if self.language not in LANGUAGES:
            raise SettingsError(f"'{self.language}' is not a language.", f"There are: {', '.join(LANGUAGES)}.")
        if self.scale not in SCALES:
            raise SettingsError(f"A scale of {self.scale} % is not possible.", "There are 100 to 200 in steps of 25.")
        if sorted(self.mouse.get(button, "") for button in DRAG_BUTTONS) != sorted(DRAG_ACTIONS):
            raise SettingsError(
                "Each of window, pan and zoom needs one mouse button of its own.", "Choose three different buttons."
            )
        if self.mouse.get("wheel") not in WHEEL_ACTIONS:
            raise SettingsError("The wheel has no action.", f"There are: {', '.join(WHEEL_ACTIONS)}.")
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
        if self.ai_on_opening not in AI_ON_OPENING:
            raise SettingsError(
                f"'{self.ai_on_opening}' is nothing that AI ROI could look at.",
                f"There are: {', '.join(AI_ON_OPENING)}.",
            )
        for place in self.weights_places:
            if not place.startswith(("https://", "file:///")):
                raise SettingsError(
                    f"'{place}' is not a place for weights.", "Write https://host/path or file:///folder."
                )


def active_node(settings: Settings) -> PacsNode | None:
    """Return the PACS in use, else the first one, else None."""
    by_name = {node.name: node for node in settings.nodes}
    return by_name.get(settings.active_node, next(iter(settings.nodes), None))


def data_folder() -> Path:
    """Where cache, outbox and the like belong; made readable by the user alone, because patients are in it.

    Raises
    ------
    SettingsError
        If it cannot be made or written to; it names the folder.
    """
    home = os.environ.get(HOME_VARIABLE)
    folder = Path(home) if home else platformdirs.user_data_path("iodeep-viewer", appauthor=False)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise _unusable(folder, f"cannot be made: {error.strerror or error}") from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise _unusable(folder, "may not be written to")
    return folder


def settings_path() -> Path:
    """Where the settings file is."""
    home = os.environ.get(HOME_VARIABLE)
    folder = Path(home) if home else platformdirs.user_config_path("iodeep-viewer", appauthor=False)
    return folder / "settings.json"


def load_settings(path: Path | None = None) -> Settings:
    """Read the settings; the defaults where there is no file yet.

    Raises
    ------
    SettingsError
        If the file cannot be read or a value makes no sense; it names the file.
    """
    path = path or settings_path()
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        return _settings(document)
    except FileNotFoundError:
        return Settings()
    except OSError as error:
        raise SettingsError(f"The settings file {path} cannot be read: {error.strerror or error}.") from error
    except ValueError as error:  # JSON or its encoding
        raise _broken(path, f"it is not JSON ({error})") from error
    except SettingsError as error:
        raise _broken(path, error.sentence) from error


def save_settings(settings: Settings, path: Path | None = None) -> None:
    """Write the settings; a file that could not be read is kept beside them as ``settings.json.broken``.

    Raises
    ------
    SettingsError
        If they cannot be written; the file before stays.
    """
    path = path or settings_path()
    document = asdict(settings)
    for node in document["nodes"]:
        node["retrieve"] = node["retrieve"].name
    text = json.dumps(document, indent=2, ensure_ascii=False) + "\n"
    try:
        try:
            load_settings(path)
        except SettingsError:
            path.replace(path.with_name(path.name + ".broken"))
        write_atomically(path, lambda file: file.write(text.encode()), sync=True)
    except OSError as error:
        raise SettingsError(
            f"The settings cannot be written to {path}: {error.strerror or error}.", "Check the folder and the disk."
        ) from error


def _settings(document: object) -> Settings:
    values = _known(document, Settings)
    nodes = values.get("nodes", [])
    if not isinstance(nodes, list):
        raise SettingsError("'nodes' is not a list.")
    values["nodes"] = tuple(_node(item) for item in nodes)
    if "window_presets" in values:
        try:
            values["window_presets"] = tuple(
                WindowPreset(**_known(item, WindowPreset)) for item in values["window_presets"]
            )
        except TypeError as error:
            raise SettingsError("A window preset lacks its name, center or width.") from error
    return Settings(**values)


def _node(document: object) -> PacsNode:
    values = _known(document, PacsNode)
    method = values.get("retrieve", RetrieveMethod.MOVE.name)
    if method not in RetrieveMethod.__members__:
        raise SettingsError(f"'{method}' is not a retrieve method.")
    if missing := {"name", "host", "port", "ae_title"} - set(values):
        raise SettingsError(f"A PACS has no {' and no '.join(sorted(missing))}.")
    return PacsNode(**{**values, "retrieve": RetrieveMethod[method]})


def _known(document: object, kind: type) -> dict[str, Any]:
    """Return the values of a JSON object that belong to a dataclass, of the types that its defaults have."""
    if not isinstance(document, Mapping):
        raise SettingsError("A part of it is not a JSON object.")
    values: dict[str, Any] = {}
    for entry in fields(kind):
        if entry.name not in document:
            continue
        value = document[entry.name]
        wanted = _JSON_TYPES[str(entry.type)]
        if not isinstance(value, wanted) or isinstance(value, bool):
            raise SettingsError(f"'{entry.name}' has a value of the wrong type.")
        if isinstance(value, list) and entry.type == "tuple[str, ...]":
            if not all(isinstance(part, str) for part in value):
                raise SettingsError(f"'{entry.name}' is not a list of texts.")
            value = tuple(value)
        if isinstance(value, dict) and not all(isinstance(part, str) for part in value.values()):
            raise SettingsError(f"'{entry.name}' is not a list of names and texts.")
        values[entry.name] = value
    return values


_JSON_TYPES: dict[str, type | tuple[type, ...]] = {
    "str": str,
    "int": int,
    "float": (int, float),
    "RetrieveMethod": str,
    "tuple[str, ...]": list,
    "tuple[PacsNode, ...]": list,
    "tuple[WindowPreset, ...]": list,
    "Mapping[str, str]": dict,
}


def _unusable(folder: Path, reason: str) -> SettingsError:
    return SettingsError(
        f"The folder {folder} for data of this program {reason}.",
        f"Set the environment variable {HOME_VARIABLE} to a folder of your own, or correct the permissions.",
    )


def _broken(path: Path, reason: str) -> SettingsError:
    return SettingsError(
        f"The settings file {path} is damaged: {reason.rstrip('.')}.",
        "Correct it in a text editor, or set everything again in the preferences; the file is kept beside the new one.",
    )
