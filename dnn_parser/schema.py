"""The JSON Schema (2020-12) of a description, generated from the layer dictionary so that the two cannot drift.

A JSON Schema cannot count, follow shapes or connect keys; :func:`dnn_parser.read_description` does. Whatever that
accepts, the schema accepts too.
"""

from __future__ import annotations

import json
import re
from enum import StrEnum
from typing import Any

from dnn_parser.description import (
    Aspect,
    Backend,
    DataFormat,
    IntensityMethod,
    IntensityScope,
    Interpolation,
    OutputActivation,
    Task,
)
from dnn_parser.layers import LAYERS, Kind, LayerType, Option, Required
from dnn_parser.layers.options import LARGEST_COUNT, LARGEST_OFFSET

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_WHOLE_TEXT = r"^\s*[+-]?[0-9]+(\.0*|(\.[0-9]+)?[eE][+-]?[0-9]+)?\s*$"
_NUMBER_TEXT = r"^\s*[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?\s*$"
_POSITION_TEXT = r"^\s*[0-9.eE+-]+\s*$"
_POSITION = "^[1-9][0-9]{0,5}$"

_TASKS = (
    "segmentation: output (label_shape, rows, columns), one map per label; with softmax the first is the background. "
    "bounding_box: output (labels + 4, rows / stride, columns / stride), label_shape = labels + 4; one objectness "
    "logit per label, then the distances left, top, right, bottom of the cell's centre from the edges of the box, "
    "each softplus(value) x stride in input pixels. classification: output (label_shape,), one number per label."
)
_ACTIVATIONS = (
    "softmax where the labels exclude each other, sigmoid where several may hold, none where the last layer did it. "
    "bounding_box: sigmoid, on the objectness only."
)

Schema = dict[str, Any]


def json_schema() -> Schema:
    """Return the schema of a description."""
    return {
        "$schema": _DIALECT,
        "title": "IODeep network description",
        "description": "A deep network as layers in order, with what goes before and after it.",
        "type": "object",
        "required": ["input_shape", "architecture", "data_format"],
        "properties": _properties(),
        "$defs": {
            "code": _code(),
            "position": _one_of({"type": "integer", "minimum": 0}, {"type": "string", "pattern": _POSITION_TEXT}),
            "layerParameters": _layer_parameters(),
            **{_name(option): _value(option) for option in _all_options()},
            **{entry.code: _layer(entry) for entry in LAYERS.values()},
        },
    }


def schema_text() -> str:
    """Return the schema as JSON."""
    return json.dumps(json_schema(), indent=2) + "\n"


def _properties() -> Schema:
    position = {"$ref": "#/$defs/position"}
    connections = {
        "type": "object",
        "propertyNames": {"pattern": _POSITION_TEXT},
        "additionalProperties": _one_of(position, {"type": "array", "items": position}),
    }
    return {
        "input_shape": {
            "description": "Sizes in the order of data_format, and the number of output maps or classes.",
            "type": "object",
            "required": ["input_shape0", "label_shape"],
            "properties": {
                name: _whole(1, 65_536) for name in ("input_shape0", "input_shape1", "input_shape2", "label_shape")
            },
        },
        "architecture": {
            "description": "Layer code by position, 1 for the first.",
            "type": "object",
            "minProperties": 1,
            "propertyNames": {"pattern": _POSITION},
            "additionalProperties": {"$ref": "#/$defs/code"},
        },
        "convolutional": _numbered("cn", _value(Option(Kind.COUNT, None, "")), "Output channels, consumed in order."),
        "kernel": _numbered("kernel|kn|k", _value(Option(Kind.SIZE, None, "", high=1000)), "Kernel sizes, in order."),
        "pooling": _numbered("pool|p", _value(Option(Kind.SIZE, None, "", high=1000)), "Pool sizes, in order."),
        "stride": _wrapped("stride", _whole(1, 1000), "Stride of plain and separable convolutions."),
        "padding": _wrapped("padding", _whole(0, 1000), "Padding inside the double convolutions."),
        "padding_conv": _wrapped("padding_conv", _whole(0, 1000), "Padding of plain and separable convolutions."),
        "skip_connection": {"description": "Outputs concatenated to other outputs, source first."} | connections,
        "residual_connection": {"description": "Outputs added to other outputs."} | connections,
        "layer_parameters": {
            "description": "Parameters by position, for what one value for the whole network does not say.",
            "type": "object",
            "propertyNames": {"pattern": _POSITION},
            "additionalProperties": {"$ref": "#/$defs/layerParameters"},
        },
        "data_format": _wrapped("data_format", _words(DataFormat), "Order of the sizes in input_shape."),
        "backend": _wrapped("backend", _words(Backend), "Library whose defaults hold."),
        "preprocessing": _preprocessing(),
        "postprocessing": _postprocessing(),
    }


