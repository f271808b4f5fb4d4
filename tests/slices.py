"""Slices for tests that need no file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from iodeep_viewer.core.geometry import Plane
from iodeep_viewer.core.image_series import Slice


def make_slice(values: NDArray[Any], **changes: Any) -> Slice:
    """Return a slice with these values; any attribute can be given by name."""
    spacing = changes.get("spacing", (1.0, 1.0))
    attributes: dict[str, Any] = {
        "path": Path("none"),
        "study_instance_uid": "1.2.3",
        "series_instance_uid": "1.2.3.4",
        "sop_class_uid": "1.2.840.10008.5.1.4.1.1.4",
        "sop_instance_uid": "1.2.3.4.5",
        "frame_number": None,
        "instance_number": 1,
        "frame_of_reference_uid": "1.2.3.9",
        "modality": "MR",
        "body_part_examined": "BRAIN",
        "study_description": "MR BRAIN",
        "values": np.asarray(values),
        "samples_per_pixel": 3 if np.ndim(values) == 3 else 1,
        "photometric_interpretation": "RGB" if np.ndim(values) == 3 else "MONOCHROME2",
        "pixel_representation": 0,
        "bits_stored": 12,
        "plane": Plane((0.0, 0.0, 0.0), (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), spacing),
        "spacing": spacing,
        "spacing_known": True,
        "windows": (),
        "unit": "",
    }
    return Slice(**{**attributes, **changes})
