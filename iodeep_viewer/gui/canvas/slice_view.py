"""The slice of one viewport: image, regions, corner text."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PyQt6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, pyqtSignal
from PyQt6.QtGui import QColor, QContextMenuEvent, QMouseEvent, QPainter, QPixmap, QResizeEvent, QWheelEvent
from PyQt6.QtWidgets import QFrame, QGraphicsScene, QGraphicsView, QWidget

from iodeep_viewer.core.display import Window
from iodeep_viewer.core.image_series import Slice
from iodeep_viewer.core.regions import Roi
from iodeep_viewer.gui.canvas.heat_map import HeatMap
from iodeep_viewer.gui.canvas.mouse import Mouse
from iodeep_viewer.gui.canvas.roi_item import RoiItem
from iodeep_viewer.gui.canvas.roi_layer import RoiLayer
from iodeep_viewer.gui.canvas.slice_foreground import draw_foreground
from iodeep_viewer.gui.canvas.slice_picture import aspect, placed, slice_item, slice_picture
from iodeep_viewer.gui.canvas.text_field import TextField
from iodeep_viewer.gui.canvas.tools.toolbox import Toolbox
from iodeep_viewer.gui.state.bridge import signal_of, signal_with
from iodeep_viewer.gui.state.session import Session
from iodeep_viewer.gui.state.viewport import Viewport
from iodeep_viewer.settings import Settings

_ZOOM_LIMITS = (0.05, 60.0)


class SliceView(QGraphicsView):
    """Shows the slice of a viewport; emits what the mouse asks for."""

    activated = pyqtSignal()
    """The mouse was used here."""
    scrolled = pyqtSignal(int)
    """Slices to go on (positive) or back."""
    window_dragged = pyqtSignal(float, float)
    """Change of center and width, in modality units."""
    roi_clicked = pyqtSignal(object)
    """Identifier of the region under the pointer, or None."""
    menu_requested = pyqtSignal(QPoint)
    """Right click without a drag, in global coordinates."""

    def __init__(self, session: Session, viewport: Viewport, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self.state, self._toolbox = session, viewport, toolbox
        self._mouse = Mouse(self, toolbox)
        self._scene = QGraphicsScene(self)
        self._pixmap = slice_item()
        self._scene.addItem(self._pixmap)
        self._heat_map = HeatMap(session, viewport, self._pixmap, self)
        self._regions = RoiLayer(viewport, self._pixmap, self)
        self._pointer: QPointF | None = None
        self._fitted = True
        self._shown_form: tuple[int, int, tuple[float, float]] | None = None
        self.setScene(self._scene)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setBackgroundBrush(QColor(0, 0, 0))
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setMinimumSize(200, 160)
        self.setAccessibleName(self.tr("Slice, viewport {}").format(viewport.number + 1))
        signal_of(viewport.opened_changed).connect(self._begin)
        for event in (viewport.series_changed, viewport.index_changed, viewport.display_changed):
            signal_of(event).connect(self._show_image)
        for event in (viewport.series_changed, viewport.index_changed):
            signal_of(event).connect(self._regions.show_all)
        signal_with(viewport.review_changed).connect(self._regions.show_changed)
        signal_of(viewport.selection_changed).connect(self._regions.show_selection)
        signal_of(viewport.stored_changed).connect(self._regions.show_stored)
        for event in (
            session.active_changed,
            session.layout_changed,
            session.tool_changed,
            session.index_changed,
            session.options_changed,
            viewport.predictions_changed,
        ):
            signal_of(event).connect(self.viewport_update)

    @property
    def image(self) -> Slice | None:
        """The slice that is shown."""
        return self.state.image

    @property
    def settings(self) -> Settings:
        """Settings of the user."""
        return self._session.settings

    @property
    def pointer(self) -> QPointF | None:
        """Position of the pointer on the viewport; None if it is elsewhere."""
        return self._pointer

    @property
    def area(self) -> QRectF:
        """All of the viewport, in its own coordinates."""
        return QRectF(self._viewport().rect())

    def shown_window(self) -> Window | None:
        """Return the window in force."""
        return self.state.shown_window()

    @property
    def zoom(self) -> float:
        """Screen pixels for one column of the image."""
        return self.transform().m11() * self._aspect()[0]

    @property
    def pixels_per_mm(self) -> float:
        """Screen pixels for one millimetre, in every direction."""
        image = self.image
        return self.zoom / image.spacing[1] if image is not None else self.zoom

    def fit(self) -> None:
        """Show the whole slice as large as possible."""
        self._fitted = True
        if not self._pixmap.pixmap().isNull():
            self.fitInView(self._pixmap, Qt.AspectRatioMode.KeepAspectRatio)
        self.viewport_update()

    def toggle_fit(self, at: QPointF) -> None:
        """Change between the fitted slice and its actual size around a point of the viewport."""
        if self._fitted:
            self._zoom_to(1.0, at)
        else:
            self.fit()

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Zoom, keeping the point `at` of the viewport where it is."""
        self._zoom_to(self.zoom * factor, at or self.area.center())

    def pan_by(self, by: QPoint) -> None:
        """Move the slice by pixels of the screen."""
        self._fitted = False
        scale = self.transform().m11()
        self.translate(by.x() / scale, by.y() / scale)

    def to_viewport(self, column: float, row: float) -> QPointF:
        """Return where a point of the slice is on the viewport."""
        return self.viewportTransform().map(self._pixmap.mapToScene(QPointF(column, row)))

    def to_slice(self, position: QPointF) -> QPointF:
        """Return the point of the slice, (column, row), at a position on the viewport."""
        return self._pixmap.mapFromScene(self.viewportTransform().inverted()[0].map(position))

    def viewport_update(self) -> None:
        """Draw again."""
        self._viewport().update()

    def set_cursor(self, shape: Qt.CursorShape | None) -> None:
        """Show a cursor over the slice, or the usual one."""
        if shape is None:
            self._viewport().unsetCursor()
        else:
            self._viewport().setCursor(shape)

    def preview(self, rois: Iterable[Roi] = ()) -> None:
        """Show regions as they are about to become; without any, all as they are."""
        self._regions.preview(rois)

    def roi_at(self, position: QPoint) -> str | None:
        """Smallest region under a point of the viewport: one inside another can be reached."""
        hits = [item for item in self.items(position) if isinstance(item, RoiItem) and item.roi_id is not None]
        hits.sort(key=lambda item: item.contour.area)
        return hits[0].roi_id if hits else None

    def ask_text(self, at: QPointF, text: str, done: Callable[[str | None], None]) -> None:
        """Let the user write one line beside a point of the viewport; another slice takes what is written."""
        field = TextField(self._viewport(), at, text, done)
        for event in (self.state.index_changed, self.state.opened_changed):
            signal_of(event).connect(field.take)

    def click_roi(self, roi_id: str | None) -> None:
        """Choose a region as a click on it does."""
        self.roi_clicked.emit(roi_id)

    def draw_content(self, painter: QPainter, target: QRectF, source: QRectF) -> None:
        """Draw image and regions in a part of the viewport into another rectangle."""
        to_scene = self.viewportTransform().inverted()[0]
        self._scene.render(painter, target, to_scene.mapRect(source), Qt.AspectRatioMode.IgnoreAspectRatio)

    def _viewport(self) -> QWidget:
        viewport = self.viewport()
        assert viewport is not None  # a QGraphicsView always has one
        return viewport

    def _aspect(self) -> tuple[float, float]:
        return (1.0, 1.0) if self.image is None else aspect(self.image)

    def _show_image(self) -> None:
        image, window = self.image, self.shown_window()
        if image is None or window is None:
            self._pixmap.setPixmap(QPixmap())
            self.viewport_update()
            return
        self._pixmap.setPixmap(QPixmap.fromImage(slice_picture(image, window, inverted=self.state.inverted)))
        self._pixmap.setTransform(placed(image, self.state.orientation))
        form_of_slice = (image.rows, image.columns, image.spacing)
        changed = form_of_slice != self._shown_form
        self._shown_form = form_of_slice
        self._free_scene_rect()
        if changed or self._fitted:
            self.fit()
        self.viewport_update()

    def _begin(self) -> None:
        """Show another series as large as possible."""
        self._fitted, self._shown_form = True, None

    def _free_scene_rect(self) -> None:
        """Let the image be panned until only its edge is left in the viewport."""
        rect = self._pixmap.sceneBoundingRect()
        self._scene.setSceneRect(
            rect.adjusted(-5 * rect.width(), -5 * rect.height(), 5 * rect.width(), 5 * rect.height())
        )

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
        """Scroll or zoom."""
        if event is not None:
            self._mouse.wheel(event)
            event.accept()

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        """Begin a drag, or a click."""
        if event is not None:
            self._mouse.press(event)

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        """Go on with a drag; report the pixel under the pointer in any case."""
        if event is not None:
            self._pointer = event.position()
            self._mouse.move(event)
            self.viewport_update()

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:
        """End a drag or a click."""
        if event is not None:
            self._mouse.release(event)
            self.viewport_update()

    def mouseDoubleClickEvent(self, event: QMouseEvent | None) -> None:
        """Fit, actual size, or what a tool makes of it."""
        if event is not None:
            self._mouse.double_click(event)

    def leaveEvent(self, event: QEvent | None) -> None:
        """Forget the pointer."""
        super().leaveEvent(event)
        self._pointer = None
        self.viewport_update()

    def contextMenuEvent(self, event: QContextMenuEvent | None) -> None:
        """Leave the menu to :attr:`menu_requested`: a right drag must not open it."""
        if event is not None:
            event.accept()

    def drawForeground(self, painter: QPainter | None, rect: QRectF) -> None:
        """Draw lines, tools, corner text, letters and scale bar over image and regions."""
        if painter is None:
            return
        painter.save()
        painter.resetTransform()
        draw_foreground(painter, self.area, self, self._session, self._toolbox)
        painter.restore()

    def pixel_under_pointer(self) -> tuple[int, int] | None:
        """(column, row) of the pixel under the pointer, or None where the pointer is elsewhere."""
        if self._pointer is None or self.image is None:
            return None
        point = self.to_slice(self._pointer)
        column, row = round(point.x()), round(point.y())
        return (column, row) if 0 <= column < self.image.columns and 0 <= row < self.image.rows else None
