"""Processor time to read and build the published U-Net against constructing the hand-written one, in one run.

Run ``python tests/benchmarks/bench_parser_build.py``; ends with status 1 when the ratio is above 1.3.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

import torch

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

import dnn_parser  # noqa: E402
from tests.unit.dnn_parser.peers import BilinearUNet  # noqa: E402

ALLOWED = 1.3
REPEATS = 15


def main() -> int:
    """Time both in turns and print the best processor times; return the exit status."""
    torch.set_num_threads(1)
    text = (ROOT / "models" / "descriptions" / "published_unet.json").read_text()
    tasks: dict[str, Callable[[], object]] = {
        "hand-written": BilinearUNet,
        "read and built": lambda: dnn_parser.build_network(dnn_parser.read_description(text)),
        "read only": lambda: dnn_parser.read_description(text),
    }
    times: dict[str, list[float]] = {name: [] for name in tasks}
    for repeat in range(REPEATS + 1):
        for name, task in tasks.items():
            start = time.process_time()  # other work on the machine does not count
            task()
            if repeat:  # the first round warms up
                times[name].append(time.process_time() - start)
    best = {name: min(values) for name, values in times.items()}
    for name, value in best.items():
        print(f"{name:15s} {1000 * value:8.2f} ms")
    ratio = best["read and built"] / best["hand-written"]
    print(f"ratio {ratio:.3f}; allowed {ALLOWED}")
    return 0 if ratio <= ALLOWED else 1


if __name__ == "__main__":
    sys.exit(main())
