"""Errors of descriptions and of weights, as sentences."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

_SHOWN_PROBLEMS = 10


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in a document.

    Attributes
    ----------
    json_path
        Where, as keys joined by dots (``architecture.9``); ``$`` for the document itself.
    reason
        The problem, as a clause that reads well after the path.
    """

    json_path: str
    reason: str

    def __str__(self) -> str:
        return f"{self.json_path}: {self.reason}"


class NetworkDescriptionError(Exception):
    """A document does not describe a network that can be built.

    Parameters
    ----------
    problems
        All that was found, in the order of the document; at least one.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__(*self.problems)

    @property
    def json_path(self) -> str:
        """Path of the first problem."""
        return self.problems[0].json_path

    @property
    def reason(self) -> str:
        """Reason of the first problem."""
        return self.problems[0].reason

    def __str__(self) -> str:
        shown = "; ".join(str(problem) for problem in self.problems[:_SHOWN_PROBLEMS])
        more = len(self.problems) - _SHOWN_PROBLEMS
        return shown + (f"; and {more} more" if more > 0 else "")


class WeightsError(Exception):
    """Weights are damaged, of an unknown kind, or do not fit the network."""


class UnsupportedModuleError(Exception):
    """A PyTorch module holds something that the description format cannot express.

    Parameters
    ----------
    reasons
        One clause for each thing, with its place in the module.
    """

    def __init__(self, reasons: Iterable[str]) -> None:
        self.reasons: tuple[str, ...] = tuple(reasons)
        super().__init__("; ".join(self.reasons))


def first_line(error: BaseException) -> str:
    """Return the first line of the text of another library's error, or its kind where it has none."""
    return next(iter(str(error).splitlines()), type(error).__name__)
