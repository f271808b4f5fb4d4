"""Pictures and videos on disk, with nothing in them but their pixels."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.errors import IODeepError

Picture = NDArray[np.uint8]
"""Shape (rows, columns, 3), RGB."""
Frames = Callable[[int], Picture]
"""Draws one picture by its index; all of one video have the same shape."""

MAX_ANIMATION_BYTES = 2**30
"""An animated picture is held in memory as a whole."""


def write_picture(path: Path, picture: Picture, task: TaskControl) -> None:
    """Write a PNG without any metadata.

    Parameters
    ----------
    path
        A new file ending in ``.png``, or one to replace.
    picture
        (rows, columns, 3) RGB, uint8.
    task
        For progress.

    Raises
    ------
    IODeepError
        If it cannot be written.
    """
    task.report(0, 1, "Saving the picture")
    _write(path, lambda part: cv2.imwrite(str(part), _bgr(picture)))


def write_video(path: Path, frames: Frames, count: int, per_second: float, task: TaskControl) -> None:
    """Write an MP4 video (MPEG-4 Visual, which players read without further codecs).

    Parameters
    ----------
    path
        A new file, or one to replace.
    frames
        Draws the picture of an index, (rows, columns, 3) RGB, uint8; all of one size.
    count
        Number of pictures.
    per_second
        Pictures per second.
    task
        Reports pictures written of all.

    Raises
    ------
    IODeepError
        If it cannot be written.
    Cancelled
        If the task was cancelled; nothing is left then.
    """

    def write(part: Path) -> bool:
        first = _even(frames(0))
        size = (first.shape[1], first.shape[0])
        writer = cv2.VideoWriter(str(part), cv2.VideoWriter.fourcc(*"mp4v"), per_second, size)
        try:
            for index in range(count):
                task.report(index, count, "Saving the video")
                writer.write(_bgr(first if index == 0 else _even(frames(index))))
        finally:
            writer.release()
        return _frame_count(part) == count

    _write(path, write)


def write_animation(path: Path, frames: Frames, count: int, per_second: float, task: TaskControl) -> None:
    """Write an animated PNG: every grey level as it is on the screen, shown by browsers and most viewers.

    Parameters
    ----------
    path
        A new file, or one to replace.
    frames
        Draws the picture of an index, (rows, columns, 3) RGB, uint8; all of one size.
    count
        Number of pictures.
    per_second
        Pictures per second.
    task
        Reports pictures drawn of all.

    Raises
    ------
    IODeepError
        If it cannot be written, or is too large to be held in memory.
    Cancelled
        If the task was cancelled; nothing is left then.
    """

    def write(part: Path) -> bool:
        pictures: list[Picture] = []
        for index in range(count):
            task.report(index, count + 1, "Drawing the slices")
            pictures.append(_bgr(frames(index)))
            if pictures[0].nbytes * count > MAX_ANIMATION_BYTES:
                raise IODeepError(
                    f"{count} slices are too many for an animated picture of this size.",
                    "Save them as a video, or make the window smaller.",
                )
        task.report(count, count + 1, "Saving the animated picture")
        animation = cv2.Animation()
        animation.frames = pictures
        animation.durations = [round(1000 / per_second)] * count
        return bool(cv2.imwriteanimation(str(part), animation))

    _write(path, write)


def _write(path: Path, write: Callable[[Path], bool]) -> None:
    """Let `write` make a file beside `path`, of the same ending, and put it in its place when it is whole."""
    part = path.with_name(f".{uuid.uuid4().hex}{path.suffix}")
    try:
        if not write(part):
            raise OSError("nothing was written")
        part.replace(path)
    except (OSError, cv2.error) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "it could not be written whole"
        raise IODeepError(
            f"{path.name} cannot be saved: {reason}.", "Choose another folder, or make room on the disk."
        ) from error
    finally:
        part.unlink(missing_ok=True)


def _bgr(picture: Picture) -> Picture:
    return np.ascontiguousarray(picture[..., ::-1])


def _even(picture: Picture) -> Picture:
    """Leave out the last row or column where their number is odd: the codec wants pairs."""
    return picture[: picture.shape[0] // 2 * 2, : picture.shape[1] // 2 * 2]


def _frame_count(path: Path) -> int:
    video = cv2.VideoCapture(str(path))
    try:
        return int(video.get(cv2.CAP_PROP_FRAME_COUNT)) if video.isOpened() else 0
    finally:
        video.release()
