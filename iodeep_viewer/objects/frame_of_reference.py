"""In which coordinates the contours of an image are stored."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from iodeep_viewer.core.geometry import Plane
from iodeep_viewer.core.image_series import Slice


@dataclass(frozen=True, slots=True)
class ContourFrame:
    """Frame of reference and plane of an image's contours.

    Attributes
    ----------
    uid
        FrameOfReferenceUID.
    plane
        Plane of the image in that frame.
    image_relative
        True where the image has no patient geometry: x is along the row and y along the column, in mm from
        the centre of the first pixel, and z is 0.
    """

    uid: str
    plane: Plane
    image_relative: bool


def contour_frame(image: Slice) -> ContourFrame:
    """Frame of reference of an image's contours: its own, or a generated one.

    A generated UID is derived from the image's SOPInstanceUID (from its series where only the UID is missing
    and the geometry is there), so it is the same whenever the image is opened.

    Parameters
    ----------
    image
        The image.

    Returns
    -------
    ContourFrame
        The same whenever the image is opened.
    """
    if image.plane is None:
        plane = Plane((0.0, 0.0, 0.0), (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), image.spacing)
        return ContourFrame(_derived_uid(image.sop_instance_uid), plane, image_relative=True)
    uid = image.frame_of_reference_uid or _derived_uid(image.series_instance_uid)
    return ContourFrame(uid, image.plane, image_relative=False)


def _derived_uid(uid: str) -> str:
    # UUID-derived UID (PS3.5 section B.2) of a name-based UUID: the same input gives the same UID everywhere.
    return f"2.25.{uuid.uuid5(uuid.NAMESPACE_OID, uid + ' frame of reference').int}"
