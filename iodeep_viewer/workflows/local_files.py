"""DICOM files of this computer as a source of studies, beside a PACS: folders, files, DICOMDIRs and ZIPs."""

from __future__ import annotations

import contextlib
import uuid
import weakref
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from iodeep_viewer.core.iodeep import IODEEP_STUDY_DESCRIPTION
from iodeep_viewer.core.pacs_node import PacsNode
from iodeep_viewer.core.records import SeriesRecord, StudyRecord
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.errors import DicomDataError, IODeepError
from iodeep_viewer.objects.dicomdir import read_dicomdir
from iodeep_viewer.objects.file_record import FileRecord, read_file_record
from iodeep_viewer.workflows.unpacking import discard, hold, unpack

MOST_FILES = 200_000
"""DICOM files that are listed; what is in memory for each is small, but a whole disk is more than anybody reads."""


@dataclass(frozen=True, eq=False)
class LocalFiles:
    """Studies in files of this computer; what was unpacked for them goes when nobody holds this any more.

    Attributes
    ----------
    name
        For the user, e.g. ``Folder “brain”``.
    studies
        Newest first.
    series
        Of each study, by StudyInstanceUID; by series number.
    paths
        Files of each series, by instance number.
    note
        A sentence about files that are not DICOM; empty where there are none.
    problems
        Sentences about files and folders that are not shown, and why.
    """

    name: str
    studies: tuple[StudyRecord, ...]
    series: Mapping[str, tuple[SeriesRecord, ...]]
    paths: Mapping[SeriesRecord, tuple[Path, ...]]
    note: str
    problems: tuple[str, ...]


Source = PacsNode | LocalFiles
"""Where studies come from."""


def open_local_files(places: Sequence[Path], unpacked: Path, task: TaskControl) -> LocalFiles:
    """Find the DICOM files in folders (with all below), DICOMDIRs, ZIPs and single files.

    Parameters
    ----------
    unpacked
        Folder of our own, where ZIPs are unpacked to.

    Raises
    ------
    DicomDataError
        If there is none that can be shown, or a ZIP or DICOMDIR cannot be read.
    IODeepError
        If this computer's disk does not take what a ZIP holds.
    Cancelled
        If the task was cancelled.
    """
    folder = unpacked / uuid.uuid4().hex
    lock = hold(folder) if any(_is_zip(place) for place in places) else None
    try:
        notes: Counter[str] = Counter()
        records = _read(_paths(places, folder, notes, task), notes, task)
        name = _name(places)
        if not records:
            raise DicomDataError(
                f"{name} holds no DICOM files that can be shown.", " ".join(_sentences(notes, _OTHERS | _PROBLEMS))
            )
        files = _listed(name, records, notes)
    except BaseException:
        discard(folder, lock)
        raise
    weakref.finalize(files, discard, folder, lock)
    return files


def _paths(places: Sequence[Path], folder: Path, notes: Counter[str], task: TaskControl) -> Iterator[Path]:
    for place in places:
        if place.is_dir():
            yield from _files_below(place, notes, task)
        elif place.name.upper() == "DICOMDIR":
            named = read_dicomdir(place)
            if named.missing and not named.paths:
                raise DicomDataError(
                    f"None of the {named.missing} files that this DICOMDIR names is beside it.",
                    "Open the whole disc or folder, not a copy of the DICOMDIR alone.",
                )
            notes["missing"] += named.missing
            notes["outside"] += named.outside
            yield from named.paths
        elif _is_zip(place):
            into = folder / uuid.uuid4().hex
            _make(into)
            found = unpack(place, into, task)
            notes["other"] += found.others
            notes["packed"] += found.damaged
            yield from found.paths
        else:
            yield place


def _files_below(folder: Path, notes: Counter[str], task: TaskControl) -> Iterator[Path]:
    """All regular files below a folder; a folder that links lead to more than once is read once."""
    seen: set[tuple[int, int]] = set()
    waiting = [folder]
    while waiting:
        task.check()
        here = waiting.pop()
        try:
            status = here.stat()
            if (status.st_dev, status.st_ino) in seen:
                continue
            seen.add((status.st_dev, status.st_ino))
            entries = sorted(here.iterdir())
        except OSError:
            notes["closed"] += 1
            continue
        folders = []
        for path in entries:
            with contextlib.suppress(OSError):
                if path.is_dir():
                    folders.append(path)
                elif path.is_file() and path.name.upper() != "DICOMDIR":
                    yield path
        waiting.extend(reversed(folders))


