"""Pictures of the viewer in all its states: ``python tests/screenshots.py FOLDER``.

One process for each theme and scale, because Qt reads the scale when it starts. Every picture is of the real window,
working on the demo archive.
"""

from __future__ import annotations

import argparse
import itertools
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SCALES = ("1", "2")
THEMES = ("dark", "light")
_PATIENCE = 120.0


def main() -> int:
    """Take all pictures, or those of one theme and scale."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--theme", choices=THEMES)
    parser.add_argument("--scale", choices=SCALES, default="1")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    if options.theme:
        return _take(options.folder, options.theme, options.scale)
    for theme, scale in itertools.product(THEMES, SCALES):
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": scale}
        command = [sys.executable, __file__, str(options.folder), "--theme", theme, "--scale", scale]
        subprocess.run(command, env=environment, check=True)
    return 0


def _take(folder: Path, theme: str, scale: str) -> int:
    sys.path.insert(0, str(ROOT))
    from PyQt6.QtWidgets import QApplication

    from iodeep_viewer.demo import demo_archive
    from iodeep_viewer.gui.style.theme import apply_theme
    from iodeep_viewer.settings import AppearanceSettings, PacsSettings, ReadingSettings, Settings
    from iodeep_viewer.viewer import build_viewer

    application = QApplication([])
    apply_theme(application, theme)
    with tempfile.TemporaryDirectory() as place, demo_archive(Path(place)) as demo:
        settings = Settings(
            pacs=PacsSettings(nodes=(demo.node,), active_node=demo.node.name),
            reading=ReadingSettings(reviewer_name="Reader, Demo"),
            appearance=AppearanceSettings(theme=theme),
        )
        viewer = build_viewer(Path(place) / "viewer", settings, demo.node, lambda _settings: None)
        # As large as a full-HD screen leaves it, at every scale.
        viewer.window.resize(1880 // int(scale), 1000 // int(scale))
        viewer.window.show()
        camera = Camera(application, viewer, folder, f"{theme}-{100 * int(scale)}")
        for name in _scenes(camera):
            camera.shoot(name)
        viewer.window.close()
    return 0


class Camera:
    """Waits until the viewer is at rest, and takes pictures of it."""

    def __init__(self, application, viewer, folder: Path, suffix: str) -> None:  # type: ignore[no-untyped-def]
        self.application, self.viewer, self.folder, self.suffix = application, viewer, folder, suffix
        self.window, self.session, self.controllers = viewer.window, viewer.session, viewer.controllers

    def wait(self, condition: Callable[[], bool]) -> None:
        """Let the viewer work until the condition holds."""
        from PyQt6.QtTest import QTest

        end = time.monotonic() + _PATIENCE
        while not condition():
            if time.monotonic() > end:
                raise TimeoutError("the viewer did not come to rest")
            QTest.qWait(20)  # type: ignore[call-arg, arg-type]  # static, unlike in the stubs

    def rest(self) -> None:
        """Wait until nothing runs."""
        self.wait(lambda: bool(self.viewer.jobs.idle))

    def run(self, command: str) -> None:
        """Carry out a command as its key does."""
        self.window.actions_by_id[command].trigger()
        self.rest()

    def open(self, text: str) -> None:
        """Open the first series of the study of a patient."""
        study = next(item for item in self.session.studies if text in item.patient.patient_name)
        self.controllers.search.choose_study(study)
        self.wait(lambda: bool(self.session.series_records))
        self.controllers.reading.open_series(self.session.series_records[0])
        self.rest()

    def shoot(self, name: str) -> None:
        """Take a picture of the window, with the dialog that is open over it."""
        from PyQt6.QtGui import QPainter
        from PyQt6.QtWidgets import QApplication

        QApplication.processEvents()
        picture = self.window.grab()
        dialog = QApplication.activeModalWidget() or next(
            (item for item in QApplication.topLevelWidgets() if item.isVisible() and item.parent() is self.window), None
        )
        if dialog is not None:
            painter = QPainter(picture)
            left = (self.window.width() - dialog.width()) // 2
            painter.drawPixmap(max(0, left), max(0, (self.window.height() - dialog.height()) // 2), dialog.grab())
            painter.end()
            dialog.close()
        path = self.folder / f"{name}-{self.suffix}.png"
        picture.save(str(path))
        print(path, flush=True)


def _scenes(camera: Camera) -> Iterator[str]:
    """Bring the viewer into one state after the other; yield the name of each."""
    from dataclasses import replace

    from iodeep_viewer.core.records import StudyQuery

    session = camera.session
    yield "01-empty"
    camera.controllers.search.search(StudyQuery())
    camera.rest()
    yield "02-worklist"
    camera.open("BRAIN")
    camera.run("first_slice")
    for _ in range(10):
        camera.run("next_slice")
    camera.run("propose")
    yield "03-proposed"
    camera.run("validate")
    camera.run("edit")
    yield "04-edit"
    camera.run("select_tool")
    camera.run("heat_map")
    yield "05-heat-map"
    camera.run("heat_map")
    camera.run("why")
    yield "06-why"
    camera.run("store")
    yield "07-store"
    camera.run("layout_4")
    for number, name in ((1, "ABDOMEN"), (2, "THORAX"), (3, "HEAD")):
        session.set_active(session.viewports[number])
        camera.open(name)
        for _ in range(4):
            camera.run("next_slice")
        camera.run("propose")
    yield "08-four-viewports"
    camera.run("layout_1")
    session.set_active(session.viewports[0])
    camera.run("preferences")
    yield "09-preferences"
    camera.run("help")
    yield "10-help"
    camera.run("tags")
    yield "11-tags"
    node = replace(camera.session.node, port=9)
    session.set_settings(replace(session.settings, pacs=replace(session.settings.pacs, nodes=(node,))), node)
    camera.run("search_again")
    yield "12-error"


if __name__ == "__main__":
    sys.exit(main())
