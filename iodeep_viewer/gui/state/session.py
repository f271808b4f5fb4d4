"""Settings, lists, choices and open series: widgets read them and follow their events, controllers change them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from iodeep_viewer.archives.archive import Archive
from iodeep_viewer.archives.folder import FolderArchive
from iodeep_viewer.core.image_key import SeriesReference, series_reference
from iodeep_viewer.core.pacs_node import PacsNode
from iodeep_viewer.core.records import PatientRecord, SeriesRecord, StudyRecord
from iodeep_viewer.errors import IODeepError
from iodeep_viewer.gui.state.active_slice import ActiveSlice
from iodeep_viewer.gui.state.open_series import OpenSeries
from iodeep_viewer.gui.state.values import SELECT_TOOL, VIEWPORT_COUNTS, Connection, Notice, Severity, ViewOptions
from iodeep_viewer.gui.state.viewport import Viewport
from iodeep_viewer.settings import Settings
from iodeep_viewer.workflows.destination import choose_archive
from iodeep_viewer.workflows.recent import Recent

Connect = Callable[[PacsNode], Archive]
"""Gives the archive that a PACS of the settings is."""


class Session(ActiveSlice):
    """State of the viewer.

    All that belongs to a slice (series, index, display, review, selection, stored, network) is that of the active
    viewport, see :class:`~iodeep_viewer.gui.state.active_slice.ActiveSlice`.

    Attributes
    ----------
    settings, node, connection
        The settings, the PACS in use, and its connection.
    files
        Files of this computer that are listed in place of the PACS.
    studies, more_studies, cut_off
        Result of the last search, whether there are more, and whether the PACS gives no more than these.
    study, series_records, priors
        Chosen in the panels, with the other studies of the patient; need not be open.
    thumbnails
        Small pictures of series, (rows, columns) or (rows, columns, 3) uint8; None where there is none.
    recent
        Saved searches and the studies opened last.
    viewports, shown_count
        All there are, and how many of them are shown.
    tool, options
        Tool of the left button, and overlays of every viewport.
    outbox_count
        Objects that wait to be sent.
    """

    def __init__(self, settings: Settings, node: PacsNode | None, connect: Connect) -> None:
        viewports = tuple(Viewport(number) for number in range(max(VIEWPORT_COUNTS)))
        super().__init__(viewports[0])
        self.settings = settings
        self.node = node
        self._connect = connect
        self.studies: tuple[StudyRecord, ...] = ()
        self.more_studies = self.cut_off = False
        self.files: FolderArchive | None = None
        self.study: StudyRecord | None = None
        self.series_records: tuple[SeriesRecord, ...] = ()
        self.priors: tuple[StudyRecord, ...] = ()
        self.thumbnails: dict[SeriesReference, NDArray[np.uint8] | None] = {}
        self.recent = Recent({}, ())
        self.viewports = viewports
        self.shown_count = 1
        self.tool = SELECT_TOOL
        self.options = ViewOptions()
        self.connection = Connection.UNKNOWN
        self.outbox_count = 0
        for viewport in self.viewports:
            viewport.opened_changed.connect(self.opened_changed.emit)

    @property
    def pacs(self) -> Archive | None:
        """The PACS in use."""
        return self._connect(self.node) if self.node else None

    @property
    def archive(self) -> Archive | None:
        """Archive of the listed studies."""
        return self.files or self.pacs

    @property
    def store_archive(self) -> Archive | None:
        """Archive for results of the open series: the PACS that it came from, for files the one in use."""
        return choose_archive(self.opened.archive if self.opened else None, self.pacs)

    def reference(self, record: SeriesRecord) -> SeriesReference:
        """Return the name of a series of the chosen study."""
        patient = self.study.patient if self.study else PatientRecord()
        return series_reference(self.archive.key if self.archive else "", patient, record)

    @property
    def shown(self) -> tuple[Viewport, ...]:
        """The viewports that are on the screen."""
        return self.viewports[: self.shown_count]

    @property
    def shown_study(self) -> StudyRecord | None:
        """The study of the slice on screen; the chosen one only while no series is open."""
        return self.open_study or self.study

    def all_opened(self) -> tuple[OpenSeries, ...]:
        """Every series that is open, each once."""
        return tuple(dict.fromkeys(viewport.opened for viewport in self.viewports if viewport.opened))

    def notify(self, severity: Severity, sentence: str, hint: str = "", *, of: OpenSeries | None = None) -> None:
        """Show a notice."""
        self.notice.emit(Notice(severity, sentence, hint, of))

    def notify_error(self, error: IODeepError) -> None:
        """Show what went wrong, and what to do."""
        self.notify(Severity.ERROR, error.sentence, error.hint)

    def set_settings(self, settings: Settings, node: PacsNode | None) -> None:
        """Change settings and the PACS in use; another PACS has other studies. What is open stays open."""
        another = node != self.node
        self.settings, self.node = settings, node
        # The PACS of an open series may have been given another address under its name.
        by_name = {item.name: item for item in settings.pacs.nodes}
        for opened in self.all_opened():
            node = by_name.get(opened.archive.key) if opened.archive else None
            if node is not None:
                opened.archive = self._connect(node)
        self.settings_changed.emit()
        if another:
            self.set_connection(Connection.UNKNOWN)
            self.set_files(None)

    def set_files(self, files: FolderArchive | None) -> None:
        """List the studies of files of this computer, or those of the PACS, which are not known yet."""
        self.files = files
        self.thumbnails.clear()
        self.set_studies(files.studies if files else (), more=False)
        self.set_study(None)
        self.source_changed.emit()

    def set_studies(self, studies: tuple[StudyRecord, ...], more: bool, *, cut_off: bool = False) -> None:
        """Show the result of a search."""
        self.studies, self.more_studies, self.cut_off = studies, more, cut_off
        self.studies_changed.emit()

    def set_study(self, study: StudyRecord | None) -> None:
        """Choose a study; its series are not known yet."""
        self.study = study
        self.study_changed.emit()
        self.set_series_records(())
        self.set_priors(())

    def set_series_records(self, records: tuple[SeriesRecord, ...]) -> None:
        """Show the series of the chosen study."""
        self.series_records = records
        self.series_records_changed.emit()

    def set_priors(self, priors: tuple[StudyRecord, ...]) -> None:
        """Show the other studies of the patient of the chosen study."""
        self.priors = priors
        self.priors_changed.emit()

    def set_thumbnail(self, reference: SeriesReference, picture: NDArray[np.uint8] | None) -> None:
        """Show the small picture of a series."""
        self.thumbnails[reference] = picture
        self.thumbnail_changed.emit(reference)

    def set_recent(self, recent: Recent) -> None:
        """Show saved searches and recent studies."""
        self.recent = recent
        self.recent_changed.emit()

    def set_shown_count(self, count: int) -> None:
        """Show one, two or four viewports; the active one is among them."""
        if count != self.shown_count:
            self.shown_count = count
            self.layout_changed.emit()
            if self.active not in self.shown:
                self.set_active(self.viewports[0])

    def set_tool(self, tool: str) -> None:
        """Choose a tool by its id: what the left mouse button does."""
        if tool != self.tool:
            self.tool = tool
            self.tool_changed.emit()

    def set_options(self, options: ViewOptions) -> None:
        """Change what is shown in every viewport."""
        self.options = options
        self.options_changed.emit()

    def set_connection(self, connection: Connection) -> None:
        """Show what is known of the PACS."""
        if connection is not self.connection:
            self.connection = connection
            self.connection_changed.emit()

    def set_outbox_count(self, count: int) -> None:
        """Show how many objects wait to be sent."""
        if count != self.outbox_count:
            self.outbox_count = count
            self.outbox_changed.emit()
