"""One decision in the journal, as regions grow: GUI thread, time until kept, and against one file written whole.

Run ``python tests/benchmarks/bench_journal.py [--folder ON_THE_DISK_TO_MEASURE]``. "Kept" is synced: it survives a
power failure. The whole file, as program version 0.3 wrote it at each decision on the GUI thread, is not.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from dataclasses import astuple, dataclass
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from iodeep_viewer.core.image_key import SeriesReference  # noqa: E402
from iodeep_viewer.core.regions import Contour, NetworkIdentification, Roi, RoiState  # noqa: E402
from iodeep_viewer.core.review import Review  # noqa: E402
from iodeep_viewer.files import write_atomically  # noqa: E402
from iodeep_viewer.workflows.journal import Journal  # noqa: E402

COUNTS = (10, 100, 1_000, 2_000)
VERTICES = 60
NETWORK = NetworkIdentification("1.2.3", "Network", "1", "ab" * 32, 0.5)


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds of one decision: handing it over, until it is kept, the whole file; and of reading all again."""

    handed: list[float]
    kept: list[float]
    whole: list[float]
    read: float


def main() -> int:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--counts", type=int, nargs="+", default=COUNTS)
    parser.add_argument("--repeats", type=int, default=40)
    parser.add_argument("--folder", type=Path, help="on the disk to measure; else the folder for temporary files")
    options = parser.parse_args()
    print(f"One decision, {VERTICES} vertices to a region; milliseconds, median (slowest)")
    print(f"{'regions':>8}{'GUI thread':>20}{'until kept':>20}{'whole file before':>22}{'read all':>12}")
    for count in options.counts:
        with tempfile.TemporaryDirectory(dir=options.folder) as folder:
            found = measure(Path(folder), count, options.repeats)
        cells = (f"{text(found.handed):>20}", f"{text(found.kept):>20}", f"{text(found.whole):>22}")
        print(f"{count:8}{''.join(cells)}{1000 * found.read:12.1f}", flush=True)
    return 0


def measure(folder: Path, count: int, repeats: int) -> Measured:
    """Measure a series with so many regions."""
    rng, reference = np.random.default_rng(0), SeriesReference("pacs", "patient", "1.2", "1.2.3")
    rois = [
        Roi(
            str(number),
            "Tumour",
            (Contour(f"1.2.3.{number % 200}", None, rng.random((VERTICES, 2)) * 512),),
            probability=0.87,
            network=NETWORK,
        )
        for number in range(count)
    ]
    review, journal = Review().add(rois), Journal(folder / "journal.sqlite3")
    journal.write(reference, review.findings).result()
    handed, kept, whole = [], [], []
    for repeat in range(repeats):
        review = review.set_state([str(repeat * 7919 % count)], RoiState.VALIDATED)
        start = time.perf_counter()
        future = journal.write(reference, review.findings)
        handed.append(time.perf_counter() - start)
        future.result()
        kept.append(time.perf_counter() - start)
        start = time.perf_counter()
        write_whole(folder / "former.json", review)
        whole.append(time.perf_counter() - start)
    start = time.perf_counter()
    journal.read(reference)
    read = time.perf_counter() - start
    journal.close()
    return Measured(handed, kept, whole, read)


def write_whole(path: Path, review: Review) -> None:
    """Write as program version 0.3 did."""
    document = [
        {
            "roi_id": roi.roi_id,
            "label": roi.label,
            "state": roi.state.value,
            "origin": roi.origin.value,
            "probability": roi.probability,
            "color": roi.color,
            "network": roi.network and astuple(roi.network),
            "contours": [{"image": item.image, "points": item.points.tolist()} for item in roi.contours],
            "proposed": [],
            "predecessor": roi.predecessor,
        }
        for roi in review.rois
    ]
    content = json.dumps({"rois": document, "measurements": [], "key_images": []}).encode()
    write_atomically(path, lambda file: file.write(content))


def text(seconds: list[float]) -> str:
    """Return median and slowest in milliseconds."""
    return f"{1000 * statistics.median(seconds):.2f} ({1000 * max(seconds):.1f})"


if __name__ == "__main__":
    sys.exit(main())
