"""Open series: jobs, viewports and notices for what the state machine of opening says."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial

from PyQt6.QtCore import QCoreApplication, QObject, QTimer

from iodeep_viewer.archives.archive import Archive
from iodeep_viewer.archives.folder import FILES
from iodeep_viewer.core.findings import Findings
from iodeep_viewer.core.image_key import SeriesReference
from iodeep_viewer.core.image_series import Slice
from iodeep_viewer.core.records import SeriesRecord, StudyRecord
from iodeep_viewer.core.regions import RoiState
from iodeep_viewer.core.review import Review
from iodeep_viewer.core.stored_objects import key_objects, structure_sets
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.errors import IODeepError, PacsError
from iodeep_viewer.gui.controllers.networks import NetworkController
from iodeep_viewer.gui.controllers.recording import DecisionRecorder
from iodeep_viewer.gui.jobs import Job, JobKind, Jobs, JobScope, Pool
from iodeep_viewer.gui.state.bridge import signal_of
from iodeep_viewer.gui.state.open_series import NetworkStatus, OpenSeries
from iodeep_viewer.gui.state.session import Session
from iodeep_viewer.gui.state.values import Connection, Severity
from iodeep_viewer.gui.state.viewport import Viewport
from iodeep_viewer.gui.style.wording import findings
from iodeep_viewer.workflows.journal import Kept
from iodeep_viewer.workflows.reading import OpenedSeries, open_series
from iodeep_viewer.workflows.series_opening import Effect, Event, SeriesOpening
from iodeep_viewer.workflows.stored_findings import StoredFindings, find_stored_findings
from iodeep_viewer.workflows.workstation import Workstation

_ARRIVAL_INTERVAL = 150


@dataclass(eq=False)
class _Opening:
    """A series on its way: how far it is, and what belongs to it."""

    state: SeriesOpening
    record: SeriesRecord
    study: StudyRecord | None
    archive: Archive
    jobs: JobScope
    job: Job | None = None
    arrived: list[Slice] = field(default_factory=list)
    kept: Kept = field(default_factory=lambda: Kept(Findings()))
    result: tuple[OpenedSeries, Findings] | None = None
    opened: OpenSeries | None = None
    held: ExitStack = field(default_factory=ExitStack)


class ReadingController(QObject):
    """Open series: does what :class:`~iodeep_viewer.workflows.series_opening.SeriesOpening` says."""

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
        self._openings: dict[SeriesReference, _Opening] = {}
        self._effects: dict[Effect, Callable[[_Opening], None]] = {
            Effect.RETRIEVE: self._retrieve,
            Effect.OPEN: self._open,
            Effect.ADD: self._add,
            Effect.ADD_SOON: lambda item: QTimer.singleShot(_ARRIVAL_INTERVAL, partial(self._add, item)),
            Effect.FINISH: self._finish,
            Effect.SELECT_NETWORK: self._select_network,
            Effect.FIND_STORED: self._find_stored,
            Effect.STOP_RETRIEVING: lambda item: item.jobs.cancel(JobKind.OPEN),
            Effect.STOP: lambda item: item.jobs.close(),
            Effect.CLOSE: self._close,
        }
        signal_of(session.opened_changed).connect(self._close_hidden)
        jobs.changed.connect(self._notice_cancelled)
        for viewport in session.viewports:
            signal_of(viewport.opened_changed).connect(partial(self._notice_emptied, viewport))

    def open_series(self, record: SeriesRecord, viewport: Viewport | None = None) -> None:
        """Retrieve and show a series in a viewport, the active one if none is named.

        Findings on it that are not stored yet are there again.
        """
        session, archive, viewport = self._session, self._session.archive, viewport or self._session.active
        if archive is None:
            notify_no_pacs(session)
            return
        session.set_active(viewport)
        reference = session.reference(record)
        already = next((item for item in self._openings.values() if item.state.reference.is_copy_of(reference)), None)
        if already is not None and already.opened is not None and already.opened.archive != archive:
            # Two that answer for the same decisions would overwrite each other's.
            where = already.archive.name
            session.notify(
                Severity.WARNING,
                self.tr("This series is open already, from {}.").format(where),
                self.tr("Close it there (Ctrl+W) to open it from here."),
                of=already.opened,
            )
            return
        self._leave_others(viewport, reference)
        if already is not None and already.archive != archive and already.opened is None:
            # Nothing of it came from there yet: it comes from here.
            for place in already.state.places:
                self._do(already, already.state.leave(place))
        item = self._openings.get(reference)
        if item is None:
            scope = self._jobs.scope(reference)
            item = _Opening(SeriesOpening(reference), record, session.study, archive, scope)
            self._openings[reference] = item
        item.archive = archive
        if item.opened is not None and viewport.opened is not item.opened:
            viewport.show(item.opened)
        self._do(item, item.state.request(viewport))

    def step_series(self, by: int) -> None:
        """Open the next or previous series of images of the study."""
        records = [record for record in self._session.series_records if record.has_images]
        if self._session.series_record in records:
            index = records.index(self._session.series_record) + by
            if 0 <= index < len(records):
                self.open_series(records[index])

    def _do(self, item: _Opening, effects: Iterable[Effect]) -> None:
        for effect in effects:
            self._effects[effect](item)

    def _retrieve(self, item: _Opening) -> None:
        reference, expected = item.state.reference, item.record.number_of_series_related_instances
        journal, is_new = self._workstation.journal, item.opened is None
        item.arrived, item.job = [], None
        archives = {FILES, item.archive.key, *(node.name for node in self._session.settings.pacs.nodes)}

        def arrive(slices: tuple[Slice, ...]) -> None:
            waits = bool(item.arrived)
            item.arrived.extend(slices)
            effects = item.state.happened(Event.SLICES)
            # Sorting anew for each image would cost more than showing it: those that wait go together.
            self._do(item, () if waits and effects == (Effect.ADD_SOON,) else effects)

        def done(result: tuple[OpenedSeries, Findings]) -> None:
            item.result = result
            up(self._session, item.archive)
            self._do(item, item.state.happened(Event.COMPLETED))

        def failed(error: IODeepError) -> None:
            self._do(item, item.state.happened(Event.FAILED))
            notify_failure(self._session, item.archive, error)

        def work(task: TaskControl) -> tuple[OpenedSeries, Findings]:
            if is_new:
                journal.adopt(reference, archives)
                item.kept = journal.read(reference)

            def on_slices(slices: tuple[Slice, ...]) -> None:
                self._jobs.later(lambda: None if task.cancelled else arrive(slices))

            result = open_series(self._workstation, item.archive, reference, task, on_slices, expected)
            # Findings of the version before belong to a series that has all their images.
            return result, journal.unclaimed(reference, {image.key for image in result.series.slices})

        item.job = item.jobs.start(Pool.NETWORK, JobKind.OPEN, self.tr("Opening the series"), work, done, failed)

    def _open(self, item: _Opening) -> None:
        reference = item.state.reference
        item.opened = OpenSeries(item.record, Review(item.kept.findings), item.study, item.archive)
        for problem in item.kept.problems:
            self._session.notify_error(problem)
        self._report_kept(item.kept.findings)
        # An open series must not be evicted: storing reads the headers of its files again.
        item.held.enter_context(self._workstation.archives.cache.hold(reference))
        for viewport in self._session.viewports:
            if viewport in item.state.places:
                viewport.show(item.opened)

    def _add(self, item: _Opening) -> None:
        if item.opened is not None and not item.opened.complete:
            item.opened.set_series(item.opened.series.with_slices(item.arrived), complete=False)
        item.arrived.clear()

    def _finish(self, item: _Opening) -> None:
        if item.opened is None or item.result is None:
            return
        result, unclaimed = item.result
        item.opened.set_series(result.series, complete=True)
        if not unclaimed.empty:
            self._recorder.set_review(item.opened, item.opened.review.with_kept(unclaimed))
            self._report_kept(unclaimed)
        for problem in result.problems:
            self._session.notify(Severity.WARNING, problem, of=item.opened)
        item.result = None

    def _select_network(self, item: _Opening) -> None:
        if item.opened is not None and item.opened.network.status is NetworkStatus.NONE:
            self._networks.prepare_for(item.opened)

    def _close(self, item: _Opening) -> None:
        del self._openings[item.state.reference]
        item.held.close()

    def _leave_others(self, viewport: Viewport, reference: SeriesReference | None) -> None:
        """Let a viewport wait for nothing but one series; what no viewport wants is not fetched on."""
        for item in list(self._openings.values()):
            if viewport in item.state.places and item.state.reference != reference:
                self._do(item, item.state.leave(viewport))

    def _notice_emptied(self, viewport: Viewport) -> None:
        """A viewport that was emptied waits for nothing."""
        if viewport.opened is None:
            self._leave_others(viewport, None)

    def _notice_cancelled(self) -> None:
        for item in list(self._openings.values()):
            if item.job is not None and item.job.task.cancelled:
                item.job = None
                self._do(item, item.state.happened(Event.CANCELLED))

    def _close_hidden(self) -> None:
        """Let go of series that no viewport shows any more."""
        shown = self._session.all_opened()
        for item in list(self._openings.values()):
            # One whose findings are being written stays until that is over: opened again, it is the same one.
            if item.opened is not None and item.opened not in shown and not item.opened.storing:
                self._do(item, item.state.happened(Event.HIDDEN))

    def _report_kept(self, kept: Findings) -> None:
        """Notify the user that findings which are not stored yet are here again."""
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

    def _find_stored(self, item: _Opening) -> None:
        """Fetch the findings that are stored for a series."""
        archive, study, opened = item.archive, item.study, item.opened
        if study is None or opened is None:
            return
        series = opened.series

        def done(stored: StoredFindings) -> None:
            opened.add_stored(structure_sets(stored.objects))
            opened.add_key_objects(key_objects(stored.objects))
            if stored.problems:
                self._session.notify(Severity.WARNING, "\n".join(stored.problems), of=opened)

        item.jobs.start(
            Pool.NETWORK,
            JobKind.STORED,
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
    """Notify the user of a failure of a PACS or of files; open series stay open."""
    if isinstance(error, PacsError) and archive == session.pacs:
        session.set_connection(Connection.DOWN)
    session.notify_error(error)


def notify_no_pacs(session: Session) -> None:
    """Notify the user that no PACS is set up."""
    translate = QCoreApplication.translate
    session.notify(
        Severity.WARNING,
        translate("Reading", "No PACS is set up."),
        translate("Reading", "Enter its host, port and AE title in the preferences (Ctrl+,)."),
    )
