"""Received instances on disk, by archive, patient, study and series."""

from __future__ import annotations

import os
import shutil
import threading
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from iodeep_viewer.core.image_key import SeriesReference
from iodeep_viewer.core.uid import is_uid
from iodeep_viewer.errors import DicomDataError
from iodeep_viewer.files import write_atomically


class InstanceCache:
    """Files under ``folder/digest of the series/instance.dcm``, together of a bounded size.

    When the bound is passed, the series that were not used for longest go, whole. A series that is held
    (:meth:`hold`) stays. Safe to use from several threads.

    Parameters
    ----------
    folder
        Made when needed; nothing else should be in it.
    max_bytes
        Size above which old series are removed.
    """

    def __init__(self, folder: Path, max_bytes: int = 20 * 2**30) -> None:
        self.folder = folder
        self.max_bytes = max_bytes
        self._held: Counter[str] = Counter()
        self._lock = threading.RLock()
        # Apart from the other: who holds a series must not wait until a large cache is measured.
        self._hold_lock = threading.Lock()
        self._size: int | None = None  # bytes; measured when first needed

    def path(self, reference: SeriesReference, sop_uid: str) -> Path:
        """Return where an instance is, or would be, kept.

        Parameters
        ----------
        reference
            The series of the instance.
        sop_uid
            Its SOPInstanceUID.

        Returns
        -------
        Path
            In the folder of the cache.

        Raises
        ------
        DicomDataError
            If `sop_uid` is not a UID: text from the network never decides on a path otherwise.
        """
        if not is_uid(sop_uid):
            raise DicomDataError("An object with a malformed UID cannot be kept.", "The PACS sends damaged data.")
        return self.folder / reference.digest / f"{sop_uid}.dcm"

    def series_paths(self, reference: SeriesReference) -> list[Path]:
        """Return the cached instances of a series, in order of name, and mark the series as just used.

        Parameters
        ----------
        reference
            The series.

        Returns
        -------
        list of Path
            Empty where none is cached.
        """
        folder = self.folder / reference.digest
        if not folder.is_dir():
            return []
        os.utime(folder)
        return sorted(folder.glob("*.dcm"))

    def store(self, reference: SeriesReference, sop_uid: str, write: Callable[[BinaryIO], object]) -> Path:
        """Keep an instance; a reader sees all of it or nothing.

        Parameters
        ----------
        reference
            The series of the instance.
        sop_uid
            Its SOPInstanceUID.
        write
            Called with the open file.

        Returns
        -------
        Path
            The file.

        Raises
        ------
        DicomDataError
            If `sop_uid` is not a UID.
        OSError
            If it cannot be written, e.g. because the disk is full.
        """
        path = self.path(reference, sop_uid)
        with self.hold(reference):
            write_atomically(path, write)
            with self._lock:
                if self._size is not None:
                    self._size += path.stat().st_size
            self.evict()
        return path

    @contextmanager
    def hold(self, reference: SeriesReference) -> Iterator[None]:
        """Keep a series from being removed while the block runs.

        Parameters
        ----------
        reference
            The series, which need not be in the cache.
        """
        name = reference.digest
        with self._hold_lock:
            self._held[name] += 1
        try:
            yield
        finally:
            with self._hold_lock:
                self._held[name] -= 1

    def evict(self) -> None:
        """Remove the series not used for longest until the cache is a tenth below its bound."""
        with self._lock:
            if self._size is None:
                self._size = sum(_size(folder) for folder in self._folders())
            if self._size <= self.max_bytes:
                return
            used = sorted((_used(folder), folder) for folder in self._folders())
            self._size = sum(_size(folder) for _, folder in used)
            for _, folder in used:
                if self._size <= self.max_bytes * 0.9:
                    break
                size = _size(folder)
                if self._take_away(folder):
                    self._size -= size

    def _take_away(self, folder: Path) -> bool:
        """Remove the folder of a series that nobody holds; say whether it went."""
        gone = folder.with_name(f".{uuid.uuid4().hex}")
        with self._hold_lock:
            if self._held[folder.name]:
                return False
            # Renaming is quick; removing takes long and comes after the lock.
            try:
                folder.rename(gone)
            except OSError:
                return False
        shutil.rmtree(gone, ignore_errors=True)
        return True

    def _folders(self) -> list[Path]:
        """Return all folders of series, and those that a crash or a former version left."""
        return [path for path in self.folder.glob("*") if path.is_dir()]


def _size(folder: Path) -> int:
    total = 0
    for path in folder.rglob("*"):
        try:
            total += path.stat().st_size if path.is_file() else 0
        except OSError:  # removed by another process meanwhile
            continue
    return total


def _used(folder: Path) -> float:
    try:
        return folder.stat().st_mtime
    except OSError:
        return 0.0
