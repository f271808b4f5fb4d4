"""All elements of the slice's file, in a window that follows the slice on screen."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PyQt6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPoint, Qt, QTimer
from PyQt6.QtGui import QKeySequence, QShortcut, QShowEvent
from PyQt6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from iodeep_viewer.core.elements import Element, as_lines, matching
from iodeep_viewer.core.image_series import Slice
from iodeep_viewer.errors import IODeepError
from iodeep_viewer.gui.jobs import JobKind, Jobs, Pool
from iodeep_viewer.gui.state.bridge import signal_of
from iodeep_viewer.gui.state.session import Session
from iodeep_viewer.objects.elements import read_elements

_MOST_CHARACTERS = 300
"""Of a value in the tree; copying gives more of it."""
_FILTER_DELAY = 200
_EXPANDED_MATCHES = 500
"""With more rows than these, what a search has found is not unfolded."""


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


class TagBrowser(QDialog):
    """Shows the elements of the file of the slice on screen."""

    def __init__(self, session: Session, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._jobs = session, jobs
        self._path: Path | None = None
        self._elements: tuple[Element, ...] = ()
        self.setWindowTitle(self.tr("DICOM elements"))
        self.setModal(False)
        self.resize(860, 700)
        self.heading = QLabel()
        self.heading.setObjectName("faint")
        self.heading.setWordWrap(True)
        self.heading.setTextFormat(Qt.TextFormat.PlainText)
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(self.tr("Search tag, keyword or value"))
        self.filter.setAccessibleName(self.tr("Search tag, keyword or value"))
        self.filter.setClearButtonEnabled(True)
        self.model = ElementModel(self)
        self.tree = QTreeView()
        self.tree.setModel(self.model)
        self.tree.setAccessibleName(self.tr("DICOM elements"))
        self.tree.setUniformRowHeights(True)
        self.tree.setAlternatingRowColors(True)
        self.tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header = self.tree.header()
        if header is not None:
            header.setStretchLastSection(True)
            header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
            for column, width in enumerate((150, 46, 250)):
                header.resizeSection(column, width)
        self.copy_value_button = self._button(self.tr("Copy value"), self.tr("Copy the value of the row (Ctrl+C)"))
        self.copy_row_button = self._button(self.tr("Copy row"), self.tr("Copy tag, VR, keyword and value"))
        self.copy_all_button = self._button(self.tr("Copy all"), self.tr("Copy all rows that are listed"))
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(_FILTER_DELAY)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        for button in (self.copy_value_button, self.copy_row_button, self.copy_all_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.addWidget(self.heading)
        layout.addWidget(self.filter)
        layout.addWidget(self.tree, 1)
        layout.addLayout(buttons)

    def _connect(self) -> None:
        for event in (self._session.series_changed, self._session.index_changed):
            signal_of(event).connect(self._follow)
        self.filter.textChanged.connect(lambda _text: self._delay.start())
        self._delay.timeout.connect(self._show)
        self.tree.customContextMenuRequested.connect(self._show_menu)
        self.copy_value_button.clicked.connect(self.copy_value)
        self.copy_row_button.clicked.connect(self.copy_row)
        self.copy_all_button.clicked.connect(self.copy_all)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self, self.copy_value)

    def showEvent(self, event: QShowEvent | None) -> None:
        """Catch up with the slice on screen."""
        super().showEvent(event)
        self._follow()

    def copy_value(self) -> None:
        """Copy the value of the chosen row."""
        if self.tree.currentIndex().isValid():
            _copy(self.model.element(self.tree.currentIndex()).value)

    def copy_row(self) -> None:
        """Copy the chosen row, its columns separated by tabs."""
        if self.tree.currentIndex().isValid():
            _copy(self.model.element(self.tree.currentIndex()).row)

    def copy_all(self) -> None:
        """Copy all rows that the search leaves, those inside others indented."""
        _copy("\n".join(as_lines(matching(self._elements, self.filter.text()))))

    def _button(self, text: str, tip: str) -> QPushButton:
        button = QPushButton(text)
        button.setToolTip(tip)
        button.setAutoDefault(False)
        return button

    def _follow(self) -> None:
        """Read the file of the slice on screen, unless it is shown already or the browser is hidden."""
        if not self.isVisible():
            return
        image = self._session.image
        path = image.path if image is not None else None
        if path == self._path and path is not None:
            return
        self._path = path
        if image is None:
            self._jobs.cancel(JobKind.TAGS)
            self._elements = ()
            self.heading.setText(self.tr("No slice is on screen."))
            self._show()
            return
        self._read(image)

    def _read(self, image: Slice) -> None:
        def done(elements: tuple[Element, ...]) -> None:
            self._elements = elements
            self.heading.setText(self.tr("SOP Instance UID {}").format(image.sop_instance_uid))
            self._show()

        def failed(error: IODeepError) -> None:
            self._elements = ()
            self.heading.setText(str(error))
            self._show()

        self._jobs.start(
            Pool.NETWORK,
            JobKind.TAGS,
            self.tr("Reading the elements"),
            lambda _task: read_elements(image.path),
            done,
            failed,
            quiet=True,
        )

    def _show(self) -> None:
        """Show what the search leaves; rows stay unfolded, chosen and where they were."""
        bar = self.tree.verticalScrollBar()
        position = bar.value() if bar is not None else 0
        chosen = self.model.path(self.tree.currentIndex())
        unfolded = [self.model.path(index) for index in self._unfolded(QModelIndex())]
        found = matching(self._elements, self.filter.text())
        self.model.show(found)
        if self.filter.text().strip() and sum(1 for _ in as_lines(found)) <= _EXPANDED_MATCHES:
            self.tree.expandAll()
        else:
            for path in unfolded:
                self.tree.expand(self.model.find(path))
        if chosen:
            self.tree.setCurrentIndex(self.model.find(chosen))
        if bar is not None:
            bar.setValue(position)

    def _unfolded(self, parent: QModelIndex) -> list[QModelIndex]:
        found = []
        for row in range(self.model.rowCount(parent)):
            index = self.model.index(row, 0, parent)
            if self.tree.isExpanded(index):
                found += [index, *self._unfolded(index)]
        return found

    def _show_menu(self, position: QPoint) -> None:
        menu = QMenu(self)
        menu.addAction(self.tr("Copy value"), self.copy_value)
        menu.addAction(self.tr("Copy row"), self.copy_row)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        viewport = self.tree.viewport()
        if viewport is not None:
            menu.popup(viewport.mapToGlobal(position))


def _copy(text: str) -> None:
    clipboard = QApplication.clipboard()
    if clipboard is not None:
        clipboard.setText(text)
