"""A table of rows that are distinguished by keys; only those that came, went or changed are drawn anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Generic, TypeVar

from PyQt6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

_MOST_RUNS = 32
"""More gaps than that, and the whole table is filled anew: each costs Qt a walk over the rows."""

Row = TypeVar("Row")


class RowModel(QAbstractTableModel, Generic[Row]):
    """Rows in the order in which they are given.

    Parameters
    ----------
    headings
        One for each column.
    """

    def __init__(self, headings: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._headings = tuple(headings)
        self._keys: list[str] = []
        self._rows: dict[str, Row] = {}
        self._places: dict[str, int] = {}

    def cell(self, key: str, row: Row, column: int, role: int) -> Any:
        """Return a cell as :meth:`data` does; None where there is nothing."""
        raise NotImplementedError

    def key(self, place: int) -> str:
        """Return the key of the row at a place."""
        return self._keys[place]

    def row(self, place: int) -> Row:
        """Return the row at a place."""
        return self._rows[self._keys[place]]

    def place(self, key: str) -> int | None:
        """Return the place of a row, or None."""
        return self._places.get(key)

    def set_rows(self, rows: Mapping[str, Row]) -> None:
        """Show other rows, by their keys."""
        before, after = self._keys, list(rows)
        # Views may read removed rows as long as these are there.
        old, self._rows = self._rows, self._rows | dict(rows)
        gone = _runs(place for place, key in enumerate(before) if key not in rows)
        new = _runs(place for place, key in enumerate(after) if key not in old)
        kept = [key for key in before if key in rows]
        if kept != [key for key in after if key in old] or len(gone) + len(new) > _MOST_RUNS:
            self.beginResetModel()
            self._set_keys(after)
            self._rows = dict(rows)
            self.endResetModel()
            return
        for run in reversed(gone):
            self.beginRemoveRows(QModelIndex(), run.start, run.stop - 1)
            self._set_keys([*self._keys[: run.start], *self._keys[run.stop :]])
            self.endRemoveRows()
        for run in new:
            self.beginInsertRows(QModelIndex(), run.start, run.stop - 1)
            self._set_keys([*self._keys[: run.start], *after[run.start : run.stop], *self._keys[run.start :]])
            self.endInsertRows()
        self._rows = dict(rows)
        self._draw(self._places[key] for key in kept if old[key] is not rows[key] and old[key] != rows[key])

    def change_rows(self, rows: Mapping[str, Row]) -> None:
        """Put rows in the place of those with the same keys."""
        self._rows |= rows
        self._draw(sorted(self._places[key] for key in rows))

    def draw_all(self) -> None:
        """Draw every row anew."""
        self._draw(range(len(self._keys)))

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._keys)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self._headings)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the heading of a column."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._headings[section]
        return None

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell."""
        key = self._keys[index.row()]
        return self.cell(key, self._rows[key], index.column(), role)

    def _set_keys(self, keys: list[str]) -> None:
        self._keys = keys
        self._places = {key: place for place, key in enumerate(keys)}

    def _draw(self, places: Iterable[int]) -> None:
        for run in _runs(places):
            self.dataChanged.emit(self.index(run.start, 0), self.index(run.stop - 1, len(self._headings) - 1))


def _runs(places: Iterable[int]) -> list[range]:
    """Join neighbours: 1, 2, 3, 7 become 1 to 3 and 7 to 7."""
    runs: list[range] = []
    for place in places:
        if runs and runs[-1].stop == place:
            runs[-1] = range(runs[-1].start, place + 1)
        else:
            runs.append(range(place, place + 1))
    return runs