def _code() -> Schema:
    codes = [entry.code for entry in LAYERS.values()]
    any_case = "|".join(_in_any_case(code) for code in codes)
    return _one_of({"enum": codes}, {"type": "string", "pattern": rf"^\s*({any_case})\s*$"})


def _in_any_case(word: str) -> str:
    return "".join(f"[{c.lower()}{c.upper()}]" if c.isalpha() else re.escape(c) for c in word)


def _layer(entry: LayerType) -> Schema:
    return {
        "description": f"{entry.becomes}. Shape: {entry.shape}.",
        "type": "object",
        "properties": {name: _option(option) for name, option in entry.options.items()},
    }


def _layer_parameters() -> Schema:
    """Every option of every layer; which of them a position takes is for the reader to say."""
    found: dict[str, dict[str, Schema]] = {}
    for entry in LAYERS.values():
        for name, option in entry.options.items():
            found.setdefault(name, {})[_name(option)] = _reference(option)
    properties = {
        name: values.popitem()[1] if len(values) == 1 else _one_of(*values.values()) for name, values in found.items()
    }
    position = {"$ref": "#/$defs/position"}
    properties["inputs"] = _one_of(position, {"type": "array", "minItems": 1, "items": position})
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _option(option: Option) -> Schema:
    described: Schema = {"description": option.meaning} | _reference(option)
    if not callable(option.default) and not isinstance(option.default, Required) and option.default is not None:
        described["default"] = option.default
    return described


def _all_options() -> list[Option]:
    return [option for entry in LAYERS.values() for option in entry.options.values()]


def _reference(option: Option) -> Schema:
    return {"$ref": f"#/$defs/{_name(option)}"}


def _name(option: Option) -> str:
    """Return the name of the values of an option; options with the same bounds share it."""
    match option.kind:
        case Kind.CHOICE:
            return "choice-" + "-".join(option.choices)
        case Kind.NUMBER:
            return f"number-{option.low:g}-to-{option.high:g}"
        case Kind.FLAG:
            return "flag"
        case kind:
            return f"{kind.name.lower()}-to-{min(int(option.high), LARGEST_COUNT)}"


def _value(option: Option) -> Schema:
    match option.kind:
        case Kind.COUNT:
            return _whole(1, min(int(option.high), LARGEST_COUNT))
        case Kind.FLAG:
            return _one_of(
                {"type": "boolean"}, {"type": "string", "pattern": "^([tT][rR][uU][eE]|[fF][aA][lL][sS][eE])$"}
            )
        case Kind.NUMBER:
            return _number(option.low, option.high)
        case Kind.CHOICE:
            return _words(option.choices)
        case Kind.SIZE:
            return _per_axis(1, option)
        case Kind.OFFSET:
            return _per_axis(0, option)
        case Kind.PADDING:
            return _one_of(*_per_axis(0, option)["anyOf"], {"type": "string", "pattern": f"^{_in_any_case('same')}$"})


