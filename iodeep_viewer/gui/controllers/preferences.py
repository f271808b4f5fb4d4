"""Settings that the user changes."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import QObject

from iodeep_viewer.errors import SettingsError
from iodeep_viewer.gui.state.session import Session
from iodeep_viewer.settings import Settings, active_node


class PreferencesController(QObject):
    """Put settings in force and keep them on disk.

    Parameters
    ----------
    save
        Called with the settings; raises ``SettingsError`` where they cannot be kept.
    """

    def __init__(self, session: Session, save: Callable[[Settings], None]) -> None:
        super().__init__()
        self._session, self._save = session, save

    def change(self, settings: Settings) -> None:
        """Apply settings; those that cannot be kept hold until the program ends, and the user is notified."""
        try:
            self._save(settings)
        except SettingsError as error:
            self._session.notify_error(error)
        former = self._session.settings
        node = active_node(settings) if settings.pacs != former.pacs else self._session.node
        self._session.set_settings(settings, node)
