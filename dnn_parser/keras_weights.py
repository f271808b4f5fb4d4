"""Weights of a Keras model (``.keras`` or ``.weights.h5``) in the network of a description.

Keras keeps channels last, so axes are moved: a convolution's (rows, columns, in, out) becomes (out, in, rows, columns).
Layers of one kind are taken in the order of the model; a shape that does not agree refuses the whole file.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from dnn_parser import parts
from dnn_parser.description import NetworkDescription, Shape
from dnn_parser.errors import WeightsError
from dnn_parser.keras_file import Array, Arrays, Supply, read_layers
from dnn_parser.plan import DEFAULT_LIMITS, Limits, Step, plan_network

ArraysByName = dict[str, Array]
Shapes = tuple[Shape, ...]
Order = NDArray[np.intp] | None
"""For each feature its place in Keras; None where the order is the same."""

_NORMALIZATIONS = {
    "batch": "batch_normalization",
    "layer": "layer_normalization",
    "group": "group_normalization",
    "instance": "group_normalization",
}


def read_keras_weights(
    path: Path, description: NetworkDescription, *, limits: Limits = DEFAULT_LIMITS
) -> dict[str, Tensor]:
    """Read a Keras model's weights by the names of the described network.

    Parameters
    ----------
    path
        A ``.keras`` or ``.weights.h5`` file as Keras 3 writes it.
    limits
        Limits of the description.

    Raises
    ------
    WeightsError
        If the file cannot be read, or its layers are not those of the description.
    """
    supply = Supply(read_layers(path))
    orders: dict[int, Order] = {0: None}
    found: dict[str, Tensor] = {}
    for step in plan_network(description, limits).steps:
        position = step.layer.position
        order = orders[step.layer.inputs[0]]
        orders[position] = _order_after(step, order)
        for name, array in _step_weights(step, supply, order).items():
            found[f"layer_{position}.{name}"] = torch.from_numpy(np.array(array, order="C"))
    supply.check_empty()
    return found


def _step_weights(step: Step, supply: Supply, order: Order) -> ArraysByName:
    """Return the weights of one layer by the ends of their names."""
    if step.layer.code.lower().startswith("dsc"):
        return _separable(step, supply)
    found: ArraysByName = {}
    shapes = step.inputs
    for name, part in step.parts.items():
        if type(part) in _RULES:
            found |= {
                f"{name}.{weight}": array for weight, array in _RULES[type(part)](part, shapes, supply, order).items()
            }
        shapes = (part.output(*shapes),)
    return found


def _order_after(step: Step, order: Order) -> Order:
    """Return how the features after this layer lie in Keras, whose Flatten puts the channels last."""
    if not any(isinstance(part, parts.Flatten) for part in step.parts.values()):
        return order if step.output == step.inputs[0] else None
    channels, *positions = step.inputs[0]
    if not positions:
        return order
    return np.moveaxis(np.arange(math.prod(step.inputs[0])).reshape(*positions, channels), -1, 0).ravel()


def _separable(step: Step, supply: Supply) -> ArraysByName:
    depthwise, pointwise = step.parts["depthwise"], step.parts["pointwise"]
    assert isinstance(depthwise, parts.Convolution)
    assert isinstance(pointwise, parts.Convolution)
    if depthwise.bias:
        raise WeightsError("a separable convolution of Keras has no depthwise bias; leave depthwise_bias out")
    axes, channels = len(depthwise.kernel), step.inputs[0][0]
    kernels = [
        (*depthwise.kernel, channels, depthwise.channels // channels),
        (*(1,) * axes, depthwise.channels, pointwise.channels),
    ]
    arrays = supply.take([f"separable_conv{axes}d"], [*kernels, *[(pointwise.channels,)] * pointwise.bias])
    found = {
        "depthwise.weight": _depthwise_kernel(arrays[0]),
        "pointwise.weight": _kernel_first(arrays[1]),
    }
    return found | ({"pointwise.bias": arrays[2]} if pointwise.bias else {})


def _kernel_first(kernel: Array) -> Array:
    """(positions..., in, out) to (out, in, positions...)."""
    return np.moveaxis(kernel, (-1, -2), (0, 1))


def _depthwise_kernel(kernel: Array) -> Array:
    """(positions..., in, multiplier) to (in x multiplier, 1, positions...)."""
    moved = np.moveaxis(kernel, (-2, -1), (0, 1))
    return moved.reshape(-1, 1, *moved.shape[2:])


def _with_bias(weight: Array, arrays: Arrays) -> ArraysByName:
    return {"weight": weight} | ({"bias": arrays[1]} if len(arrays) > 1 else {})


def _convolution(part: parts.Convolution, shapes: Shapes, supply: Supply, _order: Order) -> ArraysByName:
    axes, channels = len(part.kernel), shapes[0][0]
    bias = [(part.channels,)] * part.bias
    depthwise = f"depthwise_conv{axes}d"
    if part.groups == channels > 1 and supply.layers.get(depthwise):
        arrays = supply.take([depthwise], [(*part.kernel, channels, part.channels // channels), *bias])
        return _with_bias(_depthwise_kernel(arrays[0]), arrays)
    arrays = supply.take([f"conv{axes}d"], [(*part.kernel, channels // part.groups, part.channels), *bias])
    return _with_bias(_kernel_first(arrays[0]), arrays)


def _transposed(part: parts.TransposedConvolution, shapes: Shapes, supply: Supply, _order: Order) -> ArraysByName:
    if part.groups > 1:
        raise WeightsError("transposed convolutions of Keras have no groups")
    kernel = (*part.kernel, part.channels, shapes[0][0])
    arrays = supply.take([f"conv{len(part.kernel)}d_transpose"], [kernel, *[(part.channels,)] * part.bias])
    return _with_bias(_kernel_first(arrays[0]), arrays)


def _dense(part: parts.Dense, shapes: Shapes, supply: Supply, order: Order) -> ArraysByName:
    features, axes = shapes[0][0], len(shapes[0]) - 1
    bias = [(part.features,)] * part.bias
    ones = (1,) * axes
    if axes and not supply.layers.get("dense"):
        arrays = supply.take([f"conv{axes}d"], [(*ones, features, part.features), *bias])
        return _with_bias(_kernel_first(arrays[0]), arrays)
    arrays = supply.take(["dense"], [(features, part.features), *bias])
    kernel = arrays[0] if order is None else arrays[0][order]
    return _with_bias(kernel.T.reshape(part.features, features, *ones), arrays)


def _normalization(part: parts.Normalization, shapes: Shapes, supply: Supply, order: Order) -> ArraysByName:
    names = ["weight", "bias"] * part.affine + ["running_mean", "running_var"] * (part.kind == "batch")
    if not names:
        return {}
    arrays = supply.take([_NORMALIZATIONS[part.kind]], [shapes[0][:1]] * len(names))
    return dict(zip(names, arrays if order is None else [array[order] for array in arrays], strict=True))


def _activation(part: parts.Activation, shapes: Shapes, supply: Supply, order: Order) -> ArraysByName:
    if part.kind != "prelu":
        return {}
    (slopes,) = supply.take(["p_re_lu"], [None])
    wanted = shapes[0][0] if part.per_channel else 1
    if slopes.size != wanted:
        raise WeightsError(
            f"a Keras PReLU has {slopes.size} slopes; the description needs {wanted} "
            "(shared_axes over the positions, and per_channel here)"
        )
    slopes = slopes.reshape(-1)
    return {"weight": slopes if order is None or not part.per_channel else slopes[order]}


def _recurrent(part: parts.Recurrent, shapes: Shapes, supply: Supply, _order: Order) -> ArraysByName:
    gates = 4 if part.kind == "lstm" else 3
    width, features = gates * part.hidden, shapes[0][0]
    bias: tuple[int, ...] = (width,) if part.kind == "lstm" else (2, width)
    found: ArraysByName = {}
    for level in range(part.depth):
        direction: list[Shape | None] = [(features, width), (part.hidden, width), *[bias] * part.bias]
        kinds = ["bidirectional"] if part.bidirectional else [part.kind]
        arrays = supply.take(kinds, direction * (1 + part.bidirectional))
        for end in range(1 + part.bidirectional):
            own = arrays[end * len(direction) : (end + 1) * len(direction)]
            for name, array in _cell(part, own).items():
                found[f"cell.{name}_l{level}{'_reverse' * end}"] = array
        features = part.hidden * (1 + part.bidirectional)
    return found


def _cell(part: parts.Recurrent, arrays: Arrays) -> ArraysByName:
    """Keras adds the bias of an LSTM once, PyTorch in two halves; the gates of a GRU are in another order."""
    turned = [array.T for array in arrays]
    if part.kind == "gru":
        turned = [_reset_gate_first(array) for array in turned]
    found = {"weight_ih": turned[0], "weight_hh": turned[1]}
    if part.bias and part.kind == "lstm":
        found |= {"bias_ih": turned[2], "bias_hh": np.zeros_like(turned[2])}
    elif part.bias:
        found |= {"bias_ih": turned[2][:, 0], "bias_hh": turned[2][:, 1]}
    return found


def _reset_gate_first(array: Array) -> Array:
    update, reset, candidate = np.split(array, 3)
    return np.concatenate([reset, update, candidate])


def _squeeze_excite(part: parts.SqueezeExcite, shapes: Shapes, supply: Supply, _order: Order) -> ArraysByName:
    channels = shapes[0][0]
    squeeze = _dense(parts.Dense(part.hidden), ((channels,),), supply, None)
    excite = _dense(parts.Dense(channels), ((part.hidden,),), supply, None)
    return {
        **{f"squeeze.{name}": array for name, array in squeeze.items()},
        **{f"excite.{name}": array for name, array in excite.items()},
    }


def _attention_gate(*_: object) -> ArraysByName:
    raise WeightsError("an attentionGate has no counterpart in Keras; describe it with its single layers")


_RULES: dict[type, Callable[[Any, Shapes, Supply, Order], ArraysByName]] = {
    parts.Convolution: _convolution,
    parts.TransposedConvolution: _transposed,
    parts.Dense: _dense,
    parts.Normalization: _normalization,
    parts.Activation: _activation,
    parts.Recurrent: _recurrent,
    parts.SqueezeExcite: _squeeze_excite,
    parts.AttentionGate: _attention_gate,
}
