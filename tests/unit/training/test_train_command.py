"""``iodeep train``: from a folder and a training file to weights, also when it is stopped on the way."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
import torch

import dnn_parser
from dnn_parser import save_weights
from iodeep_viewer.cli import main
from iodeep_viewer.training.run_files import read_curve
from tests.unit.training.folders import TRAINING_FILE, write_model, write_png
from tests.unit.training.tiny import build, describe
from tests.values import present

ROOT = Path(__file__).resolve().parents[3]


def weights(folder: Path) -> bytes:
    return (folder / "weights.safetensors").read_bytes()


def test_a_folder_becomes_weights_a_curve_and_a_record(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = write_model(tmp_path)
    assert main(["train", str(config)]) == 0
    said = capsys.readouterr().out
    assert "train 12 + 4, validation 6 + 2, test 6 + 2" in said
    assert [line.split()[1] for line in said.splitlines() if line.startswith("step")] == ["4/12", "8/12", "12/12"]
    assert "min left" in said
    curve = read_curve(tmp_path / "run" / "curve.csv")
    assert [point.step for point in curve] == [4, 8, 12]
    best = max(curve, key=lambda point: point.score)
    record = json.loads((tmp_path / "run" / "record.json").read_text())
    assert record["training"]["kept"].startswith(f"step {best.step} of 12")
    assert record["training"]["seed"] == 3
    assert record["weights_sha256"] == dnn_parser.weights_sha256(weights(tmp_path))
    network = dnn_parser.build_network(dnn_parser.read_description((tmp_path / "network.json").read_text()))
    dnn_parser.load_weights(network, tmp_path / "weights.safetensors")


def test_the_same_seed_gives_the_same_file(tmp_path: Path) -> None:
    first, second, other = (
        write_model(tmp_path / name, TRAINING_FILE.replace("seed = 3", f"seed = {seed}"))
        for name, seed in (("first", 3), ("second", 3), ("other", 4))
    )
    for config in (first, second, other):
        assert main(["train", str(config)]) == 0
    assert weights(first.parent) == weights(second.parent)
    assert weights(first.parent) != weights(other.parent)


def test_the_best_weights_are_kept_not_the_last(tmp_path: Path) -> None:
    # With so large steps nothing is found at any check: the first one stays the best.
    wild = TRAINING_FILE.replace("0.02", "0.5").replace("check_every = 4", "check_every = 1")
    whole = write_model(tmp_path / "whole", wild)
    short = write_model(tmp_path / "short", wild.replace("batch", "patience = 1\nbatch"))
    for config, steps in ((whole, 12), (short, 2)):
        assert main(["train", str(config)]) == 0
        curve = read_curve(config.parent / "run" / "curve.csv")
        assert [point.score for point in curve] == [0.0] * steps
    assert weights(whole.parent) == weights(short.parent)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_a_run_that_is_stopped_goes_on_to_the_same_weights(tmp_path: Path, number: signal.Signals) -> None:
    long = TRAINING_FILE.replace("steps = 12", "steps = 48")
    undisturbed = write_model(tmp_path / "undisturbed", long)
    assert main(["train", str(undisturbed)]) == 0
    config = write_model(tmp_path / "stopped", long)
    process = subprocess.Popen(
        [sys.executable, "-m", "iodeep_viewer.cli", "train", str(config)],
        cwd=ROOT,
        # Sums are rounded otherwise with another number of threads.
        env={**os.environ, "PYTHONUNBUFFERED": "1", "OMP_NUM_THREADS": str(torch.get_num_threads())},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith("step"):
            process.send_signal(number)
            break
    rest, _ = process.communicate(timeout=60)
    if number == signal.SIGINT:
        assert process.returncode == 130
        assert "Put down after step" in rest
        assert f"iodeep train {config} --resume" in rest
    assert not (config.parent / "weights.safetensors").exists()
    assert main(["train", str(config), "--resume"]) == 0
    assert weights(config.parent) == weights(undisturbed.parent)
    scores = [
        [point.score for point in read_curve(path.parent / "run" / "curve.csv")] for path in (config, undisturbed)
    ]
    assert scores[0] == scores[1]


def test_a_run_is_not_taken_up_with_other_settings(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = write_model(tmp_path)
    assert main(["train", str(config), "--resume"]) == 1
    assert "no run to take up" in capsys.readouterr().err
    assert main(["train", str(config)]) == 0
    config.write_text(TRAINING_FILE.replace("0.02", "0.01"))
    assert main(["train", str(config), "--resume"]) == 1
    assert "other weights, settings or data" in capsys.readouterr().err


def test_a_run_is_taken_up_by_what_is_in_its_weights_and_validation_slices(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = write_model(tmp_path / "first")
    save_weights(build(describe()), tmp_path / "first" / "weights.safetensors")
    begun = f'weights = "../first/weights.safetensors"\n{TRAINING_FILE}'
    config = write_model(tmp_path / "second", begun)
    assert main(["train", str(config)]) == 0
    # The same file, spelled otherwise.
    config.write_text(begun.replace("../first", str(first.parent)))
    assert main(["train", str(config), "--resume"]) == 0
    validated = tmp_path / "second" / "masks" / "0005.png"
    mask = present(cv2.imread(str(validated), cv2.IMREAD_UNCHANGED))
    write_png(validated, np.roll(mask, 1, axis=0))
    assert main(["train", str(config), "--resume"]) == 1
    assert "other weights, settings or data" in capsys.readouterr().err
    write_png(validated, mask)
    assert main(["train", str(config), "--resume"]) == 0
    with torch.no_grad():
        other = build(describe())
        next(other.parameters()).add_(1)
    save_weights(other, first.parent / "weights.safetensors")
    assert main(["train", str(config), "--resume"]) == 1
    assert "other weights, settings or data" in capsys.readouterr().err


def test_a_network_that_reads_no_pictures_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = write_model(
        tmp_path,
        input_shape={"input_shape0": 1, "input_shape1": 16, "label_shape": 1},
        architecture={"1": "cnn1d", "2": "relu", "3": "cnn1d"},
    )
    assert main(["train", str(config)]) == 1
    assert "does not read pictures" in capsys.readouterr().err


def test_it_starts_from_weights(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = write_model(tmp_path / "first")
    assert main(["train", str(first)]) == 0
    short = 'weights = "../first/weights.safetensors"\n' + TRAINING_FILE.replace("steps = 12", "steps = 1")
    second = write_model(tmp_path / "second", short)
    assert main(["train", str(second)]) == 0
    start = dnn_parser.read_weights(tmp_path / "first" / "weights.safetensors")
    end = dnn_parser.read_weights(tmp_path / "second" / "weights.safetensors")
    # The only step is the last one of its schedule, where the learning rate is zero.
    assert all(bool((start[name] == end[name]).all()) for name in start)
    (tmp_path / "first" / "weights.safetensors").write_bytes(b"nothing")
    assert main(["train", str(second)]) == 1
    assert "cannot start from" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"architecture": {"1": "cnn2d", "2": "unknown", "3": "cnn2d"}}, "description"),
        ({"architecture": {"1": "relu"}, "convolutional": {}, "kernel": {}}, "no weights to train"),
    ],
)
def test_a_description_that_does_not_fit(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], change: dict[str, Any], said: str
) -> None:
    config = write_model(tmp_path, **{**change, "layer_parameters": {}})
    assert main(["train", str(config)]) == 1
    captured = capsys.readouterr()
    assert said in captured.err
    assert "Traceback" not in captured.err


def test_a_folder_that_cannot_be_written_is_named_and_nothing_half_is_left(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = write_model(tmp_path)
    (tmp_path / "run").write_text("a file in the way")
    assert main(["train", str(config)]) == 1
    said = capsys.readouterr().err
    assert "cannot be written" in said
    assert not (tmp_path / "weights.safetensors").exists()
    assert not list(tmp_path.rglob("*.part"))


def test_no_description_and_no_pictures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = tmp_path / "training.toml"
    config.write_text(TRAINING_FILE)
    assert main(["train", str(config)]) == 1
    assert "network.json cannot be read" in capsys.readouterr().err
    write_model(tmp_path)
    for path in (tmp_path / "images").iterdir():
        path.unlink()
    assert main(["train", str(config)]) == 1
    assert "There are no PNG or DICOM pictures" in capsys.readouterr().err


def test_a_batch_that_cannot_be_computed_and_weights_that_are_gone_are_sentences(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # A batch of one slice has no variance for a normalisation of single values.
    odd = {
        "architecture": {"1": "globalAvgpool", "2": "batchNorm1d", "3": "output"},
        "convolutional": {"cn1": 1},
        "kernel": {},
        "layer_parameters": {},
        "postprocessing": {"task": "classification", "activation": "sigmoid", "labels": ["Bright"]},
    }
    config = write_model(tmp_path / "odd", TRAINING_FILE.replace("batch = 8", "batch = 1"), **odd)
    assert main(["train", str(config)]) == 1
    assert "failed on a batch of 1 slices" in capsys.readouterr().err
    config = write_model(tmp_path / "gone")
    assert main(["train", str(config)]) == 0
    (config.parent / "run" / "best.safetensors").unlink()
    assert main(["train", str(config), "--resume"]) == 1
    assert "best weights of the run are gone" in capsys.readouterr().err


def test_blocks_that_cut_a_known_patient_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = write_model(tmp_path)
    for folder in ("images", "masks"):
        for path in sorted((tmp_path / folder).iterdir()):
            patient = tmp_path / folder / f"p{int(path.stem) // 8}"
            patient.mkdir(exist_ok=True)
            path.rename(patient / path.name)
    assert main(["train", str(config)]) == 1
    said = capsys.readouterr().err
    assert "put the patient of images/patient 1/0004 into the train part and into the validation part" in said
    assert 'by = "patient"' in said
    config.write_text(TRAINING_FILE.replace("blocks", "patient").replace("steps = 12", "steps = 1"))
    assert main(["train", str(config)]) == 0
