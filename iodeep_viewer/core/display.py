"""From values in modality units to grey levels on the screen (PS3.3 section C.11.2)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import NDArray


class VoiLutFunction(Enum):
    """VOILUTFunction (0028,1056), PS3.3 section C.11.2.1.2."""

    LINEAR = "LINEAR"
    """Linear between ``center - 0.5 ± (width - 1) / 2``; the default."""
    LINEAR_EXACT = "LINEAR_EXACT"
    """Linear between ``center ± width / 2``."""
    SIGMOID = "SIGMOID"
    """``1 / (1 + exp(-4 (x - center) / width))``."""


_LEAST_WIDTH = 255 * float(np.finfo(np.float32).tiny)
"""A window as narrow as this is a step for all values of float32."""


@dataclass(frozen=True, slots=True)
class Window:
    """A VOI window in modality units."""

    center: float
    width: float
    function: VoiLutFunction = VoiLutFunction.LINEAR

    def moved(self, center_by: float, width_by: float) -> Window:
        """Return the window moved and widened, its width kept at 1 or more (or above 0 where not LINEAR).

        Parameters
        ----------
        center_by
            Modality units, added to the centre.
        width_by
            Modality units, added to the width.

        Returns
        -------
        Window
            Another window of the same function.
        """
        # In proportion to the step: windows of values around 1e-9 and around 1e9 are both in use.
        least = 1.0 if self.function is VoiLutFunction.LINEAR else min(self.width, 1e-4 * abs(width_by))
        return Window(self.center + center_by, max(least, self.width + width_by), self.function)


@dataclass(frozen=True, slots=True)
class WindowPreset:
    """A window by name.

    Attributes
    ----------
    modality
        For images of this modality alone, because values mean something there; empty for all.
    center, width
        In modality units.
    """

    name: str
    center: float
    width: float
    modality: str = "CT"

    @property
    def window(self) -> Window:
        """The window itself."""
        return Window(self.center, self.width)


WINDOW_PRESETS = (
    WindowPreset("Soft tissue", 40, 400),
    WindowPreset("Lung", -600, 1500),
    WindowPreset("Bone", 480, 2500),
    WindowPreset("Brain", 40, 80),
    WindowPreset("Liver", 90, 150),
)
"""Presets in the order of their keys, in HU."""


def auto_window(values: NDArray[np.generic]) -> Window:
    """Window from the 0.5 to the 99.5 percentile of the values, any shape, modality units.

    Parameters
    ----------
    values
        Any shape, modality units; what is not finite does not count.

    Returns
    -------
    Window
        LINEAR_EXACT; width 1 where all values are the same.
    """
    finite = np.asarray(values, dtype=np.float32)
    finite = finite[np.isfinite(finite)]
    if not finite.size:
        return Window(0.0, 1.0, VoiLutFunction.LINEAR_EXACT)
    low, high = (float(value) for value in np.percentile(finite, (0.5, 99.5)))
    if high <= low:
        low, high = float(finite.min()), float(finite.max())
    return Window((low + high) / 2, high - low if high > low else 1.0, VoiLutFunction.LINEAR_EXACT)


def apply_window(values: NDArray[np.generic], window: Window, *, invert: bool = False) -> NDArray[np.uint8]:
    """Map values in modality units to grey levels, same shape, uint8.

    Parameters
    ----------
    values
        Any shape, modality units.
    window
        In modality units.
    invert
        Swap black and white: for MONOCHROME1 images, or because the user asked, but not both at once.

    Returns
    -------
    numpy.ndarray
        Shape as `values`; 0 is black. Values that are no number are black, or white where inverted.
    """
    levels = np.asarray(values, dtype=np.float32)
    if window.function is VoiLutFunction.SIGMOID:
        with np.errstate(over="ignore"):  # far below the window the exponential is infinite and the result 0
            grey = 255.0 / (1.0 + np.exp(-4.0 * ((levels - window.center) / max(window.width, _LEAST_WIDTH))))
    else:
        center, width = window.center, window.width
        if window.function is VoiLutFunction.LINEAR:
            center, width = center - 0.5, width - 1.0
        # A width of 0 is a step at the lower edge: PS3.3 C.11.2.1.2.1 sends x > c - 0.5 to white.
        with np.errstate(over="ignore"):
            grey = np.clip((levels - (center - width / 2)) / max(width, _LEAST_WIDTH) * 255.0, 0.0, 255.0)
    grey = np.nan_to_num(grey)
    return np.asarray(255.5 - grey if invert else grey + 0.5, dtype=np.uint8)
