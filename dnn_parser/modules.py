"""From a part to the PyTorch module that does it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from dnn_parser import parts
from dnn_parser.description import Shape


class ChannelNorm(nn.LayerNorm):
    """Layer normalisation over the channels (axis 1) of each position."""

    def forward(self, values: Tensor) -> Tensor:
        """Normalise, shape (batch, channels, ...)."""
        positions = range(2, values.dim())
        last = super().forward(values.permute(0, *positions, 1))
        return last.permute(0, values.dim() - 1, *range(1, values.dim() - 1))


class GlobalPool(nn.Module):
    """Mean or maximum over all positions: (batch, channels, ...) to (batch, channels)."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.kind = kind

    def forward(self, values: Tensor) -> Tensor:
        """Pool."""
        positions = tuple(range(2, values.dim()))
        return values.mean(positions) if self.kind == "avg" else values.amax(positions)


class Recurrent(nn.Module):
    """LSTM or GRU over the last axis: (batch, features, length) to (batch, hidden, length) or (batch, hidden)."""

    def __init__(self, features: int, part: parts.Recurrent) -> None:
        super().__init__()
        cell = nn.LSTM if part.kind == "lstm" else nn.GRU
        self.cell = cell(
            features, part.hidden, part.depth, bias=part.bias, batch_first=True, bidirectional=part.bidirectional
        )
        self.sequences = part.sequences
        self.directions = 1 + part.bidirectional

    def forward(self, values: Tensor) -> Tensor:
        """Read the sequence."""
        outputs, state = self.cell(values.movedim(1, -1))
        if self.sequences:
            return torch.movedim(outputs, -1, 1)
        last = state[0] if isinstance(state, tuple) else state
        # The backward direction ends at the first step: its final state, not its output at the last one.
        return torch.cat([last[place] for place in range(-self.directions, 0)], dim=-1)


