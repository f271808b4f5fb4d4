"""The private elements that we write and read: group 0017, private creator ``IODEEP``."""

from __future__ import annotations

from enum import Enum

GROUP = 0x0017
CREATOR = "IODEEP"
CREATOR_TAG = GROUP << 16 | 0x0010
"""Where the creator stands when no other has the first block."""


class PrivateElement(Enum):
    """One element of our block, ``(0017,xxNN)``: NN, VR and keyword.

    The first four are those of the paper, table 1.

    Parameters
    ----------
    element
        NN.
    vr
        Value representation.
    keyword
        Name of the element.
    """

    ARCHITECTURE = (0x00, "UT", "DnnArchitecture")
    WEIGHTS = (0x01, "UT", "DnnWeights")
    NAME = (0x02, "PN", "DnnName")
    UID = (0x03, "UI", "DnnUID")
    WEIGHTS_DATA = (0x10, "OB", "DnnWeightsData")
    """The safetensors file itself."""
    WEIGHTS_SHA256 = (0x11, "LO", "DnnWeightsSHA256")
    VERSION = (0x12, "LO", "DnnVersion")
    CARD = (0x13, "UT", "DnnCard")
    """JSON model card."""
    PREVIOUS = (0x14, "UI", "DnnPrevious")
    """DnnUID of the network that this one replaces."""
    PROPOSED_CONTOURS = (0x20, "SQ", "ProposedContourSequence")
    """In an item of StructureSetROISequence: the proposal of the network for an edited region."""

    def __init__(self, element: int, vr: str, keyword: str) -> None:
        self.element = element
        self.vr = vr
        self.keyword = keyword

    @property
    def tag(self) -> int:
        """The tag in the first block: where we write it, and where a server is asked for it."""
        return GROUP << 16 | 0x1000 | self.element


class ReferenceElement(Enum):
    """Elements of the reference implementation, which names no private creator: the whole tag."""

    ARCHITECTURE = GROUP << 16 | 0x0016
    """Python literal or JSON."""
    CHECKPOINT = GROUP << 16 | 0x0018
    """Torch checkpoint as base64."""
    NAME = GROUP << 16 | 0x0020
    UID = GROUP << 16 | 0x0022


QUERIED_PRIVATE = {
    CREATOR_TAG: "LO",
    **{item.tag: item.vr for item in (PrivateElement.NAME, PrivateElement.UID, PrivateElement.PREVIOUS)},
}
"""Tags and VRs that a server is asked for: what a list of networks shows of each."""
