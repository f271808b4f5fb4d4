"""The sections of a description on pixels before the network and maps after it."""

from __future__ import annotations

from typing import Any

import pytest

import dnn_parser
from dnn_parser import Aspect, Intensity, IntensityMethod, IntensityScope, Interpolation, Label, LabelCode
from tests.unit.dnn_parser.documents import Layers, document, problems, read


def with_keys(labels: int = 1, layers: Any = (("output", {}),), **sections: Any) -> dict[str, Any]:
    return document(list(layers), (1, 8, 8), labels, **sections)


def test_defaults() -> None:
    description = read(with_keys())
    assert description.preprocessing == dnn_parser.Preprocessing(
        Intensity(IntensityMethod.PERCENTILE, IntensityScope.SLICE, lower=0.5, upper=99.5),
        Interpolation.LINEAR,
        Aspect.STRETCH,
        None,
    )
    assert description.postprocessing == dnn_parser.Postprocessing(
        dnn_parser.Task.SEGMENTATION, dnn_parser.OutputActivation.SIGMOID, 0.5, 0.0, 1.0, ()
    )
    assert read(with_keys(3)).postprocessing.activation is dnn_parser.OutputActivation.SOFTMAX


def test_everything_given() -> None:
    preprocessing = {
        "intensity": {"method": "window", "center": "40", "width": 400},
        "interpolation": "cubic",
        "aspect": "pad",
        "pixel_spacing": [1, "0.5"],
        "mirror": True,
    }
    postprocessing = {
        "task": "segmentation",
        "activation": "none",
        "threshold": 0.4,
        "smallest_area": 12,
        "temperature": 1.5,
        "labels": [
            "Liver",
            {"name": "Tumour", "color": [255, 0, 9], "code": {"value": "M1", "scheme": "SCT", "meaning": "Tumour"}},
        ],
    }
    description = read(with_keys(2, preprocessing=preprocessing, postprocessing=postprocessing))
    intensity = Intensity(IntensityMethod.WINDOW, IntensityScope.FIXED, center=40.0, width=400.0)
    assert description.preprocessing == dnn_parser.Preprocessing(
        intensity, Interpolation.CUBIC, Aspect.PAD, (1.0, 0.5), mirror=True
    )
    assert description.postprocessing == dnn_parser.Postprocessing(
        dnn_parser.Task.SEGMENTATION,
        dnn_parser.OutputActivation.NONE,
        0.4,
        12.0,
        1.5,
        (Label("Liver"), Label("Tumour", (255, 0, 9), LabelCode("M1", "SCT", "Tumour"))),
    )


@pytest.mark.parametrize(
    ("intensity", "place", "words"),
    [
        ({"method": "windows", "center": 1, "width": 2}, "method", "did you mean window?"),
        ({}, "method", "is missing"),
        ({"method": "window", "width": 2}, "center", "is missing; the method window needs it"),
        ({"method": "window", "center": 1, "width": 0}, "width", "not 0"),
        ({"method": "window", "center": 1, "width": 2, "scope": "slice"}, "scope", "cannot be slice"),
        ({"method": "zscore", "scope": "fixed", "mean": 1}, "std", "is missing"),
        ({"method": "zscore", "scope": "fixed", "mean": 1, "std": -1}, "std", "not -1"),
        ({"method": "percentile", "lower": 60, "upper": 40}, "lower", "should be below upper (60 and 40)"),
        ({"method": "percentile", "lower": 99.9}, "lower", "should be below upper"),
        ({"method": "percentile", "scope": "fixed"}, "scope", "cannot be fixed"),
        ({"method": "percentile", "upper": 101}, "upper", "between 0 and 100"),
        ({"method": "minmax", "scope": "fixed", "minimum": 5, "maximum": 5}, "minimum", "should be below"),
        ({"method": "none", "foreground": "maybe"}, "foreground", "true or false"),
        (7, "", "should be an object"),
    ],
    ids=str,
)
def test_wrong_intensity(intensity: Any, place: str, words: str) -> None:
    found = problems(with_keys(preprocessing={"intensity": intensity}))
    assert words in found[f"preprocessing.intensity.{place}".rstrip(".")]


