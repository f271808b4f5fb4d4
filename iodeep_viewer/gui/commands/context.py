"""All that a command may act on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from iodeep_viewer.gui.controllers.controllers import Controllers
from iodeep_viewer.gui.state.session import Session


class Tools(Protocol):
    """The tools on the slice, the chosen one first; each call returns whether one of them had something to do."""

    def accept(self) -> bool:
        """Finish a drawing or measurement that is begun."""

    def cancel(self) -> bool:
        """Cancel a drawing or measurement that is begun, else return to the selection tool."""

    def step_back(self) -> bool:
        """Take back the last part of a drawing or measurement that is begun."""


class Playback(Protocol):
    """The autoplay."""

    def toggle_autoplay(self) -> None:
        """Begin or end it."""

    def change_speed(self, by: int) -> None:
        """Make it faster or slower by steps."""


class Questions(Protocol):
    """The dialogs."""

    def choose_folder(self) -> None:
        """Let the user choose a folder of files to list."""

    def choose_files(self) -> None:
        """Let the user choose files to list."""

    def choose_dicomdir(self) -> None:
        """Let the user choose the DICOMDIR of a disc."""

    def ask_and_store(self) -> None:
        """List the objects to be stored, ask for the reviewer, store."""

    def edit_preferences(self) -> object:
        """Open the preferences."""

    def show_why(self) -> None:
        """Show why the network was chosen."""

    def show_help(self) -> None:
        """Show all keys and the actions of the mouse."""

    def show_about(self) -> None:
        """Show version, purpose and licence of the program."""


class Window(Protocol):
    """Actions of the window itself."""

    def close(self) -> bool:
        """End the program."""

    def go_to_search(self) -> None:
        """Go to the first field of the search."""

    def show_tags(self) -> None:
        """Show all elements of the slice's file."""

    def export_view(self) -> None:
        """Ask how the view is to be saved as pictures, and save it."""

    def copy_view(self) -> None:
        """Put the view on the clipboard."""

    def fit(self) -> None:
        """Show the whole slice as large as possible."""

    def reset_view(self) -> None:
        """Show the slice as it was opened."""

    def toggle_full_screen(self) -> None:
        """Fill the screen, or not."""

    def cancel(self) -> None:
        """Cancel the drawing that is begun; else running jobs, the autoplay, the selection, the notices."""


@dataclass(frozen=True, slots=True)
class CommandContext:
    """The argument of every command."""

    session: Session
    controllers: Controllers
    tools: Tools
    playback: Playback
    questions: Questions
    window: Window
