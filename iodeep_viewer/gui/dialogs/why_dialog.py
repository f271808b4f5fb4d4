"""Reasons for a network: verdicts of the tags, other networks, their cards, and the choice among those that fit."""

from __future__ import annotations

from collections.abc import Mapping

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtGui import QColor
from PyQt6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QPushButton,
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from iodeep_viewer.core.iodeep import IODeep
from iodeep_viewer.core.selection import Candidate, Selection
from iodeep_viewer.gui.dialogs.card_view import CardView
from iodeep_viewer.gui.style.theme import THEMES
from iodeep_viewer.gui.style.wording import date_for_screen

_VERSION_COLUMN = 1


class WhyDialog(QDialog):
    """A row for each network of the PACS, and the card of the selected one.

    Parameters
    ----------
    known
        Network objects that are here already, by DnnUID; the others are asked for.
    theme
        Name of the theme in force.
    """

    card_requested = pyqtSignal(object)
    """NetworkRecord whose object is wanted; :meth:`show_network` answers."""
    use_requested = pyqtSignal(str)
    """DnnUID of the network that the user prefers."""
    forget_requested = pyqtSignal()

    def __init__(
        self, selection: Selection, known: Mapping[str, IODeep], theme: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Why this network?"))
        self.resize(940, 640)
        self._selection = selection
        self._known = dict(known)
        self._colors = {True: QColor(THEMES[theme].good), False: QColor(THEMES[theme].bad)}
        self.heading = QLabel(self._sentence())
        self.heading.setWordWrap(True)
        self.heading.setTextFormat(Qt.TextFormat.PlainText)
        self.table = self._table()
        self.reason = QLabel()
        self.reason.setObjectName("faint")
        self.reason.setTextFormat(Qt.TextFormat.PlainText)
        self.card = CardView()
        self.use_button = QPushButton(self.tr("Use this one"))
        self.use_button.setToolTip(self.tr("Prefer it from now on, on this computer, for images with these tags"))
        self.forget_button = QPushButton(self.tr("Forget my choice"))
        self.forget_button.setToolTip(self.tr("Take the newest that matches again"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.addButton(self.use_button, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.forget_button, QDialogButtonBox.ButtonRole.ActionRole)
        self.forget_button.setVisible(selection.preferred is not None)
        buttons.rejected.connect(self.reject)
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.setChildrenCollapsible(False)
        parts.addWidget(self.table)
        parts.addWidget(self.card)
        parts.setSizes([170, 400])
        layout = QVBoxLayout(self)
        layout.addWidget(self.heading)
        layout.addWidget(parts, 1)
        layout.addWidget(self.reason)
        layout.addWidget(buttons)
        self.use_button.clicked.connect(self._use)
        self.forget_button.clicked.connect(self._forget)
        self.table.currentCellChanged.connect(self._show_row)

    def begin(self) -> None:
        """Select the chosen network, or the first; its card may be asked for."""
        chosen = self._selection.chosen
        if self._selection.candidates:
            self.table.setCurrentCell(self._selection.candidates.index(chosen) if chosen else 0, 0)
        else:
            self._show_row()

    def show_network(self, network: IODeep) -> None:
        """Show the card of a network that was asked for, if its row is still selected."""
        self._known[network.record.dnn_uid] = network
        for row, candidate in enumerate(self._selection.candidates):
            item = self.table.item(row, _VERSION_COLUMN)
            if item is not None and candidate.network.dnn_uid == network.record.dnn_uid:
                item.setText(network.version)
                if row == self.table.currentRow():
                    self._show_row()

    def show_problem(self, sentence: str) -> None:
        """Say why a card cannot be shown."""
        self.card.show_text(sentence)

    def _sentence(self) -> str:
        chosen, others = self._selection.chosen, len(self._selection.matching) - 1
        if chosen is None:
            return self.tr("No network matches. {}").format(self._selection.explain_no_match())
        sentence = self.tr("“{}” is used: all its tags agree with this slice.").format(chosen.network.dnn_name)
        if self._selection.preferred is not None:
            sentence += " " + self.tr("You chose it; {} other(s) match too.").format(others)
        elif others:
            sentence += " " + self.tr("{} other(s) match too; the newest is taken unless you choose.").format(others)
        return sentence

    def _table(self) -> QTableWidget:
        selection = self._selection
        body = self.tr("Body part") if selection.tags.body_part_examined else self.tr("Study description")
        titles = [
            self.tr("Network"),
            self.tr("Version"),
            self.tr("Published"),
            self.tr("Modality"),
            self.tr("Samples per pixel"),
            body,
        ]
        table = QTableWidget(len(selection.candidates), len(titles))
        table.setHorizontalHeaderLabels(titles)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setShowGrid(False)
        table.setAccessibleName(self.tr("Networks in the PACS"))
        header, rows = table.horizontalHeader(), table.verticalHeader()
        if header is not None and rows is not None:
            header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
            header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
            rows.hide()
        for row, candidate in enumerate(selection.candidates):
            self._fill(table, row, candidate)
        return table

    def _fill(self, table: QTableWidget, row: int, candidate: Candidate) -> None:
        network = candidate.network
        used = "▶ " if candidate is self._selection.chosen else ""
        replaced = self.tr(" (replaced)") if candidate.superseded_by else ""
        known = self._known.get(network.dnn_uid)
        texts = (f"{used}{network.dnn_name}{replaced}", known.version if known else "", _date(network.published))
        for column, text in enumerate(texts):
            item = QTableWidgetItem(text)
            item.setToolTip(f"{self._selection.explain(candidate)}\n{network.dnn_uid}")
            table.setItem(row, column, item)
        for column, verdict in enumerate(candidate.verdicts, len(texts)):
            # SamplesPerPixel is not asked of a network that the other tags rule out.
            unasked = verdict.keyword == "SamplesPerPixel" and network.samples_per_pixel is None
            said = str(verdict).partition(": ")[2]
            text = self.tr("– not asked") if unasked else f"{'✓' if verdict.agrees else '✗'} {said}"
            item = QTableWidgetItem(text)
            if not unasked:
                item.setForeground(self._colors[verdict.agrees])
            table.setItem(row, column, item)

    def _current(self) -> Candidate | None:
        row = self.table.currentRow()
        return self._selection.candidates[row] if row >= 0 else None

    def _show_row(self) -> None:
        candidate = self._current()
        self.use_button.setEnabled(candidate in self._selection.matching and candidate is not self._selection.chosen)
        if candidate is None:
            self.card.show_text("")
            return
        self.reason.setText(self._selection.explain(candidate))
        network = self._known.get(candidate.network.dnn_uid)
        if network is not None:
            heading = self.tr("{}, version {}").format(candidate.network.dnn_name, network.version)
            self.card.show_card(heading, network.card)
        else:
            self.card.show_text(self.tr("Fetching the network with its card …"))
            self.card_requested.emit(candidate.network)

    def _use(self) -> None:
        candidate = self._current()
        if candidate is not None:
            self.use_requested.emit(candidate.network.dnn_uid)
            self.accept()

    def _forget(self) -> None:
        self.forget_requested.emit()
        self.accept()


def _date(published: str) -> str:
    return date_for_screen(published[:8]) if published else ""
