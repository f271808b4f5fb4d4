"""The keys ``architecture`` and ``layer_parameters``: the layers with all their options."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dnn_parser.consumption import Lists
from dnn_parser.description import Backend, Layer, OptionValue
from dnn_parser.document import Json, joined, kind_of, quoted
from dnn_parser.fields import Findings, read_network_value, read_object, read_option, to_whole
from dnn_parser.layers import LAYERS, Context, LayerType, Required

CONSUMED = ("channels", "kernel", "pool")
"""Options that are handed out from lists where the layer itself does not give them."""

_POSITION = re.compile("[1-9][0-9]{0,5}")


@dataclass(frozen=True, slots=True)
class Architecture:
    """The layers as far as they could be read.

    Attributes
    ----------
    count
        Number of positions.
    layers
        Those without a problem, in order.
    sure
        Whether values were handed out to the layers that they were meant for, so that shapes can be worked out.
    """

    count: int
    layers: tuple[Layer, ...]
    sure: bool


def read_architecture(
    document: Mapping[str, Json], backend: Backend, label_shape: int, most_layers: int, found: Findings
) -> Architecture:
    """Read the layers and hand out to them the values that the document lists in order."""
    types, ordered = _read_codes(document, most_layers, found)
    given = _read_parameters(document, len(types), found)
    lists = Lists(document, [(entry, given.get(i, {})) for i, entry in enumerate(types, start=1) if entry], found)
    before_network = len(found.problems)
    network = {
        key: read_network_value(document, key, low, found)
        for key, low in (("stride", 1), ("padding", 0), ("padding_conv", 0))
    }
    sure = ordered and all(types) and len(found.problems) == before_network
    codes = [entry.code if entry else "" for entry in types]
    transposes = any(code.startswith("convTranspose") for code in codes)
    layers = []
    for position, entry in enumerate(types, start=1):
        if entry is None:
            continue
        before = len(found.problems)
        path, own = f"layer_parameters.{position}", given.get(position, {})
        options = _own_options(own, entry, path, found)
        options |= lists.supply(entry, own, position, found)
        if entry.code == "output":
            _settle_output(options, label_shape, f"{path}.channels", found)
        window = options.get("kernel", options.get("pool"))
        context = Context(backend, **network, transposes=transposes, later_codes=tuple(codes[position:]), kernel=window)
        _fill_in(options, entry, context, path, found)
        inputs = _read_inputs(own, entry, position, found)
        if len(found.problems) == before and not _lacks_a_value(options, entry):
            layers.append(Layer(position, entry.code, inputs, options))
    if ordered and all(types):
        sure = lists.check_rest(found) and sure
    return Architecture(len(types), tuple(layers), sure)


def read_position(value: Json, path: str, count: int, found: Findings) -> int | None:
    """Read the position of a layer that exists; 0 is the network's input."""
    position = to_whole(value)
    if position is None:
        found.problem(path, f"should be the position of a layer, not {kind_of(value)}")
    elif not 0 <= position <= count:
        found.problem(path, f"layer {quoted(position)} does not exist; the last one is {count}")
        return None
    return position


def _read_codes(document: Mapping[str, Json], most_layers: int, found: Findings) -> tuple[list[LayerType | None], bool]:
    """Return the type at each position (None where the code is unknown), and whether no position is missing."""
    if "architecture" not in document:
        found.problem("architecture", "is missing")
        return [], False
    entries = read_object(document["architecture"], "architecture", found)
    if not entries:
        if isinstance(document["architecture"], dict):
            found.problem("architecture", "has no layers")
        return [], False
    if len(entries) > most_layers:
        found.problem("architecture", f"has {len(entries):,} layers; the limit is {most_layers:,}")
        return [], False
    codes: dict[int, Json] = {}
    for key, code in entries.items():
        if _POSITION.fullmatch(key):
            codes[int(key)] = code
        else:
            found.problem(joined("architecture", key), "should be a position: 1, 2, 3, ...")
    ordered = len(codes) == len(entries)
    for position in range(1, len(codes) + 1):
        if position not in codes:
            found.problem(f"architecture.{position}", f"is missing; {max(codes)} is given")
            ordered = False
            break
    types = [_read_code(codes[position], f"architecture.{position}", found) for position in sorted(codes)]
    return types, ordered


