"""The journal of program version 0.3: a folder with a JSON file for each SeriesInstanceUID."""

from __future__ import annotations

import logging
import re
import sqlite3
import uuid
from pathlib import Path
from typing import Any

from iodeep_viewer.codec import parse, structure
from iodeep_viewer.core.image_key import ImageKey
from iodeep_viewer.core.measurements import Measurement
from iodeep_viewer.core.regions import Roi
from iodeep_viewer.workflows.journal.database import transaction
from iodeep_viewer.workflows.journal.keeping import keep
from iodeep_viewer.workflows.journal.rows import Finding, findings_of, items, unclaimed

log = logging.getLogger(__name__)

_NAME = re.compile(r"[0-9.]+\.json")
_ERRORS = (ValueError, LookupError, TypeError, AttributeError)
"""Of a document that is not of the form that it was written in."""


def import_former(connection: sqlite3.Connection, folder: Path) -> int:
    """Move the findings of a folder into the database, unclaimed until a series that they fit is opened.

    A file goes once the database has it. One that is damaged stays with the ending ``.damaged``.

    Parameters
    ----------
    connection
        Of the journal.
    folder
        The former journal; it need not be there.

    Returns
    -------
    int
        How many files are damaged.
    """
    damaged = 0
    for path in sorted(folder.glob("*.json")):
        if not _NAME.fullmatch(path.name):
            continue
        try:
            text = path.read_bytes()
        except OSError as error:  # its text names the file, and so the series
            log.error("A file of the former journal cannot be read now: %s", error.strerror)
            continue
        found, whole = _read(text)
        with transaction(connection):
            keep(connection, unclaimed(path.stem), {}, items(findings_of(found)))
        damaged += not whole
        try:
            if whole:
                path.unlink()
            else:
                path.replace(path.with_name(f"{path.stem}.{uuid.uuid4().hex}.damaged"))
        except OSError as error:
            log.error("A file of the former journal cannot be removed: %s", error.strerror)
    return damaged


def _read(text: bytes) -> tuple[list[Finding], bool]:
    """Return the findings of a file that can be read, and whether these are all."""
    found: list[Finding] = []
    whole = True
    for name, read in (("rois", _roi), ("measurements", _measurement), ("key_images", _mark)):
        try:
            entries = list(parse(text)[name])
        except _ERRORS:
            whole = False
            continue
        for entry in entries:
            try:
                found.append(read(entry))
            except _ERRORS:
                whole = False
    return found, whole


def _roi(item: dict[str, Any]) -> Roi:
    network = item["network"]
    names = ("dnn_uid", "dnn_name", "version", "weights_sha256", "threshold")
    document = {
        **item,
        "contours": [_on_image(contour) for contour in item["contours"]],
        "proposed": [_on_image(contour) for contour in item["proposed"]],
        "network": dict(zip(names, network, strict=True)) if network else None,
    }
    return structure(document, Roi)


def _measurement(item: dict[str, Any]) -> Measurement:
    return structure(_on_image(item), Measurement)


def _mark(item: Any) -> ImageKey:
    key: ImageKey = structure(item, ImageKey)  # type: ignore[arg-type]
    return key


def _on_image(item: dict[str, Any]) -> dict[str, Any]:
    uid, frame = item["image"]
    return {**item, "sop_instance_uid": uid, "frame_number": frame}
