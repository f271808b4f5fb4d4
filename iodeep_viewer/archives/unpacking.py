"""DICOM files out of a ZIP, into a folder of our own under names of our own."""

from __future__ import annotations

import contextlib
import shutil
import sys
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, BinaryIO

from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.errors import DicomDataError, IODeepError
from iodeep_viewer.objects.file_record import START, looks_like_dicom

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

LARGEST = 50 * 10**9
"""Bytes that a ZIP may take unpacked."""
MOST_ENTRIES = 500_000
"""Entries that a ZIP may have."""
_KEPT_FREE = 10**9
_CHUNK = 2**20
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""Others are hardly in use, and may ask for any amount of memory."""


@dataclass(frozen=True, slots=True)
class Unpacked:
    """Content of a ZIP.

    Attributes
    ----------
    paths
        The DICOM files, in the order of the ZIP.
    others, damaged
        How many entries are not DICOM, and how many cannot be unpacked.
    """

    paths: tuple[Path, ...]
    others: int
    damaged: int


def hold(folder: Path) -> BinaryIO | None:
    """Lock a folder, which need not be there yet, until this process ends or :func:`discard` is called.

    Parameters
    ----------
    folder
        Lies below the folder of unpacked ZIPs.

    Returns
    -------
    file or None
        The lock, an open file beside the folder; None if another process has it, or no file can be written there.
    """
    path = folder.with_suffix(".lock")
    with contextlib.suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = path.open("ab")
        try:
            if sys.platform == "win32":
                msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            else:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.close()
        else:
            return file
    return None


def discard(folder: Path, lock: BinaryIO | None) -> None:
    """Remove a folder of our own with its files, and its lock.

    Parameters
    ----------
    folder
        May be gone already.
    lock
        As :func:`hold` gave it for this folder.
    """
    shutil.rmtree(folder, ignore_errors=True)
    if lock is not None:
        lock.close()
        with contextlib.suppress(OSError):
            folder.with_suffix(".lock").unlink()


def remove_leftovers(unpacked: Path) -> None:
    """Remove the folders that a crash left behind: those that no running process holds.

    Parameters
    ----------
    unpacked
        Holds one folder for each ZIP that is open.
    """
    for folder in {path.with_suffix("") for path in unpacked.glob("*")}:
        lock = hold(folder)
        if lock is not None:
            discard(folder, lock)


def unpack(path: Path, folder: Path, task: TaskControl) -> Unpacked:
    """Write the DICOM files of a ZIP into `folder`; the names in the ZIP decide nothing.

    Parameters
    ----------
    path
        The ZIP.
    folder
        Exists and is empty; the files in it are named by their place in the ZIP.
    task
        Reports entries unpacked of all.

    Returns
    -------
    Unpacked
        The files, and counts of the entries that are not among them.

    Raises
    ------
    DicomDataError
        If it is no ZIP, is damaged or protected by a password, or takes too much room unpacked, as it states or as
        it turns out.
    IODeepError
        If this computer's disk does not take it.
    """
    try:
        with path.open("rb") as file, zipfile.ZipFile(file) as archive:
            return _unpack(archive, path.name, folder, task)
    except OSError as error:
        raise IODeepError(
            f"{path.name} cannot be unpacked: {error.strerror or error}.",
            "Check that the file can be read and that this computer's disk has room.",
        ) from error
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise DicomDataError(f"{path.name} is not a ZIP or is damaged.", "Copy or download it again.") from error


def _unpack(archive: zipfile.ZipFile, name: str, folder: Path, task: TaskControl) -> Unpacked:
    listed = archive.infolist()
    entries = [
        entry
        for entry in listed
        # One without a name is none of both: zipfile checks its last character.
        if entry.filename and not entry.is_dir() and PurePosixPath(entry.filename).name.upper() != "DICOMDIR"
    ]
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise DicomDataError(
            f"{name} is protected by a password.", "Unpack it with its password, then open the folder."
        )
    room = min(LARGEST, shutil.disk_usage(folder).free - _KEPT_FREE)
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > room:
        raise _too_large(name)
    paths: list[Path] = []
    others, damaged = 0, sum(not entry.filename for entry in listed)
    for done, entry in enumerate(entries):
        task.report(done, len(entries), "Unpacking the ZIP")
        path = folder / f"{done}.dcm"
        try:
            if entry.compress_type not in _METHODS:
                raise NotImplementedError
            with archive.open(entry) as source:
                start = source.read(START)
                if not looks_like_dicom(start):
                    others += 1
                    continue
                # An entry may be larger than it states.
                room -= _write(start, source, path, room, name, task)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError):
            damaged += 1
            path.unlink(missing_ok=True)
        else:
            paths.append(path)
    return Unpacked(tuple(paths), others, damaged)


def _write(start: bytes, source: IO[bytes], path: Path, room: int, name: str, task: TaskControl) -> int:
    size, chunk = 0, start
    with path.open("xb") as target:
        while chunk:
            task.check()
            size += len(chunk)
            if size > room:
                raise _too_large(name)
            target.write(chunk)
            chunk = source.read(_CHUNK)
    return size


def _too_large(name: str) -> DicomDataError:
    return DicomDataError(
        f"{name} would take too much room unpacked.", "Unpack the part that you need elsewhere and open that folder."
    )
