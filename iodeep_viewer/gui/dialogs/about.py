"""The about box, the help window and the first-start notice."""

from __future__ import annotations

from html import escape

from PyQt6.QtCore import QCoreApplication
from PyQt6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QMessageBox, QTextBrowser, QVBoxLayout, QWidget

from iodeep_viewer import __version__
from iodeep_viewer.gui.commands.command import Command, command_text
from iodeep_viewer.gui.commands.keys import keys_in_force
from iodeep_viewer.gui.commands.mouse_rows import mouse_rows
from iodeep_viewer.settings import Settings

_ARTICLE = (
    "Contino, Cruciata, Gambino, Pirrone, “IODeep: an IOD for the introduction of deep learning in the DICOM "
    "standard”, arXiv 2311.16163"
)


def research_use() -> str:
    """Say what the program is not for."""
    return QCoreApplication.translate("About", "For research use. Not a medical device.")


def to_be_checked() -> str:
    """Say who answers for what is proposed."""
    return QCoreApplication.translate("About", "Everything proposed must be checked by a physician.")


def show_about(parent: QWidget) -> None:
    """Show what this program is."""
    translate = QCoreApplication.translate
    idea = translate(
        "About",
        "Trained networks are stored in the PACS as DICOM objects; the one that fits the slice proposes regions of "
        "interest, and the physician decides on each.",
    )
    origin = translate("About", "After: {}.").format(_ARTICLE)
    licence = translate("About", "Free software under the GNU General Public License, version 3 or later.")
    box = QMessageBox(parent)
    box.setWindowTitle(translate("About", "About IODeep Viewer"))
    box.setText(
        f"<h3>IODeep Viewer {__version__}</h3><p><b>{research_use()}</b></p>"
        f"<p>{idea}</p><p>{origin}</p><p>{licence}</p>"
    )
    box.open()


class HelpDialog(QDialog):
    """All keys and what the mouse does, as they are set."""

    def __init__(self, settings: Settings, commands: tuple[Command, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keys and mouse"))
        self.resize(560, 680)
        self._text = QTextBrowser()
        self._text.setHtml(
            _table(self.tr("Mouse"), mouse_rows(settings.controls.mouse))
            + _table(self.tr("Keys"), _key_rows(settings, commands))
        )
        self._text.setAccessibleName(self.tr("Keys and mouse"))
        hint = QLabel(self.tr("Keys, drags and the wheel can be changed in the preferences."))
        hint.setObjectName("faint")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self._text)
        layout.addWidget(hint)
        layout.addWidget(buttons)

    def text(self) -> str:
        """Return what the window says."""
        return self._text.toPlainText()


def _key_rows(settings: Settings, commands: tuple[Command, ...]) -> tuple[tuple[str, str], ...]:
    keys = keys_in_force(commands, settings.controls.keys)
    return tuple((" / ".join(keys[item.id]), command_text(item)) for item in commands if keys[item.id])


def _table(heading: str, rows: tuple[tuple[str, str], ...]) -> str:
    cells = "".join(
        f"<tr><td><b>{escape(key)}</b>&nbsp;&nbsp;&nbsp;</td><td>{escape(text)}</td></tr>" for key, text in rows
    )
    return f"<h4>{heading}</h4><table cellpadding='3'>{cells}</table>"
