"""Unexpected exceptions: to the log and a dialog, never a silent end (PyQt6 aborts on them otherwise)."""

from __future__ import annotations

import logging
import sys
import traceback
from types import TracebackType

from PyQt6.QtCore import QCoreApplication
from PyQt6.QtWidgets import QApplication, QMessageBox

log = logging.getLogger(__name__)


def install_excepthook() -> None:
    """Show what escapes from slots and virtual methods instead of ending the process."""
    sys.excepthook = _excepthook


def show_crash(error: BaseException) -> None:
    """Log an exception and notify the user; the program goes on."""
    text = "".join(traceback.format_exception(error))
    # Messages may carry values and paths of patients: the log gets the kind and the place only.
    log.error("Unexpected %s\n%s", type(error).__name__, "".join(traceback.format_tb(error.__traceback__)))
    if QApplication.instance() is None:
        sys.stderr.write(text)
        return
    translate = QCoreApplication.translate
    box = QMessageBox(QApplication.activeWindow())
    box.setIcon(QMessageBox.Icon.Critical)
    box.setWindowTitle(translate("Crash", "Unexpected error"))
    box.setText(translate("Crash", "An unexpected error occurred. Your decisions so far are saved on this computer."))
    box.setInformativeText(translate("Crash", "Please report it with the details below, then go on or start again."))
    box.setDetailedText(text)
    box.open()


def _excepthook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        QApplication.quit()
        return
    show_crash(error.with_traceback(trace))
