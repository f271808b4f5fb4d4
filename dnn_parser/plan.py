"""The network worked out on paper: every shape, parameter and multiplication, before memory is spent."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dnn_parser.description import Layer, NetworkDescription, Shape, SkipConnection, SkipKind
from dnn_parser.errors import NetworkDescriptionError, Problem
from dnn_parser.layers import layer_parts
from dnn_parser.parts import Merge, Part, ShapeError, shape_text

_FLOAT_BYTES = 4
_LARGEST_AXIS = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of a description; anything beyond is refused before memory is spent.

    Attributes
    ----------
    parameters
        Trainable values of the network.
    activation_bytes
        Memory of the values kept between layers at the worst moment of one prediction, in bytes of float32.
    multiply_adds
        Multiplications for one prediction.
    layers
        Entries of ``architecture``.
    depth
        Nesting of objects in the document.
    document_bytes
        Length of the document.
    """

    parameters: int = 100_000_000
    activation_bytes: int = 4 * 2**30
    multiply_adds: int = 2_000_000_000_000
    layers: int = 1_000
    depth: int = 16
    document_bytes: int = 500_000


DEFAULT_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Step:
    """One layer of the plan.

    Attributes
    ----------
    parts
        Parts of the layer, by name.
    inputs
        Shapes that come in.
    produced
        Shape that the layer itself puts out.
    output
        The same after skip connections have joined.
    joins
        The skip connections that end here, in order.
    """

    layer: Layer
    parts: Mapping[str, Part]
    inputs: tuple[Shape, ...]
    produced: Shape
    output: Shape
    joins: tuple[SkipConnection, ...]
    parameters: int
    multiply_adds: int
    working_bytes: int


@dataclass(frozen=True, slots=True)
class Plan:
    """All layers in order, and the cost of the whole network.

    Attributes
    ----------
    peak_bytes
        Memory for float32 activations at the worst moment of the prediction on one slice.
    """

    steps: tuple[Step, ...]
    parameters: int
    multiply_adds: int
    peak_bytes: int


def plan_network(description: NetworkDescription, limits: Limits = DEFAULT_LIMITS) -> Plan:
    """Work out every shape and cost of a description.

    Raises
    ------
    NetworkDescriptionError
        If a shape does not fit, or the network is over a limit.
    """
    steps, problems = trace(description.input_shape, description.layers, description.skip_connections)
    if not problems:
        problems = check_output(steps, description.label_shape)
    if problems:
        raise NetworkDescriptionError(problems)
    plan = assemble(description.input_shape, steps, mirror=description.preprocessing.mirror)
    if problems := check_limits(plan, limits):
        raise NetworkDescriptionError(problems)
    return plan


def parameter_count(description: NetworkDescription) -> int:
    """Return the number of trainable values, from the shape rules alone."""
    steps, problems = trace(description.input_shape, description.layers, description.skip_connections)
    if problems:
        raise NetworkDescriptionError(problems)
    return sum(step.parameters for step in steps)


def trace(
    input_shape: Shape, layers: Sequence[Layer], skips: Sequence[SkipConnection]
) -> tuple[tuple[Step, ...], list[Problem]]:
    """Follow the shapes through the layers; those that depend on a layer that failed are passed over.

    Returns
    -------
    tuple of Step, list of Problem
        The layers that could be worked out, and why the others could not.
    """
    shapes: dict[int, Shape] = {0: input_shape}
    joins_at = _by_target(skips)
    steps: list[Step] = []
    problems: list[Problem] = []
    for layer in layers:
        incoming = tuple(shapes[position] for position in layer.inputs if position in shapes)
        if len(incoming) < len(layer.inputs):
            continue
        try:
            step = _step(layer, incoming)
        except ShapeError as error:
            problems.append(Problem(f"architecture.{layer.position}", f"{layer.code} {error}"))
            continue
        joins = joins_at.get(layer.position, ())
        output: Shape | None = step.produced
        for skip in joins:
            output = _joined(skip, shapes.get(skip.source), output, problems)
        if output is not None:
            shapes[layer.position] = output
            steps.append(replace(step, output=output, joins=joins))
    return tuple(steps), problems


