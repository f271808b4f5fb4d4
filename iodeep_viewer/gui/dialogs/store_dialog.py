"""Confirmation before storing: the objects, the reviewer and the destination."""

from __future__ import annotations

from PyQt6.QtCore import QCoreApplication, Qt
from PyQt6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from iodeep_viewer.core.image_series import ImageSeries
from iodeep_viewer.core.measurement_text import value_text
from iodeep_viewer.core.measurements import Measurement
from iodeep_viewer.core.records import StudyRecord
from iodeep_viewer.core.regions import RoiState
from iodeep_viewer.gui.canvas.tools.shape_drawing import kind_name
from iodeep_viewer.gui.state.session import Session
from iodeep_viewer.gui.style.wording import area, date_for_screen, findings, key_images, regions, slices

_MOST_LINES = 14


class StoreDialog(QDialog):
    """Asks for the reviewer's name and shows what is stored."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Store the review"))
        self.setMinimumWidth(460)
        undecided = session.review.in_state(RoiState.PROPOSED)
        study = session.open_study or StudyRecord("")
        patient, patient_id = study.patient.display_name or self.tr("(no name)"), study.patient.patient_id
        lines = [
            self.tr("Patient: {}, {}").format(patient, patient_id or self.tr("(no ID)")),
            self.tr("Study: {}, {}").format(
                study.study_description or self.tr("(no description)"), date_for_screen(study.study_date)
            ),
            "",
        ]
        summary = QLabel("\n".join([*lines, *_what_is_stored(session)]))
        summary.setWordWrap(True)
        summary.setTextFormat(Qt.TextFormat.PlainText)
        self.reviewer_name = QLineEdit(session.settings.reading.reviewer_name)
        self.reviewer_name.setPlaceholderText(self.tr("Family name, given name"))
        self.reviewer_name.setAccessibleName(self.tr("Reviewer name"))
        self.reviewer_name.setMaxLength(64)
        self.label = QLineEdit("AI ROI")
        self.label.setMaxLength(16)
        self.label.setAccessibleName(self.tr("Structure set label"))
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.store_button = self.buttons.addButton(self.tr("Store"), QDialogButtonBox.ButtonRole.AcceptRole)
        form = QFormLayout()
        form.addRow(self.tr("Reviewer"), self.reviewer_name)
        form.addRow(self.tr("Label"), self.label)
        layout = QVBoxLayout(self)
        layout.addWidget(summary)
        if undecided:
            note = QLabel(
                self.tr("{} not decided yet: not sent, kept on this computer.").format(regions(len(undecided)))
            )
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
    review, series, translate = session.review, session.series, QCoreApplication.translate
    folder = translate("StoreDialog", "a folder that you choose next (no PACS is set up)")
    where = session.store_archive.name if session.store_archive else folder
    validated, lines = review.in_state(RoiState.VALIDATED), []
    if validated or review.measurements:
        written = translate(
            "StoreDialog", "{} will be written as one RT Structure Set with approval status APPROVED, and stored in {}:"
        )
        lines.append(written.format(findings(len(validated), len(review.measurements), 0), where))
        contents = [f"{roi.label}: {slices(len(roi.images))}, {area(series, roi)}" for roi in validated]
        contents += [text for item in review.measurements if (text := _measurement(series, item))]
        lines += [f"•  {text}" for text in contents[:_MOST_LINES]]
        if len(contents) > _MOST_LINES:
            lines.append(translate("StoreDialog", "…  and {} more").format(len(contents) - _MOST_LINES))
    if review.key_images and series is not None:
        numbers = sorted(index + 1 for key in review.key_images if (index := series.index_of(key)) is not None)
        lines += [""] * bool(lines)
        written = translate("StoreDialog", "{} will be written as a Key Object Selection, and stored in {}: slice {}.")
        lines.append(written.format(key_images(len(numbers)), where, ", ".join(map(str, numbers))))
    return lines


def _measurement(series: ImageSeries | None, item: Measurement) -> str:
    index = series.index_of(item.image) if series is not None else None
    if series is None or index is None:
        return ""
    what = f"{kind_name(item.kind)} {value_text(item, series.slices[index])}"
    return QCoreApplication.translate("StoreDialog", "{}, slice {}").format(what, index + 1)
