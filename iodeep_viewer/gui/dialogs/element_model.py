"""DICOM elements as a tree."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt6.QtCore import QAbstractItemModel, QModelIndex, QObject, Qt

from iodeep_viewer.core.elements import Element

_MOST_CHARACTERS = 300
"""Of a value in the tree; copying gives more of it."""


class _Node:
    """An element in the tree; its children are made when they are asked for."""

    __slots__ = ("_children", "element", "parent", "row")

    def __init__(self, element: Element, parent: _Node | None, row: int) -> None:
        self.element, self.parent, self.row = element, parent, row
        self._children: list[_Node] | None = None

    @property
    def children(self) -> list[_Node]:
        if self._children is None:
            self._children = [_Node(child, self, row) for row, child in enumerate(self.element.children)]
        return self._children


class ElementModel(QAbstractItemModel):
    """Elements as a tree of four columns: tag, VR, keyword, value."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._root = _Node(Element("", "", "", ""), None, 0)

    def show(self, elements: Sequence[Element]) -> None:
        """Show other elements."""
        self.beginResetModel()
        self._root = _Node(Element("", "", "", "", tuple(elements)), None, 0)
        self.endResetModel()

    def element(self, index: QModelIndex) -> Element:
        """Return the element of a row."""
        return self._node(index).element

    def path(self, index: QModelIndex) -> tuple[str, ...]:
        """Return tags and item names from the top to a row: the same in every slice of a series."""
        names: list[str] = []
        node: _Node | None = self._node(index)
        while node is not None and node.parent is not None:
            names.insert(0, node.element.tag or node.element.keyword)
            node = node.parent
        return tuple(names)

    def find(self, path: Sequence[str]) -> QModelIndex:
        """Return the row of a path, or an invalid index."""
        index = QModelIndex()
        for name in path:
            node = self._node(index)
            row = next((child.row for child in node.children if name in (child.element.tag, child.element.keyword)), -1)
            if row < 0:
                return QModelIndex()
            index = self.index(row, 0, index)
        return index

    def index(self, row: int, column: int, parent: QModelIndex | None = None) -> QModelIndex:
        """Return the index of a cell."""
        children = self._node(parent or QModelIndex()).children
        return self.createIndex(row, column, children[row]) if 0 <= row < len(children) else QModelIndex()

    def parent(self, child: QModelIndex) -> QModelIndex:  # type: ignore[override]  # hides QObject.parent(), as Qt does
        """Return the row that a row stands under."""
        parent = self._node(child).parent
        if parent is None or parent.parent is None:
            return QModelIndex()
        return self.createIndex(parent.row, 0, parent)

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        """Count the rows under a row."""
        index = parent or QModelIndex()
        return len(self._node(index).children) if index.column() <= 0 else 0

    def columnCount(self, parent: QModelIndex | None = None) -> int:
        """Count the columns."""
        return 4

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the text of a cell; a value is one line, and long ones end in an ellipsis."""
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        element = self.element(index)
        value = " ".join(element.value.split())
        if role == Qt.ItemDataRole.ToolTipRole:
            return value[:_MOST_CHARACTERS] if index.column() == 3 else None
        shown = value if len(value) <= _MOST_CHARACTERS else f"{value[:_MOST_CHARACTERS]}…"
        return (element.tag, element.vr, element.keyword, shown)[index.column()]

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the heading of a column."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (self.tr("Tag"), self.tr("VR"), self.tr("Keyword"), self.tr("Value"))[section]

    def _node(self, index: QModelIndex) -> _Node:
        node = index.internalPointer() if index.isValid() else self._root
        assert isinstance(node, _Node)
        return node
