"""Measured values as text: the same on the screen and in the objects that are stored."""

from __future__ import annotations

from iodeep_viewer.core.image_series import Slice
from iodeep_viewer.core.measurements import Measurement, main_value


def value_text(measurement: Measurement, image: Slice) -> str:
    """Return length, angle or area with its unit: ``59.1 mm``, ``90.0°``, ``1235 mm²``; ``-`` for an angle of no lines.

    A measurement that has a text of the user says that.

    Parameters
    ----------
    measurement
        On `image`.
    image
        Its pixel size decides between mm and px.

    Returns
    -------
    str
        In the characters of Latin-1, which most objects are written in, apart from what the user wrote.
    """
    if measurement.kind.has_text:
        return measurement.text
    value, unit = main_value(measurement, image)
    if value is None:
        return "-"
    return f"{value:.1f}°" if unit == "°" else f"{_quantity(value)} {unit}"


def pixel_value_text(value: float, unit: str = "") -> str:
    """Return a pixel value: one digit after the point, or four significant ones where it is small or large.

    Parameters
    ----------
    value
        In modality units.
    unit
        Name of the unit; empty where unknown.

    Returns
    -------
    str
        The value, and the unit where there is one.

    Examples
    --------
    >>> pixel_value_text(102.04, "HU"), pixel_value_text(0.01234), pixel_value_text(123456.7)
    ('102.0 HU', '0.01234', '1.235e+05')
    """
    number = f"{value:.1f}" if value == 0 or 0.1 <= abs(value) < 100_000 else f"{value:.4g}"
    return f"{number} {unit}".rstrip()


def _quantity(value: float) -> str:
    """Return a length or an area: whole from 1000 on, with two digits behind the point below 1, else with one."""
    return f"{value:.{0 if abs(value) >= 1000 else 1 if abs(value) >= 1 else 2}f}"
