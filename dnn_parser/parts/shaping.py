# ruff: noqa: D102 - the methods of a part are documented once, in Part
"""Parts that change sizes or join several inputs."""

from __future__ import annotations

import math
from dataclasses import dataclass

from dnn_parser.description import Shape
from dnn_parser.parts.base import Free, ShapeError, Sizes, need_axes, shape_text


@dataclass(frozen=True, slots=True)
class Pooling(Free):
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
class GlobalPooling(Free):
    """Mean or maximum over all positions: (channels, ...) to (channels,)."""

    kind: str

    def output(self, *shapes: Shape) -> Shape:
        if len(shapes[0]) == 1:
            raise ShapeError(f"there is nothing to pool in {shapes[0][0]} plain features")
        return shapes[0][:1]


@dataclass(frozen=True, slots=True)
class Flatten(Free):
    """``torch.nn.Flatten``: channels first, then rows, then columns."""

    def output(self, *shapes: Shape) -> Shape:
        return (math.prod(shapes[0]),)


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


def _spreads(shape: Shape, target: Shape) -> bool:
    """Whether a gate of this shape can be multiplied onto the target: same channels or 1, same sizes or 1."""
    padded = (*shape, *(1,) * (len(target) - len(shape)))
    return all(size in (1, wanted) for size, wanted in zip(padded, target, strict=True))
