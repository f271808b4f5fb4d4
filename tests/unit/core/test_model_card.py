from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from iodeep_viewer.core.model_card import REQUIRED, card_problems


def card() -> dict[str, Any]:
    whole: dict[str, Any] = {}
    for key in REQUIRED:
        outer, _, inner = key.partition(".")
        if inner:
            whole.setdefault(outer, {})[inner] = "x"
        else:
            whole[outer] = "x"
    return whole


def test_a_complete_card_has_no_problems_and_a_seed_of_0_is_one() -> None:
    assert card_problems(card()) == ()
    assert card_problems(card() | {"training": {"command": "train", "seed": 0}}) == ()


@pytest.mark.parametrize("key", REQUIRED)
@pytest.mark.parametrize("empty", [None, "", [], {}])
def test_each_key_that_is_missing_or_empty_is_named(key: str, empty: object) -> None:
    outer, _, inner = key.partition(".")
    spoilt = card() | ({outer: card()[outer] | {inner: empty}} if inner else {outer: empty})
    assert card_problems(spoilt) == (f"“{key}” is missing: {REQUIRED[key]}.",)
    del spoilt[outer]
    assert f"“{key}” is missing: {REQUIRED[key]}." in card_problems(spoilt)


def test_all_that_is_missing_is_told_together() -> None:
    assert len(card_problems({})) == len(REQUIRED)
    assert len(card_problems({"training": "by hand", "selection": 3})) == len(REQUIRED)


def test_the_documentation_lists_every_key() -> None:
    text = (Path(__file__).parents[3] / "models" / "README.md").read_text(encoding="utf-8")
    assert [key for key, meaning in REQUIRED.items() if f"| `{key}` | {meaning} |" not in text] == []
