"""Widgets, tools, commands and dialogs read the state; controllers alone write it, and the bridge alone listens."""

from __future__ import annotations

import ast
import inspect
import re
from pathlib import Path

import pytest

import iodeep_viewer.gui
from iodeep_viewer.gui.state.events import Event
from iodeep_viewer.gui.state.open_series import OpenSeries
from iodeep_viewer.gui.state.session import Session
from iodeep_viewer.gui.state.viewport import Viewport
from iodeep_viewer.settings import Settings
from tests.archives import no_pacs

GUI = Path(iodeep_viewer.gui.__file__).parent
READERS = {"reference", "shown_window", "rois_on_screen", "all_opened", "notify", "notify_error"}
"""A notice is no state: whatever has something to say may say it."""
WRITERS = {
    name
    for kind in (OpenSeries, Viewport, Session)
    for name, member in inspect.getmembers(kind, inspect.isfunction)
    if not name.startswith("_")
} - READERS
EVENTS = {
    name
    for model in (Session(Settings(), None, no_pacs), Viewport(0))
    for name, member in vars(model).items()
    if isinstance(member, Event)
}
STATE = re.compile(r"\b_?(session|opened|viewports?|active|state|all_opened)\b")
"""Names under which the models are held."""


def modules(*, controllers: bool) -> list[Path]:
    """Return the modules of gui outside the state."""
    found = [path for path in GUI.rglob("*.py") if path.parent.name != "state"]
    return sorted(path for path in found if controllers or path.parent.name != "controllers")


def writes(source: str) -> list[str]:
    """Return where a module writes the state."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            on = node.func.value
            written = node.func.attr in WRITERS and STATE.search(ast.unparse(on))
            emitted = node.func.attr == "emit" and isinstance(on, ast.Attribute) and on.attr in EVENTS
            if written or emitted:
                found.append(f"{node.lineno}: {ast.unparse(node.func)}")
        if (
            isinstance(node, ast.Attribute)
            and isinstance(node.ctx, ast.Store | ast.Del)
            and STATE.search(ast.unparse(node.value))
        ):
            found.append(f"{node.lineno}: {ast.unparse(node)} =")
    return found


def bare_listeners(source: str) -> list[str]:
    """Return where a module listens to an event without the bridge."""
    return [
        f"{node.lineno}: {ast.unparse(node)}"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Attribute)
        and node.attr == "connect"
        and isinstance(node.value, ast.Attribute)
        and node.value.attr in EVENTS
        and STATE.search(ast.unparse(node.value))
    ]


@pytest.mark.parametrize("path", modules(controllers=False), ids=lambda path: str(path.relative_to(GUI)))
def test_it_writes_no_state(path: Path) -> None:
    assert writes(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", modules(controllers=True), ids=lambda path: str(path.relative_to(GUI)))
def test_it_listens_through_the_bridge(path: Path) -> None:
    assert bare_listeners(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "line",
    [
        "self._session.set_tool('draw')",
        "view.state.opened.select_rois(())",
        "session.viewports[1].show(None)",
        "[opened.set_storing(True) for opened in session.all_opened()]",
        "self.state.window = None",
        "session.active.index += 1",
        "session.thumbnails, session.opened.storing = {}, True",
        "self._session.review_changed.emit(change)",
    ],
)
def test_a_write_is_found(line: str) -> None:
    assert writes(line)


@pytest.mark.parametrize(
    "line",
    [
        "self._session, self.state = session, viewport",
        "self.controllers.viewing.set_window(None)",
        "self.regions.set_series(self._session.series)",
        "dialog.show()",
        "self.label_chosen.emit(self._session.opened)",
    ],
)
def test_other_lines_are_left_alone(line: str) -> None:
    assert writes(line) == []


def test_a_bare_listener_is_found() -> None:
    assert bare_listeners("session.review_changed.connect(self._show)")
    assert bare_listeners("signal_of(session.review_changed).connect(self._show)") == []
