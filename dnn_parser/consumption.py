"""The lists of the published format, ``cn1..cnN`` and the like, handed out to the layers in order."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from dnn_parser.description import OptionValue
from dnn_parser.document import Json, joined
from dnn_parser.fields import Findings, read_object, read_option
from dnn_parser.layers import REQUIRED, LayerType, Option
from dnn_parser.layers.convolution import CHANNELS, KERNEL
from dnn_parser.layers.shaping import POOL

Taker = tuple[LayerType, Mapping[str, Json]]
"""A layer with the parameters that are given at the layer itself."""


class NumberedList:
    """Values ``prefix1..prefixN`` of one section, each handed out once.

    Parameters
    ----------
    prefixes
        Spellings of its keys; the first is the usual one.
    option
        The values that are allowed.
    """

    def __init__(
        self, document: Mapping[str, Json], section: str, prefixes: tuple[str, ...], option: Option, found: Findings
    ) -> None:
        self.section, self.prefix = section, prefixes[0]
        self.complete = True
        self._taken = 0
        self._values = self._read(document, prefixes, option, found)

    def __len__(self) -> int:
        return len(self._values)

    @property
    def left(self) -> int:
        """How many values were not handed out; negative when more were asked for."""
        return len(self._values) - self._taken

    def take(self) -> OptionValue:
        """Return the next value; None when there is none, or it could not be read."""
        self._taken += 1
        return self._values[self._taken - 1] if self._taken <= len(self._values) else None

    def path(self, number: int) -> str:
        """Return the path of the value with this number."""
        return f"{self.section}.{self.prefix}{number}"

    @property
    def last_path(self) -> str:
        """Path of the value that was handed out last."""
        return self.path(self._taken)

    def _read(
        self, document: Mapping[str, Json], prefixes: tuple[str, ...], option: Option, found: Findings
    ) -> list[OptionValue]:
        pattern = re.compile(f"(?:{'|'.join(prefixes)})([1-9][0-9]{{0,5}})", re.IGNORECASE)
        values: dict[int, OptionValue] = {}
        for key, value in read_object(document.get(self.section, {}), self.section, found).items():
            path = joined(self.section, key)
            match = pattern.fullmatch(key)
            if match is None:
                found.problem(path, f"should be named {self.prefix}1, {self.prefix}2, ...")
                self.complete = False
            elif int(match[1]) in values:
                found.problem(path, "is given twice")
            else:
                values[int(match[1])] = read_option(value, path, found, option)
        for number in range(1, len(values) + 1):
            if number not in values:
                found.problem(self.path(number), f"is missing; {self.prefix}{max(values)} is given")
                self.complete = False
                break
        return [values[number] for number in sorted(values)]


class Lists:
    """The three lists of a document, and who takes from which.

    Channels go to the layers that need them. Kernels go to the layers that have one; when there are as many kernels
    as channels, each layer that takes channels takes a kernel, and a dense or recurrent one ignores it.

    Parameters
    ----------
    takers
        All layers in order.
    """

    def __init__(self, document: Mapping[str, Json], takers: Sequence[Taker], found: Findings) -> None:
        self.channels = NumberedList(document, "convolutional", ("cn",), CHANNELS, found)
        self.kernels = NumberedList(document, "kernel", ("kernel", "kn", "k"), KERNEL, found)
        self.pools = NumberedList(document, "pooling", ("pool", "p"), POOL, found)
        self._kernel_takers = sum(_takes(taker, "kernel") for taker in takers)
        self._kernel_each = len(self.kernels) == len(self.channels) > self._kernel_takers

    def supply(
        self, entry: LayerType, own: Mapping[str, Json], position: int, found: Findings
    ) -> dict[str, OptionValue]:
        """Hand out the values that a layer needs and does not give itself."""
        options: dict[str, OptionValue] = {}
        taker = (entry, own)
        if entry.code == "output":
            if "channels" not in own and self.channels.left > 0:
                options["channels"] = self.channels.take()
                if self._kernel_each and self.kernels.left > 0:
                    self.kernels.take()
            return options
        for name, values in (("channels", self.channels), ("kernel", self.kernels), ("pool", self.pools)):
            if _takes(taker, name):
                options[name] = values.take()
                if values.left < 0:
                    found.problem(values.last_path, f"is missing; layer {position} ({entry.code}) needs it")
        if self._kernel_each and _takes(taker, "channels") and not _takes(taker, "kernel"):
            self.kernels.take()
        return options

    def check_rest(self, found: Findings) -> bool:
        """Note values that no layer takes; return whether each list went out as it was meant."""
        fits = True
        for values in (self.channels, self.kernels, self.pools):
            if values.left > 0 and values.complete:
                taken = len(values) - values.left
                found.problem(
                    values.path(taken + 1), f"is given, but the layers take only {taken} from {values.section}"
                )
            fits = fits and values.left == 0 and values.complete
        return fits


def _takes(taker: Taker, name: str) -> bool:
    entry, own = taker
    return (
        name in entry.options and entry.options[name].default is REQUIRED and name not in own and entry.code != "output"
    )
