"""Pixel data: decoded, in modality units or as 8-bit RGB."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset
from pydicom.pixels.processing import apply_color_lut, apply_modality_lut
from pydicom.pixels.utils import iter_pixels
from pydicom.tag import Tag
from pydicom.uid import UID

from iodeep_viewer.errors import DicomDataError
from iodeep_viewer.objects.header import first_item, functional_group, integer, numbers, text
from iodeep_viewer.objects.image.codestream import check_codestreams

Pixels = NDArray[Any]

MAX_VALUES = 2**29
"""Most values (rows x columns x samples x frames) of one object: about 1 GiB as 16-bit integers."""

_PIXEL_KEYWORDS = ("PixelData", "FloatPixelData", "DoubleFloatPixelData")


def check_image(path: Path, ds: Dataset, frames: int) -> None:
    """Check the stated size of the pixel data before memory is spent on it.

    Parameters
    ----------
    path
        For messages.
    ds
        With PixelData.
    frames
        How many it states.

    Raises
    ------
    DicomDataError
        If there is no pixel data, or its size is impossible or above :data:`MAX_VALUES`.
    """
    rows, columns = integer(ds, "Rows"), integer(ds, "Columns")
    samples = integer(ds, "SamplesPerPixel", 1)
    if not any(keyword in ds for keyword in _PIXEL_KEYWORDS):
        raise DicomDataError(
            f"{path.name} has no image in it.",
            "Choose a series of images; if this is one, the file is cut off: retrieve it again.",
        )
    if rows < 1 or columns < 1 or samples not in (1, 3):
        raise DicomDataError(
            f"{path.name} states {rows} rows, {columns} columns and {samples} samples per pixel: that is no image.",
            "Retrieve or copy the file again.",
        )
    if rows * columns * samples * frames > MAX_VALUES:
        raise DicomDataError(
            f"{path.name} states {frames} frames of {rows} by {columns} pixels: too much to open safely.",
            "Check the object, or split it into several.",
        )


def decoded_frames(path: Path, ds: Dataset, frames: int) -> Iterator[Pixels]:
    """Decode the frames one after the other: (rows, columns) stored values, or (rows, columns, 3) RGB.

    Native and compressed transfer syntaxes; planar configuration and YBR are resolved. PALETTE COLOR gives
    indices. :func:`check_image` comes first.

    Parameters
    ----------
    path
        For messages.
    ds
        With PixelData.
    frames
        How many it states.

    Yields
    ------
    Pixels
        One array for each frame, stored values.

    Raises
    ------
    DicomDataError
        If the pixel data cannot be decoded.
    """
    rows, columns = integer(ds, "Rows"), integer(ds, "Columns")
    count = 0
    try:
        ds.add_new(Tag("NumberOfFrames"), "IS", frames)  # the decoder reads it too, less tolerantly
        check_codestreams(ds, frames)
        for pixels in islice(iter_pixels(ds, allow_excess_frames=False), frames):
            if pixels.shape[:2] != (rows, columns):
                raise ValueError(f"decoded shape {pixels.shape} is not {rows} x {columns}")
            count += 1
            yield pixels
    except BaseException as error:
        # Each decoder raises its own; that of RLE, in Rust, panics with a BaseException that has no importable name.
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        raise DicomDataError(
            f"The pixel data of {path.name} cannot be decoded ({_transfer_syntax_name(ds)}).",
            "They are damaged or cut off, or compressed in a way that is not supported; retrieve the image again.",
        ) from error
    if count < frames:
        raise DicomDataError(
            f"{path.name} states {frames} frames and has {count}.", "The file is cut off; retrieve the image again."
        )


def color_values(path: Path, ds: Dataset, pixels: Pixels) -> Pixels:
    """Bring decoded colour pixels, or the indices of a palette, to RGB.

    Parameters
    ----------
    path
        The file, for messages.
    ds
        Its dataset.
    pixels
        Of one frame: shape (rows, columns, 3), or (rows, columns) of indices.

    Returns
    -------
    array
        Shape (rows, columns, 3), uint8.

    Raises
    ------
    DicomDataError
        If the palette is damaged or missing.
    """
    if pixels.ndim == 3:
        return _eight_bit(pixels, integer(ds, "BitsStored", 8))
    try:
        colors = apply_color_lut(pixels, ds)[..., :3]
    except Exception as error:  # pydicom raises whatever is wrong with the tables
        raise DicomDataError(
            f"The colour palette of {path.name} is damaged or missing.", "Export the image again as RGB."
        ) from error
    # Tables of 8-bit entries in 16 bits are in use, whatever the descriptor says.
    return _eight_bit(colors, 16 if colors.max(initial=0) > 255 else 8)


def modality_values(ds: Dataset, index: int, pixels: Pixels) -> tuple[Pixels, tuple[str, ...]]:
    """Apply the modality LUT of one frame (PS3.3 section C.11.1): lookup table, else rescale.

    Parameters
    ----------
    ds
        The object.
    index
        Of the frame, from 0.
    pixels
        Shape (rows, columns), stored values.

    Returns
    -------
    array
        Shape as `pixels`, modality units: int16 where that holds every value exactly, else float32.
    tuple of str
        Notes for the user.
    """
    if first_item(ds, "ModalityLUTSequence") is not None:
        try:
            return _compact(apply_modality_lut(pixels, ds), 1.0, 0.0), ()
        except Exception:  # pydicom raises whatever is wrong with the table
            return _compact(pixels, 1.0, 0.0), ("The modality lookup table is damaged: stored values are shown.",)
    source = functional_group(ds, index, "PixelValueTransformationSequence")
    slope, intercept = numbers(source, "RescaleSlope"), numbers(source, "RescaleIntercept")
    if slope and slope[0] == 0:
        return _compact(pixels, 1.0, 0.0), ("RescaleSlope is 0: stored values are shown.",)
    return _compact(pixels, slope[0] if slope else 1.0, intercept[0] if intercept else 0.0), ()


def _transfer_syntax_name(ds: Dataset) -> str:
    return UID(text(ds.file_meta, "TransferSyntaxUID")).name or "transfer syntax not stated"


def _compact(pixels: Pixels, slope: float, intercept: float) -> Pixels:
    if pixels.dtype.kind in "iub" and slope.is_integer() and intercept.is_integer():
        ends = [int(end) * int(slope) + int(intercept) for end in (pixels.min(), pixels.max())]
        if min(ends) >= -(2**15) and max(ends) < 2**15:
            # The result fits, so the detour through 64 bits cannot overflow on the way for 32-bit input.
            return (pixels.astype(np.int64) * int(slope) + int(intercept)).astype(np.int16)
    with np.errstate(over="ignore", invalid="ignore"):
        return (pixels.astype(np.float64) * slope + intercept).astype(np.float32)


def _eight_bit(colors: Pixels, bits_stored: int) -> Pixels:
    if bits_stored > 8:
        colors = np.right_shift(colors, bits_stored - 8)
    return np.clip(colors, 0, 255).astype(np.uint8)
