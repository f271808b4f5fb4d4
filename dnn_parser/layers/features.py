"""Dense and recurrent layers."""

from __future__ import annotations

from dnn_parser.description import Layer, Shape
from dnn_parser.layers.convolution import BIAS
from dnn_parser.layers.options import REQUIRED, Context, Kind, Option
from dnn_parser.layers.types import LayerType, Parts, flag, whole
from dnn_parser.parts import Dense, Recurrent

_NEED_A_SEQUENCE = {"lstm", "gru", "cnn1d", "dsc1d", "Avgpool1d", "Maxpool1d", "Flatten"}


def _sequence_follows(context: Context) -> bool:
    return not _NEED_A_SEQUENCE.isdisjoint(context.later_codes)


_RECURRENT = {
    "channels": Option(Kind.COUNT, REQUIRED, "size of the hidden state; otherwise the next of `convolutional`"),
    "depth": Option(Kind.COUNT, 1, "stacked layers", high=32),
    "bidirectional": Option(Kind.FLAG, False, "a second one reads backwards; both outputs are joined"),
    "return_sequences": Option(
        Kind.FLAG,
        _sequence_follows,
        "give the output of every step, not of the last; default: true when a layer follows that reads a sequence "
        "(recurrent, 1-D convolution or pooling, Flatten)",
    ),
    "bias": BIAS,
}


_READ = "C x L -> channels, or channels x L with return_sequences; channels doubled when bidirectional"


def _recurrent(kind: str) -> LayerType:
    def parts(layer: Layer, _shapes: tuple[Shape, ...]) -> Parts:
        return {
            kind: Recurrent(
                kind,
                whole(layer, "channels"),
                whole(layer, "depth"),
                flag(layer, "bidirectional"),
                flag(layer, "return_sequences"),
                flag(layer, "bias"),
            )
        }

    return LayerType(kind, f"{kind.upper()} over the length", _READ, _RECURRENT, parts)


def _dense(layer: Layer, _shapes: tuple[Shape, ...]) -> Parts:
    return {"dense": Dense(whole(layer, "channels"), flag(layer, "bias"))}


_BECOMES = "Linear on features; Conv1d or Conv2d of kernel 1 on a sequence or maps"

TYPES = (
    *map(_recurrent, ("lstm", "gru")),
    LayerType(
        "dense",
        _BECOMES,
        "F -> channels; C x S -> channels x S",
        {
            "channels": Option(Kind.COUNT, REQUIRED, "output features; otherwise the next of `convolutional`"),
            "bias": BIAS,
        },
        _dense,
    ),
    LayerType(
        "output",
        f"{_BECOMES}, with `label_shape` outputs",
        "F -> label_shape; C x S -> label_shape x S",
        {
            "channels": Option(
                Kind.COUNT, REQUIRED, "always `label_shape`; a value left in `convolutional` must agree"
            ),
            "bias": BIAS,
        },
        _dense,
    ),
)
