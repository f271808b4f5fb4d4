"""The journal as the rest of the program sees it: one thread that writes, in order."""

from __future__ import annotations

import logging
import threading
from collections.abc import Collection
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from iodeep_viewer.core.findings import Findings
from iodeep_viewer.core.image_key import ImageKey, SeriesReference
from iodeep_viewer.errors import IODeepError
from iodeep_viewer.workflows.journal.rows import FindingKey, items, mark_key, measurement_key, region_key
from iodeep_viewer.workflows.journal.store import Store

log = logging.getLogger(__name__)


class JournalState(Enum):
    """Progress of the journal on disk."""

    KEPT = "kept"
    """All of it."""
    PENDING = "pending"
    """It is being written."""
    FAILED = "failed"
    """Some of it could not be written; it is tried again with the next write."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Findings that the journal holds for a series.

    Attributes
    ----------
    problems
        Sentences on findings that could not be read; those here are the rest.
    """

    findings: Findings
    problems: tuple[IODeepError, ...] = ()


class Journal:
    """Findings that are not stored yet, by series; safe to use from several threads and by several viewers at once.

    Parameters
    ----------
    path
        The database; made when it is needed.
    former
        Folder of JSON files, the journal of program version 0.3; its findings move into the database.
    """

    def __init__(self, path: Path, former: Path | None = None) -> None:
        self._writer = ThreadPoolExecutor(1, "iodeep-journal")
        self._lock = threading.Lock()
        self._waiting: dict[SeriesReference, tuple[Findings, Future[None]]] = {}
        self._writing = 0
        self._closed = False
        # All below belongs to the writing thread.
        self._store = Store(path, former, self._write_all_again)
        self._latest: dict[SeriesReference, Findings] = {}
        self._unwritten: set[SeriesReference] = set()
        self._settled: dict[SeriesReference, frozenset[FindingKey]] = {}

    @property
    def state(self) -> JournalState:
        """Whether everything is on disk."""
        with self._lock:
            if self._writing:
                return JournalState.PENDING
            return JournalState.FAILED if self._unwritten else JournalState.KEPT

    def write(self, reference: SeriesReference, findings: Findings) -> Future[None]:
        """Write the findings on a series, in the place of those before; return at once.

        Writes of one series that wait for each other become one.

        Parameters
        ----------
        reference
            The series.
        findings
            All findings on it.

        Returns
        -------
        Future
            Done when they would survive a power failure; raises an :class:`IODeepError` where they could not be
            written. They are tried again then with the next write of any series.
        """
        with self._lock:
            if reference in self._waiting:
                future = self._waiting[reference][1]
            else:
                self._writing += 1
                future = self._writer.submit(self._write, reference)
            self._waiting[reference] = findings, future
            return future

    def read(self, reference: SeriesReference) -> Kept:
        """Return the findings on a series, once all earlier writes are done.

        Damage is reported once. Damaged rows stay in the database, a damaged database stays beside the new one.

        Parameters
        ----------
        reference
            The series.

        Returns
        -------
        Kept
            The findings in order, and the errors of reading them.
        """
        return self._writer.submit(self._read, reference).result()

    def adopt(self, reference: SeriesReference, known: Collection[str]) -> None:
        """Move the findings on a series to it from archives that are not there any more, so that :meth:`read` has them.

        A PACS that was given another name has another key: what was decided under the former one is not lost.

        Parameters
        ----------
        reference
            The series.
        known
            Keys of all archives that are there.
        """
        self._writer.submit(self._adopt, reference, known).result()

    def unclaimed(self, reference: SeriesReference, images: Collection[ImageKey]) -> Findings:
        """Return findings of program version 0.3, which knew a series by its SeriesInstanceUID alone.

        They stay unclaimed until they are written for a series.

        Parameters
        ----------
        reference
            The series.
        images
            All images of the series: findings on others belong to another series of the same UID.

        Returns
        -------
        Findings
            Those that lie on these images alone; none where the journal is out of reach.
        """
        return self._writer.submit(self._unclaimed, reference.series_instance_uid, images).result()

    def remove(self, reference: SeriesReference, ids: Collection[str], key_images: Collection[ImageKey] = ()) -> None:
        """Remove regions, measurements and marks that are safe elsewhere; the others stay.

        Until a write comes without them they do not come back. Where the disk cannot be written they stay, to be found
        again: they are safe elsewhere all the same.

        Parameters
        ----------
        reference
            The series.
        ids
            Identifiers of regions and measurements.
        key_images
            Images that were marked.
        """
        keys = {key(name) for name in ids for key in (region_key, measurement_key)} | set(map(mark_key, key_images))
        self._writer.submit(self._remove, reference, keys).result()

    def flush(self, timeout: float) -> bool:
        """Wait until all is written, at most so many seconds; return whether it is. Failed writes are tried again.

        Parameters
        ----------
        timeout
            Seconds.

        Returns
        -------
        bool
            Whether all is on disk.
        """
        if self._closed:
            return self.state is JournalState.KEPT
        try:
            self._writer.submit(self._write_all).result(timeout)
        except (IODeepError, TimeoutError):
            return False
        return True

    def close(self, *, wait: bool = True) -> None:
        """End once waiting writes are done or have failed, and wait for that or not.

        Parameters
        ----------
        wait
            Whether to return only then.
        """
        if not self._closed:
            self._closed = True
            self._writer.submit(self._store.close)
            self._writer.shutdown(wait=wait)

    def _write(self, reference: SeriesReference) -> None:
        with self._lock:
            self._latest[reference], _ = self._waiting.pop(reference)
            self._unwritten.add(reference)
        try:
            self._write_all()
        except IODeepError:
            if reference in self._unwritten:
                raise
        finally:
            with self._lock:
                self._writing -= 1

    def _write_all(self) -> None:
        """Write waiting findings, series by series; raise the last error once each was tried."""
        problem: IODeepError | None = None
        tried: set[SeriesReference] = set()
        while left := self._unwritten - tried:
            reference = left.pop()
            tried.add(reference)
            findings = self._latest[reference]
            settled = self._settled.get(reference, frozenset())
            try:
                self._store.keep(reference, findings, settled)
            except IODeepError as error:
                problem = error
                continue
            if settled:
                self._settled[reference] = settled.intersection(key for key, _ in items(findings))
            with self._lock:
                self._unwritten.discard(reference)
        if problem is not None:
            raise problem

    def _write_all_again(self) -> None:
        with self._lock:
            self._unwritten.update(self._latest)

    def _read(self, reference: SeriesReference) -> Kept:
        try:
            self._write_all()
        except IODeepError as error:
            if reference in self._unwritten:
                return Kept(self._latest[reference], (_out_of_reach(error),))
        try:
            findings = self._store.load(reference)
        except IODeepError as error:
            return Kept(Findings(), (_out_of_reach(error),))
        self._latest[reference] = findings
        problems, self._store.problems = tuple(self._store.problems), []
        return Kept(findings, problems)

    def _adopt(self, reference: SeriesReference, known: Collection[str]) -> None:
        try:
            self._write_all()
            for former in self._store.adopt(reference, known):
                self._latest.pop(former, None)
        except IODeepError as error:
            log.error("Findings under the former name of an archive cannot be moved now: %s", error)

    def _unclaimed(self, series_instance_uid: str, images: Collection[ImageKey]) -> Findings:
        try:
            return self._store.unclaimed(series_instance_uid, images)
        except IODeepError as error:
            log.error("Findings of the version before cannot be read: %s", error)
            return Findings()

    def _remove(self, reference: SeriesReference, keys: set[FindingKey]) -> None:
        self._settled[reference] = self._settled.get(reference, frozenset()) | keys
        try:
            self._store.settle(reference, keys)
        except IODeepError as error:
            log.error("Findings that were stored cannot be taken off the journal: %s", error)


def _out_of_reach(error: IODeepError) -> IODeepError:
    return IODeepError(
        f"Findings on this series that are not stored yet cannot be read now. {error.sentence}",
        error.hint or "They stay on the disk. Close the series and open it again.",
    )
