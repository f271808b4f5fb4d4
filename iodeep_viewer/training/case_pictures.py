"""Slices with marked and proposed findings, as pictures for a page."""

from __future__ import annotations

import base64
from html import escape

import cv2
import numpy as np
from numpy.typing import NDArray

from iodeep_viewer.core.image_series import Slice
from iodeep_viewer.inference.contours import outlines
from iodeep_viewer.training.evaluation import Case
from iodeep_viewer.training.examples import Truth

_LARGEST = 384
"""Rows or columns of a picture; larger slices are made smaller."""


def case_picture(case: Case) -> str:
    """Draw a slice in its own window with both outlines, as an SVG element."""
    image = case.item.image
    grey = image.grey(image.default_window)
    scale = min(1.0, _LARGEST / max(image.rows, image.columns))
    size = max(1, round(image.columns * scale)), max(1, round(image.rows * scale))
    # 2-D pictures without sharp pixels: the page scales them once more.
    small = cv2.resize(grey, size, interpolation=cv2.INTER_AREA)
    _, data = cv2.imencode(".png", small[..., ::-1] if image.is_color else small)
    wanted = "".join(_polygon(points, "var(--wanted)") for points in _outlines_of(case.item.truth))
    found = "".join(_polygon(roi.contours[0].points, "var(--found)", "4 3") for roi in case.rois)
    return (
        f'<svg viewBox="-0.5 -0.5 {image.columns} {image.rows}" style="aspect-ratio: {_aspect(image):.4f}" '
        f'preserveAspectRatio="none" role="img"><title>{escape(case.item.name)}</title>'
        f'<image x="-0.5" y="-0.5" width="{image.columns}" height="{image.rows}" preserveAspectRatio="none" '
        f'href="data:image/png;base64,{base64.b64encode(data.tobytes()).decode()}"/>{wanted}{found}</svg>'
    )


def _aspect(image: Slice) -> float:
    """Width of the slice by its height, in mm."""
    return image.columns * image.spacing[1] / (image.rows * image.spacing[0])


def _outlines_of(truth: Truth) -> list[NDArray[np.float64]]:
    if truth.ndim == 3:
        return [
            ring
            for mask in truth
            for found in outlines(mask.astype(float), 0.5)
            for ring in (found.outer, *found.holes)
        ]
    if truth.ndim == 2:
        return [
            np.array([[left, top], [right, top], [right, bottom], [left, bottom]])
            for _, left, top, right, bottom in np.asarray(truth, dtype=np.float64)
        ]
    return []


def _polygon(points: NDArray[np.float64], color: str, dashes: str = "") -> str:
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points.tolist())
    return (
        f'<polygon points="{path}" fill="none" stroke="{color}" stroke-width="2" stroke-dasharray="{dashes}" '
        'vector-effect="non-scaling-stroke"/>'
    )
