"""Weights are plain data and fit exactly or not at all."""

from __future__ import annotations

import hashlib
import io
import pickle
import random
import zipfile
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save
from torch import nn

import dnn_parser
from tests.unit.dnn_parser.documents import build, document, example
from tests.unit.dnn_parser.peers import randomize

SHAPE = (1, 8, 8)


def network(seed: int = 0) -> nn.Module:
    torch.manual_seed(seed)
    return randomize(build(document([("doubleConv", {"channels": 4, "kernel": 3}), ("output", {})], SHAPE)), seed)


def checkpoint(content: object) -> bytes:
    stream = io.BytesIO()
    torch.save(content, stream)
    return stream.getvalue()


def test_saved_weights_come_back(tmp_path: Path) -> None:
    first, second = network(1), network(2)
    dnn_parser.save_weights(first, tmp_path / "weights.safetensors")
    dnn_parser.load_weights(second, tmp_path / "weights.safetensors")
    torch.testing.assert_close(second(example(SHAPE)), first(example(SHAPE)), rtol=0, atol=0)
    data = (tmp_path / "weights.safetensors").read_bytes()
    assert set(dnn_parser.read_weights(data)) == {n for n in first.state_dict() if not n.endswith("tracked")}


def test_half_size_weights_are_cast_back(tmp_path: Path) -> None:
    first, second = network(1), network(2)
    dnn_parser.save_weights(first, tmp_path / "half.safetensors", half=True)
    dnn_parser.load_weights(second, tmp_path / "half.safetensors")
    assert next(second.parameters()).dtype is torch.float32
    torch.testing.assert_close(second(example(SHAPE)), first(example(SHAPE)), rtol=0, atol=5e-3)
    stored = load_file(tmp_path / "half.safetensors")
    assert {tensor.dtype for tensor in stored.values()} == {torch.float16}


def test_values_too_large_for_half_are_refused(tmp_path: Path) -> None:
    module = network()
    with torch.no_grad():
        module.get_parameter("layer_2.dense.bias").fill_(1e6)
    with pytest.raises(dnn_parser.WeightsError, match=r"layer_2.dense.bias holds values too large for float16"):
        dnn_parser.save_weights(module, tmp_path / "half.safetensors", half=True)


@pytest.mark.parametrize("wrap", [lambda s: s, lambda s: {"state_dict": s}, lambda s: {"model": dict(s), "epoch": 3}])
def test_checkpoints_of_tensors_are_read(wrap: object) -> None:
    first, second = network(1), network(2)
    dnn_parser.load_weights(second, checkpoint(wrap(first.state_dict())))  # type: ignore[operator]
    torch.testing.assert_close(second(example(SHAPE)), first(example(SHAPE)), rtol=0, atol=0)


class Malicious:
    def __reduce__(self) -> tuple[object, ...]:
        return (exec, ("raise SystemExit('ran')",))


@pytest.mark.parametrize("data", [checkpoint({"w": Malicious()}), pickle.dumps(Malicious(), protocol=2)])
def test_nothing_in_a_checkpoint_runs(data: bytes) -> None:
    with pytest.raises(dnn_parser.WeightsError, match=r"refused|damaged"):
        dnn_parser.load_weights(network(), data)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "not a safetensors file"),
        (b"not weights at all", "not a safetensors file"),
        (b"\xff" * 64, "not a safetensors file"),
        (checkpoint([1, 2]), "not a dictionary of tensors"),
        (checkpoint({"a": 3}), "not a dictionary of tensors"),
        (checkpoint({"a": torch.zeros(9)})[:200], "damaged"),
        (save({"a": torch.zeros(9)})[:-4], "not a safetensors file, or it is damaged"),
    ],
    ids=range(7),
)
def test_damaged_files_are_refused(data: bytes, words: str) -> None:
    with pytest.raises(dnn_parser.WeightsError, match=words):
        dnn_parser.load_weights(network(), data)


