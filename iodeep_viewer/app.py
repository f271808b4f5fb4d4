"""``iodeep-viewer``: the program with its window."""

from __future__ import annotations

import argparse
import logging
import logging.handlers
import os
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path

from PyQt6.QtCore import QCoreApplication, QMessageLogContext, QSettings, Qt, QTimer, QtMsgType, qInstallMessageHandler
from PyQt6.QtWidgets import QApplication

from iodeep_viewer import __version__
from iodeep_viewer.core.pacs_node import PacsNode
from iodeep_viewer.core.records import StudyQuery
from iodeep_viewer.demo import Demo, demo_archive
from iodeep_viewer.errors import IODeepError, SettingsError
from iodeep_viewer.gui.dialogs.about import research_use, to_be_checked
from iodeep_viewer.gui.dialogs.crash import install_excepthook
from iodeep_viewer.gui.dialogs.welcome import WelcomeDialog
from iodeep_viewer.gui.jobs import JobKind, Pool
from iodeep_viewer.gui.preferences.pages.pacs import PacsPage
from iodeep_viewer.gui.state.values import Severity
from iodeep_viewer.gui.style.theme import apply_theme
from iodeep_viewer.gui.style.translations import install_translations
from iodeep_viewer.gui.tour import Tour
from iodeep_viewer.settings import (
    PacsSettings,
    ReadingSettings,
    Settings,
    active_node,
    data_folder,
    load_settings,
    save_settings,
)
from iodeep_viewer.viewer import Viewer, build_viewer

_OUTBOX_INTERVAL = 60_000


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the viewer; return the exit status."""
    options = _parse(arguments)
    if options.demo and not _has_display():
        options.tour = options.tour or Path("demo-output")
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    try:
        if not (_has_display() or os.environ.get("QT_QPA_PLATFORM")):
            raise IODeepError(
                "There is no display to show the windows on.",
                "Start the viewer in a graphical session; over SSH, with ssh -X.",
            )
        with ExitStack() as stack:
            return _run_demo(options, stack) if options.demo else _run(stack)
    except IODeepError as error:
        sys.stderr.write(f"{error}\n")
        return 1


def _application(settings: Settings) -> QApplication:
    """Make the application in the language, size and colours that are set."""
    if settings.appearance.scale != 100:
        # Read by Qt when the application is made; what the system sets comes on top.
        os.environ.setdefault("QT_SCALE_FACTOR", str(settings.appearance.scale / 100))
    application = QApplication([sys.argv[0]])
    application.setApplicationName("IODeep Viewer")
    application.setApplicationVersion(__version__)
    install_excepthook()
    qInstallMessageHandler(_log_qt)
    install_translations(application, settings.appearance.language)
    apply_theme(application, settings.appearance.theme)
    return application


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser("iodeep-viewer", description=f"IODeep Viewer. {research_use()}")
    parser.add_argument("--demo", action="store_true", help="work on the sample studies in an archive of our own")
    parser.add_argument(
        "--tour", type=Path, metavar="FOLDER", help="with --demo: do the main job unattended, screenshots to FOLDER"
    )
    parser.add_argument("--version", action="version", version=__version__)
    options = parser.parse_args(arguments)
    if options.tour is not None and not options.demo:
        parser.error("--tour goes with --demo")
    return options


def _run(stack: ExitStack) -> int:
    folder = data_folder()
    _log_to(folder / "iodeep-viewer.log")
    problem: IODeepError | None = None
    try:
        settings = load_settings()
    except IODeepError as error:
        # The broken file stays as it is until the user saves other settings.
        settings, problem = Settings(), error
    application = _application(settings)
    layout_store = QSettings(str(folder / "layout.ini"), QSettings.Format.IniFormat)
    demos: list[PacsNode] = []
    viewer = build_viewer(folder, settings, active_node(settings), partial(save_without, demos), layout_store)
    viewer.window.show()
    if problem is not None:
        viewer.session.notify_error(problem)
    if not layout_store.value("started_before"):
        layout_store.setValue("started_before", True)
        viewer.session.notify(Severity.WARNING, research_use(), to_be_checked())
    if not settings.pacs.nodes and problem is None:
        welcome(viewer, stack, folder, demos)
    timer = QTimer(viewer.window)
    timer.timeout.connect(lambda: viewer.controllers.storing.send_outbox(quiet=True))
    timer.start(_OUTBOX_INTERVAL)
    QTimer.singleShot(0, lambda: viewer.controllers.storing.send_outbox(quiet=True))
    return application.exec()


def welcome(viewer: Viewer, stack: ExitStack, folder: Path, demos: list[PacsNode]) -> WelcomeDialog:
    """Offer three ways to begin: the demo, a PACS, files.

    Parameters
    ----------
    stack
        Ends the demo archive, if one is started.
    folder
        Holds the objects that the demo archive stores.
    demos
        Gets the address of the demo archive, once it is started.
    """
    dialog = WelcomeDialog(viewer.window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.connect_requested.connect(lambda: viewer.window.dialogs.edit_preferences().page(PacsPage).add())
    dialog.files_requested.connect(viewer.window.actions_by_id["open_folder"].trigger)
    dialog.demo_requested.connect(lambda: _begin_demo(viewer, stack, folder, demos))
    dialog.open()
    return dialog


def _begin_demo(viewer: Viewer, stack: ExitStack, folder: Path, demos: list[PacsNode]) -> None:
    session = viewer.session

    def done(demo: Demo) -> None:
        demos.append(demo.node)
        pacs = session.settings.pacs
        pacs = replace(pacs, nodes=(*pacs.nodes, demo.node), active_node=demo.node.name)
        session.set_settings(replace(session.settings, pacs=pacs), demo.node)
        viewer.controllers.search.search(StudyQuery())

    viewer.jobs.start(
        Pool.NETWORK,
        JobKind.DEMO,
        QCoreApplication.translate("Demo", "Starting the demo archive"),
        lambda _task: stack.enter_context(demo_archive(folder / "demo")),
        done,
        session.notify_error,
    )


def save_without(demos: Sequence[PacsNode], settings: Settings) -> None:
    """Keep the settings, but not demo archives: they are gone with this program."""
    # By their address: the user may have given them another name.
    gone = {(demo.host, demo.port) for demo in demos}
    kept = tuple(node for node in settings.pacs.nodes if (node.host, node.port) not in gone)
    save_settings(replace(settings, pacs=replace(settings.pacs, nodes=kept)))


def _run_demo(options: argparse.Namespace, stack: ExitStack) -> int:
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
    settings = Settings(
        pacs=PacsSettings(nodes=(demo.node,), active_node=demo.node.name),
        reading=ReadingSettings(reviewer_name="Reader, Demo"),
    )
    application = _application(settings)
    viewer = build_viewer(folder, settings, demo.node, lambda _changed: None)
    viewer.window.show()
    if output is None:
        viewer.session.notify(Severity.WARNING, research_use(), to_be_checked())
        viewer.controllers.search.search(StudyQuery())
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
    try:
        handler = logging.handlers.RotatingFileHandler(path, maxBytes=1_000_000, backupCount=2, encoding="utf-8")
    except OSError as error:
        raise SettingsError(
            f"The log file {path} cannot be opened: {error.strerror or error}.",
            "Remove it, or correct its permissions.",
        ) from error
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
