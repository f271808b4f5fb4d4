"""Tumour-free pictures from pictures with a tumour: the other half of the head is put in its place."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from models.training.data import Pictures

LARGEST_DIFFERENCE = 0.09
"""Mean difference of the two halves around the finding, of 0 to 1, up to which they are taken for mirror images."""


def erased(pictures: Pictures) -> Pictures:
    """Return those pictures whose finding can be covered by the other half, without it."""
    covered = [erase(grey, mask) for grey, mask in zip(pictures.values, pictures.masks, strict=True)]
    found = [(grey, name) for grey, name in zip(covered, pictures.names, strict=True) if grey is not None]
    values = np.stack([grey for grey, _ in found])
    return Pictures(values, np.zeros_like(values), tuple(f"{name} erased" for _, name in found))


def erase(grey: NDArray[np.uint8], mask: NDArray[np.uint8]) -> NDArray[np.uint8] | None:
    """Cover the finding with the mirrored other half; None where the halves differ or both have it."""
    size = grey.shape[1]
    head = grey > 25
    if not mask.any() or not head.any():
        return None
    middle = float(np.flatnonzero(head.any(axis=0))[[0, -1]].mean())
    turn = np.array([[-1, 0, 2 * middle], [0, 1, 0]], dtype=np.float64)
    mirrored, other = (cv2.warpAffine(image, turn, (size, size)) for image in (grey, mask))
    wide = cv2.dilate(mask, _disc(11))
    ring = (cv2.dilate(mask, _disc(31)) > wide) & head & (mirrored > 25)
    if (wide & cv2.dilate(other, _disc(7))).any() or ring.sum() < 50 or mask.sum() > 0.12 * head.sum():
        return None
    away = grey[ring].astype(np.float32) - mirrored[ring]
    if float(np.abs(away - away.mean()).mean()) / 255 > LARGEST_DIFFERENCE:
        return None
    cover = np.clip(mirrored + float(away.mean()), 0, 255)
    soft = cv2.GaussianBlur(wide.astype(np.float32), (0, 0), 3)
    return np.asarray(np.round(grey + soft * (cover - grey)), dtype=np.uint8)


def _disc(width: int) -> NDArray[np.uint8]:
    return np.asarray(cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (width, width)), dtype=np.uint8)
