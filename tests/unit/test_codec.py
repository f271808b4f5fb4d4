"""Stored JSON comes back exactly, or is refused with the place of the error."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from iodeep_viewer.codec import Format, Malformed, parse, structure, unstructure


class Fruit(Enum):
    APPLE = "an apple"
    PEAR = "a pear"


@dataclass(frozen=True, slots=True)
class Inner:
    name: str
    size: float = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Everything:
    number: int
    ratio: float
    on: bool
    text: str
    fruit: Fruit
    place: Path
    either: int | None
    inner: Inner | None
    pair: tuple[str, int | None]
    many: tuple[Inner, ...]
    chosen: frozenset[tuple[str, int | None]]
    named: Mapping[str, Inner]
    points: NDArray[np.float64]


WHOLE = Everything(
    number=3,
    ratio=0.1,
    on=True,
    text="façade «\n»",
    fruit=Fruit.PEAR,
    place=Path("/srv/a b"),
    either=None,
    inner=Inner("a", math.pi),
    pair=("b", None),
    many=(Inner("c"), Inner("d", -0.0)),
    chosen=frozenset({("e", 2), ("e", None), ("a", 10)}),
    named={"x": Inner("f")},
    points=np.array([[0.1, 1 / 3], [-1e-300, 5e-324], [1.7976931348623157e308, 12345678.9]]),
)


def test_every_kind_of_value_comes_back_exactly() -> None:
    document = json.loads(json.dumps(unstructure(WHOLE)))
    found = structure(document, Everything)
    assert found.points.dtype == np.float64
    assert found.points.tobytes() == WHOLE.points.tobytes()
    names = [name for name in Everything.__slots__ if name != "points"]
    assert [getattr(found, name) for name in names] == [getattr(WHOLE, name) for name in names]
    assert document["fruit"] == "PEAR"
    assert document["chosen"] == [["a", 10], ["e", 2], ["e", None]]


@pytest.mark.parametrize(
    ("name", "value", "place"),
    [
        ("number", "3", "'number'"),
        ("number", True, "'number'"),
        ("number", 3.0, "'number'"),
        ("number", None, "'number'"),
        ("ratio", "0.1", "'ratio'"),
        ("ratio", True, "'ratio'"),
        ("ratio", 10**400, "'ratio'"),
        ("on", 1, "'on'"),
        ("text", 3, "'text'"),
        ("fruit", "an apple", "'fruit'"),
        ("fruit", 1, "'fruit'"),
        ("place", 1, "'place'"),
        ("either", "3", "'either'"),
        ("inner", [], "'inner'"),
        ("inner", {"name": "a", "size": "1"}, "'inner.size'"),
        ("inner", {}, "'inner.name'"),
        ("pair", ["b"], "'pair'"),
        ("pair", ["b", 1, 2], "'pair'"),
        ("pair", "b1", "'pair'"),
        ("pair", [1, 1], "'pair[0]'"),
        ("many", {"name": "c"}, "'many'"),
        ("many", [{"name": "c"}, {"name": 1}], "'many[1].name'"),
        ("many", ["name"], "'many[0]'"),
        ("chosen", [["a", 1], ["a", "1"]], "'chosen[1][1]'"),
        ("named", [["x", {"name": "f"}]], "'named'"),
        ("named", {"x": {"name": None}}, "'named[x].name'"),
        ("points", [1.0, 2.0], "'points'"),
        ("points", [[1.0, 2.0], [3.0]], "'points'"),
        ("points", [[1.0, "2.0"]], "'points'"),
        ("points", [[1.0, True]], "'points'"),
        ("points", [[10**400, 1.0]], "'points'"),
        ("points", "abc", "'points'"),
    ],
)
def test_a_value_of_another_type_is_refused_and_its_place_is_named(name: str, value: object, place: str) -> None:
    document = unstructure(WHOLE) | {name: value}
    with pytest.raises(Malformed) as raised:
        structure(document, Everything)
    assert str(raised.value).startswith(place)


@pytest.mark.parametrize("document", [[], "number", 3, None])
def test_something_else_than_an_object_is_refused(document: object) -> None:
    with pytest.raises(Malformed, match="it is not a JSON object"):
        structure(document, Everything)


@pytest.mark.parametrize("text", ["", "{", b"\xff", "[" * 100_000, "1" * 5000])
def test_a_text_that_is_not_json_is_refused(text: str | bytes) -> None:
    with pytest.raises(Malformed, match="it is not JSON"):
        parse(text)


@dataclass(frozen=True, slots=True)
class Store:
    """Version 1: a bare list of names. Version 2: ``items`` of names. Version 3: ``entries`` of :class:`Inner`."""

    entries: tuple[Inner, ...] = ()
    by_name: Mapping[str, Inner] = field(default_factory=dict)


def _second(document: Any) -> dict[str, Any]:
    return {"items": [*document]}


def _third(document: Any) -> dict[str, Any]:
    return {"entries": [{"name": name} for name in document["items"]]}


FORMAT = Format(Store, (_second, _third))


@pytest.mark.parametrize(
    "text",
    ['["a"]', '{"version": 2, "items": ["a"]}', '{"version": 3, "entries": [{"name": "a", "size": 1.0}]}'],
)
def test_each_version_is_read_and_the_last_one_written(text: str) -> None:
    value = FORMAT.load(text)
    assert value == Store((Inner("a"),))
    document = json.loads(FORMAT.dump(value))
    assert document == {"version": 3, "entries": [{"name": "a", "size": 1.0}], "by_name": {}}


@pytest.mark.parametrize("text", ['{"version": 2, "things": []}', '{"version": 2, "items": 3}', "3"])
def test_a_former_version_that_is_not_of_its_form_is_refused(text: str) -> None:
    with pytest.raises(Malformed, match="not of the form"):
        FORMAT.load(text)


@pytest.mark.parametrize("text", ["[]", "3"])
def test_something_else_than_an_object_is_refused_without_migrations_too(text: str) -> None:
    with pytest.raises(Malformed, match="not a JSON object"):
        Format(Store).load(text)


def test_unknown_keys_and_a_later_version_stay_and_what_was_removed_does_not() -> None:
    former = {
        "version": 9,
        "later": 1,
        "entries": [{"name": "a", "color": "red"}, {"name": "b", "color": "blue"}],
        "by_name": {"x": {"name": "a", "color": "red"}, "y": {"name": "b"}},
    }
    text = json.dumps(former)
    value = FORMAT.load(text)
    assert [item.name for item in value.entries] == ["a", "b"]
    changed = Store((Inner("b", 2.0), Inner("c")), {"x": Inner("z")})
    assert json.loads(FORMAT.dump(changed, former=text)) == {
        "version": 9,
        "later": 1,
        "entries": [{"name": "b", "size": 2.0, "color": "blue"}, {"name": "c", "size": 1.0}],
        "by_name": {"x": {"name": "z", "size": 1.0, "color": "red"}},
    }
