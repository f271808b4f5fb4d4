"""Findings on the slices of a series at one moment, and what changes from one moment to the next."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from iodeep_viewer.core.image_key import ImageKey
from iodeep_viewer.core.measurements import Measurement
from iodeep_viewer.core.regions import Roi, RoiState


@dataclass(frozen=True)  # not slotted: a cached property needs a place
class Findings:
    """Findings of a review at one moment.

    Attributes
    ----------
    rois
        All regions, the rejected ones included, in the order in which they came.
    measurements
        In the order in which they came.
    key_images
        Slices that are marked.
    """

    rois: tuple[Roi, ...] = ()
    measurements: tuple[Measurement, ...] = ()
    key_images: frozenset[ImageKey] = frozenset()

    @property
    def empty(self) -> bool:
        """Whether there is nothing at all."""
        return not (self.rois or self.measurements or self.key_images)

    @cached_property
    def roi_by_id(self) -> Mapping[str, Roi]:
        """All regions by their identifiers.

        Returns
        -------
        Mapping[str, Roi]
            In their order.
        """
        return {roi.roi_id: roi for roi in self.rois}

    @cached_property
    def measurement_by_id(self) -> Mapping[str, Measurement]:
        """All measurements by their identifiers.

        Returns
        -------
        Mapping[str, Measurement]
            In their order.
        """
        return {item.measurement_id: item for item in self.measurements}

    def rois_on(self, image: ImageKey) -> tuple[Roi, ...]:
        """Return the regions on one image, without the rejected ones; asked again, it does not search again.

        Parameters
        ----------
        image
            Key of the image.

        Returns
        -------
        tuple of Roi
            In their order.
        """
        if image not in self._found:
            kept = (roi for roi in self.rois if image in roi.images and roi.state is not RoiState.REJECTED)
            self._found[image] = tuple(kept)
        return self._found[image]

    @cached_property
    def _found(self) -> dict[ImageKey, tuple[Roi, ...]]:
        return {}

    def without(self, ids: Collection[str], key_images: Collection[ImageKey] = ()) -> Findings:
        """Leave out regions and measurements by their identifiers, and marks.

        Parameters
        ----------
        ids
            Of regions and measurements.
        key_images
            Marks to leave out.

        Returns
        -------
        Findings
            What is left.
        """
        return replace(
            self,
            rois=tuple(roi for roi in self.rois if roi.roi_id not in ids),
            measurements=tuple(item for item in self.measurements if item.measurement_id not in ids),
            key_images=self.key_images.difference(key_images),
        )


@dataclass(frozen=True, slots=True)
class ReviewChange:
    """Difference of two findings, by identifiers: what follows a review draws these anew and nothing else.

    Attributes
    ----------
    added, changed, removed
        Identifiers of regions.
    measurements
        Identifiers of measurements that were added, changed or removed.
    key_images
        Slices that were marked or are so no longer.
    """

    added: frozenset[str] = frozenset()
    changed: frozenset[str] = frozenset()
    removed: frozenset[str] = frozenset()
    measurements: frozenset[str] = frozenset()
    key_images: frozenset[ImageKey] = frozenset()

    @property
    def rois(self) -> frozenset[str]:
        """Identifiers of all regions that are not as they were."""
        return self.added | self.changed | self.removed


def difference(before: Findings, after: Findings) -> ReviewChange:
    """Compare two findings; identical objects are not compared.

    Parameters
    ----------
    before
        In the order of time. They need not be of one series.
    after
        In the order of time. They need not be of one series.

    Returns
    -------
    ReviewChange
        From the one to the other; the order of the regions does not count.
    """
    old, new = before.roi_by_id, after.roi_by_id
    return ReviewChange(
        added=frozenset(new.keys() - old.keys()),
        changed=frozenset(roi_id for roi_id, roi in new.items() if old.get(roi_id, roi) is not roi),
        removed=frozenset(old.keys() - new.keys()),
        measurements=_unlike(before.measurement_by_id, after.measurement_by_id),
        key_images=before.key_images ^ after.key_images,
    )


def _unlike(before: Mapping[str, Measurement], after: Mapping[str, Measurement]) -> frozenset[str]:
    return frozenset(key for key in before.keys() | after.keys() if before.get(key) is not after.get(key))
