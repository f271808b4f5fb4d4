"""The viewer put together: session, intents, window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PyQt6.QtCore import QSettings

from iodeep_viewer.gui.ai_intents import AiIntents
from iodeep_viewer.gui.crash import show_crash
from iodeep_viewer.gui.editing_intents import EditingIntents
from iodeep_viewer.gui.intents import Intents
from iodeep_viewer.gui.jobs import Jobs
from iodeep_viewer.gui.main_window import MainWindow
from iodeep_viewer.gui.measuring_intents import MeasuringIntents
from iodeep_viewer.gui.network_intents import NetworkIntents
from iodeep_viewer.gui.reading_intents import ReadingIntents
from iodeep_viewer.gui.recent_intents import RecentIntents
from iodeep_viewer.gui.review_intents import ReviewIntents
from iodeep_viewer.gui.review_keeper import ReviewKeeper
from iodeep_viewer.gui.search_intents import SearchIntents
from iodeep_viewer.gui.session import Session
from iodeep_viewer.gui.state import ToolName
from iodeep_viewer.gui.storing_intents import StoringIntents
from iodeep_viewer.gui.tools.editing import editing_tools
from iodeep_viewer.gui.tools.magnifier import Magnifier
from iodeep_viewer.gui.tools.measure import measuring_tools
from iodeep_viewer.gui.tools.measurement_handles import MeasurementHandles
from iodeep_viewer.gui.tools.toolbox import Toolbox
from iodeep_viewer.gui.viewing_intents import ViewingIntents
from iodeep_viewer.pacs.node import PacsNode
from iodeep_viewer.settings import Settings
from iodeep_viewer.workflows.recent import RecentFile
from iodeep_viewer.workflows.unpacking import remove_leftovers
from iodeep_viewer.workflows.workplace import open_workplace


@dataclass(frozen=True, slots=True)
class Viewer:
    """A viewer that is put together: the window and what stands behind it."""

    window: MainWindow
    session: Session
    intents: Intents
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
    session = Session(settings, node)
    jobs = Jobs(session)
    jobs.unexpected.connect(show_crash)
    workplace = open_workplace(folder, settings)
    remove_leftovers(workplace.unpacked)
    viewing, keeper = ViewingIntents(session), ReviewKeeper(session, workplace.journal)
    networks = NetworkIntents(session, workplace, jobs)
    measuring = MeasuringIntents(session, viewing, keeper)
    editing = EditingIntents(session, workplace.engine, viewing, keeper)
    changing = editing_tools(session, editing)
    intents = Intents(
        SearchIntents(session, workplace, jobs),
        RecentIntents(session, RecentFile(folder / "recent.json")),
        ReadingIntents(session, workplace, jobs, networks),
        viewing,
        networks,
        AiIntents(session, jobs, networks, keeper),
        ReviewIntents(session, viewing, keeper),
        editing,
        StoringIntents(session, workplace, jobs, keeper),
        measuring,
        Toolbox(
            session,
            measuring_tools(measuring) | {ToolName.MAGNIFIER: Magnifier()} | changing,
            (MeasurementHandles(session, measuring), changing[ToolName.EDIT]),
        ),
    )
    return Viewer(MainWindow(session, intents, jobs, save, layout_store), session, intents, jobs)
