"""The window when something is wrong: a sentence, a next step, and everything that was open."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PyQt6.QtCore import Qt
from pytestqt.qtbot import QtBot

from iodeep_viewer.core.pacs_node import PacsNode
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.gui.state.open_series import NetworkStatus
from iodeep_viewer.gui.state.values import Severity
from iodeep_viewer.objects.iodeep.writer import write_iodeep
from iodeep_viewer.pacs.embedded import EmbeddedArchive
from iodeep_viewer.pacs.store import store_instances
from iodeep_viewer.settings import ReadingSettings, Settings
from iodeep_viewer.viewer import Viewer
from iodeep_viewer.workflows.model_folder import read_model_folder
from iodeep_viewer.workflows.publishing import publish
from tests.archives import archive_of
from tests.gui.reader import ROOT, Reader
from tests.network.model_folders import bright_network, damaged_network
from tests.values import now


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[PacsNode]:
    """An archive that holds the samples and no network."""
    with EmbeddedArchive([ROOT / "sample_dicom"], tmp_path / "archive") as served:
        yield replace(served.node(), name="Archive")


@pytest.fixture
def away_reader(make_viewer: Callable[[PacsNode | None], Viewer], archive: PacsNode, qtbot: QtBot) -> Reader:
    """A reader on that archive."""
    return Reader(qtbot, make_viewer(archive))


def test_a_network_whose_weights_were_damaged_is_not_run(
    away_reader: Reader, archive: PacsNode, tmp_path: Path
) -> None:
    store_instances(archive, [damaged_network(tmp_path / "model")], TaskControl())
    refused(away_reader, "SHA-256")


def test_a_network_whose_description_is_wrong_is_not_run(
    away_reader: Reader, archive: PacsNode, tmp_path: Path
) -> None:
    network = replace(read_model_folder(bright_network(tmp_path / "model")), architecture='{"architecture": 3}')
    store_instances(archive, [write_iodeep(network)], TaskControl())
    refused(away_reader, "description of the network")


def refused(reader: Reader, part: str) -> None:
    reader.open_sample("BRAIN")
    slices = len(reader.session.series or ())
    assert reader.session.network.status is NetworkStatus.FAILED
    assert part in reader.session.network.sentence
    reader.click_ai_roi()
    (notice,) = reader.window.banner.notices
    assert notice.severity is Severity.ERROR
    assert part in notice.sentence
    assert notice.hint
    assert reader.session.review.rois == ()
    assert len(reader.session.series or ()) == slices > 0


def test_a_network_that_is_published_later_is_found_by_the_click(
    away_reader: Reader, archive: PacsNode, tmp_path: Path
) -> None:
    away_reader.open_sample("BRAIN")
    assert now(away_reader.session.network.status) is NetworkStatus.NO_MATCH
    publish(bright_network(tmp_path / "model"), archive_of(archive), TaskControl())
    away_reader.click_ai_roi()
    assert away_reader.session.network.status is NetworkStatus.READY
    assert away_reader.session.review.rois


def test_a_pacs_that_does_not_know_us_as_destination_still_serves_by_c_get(
    make_viewer: Callable[[PacsNode | None], Viewer], filled_pacs: PacsNode, qtbot: QtBot
) -> None:
    reader = Reader(qtbot, make_viewer(replace(filled_pacs, calling_ae_title="STRANGER")))
    reader.open_sample("CHEST")
    assert reader.session.complete
    assert len(reader.session.series or ()) == 1


def test_a_series_without_images_says_so_and_leaves_the_open_one(away_reader: Reader, archive: PacsNode) -> None:
    away_reader.open_sample("BRAIN")
    before = away_reader.session.series
    missing = replace(away_reader.session.series_records[0], series_instance_uid="1.2.3.4.5.6")
    away_reader.window.series_list.series_chosen.emit(missing)
    away_reader.wait(lambda: away_reader.viewer.jobs.idle)
    assert len(away_reader.notices) == 1
    assert away_reader.session.series is before
    away_reader.key(Qt.Key.Key_End)
    assert away_reader.session.index == len(before or ()) - 1


def test_settings_that_cannot_be_written_are_told(
    make_viewer: Callable[[PacsNode | None], Viewer], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from iodeep_viewer.errors import SettingsError

    reader = Reader(qtbot, make_viewer(None))

    def refuse(_settings: Settings) -> None:
        raise SettingsError("The settings cannot be written.", "Check the disk.")

    monkeypatch.setattr(reader.viewer.controllers.preferences, "_save", refuse)
    reader.window.dialogs.change_settings(Settings(reading=ReadingSettings(reviewer_name="Rossi")))
    assert "cannot be written" in reader.notices[0]
    assert reader.session.settings.reading.reviewer_name == "Rossi"
