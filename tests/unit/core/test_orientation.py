"""Turning and mirroring."""

import pytest

from iodeep_viewer.core.orientation import Orientation

SIDES = ("R", "L", "A", "P")
START = Orientation()


@pytest.mark.parametrize(
    ("orientation", "sides"),
    [
        (START, ("R", "L", "A", "P")),
        (START.turned(1), ("P", "A", "R", "L")),
        (START.turned(2), ("L", "R", "P", "A")),
        (START.turned(-1), ("A", "P", "L", "R")),
        (START.flipped_sideways(), ("L", "R", "A", "P")),
        (START.flipped_upside_down(), ("R", "L", "P", "A")),
        # What is on the screen is flipped, however it was turned before.
        (START.turned(1).flipped_sideways(), ("A", "P", "R", "L")),
        (START.turned(1).flipped_upside_down(), ("P", "A", "L", "R")),
        (START.flipped_sideways().turned(1), ("P", "A", "L", "R")),
    ],
)
def test_the_letters_stand_where_the_sides_are(orientation: Orientation, sides: tuple[str, ...]) -> None:
    assert orientation.sides(SIDES) == sides


def test_everything_can_be_taken_back() -> None:
    for step in (Orientation.flipped_sideways, Orientation.flipped_upside_down):
        for start in (START, START.turned(1), START.turned(3).flipped_sideways()):
            assert step(step(start)) == start
    assert START.turned(4) == START
    assert START.flipped_sideways().flipped_upside_down() == START.turned(2)
