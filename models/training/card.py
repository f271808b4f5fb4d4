"""The model card: what a network is, what it was made from, how good it is, what it is for."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.workflows.model_folder import record_answer

SECTIONS = (
    ("description", None),
    ("intended_use", "Intended use"),
    ("data", "Data"),
    ("split", "Split"),
    ("metrics", "Figures"),
    ("limitations", "Limitations"),
    ("preprocessing", "Preprocessing"),
    ("postprocessing", "From probabilities to regions"),
    ("training", "Training"),
    ("licence", "Licence"),
    ("selection", "Read by the viewer for images with"),
    ("identity", "Identity"),
)


def dnn_uid(weights: Path) -> tuple[str, str]:
    """Return the UID of a network, 2.25. and the first 16 bytes of the digest, and the digest of its weights."""
    digest = hashlib.sha256(weights.read_bytes())
    return f"2.25.{int.from_bytes(digest.digest()[:16], 'big')}", digest.hexdigest()


def training_record(folder: Path, run: dict[str, Any], *, proceeds: bool, measures: bool) -> dict[str, Any]:
    """Return how the weights came about: this run, this run after those of the card that is there, or only those."""
    if not (proceeds or measures):
        return run
    before: dict[str, Any] = json.loads((folder / "card.json").read_text(encoding="utf-8"))["training"]
    return before if measures else {**run, "continues": before}


def write_card(folder: Path, card: dict[str, Any]) -> None:
    """Complete a card with the identity of the weights in ``folder``; write ``card.json`` and ``CARD.md``.

    What the network answers to a pattern is recorded beside them, to be compared before it is published.
    """
    uid, digest = dnn_uid(folder / "weights.safetensors")
    card = {**card, "dnn_uid": uid, "weights_sha256": digest}
    (folder / "card.json").write_text(json.dumps(card, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    (folder / "CARD.md").write_text(_text(card), encoding="utf-8")
    record_answer(folder, TaskControl())


def summary(dice: NDArray[np.float64], seed: int = 0) -> dict[str, float | list[float] | int]:
    """Mean with its 95 % bootstrap interval, median and quartiles of Dice over pictures."""
    rng = np.random.default_rng(seed)
    means = rng.choice(dice, (2000, len(dice))).mean(axis=1)
    return {
        "pictures": len(dice),
        "dice_mean": round(float(dice.mean()), 4),
        "dice_mean_95_percent_interval": [round(float(value), 4) for value in np.percentile(means, (2.5, 97.5))],
        "dice_median": round(float(np.median(dice)), 4),
        "dice_quartiles": [round(float(value), 4) for value in np.percentile(dice, (25, 75))],
        "share_with_dice_under_0.1": round(float((dice < 0.1).mean()), 4),
    }


def _text(card: dict[str, Any]) -> str:
    card = {**card, "identity": {key: card[key] for key in ("version", "dnn_uid", "weights_sha256", "previous")}}
    lines = [f"# {card['name']}", ""]
    for key, title in SECTIONS:
        if title:
            lines += [f"## {title}", ""]
        lines += [*_lines(card[key]), ""]
    return "\n".join(lines)


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
        return "; ".join(f"{key.replace('_', ' ')} {_inline(item)}" for key, item in value.items())
    if isinstance(value, list):
        return (" to " if len(value) == 2 else ", ").join(_inline(item) for item in value)
    return "none" if value is None else str(value)
