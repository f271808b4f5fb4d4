"""Keys that belong to the widget with the focus before they are shortcuts of the window."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QObject, Qt
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtWidgets import QAbstractButton, QApplication, QMainWindow, QWidget

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_NAVIGATION = _ENTER | {
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
}
_PRESSING = _ENTER | {Qt.Key.Key_Space}
_BARE = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


class ButtonKeys(QObject):
    """Lets Space and Enter press the button that has the focus, whatever shortcuts the window has."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Take the keys that no widget below the window wanted."""
        if not isinstance(event, QKeyEvent) or event.modifiers() not in _BARE or event.key() not in _PRESSING:
            return False
        button = QApplication.focusWidget()
        if not isinstance(button, QAbstractButton) or button.window() is not watched:
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress and event.key() in _ENTER:
            button.click()
            return True
        return False


class FocusKeys(QObject):
    """Lets lists keep the arrow keys and Enter while they have the focus."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._kept: dict[QObject, frozenset[Qt.Key]] = {}

    def keep_navigation(self, widget: QWidget) -> None:
        """Let a list or table move and choose by keyboard."""
        self._keep(widget, _NAVIGATION)

    def keep_form(self, widget: QWidget) -> None:
        """Let the fields, lists and buttons of a form be used by keyboard."""
        self._keep(widget, _NAVIGATION | {Qt.Key.Key_Space})

    def _keep(self, widget: QWidget, keys: frozenset[Qt.Key]) -> None:
        self._kept[widget] = keys
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Accept the override that Qt asks for before it runs a shortcut."""
        if (
            watched is not None
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and event.modifiers() in _BARE
            and event.key() in self._kept.get(watched, frozenset())
        ):
            event.accept()
        return False
