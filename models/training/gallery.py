"""Pictures of slices with marked and proposed regions."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from iodeep_viewer.training.evaluation import Case

TILE = 224
"""Side of one slice, pixels."""
TRUTH, PROPOSED = (90, 200, 90), (80, 80, 255)
"""Colours of the two outlines, blue, green, red."""


def write_gallery(path: Path, cases: Sequence[Case], columns: int) -> None:
    """Draw cases side by side, as many as fill whole rows, into a JPEG."""
    tiles = [_tile(case) for case in cases[: len(cases) // columns * columns]]
    rows = [np.hstack(tiles[start : start + columns]) for start in range(0, len(tiles), columns)]
    if not cv2.imwrite(str(path), np.vstack(rows), [cv2.IMWRITE_JPEG_QUALITY, 85]):
        raise SystemExit(f"{path} cannot be written.")


def _tile(case: Case) -> NDArray[np.uint8]:
    values = np.asarray(case.item.image.values, dtype=np.float32)
    low, high = np.percentile(values, (0.5, 99.5))
    grey = np.clip((values - low) / max(float(high - low), 1e-6) * 255, 0, 255).astype(np.uint8)
    tile = cv2.cvtColor(cv2.resize(grey, (TILE, TILE), interpolation=cv2.INTER_CUBIC), cv2.COLOR_GRAY2BGR)
    scale = TILE / values.shape[1]
    mask = cv2.resize(case.item.truth[0].astype(np.uint8), (TILE, TILE), interpolation=cv2.INTER_LINEAR)
    outlines, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    cv2.drawContours(tile, outlines, -1, TRUTH, 1, cv2.LINE_AA)
    for roi in case.rois:
        points = np.round((roi.contours[0].points + 0.5) * scale).astype(np.int32)
        cv2.polylines(tile, [points[:, np.newaxis]], True, PROPOSED, 1, cv2.LINE_AA)
    text = f"{case.item.name}  Dice {case.judgement.score:.2f}"
    cv2.putText(tile, text, (4, TILE - 6), cv2.FONT_HERSHEY_SIMPLEX, 0.4, (230, 230, 230), 1, cv2.LINE_AA)
    return np.asarray(tile, dtype=np.uint8)
