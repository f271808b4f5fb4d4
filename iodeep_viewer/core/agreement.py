"""Agreement of two outlines."""

from __future__ import annotations

from collections.abc import Iterable

from iodeep_viewer.core.polygons import union
from iodeep_viewer.core.regions import Contour


def dice(first: Iterable[Contour], second: Iterable[Contour]) -> float:
    """Twice the common area over the sum of both, image by image, 0 to 1; 0 where neither has an area.

    Areas are square pixels: the images of both are taken to be sampled alike.

    Parameters
    ----------
    first
        Contours of one finding.
    second
        Contours of the other.

    Returns
    -------
    float
        Dice coefficient, 0 to 1.

    Examples
    --------
    >>> import numpy as np
    >>> square = np.array([[0.0, 0.0], [4.0, 0.0], [4.0, 4.0], [0.0, 4.0]])
    >>> dice([Contour("1.2", None, square)], [Contour("1.2", None, square + (1, 0))])
    0.75
    """
    pairs = list(first), list(second)
    images = {contour.image for contours in pairs for contour in contours}
    common = total = 0.0
    for image in images:
        one, other = (union(item.points for item in contours if item.image == image) for contours in pairs)
        common += one.intersection(other).area
        total += one.area + other.area
    return 2 * common / total if total else 0.0
