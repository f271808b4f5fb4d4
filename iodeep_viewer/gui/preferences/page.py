"""A page of the preferences, and its declaration."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PyQt6.QtCore import QCoreApplication
from PyQt6.QtWidgets import QWidget

from iodeep_viewer.gui.commands.command import Command
from iodeep_viewer.gui.jobs import Jobs
from iodeep_viewer.settings import Settings


class Page(QWidget):
    """The fields of one subject, filled from the settings when the page is made."""

    def changed(self, settings: Settings) -> Settings:
        """Return settings with the values of the fields.

        Raises
        ------
        IODeepError
            If a value makes no sense.
        """
        raise NotImplementedError

    def stop(self) -> None:
        """Stop running jobs: the preferences close."""


@dataclass(frozen=True, slots=True)
class PageContext:
    """All that a page may be made from.

    Attributes
    ----------
    settings
        Those in force.
    jobs
        Runs long functions.
    commands
        All that there are.
    """

    settings: Settings
    jobs: Jobs
    commands: tuple[Command, ...]


@dataclass(frozen=True, slots=True)
class PageSpec:
    """The declaration of a page: ``PAGE`` in its module.

    Attributes
    ----------
    title
        For the list of pages, before translation.
    order
        Pages stand from small to large.
    make
        Makes the page with the values of the settings.
    """

    title: str
    order: int
    make: Callable[[PageContext], Page]

    @property
    def shown_title(self) -> str:
        """The title in the language of the windows."""
        return QCoreApplication.translate("PreferencePages", self.title)
