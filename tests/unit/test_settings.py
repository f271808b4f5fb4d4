from __future__ import annotations

import json
from pathlib import Path

import pytest

from iodeep_viewer.core.display import WindowPreset
from iodeep_viewer.core.pacs_node import PacsNode, RetrieveMethod
from iodeep_viewer.errors import SettingsError
from iodeep_viewer.settings import Settings, active_node, data_folder, load_settings, save_settings, settings_path

NODE = PacsNode("Hospital", "pacs.example", 104, "PACS", "STATION7", 11120, RetrieveMethod.GET, 12.5)
SETTINGS = Settings(
    nodes=(NODE, PacsNode("Ärzte", "::1", 4242, "ORTHANC")),
    active_node="Ärzte",
    reviewer_name="Müller^Ada",
    theme="light",
    cache_limit_mb=500,
    weights_places=("https://weights.example/nets", "file:///srv/nets"),
    preferred_networks={"MR/1/BRAIN": "2.25.17"},
    language="it",
    scale=150,
    keys={"invert": "Ctrl+I; J", "fit": ""},
    mouse={"left": "pan", "middle": "window", "right": "zoom", "wheel": "zoom"},
    window_presets=(WindowPreset("Stroke", 32, 8), WindowPreset("All", 100.5, 300, "")),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "folder" / "settings.json"


def test_the_defaults_stand_where_there_is_no_file(path: Path) -> None:
    assert load_settings(path) == Settings()
    assert not path.exists()


def test_settings_come_back_as_saved(path: Path) -> None:
    save_settings(SETTINGS, path)
    assert load_settings(path) == SETTINGS
    save_settings(Settings(), path)
    assert load_settings(path) == Settings()
    assert [item.name for item in path.parent.iterdir()] == ["settings.json"]


def test_the_usual_places_follow_the_environment(home: Path) -> None:
    assert settings_path() == home / "settings.json"
    assert data_folder() == home
    assert home.stat().st_mode & 0o077 == 0
    save_settings(SETTINGS)
    assert load_settings() == SETTINGS


def test_a_short_file_takes_the_defaults_for_the_rest(path: Path) -> None:
    path.parent.mkdir()
    node = {"name": "A", "host": "h", "port": 1, "ae_title": "B"}
    path.write_text(json.dumps({"nodes": [node], "from_a_later_version": 1}))
    assert load_settings(path) == Settings(nodes=(PacsNode("A", "h", 1, "B"),))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "not JSON"),
        ("{", "not JSON"),
        ("[]", "not a JSON object"),
        ('{"theme": "pink"}', "'pink' is not a theme"),
        ('{"theme": 3}', "'theme' has a value of the wrong type"),
        ('{"cache_limit_mb": 0}', "cache of 0 MB"),
        ('{"cache_limit_mb": true}', "'cache_limit_mb' has a value of the wrong type"),
        ('{"preferred_networks": []}', "'preferred_networks' has a value of the wrong type"),
        ('{"preferred_networks": {"MR/1/BRAIN": 3}}', "'preferred_networks' is not a list of names and texts"),
        ('{"nodes": {}}', "'nodes' has a value of the wrong type"),
        ('{"nodes": [1]}', "not a JSON object"),
        ('{"nodes": [{"name": "A", "host": "h", "port": 1}]}', "has no ae_title"),
        ('{"nodes": [{"name": "A", "host": "h", "port": 0, "ae_title": "B"}]}', "0 is not a port"),
        ('{"nodes": [{"name": "A", "host": "h", "port": "1", "ae_title": "B"}]}', "'port' has a value of the wrong"),
        ('{"nodes": [{"name": "A", "host": "h", "port": 1, "ae_title": "B", "retrieve": "FTP"}]}', "'FTP' is not"),
        ('{"weights_places": ["http://a"]}', "'http://a' is not a place"),
        ('{"weights_places": [1]}', "not a list of texts"),
    ],
)
def test_a_damaged_file_is_named_with_the_reason(path: Path, text: str, reason: str) -> None:
    path.parent.mkdir()
    path.write_text(text)
    with pytest.raises(SettingsError, match="is damaged") as raised:
        load_settings(path)
    assert str(path) in raised.value.sentence
    assert reason in raised.value.sentence
    assert path.read_text() == text


def test_a_damaged_file_is_kept_when_new_settings_are_saved(path: Path) -> None:
    path.parent.mkdir()
    path.write_text("{ my settings")
    save_settings(SETTINGS, path)
    assert load_settings(path) == SETTINGS
    assert path.with_name("settings.json.broken").read_text() == "{ my settings"


def test_settings_that_cannot_be_written_are_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingsError, match="cannot be"):
        save_settings(SETTINGS, tmp_path / "file" / "settings.json")


