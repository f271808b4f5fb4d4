"""One series that is open: its slices, what is found on them, and the network for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from iodeep_viewer.archives.archive import Archive
from iodeep_viewer.core.findings import ReviewChange, difference
from iodeep_viewer.core.image_key import SeriesReference, series_reference
from iodeep_viewer.core.image_series import ImageSeries
from iodeep_viewer.core.kept_predictions import KeptPrediction, KeptPredictions
from iodeep_viewer.core.key_objects import KeyObject
from iodeep_viewer.core.measurements import Measurement
from iodeep_viewer.core.prediction import NetworkLabel
from iodeep_viewer.core.records import PatientRecord, SeriesRecord, StudyRecord
from iodeep_viewer.core.regions import Roi, RoiState
from iodeep_viewer.core.review import Review
from iodeep_viewer.core.selection import Selection
from iodeep_viewer.core.structure_set import StructureSet
from iodeep_viewer.gui.state.events import SeriesEvents


class NetworkStatus(Enum):
    """Progress of the search for the network of the series."""

    NONE = "none"
    """It was not begun."""
    SEARCHING = "searching"
    """Being searched, fetched or built in the background."""
    READY = "ready"
    """The next click on AI ROI predicts at once."""
    NO_MATCH = "no match"
    """No network of the PACS fits."""
    FAILED = "failed"
    """The matching network cannot be used, or the PACS cannot be asked."""


@dataclass(frozen=True, slots=True)
class NetworkState:
    """The network for a series, and why it was chosen or not.

    Attributes
    ----------
    name, version, purpose, card, labels
        From the network itself; all but the name once it is ready. The card is JSON text.
    sentence
        The progress, for the user.
    """

    status: NetworkStatus = NetworkStatus.NONE
    name: str = ""
    sentence: str = ""
    selection: Selection | None = None
    version: str = ""
    purpose: str = ""
    card: str = ""
    labels: tuple[NetworkLabel, ...] = ()


class OpenSeries(SeriesEvents):
    """A series on one or more viewports. Its review comes with a ReviewChange, an empty one for ``storing``.

    Attributes
    ----------
    record, study
        Series and study of the slices.
    archive
        Where they came from.
    series, complete
        Slices that have arrived, and whether that is all.
    review, selected_roi_ids
        The review, and the selected regions; single commands act on the first of them.
    storing
        Whether what is validated is being written; its fate is settled then.
    stored
        Structure sets of the PACS that lie on this series, newest first.
    selected_measurement_id
        Which measurement is selected; then no region is.
    key_objects
        Key Object Selections of the PACS that mark slices of this series, newest first.
    network
        The one for this series, and how far it is.
    predictions
        Predictions of its slices that are kept.
    """

    def __init__(
        self,
        record: SeriesRecord,
        review: Review | None = None,
        study: StudyRecord | None = None,
        archive: Archive | None = None,
    ) -> None:
        super().__init__()
        self.record, self.study = record, study
        self.archive = archive
        self.series = ImageSeries(record.series_instance_uid)
        self.complete = False
        self.review = review or Review()
        self.selected_roi_ids: tuple[str, ...] = ()
        self.storing = False
        self.stored: tuple[StructureSet, ...] = ()
        self.selected_measurement_id: str | None = None
        self.key_objects: tuple[KeyObject, ...] = ()
        self.network = NetworkState()
        self.predictions = KeptPredictions()

    @property
    def reference(self) -> SeriesReference:
        """The name of the series: archive, patient, study and series."""
        patient = self.study.patient if self.study else PatientRecord()
        return series_reference(self.archive.key if self.archive else "", patient, self.record)

    @property
    def selected_roi_id(self) -> str | None:
        """The first of the selected regions."""
        return self.selected_roi_ids[0] if self.selected_roi_ids else None

    @property
    def selected_rois(self) -> tuple[Roi, ...]:
        """The regions that are selected, in the order in which they were."""
        found = (self.review.get(roi_id) for roi_id in self.selected_roi_ids)
        return tuple(roi for roi in found if roi is not None)

    @property
    def selected_roi(self) -> Roi | None:
        """The first of the selected regions."""
        return self.review.get(self.selected_roi_id) if self.selected_roi_id else None

    @property
    def selected_measurement(self) -> Measurement | None:
        """The measurement that is selected."""
        return self.review.findings.measurement_by_id.get(self.selected_measurement_id or "")

    def set_series(self, series: ImageSeries, *, complete: bool) -> None:
        """Show the slices that have arrived."""
        self.series, self.complete = series, complete
        self.series_changed.emit()

    def set_review(self, review: Review) -> None:
        """Go on to another review; what it does not hold or rejects is selected no longer."""
        before, self.review = self.review, review
        self.review_changed.emit(difference(before.findings, review.findings))
        self.select_rois(roi.roi_id for roi in self.selected_rois if roi.state is not RoiState.REJECTED)
        if self.selected_measurement is None:
            self.select_measurement(None)

    def select_roi(self, roi_id: str | None) -> None:
        """Select one region, or none."""
        self.select_rois(() if roi_id is None else (roi_id,))

    def select_rois(self, roi_ids: Iterable[str]) -> None:
        """Select several regions."""
        chosen = tuple(dict.fromkeys(roi_ids))
        if chosen != self.selected_roi_ids:
            self.selected_roi_ids = chosen
            if chosen:
                self.selected_measurement_id = None
            self.selection_changed.emit()

    def select_measurement(self, measurement_id: str | None) -> None:
        """Select a measurement, or none; regions are selected no longer."""
        if measurement_id != self.selected_measurement_id:
            self.selected_measurement_id = measurement_id
            if measurement_id is not None:
                self.selected_roi_ids = ()
            self.selection_changed.emit()

    def set_storing(self, storing: bool) -> None:
        """Settle the review while it is written, or free it again."""
        self.storing = storing
        self.review_changed.emit(ReviewChange())

    def add_stored(self, stored: Iterable[StructureSet]) -> None:
        """Show structure sets of the PACS beside those that are shown."""
        by_uid = {item.sop_instance_uid: item for item in (*stored, *self.stored)}
        self.stored = tuple(sorted(by_uid.values(), key=lambda item: (item.date, item.time), reverse=True))
        self.stored_changed.emit()

    def add_key_objects(self, key_objects: Iterable[KeyObject]) -> None:
        """Show key images of the PACS beside those that are shown."""
        by_uid = {item.sop_instance_uid: item for item in (*key_objects, *self.key_objects)}
        self.key_objects = tuple(sorted(by_uid.values(), key=lambda item: (item.date, item.time), reverse=True))
        self.stored_changed.emit()

    def set_network(self, network: NetworkState) -> None:
        """Show how far the network is."""
        self.network = network
        self.network_changed.emit()

    def keep_prediction(self, kept: KeptPrediction) -> None:
        """Keep the prediction of a slice in the place of the one before."""
        if self.predictions.get(kept.prediction.image.key) != kept:
            self.predictions.put(kept)
            self.predictions_changed.emit()
