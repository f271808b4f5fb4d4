"""Folders of pictures, masks and a training file, as an author would have them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from tests.unit.training.tiny import DOCUMENT, squares

TRAINING_FILE = """
seed = 3

[[data]]
images = "images"
masks = "masks"
spacing = [2.0, 2.0]

[split]
by = "blocks"
block = 4
period = 4

[schedule]
steps = 12
batch = 8
learning_rate = 0.02
check_every = 4
"""
"""A dozen steps on the pictures of :func:`write_pictures`."""


def write_png(path: Path, values: NDArray[Any]) -> None:
    """Write a picture, its folder too."""
    path.parent.mkdir(parents=True, exist_ok=True)
    assert cv2.imwrite(str(path), values)


def write_pictures(folder: Path, count: int = 32, size: int = 16) -> None:
    """Write grey pictures with bright squares, and a mask for each that has one."""
    for item in squares(count, size=size):
        values = np.clip(np.asarray(item.image.values, np.float64) / 8, 0, 255).astype(np.uint8)
        write_png(folder / "images" / f"{item.name}.png", values)
        if item.has_finding:
            write_png(folder / "masks" / f"{item.name}.png", item.truth[0].astype(np.uint8) * 255)


def write_model(folder: Path, training: str = TRAINING_FILE, **changes: Any) -> Path:
    """Write pictures, the tiny description and a training file; return that."""
    write_pictures(folder)
    (folder / "network.json").write_text(json.dumps({**DOCUMENT, **changes}))
    (folder / "training.toml").write_text(training)
    return folder / "training.toml"
