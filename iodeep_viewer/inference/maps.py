"""Maps of probabilities and their place on the slice, for regions and boxes alike."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from iodeep_viewer.core.image_series import Slice
from iodeep_viewer.core.prediction import Placement

Float32 = NDArray[np.float32]
Float64 = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Finding:
    """One region or box.

    Attributes
    ----------
    label
        Index of its label, from 0.
    points
        Shape (n, 2), (column, row) in pixels of the slice, float64.
    probability
        Calibrated, 0 to 1.
    """

    label: int
    points: Float64
    probability: float


def cut_to_slice(image: Slice, maps: Float32, placement: Placement) -> tuple[Float32, Placement]:
    """Cut maps to the cells whose centre lies on the slice, without the padding.

    Parameters
    ----------
    image
        The slice.
    maps
        Shape (maps, rows, columns), float32.
    placement
        From their grid to the slice.

    Returns
    -------
    maps, placement
        The cells that are left, at least one, and the placement of their grid.
    """
    bounds = []
    for axis, count in enumerate((image.rows, image.columns)):
        low, scale = placement.shift[axis], placement.scale[axis]
        start = max(0, int(np.ceil(low - 0.5)))
        stop = min(maps.shape[axis + 1], int(np.floor(low + count * scale - 0.5)) + 1)
        bounds.append((start, max(start + 1, stop)))
    (top, bottom), (left, right) = bounds
    moved = Placement(placement.scale, (placement.shift[0] - top, placement.shift[1] - left))
    return maps[:, top:bottom, left:right], moved


def resample_to_slice(image: Slice, values: Float32, placement: Placement, step: int = 1) -> Float32:
    """Interpolate one map linearly at the pixel centres of a slice, or at those of blocks of pixels.

    Parameters
    ----------
    image
        The slice.
    values
        Shape (rows, columns) of the map, float32.
    placement
        From the grid of the map to the slice.
    step
        Rows and columns of a block.

    Returns
    -------
    ndarray
        Shape (Rows, Columns) of the slice, divided by ``step`` and rounded up, float32; 0 where the slice reaches
        beyond the map.
    """
    (above, below, down), (before, behind, along) = (
        _neighbours(count, scale, shift, size, step)
        for count, scale, shift, size in zip(
            (image.rows, image.columns), placement.scale, placement.shift, values.shape, strict=True
        )
    )
    inside = np.isfinite(down)[:, np.newaxis] & np.isfinite(along)
    rows = values[above] * (1 - down)[:, np.newaxis] + values[below] * down[:, np.newaxis]
    resampled = rows[:, before] * (1 - along) + rows[:, behind] * along
    return np.where(inside, resampled, np.float32(0)).astype(np.float32)


def _neighbours(
    count: int, scale: float, shift: float, size: int, step: int
) -> tuple[NDArray[np.intp], NDArray[np.intp], Float32]:
    """Two cells of one axis for each block of pixels, and the share of the second: NaN beyond the map's edges."""
    at = (np.arange(0, count, step) + step / 2) * scale + shift - 0.5
    low = np.clip(np.floor(at), 0, size - 1).astype(np.intp)
    share = np.clip(at - low, 0.0, 1.0)
    share[(at < -0.5) | (at > size - 0.5)] = np.nan
    return low, np.minimum(low + 1, size - 1), share.astype(np.float32)
