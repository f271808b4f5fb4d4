"""A command: everything that menus, toolbars, keys and preferences need to know of it, in one declaration."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum

from PyQt6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from iodeep_viewer.gui.commands.context import CommandContext
from iodeep_viewer.gui.state.session import Session
from iodeep_viewer.settings import Settings


class Menu(Enum):
    """The menus of the menu bar, in its order; the value is the title."""

    FILE = QT_TRANSLATE_NOOP("Menus", "File")
    REGIONS = QT_TRANSLATE_NOOP("Menus", "Regions")
    IMAGE = QT_TRANSLATE_NOOP("Menus", "Image")
    WINDOW = QT_TRANSLATE_NOOP("Menus", "Window")
    TOOLS = QT_TRANSLATE_NOOP("Menus", "Tools")
    VIEW = QT_TRANSLATE_NOOP("Menus", "View")
    HELP = QT_TRANSLATE_NOOP("Menus", "Help")

    @property
    def title(self) -> str:
        """The title in the language of the windows."""
        return QCoreApplication.translate("Menus", self.value)


class Group(Enum):
    """Icons that stand together, in the order of the toolbar."""

    CHANGE = "change"
    """Tools for regions."""
    MEASURE = "measure"
    """Tools that measure, mark and enlarge."""
    TURN = "turn"
    """Rotations and flips of the slice in its viewport."""
    SHOW = "show"
    """Overlays on the slice, its elements, its picture."""
    LAYOUT = "layout"
    """Viewports."""
    REGION = "region"
    """Actions on selected regions: below their list, not in the toolbar."""


TOOLBAR_GROUPS = (Group.CHANGE, Group.MEASURE, Group.TURN, Group.SHOW, Group.LAYOUT)


@dataclass(frozen=True, slots=True)
class Command:
    """One command.

    Attributes
    ----------
    id
        Unique; settings name keys by it.
    text
        For menus and the help window, before translation; `argument` stands in place of its ``{}``.
    run
        Carries it out.
    keys
        The usual key sequences, portable names; the first is shown in the menu.
    menu
        The menu that it stands in; None for none.
    icon
        A name of Material Design Icons 6; empty for none.
    group, position
        Where its icon stands beside the menus; without a position the order is that of declaration.
    enabled
        Whether it makes sense now; None for always.
    checked
        Whether it is switched on; None where it is not a switch.
    label
        Text that follows the settings in place of `text`; it returns None where there is nothing to carry out.
    """

    id: str
    text: str
    run: Callable[[CommandContext], object]
    keys: tuple[str, ...] = ()
    menu: Menu | None = None
    icon: str = ""
    group: Group | None = None
    position: int = 0
    enabled: Callable[[Session], bool] | None = None
    checked: Callable[[Session], bool] | None = None
    label: Callable[[Settings], str | None] | None = None
    argument: str = ""


def command_text(command: Command) -> str:
    """Return the text of a command in the language of the windows."""
    return QCoreApplication.translate("Commands", command.text).format(command.argument)


def collect(*parts: Iterable[Command]) -> tuple[Command, ...]:
    """Return all commands in one row.

    Raises
    ------
    ValueError
        If two of them have one id, or one key.
    """
    commands = tuple(command for part in parts for command in part)
    for name, values in (
        ("id", [command.id for command in commands]),
        ("key", [key for command in commands for key in command.keys]),
    ):
        twice = sorted({value for value in values if values.count(value) > 1})
        if twice:
            raise ValueError(f"Two commands have the {name} {', '.join(twice)}.")
    return commands


def in_group(commands: Iterable[Command], group: Group) -> tuple[Command, ...]:
    """Return the commands whose icons stand in a group, in their order."""
    return tuple(sorted((item for item in commands if item.group is group), key=lambda item: item.position))
