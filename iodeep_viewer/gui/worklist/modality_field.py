"""A field for several modalities: to type in, or to choose from a list."""

from __future__ import annotations

import re
from functools import partial

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QAction, QKeyEvent, QMouseEvent
from PyQt6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QToolButton, QWidget

MODALITIES = ("CT", "MR", "CR", "DX", "MG", "US", "NM", "PT", "XA", "RF", "ES", "OP", "SC", "OT")
"""The ones in the list (PS3.3 section C.7.3.1.1.1); others can be typed."""
NO_INDICATOR = "QToolButton { padding: 5px 8px; } QToolButton::menu-indicator { image: none; }"
"""For buttons that say in their text that they have a menu."""


class ModalityField(QWidget):
    """Modalities with commas between them; an empty field means any."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.edit = QLineEdit()
        self.edit.setAcceptDrops(False)
        self.edit.setPlaceholderText(self.tr("Any modality"))
        self.edit.setAccessibleName(self.tr("Modalities"))
        self.edit.setToolTip(self.tr("Modalities in the study, e.g. CT, MR; empty means any"))
        self.menu = _StayingMenu(self)
        self.button = QToolButton()
        self.button.setText("▾")
        self.button.setStyleSheet(NO_INDICATOR)
        self.button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.setAccessibleName(self.tr("Choose modalities"))
        self.button.setToolTip(self.tr("Choose one or more modalities"))
        self.button.setMenu(self.menu)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.edit, 1)
        layout.addWidget(self.button)
        for name in MODALITIES:
            action = QAction(name, self.menu)
            action.setCheckable(True)
            action.toggled.connect(partial(self._toggle, name))
            self.menu.addAction(action)
        self.menu.aboutToShow.connect(self._check)

    def modalities(self) -> tuple[str, ...]:
        """Return what is in the field, in capitals, each once."""
        return tuple(dict.fromkeys(name.upper() for name in re.split(r"[\s,;/\\]+", self.edit.text()) if name))

    def set_modalities(self, modalities: tuple[str, ...]) -> None:
        """Put modalities into the field."""
        self.edit.setText(", ".join(modalities))

    def _check(self) -> None:
        chosen = self.modalities()
        for action in self.menu.actions():
            action.blockSignals(True)
            action.setChecked(action.text() in chosen)
            action.blockSignals(False)

    def _toggle(self, name: str, checked: bool) -> None:
        others = tuple(item for item in self.modalities() if item != name)
        self.set_modalities((*others, name) if checked else others)


class _StayingMenu(QMenu):
    """Stays open while its entries are checked, with the mouse or the space bar."""

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:
        """Check the entry under the mouse."""
        action = self.activeAction()
        if action is not None and action.isCheckable():
            action.toggle()
        else:
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Check the entry with the focus."""
        action = self.activeAction()
        if event is not None and event.key() == Qt.Key.Key_Space and action is not None:
            action.toggle()
        else:
            super().keyPressEvent(event)
