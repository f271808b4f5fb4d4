"""All elements of the slice's file, in a window that follows the slice on screen."""

from __future__ import annotations

from pathlib import Path

from PyQt6.QtCore import QModelIndex, QPoint, Qt, QTimer
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
from iodeep_viewer.gui.dialogs.element_model import ElementModel
from iodeep_viewer.gui.jobs import JobKind, Jobs, Pool
from iodeep_viewer.gui.state.bridge import signal_of
from iodeep_viewer.gui.state.session import Session
from iodeep_viewer.objects.elements import read_elements

_FILTER_DELAY = 200
_EXPANDED_MATCHES = 500
"""With more rows than these, what a search has found is not unfolded."""


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
