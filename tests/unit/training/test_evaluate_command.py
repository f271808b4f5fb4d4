"""``iodeep evaluate``: figures by the viewer's own path, a report of one page, the card."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pytest

from iodeep_viewer.cli import main
from iodeep_viewer.core.model_card import REQUIRED
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.training.run_files import CurvePoint, write_curve
from iodeep_viewer.workflows.model_folder import prepare_publication, read_model_folder
from tests.network.model_folders import bright_network
from tests.unit.training.folders import write_png

AUTHOR = """
[card]
name = "Bright squares"
version = "2"
description = "Outlines bright squares."
intended_use = "To be tested."
data = ["Squares"]
limitations = ["Squares only"]
licence = "CC0"
[card.selection]
modality = "OT"
body_part_examined = "HEAD"
samples_per_pixel = 1
photometric_interpretation = "MONOCHROME2"
"""


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """A network that outlines pixels brighter than half of the range, without a card."""
    folder = bright_network(tmp_path / "model")
    (folder / "card.json").unlink()
    return folder


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Eleven pictures with a bright square, all marked but one, and one that shows nothing."""
    folder = tmp_path / "data"
    for index in range(12):
        values, mask = np.full((32, 32), 20, np.uint8), np.zeros((32, 32), np.uint8)
        values[0, 0] = 255
        if index:
            values[6 : 16 + index, 8:24] = 255
            mask[6 : 16 + index, 8:24] = 255
        write_png(folder / "images" / f"{index:02d}.png", values)
        # Of number 11 another part is marked: it has to be the worst one.
        write_png(folder / "masks" / f"{index:02d}.png", mask if index != 11 else np.roll(mask, 8, axis=1))
    (folder / "training.toml").write_text(
        "[[data]]\nimages = 'images'\nmasks = 'masks'\n[split]\nblock = 2\nperiod = 3\n" + AUTHOR
    )
    return folder


