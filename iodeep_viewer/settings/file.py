"""The settings file: JSON with a version, read whole and checked, written whole."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from iodeep_viewer.codec import Format, Malformed
from iodeep_viewer.errors import SettingsError
from iodeep_viewer.files import write_atomically
from iodeep_viewer.settings.folders import settings_path
from iodeep_viewer.settings.sections import Settings

_SECTION_OF_VERSION_1 = {
    "nodes": "pacs",
    "active_node": "pacs",
    "theme": "appearance",
    "language": "appearance",
    "scale": "appearance",
    "keys": "controls",
    "mouse": "controls",
    "reviewer_name": "reading",
    "window_presets": "reading",
    "ai_on_opening": "networks",
    "preferred_networks": "networks",
    "weights_places": "networks",
    "cache_limit_mb": "storage",
}


def load_settings(path: Path | None = None) -> Settings:
    """Read the settings; the defaults where there is no file yet.

    Parameters
    ----------
    path
        The file; None for that of the user.

    Returns
    -------
    Settings
        Of this version, whatever version the file has.

    Raises
    ------
    SettingsError
        If the file cannot be read or a value makes no sense; it names the file.
    """
    path = path or settings_path()
    try:
        return _FORMAT.load(path.read_bytes())
    except FileNotFoundError:
        return Settings()
    except OSError as error:
        raise SettingsError(f"The settings file {path} cannot be read: {error.strerror or error}.") from error
    except Malformed as error:
        raise SettingsError(
            f"The settings file {path} is damaged: {error}.",
            "Correct it in a text editor, or set everything again in the preferences; the file is kept beside the new "
            "one.",
        ) from error


def save_settings(settings: Settings, path: Path | None = None) -> None:
    """Write the settings; values in the file that only a later version knows stay.

    A file that could not be read is kept beside them as ``settings.json.broken``.

    Parameters
    ----------
    settings
        All of them.
    path
        The file; None for that of the user.

    Raises
    ------
    SettingsError
        If they cannot be written; the file before stays.
    """
    path = path or settings_path()
    try:
        text = _text(settings, path)
        write_atomically(path, lambda file: file.write(text.encode()), sync=True)
    except OSError as error:
        raise SettingsError(
            f"The settings cannot be written to {path}: {error.strerror or error}.", "Check the folder and the disk."
        ) from error


def _text(settings: Settings, path: Path) -> str:
    try:
        former = path.read_bytes()
        _FORMAT.load(former)
    except FileNotFoundError:
        return _FORMAT.dump(settings)
    except (OSError, Malformed):
        path.replace(path.with_name(path.name + ".broken"))
        return _FORMAT.dump(settings)
    return _FORMAT.dump(settings, former=former)


def _sections(document: Any) -> dict[str, Any]:
    """Version 2 has sections; up to program version 0.3 all values stood side by side."""
    if not isinstance(document, dict):
        raise Malformed("it is not a JSON object")
    sections: dict[str, Any] = {}
    for name, value in document.items():
        section = _SECTION_OF_VERSION_1.get(name)
        if section is None:
            sections[name] = value
        else:
            renamed = "preferred" if name == "preferred_networks" else name
            sections.setdefault(section, {})[renamed] = value
    return sections


_FORMAT = Format(Settings, migrations=(_sections,))
