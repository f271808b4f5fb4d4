"""From a network's maps to regions on the slice; most networks here put out the very values that they are shown."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch

from dnn_parser import OutputActivation, build_network, read_description
from iodeep_viewer.core.geometry import polygon_area, polygon_mask
from iodeep_viewer.core.image_series import Slice
from iodeep_viewer.core.iodeep import IODeep, NetworkRecord
from iodeep_viewer.core.prediction import Prediction
from iodeep_viewer.core.regions import NetworkIdentification, Roi
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.errors import Cancelled, NetworkError
from iodeep_viewer.inference.activation import activate
from iodeep_viewer.inference.network import LoadedNetwork
from iodeep_viewer.inference.prediction import heat_map, predict, rois_at
from tests.slices import make_slice

SURE = 12.0
RECORD = NetworkRecord("1.2.9", "Echo", "MR", 1, "BRAIN", "1.2.9", "1.2.9", "1.2.9")


def echo(
    maps: int = 1,
    size: tuple[int, int] = (32, 32),
    *,
    weight: list[list[float]] | None = None,
    bias: float = 0.0,
    aspect: str = "stretch",
    halved: bool = False,
    **postprocessing: Any,
) -> LoadedNetwork:
    """A 1x1 convolution whose logits are, without `weight` and `bias`, the values of the slice."""
    weights = torch.eye(maps) if weight is None else torch.tensor(weight)
    document = {
        "input_shape": {
            "input_shape0": weights.shape[1],
            "input_shape1": size[0],
            "input_shape2": size[1],
            "label_shape": maps,
        },
        "architecture": {"1": "cnn2d"} | ({"2": "Avgpool2d"} if halved else {}),
        "convolutional": {"cn1": maps},
        "kernel": {"kernel1": 1},
        "pooling": {"pool1": 2} if halved else {},
        "data_format": {"data_format": "channels_first"},
        "backend": {"backend": "pytorch"},
        "preprocessing": {"intensity": {"method": "none"}, "interpolation": "linear", "aspect": aspect},
        "postprocessing": {"task": "segmentation", "activation": "sigmoid", **postprocessing},
    }
    description = read_description(json.dumps(document))
    module = build_network(description).eval()
    with torch.no_grad():
        for parameter in module.parameters():
            parameter.copy_(weights.reshape(parameter.shape) if parameter.ndim > 1 else torch.full((maps,), bias))
    return LoadedNetwork(
        IODeep(RECORD, json.dumps(document), None, weights_sha256="ab" * 32, version="3"),
        description,
        module,
        torch.device("cpu"),
    )


def predicted(network: LoadedNetwork, image: Slice) -> Prediction:
    return predict(network, image, TaskControl())


def block(*blocks: tuple[int, int, int, int], shape: tuple[int, int] = (32, 32), low: float = -SURE) -> np.ndarray:
    """`SURE` in blocks of (first row, row after the last, first column, column after the last), else `low`."""
    values = np.full(shape, low, dtype=np.float32)
    for top, bottom, left, right in blocks:
        values[top:bottom, left:right] = SURE
    return values


def logit(probability: np.ndarray | float) -> np.ndarray:
    return np.log(np.asarray(probability) / (1 - np.asarray(probability))).astype(np.float32)


def points(roi: Roi) -> np.ndarray:
    (contour,) = roi.contours
    return contour.points


def bounds(roi: Roi) -> list[float]:
    """Left, top, right and bottom."""
    return [*points(roi).min(axis=0).tolist(), *points(roi).max(axis=0).tolist()]


def test_a_block_comes_back_with_its_edges_its_image_and_the_network_that_found_it() -> None:
    image = make_slice(block((4, 10, 6, 20)), frame_number=7)
    (roi,) = predicted(echo(threshold=0.4, labels=[{"name": "Lesion", "color": [1, 2, 3]}]), image).rois
    (contour,) = roi.contours
    assert contour.image == ("1.2.3.4.5", 7)
    np.testing.assert_allclose(bounds(roi), [5.5, 3.5, 19.5, 9.5], atol=0.1)
    assert roi.label == "Lesion"
    assert roi.color == (1, 2, 3)
    assert roi.network == NetworkIdentification("1.2.9", "Echo", "3", "ab" * 32, 0.4)


def test_regions_come_largest_first_and_nothing_comes_of_nothing() -> None:
    rois = predicted(echo(), make_slice(block((2, 5, 2, 5), (10, 20, 10, 25), (25, 30, 2, 8)))).rois
    areas = [polygon_area(points(roi)) for roi in rois]
    assert len(areas) == 3
    assert areas == sorted(areas, reverse=True)
    assert predicted(echo(), make_slice(block())).rois == ()


@pytest.mark.parametrize("shape", [(16, 32), (32, 16), (20, 30), (37, 53), (100, 40)])
@pytest.mark.parametrize("aspect", ["pad", "stretch"])
def test_a_network_that_is_on_everywhere_outlines_the_slice_and_not_its_padding(
    shape: tuple[int, int], aspect: str
) -> None:
    prediction = predicted(echo(weight=[[0.0]], bias=SURE, aspect=aspect), make_slice(np.zeros(shape, np.float32)))
    (roi,) = prediction.rois
    rows, columns = shape
    np.testing.assert_allclose(bounds(roi), [-0.5, -0.5, columns - 0.5, rows - 0.5], atol=1e-6)
    corner = (1 / prediction.placement.scale[0]) * (1 / prediction.placement.scale[1]) / 8
    assert polygon_area(points(roi)) == pytest.approx(rows * columns, abs=4 * corner + 0.3 * max(shape))


def test_regions_that_meet_only_in_the_padding_stay_apart() -> None:
    # Dark is on, and so is the padding: without the cut all three would be one region that runs around the slice.
    values = np.full((16, 32), SURE, dtype=np.float32)
    for left, right in ((2, 7), (12, 18), (24, 30)):
        values[:6, left:right] = -SURE
    rois = predicted(echo(weight=[[-1.0]], aspect="pad"), make_slice(values)).rois
    found = sorted(bounds(roi) for roi in rois)
    np.testing.assert_allclose(
        found, [[1.5, -0.5, 6.5, 5.5], [11.5, -0.5, 17.5, 5.5], [23.5, -0.5, 29.5, 5.5]], atol=0.1
    )


def test_the_padding_does_not_count_in_the_probability() -> None:
    values = np.full((16, 32), 8.0, dtype=np.float32)
    values[0, 0] = -8.0  # the lowest value: what the padding is filled with
    values[:8, 8:24] = -2.0
    rois = predicted(echo(weight=[[-1.0]], aspect="pad"), make_slice(values)).rois
    (large,) = [roi for roi in rois if polygon_area(points(roi)) > 10]
    assert large.probability == pytest.approx(1 / (1 + np.exp(-2.0)), abs=1e-4)


def test_a_region_of_a_coarse_map_ends_at_the_edge_of_the_slice() -> None:
    # 5 rows of padding: the slice starts in the middle of a pixel of the halved map.
    network = echo(weight=[[0.0]], bias=SURE, aspect="pad", halved=True)
    (roi,) = predicted(network, make_slice(np.zeros((22, 32), np.float32))).rois
    left, top, right, bottom = bounds(roi)
    assert (left, right) == (-0.5, 31.5)
    assert -0.5 <= top <= 0.5
    assert 20.5 <= bottom <= 21.5


def test_of_several_classes_the_most_probable_wins_and_the_first_is_the_background() -> None:
    probabilities = np.zeros((32, 32, 3), dtype=np.float32)
    probabilities[:] = (0.90, 0.05, 0.05)
    probabilities[4:12, 4:12] = (0.10, 0.50, 0.40)  # A, though B is above the threshold too
    probabilities[4:12, 18:28] = (0.10, 0.40, 0.50)  # B, though A is above the threshold too
    probabilities[20:28, 4:12] = (0.40, 0.35, 0.25)  # background, though A is above the threshold
    probabilities[20:28, 18:28] = (0.38, 0.30, 0.32)  # background, though A and B are above the threshold
    network = echo(
        3,
        activation="softmax",
        threshold=0.28,
        labels=[{"name": "A", "color": [255, 0, 0]}, {"name": "B", "color": [0, 0, 255]}],
    )
    found = predicted(network, make_slice(np.log(probabilities))).rois
    assert [roi.label for roi in found] == ["A", "B"]
    assert [roi.color for roi in found] == [(255, 0, 0), (0, 0, 255)]
    np.testing.assert_allclose(bounds(found[0]), [3.5, 3.5, 11.5, 11.5], atol=0.6)
    np.testing.assert_allclose(bounds(found[1]), [17.5, 3.5, 27.5, 11.5], atol=0.6)
    assert [roi.probability for roi in found] == pytest.approx([0.5, 0.5], abs=1e-4)


def test_the_most_probable_class_is_not_proposed_below_the_threshold() -> None:
    probabilities = np.full((32, 32, 3), 0.05, dtype=np.float32)
    probabilities[..., 0] = 0.9
    probabilities[4:12, 4:12] = (0.30, 0.45, 0.25)
    image = make_slice(np.log(probabilities))
    assert predicted(echo(3, activation="softmax", threshold=0.5), image).rois == ()
    assert len(predicted(echo(3, activation="softmax", threshold=0.4), image).rois) == 1


def test_maps_with_a_sigmoid_each_have_a_label_and_may_overlap() -> None:
    values = np.stack([block((4, 20, 4, 20)), block((8, 24, 8, 24)), block((26, 31, 1, 6))], axis=2)
    network = echo(3, labels=[{"name": "A"}, {"name": "B"}])
    found = {roi.label: roi for roi in predicted(network, make_slice(values)).rois}
    assert list(found) == ["A", "B", "Echo 3"]
    np.testing.assert_allclose(bounds(found["A"]), [3.5, 3.5, 19.5, 19.5], atol=0.1)
    np.testing.assert_allclose(bounds(found["B"]), [7.5, 7.5, 23.5, 23.5], atol=0.1)


def test_regions_below_the_smallest_area_in_square_millimetres_are_dropped() -> None:
    image = make_slice(block((4, 8, 4, 8), (20, 23, 20, 23)), spacing=(2.0, 1.0))  # 32 mm² and 18 mm²
    assert len(predicted(echo(), image).rois) == 2
    (roi,) = predicted(echo(smallest_area=25), image).rois
    np.testing.assert_allclose(bounds(roi), [3.5, 3.5, 7.5, 7.5], atol=0.1)
    assert predicted(echo(smallest_area=33), image).rois == ()


@pytest.mark.parametrize(
    ("smallest_area", "area"),
    [(0, 400 - 9 - 16), (7, 400 - 9 - 16), (15, 400 - 16), (25, 400 - 16), (35, 400)],
)
def test_holes_below_the_smallest_area_in_square_millimetres_are_filled(smallest_area: float, area: float) -> None:
    values = block((2, 22, 2, 22))
    values[5:8, 5:8] = -SURE  # 18 mm²
    values[12:16, 12:16] = -SURE  # 32 mm²
    image = make_slice(values, spacing=(2.0, 1.0))
    if smallest_area in (7, 15):
        image = make_slice(values, spacing=(1.0, 1.0))  # 9 and 16 mm²
    (roi,) = predicted(echo(smallest_area=smallest_area), image).rois
    assert polygon_area(points(roi)) == pytest.approx(area, abs=1.6)  # an eighth of a pixel at each corner


def test_holes_do_not_count_in_the_area_of_a_region() -> None:
    values = block((4, 14, 4, 14))
    values[5:13, 5:13] = -SURE  # a frame of 36 px around 64
    assert len(predicted(echo(smallest_area=30), make_slice(values)).rois) == 1
    assert predicted(echo(smallest_area=50), make_slice(values)).rois == ()


def test_the_probability_is_the_mean_inside_the_region_and_outside_its_holes() -> None:
    values = block((6, 26, 6, 26))
    values[6:26, 6:16] = logit(0.7)
    values[6:26, 16:26] = logit(0.9)
    (roi,) = predicted(echo(), make_slice(values)).rois
    assert roi.probability == pytest.approx(0.8, abs=1e-3)
    values[10:22, 10:22] = logit(0.2)
    (roi,) = predicted(echo(), make_slice(values)).rois
    assert roi.probability == pytest.approx(0.8, abs=5e-3)


def test_simplifying_is_bound_in_pixels_of_the_slice_and_leaves_out_most_vertices() -> None:
    rows, columns = np.mgrid[:32, :32]
    values = (10 - np.hypot(rows - 15.5, columns - 15.5)).astype(np.float32)
    (fine,) = predicted(echo(size=(32, 32)), make_slice(values)).rois
    assert 8 <= len(points(fine)) < 30
    # A slice with four times the pixels that the network reads: the bound stays that of the slice.
    wide = np.kron(values, np.ones((4, 4), dtype=np.float32))
    (coarse,) = predicted(echo(size=(32, 32)), make_slice(wide)).rois
    assert len(points(coarse)) < 50
    for roi, centre, radius in ((fine, 15.5, 10), (coarse, 63.5, 40)):
        corners = points(roi)
        share = np.linspace(0, 1, 20)[:, None, None]
        line = (corners * (1 - share) + np.roll(corners, -1, axis=0) * share).reshape(-1, 2)
        # 0.3 px for the vertices left out, 0.15 px for the straight lines between pixel centres.
        assert np.abs(np.hypot(*(line - centre).T) - radius).max() < 0.45


@pytest.mark.parametrize("threshold", [0.001, 0.005, 0.02, 0.3, 0.5, 0.7, 0.985, 0.995, 0.999])
def test_every_threshold_separates_what_is_above_from_what_is_below(threshold: float) -> None:
    values = np.full((32, 32), logit(threshold / 2), dtype=np.float32)
    values[4:10, 4:10] = logit((1 + threshold) / 2)
    values[18:28, 18:28] = logit(threshold * 0.9)
    (roi,) = predicted(echo(threshold=threshold), make_slice(values)).rois
    np.testing.assert_allclose(bounds(roi), [3.5, 3.5, 9.5, 9.5], atol=0.5)


@pytest.mark.parametrize(("threshold", "probability"), [(0.999, 0.9995), (0.005, 0.006), (0.001, 0.0012)])
def test_a_probability_just_above_an_extreme_threshold_gives_a_region(threshold: float, probability: float) -> None:
    values = np.full((32, 32), -20, dtype=np.float32)
    values[8:20, 8:20] = logit(probability)
    (roi,) = predicted(echo(threshold=threshold), make_slice(values)).rois
    assert roi.probability == pytest.approx(probability, rel=1e-3)
    mask = polygon_mask(points(roi), 32, 32)
    assert mask[9:19, 9:19].all()
    assert not mask[:8].any()


def test_a_very_sure_side_does_not_pull_the_outline_to_the_other() -> None:
    values = block((8, 20, 8, 20), low=-3.0)
    values[8:20, 8:20] = 80.0
    (roi,) = predicted(echo(), make_slice(values)).rois
    np.testing.assert_allclose(bounds(roi), [7.5, 7.5, 19.5, 19.5], atol=0.15)


def test_output_that_is_not_a_number_is_refused_with_a_sentence() -> None:
    network = echo()
    with torch.no_grad():
        next(network.module.parameters()).fill_(float("nan"))
    with pytest.raises(NetworkError, match="not numbers") as caught:
        predicted(network, make_slice(block((4, 10, 4, 10))))
    assert caught.value.hint


def test_a_cancelled_task_predicts_nothing() -> None:
    task = TaskControl()
    task.cancel()
    with pytest.raises(Cancelled):
        predict(echo(), make_slice(block((4, 10, 4, 10))), task)


@pytest.mark.parametrize(
    ("shape", "aspect", "inside"),
    [
        ((32, 32), "pad", (8, 16, 4, 20)),
        ((16, 32), "pad", (4, 10, 8, 20)),  # letterbox: 8 rows of padding, 4 of the output's
        ((64, 128), "stretch", (16, 32, 16, 80)),
    ],
)
def test_a_map_of_half_the_size_maps_back_to_the_edges_of_the_pixels(
    shape: tuple[int, int], aspect: str, inside: tuple[int, int, int, int]
) -> None:
    prediction = predicted(echo(aspect=aspect, halved=True), make_slice(block(inside, shape=shape)))
    assert prediction.probabilities.shape == (1, 16, 16)
    (roi,) = prediction.rois
    top, bottom, left, right = inside
    np.testing.assert_allclose(bounds(roi), [left - 0.5, top - 0.5, right - 0.5, bottom - 0.5], atol=1e-3)


def test_a_three_channel_network_reads_a_grey_slice_in_every_channel() -> None:
    image = make_slice(block((4, 10, 6, 20)))
    for channel in range(3):
        weight = [[1.0 if index == channel else 0.0 for index in range(3)]]
        (roi,) = predicted(echo(weight=weight), image).rois
        np.testing.assert_allclose(bounds(roi), [5.5, 3.5, 19.5, 9.5], atol=0.1)


def test_the_temperature_divides_the_logits() -> None:
    values = np.full((32, 32), -4, dtype=np.float32)
    values[8:20, 8:20] = 2.0
    image = make_slice(values)
    hot = predicted(echo(temperature=2.0), image)
    assert hot.rois[0].probability == pytest.approx(1 / (1 + np.exp(-1.0)), abs=1e-5)
    assert predicted(echo(threshold=0.8), image).rois[0].probability == pytest.approx(1 / (1 + np.exp(-2.0)), abs=1e-5)
    assert predicted(echo(threshold=0.8, temperature=2.0), image).rois == ()


def test_without_an_activation_the_output_is_the_probability() -> None:
    values = np.full((32, 32), 0.1, dtype=np.float32)
    values[8:20, 8:20] = 0.8
    for temperature in (1.0, 2.0):
        network = echo(activation="none", threshold=0.6, temperature=temperature)
        (roi,) = predicted(network, make_slice(values)).rois
        assert roi.probability == pytest.approx(0.8, abs=1e-6)
    assert predicted(echo(activation="none", threshold=0.85), make_slice(values)).rois == ()


def test_activations_have_their_values_also_far_out() -> None:
    logits = np.array([[[0.0, 1000.0, -1000.0]], [[np.log(3.0), 0.0, 1000.0]]], dtype=np.float32)
    np.testing.assert_allclose(activate(logits, OutputActivation.SIGMOID), [[[0.5, 1, 0]], [[0.75, 0.5, 1]]], atol=1e-6)
    np.testing.assert_allclose(activate(logits, OutputActivation.SOFTMAX), [[[0.25, 1, 0]], [[0.75, 0, 1]]], atol=1e-6)
    np.testing.assert_array_equal(activate(logits, OutputActivation.NONE), logits)
    np.testing.assert_allclose(activate(logits, OutputActivation.SOFTMAX, 1e9), np.full((2, 1, 3), 0.5), atol=1e-5)


@pytest.mark.parametrize("threshold", [0.0, 1.0, 1e-9, 1 - 1e-9])
@pytest.mark.parametrize("activation", ["sigmoid", "none"])
def test_thresholds_at_the_ends(threshold: float, activation: str) -> None:
    values = np.full((32, 32), 0.2, dtype=np.float32)
    values[8:20, 8:20] = 0.9
    rois = predicted(echo(threshold=threshold, activation=activation), make_slice(values)).rois
    assert len(rois) == (1 if threshold < 0.5 else 0)


@pytest.mark.parametrize("threshold", [0.0, 1.0])
def test_thresholds_at_the_ends_softmax(threshold: float) -> None:
    probabilities = np.zeros((32, 32, 3), dtype=np.float32)
    probabilities[:] = (0.90, 0.05, 0.05)
    probabilities[4:12, 4:12] = (0.10, 0.50, 0.40)
    rois = predicted(echo(3, activation="softmax", threshold=threshold), make_slice(np.log(probabilities))).rois
    assert len(rois) == (1 if threshold < 0.5 else 0)


@pytest.mark.parametrize("threshold", [0.0, 0.5])
def test_saturated_probabilities(threshold: float) -> None:
    image = make_slice(
        np.stack([block((1, 2, 1, 2)) * 0 - 200, block((4, 12, 4, 12)) * 50, block((14, 22, 14, 22)) * 50], axis=2)
    )
    assert len(predicted(echo(3, activation="softmax", threshold=threshold), image).rois) == 2


def test_a_pixel_on_the_channel_of_a_keyhole_is_inside() -> None:
    values = block((6, 26, 6, 26))
    values[6:26, 6:16] = logit(0.7)
    values[6:26, 16:26] = logit(0.9)
    values[10:22, 10:22] = logit(0.2)
    (roi,) = predicted(echo(), make_slice(values)).rois
    assert roi.probability == pytest.approx(0.8, abs=1e-4)


def test_mask_on_the_channel() -> None:
    from iodeep_viewer.core.polygons import keyhole

    outer = np.array([[-0.5, -0.5], [10, -0.5], [20.5, -0.5], [20.5, 20.5], [-0.5, 20.5]])
    hole = np.array([[10.0, 5.5], [13.5, 8.5], [10, 12.5], [6.5, 8.5]])
    mask = polygon_mask(keyhole(outer, (hole,)), 21, 21)
    assert mask[:5].all()


def shown(rois: tuple[Roi, ...]) -> list[tuple[object, ...]]:
    """Everything of regions but their identifiers."""
    return [(roi.label, roi.color, roi.probability, roi.network, points(roi).tolist()) for roi in rois]


def stairs() -> np.ndarray:
    """Log-odds of 0.3, 0.6 and 0.9, one block inside the other."""
    values = np.full((32, 32), -SURE, dtype=np.float32)
    values[4:28, 4:28], values[8:24, 8:24], values[12:20, 12:20] = logit(0.3), logit(0.6), logit(0.9)
    return values


@pytest.mark.parametrize("threshold", [0.0, 0.2, 0.5, 0.8, 1.0])
def test_another_threshold_is_outlined_as_if_the_network_had_had_it(threshold: float) -> None:
    image = make_slice(stairs(), spacing=(2.0, 1.0))
    prediction = predicted(echo(smallest_area=20, temperature=1.5, labels=["Lesion"]), image)
    assert shown(rois_at(prediction, 0.5)) == shown(prediction.rois)
    own = predicted(echo(smallest_area=20, temperature=1.5, labels=["Lesion"], threshold=threshold), image)
    assert shown(rois_at(prediction, threshold)) == shown(own.rois)
    assert len({roi.roi_id for roi in (*prediction.rois, *rois_at(prediction, 0.5))}) == 2 * len(prediction.rois)


def test_another_threshold_of_labels_that_exclude_each_other() -> None:
    probabilities = np.full((32, 32, 3), 0.05, dtype=np.float32)
    probabilities[..., 0] = 0.9
    probabilities[4:12, 4:12] = (0.2, 0.45, 0.35)
    image = make_slice(np.log(probabilities))
    prediction = predicted(echo(3, activation="softmax", labels=["A", "B"]), image)
    assert prediction.rois == ()
    assert [label.name for label in prediction.output.labels] == ["A", "B"]
    (roi,) = rois_at(prediction, 0.3)
    assert roi.label == "A"
    np.testing.assert_allclose(heat_map(prediction, 0)[4:12, 4:12], 0.45, atol=1e-5)
    np.testing.assert_allclose(heat_map(prediction, 1)[4:12, 4:12], 0.35, atol=1e-5)


def test_the_heat_map_of_a_network_of_the_same_size_is_its_calibrated_map() -> None:
    prediction = predicted(echo(temperature=2.0), make_slice(stairs()))
    heat = heat_map(prediction, 0)
    assert heat.dtype == np.float32
    np.testing.assert_allclose(heat, 1 / (1 + np.exp(-stairs() / 2)), atol=1e-6)


def test_the_heat_map_lies_where_the_regions_lie() -> None:
    # 16 x 64 pixels, letterboxed into 32 x 32 and put out at 16 x 16: a cell is 4 pixels wide and high.
    values = block((4, 12, 8, 40), shape=(16, 64))
    prediction = predicted(echo(aspect="pad", halved=True), make_slice(values))
    heat = heat_map(prediction, 0)
    assert heat.shape == (16, 64)
    (roi,) = prediction.rois
    inside = polygon_mask(points(roi), 16, 64)
    assert np.count_nonzero((heat > 0.5) ^ inside) <= 8  # two pixels at each corner
    # Half-way between two cells, by hand: rows 5.5 and 9.5 are the centres of two that are on, 1.5 of one that is off.
    assert heat[5, 20] == pytest.approx(1 - 0.5 / 4, abs=1e-4)
    assert heat[7, 20] == pytest.approx(1, abs=1e-4)


def test_the_heat_map_is_zero_where_the_network_did_not_look() -> None:
    network = echo(weight=[[0.0]], bias=SURE)
    wide = replace(
        network,
        description=replace(
            network.description, preprocessing=replace(network.description.preprocessing, pixel_spacing=(1.0, 1.0))
        ),
    )
    heat = heat_map(predicted(wide, make_slice(np.zeros((32, 48), np.float32))), 0)
    np.testing.assert_allclose(heat[:, 8:40], 1, atol=1e-4)
    assert not heat[:, :8].any()
    assert not heat[:, 40:].any()
