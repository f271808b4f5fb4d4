"""What the user wants of series: open them. Each intent becomes a job and a change of the session."""

from __future__ import annotations

from contextlib import ExitStack
from functools import partial

from PyQt6.QtCore import QCoreApplication, QObject, QTimer

from iodeep_viewer.archives.archive import Archive
from iodeep_viewer.core.image_key import SeriesReference
from iodeep_viewer.core.image_series import Slice
from iodeep_viewer.core.records import SeriesRecord
from iodeep_viewer.core.regions import RoiState
from iodeep_viewer.core.review import Findings, Review
from iodeep_viewer.core.stored_objects import key_objects, structure_sets
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.errors import IODeepError, PacsError
from iodeep_viewer.gui.controllers.networks import NetworkController
from iodeep_viewer.gui.controllers.recording import DecisionRecorder
from iodeep_viewer.gui.jobs import Jobs, Pool
from iodeep_viewer.gui.state.bridge import signal_of
from iodeep_viewer.gui.state.open_series import NetworkStatus, OpenSeries
from iodeep_viewer.gui.state.session import Session
from iodeep_viewer.gui.state.values import Connection, Severity
from iodeep_viewer.gui.state.viewport import Viewport
from iodeep_viewer.gui.style.wording import findings
from iodeep_viewer.workflows.journal import Kept
from iodeep_viewer.workflows.reading import OpenedSeries, open_series
from iodeep_viewer.workflows.stored_findings import StoredFindings, find_stored_findings
from iodeep_viewer.workflows.workstation import Workstation

PER_SERIES_JOBS = ("network", "stored", "ai-roi", "ai-series", "predict", "card")
"""Jobs whose results nobody waits for once the series is closed; the digest of its reference follows in their names."""

_ARRIVAL_INTERVAL = 150


