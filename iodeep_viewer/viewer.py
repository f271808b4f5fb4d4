"""The viewer put together: session, controllers, window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PyQt6.QtCore import QSettings

from iodeep_viewer.archives.unpacking import remove_leftovers
from iodeep_viewer.core.pacs_node import PacsNode
from iodeep_viewer.gui.controllers.ai import AiController
from iodeep_viewer.gui.controllers.controllers import Controllers
from iodeep_viewer.gui.controllers.editing import EditingController
from iodeep_viewer.gui.controllers.measuring import MeasuringController
from iodeep_viewer.gui.controllers.networks import NetworkController
from iodeep_viewer.gui.controllers.preferences import PreferencesController
from iodeep_viewer.gui.controllers.reading import ReadingController
from iodeep_viewer.gui.controllers.recent import RecentController
from iodeep_viewer.gui.controllers.recording import DecisionRecorder
from iodeep_viewer.gui.controllers.review import ReviewController
from iodeep_viewer.gui.controllers.search import SearchController
from iodeep_viewer.gui.controllers.storing import StoringController
from iodeep_viewer.gui.controllers.viewing import ViewingController
from iodeep_viewer.gui.dialogs.crash import show_crash
from iodeep_viewer.gui.jobs import Jobs
from iodeep_viewer.gui.main_window import MainWindow
from iodeep_viewer.gui.state.session import Session
from iodeep_viewer.settings import Settings
from iodeep_viewer.workflows.recent import RecentFile
from iodeep_viewer.workflows.workstation import open_workstation


@dataclass(frozen=True, slots=True)
class Viewer:
    """A viewer that is put together: the window, its state, its controllers and its jobs."""

    window: MainWindow
    session: Session
    controllers: Controllers
    jobs: Jobs


def build_viewer(
    folder: Path,
    settings: Settings,
    node: PacsNode | None,
    save: Callable[[Settings], None],
    layout_store: QSettings | None = None,
) -> Viewer:
    """Put a viewer together.

    Parameters
    ----------
    folder
        For cache, outbox, journal.
    node
        The PACS in use.
    save
        Keeps settings that the user changed.
    layout_store
        Where sizes of windows are remembered; None to forget them.
    """
    workstation = open_workstation(folder, settings)
    session = Session(settings, node, workstation.archives.of)
    jobs = Jobs()
    jobs.unexpected.connect(show_crash)
    remove_leftovers(workstation.unpacked)
    viewing, recorder = ViewingController(session), DecisionRecorder(session, workstation.journal)
    networks = NetworkController(session, workstation, jobs)
    measuring = MeasuringController(session, viewing, recorder)
    editing = EditingController(session, viewing, recorder)
    controllers = Controllers(
        SearchController(session, workstation, jobs),
        RecentController(session, RecentFile(folder / "recent.json")),
        ReadingController(session, workstation, jobs, networks, recorder),
        viewing,
        networks,
        AiController(session, jobs, networks, recorder),
        ReviewController(session, viewing, recorder),
        editing,
        StoringController(session, workstation, jobs, recorder),
        measuring,
        recorder,
        PreferencesController(session, save),
    )
    return Viewer(MainWindow(session, controllers, jobs, layout_store), session, controllers, jobs)
