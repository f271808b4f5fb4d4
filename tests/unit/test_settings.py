from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from iodeep_viewer.core.display import WindowPreset
from iodeep_viewer.core.pacs_node import PacsNode, RetrieveMethod
from iodeep_viewer.errors import SettingsError
from iodeep_viewer.settings import (
    AppearanceSettings,
    ControlSettings,
    NetworkSettings,
    PacsSettings,
    ReadingSettings,
    Settings,
    StorageSettings,
    active_node,
    data_folder,
    load_settings,
    save_settings,
    settings_path,
)

NODE = PacsNode("Hospital", "pacs.example", 104, "PACS", "STATION7", 11120, RetrieveMethod.GET, 12.5)
SETTINGS = Settings(
    pacs=PacsSettings(nodes=(NODE, PacsNode("Ärzte", "::1", 4242, "ORTHANC")), active_node="Ärzte"),
    reading=ReadingSettings(
        reviewer_name="Müller^Ada", window_presets=(WindowPreset("Stroke", 32, 8), WindowPreset("All", 100.5, 300, ""))
    ),
    appearance=AppearanceSettings(theme="light", language="it", scale=150),
    storage=StorageSettings(cache_limit_mb=500),
    networks=NetworkSettings(
        weights_places=("https://weights.example/nets", "file:///srv/nets"), preferred={"MR/1/BRAIN": "2.25.17"}
    ),
    controls=ControlSettings(
        keys={"invert": "Ctrl+I; J", "fit": ""},
        mouse={"left": "pan", "middle": "window", "right": "zoom", "wheel": "zoom"},
    ),
)


# As program version 0.3 wrote it.
VERSION_1 = """{
 "nodes": [
  {
   "name": "Hospital",
   "host": "pacs.example",
   "port": 104,
   "ae_title": "PACS",
   "calling_ae_title": "STATION7",
   "own_port": 11120,
   "retrieve": "GET",
   "timeout": 12.5
  },
  {
   "name": "Ärzte",
   "host": "::1",
   "port": 4242,
   "ae_title": "ORTHANC",
   "calling_ae_title": "IODEEP",
   "own_port": 11113,
   "retrieve": "MOVE",
   "timeout": 30.0
  }
 ],
 "active_node": "Ärzte",
 "reviewer_name": "Müller^Ada",
 "theme": "light",
 "language": "it",
 "scale": 150,
 "keys": {
  "invert": "Ctrl+I; J",
  "fit": ""
 },
 "mouse": {
  "left": "pan",
  "middle": "window",
  "right": "zoom",
  "wheel": "zoom"
 },
 "window_presets": [
  {
   "name": "Stroke",
   "center": 32,
   "width": 8,
   "modality": "CT"
  },
  {
   "name": "All",
   "center": 100.5,
   "width": 300,
   "modality": ""
  }
 ],
 "cache_limit_mb": 500,
 "weights_places": [
  "https://weights.example/nets",
  "file:///srv/nets"
 ],
 "preferred_networks": {
  "MR/1/BRAIN": "2.25.17"
 },
 "ai_on_opening": "off"
}
"""
VERSION_2 = """{
 "version": 2,
 "pacs": {
  "nodes": [
   {
    "name": "Hospital",
    "host": "pacs.example",
    "port": 104,
    "ae_title": "PACS",
    "calling_ae_title": "STATION7",
    "own_port": 11120,
    "retrieve": "GET",
    "timeout": 12.5
   },
   {
    "name": "Ärzte",
    "host": "::1",
    "port": 4242,
    "ae_title": "ORTHANC",
    "calling_ae_title": "IODEEP",
    "own_port": 11113,
    "retrieve": "MOVE",
    "timeout": 30.0
   }
  ],
  "active_node": "Ärzte"
 },
 "appearance": {
  "theme": "light",
  "language": "it",
  "scale": 150
 },
 "controls": {
  "keys": {
   "invert": "Ctrl+I; J",
   "fit": ""
  },
  "mouse": {
   "left": "pan",
   "middle": "window",
   "right": "zoom",
   "wheel": "zoom"
  }
 },
 "reading": {
  "reviewer_name": "Müller^Ada",
  "window_presets": [
   {
    "name": "Stroke",
    "center": 32,
    "width": 8,
    "modality": "CT"
   },
   {
    "name": "All",
    "center": 100.5,
    "width": 300,
    "modality": ""
   }
  ],
  "viewports": 1,
  "corner_text": true,
  "labels": false,
  "linked": true,
  "reference_lines": true
 },
 "networks": {
  "ai_on_opening": "off",
  "preferred": {
   "MR/1/BRAIN": "2.25.17"
  },
  "weights_places": [
   "https://weights.example/nets",
   "file:///srv/nets"
  ]
 },
 "storage": {
  "cache_limit_mb": 500
 }
}
"""


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
    path.write_text(json.dumps({"version": 2, "pacs": {"nodes": [node]}, "from_a_later_version": 1}))
    assert load_settings(path) == Settings(pacs=PacsSettings(nodes=(PacsNode("A", "h", 1, "B"),)))


