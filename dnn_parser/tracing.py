"""Following a PyTorch module through ``torch.export`` to a list of layers."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import getitem
from typing import Any

import torch
from torch import Tensor, fx, nn

from dnn_parser.compaction import Draft
from dnn_parser.description import Shape
from dnn_parser.errors import UnsupportedModuleError, first_line
from dnn_parser.layers import LAYERS
from dnn_parser.operations import ELEMENTWISE, RULES, Call, Entry, Inexpressible
from dnn_parser.recurrence import RECURRENT, find_use, keeps_all, operator_of, recurrent_entry

_RESHAPES = ("view", "reshape", "unsqueeze")


def trace_module(module: nn.Module, example: Tensor) -> Draft:
    """Trace a module in evaluation mode: each operation becomes a layer.

    Raises
    ------
    UnsupportedModuleError
        With everything that no layer code does.
    """
    traced = _export(module, example)
    return Draft(tuple(_Reading(traced).read(traced.graph_module.graph)))


def _export(module: nn.Module, example: Tensor) -> Any:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return torch.export.export(module, (example,), strict=False)
    except Exception as error:  # whatever the module itself, or the tracing of it, stumbles over
        raise UnsupportedModuleError([f"the module cannot be traced: {first_line(error)}"]) from error


@dataclass(frozen=True, slots=True)
class _Value:
    """A traced value: the position that produces it, and whether its channels were moved to the end."""

    position: int
    channels_last: bool = False


_CONSTANT = _Value(-1)


class _Reading:
    """Goes through a traced graph and collects the layers."""

    def __init__(self, traced: Any) -> None:
        signature = traced.graph_signature
        names = {**signature.inputs_to_parameters, **signature.inputs_to_buffers}
        self.tensors = {
            node: traced.state_dict[name] if name in traced.state_dict else traced.constants[name]
            for node, name in names.items()
        }
        self.tensors |= {
            node: traced.constants[name] for node, name in signature.inputs_to_lifted_tensor_constants.items()
        }
        self.names = names
        self.values: dict[fx.Node, _Value | None] = {}
        self.layers: list[tuple[Entry, tuple[int, ...]]] = []
        self.reasons: list[str] = []
        self.used: dict[str, str] = {}
        self.picked: set[fx.Node] = set()

    def read(self, graph: fx.Graph) -> list[tuple[Entry, tuple[int, ...]]]:
        """Return each layer with the positions that it reads."""
        inputs = [node for node in graph.nodes if node.op == "placeholder" and node.name not in self.tensors]
        if len(inputs) != 1:
            self.reasons.append(f"the module takes {len(inputs)} inputs instead of one")
        self.values = {node: _Value(0) for node in inputs}
        for node in graph.nodes:
            if node.op == "call_function":
                self.values[node] = self._read_node(node)
            elif node.op == "output":
                self._check_output(node.args[0])
        if not self.layers and not self.reasons:
            self.reasons.append("the module does nothing to its input")
        if self.reasons:
            raise UnsupportedModuleError(self.reasons)
        return self.layers

    def _read_node(self, node: fx.Node) -> _Value | None:
        sources = [source for source in _nodes((*node.args, *node.kwargs.values())) if source.name not in self.tensors]
        if not sources:
            return _CONSTANT
        values = [self.values.get(source) for source in sources]
        if None in values:
            return None  # something before it was not understood, and said so
        try:
            return self._read_call(node, sources, [value for value in values if value])
        except Inexpressible as error:
            self.reasons.append(f"{_place(node)}: {error}")
            return None

    def _read_call(self, node: fx.Node, sources: list[fx.Node], values: list[_Value]) -> _Value:
        if node in self.picked or keeps_all(node):
            return values[0]
        if node.target is getitem:
            if node.args[1] != 0 and node.users:
                raise Inexpressible("a second result of an operation")
            return values[0]
        operator = operator_of(node)
        arguments = _by_name(node)
        if _does_nothing(operator, arguments):
            return values[0]
        if operator in ("permute", "transpose", "movedim"):
            return _moved(values[0], operator, arguments, len(node.meta["val"].shape))
        if operator in _RESHAPES and _adds_ones(sources[0], node) and not values[0].channels_last:
            return values[0]  # multiply spreads one value per channel
        if operator in RECURRENT:
            return self._read_recurrent(node, operator, arguments, values[0])
        operator = operator.removesuffix("_")
        if operator not in RULES:
            raise Inexpressible(f"{operator} has no layer code")
        if _CONSTANT in values:
            raise Inexpressible(f"{operator} with a constant")
        channels_last = any(value.channels_last for value in values)
        if channels_last and operator not in ("linear", "layer_norm", *ELEMENTWISE):
            raise Inexpressible(f"{operator} on a tensor whose channels are not the first axis")
        call = Call(
            {name: value for name, value in arguments.items() if not _nodes([value])},
            self._weights(arguments, node),
            tuple(_shape(source, channels_last) for source in sources),
            _shape(node, channels_last),
        )
        if operator == "linear" and not channels_last and len(call.output) > 1:
            raise Inexpressible("a linear layer over an axis that is not the channels")
        entry, positions = RULES[operator](call), tuple(value.position for value in values)
        if entry.code.lower() not in LAYERS:
            raise Inexpressible(f"{operator} over {len(call.output) - 1} axes has no layer code")
        if entry.code == "multiply" and call.inputs[0] != call.output:
            positions = positions[::-1]  # the gate comes second
        self.layers.append((entry, positions))
        return _Value(len(self.layers), channels_last)

    def _read_recurrent(self, node: fx.Node, kind: str, arguments: Mapping[str, Any], value: _Value) -> _Value:
        if not value.channels_last:
            raise Inexpressible(f"{kind} over an axis other than the length; move the channels to the end before")
        use = find_use(node, arguments)
        parameters = arguments["params"]
        if any(parameter.name not in self.tensors for parameter in parameters):
            raise Inexpressible(f"{kind} with weights that are computed")
        weights = [self._weight(parameter, node) for parameter in parameters]
        entry = recurrent_entry(kind, arguments, weights, sequences=use.sequences)
        self.picked |= use.nodes
        self.layers.append((entry, (value.position,)))
        return _Value(len(self.layers), channels_last=use.sequences)

    def _weights(self, arguments: Mapping[str, Any], node: fx.Node) -> dict[str, Tensor]:
        return {
            name: self._weight(value, node)
            for name, value in arguments.items()
            if isinstance(value, fx.Node) and value.name in self.tensors
        }

    def _weight(self, value: fx.Node, node: fx.Node) -> Tensor:
        weight = self.names.get(value.name, value.name)
        if weight in self.used:
            raise Inexpressible(f"the weight {weight} is shared with {self.used[weight]}")
        self.used[weight] = _place(node)
        tensor: Tensor = self.tensors[value.name]
        return tensor.detach().clone()

    def _check_output(self, outputs: Any) -> None:
        if len(outputs) != 1:
            self.reasons.append(f"the module returns {len(outputs)} tensors instead of one")
            return
        value = self.values.get(outputs[0])
        if value and (value.channels_last or value.position != len(self.layers)):
            self.reasons.append("the module does not return the output of its last operation")


def _does_nothing(operator: str, arguments: Mapping[str, Any]) -> bool:
    return (
        (operator == "dropout" and arguments["p"] == 0)
        or (operator == "pad" and not any(arguments["pad"]))
        or (operator == "cat" and len(arguments["tensors"]) == 1)
    )


def _by_name(node: fx.Node) -> dict[str, Any]:
    """Return the arguments of a call by the names of the operator's schema."""
    schema = getattr(node.target, "_schema", None)
    if schema is None:
        raise Inexpressible(f"{node.target} has no layer code")
    found = {}
    for index, argument in enumerate(schema.arguments):
        if index < len(node.args):
            found[argument.name] = node.args[index]
        else:
            found[argument.name] = node.kwargs.get(argument.name, argument.default_value)
    return found


