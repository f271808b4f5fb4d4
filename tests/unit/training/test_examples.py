"""Training reads slices as prediction does: values come from the viewer's own preparation, masks go the same way."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch

from iodeep_viewer.inference.preparation import prepare_slice
from iodeep_viewer.training.augmentation import (
    NO_AUGMENTATION,
    Augmentation,
    change_intensity,
    resample,
    sampling_grid,
)
from iodeep_viewer.training.examples import LabelledSlice, prepare_examples, stack_targets
from iodeep_viewer.training.segmentation import paste_findings, segmentation_objective
from tests.slices import make_slice
from tests.unit.training.tiny import describe, squares

PREPARATIONS: list[dict[str, Any]] = [
    {"intensity": {"method": "percentile"}, "aspect": "pad"},
    {"intensity": {"method": "window", "center": 500, "width": 900}, "aspect": "stretch"},
    {"intensity": {"method": "zscore"}, "aspect": "pad", "pixel_spacing": [2.0, 2.0]},
    {"intensity": {"method": "none"}, "aspect": "pad", "interpolation": "nearest"},
]


def bright(rows: int = 40, columns: int = 24, **changes: Any) -> LabelledSlice:
    """A slice whose bright part is its finding; pixels are higher than wide unless changed."""
    mask = np.zeros((1, rows, columns), dtype=bool)
    mask[0, rows // 4 : rows // 2, columns // 3 : columns * 3 // 4] = True
    values = np.where(mask[0], 900, 100).astype(np.float32)
    return LabelledSlice(make_slice(values, spacing=changes.pop("spacing", (1.5, 1.0)), **changes), mask, "bright")


@pytest.mark.parametrize("preparation", PREPARATIONS)
@pytest.mark.parametrize("photometric", ["MONOCHROME1", "MONOCHROME2"])
def test_training_reads_bit_for_bit_what_the_viewer_reads(preparation: dict[str, Any], photometric: str) -> None:
    description = describe(preprocessing=preparation)
    slices = [*squares(3, size=21), bright(), bright(photometric_interpretation="MONOCHROME1")]
    target = segmentation_objective(description).target
    examples = prepare_examples(slices, description, target, photometric)
    batch = torch.from_numpy(examples.values)
    assert sampling_grid(len(batch), (16, 16), NO_AUGMENTATION, torch.Generator()) is None
    unchanged = change_intensity(batch, NO_AUGMENTATION, torch.Generator())
    for values, item in zip(unchanged.numpy(), slices, strict=True):
        np.testing.assert_array_equal(values, prepare_slice(item.image, description, photometric).tensor)


@pytest.mark.parametrize("preparation", PREPARATIONS)
@pytest.mark.parametrize("spacing", [(1.5, 1.0), (1.0, 1.0), (0.5, 2.0)])
def test_the_mask_lies_on_the_input_where_the_picture_does(
    preparation: dict[str, Any], spacing: tuple[float, float]
) -> None:
    description = describe(preprocessing=preparation)
    item = bright(spacing=spacing)
    examples = prepare_examples([item], description, segmentation_objective(description).target)
    values = examples.values[0, 0]
    halfway = (values.max() + values.min()) / 2
    np.testing.assert_array_equal(examples.targets[0, 0] > 0.5, values > halfway)


def test_padding_is_never_finding_even_where_the_whole_slice_is() -> None:
    description = describe(preprocessing={"intensity": {"method": "minmax"}, "aspect": "pad"})
    item = bright(rows=16, columns=8, spacing=(1.0, 1.0))
    whole = replace(item, truth=np.ones_like(item.truth))
    target = prepare_examples([whole], description, segmentation_objective(description).target).targets[0, 0]
    assert target[:, 4:12].min() == 1
    assert target[:, :4].max() == target[:, 12:].max() == 0


def test_softmax_has_the_background_in_front() -> None:
    after = {"activation": "softmax", "labels": [{"name": "A"}, {"name": "B"}]}
    shape = {"input_shape0": 1, "input_shape1": 16, "input_shape2": 16, "label_shape": 3}
    description = describe(postprocessing=after, input_shape=shape, convolutional={"cn1": 4, "cn2": 3})
    item = bright(rows=16, columns=16, spacing=(1.0, 1.0))
    both = replace(item, truth=np.concatenate([item.truth, np.roll(item.truth, 4, axis=1)]))
    target = prepare_examples([both], description, segmentation_objective(description).target).targets[0]
    assert target.shape == (3, 16, 16)
    np.testing.assert_array_equal(target[1:] > 0, both.truth)
    np.testing.assert_array_equal(target.sum(axis=0), 1)


def test_lists_of_different_length_are_filled_up() -> None:
    stacked = stack_targets([np.ones((2, 5), np.float32), np.zeros((0, 5), np.float32)])
    assert stacked.shape == (2, 2, 5)
    assert stacked[1].max() == -1


def test_the_mask_moves_with_the_picture() -> None:
    rng = torch.Generator().manual_seed(3)
    # Both smooth, so that they can be compared pixel by pixel however they are resampled.
    rows, columns = torch.meshgrid(torch.linspace(-1, 1, 32), torch.linspace(-1, 1, 48), indexing="ij")
    blob = torch.exp(-((rows - 0.2) ** 2 + (columns + 0.3) ** 2) * 12).repeat(16, 1, 1, 1)
    grid = sampling_grid(16, (32, 48), Augmentation(), rng)
    assert grid is not None
    assert grid.shape == (16, 32, 48, 2)
    moved, mask = resample(blob, grid, "bicubic"), resample(blob, grid)
    assert float((moved - mask).abs().max()) < 0.05
    assert float((moved - blob).abs().amax((1, 2, 3)).min()) > 0.05


def test_a_turn_keeps_shapes_on_a_grid_that_is_not_square() -> None:
    strength = Augmentation(**{**dict.fromkeys(Augmentation.__dataclass_fields__, 0.0), "turn": 90.0})
    rows, columns = torch.meshgrid(torch.arange(32.0), torch.arange(64.0), indexing="ij")
    disc = (((rows - 15.5) ** 2 + (columns - 31.5) ** 2) < 100).float().repeat(8, 1, 1, 1)
    grid = sampling_grid(8, (32, 64), strength, torch.Generator().manual_seed(0))
    assert grid is not None
    turned = resample(disc, grid)
    assert float((turned - disc).abs().mean()) < 0.01


def test_intensity_stays_within_the_range_of_each_picture() -> None:
    values = torch.rand(8, 1, 16, 16, generator=torch.Generator().manual_seed(1)) * 300 - 100
    changed = change_intensity(values, Augmentation(), torch.Generator().manual_seed(2))
    assert float((changed - values).abs().amax((1, 2, 3)).min()) > 1
    assert bool((changed.amin((1, 2, 3)) >= values.amin((1, 2, 3)) - 1e-3).all())
    assert bool((changed.amax((1, 2, 3)) <= values.amax((1, 2, 3)) + 1e-3).all())


def test_a_finding_is_pasted_with_its_mask_into_a_picture_of_the_batch() -> None:
    values = torch.full((2, 1, 48, 48), 0.4)
    targets = torch.zeros(2, 1, 48, 48)
    values[..., :2] = 0
    values[0, 0, 20:30, 20:30] = 0.9
    targets[0, 0, 20:30, 20:30] = 1
    for seed in range(8):
        pasted, masks = paste_findings(values, targets, 1.0, torch.Generator().manual_seed(seed), background=False)
        if masks[1].any():
            break
    assert float(pasted[1, 0, 25, 25]) == pytest.approx(0.9, abs=0.05)
    assert bool(masks[1, 0, 20:30, 20:30].all())
    assert masks[1].sum() < 200
    # With a map of the background in front, that gives way to the finding.
    both = torch.cat([1 - targets, targets], dim=1)
    pasted_too, maps = paste_findings(values, both, 1.0, torch.Generator().manual_seed(seed), background=True)
    torch.testing.assert_close(pasted_too, pasted)
    torch.testing.assert_close(maps, torch.cat([1 - masks, masks], dim=1))
    kept, same = paste_findings(values, targets, 0.0, torch.Generator(), background=False)
    torch.testing.assert_close(kept, values)
    torch.testing.assert_close(same, targets)
