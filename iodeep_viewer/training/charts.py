"""Small charts as SVG text, which need nothing to be shown and stay sharp on paper."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

import numpy as np

from iodeep_viewer.training.measures import BINS, Calibration
from iodeep_viewer.training.run_files import CurvePoint

_WIDTH, _HEIGHT = 420, 250
_LEFT, _RIGHT, _TOP, _BOTTOM = 52, 14, 26, 44
_BARS = 20
_COLORS = ("var(--first)", "var(--second)")


@dataclass(frozen=True, slots=True)
class _Axes:
    """Where values lie on the drawing; both ranges as (low, high)."""

    x: tuple[float, float]
    y: tuple[float, float]

    def at(self, x: float, y: float) -> tuple[float, float]:
        across = (x - self.x[0]) / (self.x[1] - self.x[0])
        up = (y - self.y[0]) / (self.y[1] - self.y[0])
        return _LEFT + across * (_WIDTH - _LEFT - _RIGHT), _HEIGHT - _BOTTOM - up * (_HEIGHT - _TOP - _BOTTOM)


def histogram(values: Sequence[float], name: str) -> str:
    """Draw how many slices have which score, 0 to 1."""
    counts, edges = np.histogram(values, _BARS, (0.0, 1.0))
    axes = _Axes((0.0, 1.0), (0.0, max(1.0, float(counts.max()) * 1.05)))
    bars = []
    for count, low, high in zip(counts.tolist(), edges[:-1].tolist(), edges[1:].tolist(), strict=True):
        (left, top), (right, bottom) = axes.at(low, count), axes.at(high, 0)
        title = f"{low:.2f} to {high:.2f}: {count}"
        bars.append(
            f'<rect x="{left + 0.5:.1f}" y="{top:.1f}" width="{right - left - 1:.1f}" height="{bottom - top:.1f}" '
            f'fill="var(--first)"><title>{title}</title></rect>'
        )
    return _drawing(axes, name, "slices", "".join(bars))


def reliability(calibration: Mapping[str, Calibration]) -> str:
    """Draw how often statements with a probability came true; on the thin diagonal, they are calibrated."""
    axes = _Axes((0.0, 1.0), (0.0, 1.0))
    parts = [_line([axes.at(0, 0), axes.at(1, 1)], "var(--grid)", "4 3")]
    for (name, counted), color in zip(calibration.items(), _COLORS, strict=False):
        filled = [index for index in range(BINS) if counted.counts[index]]
        points = []
        for index in filled:
            said, so = (float(part[index] / counted.counts[index]) for part in (counted.said, counted.so))
            points.append(axes.at(said, so))
            parts.append(
                _dot(*points[-1], color, f"{name}: said {said:.2f}, was {so:.2f}, {counted.counts[index]:.0f}")
            )
        parts.append(_line(points, color))
    names = [f"{name}, error {counted.error:.3f}" for name, counted in calibration.items()]
    return _drawing(axes, "probability", "share that was so", "".join(parts), names)


def learning_curve(points: Sequence[CurvePoint], value: Callable[[CurvePoint], float], name: str) -> str:
    """Draw one column of a learning curve over the steps."""
    values = [value(point) for point in points]
    low, high = min(values), max(values)
    room = 0.05 * (high - low) or 0.5
    axes = _Axes((0.0, float(points[-1].step)), (low - room, high + room))
    placed = [axes.at(point.step, value(point)) for point in points]
    dots = (
        _dot(x, y, "var(--first)", f"step {point.step}: {value(point):.4f}")
        for (x, y), point in zip(placed, points, strict=True)
    )
    return _drawing(axes, "step", name, _line(placed, "var(--first)") + "".join(dots))


def _drawing(axes: _Axes, x_name: str, y_name: str, content: str, names: Sequence[str] = ()) -> str:
    parts = []
    for value in _ticks(*axes.x):
        x, bottom = axes.at(value, axes.y[0])
        parts.append(f'<text x="{x:.1f}" y="{bottom + 16:.1f}" text-anchor="middle">{value:g}</text>')
    for value in _ticks(*axes.y):
        left, y = axes.at(axes.x[0], value)
        right, _ = axes.at(axes.x[1], value)
        parts.append(_line([(left, y), (right, y)], "var(--grid)"))
        parts.append(f'<text x="{left - 6:.1f}" y="{y + 4:.1f}" text-anchor="end">{value:g}</text>')
    middle = (_LEFT + _WIDTH - _RIGHT) / 2
    parts.append(f'<text x="{middle}" y="{_HEIGHT - 8}" text-anchor="middle">{escape(x_name)}</text>')
    parts.append(f'<text x="{_LEFT}" y="14">{escape(y_name)}</text>')
    for index, (name, color) in enumerate(zip(names, _COLORS, strict=False)):
        y = _TOP + 14 + 16 * index
        parts.append(_line([(_LEFT + 8, y - 4), (_LEFT + 26, y - 4)], color))
        parts.append(f'<text x="{_LEFT + 32}" y="{y}">{escape(name)}</text>')
    return f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img">{"".join(parts)}{content}</svg>'


def _ticks(low: float, high: float) -> list[float]:
    """About five round numbers between two numbers."""
    rough = (high - low) / 5
    power = 10.0 ** np.floor(np.log10(rough))
    step = float(next(factor for factor in (1, 2, 5, 10) if factor * power >= rough) * power)
    first = np.ceil(low / step - 1e-9) * step
    return [round(float(value), 10) + 0.0 for value in np.arange(first, high + step * 1e-9, step)]


def _line(points: Sequence[tuple[float, float]], color: str, dashes: str = "") -> str:
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return f'<polyline points="{path}" fill="none" stroke="{color}" stroke-width="1.5" stroke-dasharray="{dashes}"/>'


def _dot(x: float, y: float, color: str, title: str) -> str:
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{color}"><title>{escape(title)}</title></circle>'
