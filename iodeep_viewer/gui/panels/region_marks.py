"""Slices with regions, and whether all of these are decided."""

from __future__ import annotations

from collections.abc import Iterator

from iodeep_viewer.core.image_key import ImageKey
from iodeep_viewer.core.regions import Roi, RoiState


class RegionMarks:
    """Updated region by region, so that a decision does not visit the others."""

    def __init__(self) -> None:
        self._images: dict[str, frozenset[ImageKey]] = {}
        self._undecided: dict[ImageKey, set[str]] = {}
        self._decided: dict[ImageKey, set[str]] = {}

    def __iter__(self) -> Iterator[ImageKey]:
        return iter({**self._undecided, **self._decided})

    def get(self, image: ImageKey) -> RoiState | None:
        """Return PROPOSED where anything is left to decide on a slice, VALIDATED where nothing is, None for no mark."""
        if image in self._undecided:
            return RoiState.PROPOSED
        return RoiState.VALIDATED if image in self._decided else None

    def put(self, key: str, roi: Roi | None) -> frozenset[ImageKey]:
        """Put a region in its place, or take it away where it is None or rejected.

        Returns
        -------
        frozenset of ImageKey
            Slices that it lies on, or lay on before.
        """
        before = self._images.pop(key, frozenset())
        for marks in (self._undecided, self._decided):
            for image in before & marks.keys():
                marks[image].discard(key)
                if not marks[image]:
                    del marks[image]
        if roi is None or roi.state is RoiState.REJECTED:
            return before
        marks = self._decided if roi.state is RoiState.VALIDATED else self._undecided
        for image in roi.images:
            marks.setdefault(image, set()).add(key)
        self._images[key] = roi.images
        return before | roi.images
