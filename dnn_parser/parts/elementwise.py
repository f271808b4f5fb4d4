# ruff: noqa: D102 - the methods of a part are documented once, in Part
"""Normalisation, activation and dropout: parts that keep the shape."""

from __future__ import annotations

import math
from dataclasses import dataclass

from dnn_parser.description import Shape
from dnn_parser.parts.base import Free, ShapeError, need_axes


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
        if self.kind == "group" and math.prod(shape) == self.groups:
            raise ShapeError("group normalisation needs more than one value per group")
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
class Dropout(Free):
    """``torch.nn.Dropout``."""

    rate: float

    def output(self, *shapes: Shape) -> Shape:
        return shapes[0]
