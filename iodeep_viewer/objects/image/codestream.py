"""The size that a compressed frame states.

A decoder allocates what the codestream states, whatever Rows and Columns say: a kilobyte can ask for terabytes. So
the two are compared before anything is decoded.
"""

from __future__ import annotations

import struct

from pydicom.dataset import Dataset
from pydicom.encaps import generate_frames
from pydicom.uid import RLELossless

_JPEG_START = b"\xff\xd8"
_JPEG_2000_START = b"\xff\x4f\xff\x51"  # SOC and SIZ markers (ISO/IEC 15444-1 annex A)
_JP2_START = b"\0\0\0\x0cjP  "  # the signature box (ISO/IEC 15444-1 annex I)
# Start of frame: SOF0 to SOF15 without DHT, JPG and DAC, DHP, which comes before several frames (ISO/IEC 10918-1
# annex B), and SOF55 of JPEG-LS.
_START_OF_FRAME = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC} | {0xDE, 0xF7}
# What may come before it and states its own length: DHT, DAC, DQT to APP15 (without DHP), LSE of JPEG-LS and COM.
_SEGMENTS = frozenset(range(0xDB, 0xF0)) - {0xDE} | {0xC4, 0xCC, 0xF8, 0xFE}


def check_codestreams(ds: Dataset, frames: int) -> None:
    """Compare the size that each compressed frame states with that of the object.

    Parameters
    ----------
    ds
        With PixelData.
    frames
        How many it has.

    Raises
    ------
    ValueError
        If they differ, or a frame does not say. Native and RLE frames state no size of their own and pass.
    """
    syntax = ds.file_meta.TransferSyntaxUID
    if not syntax.is_encapsulated or syntax == RLELossless:
        return
    expected = (int(ds.Rows), int(ds.Columns), int(ds.SamplesPerPixel))
    for frame in generate_frames(ds.PixelData, number_of_frames=frames):
        stated = stated_size(frame)
        if stated != expected:
            raise ValueError(f"the codestream states rows, columns and samples {stated}, the object {expected}")


def stated_size(frame: bytes) -> tuple[int, int, int] | None:
    """Rows, columns and samples that a JPEG, JPEG-LS or JPEG 2000 codestream states; None where it does not say.

    Only what a decoder reads as the size is taken for it: bytes that look like it may stand in a comment.

    Parameters
    ----------
    frame
        The codestream, or a JP2 file.

    Returns
    -------
    rows : int
    columns : int
    samples : int
    """
    if frame.startswith(_JPEG_START):
        return _jpeg_size(frame)
    return _jpeg_2000_size(frame, _codestream_start(frame) if frame.startswith(_JP2_START) else 0)


def _codestream_start(file: bytes) -> int:
    """Where the contents of the first codestream box of a JP2 file begin; the end of the file if there is none."""
    position = 0
    while position + 8 <= len(file):
        length, header = int.from_bytes(file[position : position + 4], "big"), 8
        if length == 1:  # the length is in 8 bytes of its own
            length, header = int.from_bytes(file[position + 8 : position + 16], "big"), 16
        if file[position + 4 : position + 8] == b"jp2c":
            return position + header
        if length < header:
            break
        position += length
    return len(file)


def _jpeg_2000_size(frame: bytes, start: int) -> tuple[int, int, int] | None:
    segment = frame[start : start + 42]
    if len(segment) < 42 or not segment.startswith(_JPEG_2000_START):
        return None
    right, bottom, left, top = struct.unpack(">4I", segment[8:24])
    return bottom - top, right - left, int.from_bytes(segment[40:42], "big")


def _jpeg_size(frame: bytes) -> tuple[int, int, int] | None:
    position = len(_JPEG_START)
    while position + 10 <= len(frame) and frame[position] == 0xFF:
        marker = frame[position + 1]
        if marker == 0xFF:  # fill byte
            position += 1
        elif marker in _START_OF_FRAME:
            rows, columns, samples = struct.unpack(">HHB", frame[position + 5 : position + 10])
            return (rows, columns, samples) if rows else None  # 0 rows: said at the end of the image (DNL)
        elif marker in _SEGMENTS:
            position += 2 + int.from_bytes(frame[position + 2 : position + 4], "big")
        else:
            break
    return None
