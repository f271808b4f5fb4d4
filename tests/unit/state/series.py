"""Series and regions for tests of the state, without windows."""

from __future__ import annotations

import numpy as np

from iodeep_viewer.core.image_series import ImageSeries, Slice
from iodeep_viewer.core.records import SeriesRecord
from iodeep_viewer.core.regions import Contour, Roi
from iodeep_viewer.gui.state.open_series import OpenSeries
from tests.slices import make_slice

TRIANGLE = np.array([[0.0, 0.0], [4.0, 0.0], [4.0, 4.0]])


def image(number: int) -> Slice:
    """Return one slice of a series; its number tells where it stands."""
    return make_slice(np.zeros((8, 8), np.int16), sop_instance_uid=f"1.{number}", instance_number=number)


def roi(name: str, *numbers: int) -> Roi:
    """Return a region on slices, by their numbers."""
    return Roi(name, "Lesion", tuple(Contour(f"1.{number}", None, TRIANGLE) for number in numbers or (1,)))


def opened(*numbers: int) -> OpenSeries:
    """Return a series whose slices of these numbers have arrived."""
    series = OpenSeries(SeriesRecord("1.2.3", "1.2.3.4", "MR"))
    series.set_series(ImageSeries("1.2.3.4").with_slices(map(image, numbers)), complete=True)
    return series
