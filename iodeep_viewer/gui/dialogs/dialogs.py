"""Everything that the user is asked in a window of its own, and what comes of the answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QApplication, QDialog, QFileDialog, QWidget

from iodeep_viewer.gui.commands.command import Command
from iodeep_viewer.gui.controllers.controllers import Controllers
from iodeep_viewer.gui.dialogs.about import HelpDialog, show_about
from iodeep_viewer.gui.dialogs.choose_files import choose_dicomdir, choose_files, choose_folder, choose_target_folder
from iodeep_viewer.gui.dialogs.store_dialog import StoreDialog
from iodeep_viewer.gui.dialogs.unwritten import UnwrittenDialog
from iodeep_viewer.gui.dialogs.why_dialog import WhyDialog
from iodeep_viewer.gui.jobs import Jobs
from iodeep_viewer.gui.preferences.dialog import PreferencesDialog
from iodeep_viewer.gui.state.session import Session
from iodeep_viewer.gui.style.theme import apply_theme
from iodeep_viewer.settings import Settings
from iodeep_viewer.workflows.networks import prefer_network


class Dialogs:
    """Opens dialogs over a window.

    Parameters
    ----------
    commands
        All that there are, for the help window and the preferences.
    """

    def __init__(
        self,
        window: QWidget,
        session: Session,
        controllers: Controllers,
        jobs: Jobs,
        commands: tuple[Command, ...],
    ) -> None:
        self._window, self._session, self._controllers, self._jobs = window, session, controllers, jobs
        self._commands = commands

    def choose_folder(self) -> None:
        """Let the user choose a folder of files to list."""
        self._list_files_of(choose_folder(self._window))

    def choose_files(self) -> None:
        """Let the user choose files to list."""
        self._list_files_of(choose_files(self._window))

    def choose_dicomdir(self) -> None:
        """Let the user choose the DICOMDIR of a disc."""
        self._list_files_of(choose_dicomdir(self._window))

    def _list_files_of(self, dialog: QFileDialog) -> None:
        dialog.filesSelected.connect(lambda paths: self._controllers.search.open_files([Path(path) for path in paths]))
        open_dialog(dialog)

    def ask_and_store(self) -> None:
        """Show what will be stored, ask for the reviewer, store."""
        if not self._controllers.storing.may_store():
            return
        dialog = StoreDialog(self._session, self._window)

        def go_on() -> None:
            name = dialog.reviewer_name.text().strip()
            settings = self._session.settings
            if name != settings.reading.reviewer_name:
                self.change_settings(replace(settings, reading=replace(settings.reading, reviewer_name=name)))
            store = partial(self._controllers.storing.store, dialog.person_name(), dialog.label.text().strip())
            if self._session.store_archive is not None:
                store()
                return
            folders = choose_target_folder(self._window)
            folders.fileSelected.connect(lambda path: store(Path(path)))
            open_dialog(folders)

        dialog.accepted.connect(go_on)
        open_dialog(dialog)

    def edit_preferences(self) -> PreferencesDialog:
        """Open the preferences and return them."""
        dialog = PreferencesDialog(self._session.settings, self._jobs, self._commands, self._window)
        dialog.accepted_settings.connect(self.change_settings)
        open_dialog(dialog)
        return dialog

    def change_settings(self, settings: Settings) -> None:
        """Put settings in force, their colours too."""
        application, former = QApplication.instance(), self._session.settings
        if settings.appearance.theme != former.appearance.theme and isinstance(application, QApplication):
            apply_theme(application, settings.appearance.theme)
        self._controllers.preferences.change(settings)

    def show_why(self) -> None:
        """Show why the network was chosen."""
        session, networks = self._session, self._controllers.networks
        opened, selection = session.opened, session.network.selection
        if opened is None or selection is None:
            return
        dialog = WhyDialog(selection, networks.known(selection), session.settings.appearance.theme, self._window)
        dialog.card_requested.connect(
            lambda record: networks.fetch(opened, record, dialog.show_network, dialog.show_problem)
        )

        def prefer(dnn_uid: str | None) -> None:
            self.change_settings(prefer_network(session.settings, selection, dnn_uid))

        dialog.use_requested.connect(prefer)
        dialog.forget_requested.connect(lambda: prefer(None))
        dialog.finished.connect(lambda _result: networks.give_up_fetching(opened))
        open_dialog(dialog)
        dialog.begin()

    def show_help(self) -> None:
        """Show all keys and the actions of the mouse."""
        open_dialog(HelpDialog(self._session.settings, self._commands, self._window))

    def warn_unwritten(self, lose: Callable[[], None]) -> None:
        """Warn that decisions are not on disk; `lose` is called where the user closes all the same."""
        dialog = UnwrittenDialog(self._window)
        dialog.lose_requested.connect(lose)
        open_dialog(dialog)

    def show_about(self) -> None:
        """Show name, version and licence of the program."""
        show_about(self._window)


def open_dialog(dialog: QDialog) -> None:
    """Show a dialog over its window; it is gone once it is closed."""
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
