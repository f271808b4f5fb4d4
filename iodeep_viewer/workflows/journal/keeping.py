"""Write changes of a series, row by row; rows that another viewer wrote meanwhile stay."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from iodeep_viewer.codec import Malformed
from iodeep_viewer.core.image_key import ImageKey, SeriesReference
from iodeep_viewer.core.measurements import Measurement, new_measurement_id
from iodeep_viewer.core.regions import Roi, new_roi_id
from iodeep_viewer.workflows.journal.rows import (
    Finding,
    FindingKey,
    Kind,
    body_of,
    checksum,
    finding_of,
    images_of,
    measurement_key,
    positions,
    region_key,
    series_key,
    unclaimed,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A finding and its row, as this viewer read or wrote it last."""

    row_id: int
    position: float
    checksum: bytes
    item: Finding


Base = Mapping[FindingKey, Entry]
"""Rows that this viewer knows to be in the database for one series."""


def load(connection: sqlite3.Connection, reference: SeriesReference) -> tuple[Base, int]:
    """Read the findings of a series, in order.

    Of a finding that two viewers changed both forms are there, the second one under an identifier of its own.

    Parameters
    ----------
    connection
        Of the journal.
    reference
        The series.

    Returns
    -------
    base
        The findings with their rows.
    unknown
        How many rows are whole, but nothing that this version knows; they stay where they are.
    """
    query = "SELECT row_id, kind, position, checksum, body, finding_id FROM finding WHERE series = ?"
    base: dict[FindingKey, Entry] = {}
    unknown = 0
    for row_id, name, position, check, body, finding_id in connection.execute(
        f"{query} ORDER BY position, row_id", (series_key(reference),)
    ):
        try:
            kind = Kind(name)
            item = finding_of(kind, body)
        except (Malformed, ValueError):
            unknown += 1
            continue
        key: FindingKey = (kind, finding_id)
        if key in base:
            key, item = _renamed(key, item)
        base[key] = Entry(row_id, position, check, item)
    return base, unknown


def keep(
    connection: sqlite3.Connection, reference: SeriesReference, base: Base, found: Iterable[tuple[FindingKey, Finding]]
) -> Base:
    """Write the rows that differ from the base, within a transaction of the caller.

    The unclaimed form of a finding goes once it is kept for a series.

    Parameters
    ----------
    connection
        Of the journal.
    reference
        The series.
    base
        Rows that this viewer knows to be there; empty where it read nothing yet.
    found
        All findings on the series, in order.

    Returns
    -------
    Base
        Rows in the database once the transaction is committed.
    """
    found = list(found)
    places = positions([base[key].position if key in base else None for key, _ in found])
    series, now = series_key(reference), dict[FindingKey, Entry]()
    former = unclaimed(reference.series_instance_uid)
    claims = former != reference and _any(connection, former)
    for (key, item), position in zip(found, places, strict=True):
        entry = base.get(key)
        if entry is None:
            now[key] = _insert(connection, series, key, item, position)
            if claims:
                settle(connection, former, None, [key])
        elif entry.item is item and entry.position == position:
            now[key] = entry
        else:
            now[key] = _update(connection, series, key, replace(entry, item=item), position)
    for key in base.keys() - now.keys():
        delete(connection, base[key])
    return now


def delete(connection: sqlite3.Connection, entry: Entry) -> None:
    """Remove a row, unless another viewer changed it.

    Parameters
    ----------
    connection
        Of the journal.
    entry
        The row, as this viewer knows it.
    """
    connection.execute("DELETE FROM finding WHERE row_id = ? AND checksum = ?", (entry.row_id, entry.checksum))


def settle(
    connection: sqlite3.Connection, reference: SeriesReference, base: Base | None, keys: Collection[FindingKey]
) -> Base:
    """Remove findings that are safe elsewhere, within a transaction of the caller; return the base without them.

    Parameters
    ----------
    connection
        Of the journal.
    reference
        The series.
    base
        The row that this viewer knows to be there; None where it knows nothing, and takes the keys as they are.
    keys
        Of the findings to remove.

    Returns
    -------
    Base
        The rest of it.
    """
    for kind, finding_id in keys:
        if base is None:
            connection.execute(
                "DELETE FROM finding WHERE series = ? AND kind = ? AND finding_id = ?",
                (series_key(reference), kind.value, finding_id),
            )
        elif (kind, finding_id) in base:
            delete(connection, base[kind, finding_id])
    return {key: entry for key, entry in (base or {}).items() if key not in keys}


