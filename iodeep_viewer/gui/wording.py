"""DICOM values as people read them."""

from __future__ import annotations

from iodeep_viewer.core.image_series import ImageSeries
from iodeep_viewer.core.records import PatientRecord
from iodeep_viewer.core.regions import Roi


def date_for_screen(value: str) -> str:
    """Write a DA value as ``2026-03-14``; anything else as it is."""
    return f"{value[:4]}-{value[4:6]}-{value[6:]}" if len(value) == 8 and value.isdigit() else value


def time_for_screen(value: str) -> str:
    """Write a TM value as ``14:30:05``; anything else as it is."""
    digits = value.split(".")[0]
    if not digits.isdigit() or len(digits) not in (2, 4, 6):
        return value
    return ":".join(digits[at : at + 2] for at in range(0, len(digits), 2))


def name_for_screen(value: str) -> str:
    """Write a PN value with its family name first."""
    return PatientRecord(patient_name=value).display_name


def sex_for_screen(value: str) -> str:
    """Write PatientSex in full."""
    return {"M": "Male", "F": "Female", "O": "Other"}.get(value, value)


def count(number: int, singular: str, plural: str = "") -> str:
    """Write a number with its noun, e.g. ``1 region`` and ``2 regions``."""
    return f"{number} {singular if number == 1 else plural or singular + 's'}"


def area(series: ImageSeries | None, roi: Roi) -> str:
    """Write the area of a region: in mm², or in pixels where the size of a pixel is not known."""
    if series is None:
        return ""
    known = all(item.spacing_known for item in series.slices if item.key in roi.images)
    return f"{series.area_mm2(roi):.0f} {'mm²' if known else 'px'}"