def _read_code(code: Json, path: str, found: Findings) -> LayerType | None:
    if not isinstance(code, str):
        found.problem(path, f"should be a layer code, not {kind_of(code)}")
        return None
    entry = LAYERS.get(code.strip().lower())
    if entry is None:
        hint = found.suggest(code, [known.code for known in LAYERS.values()])
        found.problem(path, f"{quoted(code)} is not a layer code{hint}")
    return entry


def _read_parameters(document: Mapping[str, Json], count: int, found: Findings) -> dict[int, Mapping[str, Json]]:
    section = "layer_parameters"
    entries = read_object(document.get(section, {}), section, found)
    result: dict[int, Mapping[str, Json]] = {}
    for key, value in entries.items():
        path = joined(section, key)
        if not _POSITION.fullmatch(key) or int(key) > count:
            found.problem(path, f"is not the position of a layer; the last one is {count}")
        else:
            result[int(key)] = read_object(value, path, found)
    return result


def _own_options(own: Mapping[str, Json], entry: LayerType, path: str, found: Findings) -> dict[str, OptionValue]:
    """Read the options that are given at the layer itself."""
    options: dict[str, OptionValue] = {}
    for name, value in own.items():
        if name in entry.options:
            options[name] = read_option(value, f"{path}.{name}", found, entry.options[name])
        elif name != "inputs":
            known = ", ".join((*entry.options, "inputs"))
            hint = found.suggest(name, (*entry.options, "inputs"))
            found.problem(joined(path, name), f"is not an option of {entry.code}, which takes {known}{hint}")
    return options


def _settle_output(options: dict[str, OptionValue], label_shape: int, path: str, found: Findings) -> None:
    channels = options.get("channels")
    if channels is not None and label_shape and channels != label_shape:
        found.problem(path, f"is {channels}, but output puts out label_shape = {label_shape}")
    options["channels"] = label_shape or None


def _fill_in(options: dict[str, OptionValue], entry: LayerType, context: Context, path: str, found: Findings) -> None:
    for name, option in entry.options.items():
        if name in options:
            continue
        default = option.default_in(context)
        if not isinstance(default, Required):
            options[name] = default
        else:
            options[name] = None
            if name not in CONSUMED:
                found.problem(f"{path}.{name}", f"is missing; {entry.code} needs it")


def _lacks_a_value(options: Mapping[str, OptionValue], entry: LayerType) -> bool:
    """Whether something is missing that was noted at the list that should hold it."""
    return any(options[name] is None for name, option in entry.options.items() if isinstance(option.default, Required))


def _read_inputs(own: Mapping[str, Json], entry: LayerType, position: int, found: Findings) -> tuple[int, ...]:
    path = f"layer_parameters.{position}.inputs"
    if "inputs" not in own:
        if entry.fewest_inputs > 1:
            found.problem(path, f"is missing; {entry.code} joins the outputs of {_input_count(entry)} layers")
        return (position - 1,)
    value = own["inputs"]
    values: Sequence[Json] = value if isinstance(value, list) else [value]
    if not entry.fewest_inputs <= len(values) <= entry.most_inputs:
        found.problem(path, f"has {len(values)} entries; {entry.code} takes {_input_count(entry)}")
        return ()
    inputs = []
    for index, item in enumerate(values):
        item_path = joined(path, index) if isinstance(value, list) else path
        source = read_position(item, item_path, 999_999, found)
        if source is not None and source >= position:
            found.problem(item_path, f"layer {source} does not come before layer {position}; that would be a cycle")
        elif source is not None:
            inputs.append(source)
    return tuple(inputs)


def _input_count(entry: LayerType) -> str:
    if entry.fewest_inputs == entry.most_inputs:
        return str(entry.fewest_inputs)
    return f"{entry.fewest_inputs} to {entry.most_inputs}"
