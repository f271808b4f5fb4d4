"""Save or copy what the viewport shows: a picture, or the series as a video."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from pathlib import Path

from PyQt6.QtCore import QCoreApplication, QObject, QStandardPaths, Qt
from PyQt6.QtWidgets import (
    QApplication,
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QLabel,
    QRadioButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from iodeep_viewer.core.records import StudyRecord
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.errors import IODeepError
from iodeep_viewer.gui.canvas.export_picture import Content, Scene, as_image, draw_slice, scene_of
from iodeep_viewer.gui.canvas.slice_view import SliceView
from iodeep_viewer.gui.jobs import JobKind, Jobs, Pool
from iodeep_viewer.gui.state.session import Session
from iodeep_viewer.gui.state.values import Severity
from iodeep_viewer.gui.style.wording import date_for_screen
from iodeep_viewer.workflows.export import write_animation, write_picture, write_video

_WITHOUT_BURNED_IN = ("1.2.840.10008.5.1.4.1.1.2", "1.2.840.10008.5.1.4.1.1.4", "1.2.840.10008.5.1.4.1.1.128")
"""Classes of CT, MR and PET images, with those that go on below them: nothing is written in these."""


class ExportKind(Enum):
    """Kind of the saved file, with its ending."""

    PICTURE = ".png"
    """The slice on screen."""
    VIDEO = ".mp4"
    """All slices, one after the other."""
    ANIMATION = ".apng"
    """The same, without loss."""


class ExportDialog(QDialog):
    """Asks what to save and what to leave out."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Save or copy the picture"))
        self.setMinimumWidth(440)
        count = len(session.series) if session.series else 0
        self.kinds = {
            ExportKind.PICTURE: QRadioButton(self.tr("This slice as a picture (PNG)")),
            ExportKind.VIDEO: QRadioButton(self.tr("All {} slices as a video (MP4)").format(count)),
            ExportKind.ANIMATION: QRadioButton(self.tr("All {} slices as an animated picture (APNG)").format(count)),
        }
        self.kinds[ExportKind.PICTURE].setChecked(True)
        for kind in (ExportKind.VIDEO, ExportKind.ANIMATION):
            self.kinds[kind].setEnabled(count > 1 and session.complete)
        self.per_second = QSpinBox()
        self.per_second.setRange(1, 60)
        self.per_second.setValue(10)
        self.per_second.setAccessibleName(self.tr("Slices in a second"))
        self.findings = QCheckBox(self.tr("Regions and measurements"))
        self.findings.setChecked(True)
        self.text = QCheckBox(self.tr("Text in the corners, letters, scale bar"))
        self.text.setChecked(True)
        self.patient = QCheckBox(self.tr("Patient data: name, ID, dates"))
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        save, copy = self.tr("Save …"), self.tr("Copy")
        self.save_button = self.buttons.addButton(save, QDialogButtonBox.ButtonRole.AcceptRole)
        self.copy_button = self.buttons.addButton(copy, QDialogButtonBox.ButtonRole.ActionRole)
        if self.copy_button is not None:
            self.copy_button.setToolTip(self.tr("Copy the picture to the clipboard"))
        layout = QVBoxLayout(self)
        for button in self.kinds.values():
            layout.addWidget(button)
        layout.addSpacing(10)
        for box in (self.findings, self.text, self.patient):
            layout.addWidget(box)
        if session.image is not None and _may_have_text(session.image.sop_class_uid):
            layout.addWidget(self._warning())
        form = QFormLayout()
        form.addRow(self.tr("Slices in a second"), self.per_second)
        layout.addLayout(form)
        layout.addWidget(self.buttons)
        self.buttons.rejected.connect(self.reject)
        self.text.toggled.connect(self.patient.setEnabled)
        for button in self.kinds.values():
            button.toggled.connect(self._show_kind)
        self._show_kind()

    @property
    def kind(self) -> ExportKind:
        """Kind that is chosen."""
        return next(kind for kind, button in self.kinds.items() if button.isChecked())

    def content(self, patient: tuple[str, ...]) -> Content:
        """Return what is drawn beside the pixels; `patient` only where that is asked for."""
        with_patient = self.patient.isChecked() and self.text.isChecked()
        return Content(self.findings.isChecked(), self.text.isChecked(), patient if with_patient else ())

    def _warning(self) -> QLabel:
        label = QLabel(
            self.tr("Check the picture before you pass it on: images of this kind may have names written into them.")
        )
        label.setObjectName("attention")
        label.setWordWrap(True)
        return label

    def _show_kind(self) -> None:
        picture = self.kind is ExportKind.PICTURE
        self.per_second.setEnabled(not picture)
        if self.copy_button is not None:
            self.copy_button.setEnabled(picture)


