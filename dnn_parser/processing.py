"""The optional keys ``preprocessing`` and ``postprocessing``."""

from __future__ import annotations

from collections.abc import Mapping

from dnn_parser.description import (
    Aspect,
    Intensity,
    IntensityMethod,
    IntensityScope,
    Interpolation,
    Label,
    LabelCode,
    OutputActivation,
    Postprocessing,
    Preprocessing,
    Shape,
    Task,
)
from dnn_parser.document import Json, joined, kind_of
from dnn_parser.fields import Findings, read_enum, read_flag, read_number, read_object, read_whole
from dnn_parser.parts import shape_text

BOX_EDGES = 4
"""Output maps of the task ``bounding_box`` behind those of the labels."""

_SMALLEST = 1e-9
_MOST_LABELS = 65_536
_LONGEST_TEXT = 64
_NUMBERS = ("center", "width", "lower", "upper", "mean", "std", "minimum", "maximum")
_BOUNDS = {"width": (_SMALLEST, 1e9), "std": (_SMALLEST, 1e9), "lower": (0.0, 100.0), "upper": (0.0, 100.0)}

_USED = {
    (IntensityMethod.WINDOW, IntensityScope.FIXED): ("center", "width"),
    (IntensityMethod.PERCENTILE, IntensityScope.SLICE): (),
    (IntensityMethod.ZSCORE, IntensityScope.SLICE): (),
    (IntensityMethod.ZSCORE, IntensityScope.FIXED): ("mean", "std"),
    (IntensityMethod.MINMAX, IntensityScope.SLICE): (),
    (IntensityMethod.MINMAX, IntensityScope.FIXED): ("minimum", "maximum"),
    (IntensityMethod.NONE, IntensityScope.SLICE): (),
}
"""Combinations that make sense, and the numbers that each cannot do without."""


def read_preprocessing(value: Json, found: Findings) -> Preprocessing:
    """Read how a slice becomes the input; absent keys get their defaults."""
    path = "preprocessing"
    entries = read_object(value, path, found)
    found.unknown_keys(path, entries, ("intensity", "interpolation", "aspect", "pixel_spacing", "mirror"))
    default = Preprocessing()
    intensity, interpolation, aspect = default.intensity, default.interpolation, default.aspect
    if "intensity" in entries:
        intensity = _read_intensity(entries["intensity"], f"{path}.intensity", found)
    if "interpolation" in entries:
        interpolation = (
            read_enum(entries["interpolation"], f"{path}.interpolation", found, Interpolation) or interpolation
        )
    if "aspect" in entries:
        aspect = read_enum(entries["aspect"], f"{path}.aspect", found, Aspect) or aspect
    spacing = _read_spacing(entries.get("pixel_spacing"), f"{path}.pixel_spacing", found)
    mirror = read_flag(entries["mirror"], f"{path}.mirror", found) if "mirror" in entries else False
    return Preprocessing(intensity, interpolation, aspect, spacing, bool(mirror))


def check_mirror(preprocessing: Preprocessing, task: Task, found: Findings) -> None:
    """Refuse to mirror boxes: the mean of two boxes is none."""
    if preprocessing.mirror and task is Task.BOUNDING_BOX:
        found.problem("preprocessing.mirror", f"is true; the task {task} cannot average mirror images")


