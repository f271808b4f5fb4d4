"""The name of the selected regions: one of the network's labels, or any other."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PyQt6.QtCore import QEvent, QObject, Qt, pyqtSignal
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtWidgets import QComboBox, QWidget

from iodeep_viewer.gui.state.bridge import signal_of
from iodeep_viewer.gui.state.session import Session

_LONGEST = 64
"""ROIName is LO (PS3.5 section 6.2)."""


class LabelField(QComboBox):
    """Shows the label of the selected region and takes another.

    Parameters
    ----------
    labels
        Called for the names to choose from.
    """

    label_chosen = pyqtSignal(str)

    def __init__(self, session: Session, labels: Callable[[], Sequence[str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._labels = labels
        self._listed: list[str] = []
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setAccessibleName(self.tr("Label"))
        self.setToolTip(self.tr("Name of the selected regions: choose or type, then Enter"))
        edit = self.lineEdit()
        assert edit is not None  # an editable one has it
        self._edit = edit
        edit.setMaxLength(_LONGEST)
        edit.setPlaceholderText(self.tr("Select a region"))
        edit.installEventFilter(self)
        edit.editingFinished.connect(self._notify)
        self.activated.connect(self._notify)
        for event in (session.selection_changed, session.review_changed, session.network_changed):
            signal_of(event).connect(self._show)
        self._show()

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Keep Enter from validating the region while its name is typed; Esc brings the old name back."""
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)
        if isinstance(event, QKeyEvent) and event.key() in keys:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
            elif event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
                self._edit.setModified(False)
                self._show()
                return True
        return super().eventFilter(watched, event)

    def _show(self) -> None:
        roi = self._session.selected_roi
        self.setEnabled(roi is not None and not self._session.storing)
        if self._edit.hasFocus() and self._edit.isModified() and roi is not None:
            return
        self.blockSignals(True)
        labels = list(self._labels())
        if labels != self._listed:
            self._listed = labels
            self.clear()
            self.addItems(labels)
        self.setCurrentText(roi.label if roi is not None else "")
        if not self._edit.hasFocus():
            self._edit.setCursorPosition(0)  # a long name shows its beginning
        self.blockSignals(False)

    def _notify(self) -> None:
        self._edit.setModified(False)
        if self.isEnabled():
            self.label_chosen.emit(self.currentText())
