"""Hand-written networks that descriptions are compared with."""

from __future__ import annotations

import torch
from torch import Tensor, nn


def double(inputs: int, middle: int, outputs: int, *, bias: bool = False) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(inputs, middle, 3, padding=1, bias=bias),
        nn.BatchNorm2d(middle),
        nn.ReLU(),
        nn.Conv2d(middle, outputs, 3, padding=1, bias=bias),
        nn.BatchNorm2d(outputs),
        nn.ReLU(),
    )


class BilinearUNet(nn.Module):
    """The widely used U-Net with bilinear upsampling; ``width`` is 64 in the published one."""

    def __init__(self, channels: int = 3, labels: int = 1, width: int = 64) -> None:
        super().__init__()
        w = width
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


def randomize(module: nn.Module, seed: int = 0) -> nn.Module:
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
