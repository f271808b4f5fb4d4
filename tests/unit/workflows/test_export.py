"""Pictures and videos hold the frames that were drawn, whole or not at all."""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest

from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.errors import Cancelled, IODeepError
from iodeep_viewer.workflows import export
from iodeep_viewer.workflows.export import Picture, write_animation, write_picture, write_video
from tests.values import present

COUNT = 6
Write = Callable[[Path, Callable[[int], Picture], int, float, TaskControl], None]


def frame(index: int) -> Picture:
    """Red grows from picture to picture, blue from left to right."""
    picture = np.zeros((49, 65, 3), np.uint8)
    picture[..., 0] = 40 * index
    picture[..., 2] = np.arange(65) * 3
    return picture


def chunks(path: Path) -> list[str]:
    """Names of the chunks of a PNG file."""
    data, at, found = path.read_bytes(), 8, []
    while at < len(data):
        length, name = struct.unpack(">I4s", data[at : at + 8])
        found.append(name.decode())
        at += 12 + length
    return found


def test_a_picture_is_exact_and_has_no_metadata(tmp_path: Path) -> None:
    path = tmp_path / "Größe.png"
    write_picture(path, frame(3), TaskControl())
    np.testing.assert_array_equal(present(cv2.imread(str(path)))[..., ::-1], frame(3))
    assert set(chunks(path)) == {"IHDR", "IDAT", "IEND"}
    assert [item.name for item in tmp_path.iterdir()] == ["Größe.png"]


def test_an_animated_picture_is_exact_and_has_no_metadata(tmp_path: Path) -> None:
    path = tmp_path / "a.apng"
    write_animation(path, frame, COUNT, 20, TaskControl())
    read, animation = cv2.imreadanimation(str(path))
    assert read
    assert list(animation.durations) == [50] * COUNT
    for index, picture in enumerate(animation.frames):
        np.testing.assert_array_equal(picture[..., 2::-1], frame(index))
    assert set(chunks(path)) == {"IHDR", "IDAT", "IEND", "acTL", "fcTL", "fdAT"}


def test_a_video_has_every_slice_in_order(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    write_video(path, frame, COUNT, 12, TaskControl())
    video = cv2.VideoCapture(str(path))
    assert video.get(cv2.CAP_PROP_FPS) == pytest.approx(12)
    reds = []
    while True:
        read, picture = video.read()
        if not read:
            break
        assert picture.shape == (48, 64, 3)  # the codec wants even sizes
        reds.append(float(picture[..., 2].mean()))
    video.release()
    np.testing.assert_allclose(reds, [40 * index for index in range(COUNT)], atol=8)
    assert [item.name for item in tmp_path.iterdir()] == ["a.mp4"]


@pytest.mark.parametrize(("write", "name"), [(write_video, "a.mp4"), (write_animation, "a.apng")])
def test_cancelling_leaves_nothing_and_what_was_there_stays(write: Write, name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(b"before")
    task = TaskControl()

    def draw(index: int) -> Picture:
        if index == 3:
            task.cancel()
        return frame(index)

    with pytest.raises(Cancelled):
        write(path, draw, COUNT, 10, task)
    assert [item.name for item in tmp_path.iterdir()] == [name]
    assert path.read_bytes() == b"before"


@pytest.mark.parametrize(("write", "name"), [(write_video, "a.mp4"), (write_animation, "a.apng")])
def test_a_folder_that_is_gone_is_said(write: Write, name: str, tmp_path: Path) -> None:
    with pytest.raises(IODeepError, match=r"a\.\w+ cannot be saved"):
        write(tmp_path / "gone" / name, frame, COUNT, 10, TaskControl())
    with pytest.raises(IODeepError, match="cannot be saved"):
        write_picture(tmp_path / "gone" / "a.png", frame(0), TaskControl())


def test_progress_is_told_slice_by_slice(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    task = TaskControl(lambda progress: told.append((progress.done, progress.total)))
    write_video(tmp_path / "a.mp4", frame, COUNT, 10, task)
    assert told == [(index, COUNT) for index in range(COUNT)]


def test_more_than_memory_holds_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export, "MAX_ANIMATION_BYTES", frame(0).nbytes * COUNT - 1)
    with pytest.raises(IODeepError, match="too many"):
        write_animation(tmp_path / "a.apng", frame, COUNT, 10, TaskControl())
    assert list(tmp_path.iterdir()) == []
