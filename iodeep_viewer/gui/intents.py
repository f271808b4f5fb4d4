"""All that a user can want of the viewer, by subject."""

from __future__ import annotations

from dataclasses import dataclass

from iodeep_viewer.gui.ai_intents import AiIntents
from iodeep_viewer.gui.editing_intents import EditingIntents
from iodeep_viewer.gui.measuring_intents import MeasuringIntents
from iodeep_viewer.gui.network_intents import NetworkIntents
from iodeep_viewer.gui.reading_intents import ReadingIntents
from iodeep_viewer.gui.recent_intents import RecentIntents
from iodeep_viewer.gui.review_intents import ReviewIntents
from iodeep_viewer.gui.search_intents import SearchIntents
from iodeep_viewer.gui.storing_intents import StoringIntents
from iodeep_viewer.gui.tools.toolbox import Toolbox
from iodeep_viewer.gui.viewing_intents import ViewingIntents


@dataclass(frozen=True, slots=True)
class Intents:
    """One object for each subject, put together in :func:`iodeep_viewer.viewer.build_viewer`."""

    search: SearchIntents
    recent: RecentIntents
    reading: ReadingIntents
    viewing: ViewingIntents
    networks: NetworkIntents
    ai: AiIntents
    review: ReviewIntents
    editing: EditingIntents
    storing: StoringIntents
    measuring: MeasuringIntents
    toolbox: Toolbox
