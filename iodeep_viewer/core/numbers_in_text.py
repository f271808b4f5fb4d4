"""Tolerant reading of numbers: a value that is none counts as absent, nothing raises."""

from __future__ import annotations

import math


def number_of(value: object) -> float | None:
    """Return a value as a finite number.

    Parameters
    ----------
    value
        Text as it stands in an attribute, with blanks around it or not, or a number.

    Returns
    -------
    float or None
        None where it is no number, infinite, or too large.

    Examples
    --------
    >>> number_of(" 1.5 "), number_of("1e3"), number_of("nan"), number_of("3 mm"), number_of(None)
    (1.5, 1000.0, None, None, None)
    """
    try:
        number = float(value)  # type: ignore[arg-type]  # whatever it is
    except (TypeError, ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def integer_of(value: object) -> int | None:
    """Return a value as an integer; a point with zeros behind it, which some devices write, does no harm.

    Parameters
    ----------
    value
        Text as it stands in an attribute, or a number.

    Returns
    -------
    int or None
        None where it is no finite number, or lies between two integers.

    Examples
    --------
    >>> integer_of("12"), integer_of("12.0"), integer_of("1.5"), integer_of("twelve")
    (12, 12, None, None)
    """
    number = number_of(value)
    return int(number) if number is not None and number.is_integer() else None
