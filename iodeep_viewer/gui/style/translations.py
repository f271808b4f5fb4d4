"""Texts of the windows in the language of the user, from Qt's translation files."""

from __future__ import annotations

from pathlib import Path

from PyQt6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

_FOLDER = Path(__file__).with_name("locale")


def install_translations(application: QCoreApplication, language: str) -> None:
    """Let the windows that are made from now on speak a language.

    Parameters
    ----------
    language
        Code of a language, e.g. ``it``; for English, in which the texts are written, there is nothing to do.
    """
    QLocale.setDefault(QLocale(language))
    places = (("qtbase", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)), ("iodeep_viewer", str(_FOLDER)))
    for name, folder in places:
        translator = QTranslator(application)
        if language != "en" and translator.load(f"{name}_{language}", folder):
            application.installTranslator(translator)
