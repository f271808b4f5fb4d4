# ruff: noqa: D102 - the methods of a part are documented once, in Part
"""A part: a piece of a layer that knows its effect on a shape and its cost."""

from __future__ import annotations

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


class Free:
    """A part without weights whose work is not counted."""

    __slots__ = ()

    def parameters(self, *_: Shape) -> int:
        return 0

    def multiply_adds(self, *_: Shape) -> int:
        return 0


def shape_text(shape: Shape) -> str:
    """Return a shape as people write it: ``64 x 112 x 112``."""
    return " x ".join(map(str, shape))


def need_axes(shape: Shape, axes: int) -> None:
    """Refuse a shape that has not this number of spatial axes."""
    if len(shape) != axes + 1:
        wanted = "maps (channels x rows x columns)" if axes == 2 else "a sequence (channels x length)"
        raise ShapeError(f"needs {wanted}, but gets {shape_text(shape)}")
