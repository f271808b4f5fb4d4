"""Findings as an archive holds them, whatever kind of object they are in, and the uses of objects."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from iodeep_viewer.core.key_objects import KeyObject
from iodeep_viewer.core.structure_set import StructureSet

StoredObject = StructureSet | KeyObject
"""Findings that are shown on the images of a series."""


def structure_sets(objects: Iterable[StoredObject]) -> tuple[StructureSet, ...]:
    """Return the RT Structure Sets among stored objects, in their order.

    Parameters
    ----------
    objects
        Of any type.

    Returns
    -------
    tuple of StructureSet
        Without the others.
    """
    return tuple(item for item in objects if isinstance(item, StructureSet))


def key_objects(objects: Iterable[StoredObject]) -> tuple[KeyObject, ...]:
    """Return the Key Object Selections among stored objects, in their order.

    Parameters
    ----------
    objects
        Of any type.

    Returns
    -------
    tuple of KeyObject
        Without the others.
    """
    return tuple(item for item in objects if isinstance(item, KeyObject))


class Shows(Enum):
    """Use of an object in the viewer."""

    IMAGES = "images"
    """The slices of a series."""
    FINDINGS = "findings"
    """Regions, measurements or marks on the slices of another series: a :data:`StoredObject`."""
    NETWORK = "network"
    """A network for AI ROI, which is nothing to look at."""
    NOTHING = "nothing"
    """It is named in the list of a study, and that is all."""
