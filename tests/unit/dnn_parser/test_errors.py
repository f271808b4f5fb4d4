"""Everything that can be wrong in a document is told with its place, all together."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

import pytest

import dnn_parser
from tests.unit.dnn_parser.documents import Layers, document, problems, read

UNET: dict[str, Any] = {
    "input_shape": {"input_shape0": 16, "input_shape1": 16, "input_shape2": 1, "label_shape": 1},
    "architecture": {
        "1": "doubleConv",
        "2": "Maxpool2d",
        "3": "ElbowUNet",
        "4": "Upsample",
        "5": "UpDoubleConv_out",
        "6": "cnn2d",
    },
    "convolutional": {"cn1": 4, "cn2": 8, "cn3": 4, "cn4": 1},
    "kernel": {"kernel1": 3, "kernel2": 3, "kernel3": 3, "kernel4": 1},
    "pooling": {"pool1": 2},
    "padding": {"padding": 1},
    "skip_connection": {"1": "4"},
    "data_format": {"data_format": "channels_last"},
}


def changed(path: str, value: Any) -> dict[str, Any]:
    """The U-Net with one value set; ... removes it."""
    content = deepcopy(UNET)
    *parents, last = path.split(".")
    place = content
    for key in parents:
        place = place.setdefault(key, {})
    if value is ...:
        del place[last]
    else:
        place[last] = value
    return content


def test_nothing_is_said_that_only_follows_from_something_else() -> None:
    for path, value in (("data_format", 3), ("stride.stride", "x"), ("convolutional.cn9", 4), ("architecture.1", "x")):
        assert len(problems(changed(path, value))) == 1

    content = document([("cnn2d", {"channels": 1, "kernel": 3})], (1, 8, 8), residual_connection={"0": "1"})
    assert problems(content | {"padding_conv": 1}) == {}
    assert set(problems(content | {"padding_conv": "one"})) == {"padding_conv"}


def test_the_unchanged_document_is_fine() -> None:
    assert problems(UNET) == {}


# What is changed, to what, the path of the problem, and words of its reason.
WRONG = [
    ("architecture.3", "ElbowUNat", "architecture.3", "did you mean ElbowUNet?"),
    ("architecture.2", "maxpool", "architecture.2", "did you mean Maxpool"),
    ("architecture.2", 7, "architecture.2", "should be a layer code, not 7"),
    ("architecture.3", ..., "architecture.3", "is missing; 6 is given"),
    ("architecture.first", "relu", "architecture.first", "should be a position"),
    ("architecture.01", "relu", "architecture.01", "should be a position"),
    ("architecture", {}, "architecture", "has no layers"),
    ("architecture", ..., "architecture", "is missing"),
    ("architecture", ["relu"], "architecture", "should be an object, not a list"),
    ("convolutional.cn4", ..., "convolutional.cn4", "is missing; layer 6 (cnn2d) needs it"),
    ("convolutional.cn5", 3, "convolutional.cn5", "the layers take only 4"),
    ("convolutional.cn2", ..., "convolutional.cn2", "is missing; cn4 is given"),
    ("convolutional.channels", 3, "convolutional.channels", "should be named cn1, cn2"),
    ("convolutional.cn2", "many", "convolutional.cn2", "should be a whole number, not 'many'"),
    ("convolutional.cn2", 2.5, "convolutional.cn2", "should be a whole number, not 2.5"),
    ("convolutional.cn2", True, "convolutional.cn2", "should be a whole number, not true"),
    ("convolutional.cn2", None, "convolutional.cn2", "should be a whole number, not null"),
    ("convolutional.cn2", 0, "convolutional.cn2", "between 1 and 1,000,000, not 0"),
    ("convolutional.cn2", -8, "convolutional.cn2", "not -8"),
    ("convolutional.cn2", 10**12, "convolutional.cn2", "between 1 and 1,000,000"),
    ("convolutional.cn2", 10**40, "convolutional.cn2", "should be a finite number"),
    ("convolutional.cn2", float("nan"), "convolutional.cn2", "should be a finite number"),
    ("convolutional.cn2", float("inf"), "convolutional.cn2", "should be a finite number"),
    ("convolutional.cn2", 7, "architecture.3", "7 channels cannot be halved"),
    ("convolutional", [4, 8], "convolutional", "should be an object, not a list"),
    ("kernel.kernel4", ..., "kernel.kernel4", "is missing; layer 6 (cnn2d) needs it"),
    ("kernel.kernel5", 3, "kernel.kernel5", "the layers take only 4"),
    ("kernel.kernel1", [3, 3, 3], "kernel.kernel1", "not a list of 3"),
    ("kernel.kernel1", [3], "architecture.1", "kernel has 1 values; the layer needs one or 2"),
    ("layer_parameters.2.stride", [2], "architecture.2", "stride has 1 values"),
    ("kernel.kernel1", [3, "x"], "kernel.kernel1.1", "should be a whole number"),
    ("kernel.kernel4", 25, "architecture.6", "a kernel over 25 values does not fit 16 values"),
    ("kernel.k1", 3, "kernel.k1", "is given twice"),
    ("pooling.pool1", ..., "pooling.pool1", "is missing; layer 2 (Maxpool2d) needs it"),
    ("pooling.pool2", 2, "pooling.pool2", "the layers take only 1"),
    ("pooling.pool1", 40, "architecture.2", "a pool of 40 does not fit 16 values"),
    ("pooling.pool1", 3, "skip_connection.1", "layer 1 puts out 4 x 16 x 16 and layer 4 4 x 10 x 10"),
    ("skip_connection", {"1": "9"}, "skip_connection.1", "layer 9 does not exist; the last one is 6"),
    ("skip_connection", {"9": "4"}, "skip_connection.9", "layer 9 does not exist"),
    ("skip_connection", {"x": "4"}, "skip_connection.x", "should be the position of a layer"),
    ("skip_connection", {"1": "end"}, "skip_connection.1", "should be the position of a layer"),
    ("skip_connection", {"4": "1"}, "skip_connection.4", "that would be a cycle"),
    ("skip_connection", {"4": "4"}, "skip_connection.4", "that would be a cycle"),
    ("skip_connection", {"1": ["4", 4]}, "skip_connection.1.1", "leads to layer 4 twice"),
    ("skip_connection", {"1": "3"}, "skip_connection.1", "rows and columns must be equal"),
    ("skip_connection", "1-4", "skip_connection", "should be an object"),
    ("residual_connection", {"2": "4"}, "residual_connection.2", "shapes must be equal"),
    ("residual_connection", {"5": "2"}, "residual_connection.5", "that would be a cycle"),
    ("layer_parameters.9", {}, "layer_parameters.9", "is not the position of a layer"),
    ("layer_parameters.1", 3, "layer_parameters.1", "should be an object, not 3"),
    ("layer_parameters.1.norms", "batch", "layer_parameters.1.norms", "did you mean norm?"),
    ("layer_parameters.1.norm", "batsch", "layer_parameters.1.norm", "did you mean batch?"),
    ("layer_parameters.1.bias", 1, "layer_parameters.1.bias", "should be true or false, not 1"),
    ("layer_parameters.1.eps", -1, "layer_parameters.1.eps", "not -1"),
    ("layer_parameters.1.dilation", 12, "architecture.1", "a kernel over 25 values does not fit"),
    ("layer_parameters.2.padding", 5, "architecture.2", "padding 5 is more than half of the pool size 2"),
    ("layer_parameters.6.groups", 3, "architecture.6", "cannot be divided into 3 groups"),
    ("layer_parameters.3.inputs", 4, "layer_parameters.3.inputs", "that would be a cycle"),
    ("layer_parameters.3.inputs", [2, 1], "layer_parameters.3.inputs", "ElbowUNet takes 1"),
    ("layer_parameters.3.inputs", "no", "layer_parameters.3.inputs", "should be the position of a layer"),
    ("layer_parameters.3.inputs", 1, "skip_connection.1", "must be equal"),
    ("architecture.2", "add", "layer_parameters.2.inputs", "is missing; add joins the outputs of 2 to 64 layers"),
    ("architecture.2", "attentionGate", "layer_parameters.2.inputs", "the outputs of 2 layers"),
    ("architecture.2", "groupNorm", "layer_parameters.2.groups", "is missing; groupNorm needs it"),
    ("architecture.2", "Maxpool1d", "architecture.2", "needs a sequence (channels x length), but gets 4 x 16 x 16"),
    ("stride", {"stride": 0}, "stride.stride", "between 1 and 1,000"),
    ("stride", "two", "stride", "should be a whole number"),
    ("padding", {"padding": -1}, "padding.padding", "between 0 and 1,000"),
    ("padding_conv", {"padding_conv": [1]}, "padding_conv.padding_conv", "not a list"),
    ("input_shape", ..., "input_shape", "is missing"),
    ("input_shape.input_shape0", ..., "input_shape.input_shape0", "is missing"),
    ("input_shape.input_shape1", "wide", "input_shape.input_shape1", "not 'wide'"),
    ("input_shape.input_shape1", 10**9, "input_shape.input_shape1", "between 1 and 65,536"),
    ("input_shape.label_shape", ..., "input_shape.label_shape", "is missing"),
    ("input_shape.label_shape", 2, "input_shape.label_shape", "is 2, but the last layer puts out 1 x 16 x 16"),
    ("data_format", ..., "data_format", "is missing"),
    ("data_format.data_format", "channels_middle", "data_format.data_format", "should be one of channels_last"),
    ("backend", {"backend": "caffe"}, "backend.backend", "should be one of pytorch, tensorflow"),
]


@pytest.mark.parametrize(("path", "value", "place", "words"), WRONG, ids=lambda value: str(value)[:40])
def test_each_problem_has_its_path_and_reason(path: str, value: Any, place: str, words: Any) -> None:
    found = problems(changed(path, value))
    assert place in found
    assert words in found[place]


def test_all_problems_are_told_together() -> None:
    content = deepcopy(UNET)
    content["architecture"]["6"] = "cnn2"
    content["convolutional"]["cn1"] = "x"
    content["input_shape"]["label_shape"] = 0
    content["skip_connection"] = {"4": "1", "1": "77"}
    content["data_format"] = 3
    content["postprocessing"] = {"threshold": 2}
    expected = {
        "data_format",
        "input_shape.label_shape",
        "convolutional.cn1",
        "architecture.6",
        "skip_connection.4",
        "skip_connection.1",
        "postprocessing.threshold",
    }
    assert set(problems(content)) == expected
    with pytest.raises(dnn_parser.NetworkDescriptionError) as caught:
        read(content)
    assert caught.value.json_path == caught.value.problems[0].json_path == "data_format"
    assert all(path in str(caught.value) for path in expected)


def test_shape_problems_in_separate_branches_are_told_together() -> None:
    layers: Layers = [
        ("relu", {}),
        ("Maxpool2d", {"pool": 99, "inputs": 1}),
        ("cnn2d", {"channels": 3, "kernel": 99, "inputs": 1}),
        ("concat", {"inputs": [2, 3]}),
    ]
    assert set(problems(document(layers, (1, 8, 8)))) == {"architecture.2", "architecture.3"}


def test_an_output_that_nobody_reads_is_told() -> None:
    layers = [("relu", {}), ("tanh", {}), ("sigmoid", {"inputs": 1})]
    assert problems(document(layers, (1, 8, 8))) == {"architecture.2": "the output of tanh is read by no other layer"}


def test_a_recurrent_layer_on_maps_and_a_flat_segmentation_are_told() -> None:
    found = problems(document([("lstm", {"channels": 3})], (1, 8, 8), 3))
    assert "needs a sequence" in found["architecture.1"]
    content = document([("Flatten", {}), ("output", {})], (1, 8, 8), 3, postprocessing={"task": "segmentation"})
    assert "without positions" in problems(content)["postprocessing.task"]


@pytest.mark.parametrize(
    ("code", "own", "words"),
    [
        ("instanceNorm2d", {}, "needs more than one value per channel"),
        ("groupNorm", {"groups": 4}, "needs more than one value per group"),
        ("groupNorm", {"groups": 3}, "4 channels cannot be divided into 3 groups"),
    ],
)
def test_a_normalisation_of_single_values_is_told(code: str, own: dict[str, Any], words: str) -> None:
    assert words in problems(document([(code, own)], (4, 1, 1), 4))["architecture.1"]


@pytest.mark.parametrize(
    ("layers", "words"),
    [
        ([("globalAvgpool", {}), ("globalAvgpool", {})], "globalAvgpool there is nothing to pool in 4 plain features"),
        ([("Flatten", {}), ("Upsample", {})], "nothing to enlarge in 256 plain features"),
        ([("Flatten", {}), ("squeezeExcite", {})], "needs a sequence or maps, not plain features"),
        ([("relu", {}), ("Upsample", {"scale": [2]})], "a scale per axis needs 2 values, not 1"),
        ([("relu", {}), ("convTranspose2d", {"channels": 4, "kernel": 2, "output_padding": 2})], "should be smaller"),
        ([("relu", {}), ("convTranspose2d", {"channels": 4, "kernel": 2, "padding": 9})], "leaves nothing of 8 values"),
        ([("relu", {}), ("convTranspose2d", {"channels": 4, "kernel": 2, "groups": 3})], "divided into 3 groups"),
        ([("relu", {}), ("batchNorm1d", {})], "needs a sequence"),
        ([("Flatten", {}), ("batchNorm2d", {})], "needs maps"),
        ([("Maxpool2d", {"pool": 2}), ("add", {"inputs": [0, 1]})], "sizes differ: 4 x 8 x 8 and 4 x 4 x 4"),
        ([("Maxpool2d", {"pool": 2}), ("concat", {"inputs": [0, 1]})], "sizes differ"),
        ([("Maxpool2d", {"pool": 2}), ("multiply", {"inputs": [0, 1]})], "sizes differ"),
        ([("Maxpool2d", {"pool": 2}), ("attentionGate", {"inputs": [0, 1]})], "maps of equal rows and columns"),
    ],
    ids=lambda value: str(value)[:50],
)
def test_a_shape_that_a_layer_cannot_read_is_told(layers: list[tuple[str, dict[str, Any]]], words: str) -> None:
    assert words in problems(document(layers, (4, 8, 8), 4))["architecture.2"]


def test_bicubic_upsampling_of_a_sequence_is_told() -> None:
    assert "needs maps" in problems(document([("Upsample", {"mode": "bicubic"})], (4, 8), 4))["architecture.1"]


def test_output_must_agree_with_label_shape() -> None:
    content = document([("output", {"channels": 3})], (1, 8, 8), 2)
    assert problems(content) == {"layer_parameters.1.channels": "is 3, but output puts out label_shape = 2"}


@pytest.mark.parametrize(
    ("source", "path", "words"),
    [
        ("", "$", "not valid JSON"),
        ("{", "$", "not valid JSON"),
        ("[]", "$", "should be an object, not a list"),
        ("null", "$", "should be an object, not null"),
        (b"\xff\xfe{\x00}\x00", "$", "not UTF-8"),
        ('{"a": ' * 17 + "1" + "}" * 17, "$", "nested more than 16 deep"),
        ("[" * 100_000, "$", "nested more than 16 deep"),
        ('{"architecture": {"1": "relu", "1": "tanh"}}', "architecture.1", "is given twice"),
        ('{"padding": 1, "padding": 2}', "padding", "is given twice"),
        ('{"convolutional": {"cn1": NaN}}', "convolutional.cn1", "finite"),
        ('{"x": [1, -Infinity]}', "x.1", "finite"),
        ('{"x": 1e999}', "x", "finite"),
        ('{"x": "\\ud800"}', "x", "not valid Unicode"),
        ('{"\\udfff": 1}', "'\\udfff'", "not valid Unicode"),
        ('{"x": ' + "9" * 5000 + "}", "x", "finite"),
        (" " * 500_001, "$", "at most 500,000 are read"),
    ],
    ids=lambda value: str(value)[:24],
)
def test_text_that_is_no_document(source: str | bytes, path: str, words: str) -> None:
    found = problems(source)
    assert words in found[path]


def test_a_brace_in_a_string_is_not_depth() -> None:
    content = deepcopy(UNET) | {"note": '{[\\"{[' * 20}
    assert problems(content) == {}
    assert read(content).warnings == ("note is not known and is ignored",)


def test_a_byte_order_mark_is_no_problem() -> None:
    assert dnn_parser.read_description(b"\xef\xbb\xbf" + json.dumps(UNET).encode()) == read(UNET)


def test_unknown_keys_are_named_in_warnings() -> None:
    content = deepcopy(UNET) | {"skip_conection": {}}
    content["input_shape"]["depth"] = 3
    content["preprocessing"] = {"intensity": {"method": "zscore", "sigma": 1}}
    assert read(content).warnings == (
        "skip_conection is not known and is ignored; did you mean skip_connection?",
        "input_shape.depth is not known and is ignored",
        "preprocessing.intensity.sigma is not known and is ignored",
    )


@pytest.mark.parametrize(("key", "shown"), [("a\nb", r"'a\nb'"), ("é", r"'\xe9'"), ("k" * 99, "'" + "k" * 36 + "...")])
def test_keys_that_would_spoil_a_message_are_quoted_and_cut(key: str, shown: str) -> None:
    assert read(UNET | {key: 1}).warnings == (f"{shown} is not known and is ignored",)


@pytest.mark.parametrize(
    ("limits", "path", "words"),
    [
        ({"layers": 5}, "architecture", "has 6 layers; the limit is 5"),
        ({"parameters": 100}, "architecture", "parameters; the limit is 100"),
        ({"activation_bytes": 100}, "architecture", "bytes for activations; the limit is 100"),
        ({"multiply_adds": 100}, "architecture", "multiply-adds; the limit is 100"),
        ({"depth": 1}, "$", "nested more than 1 deep"),
        ({"document_bytes": 20}, "$", "at most 20 are read"),
    ],
    ids=str,
)
def test_limits(limits: dict[str, int], path: str, words: str) -> None:
    assert words in problems(UNET, **limits)[path]


def test_absurd_sizes_are_refused_before_memory_is_spent() -> None:
    content = document([("cnn2d", {"channels": 1_000_000, "kernel": 1}), ("output", {})], (1, 65_536, 65_536))
    assert "the limit is" in problems(content)["architecture"]
    layers = [("Upsample", {"scale": 64})] * 30
    assert "absurdly large" in " ".join(problems(document(layers, (1, 8, 8))).values())


def test_building_checks_the_limits_again() -> None:
    with pytest.raises(dnn_parser.NetworkDescriptionError, match="parameters; the limit is 10"):
        dnn_parser.build_network(read(UNET), limits=dnn_parser.Limits(parameters=10))


def test_the_sentence_of_many_problems_stays_short() -> None:
    content = document([("nothing", {})] * 50, (1, 8, 8))
    with pytest.raises(dnn_parser.NetworkDescriptionError) as caught:
        read(content)
    assert len(caught.value.problems) == 50
    assert str(caught.value).endswith("; and 40 more")
