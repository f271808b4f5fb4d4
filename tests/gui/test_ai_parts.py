"""Parts around the network, each by itself."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from iodeep_viewer.core.prediction import Placement
from iodeep_viewer.core.regions import NetworkIdentification
from iodeep_viewer.errors import SettingsError
from iodeep_viewer.gui.canvas.heat_map import colored
from iodeep_viewer.gui.preferences.pages.networks import NetworksPage
from iodeep_viewer.inference.maps import resample_to_slice
from iodeep_viewer.settings import NetworkSettings, Settings
from tests.slices import make_slice

NETWORK = NetworkIdentification("1.9", "Net", "1", "ab", 0.5)


def test_blocks_of_a_map_have_the_value_at_their_centre() -> None:
    image = make_slice(np.zeros((8, 8)))
    ramp = np.tile(np.arange(8, dtype=np.float32)[:, np.newaxis], (1, 8))
    whole = resample_to_slice(image, ramp, Placement((1.0, 1.0), (0.0, 0.0)))
    np.testing.assert_allclose(whole, ramp)
    blocks = resample_to_slice(image, ramp, Placement((1.0, 1.0), (0.0, 0.0)), 2)
    np.testing.assert_allclose(blocks[:, 0], [0.5, 2.5, 4.5, 6.5])
    assert blocks.shape == (4, 4)


def test_what_is_improbable_hides_nothing_and_opacity_is_the_most_that_is_hidden() -> None:
    alpha = colored(np.array([[0.0, 0.01, 0.1, 0.25, 1.0]], dtype=np.float32), 0.5)[0, :, 3]
    assert list(alpha[:2]) == [0, 0]
    assert 0 < alpha[2] < 127
    assert set(alpha[3:].tolist()) <= {127, 128}


def test_the_preferences_of_networks_are_read_and_written(qtbot: QtBot) -> None:
    settings = Settings(
        networks=NetworkSettings(
            preferred={"MR/1/BRAIN": "1.2", "CT/1/CHEST": "1.3"},
            weights_places=("https://host/path",),
            ai_on_opening="slice",
        )
    )
    page = NetworksPage(settings)
    qtbot.addWidget(page)
    assert page.changed(settings) == settings
    page.choices.setCurrentRow(0)
    page.forget_button.click()
    page.on_opening.setCurrentIndex(page.on_opening.findData("series"))
    page.places.setPlainText("file:///weights\n\n https://host/path ")
    assert page.changed(settings) == replace(
        settings,
        networks=replace(
            settings.networks,
            preferred={"CT/1/CHEST": "1.3"},
            weights_places=("file:///weights", "https://host/path"),
            ai_on_opening="series",
        ),
    )
    page.places.setPlainText("ftp://host")
    with pytest.raises(SettingsError, match="not a place for weights"):
        page.changed(settings)
