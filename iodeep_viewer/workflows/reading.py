"""Find studies, open a series while it arrives, and read the structure sets stored for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from iodeep_viewer.core.image_series import ImageSeries, Slice
from iodeep_viewer.core.pacs_node import PacsNode
from iodeep_viewer.core.records import SeriesRecord, StudyRecord, prior_studies
from iodeep_viewer.core.structure_set import StructureSet
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.errors import DicomDataError, PacsError, StructureSetError
from iodeep_viewer.objects.image.reader import read_slices
from iodeep_viewer.objects.rt_structure_set.reader import read_structure_set
from iodeep_viewer.pacs.query import find_prior_studies, find_series
from iodeep_viewer.pacs.retrieve import retrieve_series
from iodeep_viewer.workflows.local_files import LocalFiles, Source
from iodeep_viewer.workflows.workstation import Workstation


@dataclass(frozen=True, slots=True)
class OpenedSeries:
    """A series that is complete.

    Attributes
    ----------
    series
        All slices that could be read.
    problems
        What could not be read and why, for the user.
    """

    series: ImageSeries
    problems: tuple[str, ...]


def open_series(
    workstation: Workstation,
    source: Source,
    record: SeriesRecord,
    task: TaskControl,
    on_slices: Callable[[tuple[Slice, ...]], None] | None = None,
) -> OpenedSeries:
    """Retrieve a series, or find it on this computer, and read its slices as they come in.

    Parameters
    ----------
    on_slices
        Called with the slices of each instance as soon as they are read, on another thread.

    Raises
    ------
    PacsError
        If the series cannot be retrieved; never of local files.
    DicomDataError
        If none of its instances is an image that can be shown.
    Cancelled
        If the task was cancelled.
    """
    if isinstance(source, LocalFiles):
        slices, problems = _read_files(source.paths.get(record, ()), task, on_slices)
    else:
        slices, problems = _retrieve_whole(workstation, source, record, task, on_slices)
    first = next(iter(problems.values()), None)
    if not slices:
        reason = first.sentence if first else "It holds no instances."
        raise DicomDataError(f"This series cannot be shown. {reason}", "Choose a series of images.")
    series = ImageSeries(record.series_instance_uid).with_slices(slices)
    if first is None:
        return OpenedSeries(series, ())
    counted = f"{len(problems)} of {len(problems) + len({item.path for item in slices})} instances"
    return OpenedSeries(series, (f"{counted} of this series are not shown. {first}",))


def list_series(source: Source, study: StudyRecord, task: TaskControl) -> tuple[SeriesRecord, ...]:
    """List the series of a study, by series number.

    Raises
    ------
    PacsError
        If the PACS cannot be asked.
    """
    if isinstance(source, LocalFiles):
        return source.series.get(study.study_instance_uid, ())
    return tuple(find_series(source, study.study_instance_uid, task))


def list_prior_studies(source: Source, study: StudyRecord, task: TaskControl) -> tuple[StudyRecord, ...]:
    """List the other studies of the patient of a study, newest first.

    Raises
    ------
    PacsError
        If the PACS cannot be asked.
    """
    if isinstance(source, LocalFiles):
        return prior_studies(study, source.studies)
    return find_prior_studies(source, study, task)


def _read_files(
    paths: Sequence[Path], task: TaskControl, on_slices: Callable[[tuple[Slice, ...]], None] | None
) -> tuple[list[Slice], dict[Path, DicomDataError]]:
    slices: list[Slice] = []
    problems: dict[Path, DicomDataError] = {}
    for done, path in enumerate(paths):
        task.report(done, len(paths), "Reading the images")
        try:
            found = read_slices(path)
        except DicomDataError as error:
            problems[path] = error
            continue
        slices.extend(found)
        if found and on_slices is not None:
            on_slices(found)
    return slices, problems


def _retrieve_whole(
    workstation: Workstation,
    node: PacsNode,
    record: SeriesRecord,
    task: TaskControl,
    on_slices: Callable[[tuple[Slice, ...]], None] | None,
) -> tuple[list[Slice], dict[Path, DicomDataError]]:
    with workstation.cache.hold(record.series_instance_uid):
        cached = frozenset(workstation.cache.series_paths(record.series_instance_uid))
        slices, problems = _retrieve_and_read(workstation, node, record, task, on_slices)
        damaged = cached.intersection(problems)
        if damaged:
            # What the PACS holds may be whole: only the copy on this computer is known to be damaged.
            for path in damaged:
                path.unlink(missing_ok=True)
            slices, problems = _retrieve_and_read(workstation, node, record, task, on_slices)
    return slices, problems


def _retrieve_and_read(
    workstation: Workstation,
    node: PacsNode,
    record: SeriesRecord,
    task: TaskControl,
    on_slices: Callable[[tuple[Slice, ...]], None] | None,
) -> tuple[list[Slice], dict[Path, DicomDataError]]:
    futures: dict[Path, Future[tuple[Slice, ...]]] = {}

    def read(path: Path) -> tuple[Slice, ...]:
        slices = () if task.cancelled else read_slices(path)
        if slices and on_slices is not None and not task.cancelled:
            on_slices(slices)
        return slices

    with ThreadPoolExecutor(1, thread_name_prefix="read-slices") as reader:

        def received(path: Path) -> None:
            futures[path] = reader.submit(read, path)

        paths = retrieve_series(
            node,
            workstation.cache,
            record.study_instance_uid,
            record.series_instance_uid,
            task,
            on_received=received,
            expected=record.number_of_series_related_instances,
        )
        for path in paths:
            if path not in futures:
                received(path)
    task.check()
    slices: list[Slice] = []
    problems: dict[Path, DicomDataError] = {}
    for path, future in futures.items():
        try:
            slices.extend(future.result())
        except DicomDataError as error:
            problems[path] = error
    return slices, problems


def series_files(workstation: Workstation, source: Source, record: SeriesRecord, task: TaskControl) -> Sequence[Path]:
    """Return the files of a small series, retrieved where it came from a PACS.

    Raises
    ------
    PacsError
        If it cannot be retrieved.
    """
    if isinstance(source, LocalFiles):
        return source.paths.get(record, ())
    return retrieve_series(source, workstation.cache, record.study_instance_uid, record.series_instance_uid, task)


def find_structure_sets(
    workstation: Workstation, source: Source, series: ImageSeries, task: TaskControl
) -> tuple[tuple[StructureSet, ...], tuple[str, ...]]:
    """Read the RT Structure Sets of the study that lie on the slices of a series, from where the series came.

    Returns
    -------
    structure_sets
        Newest first.
    problems
        A sentence for each structure set that cannot be drawn here.

    Raises
    ------
    PacsError
        If the PACS cannot be asked.
    """
    study_instance_uid = series.slices[0].study_instance_uid
    found: list[StructureSet] = []
    problems: list[str] = []
    listed = list_series(source, StudyRecord(study_instance_uid), task)
    stored = [item for item in listed if item.modality == "RTSTRUCT"]
    for done, item in enumerate(stored):
        task.report(done, len(stored), "Fetching stored structure sets")
        name = f"Structure set “{item.series_description or item.series_number or item.series_instance_uid}”"
        try:
            paths = series_files(workstation, source, item, task)
        except PacsError as error:
            problems.append(f"{name} cannot be fetched: {error}")
            continue
        for path in paths:
            try:
                structure_set = read_structure_set(path, series)
            except (StructureSetError, DicomDataError) as error:
                problems.append(f"{name} is not shown: {error}")
                continue
            problems.extend(f"Structure set “{structure_set.label}”: {note}" for note in structure_set.notes)
            if structure_set.rois or structure_set.measurements:
                found.append(structure_set)
    return tuple(sorted(found, key=lambda item: (item.date, item.time), reverse=True)), tuple(problems)
