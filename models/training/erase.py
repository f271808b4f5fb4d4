"""Tumour-free pictures from pictures with a tumour: the other half of the head is put in its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from iodeep_viewer.training.examples import LabelledSlice

LARGEST_DIFFERENCE = 0.09
"""Mean difference of the two halves around the finding, of 0 to 1, up to which they are taken for mirror images."""


def erased(slices: Sequence[LabelledSlice]) -> list[LabelledSlice]:
    """Return those slices whose finding can be covered by the other half, without it."""
    found = []
    for item in slices:
        covered = erase(_as_bytes(item.image.values), item.truth[0].astype(np.uint8))
        if covered is not None:
            image = replace(item.image, values=covered.astype(np.float32))
            found.append(replace(item, image=image, truth=np.zeros_like(item.truth), name=f"{item.name} erased"))
    return found


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


def _as_bytes(values: NDArray[Any]) -> NDArray[np.uint8]:
    low, high = np.percentile(values, (0.5, 99.5))
    share = np.clip((values.astype(np.float32) - low) / max(high - low, 1e-6), 0, 1)
    return np.asarray(np.round(share * 255), dtype=np.uint8)


def _disc(width: int) -> NDArray[np.uint8]:
    return np.asarray(cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (width, width)), dtype=np.uint8)
