"""A series on the screen without any PACS, and a hand on mouse and keys."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PyQt6.QtCore import QPoint, QPointF, Qt
from PyQt6.QtGui import QColor, QImage, QWheelEvent
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from iodeep_viewer.core.geometry import Plane
from iodeep_viewer.core.image_series import ImageSeries, Slice
from iodeep_viewer.core.measurements import Measurement
from iodeep_viewer.core.records import SeriesRecord
from iodeep_viewer.gui.canvas.slice_view import SliceView
from iodeep_viewer.gui.state.open_series import OpenSeries
from iodeep_viewer.viewer import Viewer
from tests.slices import make_slice

NO = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton
Point = tuple[float, float]


def ct_slices(count: int = 3, spacing: tuple[float, float] = (2.0, 1.0)) -> list[Slice]:
    """Slices whose pixel (column, row) has the value 100 * row + column + 10000 * index."""
    rows, columns = np.mgrid[0:40, 0:60]
    return [
        make_slice(
            (100 * rows + columns + 10000 * index).astype(np.float32),
            modality="CT",
            unit="HU",
            spacing=spacing,
            plane=Plane((0.0, 0.0, 5.0 * index), (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), spacing),
            sop_instance_uid=f"1.2.3.4.{index + 1}",
            instance_number=index + 1,
        )
        for index in range(count)
    ]


class Hand:
    """Works on the active viewport."""

    def __init__(self, qtbot: QtBot, viewer: Viewer, slices: Sequence[Slice]) -> None:
        self.qtbot, self.viewer, self.session = qtbot, viewer, viewer.session
        opened = OpenSeries(SeriesRecord("1.2.3", "1.2.3.4", slices[0].modality))
        self.session.active.show(opened)
        opened.set_series(ImageSeries("1.2.3.4").with_slices(slices), complete=True)
        self.opened = opened

    @classmethod
    def of(cls, qtbot: QtBot, viewer: Viewer) -> Hand:
        """Work on what is open already."""
        hand = cls.__new__(cls)
        hand.qtbot, hand.viewer, hand.session = qtbot, viewer, viewer.session
        assert viewer.session.opened is not None
        hand.opened = viewer.session.opened
        return hand

    @property
    def view(self) -> SliceView:
        return self.viewer.window.slice_view

    @property
    def measurements(self) -> tuple[Measurement, ...]:
        return self.opened.review.measurements

    def at(self, point: Point) -> QPoint:
        return self.view.to_viewport(*point).toPoint()

    def press(self, point: Point, modifier: Qt.KeyboardModifier = NO) -> None:
        self.qtbot.mousePress(self.view.viewport(), LEFT, modifier, self.at(point))

    def move(self, point: Point) -> None:
        self.qtbot.mouseMove(self.view.viewport(), self.at(point))

    def release(self, point: Point, modifier: Qt.KeyboardModifier = NO) -> None:
        self.qtbot.mouseRelease(self.view.viewport(), LEFT, modifier, self.at(point))

    def click(self, *points: Point) -> None:
        for point in points:
            self.move(point)
            self.qtbot.mouseClick(self.view.viewport(), LEFT, NO, self.at(point))

    def drag(self, *points: Point, modifier: Qt.KeyboardModifier = NO) -> None:
        self.press(points[0], modifier)
        for point in points[1:]:
            self.move(point)
        self.release(points[-1], modifier)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NO) -> None:
        with self.qtbot.waitActive(self.viewer.window):
            self.viewer.window.activateWindow()
        self.view.setFocus()
        self.qtbot.keyClick(self.view, key, modifier)

    def scroll(self, steps: int, modifier: Qt.KeyboardModifier = NO) -> None:
        """Turn the wheel towards the user by some steps."""
        at = QPointF(self.view.area.center())
        turn = QWheelEvent(
            at, at, QPoint(), QPoint(0, -120 * steps), Qt.MouseButton.NoButton, modifier,
            Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(self.view.viewport(), turn)

    def picture(self) -> QImage:
        QApplication.processEvents()
        return self.view.grab().toImage()

    def shows(self, color: QColor, point: Point, reach: int = 3) -> bool:
        """Whether a colour is on the screen within some pixels of a point of the slice."""
        image, at = self.picture(), self.at(point)
        near = (
            QColor(image.pixel(at + QPoint(x, y)))
            for x in range(-reach, reach + 1)
            for y in range(-reach, reach + 1)
            if image.rect().contains(at + QPoint(x, y))
        )
        return any(
            abs(c.red() - color.red()) + abs(c.green() - color.green()) + abs(c.blue() - color.blue()) < 40
            for c in near
        )
