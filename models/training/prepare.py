"""The intensity step of a network description, as the viewer performs it on a slice."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dnn_parser.description import Intensity, IntensityMethod


def normalised(values: NDArray[np.generic], intensity: Intensity) -> NDArray[np.float32]:
    """Map a slice in modality units to 0 to 1, same shape; percentiles are those of the whole slice."""
    numbers = np.asarray(values, dtype=np.float32)
    match intensity.method:
        case IntensityMethod.PERCENTILE:
            low, high = (float(value) for value in np.percentile(numbers, (intensity.lower, intensity.upper)))
        case IntensityMethod.WINDOW:
            low, high = intensity.center - intensity.width / 2, intensity.center + intensity.width / 2
        case _:
            raise ValueError(f"no network here is trained with the intensity method {intensity.method}")
    return np.asarray(np.clip((numbers - low) / max(high - low, 1e-6), 0, 1), dtype=np.float32)
