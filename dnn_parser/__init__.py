"""From a JSON network description to a PyTorch module.

Reading and checking a description needs no PyTorch; it is imported when the first network is built.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from dnn_parser.description import (
    Aspect,
    Backend,
    DataFormat,
    Intensity,
    IntensityMethod,
    IntensityScope,
    Interpolation,
    Label,
    LabelCode,
    Layer,
    NetworkDescription,
    OutputActivation,
    Postprocessing,
    Preprocessing,
    SkipConnection,
    SkipKind,
    Task,
)
from dnn_parser.errors import NetworkDescriptionError, Problem, UnsupportedModuleError, WeightsError
from dnn_parser.plan import DEFAULT_LIMITS, Limits, parameter_count, plan_network
from dnn_parser.reader import read_description

if TYPE_CHECKING:
    from dnn_parser.convert import convert_weights
    from dnn_parser.describe import DescribedModule, describe_module
    from dnn_parser.network import build_network
    from dnn_parser.weights import load_weights, read_weights, save_weights, weights_sha256

__all__ = [
    "DEFAULT_LIMITS",
    "Aspect",
    "Backend",
    "DataFormat",
    "DescribedModule",
    "Intensity",
    "IntensityMethod",
    "IntensityScope",
    "Interpolation",
    "Label",
    "LabelCode",
    "Layer",
    "Limits",
    "NetworkDescription",
    "NetworkDescriptionError",
    "OutputActivation",
    "Postprocessing",
    "Preprocessing",
    "Problem",
    "SkipConnection",
    "SkipKind",
    "Task",
    "UnsupportedModuleError",
    "WeightsError",
    "build_network",
    "convert_weights",
    "describe_module",
    "load_weights",
    "parameter_count",
    "plan_network",
    "read_description",
    "read_weights",
    "save_weights",
    "weights_sha256",
]

_NEED_TORCH = {
    "convert_weights": "convert",
    "DescribedModule": "describe",
    "describe_module": "describe",
    "build_network": "network",
    "load_weights": "weights",
    "read_weights": "weights",
    "save_weights": "weights",
    "weights_sha256": "weights",
}


def __getattr__(name: str) -> object:
    if name not in _NEED_TORCH:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_NEED_TORCH[name]}"), name)
