"""Keras weights give here the outputs that Keras computes, without TensorFlow."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest
import torch

from tests.unit.dnn_parser.documents import Layers, build, document, read

os.environ["KERAS_BACKEND"] = "torch"

import keras
from keras import layers as kl

import dnn_parser

# Keras on PyTorch hands its tensors to NumPy in a way that NumPy 2 warns of.
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")

TENSORFLOW = {"backend": {"backend": "tensorflow"}}


def randomized(model: keras.Model) -> keras.Model:
    """Give every weight a value of its own; variances stay positive."""
    rng = np.random.default_rng(0)
    model.set_weights(
        [
            rng.uniform(0.5, 1.5, w.shape) if w.ndim == 1 and "variance" in v.path else rng.normal(0, 0.3, w.shape)
            for w, v in zip(model.get_weights(), model.weights, strict=True)
        ]
    )
    return model


def check(model: keras.Model, content: dict[str, Any], folder: Path, suffix: str = ".keras") -> None:
    path = folder / f"model{suffix}"
    if suffix == ".keras":
        model.save(path)
    else:
        model.save_weights(path)
    description = read(content)
    network = dnn_parser.convert_weights(description, path).eval()
    values = np.random.default_rng(1).normal(size=(2, *model.input_shape[1:])).astype(np.float32)
    with torch.inference_mode():
        expected = np.asarray(model(values).detach())
        ours = network(torch.from_numpy(np.moveaxis(values, -1, 1).copy())).numpy()
    expected = np.moveaxis(expected, -1, 1)
    assert expected.std() > 0.01
    np.testing.assert_allclose(ours, expected, rtol=0, atol=1e-4 * max(1.0, np.abs(expected).max()))


def double(x: Any, channels: int) -> Any:
    for _ in range(2):
        x = kl.Conv2D(channels, 3, padding="same", use_bias=False)(x)
        x = kl.ReLU()(kl.BatchNormalization()(x))
    return x


@pytest.mark.parametrize("suffix", [".keras", ".weights.h5"])
def test_unet(tmp_path: Path, suffix: str) -> None:
    inputs = keras.Input((16, 16, 2))
    first = double(inputs, 4)
    bottom = double(kl.MaxPooling2D()(first), 6)
    up = kl.UpSampling2D(interpolation="bilinear")(bottom)
    outputs = kl.Conv2D(3, 1)(double(kl.Concatenate()([first, up]), 4))
    content = {
        "input_shape": {"input_shape0": 16, "input_shape1": 16, "input_shape2": 2, "label_shape": 3},
        "architecture": {
            "1": "doubleConv",
            "2": "Maxpool2d",
            "3": "ElbowUNet",
            "4": "Upsample",
            "5": "UpDoubleConv_out",
            "6": "output",
        },
        "convolutional": {"cn1": 4, "cn2": 12, "cn3": 4, "cn4": 3},
        "kernel": {"kernel1": 3, "kernel2": 3, "kernel3": 3, "kernel4": 1},
        "pooling": {"pool1": 2},
        "padding": {"padding": 1},
        "skip_connection": {"1": "4"},
        "data_format": {"data_format": "channels_last"},
        **TENSORFLOW,
    }
    check(randomized(keras.Model(inputs, outputs)), content, tmp_path, suffix)


def test_classifier_with_every_kind_of_convolution_and_normalisation(tmp_path: Path) -> None:
    inputs = keras.Input((13, 12, 3))
    x = kl.Conv2D(8, (3, 5), strides=2, padding="same")(inputs)
    x = kl.LeakyReLU()(kl.BatchNormalization(scale=True)(x))
    x = kl.SeparableConv2D(6, 3, padding="same", depth_multiplier=2)(x)
    x = kl.PReLU(shared_axes=[1, 2])(kl.LayerNormalization()(x))
    x = kl.Conv2DTranspose(8, 2, strides=2)(x)
    x = kl.Activation("gelu")(kl.GroupNormalization(4)(x))
    x = kl.DepthwiseConv2D(3)(x)
    x = kl.Conv2D(4, 3, groups=2, dilation_rate=2)(x)
    x = kl.Activation("elu")(kl.Dense(5)(x))
    x = kl.Flatten()(x)
    x = kl.Dropout(0.5)(kl.BatchNormalization()(x))
    outputs = kl.Softmax()(kl.Dense(4)(kl.Activation("tanh")(kl.Dense(7)(x))))
    content = document(
        [
            ("cnn2d", {"channels": 8, "kernel": [3, 5], "stride": 2, "padding": "same"}),
            ("batchNorm2d", {}),
            ("leakyRelu", {}),
            ("dsc2d", {"channels": 6, "kernel": 3, "padding": "same", "multiplier": 2}),
            ("layerNorm", {}),
            ("prelu", {"per_channel": True}),
            ("convTranspose2d", {"channels": 8, "kernel": 2}),
            ("groupNorm", {"groups": 4}),
            ("gelu", {}),
            ("cnn2d", {"channels": 8, "kernel": 3, "groups": 8}),
            ("cnn2d", {"channels": 4, "kernel": 3, "groups": 2, "dilation": 2}),
            ("dense", {"channels": 5}),
            ("elu", {}),
            ("Flatten", {}),
            ("batchNorm1d", {}),
            ("dropout", {}),
            ("dense", {"channels": 7}),
            ("tanh", {}),
            ("output", {}),
            ("softmax", {}),
        ],
        (3, 13, 12),
        4,
        **TENSORFLOW,
    )
    check(randomized(keras.Model(inputs, outputs)), content, tmp_path)


def test_recurrent(tmp_path: Path) -> None:
    model = keras.Sequential(
        [
            keras.Input((20, 3)),
            kl.Conv1D(4, 3, activation="relu"),
            kl.Bidirectional(kl.LSTM(3, return_sequences=True)),
            kl.MaxPooling1D(),
            kl.GRU(4, return_sequences=True),
            kl.LSTM(5),
            kl.Dense(2, activation="sigmoid"),
        ]
    )
    layers = [
        ("cnn1d", {"channels": 4, "kernel": 3}),
        ("relu", {}),
        ("lstm", {"channels": 3, "bidirectional": True}),
        ("Maxpool1d", {"pool": 2}),
        ("gru", {"channels": 4}),
        ("lstm", {"channels": 5}),
        ("dense", {"channels": 2}),
        ("sigmoid", {}),
    ]
    check(randomized(model), document(layers, (3, 20), 2, **TENSORFLOW), tmp_path)


CONV = [("cnn2d", {"channels": 4, "kernel": 3}), ("prelu", {}), ("output", {})]


@pytest.mark.parametrize(
    ("layers", "words"),
    [
        (
            [kl.Conv2D(5, 3), kl.PReLU(shared_axes=[1, 2, 3]), kl.Dense(1)],
            r"conv2d has arrays .* needs",
        ),
        ([kl.Conv2D(4, 3), kl.PReLU(), kl.Dense(1)], "a Keras PReLU has 144 slopes; the description needs 1"),
        ([kl.Conv2D(4, 3), kl.Dense(1)], "too few layers of the kind p_re_lu"),
        ([kl.Conv2D(4, 3), kl.PReLU(shared_axes=[1, 2, 3]), kl.Dense(4), kl.Dense(1)], r"dense has arrays"),
        (
            [kl.Conv2D(4, 3), kl.PReLU(shared_axes=[1, 2, 3]), kl.Dense(1), kl.LayerNormalization()],
            "layers that the description does not have: 1 layer_normalization",
        ),
    ],
    ids=range(5),
)
def test_another_network_is_refused(tmp_path: Path, layers: list[Any], words: str) -> None:
    model = keras.Sequential([keras.Input((8, 8, 1)), *layers])
    model.save(tmp_path / "model.keras")
    with pytest.raises(dnn_parser.WeightsError, match=words):
        dnn_parser.convert_weights(read(document(CONV, (1, 8, 8))), tmp_path / "model.keras")


def test_damaged_keras_files_are_refused(tmp_path: Path) -> None:
    model = keras.Sequential([keras.Input((8, 8, 1)), kl.Conv2D(4, 3)])
    path = tmp_path / "model.weights.h5"
    model.save_weights(path)
    path.write_bytes(path.read_bytes()[:600])
    with pytest.raises(dnn_parser.WeightsError, match="cannot be read"):
        dnn_parser.convert_weights(read(document(CONV, (1, 8, 8))), path)


def test_without_h5py_the_package_to_install_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keras.Sequential([keras.Input((8, 8, 1)), kl.Conv2D(4, 3)]).save(tmp_path / "model.keras")
    monkeypatch.setitem(sys.modules, "h5py", None)
    with pytest.raises(dnn_parser.WeightsError, match="pip install h5py"):
        dnn_parser.convert_weights(read(document(CONV, (1, 8, 8))), tmp_path / "model.keras")


def test_models_in_models_and_files_of_other_makers_are_refused(tmp_path: Path) -> None:
    inner = keras.Sequential([keras.Input((8, 8, 1)), kl.Conv2D(4, 3)], name="inner")
    keras.Sequential([keras.Input((8, 8, 1)), inner, kl.Dense(1)]).save(tmp_path / "model.keras")
    description = read(document(CONV, (1, 8, 8)))
    with pytest.raises(dnn_parser.WeightsError, match="is a model of its own"):
        dnn_parser.convert_weights(description, tmp_path / "model.keras")
    with h5py.File(tmp_path / "other.h5", "w") as file:
        file["values"] = np.zeros(3)
    with pytest.raises(dnn_parser.WeightsError, match=r"other.h5 is not a weights file of Keras 3"):
        dnn_parser.convert_weights(description, tmp_path / "other.h5")


@pytest.mark.parametrize(
    ("layers", "words"),
    [
        ([("attentionGate", {"inputs": [0, 0]}), ("output", {})], "an attentionGate has no counterpart in Keras"),
        ([("dsc2d", {"channels": 2, "kernel": 3, "depthwise_bias": True}), ("output", {})], "has no depthwise bias"),
        ([("convTranspose2d", {"channels": 2, "kernel": 2, "groups": 2}), ("output", {})], "have no groups"),
    ],
    ids=range(3),
)
def test_what_keras_does_not_have_is_told(tmp_path: Path, layers: list[tuple[str, dict[str, Any]]], words: str) -> None:
    keras.Sequential([keras.Input((8, 8, 2)), kl.Conv2D(4, 3)]).save(tmp_path / "model.keras")
    with pytest.raises(dnn_parser.WeightsError, match=words):
        dnn_parser.convert_weights(read(document(layers, (2, 8, 8))), tmp_path / "model.keras")


def test_a_squeeze_and_excite_of_dense_layers(tmp_path: Path) -> None:
    inputs = keras.Input((8, 8, 4))
    gate = kl.Dense(2, activation="relu")(kl.GlobalAveragePooling2D()(inputs))
    gate = kl.Reshape((1, 1, 4))(kl.Dense(4, activation="sigmoid")(gate))
    model = keras.Model(inputs, kl.Conv2D(2, 1)(kl.Multiply()([inputs, gate])))
    layers = [("squeezeExcite", {"reduction": 2}), ("cnn2d", {"channels": 2, "kernel": 1})]
    check(randomized(model), document(layers, (4, 8, 8), 2, **TENSORFLOW), tmp_path)


def test_defaults_of_the_backend_matter() -> None:
    """Without them the comparison above would not notice another epsilon or corner rule."""
    layers: Layers = [("batchNorm2d", {}), ("Upsample", {})]
    values = torch.arange(32.0).reshape(1, 2, 4, 4)
    torch_like, keras_like = (build(document(layers, (2, 4, 4), 2, backend=b)) for b in ("pytorch", "tensorflow"))
    assert (torch_like(values) - keras_like(values)).abs().max() > 1e-3
