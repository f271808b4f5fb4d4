"""The files of a run, beside the description.

In ``run/``: ``checkpoint.pt`` to go on from, ``best.safetensors``, ``curve.csv`` with the learning curve,
``record.json`` with how the weights came about. At the end the best weights become ``weights.safetensors``.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from iodeep_viewer.errors import IODeepError
from iodeep_viewer.files import write_atomically


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """One line of the learning curve.

    Attributes
    ----------
    loss
        Mean over the steps since the line before.
    score
        Of the averaged network on the validation slices.
    minutes
        Of training, earlier sittings included.
    """

    step: int
    loss: float
    score: float
    learning_rate: float
    minutes: float


@dataclass(frozen=True, slots=True)
class RunFiles:
    """Where the files of a network are."""

    model: Path

    @property
    def description(self) -> Path:
        """The network description."""
        return self.model / "network.json"

    @property
    def weights(self) -> Path:
        """The weights of the last run that ended."""
        return self.model / "weights.safetensors"

    @property
    def checkpoint(self) -> Path:
        """Where a run goes on from."""
        return self.model / "run" / "checkpoint.pt"

    @property
    def best(self) -> Path:
        """The best weights so far."""
        return self.model / "run" / "best.safetensors"

    @property
    def curve(self) -> Path:
        """The learning curve, one line for each validation."""
        return self.model / "run" / "curve.csv"

    @property
    def record(self) -> Path:
        """How the weights came about."""
        return self.model / "run" / "record.json"


def write_file(path: Path, data: bytes) -> None:
    """Write a file whole or not at all.

    Raises
    ------
    IODeepError
        If it cannot be written, e.g. because the disk is full.
    """
    try:
        write_atomically(path, lambda file: file.write(data))
    except OSError as error:
        raise IODeepError(
            f"{path} cannot be written: {error.strerror or error}.",
            "Check that there is room and that the folder may be written to.",
        ) from error


def write_curve(path: Path, curve: Sequence[CurvePoint]) -> None:
    """Write the learning curve as CSV; errors as in :func:`write_file`."""
    text = io.StringIO()
    writer = csv.DictWriter(text, [item.name for item in fields(CurvePoint)], lineterminator="\n")
    writer.writeheader()
    writer.writerows(asdict(point) for point in curve)
    write_file(path, text.getvalue().encode())


def read_curve(path: Path) -> tuple[CurvePoint, ...]:
    """Read a learning curve; nothing where there is none, or none that can be read."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return tuple(
                CurvePoint(
                    int(row["step"]),
                    float(row["loss"]),
                    float(row["score"]),
                    float(row["learning_rate"]),
                    float(row["minutes"]),
                )
                for row in csv.DictReader(file)
            )
    except (OSError, ValueError, KeyError, TypeError):
        return ()