@pytest.mark.parametrize("text", [VERSION_1, VERSION_2], ids=["1", "2"])
def test_the_file_of_each_version_is_read(path: Path, text: str) -> None:
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    assert load_settings(path) == SETTINGS


def test_the_form_that_is_written_has_its_test(path: Path) -> None:
    """A change of the form is a new version: a literal file of the former one goes beside those above."""
    save_settings(SETTINGS, path)
    assert json.loads(path.read_text(encoding="utf-8")) == json.loads(VERSION_2)


def test_what_only_a_later_version_knows_stays_in_the_file_at_every_level(path: Path) -> None:
    document = json.loads(VERSION_2)
    document["version"] = 7
    document["federated"] = {"server": "https://coordinator.example"}
    document["appearance"]["compact"] = True
    document["pacs"]["nodes"][1]["tls"] = {"certificate": "/etc/a.pem"}
    path.parent.mkdir()
    path.write_text(json.dumps(document))
    settings = load_settings(path)
    assert settings == SETTINGS
    first, second = settings.pacs.nodes
    changed = replace(
        settings,
        pacs=replace(settings.pacs, nodes=(second, replace(first, port=105))),
        controls=replace(settings.controls, keys={"invert": "F9"}),
    )
    save_settings(changed, path)
    assert load_settings(path) == changed
    kept = json.loads(path.read_text())
    assert kept["version"] == 7
    assert kept["federated"] == {"server": "https://coordinator.example"}
    assert kept["appearance"] == {"theme": "light", "language": "it", "scale": 150, "compact": True}
    assert [node.get("tls") for node in kept["pacs"]["nodes"]] == [{"certificate": "/etc/a.pem"}, None]
    assert kept["controls"]["keys"] == {"invert": "F9"}


