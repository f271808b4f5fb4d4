"""The windows in Italian and Spanish: complete, up to date, and on screen."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PyQt6.QtCore import QCoreApplication, QLocale, QTranslator
from PyQt6.QtWidgets import QApplication, QDialogButtonBox
from pytestqt.qtbot import QtBot

from iodeep_viewer.core.pacs_node import PacsNode
from iodeep_viewer.gui.dialogs.about import research_use
from iodeep_viewer.gui.dialogs.store_dialog import StoreDialog
from iodeep_viewer.gui.style import translations
from iodeep_viewer.gui.style.translations import install_translations
from iodeep_viewer.gui.style.wording import findings
from iodeep_viewer.viewer import Viewer
from tests.gui.reader import Reader

STYLE = Path(translations.__file__).parent
GUI = STYLE.parent
APP = GUI.parent / "app.py"
LANGUAGES = ("it", "es")
Messages = dict[tuple[str, str], str]


def ts_of(language: str) -> Path:
    return STYLE / "locale" / f"iodeep_viewer_{language}.ts"


def messages(path: Path) -> Messages:
    """Translation by context and text; empty where there is none."""
    found: Messages = {}
    for context in ElementTree.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            done = translation.get("type") is None
            key = context.findtext("name", ""), message.findtext("source", "")
            found[key] = (translation.text or "") if done else ""
    return found


@pytest.fixture
def speak(qapp: QApplication) -> Iterator[Callable[[str], None]]:
    """Let windows that are made from now on speak a language; English again afterwards."""

    def english() -> None:
        for translator in qapp.findChildren(QTranslator):
            qapp.removeTranslator(translator)
            translator.deleteLater()
        QLocale.setDefault(QLocale("en"))

    def choose(language: str) -> None:
        english()
        install_translations(qapp, language)

    default = QLocale()
    yield choose
    english()
    QLocale.setDefault(default)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated_with_its_placeholders(language: str) -> None:
    for (context, text), translation in messages(ts_of(language)).items():
        assert translation.strip(), (context, text)
        assert re.findall(r"\{[^}]*\}", translation) == re.findall(r"\{[^}]*\}", text), (context, text)
        assert translation.count("&") == text.count("&"), (context, text)
        assert (translation[0] == " ", translation[-1] in ":…") == (text[0] == " ", text[-1] in ":…"), (context, text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_shipped_says_what_was_translated(language: str, speak: Callable[[str], None]) -> None:
    speak(language)
    for (context, text), translation in messages(ts_of(language)).items():
        assert QCoreApplication.translate(context, text) == translation


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_of_the_windows_was_forgotten(language: str, tmp_path: Path) -> None:
    """If this fails: ``make translations``, translate, and again."""
    scanned = tmp_path / "scanned.ts"
    command = [
        sys.executable,
        "-m",
        "PyQt6.lupdate.pylupdate",
        "--no-summary",
        "--ts",
        str(scanned),
        str(GUI),
        str(APP),
    ]
    subprocess.run(command, check=True)
    texts = set(messages(scanned))
    assert len(texts) > 500
    assert texts == set(messages(ts_of(language)))


def test_no_class_inherits_texts() -> None:
    """PyQt looks a text up under the name of the object's own class, pylupdate6 files it under where it is written."""
    bases: set[str] = set()
    speaking: set[str] = set()
    for path in GUI.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                bases.update(ast.unparse(base) for base in node.bases)
                if "self.tr(" in ast.unparse(node):
                    speaking.add(node.name)
    assert len(speaking) > 30
    assert not speaking & bases


def test_italian_menus_buttons_and_blocks(
    speak: Callable[[str], None], make_viewer: Callable[[PacsNode | None], Viewer]
) -> None:
    speak("it")
    window = make_viewer(None).window
    bar = window.menuBar()
    assert bar is not None
    titles = ["File", "Regioni", "Immagine", "Finestra", "Strumenti", "Vista", "Aiuto"]
    assert [action.text() for action in bar.actions()] == titles
    assert window.actions_by_id["validate_all"].text() == "Convalida tutte su questa sezione"
    assert window.navigation_bar.next_button.text() == "Successiva  ▶"
    assert window.navigation_bar.next_button.toolTip() == "Sezione successiva (Giù)"
    assert window.patient_block.accessibleName() == "Paziente"
    assert window.windowTitle() == "IODeep Viewer — Per uso di ricerca. Non è un dispositivo medico."
    window.controllers.ai.propose()
    notice = window.banner.notices[0]
    assert (notice.sentence, notice.hint) == ("Nessuna sezione è aperta.", "Aprire prima una serie.")


def test_spanish_buttons_of_qt_and_counts(
    speak: Callable[[str], None], make_viewer: Callable[[PacsNode | None], Viewer], qtbot: QtBot
) -> None:
    speak("es")
    dialog = StoreDialog(make_viewer(None).session)
    qtbot.addWidget(dialog)
    cancel = dialog.buttons.button(QDialogButtonBox.StandardButton.Cancel)
    assert cancel is not None
    assert cancel.text().replace("&", "") == "Cancelar"
    assert dialog.store_button is not None
    assert dialog.store_button.text() == "Almacenar"
    assert findings(1, 0, 2) == "1 región, 2 imágenes clave"


def test_english_again(speak: Callable[[str], None]) -> None:
    speak("it")
    assert research_use().startswith("Per uso di ricerca")
    speak("en")
    assert research_use() == "For research use. Not a medical device."
    assert findings(2, 1, 0) == "2 regions, 1 measurement"


def test_the_main_job_in_italian(
    speak: Callable[[str], None],
    make_viewer: Callable[[PacsNode | None], Viewer],
    filled_pacs: PacsNode,
    qtbot: QtBot,
) -> None:
    speak("it")
    reader = Reader(qtbot, make_viewer(filled_pacs))
    reader.open_sample("BRAIN")
    reader.go_to(len(reader.session.series) // 2 if reader.session.series else 0)
    reader.click_ai_roi()
    reader.window.controllers.review.validate_all_on_slice()
    validated = len(reader.session.review.rois)
    assert validated > 0
    reader.window.controllers.storing.store("Rossi^Anna", "AI ROI")
    reader.wait(lambda: reader.viewer.jobs.idle)
    noun = "regione" if validated == 1 else "regioni"
    name = filled_pacs.name
    assert any(
        text.startswith(f"{validated} {noun}: archiviazione in {name} come RT Structure Set “AI ROI” riuscita.")
        for text in reader.notices
    )
