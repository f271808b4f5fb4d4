"""The double convolutions of the U-Net family."""

from __future__ import annotations

from dnn_parser.description import Layer, Shape
from dnn_parser.layers.convolution import BIAS, CHANNELS, DILATION, KERNEL, convolve
from dnn_parser.layers.elementwise import ACTIVATION_OPTIONS, ACTIVATIONS, AFFINE, EPS, MOMENTUM, activation
from dnn_parser.layers.options import Context, Kind, Option
from dnn_parser.layers.types import LayerType, Parts, flag, number, sizes, whole, word
from dnn_parser.parts import Normalization, Part, ShapeError


def _padding(context: Context) -> int | tuple[int, ...]:
    """Return the padding given for the network; otherwise the one that keeps the size under an odd kernel."""
    if context.padding is not None:
        return context.padding
    if isinstance(context.kernel, tuple):
        return tuple(size // 2 for size in context.kernel)
    return context.kernel // 2 if isinstance(context.kernel, int) else 1


_OPTIONS = {
    "channels": CHANNELS,
    "kernel": KERNEL,
    "stride": Option(Kind.SIZE, 1, "of the first convolution", high=1000),
    "padding": Option(Kind.PADDING, _padding, "default: `padding` of the network, else half the kernel"),
    "dilation": DILATION,
    "bias": Option(Kind.FLAG, False, BIAS.meaning),
    "norm": Option(
        Kind.CHOICE, "batch", "normalisation after each convolution", choices=("batch", "instance", "group", "none")
    ),
    "affine": AFFINE,
    "eps": EPS,
    "momentum": MOMENTUM,
    "groups": Option(Kind.COUNT, 1, "of a group normalisation"),
    "activation": Option(
        Kind.CHOICE,
        "relu",
        "after each normalisation",
        choices=tuple(code for code in ACTIVATIONS if code != "softmax"),
    ),
    **{name: option for options in ACTIVATION_OPTIONS.values() for name, option in options.items()},
}

_HALVE = Option(
    Kind.FLAG,
    lambda context: not context.transposes,
    "halve the output channels; default: true unless the network has a transposed convolution",
)


def _double(layer: Layer, shape: Shape, middle: int, last: int) -> Parts:
    parts: dict[str, Part] = {}
    one = (1, 1)
    for index, (channels, stride) in enumerate(((middle, sizes(layer, "stride", 2)), (last, one)), start=1):
        step = convolve(channels, shape, layer, 2, groups=1, bias=flag(layer, "bias"), stride=stride)
        for part in step.values():
            shape = part.output(shape)
        parts |= {f"{name}_{index}": part for name, part in step.items()}
        kind = word(layer, "norm")
        if kind != "none":
            parts[f"norm_{index}"] = Normalization(
                kind, 2, flag(layer, "affine"), number(layer, "eps"), number(layer, "momentum"), whole(layer, "groups")
            )
        code = word(layer, "activation")
        parts[f"{code.lower()}_{index}"] = activation(code, layer)
    return parts


def _half(channels: int) -> int:
    if channels % 2:
        raise ShapeError(f"{channels} channels cannot be halved")
    return channels // 2


def _plain(layer: Layer, shapes: tuple[Shape, ...]) -> Parts:
    channels = whole(layer, "channels")
    return _double(layer, shapes[0], channels, channels)


def _elbow(layer: Layer, shapes: tuple[Shape, ...]) -> Parts:
    channels = whole(layer, "channels")
    channels = _half(channels) if flag(layer, "halve") else channels
    return _double(layer, shapes[0], channels, channels)


def _up(layer: Layer, shapes: tuple[Shape, ...]) -> Parts:
    channels = whole(layer, "channels")
    return _double(layer, shapes[0], channels, _half(channels) if flag(layer, "halve") else channels)


_BECOMES = "2 x [Conv2d, BatchNorm2d, ReLU]"
_SAME = "C x S -> channels x S with stride 1 and the default padding"
_HALVED = "C x S -> channels / 2 x S likewise"

TYPES = (
    LayerType("doubleConv", _BECOMES, _SAME, _OPTIONS, _plain),
    LayerType("UpDoubleConv_out", "the same", _SAME, _OPTIONS, _plain),
    LayerType("ElbowUNet", f"{_BECOMES}, both with half the channels", _HALVED, _OPTIONS | {"halve": _HALVE}, _elbow),
    LayerType(
        "UpDoubleConv", "the same, the second with half the channels", _HALVED, _OPTIONS | {"halve": _HALVE}, _up
    ),
)
