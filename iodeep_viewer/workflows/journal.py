"""Reviews under way, written down as they happen: a crash costs no decision."""

from __future__ import annotations

import contextlib
import json
import logging
import threading
import uuid
from collections.abc import Collection
from pathlib import Path
from typing import Any

import numpy as np

from iodeep_viewer.core.image_key import ImageKey, SeriesReference
from iodeep_viewer.core.measurements import Measurement, MeasurementKind
from iodeep_viewer.core.regions import Contour, NetworkIdentification, Roi, RoiOrigin, RoiState
from iodeep_viewer.core.review import Findings
from iodeep_viewer.errors import IODeepError
from iodeep_viewer.files import write_atomically

log = logging.getLogger(__name__)


class Journal:
    """One JSON file for each series that has findings which are not stored yet; safe to use from several threads.

    Parameters
    ----------
    folder
        Made when the first review is written.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.RLock()
        self._unread: set[Path] = set()

    def write(self, reference: SeriesReference, findings: Findings) -> None:
        """Write down the findings on a series; without any, its file goes.

        Raises
        ------
        OSError
            If the file cannot be written.
        """
        path = self._path(reference)
        text = json.dumps(_findings_to_json(findings))
        with self._lock:
            if path in self._unread:
                # What it holds is not among these findings.
                self._put_aside(path)
                self._unread.discard(path)
            if findings.empty:
                path.unlink(missing_ok=True)
            else:
                # Not synced: it outlives the program in any case, and each decision is written while the user waits.
                write_atomically(path, lambda file: file.write(text.encode()))

    def remove(self, reference: SeriesReference, ids: Collection[str], key_images: Collection[ImageKey] = ()) -> None:
        """Take regions, measurements and marks out that are safe elsewhere; the others stay.

        Where the file cannot be written they stay too, to be found again: what is safe elsewhere is so all the same.
        """
        with self._lock, contextlib.suppress(IODeepError):
            findings = self.read(reference).without(ids, key_images)
            try:
                self.write(reference, findings)
            except OSError as error:  # its text names the file, and so the series
                log.error("What was stored cannot be taken off the journal: %s", error.strerror)

    def read(self, reference: SeriesReference) -> Findings:
        """Return the findings written down for a series; empty if there are none.

        Raises
        ------
        IODeepError
            If the file is damaged, and is kept under another name; or cannot be read now, and stays until something
            else is written, when it is kept as well.
        """
        path = self._path(reference)
        with self._lock:
            try:
                if not path.exists():
                    with contextlib.suppress(FileNotFoundError):
                        self._former_path(reference).rename(path)
                findings = _findings_from_json(json.loads(path.read_text(encoding="utf-8")))
            except FileNotFoundError:
                findings = Findings()
            except OSError as error:
                self._unread.add(path)
                raise IODeepError(
                    f"What was decided on this series and not stored cannot be read now: {error.strerror}.",
                    "Close the series and open it again. Once you decide something on it, that file is kept in "
                    f"{self._folder} with the ending .damaged.",
                ) from error
            except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
                self._unread.add(path)
                with contextlib.suppress(OSError):
                    self._put_aside(path)
                    self._unread.discard(path)
                raise IODeepError(
                    "What was decided on this series and not stored cannot be read from this computer's disk.",
                    f"Its file is kept in {self._folder} with the ending .damaged.",
                ) from error
            self._unread.discard(path)
            return findings

    @staticmethod
    def _put_aside(path: Path) -> None:
        with contextlib.suppress(FileNotFoundError):
            path.replace(path.with_name(f"{path.stem}.{uuid.uuid4().hex}.damaged"))

    def _path(self, reference: SeriesReference) -> Path:
        return self._folder / f"{reference.digest}.json"

    def _former_path(self, reference: SeriesReference) -> Path:
        """Return the file of version 0.3, which knew a series by its SeriesInstanceUID alone."""
        name = "".join(character for character in reference.series_instance_uid if character in "0123456789.")
        return self._folder / f"{name.strip('.')}.json"


def _findings_to_json(findings: Findings) -> dict[str, Any]:
    return {
        "rois": [_roi_to_json(roi) for roi in findings.rois],
        "measurements": [
            {
                "measurement_id": item.measurement_id,
                "kind": item.kind.value,
                "image": item.image,
                "points": item.points.tolist(),
                "text": item.text,
            }
            for item in findings.measurements
        ],
        "key_images": sorted(findings.key_images, key=lambda image: (image[0], image[1] or 0)),
    }


def _findings_from_json(document: dict[str, Any]) -> Findings:
    return Findings(
        tuple(_roi_from_json(item) for item in document["rois"]),
        tuple(
            Measurement(
                item["measurement_id"],
                MeasurementKind(item["kind"]),
                item["image"][0],
                item["image"][1],
                np.array(item["points"]),
                str(item.get("text", "")),
            )
            for item in document["measurements"]
        ),
        frozenset((str(uid), frame) for uid, frame in document["key_images"]),
    )


def _contours_to_json(contours: tuple[Contour, ...]) -> list[dict[str, Any]]:
    return [{"image": item.image, "points": item.points.tolist()} for item in contours]


def _contours_from_json(items: list[dict[str, Any]]) -> tuple[Contour, ...]:
    return tuple(Contour(item["image"][0], item["image"][1], np.array(item["points"])) for item in items)


def _roi_to_json(roi: Roi) -> dict[str, Any]:
    network = roi.network
    return {
        "roi_id": roi.roi_id,
        "label": roi.label,
        "state": roi.state.value,
        "origin": roi.origin.value,
        "probability": roi.probability,
        "color": roi.color,
        "network": network
        and [network.dnn_uid, network.dnn_name, network.version, network.weights_sha256, network.threshold],
        "contours": _contours_to_json(roi.contours),
        "proposed": _contours_to_json(roi.proposed),
        "predecessor": roi.predecessor,
    }


def _roi_from_json(item: dict[str, Any]) -> Roi:
    if not (isinstance(item["roi_id"], str) and isinstance(item["label"], str)):
        raise TypeError("a region of the journal has no text as identifier or label")
    if not isinstance(item["probability"], float | int | None):
        raise TypeError("a region of the journal has no number as probability")
    return Roi(
        roi_id=item["roi_id"],
        label=item["label"],
        contours=_contours_from_json(item["contours"]),
        state=RoiState(item["state"]),
        origin=RoiOrigin(item["origin"]),
        probability=item["probability"],
        network=NetworkIdentification(*item["network"]) if item["network"] else None,
        color=tuple(item["color"]) if item["color"] else None,
        proposed=_contours_from_json(item["proposed"]),
        predecessor=str(item["predecessor"]),
    )
