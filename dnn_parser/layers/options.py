"""Options of a layer: the values allowed, and the default of each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Final

from dnn_parser.description import Backend, OptionValue

LARGEST_COUNT = 1_000_000
LARGEST_OFFSET = 100_000


class Kind(Enum):
    """Kinds of values that an option takes."""

    COUNT = "whole number, at least 1"
    """A number of channels, features or groups."""
    SIZE = "whole number, at least 1, or one per axis"
    """A kernel, stride, dilation, pool or scale."""
    OFFSET = "whole number, at least 0, or one per axis"
    """A padding."""
    PADDING = "whole number, at least 0, or one per axis, or same"
    """A padding, or the one that keeps the size (divided by the stride, rounded up)."""
    FLAG = "true or false"
    """Yes or no."""
    NUMBER = "number"
    """A slope, rate or epsilon between the option's bounds."""
    CHOICE = "one of the listed words"
    """A word of a closed list."""


class Required(Enum):
    """Stands for the default of an option that has none."""

    REQUIRED = "required"
    """The document has to give it, in a list consumed in order or at the layer itself."""


REQUIRED: Final = Required.REQUIRED


@dataclass(frozen=True, slots=True)
class Context:
    """Facts that a default may depend on.

    Attributes
    ----------
    backend
        Library that the network was made for.
    stride, padding, padding_conv
        The values for the whole network; None where the document gives none.
    transposes
        Whether the network enlarges with transposed convolutions, not with ``Upsample``.
    later_codes
        Codes of the layers that follow, in the spelling of the dictionary.
    kernel
        The layer's own kernel or pool size, where it has one.
    """

    backend: Backend
    stride: int | None
    padding: int | None
    padding_conv: int | None
    transposes: bool
    later_codes: tuple[str, ...]
    kernel: OptionValue = None


@dataclass(frozen=True, slots=True)
class Option:
    """One parameter that a layer takes.

    Attributes
    ----------
    default
        A value, :data:`REQUIRED`, or a function of the :class:`Context`.
    meaning
        For the reader of the documentation; explains a computed default.
    low, high
        Bounds of a number.
    choices
        Words of a ``CHOICE``.
    """

    kind: Kind
    default: OptionValue | Required | Callable[[Context], OptionValue]
    meaning: str
    low: float = 0.0
    high: float = 1e9
    choices: tuple[str, ...] = ()

    def default_in(self, context: Context) -> OptionValue | Required:
        """Return the default in this context."""
        return self.default(context) if callable(self.default) else self.default


def keras_or_torch(keras: OptionValue, torch: OptionValue) -> Callable[[Context], OptionValue]:
    """Return a default that follows the backend."""
    return lambda context: keras if context.backend is Backend.TENSORFLOW else torch
