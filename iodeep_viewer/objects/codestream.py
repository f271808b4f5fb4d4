"""What a compressed frame says about its own size.

A decoder allocates what the codestream states, whatever Rows and Columns say: a kilobyte can ask for terabytes. So
the two are compared before anything is decoded.
"""

from __future__ import annotations

import struct

from pydicom.dataset import Dataset
from pydicom.encaps import generate_frames
from pydicom.uid import RLELossless

_JPEG_2000_START = b"\xff\x4f\xff\x51"  # SOC and SIZ markers (ISO/IEC 15444-1 annex A)
_JPEG_START = b"\xff\xd8"
# Start of frame: SOF0 to SOF15 without DHT, JPG and DAC (ISO/IEC 10918-1 annex B), and SOF55 of JPEG-LS.
_START_OF_FRAME = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC} | {0xF7}


def check_codestreams(ds: Dataset, frames: int) -> None:
    """Compare the size that each compressed frame states with that of the object.

    Raises
    ------
    ValueError
        If they differ. Native and RLE frames state no size of their own and pass.
    """
    syntax = ds.file_meta.TransferSyntaxUID
    if not syntax.is_encapsulated or syntax == RLELossless:
        return
    expected = (int(ds.Rows), int(ds.Columns), int(ds.SamplesPerPixel))
    for frame in generate_frames(ds.PixelData, number_of_frames=frames):
        stated = stated_size(frame)
        if stated is not None and stated != expected:
            raise ValueError(f"the codestream states rows, columns and samples {stated}, the object {expected}")


def stated_size(frame: bytes) -> tuple[int, int, int] | None:
    """Rows, columns and samples that a JPEG, JPEG-LS or JPEG 2000 codestream states; None where it does not say."""
    start = frame.find(_JPEG_2000_START, 0, 4096)  # in a JP2 file after its boxes
    if start >= 0:
        return _jpeg_2000_size(frame[start + 4 :])
    return _jpeg_size(frame) if frame.startswith(_JPEG_START) else None


def _jpeg_2000_size(segment: bytes) -> tuple[int, int, int] | None:
    if len(segment) < 38:
        return None
    right, bottom, left, top = struct.unpack(">4I", segment[4:20])
    return bottom - top, right - left, int.from_bytes(segment[36:38], "big")


def _jpeg_size(frame: bytes) -> tuple[int, int, int] | None:
    position = len(_JPEG_START)
    while position + 10 <= len(frame) and frame[position] == 0xFF:
        marker = frame[position + 1]
        if marker == 0xFF:  # fill byte
            position += 1
        elif marker in _START_OF_FRAME:
            rows, columns, samples = struct.unpack(">HHB", frame[position + 5 : position + 10])
            return (rows, columns, samples) if rows else None  # 0 rows: said at the end of the image (DNL)
        else:
            position += 2 + int.from_bytes(frame[position + 2 : position + 4], "big")
    return None
