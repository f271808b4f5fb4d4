"""Preferences: viewports and aids that are on when the viewer starts."""

from __future__ import annotations

from dataclasses import replace

from PyQt6.QtCore import QT_TRANSLATE_NOOP
from PyQt6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QGroupBox, QLabel, QVBoxLayout

from iodeep_viewer.gui.commands.keys import keys_in_force, with_keys
from iodeep_viewer.gui.preferences.page import Page, PageContext, PageSpec
from iodeep_viewer.settings import Settings


class DisplayPage(Page):
    """Number of viewports, and aids that are on; the keys beside them switch these while reading."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        reading = context.settings.reading
        keys = keys_in_force(context.commands, context.settings.controls.keys)
        self.viewports = QComboBox()
        self.viewports.setAccessibleName(self.tr("Viewports"))
        for count, text in ((1, self.tr("One")), (2, self.tr("Two")), (4, self.tr("Four"))):
            self.viewports.addItem(with_keys(text, keys, f"layout_{count}"), count)
        self.viewports.setCurrentIndex(self.viewports.findData(reading.viewports))
        corner_text = self.tr("Text in the corners, orientation letters and scale bar")
        labels = self.tr("Labels beside regions, all values beside measurements")
        linked = self.tr("Viewports scroll together by position")
        reference_lines = self.tr("Lines where the active slice cuts the others")
        self.corner_text = _switch(with_keys(corner_text, keys, "corner_text"), reading.corner_text)
        self.labels = _switch(with_keys(labels, keys, "labels"), reading.labels)
        self.linked = _switch(with_keys(linked, keys, "linked"), reading.linked)
        self.reference_lines = _switch(with_keys(reference_lines, keys, "reference_lines"), reading.reference_lines)
        self._lay_out()

    def changed(self, settings: Settings) -> Settings:
        """Return settings with the values of this page."""
        reading = replace(
            settings.reading,
            viewports=int(self.viewports.currentData()),
            corner_text=self.corner_text.isChecked(),
            labels=self.labels.isChecked(),
            linked=self.linked.isChecked(),
            reference_lines=self.reference_lines.isChecked(),
        )
        return replace(settings, reading=reading)

    def _lay_out(self) -> None:
        box = QGroupBox(self.tr("When the viewer starts"))
        form = QFormLayout(box)
        form.addRow(self.tr("Viewports"), self.viewports)
        for switch in (self.corner_text, self.labels, self.linked, self.reference_lines):
            form.addRow(switch)
        hint = QLabel(self.tr("A change holds at once, too. The keys switch each of these while you read."))
        hint.setObjectName("faint")
        hint.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.addWidget(box)
        layout.addWidget(hint)
        layout.addStretch(1)


def _switch(text: str, on: bool) -> QCheckBox:
    box = QCheckBox(text)
    box.setChecked(on)
    return box


PAGE = PageSpec(QT_TRANSLATE_NOOP("PreferencePages", "Display"), 40, DisplayPage)
