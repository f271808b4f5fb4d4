"""One decision on the GUI thread, as regions grow: the median, the slowest percentile, and how it grows.

Run ``python tests/benchmarks/bench_decisions.py``. The real window, offscreen, with a series of 200 slices. A decision
is what the key does, with everything that it draws; what the journal takes is left out and stands beside it.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PyQt6.QtWidgets import QApplication  # noqa: E402

from iodeep_viewer.core.image_series import ImageSeries  # noqa: E402
from iodeep_viewer.core.records import SeriesRecord  # noqa: E402
from iodeep_viewer.core.regions import Contour, Roi, RoiState  # noqa: E402
from iodeep_viewer.gui.state.open_series import OpenSeries  # noqa: E402
from iodeep_viewer.gui.style.theme import apply_theme  # noqa: E402
from iodeep_viewer.settings import Settings  # noqa: E402
from iodeep_viewer.viewer import Viewer, build_viewer  # noqa: E402
from tests.slices import make_slice  # noqa: E402

COUNTS = (10, 100, 1_000, 5_000)
SLICES, SIZE, VERTICES = 200, 256, 60


def main() -> int:
    """Print a table for regions spread over the slices, and one for all of them on one slice."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--counts", type=int, nargs="+", default=COUNTS)
    parser.add_argument("--repeats", type=int, default=60)
    options = parser.parse_args()
    application = QApplication([])
    apply_theme(application, "dark")
    for title, slices in (("spread over 200 slices", SLICES), ("all on one slice", 1)):
        print(f"Regions {title}, {VERTICES} vertices each; milliseconds of the GUI thread")
        print(f"{'':8}{'one decision, journal left out':^36}{'journal':>10}{'all in one step':>22}")
        print(f"{'regions':>8}{'CPU':>9}{'wall':>9}{'p99':>9}{'handler':>9}{'':10}{'select':>11}{'validate':>11}")
        medians = []
        for count in options.counts:
            found = measure(application, count, slices, options.repeats)
            medians.append(statistics.median(item.cpu for item in found.decisions))
            walls = [item.wall for item in found.decisions]
            handler = statistics.median(item.handler for item in found.decisions)
            row = (medians[-1], statistics.median(walls), float(np.percentile(walls, 99)), handler)
            print(f"{count:8}" + "".join(f"{1000 * value:9.2f}" for value in row), end="")
            journal = statistics.median(item.journal for item in found.decisions)
            print(f"{1000 * journal:10.2f}{1000 * found.select_all:11.1f}{1000 * found.validate_all:11.1f}", flush=True)
        if len(medians) > 1:
            power = np.polyfit(np.log(options.counts), np.log(medians), 1)[0]
            print(f"One decision grows with the number of regions to the power of {power:.2f}.\n")
    return 0


@dataclass(frozen=True, slots=True)
class Decision:
    """Seconds of one decision: CPU and wall with all that is drawn, CPU without that; the journal stands apart."""

    cpu: float
    wall: float
    handler: float
    journal: float


@dataclass(frozen=True, slots=True)
class Measured:
    """Single decisions, and CPU seconds of selecting and of validating all regions in one step."""

    decisions: list[Decision]
    select_all: float
    validate_all: float


class Clock:
    """CPU and wall time of the GUI thread, less what the journal takes of it."""

    def __init__(self, viewer: Viewer) -> None:
        self.journal_cpu = self.journal_wall = 0.0
        recorder = viewer.controllers.review._recorder
        write_down = recorder.write_down

        def measured(*arguments: Any) -> None:
            cpu, wall = time.thread_time(), time.perf_counter()
            write_down(*arguments)
            self.journal_cpu += time.thread_time() - cpu
            self.journal_wall += time.perf_counter() - wall

        recorder.write_down = measured  # type: ignore[method-assign, assignment]

    def read(self) -> tuple[float, float]:
        """Return CPU and wall seconds so far."""
        return time.thread_time() - self.journal_cpu, time.perf_counter() - self.journal_wall


def measure(application: QApplication, count: int, slices: int, repeats: int) -> Measured:
    """Measure a window with so many regions on so many slices."""
    with tempfile.TemporaryDirectory() as folder:
        viewer = build_viewer(Path(folder), Settings(), None, lambda _settings: None)
        viewer.window.show()
        ids = open_series(viewer, count, slices)
        settle(application)
        review, clock, decisions = viewer.controllers.review, Clock(viewer), []
        for repeat in range(repeats):
            roi_id = ids[repeat * 7919 % count]
            review.select(roi_id)
            settle(application)
            journal, (cpu, wall) = clock.journal_wall, clock.read()
            review.validate([roi_id])
            handled = clock.read()[0]
            application.processEvents()
            cpu_now, wall_now = clock.read()
            decisions.append(Decision(cpu_now - cpu, wall_now - wall, handled - cpu, clock.journal_wall - journal))
            review.undo()
            settle(application)
        start = clock.read()[0]
        review.select_several(ids)
        application.processEvents()
        selected = clock.read()[0]
        review.validate_selected()
        application.processEvents()
        validated = clock.read()[0]
        assert len(viewer.session.review.in_state(RoiState.VALIDATED)) == count
        viewer.window.close()
        viewer.window.deleteLater()
        settle(application)
    return Measured(decisions, selected - start, validated - selected)


def open_series(viewer: Viewer, count: int, slices: int) -> list[str]:
    """Open a series with regions under review."""
    values = np.arange(SIZE * SIZE, dtype=np.int16).reshape(SIZE, SIZE)
    images = [
        make_slice(values, sop_instance_uid=f"1.2.3.4.{number}", instance_number=number) for number in range(SLICES)
    ]
    opened = OpenSeries(SeriesRecord("1.2.3", "1.2.3.4", "MR"))
    viewer.session.active.show(opened)
    opened.set_series(ImageSeries("1.2.3.4").with_slices(images), complete=True)
    angles = np.linspace(0, 2 * np.pi, VERTICES, endpoint=False)
    circle = 6 * np.column_stack((np.cos(angles), np.sin(angles)))
    rois = []
    for number in range(count):
        center = np.array((20 + number * 37 % (SIZE - 40), 20 + number * 61 % (SIZE - 40)), dtype=float)
        image = images[number * SLICES // count % slices] if slices > 1 else images[0]
        rois.append(Roi(f"roi-{number}", "Lesion", (Contour(image.sop_instance_uid, None, circle + center),)))
    opened.set_review(opened.review.add(rois))
    return [roi.roi_id for roi in rois]


def settle(application: QApplication) -> None:
    """Let the window draw everything that is left to draw."""
    for _ in range(3):
        application.processEvents()


if __name__ == "__main__":
    sys.exit(main())
