"""Preferences: mouse and window presets."""

from __future__ import annotations

from dataclasses import replace

from PyQt6.QtCore import QT_TRANSLATE_NOOP
from PyQt6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QGroupBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from iodeep_viewer.core.display import WINDOW_PRESETS, WindowPreset
from iodeep_viewer.errors import SettingsError
from iodeep_viewer.gui.preferences.page import Page, PageSpec
from iodeep_viewer.settings import DRAG_ACTIONS, DRAG_BUTTONS, MOST_PRESETS, WHEEL_ACTIONS, Settings


class ReadingPage(Page):
    """The actions of the mouse on a slice, and the windows of the number keys."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mouse: dict[str, QComboBox] = {}
        self.presets = QTableWidget(0, 4)
        self.presets.setAccessibleName(self.tr("Window presets"))
        self.presets.setHorizontalHeaderLabels(
            [self.tr("Name"), self.tr("Center"), self.tr("Width"), self.tr("Modality")]
        )
        header = self.presets.horizontalHeader()
        assert header is not None
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.add_button, self.remove_button = QPushButton(self.tr("Add")), QPushButton(self.tr("Remove"))
        self.usual_button = QPushButton(self.tr("Usual presets"))
        layout = QVBoxLayout(self)
        layout.addWidget(self._mouse_box(settings))
        layout.addWidget(self._preset_box(), 1)
        self._fill(settings.reading.window_presets)
        self.add_button.clicked.connect(self._add)
        self.remove_button.clicked.connect(self._remove)
        self.usual_button.clicked.connect(lambda: self._fill(WINDOW_PRESETS))

    def changed(self, settings: Settings) -> Settings:
        """Return settings with the mouse and the presets of this page.

        Raises
        ------
        SettingsError
            If two buttons do the same, or a preset is not complete.
        """
        mouse = {name: str(box.currentData()) for name, box in self.mouse.items()}
        presets = tuple(self._preset(row) for row in range(self.presets.rowCount()))
        return replace(
            settings,
            controls=replace(settings.controls, mouse=mouse),
            reading=replace(settings.reading, window_presets=presets),
        )

    def _mouse_box(self, settings: Settings) -> QGroupBox:
        texts = {
            "window": self.tr("Window: center and width"),
            "pan": self.tr("Pan"),
            "zoom": self.tr("Zoom"),
            "slices": self.tr("Next, previous slice (with Ctrl: zoom)"),
        }
        names = {
            "left": self.tr("Left drag"),
            "middle": self.tr("Middle drag"),
            "right": self.tr("Right drag"),
            "wheel": self.tr("Wheel"),
        }
        box = QGroupBox(self.tr("Mouse"))
        form = QFormLayout(box)
        for name in (*DRAG_BUTTONS, "wheel"):
            combo = QComboBox()
            combo.setAccessibleName(names[name])
            for action in WHEEL_ACTIONS if name == "wheel" else DRAG_ACTIONS:
                zooming_wheel = name == "wheel" and action == "zoom"
                combo.addItem(self.tr("Zoom (with Ctrl: slices)") if zooming_wheel else texts[action], action)
            combo.setCurrentIndex(combo.findData(settings.controls.mouse[name]))
            self.mouse[name] = combo
            form.addRow(names[name], combo)
        return box

    def _preset_box(self) -> QGroupBox:
        box = QGroupBox(self.tr("Window presets"))
        hint = QLabel(self.tr("The first has the key 2, the next 3, and so on. No modality: for all images."))
        hint.setObjectName("faint")
        hint.setWordWrap(True)
        row = QHBoxLayout()
        for button in (self.add_button, self.remove_button, self.usual_button):
            row.addWidget(button)
        row.addStretch(1)
        layout = QVBoxLayout(box)
        layout.addWidget(self.presets, 1)
        layout.addLayout(row)
        layout.addWidget(hint)
        return box

    def _fill(self, presets: tuple[WindowPreset, ...]) -> None:
        self.presets.setRowCount(0)
        for preset in presets:
            self._append((preset.name, f"{preset.center:g}", f"{preset.width:g}", preset.modality))

    def _append(self, texts: tuple[str, str, str, str]) -> None:
        row = self.presets.rowCount()
        self.presets.insertRow(row)
        for column, text in enumerate(texts):
            self.presets.setItem(row, column, QTableWidgetItem(text))
        self.add_button.setEnabled(self.presets.rowCount() < MOST_PRESETS)

    def _add(self) -> None:
        self._append((self.tr("New preset"), "40", "400", "CT"))
        self.presets.setCurrentCell(self.presets.rowCount() - 1, 0)

    def _remove(self) -> None:
        self.presets.removeRow(self.presets.currentRow())
        self.add_button.setEnabled(True)

    def _preset(self, row: int) -> WindowPreset:
        items = [self.presets.item(row, column) for column in range(4)]
        name, center, width, modality = (item.text().strip() if item else "" for item in items)
        try:
            return WindowPreset(name, float(center.replace(",", ".")), float(width.replace(",", ".")), modality.upper())
        except ValueError as error:
            raise SettingsError(
                self.tr("The window preset “{}” has a center or width that is no number.").format(name),
                self.tr("Write plain numbers, such as 40 and 400."),
            ) from error


PAGE = PageSpec(
    QT_TRANSLATE_NOOP("PreferencePages", "Mouse and windows"), 30, lambda context: ReadingPage(context.settings)
)
