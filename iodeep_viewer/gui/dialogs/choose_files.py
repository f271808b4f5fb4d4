"""Files of this computer to list: chosen in a dialog, or dropped onto the window."""

from __future__ import annotations

from pathlib import Path

from PyQt6.QtCore import QCoreApplication, QEvent, QMimeData, QObject, Qt, pyqtSignal
from PyQt6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PyQt6.QtWidgets import QFileDialog, QWidget


def choose_folder(parent: QWidget) -> QFileDialog:
    """Return a dialog for a folder, with all below it."""
    dialog = _dialog(parent, QCoreApplication.translate("choose_files", "Open a folder of DICOM files"))
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    return dialog


def choose_target_folder(parent: QWidget) -> QFileDialog:
    """Return a dialog for a folder to save results in."""
    dialog = _dialog(parent, QCoreApplication.translate("choose_files", "Save the structure set in a folder"))
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    return dialog


def choose_files(parent: QWidget) -> QFileDialog:
    """Return a dialog for DICOM files and ZIPs; DICOM files often have no ending."""
    dialog = _dialog(parent, QCoreApplication.translate("choose_files", "Open DICOM files or a ZIP"))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.setNameFilters(
        [
            QCoreApplication.translate("choose_files", "All files (*)"),
            QCoreApplication.translate("choose_files", "DICOM files and ZIPs (*.dcm *.dicom *.ima *.zip)"),
        ]
    )
    return dialog


def choose_dicomdir(parent: QWidget) -> QFileDialog:
    """Return a dialog for the DICOMDIR of a disc."""
    dialog = _dialog(parent, QCoreApplication.translate("choose_files", "Open the DICOMDIR of a disc"))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilters(["DICOMDIR (DICOMDIR dicomdir DICOMDIR.* dicomdir.*)"])
    return dialog


def _dialog(parent: QWidget, title: str) -> QFileDialog:
    dialog = QFileDialog(parent, title)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptOpen)
    return dialog


class FileDrop(QObject):
    """Takes files and folders that are dropped onto a window."""

    dropped = pyqtSignal(list)
    """The paths."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Take what holds files of this computer; leave the rest."""
        if not isinstance(event, QDragEnterEvent | QDragMoveEvent | QDropEvent):
            return False
        paths = _paths(event.mimeData())
        if not paths:
            return False
        # The files stay where they are, whatever the other program offers.
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if event.type() == QEvent.Type.Drop:
            self.dropped.emit(paths)
        return True


def _paths(data: QMimeData | None) -> list[Path]:
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()] if data is not None else []
