"""Letters, texts and figures over the slice."""

from __future__ import annotations

import numpy as np
import pytest

from iodeep_viewer.gui.overlay import side_letters
from tests.slices import make_slice

BLACK = np.zeros((4, 4), np.int16)


@pytest.mark.parametrize(
    ("directions", "letters"),
    [
        (("L", "F"), ("R", "L", "H", "F")),
        (("P", "F"), ("A", "P", "H", "F")),
        (("LA", "FP"), ("RP", "LA", "HA", "FP")),
        ((), None),
        (("L",), None),
        (("L", ""), None),
        (("LE", "D"), None),
        (("L", "F", "A"), None),
        (("left", "foot"), None),
    ],
)
def test_an_image_without_a_plane_has_the_letters_that_it_states(
    directions: tuple[str, ...], letters: tuple[str, ...] | None
) -> None:
    assert side_letters(make_slice(BLACK, plane=None, patient_orientation=directions)) == letters


def test_a_plane_says_more_than_the_stated_letters() -> None:
    assert side_letters(make_slice(BLACK, patient_orientation=("A", "F"))) == ("R", "L", "A", "P")
