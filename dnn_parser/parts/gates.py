# ruff: noqa: D102 - the methods of a part are documented once, in Part
"""Squeeze and excite, and the attention gate."""

from __future__ import annotations

import math
from dataclasses import dataclass

from dnn_parser.description import Shape
from dnn_parser.parts.base import ShapeError, shape_text
from dnn_parser.parts.elementwise import Activation


@dataclass(frozen=True, slots=True)
class SqueezeExcite:
    """Channels weighted by the whole map: mean, dense, activation, dense, sigmoid, product."""

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
