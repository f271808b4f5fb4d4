"""Values far below 1, e.g. diffusion coefficients in m²/s, are prepared like any others."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from dnn_parser import NetworkDescription, read_description
from iodeep_viewer.inference.preparation import prepare_slice
from tests.slices import make_slice

RAMP = np.arange(64, dtype=np.float32).reshape(8, 8)


def description(**intensity: Any) -> NetworkDescription:
    return read_description(
        json.dumps(
            {
                "input_shape": {"input_shape0": 8, "input_shape1": 8, "input_shape2": 1, "label_shape": 1},
                "architecture": {"1": "cnn2d"},
                "convolutional": {"cn1": 1},
                "kernel": {"kernel1": 1},
                "data_format": {"data_format": "channels_last"},
                "backend": {"backend": "pytorch"},
                "preprocessing": {"aspect": "pad", "interpolation": "linear", "intensity": intensity},
            }
        )
    )


def prepared(values: NDArray[Any], **intensity: Any) -> NDArray[np.float32]:
    return prepare_slice(make_slice(values), description(**intensity)).tensor


@pytest.mark.parametrize("scale", [1e-30, 1e-9, 1e6])
@pytest.mark.parametrize(
    "intensity",
    [{"method": "minmax"}, {"method": "percentile", "lower": 1, "upper": 99}, {"method": "zscore"}],
    ids=lambda intensity: intensity["method"],
)
def test_the_magnitude_of_the_values_makes_no_difference(scale: float, intensity: dict[str, Any]) -> None:
    expected = prepared(RAMP, **intensity)
    assert np.ptp(expected) > 0.9
    np.testing.assert_allclose(prepared(RAMP * np.float32(scale), **intensity), expected, atol=1e-5)


def test_a_window_may_be_as_narrow_as_the_values_are_small() -> None:
    tensor = prepared(RAMP * np.float32(1e-9), method="window", center=31.5e-9, width=63e-9)
    np.testing.assert_allclose(tensor[0], RAMP / 63, atol=1e-5)


@pytest.mark.parametrize("value", [0.0, 0.1, 1e-9, -1000.3])
@pytest.mark.parametrize("method", ["minmax", "percentile", "zscore"])
def test_a_flat_slice_stays_flat(value: float, method: str) -> None:
    tensor = prepared(np.full((8, 8), value, dtype=np.float32), method=method)
    np.testing.assert_allclose(tensor, 0.0, atol=1e-4)
