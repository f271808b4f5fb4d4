"""From slices of every kind to the tensor, and points back again."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from dnn_parser import NetworkDescription, read_description
from iodeep_viewer.core.prediction import Placement
from iodeep_viewer.errors import NetworkError
from iodeep_viewer.inference.preparation import prepare_slice
from tests.slices import make_slice

RAMP = np.arange(64, dtype=np.int16).reshape(8, 8)


def description(channels: int = 1, size: int = 8, **preprocessing: Any) -> NetworkDescription:
    return read_description(
        json.dumps(
            {
                "input_shape": {
                    "input_shape0": size,
                    "input_shape1": size,
                    "input_shape2": channels,
                    "label_shape": 1,
                },
                "architecture": {"1": "cnn2d"},
                "convolutional": {"cn1": 1},
                "kernel": {"kernel1": 1},
                "data_format": {"data_format": "channels_last"},
                "backend": {"backend": "pytorch"},
                "preprocessing": {"aspect": "pad", "interpolation": "linear", **preprocessing},
            }
        )
    )


def test_minmax_maps_the_values_to_0_to_1() -> None:
    prepared = prepare_slice(make_slice(RAMP), description(intensity={"method": "minmax"}))
    assert prepared.tensor.shape == (1, 8, 8)
    assert prepared.tensor.dtype == np.float32
    np.testing.assert_allclose(prepared.tensor[0], RAMP / 63, atol=1e-6)


def test_a_window_in_modality_units_clips_on_both_sides() -> None:
    values = np.array([[-1000, -160], [40, 240]], dtype=np.int16)
    prepared = prepare_slice(
        make_slice(values), description(size=2, intensity={"method": "window", "center": 40, "width": 400})
    )
    np.testing.assert_allclose(prepared.tensor[0], np.array([[0, 0], [0.5, 1]]), atol=1e-6)


def test_zscore_has_mean_0_and_deviation_1() -> None:
    tensor = prepare_slice(make_slice(RAMP), description(intensity={"method": "zscore"})).tensor
    assert float(tensor.mean()) == pytest.approx(0, abs=1e-5)
    assert float(tensor.std()) == pytest.approx(1, abs=1e-5)


def test_percentiles_are_not_moved_by_a_single_bright_pixel() -> None:
    values = np.tile(RAMP, (4, 4)).astype(np.float32)
    values[0, 0] = 1e6
    tensor = prepare_slice(
        make_slice(values), description(size=32, intensity={"method": "percentile", "lower": 1, "upper": 99})
    ).tensor
    assert float(np.median(tensor)) == pytest.approx(0.5, abs=0.05)


def test_a_monochrome1_slice_is_turned_over_for_a_monochrome2_network_and_only_then() -> None:
    wanted = description(intensity={"method": "minmax"})
    straight = prepare_slice(make_slice(RAMP), wanted).tensor
    turned = prepare_slice(make_slice(RAMP, photometric_interpretation="MONOCHROME1"), wanted).tensor
    np.testing.assert_allclose(turned, 1 - straight, atol=1e-6)
    same = prepare_slice(make_slice(RAMP, photometric_interpretation="MONOCHROME1"), wanted, "MONOCHROME1").tensor
    np.testing.assert_allclose(same, straight, atol=1e-6)


def test_signed_and_unsigned_pixels_with_the_same_contrast_look_the_same() -> None:
    wanted = description(intensity={"method": "minmax"})
    signed = prepare_slice(make_slice(RAMP - 32, pixel_representation=1), wanted).tensor
    unsigned = prepare_slice(make_slice(RAMP.astype(np.uint16)), wanted).tensor
    np.testing.assert_allclose(signed, unsigned, atol=1e-6)


def test_grey_is_repeated_for_a_three_channel_network_and_colour_becomes_luminance_for_one() -> None:
    grey = prepare_slice(make_slice(RAMP), description(channels=3, intensity={"method": "minmax"})).tensor
    assert grey.shape == (3, 8, 8)
    np.testing.assert_array_equal(grey[0], grey[2])
    colour = np.zeros((8, 8, 3), dtype=np.uint8)
    colour[..., 1] = 100
    luminance = prepare_slice(make_slice(colour), description(intensity={"method": "none"})).tensor
    np.testing.assert_allclose(luminance, 58.7, rtol=1e-5)


def test_five_channels_are_refused_with_a_sentence() -> None:
    with pytest.raises(NetworkError, match="5 channels"):
        prepare_slice(make_slice(RAMP), description(channels=5, intensity={"method": "none"}))


@pytest.mark.parametrize(
    ("shape", "spacing", "size", "filled"),
    [
        ((40, 20), (1.0, 1.0), 16, (16, 8)),  # tall: columns are padded
        ((20, 20), (2.0, 1.0), 16, (16, 8)),  # tall in millimetres
        ((300, 512), (0.5, 0.5), 64, (38, 64)),
    ],
)
def test_padding_keeps_the_proportions_in_millimetres(
    shape: tuple[int, int], spacing: tuple[float, float], size: int, filled: tuple[int, int]
) -> None:
    image = make_slice(np.ones(shape, np.float32), spacing=spacing)
    image.values[0, 0] = 0  # so that minmax has a range
    tensor = prepare_slice(image, description(size=size, intensity={"method": "minmax"})).tensor[0]
    assert tuple(int((tensor > 0.5).any(axis=axis).sum()) for axis in (1, 0)) == filled


@pytest.mark.parametrize(
    ("shape", "before"),
    [
        ((8, 5), (0, 1)),  # 3 columns to pad: 1 before, 2 after
        ((5, 8), (1, 0)),
        ((8, 11), (0, -2)),  # 3 columns too many: 2 are cut off before, 1 after
        ((11, 8), (-2, 0)),
        ((3, 13), (2, -3)),
    ],
)
def test_an_odd_rest_goes_behind_the_slice_and_is_cut_off_in_front(
    shape: tuple[int, int], before: tuple[int, int]
) -> None:
    values = np.arange(1, 1 + shape[0] * shape[1], dtype=np.float32).reshape(shape)
    prepared = prepare_slice(make_slice(values), description(pixel_spacing=[1.0, 1.0], intensity={"method": "none"}))
    expected = np.full((8, 8), 1, np.float32)  # outside is the lowest value
    rows, columns = (slice(max(0, first), first + size) for first, size in zip(before, shape, strict=True))
    inner = expected[rows, columns]
    inner[...] = values[max(0, -before[0]) :, max(0, -before[1]) :][: inner.shape[0], : inner.shape[1]]
    np.testing.assert_array_equal(prepared.tensor[0], expected)
    # The first pixel of the grid is this one of the slice: (column, row).
    np.testing.assert_array_equal(prepared.placement.to_slice(np.zeros((1, 2))), [[-before[1], -before[0]]])


@pytest.mark.parametrize("shape", [(8, 8), (37, 53), (512, 400), (256, 256)])
@pytest.mark.parametrize("aspect", ["pad", "stretch"])
def test_a_bright_block_comes_back_to_where_it_was(shape: tuple[int, int], aspect: str) -> None:
    values = np.zeros(shape, np.float32)
    rows, columns = (shape[0] // 4, shape[0] // 2), (shape[1] // 4, 3 * shape[1] // 4)
    values[rows[0] : rows[1], columns[0] : columns[1]] = 1
    prepared = prepare_slice(make_slice(values), description(size=64, aspect=aspect, intensity={"method": "none"}))
    grid_rows, grid_columns = np.mgrid[:64, :64]
    weights = prepared.tensor[0]
    centroid = np.array([[(weights * grid_columns).sum(), (weights * grid_rows).sum()]]) / weights.sum()
    expected = [(columns[0] + columns[1] - 1) / 2, (rows[0] + rows[1] - 1) / 2]
    np.testing.assert_allclose(prepared.placement.to_slice(centroid)[0], expected, atol=0.02 * max(shape) / 8)


def test_resampling_to_a_spacing_centres_and_crops() -> None:
    values = np.zeros((32, 32), np.float32)
    values[15:17, 15:17] = 1
    prepared = prepare_slice(
        make_slice(values, spacing=(2.0, 2.0)),
        description(size=16, pixel_spacing=[1.0, 1.0], intensity={"method": "none"}),
    )
    assert prepared.placement.scale == (2.0, 2.0)
    row, column = np.unravel_index(int(prepared.tensor[0].argmax()), (16, 16))
    back = prepared.placement.to_slice(np.array([[column, row]], dtype=float))[0]
    assert np.abs(back - 15.5).max() <= 0.5


def test_placement_keeps_edges() -> None:
    placement = Placement((2.0, 0.5), (3.0, -1.0))
    # The first edge of the slice, then the edge after 4 of its rows (scale 2) and 8 of its columns (scale 0.5).
    np.testing.assert_allclose(placement.to_slice(np.array([[-1.5, 2.5], [2.5, 10.5]])), [[-0.5, -0.5], [7.5, 3.5]])


RIM = np.where(np.arange(64).reshape(8, 8) < 32, 10.0, np.arange(64).reshape(8, 8) + 100.0).astype(np.float32)
"""Half of it is background, 10; the rest is 132 to 163."""


def test_zscore_of_the_foreground_leaves_the_lowest_value_out() -> None:
    tensor = prepare_slice(make_slice(RIM), description(intensity={"method": "zscore", "foreground": True})).tensor[0]
    inside = np.arange(132, 164)
    np.testing.assert_allclose(tensor[4:], (RIM[4:] - inside.mean()) / inside.std(), rtol=1e-4)
    np.testing.assert_allclose(tensor[0], (10 - inside.mean()) / inside.std(), rtol=1e-4)
    whole = prepare_slice(make_slice(RIM), description(intensity={"method": "zscore"})).tensor[0]
    np.testing.assert_allclose(whole, (RIM - RIM.mean()) / RIM.std(), rtol=1e-4, atol=1e-5)


def test_minmax_of_the_foreground_starts_at_its_own_lowest_value() -> None:
    tensor = prepare_slice(make_slice(RIM), description(intensity={"method": "minmax", "foreground": True})).tensor[0]
    np.testing.assert_allclose(tensor[4:], (RIM[4:] - 132) / 31, atol=1e-6)
    np.testing.assert_array_equal(tensor[:4], 0)


def test_percentiles_of_the_foreground_leave_the_lowest_value_out() -> None:
    intensity = {"method": "percentile", "lower": 25, "upper": 75, "foreground": True}
    tensor = prepare_slice(make_slice(RIM), description(intensity=intensity)).tensor[0]
    low, high = np.percentile(np.arange(132, 164), (25, 75))
    np.testing.assert_allclose(tensor, np.clip((RIM - low) / (high - low), 0, 1), atol=1e-5)


@pytest.mark.parametrize("method", ["zscore", "minmax", "percentile"])
def test_a_slice_of_one_value_has_no_foreground_and_still_gives_finite_input(method: str) -> None:
    wanted = description(intensity={"method": method, "foreground": True})
    assert np.isfinite(prepare_slice(make_slice(np.full((8, 8), 7.0, np.float32)), wanted).tensor).all()


def test_fixed_minmax_does_not_depend_on_the_slice() -> None:
    wanted = description(intensity={"method": "minmax", "scope": "fixed", "minimum": -10, "maximum": 40})
    for values in (RAMP, RAMP // 2, np.full((8, 8), 15, np.int16)):
        tensor = prepare_slice(make_slice(values), wanted).tensor[0]
        np.testing.assert_allclose(tensor, np.clip((values + 10) / 50, 0, 1), atol=1e-6)


def test_fixed_zscore_does_not_depend_on_the_slice() -> None:
    wanted = description(intensity={"method": "zscore", "scope": "fixed", "mean": 20, "std": 5})
    for values in (RAMP, RAMP // 2, np.full((8, 8), 15, np.int16)):
        tensor = prepare_slice(make_slice(values), wanted).tensor[0]
        np.testing.assert_allclose(tensor, (values - 20) / 5, atol=1e-5)


@pytest.mark.parametrize(
    ("intensity", "turned"),
    [
        ({"method": "none"}, 63 - RAMP),  # the range of the slice stays: lowest and highest value change places
        ({"method": "zscore"}, (31.5 - RAMP) / RAMP.std()),
        ({"method": "zscore", "scope": "fixed", "mean": 20, "std": 5}, (20 - RAMP) / 5),
        ({"method": "minmax"}, 1 - RAMP / 63),
        ({"method": "window", "center": 30, "width": 20}, 1 - np.clip((RAMP - 20) / 20, 0, 1)),
    ],
)
def test_a_slice_of_the_other_polarity_is_turned_over_within_the_range_of_each_method(
    intensity: dict[str, Any], turned: np.ndarray
) -> None:
    image = make_slice(RAMP, photometric_interpretation="MONOCHROME1")
    np.testing.assert_allclose(prepare_slice(image, description(intensity=intensity)).tensor[0], turned, atol=1e-5)
    straight = make_slice(RAMP)
    for_dark = prepare_slice(straight, description(intensity=intensity), "MONOCHROME1").tensor[0]
    np.testing.assert_allclose(for_dark, turned, atol=1e-5)


def test_turning_over_without_normalisation_keeps_a_range_that_does_not_start_at_0() -> None:
    image = make_slice(RAMP - 20, photometric_interpretation="MONOCHROME1")
    tensor = prepare_slice(image, description(intensity={"method": "none"})).tensor[0]
    np.testing.assert_allclose(tensor, 43 - RAMP)


def test_a_colour_slice_is_never_turned_over() -> None:
    colour = np.repeat(RAMP[..., None], 3, axis=2)
    tensor = prepare_slice(make_slice(colour), description(channels=3, intensity={"method": "none"}), "MONOCHROME1")
    np.testing.assert_array_equal(tensor.tensor[1], RAMP)


@pytest.mark.parametrize(
    ("intensity", "outside"),
    [
        ({"method": "none"}, 5),
        ({"method": "zscore", "scope": "fixed", "mean": 20, "std": 5}, -3),
        ({"method": "minmax"}, 0),
        ({"method": "minmax", "scope": "fixed", "minimum": 0, "maximum": 100}, 0),
    ],
)
def test_the_padding_is_air(intensity: dict[str, Any], outside: float) -> None:
    tensor = prepare_slice(make_slice(RAMP[:4] + 5), description(intensity=intensity)).tensor[0]
    np.testing.assert_allclose(tensor[[0, 1, 6, 7]], outside)
    assert tensor[5, 7] > outside


def test_pixels_that_are_not_numbers_count_as_the_lowest_value() -> None:
    values = RAMP.astype(np.float32)
    values[3, 3] = np.nan
    tensor = prepare_slice(make_slice(values), description(intensity={"method": "minmax"})).tensor[0]
    assert tensor[3, 3] == 0
    np.testing.assert_allclose(tensor[4:], RAMP[4:] / 63, atol=1e-6)
