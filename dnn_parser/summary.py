"""A table of a network's layers, like the well-known model summaries, worked out without building it."""

from __future__ import annotations

from dnn_parser.description import NetworkDescription, SkipKind
from dnn_parser.parts import shape_text
from dnn_parser.plan import DEFAULT_LIMITS, Limits, Step, plan_network

_HEADINGS = ("#", "code", "reads", "output shape", "parameters", "multiply-adds")


def summarize(description: NetworkDescription, *, limits: Limits = DEFAULT_LIMITS) -> str:
    """Return the table: position, code, inputs, output shape, parameters, multiply-adds; then the totals.

    In the column ``reads``, ``1+`` says that the output of layer 1 is concatenated before the layer's own and ``(1)``
    that it is added to it.
    """
    plan = plan_network(description, limits)
    rows: list[tuple[str, ...]] = [_HEADINGS, ("0", "input", "", shape_text(description.input_shape), "", "")]
    rows += [_row(step) for step in plan.steps]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADINGS))]
    lines = ["  ".join(_aligned(row, widths)).rstrip() for row in rows]
    rule = "-" * max(map(len, lines))
    totals = [
        f"parameters     {plan.parameters:>18,}   {plan.parameters * 4 / 2**20:,.1f} MiB as float32",
        f"multiply-adds  {plan.multiply_adds:>18,}   for one slice",
        f"activations    {plan.peak_bytes:>18,}   bytes at most at once, {plan.peak_bytes / 2**20:,.1f} MiB",
    ]
    return "\n".join([lines[0], rule, *lines[1:], rule, *totals])


def _row(step: Step) -> tuple[str, ...]:
    layer = step.layer
    reads = [] if layer.inputs == (layer.position - 1,) else [", ".join(map(str, layer.inputs))]
    reads += [f"{skip.source}+" if skip.kind is SkipKind.CONCATENATE else f"({skip.source})" for skip in step.joins]
    return (
        str(layer.position),
        layer.code,
        " ".join(reads),
        shape_text(step.output),
        f"{step.parameters:,}",
        f"{step.multiply_adds:,}",
    )


def _aligned(row: tuple[str, ...], widths: list[int]) -> list[str]:
    left = (False, True, True, True, False, False)
    return [
        cell.ljust(width) if to_left else cell.rjust(width)
        for cell, width, to_left in zip(row, widths, left, strict=True)
    ]
