"""Key Object Selections: images that somebody marked."""

from __future__ import annotations

from dataclasses import dataclass

from iodeep_viewer.core.image_key import ImageKey
from iodeep_viewer.core.image_series import ImageSeries


@dataclass(frozen=True, slots=True)
class KeyObject:
    """A Key Object Selection Document as read from the PACS.

    Attributes
    ----------
    title
        Why the images are marked, e.g. ``Of Interest`` (PS3.16, CID 7010).
    description
        Free text; may be empty.
    observer_name
        PN of who marked them; may be empty.
    images
        SOPInstanceUID and frame; the frame is None where all of an instance is meant.
    notes
        Sentences for the user about how it was read.
    """

    sop_instance_uid: str
    title: str
    description: str
    date: str
    time: str
    observer_name: str
    images: frozenset[ImageKey]
    notes: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The object by its type."""
        return "Key Object Selection"

    def marks(self, image: ImageKey) -> bool:
        """Whether an image, or the whole instance that it is a frame of, is marked.

        Parameters
        ----------
        image
            Key of the image.

        Returns
        -------
        bool
            Whether it is a key image.
        """
        return image in self.images or (image[0], None) in self.images

    def lies_on(self, series: ImageSeries) -> bool:
        """Return whether any slice of a series is marked.

        Parameters
        ----------
        series
            The series.

        Returns
        -------
        bool
            Whether it is to be shown with the series.
        """
        return any(self.marks(item.key) for item in series.slices)
