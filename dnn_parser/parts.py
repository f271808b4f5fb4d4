# ruff: noqa: D102 - the methods of a part are documented once, in Part
"""The pieces that layers are made of: what each does to a shape and what it costs, computed without PyTorch.

A part takes and gives shapes without the batch, channels first. ``modules.py`` turns each into a ``torch.nn.Module``.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from dnn_parser.description import Shape

Sizes = tuple[int, ...]


class ShapeError(Exception):
    """A part cannot read this shape; the text is a clause that reads well after the layer's path."""


@runtime_checkable
class Part(Protocol):
    """One piece of a layer.

    Each method takes the shapes of the inputs, already accepted by ``output``.
    """

    def output(self, *shapes: Shape) -> Shape:
        """Return the shape that comes out, or raise :class:`ShapeError`."""

    def parameters(self, *shapes: Shape) -> int:
        """Return the number of trainable values."""

    def multiply_adds(self, *shapes: Shape) -> int:
        """Return the multiplications (each with its addition) for one sample."""


class _Free:
    """A part without weights whose work is not counted."""

    __slots__ = ()

    def parameters(self, *_: Shape) -> int:
        return 0

    def multiply_adds(self, *_: Shape) -> int:
        return 0


def shape_text(shape: Shape) -> str:
    """Return a shape as people write it: ``64 x 112 x 112``."""
    return " x ".join(map(str, shape))


