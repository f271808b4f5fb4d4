"""Read the two brain volumes of the pyradiomics test data: NRRD, gzip, axial."""

from __future__ import annotations

import gzip
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from iodeep_viewer.training.examples import LabelledSlice
from models.training.brain_data import labelled

_TYPES = {"short": "<i2", "int": "<i4"}


def volume_slices(folder: Path) -> list[LabelledSlice]:
    """Read ``NAME_image.nrrd`` and ``NAME_label.nrrd`` slice by slice, with the face up."""
    found = []
    for path in sorted(folder.glob("*_image.nrrd")):
        values, spacing = _read(path)
        labels, _ = _read(path.with_name(path.name.replace("_image", "_label")))
        name = path.name.removesuffix("_image.nrrd")
        found += [
            labelled(image, label > 0, spacing, f"{name} {z}", name)
            for z, (image, label) in enumerate(zip(values, labels, strict=True))
        ]
    return found


def _read(path: Path) -> tuple[NDArray[np.generic], float]:
    """Return (slices, rows, columns) and the distance between columns, mm."""
    head, _, data = path.read_bytes().partition(b"\n\n")
    fields = dict(line.split(": ", 1) for line in head.decode().splitlines() if ": " in line)
    shape = [int(size) for size in fields["sizes"].split()[::-1]]
    values = np.frombuffer(gzip.decompress(data), _TYPES[fields["type"].strip()]).reshape(shape)
    along, down = (
        [float(part) for part in axis.strip("()").split(",")] for axis in fields["space directions"].split()[:2]
    )
    return values[:, ::-1] if down[1] < 0 else values, along[0]
