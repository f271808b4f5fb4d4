"""An entry of the layer dictionary, and how its rules read the options of a layer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from dnn_parser.description import Layer, Shape
from dnn_parser.layers.options import Option
from dnn_parser.parts import Part, ShapeError

Parts = Mapping[str, Part]
"""Parts by name, run one after the other; the name is part of the names of the weights."""


@dataclass(frozen=True, slots=True)
class LayerType:
    """An entry of the dictionary.

    Attributes
    ----------
    code
        In the spelling of the dictionary; matched without regard to case.
    becomes
        The PyTorch modules, for the documentation.
    shape
        Its effect on the shape, for the documentation; C channels, S the sizes of all positions, F features.
    options
        All that the layer takes. ``channels``, ``kernel`` and ``pool`` are those that are otherwise consumed
        from the lists ``convolutional``, ``kernel`` and ``pooling``.
    parts
        From the layer and the shapes that come in to the parts.
    fewest_inputs, most_inputs
        How many outputs of other layers it reads.
    published
        Whether the code is in the published dictionary.
    """

    code: str
    becomes: str
    shape: str
    options: Mapping[str, Option]
    parts: Callable[[Layer, tuple[Shape, ...]], Parts]
    fewest_inputs: int = 1
    most_inputs: int = 1
    published: bool = True


def whole(layer: Layer, name: str) -> int:
    """Return a whole number."""
    value = layer.options[name]
    assert isinstance(value, int)
    return value


def number(layer: Layer, name: str) -> float:
    """Return a number."""
    value = layer.options[name]
    assert isinstance(value, int | float)
    return value


def flag(layer: Layer, name: str) -> bool:
    """Return a yes or no."""
    return layer.options[name] is True


def word(layer: Layer, name: str) -> str:
    """Return a word."""
    return str(layer.options[name])


def sizes(layer: Layer, name: str, axes: int) -> tuple[int, ...]:
    """Return one value per axis; a single number holds for all. ``ShapeError`` for another number of axes."""
    value = layer.options[name]
    if isinstance(value, tuple):
        if len(value) != axes:
            raise ShapeError(f"{name} has {len(value)} values; the layer needs one or {axes}")
        return value
    assert isinstance(value, int)
    return (value,) * axes
