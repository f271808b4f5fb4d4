"""Checkpoints whose names differ, brought into the names of a described network."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from torch import Tensor, nn

from dnn_parser.description import NetworkDescription
from dnn_parser.errors import WeightsError
from dnn_parser.keras_file import is_keras_file
from dnn_parser.keras_weights import read_keras_weights
from dnn_parser.network import build_network
from dnn_parser.plan import DEFAULT_LIMITS, Limits
from dnn_parser.weights import assign_weights, is_checkpoint, read_file, read_weights

_WRAPPERS = ("module.", "model.", "_orig_mod.", "net.", "network.")

Signature = tuple[tuple[str, tuple[int, ...]], ...]
"""Names and shapes of the tensors of a module."""


def convert_weights(description: NetworkDescription, path: Path, *, limits: Limits = DEFAULT_LIMITS) -> nn.Module:
    """Build a network and give it the weights of a checkpoint made for the same network under other names.

    Keras files are translated. In a checkpoint with the right names, names decide. Otherwise whole modules (the
    tensors that share all but the last part of their names) are matched by shape: in order where the order of the
    checkpoint agrees from the first module to the last, else only where each shape occurs once.

    Parameters
    ----------
    path
        safetensors, checkpoint of tensors, ``.keras`` or ``.weights.h5``.
    limits
        Limits of the description.

    Raises
    ------
    WeightsError
        If the checkpoint cannot be read, does not fit, or could be matched in more than one way.
    """
    network = build_network(description, limits=limits)
    data = read_file(path)
    if is_keras_file(path):
        assign_weights(network, read_keras_weights(path, description, limits=limits))
    else:
        assign_weights(network, match_weights(network, read_weights(data), ordered=is_checkpoint(data)))
    return network


def match_weights(network: nn.Module, weights: Mapping[str, Tensor], *, ordered: bool) -> dict[str, Tensor]:
    """Return the tensors under the names of the network; see :func:`convert_weights`.

    Parameters
    ----------
    ordered
        Whether the order of the tensors is that of the modules; safetensors files do not keep it.
    """
    weights = _unwrapped(_without_counters(weights))
    wanted = _without_counters(network.state_dict())
    if set(weights) == set(wanted):
        return weights
    theirs, ours = _by_module(weights), _by_module(wanted)
    if sorted(map(_signature, theirs.values())) != sorted(map(_signature, ours.values())):
        raise WeightsError(f"the checkpoint is of another network: {_difference(theirs, ours)}")
    if ordered and [*map(_signature, theirs.values())] == [*map(_signature, ours.values())]:
        pairs = dict(zip(ours, theirs, strict=True))
    else:
        pairs = _pairs_by_shape(theirs, ours)
    return {f"{own}.{name}": theirs[peer][name] for own, peer in pairs.items() for name in theirs[peer]}


def _without_counters(weights: Mapping[str, Tensor]) -> dict[str, Tensor]:
    return {name: tensor for name, tensor in weights.items() if not name.endswith("num_batches_tracked")}


def _unwrapped(weights: dict[str, Tensor]) -> dict[str, Tensor]:
    """Remove the prefixes that wrappers such as DataParallel put before every name."""
    for prefix in _WRAPPERS:
        if weights and all(name.startswith(prefix) for name in weights):
            return _unwrapped({name.removeprefix(prefix): tensor for name, tensor in weights.items()})
    return weights


def _by_module(weights: Mapping[str, Tensor]) -> dict[str, dict[str, Tensor]]:
    found: dict[str, dict[str, Tensor]] = {}
    for name, tensor in weights.items():
        module, _, own = name.rpartition(".")
        found.setdefault(module, {})[own] = tensor
    return found


def _signature(tensors: Mapping[str, Tensor]) -> Signature:
    return tuple(sorted((name, tuple(tensor.shape)) for name, tensor in tensors.items()))


def _pairs_by_shape(
    theirs: Mapping[str, Mapping[str, Tensor]], ours: Mapping[str, Mapping[str, Tensor]]
) -> dict[str, str]:
    peers: dict[Signature, list[str]] = {}
    for module, tensors in theirs.items():
        peers.setdefault(_signature(tensors), []).append(module)
    several = next((modules for modules in peers.values() if len(modules) > 1), None)
    if several:
        raise WeightsError(
            "the order of the modules in the checkpoint is not that of the description (safetensors files keep none), "
            f"and several have the same shape, so that they could be mixed up: {', '.join(several[:4])}; "
            "give the names of the description to its tensors"
        )
    return {module: peers[_signature(tensors)][0] for module, tensors in ours.items()}


def _difference(theirs: Mapping[str, Mapping[str, Tensor]], ours: Mapping[str, Mapping[str, Tensor]]) -> str:
    if len(theirs) != len(ours):
        return f"{len(theirs)} modules with weights, the description has {len(ours)}"
    left = [_signature(tensors) for tensors in theirs.values()]
    for module, tensors in ours.items():
        signature = _signature(tensors)
        if signature not in left:
            shapes = ", ".join(f"{name} {' x '.join(map(str, shape))}" for name, shape in signature)
            return f"nothing in it has the shapes of {module} ({shapes})"
        left.remove(signature)
    return "its shapes differ"
