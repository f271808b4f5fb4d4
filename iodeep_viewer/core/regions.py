"""Regions of interest and their states.

Points are ``(column, row)`` in pixels of the slice that the contour lies on, float64, closed without
repeating the first point. A contour with a hole is one keyhole polygon (PS3.3 section C.8.8.6.3): outer edge,
a channel of no width, inner edge, and back.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from iodeep_viewer.core.geometry import polygon_area
from iodeep_viewer.core.image_key import ImageKey


class RoiState(Enum):
    """Decision of the physician about a region."""

    PROPOSED = "PROPOSED"
    """Not decided: red and dashed; never sent to the PACS."""
    VALIDATED = "VALIDATED"
    """Accepted: green and solid; stored in an APPROVED structure set."""
    REJECTED = "REJECTED"
    """Refused: not drawn; undo brings it back."""


class RoiOrigin(Enum):
    """ROIGenerationAlgorithm (3006,0036), PS3.3 section C.8.8.5."""

    AUTOMATIC = "AUTOMATIC"
    """As the network proposed it."""
    SEMIAUTOMATIC = "SEMIAUTOMATIC"
    """Proposed by a network, edited by the physician."""
    MANUAL = "MANUAL"
    """Drawn by the physician."""


@dataclass(frozen=True, slots=True, eq=False)
class Contour:
    """One closed polygon on one image.

    Attributes
    ----------
    sop_instance_uid, frame_number
        The image; the frame is 1-based, None for single-frame images.
    points
        Shape (n, 2), (column, row) in pixels, float64, read-only, n >= 3.
    """

    sop_instance_uid: str
    frame_number: int | None
    points: NDArray[np.float64]

    def __post_init__(self) -> None:
        points = np.array(self.points, dtype=np.float64)
        if points.ndim != 2 or points.shape[1] != 2 or len(points) < 3:
            raise ValueError(f"a contour needs at least 3 points of (column, row), not shape {points.shape}")
        points.flags.writeable = False
        object.__setattr__(self, "points", points)

    @property
    def image(self) -> ImageKey:
        """The image that this contour lies on."""
        return self.sop_instance_uid, self.frame_number

    @property
    def area(self) -> float:
        """Area in square pixels."""
        return polygon_area(self.points)


@dataclass(frozen=True, slots=True)
class NetworkIdentification:
    """Which network proposed a region, for the record in the structure set."""

    dnn_uid: str
    dnn_name: str
    version: str
    weights_sha256: str
    threshold: float


@dataclass(frozen=True)  # not slotted: a cached property needs a place
class Roi:
    """One finding: a label and its contours on one or more slices.

    Attributes
    ----------
    roi_id
        Unique within the review.
    probability
        Mean probability of the network inside the contour, 0 to 1; None for a drawn region.
    network
        The network that proposed it; None for a drawn region or one of unknown origin.
    color
        (red, green, blue), 0 to 255, of the label; None for the default.
    proposed
        Contours as the network put them out, once the physician changed them; empty before that, and for a
        drawn region.
    predecessor
        SOPInstanceUID of the stored structure set that it was copied from; empty for any other.
    """

    roi_id: str
    label: str
    contours: tuple[Contour, ...]
    state: RoiState = RoiState.PROPOSED
    origin: RoiOrigin = RoiOrigin.AUTOMATIC
    probability: float | None = None
    network: NetworkIdentification | None = None
    color: tuple[int, int, int] | None = None
    proposed: tuple[Contour, ...] = ()
    predecessor: str = ""

    @cached_property
    def _by_image(self) -> Mapping[ImageKey, tuple[Contour, ...]]:
        found: dict[ImageKey, list[Contour]] = {}
        for contour in self.contours:
            found.setdefault(contour.image, []).append(contour)
        return {image: tuple(contours) for image, contours in found.items()}

    @cached_property
    def images(self) -> frozenset[ImageKey]:
        """The images that this region has contours on.

        Returns
        -------
        frozenset[ImageKey]
            By SOPInstanceUID and frame.
        """
        return frozenset(self._by_image)

    def contours_on(self, image: ImageKey) -> tuple[Contour, ...]:
        """Return the contours of this region on one image.

        Parameters
        ----------
        image
            Key of the image.

        Returns
        -------
        tuple of Contour
            In their order.
        """
        return self._by_image.get(image, ())


def new_roi_id() -> str:
    """Return an identifier for a new region.

    Returns
    -------
    str
        Unique without any register.
    """
    return uuid.uuid4().hex
