"""The open database and the rows that this viewer knows in it; belongs to one thread."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Collection
from pathlib import Path
from typing import TypeVar

from iodeep_viewer.core.findings import Findings
from iodeep_viewer.core.image_key import ImageKey, SeriesReference
from iodeep_viewer.errors import IODeepError
from iodeep_viewer.workflows.journal.database import (
    DamagedDatabase,
    is_damage,
    open_database,
    put_aside,
    salvage,
    set_damaged_rows_apart,
    transaction,
)
from iodeep_viewer.workflows.journal.former import import_former
from iodeep_viewer.workflows.journal.keeping import Base, departed, fitting, keep, load, move, settle
from iodeep_viewer.workflows.journal.rows import FindingKey, findings_of, items, series_key

log = logging.getLogger(__name__)

Result = TypeVar("Result")


class Store:
    """Rows of findings by series; opened with the first step, mended where the file is damaged.

    Every method raises an :class:`IODeepError` where the disk does not answer or the file belongs to a later version.

    Parameters
    ----------
    path
        The database.
    former
        Folder of the journal of program version 0.3.
    on_loss
        Called where the database had to be begun anew: whatever is known elsewhere is to be written again.
    """

    def __init__(self, path: Path, former: Path | None, on_loss: Callable[[], None]) -> None:
        self._path, self._former, self._on_loss = path, former, on_loss
        self._connection: sqlite3.Connection | None = None
        self._bases: dict[SeriesReference, Base] = {}
        self.problems: list[IODeepError] = []
        """Errors of reading since somebody emptied this list."""

    def keep(self, reference: SeriesReference, findings: Findings, settled: Collection[FindingKey]) -> None:
        """Write the findings on a series, without those that are settled.

        Parameters
        ----------
        reference
            The series.
        findings
            All findings on it.
        settled
            Keys of findings that are safe elsewhere.
        """

        def step(connection: sqlite3.Connection) -> None:
            found = [entry for entry in items(findings) if entry[0] not in settled]
            with transaction(connection):
                base = keep(connection, reference, self._bases.get(reference, {}), found)
            self._bases[reference] = base

        self._do(step)

    def settle(self, reference: SeriesReference, keys: Collection[FindingKey]) -> None:
        """Remove findings that are safe elsewhere.

        Parameters
        ----------
        reference
            The series.
        keys
            Of the findings.
        """

        def step(connection: sqlite3.Connection) -> None:
            with transaction(connection):
                base = settle(connection, reference, self._bases.get(reference), keys)
            if reference in self._bases:
                self._bases[reference] = base

        self._do(step)

    def load(self, reference: SeriesReference) -> Findings:
        """Read the findings on a series.

        Parameters
        ----------
        reference
            The series.

        Returns
        -------
        Findings
            In order; :attr:`problems` says what is missing.
        """

        def step(connection: sqlite3.Connection) -> Findings:
            damaged = set_damaged_rows_apart(connection, series_key(reference))
            base, unknown = load(connection, reference)
            self._bases[reference] = base
            self._note_lost(damaged + unknown)
            return findings_of(entry.item for entry in base.values())

        return self._do(step)

    def adopt(self, reference: SeriesReference, known: Collection[str]) -> list[SeriesReference]:
        """Move the findings on a series to it from archives that are not there any more.

        Parameters
        ----------
        reference
            The series.
        known
            Keys of all archives that are there.

        Returns
        -------
        list of SeriesReference
            Where they were kept.
        """

        def step(connection: sqlite3.Connection) -> list[SeriesReference]:
            formers = departed(connection, reference, known)
            for former in formers:
                self._note_lost(set_damaged_rows_apart(connection, series_key(former)))
                with transaction(connection):
                    move(connection, former, reference)
                self._bases.pop(former, None)
            return formers

        return self._do(step)

    def unclaimed(self, series_instance_uid: str, images: Collection[ImageKey]) -> Findings:
        """Read the unclaimed findings that lie on these images.

        Parameters
        ----------
        series_instance_uid
            All that is known of where they belong.
        images
            All images of a series.

        Returns
        -------
        Findings
            In order.
        """
        return self._do(lambda connection: findings_of(fitting(connection, series_instance_uid, images)))

    def close(self) -> None:
        """Close the file; the next step opens it again."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _do(self, step: Callable[[sqlite3.Connection], Result]) -> Result:
        """Do a step; where the file turns out to be damaged, once more on the rest of it."""
        try:
            try:
                return step(self._opened())
            except sqlite3.DatabaseError as error:
                if not is_damage(error):
                    raise
                self._begin_anew()
                return step(self._opened())
        except (sqlite3.Error, DamagedDatabase, OSError) as error:
            raise IODeepError(f"The journal is out of reach: {getattr(error, 'strerror', None) or error}.") from error

    def _opened(self) -> sqlite3.Connection:
        if self._connection is None:
            try:
                connection = open_database(self._path)
            except DamagedDatabase:
                connection = self._begin_anew()
            self._connection = None
            try:
                self._note_lost(set_damaged_rows_apart(connection))
                self._import_former(connection)
            except BaseException:
                connection.close()
                raise
            self._connection = connection
        return self._connection

    def _begin_anew(self) -> sqlite3.Connection:
        """Put a damaged database aside and begin a new one with its readable rows."""
        self.close()
        damaged = put_aside(self._path)
        self._connection = open_database(self._path)
        count = salvage(damaged, self._connection)
        # Known rows went with the file.
        self._bases.clear()
        self._on_loss()
        log.error("The journal was damaged; %d findings of it could be read.", count)
        self.problems.append(
            IODeepError(
                "The file of findings that are not stored yet was damaged. "
                f"{_findings(count)} could be read and will be here again; others may be lost.",
                f"The damaged file is kept as {damaged}.",
            )
        )
        return self._connection

    def _import_former(self, connection: sqlite3.Connection) -> None:
        if self._former is not None and import_former(connection, self._former):
            self.problems.append(
                IODeepError(
                    "Some findings that the version before kept cannot be read from this computer's disk.",
                    f"Their files are kept in {self._former} with the ending .damaged.",
                )
            )

    def _note_lost(self, count: int) -> None:
        if count:
            self.problems.append(
                IODeepError(
                    f"{_findings(count)} not stored yet cannot be read from this computer's disk; the others are here.",
                    f"They are kept in {self._path}.",
                )
            )


def _findings(count: int) -> str:
    return f"{count} finding{'s' * (count != 1)}"
