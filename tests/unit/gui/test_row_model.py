"""Rows of a table: it names those that came, went and changed, and no others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtTest import QAbstractItemModelTester

from iodeep_viewer.gui.panels.row_model import RowModel


class Names(RowModel[str]):
    """One column, the row itself."""

    def cell(self, _key: str, row: str, _column: int, role: int) -> Any:
        return row if role == Qt.ItemDataRole.DisplayRole else None


class Follower:
    """Keeps a copy of a table by its signals alone."""

    def __init__(self, model: Names) -> None:
        self.model, self.copy, self.signals = model, list[str](), list[tuple[str, int, int]]()
        model.rowsInserted.connect(lambda _parent, first, last: self._inserted(first, last))
        model.rowsRemoved.connect(lambda _parent, first, last: self._removed(first, last))
        model.dataChanged.connect(lambda first, last: self._changed(first.row(), last.row()))
        model.modelReset.connect(self._reset)

    def _row(self, place: int) -> str:
        return str(self.model.index(place, 0).data())

    def _inserted(self, first: int, last: int) -> None:
        self.signals.append(("inserted", first, last))
        self.copy[first:first] = [self._row(place) for place in range(first, last + 1)]

    def _removed(self, first: int, last: int) -> None:
        self.signals.append(("removed", first, last))
        del self.copy[first : last + 1]

    def _changed(self, first: int, last: int) -> None:
        self.signals.append(("changed", first, last))
        self.copy[first : last + 1] = [self._row(place) for place in range(first, last + 1)]

    def _reset(self) -> None:
        self.signals.append(("reset", 0, self.model.rowCount() - 1))
        self.copy = [self._row(place) for place in range(self.model.rowCount())]


@pytest.fixture
def follower() -> Iterator[Follower]:
    model = Names(["Name"])
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    yield Follower(model)
    del tester


def rows(letters: str, **others: str) -> Mapping[str, str]:
    return {letter: others.get(letter, letter.upper()) for letter in letters}


@pytest.mark.parametrize(
    ("before", "after", "signals"),
    [
        ("", "abc", [("inserted", 0, 2)]),
        ("abc", "abc", []),
        ("abcdef", "abf", [("removed", 2, 4)]),
        ("abcdef", "bcef", [("removed", 3, 3), ("removed", 0, 0)]),
        ("af", "abcdfg", [("inserted", 1, 3), ("inserted", 5, 5)]),
        ("abcd", "axd", [("removed", 1, 2), ("inserted", 1, 1)]),
        ("abc", "cab", [("reset", 0, 2)]),
        ("abc", "", [("removed", 0, 2)]),
    ],
)
def test_only_rows_that_came_or_went_are_said(
    follower: Follower, before: str, after: str, signals: list[tuple[str, int, int]]
) -> None:
    follower.model.set_rows(rows(before))
    follower.signals.clear()
    follower.model.set_rows(rows(after))
    assert follower.signals == signals
    assert follower.copy == list(after.upper())
    assert [follower.model.place(letter) for letter in after] == list(range(len(after)))


def test_rows_that_changed_are_said_in_runs(follower: Follower) -> None:
    follower.model.set_rows(rows("abcdef"))
    follower.signals.clear()
    follower.model.set_rows(rows("abcdefg", b="B2", c="C2", f="F2"))
    assert follower.signals == [("inserted", 6, 6), ("changed", 1, 2), ("changed", 5, 5)]
    follower.signals.clear()
    follower.model.change_rows({"e": "E2", "a": "A2", "d": "D2"})
    assert follower.signals == [("changed", 0, 0), ("changed", 3, 4)]
    assert follower.copy == ["A2", "B2", "C2", "D2", "E2", "F2", "G"]


def test_with_gaps_everywhere_the_table_is_filled_anew(follower: Follower) -> None:
    numbers = {str(number): str(number) for number in range(1000)}
    follower.model.set_rows(numbers)
    follower.signals.clear()
    follower.model.set_rows({key: text for key, text in numbers.items() if int(key) % 2})
    assert follower.signals == [("reset", 0, 499)]
    assert follower.copy == [str(number) for number in range(1, 1000, 2)]


def test_a_row_changes_from_its_first_column_to_its_last() -> None:
    model, changed = Names(["Name", "Slice", "State"]), list[tuple[int, int]]()
    model.set_rows(rows("ab"))
    model.dataChanged.connect(lambda first, last: changed.append((first.column(), last.column())))
    model.change_rows({"a": "A2"})
    assert changed == [(0, 2)]