def read_postprocessing(
    value: Json, input_shape: Shape, label_shape: int, output: Shape | None, found: Findings
) -> Postprocessing:
    """Read the meaning of the output.

    Parameters
    ----------
    input_shape, label_shape
        As far as they could be read; else empty and 0.
    output
        Shape that the network puts out, if it could be worked out; classes without positions are a classification.
    """
    path = "postprocessing"
    entries = read_object(value, path, found)
    known = ("task", "activation", "threshold", "smallest_area", "temperature", "labels")
    found.unknown_keys(path, entries, known)
    task = Task.CLASSIFICATION if output is not None and len(output) == 1 else Task.SEGMENTATION
    if "task" in entries:
        task = read_enum(entries["task"], f"{path}.task", found, Task) or task
    alone = label_shape == 1 or task is Task.BOUNDING_BOX
    activation = OutputActivation.SIGMOID if alone else OutputActivation.SOFTMAX
    if "activation" in entries:
        activation = read_enum(entries["activation"], f"{path}.activation", found, OutputActivation) or activation
    _check_task(task, activation, label_shape, input_shape, output, found)
    default = Postprocessing()
    bounds = {"threshold": (0.0, 1.0), "smallest_area": (0.0, 1e9), "temperature": (1e-6, 1e6)}
    numbers = {name: getattr(default, name) for name in bounds}
    for name, (low, high) in bounds.items():
        if name in entries:
            number = read_number(entries[name], f"{path}.{name}", found, low, high)
            numbers[name] = numbers[name] if number is None else number
    labels = _read_labels(entries.get("labels", []), f"{path}.labels", found)
    after = Postprocessing(task, activation, labels=labels, **numbers)
    most = label_shape - (BOX_EDGES if task is Task.BOUNDING_BOX else after.background)
    if 0 < most < len(labels):
        found.problem(f"{path}.labels", f"names {len(labels)} labels; the network has {most}")
    return after


def _check_task(
    task: Task,
    activation: OutputActivation,
    label_shape: int,
    input_shape: Shape,
    output: Shape | None,
    found: Findings,
) -> None:
    """Compare the task with the network's output, as far as that could be worked out."""
    path = "postprocessing"
    if activation is OutputActivation.SOFTMAX and label_shape == 1:
        found.problem(f"{path}.activation", "is softmax, which is always 1 for a single output; use sigmoid")
    if task is Task.BOUNDING_BOX:
        if activation is not OutputActivation.SIGMOID:
            found.problem(f"{path}.activation", f"should be sigmoid for the task {task}, not {activation}")
        if 0 < label_shape <= BOX_EDGES:
            reason = f"is {label_shape}; the task {task} needs the number of labels and {BOX_EDGES} for the edges"
            found.problem("input_shape.label_shape", reason)
    if output is None:
        return
    if task is Task.CLASSIFICATION and len(output) > 1:
        reason = f"is {task}, but the network puts out {shape_text(output)}, numbers with positions"
        found.problem(f"{path}.task", reason)
    elif task is not Task.CLASSIFICATION and len(output) == 1:
        found.problem(f"{path}.task", f"is {task}, but the network puts out {output[0]} numbers without positions")
    elif task is Task.BOUNDING_BOX and _stride(input_shape, output) is None:
        reason = (
            f"is {task}, but rows and columns of the input ({shape_text(input_shape)}) are not the same whole "
            f"multiple of those of the output ({shape_text(output)})"
        )
        found.problem(f"{path}.task", reason)


def _stride(input_shape: Shape, output: Shape) -> int | None:
    """Return how many rows and columns of the input a cell of the output stands for, if it is a whole number."""
    strides = {large / small for large, small in zip(input_shape[1:], output[1:], strict=False)}
    stride = strides.pop() if len(input_shape) == len(output) == 3 else 0.0
    return int(stride) if stride >= 1 and stride.is_integer() and not strides else None


def _read_intensity(value: Json, path: str, found: Findings) -> Intensity:
    entries = read_object(value, path, found)
    found.unknown_keys(path, entries, ("method", "scope", "foreground", *_NUMBERS))
    default = Intensity()
    method = default.method
    if "method" in entries:
        method = read_enum(entries["method"], f"{path}.method", found, IntensityMethod) or method
    elif isinstance(value, dict):
        found.problem(f"{path}.method", f"is missing; give one of {', '.join(IntensityMethod)}")
    scope = IntensityScope.FIXED if method is IntensityMethod.WINDOW else default.scope
    if "scope" in entries:
        scope = read_enum(entries["scope"], f"{path}.scope", found, IntensityScope) or scope
    numbers: dict[str, float] = {}
    for name in _NUMBERS:
        if name in entries:
            low, high = _BOUNDS.get(name, (-1e12, 1e12))
            number = read_number(entries[name], f"{path}.{name}", found, low, high)
            numbers[name] = getattr(default, name) if number is None else number
    foreground = read_flag(entries["foreground"], f"{path}.foreground", found) if "foreground" in entries else False
    if (method, scope) not in _USED:
        found.problem(f"{path}.scope", f"cannot be {scope} for the method {method}")
    else:
        for name in _USED[method, scope]:
            if name not in numbers:
                found.problem(f"{path}.{name}", f"is missing; the method {method} needs it")
    _check_order(numbers, ("lower", "upper"), path, found)
    _check_order(numbers, ("minimum", "maximum"), path, found)
    return Intensity(method, scope, foreground=bool(foreground), **numbers)


