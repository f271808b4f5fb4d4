"""A field for one line of text, over the slice."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import QEvent, QPointF, QRectF, Qt
from PyQt6.QtGui import QFocusEvent, QKeyEvent
from PyQt6.QtWidgets import QLineEdit, QWidget

_WIDTH = 260
_GAP = 10
_MOST_CHARACTERS = 120
_KEPT_KEYS = frozenset(
    {
        Qt.Key.Key_Return,
        Qt.Key.Key_Enter,
        Qt.Key.Key_Escape,
        Qt.Key.Key_Tab,
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
    }
)
"""Keys that would be commands of the window; a line of text keeps the others to itself."""

_MODIFIERS = frozenset({Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta})


class TextField(QLineEdit):
    """Asks once: Enter, or going elsewhere, takes the text, Esc gives it up.

    Parameters
    ----------
    at
        Beside this point of the parent.
    done
        Called with the text, or with None.
    """

    def __init__(self, parent: QWidget, at: QPointF, text: str, done: Callable[[str | None], None]) -> None:
        super().__init__(text, parent)
        self._done: Callable[[str | None], None] | None = done
        self.setMaxLength(_MOST_CHARACTERS)
        # A menu of the window may close the series: any menu takes the text, so the field has none of its own.
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setPlaceholderText(self.tr("Text, then Enter"))
        self.setAccessibleName(self.tr("Text beside the arrow"))
        self.setFixedWidth(min(_WIDTH, parent.width()))
        room = QRectF(parent.rect()).adjusted(0, 0, -self.width(), -self.sizeHint().height())
        x, y = at.x() + _GAP, at.y() - self.sizeHint().height() / 2
        self.move(round(min(max(x, 0), room.right())), round(min(max(y, 0), room.bottom())))
        self.returnPressed.connect(self.take)
        self.show()
        self.setFocus()

    def take(self) -> None:
        """End with the text as it is."""
        self._end(" ".join(self.text().split()))

    def _end(self, text: str | None) -> None:
        done, self._done = self._done, None
        if done is None:
            return
        view = self.parentWidget()
        if self.hasFocus() and view is not None:
            view.setFocus()
        self.hide()
        self.deleteLater()
        done(text)

    def event(self, event: QEvent | None) -> bool:
        """Keep the keys of a text; the text is taken before a command that belongs to other keys runs."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.ShortcutOverride:
            return super().event(event)
        if event.key() in _KEPT_KEYS:
            event.accept()
            return True
        answer = super().event(event)
        # With Alt, Ctrl writes letters on some keyboards.
        if (
            not event.isAccepted()
            and event.key() not in _MODIFIERS
            and event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.ControlModifier
        ):
            self.take()
        return answer

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Give it up on Esc."""
        if event is not None and event.key() == Qt.Key.Key_Escape:
            self._end(None)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent | None) -> None:
        """Take the text when the user goes on elsewhere in the window."""
        super().focusOutEvent(event)
        if event is not None and event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self.take()
