"""Boxes worked out by hand: cells, distances, overlap, padding, and output that is wrong."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from dnn_parser import NetworkDescriptionError, read_description
from iodeep_viewer.core.prediction import Prediction
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.errors import NetworkError
from iodeep_viewer.inference import boxes
from iodeep_viewer.inference.boxes import distinct
from iodeep_viewer.inference.prediction import heat_map, predict, rois_at
from tests.slices import make_slice
from tests.unit.inference.networks import Fixed, document, fixed

GRID = 8
"""Cells of the output in each direction; with a stride of 4 the input has 32 x 32 pixels."""


def logit(probability: float) -> float:
    return float(np.log(probability / (1 - probability)))


def raw(distance: float, stride: int = 4) -> float:
    """Return the output of the network that stands for a distance in input pixels."""
    return float(np.log(np.expm1(distance / stride)))


def output(*cells: tuple[int, int, int, float, tuple[float, float, float, float]], labels: int = 1) -> np.ndarray:
    """Maps with, for each (label, row, column, probability, distances left top right bottom), one sure cell."""
    values = np.full((labels + 4, GRID, GRID), -20.0, dtype=np.float32)
    for label, row, column, probability, distances in cells:
        values[label, row, column] = logit(probability)
        values[-4:, row, column] = [raw(distance) for distance in distances]
    return values


def boxes_of(values: np.ndarray, image: Any = None, **postprocessing: Any) -> Prediction:
    network = fixed(values, task="bounding_box", **postprocessing)
    return predict(network, make_slice(np.zeros((32, 32), np.float32)) if image is None else image, TaskControl())


def test_a_box_lies_around_the_centre_of_its_cell_and_is_a_polyline_of_its_label() -> None:
    # Cell (2, 3) covers rows 8 to 11 and columns 12 to 15: its centre is at row 9.5, column 13.5.
    image = make_slice(np.zeros((32, 32), np.float32), frame_number=2)
    labels = ["Cyst", {"name": "Nodule", "color": [1, 2, 3]}]
    values = output((1, 2, 3, 0.9, (6, 2, 4, 8)), labels=2)
    (roi,) = boxes_of(values, image, labels=labels).rois
    (contour,) = roi.contours
    np.testing.assert_allclose(contour.points, [[7.5, 7.5], [17.5, 7.5], [17.5, 17.5], [7.5, 17.5]], atol=1e-4)
    assert contour.image == ("1.2.3.4.5", 2)
    assert (roi.label, roi.color) == ("Nodule", (1, 2, 3))
    assert roi.probability == pytest.approx(0.9, abs=1e-6)
    assert roi.network is not None
    assert (roi.network.dnn_uid, roi.network.threshold) == ("1.2.9", 0.5)


def test_of_two_boxes_that_overlap_by_more_than_a_half_the_more_probable_one_stays() -> None:
    # 8 x 8 pixels around centres 4 apart: they share a third. Around the same centre, 8 x 8 and 8 x 6: three quarters.
    apart = boxes_of(output((0, 2, 2, 0.8, (4, 4, 4, 4)), (0, 2, 3, 0.9, (4, 4, 4, 4))))
    assert [roi.probability for roi in apart.rois] == pytest.approx([0.9, 0.8], abs=1e-6)
    same = boxes_of(output((0, 2, 2, 0.8, (4, 4, 4, 4)), (0, 2, 3, 0.9, (8, 4, 0.001, 2))))
    assert [roi.probability for roi in same.rois] == pytest.approx([0.9], abs=1e-6)


def test_boxes_of_different_labels_do_not_push_each_other_aside() -> None:
    values = output((0, 2, 2, 0.8, (4, 4, 4, 4)), labels=2)
    values[1, 2, 2] = logit(0.9)
    found = boxes_of(values, labels=["Cyst", "Nodule"]).rois
    assert [roi.label for roi in found] == ["Cyst", "Nodule"]


def test_distinct_boxes_by_hand() -> None:
    # Against the first: itself, exactly a half (stays), a little more (goes), apart (stays).
    found = np.array([[0, 0, 10, 10], [0, 0, 10, 10], [0, 0, 10, 5], [0, 0, 10, 5.1], [20, 20, 30, 30]], np.float64)
    assert distinct(found) == [0, 2, 4]
    assert distinct(np.zeros((0, 4))) == []


def test_boxes_are_clipped_to_the_slice_and_those_of_the_padding_are_dropped() -> None:
    # 16 x 32 pixels in an input of 32 x 32: 8 rows of padding above and below, two rows of cells each.
    image = make_slice(np.zeros((16, 32), np.float32))
    values = output((0, 1, 4, 0.9, (2, 2, 2, 30)), (0, 3, 0, 0.8, (20, 20, 3, 3)))
    network = fixed(values, aspect="pad", task="bounding_box")
    (roi,) = predict(network, image, TaskControl()).rois
    # Centre of cell (3, 0): row 13.5 of the input, 5.5 of the slice; column 1.5.
    np.testing.assert_allclose(roi.contours[0].points[[0, 2]], [[-0.5, -0.5], [4.5, 8.5]], atol=1e-4)


def test_boxes_come_back_in_pixels_of_the_slice() -> None:
    image = make_slice(np.zeros((64, 128), np.float32))  # stretched: 2 and 4 pixels for each of the input
    (roi,) = boxes_of(output((0, 2, 3, 0.9, (6, 2, 4, 8))), image).rois
    np.testing.assert_allclose(roi.contours[0].points[[0, 2]], [[31.5, 15.5], [71.5, 35.5]], atol=1e-3)


def test_small_boxes_in_square_millimetres_and_improbable_ones_are_dropped() -> None:
    image = make_slice(np.zeros((32, 32), np.float32), spacing=(2.0, 1.0))
    values = output((0, 1, 1, 0.9, (2, 2, 2, 2)), (0, 5, 5, 0.6, (4, 4, 4, 4)))  # 32 and 128 mm²
    assert len(boxes_of(values, image).rois) == 2
    assert [roi.probability for roi in boxes_of(values, image, smallest_area=33).rois] == pytest.approx([0.6])
    assert [roi.probability for roi in boxes_of(values, image, threshold=0.7).rois] == pytest.approx([0.9])


def test_the_temperature_calibrates_the_probability_and_leaves_the_edges() -> None:
    values = output((0, 2, 3, 0.9, (6, 2, 4, 8)))
    (plain,), (hot,) = boxes_of(values).rois, boxes_of(values, temperature=2.0).rois
    assert hot.probability == pytest.approx(1 / (1 + np.exp(-logit(0.9) / 2)), abs=1e-6)
    np.testing.assert_array_equal(hot.contours[0].points, plain.contours[0].points)


def test_a_network_that_is_on_everywhere_ends_in_no_time(monkeypatch: pytest.MonkeyPatch) -> None:
    values = np.full((5, 256, 256), 20.0, dtype=np.float32)
    values[1:] = -20.0  # boxes of no size do not overlap: the worst case
    monkeypatch.setattr(boxes, "MOST_CANDIDATES", 50)
    image = make_slice(np.zeros((256, 256), np.float32))
    assert len(predict(fixed(values, 1, task="bounding_box"), image, TaskControl()).rois) == 50


def test_another_threshold_gives_other_boxes_without_the_network() -> None:
    prediction = boxes_of(output((0, 1, 1, 0.9, (2, 2, 2, 2)), (0, 5, 5, 0.3, (4, 4, 4, 4))))
    assert len(prediction.rois) == 1
    lower = rois_at(prediction, 0.2)
    assert [roi.probability for roi in lower] == pytest.approx([0.9, 0.3], abs=1e-6)
    assert {roi.network.threshold for roi in lower if roi.network} == {0.2}
    np.testing.assert_array_equal(rois_at(prediction, 0.5)[0].contours[0].points, prediction.rois[0].contours[0].points)


def test_the_heat_map_of_a_box_is_its_objectness() -> None:
    heat = heat_map(boxes_of(output((0, 2, 3, 0.9, (6, 2, 4, 8)))), 0)
    assert heat.shape == (32, 32)
    row, column = (int(index) for index in np.unravel_index(heat.argmax(), heat.shape))
    assert (row, column) in {(row, column) for row in (9, 10) for column in (13, 14)}
    assert heat[28, 28] == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize("shape", [(5, 8), (4, 8, 8), (6, 8, 8), (5,), (5, 0, 8)])
def test_output_of_another_shape_is_a_sentence(shape: tuple[int, ...]) -> None:
    network = replace(fixed(output(), task="bounding_box"), module=Fixed(np.zeros(shape, np.float32)))
    with pytest.raises(NetworkError, match="should find boxes with 5 maps") as caught:
        predict(network, make_slice(np.zeros((32, 32), np.float32)), TaskControl())
    assert caught.value.hint


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_output_that_is_no_number_is_a_sentence(value: float) -> None:
    values = output((0, 2, 3, 0.9, (6, 2, 4, 8)))
    values[3, 2, 3] = value
    with pytest.raises(NetworkError, match="not numbers"):
        boxes_of(values)


def test_edges_that_are_absurdly_far_end_at_the_slice() -> None:
    values = output((0, 2, 3, 0.9, (6, 2, 4, 8)))
    values[1:, 2, 3] = 3e38
    (roi,) = boxes_of(values).rois
    np.testing.assert_array_equal(roi.contours[0].points[[0, 2]], [[-0.5, -0.5], [31.5, 31.5]])


@pytest.mark.parametrize(
    ("changes", "path", "words"),
    [
        ({"postprocessing": {"task": "bounding_box", "labels": ["a", "b"]}}, "postprocessing.labels", "network has 1"),
        ({"postprocessing": {"task": "bounding_box", "activation": "softmax"}}, "postprocessing.activation", "sigmoid"),
        ({"postprocessing": {"task": "bounding_box", "activation": "none"}}, "postprocessing.activation", "sigmoid"),
        (document((4, 8, 8), task="bounding_box"), "input_shape.label_shape", "number of labels and 4"),
        (document((5,), task="bounding_box"), "postprocessing.task", "without positions"),
        ({"stride": {"stride": 3}}, "postprocessing.task", "whole multiple"),
        (
            {"input_shape": {"input_shape0": 1, "input_shape1": 32, "input_shape2": 33, "label_shape": 5}},
            "postprocessing.task",
            "whole multiple",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_descriptions_that_cannot_be_boxes_are_refused(changes: dict[str, Any], path: str, words: str) -> None:
    with pytest.raises(NetworkDescriptionError) as caught:
        read_description(json.dumps(document((5, 8, 8), task="bounding_box") | changes))
    assert [words in problem.reason for problem in caught.value.problems if problem.json_path == path] == [True]
