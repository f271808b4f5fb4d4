"""A radiologist at work, with mouse and keyboard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from iodeep_viewer.gui.dialogs.store_dialog import StoreDialog
from iodeep_viewer.gui.state.open_series import NetworkStatus
from iodeep_viewer.viewer import Viewer

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 30_000
LESION_SLICE = 9
"""Index of a slice of the sample brain that shows its lesion well."""


class Reader:
    """A radiologist, with mouse and keyboard."""

    def __init__(self, qtbot: QtBot, viewer: Viewer) -> None:
        self.qtbot, self.viewer = qtbot, viewer
        self.window, self.session = viewer.window, viewer.session

    def search(self, name: str) -> None:
        self.window.search_panel.patient_name.setFocus()
        self.window.search_panel.patient_name.clear()
        self.qtbot.keyClicks(self.window.search_panel.patient_name, name)
        self.qtbot.keyClick(self.window.search_panel.patient_name, Qt.Key.Key_Return)
        self.wait(lambda: self.viewer.jobs.idle)

    def open_study(self, text: str) -> None:
        view = self.window.study_table.view
        model = view.model()
        assert model is not None
        row = next(row for row in range(model.rowCount()) if text in str(model.index(row, 0).data()))
        place = view.visualRect(model.index(row, 0)).center()
        self.qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
        self.wait(lambda: bool(self.session.series_records))

    def open_series(self, row: int = 0) -> None:
        view = self.window.series_list.view
        item = view.item(row)
        assert item is not None
        self.qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualItemRect(item).center())
        self.wait(lambda: self.session.complete and self.session.network.status is not NetworkStatus.SEARCHING)
        self.wait(lambda: self.viewer.jobs.idle)

    def open_sample(self, name: str) -> None:
        self.search("SYNTHETIC")
        self.open_study(name)
        images = [row for row, item in enumerate(self.session.series_records) if item.modality != "RTSTRUCT"]
        self.open_series(images[0])

    def go_to(self, index: int) -> None:
        self.window.navigation_bar.slider.setValue(index)
        assert self.session.index == index

    def click_ai_roi(self) -> None:
        self.qtbot.mouseClick(self.window.navigation_bar.propose_button, Qt.MouseButton.LeftButton)
        self.wait(lambda: self.viewer.jobs.idle)

    def take_focus(self) -> None:
        """Make the window the one that keys go to."""
        with self.qtbot.waitActive(self.window):
            self.window.activateWindow()

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.take_focus()
        self.window.slice_view.setFocus()
        self.qtbot.keyClick(self.window.slice_view, key, modifier)

    def click_slice(self, column: float, row: float) -> None:
        view = self.window.slice_view
        at: QPoint = view.to_viewport(column, row).toPoint()
        self.qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)

    def wait(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition, timeout=PATIENCE)

    @property
    def notices(self) -> list[str]:
        return [f"{notice.sentence} {notice.hint}" for notice in self.window.banner.notices]


def confirm_store(reader: Reader, name: str) -> None:
    """Fill in the dialog that asks what to store, and press Store."""
    reader.wait(lambda: isinstance(QApplication.activeModalWidget(), StoreDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, StoreDialog)
    dialog.reviewer_name.clear()
    reader.qtbot.keyClicks(dialog.reviewer_name, name)
    reader.qtbot.mouseClick(dialog.store_button, Qt.MouseButton.LeftButton)
