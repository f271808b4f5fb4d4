# ruff: noqa: D102 - the methods of a part are documented once, in Part
"""Dense and recurrent parts."""

from __future__ import annotations

import math
from dataclasses import dataclass

from dnn_parser.description import Shape
from dnn_parser.parts.base import need_axes


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
