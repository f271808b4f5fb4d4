"""Dark and light appearance: one palette of named colours, one style sheet."""

from __future__ import annotations

from dataclasses import dataclass

from PyQt6.QtGui import QColor, QPalette
from PyQt6.QtWidgets import QApplication

PROPOSED_COLOR = QColor(255, 72, 66)
"""Outline of proposed regions (paper, section 4.1: red)."""
VALIDATED_COLOR = QColor(57, 211, 102)
"""Outline of validated regions (paper, section 4.1: green)."""
FAINT_COLOR = QColor(150, 158, 170)
"""Outline of what was stored as rejected; text that steps back."""
OVERLAY_COLOR = QColor(226, 232, 240)
"""Corner text on the image."""
ATTENTION_COLOR = QColor(255, 196, 84)
"""Text that the user must not miss."""
ACTIVE_COLOR = QColor(61, 139, 253)
"""Frame of the viewport that keys and panels speak of."""
FRAME_COLOR = QColor(57, 65, 77)
"""Frame of the other viewports."""
REFERENCE_COLOR = QColor(255, 225, 110)
"""Line where the slice of the active viewport cuts another."""


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours of the window, as ``#rrggbb``."""

    window: str
    panel: str
    field: str
    border: str
    text: str
    faint: str
    accent: str
    accent_text: str
    good: str
    bad: str
    attention: str


THEMES = {
    "dark": Theme(
        window="#14171c",
        panel="#1b1f26",
        field="#232933",
        border="#39414d",
        text="#e3e8ef",
        faint="#9aa5b4",
        accent="#3d8bfd",
        accent_text="#ffffff",
        good="#39d366",
        bad="#ff6b66",
        attention="#ffc454",
    ),
    "light": Theme(
        window="#eceff3",
        panel="#f7f8fa",
        field="#ffffff",
        border="#c3cad4",
        text="#1b2028",
        faint="#5a6573",
        accent="#1466d8",
        accent_text="#ffffff",
        good="#127a36",
        bad="#b3261e",
        attention="#8a5a00",
    ),
}


def apply_theme(application: QApplication, name: str) -> None:
    """Give the whole application the theme `name`, ``dark`` or ``light``."""
    theme = THEMES[name]
    if application.styleSheet() == _style_sheet(theme):
        return
    application.setStyle("Fusion")
    palette = QPalette()
    for role, color in (
        (QPalette.ColorRole.Window, theme.window),
        (QPalette.ColorRole.WindowText, theme.text),
        (QPalette.ColorRole.Base, theme.field),
        (QPalette.ColorRole.AlternateBase, theme.panel),
        (QPalette.ColorRole.Text, theme.text),
        (QPalette.ColorRole.PlaceholderText, theme.faint),
        (QPalette.ColorRole.Button, theme.field),
        (QPalette.ColorRole.ButtonText, theme.text),
        (QPalette.ColorRole.ToolTipBase, theme.field),
        (QPalette.ColorRole.ToolTipText, theme.text),
        (QPalette.ColorRole.Highlight, theme.accent),
        (QPalette.ColorRole.HighlightedText, theme.accent_text),
        (QPalette.ColorRole.Link, theme.accent),
    ):
        palette.setColor(role, QColor(color))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText, QPalette.ColorRole.WindowText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.faint))
    application.setPalette(palette)
    application.setStyleSheet(_style_sheet(theme))


