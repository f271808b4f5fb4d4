"""The one owner of mutable state. Widgets read it and follow its signals; only intents change it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from PyQt6.QtCore import QObject, pyqtSignal

from iodeep_viewer.core.display import Window
from iodeep_viewer.core.image_series import ImageSeries, Slice
from iodeep_viewer.core.records import SeriesRecord, StudyRecord
from iodeep_viewer.core.regions import ImageKey, Roi, RoiState, StructureSet
from iodeep_viewer.core.review import Review
from iodeep_viewer.inference.selection import Selection
from iodeep_viewer.pacs.node import PacsNode
from iodeep_viewer.settings import Settings


class Severity(Enum):
    """How a notice is shown."""

    INFO = "info"
    """Something went well, or is worth knowing."""
    WARNING = "warning"
    """The user has to take note; nothing is broken."""
    ERROR = "error"
    """What was asked for did not happen."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence for the banner, with a next step.

    Attributes
    ----------
    sentence, hint
        What happened; what to do.
    of_series
        Whether it is about the open series: it goes when another one opens.
    """

    severity: Severity
    sentence: str
    hint: str = ""
    of_series: bool = False


class NetworkStatus(Enum):
    """How far the search for the network of the series has come."""

    NONE = "none"
    """No series is open."""
    LOOKING = "looking"
    """Being searched, fetched or built in the background."""
    READY = "ready"
    """The next click on AI ROI predicts at once."""
    NO_MATCH = "no match"
    """No network of the PACS fits."""
    FAILED = "failed"
    """The matching network cannot be used, or the PACS cannot be asked."""


@dataclass(frozen=True, slots=True)
class NetworkState:
    """The network for the open series, and why it was chosen or not."""

    status: NetworkStatus = NetworkStatus.NONE
    name: str = ""
    sentence: str = ""
    selection: Selection | None = None


class Connection(Enum):
    """What is known of the PACS."""

    UNKNOWN = "unknown"
    """Nothing was asked of it yet."""
    UP = "up"
    """Its last answer was good."""
    DOWN = "down"
    """It could not be reached."""


class Session(QObject):
    """State of the viewer; each signal tells that the fields of its name changed.

    Attributes
    ----------
    settings, node, connection
        What is set, the PACS in use, and what is known of it.
    studies, more_studies
        Result of the last search, and whether it was cut off.
    study, series_records
        What is chosen in the panels; it need not be what is open.
    open_study, series_record, series_node
        What the slice on screen belongs to, and the PACS that it came from.
    series, complete
        Slices of the open series that have arrived, and whether that is all.
    index
        Of the slice on screen.
    window, inverted
        How it is shown; ``window`` None means each slice's own.
    review, selected_roi_id
        Regions under review in the open series, and which one is selected.
    storing
        Whether the validated ones are being written.
    stored
        Structure sets of the PACS that lie on the open series, newest first.
    network
        The one for the open series, and how far it is.
    outbox_count
        Structure sets that wait to be sent.
    """

    settings_changed = pyqtSignal()
    studies_changed = pyqtSignal()
    study_changed = pyqtSignal()
    series_records_changed = pyqtSignal()
    series_changed = pyqtSignal()
    index_changed = pyqtSignal()
    display_changed = pyqtSignal()
    review_changed = pyqtSignal()
    selection_changed = pyqtSignal()
    stored_changed = pyqtSignal()
    network_changed = pyqtSignal()
    connection_changed = pyqtSignal()
    outbox_changed = pyqtSignal()
    series_started = pyqtSignal()
    notice = pyqtSignal(object)

    def __init__(self, settings: Settings, node: PacsNode | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.settings = settings
        self.node = node
        self.studies: tuple[StudyRecord, ...] = ()
        self.more_studies = False
        self.study: StudyRecord | None = None
        self.series_records: tuple[SeriesRecord, ...] = ()
        self.open_study: StudyRecord | None = None
        self.series_record: SeriesRecord | None = None
        self.series_node: PacsNode | None = None
        self.series: ImageSeries | None = None
        self.complete = False
        self.index = 0
        self.window: Window | None = None
        self.inverted = False
        self.review = Review()
        self.selected_roi_id: str | None = None
        self.storing = False
        self.stored: tuple[StructureSet, ...] = ()
        self.network = NetworkState()
        self.connection = Connection.UNKNOWN
        self.outbox_count = 0

    @property
    def image(self) -> Slice | None:
        """The slice on screen."""
        if self.series is None or not self.series.slices:
            return None
        return self.series.slices[min(self.index, len(self.series) - 1)]

    @property
    def image_key(self) -> ImageKey | None:
        """Key of the slice on screen."""
        return self.image.key if self.image else None

    @property
    def selected_roi(self) -> Roi | None:
        """The region that is selected, if it is under review."""
        return self.review.get(self.selected_roi_id) if self.selected_roi_id else None

    @property
    def shown_study(self) -> StudyRecord | None:
        """The study of the slice on screen; the chosen one only while no series is open."""
        return self.open_study or self.study

    def shown_window(self) -> Window | None:
        """Return the window in force on the slice on screen."""
        return self.window or (self.image.default_window if self.image else None)

    def rois_on_screen(self) -> tuple[Roi, ...]:
        """Regions under review on the slice on screen, without the rejected ones."""
        return tuple(
            roi
            for roi in self.review.rois
            if roi.state is not RoiState.REJECTED and self.image_key is not None and self.image_key in roi.images
        )

    def tell(self, severity: Severity, sentence: str, hint: str = "", *, of_series: bool = False) -> None:
        """Show a notice."""
        self.notice.emit(Notice(severity, sentence, hint, of_series))

    def set_settings(self, settings: Settings, node: PacsNode | None) -> None:
        """Change settings and the PACS in use; another PACS has other studies. What is open stays open."""
        another = node != self.node
        self.settings, self.node = settings, node
        # The PACS of the open series may have been given another address under its name.
        self.series_node = next(
            (item for item in settings.nodes if self.series_node and item.name == self.series_node.name),
            self.series_node,
        )
        self.settings_changed.emit()
        if another:
            self.set_connection(Connection.UNKNOWN)
            self.set_studies((), more=False)
            self.set_study(None)

    def set_studies(self, studies: tuple[StudyRecord, ...], more: bool) -> None:
        """Show the result of a search."""
        self.studies, self.more_studies = studies, more
        self.studies_changed.emit()

    def set_study(self, study: StudyRecord | None) -> None:
        """Choose a study; its series are not known yet."""
        self.study = study
        self.study_changed.emit()
        self.set_series_records(())

    def set_series_records(self, records: tuple[SeriesRecord, ...]) -> None:
        """Show the series of the chosen study."""
        self.series_records = records
        self.series_records_changed.emit()

    def start_series(
        self,
        record: SeriesRecord,
        review: Review,
        study: StudyRecord | None = None,
        node: PacsNode | None = None,
    ) -> None:
        """Open a series, of which nothing has arrived yet."""
        self.series_record, self.open_study, self.series_node = record, study, node
        self.series = ImageSeries(record.series_instance_uid)
        self.complete = False
        self.index = 0
        self.window, self.inverted = None, False
        self.review, self.selected_roi_id, self.storing, self.stored = review, None, False, ()
        self.network = NetworkState()
        for signal in (
            self.series_started,
            self.series_changed,
            self.index_changed,
            self.display_changed,
            self.review_changed,
            self.selection_changed,
            self.stored_changed,
            self.network_changed,
        ):
            signal.emit()

    def set_series(self, series: ImageSeries, *, complete: bool) -> None:
        """Take in slices; the slice on screen stays on screen wherever it moves to."""
        key = self.image_key
        self.series, self.complete = series, complete
        moved = series.index_of(key) if key else None
        before, self.index = self.index, moved if moved is not None else min(self.index, max(0, len(series) - 1))
        self.series_changed.emit()
        if self.index != before:
            self.index_changed.emit()

    def set_index(self, index: int) -> None:
        """Show another slice; an index beyond the ends is moved to the end."""
        if self.series is None:
            return
        index = max(0, min(index, len(self.series) - 1))
        if index != self.index:
            self.index = index
            self.index_changed.emit()

    def set_window(self, window: Window | None) -> None:
        """Set the window; None for each slice's own."""
        self.window = window
        self.display_changed.emit()

    def set_inverted(self, inverted: bool) -> None:
        """Swap black and white, or not."""
        self.inverted = inverted
        self.display_changed.emit()

    def set_review(self, review: Review) -> None:
        """Take the next step of the review."""
        self.review = review
        self.review_changed.emit()
        selected = self.selected_roi
        if self.selected_roi_id is not None and (selected is None or selected.state is RoiState.REJECTED):
            self.select_roi(None)

    def select_roi(self, roi_id: str | None) -> None:
        """Select a region, or none."""
        if roi_id != self.selected_roi_id:
            self.selected_roi_id = roi_id
            self.selection_changed.emit()

    def set_storing(self, storing: bool) -> None:
        """Tell whether the validated regions are being written; their fate is settled then."""
        self.storing = storing
        self.review_changed.emit()

    def add_stored(self, stored: Iterable[StructureSet]) -> None:
        """Show structure sets of the PACS beside those that are shown."""
        by_uid = {item.sop_instance_uid: item for item in (*stored, *self.stored)}
        self.stored = tuple(sorted(by_uid.values(), key=lambda item: (item.date, item.time), reverse=True))
        self.stored_changed.emit()

    def set_network(self, network: NetworkState) -> None:
        """Tell how far the network for this series is."""
        self.network = network
        self.network_changed.emit()

    def set_connection(self, connection: Connection) -> None:
        """Tell what is known of the PACS."""
        if connection is not self.connection:
            self.connection = connection
            self.connection_changed.emit()

    def set_outbox_count(self, count: int) -> None:
        """Tell how many structure sets wait to be sent."""
        if count != self.outbox_count:
            self.outbox_count = count
            self.outbox_changed.emit()
