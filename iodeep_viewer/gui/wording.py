"""DICOM values as people read them."""

from __future__ import annotations

from iodeep_viewer.core.records import PatientRecord


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


def count(number: int, noun: str) -> str:
    """Write a number with its noun, e.g. ``1 region`` and ``2 regions``."""
    if number == 1:
        return f"{number} {noun}"
    return f"{number} {noun}" if noun.endswith("series") else f"{number} {noun}s"
