"""The rows of the list of regions: those under review, then those that are stored."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from PyQt6.QtCore import QModelIndex, QObject, Qt
from PyQt6.QtGui import QColor, QIcon, QPainter, QPixmap

from iodeep_viewer.core.image_series import ImageSeries
from iodeep_viewer.core.regions import Contour, Roi, RoiState
from iodeep_viewer.core.structure_set import ApprovalStatus, StructureSet
from iodeep_viewer.gui.commands.tips import plain_tip
from iodeep_viewer.gui.panels.proposal_text import origin_text, probability_tip
from iodeep_viewer.gui.panels.row_model import RowModel
from iodeep_viewer.gui.style.theme import FAINT_COLOR, PROPOSED_COLOR, VALIDATED_COLOR
from iodeep_viewer.gui.style.wording import area, date_for_screen, name_for_screen, probability_for_screen

DOT, LABEL, SLICE, PROBABILITY, AREA, STATE, ORIGIN = range(7)
"""Columns."""

_NUMBERS = (SLICE, PROBABILITY, AREA)
_STORED_COLORS = {
    ApprovalStatus.APPROVED: VALIDATED_COLOR,
    ApprovalStatus.UNAPPROVED: PROPOSED_COLOR,
    ApprovalStatus.REJECTED: FAINT_COLOR,
}
_READ_ONLY = Qt.ItemFlag.ItemIsEnabled
_SELECTABLE = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True, slots=True)
class StoredRoi:
    """A region of the PACS; ``revised`` where a later structure set revises its own."""

    structure_set: StructureSet
    roi: Roi
    revised: bool


class RoiModel(RowModel[Roi | StoredRoi]):
    """One row a region, under the identifier of the region; only those under review can be selected."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__((), parent)
        self._headings = (
            "",
            self.tr("Label"),
            self.tr("Slice"),
            self.tr("Prob."),
            self.tr("Area"),
            self.tr("State"),
            self.tr("By"),
        )
        self._series: ImageSeries | None = None
        self._measured: dict[str, tuple[tuple[Contour, ...], str, str]] = {}

    def set_series(self, series: ImageSeries | None) -> None:
        """Measure the regions on other slices."""
        if series is not self._series:
            self._series = series
            self._measured.clear()
            self.draw_all()

    def widest(self) -> tuple[str, ...]:
        """Return a text for each column but the label that asks for about as much room as any that is shown."""
        states = (self.tr("Validated"), self.tr("Proposed"), self.tr("Approved"))
        return "", "", "888–888", ">99%", "88888 mm²", max(states, key=len), ""

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        """Say what can be done with a cell."""
        return _READ_ONLY if isinstance(self.row(index.row()), StoredRoi) else _SELECTABLE

    def cell(self, key: str, row: Roi | StoredRoi, column: int, role: int) -> Any:
        """Return a cell; numbers stand on the right."""
        stored = isinstance(row, StoredRoi)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(key, row, column)
        if role == Qt.ItemDataRole.DecorationRole and column == DOT:
            return _dot(_color(row).rgba())
        if role == Qt.ItemDataRole.TextAlignmentRole and column in _NUMBERS:
            return _RIGHT
        if role == Qt.ItemDataRole.ForegroundRole and stored and column != DOT:
            return FAINT_COLOR
        if role == Qt.ItemDataRole.ToolTipRole:
            if isinstance(row, StoredRoi):
                return plain_tip(self._stored_tip(row))
            return plain_tip(probability_tip(row) if column == PROBABILITY else self._text(key, row, column))
        return None

    def _text(self, key: str, row: Roi | StoredRoi, column: int) -> str:
        roi = row.roi if isinstance(row, StoredRoi) else row
        if column == LABEL:
            return roi.label
        if column == SLICE:
            return self._measures(key, roi)[0]
        if column == PROBABILITY:
            return "" if roi.probability is None else probability_for_screen(roi.probability)
        if column == AREA:
            return self._measures(key, roi)[1]
        if column == STATE:
            return self._state(row)
        return origin_text(roi) if column == ORIGIN else ""

    def _measures(self, key: str, roi: Roi) -> tuple[str, str]:
        """Slices and area: a decision does not change them, so they are kept."""
        known = self._measured.get(key)
        if known is None or known[0] is not roi.contours:
            known = roi.contours, _slices(self._series, roi), area(self._series, roi)
            self._measured[key] = known
        return known[1:]

    def _state(self, row: Roi | StoredRoi) -> str:
        if not isinstance(row, StoredRoi):
            return self.tr("Validated") if row.state is RoiState.VALIDATED else self.tr("Proposed")
        state = {
            ApprovalStatus.APPROVED: self.tr("Approved"),
            ApprovalStatus.UNAPPROVED: self.tr("Unapproved"),
            ApprovalStatus.REJECTED: self.tr("Rejected"),
        }[row.structure_set.approval.status]
        return self.tr("{}, revised").format(state) if row.revised else state

    def _stored_tip(self, row: StoredRoi) -> str:
        structure_set, approval = row.structure_set, row.structure_set.approval
        tip = self.tr("{}: {} by {} on {}. Right click copies it into the review.").format(
            structure_set.label,
            approval.status.value,
            name_for_screen(approval.reviewer_name) or "?",
            date_for_screen(approval.review_date) or date_for_screen(structure_set.date),
        )
        return tip + "\n" + self.tr("A structure set that was stored later revises it.") if row.revised else tip


def _color(row: Roi | StoredRoi) -> QColor:
    if isinstance(row, StoredRoi):
        return _STORED_COLORS[row.structure_set.approval.status]
    return VALIDATED_COLOR if row.state is RoiState.VALIDATED else PROPOSED_COLOR


def _slices(series: ImageSeries | None, roi: Roi) -> str:
    if series is None:
        return ""
    found = sorted(index + 1 for image in roi.images if (index := series.index_of(image)) is not None)
    if len(found) > 2:
        return f"{found[0]}–{found[-1]}"
    return ", ".join(map(str, found))


@cache
def _dot(color: int) -> QIcon:
    """Return a dot of a colour, given as QRgb; it stays so where the row is selected."""
    pixmap = QPixmap(20, 20)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QColor.fromRgba(color))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawEllipse(4, 4, 12, 12)
    painter.end()
    icon = QIcon(pixmap)
    icon.addPixmap(pixmap, QIcon.Mode.Selected)
    return icon
