"""The command dnn-parser."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest
import torch

import dnn_parser
from dnn_parser.cli import main
from tests.unit.dnn_parser.documents import PUBLISHED, Layers, build, document, example

SHAPE = (1, 8, 8)
SMALL = document([("cnn2d", {"channels": 4, "kernel": 3}), ("relu", {}), ("output", {})], SHAPE)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "architecture.json").write_text(json.dumps(SMALL))
    (tmp_path / "wrong.json").write_text(json.dumps(SMALL | {"padding": "x", "data_format": "none"}))
    return tmp_path


def test_the_published_flags_write_a_network(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["-p", "architecture.json", "-b", "pytorch", "-n", "model_name"]) == 0
    assert capsys.readouterr().out.startswith("model_name.safetensors: ")
    network = build(SMALL)
    dnn_parser.load_weights(network, folder / "model_name.safetensors")
    assert main(["-j", json.dumps(SMALL), "-n", "again"]) == 0
    assert (folder / "again.safetensors").read_bytes() == (folder / "model_name.safetensors").read_bytes()
    assert main(["-p", "architecture.json", "-n", "other", "--seed", "1"]) == 0
    assert (folder / "other.safetensors").read_bytes() != (folder / "model_name.safetensors").read_bytes()


# What PyTorch says of its own TorchScript.
@pytest.mark.filterwarnings("ignore:.*torch.jit:DeprecationWarning", "ignore:.*torch.jit:FutureWarning")
def test_torchscript_and_export_run_without_this_package(folder: Path) -> None:
    assert main(["-p", "architecture.json", "-n", "m", "--torchscript", "--export"]) == 0
    network = build(SMALL)
    dnn_parser.load_weights(network, folder / "m.safetensors")
    values = example(SHAPE, batch=1)
    script = torch.jit.load(folder / "m.torchscript.pt")  # type: ignore[no-untyped-call]
    torch.testing.assert_close(script(values), network(values))
    exported = torch.export.load(folder / "m.pt2").module()
    for batch in (1, 3):
        values = example(SHAPE, batch)
        torch.testing.assert_close(exported(values), network(values))


def test_check_says_everything_that_is_wrong(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "architecture.json"]) == 0
    assert capsys.readouterr().out == "The description is valid: 3 layers, 45 parameters.\n"
    assert main(["check", "wrong.json"]) == 1
    lines = capsys.readouterr().err.splitlines()
    assert lines == [
        "data_format: should be one of channels_last, channels_first, not 'none'",
        "padding: should be a whole number, not 'x'",
        "The description is refused: 2 problems.",
    ]


def test_describe_prints_a_table(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["describe", str(PUBLISHED)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["#", "code", "reads", "output", "shape", "parameters", "multiply-adds"]
    last_upsample = next(line for line in lines if line.startswith("16"))
    assert last_upsample.split()[:3] == ["16", "Upsample", "1+"]
    assert "128 x 224 x 224" in last_upsample
    assert "17,262,977" in lines[-3]
    assert "30,656,733,184" in lines[-2]
    layers: Layers = [("relu", {}), ("tanh", {"inputs": 0}), ("concat", {"inputs": [1, 2]}), ("relu", {})]
    content = document(layers, SHAPE, 2, residual_connection={"3": "4"})
    (folder / "branches.json").write_text(json.dumps(content))
    assert main(["describe", "branches.json"]) == 0
    table = capsys.readouterr().out
    assert "concat  1, 2" in table
    assert "relu    (3)" in table


def test_a_description_from_standard_input(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(json.dumps(SMALL | {"note": 1}).encode())))
    assert main(["check", "-"]) == 0
    captured = capsys.readouterr()
    assert captured.out.startswith("The description is valid")
    assert captured.err == "Warning: note is not known and is ignored.\n"


def test_limits_are_settings(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    limit = ["--most-parameters", "10"]
    for arguments in (["check", "architecture.json", *limit], [*limit, "check", "architecture.json"]):
        assert main(arguments) == 1
        assert "the network needs 45 parameters; the limit is 10" in capsys.readouterr().err
    assert main(["-p", "architecture.json", "--most-layers", "2"]) == 1
    assert not (folder / "model.safetensors").exists()


def test_the_backend_flag_goes_over_the_document(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = document([("Upsample", {}), ("relu", {})], SHAPE, backend="pytorch")
    assert main(["-j", json.dumps(content), "-b", "tensorflow", "-n", "k", "--export"]) == 0
    values = example(SHAPE, batch=1)
    expected = build(content | {"backend": "tensorflow"})(values)
    torch.testing.assert_close(torch.export.load(folder / "k.pt2").module()(values), expected)
    assert not torch.equal(expected, build(content)(values))


def test_schema_and_layers_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out)["title"] == "IODeep network description"
    assert main(["layers"]) == 0
    assert "**`doubleConv`**" in capsys.readouterr().out


def test_weights_are_checked_and_converted(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    network = build(SMALL)
    renamed = {f"net{i}.{name.rsplit('.', 1)[1]}": t for i, (name, t) in enumerate(network.state_dict().items())}
    torch.save({f"a{i // 2}.{name.split('.')[1]}": t for i, (name, t) in enumerate(renamed.items())}, folder / "a.pth")
    assert main(["weights", "check", "architecture.json", "a.pth"]) == 1
    assert "the weights do not fit the network; 4 missing: layer_1.conv.weight" in capsys.readouterr().err
    assert main(["weights", "convert", "architecture.json", "a.pth", "-o", "a.safetensors"]) == 0
    capsys.readouterr()
    assert main(["weights", "check", "architecture.json", "a.safetensors"]) == 0
    digest = dnn_parser.weights_sha256((folder / "a.safetensors").read_bytes())
    assert capsys.readouterr().out == f"The weights fit the description. SHA-256 {digest}\n"
    second = build(SMALL)
    dnn_parser.load_weights(second, folder / "a.safetensors")
    torch.testing.assert_close(second(example(SHAPE)), network(example(SHAPE)))


def test_limits_hold_for_converting(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # Few weights, but more multiplications than are allowed by themselves.
    content = document([("cnn2d", {"channels": 16, "kernel": 99}), ("output", {})], (1, 4096, 4096))
    (folder / "large.json").write_text(json.dumps(content))
    content["input_shape"] |= {"input_shape1": 128, "input_shape2": 128}
    torch.save(build(content).state_dict(), folder / "a.pth")
    command = ["weights", "convert", "large.json", "a.pth", "-o", "a.safetensors"]
    assert main(command) == 1
    assert "multiply-adds; the limit is" in capsys.readouterr().err
    assert main([*command, "--most-multiply-adds", str(10**13)]) == 0
    assert (folder / "a.safetensors").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["check", "none.json"], "The description none.json cannot be read: No such file or directory."),
        (["-p", "architecture.json", "-n", "no/such/folder"], "no/such/folder.safetensors cannot be written: No such"),
        (["weights", "check", "architecture.json", "none.pth"], "none.pth cannot be read: No such file"),
    ],
    ids=range(3),
)
def test_what_cannot_be_read_or_written(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    assert main(arguments) == 1
    assert words in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["-b", "caffe"], ["weights"], ["-p", "a", "-j", "b"]], ids=str)
def test_wrong_usage(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    assert "usage: dnn-parser" in capsys.readouterr().err
