"""The layer dictionary as a Markdown table, for ``models/README.md`` and ``dnn-parser layers``."""

from __future__ import annotations

from itertools import groupby

from dnn_parser.layers import LAYERS, Kind, LayerType, Option, Required


def layer_reference() -> str:
    """Return every code with the module that it becomes, its shape rule and its options, as Markdown.

    Codes that follow each other and take the same are told together.
    """
    sections = []
    for title, published in (("### Published codes", True), ("### Codes of our own", False)):
        entries = [entry for entry in LAYERS.values() if entry.published is published]
        alike = (list(group) for _, group in groupby(entries, key=lambda entry: (entry.shape, entry.options)))
        sections.append(f"{title}\n\n" + "\n".join(map(_entries, alike)))
    return "\n".join(sections)


def _entries(entries: list[LayerType]) -> str:
    codes = "; ".join(f"**`{entry.code}`** — {entry.becomes}" for entry in entries)
    lines = [f"{codes}. Shape: {entries[0].shape}.", ""]
    if entries[0].options:
        lines += ["| option | value | default | meaning |", "|---|---|---|---|"]
        lines += [_row(name, option) for name, option in entries[0].options.items()]
        lines.append("")
    return "\n".join(lines)


def _row(name: str, option: Option) -> str:
    value = ", ".join(f"`{word}`" for word in option.choices) if option.kind is Kind.CHOICE else option.kind.value
    return f"| `{name}` | {value} | {_default(option)} | {option.meaning} |"


def _default(option: Option) -> str:
    if isinstance(option.default, Required):
        return "none"
    if callable(option.default) or option.default is None:
        return "computed"
    return f"`{str(option.default).lower() if isinstance(option.default, bool) else option.default}`"
