"""The cost of a click on AI ROI, stage by stage, beside one bare run of the network.

Run ``python tests/benchmarks/bench_ai_roi.py``. Everything is measured in one run, against the embedded archive.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from iodeep_viewer.core.task import TaskControl  # noqa: E402
from iodeep_viewer.demo import demo_archive  # noqa: E402
from iodeep_viewer.inference.network import load_network  # noqa: E402
from iodeep_viewer.inference.prediction import predict  # noqa: E402
from iodeep_viewer.inference.preparation import prepare_slice  # noqa: E402
from iodeep_viewer.objects.image.reader import read_slices  # noqa: E402
from iodeep_viewer.settings import Settings  # noqa: E402
from iodeep_viewer.workflows.networks import choose_network, fetch_network  # noqa: E402
from iodeep_viewer.workflows.workstation import open_workstation  # noqa: E402

REPEATS = 15


def main() -> int:
    """Print the median of each stage in milliseconds and its ratio to the bare network."""
    image = read_slices(sorted((ROOT / "sample_dicom" / "brain_mr").glob("*.dcm"))[9])[0]
    task, settings = TaskControl(), Settings()
    with tempfile.TemporaryDirectory() as folder, demo_archive(Path(folder)) as demo:
        workstation = open_workstation(Path(folder) / "workstation", settings)
        archive = workstation.archives.of(demo.node)
        selection = choose_network(workstation, archive, image, task)
        assert selection.chosen is not None
        record = selection.chosen.network
        iodeep = fetch_network(settings, archive, record, task)
        network = load_network(iodeep, task)
        tensor = prepare_slice(image, network.description).tensor
        stages: dict[str, Callable[[], object]] = {
            "bare network": lambda: network.logits(tensor),
            "predict (prepare, run, outline)": lambda: predict(network, image, task),
            "choose (C-FIND, algorithm 1)": lambda: choose_network(workstation, archive, image, task),
            "fetch (from the cache)": lambda: fetch_network(settings, archive, record, task),
            "build, load weights, warm up": lambda: load_network(iodeep, task),
        }
        times: dict[str, list[float]] = {name: [] for name in stages}
        for _ in range(REPEATS):
            for name, stage in stages.items():
                start = time.perf_counter()
                stage()
                times[name].append(time.perf_counter() - start)
    bare = statistics.median(times["bare network"])
    print(f"{record.dnn_name}, input {tuple(np.shape(tensor))}, median of {REPEATS}")
    for name, seconds in times.items():
        median = statistics.median(seconds)
        print(f"{name:34} {1000 * median:8.1f} ms   {median / bare:5.2f} x bare network")
    return 0


if __name__ == "__main__":
    sys.exit(main())
