"""From a PyTorch module to a description and weights, and what cannot be said in one."""

from __future__ import annotations

from pathlib import Path

import peers
import pytest
import torch
from documents import example
from torch import Tensor, nn
from torch.nn import functional

import dnn_parser


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
    described = dnn_parser.describe_module(module, (3, 32, 32))
    assert module.training
    values = example((3, 32, 32))
    torch.testing.assert_close(rebuilt(described, tmp_path)(values), module.eval()(values), rtol=0, atol=1e-5)
    assert described.document["architecture"]["1"] == "cnn2d"
    assert "concat" in described.document["architecture"].values()
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


def test_a_value_may_be_used_twice(tmp_path: Path) -> None:
    class Square(nn.Module):
        def forward(self, x: Tensor) -> Tensor:
            return x * x + torch.relu(x)

    values = example((1, 8, 8))
    described = dnn_parser.describe_module(Square(), (1, 8, 8))
    torch.testing.assert_close(rebuilt(described, tmp_path)(values), Square()(values))


def test_a_recurrent_module_cannot_be_expressed() -> None:
    with pytest.raises(dnn_parser.UnsupportedModuleError, match="lstm has no layer code"):
        dnn_parser.describe_module(nn.LSTM(8, 3), (8, 8))
