"""What will be written, by whom, to where: asked before anything is stored."""

from __future__ import annotations

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from iodeep_viewer.core.image_series import ImageSeries
from iodeep_viewer.core.measurements import Measurement
from iodeep_viewer.core.records import StudyRecord
from iodeep_viewer.core.regions import RoiState
from iodeep_viewer.gui.measurement_list import kind_name
from iodeep_viewer.gui.session import Session
from iodeep_viewer.gui.tools.shape_drawing import value_text
from iodeep_viewer.gui.wording import area, count, date_for_screen

_MOST_LINES = 14


class StoreDialog(QDialog):
    """Asks for the reviewer's name and shows what is stored."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Store the review")
        self.setMinimumWidth(460)
        undecided = session.review.in_state(RoiState.PROPOSED)
        study = session.open_study or StudyRecord("")
        summary = QLabel(
            f"Patient: {study.patient.display_name or '(no name)'}, {study.patient.patient_id or '(no ID)'}\n"
            f"Study: {study.study_description or '(no description)'}, {date_for_screen(study.study_date)}\n\n"
            + "\n".join(_what_is_stored(session))
        )
        summary.setWordWrap(True)
        summary.setTextFormat(Qt.TextFormat.PlainText)
        self.reviewer_name = QLineEdit(session.settings.reviewer_name)
        self.reviewer_name.setPlaceholderText("Family name, given name")
        self.reviewer_name.setAccessibleName("Reviewer name")
        self.reviewer_name.setMaxLength(64)
        self.label = QLineEdit("AI ROI")
        self.label.setMaxLength(16)
        self.label.setAccessibleName("Structure set label")
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.store_button = self.buttons.addButton("Store", QDialogButtonBox.ButtonRole.AcceptRole)
        form = QFormLayout()
        form.addRow("Reviewer", self.reviewer_name)
        form.addRow("Label", self.label)
        layout = QVBoxLayout(self)
        layout.addWidget(summary)
        if undecided:
            note = QLabel(f"{count(len(undecided), 'region')} not decided yet: not sent, kept on this computer.")
            note.setObjectName("attention")
            note.setWordWrap(True)
            layout.addWidget(note)
        layout.addLayout(form)
        layout.addWidget(self.buttons)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.reviewer_name.textChanged.connect(self._check)
        self.label.textChanged.connect(self._check)
        self._check()

    def person_name(self) -> str:
        """Return the reviewer as PN: ``Rossi, Anna`` becomes ``Rossi^Anna``."""
        family, _, given = self.reviewer_name.text().strip().partition(",")
        return f"{family.strip()}^{given.strip()}" if given.strip() else family.strip()

    def _check(self) -> None:
        if self.store_button is not None:
            self.store_button.setEnabled(bool(self.reviewer_name.text().strip() and self.label.text().strip()))


def _what_is_stored(session: Session) -> list[str]:
    """Say which objects will be written, and what will be in them."""
    review, series = session.review, session.series
    where = session.store_node.name if session.store_node else "a folder that you choose next (no PACS is set up)"
    validated, lines = review.in_state(RoiState.VALIDATED), []
    if validated or review.measurements:
        parts = [count(len(validated), "region")] if validated else []
        parts += [count(len(review.measurements), "measurement")] if review.measurements else []
        lines.append(
            f"{' and '.join(parts)} will be written as one RT Structure Set with approval status APPROVED, and stored "
            f"in {where}:"
        )
        contents = [f"{roi.label}: {count(len(roi.images), 'slice')}, {area(series, roi)}" for roi in validated]
        contents += [text for item in review.measurements if (text := _measurement(series, item))]
        lines += [f"•  {text}" for text in contents[:_MOST_LINES]]
        if len(contents) > _MOST_LINES:
            lines.append(f"…  and {len(contents) - _MOST_LINES} more")
    if review.key_images and series is not None:
        slices = sorted(index + 1 for key in review.key_images if (index := series.index_of(key)) is not None)
        lines += [""] * bool(lines)
        lines.append(
            f"{count(len(slices), 'key image')} will be written as a Key Object Selection, and stored in {where}: "
            f"slice {', '.join(map(str, slices))}."
        )
    return lines


def _measurement(series: ImageSeries | None, item: Measurement) -> str:
    index = series.index_of(item.image) if series is not None else None
    if series is None or index is None:
        return ""
    return f"{kind_name(item.kind)} {value_text(item, series.slices[index])}, slice {index + 1}"
