"""JSON values from and to frozen dataclasses, strict about types."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import is_dataclass
from enum import Enum
from itertools import chain, repeat
from pathlib import Path
from typing import Any, TypeVar, get_args, get_origin

import numpy as np
from cattrs import Converter
from cattrs.errors import AttributeValidationNote, IterableValidationNote
from cattrs.gen import make_dict_structure_fn

Value = TypeVar("Value")

WRONG_TYPE = "has a value of the wrong type"


class Malformed(ValueError):
    """A document has not the form that was written; its text is a clause that names the place, with no period."""


def parse(text: str | bytes) -> Any:
    """Return a JSON text as Python has it.

    Parameters
    ----------
    text
        JSON; as bytes, in UTF-8.

    Returns
    -------
    object
        Of dictionaries, lists, texts and numbers.

    Raises
    ------
    Malformed
        If it is not JSON, or is nested too deeply.
    """
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Malformed(f"it is not JSON ({error})") from error


def structure(document: object, kind: type[Value]) -> Value:
    """Return a dataclass (or a value inside one) from JSON values; missing fields take their defaults.

    Parameters
    ----------
    document
        As :func:`parse` gives it.
    kind
        The dataclass, or the type of the value.

    Returns
    -------
    object
        Of that type.

    Raises
    ------
    Malformed
        If a value has another type, a field without default is missing, or the dataclass refuses its values.
    """
    try:
        return _converter.structure(document, kind)
    except Exception as error:  # cattrs raises groups of whatever a dataclass raises
        raise Malformed(_reason(error, "")) from error


def unstructure(value: object) -> Any:
    """Return a dataclass as JSON values: enums by name, arrays as lists in full precision.

    Parameters
    ----------
    value
        A dataclass, or a value inside one.

    Returns
    -------
    object
        For :func:`json.dumps`.
    """
    return _converter.unstructure(value)


def _reason(error: BaseException, place: str) -> str:
    for note in reversed(getattr(error, "__notes__", [])):
        if isinstance(note, AttributeValidationNote):
            place += f".{note.name}" if place else note.name
        elif isinstance(note, IterableValidationNote):
            place += f"[{note.index}]"
    if isinstance(error, BaseExceptionGroup):
        return _reason(error.exceptions[0], place)
    if isinstance(error, KeyError):
        return f"'{place}' is missing"
    if isinstance(error, Malformed):
        return f"'{place}' {error}" if place else f"it {error}"
    return getattr(error, "sentence", str(error)).rstrip(".")


def _origin(kind: Any) -> Any:
    return get_origin(kind)


_converter = Converter(unstruct_collection_overrides={tuple: list})


def _exactly(wanted: type) -> Callable[[Any, Any], Any]:
    def check(value: Any, _: Any) -> Any:
        if type(value) is not wanted:  # True is an int, to Python
            raise Malformed(WRONG_TYPE)
        return value

    return check


for _kind in (str, int, bool):
    _converter.register_structure_hook(_kind, _exactly(_kind))


@_converter.register_structure_hook
def _float(value: Any, _: Any) -> float:
    if type(value) not in (int, float):
        raise Malformed(WRONG_TYPE)
    try:
        return float(value)
    except OverflowError as error:
        raise Malformed(WRONG_TYPE) from error


@_converter.register_structure_hook
def _path(value: Any, _: Any) -> Path:
    return Path(_exactly(str)(value, str))


@_converter.register_structure_hook_factory(lambda kind: isinstance(kind, type) and issubclass(kind, Enum))
def _enum(kind: Any) -> Callable[[Any, Any], Any]:
    def member(value: Any, _: Any) -> Any:
        if _exactly(str)(value, str) not in kind.__members__:
            raise Malformed(f"has the unknown value '{value}'")
        return kind[value]

    return member


@_converter.register_structure_hook_factory(lambda kind: _origin(kind) in (tuple, frozenset))
def _sequence(kind: Any, converter: Converter) -> Callable[[Any, Any], Any]:
    origin, parts = get_origin(kind), get_args(kind)
    alike = origin is frozenset or parts[-1] is Ellipsis
    hooks = [(converter.get_structure_hook(part), part) for part in parts if part is not Ellipsis]

    def items(value: Any, _: Any) -> Any:
        if type(value) is not list or not (alike or len(value) == len(hooks)):
            raise Malformed(WRONG_TYPE)
        found = []
        for index, (item, (hook, part)) in enumerate(zip(value, repeat(hooks[0]) if alike else hooks, strict=False)):
            try:
                found.append(hook(item, part))
            except Exception as error:
                error.add_note(IterableValidationNote("", index, part))
                raise
        return origin(found)

    return items


@_converter.register_structure_hook_factory(lambda kind: _origin(kind) is Mapping)
def _mapping(kind: Any, converter: Converter) -> Callable[[Any, Any], Any]:
    part = get_args(kind)[1]
    hook = converter.get_structure_hook(part)

    def entries(value: Any, _: Any) -> Any:
        if type(value) is not dict:
            raise Malformed(WRONG_TYPE)
        found = {}
        for key, item in value.items():
            try:
                found[key] = hook(item, part)
            except Exception as error:
                error.add_note(IterableValidationNote("", key, part))
                raise
        return found

    return entries


@_converter.register_structure_hook_factory(lambda kind: _origin(kind) is np.ndarray)
def _array(_: Any) -> Callable[[Any, Any], Any]:
    def array(value: Any, _: Any) -> Any:
        if type(value) is not list or not all(type(row) is list for row in value):
            raise Malformed(WRONG_TYPE)
        if not {int, float}.issuperset(map(type, chain.from_iterable(value))):
            raise Malformed(WRONG_TYPE)
        try:
            return np.array(value, dtype=np.float64)
        except (ValueError, OverflowError) as error:  # rows of different lengths; an integer beyond all floats
            raise Malformed(WRONG_TYPE) from error

    return array


@_converter.register_structure_hook_factory(is_dataclass)
def _dataclass(kind: Any, converter: Converter) -> Callable[[Any, Any], Any]:
    hook = make_dict_structure_fn(kind, converter)

    def instance(value: Any, _: Any) -> Any:
        if type(value) is not dict:
            raise Malformed("is not a JSON object")
        return hook(value, kind)

    return instance


_converter.register_unstructure_hook(Enum, lambda value: value.name)
_converter.register_unstructure_hook_factory(
    lambda kind: _origin(kind) is np.ndarray, lambda _: lambda value: value.tolist()
)
_converter.register_unstructure_hook(Path, str)


@_converter.register_unstructure_hook_factory(lambda kind: _origin(kind) is frozenset)
def _sorted(_: Any) -> Callable[[Any], Any]:
    return lambda value: sorted((_converter.unstructure(item) for item in value), key=json.dumps)
