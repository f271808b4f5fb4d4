"""Folders for settings and data of the program."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

from iodeep_viewer.errors import SettingsError

HOME_VARIABLE = "IODEEP_HOME"
"""Environment variable: a folder that holds settings and data instead of the user's usual places."""


def data_folder() -> Path:
    """Return the folder of cache, outbox and the like; made readable by the user alone, because patients are in it.

    Returns
    -------
    Path
        It is there.

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
    """Return the path of the settings file.

    Returns
    -------
    Path
        It need not be there.
    """
    home = os.environ.get(HOME_VARIABLE)
    folder = Path(home) if home else platformdirs.user_config_path("iodeep-viewer", appauthor=False)
    return folder / "settings.json"


def _unusable(folder: Path, reason: str) -> SettingsError:
    return SettingsError(
        f"The folder {folder} for data of this program {reason}.",
        f"Set the environment variable {HOME_VARIABLE} to a folder of your own, or correct the permissions.",
    )
