"""A picture of any slice as the viewport shows it, drawn from plain data on any thread.

Aids for the work at the screen are left out: the heat map and the classes of a network, the labels of regions,
the marks of the selection, reference lines and tools; and of the corner text the zoom, the description and the notes
of the series, and the star of a key image.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PyQt6.QtCore import QPointF, QRectF, QSize, Qt
from PyQt6.QtGui import QColor, QImage, QPainter, QPen, QTransform

from iodeep_viewer.core.display import Window
from iodeep_viewer.core.image_series import Slice
from iodeep_viewer.core.measurements import Measurement
from iodeep_viewer.core.orientation import Orientation
from iodeep_viewer.core.regions import Roi, RoiState
from iodeep_viewer.core.structure_set import StructureSet
from iodeep_viewer.gui.canvas.corner_text import figure, slice_text
from iodeep_viewer.gui.canvas.overlay import OverlayText, draw_overlay
from iodeep_viewer.gui.canvas.roi_item import Look, outline_path
from iodeep_viewer.gui.canvas.slice_picture import placed, slice_picture
from iodeep_viewer.gui.canvas.slice_view import SliceView
from iodeep_viewer.gui.canvas.tools.shape_drawing import Drawn, draw_measurements
from iodeep_viewer.workflows.export import Picture


@dataclass(frozen=True, slots=True)
class Scene:
    """The content of a viewport, apart from the number of the slice.

    Attributes
    ----------
    window
        None for each slice's own.
    size, ratio
        Of the viewport, in device-independent pixels, and device pixels for one of them.
    form, to_screen
        Rows, columns and spacing of the slice on screen, and from its pixels to the viewport; slices of another
        form are fitted.
    """

    slices: tuple[Slice, ...]
    rois: tuple[Roi, ...]
    measurements: tuple[Measurement, ...]
    stored: tuple[StructureSet, ...]
    window: Window | None
    inverted: bool
    orientation: Orientation
    size: QSize
    ratio: float
    form: tuple[int, int, tuple[float, float]]
    to_screen: QTransform


@dataclass(frozen=True, slots=True)
class Content:
    """Choice of the parts that are drawn beside the pixels.

    Attributes
    ----------
    findings
        Regions and measurements.
    text
        Corner text, letters, scale bar.
    patient
        Lines that say who it is and when; empty to leave out everything that might.
    """

    findings: bool = True
    text: bool = True
    patient: tuple[str, ...] = ()


def scene_of(view: SliceView) -> Scene | None:
    """Return the scene that a view shows now; None without a slice."""
    state, image = view.state, view.image
    if state.opened is None or image is None:
        return None
    origin, column, row = view.to_viewport(0, 0), view.to_viewport(1, 0), view.to_viewport(0, 1)
    along, down = column - origin, row - origin
    return Scene(
        slices=state.opened.series.slices,
        rois=tuple(roi for roi in state.opened.review.rois if roi.state is not RoiState.REJECTED),
        measurements=state.opened.review.measurements,
        stored=state.opened.stored,
        window=state.window,
        inverted=state.inverted,
        orientation=state.orientation,
        size=view.size(),
        ratio=view.devicePixelRatioF(),
        form=_form(image),
        to_screen=QTransform(along.x(), along.y(), down.x(), down.y(), origin.x(), origin.y()),
    )


def draw_slice(scene: Scene, index: int, content: Content) -> Picture:
    """Draw one slice of a scene."""
    image = scene.slices[index]
    picture = QImage(scene.size * scene.ratio, QImage.Format.Format_RGB888)
    picture.fill(QColor(0, 0, 0))
    to_screen = scene.to_screen if _form(image) == scene.form else _fitted(image, scene)
    painter = QPainter(picture)
    painter.scale(scene.ratio, scene.ratio)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    painter.save()
    painter.setTransform(to_screen, combine=True)
    pixels = slice_picture(image, scene.window or image.default_window, inverted=scene.inverted)
    painter.drawImage(QPointF(-0.5, -0.5), pixels)  # pixel centres at integer coordinates
    painter.restore()
    area = QRectF(0, 0, scene.size.width(), scene.size.height())
    if content.findings:
        _draw_regions(painter, scene, image, to_screen)
        _draw_measurements(painter, scene, image, to_screen, area)
    if content.text:
        pixels_per_mm = (to_screen.map(QPointF(1, 0)) - to_screen.map(QPointF(0, 0))) / image.spacing[1]
        length = (pixels_per_mm.x() ** 2 + pixels_per_mm.y() ** 2) ** 0.5
        draw_overlay(painter, area, _text(scene, index, content), image, scene.orientation, length)
    painter.end()
    return _as_array(picture)


def as_image(picture: Picture) -> QImage:
    """Return a picture for the clipboard."""
    rows, columns, _ = picture.shape
    return QImage(picture.tobytes(), columns, rows, 3 * columns, QImage.Format.Format_RGB888).copy()


def _form(image: Slice) -> tuple[int, int, tuple[float, float]]:
    return image.rows, image.columns, image.spacing


def _fitted(image: Slice, scene: Scene) -> QTransform:
    """From pixels of a slice to a viewport that shows all of it."""
    turned = placed(image, scene.orientation)
    extent = turned.mapRect(QRectF(-0.5, -0.5, image.columns, image.rows))
    factor = min(scene.size.width() / extent.width(), scene.size.height() / extent.height())
    middle = QTransform.fromTranslate(scene.size.width() / 2, scene.size.height() / 2)
    return turned * QTransform.fromScale(factor, factor) * middle


def _draw_regions(painter: QPainter, scene: Scene, image: Slice, to_screen: QTransform) -> None:
    looks = [(roi, Look[stored.approval.status.name]) for stored in scene.stored for roi in stored.rois]
    looks += [(roi, Look.VALIDATED if roi.state is RoiState.VALIDATED else Look.PROPOSED) for roi in scene.rois]
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for roi, look in looks:
        color, style = look.value
        painter.setPen(QPen(color, 2.0, style))
        for contour in roi.contours_on(image.key):
            painter.drawPath(to_screen.map(outline_path(contour.points)))


def _draw_measurements(painter: QPainter, scene: Scene, image: Slice, to_screen: QTransform, area: QRectF) -> None:
    drawn = [Drawn(item, stored=True) for stored in scene.stored for item in stored.measurements]
    drawn += [Drawn(item) for item in scene.measurements]
    on_slice = [item for item in drawn if item.measurement.image == image.key]
    draw_measurements(painter, on_slice, image, lambda column, row: to_screen.map(QPointF(column, row)), area)


def _text(scene: Scene, index: int, content: Content) -> OverlayText:
    image = scene.slices[index]
    window = scene.window or image.default_window
    place = () if image.plane is None else (f"{image.plane.offset:+.1f} mm",)
    return OverlayText(
        top_left=(*content.patient, slice_text(index, len(scene.slices)), *place),
        top_right=(f"{image.modality}  {image.columns} × {image.rows}",),
        bottom_left=() if image.is_color else (f"C {figure(window.center)}  W {figure(window.width)}",),
        attention=image.notes,
    )


def _as_array(picture: QImage) -> Picture:
    bits = picture.constBits()
    assert bits is not None  # the picture has pixels
    bits.setsize(picture.sizeInBytes())
    rows = np.frombuffer(bytes(bits), dtype=np.uint8).reshape(picture.height(), picture.bytesPerLine())  # type: ignore[call-overload]
    return rows[:, : 3 * picture.width()].reshape(picture.height(), picture.width(), 3).copy()
