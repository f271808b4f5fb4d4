"""A series of slices with a bright half, and regions on it."""

from __future__ import annotations

import numpy as np

from iodeep_viewer.core.geometry import Plane
from iodeep_viewer.core.image_series import Slice
from iodeep_viewer.core.regions import Contour, Roi
from tests.gui.reader import Reader
from tests.slices import make_slice
from tests.values import present

SQUARE = np.array([[9.5, 9.5], [29.5, 9.5], [29.5, 24.5], [9.5, 24.5]])


def slices(count: int, **changes: object) -> list[Slice]:
    result = []
    for index in range(count):
        values = np.full((40, 60), 100 * index, dtype=np.int16)
        values[:, 30:] += 50
        plane = Plane((0.0, 0.0, 5.0 * index), (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (1.0, 1.0))
        result.append(
            make_slice(values, plane=plane, sop_instance_uid=f"1.2.3.4.{index}", instance_number=index, **changes)
        )
    return result


def propose(reader: Reader, count: int = 2) -> list[str]:
    assert reader.session.series is not None
    names = [f"roi-{index}" for index in range(count)]
    rois = [
        Roi(name, "Lesion", (Contour(reader.session.series.slices[index].sop_instance_uid, None, SQUARE),))
        for index, name in enumerate(names)
    ]
    present(reader.session.opened).set_review(reader.session.review.add(rois))
    return names