def test_a_folder_is_measured_and_reported(model: Path, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_curve(model / "run" / "curve.csv", [CurvePoint(step, 1 / step, step / 9, 0.1, 1.0) for step in (4, 8)])
    assert main(["evaluate", str(model), str(data), "--spacing", "0.5", "2"]) == 0
    said = capsys.readouterr().out
    assert "12 slices, all of the data" in said
    assert re.search(r"pictures with finding +11\n", said)
    assert re.search(r"lesion sensitivity +1.000\n", said)
    assert re.search(r"false region rate +1.000\n", said)  # the bright corner
    assert "smallest third, 176 to" in said  # mm²
    page = (model / "run" / "report.html").read_text(encoding="utf-8")
    assert page.index("images/11") < page.index("images/01")
    assert page.count("<figure><svg") == 10
    assert page.count("data:image/png;base64,") == 10
    # Histogram, calibration, two learning curves.
    assert page.count("<figure><h2>") == 4
    assert not re.findall(r'(?:src|href)="(?!data:)|@import|url\(|<script', page)


def test_the_part_of_the_split_is_measured_and_the_card_completed(
    model: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = data / "training.toml"
    assert main(["evaluate", str(model), str(config), "--card", "-o", str(data / "page.html")]) == 0
    said = capsys.readouterr().out
    assert "4 slices, the test part" in said
    assert (data / "page.html").exists()
    card = json.loads((model / "card.json").read_text())
    assert card["metrics"]["test"]["pictures_with_finding"] == 4
    assert card["name"] == "Bright squares"
    network = read_model_folder(model)
    assert network.record.dnn_uid == card["dnn_uid"]
    assert network.weights_sha256 == card["weights_sha256"]
    text = (model / "CARD.md").read_text()
    assert text.startswith("# Bright squares\n")
    assert str(card["metrics"]["test"]["dice_mean"]) in text
    # Of training nothing is known here: that is what is still asked for.
    assert re.findall(r"“([\w.]+)” is missing", said) == ["split", "training.command", "training.seed"]
    assert main(["evaluate", str(model), str(config), "--card", "--part", "validation"]) == 0
    card = json.loads((model / "card.json").read_text())
    assert sorted(card["metrics"]) == ["test", "validation"]


def test_with_a_complete_card_the_answer_is_recorded_and_the_network_can_be_published(
    model: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (model / "check.safetensors").unlink(missing_ok=True)
    known = {"split": {"rule": "none"}, "training": {"command": "by hand", "seed": 0}}
    (model / "card.json").write_text(json.dumps(known))
    assert main(["evaluate", str(model), str(data / "training.toml"), "--card"]) == 0
    assert f"iodeep publish {model}" in capsys.readouterr().out
    assert prepare_publication(model, TaskControl()).network.record.dnn_name == "Bright squares"


def test_figures_of_other_weights_are_not_kept(model: Path, data: Path) -> None:
    config = data / "training.toml"
    assert main(["evaluate", str(model), str(config), "--card"]) == 0
    before = json.loads((model / "card.json").read_text())
    bright_network(model, description=json.loads((model / "network.json").read_text()))
    import torch

    import dnn_parser

    network = dnn_parser.build_network(dnn_parser.read_description((model / "network.json").read_text()))
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.fill_(30.0 if parameter.ndim > 1 else -15.0)
    dnn_parser.save_weights(network, model / "weights.safetensors")
    (model / "card.json").write_text(json.dumps(before))
    assert main(["evaluate", str(model), str(config), "--card", "--part", "validation"]) == 0
    card = json.loads((model / "card.json").read_text())
    assert list(card["metrics"]) == ["validation"]
    assert card["dnn_uid"] != before["dnn_uid"]
    assert set(REQUIRED) >= {"dnn_uid", "weights_sha256"}


def test_what_the_author_gives_stays(model: Path, data: Path) -> None:
    config = data / "training.toml"
    author = "released = 2026-01-05\nmetrics = {readers = {pictures = 12}}\n[card.selection]"
    config.write_text(config.read_text().replace("[card.selection]", author))
    (model / "card.json").write_text(json.dumps({"dnn_uid": "1.2.3.4", "weights_sha256": "0" * 64}))
    for part in ("validation", "test"):
        assert main(["evaluate", str(model), str(config), "--card", "--part", part]) == 0
    card = json.loads((model / "card.json").read_text())
    assert (card["dnn_uid"], card["released"]) == ("1.2.3.4", "2026-01-05")
    assert sorted(card["metrics"]) == ["readers", "test", "validation"]


def test_pictures_are_turned_over_for_the_photometric_interpretation_of_the_card(
    model: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["evaluate", str(model), str(data)]) == 0
    assert re.search(r"lesion sensitivity +1.000\n", capsys.readouterr().out)
    (model / "card.json").write_text('{"selection": {"photometric_interpretation": "MONOCHROME1"}}')
    assert main(["evaluate", str(model), str(data)]) == 0
    # Dark is bright now.
    assert re.search(r"dice mean +0.[01]\d\d\n", capsys.readouterr().out)


def test_robustness_is_a_table_of_its_own(model: Path, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", str(model), str(data), "--robustness", "--card"]) == 0
    said = capsys.readouterr().out
    assert re.search(r"as they are +0\.\d+", said)
    assert re.search(r"MONOCHROME1 +0\.\d+", said)
    table = json.loads((model / "card.json").read_text())["metrics"]["all_robustness"]
    assert table["MONOCHROME1"]["lesion_sensitivity"] == 1
    assert "turned by 90°" in table
    assert "### All robustness" in (model / "CARD.md").read_text()


def test_what_cannot_be_measured_is_said(model: Path, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", str(model), str(data), "--part", "test"]) == 1
    assert "A folder has no parts" in capsys.readouterr().err
    assert main(["evaluate", str(model), str(data), "--spacing", "nan", "nan"]) == 1
    assert "spacing is not positive" in capsys.readouterr().err
    assert main(["evaluate", str(model), str(data / "images")]) == 1
    assert "no sub-folder “images”" in capsys.readouterr().err
    (model / "weights.safetensors").unlink()
    assert main(["evaluate", str(model), str(data)]) == 1
    assert "There are no weights" in capsys.readouterr().err
    assert main(["evaluate", str(data), str(data)]) == 1
    assert "network.json cannot be read" in capsys.readouterr().err
