"""From a PyTorch module to a description and weights, and modules that have none."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional

import dnn_parser
from tests.unit.dnn_parser import peers
from tests.unit.dnn_parser.documents import DESCRIPTIONS, Layers, build, codes_of, document, example


class Everything(nn.Module):
    """Most of what the format can say, functions and modules mixed."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = nn.Conv2d(2, 8, (3, 5), 2, (1, 2), bias=False)
        self.norms = nn.ModuleList([nn.BatchNorm2d(8), nn.GroupNorm(2, 8), nn.InstanceNorm2d(8), nn.LayerNorm(8)])
        self.same = nn.Conv2d(8, 8, 3, padding="same", dilation=2, groups=4)
        self.prelu = nn.PReLU(8)
        self.up = nn.ConvTranspose2d(8, 8, 3, 2, 1, 1)
        self.squeeze, self.excite = nn.Conv2d(8, 4, 1), nn.Conv2d(4, 8, 1)
        self.dropout = nn.Dropout(0.3)
        self.head = nn.Sequential(nn.Flatten(), nn.Linear(8, 6), nn.Tanh(), nn.Linear(6, 3))

    def forward(self, x: Tensor) -> Tensor:
        x = functional.relu6(self.norms[0](self.stem(x)))
        y = functional.gelu(self.norms[1](self.same(x)), approximate="tanh")
        x = functional.leaky_relu(self.prelu(x + y), 0.2)
        x = functional.max_pool2d(functional.pad(self.up(x), (1, 0, 0, 1)), 3, 2, 1)
        x = functional.interpolate(functional.silu(self.norms[2](x)), scale_factor=2, mode="bilinear")
        gate = torch.sigmoid(self.excite(torch.relu(self.squeeze(functional.adaptive_avg_pool2d(x, 1)))))
        x = gate * x
        x = self.norms[3](x.permute(0, 2, 3, 1)).permute(0, 3, 1, 2)
        x = functional.hardswish(functional.elu(functional.avg_pool2d(x, 3, 2, 1, count_include_pad=False)))
        return torch.softmax(self.head(self.dropout(x).mean((2, 3))), dim=1)


def rebuilt(described: dnn_parser.DescribedModule, folder: Path) -> nn.Module:
    described.save(folder)
    module = dnn_parser.build_network(dnn_parser.read_description((folder / "network.json").read_bytes())).eval()
    dnn_parser.load_weights(module, folder / "weights.safetensors")
    return module


def test_a_unet_is_described_with_its_weights(tmp_path: Path) -> None:
    torch.manual_seed(0)
    module = peers.randomize(peers.BilinearUNet(width=4)).train()
    module.elbow.eval()
    described = dnn_parser.describe_module(module, (3, 32, 32))
    assert module.training
    assert not module.elbow.training
    values = example((3, 32, 32))
    torch.testing.assert_close(rebuilt(described, tmp_path)(values), module.eval()(values), rtol=0, atol=1e-5)
    published = json.loads((DESCRIPTIONS / "published_unet.json").read_text())
    codes = [code.replace("ElbowUNet", "doubleConv") for code in published["architecture"].values()]
    codes = [code.replace("UpDoubleConv_out", "doubleConv") for code in codes]
    assert codes_of(described) == codes
    assert described.document["skip_connection"] == {k: int(v) for k, v in published["skip_connection"].items()}
    assert described.document["convolutional"] == {
        f"cn{i}": value for i, value in enumerate([4, 8, 16, 32, 32, 32, 16, 8, 4, 1], start=1)
    }
    assert "layer_parameters" not in described.document
    description = dnn_parser.read_description(described.text)
    assert dnn_parser.parameter_count(description) == sum(p.numel() for p in module.parameters())
    assert description.warnings == ()


def test_functions_and_modules_of_every_kind_are_understood(tmp_path: Path) -> None:
    torch.manual_seed(0)
    module = peers.randomize(Everything())
    described = dnn_parser.describe_module(module, (2, 16, 20))
    values = example((2, 16, 20))
    torch.testing.assert_close(rebuilt(described, tmp_path)(values), module(values), rtol=0, atol=1e-5)


