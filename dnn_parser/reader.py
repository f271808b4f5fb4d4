"""From a JSON document to a :class:`NetworkDescription`: everything is checked, all problems are told together."""

from __future__ import annotations

from collections.abc import Mapping

from dnn_parser.architecture import Architecture, read_architecture
from dnn_parser.connections import check_all_read, read_skips
from dnn_parser.description import (
    Backend,
    DataFormat,
    NetworkDescription,
    Shape,
    SkipConnection,
)
from dnn_parser.document import Json, parse_document
from dnn_parser.errors import NetworkDescriptionError
from dnn_parser.fields import Findings, read_enum, read_object, read_whole, unwrapped
from dnn_parser.plan import DEFAULT_LIMITS, Limits, Step, assemble, check_limits, check_output, trace
from dnn_parser.processing import check_mirror, read_postprocessing, read_preprocessing

KEYS = (
    "input_shape",
    "architecture",
    "convolutional",
    "kernel",
    "pooling",
    "stride",
    "padding",
    "padding_conv",
    "skip_connection",
    "residual_connection",
    "layer_parameters",
    "data_format",
    "backend",
    "preprocessing",
    "postprocessing",
)
"""Every key of a document."""

_SIZES = ("input_shape0", "input_shape1", "input_shape2")
_LARGEST_SIZE = 65_536


def read_description(source: str | bytes, *, limits: Limits = DEFAULT_LIMITS) -> NetworkDescription:
    """Read and check a JSON network description. Nothing of it is evaluated, no memory is spent on the network.

    Parameters
    ----------
    source
        The document; bytes are UTF-8.
    limits
        Limits of the description.

    Returns
    -------
    NetworkDescription
        Valid: every shape was worked out. Keys that were not understood are in ``warnings``.

    Raises
    ------
    NetworkDescriptionError
        With every problem that was found and its JSON path.
    """
    document = parse_document(source, most_bytes=limits.document_bytes, most_depth=limits.depth)
    found = Findings()
    found.unknown_keys("", document, KEYS)
    data_format = _read_data_format(document, found)
    backend = _read_backend(document, found)
    input_shape, label_shape = _read_input_shape(document, data_format, found)
    architecture = read_architecture(document, backend, label_shape, limits.layers, found)
    skips = read_skips(document, architecture.count, found)
    preprocessing = read_preprocessing(document.get("preprocessing", {}), found)
    steps = _work_out(input_shape, label_shape, architecture, skips, limits, found, mirror=preprocessing.mirror)
    output = steps[-1].output if steps else None
    postprocessing = read_postprocessing(document.get("postprocessing", {}), input_shape, label_shape, output, found)
    check_mirror(preprocessing, postprocessing.task, found)
    if not steps and not found.problems:
        found.problem("architecture", "cannot be worked out")
    if found.problems or data_format is None:
        raise NetworkDescriptionError(found.problems)
    return NetworkDescription(
        input_shape,
        label_shape,
        data_format,
        backend,
        architecture.layers,
        skips,
        preprocessing,
        postprocessing,
        tuple(found.warnings),
    )


def _work_out(
    input_shape: Shape,
    label_shape: int,
    architecture: Architecture,
    skips: tuple[SkipConnection, ...],
    limits: Limits,
    found: Findings,
    *,
    mirror: bool,
) -> tuple[Step, ...]:
    """Follow the shapes as far as possible; the result is empty unless they arrive at the last layer."""
    if not (input_shape and architecture.sure):
        return ()
    steps, problems = trace(input_shape, architecture.layers, skips)
    complete = len(steps) == architecture.count
    if complete:
        check_all_read(architecture.layers, skips, found)
        problems += check_output(steps, label_shape) if label_shape else []
        problems += check_limits(assemble(input_shape, steps, mirror=mirror), limits)
    found.problems += problems
    return steps if complete else ()


def _read_data_format(document: Mapping[str, Json], found: Findings) -> DataFormat | None:
    if "data_format" not in document:
        found.problem("data_format", "is missing; give channels_last or channels_first")
        return None
    value, path = unwrapped(document, "data_format", found)
    return read_enum(value, path, found, DataFormat)


def _read_backend(document: Mapping[str, Json], found: Findings) -> Backend:
    if "backend" not in document:
        return Backend.PYTORCH
    value, path = unwrapped(document, "backend", found)
    return read_enum(value, path, found, Backend) or Backend.PYTORCH


def _read_input_shape(
    document: Mapping[str, Json], data_format: DataFormat | None, found: Findings
) -> tuple[Shape, int]:
    if "input_shape" not in document:
        found.problem("input_shape", "is missing")
        return (), 0
    entries = read_object(document["input_shape"], "input_shape", found)
    found.unknown_keys("input_shape", entries, (*_SIZES, "label_shape"))
    given = [key for key in _SIZES if key in entries]
    for key in _SIZES[: max(1, len(given))]:
        if key not in given:
            found.problem(f"input_shape.{key}", "is missing")
    sizes = [read_whole(entries[key], f"input_shape.{key}", found, high=_LARGEST_SIZE) for key in given]
    label_shape = None
    if "label_shape" in entries:
        label_shape = read_whole(entries["label_shape"], "input_shape.label_shape", found, high=_LARGEST_SIZE)
    else:
        found.problem("input_shape.label_shape", "is missing")
    shape = tuple(size for size in sizes if size is not None)
    if data_format is None or not given or len(shape) < len(sizes) or given != list(_SIZES[: len(given)]):
        return (), label_shape or 0
    if data_format is DataFormat.CHANNELS_LAST:
        shape = (shape[-1], *shape[:-1])
    return shape, label_shape or 0
