"""``check_tensor_shape``: from a slice to the tensor that a network reads (paper, algorithm 2, step 2).

The description says how: intensity, resizing, aspect, pixel spacing. Pixel centres lie at integer indices, and
resizing keeps the outer edges of the image: index ``i`` of an axis goes to ``(i + 0.5) * scale + shift - 0.5``.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dnn_parser import (
    Aspect,
    Intensity,
    IntensityMethod,
    IntensityScope,
    Interpolation,
    NetworkDescription,
    Preprocessing,
)
from iodeep_viewer.core.image_series import Slice
from iodeep_viewer.core.prediction import Placement
from iodeep_viewer.errors import NetworkError

Float32 = NDArray[np.float32]

UNIT_METHODS = frozenset({IntensityMethod.WINDOW, IntensityMethod.PERCENTILE, IntensityMethod.MINMAX})
"""Intensity methods whose values lie between 0 and 1."""

_LARGEST_RESAMPLED = 8192


@dataclass(frozen=True, slots=True)
class PreparedSlice:
    """A slice as a network reads it.

    Attributes
    ----------
    tensor
        Shape (channels, rows, columns) of the network's input, float32.
    placement
        The way back to the slice's own grid.
    outside
        Value of the pixels outside of the slice.
    """

    tensor: Float32
    placement: Placement
    outside: float


def prepare_slice(
    image: Slice, description: NetworkDescription, photometric_interpretation: str = "MONOCHROME2"
) -> PreparedSlice:
    """Bring a slice into the shape, polarity and intensity that a network was trained on.

    Parameters
    ----------
    image
        Any Rows x Columns, grey or RGB, signed or unsigned.
    description
        Of the network; its input shape and ``preprocessing`` are followed.
    photometric_interpretation
        Of the images that the network reads: a MONOCHROME1 slice is turned over for a MONOCHROME2 network.

    Returns
    -------
    PreparedSlice
        The tensor, and the way back from its grid to that of the slice.

    Raises
    ------
    NetworkError
        If the network reads a number of channels that no image has, or the resampled slice would be absurdly large.
    """
    channels = _match_samples(np.asarray(image.values, dtype=np.float32), description.channels)
    normalised = _normalise(channels, description.preprocessing.intensity)
    if _is_inverted(image, photometric_interpretation):
        normalised = _turn_over(normalised, description.preprocessing.intensity)
    rows, columns = description.rows, description.columns
    size, shift = _target(image, description.preprocessing, rows, columns)
    resized = _resize(normalised, size, description.preprocessing)
    # Outside of the slice there is air: 0 of the unit range, else the lowest value.
    outside = 0.0 if description.preprocessing.intensity.method in UNIT_METHODS else float(normalised.min())
    tensor = np.full((description.channels, rows, columns), outside, dtype=np.float32)
    _paste(tensor, resized, shift)
    scale = (size[0] / image.rows, size[1] / image.columns)
    return PreparedSlice(np.ascontiguousarray(tensor), Placement(scale, (float(shift[0]), float(shift[1]))), outside)


def _match_samples(values: Float32, channels: int) -> Float32:
    """(rows, columns[, 3]) -> (channels, rows, columns): grey is repeated, colour becomes luminance."""
    if channels not in (1, 3):
        raise NetworkError(
            f"The network reads {channels} channels; an image has 1 or 3 samples per pixel.",
            "Multi-channel networks need more than one image and cannot be run on a single slice.",
        )
    if values.ndim == 2:
        return np.repeat(values[np.newaxis], channels, axis=0)
    if channels == 3:
        return np.ascontiguousarray(values.transpose(2, 0, 1))
    return np.asarray(values @ np.array([0.299, 0.587, 0.114], dtype=np.float32), dtype=np.float32)[np.newaxis]


def _is_inverted(image: Slice, photometric_interpretation: str) -> bool:
    return not image.is_color and (photometric_interpretation == "MONOCHROME1") != image.starts_inverted


def _normalise(values: Float32, intensity: Intensity) -> Float32:
    finite = values[np.isfinite(values)]
    values = np.nan_to_num(values, nan=float(finite.min()) if finite.size else 0.0)
    method = intensity.method
    if method is IntensityMethod.NONE:
        return values
    if method is IntensityMethod.WINDOW:
        low = intensity.center - intensity.width / 2
        return _to_unit(values, low, low + intensity.width)
    fixed = intensity.scope is IntensityScope.FIXED
    counted = finite[finite > finite.min()] if intensity.foreground and finite.size else finite
    counted = counted if counted.size else np.zeros(1, dtype=np.float32)
    if method is IntensityMethod.PERCENTILE:
        low, high = (float(value) for value in np.percentile(counted, (intensity.lower, intensity.upper)))
        return _to_unit(values, low, high)
    if method is IntensityMethod.MINMAX:
        low = intensity.minimum if fixed else float(counted.min())
        high = intensity.maximum if fixed else float(counted.max())
        return _to_unit(values, low, high)
    mean = intensity.mean if fixed else float(counted.mean(dtype=np.float64))
    std = intensity.std if fixed else float(counted.std(dtype=np.float64))
    if std <= 1e-9 * float(np.abs(counted).max()):  # rounding alone: all values are the same
        std = 1.0
    return np.asarray((np.float64(values) - mean) / std, dtype=np.float32)


def _to_unit(values: Float32, low: float, high: float) -> Float32:
    # Relative to the range, however small it is: diffusion coefficients in m²/s are around 1e-9.
    span = high - low if high > low else 1.0
    return np.asarray(np.clip((np.float64(values) - low) / span, 0.0, 1.0), dtype=np.float32)


def _turn_over(values: Float32, intensity: Intensity) -> Float32:
    method = intensity.method
    if method is IntensityMethod.ZSCORE:
        return -values
    if method is IntensityMethod.NONE:
        return np.asarray(values.min() + values.max() - values, dtype=np.float32)
    return np.asarray(1.0 - values, dtype=np.float32)


def _target(
    image: Slice, preprocessing: Preprocessing, rows: int, columns: int
) -> tuple[tuple[int, int], tuple[int, int]]:
    """Size of the resized slice and its first pixel in the input grid, each as (row, column)."""
    if preprocessing.pixel_spacing is not None:
        size = tuple(
            max(1, round(count * own / wanted))
            for count, own, wanted in zip(
                (image.rows, image.columns), image.spacing, preprocessing.pixel_spacing, strict=True
            )
        )
    elif preprocessing.aspect is Aspect.STRETCH:
        size = (rows, columns)
    else:
        height, width = image.rows * image.spacing[0], image.columns * image.spacing[1]
        scale = min(rows / height, columns / width)
        size = (max(1, round(height * scale)), max(1, round(width * scale)))
    if max(size) > _LARGEST_RESAMPLED:
        raise NetworkError(
            f"Resampled for this network the slice would have {size[0]} x {size[1]} pixels.",
            "Check the pixel spacing that the network's description asks for.",
        )
    return (size[0], size[1]), ((rows - size[0]) // 2, (columns - size[1]) // 2)


def _resize(values: Float32, size: tuple[int, int], preprocessing: Preprocessing) -> Float32:
    import cv2

    shrinks = size[0] < values.shape[1] or size[1] < values.shape[2]
    interpolation = {
        Interpolation.NEAREST: cv2.INTER_NEAREST,
        Interpolation.AREA: cv2.INTER_AREA,
        Interpolation.CUBIC: cv2.INTER_CUBIC,
        # Plain linear interpolation skips pixels when it shrinks; averaging over areas does not.
        Interpolation.LINEAR: cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR,
    }[preprocessing.interpolation]
    return np.stack([cv2.resize(channel, (size[1], size[0]), interpolation=interpolation) for channel in values])


def _paste(tensor: Float32, resized: Float32, shift: tuple[int, int]) -> None:
    target, source = [], []
    for axis, first in enumerate(shift):
        have, room = resized.shape[axis + 1], tensor.shape[axis + 1]
        start, stop = max(0, first), min(room, first + have)
        target.append(slice(start, stop))
        source.append(slice(start - first, stop - first))
    tensor[:, target[0], target[1]] = resized[:, source[0], source[1]]