def test_a_one_dimensional_network_is_described(tmp_path: Path) -> None:
    module = nn.Sequential(
        nn.Conv1d(2, 4, 5),
        nn.BatchNorm1d(4),
        nn.ReLU(),
        nn.MaxPool1d(2),
        nn.Upsample(scale_factor=2),
        nn.Conv1d(4, 1, 1),
    )
    described = dnn_parser.describe_module(peers.randomize(module), (2, 20))
    values = example((2, 20))
    torch.testing.assert_close(rebuilt(described, tmp_path)(values), module(values), rtol=0, atol=1e-5)


def test_everything_that_cannot_be_expressed_is_listed() -> None:
    class Two(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.conv = nn.Conv2d(1, 4, 3, padding=1)

        def forward(self, x: Tensor) -> Tensor:
            return torch.cat([torch.cumsum(self.conv(x), 2), self.conv(x), torch.relu(x) * 2], dim=1)

    with pytest.raises(dnn_parser.UnsupportedModuleError) as caught:
        dnn_parser.describe_module(Two(), (1, 8, 8))
    assert len(caught.value.reasons) == 3
    report = str(caught.value)
    assert "cumsum has no layer code" in report
    assert "the weight conv.weight is shared with conv (conv2d)" in report
    assert "multiply with a constant or a weight" in report


@pytest.mark.parametrize(
    ("module", "words"),
    [
        (nn.Sequential(nn.Conv2d(1, 2, 3), nn.Flatten(2)), "not a flattening"),
        (nn.Upsample(size=(9, 9)), "which is not a whole factor"),
        (nn.Hardtanh(), "other bounds than 0 and 6"),
        (nn.MaxPool2d(3, 1, 1, dilation=2), "dilated pooling"),
        (nn.AdaptiveAvgPool2d(2), "adaptive pooling to anything but size 1"),
        (nn.Softmax(dim=2), "softmax over anything but the channels"),
        (nn.Flatten(1, 2), "not a flattening"),
        (nn.Linear(8, 3), "a linear layer over an axis that is not the channels"),
        (nn.Identity(), "does nothing to its input"),
        (nn.Conv2d(3, 2, 3), "cannot be traced"),
        (nn.ReflectionPad2d(1), "padding with anything but zeros"),
        (nn.BatchNorm2d(1, track_running_stats=False), "without running statistics"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_cannot_be_expressed_is_told(module: nn.Module, words: str) -> None:
    with pytest.raises(dnn_parser.UnsupportedModuleError, match=words):
        dnn_parser.describe_module(module, (1, 8, 8))


@pytest.mark.parametrize("module", [nn.BatchNorm3d(1), nn.InstanceNorm3d(1), nn.ZeroPad3d(1)], ids=repr)
def test_layers_over_three_axes_are_told(module: nn.Module) -> None:
    with pytest.raises(dnn_parser.UnsupportedModuleError, match="over 3 axes has no layer code"):
        dnn_parser.describe_module(module, (1, 8, 8, 8))


def test_a_value_may_be_used_twice(tmp_path: Path) -> None:
    class Square(nn.Module):
        def forward(self, x: Tensor) -> Tensor:
            return x * x + torch.relu(x)

    values = example((1, 8, 8))
    described = dnn_parser.describe_module(Square(), (1, 8, 8))
    torch.testing.assert_close(rebuilt(described, tmp_path)(values), Square()(values))


class Branches(nn.Module):
    """Merges that a skip connection would say wrongly, beside those that it can say."""

    def __init__(self, double: nn.Sequential) -> None:
        super().__init__()
        self.twice, self.out = double, nn.LazyConv2d(1, 1)

    def forward(self, x: Tensor) -> Tensor:
        a = self.twice(x)
        b = torch.tanh(a)
        c = torch.cat([b, a], 1)  # the own output first
        d = torch.sigmoid(c) + c  # a sum
        e = torch.cat([a, torch.relu(d)], 1)
        f = torch.cat([b, e], 1) + torch.cat([e, b], 1)
        return self.out(f)


def conv(inputs: int, outputs: int, **options: object) -> nn.Conv2d:
    return nn.Conv2d(inputs, outputs, 3, padding=1, **options)  # type: ignore[arg-type]


def twice(
    *norm: Callable[[int], nn.Module], act: Callable[[], nn.Module] = nn.ReLU, middle: int = 4
) -> list[nn.Module]:
    first = [conv(1, middle), *(make(middle) for make in norm), act()]
    return [*first, conv(middle, 4), *(make(4) for make in norm), act()]


def changed(place: int, layer: nn.Module) -> list[nn.Module]:
    """A double convolution in which one layer is another, so that it is none."""
    layers = twice(nn.BatchNorm2d)
    layers[place] = layer
    return layers


@pytest.mark.parametrize(
    ("layers", "code"),
    [
        (twice(), "doubleConv"),
        (twice(lambda n: nn.GroupNorm(2, n), act=lambda: nn.ELU(0.3), middle=8), "UpDoubleConv"),
        (twice(nn.BatchNorm2d, act=nn.PReLU), "doubleConv"),
        (twice(nn.InstanceNorm2d, act=lambda: nn.GELU("tanh")), "doubleConv"),
        (twice(nn.BatchNorm2d, middle=12), "cnn2d"),
        (twice(nn.BatchNorm2d, act=lambda: nn.Softmax(1)), "cnn2d"),
        ([nn.BatchNorm2d(1), nn.ReLU(), conv(1, 4), nn.BatchNorm2d(4), nn.ReLU(), conv(4, 4)], "batchNorm2d"),
        (changed(5, nn.SiLU()), "cnn2d"),
        (changed(1, nn.BatchNorm2d(4, eps=0.1)), "cnn2d"),
        (changed(1, nn.InstanceNorm2d(4)), "cnn2d"),
        (changed(3, conv(4, 4, stride=2)), "cnn2d"),
        (changed(3, conv(4, 4, bias=False)), "cnn2d"),
        (changed(3, conv(4, 4, groups=2)), "cnn2d"),
        (changed(3, nn.Conv2d(4, 4, 5, padding=1)), "cnn2d"),
        (changed(3, nn.Conv2d(4, 4, 3, padding=2)), "cnn2d"),
        (changed(3, nn.Conv2d(4, 4, 3, padding=1, dilation=2)), "cnn2d"),
    ],
    ids=range(16),
)
def test_folding_into_double_convolutions_and_skips_keeps_the_output(
    tmp_path: Path, layers: list[nn.Module], code: str
) -> None:
    torch.manual_seed(0)
    module = Branches(nn.Sequential(*layers))
    module(example((1, 8, 8)))
    peers.randomize(module)
    described = dnn_parser.describe_module(module, (1, 8, 8))
    assert codes_of(described)[0] == code
    values = example((1, 8, 8))
    torch.testing.assert_close(rebuilt(described, tmp_path)(values), module(values), rtol=0, atol=1e-5)


def test_pooling_over_all_positions_and_flatten_is_one_layer(tmp_path: Path) -> None:
    module = nn.Sequential(nn.AdaptiveMaxPool2d(1), nn.Flatten(), nn.Linear(2, 3))
    described = dnn_parser.describe_module(module, (2, 8, 6))
    assert described.document["architecture"] == {"1": "globalMaxpool", "2": "dense"}
    values = example((2, 8, 6))
    torch.testing.assert_close(rebuilt(described, tmp_path)(values), module(values))


class LinearGate(nn.Module):
    """Squeeze and excite as most people write it."""

    def __init__(self) -> None:
        super().__init__()
        self.fc = nn.Sequential(nn.Linear(4, 2), nn.ReLU(), nn.Linear(2, 4), nn.Sigmoid())

    def forward(self, x: Tensor) -> Tensor:
        gate = self.fc(functional.adaptive_avg_pool2d(x, 1).view(x.shape[0], 4))
        return x * gate.view(x.shape[0], 4, 1, 1) * self.fc[3](x.amax((2, 3)))[:, :, None, None]


class SequenceNorm(nn.Module):
    """Channels moved to the end and back in three ways."""

    def __init__(self) -> None:
        super().__init__()
        self.norms = nn.ModuleList(nn.LayerNorm(4) for _ in range(3))
        self.mix = nn.Linear(4, 4)

    def forward(self, x: Tensor) -> Tensor:
        x = self.norms[0](x.transpose(1, 2)).transpose(1, 2)
        x = self.mix(self.norms[1](x.movedim(1, -1))).movedim(-1, 1)
        return self.norms[2](x.permute(0, 2, 1)).permute(0, 2, 1)


@pytest.mark.parametrize(("module", "shape"), [(LinearGate(), (4, 8, 6)), (SequenceNorm(), (4, 10))])
def test_gates_and_moved_axes_are_understood(tmp_path: Path, module: nn.Module, shape: tuple[int, ...]) -> None:
    torch.manual_seed(0)
    described = dnn_parser.describe_module(peers.randomize(module), shape)
    values = example(shape)
    torch.testing.assert_close(rebuilt(described, tmp_path)(values), module(values), rtol=0, atol=1e-5)


def test_what_this_package_built_is_described_again(tmp_path: Path) -> None:
    layers: Layers = [
        ("cnn2d", {"channels": 4, "kernel": 3}),
        ("layerNorm", {}),
        ("squeezeExcite", {"reduction": 2}),
        ("attentionGate", {"inputs": [3, 2]}),
        ("dsc2d", {"channels": 4, "kernel": 3, "padding": "same"}),
        ("globalAvgpool", {}),
        ("output", {}),
    ]
    torch.manual_seed(0)
    module = peers.randomize(build(document(layers, (1, 12, 10), 2)))
    described = dnn_parser.describe_module(module, (1, 12, 10))
    values = example((1, 12, 10))
    torch.testing.assert_close(rebuilt(described, tmp_path)(values), module(values), rtol=0, atol=1e-5)


def test_what_does_nothing_is_left_out_and_padding_on_one_axis_is_kept(tmp_path: Path) -> None:
    class Padded(nn.Module):
        def forward(self, x: Tensor) -> Tensor:
            x = functional.dropout(functional.pad(x, (0, 0, 0, 0)), 0.0, self.training)
            return torch.relu(functional.pad(x.contiguous(), (2, 1)))

    described = dnn_parser.describe_module(Padded(), (2, 8, 6))
    assert described.document["architecture"] == {"1": "zeroPad2d", "2": "relu"}
    assert described.document["layer_parameters"] == {"1": {"before": [0, 2], "after": [0, 1]}}
    values = example((2, 8, 6))
    torch.testing.assert_close(rebuilt(described, tmp_path)(values), Padded()(values))


def test_a_value_that_others_read_is_not_folded_away(tmp_path: Path) -> None:
    class Inside(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.first, self.second = conv(1, 4), conv(4, 4)

        def forward(self, x: Tensor) -> Tensor:
            a = torch.relu(self.first(x))
            return torch.relu(self.second(a)) + a

    module, values = Inside(), example((1, 8, 8))
    described = dnn_parser.describe_module(module, (1, 8, 8))
    assert described.document["residual_connection"] == {"2": 4}
    torch.testing.assert_close(rebuilt(described, tmp_path)(values), module(values), rtol=0, atol=1e-5)


def test_a_description_that_would_give_another_output_is_not_handed_out() -> None:
    class AlwaysDrops(nn.Module):
        """Drops values in evaluation too, which no layer does."""

        def forward(self, x: Tensor) -> Tensor:
            return functional.dropout(torch.tanh(x), 0.5, training=True)

    with pytest.raises(dnn_parser.UnsupportedModuleError, match="gives another output than the module"):
        dnn_parser.describe_module(AlwaysDrops(), (1, 8, 8))
