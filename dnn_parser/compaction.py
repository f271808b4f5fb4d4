"""A traced network in the words of the published format: double convolutions and skip connections."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from torch import Tensor

from dnn_parser.description import OptionValue, SkipConnection, SkipKind
from dnn_parser.layers.elementwise import ACTIVATIONS
from dnn_parser.operations import Entry

_NORMS = {"batchNorm2d": "batch", "instanceNorm2d": "instance", "groupNorm": "group"}
_SHARED = ("kernel", "padding", "dilation", "bias")


@dataclass(frozen=True, slots=True)
class Draft:
    """Layers to be, each with the positions that it reads, and skip connections between them."""

    layers: tuple[tuple[Entry, tuple[int, ...]], ...]
    skips: tuple[SkipConnection, ...] = field(default=())


def compact(draft: Draft) -> Draft:
    """Say the same with fewer layers."""
    return _fold_merges(_fold_blocks(draft))


def _fold_blocks(draft: Draft) -> Draft:
    """Several layers become one where a code says them all and nobody reads what is in between."""
    readers = _readers(draft)
    layers: list[tuple[Entry, tuple[int, ...]]] = []
    moved = {0: 0}
    index = 0
    while index < len(draft.layers):
        entry, inputs = draft.layers[index]
        length = 1
        for candidate, fold in ((6, _double), (4, _double), (2, _global_pool)):
            block = draft.layers[index : index + candidate]
            if len(block) == candidate and _is_chain(block, index, readers):
                folded = fold([step for step, _ in block])
                if folded is not None:
                    entry, length = folded, candidate
                    break
        layers.append((entry, inputs))
        index += length
        moved[index] = len(layers)
    return Draft(tuple((entry, tuple(moved[source] for source in inputs)) for entry, inputs in layers))


def _is_chain(block: Sequence[tuple[Entry, tuple[int, ...]]], index: int, readers: Counter[int]) -> bool:
    """Whether each layer of the block reads only the one before, and nobody else reads that."""
    return all(
        inputs == (index + place,) and readers[index + place] == 1
        for place, (_, inputs) in enumerate(block)
        if place > 0
    )


def _global_pool(block: Sequence[Entry]) -> Entry | None:
    """Pooling over all positions, then Flatten."""
    pool, flatten = block
    if not (pool.whole and flatten.code == "Flatten"):
        return None
    return Entry("globalAvgpool" if pool.code.startswith("Avg") else "globalMaxpool")


def _double(block: Sequence[Entry]) -> Entry | None:
    """2 x [convolution, normalisation if any, activation]."""
    half = len(block) // 2
    first, second = block[:half], block[half:]
    if first[0].code != "cnn2d" or [entry.code for entry in first] != [entry.code for entry in second]:
        return None
    if [entry.options for entry in first[1:]] != [entry.options for entry in second[1:]]:
        return None
    conv, last = first[0].options, second[0].options
    activation = first[-1]
    plain = conv["groups"] == last["groups"] == last["stride"] == 1
    alike = all(conv[name] == last[name] for name in _SHARED)
    if not (plain and alike and activation.code in ACTIVATIONS and activation.code != "softmax"):
        return None
    if half == 3 and first[1].code not in _NORMS:
        return None
    code = _code(conv["channels"], last["channels"])
    if code is None:
        return None
    norm: dict[str, OptionValue] = (
        {"norm": _NORMS[first[1].code], **first[1].options} if half == 3 else {"norm": "none"}
    )
    options = {"channels": conv["channels"], "stride": conv["stride"], **{name: conv[name] for name in _SHARED}}
    options |= norm | {"activation": activation.code, **activation.options}
    if code == "UpDoubleConv":
        options["halve"] = True
    return Entry(code, options, _numbered(first, 1) | _numbered(second, 2))


def _code(middle: OptionValue, last: OptionValue) -> str | None:
    if middle == last:
        return "doubleConv"
    return "UpDoubleConv" if isinstance(last, int) and middle == 2 * last else None


def _numbered(entries: Sequence[Entry], number: int) -> dict[str, Tensor]:
    """``conv.weight`` of the first convolution becomes ``conv_1.weight``."""
    return {name.replace(".", f"_{number}.", 1): tensor for entry in entries for name, tensor in entry.weights.items()}


def _fold_merges(draft: Draft) -> Draft:
    """A concatenation or sum with an earlier output, right after a layer that nobody else reads, becomes a skip."""
    readers = _readers(draft)
    layers: list[tuple[Entry, tuple[int, ...]]] = []
    skips: list[SkipConnection] = []
    moved = {0: 0}
    for position, (entry, inputs) in enumerate(draft.layers, start=1):
        target = len(layers)
        kind = {"concat": SkipKind.CONCATENATE, "add": SkipKind.ADD}.get(entry.code)
        sources = _skip_sources(kind, inputs, position) if kind else ()
        is_free = readers[position - 1] == 1 and position > 1
        joined = any(skip.target == target and skip.kind is SkipKind.CONCATENATE for skip in skips)
        if kind and sources and is_free and not joined and moved[position - 1] == target:
            skips += [SkipConnection(moved[source], target, kind) for source in sources]
        else:
            layers.append((entry, tuple(moved[source] for source in inputs)))
        moved[position] = len(layers)
    return Draft(tuple(layers), tuple(skips))


def _skip_sources(kind: SkipKind, inputs: tuple[int, ...], position: int) -> tuple[int, ...]:
    """Return the inputs that join the output of the layer before; empty where a skip would mean another order."""
    before = position - 1
    if kind is SkipKind.ADD:
        others = tuple(source for source in inputs if source != before)
        return others if len(others) == len(inputs) - 1 == len(set(others)) else ()
    *earlier, last = inputs
    in_order = last == before and earlier == sorted(set(earlier)) and before not in earlier
    return tuple(earlier) if in_order else ()


def _readers(draft: Draft) -> Counter[int]:
    return Counter(source for _, inputs in draft.layers for source in inputs)
