"""Pictures to train on: prepared as the viewer prepares a slice, kept in memory as bytes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = tuple[NDArray[np.generic], NDArray[np.bool_]]
"""Values in modality units and the mask of the finding, both (rows, columns)."""


@dataclass(frozen=True, eq=False)
class Pictures:
    """Prepared pictures of one size.

    Attributes
    ----------
    values
        Shape (n, size, size), uint8: 0 to 255 stand for 0 to 1 after the intensity step of the description.
    masks
        Shape (n, size, size), uint8, 0 or 1.
    names
        Where each came from.
    """

    values: NDArray[np.uint8]
    masks: NDArray[np.uint8]
    names: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.names)

    def take(self, indices: Sequence[int]) -> Pictures:
        """Return some of the pictures."""
        chosen = np.asarray(indices, dtype=np.intp)
        return Pictures(self.values[chosen], self.masks[chosen], tuple(self.names[i] for i in chosen))


@dataclass(frozen=True, slots=True)
class Split:
    """Indices of three disjoint parts of a numbered collection."""

    train: tuple[int, ...]
    validation: tuple[int, ...]
    test: tuple[int, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many pictures each part has."""
        return {"train": len(self.train), "validation": len(self.validation), "test": len(self.test)}


def split_by_blocks(count: int, block: int, period: int, guard: int) -> Split:
    """Split consecutive pictures so that neighbours, mostly of one patient, fall into one part.

    Parameters
    ----------
    block
        Pictures in a block; every ``period``-th block is for validation, another for testing.
    guard
        Training pictures left out on each side of such a block.
    """
    held_out = {1: "validation", period // 2 + 1: "test"}
    part = np.array([held_out.get(index // block % period, "train") for index in range(count)])
    away = part != "train"
    near = np.convolve(away, np.ones(2 * guard + 1), mode="same") > 0
    pick = {name: tuple(np.flatnonzero(part == name).tolist()) for name in ("validation", "test")}
    return Split(tuple(np.flatnonzero(~near).tolist()), pick["validation"], pick["test"])


def read_folder(
    images: Path, masks: Path | None, normalise: Callable[[NDArray[np.generic]], NDArray[np.float32]], size: int = 256
) -> Pictures:
    """Read PNG pictures and their masks (None: nothing to find) in the order of their names."""
    pairs: list[Picture] = []
    paths = sorted(images.glob("*.png"))
    if not paths:
        raise SystemExit(f"There are no PNG pictures in {images}: give the folder that holds images, masks, negatives.")
    for path in paths:
        values = _read(path)
        mask = np.zeros_like(values) if masks is None else _read(masks / path.name)
        pairs.append((values, mask > 0))
    return gather(pairs, [path.stem for path in paths], normalise, size)


def read_series(folder: Path, normalise: Callable[[NDArray[np.generic]], NDArray[np.float32]]) -> Pictures:
    """Read DICOM slices without a finding, in the order of their positions."""
    from iodeep_viewer.objects.image import read_slices

    slices = [image for path in sorted(folder.glob("*.dcm")) for image in read_slices(path)]
    slices.sort(key=lambda image: image.instance_number)
    pairs: list[Picture] = [(image.values, np.zeros(image.values.shape, dtype=np.bool_)) for image in slices]
    return gather(pairs, [f"{folder.name} {image.instance_number}" for image in slices], normalise)


def join(*parts: Pictures) -> Pictures:
    """Put collections of one size into one."""
    names = tuple(name for part in parts for name in part.names)
    return Pictures(
        np.concatenate([part.values for part in parts]), np.concatenate([part.masks for part in parts]), names
    )


def gather(
    pairs: Sequence[Picture],
    names: Sequence[str],
    normalise: Callable[[NDArray[np.generic]], NDArray[np.float32]],
    size: int = 256,
) -> Pictures:
    """Normalise pictures and bring them to one size (letterboxed to a square first)."""
    values, masks = [], []
    for picture, mask in pairs:
        grey = np.round(normalise(picture) * 255).astype(np.uint8)
        values.append(_squared(grey, size, cv2.INTER_AREA))
        masks.append(_squared(mask.astype(np.uint8), size, cv2.INTER_NEAREST))
    return Pictures(np.stack(values), np.stack(masks), tuple(names))


def _read(path: Path) -> NDArray[np.uint8]:
    picture = cv2.imread(str(path), cv2.IMREAD_GRAYSCALE)
    if picture is None:
        raise SystemExit(f"{path} is missing or is not a picture.")
    return np.asarray(picture, dtype=np.uint8)


def _squared(image: NDArray[np.uint8], size: int, interpolation: int) -> NDArray[np.uint8]:
    rows, columns = image.shape
    if rows != columns:
        side = max(rows, columns)
        top, left = (side - rows) // 2, (side - columns) // 2
        image = cv2.copyMakeBorder(image, top, side - rows - top, left, side - columns - left, cv2.BORDER_CONSTANT)
    return image if image.shape[0] == size else np.asarray(cv2.resize(image, (size, size), interpolation=interpolation))
