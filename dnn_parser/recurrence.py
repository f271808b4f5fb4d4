"""An LSTM or GRU of a traced module as the layer ``lstm`` or ``gru``.

The layer gives every step, or the last step of each direction. Which of the two a module wants shows in what it does
with the results of the operator: all outputs, the state after each layer and direction, and of an LSTM the cell state.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import getitem
from typing import Any

from torch import Tensor, fx

from dnn_parser.description import OptionValue
from dnn_parser.operations import KEEP_VALUES, Entry, Inexpressible

RECURRENT = frozenset({"lstm", "gru"})
"""ATen operators that are read here."""

_STEPS, _STATE = 0, 1


@dataclass(frozen=True, slots=True)
class Use:
    """The part of a recurrent layer's output that a module reads.

    Attributes
    ----------
    sequences
        All steps, shape (batch, length, features); otherwise the last one of each direction, (batch, features).
    nodes
        The operations that only pick that from the results.
    """

    sequences: bool
    nodes: frozenset[fx.Node]


def find_use(node: fx.Node, arguments: Mapping[str, Any]) -> Use:
    """Find the outputs of a recurrent operation that are used.

    Raises
    ------
    Inexpressible
        Where it is neither all steps nor the last one of each direction.
    """
    directions = 1 + arguments["bidirectional"]
    sequences, picked = False, set[fx.Node]()
    for result in node.users:
        if result.target is not getitem or not result.users:
            continue
        if result.args[1] == _STATE:
            picked |= {result, *_last_states(result, directions)}
        elif result.args[1] == _STEPS:
            last = _last_steps(result)
            if last and directions > 1:
                raise Inexpressible("the last position of both directions; the backward one ends at the first position")
            sequences = not last
            picked |= last
        else:
            raise Inexpressible("the cell state of an LSTM")
    if sequences and picked:
        raise Inexpressible("all steps of a recurrent layer and, beside them, the last one")
    return Use(sequences, frozenset(picked))


def recurrent_entry(kind: str, arguments: Mapping[str, Any], weights: list[Tensor], *, sequences: bool) -> Entry:
    """Return the layer for an operator, its arguments by name and its weights in the operator's order.

    Raises
    ------
    Inexpressible
        For dropout between stacked layers, projections, a first state, or a sequence not on the second axis.
    """
    if not arguments["batch_first"]:
        raise Inexpressible("a sequence on the first axis; use batch_first=True")
    if arguments["dropout"] and arguments["num_layers"] > 1:
        raise Inexpressible("dropout between stacked recurrent layers")
    if not all(_is_zero(state) for state in _first_states(arguments["hx"])):
        raise Inexpressible("a first state that is not zero")
    names = _weight_names(arguments)
    if len(weights) != len(names):
        raise Inexpressible("projections (proj_size)")
    options: dict[str, OptionValue] = {
        "channels": weights[1].shape[1],
        "depth": arguments["num_layers"],
        "bidirectional": arguments["bidirectional"],
        "return_sequences": sequences,
        "bias": arguments["has_biases"],
    }
    return Entry(kind, options, {f"{kind}.cell.{name}": tensor for name, tensor in zip(names, weights, strict=True)})


def _weight_names(arguments: Mapping[str, Any]) -> list[str]:
    """Return the names that ``torch.nn.LSTM`` and ``GRU`` give their weights, in the operator's order."""
    kinds = ("weight_ih", "weight_hh", "bias_ih", "bias_hh") if arguments["has_biases"] else ("weight_ih", "weight_hh")
    directions = ("", "_reverse") if arguments["bidirectional"] else ("",)
    return [f"{kind}_l{layer}{end}" for layer in range(arguments["num_layers"]) for end in directions for kind in kinds]


def keeps_all(node: fx.Node) -> bool:
    """Whether a node returns its input: a copy, or a slice that leaves nothing out (``values[:, 0:]``)."""
    operator = operator_of(node)
    if operator != "slice":
        return operator in KEEP_VALUES
    source = node.args[0]
    return isinstance(source, fx.Node) and bool(source.meta["val"].shape == node.meta["val"].shape)


def operator_of(node: fx.Node) -> str:
    """Return the name of a node's ATen operator; of anything else, all that it is called."""
    target = str(node.target)
    return target.split(".")[1] if target.startswith("aten.") else target


def _first_states(states: Any) -> Iterable[Any]:
    return states if isinstance(states, list | tuple) else (states,)


def _is_zero(state: Any) -> bool:
    return isinstance(state, fx.Node) and operator_of(state) == "zeros"


def _last_steps(steps: fx.Node) -> set[fx.Node]:
    """Return the nodes that pick the last position, (batch, length, features); nothing where anything else is read."""
    users = _users(steps)
    if all(_index(user, axis=1) == steps.meta["val"].shape[1] - 1 for user in users):
        return {steps, *users}
    return set()


def _last_states(states: fx.Node, directions: int) -> set[fx.Node]:
    """Return the nodes that pick and join the states of the last layer, (layers x directions, batch, features)."""
    first = states.meta["val"].shape[0] - directions
    users = _users(states)
    places = {user: _index(user, axis=0) for user in users}
    if any(place is None or place < first for place in places.values()):
        raise Inexpressible("another state of a recurrent layer than the one after its last layer")
    if directions == 1:
        return set(users)
    joins = {join for user in users for join in _users(user)}
    for join in joins:
        parts = join.args[0] if operator_of(join) == "cat" else ()
        order = [places.get(_whole(part)) for part in parts] if isinstance(parts, list | tuple) else []
        if order != [first, first + 1] or join.args[1:] not in ((1,), (-1,)):
            raise Inexpressible("the last steps of the two directions other than joined, the forward one first")
    return {*users, *joins}


def _index(node: fx.Node, *, axis: int) -> int | None:
    """Return which index a node takes along an axis; None where it does not just take one."""
    match operator_of(node), node.args:
        case "select", (source, int(dim), int(index)):
            shape = _whole(source).meta["val"].shape
            return index % int(shape[axis]) if dim % len(shape) == axis else None
        case "squeeze", (source, int(dim)):
            shape = _whole(source).meta["val"].shape
            return 0 if dim % len(shape) == axis and shape[axis] == 1 else None
        case _:
            return None


def _users(node: fx.Node) -> list[fx.Node]:
    """Return who uses a value, copies looked through."""
    return [end for user in node.users for end in (_users(user) if keeps_all(user) else [user])]


def _whole(node: Any) -> Any:
    """Return the first node of a chain of copies."""
    return _whole(node.args[0]) if isinstance(node, fx.Node) and keeps_all(node) else node