def fitting(connection: sqlite3.Connection, series_instance_uid: str, images: Collection[ImageKey]) -> list[Finding]:
    """Return the unclaimed findings of a SeriesInstanceUID that lie on these images alone.

    Parameters
    ----------
    connection
        Of the journal.
    series_instance_uid
        All that is known of where they belong.
    images
        All images of a series.

    Returns
    -------
    list of Finding
        In order.
    """
    base, _ = load(connection, unclaimed(series_instance_uid))
    return [entry.item for entry in base.values() if images_of(entry.item) <= set(images)]


def departed(
    connection: sqlite3.Connection, reference: SeriesReference, known: Collection[str]
) -> list[SeriesReference]:
    """Find the names that a series with findings had in archives that are not there any more.

    Parameters
    ----------
    connection
        Of the journal.
    reference
        The series.
    known
        Keys of all archives that are there.

    Returns
    -------
    list of SeriesReference
        In no particular order.
    """
    found = []
    for (name,) in connection.execute("SELECT DISTINCT series FROM finding"):
        try:
            former = SeriesReference(*json.loads(name))
        except (TypeError, ValueError):  # damaged, or of a later version
            continue
        if former.is_copy_of(reference) and former.archive not in {"", reference.archive, *known}:
            found.append(former)
    return found


def move(connection: sqlite3.Connection, former: SeriesReference, reference: SeriesReference) -> None:
    """Move whole rows from one name of a series to another, within a transaction of the caller.

    Parameters
    ----------
    connection
        Of the journal.
    former
        Where they are; none of them is damaged.
    reference
        Where they go.
    """
    series = series_key(reference)
    query = "SELECT row_id, kind, finding_id, position, body FROM finding WHERE series = ?"
    for row_id, *values in connection.execute(query, (series_key(former),)).fetchall():
        change = "UPDATE finding SET series = ?, checksum = ? WHERE row_id = ?"
        connection.execute(change, (series, checksum(series, *values), row_id))


def _insert(connection: sqlite3.Connection, series: str, key: FindingKey, item: Finding, position: float) -> Entry:
    kind, finding_id = key
    body = body_of(kind, item)
    same = (
        "SELECT row_id, position, checksum FROM finding WHERE series = ? AND kind = ? AND finding_id = ? AND body = ?"
    )
    row = connection.execute(same, (series, kind.value, finding_id, body)).fetchone()
    if row is not None:  # another viewer, or this one before its end
        return Entry(row[0], row[1], row[2], item)
    check = checksum(series, kind.value, finding_id, position, body)
    cursor = connection.execute(
        "INSERT INTO finding (series, kind, finding_id, position, body, checksum) VALUES (?, ?, ?, ?, ?, ?)",
        (series, kind.value, finding_id, position, body, check),
    )
    return Entry(cursor.lastrowid or 0, position, check, item)


def _update(connection: sqlite3.Connection, series: str, key: FindingKey, entry: Entry, position: float) -> Entry:
    kind, finding_id = key
    row = connection.execute(
        "SELECT body FROM finding WHERE row_id = ? AND checksum = ?", (entry.row_id, entry.checksum)
    ).fetchone()
    if row is None:  # another viewer changed or removed it: both forms stay
        return _insert(connection, series, key, entry.item, position)
    body = body_of(kind, entry.item, row[0])
    check = checksum(series, kind.value, finding_id, position, body)
    if check != entry.checksum:
        connection.execute(
            "UPDATE finding SET finding_id = ?, position = ?, body = ?, checksum = ? WHERE row_id = ?",
            (finding_id, position, body, check, entry.row_id),
        )
    return replace(entry, position=position, checksum=check)


def _any(connection: sqlite3.Connection, reference: SeriesReference) -> bool:
    query = "SELECT 1 FROM finding WHERE series = ? LIMIT 1"
    return connection.execute(query, (series_key(reference),)).fetchone() is not None


def _renamed(key: FindingKey, item: Finding) -> tuple[FindingKey, Finding]:
    if isinstance(item, Roi):
        item = replace(item, roi_id=new_roi_id())
        return region_key(item.roi_id), item
    if isinstance(item, Measurement):
        item = replace(item, measurement_id=new_measurement_id())
        return measurement_key(item.measurement_id), item
    return key, item
