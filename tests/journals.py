"""The journal on disk, as another viewer would find it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from iodeep_viewer.core.findings import Findings
from iodeep_viewer.core.image_key import SeriesReference
from iodeep_viewer.core.regions import Contour, NetworkIdentification, Roi, RoiOrigin, RoiState
from iodeep_viewer.workflows.journal import Journal

SERIES = SeriesReference("PACS", "1\\rossi^anna", "1.2", "1.2.3")
ROI = Roi(
    "a",
    "Tumour “façade”\n",
    (Contour("1.2.3", 4, np.array([[0.1, 1 / 3], [3.3, 5e-324], [1.7976931348623157e308, -0.0]])),),
    RoiState.VALIDATED,
    RoiOrigin.SEMIAUTOMATIC,
    0.87,
    NetworkIdentification("1.9", "Net", "2", "ab" * 32, 0.5),
    (255, 80, 80),
    (Contour("1.2.3", None, np.array([[0.0, 0.0], [3.0, 0.0], [3.0, 4.0]])),),
    "1.9.8.7",
)


def on_disk(path: Path, reference: SeriesReference) -> Findings:
    """Read a journal with a connection of its own; nothing of it may be damaged."""
    journal = Journal(path)
    try:
        kept = journal.read(reference)
    finally:
        journal.close()
    assert kept.problems == ()
    return kept.findings


@contextmanager
def another_program(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that is not the viewer's."""
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        yield connection
    finally:
        connection.close()
