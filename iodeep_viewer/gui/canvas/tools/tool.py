"""A tool: its answers to the mouse, and its declaration."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PyQt6.QtCore import QObject, QPointF, Qt
from PyQt6.QtGui import QPainter

from iodeep_viewer.gui.canvas.tools.canvas import Canvas
from iodeep_viewer.gui.commands.command import Command, Group, Menu
from iodeep_viewer.gui.commands.context import CommandContext
from iodeep_viewer.gui.controllers.controllers import Controllers
from iodeep_viewer.gui.state.session import Session


class Tool(QObject):
    """A tool that does nothing; each one overrides the methods that it needs.

    Points are ``(column, row)`` in pixels of the slice that the view shows. All events are of the left button.
    """

    def press(self, view: Canvas, point: QPointF, modifiers: Qt.KeyboardModifier) -> bool:
        """Begin; True if this tool takes the mouse until the button is let go."""
        return False

    def drag(self, view: Canvas, point: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """Go on, after :meth:`press` took the mouse."""

    def release(self, view: Canvas, point: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """End, after :meth:`press` took the mouse."""

    def double_click(self, view: Canvas, point: QPointF, modifiers: Qt.KeyboardModifier) -> bool:
        """Answer a double click; True if it meant this tool."""
        return False

    def hover(self, view: Canvas, point: QPointF, modifiers: Qt.KeyboardModifier) -> Qt.CursorShape | None:
        """Take note of the pointer without a button; return the cursor if a press here would mean this tool."""
        return None

    def wheel(self, view: Canvas, steps: int, modifiers: Qt.KeyboardModifier) -> bool:
        """Answer the wheel; True if it meant this tool."""
        return False

    def paint(self, painter: QPainter, view: Canvas) -> None:
        """Draw over image and regions, in coordinates of the widget: ``view.to_viewport`` converts."""

    def accept(self) -> bool:
        """Enter: finish the drawing or measurement that is begun; True if one was."""
        return False

    def cancel(self) -> bool:
        """Esc: cancel the drawing or measurement that is begun; True if one was."""
        return False

    def step_back(self) -> bool:
        """Backspace: take back the last part of it; True if there was one."""
        return False


@dataclass(frozen=True, slots=True)
class ToolSpec:
    """The declaration of a tool; it stands beside the tool, in its module.

    Attributes
    ----------
    id
        Of the tool and of the command that chooses it.
    text, keys, icon, group
        Of that command, see :class:`~iodeep_viewer.gui.commands.command.Command`.
    make
        Makes the tool, once for a window.
    commands
        Further commands that belong to the tool.
    stands_ready
        Whether it is asked while another tool is chosen.
    """

    id: str
    text: str
    make: Callable[[Session, Controllers], Tool]
    keys: tuple[str, ...] = ()
    icon: str = ""
    group: Group | None = None
    commands: tuple[Command, ...] = ()
    stands_ready: bool = False

    def command(self) -> Command:
        """Return the command that chooses the tool, or puts it down where it is chosen already."""

        def choose(at: CommandContext) -> None:
            at.controllers.viewing.choose_tool(self.id)

        def is_chosen(session: Session) -> bool:
            return session.tool == self.id

        return Command(self.id, self.text, choose, self.keys, Menu.TOOLS, self.icon, self.group, checked=is_chosen)
