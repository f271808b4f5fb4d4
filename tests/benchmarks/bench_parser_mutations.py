"""Throw mutated documents at the parser and build those that it accepts.

Run ``python tests/benchmarks/bench_parser_mutations.py [COUNT]``; 10,000 by default. Ends with status 1 when anything
but a network or a NetworkDescriptionError came out, one document took more than 2 s, or memory went over the limits.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from collections import Counter
from pathlib import Path

import torch

sys.path.insert(0, str(Path(__file__).parents[2]))

import dnn_parser
from tests.unit.dnn_parser.random_documents import mutated, published_documents, random_document

SLOWEST_ALLOWED = 2.0
SMALL_ENOUGH_TO_RUN = 1_000_000_000


def main(count: int) -> int:
    """Run the mutations and print the outcomes; return the exit status."""
    torch.set_num_threads(1)
    choose = random.Random(7)
    sources = [*(random_document(choose) for _ in range(60)), *published_documents()]
    limits = dnn_parser.DEFAULT_LIMITS
    before = peak_bytes()
    outcomes: Counter[str] = Counter()
    ran, slowest, started = 0, 0.0, time.perf_counter()
    for _ in range(count):
        text = mutated(choose, choose.choice(sources), sources)
        start = time.perf_counter()
        try:
            description = dnn_parser.read_description(text)
            module = dnn_parser.build_network(description).eval()
            outcomes["network"] += 1
            if dnn_parser.plan_network(description).multiply_adds < SMALL_ENOUGH_TO_RUN:
                with torch.inference_mode():
                    module(torch.zeros(1, *description.input_shape))
                ran += 1
        except dnn_parser.NetworkDescriptionError:
            outcomes["NetworkDescriptionError"] += 1
        except Exception as error:
            outcomes[f"{type(error).__name__}: {error}"[:200]] += 1
            print(text[:2000])
        slowest = max(slowest, time.perf_counter() - start)
    elapsed, grown = time.perf_counter() - started, peak_bytes() - before
    allowed = 4 * limits.parameters + 2**28
    for outcome, number in outcomes.most_common():
        print(f"{number:7,d}  {outcome}")
    print(f"{ran:7,d}  networks were small enough to be run as well")
    print(f"{count:,} documents in {elapsed:.0f} s, mean {1000 * elapsed / count:.1f} ms, slowest {slowest:.2f} s")
    print(f"memory grew by {grown / 2**20:.0f} MiB at most; allowed {allowed / 2**20:.0f} MiB")
    clean = set(outcomes) <= {"network", "NetworkDescriptionError"}
    return 0 if clean and slowest <= SLOWEST_ALLOWED and grown <= allowed else 1


def peak_bytes() -> int:
    """Largest resident size of this process so far, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000))
