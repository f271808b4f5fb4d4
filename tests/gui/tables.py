"""The content of a table, as a reader sees it."""

from __future__ import annotations

from PyQt6.QtCore import QAbstractItemModel, QPoint, Qt
from PyQt6.QtWidgets import QTableView


def text(table: QTableView, row: int, column: int) -> str:
    """Return the text of a cell."""
    return str(_model(table).index(row, column).data())


def tip(table: QTableView, row: int, column: int) -> str:
    """Return the tool tip of a cell."""
    return str(_model(table).index(row, column).data(Qt.ItemDataRole.ToolTipRole))


def row_count(table: QTableView) -> int:
    """Return the number of rows."""
    return _model(table).rowCount()


def middle(table: QTableView, row: int, column: int = 1) -> QPoint:
    """Return the middle of a cell, for a click on it."""
    return table.visualRect(_model(table).index(row, column)).center()


def selected_rows(table: QTableView) -> list[int]:
    """Return the rows that are selected."""
    selection = table.selectionModel()
    assert selection is not None
    return sorted(index.row() for index in selection.selectedRows())


def _model(table: QTableView) -> QAbstractItemModel:
    model = table.model()
    assert model is not None
    return model
