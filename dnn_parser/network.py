"""The assembled network."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from dnn_parser.description import NetworkDescription, Shape, SkipKind
from dnn_parser.modules import build_part
from dnn_parser.plan import DEFAULT_LIMITS, Limits, Plan, Step, last_uses, plan_network


class DescribedNetwork(nn.Module):
    """A network built from a description.

    The layer at position ``n`` is the child ``layer_n``, its parts are children of that: ``layer_1.conv_1.weight``.
    Build it with :func:`build_network`.
    """

    def __init__(self, plan: Plan) -> None:
        super().__init__()
        uses = last_uses(plan.steps)
        self._route = [_Stop(step, uses) for step in plan.steps]
        for step in plan.steps:
            self.add_module(f"layer_{step.layer.position}", _build_layer(step))

    def forward(self, values: Tensor) -> Tensor:
        """Run the network.

        Parameters
        ----------
        values
            float32, shape (batch, channels, rows, columns), or (batch, channels, length) for 1-D networks.

        Returns
        -------
        Tensor
            Output of the last layer, (batch, label_shape, ...): logits, unless that layer is an activation.
        """
        kept = {0: values}
        for stop in self._route:
            layer = self._modules[stop.name]
            assert layer is not None
            output: Tensor = layer(*(kept[position] for position in stop.inputs))
            for source, concatenates in stop.joins:
                output = torch.cat((kept[source], output), dim=1) if concatenates else kept[source] + output
            for position in stop.finished:
                del kept[position]
            kept[stop.position] = output
        return kept[self._route[-1].position]


class _Stop:
    """One layer of the forward pass."""

    def __init__(self, step: Step, uses: dict[int, int]) -> None:
        self.position = step.layer.position
        self.name = f"layer_{self.position}"
        self.inputs = step.layer.inputs
        self.joins = [(skip.source, skip.kind is SkipKind.CONCATENATE) for skip in step.joins]
        self.finished = [source for source, last in uses.items() if last == self.position]


class _Layer(nn.Sequential):
    """Parts one after the other; the first may take several inputs."""

    def forward(self, *values: Tensor) -> Tensor:
        for part in self:
            values = (part(*values),)
        return values[0]


def build_network(description: NetworkDescription, *, limits: Limits = DEFAULT_LIMITS) -> nn.Module:
    """Build the network of a description, with PyTorch's initial weights.

    Parameters
    ----------
    limits
        Checked before anything is allocated.

    Returns
    -------
    torch.nn.Module
        Takes float32 tensors (batch, channels, rows, columns) and returns (batch, label_shape, rows, columns)
        for maps, (batch, label_shape) for classes. The activation of ``postprocessing`` is not part of it.

    Raises
    ------
    NetworkDescriptionError
        If a shape does not fit, or the network is over a limit.
    """
    return DescribedNetwork(plan_network(description, limits))


def _build_layer(step: Step) -> nn.Module:
    layer = _Layer()
    shapes: tuple[Shape, ...] = step.inputs
    for name, part in step.parts.items():
        layer.add_module(name, build_part(part, shapes))
        shapes = (part.output(*shapes),)
    return layer