class ReadingController(QObject):
    """Open series."""

    def __init__(
        self,
        session: Session,
        workstation: Workstation,
        jobs: Jobs,
        networks: NetworkController,
        recorder: DecisionRecorder,
    ) -> None:
        super().__init__()
        self._session = session
        self._recorder = recorder
        self._workstation = workstation
        self._jobs = jobs
        self._networks = networks
        self._held: dict[OpenSeries, ExitStack] = {}
        self._wanted: dict[Viewport, SeriesReference] = {}
        signal_of(session.opened_changed).connect(self._close_unused)
        for viewport in session.viewports:
            signal_of(viewport.opened_changed).connect(partial(self._notice_closed, viewport))

    def open_series(self, record: SeriesRecord, viewport: Viewport | None = None) -> None:
        """Retrieve and show a series in a viewport, the active one if none is named.

        Findings on it that are not stored yet are there again.
        """
        archive = self._session.archive
        if archive is None:
            notify_no_pacs(self._session)
            return
        session, study, viewport = self._session, self._session.study, viewport or self._session.active
        session.set_active(viewport)
        reference = session.reference(record)
        already = next((item for item in self._held if item.reference.is_copy_of(reference)), None)
        if already is not None and already.archive != archive:
            # Two that answer for the same decisions would overwrite each other's.
            where = already.archive.name if already.archive else self.tr("elsewhere")
            session.notify(
                Severity.WARNING,
                self.tr("This series is open already, from {}.").format(where),
                self.tr("Close it there (Ctrl+W) to open it from here."),
                of=already,
            )
            return
        self._want(viewport, reference)
        if already is not None and (already.complete or viewport.opened is not already):
            if viewport.opened is not already:
                viewport.show(already)
            self._look_for_stored(already)
            return
        # One whose slices did not all arrive goes on: there is one for each series, which alone writes its journal.
        opened = already
        arrived: list[Slice] = []
        journal, kept = self._workstation.journal, Kept(Findings())

        def start() -> OpenSeries:
            nonlocal opened
            opened = OpenSeries(record, Review(kept.findings), study, archive)
            for problem in kept.problems:
                session.notify_error(problem)
            self._tell_kept(kept.findings)
            # What is open must not be evicted: storing reads the headers of its files again.
            self._held[opened] = ExitStack()
            self._held[opened].enter_context(self._workstation.cache.hold(reference))
            for waiting in [item for item, wanted in self._wanted.items() if wanted == reference]:
                waiting.show(opened)
            return opened

        def take_in() -> None:
            if opened is not None and not opened.complete:
                opened.set_series(opened.series.with_slices(arrived), complete=False)
            arrived.clear()

        def arrive(slices: tuple[Slice, ...]) -> None:
            first = not arrived
            arrived.extend(slices)
            if opened is None:
                shown = start()
                take_in()
                self._networks.look_for(shown)
            elif first:
                # Sorting anew for each image would cost more than showing it.
                QTimer.singleShot(_ARRIVAL_INTERVAL, take_in)

        def done(results: tuple[OpenedSeries, Findings]) -> None:
            result, unclaimed = results
            shown = opened or start()
            up(session, archive)
            shown.set_series(result.series, complete=True)
            if not unclaimed.empty:
                self._recorder.set_review(shown, shown.review.with_kept(unclaimed))
                self._tell_kept(unclaimed)
            for problem in result.problems:
                session.notify(Severity.WARNING, problem, of=shown)
            if shown.network.status is NetworkStatus.NONE:
                self._networks.look_for(shown)
            self._look_for_stored(shown)

        def work(task: TaskControl) -> tuple[OpenedSeries, Findings]:
            nonlocal kept
            if already is None:
                kept = journal.read(reference)

            def on_slices(slices: tuple[Slice, ...]) -> None:
                self._jobs.later(lambda: None if task.cancelled else arrive(slices))

            result = open_series(
                self._workstation, archive, reference, task, on_slices, record.number_of_series_related_instances
            )
            # Findings of the version before belong to a series that has all their images.
            return result, journal.unclaimed(reference, {image.key for image in result.series.slices})

        self._jobs.start(
            Pool.NETWORK,
            f"open {reference.digest}",
            self.tr("Opening the series"),
            work,
            done,
            lambda error: notify_failure(session, archive, error),
        )

    def step_series(self, by: int) -> None:
        """Open the next or previous series of images of the study."""
        records = [record for record in self._session.series_records if record.has_images]
        if self._session.series_record in records:
            index = records.index(self._session.series_record) + by
            if 0 <= index < len(records):
                self.open_series(records[index])

    def _want(self, viewport: Viewport, reference: SeriesReference | None) -> None:
        """Note what a viewport is to show; what no viewport is to show is not fetched on."""
        before = self._wanted.pop(viewport, None)
        if reference is not None:
            self._wanted[viewport] = reference
        if before is not None and before not in self._wanted.values():
            self._jobs.cancel(f"open {before.digest}")

    def _notice_closed(self, viewport: Viewport) -> None:
        """A viewport that was emptied waits for nothing."""
        if viewport.opened is None:
            self._want(viewport, None)

    def _close_unused(self) -> None:
        """Let go of series that no viewport shows any more."""
        used = self._session.all_opened()
        # One whose findings are being written stays until that is over: opened again, it is the same one.
        for opened in [item for item in self._held if item not in used and not item.storing]:
            for name in PER_SERIES_JOBS:
                self._jobs.cancel(f"{name} {opened.reference.digest}")
            self._held.pop(opened).close()

    def _tell_kept(self, kept: Findings) -> None:
        """Tell the user that findings which are not stored yet are here again."""
        undecided = sum(roi.state is not RoiState.REJECTED for roi in kept.rois)
        numbers = undecided, len(kept.measurements), len(kept.key_images)
        if any(numbers):
            one, many = (
                self.tr("{} that was not stored is here again."),
                self.tr("{} that were not stored are here again."),
            )
            self._session.notify(
                Severity.INFO,
                (one if sum(numbers) == 1 else many).format(findings(*numbers)),
                self.tr("Go on where you were, then store them."),
            )

    def _look_for_stored(self, opened: OpenSeries) -> None:
        """Fetch the findings that are stored for a series."""
        archive, study, series = opened.archive, opened.study, opened.series
        if archive is None or study is None:
            return

        def done(stored: StoredFindings) -> None:
            opened.add_stored(structure_sets(stored.objects))
            opened.add_key_objects(key_objects(stored.objects))
            if stored.problems:
                self._session.notify(Severity.WARNING, "\n".join(stored.problems), of=opened)

        self._jobs.start(
            Pool.NETWORK,
            f"stored {opened.reference.digest}",
            self.tr("Fetching stored findings"),
            lambda task: find_stored_findings(archive, study, series, task),
            done,
            lambda error: notify_failure(self._session, archive, error),
            quiet=True,
        )


def up(session: Session, archive: Archive) -> None:
    """Note that a PACS answered well, if it is the one in use."""
    if archive == session.pacs:
        session.set_connection(Connection.UP)


def notify_failure(session: Session, archive: Archive, error: IODeepError) -> None:
    """Tell the user what went wrong with a PACS or with files; whatever is open stays open."""
    if isinstance(error, PacsError) and archive == session.pacs:
        session.set_connection(Connection.DOWN)
    session.notify_error(error)


def notify_no_pacs(session: Session) -> None:
    """Tell the user that there is nobody to ask."""
    translate = QCoreApplication.translate
    session.notify(
        Severity.WARNING,
        translate("Reading", "No PACS is set up."),
        translate("Reading", "Enter its host, port and AE title in the preferences (Ctrl+,)."),
    )
