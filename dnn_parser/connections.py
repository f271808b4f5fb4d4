"""The keys ``skip_connection`` and ``residual_connection``, and whether every output is read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dnn_parser.architecture import read_position
from dnn_parser.description import Layer, SkipConnection, SkipKind
from dnn_parser.document import Json, joined
from dnn_parser.fields import Findings, read_object


def read_skips(document: Mapping[str, Json], count: int, found: Findings) -> tuple[SkipConnection, ...]:
    """Read both kinds of skip connections; a source may have several targets, given as a list."""
    skips: dict[SkipConnection, None] = {}
    for kind in SkipKind:
        entries = read_object(document.get(kind, {}), kind, found)
        for key, value in entries.items():
            path = joined(kind, key)
            source = read_position(key, path, count, found)
            many = isinstance(value, list)
            for index, item in enumerate(value if isinstance(value, list) else [value]):
                item_path = joined(path, index) if many else path
                target = read_position(item, item_path, count, found)
                if source is None or target is None:
                    continue
                skip = SkipConnection(source, target, kind)
                if target <= source:
                    found.problem(item_path, f"leads from layer {source} back to layer {target}; that would be a cycle")
                elif skip in skips:
                    found.problem(item_path, f"leads to layer {target} twice")
                else:
                    skips[skip] = None
    return tuple(skips)


def check_all_read(layers: Sequence[Layer], skips: Sequence[SkipConnection], found: Findings) -> None:
    """Note layers, other than the last, whose output nobody reads."""
    read = {position for layer in layers for position in layer.inputs} | {skip.source for skip in skips}
    for layer in layers[:-1]:
        if layer.position not in read:
            found.problem(f"architecture.{layer.position}", f"the output of {layer.code} is read by no other layer")
