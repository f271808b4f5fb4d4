"""Preferences: reviewer, appearance, disk."""

from __future__ import annotations

from dataclasses import replace

from PyQt6.QtCore import QT_TRANSLATE_NOOP
from PyQt6.QtWidgets import QComboBox, QFormLayout, QLabel, QLineEdit, QSpinBox, QWidget

from iodeep_viewer.gui.preferences.page import Page, PageSpec
from iodeep_viewer.settings import LANGUAGES, SCALES, THEMES, Settings


class GeneralPage(Page):
    """The person and the computer."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.reviewer_name = QLineEdit(settings.reading.reviewer_name)
        self.reviewer_name.setToolTip(self.tr("Your name as it is stored with approved findings"))
        self.theme = QComboBox()
        for name, text in zip(THEMES, (self.tr("Dark"), self.tr("Light")), strict=True):
            self.theme.addItem(text, name)
        self.language = QComboBox()
        for code, name in LANGUAGES.items():
            self.language.addItem(name, code)
        self.scale = QComboBox()
        for scale in SCALES:
            self.scale.addItem(f"{scale} %", scale)
        self.cache_limit_mb = QSpinBox()
        self.cache_limit_mb.setRange(100, 10_000_000)
        self.cache_limit_mb.setSingleStep(1000)
        self.cache_limit_mb.setSuffix(" MB")
        self.cache_limit_mb.setGroupSeparatorShown(True)
        self.cache_limit_mb.setValue(settings.storage.cache_limit_mb)
        self.cache_limit_mb.setToolTip(self.tr("Beyond this the images that were not viewed for longest are removed"))
        for box, value in (
            (self.theme, settings.appearance.theme),
            (self.language, settings.appearance.language),
            (self.scale, settings.appearance.scale),
        ):
            box.setCurrentIndex(box.findData(value))
        form = QFormLayout(self)
        for label, field in (
            (self.tr("Reviewer"), self.reviewer_name),
            (self.tr("Theme"), self.theme),
            (self.tr("Language"), self.language),
            (self.tr("Size of text and controls"), self.scale),
            (self.tr("Image cache"), self.cache_limit_mb),
        ):
            field.setAccessibleName(label)
            form.addRow(label, field)
        hint = QLabel(self.tr("Language, size and image cache change at the next start."))
        hint.setObjectName("faint")
        form.addRow(hint)

    def changed(self, settings: Settings) -> Settings:
        """Return settings with the values of this page."""
        return replace(
            settings,
            reading=replace(settings.reading, reviewer_name=self.reviewer_name.text().strip()),
            appearance=replace(
                settings.appearance,
                theme=str(self.theme.currentData()),
                language=str(self.language.currentData()),
                scale=int(self.scale.currentData()),
            ),
            storage=replace(settings.storage, cache_limit_mb=self.cache_limit_mb.value()),
        )


PAGE = PageSpec(
    QT_TRANSLATE_NOOP("PreferencePages", "General"),
    60,
    lambda context: GeneralPage(context.settings),
)