def _nodes(values: Iterable[Any]) -> list[fx.Node]:
    """Return the nodes among arguments, also those in lists, each as often as it is given."""
    flat = (item for value in values for item in (value if isinstance(value, list | tuple) else [value]))
    return [item for item in flat if isinstance(item, fx.Node)]


def _shape(node: fx.Node, channels_last: bool) -> Shape:
    value = node.meta["val"]
    first = value[0] if isinstance(value, tuple) else value
    shape = tuple(int(size) for size in first.shape[1:])
    return (shape[-1], *shape[:-1]) if channels_last else shape


def _moved(value: _Value, operator: str, arguments: Mapping[str, Any], axes: int) -> _Value:
    if operator == "permute":
        order = [dim % axes for dim in arguments["dims"]]
    else:
        keys = ("dim0", "dim1") if operator == "transpose" else ("source", "destination")
        ends = [arguments[key] for key in keys]
        if not all(isinstance(end, int) for end in ends):
            raise Inexpressible("several axes moved at once")
        order = list(range(axes))
        first, second = (end % axes for end in ends)
        if operator == "transpose":
            order[first], order[second] = second, first
        else:
            order.insert(second, order.pop(first))
    if order == [0, *range(2, axes), 1] and not value.channels_last:
        return _Value(value.position, channels_last=True)
    if order == [0, axes - 1, *range(1, axes - 1)] and value.channels_last:
        return _Value(value.position)
    raise Inexpressible("a permutation of axes other than moving the channels to the end and back")


def _adds_ones(source: fx.Node, node: fx.Node) -> bool:
    """Whether a shape stays, but for axes of size 1 at its end."""
    before, after = (list(end.meta["val"].shape) for end in (source, node))
    return after == before + [1] * (len(after) - len(before))


def _place(node: fx.Node) -> str:
    stack = list(node.meta.get("nn_module_stack", {}).values())
    name = stack[-1][0].removeprefix("L['self'].") if stack else ""
    return f"{name} ({node.name})" if name else node.name
