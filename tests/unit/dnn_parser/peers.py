"""Hand-written networks that descriptions are compared with."""

from __future__ import annotations

from typing import TypeVar

import torch
from torch import Tensor, nn

Network = TypeVar("Network", bound=nn.Module)


def double_conv(inputs: int, middle: int, outputs: int, *, bias: bool = False) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(inputs, middle, 3, padding=1, bias=bias),
        nn.BatchNorm2d(middle),
        nn.ReLU(),
        nn.Conv2d(middle, outputs, 3, padding=1, bias=bias),
        nn.BatchNorm2d(outputs),
        nn.ReLU(),
    )


class BilinearUNet(nn.Module):
    """The widely used U-Net with bilinear upsampling; ``width`` is 64 in the published one, older ones have biases."""

    def __init__(self, channels: int = 3, labels: int = 1, width: int = 64, *, bias: bool = False) -> None:
        super().__init__()
        w = width

        def double(inputs: int, middle: int, outputs: int) -> nn.Sequential:
            return double_conv(inputs, middle, outputs, bias=bias)

        self.down = nn.ModuleList(
            [double(channels, w, w)] + [double(w * 2**i, w * 2 ** (i + 1), w * 2 ** (i + 1)) for i in range(3)]
        )
        self.elbow = double(w * 8, w * 8, w * 8)
        self.up = nn.ModuleList([double(w * 2**i * 2, w * 2**i, w * 2**i // 2) for i in (3, 2, 1)])
        self.last = double(w * 2, w, w)
        self.out = nn.Conv2d(w, labels, 1)
        self.pool = nn.MaxPool2d(2)
        self.enlarge = nn.Upsample(scale_factor=2, mode="bilinear", align_corners=True)

    def forward(self, x: Tensor) -> Tensor:
        skips = []
        for block in self.down:
            x = block(x)
            skips.append(x)
            x = self.pool(x)
        x = self.elbow(x)
        for block in (*self.up, self.last):
            x = block(torch.cat([skips.pop(), self.enlarge(x)], dim=1))
        return self.out(x)


def randomize(module: Network, seed: int = 0) -> Network:
    """Give every weight and statistic a value of its own, so that nothing agrees by its default."""
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for name, tensor in module.state_dict().items():
            if name.endswith("running_var"):
                tensor.copy_(torch.rand(tensor.shape, generator=generator) + 0.5)
            elif tensor.is_floating_point() and tensor.dim() < 2:
                tensor.copy_(0.2 * torch.randn(tensor.shape, generator=generator) + ("weight" in name))
            elif tensor.is_floating_point():
                tensor.copy_(torch.randn(tensor.shape, generator=generator) * (2 / tensor[0].numel()) ** 0.5)
    return module.eval()


def copy_in_order(source: nn.Module, target: nn.Module) -> None:
    """Copy weights one after the other; shapes have to agree at each."""
    theirs, ours = list(source.state_dict().values()), list(target.state_dict().values())
    assert [t.shape for t in theirs] == [t.shape for t in ours]
    with torch.no_grad():
        for source_tensor, target_tensor in zip(theirs, ours, strict=True):
            target_tensor.copy_(source_tensor)


class PlainNnUNet(nn.Module):
    """A 2-D nnU-Net: strided convolutions with instance norm and leaky ReLU, transposed ones on the way up."""

    def __init__(self, channels: int = 1, labels: int = 2, features: tuple[int, ...] = (32, 64, 128, 256)) -> None:
        super().__init__()

        def block(inputs: int, outputs: int, stride: int) -> nn.Sequential:
            layers: list[nn.Module] = []
            for source, step in ((inputs, stride), (outputs, 1)):
                layers += [
                    nn.Conv2d(source, outputs, 3, step, 1),
                    nn.InstanceNorm2d(outputs, affine=True),
                    nn.LeakyReLU(0.01, inplace=True),
                ]
            return nn.Sequential(*layers)

        ends = (channels, *features)
        self.encoder = nn.ModuleList(block(ends[i], ends[i + 1], 1 if i == 0 else 2) for i in range(len(features)))
        steps: list[nn.Module] = []
        for deep, shallow in zip(features[:0:-1], features[-2::-1], strict=True):
            steps += [nn.ConvTranspose2d(deep, shallow, 2, 2), block(2 * shallow, shallow, 1)]
        self.decoder = nn.ModuleList(steps)
        self.out = nn.Conv2d(features[0], labels, 1)

    def forward(self, x: Tensor) -> Tensor:
        skips = []
        for stage in self.encoder:
            x = stage(x)
            skips.append(x)
        skips.pop()
        for enlarge, stage in zip(self.decoder[::2], self.decoder[1::2], strict=True):
            x = stage(torch.cat((enlarge(x), skips.pop()), 1))
        return self.out(x)


class ResidualBlock(nn.Module):
    """Pre-activation block of the deep residual U-Net (Zhang et al. 2018)."""

    def __init__(self, inputs: int, outputs: int, stride: int) -> None:
        super().__init__()
        self.body = nn.Sequential(
            nn.BatchNorm2d(inputs),
            nn.ReLU(),
            nn.Conv2d(inputs, outputs, 3, stride, 1),
            nn.BatchNorm2d(outputs),
            nn.ReLU(),
            nn.Conv2d(outputs, outputs, 3, 1, 1),
        )
        self.shortcut = nn.Sequential(nn.Conv2d(inputs, outputs, 1, stride), nn.BatchNorm2d(outputs))

    def forward(self, x: Tensor) -> Tensor:
        return self.body(x) + self.shortcut(x)


class ResidualUNet(nn.Module):
    def __init__(self, channels: int = 1, labels: int = 1, w: int = 32) -> None:
        super().__init__()
        self.stem = nn.Sequential(
            nn.Conv2d(channels, w, 3, padding=1), nn.BatchNorm2d(w), nn.ReLU(), nn.Conv2d(w, w, 3, padding=1)
        )
        self.shortcut = nn.Conv2d(channels, w, 1)
        self.down = nn.ModuleList([ResidualBlock(w, 2 * w, 2), ResidualBlock(2 * w, 4 * w, 2)])
        self.bridge = ResidualBlock(4 * w, 8 * w, 2)
        self.enlarge = nn.ModuleList([nn.ConvTranspose2d(k * w, k * w, 2, 2) for k in (8, 4, 2)])
        self.up = nn.ModuleList([ResidualBlock((2 * k + k) * w, k * w, 1) for k in (4, 2, 1)])
        self.out = nn.Conv2d(w, labels, 1)

    def forward(self, x: Tensor) -> Tensor:
        skips = [self.stem(x) + self.shortcut(x)]
        for block in self.down:
            skips.append(block(skips[-1]))
        x = self.bridge(skips[-1])
        for enlarge, block in zip(self.enlarge, self.up, strict=True):
            x = block(torch.cat((enlarge(x), skips.pop()), 1))
        return self.out(x)


class Gate(nn.Module):
    def __init__(self, gate: int, skip: int, hidden: int) -> None:
        super().__init__()
        self.gate = nn.Sequential(nn.Conv2d(gate, hidden, 1), nn.BatchNorm2d(hidden))
        self.skip = nn.Sequential(nn.Conv2d(skip, hidden, 1), nn.BatchNorm2d(hidden))
        self.psi = nn.Sequential(nn.Conv2d(hidden, 1, 1), nn.BatchNorm2d(1), nn.Sigmoid())

    def forward(self, g: Tensor, x: Tensor) -> Tensor:
        return x * self.psi(torch.relu(self.gate(g) + self.skip(x)))


class AttentionUNet(nn.Module):
    """Attention U-Net (Oktay et al. 2018) in the form that most people use: the gate after upsampling."""

    def __init__(self, channels: int = 1, labels: int = 1, w: int = 32) -> None:
        super().__init__()
        self.down = nn.ModuleList(
            double_conv(a, b, b, bias=True) for a, b in ((channels, w), (w, 2 * w), (2 * w, 4 * w))
        )
        self.bottom = double_conv(4 * w, 8 * w, 8 * w, bias=True)
        self.enlarge = nn.ModuleList(
            nn.Sequential(nn.Upsample(scale_factor=2), nn.Conv2d(2 * k, k, 3, padding=1), nn.BatchNorm2d(k), nn.ReLU())
            for k in (4 * w, 2 * w, w)
        )
        self.gates = nn.ModuleList(Gate(k, k, k // 2) for k in (4 * w, 2 * w, w))
        self.up = nn.ModuleList(double_conv(2 * k, k, k, bias=True) for k in (4 * w, 2 * w, w))
        self.out = nn.Conv2d(w, labels, 1)
        self.pool = nn.MaxPool2d(2)

    def forward(self, x: Tensor) -> Tensor:
        skips = []
        for block in self.down:
            x = block(x)
            skips.append(x)
            x = self.pool(x)
        x = self.bottom(x)
        for enlarge, gate, block in zip(self.enlarge, self.gates, self.up, strict=True):
            x = enlarge(x)
            x = block(torch.cat((gate(x, skips.pop()), x), dim=1))
        return self.out(x)


class BasicBlock(nn.Module):
    def __init__(self, inputs: int, outputs: int, stride: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.downsample = None
        if stride != 1 or inputs != outputs:
            self.downsample = nn.Sequential(nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))

    def forward(self, x: Tensor) -> Tensor:
        kept = x if self.downsample is None else self.downsample(x)
        return torch.relu(self.bn2(self.conv2(torch.relu(self.bn1(self.conv1(x))))) + kept)


class ResNet18(nn.Module):
    """The classifier of torchvision: 11,689,512 parameters with 1000 classes."""

    def __init__(self, classes: int = 1000) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(3, 64, 7, 2, 3, bias=False)
        self.bn1 = nn.BatchNorm2d(64)
        self.maxpool = nn.MaxPool2d(3, 2, 1)
        blocks: list[nn.Module] = []
        inputs = 64
        for outputs, stride in ((64, 1), (128, 2), (256, 2), (512, 2)):
            blocks += [BasicBlock(inputs, outputs, stride), BasicBlock(outputs, outputs, 1)]
            inputs = outputs
        self.layers = nn.Sequential(*blocks)
        self.avgpool = nn.AdaptiveAvgPool2d((1, 1))
        self.fc = nn.Linear(512, classes)

    def forward(self, x: Tensor) -> Tensor:
        x = self.layers(self.maxpool(torch.relu(self.bn1(self.conv1(x)))))
        return self.fc(torch.flatten(self.avgpool(x), 1))


class InvertedResidual(nn.Module):
    def __init__(self, inputs: int, outputs: int, stride: int, expand: int) -> None:
        super().__init__()
        hidden = inputs * expand
        layers: list[nn.Module] = []
        if expand != 1:
            layers += [nn.Conv2d(inputs, hidden, 1, bias=False), nn.BatchNorm2d(hidden), nn.ReLU6(inplace=True)]
        layers += [
            nn.Conv2d(hidden, hidden, 3, stride, 1, groups=hidden, bias=False),
            nn.BatchNorm2d(hidden),
            nn.ReLU6(inplace=True),
            nn.Conv2d(hidden, outputs, 1, bias=False),
            nn.BatchNorm2d(outputs),
        ]
        self.conv = nn.Sequential(*layers)
        self.adds = stride == 1 and inputs == outputs

    def forward(self, x: Tensor) -> Tensor:
        return x + self.conv(x) if self.adds else self.conv(x)


class MobileNetV2(nn.Module):
    """The classifier of torchvision: 3,504,872 parameters with 1000 classes."""

    def __init__(self, classes: int = 1000) -> None:
        super().__init__()
        layers: list[nn.Module] = [nn.Conv2d(3, 32, 3, 2, 1, bias=False), nn.BatchNorm2d(32), nn.ReLU6(inplace=True)]
        inputs = 32
        settings = ((1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2))
        for expand, outputs, count, stride in (*settings, (6, 320, 1, 1)):
            for index in range(count):
                layers.append(InvertedResidual(inputs, outputs, stride if index == 0 else 1, expand))
                inputs = outputs
        layers += [nn.Conv2d(inputs, 1280, 1, bias=False), nn.BatchNorm2d(1280), nn.ReLU6(inplace=True)]
        self.features = nn.Sequential(*layers)
        self.classifier = nn.Sequential(nn.Dropout(0.2), nn.Linear(1280, classes))

    def forward(self, x: Tensor) -> Tensor:
        x = nn.functional.adaptive_avg_pool2d(self.features(x), (1, 1))
        return self.classifier(torch.flatten(x, 1))


def leaves_as_run(module: nn.Module, example: Tensor) -> list[nn.Module]:
    """Return the modules that hold weights in the order in which they run."""
    found: list[nn.Module] = []
    leaves = [m for m in module.modules() if not list(m.children()) and m.state_dict()]
    hooks = [m.register_forward_hook(lambda m, *_: found.append(m)) for m in leaves]
    with torch.inference_mode():
        module(example)
    for hook in hooks:
        hook.remove()
    assert len(found) == len(leaves)
    return found


def copy_as_run(source: nn.Module, target: nn.Module, example: Tensor) -> None:
    """Copy weights between two modules that run the same kinds of layers in the same order."""
    theirs, ours = leaves_as_run(source, example), leaves_as_run(target, example)
    assert [type(m).__name__ for m in theirs] == [type(m).__name__ for m in ours]
    for peer, own in zip(theirs, ours, strict=True):
        own.load_state_dict(peer.state_dict())