def _per_axis(low: int, option: Option) -> Schema:
    single = _whole(low, min(int(option.high), LARGEST_OFFSET))
    return _one_of(*single["anyOf"], {"type": "array", "minItems": 1, "maxItems": 2, "items": single})


def _whole(low: int, high: int) -> Schema:
    return _one_of({"type": "integer", "minimum": low, "maximum": high}, {"type": "string", "pattern": _WHOLE_TEXT})


def _number(low: float, high: float) -> Schema:
    return _one_of({"type": "number", "minimum": low, "maximum": high}, {"type": "string", "pattern": _NUMBER_TEXT})


def _words(words: type[StrEnum] | tuple[str, ...]) -> Schema:
    listed = [str(word) for word in words]
    return _one_of({"enum": listed}, {"type": "string", "pattern": f"^({'|'.join(map(_in_any_case, listed))})$"})


def _one_of(*schemas: Schema) -> Schema:
    return {"anyOf": list(schemas)}


def _numbered(prefixes: str, value: Schema, meaning: str) -> Schema:
    anycase = "|".join(map(_in_any_case, prefixes.split("|")))
    keys = {"propertyNames": {"pattern": f"^({anycase})[1-9][0-9]{{0,5}}$"}, "additionalProperties": value}
    return {"description": meaning, "type": "object", **keys}


def _wrapped(key: str, value: Schema, meaning: str) -> Schema:
    """``{"key": {"key": value}}``, also written ``{"key": value}``."""
    inner = {"type": "object", "required": [key], "properties": {key: value}}
    return {"description": meaning, **_one_of(inner, *value["anyOf"])}


def _preprocessing() -> Schema:
    numbers = ("center", "width", "lower", "upper", "mean", "std", "minimum", "maximum")
    intensity = {
        "type": "object",
        "required": ["method"],
        "properties": {
            "method": _words(IntensityMethod),
            "scope": _words(IntensityScope),
            **{name: _number(-1e12, 1e12) for name in numbers},
            "foreground": _value(Option(Kind.FLAG, False, "")),
        },
    }
    spacing: Schema = {"type": "array", "minItems": 2, "maxItems": 2, "items": _number(1e-3, 1e3)}
    return {
        "description": "How a slice becomes the input.",
        "type": "object",
        "properties": {
            "intensity": intensity,
            "interpolation": _words(Interpolation),
            "aspect": _words(Aspect),
            "pixel_spacing": _one_of({"type": "null"}, spacing),
            "mirror": {"description": "The mean of the answers to the input and to its mirror image counts."}
            | _value(Option(Kind.FLAG, False, "")),
        },
    }


def _postprocessing() -> Schema:
    text = {"type": "string", "minLength": 1}
    code = {
        "type": "object",
        "required": ["value", "scheme", "meaning"],
        "properties": dict.fromkeys(("value", "scheme", "meaning"), text),
    }
    color = {"type": "array", "minItems": 3, "maxItems": 3, "items": _whole(0, 255)}
    label = {
        "type": "object",
        "required": ["name"],
        "properties": {
            "name": text,
            "color": _one_of({"type": "null"}, color),
            "code": _one_of({"type": "null"}, code),
        },
    }
    return {
        "description": "Meaning of the output.",
        "type": "object",
        "properties": {
            "task": {"description": _TASKS} | _words(Task),
            "activation": {"description": _ACTIVATIONS} | _words(OutputActivation),
            "threshold": {"description": "Probability from which a pixel, cell or label counts."} | _number(0, 1),
            "smallest_area": {"description": "Smaller regions and boxes are dropped, mm²."} | _number(0, 1e9),
            "temperature": {"description": "Divides the output before the activation."} | _number(1e-6, 1e6),
            "labels": {
                "description": "In the order of the outputs, without a background.",
                "type": "array",
                "items": _one_of(text, label),
            },
        },
    }
