"""RT Structure Sets as they are read from an archive, and their approval."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from iodeep_viewer.core.image_series import ImageSeries
from iodeep_viewer.core.measurements import Measurement
from iodeep_viewer.core.regions import Roi


class ApprovalStatus(Enum):
    """ApprovalStatus (300E,0002), PS3.3 section C.8.8.16."""

    APPROVED = "APPROVED"
    """Reviewer recorded that the object met an implied criterion."""
    UNAPPROVED = "UNAPPROVED"
    """No review was recorded."""
    REJECTED = "REJECTED"
    """Reviewer recorded that the object failed an implied criterion."""


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
    """An RT Structure Set as read from the PACS: read-only regions and measurements on the images of a series.

    Attributes
    ----------
    notes
        What the user should know about how it was read, one sentence each.
    predecessors
        SOPInstanceUIDs of the structure sets that it revises (PS3.3 section C.8.8.5).
    """

    sop_instance_uid: str
    label: str
    description: str
    date: str
    time: str
    approval: Approval
    rois: tuple[Roi, ...]
    notes: tuple[str, ...] = ()
    measurements: tuple[Measurement, ...] = ()
    predecessors: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """The object by its type and label, e.g. ``RT Structure Set “AI ROI”``."""
        return f"RT Structure Set “{self.label}”"

    def lies_on(self, series: ImageSeries) -> bool:
        """Return whether any of it lies on slices of a series.

        Parameters
        ----------
        series
            The series.

        Returns
        -------
        bool
            Whether it is to be shown with the series.
        """
        images = {item.image for item in self.measurements}.union(*(roi.images for roi in self.rois))
        return any(item.key in images for item in series.slices)
