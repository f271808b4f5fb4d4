"""Reviews under way, written down as they happen: a crash costs no decision."""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Collection
from pathlib import Path
from typing import Any

import numpy as np

from iodeep_viewer.core.regions import Contour, NetworkIdentification, Roi, RoiOrigin, RoiState
from iodeep_viewer.errors import IODeepError
from iodeep_viewer.files import write_atomically


class Journal:
    """One JSON file for each series that has regions which are not stored yet; safe to use from several threads.

    Parameters
    ----------
    folder
        Made when the first review is written.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.RLock()

    def write(self, series_instance_uid: str, rois: tuple[Roi, ...]) -> None:
        """Write down the regions of a series; without any, its file goes.

        Raises
        ------
        OSError
            If the file cannot be written.
        """
        path = self._path(series_instance_uid)
        text = json.dumps([_roi_to_json(roi) for roi in rois])
        with self._lock:
            if rois:
                # Not synced: it outlives the program in any case, and each decision is written while the user waits.
                write_atomically(path, lambda file: file.write(text.encode()))
            else:
                path.unlink(missing_ok=True)

    def remove(self, series_instance_uid: str, roi_ids: Collection[str]) -> None:
        """Take regions out that are safe elsewhere; the others stay.

        Raises
        ------
        OSError
            If the file cannot be written.
        """
        with self._lock, contextlib.suppress(IODeepError):
            kept = tuple(roi for roi in self.read(series_instance_uid) if roi.roi_id not in roi_ids)
            self.write(series_instance_uid, kept)

    def read(self, series_instance_uid: str) -> tuple[Roi, ...]:
        """Return the regions written down for a series; none if there are none.

        Raises
        ------
        IODeepError
            If the file cannot be read; it is kept under another name.
        """
        path = self._path(series_instance_uid)
        try:
            return tuple(_roi_from_json(item) for item in json.loads(path.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return ()
        except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
            with contextlib.suppress(OSError):
                path.replace(path.with_suffix(".damaged"))
            raise IODeepError(
                "What was decided on this series and not stored cannot be read from this computer's disk.",
                f"Its file is kept in {self._folder} with the ending .damaged.",
            ) from error

    def _path(self, series_instance_uid: str) -> Path:
        # UIDs come from the network: only their own characters may reach a file name.
        name = "".join(character for character in series_instance_uid if character in "0123456789.")
        return self._folder / f"{name.strip('.')}.json"


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
        "contours": [
            {"image": [item.sop_instance_uid, item.frame_number], "points": item.points.tolist()}
            for item in roi.contours
        ],
    }


def _roi_from_json(item: dict[str, Any]) -> Roi:
    if not (isinstance(item["roi_id"], str) and isinstance(item["label"], str)):
        raise TypeError("a region of the journal has no text as identifier or label")
    if not isinstance(item["probability"], float | int | None):
        raise TypeError("a region of the journal has no number as probability")
    return Roi(
        roi_id=item["roi_id"],
        label=item["label"],
        contours=tuple(
            Contour(entry["image"][0], entry["image"][1], np.array(entry["points"])) for entry in item["contours"]
        ),
        state=RoiState(item["state"]),
        origin=RoiOrigin(item["origin"]),
        probability=item["probability"],
        network=NetworkIdentification(*item["network"]) if item["network"] else None,
        color=tuple(item["color"]) if item["color"] else None,
    )
