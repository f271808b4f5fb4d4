"""The patient block and the clinical block (paper, section 4.1 and figure 4)."""

from __future__ import annotations

from PyQt6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Qt
from PyQt6.QtWidgets import QFrame, QGridLayout, QLabel, QSizePolicy, QWidget

from iodeep_viewer.core.records import StudyRecord
from iodeep_viewer.gui.state.bridge import signal_of
from iodeep_viewer.gui.state.session import Session
from iodeep_viewer.gui.style.elided_label import ElidedLabel
from iodeep_viewer.gui.style.wording import date_for_screen, name_for_screen, sex_for_screen, time_for_screen

_PATIENT = (
    QT_TRANSLATE_NOOP("RecordBlocks", "Name"),
    QT_TRANSLATE_NOOP("RecordBlocks", "ID"),
    QT_TRANSLATE_NOOP("RecordBlocks", "Born"),
    QT_TRANSLATE_NOOP("RecordBlocks", "Sex"),
)
_STUDY = (
    QT_TRANSLATE_NOOP("RecordBlocks", "Study"),
    QT_TRANSLATE_NOOP("RecordBlocks", "Date"),
    QT_TRANSLATE_NOOP("RecordBlocks", "Time"),
    QT_TRANSLATE_NOOP("RecordBlocks", "Study ID"),
    QT_TRANSLATE_NOOP("RecordBlocks", "Accession"),
    QT_TRANSLATE_NOOP("RecordBlocks", "Institution"),
    QT_TRANSLATE_NOOP("RecordBlocks", "Referring"),
    QT_TRANSLATE_NOOP("RecordBlocks", "Study UID"),
)


class RecordBlock(QFrame):
    """Names and values in columns; a value that is too long for its place is in the tooltip."""

    def __init__(self, heading: str, names: tuple[str, ...], rows: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setAccessibleName(heading)
        self._values: dict[str, QLabel] = {}
        layout = QGridLayout(self)
        layout.setContentsMargins(10, 6, 10, 6)
        layout.setHorizontalSpacing(10)
        layout.setVerticalSpacing(2)
        title = QLabel(heading)
        title.setObjectName("heading")
        layout.addWidget(title, 0, 0, 1, -1)
        for position, name in enumerate(names):
            row, column = 1 + position % rows, 2 * (position // rows)
            shown = QCoreApplication.translate("RecordBlocks", name)
            label = QLabel(shown)
            label.setObjectName("faint")
            value = ElidedLabel()
            value.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            value.setAccessibleName(shown)
            value.setTextFormat(Qt.TextFormat.PlainText)
            layout.addWidget(label, row, column)
            layout.addWidget(value, row, column + 1)
            layout.setColumnStretch(column + 1, 1)
            self._values[name] = value

    def show_values(self, values: dict[str, str]) -> None:
        """Show a value for each name; names that are not given become empty."""
        for name, label in self._values.items():
            text = values.get(name, "")
            label.setText(text)
            label.setToolTip(text)

    def value(self, name: str) -> str:
        """Return what is shown for a name."""
        return self._values[name].text()


class PatientBlock(RecordBlock):
    """Patient of the images on screen; of the chosen study only while no series is open."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(QCoreApplication.translate("RecordBlocks", "Patient"), _PATIENT, 4, parent)
        self._session = session
        signal_of(session.study_changed).connect(self._show)
        signal_of(session.series_changed).connect(self._show)

    def _show(self) -> None:
        study = self._session.shown_study or StudyRecord("")
        patient = study.patient
        self.show_values(
            {
                "Name": patient.display_name,
                "ID": patient.patient_id,
                "Born": date_for_screen(patient.patient_birth_date),
                "Sex": sex_for_screen(patient.patient_sex),
            }
        )


class ClinicalBlock(RecordBlock):
    """Description, date, place, identifiers and referring physician of the study."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(QCoreApplication.translate("RecordBlocks", "Study"), _STUDY, 4, parent)
        self._session = session
        signal_of(session.study_changed).connect(self._show)
        signal_of(session.series_changed).connect(self._show)

    def _show(self) -> None:
        study = self._session.shown_study or StudyRecord("")
        self.show_values(
            {
                "Study": study.study_description,
                "Date": date_for_screen(study.study_date),
                "Time": time_for_screen(study.study_time),
                "Study ID": study.study_id,
                "Accession": study.accession_number,
                "Institution": study.institution_name,
                "Referring": name_for_screen(study.referring_physician_name),
                "Study UID": study.study_instance_uid,
            }
        )
