# ruff: noqa: D102 - the methods of a part are documented once, in Part
"""Convolutions and the padding before them."""

from __future__ import annotations

import math
from dataclasses import dataclass

from dnn_parser.description import Shape
from dnn_parser.parts.base import Free, ShapeError, Sizes, need_axes


@dataclass(frozen=True, slots=True)
class Convolution:
    """``torch.nn.Conv1d`` or ``Conv2d``; sizes are given per axis."""

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
class ZeroPadding(Free):
    """``torch.nn.ConstantPad1d`` or ``ConstantPad2d``: (before, after) per axis, for padding that is not even."""

    before: Sizes
    after: Sizes

    def output(self, *shapes: Shape) -> Shape:
        (shape,) = shapes
        sizes = zip(shape[1:], self.before, self.after, strict=True)
        return (shape[0], *(size + before + after for size, before, after in sizes))


def _need_groups(inputs: int, outputs: int, groups: int) -> None:
    if inputs % groups or outputs % groups:
        raise ShapeError(f"{inputs} input and {outputs} output channels cannot be divided into {groups} groups")
