"""Reading single values of a document: a value that does not fit is noted with its path, and reading goes on."""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TypeVar

from dnn_parser.description import OptionValue
from dnn_parser.document import Json, joined, kind_of, quoted
from dnn_parser.errors import Problem
from dnn_parser.layers import Kind, Option
from dnn_parser.layers.options import LARGEST_COUNT, LARGEST_OFFSET

_NUMBER = re.compile(r"[+-]?[0-9]{1,20}(\.[0-9]{1,20})?([eE][+-]?[0-9]{1,3})?")
_MOST_SUGGESTIONS = 100
_Word = TypeVar("_Word", bound=StrEnum)


class Findings:
    """Problems and warnings, as they are found."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.warnings: list[str] = []
        self._suggestions = 0

    def problem(self, path: str, reason: str) -> None:
        """Note something wrong."""
        self.problems.append(Problem(path, reason))

    def unknown_keys(self, path: str, given: Iterable[str], known: Iterable[str]) -> None:
        """Warn of keys that are not understood."""
        names = list(known)
        for key in given:
            if key not in names:
                self.warnings.append(f"{joined(path, key)} is not known and is ignored{self.suggest(key, names)}")

    def suggest(self, given: str, known: Iterable[str]) -> str:
        """Return the nearest known word as a clause to append to a message, or nothing."""
        self._suggestions += 1
        if self._suggestions > _MOST_SUGGESTIONS:  # comparing words is slow, and documents may be hostile
            return ""
        by_lower = {name.lower(): name for name in known}
        near = difflib.get_close_matches(given[:40].lower(), by_lower, n=1, cutoff=0.6)
        return f"; did you mean {by_lower[near[0]]}?" if near else ""


def to_number(value: Json) -> float | None:
    """Return a finite number that was given as one or as numeric text; None for anything else."""
    if isinstance(value, str) and _NUMBER.fullmatch(value.strip()):
        value = float(value)
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return value


def to_whole(value: Json) -> int | None:
    """Return a whole number, given as one or as text; None for anything else."""
    number = to_number(value)
    return int(number) if number is not None and number == int(number) else None


def read_whole(value: Json, path: str, found: Findings, low: int = 1, high: int = LARGEST_COUNT) -> int | None:
    """Read a whole number between two bounds."""
    whole = to_whole(value)
    if whole is None:
        found.problem(path, f"should be a whole number, not {kind_of(value)}")
    elif not low <= whole <= high:
        found.problem(path, f"should be between {low:,} and {high:,}, not {quoted(whole)}")
        return None
    return whole


def read_number(
    value: Json, path: str, found: Findings, low: float = -math.inf, high: float = math.inf
) -> float | None:
    """Read a number between two bounds."""
    number = to_number(value)
    if number is None:
        found.problem(path, f"should be a number, not {kind_of(value)}")
    elif not low <= number <= high:
        bounds = f"between {low:g} and {high:g}" if math.isfinite(high) else f"at least {low:g}"
        found.problem(path, f"should be {bounds}, not {quoted(number)}")
        return None
    return None if number is None else float(number)


def read_flag(value: Json, path: str, found: Findings) -> bool | None:
    """Read true or false, also as text."""
    if isinstance(value, str) and value.lower() in ("true", "false"):
        return value.lower() == "true"
    if not isinstance(value, bool):
        found.problem(path, f"should be true or false, not {kind_of(value)}")
        return None
    return value


def read_word(value: Json, path: str, found: Findings, words: Iterable[str]) -> str | None:
    """Read a word of a closed list, in any case."""
    by_lower = {word.lower(): word for word in words}
    if isinstance(value, str) and value.lower() in by_lower:
        return by_lower[value.lower()]
    hint = found.suggest(value, by_lower.values()) if isinstance(value, str) else ""
    found.problem(path, f"should be one of {', '.join(by_lower.values())}, not {kind_of(value)}{hint}")
    return None


def read_enum(value: Json, path: str, found: Findings, words: type[_Word]) -> _Word | None:
    """Read a coded value."""
    word = read_word(value, path, found, list(words))
    return None if word is None else words(word)


def read_object(value: Json, path: str, found: Findings) -> Mapping[str, Json]:
    """Read an object; anything else counts as empty."""
    if isinstance(value, dict):
        return value
    found.problem(path, f"should be an object, not {kind_of(value)}")
    return {}


def read_option(value: Json, path: str, found: Findings, option: Option) -> OptionValue:
    """Read the value of a layer's option; None where it does not fit."""
    match option.kind:
        case Kind.COUNT:
            return read_whole(value, path, found, 1, _cap(option, LARGEST_COUNT))
        case Kind.FLAG:
            return read_flag(value, path, found)
        case Kind.NUMBER:
            return read_number(value, path, found, option.low, option.high)
        case Kind.CHOICE:
            return read_word(value, path, found, option.choices)
        case Kind.PADDING if isinstance(value, str) and value.lower() == "same":
            return "same"
        case Kind.SIZE:
            return _per_axis(value, path, found, 1, _cap(option, LARGEST_OFFSET))
        case Kind.OFFSET | Kind.PADDING:
            return _per_axis(value, path, found, 0, _cap(option, LARGEST_OFFSET))


def _per_axis(value: Json, path: str, found: Findings, low: int, high: int) -> int | tuple[int, ...] | None:
    if not isinstance(value, list):
        return read_whole(value, path, found, low, high)
    if len(value) not in (1, 2):
        found.problem(path, f"should be a whole number or one per axis, not a list of {len(value)}")
        return None
    sizes = [read_whole(item, joined(path, index), found, low, high) for index, item in enumerate(value)]
    whole = tuple(size for size in sizes if size is not None)
    return whole if len(whole) == len(sizes) else None


def _cap(option: Option, largest: int) -> int:
    return min(int(option.high), largest)


def unwrapped(document: Mapping[str, Json], key: str, found: Findings) -> tuple[Json, str]:
    """Return the value of ``{"key": {"key": value}}``, also written ``{"key": value}``."""
    value = document[key]
    if not isinstance(value, dict):
        return value, key
    found.unknown_keys(key, value, (key,))
    return value.get(key), f"{key}.{key}"


def read_network_value(document: Mapping[str, Json], key: str, low: int, found: Findings) -> int | None:
    """Read one value for the whole network, ``{"stride": {"stride": 1}}`` or ``{"stride": 1}``."""
    if key not in document:
        return None
    value, path = unwrapped(document, key, found)
    if isinstance(value, list | dict):
        found.problem(path, f"should be a whole number, not {kind_of(value)}")
        return None
    return read_whole(value, path, found, low, 1000)