def _check_order(numbers: Mapping[str, float], names: tuple[str, str], path: str, found: Findings) -> None:
    low, high = (numbers.get(name, getattr(Intensity(), name)) for name in names)
    if low >= high and any(name in numbers for name in names):
        found.problem(f"{path}.{names[0]}", f"should be below {names[1]} ({low:g} and {high:g})")


def _read_spacing(value: Json, path: str, found: Findings) -> tuple[float, float] | None:
    if value is None:
        return None
    if not isinstance(value, list) or len(value) != 2:
        found.problem(path, f"should be [row spacing, column spacing] in mm, not {kind_of(value)}")
        return None
    row, column = (read_number(item, joined(path, i), found, 1e-3, 1e3) for i, item in enumerate(value))
    return None if row is None or column is None else (row, column)


def _read_labels(value: Json, path: str, found: Findings) -> tuple[Label, ...]:
    if not isinstance(value, list):
        found.problem(path, f"should be a list, not {kind_of(value)}")
        return ()
    if len(value) > _MOST_LABELS:
        found.problem(path, f"has {len(value):,} labels; at most {_MOST_LABELS:,} are read")
        return ()
    labels = tuple(_read_label(item, joined(path, index), found) for index, item in enumerate(value))
    names: set[str] = set()
    for index, label in enumerate(labels):
        if label.name.casefold() in names:
            found.problem(joined(path, index), f"is named {label.name}, as a label before it")
        names |= {label.name.casefold()} - {""}
    return labels


def _read_label(value: Json, path: str, found: Findings) -> Label:
    if isinstance(value, str):
        return Label(_read_text(value, path, found))
    entries = read_object(value, path, found)
    found.unknown_keys(path, entries, ("name", "color", "code"))
    name = _read_text(entries.get("name"), f"{path}.name", found) if isinstance(value, dict) else ""
    color = _read_color(entries["color"], f"{path}.color", found) if entries.get("color") is not None else None
    code = _read_code(entries["code"], f"{path}.code", found) if entries.get("code") is not None else None
    return Label(name, color, code)


def _read_color(value: Json, path: str, found: Findings) -> tuple[int, int, int] | None:
    if not isinstance(value, list) or len(value) != 3:
        found.problem(path, f"should be [red, green, blue], each 0 to 255, not {kind_of(value)}")
        return None
    red, green, blue = (read_whole(item, joined(path, i), found, 0, 255) for i, item in enumerate(value))
    return None if red is None or green is None or blue is None else (red, green, blue)


def _read_code(value: Json, path: str, found: Findings) -> LabelCode:
    entries = read_object(value, path, found)
    found.unknown_keys(path, entries, ("value", "scheme", "meaning"))
    if not isinstance(value, dict):
        return LabelCode("", "", "")
    return LabelCode(*(_read_text(entries.get(key), f"{path}.{key}", found) for key in ("value", "scheme", "meaning")))


def _read_text(value: Json, path: str, found: Findings) -> str:
    if not isinstance(value, str) or not value.strip() or not value.isprintable():
        found.problem(path, f"should be a line of text, not {kind_of(value)}")
        return ""
    if len(value) > _LONGEST_TEXT:
        found.problem(path, f"has {len(value)} characters; at most {_LONGEST_TEXT} fit a DICOM object")
    return value.strip()