@dataclass(frozen=True, slots=True)
class Convolution:
    """``torch.nn.Conv1d`` or ``Conv2d``; sizes are given per axis. ``padding`` "same" keeps the size at stride 1."""

    channels: int
    kernel: Sizes
    stride: Sizes
    padding: Sizes
    dilation: Sizes
    groups: int = 1
    bias: bool = True

    def output(self, *shapes: Shape) -> Shape:
        (shape,) = shapes
        need_axes(shape, len(self.kernel))
        _need_groups(shape[0], self.channels, self.groups)
        sizes = []
        for size, kernel, stride, padding, dilation in zip(
            shape[1:], self.kernel, self.stride, self.padding, self.dilation, strict=True
        ):
            extent = dilation * (kernel - 1) + 1
            if size + 2 * padding < extent:
                raise ShapeError(f"a kernel over {extent} values does not fit {size} values with padding {padding}")
            sizes.append((size + 2 * padding - extent) // stride + 1)
        return (self.channels, *sizes)

    def parameters(self, *shapes: Shape) -> int:
        return shapes[0][0] // self.groups * self.channels * math.prod(self.kernel) + self.channels * self.bias

    def multiply_adds(self, *shapes: Shape) -> int:
        return math.prod(self.output(*shapes)) * (shapes[0][0] // self.groups) * math.prod(self.kernel)


@dataclass(frozen=True, slots=True)
class TransposedConvolution:
    """``torch.nn.ConvTranspose1d`` or ``ConvTranspose2d``."""

    channels: int
    kernel: Sizes
    stride: Sizes
    padding: Sizes
    output_padding: Sizes
    dilation: Sizes
    groups: int = 1
    bias: bool = True

    def output(self, *shapes: Shape) -> Shape:
        (shape,) = shapes
        need_axes(shape, len(self.kernel))
        _need_groups(shape[0], self.channels, self.groups)
        sizes = []
        for axis, size in enumerate(shape[1:]):
            stride, dilation, extra = self.stride[axis], self.dilation[axis], self.output_padding[axis]
            if extra >= max(stride, dilation):
                raise ShapeError(
                    f"output_padding {extra} should be smaller than stride {stride} or dilation {dilation}"
                )
            length = (size - 1) * stride - 2 * self.padding[axis] + dilation * (self.kernel[axis] - 1) + extra + 1
            if length < 1:
                raise ShapeError(f"padding {self.padding[axis]} leaves nothing of {size} values")
            sizes.append(length)
        return (self.channels, *sizes)

    def parameters(self, *shapes: Shape) -> int:
        return shapes[0][0] * (self.channels // self.groups) * math.prod(self.kernel) + self.channels * self.bias

    def multiply_adds(self, *shapes: Shape) -> int:
        return math.prod(shapes[0]) * (self.channels // self.groups) * math.prod(self.kernel)


@dataclass(frozen=True, slots=True)
class ZeroPadding(_Free):
    """``torch.nn.ConstantPad1d`` or ``ConstantPad2d``: (before, after) per axis, for padding that is not even."""

    before: Sizes
    after: Sizes

    def output(self, *shapes: Shape) -> Shape:
        (shape,) = shapes
        sizes = zip(shape[1:], self.before, self.after, strict=True)
        return (shape[0], *(size + before + after for size, before, after in sizes))


@dataclass(frozen=True, slots=True)
class Normalization:
    """``BatchNorm``, ``InstanceNorm``, ``GroupNorm`` or ``LayerNorm`` of ``torch.nn``.

    Attributes
    ----------
    kind
        ``batch``, ``instance``, ``group`` or ``layer`` (over the channels of each position).
    axes
        Number of spatial axes that the layer asks for; None takes any.
    """

    kind: str
    axes: int | None
    affine: bool = True
    eps: float = 1e-5
    momentum: float = 0.1
    groups: int = 1

    def output(self, *shapes: Shape) -> Shape:
        (shape,) = shapes
        if self.axes == 1 and self.kind == "batch" and len(shape) == 1:
            return shape  # BatchNorm1d also normalises plain features
        if self.axes is not None:
            need_axes(shape, self.axes)
        if self.kind == "instance" and math.prod(shape[1:]) == 1:
            raise ShapeError("instance normalisation needs more than one value per channel")
        if self.kind == "group" and shape[0] % self.groups:
            raise ShapeError(f"{shape[0]} channels cannot be divided into {self.groups} groups")
        return shape

    def parameters(self, *shapes: Shape) -> int:
        return 2 * shapes[0][0] if self.affine else 0

    def multiply_adds(self, *shapes: Shape) -> int:
        return math.prod(shapes[0])


@dataclass(frozen=True, slots=True)
class Activation:
    """An activation of ``torch.nn``; ``value`` is its slope or alpha, ``per_channel`` is for PReLU."""

    kind: str
    value: float = 0.0
    per_channel: bool = False
    approximate: str = "none"

    def output(self, *shapes: Shape) -> Shape:
        return shapes[0]

    def parameters(self, *shapes: Shape) -> int:
        if self.kind != "prelu":
            return 0
        return shapes[0][0] if self.per_channel else 1

    def multiply_adds(self, *_: Shape) -> int:
        return 0


@dataclass(frozen=True, slots=True)
class Pooling(_Free):
    """``torch.nn.MaxPool`` or ``AvgPool``, 1-D or 2-D."""

    kind: str
    size: Sizes
    stride: Sizes
    padding: Sizes
    ceil_mode: bool = False
    count_include_pad: bool = True

    def output(self, *shapes: Shape) -> Shape:
        (shape,) = shapes
        need_axes(shape, len(self.size))
        sizes = []
        for size, window, stride, padding in zip(shape[1:], self.size, self.stride, self.padding, strict=True):
            if padding * 2 > window:
                raise ShapeError(f"padding {padding} is more than half of the pool size {window}")
            if size + 2 * padding < window:
                raise ShapeError(f"a pool of {window} does not fit {size} values")
            steps = (size + 2 * padding - window + (stride - 1) * self.ceil_mode) // stride
            if self.ceil_mode and steps * stride >= size + padding:
                steps -= 1
            sizes.append(steps + 1)
        return (shape[0], *sizes)


@dataclass(frozen=True, slots=True)
class GlobalPooling(_Free):
    """Mean or maximum over all positions: (channels, ...) to (channels,)."""

    kind: str

    def output(self, *shapes: Shape) -> Shape:
        if len(shapes[0]) == 1:
            raise ShapeError(f"there is nothing to pool in {shapes[0][0]} plain features")
        return shapes[0][:1]


@dataclass(frozen=True, slots=True)
class Flatten(_Free):
    """``torch.nn.Flatten``: channels first, then rows, then columns."""

    def output(self, *shapes: Shape) -> Shape:
        return (math.prod(shapes[0]),)


@dataclass(frozen=True, slots=True)
class Dense:
    """``torch.nn.Linear``; on maps the same as a 1 x 1 convolution, on a sequence one of kernel 1."""

    features: int
    bias: bool = True

    def output(self, *shapes: Shape) -> Shape:
        return (self.features, *shapes[0][1:])

    def parameters(self, *shapes: Shape) -> int:
        return self.features * (shapes[0][0] + self.bias)

    def multiply_adds(self, *shapes: Shape) -> int:
        return math.prod(self.output(*shapes)) * shapes[0][0]


@dataclass(frozen=True, slots=True)
class Dropout(_Free):
    """``torch.nn.Dropout``."""

    rate: float

    def output(self, *shapes: Shape) -> Shape:
        return shapes[0]


@dataclass(frozen=True, slots=True)
class Recurrent:
    """``torch.nn.LSTM`` or ``GRU`` over the length: (features, length) to (hidden, length) or the last (hidden,)."""

    kind: str
    hidden: int
    depth: int = 1
    bidirectional: bool = False
    sequences: bool = False
    bias: bool = True

    def output(self, *shapes: Shape) -> Shape:
        (shape,) = shapes
        need_axes(shape, 1)
        width = self.hidden * (1 + self.bidirectional)
        return (width, shape[1]) if self.sequences else (width,)

    def parameters(self, *shapes: Shape) -> int:
        return sum(self._per_layer(shapes[0][0], 2 * self.bias))

    def multiply_adds(self, *shapes: Shape) -> int:
        return shapes[0][1] * sum(self._per_layer(shapes[0][0], 0))

    def _per_layer(self, features: int, biases: int) -> list[int]:
        gates, directions = (4 if self.kind == "lstm" else 3), 1 + self.bidirectional
        inputs = [features] + [self.hidden * directions] * (self.depth - 1)
        return [directions * gates * self.hidden * (width + self.hidden + biases) for width in inputs]


@dataclass(frozen=True, slots=True)
class Upsampling:
    """``torch.nn.Upsample`` by a whole factor per axis."""

    scale: Sizes | int
    mode: str
    align_corners: bool

    def output(self, *shapes: Shape) -> Shape:
        (shape,) = shapes
        if len(shape) == 1:
            raise ShapeError(f"there is nothing to enlarge in {shape[0]} plain features")
        if self.mode == "bicubic" and len(shape) != 3:
            raise ShapeError("bicubic upsampling needs maps (channels x rows x columns)")
        factors = (self.scale,) * (len(shape) - 1) if isinstance(self.scale, int) else self.scale
        if len(factors) != len(shape) - 1:
            raise ShapeError(f"a scale per axis needs {len(shape) - 1} values, not {len(factors)}")
        return (shape[0], *(size * factor for size, factor in zip(shape[1:], factors, strict=True)))

    def parameters(self, *_: Shape) -> int:
        return 0

    def multiply_adds(self, *shapes: Shape) -> int:
        return math.prod(self.output(*shapes)) * (0 if self.mode == "nearest" else 4)


@dataclass(frozen=True, slots=True)
class Merge:
    """Several inputs to one: ``concat`` along the channels, ``add``, ``multiply`` (a gate may have size 1)."""

    kind: str

    def output(self, *shapes: Shape) -> Shape:
        first = shapes[0]
        if self.kind == "concat":
            if any(shape[1:] != first[1:] for shape in shapes):
                raise ShapeError(f"sizes differ: {' and '.join(map(shape_text, shapes))}")
            return (sum(shape[0] for shape in shapes), *first[1:])
        if self.kind == "multiply":
            if any(len(shape) not in (1, len(first)) for shape in shapes):
                raise ShapeError(f"sizes differ: {' and '.join(map(shape_text, shapes))}")
            if all(_spreads(shape, first) for shape in shapes):
                return first
        if any(shape != first for shape in shapes):
            raise ShapeError(f"sizes differ: {' and '.join(map(shape_text, shapes))}")
        return first

    def parameters(self, *_: Shape) -> int:
        return 0

    def multiply_adds(self, *shapes: Shape) -> int:
        return math.prod(shapes[0]) * (len(shapes) - 1) if self.kind != "concat" else 0


@dataclass(frozen=True, slots=True)
class SqueezeExcite:
    """Channels weighted by what the whole map says: mean, dense, activation, dense, sigmoid, product."""

    hidden: int
    activation: Activation

    def output(self, *shapes: Shape) -> Shape:
        if len(shapes[0]) == 1:
            raise ShapeError("squeeze and excite needs a sequence or maps, not plain features")
        return shapes[0]

    def parameters(self, *shapes: Shape) -> int:
        channels = shapes[0][0]
        return 2 * channels * self.hidden + self.hidden + channels + self.activation.parameters((self.hidden,))

    def multiply_adds(self, *shapes: Shape) -> int:
        return 2 * shapes[0][0] * self.hidden + math.prod(shapes[0])


@dataclass(frozen=True, slots=True)
class AttentionGate:
    """Additive attention of Oktay et al. 2018 on equal sizes: skip and gate to the weighted skip."""

    hidden: int
    eps: float = 1e-5

    def output(self, *shapes: Shape) -> Shape:
        skip, gate = shapes
        if len(skip) != 3 or skip[1:] != gate[1:]:
            raise ShapeError(
                f"an attention gate needs maps of equal rows and columns, not {shape_text(skip)} and {shape_text(gate)}"
            )
        return skip

    def parameters(self, *shapes: Shape) -> int:
        skip, gate = shapes
        return self.hidden * (skip[0] + 1 + gate[0] + 1) + 4 * self.hidden + self.hidden + 1 + 2

    def multiply_adds(self, *shapes: Shape) -> int:
        skip, gate = shapes
        return math.prod(skip[1:]) * (self.hidden * (skip[0] + gate[0] + 3) + 1 + skip[0])


def need_axes(shape: Shape, axes: int) -> None:
    """Refuse a shape that has not this number of spatial axes."""
    if len(shape) != axes + 1:
        wanted = "maps (channels x rows x columns)" if axes == 2 else "a sequence (channels x length)"
        raise ShapeError(f"needs {wanted}, but gets {shape_text(shape)}")


def _need_groups(inputs: int, outputs: int, groups: int) -> None:
    if inputs % groups or outputs % groups:
        raise ShapeError(f"{inputs} input and {outputs} output channels cannot be divided into {groups} groups")


def _spreads(shape: Shape, target: Shape) -> bool:
    """Whether a gate of this shape can be multiplied onto the target: same channels or 1, same sizes or 1."""
    padded = (*shape, *(1,) * (len(target) - len(shape)))
    return all(size in (1, wanted) for size, wanted in zip(padded, target, strict=True))
