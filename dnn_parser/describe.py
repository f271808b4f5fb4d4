"""From a PyTorch module back to a description and its weights."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn

from dnn_parser.compaction import Draft, compact
from dnn_parser.description import Backend, Shape, SkipKind
from dnn_parser.document import Json, format_document
from dnn_parser.errors import NetworkDescriptionError, UnsupportedModuleError
from dnn_parser.layers import LAYERS, Context
from dnn_parser.network import build_network
from dnn_parser.reader import read_description
from dnn_parser.tracing import trace_module
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
    modes = {part: part.training for part in module.modules()}
    module.eval()
    try:
        example = torch.randn(2, *input_shape, generator=torch.Generator().manual_seed(0))
        with torch.no_grad():
            draft = compact(trace_module(module, example))
            described = _write(draft, input_shape, int(module(example).shape[1]))
            _verify(described, module, example)
        return described
    finally:
        for part, mode in modes.items():
            part.training = mode


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
