"""The network for a series: found and warmed in the background, so that AI ROI answers at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PyQt6.QtCore import QCoreApplication, QObject

from iodeep_viewer.archives.archive import Archive
from iodeep_viewer.core.image_series import Slice
from iodeep_viewer.core.iodeep import IODeep, NetworkRecord
from iodeep_viewer.core.prediction import NetworkOutput, NetworkTask
from iodeep_viewer.core.selection import Selection
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.errors import IODeepError, NoMatchingNetwork
from iodeep_viewer.gui.jobs import JobKind, Jobs, Pool
from iodeep_viewer.gui.state.bridge import signal_of
from iodeep_viewer.gui.state.open_series import NetworkState, NetworkStatus, OpenSeries
from iodeep_viewer.gui.state.session import Session
from iodeep_viewer.workflows.networks import (
    ReadyNetwork,
    choose_network,
    fetch_object,
    loaded_networks,
    make_ready,
    ready_at_once,
    ready_network,
)
from iodeep_viewer.workflows.workstation import Workstation


class NetworkController(QObject):
    """Selects networks, and again where the user prefers another one."""

    def __init__(self, session: Session, workstation: Workstation, jobs: Jobs) -> None:
        super().__init__()
        self._session = session
        self._workstation = workstation
        self._jobs = jobs
        signal_of(session.settings_changed).connect(self._follow_preferences)

    def archive_for(self, opened: OpenSeries) -> Archive | None:
        """Return the archive whose networks are asked for: that of the series, for files the PACS in use."""
        return opened.archive if opened.archive and opened.archive.has_networks else self._session.pacs

    def prepare_for(self, opened: OpenSeries) -> None:
        """Choose, fetch and warm the network for a series in the background."""
        if not opened.series.slices:
            return
        settings, archive, image = self._session.settings, self.archive_for(opened), opened.series.slices[0]
        if archive is None:
            sentence = self.tr("Networks are in a PACS, and none is set up: enter one in the preferences (Ctrl+,).")
            opened.set_network(NetworkState(NetworkStatus.FAILED, sentence=sentence))
            return
        opened.set_network(
            NetworkState(NetworkStatus.SEARCHING, sentence=self.tr("Searching for a network that fits …"))
        )
        preparing = self.tr("Preparing the network …")

        def failed(error: IODeepError) -> None:
            status = NetworkStatus.NO_MATCH if isinstance(error, NoMatchingNetwork) else NetworkStatus.FAILED
            opened.set_network(replace(opened.network, status=status, sentence=str(error)))

        def work(task: TaskControl) -> ReadyNetwork:
            selection = choose_network(self._workstation, archive, image, task, settings.networks.preferred)

            def show_choice() -> None:
                if not task.cancelled:
                    name = selection.chosen.network.dnn_name if selection.chosen else ""
                    opened.set_network(NetworkState(NetworkStatus.SEARCHING, name, preparing, selection))

            self._jobs.later(show_choice)
            return make_ready(self._workstation, settings, archive, selection, task)

        self._jobs.scope(opened.reference).start(
            Pool.NETWORK,
            JobKind.NETWORK,
            self.tr("Preparing the network"),
            work,
            lambda ready: opened.set_network(ready_state(ready)),
            failed,
            quiet=True,
        )

    def ready_for(self, opened: OpenSeries, image: Slice) -> ReadyNetwork | None:
        """Return the network that is ready for a slice, or None."""
        network = opened.network
        if network.status is not NetworkStatus.READY or network.selection is None:
            return None
        return ready_at_once(self._workstation, network.selection, image)

    def find_then(
        self,
        opened: OpenSeries,
        archive: Archive,
        image: Slice,
        then: Callable[[ReadyNetwork], None],
        failed: Callable[[IODeepError], None],
    ) -> None:
        """Find and fetch the network for a slice, and go on with it."""
        settings = self._session.settings

        def done(ready: ReadyNetwork) -> None:
            opened.set_network(ready_state(ready))
            then(ready)

        def show_failure(error: IODeepError) -> None:
            status = NetworkStatus.NO_MATCH if isinstance(error, NoMatchingNetwork) else NetworkStatus.FAILED
            known = opened.network
            opened.set_network(NetworkState(status, "", str(error), known.selection, labels=known.labels))
            failed(error)

        self._jobs.scope(opened.reference).cancel(JobKind.NETWORK)
        idle, before = self.tr("Click AI ROI to search for a network."), opened.network
        opened.set_network(NetworkState(sentence=idle, selection=before.selection, labels=before.labels))
        self._jobs.scope(opened.reference).start(
            Pool.NETWORK,
            JobKind.AI_ROI,
            self.tr("Finding and fetching the network"),
            lambda task: ready_network(self._workstation, settings, archive, image, task),
            done,
            show_failure,
        )

    def known(self, selection: Selection) -> dict[str, IODeep]:
        """Return the candidates of a selection that are loaded, by DnnUID."""
        return loaded_networks(self._workstation, selection)

    def fetch(
        self, opened: OpenSeries, record: NetworkRecord, done: Callable[[IODeep], None], failed: Callable[[str], None]
    ) -> None:
        """Fetch a network object for its card; one that is still being fetched is given up."""
        archive = self.archive_for(opened)
        if archive is None:
            failed(self.tr("No PACS is set up."))
            return
        self._jobs.scope(opened.reference).start(
            Pool.NETWORK,
            JobKind.CARD,
            self.tr("Fetching the network's card"),
            lambda task: fetch_object(archive, record, task),
            done,
            lambda error: failed(str(error)),
            quiet=True,
        )

    def give_up_fetching(self, opened: OpenSeries) -> None:
        """Nobody waits for the card any more."""
        self._jobs.scope(opened.reference).cancel(JobKind.CARD)

    def _follow_preferences(self) -> None:
        """Take the network that is preferred now; for files, ask the PACS that is in use now."""
        wanted = self._session.settings.networks.preferred
        for opened in self._session.all_opened():
            selection = opened.network.selection
            of_files = opened.archive is None or not opened.archive.has_networks
            failed = of_files and opened.network.status is NetworkStatus.FAILED
            if failed or (selection is not None and dict(selection.preferences) != dict(wanted)):
                self.prepare_for(opened)


def ready_state(ready: ReadyNetwork) -> NetworkState:
    """Return the state to show for a network that is ready."""
    network, output = ready.predictor.iodeep, ready.predictor.output
    name = network.record.dnn_name
    sentence = QCoreApplication.translate("NetworkState", "{} is ready.").format(name)
    return NetworkState(
        NetworkStatus.READY,
        name,
        sentence,
        ready.selection,
        network.version,
        purpose(output, network.record),
        network.card,
        output.labels,
    )


def purpose(output: NetworkOutput, record: NetworkRecord) -> str:
    """Say what a network is for, by its description and its tags: never by its card."""
    patterns = {
        NetworkTask.SEGMENTATION: QCoreApplication.translate("NetworkState", "Outlines {what} on {images}"),
        NetworkTask.BOUNDING_BOX: QCoreApplication.translate("NetworkState", "Frames {what} on {images}"),
        NetworkTask.CLASSIFICATION: QCoreApplication.translate("NetworkState", "Classifies {images} slices: {what}"),
    }
    names = [label.name for label in output.labels]
    what = ", ".join(names) or QCoreApplication.translate("NetworkState", "regions without a name")
    return patterns[output.task].format(what=what, images=f"{record.modality} {record.body_part_examined}")