def assemble(input_shape: Shape, steps: tuple[Step, ...], *, mirror: bool = False) -> Plan:
    """Add up the costs of the layers; with the mirror image, everything is computed twice at once."""
    looks = 2 if mirror else 1
    return Plan(
        steps,
        sum(step.parameters for step in steps),
        looks * sum(step.multiply_adds for step in steps),
        looks * _peak_bytes(input_shape, steps),
    )


def check_output(steps: Sequence[Step], label_shape: int) -> list[Problem]:
    """Compare the output of the last layer with ``label_shape``."""
    output = steps[-1].output
    if output[0] == label_shape:
        return []
    reason = f"is {label_shape}, but the last layer puts out {shape_text(output)}"
    return [Problem("input_shape.label_shape", reason)]


def check_limits(plan: Plan, limits: Limits) -> list[Problem]:
    """Compare the costs of the network with the limits."""
    asked = (
        (plan.parameters, limits.parameters, "parameters"),
        (plan.peak_bytes, limits.activation_bytes, "bytes for activations"),
        (plan.multiply_adds, limits.multiply_adds, "multiply-adds"),
    )
    return [
        Problem("architecture", f"the network needs {value:,} {what}; the limit is {limit:,}")
        for value, limit, what in asked
        if value > limit
    ]


def last_uses(steps: Sequence[Step]) -> dict[int, int]:
    """Return for each position the last position that reads its output; the last layer's is read by nobody."""
    uses: dict[int, int] = {}
    for step in steps:
        sources = (*step.layer.inputs, *(skip.source for skip in step.joins))
        uses |= dict.fromkeys(sources, step.layer.position)
    return uses


def _by_target(skips: Sequence[SkipConnection]) -> dict[int, tuple[SkipConnection, ...]]:
    """Return the skip connections by target in the order in which they join.

    Sums first; then concatenations, each before what is there, so that the earliest layer's channels come first.
    """
    found: dict[int, list[SkipConnection]] = {}
    for skip in sorted(skips, key=lambda skip: (skip.kind is SkipKind.CONCATENATE, -skip.source)):
        found.setdefault(skip.target, []).append(skip)
    return {target: tuple(here) for target, here in found.items()}


def _step(layer: Layer, incoming: tuple[Shape, ...]) -> Step:
    parts = layer_parts(layer, incoming)
    shapes = incoming
    parameters = multiply_adds = working = 0
    for part in parts.values():
        output = part.output(*shapes)
        if max(output) > _LARGEST_AXIS:
            raise ShapeError(f"puts out {shape_text(output)}, which is absurdly large")
        parameters += part.parameters(*shapes)
        multiply_adds += part.multiply_adds(*shapes)
        working = max(working, _FLOAT_BYTES * (sum(map(math.prod, shapes)) + math.prod(output)))
        shapes = (output,)
    return Step(layer, parts, incoming, shapes[0], shapes[0], (), parameters, multiply_adds, working)


def _joined(skip: SkipConnection, source: Shape | None, own: Shape | None, problems: list[Problem]) -> Shape | None:
    if source is None or own is None:
        return None
    try:
        return Merge("concat" if skip.kind is SkipKind.CONCATENATE else "add").output(source, own)
    except ShapeError:
        reason = (
            f"layer {skip.source} puts out {shape_text(source)} and layer {skip.target} {shape_text(own)}: "
            f"{'rows and columns' if skip.kind is SkipKind.CONCATENATE else 'shapes'} must be equal"
        )
        problems.append(Problem(f"{skip.kind}.{skip.source}", reason))
        return None


def _peak_bytes(input_shape: Shape, steps: Sequence[Step]) -> int:
    uses = last_uses(steps)
    kept = {0: _FLOAT_BYTES * math.prod(input_shape)}
    peak = kept[0]
    for step in steps:
        position = step.layer.position
        others = sum(size for source, size in kept.items() if source not in step.layer.inputs)
        output = _FLOAT_BYTES * math.prod(step.output)
        joining = _FLOAT_BYTES * math.prod(step.produced) if step.joins else 0
        peak = max(peak, others + step.working_bytes, sum(kept.values()) + joining + output)
        kept[position] = output
        kept = {source: size for source, size in kept.items() if uses.get(source, position) > position}
        kept[position] = output
    return peak
