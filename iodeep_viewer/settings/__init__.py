"""Preferences of the user: typed sections, and the file that holds them.

A new preference is a field with a default in its section, checked there in ``__post_init__``; nothing else is needed to
store it. A field that gets another name or meaning needs a migration in ``file``.
"""

from iodeep_viewer.settings.file import load_settings, save_settings
from iodeep_viewer.settings.folders import HOME_VARIABLE, data_folder, settings_path
from iodeep_viewer.settings.sections import (
    AI_ON_OPENING,
    DRAG_ACTIONS,
    DRAG_BUTTONS,
    LANGUAGES,
    MOST_PRESETS,
    MOUSE,
    SCALES,
    THEMES,
    WHEEL_ACTIONS,
    AppearanceSettings,
    ControlSettings,
    NetworkSettings,
    PacsSettings,
    ReadingSettings,
    Settings,
    StorageSettings,
    active_node,
)

__all__ = [
    "AI_ON_OPENING",
    "DRAG_ACTIONS",
    "DRAG_BUTTONS",
    "HOME_VARIABLE",
    "LANGUAGES",
    "MOST_PRESETS",
    "MOUSE",
    "SCALES",
    "THEMES",
    "WHEEL_ACTIONS",
    "AppearanceSettings",
    "ControlSettings",
    "NetworkSettings",
    "PacsSettings",
    "ReadingSettings",
    "Settings",
    "StorageSettings",
    "active_node",
    "data_folder",
    "load_settings",
    "save_settings",
    "settings_path",
]
