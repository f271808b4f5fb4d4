"""The layer for each traced PyTorch operation; the other direction of ``modules.py``.

Every rule takes a :class:`Call` and returns an :class:`Entry`, or raises :class:`Inexpressible`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from torch import Tensor

from dnn_parser.description import OptionValue, Shape


class Inexpressible(Exception):
    """An operation that no layer code does; the text names the part that none does."""


@dataclass(frozen=True, slots=True)
class Call:
    """One operation of a traced module.

    Attributes
    ----------
    arguments
        By the names of the operator's schema, defaults filled in, without the outputs of other layers.
    weights
        Parameters and buffers among the arguments.
    inputs
        Shapes of its inputs from other layers, without the batch.
    output
        Shape of its output, without the batch.
    """

    arguments: Mapping[str, Any]
    weights: Mapping[str, Tensor]
    inputs: tuple[Shape, ...]
    output: Shape


@dataclass(frozen=True, slots=True)
class Entry:
    """A layer to be: its code, options, and weights by the end of their names (``conv.weight``).

    ``whole`` says of a pooling that its window covers all positions.
    """

    code: str
    options: dict[str, OptionValue] = field(default_factory=dict)
    weights: dict[str, Tensor] = field(default_factory=dict)
    whole: bool = False


def _named(call: Call, part: str) -> dict[str, Tensor]:
    return {f"{part}.{name}": tensor for name, tensor in call.weights.items()}


def _one_or_per_axis(value: Any) -> OptionValue:
    if isinstance(value, int):
        return value
    sizes = tuple(value)
    return sizes[0] if len(set(sizes)) == 1 else sizes


def _convolution(call: Call) -> Entry:
    padding = call.arguments["padding"]
    if padding == "valid":
        padding = 0
    options: dict[str, OptionValue] = {
        "channels": call.output[0],
        "kernel": _one_or_per_axis(call.weights["weight"].shape[2:]),
        "stride": _one_or_per_axis(call.arguments["stride"]),
        "padding": "same" if padding == "same" else _one_or_per_axis(padding),
        "dilation": _one_or_per_axis(call.arguments["dilation"]),
        "groups": call.arguments["groups"],
        "bias": "bias" in call.weights,
    }
    return Entry(f"cnn{len(call.output) - 1}d", options, _named(call, "conv"))


def _transposed(call: Call) -> Entry:
    options = _convolution(call).options | {"output_padding": _one_or_per_axis(call.arguments["output_padding"])}
    return Entry(f"convTranspose{len(call.output) - 1}d", options, _named(call, "conv"))


def _batch_norm(call: Call) -> Entry:
    if "running_mean" not in call.weights:
        raise Inexpressible("batch normalisation without running statistics")
    options = _affine(call) | {"momentum": call.arguments["momentum"]}
    return Entry(f"batchNorm{max(1, len(call.output) - 1)}d", options, _named(call, "norm"))


def _instance_norm(call: Call) -> Entry:
    if "running_mean" in call.weights:
        raise Inexpressible("instance normalisation with running statistics")
    return Entry(f"instanceNorm{len(call.output) - 1}d", _affine(call), _named(call, "norm"))


def _group_norm(call: Call) -> Entry:
    return Entry("groupNorm", _affine(call) | {"groups": call.arguments["num_groups"]}, _named(call, "norm"))


def _layer_norm(call: Call) -> Entry:
    if list(call.arguments["normalized_shape"]) != [call.output[0]]:
        raise Inexpressible("layer normalisation over anything but the channels")
    return Entry("layerNorm", _affine(call), _named(call, "norm"))


def _affine(call: Call) -> dict[str, OptionValue]:
    if ("weight" in call.weights) != ("bias" in call.weights):
        raise Inexpressible("a normalisation with a weight but no bias")
    return {"affine": "weight" in call.weights, "eps": call.arguments["eps"]}


def _linear(call: Call) -> Entry:
    axes = len(call.output) - 1
    weights = {
        name: tensor.reshape(*tensor.shape, *(1,) * axes) if name == "weight" else tensor
        for name, tensor in call.weights.items()
    }
    options: dict[str, OptionValue] = {"channels": call.output[0], "bias": "bias" in weights}
    return Entry("dense", options, {f"dense.{name}": tensor for name, tensor in weights.items()})


def _prelu(call: Call) -> Entry:
    slopes = call.weights["weight"]
    return Entry("prelu", {"per_channel": slopes.numel() > 1}, {"prelu.weight": slopes})


def _hardtanh(call: Call) -> Entry:
    if (call.arguments["min_val"], call.arguments["max_val"]) != (0, 6):
        raise Inexpressible("Hardtanh with other bounds than 0 and 6")
    return Entry("relu6")


def _elu(call: Call) -> Entry:
    if call.arguments["scale"] != 1 or call.arguments["input_scale"] != 1:
        raise Inexpressible("a scaled ELU")
    return Entry("elu", {"alpha": call.arguments["alpha"]})


def _softmax(call: Call) -> Entry:
    if call.arguments["dim"] not in (1, -len(call.output)):
        raise Inexpressible("a softmax over anything but the channels")
    return Entry("softmax")


def _pooling(kind: str) -> Callable[[Call], Entry]:
    def rule(call: Call) -> Entry:
        if call.arguments.get("divisor_override") is not None:
            raise Inexpressible("pooling with a divisor of its own")
        if any(step != 1 for step in _as_list(call.arguments.get("dilation", 1))):
            raise Inexpressible("dilated pooling")
        size = call.arguments["kernel_size"]
        options: dict[str, OptionValue] = {
            "pool": _one_or_per_axis(size),
            "stride": _one_or_per_axis(call.arguments["stride"] or size),
            "padding": _one_or_per_axis(call.arguments["padding"]),
            "ceil_mode": call.arguments["ceil_mode"],
        }
        if kind == "Avg":
            options["count_include_pad"] = call.arguments["count_include_pad"]
        return Entry(f"{kind}pool{len(call.output) - 1}d", options)

    return rule


def _adaptive(kind: str) -> Callable[[Call], Entry]:
    def rule(call: Call) -> Entry:
        if set(call.output[1:]) != {1}:
            raise Inexpressible("adaptive pooling to anything but size 1")
        return _whole_pool(kind, call)

    return rule


def _over_positions(kind: str) -> Callable[[Call], Entry]:
    def rule(call: Call) -> Entry:
        axes = len(call.inputs[0])
        if sorted(axis % (axes + 1) for axis in _as_list(call.arguments["dim"])) != list(range(2, axes + 1)):
            raise Inexpressible("a mean or maximum over anything but all positions")
        return _whole_pool(kind, call) if call.arguments["keepdim"] else Entry(f"global{kind}pool")

    return rule


def _whole_pool(kind: str, call: Call) -> Entry:
    sizes = call.inputs[0][1:]
    window = _one_or_per_axis(sizes)
    return Entry(f"{kind}pool{len(sizes)}d", {"pool": window, "stride": window}, whole=True)


def _flatten(call: Call) -> Entry:
    if len(call.output) != 1:
        raise Inexpressible("a reshape that is not a flattening of everything but the batch")
    return Entry("Flatten")


def _upsample(mode: str) -> Callable[[Call], Entry]:
    def rule(call: Call) -> Entry:
        factors = []
        for before, after in zip(call.inputs[0][1:], call.output[1:], strict=True):
            if after % before:
                raise Inexpressible(f"resizing from {before} to {after}, which is not a whole factor")
            factors.append(after // before)
        options: dict[str, OptionValue] = {"scale": _one_or_per_axis(factors), "mode": mode}
        if mode != "nearest":
            options["align_corners"] = call.arguments["align_corners"]
        return Entry("Upsample", options)

    return rule


def _merge(code: str) -> Callable[[Call], Entry]:
    def rule(call: Call) -> Entry:
        if len(call.inputs) < 2:
            raise Inexpressible(f"{code} with a constant or a weight")
        if call.arguments.get("alpha", 1) != 1:
            raise Inexpressible("a weighted sum")
        return Entry(code)

    return rule


def _concat(call: Call) -> Entry:
    if call.arguments["dim"] not in (1, -len(call.output)):
        raise Inexpressible("a concatenation along anything but the channels")
    return _merge("concat")(call)


def _pad(call: Call) -> Entry:
    if call.arguments["mode"] != "constant" or call.arguments["value"] not in (None, 0):
        raise Inexpressible("padding with anything but zeros")
    widths = list(call.arguments["pad"])
    if min(widths) < 0 or len(widths) > 2 * (len(call.output) - 1):
        raise Inexpressible("cropping, or padding of anything but the positions")
    axes = len(call.output) - 1
    widths += [0] * (2 * axes - len(widths))
    # PyTorch lists the last axis first.
    before, after = widths[-2::-2], widths[-1::-2]
    return Entry(f"zeroPad{axes}d", {"before": _one_or_per_axis(before), "after": _one_or_per_axis(after)})


def _plain(code: str, *names: str) -> Callable[[Call], Entry]:
    return lambda call: Entry(code, {name: call.arguments[name] for name in names})


def _as_list(value: Any) -> list[int]:
    return [value] if isinstance(value, int) else list(value)


RULES: dict[str, Callable[[Call], Entry]] = {
    "conv1d": _convolution,
    "conv2d": _convolution,
    "conv_transpose1d": _transposed,
    "conv_transpose2d": _transposed,
    "batch_norm": _batch_norm,
    "instance_norm": _instance_norm,
    "group_norm": _group_norm,
    "layer_norm": _layer_norm,
    "linear": _linear,
    "relu": _plain("relu"),
    "relu6": _plain("relu6"),
    "hardtanh": _hardtanh,
    "prelu": _prelu,
    "tanh": _plain("tanh"),
    "sigmoid": _plain("sigmoid"),
    "softmax": _softmax,
    "leaky_relu": _plain("leakyRelu", "negative_slope"),
    "elu": _elu,
    "gelu": _plain("gelu", "approximate"),
    "silu": _plain("silu"),
    "hardswish": _plain("hardswish"),
    "dropout": lambda call: Entry("dropout", {"rate": call.arguments["p"]}),
    "max_pool1d": _pooling("Max"),
    "max_pool2d": _pooling("Max"),
    "avg_pool1d": _pooling("Avg"),
    "avg_pool2d": _pooling("Avg"),
    "adaptive_avg_pool1d": _adaptive("Avg"),
    "adaptive_avg_pool2d": _adaptive("Avg"),
    "adaptive_max_pool1d": _adaptive("Max"),
    "adaptive_max_pool2d": _adaptive("Max"),
    "mean": _over_positions("Avg"),
    "amax": _over_positions("Max"),
    "flatten": _flatten,
    "view": _flatten,
    "reshape": _flatten,
    "upsample_linear1d": _upsample("bilinear"),
    "upsample_bilinear2d": _upsample("bilinear"),
    "upsample_bicubic2d": _upsample("bicubic"),
    "upsample_nearest1d": _upsample("nearest"),
    "upsample_nearest2d": _upsample("nearest"),
    "pad": _pad,
    "cat": _concat,
    "add": _merge("add"),
    "mul": _merge("multiply"),
}
"""By the name of the ATen operator, without the underscore of those that work in place."""

ELEMENTWISE = frozenset(
    {"relu", "relu6", "hardtanh", "tanh", "sigmoid", "leaky_relu", "elu", "gelu", "silu", "hardswish", "dropout"}
)
"""Operators that do the same to each value, on whatever axis it lies."""

KEEP_VALUES = frozenset({"clone", "contiguous", "alias", "detach", "detach_", "alias_copy", "lift_fresh_copy"})
"""Operators that return their input."""