class Merge(nn.Module):
    """Concatenation along the channels, sum or product of several inputs."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.kind = kind

    def forward(self, *values: Tensor) -> Tensor:
        """Join."""
        if self.kind == "concat":
            return torch.cat(values, dim=1)
        joined = values[0]
        for other in values[1:]:
            if self.kind == "add":
                joined = joined + other
            else:
                joined = joined * other.reshape(*other.shape, *(1,) * (joined.dim() - other.dim()))
        return joined


class SqueezeExcite(nn.Module):
    """Weigh each channel by the whole map."""

    def __init__(self, channels: int, part: parts.SqueezeExcite) -> None:
        super().__init__()
        self.squeeze = nn.Linear(channels, part.hidden)
        self.activation = build_part(part.activation, ((part.hidden,),))
        self.excite = nn.Linear(part.hidden, channels)

    def forward(self, values: Tensor) -> Tensor:
        """Weigh, shape (batch, channels, ...)."""
        weights = torch.sigmoid(self.excite(self.activation(self.squeeze(values.mean(tuple(range(2, values.dim())))))))
        return values * weights.reshape(*weights.shape, *(1,) * (values.dim() - 2))


class AttentionGate(nn.Module):
    """Additive attention gate (Oktay et al. 2018) for a skip and a gate of equal size."""

    def __init__(self, skip: int, gate: int, part: parts.AttentionGate) -> None:
        super().__init__()
        self.conv_skip = nn.Conv2d(skip, part.hidden, 1)
        self.norm_skip = nn.BatchNorm2d(part.hidden, eps=part.eps)
        self.conv_gate = nn.Conv2d(gate, part.hidden, 1)
        self.norm_gate = nn.BatchNorm2d(part.hidden, eps=part.eps)
        self.conv_psi = nn.Conv2d(part.hidden, 1, 1)
        self.norm_psi = nn.BatchNorm2d(1, eps=part.eps)

    def forward(self, skip: Tensor, gate: Tensor) -> Tensor:
        """Weigh the skip, both of shape (batch, channels, rows, columns)."""
        both = functional.relu(self.norm_skip(self.conv_skip(skip)) + self.norm_gate(self.conv_gate(gate)))
        return skip * torch.sigmoid(self.norm_psi(self.conv_psi(both)))


def build_part(part: parts.Part, shapes: tuple[Shape, ...]) -> nn.Module:
    """Build the module of a part for inputs of these shapes (without the batch)."""
    return _BUILDERS[type(part)](part, shapes)


def _convolution(part: parts.Convolution, shapes: tuple[Shape, ...]) -> nn.Module:
    kind: Callable[..., nn.Module] = nn.Conv1d if len(part.kernel) == 1 else nn.Conv2d
    return kind(
        shapes[0][0], part.channels, part.kernel, part.stride, part.padding, part.dilation, part.groups, part.bias
    )


def _transposed(part: parts.TransposedConvolution, shapes: tuple[Shape, ...]) -> nn.Module:
    kind: Callable[..., nn.Module] = nn.ConvTranspose1d if len(part.kernel) == 1 else nn.ConvTranspose2d
    return kind(
        shapes[0][0], part.channels, part.kernel, part.stride, part.padding, part.output_padding, part.groups,
        part.bias, part.dilation,
    )  # fmt: skip


def _zero_padding(part: parts.ZeroPadding, _shapes: tuple[Shape, ...]) -> nn.Module:
    # PyTorch lists the last axis first.
    pairs = list(zip(part.before, part.after, strict=True))[::-1]
    flat = tuple(value for pair in pairs for value in pair)
    return nn.ConstantPad1d(flat, 0.0) if len(pairs) == 1 else nn.ConstantPad2d(flat, 0.0)  # type: ignore[arg-type]


def _normalization(part: parts.Normalization, shapes: tuple[Shape, ...]) -> nn.Module:
    channels, one_axis = shapes[0][0], len(shapes[0]) < 3
    if part.kind == "batch":
        batch = nn.BatchNorm1d if one_axis else nn.BatchNorm2d
        return batch(channels, part.eps, part.momentum, part.affine)
    if part.kind == "instance":
        instance = nn.InstanceNorm1d if one_axis else nn.InstanceNorm2d
        return instance(channels, part.eps, affine=part.affine)
    if part.kind == "group":
        return nn.GroupNorm(part.groups, channels, part.eps, part.affine)
    return ChannelNorm(channels, part.eps, part.affine)


def _activation(part: parts.Activation, shapes: tuple[Shape, ...]) -> nn.Module:
    match part.kind:
        case "leakyrelu":
            return nn.LeakyReLU(part.value)
        case "elu":
            return nn.ELU(part.value)
        case "gelu":
            return nn.GELU(part.approximate)
        case "prelu":
            return nn.PReLU(shapes[0][0] if part.per_channel else 1, part.value)
        case "softmax":
            return nn.Softmax(dim=1)
        case kind:
            return _PLAIN_ACTIVATIONS[kind]()


_PLAIN_ACTIVATIONS: dict[str, Callable[[], nn.Module]] = {
    "relu": nn.ReLU,
    "relu6": nn.ReLU6,
    "tanh": nn.Tanh,
    "sigmoid": nn.Sigmoid,
    "silu": nn.SiLU,
    "hardswish": nn.Hardswish,
}


def _pooling(part: parts.Pooling, _shapes: tuple[Shape, ...]) -> nn.Module:
    size, stride, padding = part.size, part.stride, part.padding
    if part.kind == "max":
        largest: Callable[..., nn.Module] = nn.MaxPool1d if len(size) == 1 else nn.MaxPool2d
        return largest(size, stride, padding, ceil_mode=part.ceil_mode)
    mean: Callable[..., nn.Module] = nn.AvgPool1d if len(size) == 1 else nn.AvgPool2d
    return mean(size, stride, padding, ceil_mode=part.ceil_mode, count_include_pad=part.count_include_pad)


def _dense(part: parts.Dense, shapes: tuple[Shape, ...]) -> nn.Module:
    kind: Callable[..., nn.Module] = (nn.Linear, nn.Conv1d, nn.Conv2d)[len(shapes[0]) - 1]
    kernel = () if len(shapes[0]) == 1 else (1,)
    return kind(shapes[0][0], part.features, *kernel, bias=part.bias)


def _upsampling(part: parts.Upsampling, shapes: tuple[Shape, ...]) -> nn.Module:
    mode = "linear" if part.mode == "bilinear" and len(shapes[0]) == 2 else part.mode
    scale = part.scale if isinstance(part.scale, int) else tuple(map(float, part.scale))
    return nn.Upsample(scale_factor=scale, mode=mode, align_corners=None if mode == "nearest" else part.align_corners)


_BUILDERS: dict[type, Callable[[Any, tuple[Shape, ...]], nn.Module]] = {
    parts.Convolution: _convolution,
    parts.TransposedConvolution: _transposed,
    parts.ZeroPadding: _zero_padding,
    parts.Normalization: _normalization,
    parts.Activation: _activation,
    parts.Pooling: _pooling,
    parts.GlobalPooling: lambda part, _shapes: GlobalPool(part.kind),
    parts.Flatten: lambda _part, _shapes: nn.Flatten(),
    parts.Dense: _dense,
    parts.Dropout: lambda part, _shapes: nn.Dropout(part.rate),
    parts.Recurrent: lambda part, shapes: Recurrent(shapes[0][0], part),
    parts.Upsampling: _upsampling,
    parts.Merge: lambda part, _shapes: Merge(part.kind),
    parts.SqueezeExcite: lambda part, shapes: SqueezeExcite(shapes[0][0], part),
    parts.AttentionGate: lambda part, shapes: AttentionGate(shapes[0][0], shapes[1][0], part),
}
