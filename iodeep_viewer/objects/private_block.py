"""Our private block in a dataset, known to pydicom by name and VR.

With the entries below pydicom knows the VRs also in Implicit VR and where a server returns the elements as UN.
"""

from __future__ import annotations

from pydicom.datadict import add_private_dict_entry
from pydicom.dataset import Dataset, PrivateBlock

from iodeep_viewer.core.private_elements import CREATOR, GROUP, PrivateElement

for _element in PrivateElement:
    add_private_dict_entry(CREATOR, GROUP << 16 | _element.element, _element.vr, _element.keyword)


def add_private(ds: Dataset, element: PrivateElement, value: object) -> None:
    """Set an element of our private block, which is made where `ds` has none.

    Parameters
    ----------
    ds
        Dataset or item.
    element
        Which one.
    value
        As pydicom wants it for the VR of the element.
    """
    ds.private_block(GROUP, CREATOR, create=True).add_new(element.element, element.vr, value)


def private_block(ds: Dataset) -> PrivateBlock | None:
    """Return our private block of `ds`, or None.

    Parameters
    ----------
    ds
        Dataset or item.

    Returns
    -------
    PrivateBlock or None
        Wherever in group 0017 it lies.
    """
    return ds.private_block(GROUP, CREATOR) if CREATOR in ds.private_creators(GROUP) else None
