"""Measurements on a slice. Points are ``(column, row)`` in pixels of the slice, float64."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from iodeep_viewer.core.regions import ImageKey


class MeasurementKind(Enum):
    """What is measured, and by how many points."""

    LENGTH = "LENGTH"
    """Between two points."""
    ANGLE = "ANGLE"
    """At the second of three points."""
    RECTANGLE = "RECTANGLE"
    """Values inside; two opposite corners."""
    ELLIPSE = "ELLIPSE"
    """Values inside; two opposite corners of the rectangle around it."""

    @property
    def point_count(self) -> int:
        """How many points define it."""
        return 3 if self is MeasurementKind.ANGLE else 2


@dataclass(frozen=True, slots=True, eq=False)
class Measurement:
    """One measurement on one image.

    Attributes
    ----------
    measurement_id
        Unique within the review.
    sop_instance_uid, frame_number
        The image; the frame is 1-based, None for single-frame images.
    points
        Shape (n, 2), (column, row) in pixels, float64, read-only; n by :attr:`MeasurementKind.point_count`.
    """

    measurement_id: str
    kind: MeasurementKind
    sop_instance_uid: str
    frame_number: int | None
    points: NDArray[np.float64]

    def __post_init__(self) -> None:
        points = np.array(self.points, dtype=np.float64)
        if points.shape != (self.kind.point_count, 2):
            raise ValueError(f"{self.kind.value} needs {self.kind.point_count} points of (column, row)")
        points.flags.writeable = False
        object.__setattr__(self, "points", points)

    @property
    def image(self) -> ImageKey:
        """The image that this measurement lies on."""
        return self.sop_instance_uid, self.frame_number


def new_measurement_id() -> str:
    """Return an identifier for a new measurement."""
    return uuid.uuid4().hex
