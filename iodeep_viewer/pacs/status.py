"""DIMSE statuses as sentences (PS3.7 annex C; PS3.4 sections B.2.3, C.4)."""

from __future__ import annotations

from pydicom import Dataset

from iodeep_viewer.errors import DimseFailure, PacsError

SUCCESS = 0x0000
CANCELLED = 0xFE00
PENDING = (0xFF00, 0xFF01)
DUPLICATE_SOP_INSTANCE = 0x0111
MOVE_DESTINATION_UNKNOWN = 0xA801

_REASONS: dict[int, tuple[str, str]] = {
    0x0110: ("it could not process the request", "Try again; if it stays, ask its administrator for its log."),
    DUPLICATE_SOP_INSTANCE: ("it says that it has this object already", ""),
    0x0117: ("it does not accept the UID of the object", ""),
    0x0122: ("it does not support this kind of object", "Ask its administrator to enable the SOP class."),
    0x0124: ("we are not authorised", "Ask its administrator to allow it for this computer."),
    0x0211: ("it does not offer this service", "Ask its administrator to enable it for this computer."),
    0xA701: ("it could not count the matching images", "Ask its administrator for its log."),
    0xA702: (
        "it could not send the images",
        "Check the address and port that it has for this computer, and that no firewall is in between.",
    ),
    MOVE_DESTINATION_UNKNOWN: (
        "it does not know our AE title as a destination",
        "Add this computer to the PACS (AE title, host and port), or set the retrieve method to C-GET.",
    ),
}


def is_warning(status: int) -> bool:
    """Return whether the service succeeded with a remark: 0x0001, 0x01xx warnings of PS3.7, and 0xBxxx."""
    return status >> 12 == 0xB or status in (0x0001, 0x0107, 0x0116)


def failure(service: str, response: Dataset) -> PacsError:
    """Make the error of a response that is neither success nor pending.

    Parameters
    ----------
    service
        The service, e.g. ``"the search (C-FIND)"``.
    response
        The status set of pynetdicom; empty where the association ended or timed out before an answer.
    """
    status = response.get("Status")
    if status is None:
        return PacsError(
            f"The PACS stopped answering during {service}.",
            "Try again; if the PACS is slow, set a longer timeout in the preferences.",
        )
    reason, hint = _reason(int(status))
    comment = " ".join(str(response.get("ErrorComment") or "").split())[:64]
    said = f" and says: {comment}" if comment else ""
    return DimseFailure(
        f"The PACS refused {service}: {reason}{said} (status 0x{status:04X}).", hint, status=int(status)
    )


def _reason(status: int) -> tuple[str, str]:
    if status in _REASONS:
        return _REASONS[status]
    if status >> 8 == 0xA7:
        return "it is out of resources", "Its disk may be full: inform its administrator, and try again later."
    if status >> 8 == 0xA9:
        return "what we sent does not match the kind of object that it is said to be", ""
    if status >> 12 == 0xC:
        return "it could not understand or process it", "Ask its administrator for its log."
    return "it gives no reason that we know", "Ask its administrator for its log."
