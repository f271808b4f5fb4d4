"""Regions of interest, their states, and the review with its undo stack.

Points are ``(column, row)`` in pixels of the slice that the contour lies on, float64, closed without
repeating the first point. A contour with a hole is one keyhole polygon (PS3.3 section C.8.8.6.3): outer edge,
a channel of no width, inner edge, and back.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from iodeep_viewer.core.geometry import polygon_area

ImageKey = tuple[str, int | None]
"""SOPInstanceUID and frame number (1-based; None for a single-frame image)."""


class RoiState(Enum):
    """What the physician decided about a region."""

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


class ApprovalStatus(Enum):
    """ApprovalStatus (300E,0002), PS3.3 section C.8.8.16."""

    APPROVED = "APPROVED"
    """Reviewer recorded that the object met an implied criterion."""
    UNAPPROVED = "UNAPPROVED"
    """No review was recorded."""
    REJECTED = "REJECTED"
    """Reviewer recorded that the object failed an implied criterion."""


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


@dataclass(frozen=True, slots=True)
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
    """

    roi_id: str
    label: str
    contours: tuple[Contour, ...]
    state: RoiState = RoiState.PROPOSED
    origin: RoiOrigin = RoiOrigin.AUTOMATIC
    probability: float | None = None
    network: NetworkIdentification | None = None
    color: tuple[int, int, int] | None = None

    @property
    def images(self) -> frozenset[ImageKey]:
        """The images that this region has contours on."""
        return frozenset(contour.image for contour in self.contours)

    def contours_on(self, image: ImageKey) -> tuple[Contour, ...]:
        """Return the contours of this region on one image."""
        return tuple(contour for contour in self.contours if contour.image == image)


def new_roi_id() -> str:
    """Return an identifier for a new region."""
    return uuid.uuid4().hex


@dataclass(frozen=True, slots=True)
class Approval:
    """The Approval module (PS3.3 section C.8.8.16).

    Attributes
    ----------
    review_date, review_time
        DICOM DA and TM; empty while unapproved.
    reviewer_name
        PN as it is stored.
    """

    status: ApprovalStatus
    review_date: str = ""
    review_time: str = ""
    reviewer_name: str = ""


@dataclass(frozen=True, slots=True)
class StructureSet:
    """An RT Structure Set as read from the PACS: read-only regions on the images of a series.

    Attributes
    ----------
    notes
        What the user should know about how it was read, one sentence each.
    """

    sop_instance_uid: str
    label: str
    description: str
    date: str
    time: str
    approval: Approval
    rois: tuple[Roi, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Review:
    """The regions of a series under review, with undo and redo. Immutable: every step makes a new one.

    Attributes
    ----------
    rois
        All regions, the rejected ones included, in the order in which they came.
    """

    rois: tuple[Roi, ...] = ()
    _past: tuple[tuple[Roi, ...], ...] = ()
    _future: tuple[tuple[Roi, ...], ...] = ()

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._past)

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to take again."""
        return bool(self._future)

    def in_state(self, state: RoiState) -> tuple[Roi, ...]:
        """Return the regions in one state."""
        return tuple(roi for roi in self.rois if roi.state is state)

    def get(self, roi_id: str) -> Roi | None:
        """Return the region with this identifier, or None."""
        return next((roi for roi in self.rois if roi.roi_id == roi_id), None)

    def add(self, rois: Iterable[Roi]) -> Review:
        """Add regions after those that are there; what was decided stays as it is."""
        return self._step((*self.rois, *rois))

    def set_state(self, roi_ids: Iterable[str], state: RoiState) -> Review:
        """Validate, reject or reopen regions, as one step."""
        chosen = set(roi_ids)
        rois = tuple(replace(roi, state=state) if roi.roi_id in chosen else roi for roi in self.rois)
        return self if rois == self.rois else self._step(rois)

    def without(self, roi_ids: Collection[str]) -> Review:
        """Take regions out for good, of every step as well: what is stored cannot be undone."""

        def kept(rois: tuple[Roi, ...]) -> tuple[Roi, ...]:
            return tuple(roi for roi in rois if roi.roi_id not in roi_ids)

        return Review(kept(self.rois), tuple(map(kept, self._past)), tuple(map(kept, self._future)))

    def undo(self) -> Review:
        """Take the last step back; the same review if there is none."""
        if not self._past:
            return self
        return Review(self._past[-1], self._past[:-1], (self.rois, *self._future))

    def redo(self) -> Review:
        """Take the step that was undone again; the same review if there is none."""
        if not self._future:
            return self
        return Review(self._future[0], (*self._past, self.rois), self._future[1:])

    def _step(self, rois: tuple[Roi, ...]) -> Review:
        return Review(rois, (*self._past, self.rois))
