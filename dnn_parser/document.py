"""From text to a JSON tree that is safe to look at: bounded, without duplicate keys, without NaN."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from dnn_parser.errors import NetworkDescriptionError, Problem

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"

_MOST_DIGITS = 30
_SHOWN_CHARACTERS = 40


class _Object(dict[str, Json]):
    """A JSON object that remembers which keys were given more than once."""

    duplicates: tuple[str, ...] = ()


def parse_document(source: str | bytes, *, most_bytes: int, most_depth: int) -> dict[str, Json]:
    """Parse JSON text into a tree whose root is an object.

    Parameters
    ----------
    source
        The document; bytes are UTF-8, with or without a byte order mark.
    most_bytes, most_depth
        Larger or deeper documents are refused before they are parsed.

    Raises
    ------
    NetworkDescriptionError
        If it is too large, not JSON, not an object, or holds duplicate keys or numbers that are not finite.
    """
    if len(source) > most_bytes:
        raise _refused(f"the document has {len(source):,} bytes; at most {most_bytes:,} are read")
    text = _decode(source)
    if _depth(text) > most_depth:
        raise _refused(f"objects are nested more than {most_depth} deep")
    try:
        root: Json = json.loads(text, object_pairs_hook=_keep_duplicates, parse_int=_integer)
    except json.JSONDecodeError as error:
        raise _refused(f"not valid JSON: {error.msg} (line {error.lineno}, column {error.colno})") from error
    except RecursionError as error:
        raise _refused(f"objects are nested more than {most_depth} deep") from error
    if not isinstance(root, dict):
        raise _refused(f"should be an object, not {kind_of(root)}")
    if problems := list(_flaws(root, "")):
        raise NetworkDescriptionError(problems)
    return root


def format_document(document: Mapping[str, Json]) -> str:
    """Return a document as JSON with one entry of a section per line."""
    sections = []
    for key, section in document.items():
        if isinstance(section, dict) and len(section) > 1:
            lines = (f"    {json.dumps(name)}: {json.dumps(value)}" for name, value in section.items())
            sections.append(f"  {json.dumps(key)}: {{\n" + ",\n".join(lines) + "\n  }")
        else:
            sections.append(f"  {json.dumps(key)}: {json.dumps(section)}")
    return "{\n" + ",\n".join(sections) + "\n}\n"


def kind_of(value: object) -> str:
    """Name the kind of a JSON value, short enough for a sentence."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case dict():
            return "an object"
        case list():
            return "a list"
        case _:
            return quoted(value)


def quoted(value: object) -> str:
    """Return a value as it may stand in a message: plain ASCII, cut when long."""
    text = ascii(value)
    return text if len(text) <= _SHOWN_CHARACTERS else f"{text[: _SHOWN_CHARACTERS - 3]}..."


def joined(path: str, key: str | int) -> str:
    """Return the path of an entry; keys that would not read well are quoted."""
    name = str(key)
    if not (name.isascii() and name.isprintable() and len(name) <= _SHOWN_CHARACTERS):
        name = quoted(name)
    return f"{path}.{name}" if path else name


def _refused(reason: str) -> NetworkDescriptionError:
    return NetworkDescriptionError([Problem("$", reason)])


def _decode(source: str | bytes) -> str:
    if isinstance(source, str):
        return source.removeprefix("\ufeff")
    try:
        return source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refused(f"not UTF-8 text (byte {error.start})") from error


def _depth(text: str) -> int:
    depth = deepest = 0
    in_string = escaped = False
    for character in text:
        if in_string:
            in_string = escaped or character != '"'
            escaped = character == "\\" and not escaped
        elif character == '"':
            in_string = True
        elif character in "{[":
            depth += 1
            deepest = max(deepest, depth)
        elif character in "}]":
            depth -= 1
    return deepest


def _keep_duplicates(pairs: list[tuple[str, Json]]) -> _Object:
    result = _Object(pairs)
    if len(result) < len(pairs):
        seen: set[str] = set()
        twice = [key for key, _ in pairs if key in seen or seen.add(key)]  # type: ignore[func-returns-value]
        result.duplicates = tuple(dict.fromkeys(twice))
    return result


def _integer(digits: str) -> int | float:
    return int(digits) if len(digits) <= _MOST_DIGITS else math.inf


def _flaws(value: Json, path: str) -> Iterator[Problem]:
    match value:
        case dict():
            for key in getattr(value, "duplicates", ()):
                yield Problem(joined(path, key), "is given twice")
            for key, item in value.items():
                yield from _flaws(key, joined(path, key))
                yield from _flaws(item, joined(path, key))
        case list():
            for index, item in enumerate(value):
                yield from _flaws(item, joined(path, index))
        case float() if not math.isfinite(value):
            yield Problem(path or "$", "should be a finite number")
        case str() if any("\ud800" <= character <= "\udfff" for character in value):
            yield Problem(path or "$", "holds text that is not valid Unicode")
