"""Proposals of a network beside the regions of a review: nothing is proposed twice, nothing decided is changed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from shapely.geometry.base import BaseGeometry

from iodeep_viewer.core.image_key import ImageKey
from iodeep_viewer.core.polygons import union
from iodeep_viewer.core.regions import Roi, RoiOrigin, RoiState

_SAME_FINDING = 0.5
"""Share of the smaller area that two outlines of one finding have in common, at least."""


def not_repeated(proposals: Iterable[Roi], known: Iterable[Roi], image: ImageKey) -> tuple[Roi, ...]:
    """Leave out proposals that the same network made on this slice before, whatever became of them.

    Rejected regions count as well, so that a refused finding does not come back unasked. So do edited ones.

    Parameters
    ----------
    proposals
        Of one prediction.
    known
        All regions of the review.
    image
        The slice.

    Returns
    -------
    tuple of Roi
        The new ones, in the order of ``proposals``.
    """
    candidates = tuple(proposals)
    labels = {roi.label for roi in candidates}
    before = [_Area(roi, image, labels) for roi in known]
    return tuple(roi for roi in candidates if not any(area.same(_Area(roi, image, labels)) for area in before))


def moved_proposals(
    rois: Iterable[Roi],
    own: Sequence[Roi],
    found: Sequence[Roi],
    *,
    image: ImageKey,
    dnn_uid: str,
    labels: Collection[str],
) -> tuple[tuple[str, ...], tuple[Roi, ...]]:
    """Give the proposals of a network on one slice the outlines that it draws at another threshold.

    Decided and edited regions stay, and are not proposed anew. Where an outline grows together with that of a
    decided region, it stays proposed as long as there was more than the decided region at the network's own threshold.

    Parameters
    ----------
    rois
        Of the review.
    own
        Outlines of the network at its own threshold, and at the one that is wanted.
    found
        Outlines of the network at its own threshold, and at the one that is wanted.
    image
        The slice and the network.
    dnn_uid
        The slice and the network.
    labels
        All that the network knows.

    Returns
    -------
    gone, changed
        Identifiers of proposals that are no more; regions to put in, with the identifiers and labels of the
        proposals that they take the place of.
    """
    here = [roi for roi in rois if image in roi.images]
    open_now = [roi for roi in here if is_as_proposed(roi) and roi.network and roi.network.dnn_uid == dnn_uid]
    settled = [_Area(roi, image, labels) for roi in here if roi not in open_now]
    undecided = [area for area in (_Area(roi, image, labels) for roi in own) if not area.same_as_any(settled)]
    waiting = [_Area(roi, image, labels) for roi in open_now]
    changed = []
    for roi in found:
        area = _Area(roi, image, labels)
        if area.same_as_any(settled) and not area.same_as_any(undecided):
            continue
        before = max((old for old in waiting if old.overlap(area) > 0), key=area.overlap, default=None)
        if before is None:
            changed.append(roi)
        else:
            waiting.remove(before)
            changed.append(replace(roi, roi_id=before.roi.roi_id, label=before.roi.label))
    return tuple(area.roi.roi_id for area in waiting), tuple(changed)


def is_as_proposed(roi: Roi) -> bool:
    """Whether a region is as a network put it out on one slice: nobody decided, edited or stored it.

    Parameters
    ----------
    roi
        The region.

    Returns
    -------
    bool
        Whether it may be replaced by another proposal.
    """
    return (
        roi.state is RoiState.PROPOSED
        and roi.origin is RoiOrigin.AUTOMATIC
        and not roi.proposed
        and not roi.predecessor
        and len(roi.images) == 1
    )


class _Area:
    """Area of a region on one slice, together with that of its proposal if it was edited.

    Parameters
    ----------
    roi
        The region.
    image
        The slice.
    labels
        Those that the network knows.
    """

    def __init__(self, roi: Roi, image: ImageKey, labels: Collection[str]) -> None:
        contours = [item for item in (*roi.contours, *roi.proposed) if item.image == image]
        self.roi = roi
        self.shape: BaseGeometry = union(item.points for item in contours)
        self._network = roi.network.dnn_uid if roi.network else None
        # Another label than the network knows was given by the user: it may stand for any.
        self._label = roi.label if roi.label in labels else None

    def overlap(self, other: _Area) -> float:
        """Return the area that two regions have in common.

        Parameters
        ----------
        other
            A region on the same slice.

        Returns
        -------
        float
            Area in common, square pixels; 0 for another network or label.
        """
        if self._network is None or self._network != other._network:
            return 0.0
        if None not in (self._label, other._label) and self._label != other._label:
            return 0.0
        return float(self.shape.intersection(other.shape).area)

    def same(self, other: _Area) -> bool:
        """Decide whether two regions outline one finding.

        Parameters
        ----------
        other
            A region on the same slice.

        Returns
        -------
        bool
            True if the overlap covers enough of the smaller one.
        """
        smaller = min(self.shape.area, other.shape.area)
        return smaller > 0 and self.overlap(other) >= _SAME_FINDING * smaller

    def same_as_any(self, others: Iterable[_Area]) -> bool:
        """Decide whether any of the others outlines the same finding.

        Parameters
        ----------
        others
            Regions on the same slice.

        Returns
        -------
        bool
            True for one of them at least.
        """
        return any(self.same(other) for other in others)
