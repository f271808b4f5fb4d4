"""The text in the corners of the slice."""

from __future__ import annotations

import numpy as np
from PyQt6.QtCore import QCoreApplication

from iodeep_viewer.core.image_series import Slice
from iodeep_viewer.gui.canvas.overlay import OverlayText
from iodeep_viewer.gui.state.open_series import OpenSeries
from iodeep_viewer.gui.state.viewport import Viewport


def corner_text(viewport: Viewport, image: Slice, zoom: float, pixel: tuple[int, int] | None) -> OverlayText:
    """Return the lines for the corners of the slice that a viewport shows.

    Parameters
    ----------
    zoom
        Screen pixels for one column of the image.
    pixel
        (column, row) under the pointer, or None.
    """
    opened = viewport.opened
    count = len(opened.series) if opened else 0
    translate = QCoreApplication.translate
    at = slice_text(viewport.index, count)
    if opened is None or not opened.complete:
        at += " …"
    place = () if image.plane is None else (f"{image.plane.offset:+.1f} mm",)
    record = opened.record if opened else None
    series = (record.series_description,) if record and record.series_description else ()
    window = viewport.shown_window()
    shown = () if image.is_color or window is None else (f"C {figure(window.center)}  W {figure(window.width)}",)
    zoomed = translate("CornerText", "Zoom {}").format(f"{zoom:.0%}")
    inverted = "  " + translate("CornerText", "inverted") if viewport.inverted else ""
    series_notes = opened.series.notes if opened and opened.complete else ()
    return OverlayText(
        top_left=(at, *place, *_key_image(opened, image)),
        top_right=(*series, f"{image.modality}  {image.columns} × {image.rows}"),
        bottom_left=(*shown, zoomed + inverted),
        bottom_right=() if pixel is None else (_pixel_text(image, *pixel),),
        attention=(*image.notes, *series_notes),
    )


def slice_text(index: int, count: int) -> str:
    """Say which slice of how many it is; `index` counts from 0."""
    return QCoreApplication.translate("CornerText", "Slice {}/{}").format(index + 1, count)


def _key_image(opened: OpenSeries | None, image: Slice) -> tuple[str, ...]:
    if opened is None:
        return ()
    translate = QCoreApplication.translate
    stored = next((item for item in opened.key_objects if item.marks(image.key)), None)
    if image.key in opened.review.key_images:
        return (translate("CornerText", "★ Key image"),)
    return (translate("CornerText", "★ Key image, stored: {}").format(stored.title),) if stored is not None else ()


def figure(value: float) -> str:
    """Write a number in at most 11 characters: 4 significant digits, below 100000 all those before the point.

    Examples
    --------
    >>> figure(40.0), figure(65535.0), figure(1.23456e-9), figure(-9.9014e34)
    ('40', '65535', '1.235e-09', '-9.901e+34')
    """
    value += 0.0  # no "-0"
    return f"{value:.0f}" if 1000 <= abs(value) < 99_999.5 else f"{value:.4g}"


def _pixel_text(image: Slice, column: int, row: int) -> str:
    values = " ".join(figure(float(value)) for value in np.atleast_1d(image.values[row, column]))
    return f"({column}, {row})  {values} {image.unit}".rstrip()
