"""Convolutions: plain, depthwise-separable, transposed."""

from __future__ import annotations

from collections.abc import Mapping

from dnn_parser.description import Layer, Shape
from dnn_parser.layers.options import REQUIRED, Context, Kind, Option
from dnn_parser.layers.types import LayerType, Parts, flag, sizes, whole
from dnn_parser.parts import Convolution, Part, TransposedConvolution, ZeroPadding, need_axes

CHANNELS = Option(Kind.COUNT, REQUIRED, "output channels; otherwise the next of `convolutional`")
KERNEL = Option(Kind.SIZE, REQUIRED, "kernel size; otherwise the next of `kernel`", high=1000)
STRIDE = Option(Kind.SIZE, lambda context: context.stride or 1, "default: `stride` of the network, else 1", high=1000)
PADDING = Option(
    Kind.PADDING, lambda context: context.padding_conv or 0, "default: `padding_conv` of the network, else 0"
)
DILATION = Option(Kind.SIZE, 1, "distance between the values under the kernel", high=1000)
GROUPS = Option(Kind.COUNT, 1, "groups of channels that do not see each other")
_CONVOLVED = "C x S -> channels x ((S + 2 padding - dilation (kernel - 1) - 1) / stride + 1), rounded down"

BIAS = Option(Kind.FLAG, True, "whether a bias is added")


def convolve(
    channels: int, shape: Shape, layer: Layer, axes: int, *, groups: int, bias: bool, stride: tuple[int, ...]
) -> dict[str, Part]:
    """Return a convolution with the layer's kernel, padding and dilation, and a padding before it where uneven."""
    need_axes(shape, axes)
    kernel, dilation = sizes(layer, "kernel", axes), sizes(layer, "dilation", axes)
    if layer.options["padding"] != "same":
        padding = sizes(layer, "padding", axes)
        return {"conv": Convolution(channels, kernel, stride, padding, dilation, groups, bias)}
    before, after = [], []
    for size, extent, step in zip(
        shape[1:], (d * (k - 1) + 1 for d, k in zip(dilation, kernel, strict=True)), stride, strict=True
    ):
        missing = max((-(-size // step) - 1) * step + extent - size, 0)
        before.append(missing // 2)
        after.append(missing - missing // 2)
    if before == after:
        return {"conv": Convolution(channels, kernel, stride, tuple(before), dilation, groups, bias)}
    return {
        "pad": ZeroPadding(tuple(before), tuple(after)),
        "conv": Convolution(channels, kernel, stride, (0,) * axes, dilation, groups, bias),
    }


def _plain(axes: int) -> LayerType:
    def parts(layer: Layer, shapes: tuple[Shape, ...]) -> Parts:
        return convolve(
            whole(layer, "channels"),
            shapes[0],
            layer,
            axes,
            groups=whole(layer, "groups"),
            bias=flag(layer, "bias"),
            stride=sizes(layer, "stride", axes),
        )

    options = {"channels": CHANNELS, "kernel": KERNEL, "stride": STRIDE, "padding": PADDING}
    options |= {"dilation": DILATION, "groups": GROUPS, "bias": BIAS}
    return LayerType(f"cnn{axes}d", f"Conv{axes}d", _CONVOLVED, options, parts)


def _separable(axes: int) -> LayerType:
    def parts(layer: Layer, shapes: tuple[Shape, ...]) -> Parts:
        need_axes(shapes[0], axes)
        multiplied = shapes[0][0] * whole(layer, "multiplier")
        found = convolve(
            multiplied,
            shapes[0],
            layer,
            axes,
            groups=shapes[0][0],
            bias=flag(layer, "depthwise_bias"),
            stride=sizes(layer, "stride", axes),
        )
        one, zero = (1,) * axes, (0,) * axes
        pointwise = Convolution(whole(layer, "channels"), one, one, zero, one, 1, flag(layer, "bias"))
        return {("depthwise" if name == "conv" else name): part for name, part in found.items()} | {
            "pointwise": pointwise
        }

    options = {"channels": CHANNELS, "kernel": KERNEL, "stride": STRIDE, "padding": PADDING, "dilation": DILATION}
    options |= {
        "multiplier": Option(Kind.COUNT, 1, "maps per input channel after the depthwise step", high=1000),
        "depthwise_bias": Option(Kind.FLAG, False, "whether the depthwise step adds a bias of its own"),
        "bias": BIAS,
    }
    becomes = f"Conv{axes}d(groups = input channels), Conv{axes}d(kernel 1)"
    return LayerType(f"dsc{axes}d", becomes, _CONVOLVED, options, parts)


def own_window(context: Context) -> int | tuple[int, ...]:
    """Return the kernel or window of the layer itself."""
    return context.kernel if isinstance(context.kernel, int | tuple) else 2


def _transposed(axes: int) -> LayerType:
    def parts(layer: Layer, shapes: tuple[Shape, ...]) -> Parts:
        need_axes(shapes[0], axes)
        return {
            "conv": TransposedConvolution(
                whole(layer, "channels"),
                sizes(layer, "kernel", axes),
                sizes(layer, "stride", axes),
                sizes(layer, "padding", axes),
                sizes(layer, "output_padding", axes),
                sizes(layer, "dilation", axes),
                whole(layer, "groups"),
                flag(layer, "bias"),
            )
        }

    options: Mapping[str, Option] = {
        "channels": CHANNELS,
        "kernel": KERNEL,
        "stride": Option(Kind.SIZE, own_window, "default: the kernel size, so that windows do not overlap", high=1000),
        "padding": Option(Kind.OFFSET, 0, "values taken off at each end"),
        "output_padding": Option(Kind.OFFSET, 0, "values added at the far end", high=1000),
        "dilation": DILATION,
        "groups": GROUPS,
        "bias": BIAS,
    }
    shape = "C x S -> channels x ((S - 1) stride - 2 padding + dilation (kernel - 1) + output_padding + 1)"
    return LayerType(f"convTranspose{axes}d", f"ConvTranspose{axes}d", shape, options, parts, published=False)


def _zero_padding(axes: int) -> LayerType:
    def parts(layer: Layer, shapes: tuple[Shape, ...]) -> Parts:
        need_axes(shapes[0], axes)
        return {"pad": ZeroPadding(sizes(layer, "before", axes), sizes(layer, "after", axes))}

    options = {
        "before": Option(Kind.OFFSET, 0, "zeros at the near end"),
        "after": Option(Kind.OFFSET, 0, "zeros at the far end"),
    }
    becomes, shape = f"ConstantPad{axes}d with zeros", "C x S -> C x (before + S + after)"
    return LayerType(f"zeroPad{axes}d", becomes, shape, options, parts, published=False)


TYPES = tuple(make(axes) for make in (_plain, _separable, _transposed, _zero_padding) for axes in (1, 2))
