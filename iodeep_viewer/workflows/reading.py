"""Read a series while it arrives."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from iodeep_viewer.archives.archive import Archive, discard_copies
from iodeep_viewer.core.image_key import SeriesReference
from iodeep_viewer.core.image_series import ImageSeries, Slice
from iodeep_viewer.core.records import Retrieved
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.errors import DicomDataError
from iodeep_viewer.objects.image.reader import read_slices
from iodeep_viewer.workflows.workstation import Workstation


@dataclass(frozen=True, slots=True)
class OpenedSeries:
    """A series that is complete.

    Attributes
    ----------
    series
        All slices that could be read.
    problems
        Sentences about instances that could not be read.
    """

    series: ImageSeries
    problems: tuple[str, ...]


def open_series(
    workstation: Workstation,
    archive: Archive,
    reference: SeriesReference,
    task: TaskControl,
    on_slices: Callable[[tuple[Slice, ...]], None] | None = None,
    expected: int | None = None,
) -> OpenedSeries:
    """Bring a series onto this computer and read its slices as they come in.

    Parameters
    ----------
    workstation
        Its cache is where the images stay while they are read.
    archive
        Where the series lies.
    reference
        The series.
    task
        Reports images of all.
    on_slices
        Called with the slices of each instance as soon as they are read, on another thread.
    expected
        How many instances the series has, where that is known: with so many in the cache nobody is asked.

    Returns
    -------
    OpenedSeries
        The slices, and sentences about images that are not among them.

    Raises
    ------
    PacsError
        If the series cannot be retrieved.
    DicomDataError
        If none of its instances is an image that can be shown.
    Cancelled
        If the task was cancelled.
    """

    def read() -> tuple[Retrieved, list[Slice], dict[Path, DicomDataError]]:
        return _retrieve_and_read(archive, reference, task, on_slices, expected)

    with workstation.archives.cache.hold(reference):
        retrieved, slices, damaged = read()
        if discard_copies(retrieved, damaged):
            # The instance in the archive may be whole: only the copy on this computer is known to be damaged.
            retrieved, slices, damaged = read()
    first = next(iter(damaged.values()), None)
    if not slices:
        reason = first.sentence if first else "It holds no instances."
        raise DicomDataError(f"This series cannot be shown. {reason}", "Choose a series of images.")
    series = ImageSeries(reference.series_instance_uid).with_slices(slices)
    problems = retrieved.problems
    if first is not None:
        counted = f"{len(damaged)} of {len(damaged) + len({item.path for item in slices})} instances"
        problems = (*problems, f"{counted} of this series are not shown. {first}")
    return OpenedSeries(series, problems)


def _retrieve_and_read(
    archive: Archive,
    reference: SeriesReference,
    task: TaskControl,
    on_slices: Callable[[tuple[Slice, ...]], None] | None,
    expected: int | None,
) -> tuple[Retrieved, list[Slice], dict[Path, DicomDataError]]:
    futures: dict[Path, Future[tuple[Slice, ...]]] = {}
    slices: list[Slice] = []
    damaged: dict[Path, DicomDataError] = {}

    def read(path: Path) -> tuple[Slice, ...]:
        found = () if task.cancelled else read_slices(path)
        if found and on_slices is not None and not task.cancelled:
            on_slices(found)
        return found

    with ThreadPoolExecutor(1, thread_name_prefix="read-slices") as reader:

        def received(path: Path) -> None:
            futures[path] = reader.submit(read, path)

        retrieved = archive.retrieve(reference, task, on_received=received, expected=expected)
        for path in retrieved.paths:
            if path not in futures:
                received(path)
        for done, (path, future) in enumerate(futures.items()):
            task.report(done, len(futures), "Reading the images")
            try:
                slices.extend(future.result())
            except DicomDataError as error:
                damaged[path] = error
    task.check()
    return retrieved, slices, damaged
