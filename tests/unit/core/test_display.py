"""Known answers of windowing: the formulas and examples of PS3.3 section C.11.2.1.2."""

from collections.abc import Sequence

import numpy as np
import pytest

from iodeep_viewer.core.display import WINDOW_PRESETS, VoiLutFunction, Window, apply_window, auto_window


def grey(values: Sequence[float], window: Window, *, invert: bool = False) -> list[int]:
    return [int(level) for level in apply_window(np.array(values), window, invert=invert)]


@pytest.mark.parametrize(
    ("center", "width", "black_up_to", "white_above"),
    [(2048, 4096, 0, 4095), (0, 100, -50, 49), (40, 400, -160, 239)],
)
def test_linear_ends_where_the_standard_says(center: float, width: float, black_up_to: int, white_above: int) -> None:
    window = Window(center, width)
    values = np.arange(black_up_to - 5, white_above + 6)
    levels = apply_window(values, window).astype(int)
    expected = ((values - (center - 0.5)) / (width - 1) + 0.5) * 255
    np.testing.assert_allclose(levels, np.clip(expected, 0, 255), atol=0.51)
    assert levels[values <= black_up_to].max() == 0
    assert levels[values >= white_above].min() == 255
    assert (np.diff(levels) >= 0).all()


@pytest.mark.parametrize(("center", "step"), [(2048, 2047.5), (0, -0.5)])
def test_a_linear_width_of_1_is_a_threshold(center: float, step: float) -> None:
    assert grey([step - 0.5, step, step + 0.5], Window(center, 1)) == [0, 0, 255]


def test_linear_exact_uses_the_whole_width() -> None:
    window = Window(0, 100, VoiLutFunction.LINEAR_EXACT)
    assert grey([-51, -50, -25, 0, 25, 50, 51], window) == [0, 0, 64, 128, 191, 255, 255]


def test_linear_exact_serves_values_between_0_and_1() -> None:
    assert grey([0.0, 0.25, 0.5, 1.0], Window(0.5, 1.0, VoiLutFunction.LINEAR_EXACT)) == [0, 64, 128, 255]


def test_sigmoid_follows_its_formula_and_saturates_quietly() -> None:
    window = Window(100, 50, VoiLutFunction.SIGMOID)
    assert grey([100, 112.5, 87.5], window) == [128, 186, 69]  # 255/2, 255/(1 + 1/e), 255/(1 + e)
    assert grey([-1e6, 1e6], window) == [0, 255]


def test_inversion_swaps_black_and_white() -> None:
    window = Window(50, 101)
    values = list(range(-5, 106, 5))
    plain, inverted = grey(values, window), grey(values, window, invert=True)
    assert inverted[0] == 255
    assert inverted[-1] == 0
    assert max(abs(a + b - 255) for a, b in zip(plain, inverted, strict=True)) <= 1


def test_colours_of_missing_values_do_not_wrap_round() -> None:
    assert grey([float("nan"), float("inf"), float("-inf")], Window(0, 100)) == [0, 255, 0]


def test_the_shape_is_kept_and_the_result_is_8_bit() -> None:
    result = apply_window(np.zeros((3, 4), np.int16), Window(0, 10))
    assert result.shape == (3, 4)
    assert result.dtype == np.uint8


def test_a_moved_window_keeps_a_valid_width() -> None:
    assert Window(40, 400).moved(10, -50) == Window(50, 350)
    assert Window(40, 400).moved(0, -1000).width == 1
    assert 0 < Window(0.5, 0.2, VoiLutFunction.LINEAR_EXACT).moved(0, -1).width < 0.001


def test_the_automatic_window_ignores_single_extreme_values_and_missing_ones() -> None:
    values = np.linspace(0, 1000, 10_001)
    values[0], values[1] = -1e9, np.nan
    window = auto_window(values)
    assert window.center == pytest.approx(500, abs=1)
    assert window.width == pytest.approx(990, abs=1)


def test_the_automatic_window_of_flat_or_empty_images_is_valid() -> None:
    assert auto_window(np.full((4, 4), 7)).width > 0
    assert auto_window(np.full((4, 4), np.nan)).width > 0
    mostly_zero = np.zeros(1000)
    mostly_zero[0] = 8.0
    assert auto_window(mostly_zero).width == 8


@pytest.mark.parametrize("scale", [1e-30, 1e-9, 1.0, 1e9])
@pytest.mark.parametrize("function", [VoiLutFunction.LINEAR_EXACT, VoiLutFunction.SIGMOID])
def test_values_of_any_magnitude_are_seen(scale: float, function: VoiLutFunction) -> None:
    """Diffusion coefficients in m²/s are around 1e-9; they look as they do in any other unit."""
    values = np.linspace(0, 3, 256, dtype=np.float32)
    own, usual = auto_window(values * np.float32(scale)), auto_window(values)
    shown = apply_window(values * np.float32(scale), Window(own.center, own.width, function)).astype(int)
    expected = apply_window(values, Window(usual.center, usual.width, function)).astype(int)
    np.testing.assert_allclose(shown, expected, atol=1)
    assert shown.max() - shown.min() > 190


def test_a_narrow_window_can_be_moved_in_its_own_steps() -> None:
    window = Window(1e-9, 2e-9, VoiLutFunction.LINEAR_EXACT)
    moved = window.moved(0, -1e-11)
    assert moved.width == pytest.approx(1.99e-9)
    narrowed = window.moved(0, -3e-9)
    assert 0 < narrowed.width < 1e-12
    assert narrowed.moved(0, 1e-9).width == pytest.approx(1e-9, rel=1e-3)


def test_the_ct_presets_are_those_of_the_keys_2_to_6() -> None:
    expected = [(40, 400), (-600, 1500), (480, 2500), (40, 80), (90, 150)]
    assert [(preset.center, preset.width) for preset in WINDOW_PRESETS] == expected
