"""DICOMDIR: the index of a disc or folder (PS3.3 annex F, PS3.10 section 8)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from pydicom.multival import MultiValue
from pydicom.uid import MediaStorageDirectoryStorage

from iodeep_viewer.errors import DicomDataError
from iodeep_viewer.objects.header import items, read_file, text, value_of


@dataclass(frozen=True, slots=True)
class ReferencedFiles:
    """The files that a DICOMDIR names.

    Attributes
    ----------
    paths
        Those that are there, below the folder of the DICOMDIR, in its order.
    missing
        How many are not there.
    outside
        How many were left alone because their name leads out of the folder.
    """

    paths: tuple[Path, ...]
    missing: int
    outside: int


def read_dicomdir(path: Path) -> ReferencedFiles:
    """Read which files a DICOMDIR names; names are matched in any case, as discs are copied in any case.

    Parameters
    ----------
    path
        The DICOMDIR.

    Returns
    -------
    ReferencedFiles
        Those that are there, and how many are not.

    Raises
    ------
    DicomDataError
        If it is no DICOMDIR or is damaged.
    """
    ds = read_file(path, only=("SpecificCharacterSet", "DirectoryRecordSequence"))
    records = items(ds, "DirectoryRecordSequence")
    if text(ds.file_meta, "MediaStorageSOPClassUID") != MediaStorageDirectoryStorage and not records:
        raise DicomDataError(f"{path.name} is not a DICOMDIR.", "Open its folder instead.")
    root, inside = _Folder(path.parent), path.parent.resolve()
    paths: dict[Path, None] = {}
    missing = outside = 0
    for record in records:
        value = value_of(record, "ReferencedFileID")
        if not value:
            continue
        parts = [str(part).strip() for part in value] if isinstance(value, MultiValue) else [str(value).strip()]
        # Some writers put a whole path into one component.
        parts = [name for part in parts for name in re.split(r"[/\\]", part)]
        if not all(parts) or any(name in (".", "..") or re.search(r"[:\0]", name) for name in parts):
            outside += 1
        elif (found := root.find(parts)) is None:
            missing += 1
        elif not found.resolve().is_relative_to(inside):
            outside += 1
        else:
            paths[found] = None
    return ReferencedFiles(tuple(paths), missing, outside)


class _Folder:
    """A folder whose entries are found in any case, and with or without the version of ISO 9660 (``IM1;1``).

    Parameters
    ----------
    path
        The folder.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._entries: dict[Path, dict[str, Path]] = {}

    def find(self, parts: list[str]) -> Path | None:
        """Return the file at a place below the folder.

        Parameters
        ----------
        parts
            Names of folders, and of the file at the end.

        Returns
        -------
        Path or None
            None where no regular file lies.
        """
        here = self._path
        for part in parts:
            entry = self._list(here).get(_plain(part))
            if entry is None:
                return None
            here = entry
        return here if here.is_file() else None

    def _list(self, folder: Path) -> dict[str, Path]:
        if folder not in self._entries:
            try:
                self._entries[folder] = {_plain(entry.name): entry for entry in sorted(folder.iterdir())}
            except OSError:
                self._entries[folder] = {}
        return self._entries[folder]


def _plain(name: str) -> str:
    return name.partition(";")[0].rstrip(".").casefold()
