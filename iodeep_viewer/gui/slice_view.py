"""The slice on screen: image, regions, corner text, and the mouse."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PyQt6.QtCore import QPoint, QPointF, QRectF, Qt, pyqtSignal
from PyQt6.QtGui import (
    QColor,
    QContextMenuEvent,
    QImage,
    QMouseEvent,
    QPainter,
    QPixmap,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PyQt6.QtWidgets import QFrame, QGraphicsPixmapItem, QGraphicsScene, QGraphicsView, QWidget

from iodeep_viewer.core.image_series import Slice
from iodeep_viewer.core.regions import RoiState
from iodeep_viewer.gui.corner_text import corner_text
from iodeep_viewer.gui.overlay import draw_overlay
from iodeep_viewer.gui.roi_item import Look, RoiItem
from iodeep_viewer.gui.session import Session

_CLICK_DISTANCE = 4
_ZOOM_LIMITS = (0.05, 60.0)
_WHEEL_STEP = 120


@dataclass(frozen=True, slots=True)
class _Drag:
    """A mouse button held down, and where it was pressed."""

    button: Qt.MouseButton
    start: QPoint
    last: QPoint
    moved: bool
    window_step: float


class SliceView(QGraphicsView):
    """Shows the slice of the session; emits what the mouse asks for."""

    scrolled = pyqtSignal(int)
    """Slices to go on (positive) or back."""
    window_dragged = pyqtSignal(float, float)
    """Change of center and width, in modality units."""
    roi_clicked = pyqtSignal(object)
    """Identifier of the region under the pointer, or None."""
    menu_requested = pyqtSignal(QPoint)
    """Right click without a drag, in global coordinates."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._scene = QGraphicsScene(self)
        self._pixmap = QGraphicsPixmapItem()
        self._pixmap.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
        self._pixmap.setOffset(-0.5, -0.5)  # pixel centres at integer coordinates
        self._scene.addItem(self._pixmap)
        self._rois: list[RoiItem] = []
        self._drag: _Drag | None = None
        self._pointer: QPointF | None = None
        self._fitted = True
        self._wheel = 0
        self._shown_series = ""
        self.setScene(self._scene)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setBackgroundBrush(QColor(0, 0, 0))
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setMinimumSize(256, 256)
        self.setAccessibleName("Slice")
        for signal in (session.series_changed, session.index_changed, session.display_changed):
            signal.connect(self._show_image)
        for signal in (
            session.series_changed,
            session.index_changed,
            session.review_changed,
            session.selection_changed,
            session.stored_changed,
        ):
            signal.connect(self._show_rois)

    @property
    def zoom(self) -> float:
        """Screen pixels for one column of the image."""
        return self.transform().m11() * self._aspect()[0]

    def fit(self) -> None:
        """Show the whole slice as large as possible."""
        self._fitted = True
        if not self._pixmap.pixmap().isNull():
            self.fitInView(self._pixmap, Qt.AspectRatioMode.KeepAspectRatio)
        self.viewport_update()

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Zoom, keeping the point `at` of the viewport where it is."""
        self._zoom_to(self.zoom * factor, at or self.viewport_center())

    def to_viewport(self, column: float, row: float) -> QPointF:
        """Return where a point of the slice is on the viewport."""
        scene = self._pixmap.mapToScene(QPointF(column, row))
        return self.viewportTransform().map(scene)

    def viewport_center(self) -> QPointF:
        """Return the centre of the viewport."""
        return QRectF(self._viewport().rect()).center()

    def viewport_update(self) -> None:
        """Draw again."""
        self._viewport().update()

    def _viewport(self) -> QWidget:
        viewport = self.viewport()
        assert viewport is not None  # a QGraphicsView always has one
        return viewport

    def _aspect(self) -> tuple[float, float]:
        """(column, row) scale that makes the pixels of this slice square on the screen."""
        image = self._session.image
        if image is None:
            return 1.0, 1.0
        row, column = image.spacing
        return column / min(row, column), row / min(row, column)

    def _show_image(self) -> None:
        image, window = self._session.image, self._session.shown_window()
        if image is None or window is None:
            self._pixmap.setPixmap(QPixmap())
            self.viewport_update()
            return
        pixels = np.ascontiguousarray(image.grey(window, invert=self._session.inverted))
        form = QImage.Format.Format_RGB888 if image.is_color else QImage.Format.Format_Grayscale8
        picture = QImage(pixels.tobytes(), image.columns, image.rows, pixels.strides[0], form)
        before = self._pixmap.pixmap().size()
        self._pixmap.setPixmap(QPixmap.fromImage(picture))
        self._pixmap.setTransform(QTransform.fromScale(*self._aspect()))
        series = image.series_instance_uid
        if series != self._shown_series or before != self._pixmap.pixmap().size():
            self._shown_series = series
            self._free_scene_rect()
            self.fit()
        self.viewport_update()

    def _free_scene_rect(self) -> None:
        """Let the image be panned until only its edge is left in the viewport."""
        rect = self._pixmap.sceneBoundingRect()
        self._scene.setSceneRect(
            rect.adjusted(-5 * rect.width(), -5 * rect.height(), 5 * rect.width(), 5 * rect.height())
        )

    def _show_rois(self) -> None:
        for item in self._rois:
            self._scene.removeItem(item)
        self._rois = []
        session = self._session
        key = session.image_key
        if key is None:
            return
        for structure_set in session.stored:
            for roi in structure_set.rois:
                status = structure_set.approval.status
                text = f"{roi.label} — stored, {status.value}"
                for contour in roi.contours_on(key):
                    self._add(RoiItem(contour, Look[status.name], None, selected=False, text=text))
        for roi in session.rois_on_screen():
            look = Look.VALIDATED if roi.state is RoiState.VALIDATED else Look.PROPOSED
            for contour in roi.contours_on(key):
                selected = roi.roi_id == session.selected_roi_id
                self._add(RoiItem(contour, look, roi.roi_id, selected=selected, text=roi.label))

    def _add(self, item: RoiItem) -> None:
        item.setParentItem(self._pixmap)
        item.setZValue(1 if item.selected else 0)
        self._rois.append(item)

    def _zoom_to(self, zoom: float, at: QPointF) -> None:
        self._fitted = False
        wanted = min(max(zoom, _ZOOM_LIMITS[0]), _ZOOM_LIMITS[1])
        factor = wanted / self.zoom
        before = self.mapToScene(at.toPoint())
        self.scale(factor, factor)
        after = self.mapToScene(at.toPoint())
        moved = after - before
        self.translate(moved.x(), moved.y())
        self.viewport_update()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Keep a fitted slice fitted."""
        super().resizeEvent(event)
        if self._fitted:
            self.fit()

    def wheelEvent(self, event: QWheelEvent | None) -> None:
        """Wheel: slices. Ctrl+wheel: zoom at the pointer."""
        if event is None:
            return
        delta = event.angleDelta().y()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1.0015**delta, event.position())
        else:
            # Fine wheels and touch pads send parts of a step.
            self._wheel += delta
            steps = int(self._wheel / _WHEEL_STEP)
            self._wheel -= steps * _WHEEL_STEP
            if steps:
                self.scrolled.emit(-steps)
        event.accept()

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        """Begin a drag, or a click."""
        if event is None or self._session.image is None:
            return
        window = self._session.shown_window()
        position = event.position().toPoint()
        step = window.width / 200 if window else 1.0
        self._drag = _Drag(event.button(), position, position, moved=False, window_step=step)

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        """Left: window. Middle: pan. Right: zoom. The pixel under the pointer is told in any case."""
        if event is None:
            return
        self._pointer = event.position()
        drag = self._drag
        if drag is not None:
            position = event.position().toPoint()
            moved = drag.moved or (position - drag.start).manhattanLength() >= _CLICK_DISTANCE
            by = position - drag.last
            self._drag = _Drag(drag.button, drag.start, position if moved else drag.last, moved, drag.window_step)
            if moved:
                self._drag_by(drag, by)
        self.viewport_update()

    def _drag_by(self, drag: _Drag, by: QPoint) -> None:
        if drag.button == Qt.MouseButton.LeftButton and self._session.image and not self._session.image.is_color:
            self.window_dragged.emit(by.y() * drag.window_step, by.x() * drag.window_step)
        elif drag.button == Qt.MouseButton.MiddleButton:
            self._fitted = False
            scale = self.transform().m11()
            self.translate(by.x() / scale, by.y() / scale)
        elif drag.button == Qt.MouseButton.RightButton:
            self.zoom_by(1.01 ** -by.y(), QPointF(drag.start))

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:
        """End a drag; a click selects a region or opens the menu."""
        drag, self._drag = self._drag, None
        if event is None or drag is None or drag.moved:
            return
        if drag.button == Qt.MouseButton.LeftButton:
            self.roi_clicked.emit(self._roi_at(drag.start))
        elif drag.button == Qt.MouseButton.RightButton:
            self.menu_requested.emit(event.globalPosition().toPoint())

    def mouseDoubleClickEvent(self, event: QMouseEvent | None) -> None:
        """Change between the fitted slice and its actual size."""
        if event is None or event.button() != Qt.MouseButton.LeftButton:
            return
        if self._fitted:
            self._zoom_to(1.0, event.position())
        else:
            self.fit()

    def contextMenuEvent(self, event: QContextMenuEvent | None) -> None:
        """Leave the menu to :attr:`menu_requested`: a right drag must not open it."""
        if event is not None:
            event.accept()

    def _roi_at(self, position: QPoint) -> str | None:
        """Smallest region under a point of the viewport: one inside another can be reached."""
        hits = [item for item in self.items(position) if isinstance(item, RoiItem) and item.roi_id is not None]
        hits.sort(key=lambda item: item.contour.area)
        return hits[0].roi_id if hits else None

    def drawForeground(self, painter: QPainter | None, rect: QRectF) -> None:
        """Draw corner text, letters and scale bar over image and regions."""
        image = self._session.image
        if painter is None:
            return
        painter.save()
        painter.resetTransform()
        area = QRectF(self._viewport().rect())
        if image is None:
            painter.setPen(QColor(154, 165, 180))
            text = "Waiting for the first image …" if self._session.series_record else "Search, then choose a series."
            painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), text)
        else:
            corners = corner_text(self._session, image, self.zoom, self._pixel_under_pointer(image))
            draw_overlay(painter, area, corners, image, self.zoom / image.spacing[1])
        painter.restore()

    def _pixel_under_pointer(self, image: Slice) -> tuple[int, int] | None:
        """(column, row) of the pixel under the pointer, or None where the pointer is elsewhere."""
        if self._pointer is None:
            return None
        scene = self.viewportTransform().inverted()[0].map(self._pointer)
        point = self._pixmap.mapFromScene(scene)
        column, row = round(point.x()), round(point.y())
        return (column, row) if 0 <= column < image.columns and 0 <= row < image.rows else None