def squeezed(data: bytes) -> bytes:
    """The same archive, compressed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            new.writestr(entry, old.read(entry))
    return stream.getvalue()


def test_a_compressed_checkpoint_is_refused() -> None:
    data = checkpoint({"a": torch.zeros(1_000_000)})
    assert len(squeezed(data)) < len(data) / 100
    with pytest.raises(dnn_parser.WeightsError, match="compressed archive"):
        dnn_parser.read_weights(squeezed(data))


@pytest.mark.parametrize(
    "tensor", [torch.eye(4).to_sparse(), torch.zeros(4, device="meta")], ids=["sparse", "without values"]
)
def test_tensors_that_are_not_plain_are_refused(tensor: torch.Tensor) -> None:
    with pytest.raises(dnn_parser.WeightsError, match="a in the checkpoint is not a plain tensor"):
        dnn_parser.read_weights(checkpoint({"a": tensor}))


@pytest.mark.parametrize("dtype", [torch.bfloat16, torch.float64, torch.float8_e4m3fn])
def test_other_float_types_are_cast(dtype: torch.dtype) -> None:
    module = network()
    weights = {n: t.to(dtype) for n, t in module.state_dict().items() if not n.endswith("tracked")}
    dnn_parser.load_weights(module, checkpoint(weights))
    assert {p.dtype for p in module.parameters()} == {torch.float32}
    torch.testing.assert_close(
        module.get_parameter("layer_2.dense.bias"), nn.Parameter(weights["layer_2.dense.bias"].float())
    )


@pytest.mark.parametrize("dtype", [torch.int8, torch.complex64])
def test_types_that_are_not_floats_are_refused(dtype: torch.dtype) -> None:
    module = network()
    weights = {n: t.to(dtype) for n, t in module.state_dict().items() if not n.endswith("tracked")}
    with pytest.raises(dnn_parser.WeightsError, match="not finite numbers"):
        dnn_parser.load_weights(module, checkpoint(weights))


def test_damaged_bits_give_weights_or_an_error() -> None:
    """Whatever a damaged file holds, only WeightsError comes out, and the network stays finite."""
    module, choose, refused = network(), random.Random(5), 0
    weights = {n: t for n, t in module.state_dict().items() if not n.endswith("tracked")}
    sources = [save(weights), checkpoint(weights)]
    for _ in range(200):
        data = bytearray(choose.choice(sources))
        for _ in range(choose.choice([1, 1, 3])):
            data[choose.randrange(min(900, len(data)))] ^= 1 << choose.randrange(8)
        try:
            dnn_parser.load_weights(module, bytes(data))
        except dnn_parser.WeightsError:
            refused += 1
        assert all(torch.isfinite(p).all() for p in module.parameters())
    assert refused > 100


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(dnn_parser.WeightsError, match="cannot be read: No such file"):
        dnn_parser.load_weights(network(), tmp_path / "none")


def test_missing_unexpected_and_misshaped_are_told_together_and_nothing_is_loaded() -> None:
    module = network()
    before = module(example(SHAPE))
    weights = {name: tensor.clone() for name, tensor in module.state_dict().items() if not name.endswith("tracked")}
    weights["layer_9.conv.weight"] = weights.pop("layer_1.conv_2.weight")
    weights["layer_2.dense.weight"] = torch.zeros(1, 3, 1, 1)
    weights["layer_2.dense.bias"] += 1
    with pytest.raises(dnn_parser.WeightsError) as caught:
        dnn_parser.load_weights(module, save(weights))
    assert str(caught.value) == (
        "the weights do not fit the network; 1 missing: layer_1.conv_2.weight; 1 unexpected: layer_9.conv.weight; "
        "1 of another shape: layer_2.dense.weight is 1 x 3 x 1 x 1, should be 1 x 4 x 1 x 1"
    )
    torch.testing.assert_close(module(example(SHAPE)), before, rtol=0, atol=0)


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_values_that_are_not_finite_are_refused(value: float) -> None:
    weights = {n: t.clone() for n, t in network().state_dict().items() if not n.endswith("tracked")}
    weights["layer_2.dense.bias"].fill_(value)
    with pytest.raises(dnn_parser.WeightsError, match=r"not finite numbers: layer_2.dense.bias"):
        dnn_parser.load_weights(network(), save(weights))


def test_a_long_report_is_cut() -> None:
    with pytest.raises(
        dnn_parser.WeightsError, match=r"12 missing: layer_1.conv_1.weight, .* and 4 more; 1 unexpected: a$"
    ):
        dnn_parser.load_weights(network(), save({"a": torch.zeros(1)}))


def test_digest() -> None:
    assert dnn_parser.weights_sha256(b"abc") == hashlib.sha256(b"abc").hexdigest()
