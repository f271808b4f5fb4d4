"""The first thing a new user sees: what this is, and three ways to begin."""

from __future__ import annotations

from PyQt6.QtCore import Qt, pyqtBoundSignal, pyqtSignal
from PyQt6.QtWidgets import QCommandLinkButton, QDialog, QLabel, QVBoxLayout, QWidget

from iodeep_viewer.gui.dialogs.about import research_use


class WelcomeDialog(QDialog):
    """Leads to a connected PACS, to the demo or to files, and closes."""

    connect_requested = pyqtSignal()
    demo_requested = pyqtSignal()
    files_requested = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Welcome"))
        self.resize(560, 420)
        title = QLabel(self.tr("IODeep Viewer"))
        title.setObjectName("title")
        text = QLabel(
            self.tr(
                "Shows studies of your PACS and, on one click, lets the network that fits the slice propose regions "
                "of interest. You decide on each of them."
            )
        )
        text.setWordWrap(True)
        warning = QLabel(research_use())
        warning.setObjectName("attention")
        self.demo_button = self._choice(
            self.tr("Try the demo"),
            self.tr("Synthetic studies and four networks in a small archive inside this program. Nothing is needed."),
            self.demo_requested,
        )
        self.connect_button = self._choice(
            self.tr("Connect to a PACS"),
            self.tr("Enter host, port and AE title, and check the connection."),
            self.connect_requested,
        )
        self.files_button = self._choice(
            self.tr("Open files of this computer"),
            self.tr("A folder with DICOM files, or one with a DICOMDIR."),
            self.files_requested,
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(28, 24, 28, 24)
        layout.setSpacing(10)
        for widget in (title, text, warning):
            layout.addWidget(widget)
        layout.addSpacing(8)
        for button in (self.demo_button, self.connect_button, self.files_button):
            layout.addWidget(button)
        layout.addStretch(1)
        self.demo_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choice(self, text: str, description: str, requested: pyqtBoundSignal) -> QCommandLinkButton:
        button = QCommandLinkButton(text, description)
        button.setAccessibleName(text)
        button.clicked.connect(self.accept)
        button.clicked.connect(requested)
        return button
