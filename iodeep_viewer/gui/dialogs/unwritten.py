"""Asked when the window closes and decisions are not on disk."""

from __future__ import annotations

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QMessageBox, QWidget


class UnwrittenDialog(QMessageBox):
    """Offers to stay, which is the default, or to lose the last decisions."""

    lose_requested = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setIcon(QMessageBox.Icon.Warning)
        self.setWindowTitle(self.tr("Decisions not saved"))
        self.setText(self.tr("Your last decisions could not be written to this computer's disk."))
        self.setInformativeText(self.tr("Stay, and store them or free some space. Closed now, they are lost."))
        self.stay_button = self.addButton(self.tr("Stay"), QMessageBox.ButtonRole.RejectRole)
        self.lose_button = self.addButton(self.tr("Close and lose them"), QMessageBox.ButtonRole.DestructiveRole)
        self.setDefaultButton(self.stay_button)
        self.setEscapeButton(self.stay_button)
        self.buttonClicked.connect(lambda button: self.lose_requested.emit() if button is self.lose_button else None)
