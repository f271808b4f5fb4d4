"""From a PyTorch module back to a description and its weights."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import getitem
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, fx, nn

from dnn_parser.compaction import Draft, compact
from dnn_parser.description import Backend, Shape, SkipKind
from dnn_parser.document import Json, format_document
from dnn_parser.errors import NetworkDescriptionError, UnsupportedModuleError
from dnn_parser.layers import LAYERS, Context
from dnn_parser.network import build_network
from dnn_parser.operations import KEEP_VALUES, RULES, Call, Entry, Inexpressible
from dnn_parser.reader import read_description
from dnn_parser.weights import assign_weights, weights_bytes

_TOLERANCE = 1e-4
_LISTS = {"channels": ("convolutional", "cn"), "kernel": ("kernel", "kernel"), "pool": ("pooling", "pool")}


@dataclass(frozen=True, slots=True, eq=False)
class DescribedModule:
    """A module as description and weights.

    Attributes
    ----------
    document
        The JSON description as a tree; ``text`` is the same as JSON.
    weights
        Tensors by their names in the network that the description builds.
    """

    document: Mapping[str, Json]
    weights: Mapping[str, Tensor]

    @property
    def text(self) -> str:
        """The description, one entry per line."""
        return format_document(self.document)

    def save(self, folder: Path) -> None:
        """Write ``network.json`` and ``weights.safetensors`` into a folder."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "network.json").write_text(self.text, encoding="utf-8")
        (folder / "weights.safetensors").write_bytes(weights_bytes(self.weights))


def describe_module(module: nn.Module, input_shape: Shape) -> DescribedModule:
    """Describe a PyTorch module.

    The module is traced in evaluation mode (``torch.export``, a ``torch.fx`` graph of ATen operators); what was found
    is built again and must give the same output.

    Parameters
    ----------
    module
        Takes one tensor and returns one, (batch, channels, ...) each. It is not changed.
    input_shape
        (channels, rows, columns) or (channels, length).

    Raises
    ------
    UnsupportedModuleError
        With everything in the module that the format cannot express.
    """
    was_training = module.training
    module.eval()
    try:
        example = torch.randn(2, *input_shape, generator=torch.Generator().manual_seed(0))
        with torch.no_grad():
            traced = _trace(module, example)
            draft = compact(Draft(tuple(_Reading(traced).read(traced.graph_module.graph))))
            described = _write(draft, input_shape, int(module(example).shape[1]))
            _verify(described, module, example)
        return described
    finally:
        module.train(was_training)


def _trace(module: nn.Module, example: Tensor) -> Any:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return torch.export.export(module, (example,), strict=False)
    except Exception as error:  # whatever the module itself, or the tracing of it, stumbles over
        raise UnsupportedModuleError([f"the module cannot be traced: {str(error).splitlines()[0]}"]) from error


def _verify(described: DescribedModule, module: nn.Module, example: Tensor) -> None:
    try:
        built = build_network(read_description(described.text)).eval()
    except NetworkDescriptionError as error:
        raise UnsupportedModuleError([str(problem) for problem in error.problems]) from error
    assign_weights(built, described.weights)
    expected = module(example)
    scale = max(1.0, float(expected.abs().max()))
    if not torch.allclose(built(example), expected, rtol=0, atol=_TOLERANCE * scale):
        raise UnsupportedModuleError(["the described network gives another output than the module"])


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
        if node.target is getitem:
            if node.args[1] != 0:
                raise Inexpressible("a second result of an operation")
            return values[0]
        target = str(node.target)
        operator = target.split(".")[1] if target.startswith("aten.") else target
        arguments = _by_name(node)
        if operator in KEEP_VALUES or _does_nothing(operator, arguments):
            return values[0]
        if operator == "permute":
            return _moved(values[0], arguments["dims"])
        operator = operator.removesuffix("_")
        if operator not in RULES:
            raise Inexpressible(f"{operator} has no layer code")
        if _CONSTANT in values:
            raise Inexpressible(f"{operator} with a constant")
        channels_last = any(value.channels_last for value in values)
        if channels_last and operator not in ("linear", "layer_norm"):
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
        if entry.code == "multiply" and call.inputs[0] != call.output:
            positions = positions[::-1]  # the gate comes second
        self.layers.append((entry, positions))
        return _Value(len(self.layers), channels_last)

    def _weights(self, arguments: Mapping[str, Any], node: fx.Node) -> dict[str, Tensor]:
        found = {}
        for name, value in arguments.items():
            if isinstance(value, fx.Node) and value.name in self.tensors:
                weight = self.names.get(value.name, value.name)
                if weight in self.used:
                    raise Inexpressible(f"the weight {weight} is shared with {self.used[weight]}")
                self.used[weight] = _place(node)
                found[name] = self.tensors[value.name].detach().clone()
        return found

    def _check_output(self, outputs: Any) -> None:
        if len(outputs) != 1:
            self.reasons.append(f"the module returns {len(outputs)} tensors instead of one")
            return
        value = self.values.get(outputs[0])
        if value and (value.channels_last or value.position != len(self.layers)):
            self.reasons.append("the module does not return what its last operation puts out")