@pytest.mark.parametrize(
    ("section", "value", "place", "words"),
    [
        ("preprocessing", {"interpolation": "magic"}, "preprocessing.interpolation", "should be one of linear"),
        ("preprocessing", {"aspect": 3}, "preprocessing.aspect", "should be one of stretch, pad, not 3"),
        ("preprocessing", {"pixel_spacing": 1}, "preprocessing.pixel_spacing", "[row spacing, column spacing]"),
        ("preprocessing", {"pixel_spacing": [1, 0]}, "preprocessing.pixel_spacing.1", "between 0.001 and 1000"),
        ("preprocessing", {"mirror": 1}, "preprocessing.mirror", "should be true or false"),
        ("preprocessing", [], "preprocessing", "should be an object"),
        ("postprocessing", {"task": "segment"}, "postprocessing.task", "did you mean segmentation?"),
        ("postprocessing", {"activation": "relu"}, "postprocessing.activation", "should be one of sigmoid"),
        ("postprocessing", {"threshold": 1.5}, "postprocessing.threshold", "between 0 and 1"),
        ("postprocessing", {"temperature": 0}, "postprocessing.temperature", "not 0"),
        ("postprocessing", {"smallest_area": -1}, "postprocessing.smallest_area", "not -1"),
        ("postprocessing", {"labels": "x"}, "postprocessing.labels", "should be a list"),
        ("postprocessing", {"labels": ["a", "b"]}, "postprocessing.labels", "names 2 labels; the network has 1"),
        ("postprocessing", {"labels": [""]}, "postprocessing.labels.0", "should be a line of text"),
        ("postprocessing", {"labels": ["a\nb"]}, "postprocessing.labels.0", "should be a line of text"),
        ("postprocessing", {"labels": ["a" * 65]}, "postprocessing.labels.0", "at most 64"),
        ("postprocessing", {"labels": [{"color": [1, 2, 3]}]}, "postprocessing.labels.0.name", "a line of text"),
        ("postprocessing", {"labels": [{"name": "a", "color": [1, 2]}]}, "postprocessing.labels.0.color", "[red,"),
        ("postprocessing", {"labels": [{"name": "a", "color": [1, 2, 256]}]}, "postprocessing.labels.0.color.2", "256"),
        (
            "postprocessing",
            {"labels": [{"name": "a", "code": {"value": "1"}}]},
            "postprocessing.labels.0.code.scheme",
            "",
        ),
        (
            "postprocessing",
            {"labels": ["a", {"name": "A"}]},
            "postprocessing.labels.1",
            "is named A, as a label before",
        ),
        ("postprocessing", {"labels": [7]}, "postprocessing.labels.0", "should be an object"),
    ],
    ids=str,
)
def test_wrong_processing(section: str, value: Any, place: str, words: str) -> None:
    found = problems(with_keys(**{section: value}))
    assert words in found[place]


@pytest.mark.parametrize("threshold", [0, 1, "0.25"])
def test_bounds_are_allowed_and_numbers_may_be_text(threshold: Any) -> None:
    description = read(with_keys(postprocessing={"threshold": threshold}))
    assert description.postprocessing.threshold == float(threshold)


def test_softmax_segmentation_has_a_background_without_a_label() -> None:
    labels = {"labels": ["background", "tumour"]}
    assert "names 2 labels; the network has 1" in problems(with_keys(2, postprocessing=labels))["postprocessing.labels"]
    flat: Layers = [("globalAvgpool", {}), ("output", {})]
    assert len(read(with_keys(2, flat, postprocessing=labels)).postprocessing.labels) == 2


def test_only_a_softmax_segmentation_has_a_background() -> None:
    assert read(with_keys(2)).postprocessing.background
    assert not read(with_keys(2, postprocessing={"activation": "sigmoid"})).postprocessing.background
    assert not read(with_keys(2, [("globalAvgpool", {}), ("output", {})])).postprocessing.background


def test_boxes_are_a_task_of_their_own() -> None:
    description = read(with_keys(5, postprocessing={"task": "bounding_box", "labels": ["lesion"]}))
    assert description.postprocessing.task is dnn_parser.Task.BOUNDING_BOX
    assert description.postprocessing.activation is dnn_parser.OutputActivation.SIGMOID


def test_boxes_are_not_averaged_with_mirror_images() -> None:
    mirrored = with_keys(5, preprocessing={"mirror": True}, postprocessing={"task": "bounding_box"})
    assert problems(mirrored) == {"preprocessing.mirror": "is true; the task bounding_box cannot average mirror images"}
