"""The training file, and the errors where it is wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from iodeep_viewer.core.pacs_node import PacsNode, RetrieveMethod
from iodeep_viewer.errors import IODeepError
from iodeep_viewer.settings import PacsSettings, Settings, save_settings
from iodeep_viewer.training.archive import node_of
from iodeep_viewer.training.card import photometric_interpretation
from iodeep_viewer.training.configuration import FolderSource, PacsSource, folder_config, read_config


def written(folder: Path, text: str, name: str = "training.toml") -> Path:
    path = folder / name
    path.write_text(text)
    return path


DATA = '[[data]]\nimages = "images"\n'


def test_every_kind_of_value_and_the_defaults_beside_it(tmp_path: Path) -> None:
    config = read_config(
        written(
            tmp_path,
            """
            model = "../network"
            seed = 5
            [[data]]
            images = "pictures"
            masks = "masks"
            spacing = [0.5, 1]
            [[data]]
            pacs = "ORTHANC@127.0.0.1:4242"
            approval = ["APPROVED", "UNAPPROVED"]
            regions = {GTV = "Tumour"}
            [split]
            by = "patient"
            [schedule]
            learning_rate = 1e-3
            patience = 4
            [augmentation]
            turn = 5
            [card.selection]
            photometric_interpretation = "MONOCHROME1"
            """,
        )
    )
    assert config.model == tmp_path / "../network"
    assert (config.seed, config.split.by, config.split.test) == (5, "patient", 0.15)
    assert (config.schedule.learning_rate, config.schedule.patience, config.schedule.batch) == (1e-3, 4, 16)
    assert (config.augmentation.turn, config.augmentation.flip) == (5.0, 0.5)
    assert photometric_interpretation(config.model, config.card) == "MONOCHROME1"
    pictures, pacs = config.data
    assert pictures == FolderSource(tmp_path / "pictures", tmp_path / "masks", spacing=(0.5, 1.0))
    assert isinstance(pacs, PacsSource)
    assert (pacs.approval, pacs.regions) == (("APPROVED", "UNAPPROVED"), {"GTV": "Tumour"})


def test_json_says_the_same(tmp_path: Path) -> None:
    document = {"data": [{"images": "images"}], "schedule": {"steps": 7}}
    config = read_config(written(tmp_path, json.dumps(document), "training.json"))
    assert config.schedule.steps == 7
    assert config.model == tmp_path
    assert photometric_interpretation(config.model, config.card) == "MONOCHROME2"
    (tmp_path / "card.json").write_text('{"selection": {"photometric_interpretation": "MONOCHROME1"}}')
    assert photometric_interpretation(config.model, config.card) == "MONOCHROME1"
    author = {"selection": {"photometric_interpretation": "MONOCHROME2"}}
    assert photometric_interpretation(config.model, author) == "MONOCHROME2"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("seed = 1", "data is missing"),
        ("data = []", "data is missing"),
        ("[[data]]\nmasks = 'masks'", "data.1 needs either images or pacs"),
        ("[[data]]\nimages = 'a'\npacs = 'b'", "data.1 needs either images or pacs"),
        (DATA + "mask = 'masks'", "data.1.mask is not known"),
        (DATA + "spacing = [1.0]", r"data.1.spacing is \[1.0\]"),
        (DATA + "spacing = [1.0, 0]", "data.1.spacing"),
        ("[[data]]\npacs = 'settings'\nwithout_regions = 'maybe'", "data.1 without_regions is “maybe”"),
        ("[[data]]\npacs = 'settings'\napproval = ['Approved']", "data.1 approval names Approved"),
        ("sead = 1\n" + DATA, "sead is not known"),
        ("file = 'x'\n" + DATA, "file is not known"),
        ("seed = 'one'\n" + DATA, "seed is 'one'. It has to be a whole number"),
        ("seed = true\n" + DATA, "seed is True"),
        (DATA + "[schedule]\nsteps = 1.5", "schedule.steps is 1.5"),
        (DATA + "[schedule]\nsteps = 0", "schedule needs 1 or more steps"),
        (DATA + "[schedule]\nprecision = 'int8'", "precision is “int8”"),
        (DATA + "[split]\nby = 'name'", "split by is “name”"),
        (DATA + "[split]\nvalidation = 0.9\ntest = 0.2", "shares for validation and test"),
        (DATA + "[augmentation]\nturn = -1", "strengths cannot be negative"),
        ("schedule = 3\n" + DATA, "schedule is not a table"),
        (DATA + "[augmentation]\nturn = nan", "augmentation.turn is nan. It has to be a finite number"),
        (DATA + "[schedule]\nlearning_rate = inf", "schedule.learning_rate is inf"),
        (DATA + f"[schedule]\nlearning_rate = 1{'0' * 400}", "schedule.learning_rate is 1000"),
        (DATA + "spacing = [1.0, inf]", "data.1.spacing"),
        (DATA + "spacing = [nan, nan]", "data.1.spacing"),
        ("seed = -1\n" + DATA, "seed from 0 to"),
        (f"seed = {2**64}\n" + DATA, "seed from 0 to"),
        ("seed = = 1", "is not valid TOML"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(IODeepError, match=said) as raised:
        read_config(written(tmp_path, text))
    assert "training.toml" in str(raised.value)


def test_a_file_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(IODeepError, match="cannot be read"):
        read_config(tmp_path / "missing.toml")
    (tmp_path / "binary.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(IODeepError, match="is not text"):
        read_config(tmp_path / "binary.toml")
    with pytest.raises(IODeepError, match="is not a JSON object"):
        read_config(written(tmp_path, "[1]", "list.json"))
    with pytest.raises(IODeepError, match="is not valid JSON"):
        read_config(written(tmp_path, "{", "broken.json"))


def test_what_a_source_says_of_us_counts_before_the_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IODEEP_HOME", str(tmp_path))
    save_settings(Settings(pacs=PacsSettings(nodes=(PacsNode("Hospital", "192.0.2.1", 104, "PACS", "VIEWER", 2000),))))
    node = node_of(PacsSource("settings"))
    assert (node.calling_ae_title, node.own_port, node.retrieve) == ("VIEWER", 2000, RetrieveMethod.MOVE)
    node = node_of(PacsSource("settings", calling_ae="TRAINER", own_port=3000, get=True))
    assert (node.host, node.calling_ae_title, node.own_port) == ("192.0.2.1", "TRAINER", 3000)
    assert node.retrieve is RetrieveMethod.GET
    node = node_of(PacsSource("PACS@192.0.2.1:104"))
    assert (node.calling_ae_title, node.own_port) == ("IODEEP", 11113)


def test_a_folder_of_the_usual_form_needs_no_file(tmp_path: Path) -> None:
    for name in ("images", "masks", "negatives"):
        (tmp_path / name).mkdir()
    config = folder_config(tmp_path, Path("model"), (0.5, 0.5))
    assert config.data == (
        FolderSource(tmp_path / "images", tmp_path / "masks", spacing=(0.5, 0.5)),
        FolderSource(tmp_path / "negatives", spacing=(0.5, 0.5)),
    )
    for spacing in ((float("nan"), float("nan")), (1.0, float("inf"))):
        with pytest.raises(IODeepError, match="spacing is not positive"):
            folder_config(tmp_path, Path("model"), spacing)
    with pytest.raises(IODeepError, match="no sub-folder “images”"):
        folder_config(tmp_path / "images", Path("model"), (1.0, 1.0))
