"""Measurements and key images: make, change, remove, mark."""

from __future__ import annotations

from PyQt6.QtCore import QObject

from iodeep_viewer.core.measurements import Measurement
from iodeep_viewer.gui.controllers.recording import DecisionRecorder
from iodeep_viewer.gui.controllers.viewing import ViewingController
from iodeep_viewer.gui.state.open_series import OpenSeries
from iodeep_viewer.gui.state.session import Session
from iodeep_viewer.gui.state.values import Severity


class MeasuringController(QObject):
    """Each change is one step that undo takes back."""

    def __init__(self, session: Session, viewing: ViewingController, recorder: DecisionRecorder) -> None:
        super().__init__()
        self._session = session
        self._viewing = viewing
        self._recorder = recorder

    def measure(self, opened: OpenSeries, measurement: Measurement) -> None:
        """Take a measurement that is new, or that was changed, and select it."""
        self._recorder.change(opened, lambda review: review.measure(measurement))
        if measurement in opened.review.measurements:
            opened.select_measurement(measurement.measurement_id)

    def select(self, measurement_id: str | None) -> None:
        """Select a measurement of the active series and show its slice."""
        opened = self._session.opened
        if opened is None:
            return
        found = next((item for item in opened.review.measurements if item.measurement_id == measurement_id), None)
        index = opened.series.index_of(found.image) if found is not None else None
        if index is not None:
            self._viewing.show_slice(index)
        opened.select_measurement(measurement_id)

    def take_hold(self, opened: OpenSeries, measurement_id: str | None) -> None:
        """Select a measurement, or none; the slice on screen stays."""
        opened.select_measurement(measurement_id)

    def remove_selected(self) -> bool:
        """Remove the selected measurement; False if none is selected."""
        opened = self._session.opened
        if opened is None or opened.selected_measurement_id is None:
            return False
        selected = opened.selected_measurement_id
        self._recorder.change(opened, lambda review: review.unmeasure({selected}))
        return True

    def toggle_key_image(self) -> None:
        """Mark the slice on screen as a key image, or take the mark away."""
        session, opened, key = self._session, self._session.opened, self._session.image_key
        if opened is None or key is None:
            return
        marked = key in opened.review.key_images
        stored = next((item for item in opened.key_objects if item.marks(key)), None)
        if stored is not None and not marked:
            session.notify(
                Severity.INFO,
                self.tr("This slice is marked in the PACS already: “{}”.").format(stored.title),
                self.tr("Stored findings cannot be changed here."),
                of=opened,
            )
            return
        self._recorder.change(opened, lambda review: review.mark(key, not marked))
