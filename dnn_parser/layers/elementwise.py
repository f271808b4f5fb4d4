"""Normalisations, activations and dropout: layers that keep the shape."""

from __future__ import annotations

from collections.abc import Callable

from dnn_parser.description import Layer, Shape
from dnn_parser.layers.options import REQUIRED, Kind, Option, keras_or_torch
from dnn_parser.layers.types import LayerType, Parts, flag, number, whole, word
from dnn_parser.parts import Activation, Dropout, Normalization

EPS = Option(
    Kind.NUMBER, keras_or_torch(1e-3, 1e-5), "added to the variance; default 1e-5, with tensorflow 1e-3", 1e-12, 1
)
MOMENTUM = Option(
    Kind.NUMBER, keras_or_torch(0.01, 0.1), "share of a new batch in training; default 0.1, with tensorflow 0.01", 0, 1
)
AFFINE = Option(Kind.FLAG, True, "whether weight and bias per channel are learned")
GROUPS = Option(Kind.COUNT, REQUIRED, "groups of channels normalised together")

_KEPT = "unchanged"

ACTIVATIONS = {
    "relu": "ReLU",
    "prelu": "PReLU",
    "tanh": "Tanh",
    "softmax": "Softmax over the channels",
    "sigmoid": "Sigmoid",
    "leakyRelu": "LeakyReLU",
    "relu6": "ReLU6",
    "elu": "ELU",
    "gelu": "GELU",
    "silu": "SiLU",
    "hardswish": "Hardswish",
}
"""Activation codes and the modules that they become; the first five are in the published dictionary."""

SLOPE = Option(
    Kind.NUMBER, keras_or_torch(0.3, 0.01), "factor of negative values; default 0.01, with tensorflow 0.3", -100, 100
)
ALPHA = Option(Kind.NUMBER, 1.0, "value that large negative inputs approach, with a minus sign", 0, 100)
INITIAL = Option(Kind.NUMBER, keras_or_torch(0.0, 0.25), "initial slope; default 0.25, with tensorflow 0", -100, 100)
_PER_CHANNEL = Option(Kind.FLAG, False, "one slope for each channel, not one for all")
_APPROXIMATE = Option(
    Kind.CHOICE, "none", "`tanh` for the approximation by a hyperbolic tangent", choices=("none", "tanh")
)

ACTIVATION_OPTIONS: dict[str, dict[str, Option]] = {
    "leakyRelu": {"negative_slope": SLOPE},
    "elu": {"alpha": ALPHA},
    "gelu": {"approximate": _APPROXIMATE},
    "prelu": {"initial": INITIAL, "per_channel": _PER_CHANNEL},
}


def activation(code: str, layer: Layer) -> Activation:
    """Return the activation of this code with the layer's options."""
    value = {"leakyRelu": "negative_slope", "elu": "alpha", "prelu": "initial"}.get(code)
    return Activation(
        code.lower(),
        number(layer, value) if value else 0.0,
        per_channel=code == "prelu" and flag(layer, "per_channel"),
        approximate=word(layer, "approximate") if code == "gelu" else "none",
    )


def _activation_type(index: int, code: str) -> LayerType:
    def parts(layer: Layer, _shapes: tuple[Shape, ...]) -> Parts:
        return {code.lower(): activation(code, layer)}

    return LayerType(code, ACTIVATIONS[code], _KEPT, ACTIVATION_OPTIONS.get(code, {}), parts, published=index < 5)


def _norm(kind: str, axes: int | None) -> Callable[[Layer, tuple[Shape, ...]], Parts]:
    def parts(layer: Layer, _shapes: tuple[Shape, ...]) -> Parts:
        return {
            "norm": Normalization(
                kind,
                axes,
                affine=flag(layer, "affine"),
                eps=number(layer, "eps"),
                momentum=number(layer, "momentum") if "momentum" in layer.options else 0.1,
                groups=whole(layer, "groups") if "groups" in layer.options else 1,
            )
        }

    return parts


def _dropout(layer: Layer, _shapes: tuple[Shape, ...]) -> Parts:
    return {"dropout": Dropout(number(layer, "rate"))}


_BATCH = {"affine": AFFINE, "eps": EPS, "momentum": MOMENTUM}
_INSTANCE = {"affine": Option(Kind.FLAG, False, AFFINE.meaning), "eps": EPS}

TYPES = (
    LayerType("batchNorm1d", "BatchNorm1d", _KEPT, _BATCH, _norm("batch", 1)),
    LayerType("batchNorm2d", "BatchNorm2d", _KEPT, _BATCH, _norm("batch", 2)),
    LayerType("instanceNorm1d", "InstanceNorm1d", _KEPT, _INSTANCE, _norm("instance", 1), published=False),
    LayerType("instanceNorm2d", "InstanceNorm2d", _KEPT, _INSTANCE, _norm("instance", 2), published=False),
    LayerType(
        "groupNorm",
        "GroupNorm",
        _KEPT,
        {"groups": GROUPS, "affine": AFFINE, "eps": EPS},
        _norm("group", None),
        published=False,
    ),
    LayerType(
        "layerNorm",
        "LayerNorm over the channels of each position",
        _KEPT,
        {"affine": AFFINE, "eps": EPS},
        _norm("layer", None),
        published=False,
    ),
    *(_activation_type(index, code) for index, code in enumerate(ACTIVATIONS)),
    LayerType(
        "dropout", "Dropout", _KEPT, {"rate": Option(Kind.NUMBER, 0.5, "share set to zero in training", 0, 1)}, _dropout
    ),
)
