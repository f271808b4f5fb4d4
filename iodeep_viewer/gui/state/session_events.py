"""Events of the whole viewer."""

from __future__ import annotations

from iodeep_viewer.core.image_key import SeriesReference
from iodeep_viewer.gui.state.events import Event, SliceEvents
from iodeep_viewer.gui.state.values import Notice


class SessionEvents(SliceEvents):
    """Each is named after the fields that change; ``opened_changed`` is about any viewport."""

    def __init__(self) -> None:
        super().__init__()
        self.settings_changed = Event[()]()
        self.studies_changed = Event[()]()
        self.source_changed = Event[()]()
        self.study_changed = Event[()]()
        self.series_records_changed = Event[()]()
        self.priors_changed = Event[()]()
        self.thumbnail_changed = Event[SeriesReference]()
        self.recent_changed = Event[()]()
        self.active_changed = Event[()]()
        self.layout_changed = Event[()]()
        self.tool_changed = Event[()]()
        self.options_changed = Event[()]()
        self.opened_changed = Event[()]()
        self.connection_changed = Event[()]()
        self.outbox_changed = Event[()]()
        self.notice = Event[Notice]()
