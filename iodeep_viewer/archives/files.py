"""Find the DICOM files of this computer: in folders, single files, DICOMDIRs and ZIPs."""

from __future__ import annotations

import contextlib
import uuid
import weakref
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from iodeep_viewer.archives.folder import FILES, FolderArchive
from iodeep_viewer.archives.unpacking import discard, hold, unpack
from iodeep_viewer.core.image_key import SeriesReference, series_reference, study_key
from iodeep_viewer.core.iodeep import IODEEP_STUDY_DESCRIPTION
from iodeep_viewer.core.records import InstanceRecord, SeriesRecord, StudyRecord
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.errors import DicomDataError, IODeepError
from iodeep_viewer.objects.dicomdir import read_dicomdir
from iodeep_viewer.objects.file_record import FileRecord, read_file_record

MOST_FILES = 200_000
"""DICOM files that are listed; each takes little memory, but a whole disk is more than anybody reads."""


def open_files(places: Sequence[Path], unpacked: Path, task: TaskControl) -> FolderArchive:
    """Find the DICOM files in folders (with all below), DICOMDIRs, ZIPs and single files.

    Parameters
    ----------
    places
        Files and folders that the user chose.
    unpacked
        Folder of our own, where ZIPs are unpacked to.
    task
        Reports files read.

    Returns
    -------
    FolderArchive
        The studies found.

    Raises
    ------
    DicomDataError
        If there is none that can be shown, or a ZIP or DICOMDIR cannot be read.
    IODeepError
        If this computer's disk has no room for the files of a ZIP.
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
    """Read the records of the files, each instance of a patient once."""
    records: dict[tuple[str, ...], FileRecord] = {}
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
        records.setdefault((*_series_of(record), record.instance.sop_instance_uid), record)
    return list(records.values())


def _series_of(record: FileRecord) -> tuple[str, str, str]:
    """Return patient, study and series of a file: an ID alone says who it is, names are written in several ways."""
    patient = record.study.patient.patient_id or record.study.patient.patient_name.rstrip("^").casefold()
    return patient, record.study.study_instance_uid, record.series.series_instance_uid


def _listed(name: str, records: Sequence[FileRecord], notes: Counter[str]) -> FolderArchive:
    by_series: dict[tuple[str, str, str], list[FileRecord]] = {}
    for record in records:
        by_series.setdefault(_series_of(record), []).append(record)
    studies: dict[tuple[str, str], StudyRecord] = {}
    series: dict[tuple[str, str], list[SeriesRecord]] = {}
    instances: dict[SeriesReference, tuple[tuple[InstanceRecord, Path], ...]] = {}
    for (*group, _), items in by_series.items():
        patient, study_uid = group
        study = studies.setdefault((patient, study_uid), items[0].study)
        entry = replace(items[0].series, number_of_series_related_instances=len(items))
        series.setdefault((patient, study_uid), []).append(entry)
        by_number = sorted(items, key=lambda item: item.instance.instance_number or 0)
        instances[series_reference(FILES, study.patient, entry)] = tuple(
            (item.instance, item.path) for item in by_number
        )
    notes["shared"] += len(studies) - len({uid for _, uid in studies})
    counted = (_counted(study, series[group]) for group, study in studies.items())
    return FolderArchive(
        name,
        tuple(sorted(counted, key=lambda study: (study.study_date, study.study_time), reverse=True)),
        {
            study_key(studies[group]): tuple(
                sorted(entries, key=lambda item: (item.series_number is None, item.series_number or 0))
            )
            for group, entries in series.items()
        },
        instances,
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
    "shared": (
        "1 study has the UID of a study of another patient; both are listed, each with its own images.",
        "{} studies have the UID of a study of another patient; all are listed, each with its own images.",
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
