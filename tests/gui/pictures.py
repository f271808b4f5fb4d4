"""The pixels of a picture that Qt has drawn."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtGui import QImage


def pixels(picture: QImage) -> NDArray[np.uint8]:
    """Return a copy of the pixels: shape (height, width, bytes of a pixel), without the padding of Qt's lines."""
    memory, size = picture.constBits(), picture.depth() // 8
    assert memory is not None
    lines = np.array(memory.asarray(picture.sizeInBytes()), dtype=np.uint8).reshape(picture.height(), -1)
    return lines[:, : picture.width() * size].reshape(picture.height(), picture.width(), size)