def _style_sheet(theme: Theme) -> str:
    return f"""
    QMainWindow, QDialog {{ background: {theme.window}; }}
    QFrame#panel {{ background: {theme.panel}; border: 1px solid {theme.border}; border-radius: 6px; }}
    QLabel#title {{ font-size: 18pt; font-weight: 600; }}
    QCommandLinkButton {{ background: {theme.panel}; border: 1px solid {theme.border}; border-radius: 6px; }}
    QCommandLinkButton:hover, QCommandLinkButton:focus {{ border-color: {theme.accent}; }}
    QLabel#heading {{ color: {theme.faint}; font-weight: 600; }}
    QLabel#faint {{ color: {theme.faint}; }}
    QLabel#good {{ color: {theme.good}; }}
    QLabel#bad {{ color: {theme.bad}; }}
    QLabel#attention {{ color: {theme.attention}; }}
    QLineEdit, QComboBox, QDateEdit, QSpinBox, QDoubleSpinBox, QPlainTextEdit {{
        background: {theme.field}; border: 1px solid {theme.border}; border-radius: 4px; padding: 4px 6px; }}
    QLineEdit:focus, QComboBox:focus, QDateEdit:focus, QSpinBox:focus {{ border-color: {theme.accent}; }}
    QPushButton, QToolButton {{
        background: {theme.field}; border: 1px solid {theme.border}; border-radius: 4px; padding: 5px 12px; }}
    QToolBar {{ background: {theme.panel}; border: none; border-bottom: 1px solid {theme.border}; padding: 3px 6px;
        spacing: 2px; }}
    QToolBar::separator {{ background: {theme.border}; width: 1px; margin: 5px 6px; }}
    QToolBar QToolButton {{ background: transparent; border-color: transparent; padding: 4px 5px; }}
    QToolBar QToolButton:checked {{ background: {theme.accent}; }}
    QToolButton#slim {{ padding: 4px 5px; }}
    QPushButton:hover, QToolButton:hover {{ border-color: {theme.accent}; }}
    QPushButton:focus, QToolButton:focus, QCheckBox:focus, QSlider:focus, QTableView:focus, QListView:focus {{
        border: 1px solid {theme.accent}; border-radius: 4px; }}
    QPushButton:pressed, QToolButton:checked {{ background: {theme.accent}; color: {theme.accent_text}; }}
    QPushButton:disabled {{ color: {theme.faint}; border-color: {theme.field}; }}
    QPushButton#primary {{ background: {theme.accent}; color: {theme.accent_text}; border-color: {theme.accent};
        font-weight: 600; }}
    QPushButton#primary:focus {{ border-color: {theme.text}; }}
    QPushButton#primary:disabled {{
        font-weight: normal; background: {theme.field}; color: {theme.faint}; border-color: {theme.field}; }}
    QToolButton#primary {{ background: {theme.accent}; color: {theme.accent_text}; border-color: {theme.accent};
        font-weight: 600; padding-right: 24px; }}
    QToolButton#primary:disabled {{
        font-weight: normal; background: {theme.field}; color: {theme.faint}; border-color: {theme.field}; }}
    QToolButton#primary::menu-button {{ border: none; border-left: 1px solid {theme.accent_text}; width: 18px; }}
    QTableView, QListView, QTableWidget {{
        background: {theme.field}; alternate-background-color: {theme.panel}; border: 1px solid {theme.border};
        border-radius: 4px; gridline-color: {theme.border}; selection-background-color: {theme.accent};
        selection-color: {theme.accent_text}; }}
    QTableView::item, QTableWidget::item {{ padding: 0 4px; }}
    QHeaderView::section {{ background: {theme.panel}; color: {theme.faint}; border: none;
        border-bottom: 1px solid {theme.border}; padding: 4px 6px; }}
    QProgressBar {{ border: 1px solid {theme.border}; border-radius: 4px; text-align: center; height: 14px;
        background: {theme.field}; }}
    QProgressBar::chunk {{ background: {theme.accent}; border-radius: 3px; }}
    QSplitter::handle {{ background: {theme.window}; }}
    QToolTip {{ background: {theme.field}; color: {theme.text}; border: 1px solid {theme.border}; padding: 4px; }}
    QFrame#notice-info {{ background: {theme.field}; border-left: 4px solid {theme.accent}; }}
    QFrame#notice-warning {{ background: {theme.field}; border-left: 4px solid {theme.attention}; }}
    QFrame#notice-error {{ background: {theme.field}; border-left: 4px solid {theme.bad}; }}
    QStatusBar {{ background: {theme.panel}; color: {theme.faint}; }}
    QStatusBar::item {{ border: none; }}
    QMenuBar, QMenu {{ background: {theme.panel}; color: {theme.text}; }}
    QMenuBar::item:selected, QMenu::item:selected {{ background: {theme.accent}; color: {theme.accent_text}; }}
    """
