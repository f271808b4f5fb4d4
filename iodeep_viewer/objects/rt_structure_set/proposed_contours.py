"""The proposal of a network, kept beside the contours that the physician made of it.

An edited region (ROIGenerationAlgorithm SEMIAUTOMATIC) carries the proposal in its item of StructureSetROISequence:
ProposedContourSequence (:mod:`~iodeep_viewer.core.private_elements`). Its items are those of ContourSequence (PS3.3
section C.8.8.6): ContourImageSequence, ContourGeometricType, NumberOfContourPoints, ContourNumber, ContourData.
ROIGenerationDescription says it in words, with the Dice coefficient of proposal and result.
"""

from __future__ import annotations

from collections.abc import Sequence

from pydicom.dataelem import RawDataElement
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence as ItemSequence
from pydicom.values import convert_SQ

from iodeep_viewer.core.agreement import dice
from iodeep_viewer.core.private_elements import PrivateElement
from iodeep_viewer.core.regions import Roi
from iodeep_viewer.objects.common import fitted
from iodeep_viewer.objects.private_block import add_private, private_block


def description(roi: Roi) -> str:
    """ROIGenerationDescription of a region that a network proposed, at most 64 characters.

    Parameters
    ----------
    roi
        The region.

    Returns
    -------
    str
        Empty for a region that no network proposed.
    """
    if roi.network is None:
        return ""
    edited = f", edited, Dice {dice(roi.proposed, roi.contours):.3f}" if roi.proposed else ""
    return fitted(f"Proposed by {roi.network.dnn_name}", 64 - len(edited)) + edited


def add_proposal(roi_item: Dataset, contour_items: Sequence[Dataset]) -> None:
    """Put the contours of a proposal into an item of StructureSetROISequence.

    Parameters
    ----------
    roi_item
        Item of StructureSetROISequence.
    contour_items
        As in ContourSequence.
    """
    add_private(roi_item, PrivateElement.PROPOSED_CONTOURS, ItemSequence(contour_items))


def read_proposal(roi_item: Dataset) -> Dataset:
    """Return a dataset whose ContourSequence holds the proposal; empty where there is none or it is damaged.

    Parameters
    ----------
    roi_item
        Item of StructureSetROISequence.

    Returns
    -------
    Dataset
        With ContourSequence, or without.
    """
    found = Dataset()
    try:
        block = private_block(roi_item)
        if block is None:
            return found
        tag = block.get_tag(PrivateElement.PROPOSED_CONTOURS.element)
        element: object = roi_item.get_item(tag)
        if isinstance(element, RawDataElement) and element.VR == "UN":
            # Who does not know a private sequence passes it on as UN, Implicit VR inside (PS3.5 section 6.2.2).
            found.ContourSequence = convert_SQ(element.value or b"", True, True)
        else:
            found.ContourSequence = roi_item[tag].value
        for item in found.ContourSequence:
            item.get("ContourData")
    except Exception:  # pydicom raises whatever the damage leads to
        return Dataset()
    return found
