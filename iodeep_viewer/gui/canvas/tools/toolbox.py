"""All tools, and which of them is asked first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from PyQt6.QtCore import QObject

from iodeep_viewer.gui.canvas.tools.tool import Tool
from iodeep_viewer.gui.state.bridge import signal_of
from iodeep_viewer.gui.state.session import Session


class Toolbox(QObject):
    """The chosen tool is asked first, then those that always stand ready.

    Parameters
    ----------
    tools
        By the ids that the session knows them by.
    standing
        Asked whatever is chosen, e.g. for the handles of the selection.
    """

    def __init__(
        self, session: Session, tools: Mapping[str, Tool] | None = None, standing: Sequence[Tool] = ()
    ) -> None:
        super().__init__()
        self._session = session
        self._tools = dict(tools or {})
        self._standing = tuple(standing)
        self._chosen = session.tool
        signal_of(session.tool_changed).connect(self._put_down)

    def asked(self) -> Iterator[Tool]:
        """Tools in the order in which they are asked."""
        chosen = self._tools.get(self._session.tool)
        if chosen is not None:
            yield chosen
        yield from (tool for tool in self._standing if tool is not chosen)

    def accept(self) -> bool:
        """Finish the drawing or measurement that is begun; True if one was."""
        return any(tool.accept() for tool in self.asked())

    def cancel(self) -> bool:
        """Cancel the drawing or measurement that is begun; True if there was one."""
        return any(tool.cancel() for tool in self.asked())

    def step_back(self) -> bool:
        """Take back the last part of it; True if there was one."""
        return any(tool.step_back() for tool in self.asked())

    def _put_down(self) -> None:
        before, self._chosen = self._tools.get(self._chosen), self._session.tool
        if before is not None:
            before.cancel()