def _read(paths: Iterator[Path], notes: Counter[str], task: TaskControl) -> list[FileRecord]:
    """Read the records of the files; each instance once, and nothing of another patient into a study."""
    records: dict[str, FileRecord] = {}
    patients: dict[str, str] = {}
    for done, path in enumerate(paths):
        task.report(done, 0, "Reading the files")
        if len(records) == MOST_FILES:
            notes["many"] += 1
            break
        try:
            record = read_file_record(path)
        except DicomDataError:
            notes["unreadable"] += 1
            continue
        if record is None:
            notes["other"] += 1
            continue
        if record.study.study_description == IODEEP_STUDY_DESCRIPTION:
            # A network is nothing to read.
            continue
        patient = record.study.patient.patient_id or record.study.patient.patient_name.rstrip("^").casefold()
        if patients.setdefault(record.study.study_instance_uid, patient) != patient:
            notes["mixed"] += 1
            continue
        records.setdefault(record.instance.sop_instance_uid, record)
    return list(records.values())


def _listed(name: str, records: Sequence[FileRecord], notes: Counter[str]) -> LocalFiles:
    by_series: dict[tuple[str, str], list[FileRecord]] = {}
    for record in records:
        by_series.setdefault((record.study.study_instance_uid, record.series.series_instance_uid), []).append(record)
    series: dict[str, list[SeriesRecord]] = {}
    studies: dict[str, StudyRecord] = {}
    paths: dict[SeriesRecord, tuple[Path, ...]] = {}
    for (study_uid, _), items in by_series.items():
        entry = replace(items[0].series, number_of_series_related_instances=len(items))
        studies.setdefault(study_uid, items[0].study)
        series.setdefault(study_uid, []).append(entry)
        paths[entry] = tuple(item.path for item in sorted(items, key=lambda item: item.instance.instance_number or 0))
    return LocalFiles(
        name,
        tuple(
            sorted(
                (_counted(study, series[uid]) for uid, study in studies.items()),
                key=lambda study: (study.study_date, study.study_time),
                reverse=True,
            )
        ),
        {
            uid: tuple(sorted(entries, key=lambda item: (item.series_number is None, item.series_number or 0)))
            for uid, entries in series.items()
        },
        paths,
        " ".join(_sentences(notes, _OTHERS)),
        _sentences(notes, _PROBLEMS),
    )


def _counted(study: StudyRecord, series: Sequence[SeriesRecord]) -> StudyRecord:
    return replace(
        study,
        modalities_in_study=tuple(sorted({item.modality for item in series} - {""})),
        number_of_study_related_series=len(series),
        number_of_study_related_instances=sum(item.number_of_series_related_instances or 0 for item in series),
    )


_OTHERS = {"other": ("1 file that is not DICOM is left out.", "{} files that are not DICOM are left out.")}
_PROBLEMS = {
    "unreadable": (
        "1 file cannot be read, is damaged or lacks the UIDs that identify it; it is not shown.",
        "{} files cannot be read, are damaged or lack the UIDs that identify them; they are not shown.",
    ),
    "packed": ("1 entry of the ZIP cannot be unpacked.", "{} entries of the ZIP cannot be unpacked."),
    "missing": (
        "1 file that the DICOMDIR names is missing.",
        "{} files that the DICOMDIR names are missing.",
    ),
    "outside": (
        "1 file that the DICOMDIR names outside of its folder is not opened.",
        "{} files that the DICOMDIR names outside of its folder are not opened.",
    ),
    "closed": ("1 folder may not be read.", "{} folders may not be read."),
    "mixed": (
        "1 file says that it is of a study listed here, but of another patient; it is not shown.",
        "{} files say that they are of a study listed here, but of another patient; they are not shown.",
    ),
    "many": (f"Only the first {MOST_FILES} DICOM files are listed: open a folder further below.",) * 2,
}


def _sentences(notes: Mapping[str, int], kinds: Mapping[str, tuple[str, str]]) -> tuple[str, ...]:
    return tuple(
        (one if notes[kind] == 1 else several).format(notes[kind])
        for kind, (one, several) in kinds.items()
        if notes[kind]
    )


def _name(places: Sequence[Path]) -> str:
    if len(places) > 1:
        return f"{len(places)} files and folders"
    (place,) = places
    if place.is_dir():
        return f"Folder “{place.resolve().name or place}”"
    if place.name.upper() == "DICOMDIR":
        return f"DICOMDIR of “{place.resolve().parent.name or place.parent}”"
    return f"{'ZIP' if _is_zip(place) else 'File'} “{place.name}”"


def _is_zip(place: Path) -> bool:
    return place.suffix.lower() == ".zip"


def _make(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True)
    except OSError as error:
        raise IODeepError(
            f"The folder {folder} cannot be made: {error.strerror or error}.", "Check this computer's disk."
        ) from error
