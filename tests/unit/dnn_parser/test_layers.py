"""Each layer code against hand-written PyTorch with the same weights."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.utils.flop_counter import FlopCounterMode

import dnn_parser
from dnn_parser import plan_network
from dnn_parser.layers import LAYERS
from tests.unit.dnn_parser.documents import Layers, build, document, example, problems, read
from tests.unit.dnn_parser.peers import copy_in_order, randomize

MAPS, SEQUENCE, FEATURES = (4, 12, 10), (4, 12), (6,)


@dataclass(frozen=True)
class Case:
    code: str
    own: dict[str, Any]
    shape: tuple[int, ...]
    peer: Callable[[], nn.Module]
    sections: dict[str, Any] = field(default_factory=dict)


class Apply(nn.Module):
    """A function of the input, with the modules that it uses."""

    def __init__(self, function: Callable[..., Tensor], *modules: nn.Module) -> None:
        super().__init__()
        self.function, self.parts = function, nn.ModuleList(modules)

    def forward(self, values: Tensor) -> Tensor:
        return self.function(values, *self.parts)


def double(inputs: int, middle: int, last: int) -> nn.Module:
    return nn.Sequential(
        nn.Conv2d(inputs, middle, 3, 1, 1, bias=False),
        nn.BatchNorm2d(middle),
        nn.ReLU(),
        nn.Conv2d(middle, last, 3, 1, 1, bias=False),
        nn.BatchNorm2d(last),
        nn.ReLU(),
    )


def nnunet_block() -> nn.Module:
    return nn.Sequential(
        nn.Conv2d(4, 6, 5, 2, 2, dilation=1),
        nn.InstanceNorm2d(6, affine=True, eps=1e-4),
        nn.LeakyReLU(0.2),
        nn.Conv2d(6, 6, 5, 1, 2),
        nn.InstanceNorm2d(6, affine=True, eps=1e-4),
        nn.LeakyReLU(0.2),
    )


def group_block() -> nn.Module:
    return nn.Sequential(
        nn.Conv2d(4, 6, 3, 1, 1), nn.GroupNorm(3, 6), nn.SiLU(), nn.Conv2d(6, 6, 3, 1, 1), nn.GroupNorm(3, 6), nn.SiLU()
    )


def recurrent(kind: type[nn.Module], *, sequences: bool, **options: Any) -> nn.Module:
    def run(values: Tensor, cell: nn.Module) -> Tensor:
        outputs, state = cell(values.transpose(1, 2))
        if sequences:
            return outputs.transpose(1, 2)
        last = state[0] if isinstance(state, tuple) else state
        return torch.cat([last[-2], last[-1]], 1) if options.get("bidirectional") else last[-1]

    return Apply(run, kind(4, 5, batch_first=True, **options))


def squeeze_excite(values: Tensor, squeeze: nn.Module, excite: nn.Module) -> Tensor:
    weights = torch.sigmoid(excite(functional.relu(squeeze(functional.adaptive_avg_pool2d(values, 1).flatten(1)))))
    return values * weights[:, :, None, None]


def channel_norm(values: Tensor, norm: nn.Module) -> Tensor:
    return norm(values.permute(0, 2, 3, 1)).permute(0, 3, 1, 2)


C = {"channels": 6, "kernel": 3}
CASES = [
    Case("cnn2d", C, MAPS, lambda: nn.Conv2d(4, 6, 3)),
    Case(
        "cnn2d",
        {"channels": 8, "kernel": [3, 5], "stride": [2, 1], "padding": [1, 2], "dilation": 2, "groups": 2},
        (4, 16, 16),
        lambda: nn.Conv2d(4, 8, (3, 5), (2, 1), (1, 2), 2, 2),
    ),
    Case("cnn2d", C | {"bias": False}, MAPS, lambda: nn.Conv2d(4, 6, 3, bias=False)),
    Case("cnn2d", C | {"padding": "same"}, MAPS, lambda: nn.Conv2d(4, 6, 3, padding="same")),
    Case(
        "cnn2d",
        {"channels": 6, "kernel": 4, "padding": "same"},
        MAPS,
        lambda: nn.Sequential(nn.ZeroPad2d((1, 2, 1, 2)), nn.Conv2d(4, 6, 4)),
    ),
    Case(
        "cnn2d",
        C | {"padding": "same", "stride": 2},
        MAPS,
        lambda: nn.Sequential(nn.ZeroPad2d((0, 1, 0, 1)), nn.Conv2d(4, 6, 3, 2)),
    ),
    Case(
        "cnn2d",
        C,
        MAPS,
        lambda: nn.Conv2d(4, 6, 3, 2, 1),
        {"stride": {"stride": "2"}, "padding_conv": {"padding_conv": 1}},
    ),
    Case("cnn1d", C | {"stride": 2, "padding": 1}, SEQUENCE, lambda: nn.Conv1d(4, 6, 3, 2, 1)),
    Case(
        "dsc2d",
        C,
        MAPS,
        lambda: nn.Sequential(nn.Conv2d(4, 4, 3, groups=4, bias=False), nn.Conv2d(4, 6, 1)),
    ),
    Case(
        "dsc2d",
        C | {"multiplier": 2, "depthwise_bias": True, "bias": False, "padding": 1, "stride": 2},
        MAPS,
        lambda: nn.Sequential(nn.Conv2d(4, 8, 3, 2, 1, groups=4), nn.Conv2d(8, 6, 1, bias=False)),
    ),
    Case("dsc1d", C, SEQUENCE, lambda: nn.Sequential(nn.Conv1d(4, 4, 3, groups=4, bias=False), nn.Conv1d(4, 6, 1))),
    Case("convTranspose2d", {"channels": 6, "kernel": 2}, MAPS, lambda: nn.ConvTranspose2d(4, 6, 2, 2)),
    Case(
        "convTranspose2d",
        {"channels": 6, "kernel": 3, "stride": 2, "padding": 1, "output_padding": 1, "groups": 2, "bias": False},
        MAPS,
        lambda: nn.ConvTranspose2d(4, 6, 3, 2, 1, 1, groups=2, bias=False),
    ),
    Case("convTranspose1d", {"channels": 6, "kernel": 2}, SEQUENCE, lambda: nn.ConvTranspose1d(4, 6, 2, 2)),
    Case("zeroPad2d", {"before": [1, 0], "after": [2, 3]}, MAPS, lambda: nn.ZeroPad2d((0, 3, 1, 2))),
    Case("zeroPad1d", {"before": 1, "after": 2}, SEQUENCE, lambda: nn.ConstantPad1d((1, 2), 0.0)),
    Case("lstm", {"channels": 5}, SEQUENCE, lambda: recurrent(nn.LSTM, sequences=False)),
    Case(
        "lstm",
        {"channels": 5, "depth": 2, "bidirectional": True, "return_sequences": True},
        SEQUENCE,
        lambda: recurrent(nn.LSTM, sequences=True, num_layers=2, bidirectional=True),
    ),
    Case("gru", {"channels": 5, "return_sequences": True}, SEQUENCE, lambda: recurrent(nn.GRU, sequences=True)),
    Case(
        "gru",
        {"channels": 5, "bidirectional": True, "bias": False},
        SEQUENCE,
        lambda: recurrent(nn.GRU, sequences=False, bidirectional=True, bias=False),
    ),
    Case("Avgpool1d", {"pool": 3}, SEQUENCE, lambda: nn.AvgPool1d(3)),
    Case("Avgpool2d", {"pool": [2, 3]}, MAPS, lambda: nn.AvgPool2d((2, 3))),
    Case(
        "Avgpool2d",
        {"pool": 3, "stride": 2, "padding": 1, "ceil_mode": True, "count_include_pad": False},
        MAPS,
        lambda: nn.AvgPool2d(3, 2, 1, ceil_mode=True, count_include_pad=False),
    ),
    Case("Maxpool1d", {"pool": 2}, SEQUENCE, lambda: nn.MaxPool1d(2)),
    Case("Maxpool2d", {"pool": 2}, MAPS, lambda: nn.MaxPool2d(2), {"stride": {"stride": 1}}),
    Case("Maxpool2d", {"pool": 3, "stride": 2, "padding": 1}, MAPS, lambda: nn.MaxPool2d(3, 2, 1)),
    Case("globalAvgpool", {}, MAPS, lambda: nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten())),
    Case("globalMaxpool", {}, SEQUENCE, lambda: nn.Sequential(nn.AdaptiveMaxPool1d(1), nn.Flatten())),
    Case("Flatten", {}, MAPS, nn.Flatten),
    Case("dense", {"channels": 3}, FEATURES, lambda: nn.Linear(6, 3)),
    Case("dense", {"channels": 3, "bias": False}, MAPS, lambda: nn.Conv2d(4, 3, 1, bias=False)),
    Case("output", {}, FEATURES, lambda: nn.Linear(6, 3)),
    Case("output", {}, MAPS, lambda: nn.Conv2d(4, 3, 1)),
    Case("output", {}, SEQUENCE, lambda: nn.Conv1d(4, 3, 1)),
    Case("dropout", {"rate": 0.9}, FEATURES, nn.Identity),
    Case("batchNorm1d", {}, SEQUENCE, lambda: nn.BatchNorm1d(4)),
    Case("batchNorm1d", {"eps": 0.1}, FEATURES, lambda: nn.BatchNorm1d(6, eps=0.1)),
    Case("batchNorm2d", {}, MAPS, lambda: nn.BatchNorm2d(4)),
    Case("batchNorm2d", {"affine": False}, MAPS, lambda: nn.BatchNorm2d(4, affine=False)),
    Case("batchNorm2d", {}, MAPS, lambda: nn.BatchNorm2d(4, eps=1e-3), {"backend": {"backend": "tensorflow"}}),
    Case("instanceNorm1d", {}, SEQUENCE, lambda: nn.InstanceNorm1d(4)),
    Case("instanceNorm2d", {"affine": True}, MAPS, lambda: nn.InstanceNorm2d(4, affine=True)),
    Case("groupNorm", {"groups": 2}, MAPS, lambda: nn.GroupNorm(2, 4)),
    Case("layerNorm", {}, MAPS, lambda: Apply(channel_norm, nn.LayerNorm(4))),
    Case("layerNorm", {}, FEATURES, lambda: nn.LayerNorm(6)),
    Case("relu", {}, MAPS, nn.ReLU),
    Case("prelu", {}, MAPS, nn.PReLU),
    Case("prelu", {"per_channel": True}, MAPS, lambda: nn.PReLU(4)),
    Case("tanh", {}, MAPS, nn.Tanh),
    Case("softmax", {}, MAPS, lambda: nn.Softmax(dim=1)),
    Case("sigmoid", {}, MAPS, nn.Sigmoid),
    Case("leakyRelu", {"negative_slope": 0.2}, MAPS, lambda: nn.LeakyReLU(0.2)),
    Case("leakyRelu", {}, MAPS, lambda: nn.LeakyReLU(0.3), {"backend": "tensorflow"}),
    Case("relu6", {}, MAPS, nn.ReLU6),
    Case("elu", {"alpha": 0.5}, MAPS, lambda: nn.ELU(0.5)),
    Case("gelu", {}, MAPS, nn.GELU),
    Case("gelu", {"approximate": "tanh"}, MAPS, lambda: nn.GELU("tanh")),
    Case("silu", {}, MAPS, nn.SiLU),
    Case("hardswish", {}, MAPS, nn.Hardswish),
    Case("Upsample", {}, MAPS, lambda: nn.Upsample(scale_factor=2, mode="bilinear", align_corners=True)),
    Case(
        "Upsample",
        {},
        MAPS,
        lambda: nn.Upsample(scale_factor=2, mode="bilinear"),
        {"backend": {"backend": "tensorflow"}},
    ),
    Case("Upsample", {"mode": "nearest", "scale": [2, 3]}, MAPS, lambda: nn.Upsample(scale_factor=(2, 3))),
    Case(
        "Upsample",
        {"mode": "bicubic", "align_corners": False},
        MAPS,
        lambda: nn.Upsample(scale_factor=2, mode="bicubic"),
    ),
    Case("Upsample", {}, SEQUENCE, lambda: nn.Upsample(scale_factor=2, mode="linear", align_corners=True)),
    Case("doubleConv", C | {"padding": 1}, MAPS, lambda: double(4, 6, 6)),
    Case(
        "doubleConv",
        {
            "channels": 6,
            "kernel": 5,
            "stride": 2,
            "bias": True,
            "norm": "instance",
            "eps": 1e-4,
            "activation": "leakyRelu",
            "negative_slope": 0.2,
        },
        MAPS,
        nnunet_block,
    ),
    Case(
        "doubleConv",
        C | {"norm": "group", "groups": 3, "activation": "silu", "bias": True},
        MAPS,
        group_block,
    ),
    Case("ElbowUNet", C, MAPS, lambda: double(4, 3, 3)),
    Case("ElbowUNet", C | {"halve": False}, MAPS, lambda: double(4, 6, 6)),
    Case("UpDoubleConv", C, MAPS, lambda: double(4, 6, 3)),
    Case("UpDoubleConv_out", C, MAPS, lambda: double(4, 6, 6)),
    Case("concat", {"inputs": [0, 0]}, MAPS, lambda: Apply(lambda x: torch.cat([x, x], 1))),
    Case("add", {"inputs": [0, 0, 0]}, MAPS, lambda: Apply(lambda x: 3 * x)),
    Case("multiply", {"inputs": ["0", 0]}, MAPS, lambda: Apply(lambda x: x * x)),
    Case(
        "squeezeExcite",
        {"reduction": 2},
        MAPS,
        lambda: Apply(squeeze_excite, nn.Linear(4, 2), nn.Linear(2, 4)),
    ),
]


def test_every_code_has_a_case() -> None:
    assert {case.code.lower() for case in CASES} | {"attentiongate"} == set(LAYERS)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.own}"[:60])
def test_code_is_the_same_as_hand_written(case: Case) -> None:
    torch.manual_seed(0)
    theirs, values = randomize(case.peer()), example(case.shape)
    with torch.inference_mode():
        expected = theirs(values)
    content = document([(case.code, case.own)], case.shape, expected.shape[1], **case.sections)
    description = read(content)
    ours = dnn_parser.build_network(description).eval()
    copy_in_order(theirs, ours)
    with torch.inference_mode():
        torch.testing.assert_close(ours(values), expected, rtol=0, atol=1e-5)
    assert dnn_parser.parameter_count(description) == sum(p.numel() for p in theirs.parameters())


COUNTED = ("cnn1d", "cnn2d", "dsc1d", "dsc2d", "convTranspose1d", "convTranspose2d", "dense", "output")


@pytest.mark.parametrize(
    "case", [case for case in CASES if case.code in COUNTED], ids=lambda case: f"{case.code}-{case.own}"[:60]
)
def test_multiply_adds_are_those_that_pytorch_counts(case: Case) -> None:
    content = document([(case.code, case.own)], case.shape, case.own.get("channels", 3), **case.sections)
    description = read(content)
    module = dnn_parser.build_network(description)
    with FlopCounterMode(display=False) as counter:
        module(example(case.shape, batch=1))
    assert dnn_parser.plan_network(description).multiply_adds * 2 == counter.get_total_flops()


def test_multiply_adds_of_recurrent_layers_and_gates() -> None:
    lstm = document([("lstm", {"channels": 5, "depth": 2, "bidirectional": True})], SEQUENCE, 10)
    # four gates of five, two directions; the second layer reads both outputs of the first
    assert plan_network(read(lstm)).multiply_adds == 12 * 2 * 4 * 5 * ((4 + 5) + (10 + 5))
    gru = document([("gru", {"channels": 5})], SEQUENCE, 5)
    assert plan_network(read(gru)).multiply_adds == 12 * 3 * 5 * (4 + 5)
    squeeze = document([("squeezeExcite", {"channels": 3})], MAPS, 4)
    assert plan_network(read(squeeze)).multiply_adds == 2 * 4 * 3 + 4 * 12 * 10
    gate = document([("attentionGate", {"channels": 3, "inputs": [0, 0]})], MAPS, 4)
    # per pixel: two convolutions, two normalisations, the last convolution, its normalisation, the product
    assert plan_network(read(gate)).multiply_adds == 120 * (2 * 4 * 3 + 2 * 3 + 3 + 1 + 4)


def test_memory_is_that_of_what_is_kept_at_the_worst_moment() -> None:
    layers = [("relu", {}), ("cnn2d", {"channels": 8, "kernel": 1}), ("globalAvgpool", {}), ("output", {})]
    # the input of 4 and the output of 8 channels of the convolution, in float32
    assert plan_network(read(document(layers, MAPS))).peak_bytes == 4 * 120 * (4 + 8)
    skip = document([("relu", {}), ("tanh", {}), ("output", {})], MAPS, skip_connection={"1": "2"})
    # both outputs, and their concatenation
    assert plan_network(read(skip)).peak_bytes == 4 * 120 * (4 + 4 + 8)


def test_a_mirror_image_costs_as_much_again() -> None:
    layers = [("cnn2d", {"channels": 8, "kernel": 1}), ("output", {})]
    once, twice = (plan_network(read(document(layers, MAPS, preprocessing={"mirror": m}))) for m in (False, True))
    assert (twice.peak_bytes, twice.multiply_adds) == (2 * once.peak_bytes, 2 * once.multiply_adds)
    assert twice.parameters == once.parameters
    told = problems(document(layers, MAPS, preprocessing={"mirror": True}), multiply_adds=once.multiply_adds)
    assert "multiply-adds; the limit is" in told["architecture"]


def test_attention_gate_weighs_the_skip() -> None:
    torch.manual_seed(0)
    gate = nn.Sequential(nn.Conv2d(6, 2, 1), nn.BatchNorm2d(2))
    skip = nn.Sequential(nn.Conv2d(4, 2, 1), nn.BatchNorm2d(2))
    psi = nn.Sequential(nn.Conv2d(2, 1, 1), nn.BatchNorm2d(1))
    widen = nn.Conv2d(4, 6, 1)
    theirs = randomize(nn.ModuleList([widen, skip, gate, psi]))
    layers: Layers = [("cnn2d", {"channels": 6, "kernel": 1}), ("attentionGate", {"inputs": [0, 1]})]
    ours = build(document(layers, MAPS, 4))
    copy_in_order(theirs, ours)
    values = example(MAPS)
    with torch.inference_mode():
        expected = values * torch.sigmoid(psi(torch.relu(gate(widen(values)) + skip(values))))
        torch.testing.assert_close(ours(values), expected, rtol=0, atol=1e-5)


def test_a_gate_of_one_value_per_channel_is_spread() -> None:
    layers = [("globalAvgpool", {}), ("sigmoid", {}), ("multiply", {"inputs": [0, 2]})]
    values = example(MAPS)
    expected = values * torch.sigmoid(values.mean((2, 3), keepdim=True))
    torch.testing.assert_close(build(document(layers, MAPS, 4))(values), expected)


def test_skips_concatenate_source_first_and_residuals_add() -> None:
    layers: Layers = [("relu", {}), ("tanh", {}), ("sigmoid", {}), ("relu", {})]
    skips = {"skip_connection": {"0": "3", "1": ["3", "4"]}, "residual_connection": {"2": 3}}
    values = example(MAPS)
    relu, tanh = torch.relu(values), torch.tanh(torch.relu(values))
    third = torch.cat([values, relu, torch.sigmoid(tanh) + tanh], 1)
    expected = torch.cat([relu, torch.relu(third)], 1)
    ours = build(document(layers, MAPS, 16, **skips))
    torch.testing.assert_close(ours(values), expected)


def test_a_layer_may_read_another_layer_than_the_one_before() -> None:
    layers: Layers = [("relu", {}), ("tanh", {"inputs": "0"}), ("concat", {"inputs": [2, 1]})]
    values = example(MAPS)
    expected = torch.cat([torch.tanh(values), torch.relu(values)], 1)
    torch.testing.assert_close(build(document(layers, MAPS, 8))(values), expected)


def test_stacked_recurrent_layers_hand_on_sequences_and_the_last_gives_its_end() -> None:
    content = document([("lstm", {}), ("gru", {}), ("dense", {})], SEQUENCE, 3)
    content["convolutional"] = {"cn1": "7", "cn2": 5, "cn3": 3}
    assert build(content)(example(SEQUENCE)).shape == (2, 3)
    content["architecture"] |= {"3": "Flatten", "4": "dense"}
    assert build(content)(example(SEQUENCE)).shape == (2, 3)
    assert build(content).state_dict()["layer_4.dense.weight"].shape == (3, 5 * 12)


def test_halving_stops_where_transposed_convolutions_enlarge() -> None:
    layers = [("ElbowUNet", C), ("convTranspose2d", {"channels": 6, "kernel": 2}), ("UpDoubleConv", C)]
    assert build(document(layers, MAPS, 6))(example(MAPS)).shape == (2, 6, 24, 20)


def test_one_dimensional_channels_last() -> None:
    content = document([("cnn1d", C), ("globalAvgpool", {}), ("output", {})], (50, 2), 4)
    content["data_format"] = "channels_last"
    description = read(content)
    assert description.input_shape == (2, 50)
    assert (description.rows, description.columns) == (1, 50)
    assert description.postprocessing.task is dnn_parser.Task.CLASSIFICATION
    assert dnn_parser.build_network(description).eval()(example((2, 50))).shape == (2, 4)


def test_a_kernel_may_be_given_for_every_layer_that_takes_channels() -> None:
    content = document([("cnn2d", {}), ("globalAvgpool", {}), ("dense", {}), ("output", {})], MAPS, 2)
    content |= {"convolutional": {"cn1": 8, "cn2": 5, "cn3": 2}, "kernel": {"kernel1": 3, "kernel2": 1, "kernel3": 1}}
    weights = build(content).state_dict()
    assert weights["layer_1.conv.weight"].shape == (8, 4, 3, 3)
    assert weights["layer_3.dense.weight"].shape == (5, 8)
