"""Random documents: valid ones grown layer by layer, and broken ones made from them."""

from __future__ import annotations

import copy
import json
import random
from typing import Any

import dnn_parser
from dnn_parser import plan_network
from dnn_parser.layers import LAYERS, Kind, Option
from tests.unit.dnn_parser.documents import DESCRIPTIONS, document


def random_document(choose: random.Random, most_layers: int = 8) -> dict[str, Any]:
    """A valid document; layers that do not fit what came before are drawn again."""
    shape: tuple[int, ...] = (choose.randint(1, 4), choose.randint(6, 20))
    if choose.random() < 0.7:
        shape = (*shape, choose.randint(6, 20))
    layers: list[tuple[str, dict[str, Any]]] = []
    labels = shape[0]
    for _ in range(most_layers * 3):
        entry = LAYERS[choose.choice(sorted(set(LAYERS) - {"output"}))]
        own = {
            name: random_value(choose, option, len(shape) - 1)
            for name, option in entry.options.items()
            if name in ("channels", "kernel", "pool", "groups") or choose.random() < 0.3
        }
        if entry.fewest_inputs > 1:
            own["inputs"] = [len(layers), *(choose.randint(0, len(layers)) for _ in range(entry.fewest_inputs - 1))]
        grown = [*layers, (entry.code, own)]
        output = output_shape(grown, shape)
        if output is not None:
            layers, labels = grown, output[0]
        if len(layers) == most_layers:
            break
    if not layers or choose.random() < 0.3:
        layers, labels = [*layers, ("output", {})], choose.randint(1, 4)
    return document(layers, shape, labels)


def output_shape(layers: list[tuple[str, dict[str, Any]]], shape: tuple[int, ...]) -> tuple[int, ...] | None:
    """Return the shape that the last layer puts out, by the shape rules; None if they refuse."""
    content = document(layers, shape)
    limits = dnn_parser.Limits(parameters=200_000, activation_bytes=8_000_000)
    try:
        dnn_parser.read_description(json.dumps(content), limits=limits)
    except dnn_parser.NetworkDescriptionError as error:
        if [problem.json_path for problem in error.problems] != ["input_shape.label_shape"]:
            return None
        content["input_shape"]["label_shape"] = int(error.reason.rsplit("puts out ")[1].split(" x ")[0])
    return plan_network(dnn_parser.read_description(json.dumps(content))).steps[-1].output


def random_value(choose: random.Random, option: Option, axes: int) -> Any:
    match option.kind:
        case Kind.COUNT:
            return choose.choice([1, 2, 3, 4, 6, 8])
        case Kind.FLAG:
            return choose.random() < 0.5
        case Kind.NUMBER:
            return round(choose.uniform(max(option.low, 0.01), min(option.high, 0.9)), 3)
        case Kind.CHOICE:
            return choose.choice(option.choices)
        case Kind.SIZE:
            whole = [choose.randint(1, 4) for _ in range(max(axes, 1))]
            return whole if choose.random() < 0.3 else whole[0]
        case Kind.OFFSET:
            return choose.randint(0, 2)
        case Kind.PADDING:
            return choose.choice([0, 1, 2, "same"])


ODD_VALUES: list[Any] = [
    None, True, False, -1, 0, 1, 2, 3, 7, 64, 1000, 65_536, 10**6, 10**9, 10**30, 0.5, -0.0, 1e300, "", "0", "3",
    "-1", "1e9", "same", "relu", "doubleConv", "lstm", "concat", "Upsample", "cnn2d", "\x00", "٣", "²", "a" * 500,
    [], {}, [1], [0, 0], [1, 2, 3], [[[]]], {"1": "2"}, {"padding": {"padding": 1}}, "__class__", "../../etc",
]  # fmt: skip


def mutated(choose: random.Random, content: dict[str, Any], others: list[dict[str, Any]]) -> str:
    """A document with one to three random changes, as text that may no longer be JSON."""
    content = copy.deepcopy(content)
    for _ in range(choose.choice([1, 1, 1, 1, 2, 3])):
        _change(choose, content, others)
    text = json.dumps(content)
    if choose.random() < 0.15:
        text = _damage(choose, text)
    return text


def _change(choose: random.Random, content: dict[str, Any], others: list[dict[str, Any]]) -> None:
    places: list[tuple[Any, Any]] = []
    stack: list[Any] = [content]
    while stack:
        node = stack.pop()
        items = list(node.items()) if isinstance(node, dict) else list(enumerate(node))
        places += [(node, key) for key, _ in items]
        stack += [value for _, value in items if isinstance(value, dict | list)]
    if not places:
        content["architecture"] = choose.choice(ODD_VALUES)
        return
    node, key = choose.choice(places)
    match choose.randrange(10):
        case 0:
            del node[key]
        case 1 | 2:
            node[key] = copy.deepcopy(choose.choice(ODD_VALUES))
        case 3 | 7 | 8 | 9 if isinstance(node[key], int | float) and not isinstance(node[key], bool):
            node[key] = node[key] * choose.choice([1, 1, 1, 2, 3, -1, 100, 10**6]) + choose.choice([-1, 0, 1])
        case 4 if isinstance(node, dict):
            node[choose.choice([str(choose.randint(0, 30)), "cn99", key + "x", "inputs", ""])] = node.pop(key)
        case 5:
            other = choose.choice(others)
            section = choose.choice(list(other))
            content[section] = copy.deepcopy(other[section])
        case _:
            second, other_key = choose.choice(places)
            if other_key in second if isinstance(second, dict) else other_key < len(second):
                node[key] = copy.deepcopy(second[other_key])


def _damage(choose: random.Random, text: str) -> str:
    at = choose.randrange(len(text))
    match choose.randrange(4):
        case 0:
            return text[:at]
        case 1:
            return text[:at] + choose.choice('{}[]",:\\0eNaN') + text[at:]
        case 2:
            return text[:at] + text[at : at + choose.randint(1, 200)] + text[at:]
        case _:
            return text.replace(
                choose.choice(["1", "2", "3"]), choose.choice(["NaN", "Infinity", "1e400", "9" * 400]), 1
            )


def published_documents() -> list[dict[str, Any]]:
    return [json.loads(path.read_text()) for path in sorted(DESCRIPTIONS.glob("*.json"))]