def test_unknown_values_of_version_1_stay_as_well(path: Path) -> None:
    path.parent.mkdir()
    path.write_text('{"theme": "light", "from_elsewhere": [1]}')
    save_settings(load_settings(path), path)
    assert json.loads(path.read_text())["from_elsewhere"] == [1]
    assert load_settings(path).appearance.theme == "light"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "not JSON"),
        ("{", "not JSON"),
        ("\xff", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("[]", "not a JSON object"),
        ('{"version": "2"}', "'version' has a value of the wrong type"),
        ('{"version": 0}', "'version' has a value of the wrong type"),
        ('{"version": true}', "'version' has a value of the wrong type"),
        ('{"version": 2, "pacs": []}', "'pacs' is not a JSON object"),
        ('{"theme": "pink"}', "'pink' is not a theme"),
        ('{"theme": 3}', "'appearance.theme' has a value of the wrong type"),
        ('{"cache_limit_mb": 0}', "cache of 0 MB"),
        ('{"cache_limit_mb": true}', "'storage.cache_limit_mb' has a value of the wrong type"),
        ('{"cache_limit_mb": "5"}', "'storage.cache_limit_mb' has a value of the wrong type"),
        ('{"cache_limit_mb": 5.0}', "'storage.cache_limit_mb' has a value of the wrong type"),
        ('{"preferred_networks": []}', "'networks.preferred' has a value of the wrong type"),
        ('{"preferred_networks": {"MR/1/BRAIN": 3}}', r"'networks.preferred[MR/1/BRAIN]' has a value of the wrong"),
        ('{"nodes": {}}', "'pacs.nodes' has a value of the wrong type"),
        ('{"nodes": [1]}', "'pacs.nodes[0]' is not a JSON object"),
        ('{"nodes": [{"name": "A", "host": "h", "port": 1}]}', "'pacs.nodes[0].ae_title' is missing"),
        ('{"nodes": [{"name": "A", "host": "h", "port": 0, "ae_title": "B"}]}', "0 is not a port"),
        (
            '{"nodes": [{"name": "A", "host": "h", "port": "1", "ae_title": "B"}]}',
            "'pacs.nodes[0].port' has a value of",
        ),
        ('{"nodes": [{"name": "A", "host": "h", "port": 1, "ae_title": "B", "retrieve": "FTP"}]}', "value 'FTP'"),
        ('{"weights_places": ["http://a"]}', "'http://a' is not a place"),
        ('{"weights_places": [1]}', "'networks.weights_places[0]' has a value of the wrong type"),
        ('{"weights_places": "https://a"}', "'networks.weights_places' has a value of the wrong type"),
    ],
)
def test_a_damaged_file_is_named_with_the_reason(path: Path, text: str, reason: str) -> None:
    path.parent.mkdir()
    path.write_text(text, encoding="latin-1")
    with pytest.raises(SettingsError, match="is damaged") as raised:
        load_settings(path)
    assert str(path) in raised.value.sentence
    assert reason in raised.value.sentence
    assert path.read_text(encoding="latin-1") == text


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
    nodes = SETTINGS.pacs.nodes
    assert active_node(SETTINGS) == nodes[1]
    assert active_node(Settings(pacs=PacsSettings(nodes=nodes, active_node="gone"))) == nodes[0]
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
def test_a_node_that_makes_no_sense_cannot_be_made(values: dict[str, Any], reason: str) -> None:
    with pytest.raises(SettingsError, match=reason) as raised:
        PacsNode(**{"name": "A", "host": "h", "port": 104, "ae_title": "PACS", **values})
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
    ("section", "changes", "sentence"),
    [
        (ControlSettings, {"mouse": {"left": "pan", "middle": "pan", "right": "zoom", "wheel": "zoom"}}, "of its own"),
        (ControlSettings, {"mouse": {"left": "window", "middle": "pan", "right": "zoom"}}, "wheel"),
        (AppearanceSettings, {"language": "tlh"}, "not a language"),
        (AppearanceSettings, {"scale": 110}, "not possible"),
        (ReadingSettings, {"viewports": 3}, "3 viewports cannot be shown"),
        (NetworkSettings, {"ai_on_opening": "everything"}, "nothing that AI ROI could read"),
        (ReadingSettings, {"window_presets": (WindowPreset("", 1, 2),)}, "no name"),
        (ReadingSettings, {"window_presets": (WindowPreset("a", 1, 0.5),)}, "no name, or a width below 1"),
        (ReadingSettings, {"window_presets": (WindowPreset("a", float("nan"), 2),)}, "“a” has a center or width that"),
        (ReadingSettings, {"window_presets": (WindowPreset("a", 1, float("inf")),)}, "“a” has a center or width that"),
        (ReadingSettings, {"window_presets": tuple(WindowPreset(str(i), 1, 2) for i in range(9))}, "more than 8"),
    ],
)
def test_what_makes_no_sense_is_refused(section: type, changes: dict[str, object], sentence: str) -> None:
    with pytest.raises(SettingsError, match=sentence):
        section(**changes)


@pytest.mark.parametrize(
    "preset", ["{}", '{"name": "a", "center": 1}', "3", '{"name": "a", "center": "1", "width": 2}']
)
def test_a_damaged_preset_is_told(path: Path, preset: str) -> None:
    path.parent.mkdir()
    path.write_text(f'{{"window_presets": [{preset}]}}')
    with pytest.raises(SettingsError, match="damaged"):
        load_settings(path)
