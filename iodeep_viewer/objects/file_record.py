"""Records of DICOM files for a list of studies and series; their pixels are not read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydicom.dataset import Dataset

from iodeep_viewer.core.record_mapping import (
    INSTANCE_KEYWORDS,
    SERIES_KEYWORDS,
    STUDY_KEYWORDS,
    instance_record,
    series_record,
    study_record,
)
from iodeep_viewer.core.records import InstanceRecord, SeriesRecord, StudyRecord
from iodeep_viewer.core.uid import is_uid
from iodeep_viewer.errors import DicomDataError
from iodeep_viewer.objects.header import integer, numbers, read_file, text

_KEYWORDS = ("SpecificCharacterSet", *STUDY_KEYWORDS, *SERIES_KEYWORDS, *INSTANCE_KEYWORDS)
_IN_FILE_META = ("SOPClassUID", "SOPInstanceUID")
START = 132
"""Bytes at the beginning of a file that decide whether it may be DICOM (PS3.10 section 7.1)."""


@dataclass(frozen=True, slots=True)
class FileRecord:
    """One file: the instance in it with its series and study, whose counts are unknown."""

    path: Path
    study: StudyRecord
    series: SeriesRecord
    instance: InstanceRecord


def looks_like_dicom(start: bytes) -> bool:
    """Whether a file with these first :data:`START` bytes may be DICOM; some old ones lack the preamble.

    Parameters
    ----------
    start
        At least :data:`START` bytes, or the whole of a shorter file.

    Returns
    -------
    bool
        Whether it is worth reading.
    """
    return start[128:132] == b"DICM" or start[:4] in (b"\x02\0\0\0", b"\x08\0\0\0", b"\x08\0\x01\0", b"\x08\0\x05\0")


def read_file_record(path: Path) -> FileRecord | None:
    """Read the record of a file; None if it is not DICOM.

    Parameters
    ----------
    path
        Any file.

    Returns
    -------
    FileRecord or None
        Instance, series and study.

    Raises
    ------
    DicomDataError
        If it cannot be read, is damaged, or lacks one of the UIDs that identify it.
    """
    try:
        with path.open("rb") as file:
            start = file.read(START)
    except OSError as error:
        raise DicomDataError(f"{path.name} cannot be read: {error.strerror or error}.") from error
    if not looks_like_dicom(start):
        return None
    try:
        return _record(path, read_file(path, with_pixels=False, only=_KEYWORDS))
    except DicomDataError:
        # Without the preamble it only looked like DICOM.
        if start[128:132] == b"DICM":
            raise
        return None


class _Attributes:
    """Attributes of a file; the UIDs that the file meta information repeats are taken from there where they lack.

    Parameters
    ----------
    ds
        A dataset as read from a file, with its file meta information.
    """

    def __init__(self, ds: Dataset) -> None:
        self._ds = ds

    def text(self, key: str, /) -> str:
        found = text(self._ds, key)
        return found or (text(self._ds.file_meta, f"MediaStorage{key}") if key in _IN_FILE_META else "")

    def values(self, key: str, /) -> tuple[str, ...]:
        return tuple(part for part in (self.text(key),) if part)

    def integer(self, key: str, /) -> int | None:
        return integer(self._ds, key) if numbers(self._ds, key) else None

    def uid(self, key: str, /) -> str:
        found = self.text(key)
        return found if is_uid(found) else ""


def _record(path: Path, ds: Dataset) -> FileRecord:
    attributes = _Attributes(ds)
    study, series = study_record(attributes), series_record(attributes)
    instance = instance_record(attributes, series.study_instance_uid, series.series_instance_uid) if series else None
    if study is None or series is None or instance is None:
        raise DicomDataError(f"{path.name} lacks a UID that identifies it.")
    return FileRecord(path, study, series, instance)
