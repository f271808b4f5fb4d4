"""A viewer on the Orthanc of the session, which holds the sample studies and the networks of the project."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PyQt6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from iodeep_viewer.core.pacs_node import PacsNode
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.gui.state.open_series import NetworkStatus
from iodeep_viewer.gui.style.theme import apply_theme
from iodeep_viewer.pacs.store import store_instances
from iodeep_viewer.settings import PacsSettings, Settings
from iodeep_viewer.viewer import Viewer, build_viewer
from iodeep_viewer.workflows.publishing import publish

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 30_000


@pytest.fixture(scope="session")
def filled_pacs(orthanc: PacsNode) -> PacsNode:
    """The PACS with all samples stored and all networks published."""
    store_instances(orthanc, sorted((ROOT / "sample_dicom").rglob("*.dcm")), TaskControl())
    for card in sorted((ROOT / "models").glob("*/card.json")):
        publish(card.parent, orthanc, TaskControl())
    return orthanc


@pytest.fixture
def make_viewer(qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[[PacsNode | None], Viewer]]:
    """Make a viewer on a PACS; all of one test share cache, outbox and journal."""
    made: list[Viewer] = []

    def make(node: PacsNode | None) -> Viewer:
        settings = Settings(pacs=PacsSettings(nodes=(node,), active_node=node.name)) if node else Settings()
        viewer = build_viewer(tmp_path / "workstation", settings, node, lambda _settings: None)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        apply_theme(application, "dark")
        defects: list[object] = []
        viewer.jobs.unexpected.connect(defects.append)
        viewer.window.defects = defects  # type: ignore[attr-defined]
        viewer.window.show()
        qtbot.waitExposed(viewer.window)
        made.append(viewer)
        return viewer

    yield make
    for viewer in made:
        viewer.window.close()
        viewer.window.deleteLater()
    defects = [defect for viewer in made for defect in viewer.window.defects]  # type: ignore[attr-defined]
    # Here and now: a window that is half gone must not live on into the next test.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert defects == []


@pytest.fixture
def viewer(make_viewer: Callable[[PacsNode | None], Viewer], filled_pacs: PacsNode) -> Viewer:
    """A viewer on the filled PACS."""
    return make_viewer(filled_pacs)


@pytest.fixture
def dead_pacs(orthanc: PacsNode) -> PacsNode:
    """A PACS that is down: nobody listens on its port."""
    from tests.orthanc_server import free_port

    return replace(orthanc, name="Down", port=free_port(), timeout=5)


class Reader:
    """What a radiologist does, with mouse and keyboard."""

    def __init__(self, qtbot: QtBot, viewer: Viewer) -> None:
        self.qtbot, self.viewer = qtbot, viewer
        self.window, self.session = viewer.window, viewer.session

    def search(self, name: str) -> None:
        self.window.search_panel.patient_name.setFocus()
        self.window.search_panel.patient_name.clear()
        self.qtbot.keyClicks(self.window.search_panel.patient_name, name)
        self.qtbot.keyClick(self.window.search_panel.patient_name, Qt.Key.Key_Return)
        self.wait(lambda: self.viewer.jobs.idle)

    def open_study(self, text: str) -> None:
        view = self.window.study_table.view
        model = view.model()
        assert model is not None
        row = next(row for row in range(model.rowCount()) if text in str(model.index(row, 0).data()))
        place = view.visualRect(model.index(row, 0)).center()
        self.qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
        self.wait(lambda: bool(self.session.series_records))

    def open_series(self, row: int = 0) -> None:
        view = self.window.series_list.view
        item = view.item(row)
        assert item is not None
        self.qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualItemRect(item).center())
        self.wait(lambda: self.session.complete and self.session.network.status is not NetworkStatus.LOOKING)
        self.wait(lambda: self.viewer.jobs.idle)

    def open_sample(self, name: str) -> None:
        self.search("SYNTHETIC")
        self.open_study(name)
        images = [row for row, item in enumerate(self.session.series_records) if item.modality != "RTSTRUCT"]
        self.open_series(images[0])

    def go_to(self, index: int) -> None:
        self.window.navigation_bar.slider.setValue(index)
        assert self.session.index == index

    def click_ai_roi(self) -> None:
        self.qtbot.mouseClick(self.window.navigation_bar.propose_button, Qt.MouseButton.LeftButton)
        self.wait(lambda: self.viewer.jobs.idle)

    def take_focus(self) -> None:
        """Make the window the one that keys go to."""
        with self.qtbot.waitActive(self.window):
            self.window.activateWindow()

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.take_focus()
        self.window.slice_view.setFocus()
        self.qtbot.keyClick(self.window.slice_view, key, modifier)

    def click_slice(self, column: float, row: float) -> None:
        view = self.window.slice_view
        at: QPoint = view.to_viewport(column, row).toPoint()
        self.qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)

    def wait(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition, timeout=PATIENCE)

    @property
    def notices(self) -> list[str]:
        return [f"{notice.sentence} {notice.hint}" for notice in self.window.banner.notices]


@pytest.fixture
def reader(qtbot: QtBot, viewer: Viewer) -> Reader:
    """A radiologist in front of the viewer."""
    return Reader(qtbot, viewer)
