"""Attribute matching of C-FIND (PS3.4 section C.2.2.2), on values as text."""

from __future__ import annotations

import re
from functools import lru_cache

_RANGES = ("DA", "TM", "DT")
_NO_WILDCARDS = ("UI", "US", "IS", "DS", *_RANGES)


def matches(key: str, value: str, vr: str) -> bool:
    """Return whether the value of an attribute matches a key.

    Parameters
    ----------
    key
        Empty matches everything; several values are separated by a backslash, one of them has to match.
    value
        Several values are separated by a backslash, one of them has to match.
    vr
        Decides how: ranges for dates and times, lists for UIDs, wildcards for text; names in any case.

    Examples
    --------
    >>> matches("doe*", "Doe^Jane", "PN"), matches("20240101-", "20231231", "DA")
    (True, False)
    """
    if key in ("", "*"):
        return True
    return any(_matches_one(part, item, vr) for part in key.split("\\") for item in value.split("\\"))


def _matches_one(key: str, value: str, vr: str) -> bool:
    key, value = key.strip(), value.strip()
    if not value:
        return False
    if vr in _RANGES:
        return _in_range(key, value)
    if vr in _NO_WILDCARDS:
        return key == value
    if vr == "PN":
        # Trailing delimiters of a name may be left out (PS3.5 section 6.2.1.1).
        key, value = key.rstrip("^").casefold(), value.rstrip("^").casefold()
    return _pattern(key).fullmatch(value) is not None


def _in_range(key: str, value: str) -> bool:
    first, dash, last = key.partition("-")
    if not dash:
        return value[: len(key)] == key
    # A shorter bound covers all that begins with it: a time range to 12 holds 12:59.
    return (not first or value >= first) and (not last or value[: len(last)] <= last)


@lru_cache(maxsize=256)
def _pattern(key: str) -> re.Pattern[str]:
    first, *others = (re.escape(part).replace(r"\?", ".") for part in re.split(r"\*+", key))
    # Between stars the first place that fits is as good as any, so none is tried again: that could take for ever.
    between = "".join(f"(?>.*?{part})" for part in others[:-1])
    return re.compile(f"{first}{between}.*{others[-1]}" if others else first, re.S)
