"""All that a user can want of the viewer, by subject."""

from __future__ import annotations

from dataclasses import dataclass

from iodeep_viewer.gui.controllers.ai import AiController
from iodeep_viewer.gui.controllers.editing import EditingController
from iodeep_viewer.gui.controllers.measuring import MeasuringController
from iodeep_viewer.gui.controllers.networks import NetworkController
from iodeep_viewer.gui.controllers.preferences import PreferencesController
from iodeep_viewer.gui.controllers.reading import ReadingController
from iodeep_viewer.gui.controllers.recent import RecentController
from iodeep_viewer.gui.controllers.recording import DecisionRecorder
from iodeep_viewer.gui.controllers.review import ReviewController
from iodeep_viewer.gui.controllers.search import SearchController
from iodeep_viewer.gui.controllers.storing import StoringController
from iodeep_viewer.gui.controllers.viewing import ViewingController


@dataclass(frozen=True, slots=True)
class Controllers:
    """One object for each subject, put together in :func:`iodeep_viewer.viewer.build_viewer`."""

    search: SearchController
    recent: RecentController
    reading: ReadingController
    viewing: ViewingController
    networks: NetworkController
    ai: AiController
    review: ReviewController
    editing: EditingController
    storing: StoringController
    measuring: MeasuringController
    recorder: DecisionRecorder
    preferences: PreferencesController