def _does_nothing(operator: str, arguments: Mapping[str, Any]) -> bool:
    return (operator == "dropout" and arguments["p"] == 0) or (operator == "pad" and not any(arguments["pad"]))


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


def _moved(value: _Value, dims: list[int]) -> _Value:
    axes = len(dims)
    order = [dim % axes for dim in dims]
    if order == [0, *range(2, axes), 1] and not value.channels_last:
        return _Value(value.position, channels_last=True)
    if order == [0, axes - 1, *range(1, axes - 1)] and value.channels_last:
        return _Value(value.position)
    raise Inexpressible("a permutation of axes other than moving the channels to the end and back")


def _place(node: fx.Node) -> str:
    stack = list(node.meta.get("nn_module_stack", {}).values())
    name = stack[-1][0].removeprefix("L['self'].") if stack else ""
    return f"{name} ({node.name})" if name else node.name


def _write(draft: Draft, input_shape: Shape, label_shape: int) -> DescribedModule:
    codes = tuple(entry.code for entry, _ in draft.layers)
    transposes = any(code.startswith("convTranspose") for code in codes)
    lists: dict[str, dict[str, Json]] = {"convolutional": {}, "kernel": {}, "pooling": {}}
    parameters: dict[str, Json] = {}
    weights: dict[str, Tensor] = {}
    for position, (entry, inputs) in enumerate(draft.layers, start=1):
        known = LAYERS[entry.code.lower()].options
        kernel = entry.options.get("kernel", entry.options.get("pool"))
        context = Context(Backend.PYTORCH, None, None, None, transposes, codes[position:], kernel)
        own: dict[str, Json] = {}
        if inputs != (position - 1,):
            own["inputs"] = inputs[0] if len(inputs) == 1 else list(inputs)
        for name, value in entry.options.items():
            plain: Json = list(value) if isinstance(value, tuple) else value
            if name in _LISTS:
                section, prefix = _LISTS[name]
                lists[section][f"{prefix}{len(lists[section]) + 1}"] = plain
            elif value != known[name].default_in(context):
                own[name] = plain
        if own:
            parameters[str(position)] = own
        weights |= {f"layer_{position}.{name}": tensor for name, tensor in entry.weights.items()}
    document: dict[str, Json] = {
        "input_shape": {
            **{f"input_shape{axis}": size for axis, size in enumerate(input_shape)},
            "label_shape": label_shape,
        },
        "architecture": {str(position): code for position, code in enumerate(codes, start=1)},
        **{section: values for section, values in lists.items() if values},
        **_connections(draft),
        **({"layer_parameters": parameters} if parameters else {}),
        "data_format": {"data_format": "channels_first"},
        "backend": {"backend": "pytorch"},
    }
    return DescribedModule(document, weights)


def _connections(draft: Draft) -> dict[str, Json]:
    found: dict[str, Json] = {}
    for kind in SkipKind:
        targets: dict[int, list[int]] = {}
        for skip in draft.skips:
            if skip.kind is kind:
                targets.setdefault(skip.source, []).append(skip.target)
        if targets:
            found[kind] = {str(source): ends[0] if len(ends) == 1 else list(ends) for source, ends in targets.items()}
    return found
