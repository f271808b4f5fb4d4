"""The file of the journal: SQLite, opened, checked, brought to this version; put aside where it is damaged."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from iodeep_viewer.errors import IODeepError
from iodeep_viewer.workflows.journal.rows import checksum

BUSY = 5.0
"""Seconds to wait for another viewer on the same data folder."""

_COLUMNS = "series, kind, finding_id, position, body, checksum"
_VERSION_1 = (
    f"CREATE TABLE finding (row_id INTEGER PRIMARY KEY AUTOINCREMENT, {_COLUMNS})",
    "CREATE INDEX finding_key ON finding (series, kind, finding_id)",
    # Rows whose checksum is wrong: nobody reads them, nobody removes them.
    f"CREATE TABLE damaged (row_id INTEGER, {_COLUMNS})",
)
_MIGRATIONS = (_VERSION_1,)
"""Statements from each version (``PRAGMA user_version``, 0 for an empty file) to the next."""


class DamagedDatabase(Exception):
    """The file is no database any more, or parts of it are lost."""


def open_database(path: Path) -> sqlite3.Connection:
    """Open the journal, make it where there is none, and bring it to this version.

    It writes ahead (WAL), and a commit returns once it would survive a power failure.

    Parameters
    ----------
    path
        The file; its folder is made as well.

    Returns
    -------
    sqlite3.Connection
        In autocommit mode; any thread may use it, one at a time.

    Raises
    ------
    DamagedDatabase
        If the file is damaged.
    sqlite3.Error, OSError
        If it cannot be opened.
    IODeepError
        If a later version of the program wrote it; it is left alone.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    # Findings on patients: for the user alone. Files that SQLite puts beside it have the same permissions.
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    connection = sqlite3.connect(path, timeout=BUSY, isolation_level=None, check_same_thread=False)
    try:
        _write_ahead(connection)
        connection.execute("PRAGMA synchronous = FULL")
        problems = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
        if problems != "ok":
            raise DamagedDatabase(problems)
        _migrate(connection)
    except BaseException as error:
        connection.close()
        if is_damage(error):
            raise DamagedDatabase(str(error)) from error
        raise
    return connection


def _write_ahead(connection: sqlite3.Connection) -> None:
    if connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal":
        return
    end = time.monotonic() + BUSY
    while True:  # SQLite itself does not wait here for another viewer that does the same
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                raise
            time.sleep(0.02)


def is_damage(error: BaseException) -> bool:
    """Return whether an error says that the file is damaged, and not just out of reach.

    Parameters
    ----------
    error
        Raised by SQLite, or by anything else.

    Returns
    -------
    bool
        True where SQLite found the file to be damaged, or no database.
    """
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Do all or nothing; after it, it is on disk.

    Parameters
    ----------
    connection
        Of the journal.

    Yields
    ------
    None
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        with contextlib.suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        raise


def set_damaged_rows_apart(connection: sqlite3.Connection, series: str | None = None) -> int:
    """Move the rows whose checksum is wrong out of the way, of one series or of all, and count them.

    Parameters
    ----------
    connection
        Of the journal.
    series
        As :func:`~iodeep_viewer.workflows.journal.rows.series_key` gives it; None for all series.

    Returns
    -------
    int
        How many rows were damaged.
    """
    query = f"SELECT row_id, {_COLUMNS} FROM finding WHERE series = coalesce(?, series)"
    damaged = [row_id for row_id, *values in connection.execute(query, (series,)) if not _whole(*values)]
    if damaged:
        with transaction(connection):
            for row_id in damaged:
                connection.execute("INSERT INTO damaged SELECT * FROM finding WHERE row_id = ?", (row_id,))
                connection.execute("DELETE FROM finding WHERE row_id = ?", (row_id,))
    return len(damaged)


def put_aside(path: Path) -> Path:
    """Rename a damaged file and those that SQLite keeps beside it, in the same folder; return the new path.

    Parameters
    ----------
    path
        The file; nobody has it open.

    Returns
    -------
    Path
        Where it is now.
    """
    aside = path.with_name(f"{path.name}.{uuid.uuid4().hex}.damaged")
    path.replace(aside)
    for ending in ("-wal", "-shm"):
        with contextlib.suppress(FileNotFoundError):
            path.with_name(path.name + ending).replace(aside.with_name(aside.name + ending))
    return aside


def salvage(damaged: Path, connection: sqlite3.Connection) -> int:
    """Copy the rows that can be read of a damaged file and are whole; return how many.

    Parameters
    ----------
    damaged
        The damaged file.
    connection
        Of the journal that takes its place.

    Returns
    -------
    int
        How many rows could be read.
    """
    rows: dict[int, tuple[object, ...]] = {}
    # From either end, as far as it goes: a page that cannot be read stops each way.
    for order in ("ASC", "DESC"):
        with contextlib.suppress(sqlite3.Error), contextlib.closing(_read_only(damaged)) as source:
            query = f"SELECT row_id, {_COLUMNS} FROM finding NOT INDEXED ORDER BY row_id {order}"
            for row_id, *values in source.execute(query):
                if _whole(*values):
                    rows[row_id] = tuple(values)
    with transaction(connection):
        for row_id in sorted(rows):
            connection.execute(f"INSERT INTO finding ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)", rows[row_id])
    return len(rows)


def _read_only(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)


def _whole(series: Any, kind: Any, finding_id: Any, position: Any, body: Any, expected: Any) -> bool:
    try:
        return bool(checksum(series, kind, finding_id, position, body) == expected)
    except (TypeError, ValueError):  # a blob where a text was
        return False


def _migrate(connection: sqlite3.Connection) -> None:
    if _version(connection) == len(_MIGRATIONS):
        return
    with transaction(connection):
        version = _version(connection)
        if version > len(_MIGRATIONS):
            raise IODeepError(
                "A later version of this program keeps its journal in this data folder.",
                "Use that version, or another data folder (IODEEP_HOME).",
            )
        for statements in _MIGRATIONS[version:]:
            for statement in statements:
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(_MIGRATIONS)}")


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
