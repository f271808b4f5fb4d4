"""Preferences: when AI ROI runs by itself, chosen networks, places of weights."""

from __future__ import annotations

from dataclasses import replace

from PyQt6.QtCore import QT_TRANSLATE_NOOP, Qt
from PyQt6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from iodeep_viewer.gui.preferences.page import Page, PageSpec
from iodeep_viewer.settings import AI_ON_OPENING, Settings


class NetworksPage(Page):
    """AI ROI on opening, chosen networks, places of weights."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preferred = dict(settings.networks.preferred)
        texts = {
            "off": self.tr("Nothing: I click AI ROI"),
            "slice": self.tr("The slice on screen"),
            "series": self.tr("The whole series"),
        }
        self.on_opening = QComboBox()
        self.on_opening.setAccessibleName(self.tr("AI ROI on opening"))
        self.on_opening.setToolTip(self.tr("Only where a network fits; you decide on its proposals, as always"))
        for value in AI_ON_OPENING:
            self.on_opening.addItem(texts[value], value)
        self.on_opening.setCurrentIndex(self.on_opening.findData(settings.networks.ai_on_opening))
        self.choices = QListWidget()
        self.choices.setAccessibleName(self.tr("Chosen networks"))
        self.forget_button = QPushButton(self.tr("Forget"))
        self.forget_button.setToolTip(self.tr("Take the newest network for these images again"))
        self.places = QPlainTextEdit("\n".join(settings.networks.weights_places))
        self.places.setAccessibleName(self.tr("Places of weights"))
        self.places.setPlaceholderText("https://host/path\nfile:///folder")
        self._lay_out()
        self._show_choices()
        self.choices.currentRowChanged.connect(lambda row: self.forget_button.setEnabled(row >= 0))
        self.forget_button.clicked.connect(self._forget)

    def changed(self, settings: Settings) -> Settings:
        """Return settings with the values of this page.

        Raises
        ------
        SettingsError
            If a place is neither ``https://host/path`` nor ``file:///folder``.
        """
        lines = (line.strip() for line in self.places.toPlainText().splitlines())
        return replace(
            settings,
            networks=replace(
                settings.networks,
                ai_on_opening=str(self.on_opening.currentData()),
                preferred=dict(self._preferred),
                weights_places=tuple(line for line in lines if line),
            ),
        )

    def _lay_out(self) -> None:
        opening = QFormLayout()
        opening.addRow(self.tr("When a series opens, AI ROI reads"), self.on_opening)
        choices = QGroupBox(self.tr("Chosen networks"))
        beside = QHBoxLayout()
        beside.addWidget(
            _hint(self.tr("Where several networks match, “Why?” lets you choose one. Your choices stand here.")), 1
        )
        beside.addWidget(self.forget_button)
        column = QVBoxLayout(choices)
        column.addWidget(self.choices, 1)
        column.addLayout(beside)
        places = QGroupBox(self.tr("Weights outside of the PACS"))
        column = QVBoxLayout(places)
        column.addWidget(self.places, 1)
        column.addWidget(
            _hint(
                self.tr("Weights outside of a network's object are fetched from these places alone, one on each line.")
            )
        )
        layout = QVBoxLayout(self)
        layout.addLayout(opening)
        layout.addWidget(choices, 1)
        layout.addWidget(places, 1)

    def _show_choices(self) -> None:
        self.choices.clear()
        for key, uid in self._preferred.items():
            modality, samples, part = (*key.split("/", 2), "", "")[:3]
            color = self.tr("colour") if samples == "3" else self.tr("grey")
            item = QListWidgetItem(f"{modality} {part} ({color}): {uid}")
            item.setData(Qt.ItemDataRole.UserRole, key)
            self.choices.addItem(item)
        self.forget_button.setEnabled(False)

    def _forget(self) -> None:
        item = self.choices.currentItem()
        if item is not None:
            self._preferred.pop(str(item.data(Qt.ItemDataRole.UserRole)), None)
            self._show_choices()


def _hint(text: str) -> QLabel:
    label = QLabel(text)
    label.setObjectName("faint")
    label.setWordWrap(True)
    return label


PAGE = PageSpec(
    QT_TRANSLATE_NOOP("PreferencePages", "Networks"),
    20,
    lambda context: NetworksPage(context.settings),
)
