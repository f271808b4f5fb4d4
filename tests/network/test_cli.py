"""The command line, as a network author and an administrator use it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydicom import dcmread

from iodeep_viewer.cli import NO_MATCH, main
from iodeep_viewer.core.image_key import SeriesReference
from iodeep_viewer.core.pacs_node import PacsNode
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.objects.iodeep.writer import write_iodeep
from iodeep_viewer.pacs.cache import InstanceCache
from iodeep_viewer.pacs.embedded import EmbeddedArchive
from iodeep_viewer.pacs.retrieve import retrieve_instance
from iodeep_viewer.pacs.store import store_instances
from iodeep_viewer.workflows.model_folder import read_model_folder
from tests.network.model_folders import bright_network, change_card, class_network
from tests.orthanc_server import free_port

ROOT = Path(__file__).resolve().parents[2]
BRAIN = sorted((ROOT / "sample_dicom" / "brain_mr").glob("*.dcm"))[9]
CHEST = next((ROOT / "sample_dicom" / "chest_cr").glob("*.dcm"))


@pytest.fixture
def pacs(tmp_path: Path) -> Iterator[list[str]]:
    """Arguments that name an empty archive."""
    with EmbeddedArchive([], tmp_path / "archive") as archive:
        node = archive.node()
        yield ["--pacs", f"{node.ae_title}@{node.host}:{node.port}", "--own-port", str(node.own_port)]


def test_publish_list_select_predict(pacs: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = bright_network(tmp_path / "model")
    uid = json.loads((folder / "card.json").read_text())["dnn_uid"]
    assert main(["publish", str(folder), *pacs]) == 0
    assert "found again" in capsys.readouterr().out
    assert main(["models", *pacs]) == 0
    assert uid in capsys.readouterr().out
    assert main(["models", "--json", *pacs]) == 0
    assert json.loads(capsys.readouterr().out)[0]["dnn_uid"] == uid
    assert main(["select", str(BRAIN), *pacs]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0] == uid
    assert any("Modality: MR on both sides" in line for line in said)
    output = tmp_path / "rois.json"
    assert main(["predict", str(BRAIN), *pacs, "-o", str(output)]) == 0
    document = json.loads(output.read_text())
    assert document["network"]["dnn_uid"] == uid
    assert document["rois"][0]["label"] == "Bright"
    assert len(document["rois"][0]["points"]) == len(document["rois"][0]["patient_points"]) >= 3


def test_a_network_is_shown_with_its_card_and_withdrawn_by_a_successor(
    pacs: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = bright_network(tmp_path / "old"), bright_network(tmp_path / "new")
    uid, successor = (json.loads((folder / "card.json").read_text())["dnn_uid"] for folder in (old, new))
    assert main(["publish", str(old), *pacs]) == 0
    assert main(["publish", str(old), *pacs]) == 0
    assert "It was there already" in capsys.readouterr().out

    assert main(["models", "withdraw", uid, *pacs]) == 1
    said = capsys.readouterr().err
    assert "A stored network never changes" in said
    assert f"delete the study {uid}" in said

    change_card(new, previous=uid)
    assert main(["models", "withdraw", uid, "--successor", str(new), *pacs]) == 0
    assert f"{uid} is not chosen any more" in capsys.readouterr().out
    assert main(["models", *pacs]) == 0
    assert f"replaced by {successor}, not chosen any more" in capsys.readouterr().out
    assert main(["select", str(BRAIN), *pacs]) == 0
    said = capsys.readouterr().out
    assert said.splitlines()[0] == successor
    assert "It matches, but “Bright MR BRAIN” replaces it." in said

    assert main(["models", *pacs, "show", uid]) == 0
    said = capsys.readouterr().out
    assert f"Replaced by      {successor}" in said
    assert '"licence": "CC0-1.0"' in said
    assert said.index(f"  {successor}  20") < said.index(f"  {uid}  20")
    assert main(["models", "show", successor, "--json", *pacs]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["previous"] == uid
    assert document["versions"] == [successor, uid]
    assert document["card"]["training"]["seed"] == 0
    assert main(["models", "show", "1.2.3", *pacs]) == 1
    assert "holds no network 1.2.3" in capsys.readouterr().err


def test_a_terminal_obeys_nothing_that_comes_from_the_pacs(
    pacs: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dataset = write_iodeep(read_model_folder(bright_network(tmp_path / "model")))
    dataset.SeriesDescription = dataset[0x00171002].value = "Bright\x1b]0;owned\x07"
    dataset[0x00171012].value = "1\x1b[2J"
    dataset[0x00171013].value = '{"name": "\\u001b[2J\\u009b2J"}'
    store_instances(PacsNode.parse(pacs[1]), [dataset], TaskControl())
    assert main(["models", *pacs]) == 0
    assert main(["models", "show", str(dataset.SOPInstanceUID), *pacs]) == 0
    assert main(["select", str(BRAIN), *pacs]) == 0
    said = capsys.readouterr().out
    assert "Bright" in said
    assert {character for character in said if not character.isprintable()} == {"\n"}


def test_a_dry_run_shows_what_would_be_stored_and_stores_nothing(
    pacs: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = bright_network(tmp_path / "model")
    card = json.loads((folder / "card.json").read_text())
    assert main(["publish", str(folder), "--dry-run"]) == 0
    said = capsys.readouterr().out
    for expected in (card["dnn_uid"], card["weights_sha256"], "1.2.840.10008.5.1.4.1.1.66", "Nothing was stored"):
        assert expected in said
    assert main(["models", *pacs]) == 0
    assert "holds no networks" in capsys.readouterr().out


def test_a_folder_is_checked_without_a_pacs_and_its_answer_recorded(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = bright_network(tmp_path / "model")
    (folder / "check.safetensors").unlink()
    assert main(["models", "check", str(folder)]) == 1
    assert "--record" in capsys.readouterr().err
    assert main(["models", "check", str(folder), "--record"]) == 0
    assert "Complete" in capsys.readouterr().out
    assert main(["models", "check", str(folder)]) == 0


def test_a_check_may_be_read_by_a_program_and_asks_no_pacs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = bright_network(tmp_path / "model")
    for arguments in (["--json", "check", str(folder)], ["check", str(folder), "--json"]):
        assert main(["models", *arguments]) == 0
        (table,) = json.loads(capsys.readouterr().out)
        assert (table["DnnName"], table["Rows x Columns"]) == ("Bright MR BRAIN", "32 x 32")
    assert main(["models", "--pacs", "ORTHANC@127.0.0.1:1", "check", str(folder)]) == 1
    assert "without a PACS" in capsys.readouterr().err


def test_predict_prints_classes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["predict", str(BRAIN), "--model", str(class_network(tmp_path / "model"))]) == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["task"], document["rois"]) == ("classification", [])
    assert [item["label"] for item in document["classes"]] == ["Bright", "Dark"]
    assert sum(item["probability"] for item in document["classes"]) == pytest.approx(1)
    output = tmp_path / "classes.json"
    arguments = ["predict", str(BRAIN), "--model", str(tmp_path / "model"), "-o", str(output)]
    assert main(arguments) == 0
    assert "2 class(es) written" in capsys.readouterr().out


def test_predict_with_a_folder_needs_no_pacs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["predict", str(BRAIN), "--model", str(bright_network(tmp_path / "model"))]) == 0
    assert json.loads(capsys.readouterr().out)["rois"]


@pytest.mark.parametrize("command", ["select", "predict"])
def test_status_3_and_a_message_where_none_matches(
    pacs: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    assert main(["publish", str(bright_network(tmp_path / "model")), *pacs]) == 0
    assert main([command, str(CHEST), *pacs]) == NO_MATCH == 3
    captured = capsys.readouterr()
    assert "No network in the PACS matches this slice" in captured.err
    assert "MR BRAIN" in captured.err
    if command == "select":
        assert "✗ Modality: slice CR, network MR" in captured.out


def test_what_goes_wrong_is_a_sentence_and_status_1(
    pacs: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = tmp_path / "notes.dcm"
    text.write_text("not DICOM")
    for arguments in (
        ["select", str(text), *pacs],
        ["select", str(tmp_path / "missing.dcm"), *pacs],
        ["predict", str(BRAIN), "--model", str(tmp_path)],
        ["publish", str(tmp_path / "nothing"), *pacs],
        ["models", "--pacs", "ORTHANC@127.0.0.1:1"],
        ["models", "--pacs", "nonsense"],
        ["models", "--pacs", ""],
        ["models", "--pacs", f"ORTHANC@127.0.0.1:{'1' * 5000}"],
        ["models", *pacs, "--own-port", "0"],
        ["models", *pacs, "--calling-ae", ""],
        ["models"],
        ["archive", str(tmp_path / "missing")],
    ):
        assert main(arguments) == 1, arguments
        captured = capsys.readouterr()
        assert captured.out == ""
        assert captured.err.strip().endswith(".") or captured.err.strip()[-1] in "?)”.", captured.err
        assert "Traceback" not in captured.err


@pytest.mark.parametrize(
    ("calling", "own_port"), [("IODEEP", 11113), ("IODEEP", None), ("READER", None)], ids=["known", "moved", "added"]
)
def test_the_archive_command_serves_a_folder_until_it_is_told_to_stop(
    tmp_path: Path, calling: str, own_port: int | None
) -> None:
    port = free_port()
    listening = own_port or free_port()
    arguments = [str(CHEST.parent), "--port", str(port)]
    if own_port is None:
        arguments += ["--destination", f"{calling}@127.0.0.1:{listening}"]
    process = subprocess.Popen(
        [sys.executable, "-m", "iodeep_viewer.cli", "archive", *arguments], stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        assert f"EMBEDDED@127.0.0.1:{port}" in process.stdout.readline()
        assert main(["models", "--pacs", f"EMBEDDED@127.0.0.1:{port}"]) == 0
        node = PacsNode("archive", "127.0.0.1", port, "EMBEDDED", calling_ae_title=calling, own_port=listening)
        chest = dcmread(CHEST)
        series = SeriesReference("archive", "", str(chest.StudyInstanceUID), str(chest.SeriesInstanceUID))
        sop_uid, cache = str(chest.SOPInstanceUID), InstanceCache(tmp_path / "cache")
        (path,) = retrieve_instance(node, cache, series, sop_uid, TaskControl(), fall_back=False).paths
        assert dcmread(path).PixelData == chest.PixelData
    finally:
        process.terminate()
        assert process.wait(timeout=10) == 0
        process.stdout.close()  # type: ignore[union-attr]
