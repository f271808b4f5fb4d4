"""A Keras 3 weights file: the arrays of each layer, by kind and in the order of the model."""

from __future__ import annotations

import io
import math
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dnn_parser.description import Shape
from dnn_parser.errors import WeightsError

Array = NDArray[np.float32]
Arrays = list[Array]

_HDF5 = b"\x89HDF\r\n\x1a\n"
_MEMBER = "model.weights.h5"
_LARGEST_FILE = 4 * 2**30
_COUNTER = re.compile(r"(.+?)(?:_(\d+))?")


def is_keras_file(path: Path) -> bool:
    """Whether a file is HDF5, or an archive as Keras writes it."""
    with path.open("rb") as stream:
        if stream.read(8) == _HDF5:
            return True
    if not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as archive:
        return _MEMBER in archive.namelist()


def read_layers(path: Path) -> dict[str, list[Arrays]]:
    """Return the arrays of each layer, by kind and in the order of the model."""
    try:
        h5py = import_module("h5py")  # only needed here, and without types
    except ImportError as error:
        raise WeightsError("reading Keras weights needs h5py; install it with `pip install h5py`") from error
    try:
        source: Path | io.BytesIO = path
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                if archive.getinfo(_MEMBER).file_size > _LARGEST_FILE:
                    raise WeightsError(f"the weights in {path.name} are absurdly large")
                source = io.BytesIO(archive.read(_MEMBER))
        with h5py.File(source, "r") as file:
            if "layers" not in file:
                raise WeightsError(
                    f"{path.name} is not a weights file of Keras 3; save it again with model.save_weights"
                )
            return _by_kind(file["layers"])
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise WeightsError(f"the Keras file {path.name} cannot be read: {error}") from error


def _by_kind(layers: Any) -> dict[str, list[Arrays]]:
    found: dict[str, list[tuple[int, Arrays]]] = {}
    for name, group in layers.items():
        match = _COUNTER.fullmatch(name)
        assert match is not None
        if "layers" in group:
            raise WeightsError(f"the Keras layer {name} is a model of its own; build one model without nesting")
        directions = [group[key] for key in ("forward_layer", "backward_layer") if key in group] or [group]
        arrays = [array for direction in directions for array in _variables(direction)]
        if arrays:
            found.setdefault(match[1], []).append((int(match[2] or 0), arrays))
    return {
        kind: [arrays for _, arrays in sorted(several, key=lambda item: item[0])] for kind, several in found.items()
    }


def _variables(group: Any) -> Iterator[Array]:
    variables = group["cell/vars"] if "cell" in group else group.get("vars", {})
    for key in sorted(variables, key=int):
        dataset = variables[key]
        if math.prod(dataset.shape) * 4 > _LARGEST_FILE:
            raise WeightsError(f"{dataset.name} is absurdly large")
        yield np.asarray(dataset, dtype=np.float32)


class Supply:
    """Hands out the layers of a Keras model, each kind in order."""

    def __init__(self, layers: Mapping[str, list[Arrays]]) -> None:
        self.layers = {kind: list(several) for kind, several in layers.items()}

    def take(self, kinds: Sequence[str], shapes: Sequence[Shape | None]) -> Arrays:
        """Return the arrays of the next layer of the first kind that is left.

        Parameters
        ----------
        shapes
            The kind that its arrays must have; None for any.
        """
        kind = next((kind for kind in kinds if self.layers.get(kind)), None)
        if kind is None:
            raise WeightsError(f"the Keras file has too few layers of the kind {' or '.join(kinds)}")
        arrays = self.layers[kind].pop(0)
        own = [array.shape for array in arrays]
        if len(own) != len(shapes) or any(
            want is not None and want != have for want, have in zip(shapes, own, strict=True)
        ):
            wanted = [shape for shape in shapes if shape is not None]
            raise WeightsError(f"a Keras layer of the kind {kind} has arrays {own}; the description needs {wanted}")
        return arrays

    def check_empty(self) -> None:
        """Refuse a file with layers that the description does not have."""
        left = [f"{len(several)} {kind}" for kind, several in self.layers.items() if several]
        if left:
            raise WeightsError(f"the Keras file has layers that the description does not have: {', '.join(left)}")
