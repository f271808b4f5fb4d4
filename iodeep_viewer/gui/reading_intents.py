"""What the user wants while searching and opening: each intent becomes a job and a change of the session."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from datetime import date

from PyQt6.QtCore import QObject, QTimer

from iodeep_viewer.core.image_series import Slice
from iodeep_viewer.core.records import SeriesRecord, StudyQuery, StudyRecord
from iodeep_viewer.core.regions import RoiState, StructureSet
from iodeep_viewer.core.review import Review
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.errors import IODeepError, NoMatchingNetwork, PacsError
from iodeep_viewer.gui.jobs import Jobs, Pool
from iodeep_viewer.gui.open_series import NetworkState, NetworkStatus, OpenSeries
from iodeep_viewer.gui.session import Connection, Session, Severity
from iodeep_viewer.gui.viewport import Viewport
from iodeep_viewer.gui.wording import count
from iodeep_viewer.pacs.node import PacsNode
from iodeep_viewer.pacs.query import StudySearch, find_series, find_studies
from iodeep_viewer.workflows.networks import ReadyNetwork, choose_network, make_ready
from iodeep_viewer.workflows.reading import OpenedSeries, find_structure_sets, open_series
from iodeep_viewer.workflows.workplace import Workplace

PER_SERIES_JOBS = ("network", "structure-sets", "ai-roi", "predict")
"""Jobs whose results nobody waits for once the series is closed; the SeriesInstanceUID follows in their names."""

_ARRIVAL_INTERVAL = 150


class ReadingIntents(QObject):
    """Search, open."""

    def __init__(self, session: Session, workplace: Workplace, jobs: Jobs) -> None:
        super().__init__(session)
        self._session = session
        self._workplace = workplace
        self._jobs = jobs
        self._last_query: StudyQuery | None = None
        self._held: dict[OpenSeries, ExitStack] = {}
        session.opened_changed.connect(self._close_unused)

    def search(self, query: StudyQuery) -> None:
        """Search studies; a search that still runs is given up."""
        self._last_query = query
        node = self._node()
        if node is None:
            return

        def done(result: StudySearch) -> None:
            self._up(node)
            self._session.set_studies(result.records, result.more)

        self._jobs.start(
            Pool.NETWORK, "search", "Searching", lambda task: find_studies(node, query, task), done, self._failed(node)
        )

    def search_again(self) -> None:
        """Repeat the last search."""
        self.search(self._last_query or StudyQuery())

    def choose_study(self, study: StudyRecord) -> None:
        """List the series of a study; what is open stays open."""
        node = self._node()
        if node is None:
            return
        self._session.set_study(study)

        def done(records: list[SeriesRecord]) -> None:
            self._up(node)
            self._session.set_series_records(tuple(records))

        self._jobs.start(
            Pool.NETWORK,
            "series",
            "Listing the series",
            lambda task: find_series(node, study.study_instance_uid, task),
            done,
            self._failed(node),
        )

    def open_series(self, record: SeriesRecord, viewport: Viewport | None = None) -> None:
        """Retrieve and show a series in a viewport, the active one if none is named.

        What was decided and not stored on it before is there again.
        """
        node = self._node()
        if node is None:
            return
        session, study, viewport = self._session, self._session.study, viewport or self._session.active
        session.set_active(viewport)
        already = next((item for item in self._held if item.uid == record.series_instance_uid), None)
        if already is not None and (already.complete or viewport.opened is not already):
            if viewport.opened is not already:
                viewport.show(already)
            self._look_for_structure_sets(already, node)
            return
        opened: OpenSeries | None = None
        arrived: list[Slice] = []

        def start() -> OpenSeries:
            nonlocal opened
            opened = OpenSeries(record, self._kept_review(record), study, node)
            # What is open must not be evicted: storing reads the headers of its files again.
            self._held[opened] = ExitStack()
            self._held[opened].enter_context(self._workplace.cache.hold(record.series_instance_uid))
            viewport.show(opened)
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
                self._look_for_network(shown, node)
            elif first:
                # Sorting anew for each image would cost more than showing it.
                QTimer.singleShot(_ARRIVAL_INTERVAL, take_in)

        def done(result: OpenedSeries) -> None:
            shown = opened or start()
            self._up(node)
            shown.set_series(result.series, complete=True)
            for problem in result.problems:
                session.tell(Severity.WARNING, problem, of=shown)
            if shown.network.status is NetworkStatus.NONE:
                self._look_for_network(shown, node)
            self._look_for_structure_sets(shown, node)

        def work(task: TaskControl) -> OpenedSeries:
            def on_slices(slices: tuple[Slice, ...]) -> None:
                self._jobs.later(lambda: None if task.cancelled else arrive(slices))

            return open_series(self._workplace, node, record, task, on_slices)

        self._jobs.start(
            Pool.NETWORK, f"open {viewport.number}", "Retrieving the series", work, done, self._failed(node)
        )

    def step_series(self, by: int) -> None:
        """Open the next or previous series of images of the study."""
        records = [record for record in self._session.series_records if record.has_images]
        if self._session.series_record in records:
            index = records.index(self._session.series_record) + by
            if 0 <= index < len(records):
                self.open_series(records[index])

    def _failed(self, node: PacsNode) -> Callable[[IODeepError], None]:
        return lambda error: tell_failure(self._session, node, error)

    def _up(self, node: PacsNode) -> None:
        if node == self._session.node:
            self._session.set_connection(Connection.UP)

    def _node(self) -> PacsNode | None:
        if self._session.node is None:
            tell_no_pacs(self._session)
        return self._session.node

    def _close_unused(self) -> None:
        """Let go of series that no viewport shows any more."""
        used = self._session.all_opened()
        # One whose findings are being written stays until that is over: opened again, it is the same one.
        for opened in [item for item in self._held if item not in used and not item.storing]:
            for name in PER_SERIES_JOBS:
                self._jobs.cancel(f"{name} {opened.uid}")
            self._held.pop(opened).close()

    def _kept_review(self, record: SeriesRecord) -> Review:
        """What was decided on a series before and not stored."""
        try:
            kept = self._workplace.journal.read(record.series_instance_uid)
        except IODeepError as error:
            self._session.tell(Severity.ERROR, error.sentence, error.hint)
            return Review()
        undecided = sum(roi.state is not RoiState.REJECTED for roi in kept.rois)
        if undecided:
            self._session.tell(
                Severity.INFO,
                f"{count(undecided, 'region that was', 'regions that were')} not stored "
                f"{'is' if undecided == 1 else 'are'} here again.",
                "Go on where you were, then store them.",
            )
        return Review(kept)

    def _look_for_network(self, opened: OpenSeries, node: PacsNode) -> None:
        """Choose, fetch and warm the network in the background, so that AI ROI answers at once."""
        settings = self._session.settings
        if not opened.series.slices:
            return
        image = opened.series.slices[0]
        opened.set_network(NetworkState(NetworkStatus.LOOKING, sentence="Looking for a network that fits …"))

        def done(ready: ReadyNetwork) -> None:
            name = ready.loaded.iodeep.record.dnn_name
            opened.set_network(NetworkState(NetworkStatus.READY, name, f"{name} is ready.", ready.selection))

        def failed(error: IODeepError) -> None:
            status = NetworkStatus.NO_MATCH if isinstance(error, NoMatchingNetwork) else NetworkStatus.FAILED
            opened.set_network(replace(opened.network, status=status, sentence=str(error)))

        def work(task: TaskControl) -> ReadyNetwork:
            selection = choose_network(self._workplace, node, image, task)

            def show_choice() -> None:
                if not task.cancelled:
                    name = selection.chosen.network.dnn_name if selection.chosen else ""
                    opened.set_network(NetworkState(NetworkStatus.LOOKING, name, "Preparing the network …", selection))

            self._jobs.later(show_choice)
            return make_ready(self._workplace, settings, node, selection, task)

        self._jobs.start(Pool.NETWORK, f"network {opened.uid}", "Preparing the network", work, done, failed, quiet=True)

    def _look_for_structure_sets(self, opened: OpenSeries, node: PacsNode) -> None:
        series = opened.series

        def done(result: tuple[tuple[StructureSet, ...], tuple[str, ...]]) -> None:
            opened.add_stored(result[0])
            if result[1]:
                self._session.tell(Severity.WARNING, "\n".join(result[1]), of=opened)

        self._jobs.start(
            Pool.NETWORK,
            f"structure-sets {series.series_instance_uid}",
            "Fetching stored structure sets",
            lambda task: find_structure_sets(self._workplace, node, series, task),
            done,
            self._failed(node),
            quiet=True,
        )


def tell_failure(session: Session, node: PacsNode, error: IODeepError) -> None:
    """Tell the user what went wrong with a PACS; whatever is open stays open."""
    if isinstance(error, PacsError) and node == session.node:
        session.set_connection(Connection.DOWN)
    session.tell(Severity.ERROR, error.sentence, error.hint)


def tell_no_pacs(session: Session) -> None:
    """Tell the user that there is nobody to ask."""
    session.tell(
        Severity.WARNING, "No PACS is set up.", "Enter its host, port and AE title in the preferences (Ctrl+,)."
    )


def date_range(first: date | None, last: date | None) -> str:
    """Write a range of dates as a matching key (PS3.4 section C.2.2.2.5)."""
    if first is None and last is None:
        return ""
    if first == last and first is not None:
        return f"{first:%Y%m%d}"
    return f"{first:%Y%m%d}-{last:%Y%m%d}" if first and last else f"{first:%Y%m%d}-" if first else f"-{last:%Y%m%d}"
