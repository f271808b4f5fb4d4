"""A viewer on the Orthanc of the session, which holds the sample studies and the networks of the project."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PyQt6.QtCore import QCoreApplication, QEvent
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from iodeep_viewer.core.image_series import ImageSeries
from iodeep_viewer.core.pacs_node import PacsNode
from iodeep_viewer.core.records import SeriesRecord
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.gui.state.open_series import OpenSeries
from iodeep_viewer.gui.style.theme import apply_theme
from iodeep_viewer.pacs.embedded import EmbeddedArchive
from iodeep_viewer.pacs.store import store_instances
from iodeep_viewer.settings import PacsSettings, Settings
from iodeep_viewer.viewer import Viewer, build_viewer
from iodeep_viewer.workflows.publishing import publish
from tests.archives import archive_of
from tests.gui.reader import ROOT, Reader
from tests.gui.striped import slices
from tests.network.model_folders import bright_network
from tests.values import present


@pytest.fixture(scope="session")
def filled_pacs(orthanc: PacsNode, tmp_path_factory: pytest.TempPathFactory) -> PacsNode:
    """The PACS with all samples stored and all networks published."""
    store_instances(orthanc, sorted((ROOT / "sample_dicom").rglob("*.dcm")), TaskControl())
    for card in sorted((ROOT / "models").glob("*/card.json")):
        publish(card.parent, archive_of(orthanc, tmp_path_factory.mktemp("fetched")), TaskControl())
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


@pytest.fixture
def reader(qtbot: QtBot, viewer: Viewer) -> Reader:
    """A radiologist in front of the viewer."""
    return Reader(qtbot, viewer)


@pytest.fixture
def offline(make_viewer: Callable[[PacsNode | None], Viewer], qtbot: QtBot) -> Reader:
    """A reader with a series of 25 slices open and no PACS."""
    reader = Reader(qtbot, make_viewer(None))
    reader.session.active.show(OpenSeries(SeriesRecord("1.2.3", "1.2.3.4", "CT")))
    present(reader.session.opened).set_series(
        ImageSeries("1.2.3.4").with_slices(slices(25, modality="CT")), complete=True
    )
    return reader


@pytest.fixture
def stored_folder(tmp_path: Path) -> Path:
    """The folder in which the archive of this test keeps the objects that it is sent."""
    return tmp_path / "archive"


@pytest.fixture
def brain_archive(tmp_path: Path, stored_folder: Path) -> Iterator[PacsNode]:
    """An archive of this test alone, with the samples and one network for brains."""
    with EmbeddedArchive([ROOT / "sample_dicom"], stored_folder) as served:
        node = replace(served.node(), name="Archive")
        publish(bright_network(tmp_path / "model"), archive_of(node), TaskControl())
        yield node


@pytest.fixture
def brain_reader(make_viewer: Callable[[PacsNode | None], Viewer], brain_archive: PacsNode, qtbot: QtBot) -> Reader:
    """A radiologist in front of a viewer on that archive."""
    return Reader(qtbot, make_viewer(brain_archive))
