"""A new user: from a fresh start to the demo, to the preferences, to files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from iodeep_viewer.app import save_without, welcome
from iodeep_viewer.core.pacs_node import PacsNode
from iodeep_viewer.demo import DEMO_NAME
from iodeep_viewer.gui.dialogs.welcome import WelcomeDialog
from iodeep_viewer.gui.preferences.dialog import PreferencesDialog
from iodeep_viewer.gui.preferences.pages.pacs import PacsPage
from iodeep_viewer.settings import load_settings
from iodeep_viewer.viewer import Viewer
from tests.gui.reader import PATIENCE


@pytest.fixture
def demos() -> list[PacsNode]:
    """The demo archives that were started."""
    return []


@pytest.fixture
def started(
    qtbot: QtBot, tmp_path: Path, make_viewer: Callable[[PacsNode | None], Viewer], demos: list[PacsNode]
) -> Iterator[tuple[Viewer, WelcomeDialog]]:
    viewer = make_viewer(None)
    with ExitStack() as stack:
        dialog = welcome(viewer, stack, tmp_path, demos)
        yield viewer, dialog
        viewer.window.close()


def test_the_demo_is_one_key_away_and_is_not_kept(
    qtbot: QtBot, started: tuple[Viewer, WelcomeDialog], demos: list[PacsNode], home: Path
) -> None:
    viewer, dialog = started
    qtbot.keyClick(dialog.demo_button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bool(viewer.session.studies), timeout=PATIENCE)
    assert viewer.session.node is not None
    assert viewer.session.node.name == DEMO_NAME
    assert {"SYNTHETIC, BRAIN", "SYNTHETIC, ABDOMEN"} <= {
        study.patient.display_name for study in viewer.session.studies
    }
    renamed = replace(viewer.session.node, name="Mine")
    own = PacsNode(DEMO_NAME, "pacs.example", 104, "PACS")
    save_without(
        demos, replace(viewer.session.settings, pacs=replace(viewer.session.settings.pacs, nodes=(renamed, own)))
    )
    assert load_settings().pacs.nodes == (own,)


def test_a_new_pacs_in_the_preferences_is_one_click_away(qtbot: QtBot, started: tuple[Viewer, WelcomeDialog]) -> None:
    _, dialog = started
    qtbot.mouseClick(dialog.connect_button, Qt.MouseButton.LeftButton)
    (preferences,) = [item for item in QApplication.topLevelWidgets() if isinstance(item, PreferencesDialog)]
    assert preferences.isVisible()
    assert preferences.page(PacsPage).host.isVisible()
    assert preferences.page(PacsPage).node_list.count() == 1
    preferences.reject()