class Exporter(QObject):
    """Draws and writes in a job, which is shown and can be cancelled."""

    def __init__(self, session: Session, jobs: Jobs) -> None:
        super().__init__()
        self._session = session
        self._jobs = jobs

    def ask(self, view: SliceView, parent: QWidget) -> None:
        """Ask what to save of a view, and where; then save it."""
        scene, index = scene_of(view), self._session.index
        if scene is None:
            self._notify_nothing()
            return
        dialog = ExportDialog(self._session, parent)
        patient = patient_lines(self._session.open_study)

        def choose_file() -> None:
            files = _file_dialog(parent, dialog.kind, self._default_name(dialog.kind))
            kind, content, per_second = dialog.kind, dialog.content(patient), dialog.per_second.value()
            files.fileSelected.connect(lambda path: self.save(scene, index, content, kind, Path(path), per_second))
            files.open()

        def copy() -> None:
            self.copy(scene, index, dialog.content(patient))
            dialog.accept()

        dialog.buttons.accepted.connect(choose_file)
        dialog.buttons.accepted.connect(dialog.accept)
        if dialog.copy_button is not None:
            dialog.copy_button.clicked.connect(copy)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def copy_view(self, view: SliceView) -> None:
        """Copy the picture without patient data to the clipboard."""
        scene = scene_of(view)
        if scene is None:
            self._notify_nothing()
        else:
            self.copy(scene, self._session.index, Content())

    def copy(self, scene: Scene, index: int, content: Content) -> None:
        """Copy a picture to the clipboard."""
        clipboard = QApplication.clipboard()
        if clipboard is not None:
            clipboard.setImage(as_image(draw_slice(scene, index, content)))
        who = self.tr("with patient data") if content.patient else self.tr("without patient data")
        self._session.notify(Severity.INFO, self.tr("The picture is on the clipboard, {}.").format(who))

    def save(self, scene: Scene, index: int, content: Content, kind: ExportKind, path: Path, per_second: float) -> None:
        """Write a picture or a video of a scene."""
        path = path if path.suffix.lower() == kind.value else path.with_name(path.name + kind.value)
        count = len(scene.slices)

        def work(task: TaskControl) -> None:
            if kind is ExportKind.PICTURE:
                write_picture(path, draw_slice(scene, index, content), task)
            else:
                write: Callable[..., None] = write_video if kind is ExportKind.VIDEO else write_animation
                write(path, lambda at: draw_slice(scene, at, content), count, per_second, task)

        def done(_result: None) -> None:
            self._session.notify(Severity.INFO, self.tr("Saved: {}").format(path.name), str(path.parent))

        def failed(error: IODeepError) -> None:
            self._session.notify(Severity.ERROR, error.sentence, error.hint)

        # Each has a name of its own: one does not supersede another.
        scope, title = self._jobs.scope(path), self.tr("Saving {}").format(path.name)
        scope.start(Pool.NETWORK, JobKind.EXPORT, title, work, done, failed)

    def _default_name(self, kind: ExportKind) -> str:
        """Name a file without saying whose it is."""
        image = self._session.image
        modality = image.modality if image is not None and image.modality.isalnum() else "DICOM"
        if kind is ExportKind.PICTURE:
            return f"{modality}-{self._session.index + 1}{kind.value}"
        return f"{modality}{kind.value}"

    def _notify_nothing(self) -> None:
        self._session.notify(Severity.WARNING, self.tr("There is no slice to save."), self.tr("Open a series first."))


def patient_lines(study: StudyRecord | None) -> tuple[str, ...]:
    """Return who it is and when it was made, line by line."""
    if study is None:
        return ()
    patient = study.patient
    born = date_for_screen(patient.patient_birth_date)
    lines = (
        patient.display_name,
        "  ".join(part for part in (patient.patient_id, born) if part),
        "  ".join(part for part in (study.study_description, date_for_screen(study.study_date)) if part),
    )
    return tuple(line for line in lines if line)


def _may_have_text(sop_class_uid: str) -> bool:
    """Return whether names may be written into the pixels of images of a class."""
    return not f"{sop_class_uid}.".startswith(tuple(f"{root}." for root in _WITHOUT_BURNED_IN))


def _file_dialog(parent: QWidget, kind: ExportKind, name: str) -> QFileDialog:
    translate = QCoreApplication.translate
    filters = {
        ExportKind.PICTURE: translate("Export", "Picture (*.png)"),
        ExportKind.VIDEO: translate("Export", "Video (*.mp4)"),
        ExportKind.ANIMATION: translate("Export", "Animated picture (*.apng)"),
    }
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
    dialog = QFileDialog(parent, translate("Export", "Save"), folder, filters[kind])
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(kind.value)
    dialog.selectFile(name)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return dialog
