"""DICOM values as people read them."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from iodeep_viewer.core.image_series import ImageSeries
from iodeep_viewer.core.records import PatientRecord
from iodeep_viewer.core.regions import Roi
from iodeep_viewer.workflows.study_contents import NotShown

CONTENTS = (
    QT_TRANSLATE_NOOP("Contents", "segmentations"),
    QT_TRANSLATE_NOOP("Contents", "structured reports"),
    QT_TRANSLATE_NOOP("Contents", "presentation states"),
    QT_TRANSLATE_NOOP("Contents", "treatment plans"),
    QT_TRANSLATE_NOOP("Contents", "dose distributions"),
    QT_TRANSLATE_NOOP("Contents", "treatment records"),
    QT_TRANSLATE_NOOP("Contents", "registrations"),
    QT_TRANSLATE_NOOP("Contents", "documents"),
    QT_TRANSLATE_NOOP("Contents", "3-D models"),
    QT_TRANSLATE_NOOP("Contents", "waveforms"),
    QT_TRANSLATE_NOOP("Contents", "value mappings"),
    QT_TRANSLATE_NOOP("Contents", "annotations"),
    QT_TRANSLATE_NOOP("Contents", "fiducials"),
    QT_TRANSLATE_NOOP("Contents", "spectra"),
    QT_TRANSLATE_NOOP("Contents", "parametric maps"),
    QT_TRANSLATE_NOOP("Contents", "raw data"),
    QT_TRANSLATE_NOOP("Contents", "objects of an unknown kind"),
)
"""The content of the objects that the viewer knows by name alone, for translation."""


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
    translate = QCoreApplication.translate
    words = {"M": translate("Sex", "Male"), "F": translate("Sex", "Female"), "O": translate("Sex", "Other")}
    return words.get(value, value)


def probability_for_screen(value: float) -> str:
    """Write a probability in percent; no network is as sure as 0 or 100 %, so ``<1%`` and ``>99%`` are the ends."""
    if round(100 * value) in (0, 100):
        return ">99%" if value > 0.5 else "<1%"
    return f"{value:.0%}"


def regions(number: int) -> str:
    """Write ``1 region`` or ``2 regions``."""
    translate = QCoreApplication.translate
    return (translate("Counts", "{} region") if number == 1 else translate("Counts", "{} regions")).format(number)


def measurements(number: int) -> str:
    """Write ``1 measurement`` or ``2 measurements``."""
    translate = QCoreApplication.translate
    one, many = translate("Counts", "{} measurement"), translate("Counts", "{} measurements")
    return (one if number == 1 else many).format(number)


def key_images(number: int) -> str:
    """Write ``1 key image`` or ``2 key images``."""
    translate = QCoreApplication.translate
    return (translate("Counts", "{} key image") if number == 1 else translate("Counts", "{} key images")).format(number)


def slices(number: int) -> str:
    """Write ``1 slice`` or ``2 slices``."""
    translate = QCoreApplication.translate
    return (translate("Counts", "{} slice") if number == 1 else translate("Counts", "{} slices")).format(number)


def objects(number: int) -> str:
    """Write ``1 object`` or ``2 objects``, of DICOM."""
    translate = QCoreApplication.translate
    one, many = translate("Counts", "{} object"), translate("Counts", "{} objects")
    return (one if number == 1 else many).format(number)


def findings(region_count: int, measurement_count: int, key_image_count: int) -> str:
    """Write what there is: ``2 regions, 1 measurement``; empty for nothing."""
    parts = [regions(region_count)] if region_count else []
    parts += [measurements(measurement_count)] if measurement_count else []
    parts += [key_images(key_image_count)] if key_image_count else []
    return ", ".join(parts)


def area(series: ImageSeries | None, roi: Roi) -> str:
    """Write the area of a region: in mm², or in pixels where the size of a pixel is not known."""
    if series is None:
        return ""
    known = all(item is None or item.spacing_known for item in map(series.get, roi.images))
    return f"{series.area_mm2(roi):.0f} {'mm²' if known else 'px'}"


def not_shown(items: Sequence[NotShown]) -> str:
    """Name the series of a study that are not shown: ``Not shown yet: segmentations (2 × SEG).``."""
    translate = QCoreApplication.translate
    counts = (f"{item.count} × {item.modality}".removesuffix(" × ") for item in items)
    named = (f"{translate('Contents', item.content)} ({count})" for item, count in zip(items, counts, strict=True))
    return translate("Contents", "Not shown yet: {}.").format(", ".join(named))
