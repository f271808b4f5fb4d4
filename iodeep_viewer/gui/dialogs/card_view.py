"""Shows a model card."""

from __future__ import annotations

from PyQt6.QtGui import QFont, QTextBlockFormat, QTextCharFormat, QTextCursor
from PyQt6.QtWidgets import QTextEdit, QWidget

from iodeep_viewer.gui.panels.card import BULLET, sections

_INDENT = 16.0


class CardView(QTextEdit):
    """Read-only text. Nothing of a card is taken for HTML: each line goes in as plain text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setAcceptRichText(False)
        self.setAccessibleName(self.tr("Model card"))

    def show_text(self, text: str) -> None:
        """Show a plain sentence in place of a card."""
        self.setPlainText(text)

    def show_card(self, heading: str, card: str) -> None:
        """Show a card, JSON text, under a heading."""
        self.clear()
        cursor = QTextCursor(self.document())
        plain, bold, large = QTextCharFormat(), QTextCharFormat(), QTextCharFormat()
        bold.setFontWeight(QFont.Weight.DemiBold)
        large.setFontWeight(QFont.Weight.DemiBold)
        large.setFontPointSize(self.font().pointSizeF() * 1.2)
        cursor.setCharFormat(large)
        cursor.insertText(heading)
        for section in sections(card):
            if section.title:
                cursor.insertBlock(_block(0, above=10), bold)
                cursor.insertText(section.title)
            for depth, line in section.lines:
                cursor.insertBlock(_block(depth, above=2, hanging=line.startswith(BULLET)), plain)
                cursor.insertText(line)
        self.moveCursor(QTextCursor.MoveOperation.Start)


def _block(depth: int, above: float, *, hanging: bool = False) -> QTextBlockFormat:
    block = QTextBlockFormat()
    block.setLeftMargin((depth + hanging) * _INDENT)
    block.setTextIndent(-_INDENT * hanging)
    block.setTopMargin(above)
    return block
