"""Search of studies: query the PACS, or list files of this computer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import QObject

from iodeep_viewer.archives.archive import Archive
from iodeep_viewer.archives.files import open_files
from iodeep_viewer.archives.folder import FolderArchive
from iodeep_viewer.core.image_key import SeriesReference
from iodeep_viewer.core.records import SeriesRecord, StudyQuery, StudyRecord, StudySearch
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.errors import AssociationRefused, IODeepError, PacsError
from iodeep_viewer.gui.controllers.reading import notify_failure, notify_no_pacs, up
from iodeep_viewer.gui.jobs import JobKind, Jobs, Pool
from iodeep_viewer.gui.state.bridge import signal_of
from iodeep_viewer.gui.state.session import Session
from iodeep_viewer.gui.state.values import Severity
from iodeep_viewer.gui.style import wording
from iodeep_viewer.workflows.recent import RecentStudy, find_recent_study
from iodeep_viewer.workflows.study_contents import not_shown, study_contents
from iodeep_viewer.workflows.thumbnails import fetch_thumbnail
from iodeep_viewer.workflows.workstation import Workstation

_OF_STUDY = (JobKind.SERIES, JobKind.PRIORS, JobKind.THUMBNAILS)
"""Jobs that list what belongs to the chosen study."""


class SearchController(QObject):
    """Search, list, choose."""

    def __init__(self, session: Session, workstation: Workstation, jobs: Jobs) -> None:
        super().__init__()
        self._session = session
        self._workstation = workstation
        self._jobs = jobs
        self._last_query: StudyQuery | None = None
        signal_of(session.source_changed).connect(lambda: self._stop(JobKind.SEARCH, *_OF_STUDY))

    def search(self, query: StudyQuery) -> None:
        """Search studies in the PACS; a search that still runs is given up."""
        self._last_query = query
        session, pacs = self._session, self._session.pacs
        if pacs is None:
            notify_no_pacs(session)
            return

        def done(result: StudySearch) -> None:
            up(session, pacs)
            if session.files is not None:
                session.set_files(None)
            session.set_studies(result.records, result.more, cut_off=result.cut_off)

        self._jobs.cancel(JobKind.FILES)
        self._start(JobKind.SEARCH, self.tr("Searching"), lambda task: pacs.find_studies(query, task), done, pacs)

    def search_again(self) -> None:
        """Repeat the last search."""
        self.search(self._last_query or StudyQuery())

    def search_more(self) -> None:
        """Repeat the last search, for twice as many studies: C-FIND knows no next page."""
        if self._last_query is not None and self._session.more_studies:
            self.search(replace(self._last_query, limit=2 * self._last_query.limit))

    def choose_study(self, study: StudyRecord) -> None:
        """List the series of a study and the other studies of its patient; what is open stays open."""
        session, archive = self._session, self._session.archive
        if archive is None:
            notify_no_pacs(session)
            return
        self._stop(*_OF_STUDY)
        session.set_study(study)

        def done(records: tuple[SeriesRecord, ...]) -> None:
            up(session, archive)
            session.set_series_records(records)
            self._report_missing(study, len(records))
            if hidden := not_shown(study_contents(records)):
                session.notify(Severity.INFO, wording.not_shown(hidden))
            self._find_priors(archive, study)
            self._draw_thumbnails(archive, records)

        self._start(
            JobKind.SERIES, self.tr("Listing the series"), lambda task: archive.list_series(study, task), done, archive
        )

    def choose_recent(self, recent: RecentStudy) -> None:
        """Find a recent study in the PACS in use and list its series."""
        session, pacs = self._session, self._session.pacs
        if pacs is None:
            notify_no_pacs(session)
            return

        def done(study: StudyRecord) -> None:
            up(session, pacs)
            if session.files is not None:
                session.set_files(None)
            session.set_studies((study,), more=False)
            self.choose_study(study)

        def find(task: TaskControl) -> StudyRecord:
            return find_recent_study(pacs, recent, task)

        self._start(JobKind.SEARCH, self.tr("Searching"), find, done, pacs)

    def open_files(self, places: Sequence[Path]) -> None:
        """List the studies in folders, files, DICOMDIRs and ZIPs in place of those of the PACS."""
        session, workstation = self._session, self._workstation

        def done(files: FolderArchive) -> None:
            session.set_files(files)
            for severity, sentence in ((Severity.INFO, files.note), (Severity.WARNING, " ".join(files.problems))):
                if sentence:
                    session.notify(severity, f"{files.name}: {sentence}")
            if len(files.studies) == 1:
                self.choose_study(files.studies[0])

        self._jobs.cancel(JobKind.SEARCH)
        self._jobs.start(
            Pool.NETWORK,
            JobKind.FILES,
            self.tr("Reading the files"),
            lambda task: open_files(places, workstation.unpacked, task),
            done,
            session.notify_error,
        )

    def close_files(self) -> None:
        """Go back from files of this computer to the PACS."""
        if self._session.files is None:
            return
        self._jobs.cancel(JobKind.FILES)
        self._session.set_files(None)
        if self._session.node is not None and self._last_query is not None:
            self.search_again()

    def _stop(self, *kinds: JobKind) -> None:
        """Deliver nothing of these jobs any more: another study or source is chosen."""
        for kind in kinds:
            self._jobs.cancel(kind)

    def _report_missing(self, study: StudyRecord, listed: int) -> None:
        """Report series that the PACS counts and that are not in its list, or in it without a valid UID."""
        missing = (study.number_of_study_related_series or 0) - listed
        if missing > 0:
            self._session.notify(
                Severity.WARNING,
                self.tr("{} of the {} series of this study cannot be listed.").format(missing, missing + listed),
                self.tr(
                    "Search again; if they are still missing, ask the PACS administrator: their UIDs may be damaged."
                ),
            )

    def _find_priors(self, archive: Archive, study: StudyRecord) -> None:
        self._start(
            JobKind.PRIORS,
            self.tr("Searching for other studies of the patient"),
            lambda task: archive.find_prior_studies(study, task),
            self._session.set_priors,
            archive,
            quiet=True,
        )

    def _draw_thumbnails(self, archive: Archive, records: Sequence[SeriesRecord]) -> None:
        """One after the other, so that they take no more than one worker from what the user waits for."""
        session, known = self._session, frozenset(self._session.thumbnails)

        references = [session.reference(record) for record in records if record.has_images]

        def show(task: TaskControl, reference: SeriesReference, picture: NDArray[np.uint8] | None) -> None:
            if not task.cancelled:
                session.set_thumbnail(reference, picture)

        def work(task: TaskControl) -> None:
            for reference in references:
                if reference in known:
                    continue
                try:
                    picture = fetch_thumbnail(self._workstation, archive, reference, task)
                except AssociationRefused:
                    # Nobody is there: the others would not come either, and a picture is no reason to complain.
                    return
                except PacsError:
                    continue
                self._jobs.later(partial(show, task, reference, picture))

        self._start(JobKind.THUMBNAILS, self.tr("Drawing the series"), work, lambda _nothing: None, archive, quiet=True)

    def _start(
        self,
        kind: JobKind,
        title: str,
        function: Callable[[TaskControl], Any],
        done: Callable[[Any], None],
        archive: Archive,
        *,
        quiet: bool = False,
    ) -> None:
        def failed(error: IODeepError) -> None:
            notify_failure(self._session, archive, error)

        self._jobs.start(Pool.NETWORK, kind, title, function, done, failed, quiet=quiet)
