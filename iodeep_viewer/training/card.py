"""The model card: statements of the author, and results of training and evaluation."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from iodeep_viewer.core.model_card import card_problems
from iodeep_viewer.errors import NetworkError
from iodeep_viewer.training.run_files import RunFiles, write_file

_SECTIONS = (
    ("description", None),
    ("intended_use", "Intended use"),
    ("data", "Data"),
    ("split", "Split"),
    ("metrics", "Figures"),
    ("limitations", "Limitations"),
    ("preprocessing", "Preprocessing"),
    ("postprocessing", "From probabilities to regions"),
    ("training", "Training"),
    ("selection", "Read by the viewer for images with"),
    ("identity", "Identity"),
)
_IDENTITY = ("version", "licence", "dnn_uid", "weights_sha256", "previous")
_DIGEST = re.compile("[0-9a-f]{64}")


def update_card(model: Path, author: Mapping[str, Any], metrics: Mapping[str, Any]) -> tuple[str, ...]:
    """Write ``card.json`` and ``CARD.md`` anew.

    Parameters
    ----------
    author
        Content of ``card`` in the training file: it replaces that of the card.
    metrics
        By name, e.g. ``test``; they replace all figures that were measured with other weights, and add to those that
        were measured with these and to those of the author.

    Returns
    -------
    tuple of str
        Entries that the card still lacks before the network may be published, one sentence each.

    Raises
    ------
    NetworkError
        If the card or the description cannot be read.
    IODeepError
        If the card cannot be written.
    """
    files = RunFiles(model)
    card, document = _json(model / "card.json", {}), _json(files.description, None)
    digest = hashlib.sha256(_bytes(files.weights)).hexdigest()
    before = card.get("weights_sha256")
    # The UID is that of the weights, unless the author gives one to a version that differs in something else only.
    if isinstance(before, str) and _DIGEST.fullmatch(before) and card.get("dnn_uid") == _uid_of(before):
        del card["dnn_uid"]
    measured = _metrics(card) if before == digest else {}
    record = _json(files.record, {})
    if record.get("weights_sha256") == digest:
        card |= {key: record[key] for key in ("training", "split") if key in record}
    card |= author
    card["metrics"] = {**measured, **_metrics(author), **metrics}
    card["preprocessing"] = document.get("preprocessing", {})
    card["postprocessing"] = document.get("postprocessing", {})
    return card_problems(write_card(model, card))


def photometric_interpretation(model: Path, author: Mapping[str, Any]) -> str:
    """Of the images that a network reads: as its author states, else as the card in its folder does.

    Raises
    ------
    NetworkError
        If the card cannot be read.
    """
    for card in (author, _json(model / "card.json", {})):
        selection = card.get("selection")
        named = selection.get("photometric_interpretation") if isinstance(selection, dict) else None
        if named:
            return str(named)
    return "MONOCHROME2"


def write_card(model: Path, card: Mapping[str, Any]) -> dict[str, Any]:
    """Complete a card with the identity of the weights in the folder, and write ``card.json`` and ``CARD.md``.

    Returns
    -------
    dict
        The whole card. A ``dnn_uid`` that it names already is kept.
    """
    digest = hashlib.sha256(_bytes(RunFiles(model).weights)).hexdigest()
    whole = {"dnn_uid": _uid_of(digest), "previous": None, **card, "weights_sha256": digest}
    # A date of a TOML file is written as its text.
    text = json.dumps(whole, indent=2, ensure_ascii=False, default=str)
    write_file(model / "card.json", f"{text}\n".encode())
    write_file(model / "CARD.md", card_text(whole).encode())
    return whole


def card_text(card: Mapping[str, Any]) -> str:
    """Return a card as Markdown."""
    whole = {**card, "identity": {key: card.get(key) for key in _IDENTITY if key in card}}
    lines = [f"# {card.get('name', 'A network')}", ""]
    for key, title in _SECTIONS:
        if not whole.get(key):
            continue
        if title:
            lines += [f"## {title}", ""]
        lines += [*_lines(whole[key]), ""]
    return "\n".join(lines)


def _uid_of(digest: str) -> str:
    """2.25. and a whole number of 128 bits (PS3.5 section B.2), here the first ones of the digest of the weights."""
    return f"2.25.{int.from_bytes(bytes.fromhex(digest)[:16], 'big')}"


def _metrics(card: Mapping[str, Any]) -> dict[str, Any]:
    metrics = card.get("metrics", {})
    if not isinstance(metrics, dict):
        raise NetworkError("“metrics” of the card is not a table.", "Give each figure a name.")
    return metrics


def _lines(value: Any) -> list[str]:
    if isinstance(value, dict):
        tables = {key: item for key, item in value.items() if _is_table(item)}
        lines = [f"- {_words(key)}: {_inline(item)}" for key, item in value.items() if key not in tables]
        for key, item in tables.items():
            lines += ["", f"### {_words(key).capitalize()}", "", *_table(item)]
        return lines
    if isinstance(value, list):
        return [f"- {_inline(item)}" for item in value]
    return [str(value)]


def _is_table(value: Any) -> bool:
    """Tell whether it is a group of groups of the same figures."""
    return isinstance(value, dict) and len(value) > 1 and all(isinstance(item, dict) for item in value.values())


def _table(value: dict[str, dict[str, Any]]) -> list[str]:
    columns = list(dict.fromkeys(key for item in value.values() for key in item))
    lines = [f"| | {' | '.join(map(_words, columns))} |", f"|---{'|---' * len(columns)}|"]
    for name, item in value.items():
        lines.append(f"| {_words(name)} | {' | '.join(_inline(item[key]) if key in item else '' for key in columns)} |")
    return lines


def _words(key: str) -> str:
    return key.replace("_", " ")


def _inline(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{_words(key)} {_inline(item)}" for key, item in value.items())
    if isinstance(value, list):
        return (" to " if len(value) == 2 else ", ").join(_inline(item) for item in value)
    return "none" if value is None else str(value)


def _json(path: Path, missing: dict[str, Any] | None) -> dict[str, Any]:
    """Read a JSON object; ``missing`` where there is no file, unless that is None."""
    if missing is not None and not path.exists():
        return dict(missing)
    try:
        document = json.loads(_bytes(path))
    except ValueError as error:
        raise NetworkError(f"{path} is not valid JSON.", str(error)) from error
    if not isinstance(document, dict):
        raise NetworkError(f"{path} is not a JSON object.", "See models/README.md for its keys.")
    return document


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise NetworkError(f"{path} cannot be read: {error.strerror}.", "Train the network first.") from error
