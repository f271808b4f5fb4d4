"""The closed dictionary of layer codes: inputs and options of each, and the parts that it is made of."""

from __future__ import annotations

from collections.abc import Iterable

from dnn_parser.description import Layer, Shape
from dnn_parser.layers import convolution, elementwise, features, shaping, unet
from dnn_parser.layers.options import REQUIRED, Context, Kind, Option, Required
from dnn_parser.layers.types import LayerType, Parts

__all__ = ["LAYERS", "REQUIRED", "Context", "Kind", "LayerType", "Option", "Required", "layer_parts"]


def _by_code(types: Iterable[LayerType]) -> dict[str, LayerType]:
    found: dict[str, LayerType] = {}
    for entry in types:
        if entry.code.lower() in found:
            raise ValueError(f"the layer code {entry.code} is registered twice")
        found[entry.code.lower()] = entry
    return found


LAYERS = _by_code((*convolution.TYPES, *features.TYPES, *shaping.TYPES, *elementwise.TYPES, *unet.TYPES))
"""Every layer type by its code in lower case."""


def layer_parts(layer: Layer, shapes: tuple[Shape, ...]) -> Parts:
    """Return the parts of a layer for inputs of these shapes; ``ShapeError`` where they do not fit."""
    return LAYERS[layer.code.lower()].parts(layer, shapes)
