"""The review of a series: regions, measurements and key images, with one undo stack over everything."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from itertools import pairwise

from iodeep_viewer.core.findings import Findings
from iodeep_viewer.core.image_key import ImageKey
from iodeep_viewer.core.measurements import Measurement
from iodeep_viewer.core.regions import Roi, RoiState


@dataclass(frozen=True, slots=True)
class Review:
    """Findings on a series, with undo and redo. Immutable: every step makes a new one."""

    findings: Findings = field(default_factory=Findings)
    _past: tuple[Findings, ...] = ()
    _future: tuple[Findings, ...] = ()

    @property
    def rois(self) -> tuple[Roi, ...]:
        """All regions, the rejected ones included, in the order in which they came."""
        return self.findings.rois

    @property
    def measurements(self) -> tuple[Measurement, ...]:
        """All measurements, in the order in which they came."""
        return self.findings.measurements

    @property
    def key_images(self) -> frozenset[ImageKey]:
        """Slices that are marked."""
        return self.findings.key_images

    @property
    def can_be_stored(self) -> bool:
        """Whether anything is validated, measured or marked."""
        return bool(self.in_state(RoiState.VALIDATED) or self.measurements or self.key_images)

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._past)

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to take again."""
        return bool(self._future)

    def in_state(self, state: RoiState) -> tuple[Roi, ...]:
        """Return the regions in one state.

        Parameters
        ----------
        state
            The state.

        Returns
        -------
        tuple of Roi
            In their order.
        """
        return tuple(roi for roi in self.rois if roi.state is state)

    def get(self, roi_id: str) -> Roi | None:
        """Return the region with this identifier, or None.

        Parameters
        ----------
        roi_id
            Identifier of the region.

        Returns
        -------
        Roi or None
            The region, rejected or not.
        """
        return self.findings.roi_by_id.get(roi_id)

    def add(self, rois: Iterable[Roi]) -> Review:
        """Add regions after those that are there; decisions stay as they are.

        Parameters
        ----------
        rois
            New regions.

        Returns
        -------
        Review
            The review with them.
        """
        return self._step(replace(self.findings, rois=(*self.rois, *rois)))

    def exchange(self, removed: Collection[str], rois: Iterable[Roi]) -> Review:
        """Take regions out and put others in, as one step; those with known identifiers keep their places.

        Parameters
        ----------
        removed
            Identifiers of regions to take out.
        rois
            Regions to put in.

        Returns
        -------
        Review
            The review after that.
        """
        put = {roi.roi_id: roi for roi in rois}
        kept = [put.pop(roi.roi_id, roi) for roi in self.rois if roi.roi_id in put or roi.roi_id not in removed]
        return self._step(replace(self.findings, rois=(*kept, *put.values())))

    def join(self, rois: Iterable[Roi], run: Collection[str]) -> Review:
        """Add regions to the step that added others, so that they are undone together, whatever came after it.

        Parameters
        ----------
        rois
            New regions.
        run
            Identifiers of regions that came with that step; without any of them left, it becomes a new one.

        Returns
        -------
        Review
            The review with them.
        """
        added = tuple(rois)

        def joined(findings: Findings) -> Findings:
            began = any(roi.roi_id in run for roi in findings.rois)
            return replace(findings, rois=(*findings.rois, *added)) if began else findings

        if not added or joined(self.findings) is self.findings:
            return self.add(added)
        return Review(joined(self.findings), tuple(map(joined, self._past)), tuple(map(joined, self._future)))

    def is_undone(self, roi_ids: Collection[str]) -> bool:
        """Whether regions that are not there would come back with redo.

        Parameters
        ----------
        roi_ids
            Identifiers of the regions.

        Returns
        -------
        bool
            Whether redo brings one of them back.
        """
        there = {roi.roi_id for roi in self.rois}
        later = {roi.roi_id for findings in self._future for roi in findings.rois}
        return there.isdisjoint(roi_ids) and not later.isdisjoint(roi_ids)

    def set_state(self, roi_ids: Iterable[str], state: RoiState) -> Review:
        """Validate, reject or reopen regions, as one step.

        Parameters
        ----------
        roi_ids
            Identifiers of the regions.
        state
            What is decided about them.

        Returns
        -------
        Review
            The review after that.
        """
        chosen = set(roi_ids)
        return self.replace(replace(roi, state=state) for roi in self.rois if roi.roi_id in chosen)

    def replace(self, rois: Iterable[Roi], *, added: Iterable[Roi] = (), removed: Collection[str] = ()) -> Review:
        """Put changed regions in the place of those with the same identifiers, add and remove others, as one step.

        Parameters
        ----------
        rois
            Changed regions, known by their identifiers.
        added
            New regions.
        removed
            Identifiers of regions to take out.

        Returns
        -------
        Review
            The review after that.
        """
        changed = {roi.roi_id: roi for roi in rois}
        kept = (changed.get(roi.roi_id, roi) for roi in self.rois if roi.roi_id not in removed)
        return self._step(replace(self.findings, rois=(*kept, *added)))

    def measure(self, measurement: Measurement) -> Review:
        """Add a measurement, or put it in the place of the one with the same identifier.

        Parameters
        ----------
        measurement
            New or changed.

        Returns
        -------
        Review
            The review with it.
        """
        by_id = {item.measurement_id: item for item in self.measurements} | {measurement.measurement_id: measurement}
        return self._step(replace(self.findings, measurements=tuple(by_id.values())))

    def unmeasure(self, measurement_ids: Collection[str]) -> Review:
        """Remove measurements, as one step.

        Parameters
        ----------
        measurement_ids
            Identifiers of the measurements.

        Returns
        -------
        Review
            The review without them.
        """
        kept = tuple(item for item in self.measurements if item.measurement_id not in measurement_ids)
        return self._step(replace(self.findings, measurements=kept))

    def mark(self, image: ImageKey, marked: bool) -> Review:
        """Make a slice a key image, or not.

        Parameters
        ----------
        image
            Key of the slice.
        marked
            Whether it is a key image.

        Returns
        -------
        Review
            The review after that.
        """
        key_images = self.key_images | {image} if marked else self.key_images - {image}
        return self._step(replace(self.findings, key_images=key_images))

    def without(self, ids: Collection[str], key_images: Collection[ImageKey] = ()) -> Review:
        """Take findings out for good, of every step as well: what is stored cannot be undone.

        Parameters
        ----------
        ids
            Of regions and measurements.
        key_images
            Marks to take out.

        Returns
        -------
        Review
            The review without them.
        """
        now = self.findings.without(ids, key_images)
        past = [item.without(ids, key_images) for item in self._past]
        future = [item.without(ids, key_images) for item in self._future]
        # A step that changed nothing else is a step no more.
        return Review(
            now,
            tuple(before for before, after in pairwise([*past, now]) if before != after),
            tuple(after for before, after in pairwise([now, *future]) if before != after),
        )

    def with_kept(self, kept: Findings) -> Review:
        """Put findings before those of every step, as if they had been there from the beginning; no step of its own.

        Parameters
        ----------
        kept
            Found late. Those that are there already, by identifier, stay as they are.

        Returns
        -------
        Review
            The review with them in every step.
        """
        there = {roi.roi_id for roi in self.rois} | {item.measurement_id for item in self.measurements}
        new = kept.without(there)

        def joined(findings: Findings) -> Findings:
            return Findings(
                (*new.rois, *findings.rois),
                (*new.measurements, *findings.measurements),
                findings.key_images | new.key_images,
            )

        return Review(joined(self.findings), tuple(map(joined, self._past)), tuple(map(joined, self._future)))

    def undo(self) -> Review:
        """Take the last step back; the same review if there is none.

        Returns
        -------
        Review
            The review one step before.
        """
        if not self._past:
            return self
        return Review(self._past[-1], self._past[:-1], (self.findings, *self._future))

    def redo(self) -> Review:
        """Take the step that was undone again; the same review if there is none.

        Returns
        -------
        Review
            The review one step further.
        """
        if not self._future:
            return self
        return Review(self._future[0], (*self._past, self.findings), self._future[1:])

    def _step(self, findings: Findings) -> Review:
        """Go on to other findings; the same review where nothing changed."""
        return self if findings == self.findings else Review(findings, (*self._past, self.findings))
