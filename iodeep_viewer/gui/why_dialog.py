"""Why this network: what each tag said, of the chosen one and of the others."""

from __future__ import annotations

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from iodeep_viewer.gui.theme import PROPOSED_COLOR, VALIDATED_COLOR
from iodeep_viewer.inference.selection import Selection


class WhyDialog(QDialog):
    """A table with a row for each network of the PACS."""

    def __init__(self, selection: Selection, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Why this network?")
        self.resize(860, 320)
        chosen = selection.chosen
        if chosen is None:
            sentence = f"No network matches. {selection.explain_no_match()}"
        else:
            others = len(selection.matching) - 1
            sentence = f"“{chosen.network.dnn_name}” was chosen: all its tags agree with this slice."
            if others:
                sentence += f" {others} other(s) match too; the newest is taken."
        heading = QLabel(sentence)
        heading.setWordWrap(True)
        heading.setTextFormat(Qt.TextFormat.PlainText)
        self.table = QTableWidget(len(selection.candidates), 4)
        last_tag = "Body part" if selection.tags.body_part_examined else "Study description"
        self.table.setHorizontalHeaderLabels(["Network", "Modality", "Samples per pixel", last_tag])
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.table.setAccessibleName("Networks in the PACS")
        header, rows = self.table.horizontalHeader(), self.table.verticalHeader()
        if header is not None and rows is not None:
            header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
            header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
            rows.hide()
        for row, candidate in enumerate(selection.candidates):
            name = QTableWidgetItem(("▶ " if candidate is chosen else "") + candidate.network.dnn_name)
            name.setToolTip(candidate.network.dnn_uid)
            self.table.setItem(row, 0, name)
            for column, verdict in enumerate(candidate.verdicts, 1):
                # SamplesPerPixel is not asked of a network that the other tags rule out.
                unasked = verdict.keyword == "SamplesPerPixel" and candidate.network.samples_per_pixel is None
                said = str(verdict).partition(": ")[2]
                text = "– not asked" if unasked else f"{'✓' if verdict.agrees else '✗'} {said}"
                item = QTableWidgetItem(text)
                if not unasked:
                    item.setForeground(VALIDATED_COLOR if verdict.agrees else PROPOSED_COLOR)
                self.table.setItem(row, column, item)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(heading)
        layout.addWidget(self.table)
        layout.addWidget(buttons)
