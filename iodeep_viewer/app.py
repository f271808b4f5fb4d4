"""``iodeep-viewer``: puts session, intents and windows together."""

from __future__ import annotations

import argparse
import logging
import logging.handlers
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from PyQt6.QtCore import QMessageLogContext, QSettings, QTimer, QtMsgType, qInstallMessageHandler
from PyQt6.QtWidgets import QApplication

from iodeep_viewer import __version__
from iodeep_viewer.core.records import StudyQuery
from iodeep_viewer.demo import demo_archive
from iodeep_viewer.errors import IODeepError
from iodeep_viewer.gui.about import RESEARCH_USE
from iodeep_viewer.gui.ai_intents import AiIntents
from iodeep_viewer.gui.crash import install_excepthook, show_crash
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
from iodeep_viewer.gui.session import Session, Severity, ToolName
from iodeep_viewer.gui.storing_intents import StoringIntents
from iodeep_viewer.gui.theme import apply_theme
from iodeep_viewer.gui.tools.editing import editing_tools
from iodeep_viewer.gui.tools.magnifier import Magnifier
from iodeep_viewer.gui.tools.measure import measuring_tools
from iodeep_viewer.gui.tools.measurement_handles import MeasurementHandles
from iodeep_viewer.gui.tools.toolbox import Toolbox
from iodeep_viewer.gui.tour import Tour
from iodeep_viewer.gui.viewing_intents import ViewingIntents
from iodeep_viewer.pacs.node import PacsNode
from iodeep_viewer.settings import Settings, active_node, data_folder, load_settings, save_settings
from iodeep_viewer.workflows.recent import RecentFile
from iodeep_viewer.workflows.workplace import open_workplace

_OUTBOX_INTERVAL = 60_000


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


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the viewer; return the exit status."""
    options = _parse(arguments)
    if options.demo and not _has_display():
        options.tour = options.tour or Path("demo-output")
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    application = QApplication([sys.argv[0]])
    application.setApplicationName("IODeep Viewer")
    application.setApplicationVersion(__version__)
    install_excepthook()
    qInstallMessageHandler(_log_qt)
    try:
        with ExitStack() as stack:
            return _run_demo(application, options, stack) if options.demo else _run(application)
    except IODeepError as error:
        sys.stderr.write(f"{error}\n")
        return 1


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser("iodeep-viewer", description=f"IODeep Viewer. {RESEARCH_USE}")
    parser.add_argument("--demo", action="store_true", help="work on the sample studies in an archive of our own")
    parser.add_argument(
        "--tour", type=Path, metavar="FOLDER", help="with --demo: do the main job unattended, screenshots to FOLDER"
    )
    parser.add_argument("--version", action="version", version=__version__)
    options = parser.parse_args(arguments)
    if options.tour is not None and not options.demo:
        parser.error("--tour goes with --demo")
    return options


def _run(application: QApplication) -> int:
    folder = data_folder()
    _log_to(folder / "iodeep-viewer.log")
    problem: IODeepError | None = None
    try:
        settings = load_settings()
    except IODeepError as error:
        # The broken file stays as it is until the user saves other settings.
        settings, problem = Settings(), error
    apply_theme(application, settings.theme)
    layout_store = QSettings(str(folder / "layout.ini"), QSettings.Format.IniFormat)
    viewer = build_viewer(folder, settings, active_node(settings), save_settings, layout_store)
    viewer.window.show()
    if problem is not None:
        viewer.session.tell(Severity.ERROR, problem.sentence, problem.hint)
    if not layout_store.value("started_before"):
        layout_store.setValue("started_before", True)
        viewer.session.tell(Severity.WARNING, RESEARCH_USE, "Everything proposed must be checked by a physician.")
        if not settings.nodes:
            viewer.window.edit_preferences()
    timer = QTimer(viewer.window)
    timer.timeout.connect(lambda: viewer.intents.storing.send_outbox(quiet=True))
    timer.start(_OUTBOX_INTERVAL)
    QTimer.singleShot(0, lambda: viewer.intents.storing.send_outbox(quiet=True))
    return application.exec()


def _run_demo(application: QApplication, options: argparse.Namespace, stack: ExitStack) -> int:
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="iodeep-demo-")))
    output: Path | None = options.tour
    if output is not None:
        try:
            output.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise IODeepError(f"{output} cannot be made: {error.strerror}.", "Name another folder.") from error
    logging.basicConfig(level=logging.ERROR)
    _say("Publishing the networks of models/ into the demo archive …")
    demo = stack.enter_context(demo_archive(output if output is not None else folder))
    _say("Networks: " + ", ".join(demo.networks))
    settings = Settings(nodes=(demo.node,), active_node=demo.node.name, reviewer_name="Reader, Demo")
    apply_theme(application, settings.theme)
    viewer = build_viewer(folder, settings, demo.node, lambda _changed: None)
    viewer.window.show()
    if output is None:
        viewer.session.tell(Severity.WARNING, RESEARCH_USE, "Everything proposed must be checked by a physician.")
        viewer.intents.search.search(StudyQuery())
        return application.exec()
    problems: list[str] = []
    before = set(demo.stored.rglob("*.dcm"))
    tour = Tour(viewer.window, output, _say)

    def end(problem: str) -> None:
        problems.extend([problem] if problem else [])
        viewer.window.close()
        application.quit()

    tour.finished.connect(end)
    tour.start()
    application.exec()
    if problems:
        sys.stderr.write(f"The tour stopped: {problems[0]}\n")
        return 1
    for path in sorted(set(demo.stored.rglob("*.dcm")) - before):
        _say(f"RT Structure Set stored: {path}")
    _say(f"Screenshots: {output.resolve()}")
    return 0


def _has_display() -> bool:
    if sys.platform != "linux":
        return True
    platform = os.environ.get("QT_QPA_PLATFORM", "")
    if platform:
        return platform not in ("offscreen", "minimal")
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


def _log_to(path: Path) -> None:
    handler = logging.handlers.RotatingFileHandler(path, maxBytes=1_000_000, backupCount=2, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    # Ours alone: libraries log what they send and receive, and identifiers stay out of logs.
    own = logging.getLogger("iodeep_viewer")
    own.setLevel(logging.INFO)
    own.addHandler(handler)
    logging.getLogger("pynetdicom").setLevel(logging.CRITICAL)


def _log_qt(kind: QtMsgType, _context: QMessageLogContext, message: str | None) -> None:
    serious = kind in (QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg)
    logging.getLogger("iodeep_viewer.qt").log(logging.ERROR if serious else logging.INFO, "%s", message)


def _say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main())