@pytest.mark.parametrize("place", ["file", "file/below"])
def test_a_data_folder_that_cannot_be_made_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("IODEEP_HOME", str(tmp_path / place))
    with pytest.raises(SettingsError, match="cannot be made") as raised:
        data_folder()
    assert str(tmp_path / place) in raised.value.sentence
    assert "IODEEP_HOME" in raised.value.hint


def test_a_data_folder_that_may_not_be_written_to_is_named(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home.mkdir()
    # To the administrator nothing is forbidden, so the system is made to say no.
    monkeypatch.setattr("os.access", lambda path, _mode: Path(path) != home)
    with pytest.raises(SettingsError, match="may not be written to") as raised:
        data_folder()
    assert str(home) in raised.value.sentence


def test_the_active_node_is_the_named_one_else_the_first() -> None:
    nodes = SETTINGS.nodes
    assert active_node(SETTINGS) == nodes[1]
    assert active_node(Settings(nodes=nodes, active_node="gone")) == nodes[0]
    assert active_node(Settings()) is None


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"name": " "}, "needs a name"),
        ({"host": ""}, "not a host"),
        ({"host": "a b"}, "not a host"),
        ({"ae_title": ""}, "not an AE title"),
        ({"ae_title": " PACS"}, "not an AE title"),
        ({"ae_title": "A" * 17}, "not an AE title"),
        ({"calling_ae_title": "A\\B"}, "not an AE title"),
        ({"calling_ae_title": "Ä"}, "not an AE title"),
        ({"port": 65536}, "not a port"),
        ({"own_port": 0}, "not a port"),
        ({"timeout": 0.0}, "not a timeout"),
        ({"timeout": float("nan")}, "not a timeout"),
    ],
)
def test_a_node_that_makes_no_sense_cannot_be_made(values: dict[str, object], reason: str) -> None:
    with pytest.raises(SettingsError, match=reason) as raised:
        PacsNode(**({"name": "A", "host": "h", "port": 104, "ae_title": "PACS"} | values))
    assert raised.value.hint


@pytest.mark.parametrize("title", ["A", "A" * 16, "MY PACS", "ORTHANC-1", "a@b"])
def test_ae_titles(title: str) -> None:
    assert PacsNode("A", "h", 104, title).ae_title == title


def test_a_node_is_parsed_from_one_word() -> None:
    node = PacsNode.parse(" ORTHANC@pacs.example:4242 ", calling_ae_title="ME", own_port=5)
    assert (node.ae_title, node.host, node.port) == ("ORTHANC", "pacs.example", 4242)
    assert (node.calling_ae_title, node.own_port, node.name) == ("ME", 5, "ORTHANC@pacs.example:4242")
    assert PacsNode.parse("A@[::1]:104").host == "::1"
    assert str(PacsNode.parse("A@[::1]:104")) == "A@[::1]:104"


@pytest.mark.parametrize(
    "text", ["", "host:104", "A@host", "A@host:", "A@host:port", "@host:104", "A@:104", "A@h:0", f"A@h:{5000 * '1'}"]
)
def test_what_is_not_a_node_is_said(text: str) -> None:
    with pytest.raises(SettingsError):
        PacsNode.parse(text)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"mouse": {"left": "pan", "middle": "pan", "right": "zoom", "wheel": "zoom"}}, "one mouse button of its own"),
        ({"mouse": {"left": "window", "middle": "pan", "right": "zoom"}}, "wheel"),
        ({"language": "tlh"}, "not a language"),
        ({"scale": 110}, "not possible"),
        ({"window_presets": (WindowPreset("", 1, 2),)}, "no name"),
        ({"window_presets": (WindowPreset("a", 1, 0.5),)}, "no name, or a width below 1"),
        ({"window_presets": (WindowPreset("a", float("nan"), 2),)}, "“a” has a center or width that is no number"),
        ({"window_presets": (WindowPreset("a", 1, float("inf")),)}, "“a” has a center or width that is no number"),
        ({"window_presets": tuple(WindowPreset(str(i), 1, 2) for i in range(9))}, "more than 8"),
    ],
)
def test_what_makes_no_sense_is_refused(changes: dict[str, object], sentence: str) -> None:
    with pytest.raises(SettingsError, match=sentence):
        Settings(**changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "preset", ["{}", '{"name": "a", "center": 1}', "3", '{"name": "a", "center": "1", "width": 2}']
)
def test_a_damaged_preset_is_told(path: Path, preset: str) -> None:
    path.parent.mkdir()
    path.write_text(f'{{"window_presets": [{preset}]}}')
    with pytest.raises(SettingsError, match="damaged"):
        load_settings(path)
