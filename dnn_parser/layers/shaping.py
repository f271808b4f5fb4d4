"""Layers that change sizes or join maps: pooling, upsampling, flattening, merging, gates."""

from __future__ import annotations

from dnn_parser.description import Layer, Shape
from dnn_parser.layers.convolution import own_window
from dnn_parser.layers.elementwise import EPS, activation
from dnn_parser.layers.options import REQUIRED, Kind, Option, keras_or_torch
from dnn_parser.layers.types import LayerType, Parts, flag, sizes, whole, word
from dnn_parser.parts import (
    AttentionGate,
    Flatten,
    GlobalPooling,
    Merge,
    Pooling,
    SqueezeExcite,
    Upsampling,
    need_axes,
)

MOST_INPUTS = 64


POOL = Option(Kind.SIZE, REQUIRED, "window; otherwise the next of `pooling`", high=1000)
_POOL = {
    "pool": POOL,
    "stride": Option(Kind.SIZE, own_window, "default: the window, whatever `stride` of the network", high=1000),
    "padding": Option(Kind.OFFSET, 0, "at each end, at most half the window", high=1000),
    "ceil_mode": Option(Kind.FLAG, False, "round the output size up"),
}
_COUNT_PADDING = Option(Kind.FLAG, True, "whether padded values count in the mean")


def _pooling(kind: str, axes: int) -> LayerType:
    def parts(layer: Layer, shapes: tuple[Shape, ...]) -> Parts:
        need_axes(shapes[0], axes)
        return {
            "pool": Pooling(
                kind,
                sizes(layer, "pool", axes),
                sizes(layer, "stride", axes),
                sizes(layer, "padding", axes),
                flag(layer, "ceil_mode"),
                kind == "max" or flag(layer, "count_include_pad"),
            )
        }

    name = kind.capitalize()
    options = _POOL if kind == "max" else _POOL | {"count_include_pad": _COUNT_PADDING}
    shape = "C x S -> C x ((S + 2 padding - pool) / stride + 1), rounded down"
    return LayerType(f"{name}pool{axes}d", f"{name}Pool{axes}d", shape, options, parts)


def _global(kind: str) -> LayerType:
    name = kind.capitalize()
    return LayerType(
        f"global{name}pool",
        f"Adaptive{name}Pool to size 1, Flatten",
        "C x S -> C",
        {},
        lambda _layer, _shapes: {"pool": GlobalPooling(kind)},
        published=False,
    )


def _upsample(layer: Layer, _shapes: tuple[Shape, ...]) -> Parts:
    scale = layer.options["scale"]
    return {
        "upsample": Upsampling(
            scale if isinstance(scale, tuple) else whole(layer, "scale"),
            word(layer, "mode"),
            flag(layer, "align_corners"),
        )
    }


def _merge(kind: str, becomes: str, shape: str) -> LayerType:
    def parts(_layer: Layer, _shapes: tuple[Shape, ...]) -> Parts:
        return {kind: Merge(kind)}

    return LayerType(kind, becomes, shape, {}, parts, fewest_inputs=2, most_inputs=MOST_INPUTS, published=False)


def _squeeze_excite(layer: Layer, shapes: tuple[Shape, ...]) -> Parts:
    hidden = layer.options["channels"]
    if not isinstance(hidden, int):
        hidden = max(1, shapes[0][0] // whole(layer, "reduction"))
    return {"squeeze_excite": SqueezeExcite(hidden, activation(word(layer, "activation"), layer))}


def _attention_gate(layer: Layer, shapes: tuple[Shape, ...]) -> Parts:
    hidden = layer.options["channels"]
    if not isinstance(hidden, int):
        hidden = max(1, shapes[0][0] // 2)
    eps = layer.options["eps"]
    return {"gate": AttentionGate(hidden, float(eps) if isinstance(eps, int | float) else 1e-5)}


TYPES = (
    *(_pooling(kind, axes) for kind in ("avg", "max") for axes in (1, 2)),
    *map(_global, ("avg", "max")),
    LayerType("Flatten", "Flatten", "C x S -> F = C S", {}, lambda _layer, _shapes: {"flatten": Flatten()}),
    LayerType(
        "Upsample",
        "Upsample",
        "C x S -> C x scale S",
        {
            "scale": Option(Kind.SIZE, 2, "whole factor", high=64),
            "mode": Option(
                Kind.CHOICE,
                "bilinear",
                "interpolation; `bilinear` is linear on a sequence",
                choices=("bilinear", "nearest", "bicubic"),
            ),
            "align_corners": Option(
                Kind.FLAG,
                keras_or_torch(False, True),
                "whether the centres of the corner pixels stay in place; default true, with tensorflow false",
            ),
        },
        _upsample,
    ),
    _merge("concat", "torch.cat along the channels, in the order of `inputs`", "sum of all C, x S"),
    _merge("add", "sum of all inputs", "unchanged; equal for all inputs"),
    _merge("multiply", "product of all inputs; a size of 1 is spread", "that of the first input"),
    LayerType(
        "squeezeExcite",
        "mean over the map, Linear, activation, Linear, Sigmoid, product with the map",
        "unchanged",
        {
            "channels": Option(Kind.COUNT, None, "hidden channels; default: the input's divided by `reduction`"),
            "reduction": Option(Kind.COUNT, 16, "the input's channels are divided by it"),
            "activation": Option(Kind.CHOICE, "relu", "in the middle", choices=("relu", "relu6", "silu", "hardswish")),
        },
        _squeeze_excite,
        published=False,
    ),
    LayerType(
        "attentionGate",
        "Oktay et al. 2018: skip x Sigmoid(BatchNorm(Conv(ReLU(BatchNorm(Conv(gate)) + BatchNorm(Conv(skip))))))",
        "that of the skip; `inputs` are the skip and the gate, of equal rows and columns",
        {
            "channels": Option(Kind.COUNT, None, "hidden channels; default: half of the skip's"),
            "eps": EPS,
        },
        _attention_gate,
        fewest_inputs=2,
        most_inputs=2,
        published=False,
    ),
)
