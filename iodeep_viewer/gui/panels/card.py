"""A model card as readable text. What it says comes from the network: it is shown, never interpreted."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from PyQt6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

_TITLES = {
    "description": QT_TRANSLATE_NOOP("Card", "Description"),
    "intended_use": QT_TRANSLATE_NOOP("Card", "Intended use"),
    "limitations": QT_TRANSLATE_NOOP("Card", "Limitations"),
    "metrics": QT_TRANSLATE_NOOP("Card", "How good it is"),
    "data": QT_TRANSLATE_NOOP("Card", "Data"),
    "split": QT_TRANSLATE_NOOP("Card", "How the data were divided"),
    "preprocessing": QT_TRANSLATE_NOOP("Card", "Preprocessing"),
    "postprocessing": QT_TRANSLATE_NOOP("Card", "Postprocessing"),
    "training": QT_TRANSLATE_NOOP("Card", "Training"),
    "licence": QT_TRANSLATE_NOOP("Card", "Licence"),
}
"""Entries in the order in which they are read; those that it does not name follow."""
BULLET = "•  "
_LEFT_OUT = {"name", "version"}
_MOST_CHARACTERS = 100_000
_DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Section:
    """An entry of a card: its title, and lines with how far each is indented."""

    title: str
    lines: tuple[tuple[int, str], ...]


def sections(card: str) -> tuple[Section, ...]:
    """Take a card, JSON text, apart; one section that says why where it cannot be read."""
    if not card.strip():
        return (_sentence(QCoreApplication.translate("Card", "The network came without a card.")),)
    document = _document(card)
    if document is None:
        return (_sentence(QCoreApplication.translate("Card", "The network's card cannot be read.")),)
    keys = [key for key in _TITLES if key in document]
    keys += [key for key in document if key not in _TITLES and key not in _LEFT_OUT]
    return tuple(
        Section(
            QCoreApplication.translate("Card", _TITLES[key]) if key in _TITLES else _words(key),
            tuple(_lines(document[key], 0)),
        )
        for key in keys
    )


def summary(card: str) -> str:
    """Return the description of a card; empty where it has none."""
    document = _document(card) or {}
    text = document.get("description", "")
    return _clean(text)[:1000] if isinstance(text, str) else ""


def _document(card: str) -> Mapping[str, Any] | None:
    if len(card) > _MOST_CHARACTERS:
        return None
    try:
        document = json.loads(card)
    except (ValueError, RecursionError):
        return None
    return document if isinstance(document, dict) else None


def _sentence(text: str) -> Section:
    return Section("", ((0, text),))


def _lines(value: object, depth: int) -> Iterator[tuple[int, str]]:
    if depth > _DEEPEST:
        yield depth, "…"
    elif isinstance(value, Mapping):
        for key, item in value.items():
            if _is_plain(item):
                yield depth, f"{_words(key)}: {_plain(item)}"
            else:
                yield depth, f"{_words(key)}:"
                yield from _lines(item, depth + 1)
    elif isinstance(value, list) and not _is_plain(value):
        for item in value:
            if _is_plain(item):
                yield depth, f"{BULLET}{_plain(item)}"
            else:
                yield from _lines(item, depth + 1)
    else:
        yield depth, _plain(value)


def _is_plain(value: object) -> bool:
    """Return whether a value fits on one line: numbers side by side do."""
    if isinstance(value, list):
        return len(value) <= 4 and all(isinstance(item, int | float) for item in value)
    return not isinstance(value, dict)


def _plain(value: object) -> str:
    if value is None:
        return QCoreApplication.translate("Card", "none")
    if isinstance(value, bool):
        return QCoreApplication.translate("Card", "yes") if value else QCoreApplication.translate("Card", "no")
    if isinstance(value, list):
        return ", ".join(map(_plain, value))
    return _clean(str(value))


def _words(key: str) -> str:
    text = _clean(key).replace("_", " ")
    return text[:1].upper() + text[1:]


def _clean(text: str) -> str:
    """Take out control characters, also those that turn the direction of writing around."""
    return "".join(character if character.isprintable() else " " for character in text)
