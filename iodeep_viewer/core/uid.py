"""The form of UIDs."""

from __future__ import annotations

import re

_UID = re.compile(r"[0-9]+(\.[0-9]+)*")


def is_uid(text: str) -> bool:
    """Whether a text has the form of a UID: digits and dots, at most 64 characters (PS3.5 section 9.1).

    What passes can be part of a path. Leading zeros, which the standard forbids and some devices write, pass.

    Parameters
    ----------
    text
        Any text.

    Returns
    -------
    bool
        Whether it can be used as a UID.

    Examples
    --------
    >>> is_uid("1.2.840.10008"), is_uid("1..2"), is_uid("../1")
    (True, False, False)
    """
    return len(text) <= 64 and _UID.fullmatch(text) is not None
