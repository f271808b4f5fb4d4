"""The model card: statements that an author has to make about a network before it may be published.

A card is a JSON object; :data:`REQUIRED` is the only list of what has to be in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

REQUIRED = {
    "name": "how the network is called in the viewer",
    "version": "the author's version of it",
    "description": "what it finds, on which images, and how it was made",
    "intended_use": "what it is for, and what it is not for",
    "data": "what it was trained on, with source and licence",
    "split": "how training, validation and test data were kept apart",
    "metrics": "how good it is, on which data",
    "limitations": "where it fails, and what was not tried",
    "preprocessing": "how a slice becomes its input, as in network.json",
    "training.command": "the command that trains it",
    "training.seed": "the seed of the run",
    "licence": "under which terms it may be used",
    "dnn_uid": "its UID",
    "weights_sha256": "the digest of weights.safetensors",
    "selection.modality": "Modality of the images that it reads",
    "selection.samples_per_pixel": "SamplesPerPixel of these images, 1 or 3",
    "selection.body_part_examined": "BodyPartExamined of these images",
    "selection.photometric_interpretation": "PhotometricInterpretation of these images",
}
"""Keys of a card, with a dot where one is inside of another, and what each says."""


def card_problems(card: Mapping[str, Any]) -> tuple[str, ...]:
    """List the keys that are missing in a card.

    Parameters
    ----------
    card
        The JSON object.

    Returns
    -------
    tuple of str
        One sentence for each key that is missing.
    """
    return tuple(f"“{key}” is missing: {meaning}." for key, meaning in REQUIRED.items() if _is_empty(card, key))


def _is_empty(card: Mapping[str, Any], key: str) -> bool:
    value: Any = card
    for part in key.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value is None or (isinstance(value, str | list | dict) and not value)
