"""The parts that layers are made of: their effect on a shape and their cost, computed without PyTorch.

A part takes and gives shapes without the batch, channels first. ``modules.py`` turns each into a ``torch.nn.Module``.
"""

from dnn_parser.parts.base import Part, ShapeError, Sizes, need_axes, shape_text
from dnn_parser.parts.convolution import Convolution, TransposedConvolution, ZeroPadding
from dnn_parser.parts.elementwise import Activation, Dropout, Normalization
from dnn_parser.parts.features import Dense, Recurrent
from dnn_parser.parts.gates import AttentionGate, SqueezeExcite
from dnn_parser.parts.shaping import Flatten, GlobalPooling, Merge, Pooling, Upsampling

__all__ = [
    "Activation",
    "AttentionGate",
    "Convolution",
    "Dense",
    "Dropout",
    "Flatten",
    "GlobalPooling",
    "Merge",
    "Normalization",
    "Part",
    "Pooling",
    "Recurrent",
    "ShapeError",
    "Sizes",
    "SqueezeExcite",
    "TransposedConvolution",
    "Upsampling",
    "ZeroPadding",
    "need_axes",
    "shape_text",
]
