"""Names of patient directions, and how a slice is turned and mirrored on the screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np


def direction_letters(direction: Sequence[float]) -> str:
    """Name a patient direction, strongest axis first, e.g. ``L`` or ``LA`` (PS3.3 section C.7.6.1.1.1).

    Parameters
    ----------
    direction
        Unit vector, LPS.

    Returns
    -------
    str
        One to three of the letters L, R, A, P, H and F.

    Examples
    --------
    >>> direction_letters((1.0, 0.0, 0.0)), direction_letters((0.0, -0.8, 0.6))
    ('L', 'AH')
    """
    letters = []
    for axis in np.argsort(-np.abs(np.asarray(direction))):
        value = direction[int(axis)]
        # Below 0.2 (about 11 degrees) the letter would say more than the eye can use.
        if abs(value) > 0.2:
            letters.append(("LR", "PA", "HF")[int(axis)][0 if value > 0 else 1])
    return "".join(letters)


@dataclass(frozen=True, slots=True)
class Orientation:
    """First mirrored left to right if `mirrored`, then turned clockwise by `quarter_turns`.

    Examples
    --------
    >>> Orientation().turned(1).sides(("R", "L", "A", "P"))
    ('P', 'A', 'R', 'L')
    >>> Orientation().flipped_sideways().sides(("R", "L", "A", "P"))
    ('L', 'R', 'A', 'P')
    """

    quarter_turns: int = 0
    mirrored: bool = False

    def turned(self, by: int) -> Orientation:
        """Turn the picture on the screen clockwise by quarter turns.

        Parameters
        ----------
        by
            Quarter turns; negative ones go back.

        Returns
        -------
        Orientation
            The orientation after that.
        """
        return Orientation((self.quarter_turns + by) % 4, self.mirrored)

    def flipped_sideways(self) -> Orientation:
        """Swap left and right of the picture on the screen.

        Returns
        -------
        Orientation
            The orientation after that.
        """
        return Orientation(-self.quarter_turns % 4, not self.mirrored)

    def flipped_upside_down(self) -> Orientation:
        """Swap top and bottom of the picture on the screen.

        Returns
        -------
        Orientation
            The orientation after that.
        """
        return Orientation((2 - self.quarter_turns) % 4, not self.mirrored)

    @property
    def matrix(self) -> tuple[tuple[int, int], tuple[int, int]]:
        """Rows of the matrix from (x to the right, y down) of the slice to those of the screen."""
        cos, sin = ((1, 0), (0, 1), (-1, 0), (0, -1))[self.quarter_turns]
        sign = -1 if self.mirrored else 1
        return (cos * sign, -sin), (sin * sign, cos)

    def sides(self, sides: tuple[str, str, str, str]) -> tuple[str, str, str, str]:
        """Return the letters at the left, right, top and bottom of the screen, from those of the slice.

        Parameters
        ----------
        sides
            Left, right, top and bottom of the slice.

        Returns
        -------
        tuple[str, str, str, str]
            Left, right, top and bottom of the screen.
        """
        (a, b), (c, d) = self.matrix
        left, right, top, bottom = sides
        directions = {(-1, 0): left, (1, 0): right, (0, -1): top, (0, 1): bottom}
        on_screen = {(a * x + b * y, c * x + d * y): name for (x, y), name in directions.items()}
        return on_screen[-1, 0], on_screen[1, 0], on_screen[0, -1], on_screen[0, 1]
